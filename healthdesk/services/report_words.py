"""The numbers of a visit report in words: tables, charts and sentences of its document.

Facts only: what is measured stands beside the range or the rule it is compared with, and no
single reading is given a class.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from healthdesk.domain import blood_pressure, glucose, units
from healthdesk.domain.health_types import HealthType, Range
from healthdesk.domain.records import Record
from healthdesk.domain.series import Line, Series
from healthdesk.domain.times import date_of, day_of, local_day
from healthdesk.exchange import report_chart
from healthdesk.exchange.report_chart import Plot, Points
from healthdesk.exchange.report_pdf import Align, Block, Heading, Paragraph, Picture, Section, Table
from healthdesk.services import report_notes
from healthdesk.services.report_figures import (
    DayFigures,
    Days,
    Newest,
    PressureFigures,
    TypeFigures,
)
from healthdesk.services.report_notes import Numbered
from healthdesk.texts import Format, part_name, tr, tr_n, type_name, unit_label
from healthdesk.texts.formats import RACE, SILENT_UNITS
from healthdesk.texts.pressure import (
    class_of,
    mean_words,
    range_words,
    rule_name,
    rule_source,
    setting_name,
)

DAY_S: Final = 86_400.0
NONE: Final = "–"
# Of readings of one type on the list, and of readings with a note: newest first.
READINGS_MAX: Final = 180
DAYS_MAX: Final = 120
# With more readings a day than this, days are listed instead.
DENSE_FROM: Final = 8
NOTES_MAX: Final = 60
NOTE_CHARS: Final = 300
# Darkest where it is furthest out; told apart without colour by their order and the table.
BAND_COLORS: Final[Mapping[glucose.Band, str]] = MappingProxyType(
    {
        "very-low": "#7A1F17",
        "low": "#D9694F",
        "in-range": "#2E8B57",
        "high": "#F0B429",
        "very-high": "#B8720A",
    }
)
# A line through the means is not drawn over more days without a reading.
GAP_DAYS: Final = 14


# Summary


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
        _both(one, [part.mean for part in one.parts], shape),
        _both(one, [part.sd for part in one.parts], shape),
        _lowest_highest(one, shape),
        _both(one, [part.median for part in one.parts], shape),
        _last(one, shape),
        _change(one, shape),
        _in_range(one, shape),
    )


def named(one: TypeFigures) -> str:
    """A type with its unit, where the unit does not stand at each value."""
    name = type_name(one.kind)
    if _of_ten(one.kind, one.unit):
        return tr("{type} (of 10)", type=name)
    label = "h:min" if _is_span(one) else unit_label(one.unit)
    if one.unit in SILENT_UNITS:
        return name
    return f"{name} ({label})" if label else name


def _is_span(one: TypeFigures) -> bool:
    """Whether values are lengths of time told in hours and minutes."""
    return one.unit in ("min", "h") and one.kind.slug != RACE


def _of_ten(kind: HealthType, unit: str) -> bool:
    return unit == "points" and kind.hard.high == 10


def bare(one: TypeFigures, value: float, shape: Format) -> str:
    """A value without its unit, which stands elsewhere."""
    if _of_ten(one.kind, one.unit):
        return shape.number(value, 1)
    if _is_span(one):
        hours, minutes = divmod(round(units.convert(value, one.unit, "min")), 60)
        return f"{hours}:{minutes:02}"
    text = shape.value(one.kind, value, unit=one.unit)
    return _bare_of(text, one.unit)


def _bare_of(text: str, unit: str) -> str:
    for label in (unit_label(unit), unit_label(unit, "1")):
        text = text.removesuffix(f" {label}")
    return text


def _both(one: TypeFigures, values: Sequence[float | None], shape: Format) -> str:
    if None in values:
        return NONE
    return "/".join(bare(one, value, shape) for value in values if value is not None) or NONE


def _lowest_highest(one: TypeFigures, shape: Format) -> str:
    lows = _both(one, [part.low for part in one.parts], shape)
    if lows == NONE:
        return NONE
    highs = _both(one, [part.high for part in one.parts], shape)
    if len(one.parts) > 1:
        return f"{lows} –\n{highs}"
    return f"{lows}\u00a0–\u00a0{highs}"


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
        text = newest.comparator + _both(one, numbers, shape)
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


# Blood pressure


def pressure(
    found: PressureFigures,
    kind: HealthType,
    unit: str,
    shape: Format,
) -> Section:
    """Means by time of day and, where there is enough, the class of the mean of each setting."""
    spans = (
        (tr("All readings"), found.summary.mean),
        (_span_name(tr("Morning"), blood_pressure.MORNING), found.summary.morning),
        (_span_name(tr("Evening"), blood_pressure.EVENING), found.summary.evening),
    )
    rows = tuple(
        (name, NONE, "0") if mean is None
        else (name, _mean_text(mean, kind, unit, shape), shape.number(mean.n, 0))
        for name, mean in spans
    )  # fmt: skip
    head = ("", tr("Mean"), tr("Readings"))
    table = Table(head, rows, ("left", "right", "right"))
    return Section(type_name(kind), (table, *_classes(found, unit, shape)))


def _span_name(name: str, hours: tuple[int, int]) -> str:
    return f"{name} ({hours[0]:02}:00–{hours[1]:02}:00)"


def _mean_text(mean: blood_pressure.Mean, kind: HealthType, unit: str, shape: Format) -> str:
    first, second = (
        units.convert(value, "mmHg", unit) for value in (mean.systolic, mean.diastolic)
    )
    return shape.value(kind, first, second, unit)


def _classes(found: PressureFigures, unit: str, shape: Format) -> tuple[Block, ...]:
    rows = tuple(
        (rule_name(one.rule), mean_words(one.summary.mean, unit, shape), class_of(one, shape),
         NONE if one.place is None else range_words(one.rule.bounds(one.place)),
         rule_source(one.rule))
        for one in found.standings
    )  # fmt: skip
    head = (
        tr("Guideline"),
        tr("Mean"),
        tr("Class of the mean"),
        tr("In mmHg"),
        tr("Source"),
    )
    said = tr(
        "The class is of the mean of all readings taken in one place, never of one reading, and "
        "does not replace a diagnosis. Readings without a tag (home, office, 24h) count as taken "
        "{place}.",
        place=setting_name(found.choice.setting),
    )
    return (Table(head, rows, ("left",) * 5, (1, 0, 1, 1.3, 1.2)), Paragraph(said, "muted"))


# Glucose


def sugar(found: glucose.Summary, kind: HealthType, unit: str, shape: Format) -> Section:
    """Time in ranges where the rule of sufficiency holds; else what is lacking."""
    cover = found.coverage
    told = tr(
        "{n} readings on {days} days; {share} % of what a sensor gives in that time.",
        n=shape.number(found.n, 0),
        days=shape.number(cover.days, 0),
        # Rounded down, for 69.6 % is not the 70 % that are asked for.
        share=shape.number(math.floor(cover.share), 0),
    )
    blocks: list[Block] = [Paragraph(told)]
    if not cover.sufficient:
        said = tr(
            "Insufficient for time in ranges, GMI and variability: the consensus asks for "
            "{days} days with {share} % of a sensor's readings.",
            days=glucose.NEEDED_DAYS, share=shape.number(glucose.NEEDED_SHARE, 0),
        )  # fmt: skip
        blocks.append(Paragraph(said, "muted"))
    else:
        blocks += [_bar(found, unit, shape), _bands(found, unit, shape)]
        blocks.append(_sugar_figures(found, kind, unit, shape))
        blocks.append(Paragraph(_glucose_sources(found.ranges), "muted"))
    return Section(type_name(kind), tuple(blocks))


def _glucose_sources(ranges: glucose.Ranges) -> str:
    if ranges.name == "own":
        whose = tr(
            "The range from low to high is your own and has no targets; the second levels and the "
            "rule of sufficiency are those of the International Consensus on Time in Range 2019, "
            "doi 10.2337/dci19-0028."
        )
    else:
        whose = tr(
            "Bands, targets ({group}) and rule of sufficiency: International Consensus on Time in "
            "Range 2019, doi 10.2337/dci19-0028.",
            group=_group(ranges),
        )
    said = tr("GMI: Bergenstal 2018, doi 10.2337/dc18-1581; it is no measured HbA1c.")
    return f"{whose} {said}"


def _group(ranges: glucose.Ranges) -> str:
    """Whom the targets are for."""
    return {
        "adult": tr("most adults with type 1 or 2 diabetes"),
        "older": tr("older people and those at high risk"),
        "pregnancy": tr("type 1 diabetes in pregnancy"),
    }[ranges.name]


def band_name(band: glucose.Band) -> str:
    return {
        "very-low": tr("Very low"),
        "low": tr("Low"),
        "in-range": tr("In range"),
        "high": tr("High"),
        "very-high": tr("Very high"),
    }[band]


def _band_limits(band: glucose.Band, limits: glucose.Limits, unit: str, shape: Format) -> str:
    def shown(value: float) -> str:
        return shape.number(value, units.decimals(unit, "blood-glucose"))

    low2, low, high = shown(limits.very_low), shown(limits.low), shown(limits.high)
    text = {
        "very-low": f"<{low2}",
        "low": f"{low2} – <{low}",
        "in-range": f"{low}–{high}",
        "high": f">{high}",
    }
    if limits.very_high is not None:
        high2 = shown(limits.very_high)
        text |= {"high": f">{high} – {high2}", "very-high": f">{high2}"}
    return f"{text[band]} {unit_label(unit)}"


def _told_bands(found: glucose.Summary, unit: str) -> tuple[glucose.Band, ...]:
    """Without the highest, where the ranges know no second level there."""
    highest = found.ranges.limits[unit].very_high
    return glucose.BANDS if highest is not None else glucose.BANDS[:-1]


def _bar(found: glucose.Summary, unit: str, shape: Format) -> Picture:
    bands = _told_bands(found, unit)
    words = [
        (BAND_COLORS[band], f"{band_name(band)} {shape.number(found.shares[band], 1)} %")
        for band in bands
    ]
    return Picture(
        report_chart.shares_svg([(found.shares[b], BAND_COLORS[b]) for b in bands]),
        tr("Time in ranges: {shares}", shares=", ".join(word for _, word in words)),
        legend=tuple(words),
    )


def _bands(found: glucose.Summary, unit: str, shape: Format) -> Table:
    targets, limits = found.ranges.targets, found.ranges.limits[unit]
    rows = [
        (band_name(band), _band_limits(band, limits, unit, shape),
         f"{shape.number(found.shares[band], 1)} %", _target(targets.get(band), shape))
        for band in _told_bands(found, unit)
    ]  # fmt: skip
    rows += [
        (tr("Below the range, both"), "", f"{shape.number(found.below, 1)} %",
         _target(targets.get("below"), shape)),
        (tr("Above the range, both"), "", f"{shape.number(found.above, 1)} %",
         _target(targets.get("above"), shape)),
    ]  # fmt: skip
    head = (tr("Band"), tr("Limits"), tr("Time"), tr("Target"))
    return Table(head, tuple(rows), ("left", "left", "right", "right"), (2, 2, 1, 1))


def _target(target: tuple[str, float] | None, shape: Format) -> str:
    return "" if target is None else f"{target[0]}{shape.number(target[1], 0)} %"


def _sugar_figures(found: glucose.Summary, kind: HealthType, unit: str, shape: Format) -> Table:
    def value(mg_dl: float | None) -> str:
        if mg_dl is None:
            return NONE
        return shape.value(kind, units.convert(mg_dl, "mg/dL", unit, kind.slug), unit=unit)

    def share(number: float | None) -> str:
        return NONE if number is None else f"{shape.number(number, 1)} %"

    row = (value(found.mean), value(found.sd), share(found.cv), share(found.gmi))
    head = (
        tr("Mean"), tr("SD"),
        tr("Coefficient of variation (target {target})",
           target=_target(glucose.TARGETS["cv"], shape)),
        tr("Glucose management indicator (GMI)"),
    )  # fmt: skip
    return Table(head, (row,), ("right",) * 4, (1, 1, 2, 2))


# Charts


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
    hour = units.convert(1.0, "h", one.unit) if _is_span(one) else 1.0
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
    if _is_span(one):
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
        mean=_both(one, [part.mean for part in one.parts], shape),
        range=_lowest_highest(one, shape).replace("\n", " "),
        unit="h:min" if _is_span(one) else unit_label(one.unit),
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


# Lists


def readings(
    lists: Mapping[str, Sequence[Record]], every: Sequence[TypeFigures], shape: Format
) -> Section:
    """The readings of each type by day, newest day first."""
    blocks: list[Block] = []
    for one in every:
        days, shown, total = _by_day(one, lists.get(one.kind.slug, ()), shape)
        if not days:
            continue
        blocks.append(Heading(named(one)))
        head = (tr("Day"), _told_of_a_day(one))
        align: tuple[Align, Align] = ("left", "right" if one.of_days else "left")
        blocks.append(Table(head, days, align, columns=_columns(one, days)))
        if total > shown:
            blocks.append(Paragraph(_more(shown, total, shape), "muted"))
    return Section(tr("Readings"), tuple(blocks))


def _is_dense(one: TypeFigures) -> bool:
    """Whether single readings are too many to be read."""
    return len(one.days) * DENSE_FROM < one.readings


def _told_of_a_day(one: TypeFigures) -> str:
    if one.of_days:
        return tr("Total")
    return tr("Mean (lowest – highest)") if _is_dense(one) else tr("Time and value")


def _of_day(one: TypeFigures, day: DayFigures, shape: Format) -> str:
    lowest, highest = _both(one, day.lows, shape), _both(one, day.highs, shape)
    said = f"{_both(one, day.means, shape)} ({lowest} – {highest})"
    return said.replace(" ", "\u00a0")


def _columns(one: TypeFigures, days: Sequence[Sequence[str]]) -> int:
    """In how many columns the page holds such lines."""
    if one.of_days:
        return 4
    longest = max(len(line) for _, line in days)
    return 3 if longest <= 16 else 2 if longest <= 40 else 1


def _by_day(
    one: TypeFigures, found: Sequence[Record], shape: Format
) -> tuple[tuple[tuple[str, ...], ...], int, int]:
    """(rows, how many readings or days they show, of how many)."""
    if one.of_days:
        newest = one.totals[::-1][:DAYS_MAX]
        rows = tuple((shape.date(day), bare(one, total, shape)) for day, total in newest)
        return rows, len(newest), len(one.totals)
    if _is_dense(one):
        shown = one.days[::-1][:DAYS_MAX]
        rows = tuple((shape.date(day.day), _of_day(one, day, shape)) for day in shown)
        return rows, len(shown), len(one.days)
    days: dict[int, list[str]] = {}
    for record in found:
        text = _without_unit(one, record, shape)
        line = f"{shape.time(record.recorded_at, record.offset)}\u00a0\u00a0{text}"
        days.setdefault(local_day(record.recorded_at, record.offset), []).insert(0, line)
    # The breaks may only be between readings, never inside one.
    rows = tuple(
        (shape.date(day).replace(" ", "\u00a0"),
         " \u2003 ".join(line.replace(" ", "\u00a0") for line in lines))
        for day, lines in days.items()
    )  # fmt: skip
    return rows, len(found), one.readings


def _without_unit(one: TypeFigures, record: Record, shape: Format) -> str:
    """As it was given; the unit only where it is another than the list's."""
    text = value(one.kind, record, shape)
    if record.unit == one.unit:
        return _bare_of(text, one.unit).removesuffix("/10")
    return text


