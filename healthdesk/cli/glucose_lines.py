"""What `analytics` says of glucose beside the figures of every type."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from healthdesk.cli.session import Session
from healthdesk.texts import figure_name, tr

SWINGS_AND_RISKS = ("sd", "mage", "modd", "conga", "lbgi", "hbgi", "grade", "j_index")


def glucose_lines(session: Session, answer: dict[str, Any]) -> list[str]:
    """Nothing of other types, or where the readings are too few."""
    found = answer.get("glucose")
    if found is None or found["tir"] is None:
        return []

    def tenth(name: str) -> str:
        value = found[name]
        return "–" if value is None else session.format.number(value, 1)

    highs = [one for one in found["episodes"] or () if one["kind"] == "hyper"]
    lows = [one for one in found["episodes"] or () if one["kind"] == "hypo"]
    return [
        tr(
            "Time in range: {tir} %; below {tbr} %, very low {tbr2} %; above {tar} %,"
            " very high {tar2} %",
            tir=tenth("tir"), tbr=tenth("tbr"), tbr2=tenth("tbr2"), tar=tenth("tar"),
            tar2=tenth("tar2"),
        ),
        tr(
            "GMI {gmi} %, estimated HbA1c {ea1c} %, CV {cv} %", gmi=tenth("gmi"),
            ea1c=tenth("ea1c"), cv=tenth("cv"),
        ),
        ", ".join(f"{figure_name(name)} {tenth(name)}" for name in SWINGS_AND_RISKS),
        tr(
            "Hypos: {lows}, very low: {very_low}, longer than two hours: {long}; hypers: {highs}",
            lows=_of_level(lows, "1"), very_low=_of_level(lows, "2"),
            long=_of_level(lows, "extended"), highs=_of_level(highs, "1"),
        ),
    ]  # fmt: skip


def _of_level(episodes: Sequence[dict[str, Any]], level: str) -> int:
    return sum(one["level"] == level for one in episodes)
