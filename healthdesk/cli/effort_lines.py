"""What `analytics` says of heart and activity beside the figures of every type."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from healthdesk.cli.session import Session
from healthdesk.texts import tr

Shown = Callable[[float | None], str]


def effort_lines(session: Session, answer: Mapping[str, Any], shown: Shown) -> list[str]:
    """Nothing of other types, and none of what is withheld."""
    return [*_heart(session, answer.get("heart")), *_activity(answer.get("activity"), shown)]


def _heart(session: Session, found: Mapping[str, Any] | None) -> list[str]:
    if found is None:
        return []
    number = session.format.number
    lines = []
    resting, hrv, zones = found["resting"], found["hrv"], found["zones"]
    if resting is not None:
        lines.append(tr("Resting pulse {mean}", mean=number(resting["mean"], 0)))
    if hrv is not None:
        lines.append(tr("Heart rate variability {mean} ms", mean=number(hrv["mean"], 0)))
    if zones is not None:
        told = ", ".join(
            f"{number(zone['low'], 0)}+: {number(zone['minutes'], 0)}" for zone in zones["zones"]
        )
        highest = number(zones["highest"], 0)
        if zones["highest_from"] == "age":
            highest = tr("{rate} (estimated from the age)", rate=highest)
        lines.append(
            tr("Minutes in zones of a highest pulse of {highest}: {zones}",
               highest=highest, zones=told)
        )  # fmt: skip
    return lines


def _activity(found: Mapping[str, Any] | None, shown: Shown) -> list[str]:
    if found is None:
        return []
    lines = []
    days, load = found["active_days"], found["load"]
    if days is not None:
        lines.append(tr("Active on {n} of {days} days", n=days["active"], days=days["days"]))
    if load is not None:
        lines.append(
            tr(
                "Load of the last 7 days {acute} a day, of the 21 days before {chronic}",
                acute=shown(load["acute"]), chronic=shown(load["chronic"]),
            )
        )  # fmt: skip
    return lines
