"""What `analytics` says of sleep beside the figures of every type."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from healthdesk.cli.session import Session
from healthdesk.texts import tr


def sleep_lines(session: Session, answer: Mapping[str, Any]) -> list[str]:
    """Nothing of other types, and none of what is withheld."""
    found = answer.get("sleep")
    if found is None:
        return []
    number = session.format.number
    lines = []
    share, wait, times = found["efficiency"], found["latency"], found["times"]
    if share is not None:
        lines.append(tr("Asleep {share} % of the time in bed", share=number(share["value"], 0)))
    if wait is not None:
        minutes = number(wait["minutes"], 0)
        lines.append(tr("Fallen asleep after {minutes} minutes (median)", minutes=minutes))
    if times is not None:
        lines.append(
            tr(
                "Asleep from {onset} to {wake}, in the middle of it at {middle}",
                onset=times["onset"], wake=times["wake"], middle=times["mid_sleep"],
            )
        )  # fmt: skip
    index, lag = found["sleep_regularity"], found["social_jet_lag"]
    if index is not None:
        lines.append(tr("Sleep regularity: {index} of 100", index=number(index["index"], 0)))
    if lag is not None:
        lines.append(
            tr(
                "Social jet lag: {minutes} minutes (mid-sleep at {free} before free days, at"
                " {work} before others)",
                minutes=number(lag["minutes"], 0), free=lag["free"], work=lag["work"],
            )
        )  # fmt: skip
    return lines