def _more(shown: int, of: int, shape: Format) -> str:
    return tr(
        "The newest {shown} of {n}.",
        shown=shape.number(shown, 0), n=shape.number(of, 0),
    )  # fmt: skip


def moment(record: Record, shape: Format) -> str:
    day = shape.date(local_day(record.recorded_at, record.offset))
    return f"{day} {shape.time(record.recorded_at, record.offset)}"


def value(kind: HealthType, record: Record, shape: Format) -> str:
    return shape.value(kind, record.value, record.value2, record.unit, record.comparator)


def notes(
    found: Sequence[Record], total: int, types: Mapping[str, HealthType], shape: Format
) -> Section:
    """The readings that have a note or tags, newest first."""
    rows = tuple(
        (moment(r, shape), f"{type_name(types[r.type])} {value(types[r.type], r, shape)}",
         _note(r))
        for r in found
    )  # fmt: skip
    head = (tr("Time"), tr("Reading"), tr("Note"))
    blocks: list[Block] = [Table(head, rows, ("left",) * 3, (1.1, 1.6, 2.6))]
    if total > len(found):
        blocks.append(Paragraph(_more(len(found), total, shape), "muted"))
    return Section(tr("Notes"), tuple(blocks))


def _note(record: Record) -> str:
    note = record.note if len(record.note) <= NOTE_CHARS else record.note[:NOTE_CHARS] + "…"
    return " ".join([*([note] if note else []), *(f"#{tag}" for tag in record.tags)])


def attached(names: Sequence[tuple[str, str]], total: int, shape: Format) -> Section:
    """What travels inside the file, and how to get at it."""
    if not names:
        many = tr("The readings are too many to be attached; Export writes them to a file.")
        return Section(tr("Data"), (Paragraph(many),))
    said = tr_n(
        "{n} reading of this report is attached to this file for other programs; HealthDesk "
        "reads it back with Import.",
        "All {n} readings of this report are attached to this file for other programs; "
        "HealthDesk reads them back with Import.",
        total, n=shape.number(total, 0),
    )  # fmt: skip
    table = Table((tr("File"), tr("What it is")), tuple(names), ("left", "left"), (1, 2))
    return Section(tr("Data"), (Paragraph(said), table))
