"""The table of a visit report with one row a type."""

from __future__ import annotations

from collections.abc import Sequence

from healthdesk.domain import units
from healthdesk.domain.health_types import Range
from healthdesk.domain.times import local_day
from healthdesk.exchange.report_pdf import Paragraph, Section, Table
from healthdesk.services.report_figures import Days, Newest, TypeFigures
from healthdesk.services.report_words import NONE, bare, both, lowest_highest, named
from healthdesk.texts import Format, tr, tr_n, type_name


def summary(every: Sequence[TypeFigures], before: Days, shape: Format) -> Section:
    """One row a type."""
    head = (
        "", tr("Readings"), tr("Mean"), tr("SD"), tr("Lowest – highest"), tr("Median"),
        tr("Last"), tr("Change"), tr("In typical range"),
    )  # fmt: skip
    rows = tuple(_row(one, shape) for one in every)
    table = Table(
        head, rows, ("left", *(("right",) * 8)), (102, 0, 0, 0, 0, 0, 0, 0, 0)
    )  # fmt: skip
    said = tr(
        "SD: standard deviation. Change: mean against the mean of the days before the period "
        "({first} – {last}).",
        first=shape.date(before[0]), last=shape.date(before[1]),
    )  # fmt: skip
    days = [type_name(one.kind) for one in every if one.of_days]
    if days:
        said += " " + tr("Figures of whole days: {types}.", types=", ".join(days))
    return Section(tr("Overview"), (table, Paragraph(said, "muted")))


def _row(one: TypeFigures, shape: Format) -> tuple[str, ...]:
    n = shape.number(one.counted if one.of_days else one.readings, 0)
    return (
        named(one),
        tr_n("{n} day", "{n} days", one.counted, n=n) if one.of_days else n,
        both(one, [part.mean for part in one.parts], shape),
        both(one, [part.sd for part in one.parts], shape),
        lowest_highest(one, shape),
        both(one, [part.median for part in one.parts], shape),
        _last(one, shape),
        _change(one, shape),
        _in_range(one, shape),
    )


def _last(one: TypeFigures, shape: Format) -> str:
    newest = one.newest
    if newest is None:
        return NONE
    if newest.day is not None:
        text = bare(one, newest.value, shape)
    else:
        numbers = [
            units.convert(number, newest.unit, one.unit, one.kind.slug)
            for number in (newest.value, newest.value2) if number is not None
        ]  # fmt: skip
        text = newest.comparator + both(one, numbers, shape)
    return f"{text}\n{shape.day_and_month(_day(newest))}"


def _day(newest: Newest) -> int:
    return local_day(newest.recorded_at, newest.offset) if newest.day is None else newest.day


def _change(one: TypeFigures, shape: Format) -> str:
    changes = [
        part.mean - before
        for part, before in zip(one.parts, one.before, strict=False)
        if before is not None
    ]
    if not changes or len(changes) < len(one.parts):
        return NONE
    return "/".join(_signed(one, change, shape) for change in changes)


def _signed(one: TypeFigures, change: float, shape: Format) -> str:
    text = bare(one, abs(change), shape)
    if not any(digit in text for digit in "123456789"):
        return "±0"
    return f"{'+' if change > 0 else '−'}{text}"


def _in_range(one: TypeFigures, shape: Format) -> str:
    if one.inside is None or not one.counted:
        return NONE
    parts = [_range(one, part, shape) for part in one.typical]
    ranges = "\n".join(parts)
    share = shape.number(one.inside / one.counted * 100, 0)
    return f"{share} %\n{ranges}"


def _range(one: TypeFigures, part: Range, shape: Format) -> str:
    low = "" if part.low is None else bare(one, part.low, shape)
    high = "" if part.high is None else bare(one, part.high, shape)
    if not low:
        return tr("below {high}", high=high) if part.high_out else tr("to {high}", high=high)
    if not high:
        return tr("from {low}", low=low)
    if part.high_out:
        return tr("{low} to below {high}", low=low, high=high)
    return f"{low}–{high}"
