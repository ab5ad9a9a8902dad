"""A workout as a reading: one, from its beginning to its end, its kind as a tag.

What was moved and burned in it is told by the readings of steps, distance and energy of the
same time; taken from the workout as well it would count twice.
"""

from __future__ import annotations

import re
from typing import Final

from healthdesk.domain.checks import clean_note
from healthdesk.domain.records import NOTE_MAX, TAG_MAX, Draft

_HUMP: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_APART: Final = re.compile(r"[\W_]+")
# Words of formats for "nothing in particular".
_NO_KIND: Final = frozenset({"", "other", "unknown", "generic", "uncategorized", "custom"})


def kind_tags(word: str) -> tuple[str, ...]:
    """The tag of a format's word for a kind of workout: `TrailRunning`, `trail_running` and
    `Trail Running` are `trail-running`. None where the word says nothing."""
    tag = _APART.sub("-", _HUMP.sub("-", clean_note(word))).strip("-").lower()[:TAG_MAX]
    return () if tag in _NO_KIND else (tag.rstrip("-"),)


def workout(
    at: tuple[int, int], ended_at: int | None, *, kind: str = "", note: str = "", source: str
) -> Draft:
    """One workout, begun at an (instant, offset). An end before the beginning is kept: the
    rules reject it."""
    return Draft(
        "workouts", 1, "count", *at, ended_at=ended_at, note=clean_note(note)[:NOTE_MAX],
        tags=kind_tags(kind), source=source,
    )  # fmt: skip
