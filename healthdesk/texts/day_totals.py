"""What made up a day's total, in words."""

from __future__ import annotations

from healthdesk.domain.records import MANUAL
from healthdesk.domain.sources import AS_LONG_AS_SLEEP, Explanation, LeftOut, Stretch, Why
from healthdesk.texts.catalogue import tr
from healthdesk.texts.formats import Format


def source_words(source: str) -> str:
    """A source's own name, or what stands for it."""
    if source == AS_LONG_AS_SLEEP:
        return tr("At least as long as the sleep")
    return tr("Typed by hand") if source == MANUAL else source


def why_words(left: LeftOut) -> str:
    """Why something was left out, without a capital at the beginning."""
    if left.why == "covered":
        return tr("{source} tells that time", source=source_words(left.by))
    return _why()[left.why]


def _why() -> dict[Why, str]:
    return {
        "typed": tr("the total was typed"),
        "stages": tr("sleep stages tell the night"),
        "awake": tr("awake then"),
        "repeated": tr("told twice"),
        "censored": tr("only a bound is known"),
        "day-over": tr("a night has 24 hours"),
        "in-bed": tr("longer than the time in bed that was typed"),
    }


def reasons_words(reasons: tuple[LeftOut, ...]) -> str:
    return ", ".join(dict.fromkeys(why_words(left) for left in reasons))


def span_words(one: Stretch, shape: Format) -> str:
    """Clock times at the place of the reading: `08:00 – 09:00`, or one for a moment."""
    start = shape.time(one.start, one.offset)
    if one.end <= one.start:
        return start
    return tr("{start} – {end}", start=start, end=shape.time(one.end, one.offset))


def total_words(why: Explanation) -> str:
    """How the total came about, in a sentence or two."""
    if why.total is None:
        return tr("Nothing was told of this day.")
    if why.typed:
        return tr("Somebody typed this total, so it takes the place of all else.")
    counting = [share for share in why.shares if share.counted]
    if why.left_out:
        return tr(
            "Where two sources tell the same time, only the one that stands first in the order "
            "counts."
        )
    if len(counting) > 1:
        return tr("Several sources, none at the same time as another: everything counts.")
    return tr("Everything that was told counts.")
