"""What `analytics` says of the rhythm of the day and of changes of the level."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from healthdesk.texts import tr

Shown = Callable[[float | None], str]


def rhythm_lines(part: Mapping[str, Any], shown: Shown) -> list[str]:
    """Of one part of an answer; none of what is withheld."""
    return [*_rhythm(part.get("rhythm"), shown), *_changes(part.get("change_points"), shown)]


def _rhythm(found: Mapping[str, Any] | None, shown: Shown) -> list[str]:
    if found is None:
        return []
    level = found["mesor"]
    lines = [
        tr(
            "Over the whole day {value} ({low} to {high})",
            value=shown(level["value"]), low=shown(level["low"]), high=shown(level["high"]),
        )
    ]  # fmt: skip
    height, peak = found["amplitude"], found["acrophase"]
    if height is not None and peak is not None:
        lines.append(
            tr(
                "Up and down by {value} ({low} to {high}) in the day, highest at {time}"
                " ({earliest} to {latest})",
                value=shown(height["value"]), low=shown(height["low"]),
                high=shown(height["high"]), time=peak["value"], earliest=peak["low"],
                latest=peak["high"],
            )
        )  # fmt: skip
    return lines


def _changes(found: Mapping[str, Any] | None, shown: Shown) -> list[str]:
    if found is None:
        return []
    return [
        tr(
            "Another level since {date}: {after}, before that {before}", date=point["date"],
            after=shown(point["after"]), before=shown(point["before"]),
        )
        for point in found["points"]
    ]  # fmt: skip
