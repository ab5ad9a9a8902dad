"""Tags and meal words of a typed line, and the note that is left without them."""

from __future__ import annotations

import re
from typing import Final

from healthdesk.domain.checks import clean_note
from healthdesk.domain.entry_line import TypedLine
from healthdesk.domain.records import TAG_MAX

_MEALS_LISTED: Final = {
    "breakfast": "breakfast fruhstuck fruehstueck",
    "lunch": "lunch mittagessen",
    "dinner": "dinner supper abendessen abendbrot",
    "meal": "meal meals food eating essen mahlzeit",
    "snack": "snack",
    "exercise": "exercise exercising workout training sport",
    "sleep": "sleep sleeping bed bedtime schlaf schlafen",
    "medication": "medication meds medicine medikamente medikament",
}
_MEALS: Final = {word: meal for meal, words in _MEALS_LISTED.items() for word in words.split()}
TAG: Final = re.compile(r"(?<![^\s,;(])#(?P<tag>[^\s#,;:!?\"()\[\]{}<>]+)")
CONTEXT: Final = re.compile(
    r"(?:(?P<when>before|after|pre|post|vor|nach)[\s-](?:(?:the|my|dem|der|das) )?"
    rf"(?P<meal>{'|'.join(sorted(_MEALS, key=len, reverse=True))})"
    r"|(?P<fasting>fasting|fasted|nuchtern|nuechtern))(?![^\W_])"
)
_CONTEXT_IN_NOTE: Final = re.compile(r"(?<![\w-])" + CONTEXT.pattern)


class TagReader:
    """Takes tags off one line; `tags` are those so far, as typed."""

    __slots__ = ("_line", "tags")

    def __init__(self, line: TypedLine) -> None:
        self._line = line
        self.tags: list[str] = []

    def take_at(self, pos: int) -> int | None:
        """Take the tag or meal words at `pos`; where they end, None where there are none."""
        tag = TAG.match(self._line.low, pos)
        if tag is not None:
            self.take_tag(tag)
            return tag.end()
        context = CONTEXT.match(self._line.low, pos)
        if context is not None:
            self._take_context(context)
            return context.end()
        return None

    def take_tag(self, found: re.Match[str]) -> None:
        """Keep a tag found by `TAG`. Raises `Stop`."""
        start, end = found.span("tag")
        tag = self._line.folded.kept(start, end).rstrip(".'-_")
        if len(tag) > TAG_MAX:
            raise self._line.trouble("tag-too-long", {"high": TAG_MAX}, found.start(), end)
        self.tags.append(tag)

    def _take_context(self, found: re.Match[str]) -> None:
        if found["fasting"]:
            self.tags.append("fasting")
            return
        when = "before" if found["when"] in ("before", "pre", "vor") else "after"
        self.tags.append(f"{when}-{_MEALS[found['meal']]}")

    def note(self, start: int, end: int) -> str:
        """The words between, without tags and context."""
        kept: list[str] = []
        pos = start
        found = [*TAG.finditer(self._line.low, start, end)]
        found += _CONTEXT_IN_NOTE.finditer(self._line.low, start, end)
        for match in sorted(found, key=re.Match.start):
            if match.start() < pos:
                continue
            if "tag" in match.groupdict():
                self.take_tag(match)
            else:
                self._take_context(match)
            kept.append(self._line.folded.kept(pos, match.start()))
            pos = match.end()
        kept.append(self._line.folded.kept(pos, end))
        return clean_note(" ".join(part for part in kept if part)).lstrip(",;:- ").rstrip(",; ")
