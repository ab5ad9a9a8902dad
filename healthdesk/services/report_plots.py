"""The charts of a visit report: one of each type, with what is told of it in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from healthdesk.domain import units
from healthdesk.domain.series import Line, Series
from healthdesk.domain.times import date_of, day_of
from healthdesk.exchange import report_chart
from healthdesk.exchange.report_chart import Plot, Points
from healthdesk.exchange.report_pdf import Picture
from healthdesk.services import report_notes
from healthdesk.services.report_figures import Days, TypeFigures
from healthdesk.services.report_notes import Numbered
from healthdesk.services.report_words import both, is_span, lowest_highest, named
from healthdesk.texts import Format, part_name, tr, type_name, unit_label

DAY_S: Final = 86_400.0
# A line through the means is not drawn over more days without a reading.
GAP_DAYS: Final = 14


def chart(
    one: TypeFigures,
    series: Series,
    days: Days,
    shape: Format,
    noted: Sequence[Numbered] = (),
) -> Picture | None:
    """The trend of a type with the notes that concern it; None where there is nothing to
    draw."""
    dots = [(line.part, _points(line)) for line in series.lines if len(line.at)]
    if not dots:
        return None
    means = {line.part: _points(line) for line in series.means}
    lines = tuple(Points(found, means.get(part, ())) for part, found in dots)
    ticks = _y_ticks(one, [y for line in lines for _, y in (*line.dots, *line.mean)])
    plot = Plot(
        lines,
        (days[0] * DAY_S, (days[1] + 1) * DAY_S),
        (ticks[0], ticks[-1]),
        x_ticks(days, shape),
        [(tick, _tick(one, tick, shape)) for tick in ticks],
        [b for b in series.typical if _meets(b, ticks)],
        one.of_days,
        _bar_width(series.step),
        GAP_DAYS * DAY_S,
        report_notes.marks(noted, one.kind.slug),
    )
    legend = _legend(one, series, bool(plot.bands))
    if plot.marks:
        legend = (*legend, (report_chart.MARK, tr("numbers: chart notes")))
    told = f"{_alt(one, days, shape)} {report_notes.told(noted, one.kind.slug, shape)}".rstrip()
    return Picture(report_chart.svg(plot), told, named(one), legend)


def _y_ticks(one: TypeFigures, values: Sequence[float]) -> tuple[float, ...]:
    """Bars stand on zero; lengths of time are parted in hours."""
    low, high = 0.0 if one.of_days else min(values), max(values)
    hour = units.convert(1.0, "h", one.unit) if is_span(one) else 1.0
    return tuple(tick * hour for tick in report_chart.nice_ticks(low / hour, high / hour))


def _points(line: Line) -> list[tuple[float, float]]:
    """By time and value: what is of one moment comes in the same order from every database."""
    return sorted((float(x), float(y)) for x, y in zip(line.at, line.value, strict=True))


def _bar_width(step: str) -> float:
    return {"hour": DAY_S / 24, "week": 7 * DAY_S, "month": 30 * DAY_S}.get(step, DAY_S) * 0.8


def _meets(band: tuple[float | None, float | None], ticks: Sequence[float]) -> bool:
    if band == (None, None):
        return False
    low, high = band
    return (low is None or low < ticks[-1]) and (high is None or high > ticks[0])


def _tick(one: TypeFigures, tick: float, shape: Format) -> str:
    if is_span(one):
        return tr("{hours} h", hours=shape.number(units.convert(tick, one.unit, "h")))
    return shape.number(tick)


def _legend(one: TypeFigures, series: Series, band: bool) -> tuple[tuple[str, str], ...]:
    """What is what in a chart, as (colour, words); without a colour where it is a shape."""
    if one.of_days:
        words = [(report_chart.COLORS[0], tr("bars: days"))]
        words.append((report_chart.TEXT, tr("line: mean of 7 days")))
    else:
        words = []
        if len(series.lines) > 1:
            parts = [part_name(line.part) for line in series.lines]
            words += list(zip(report_chart.COLORS, parts, strict=False))
        words.append(("", f"{_dots(series.step)}; {tr('line: mean of 7 days')}"))
    if band:
        words.append((report_chart.BAND_TINT, tr("band: typical range")))
    return tuple(words)


def _dots(step: str) -> str:
    return {
        "raw": tr("dots: readings"),
        "hour": tr("dots: means of hours"),
        "day": tr("dots: means of days"),
        "week": tr("dots: means of weeks"),
        "month": tr("dots: means of months"),
    }[step]


def _alt(one: TypeFigures, days: Days, shape: Format) -> str:
    """What the chart shows, for those who do not see it."""
    said = tr(
        "Chart of {type}, {first} to {last}.",
        type=type_name(one.kind), first=shape.date(days[0]), last=shape.date(days[1]),
    )  # fmt: skip
    if not one.parts:
        return said
    return said + " " + tr(
        "Mean {mean}, from lowest to highest {range} {unit}.",
        mean=both(one, [part.mean for part in one.parts], shape),
        range=lowest_highest(one, shape).replace("\n", " "),
        unit="h:min" if is_span(one) else unit_label(one.unit),
    )  # fmt: skip


def x_ticks(days: Days, shape: Format) -> list[tuple[float, str]]:
    """Places of the time axis: days, weeks, months or years, at most a dozen."""
    length = days[1] - days[0] + 1
    if length <= 92:
        step = max(1, -(-length // 9))
        step = step if step <= 2 else 7 if step <= 7 else 14
        start = days[0] if step < 7 else days[0] + (-(days[0] + 3)) % 7
        return [(day * DAY_S, shape.day_and_month(day)) for day in range(start, days[1] + 1, step)]
    return _month_ticks(days, max(1, -(-length // 366)), shape)


def _month_ticks(days: Days, every: int, shape: Format) -> list[tuple[float, str]]:
    found = []
    for day in range(days[0], days[1] + 1):
        date = date_of(day)
        if date.day == 1 and (date.month - 1) % min(12, every) == 0 and (
            every <= 12 or date.year % -(-every // 12) == 0
        ):  # fmt: skip
            text = shape.month(date.month) if date.month > 1 else str(date.year)
            found.append((day_of(date) * DAY_S, text))
    return found
