"""`analytics`: the figures of a period."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any, get_args

from healthdesk.cli.effort_lines import effort_lines
from healthdesk.cli.glucose_lines import glucose_lines
from healthdesk.cli.parser import Parser
from healthdesk.cli.pressure_lines import pressure_lines
from healthdesk.cli.rhythm_lines import rhythm_lines
from healthdesk.cli.session import Session
from healthdesk.cli.sleep_lines import sleep_lines
from healthdesk.domain import moments
from healthdesk.domain.periods import By
from healthdesk.texts import figure_name, lack_sentence, part_name, tr, tr_n, type_name

Shown = Callable[[float | None], str]


def run(session: Session, name: str, words: Sequence[str]) -> int:
    options = _parser(name).parse_args(words)
    session.check_types([options.type, *filter(None, [options.other])])
    journal = session.app.journal
    everybody = journal.persons(session.actor) if options.all_persons else (session.person(),)
    answers = []
    for person in everybody:
        bounds = moments.span(options.start, options.end, session.zone(person))
        answer = session.app.analytics.report(
            session.actor, person.id, options.type, by=options.by, unit=options.unit,
            ahead=options.forecast, other=options.other, **bounds,
        )  # fmt: skip
        answers.append({**answer, "person": person.name} if options.all_persons else answer)
    if session.as_json:
        session.out({"data": answers} if options.all_persons else answers[0])
        return 0
    for answer in answers:
        _print(session, answer)
    return 0


def _parser(name: str) -> Parser:
    parser = Parser(prog=f"healthdesk {name}")
    parser.add_argument("type", metavar="TYPE")
    parser.add_argument("--from", dest="start", metavar="DATE")
    parser.add_argument("--to", dest="end", metavar="DATE")
    parser.add_argument("--by", choices=get_args(By), default="daily")
    parser.add_argument("--unit", default="")
    parser.add_argument(
        "--forecast", type=int, metavar="DAYS", help=tr("the days after the last reading")
    )
    parser.add_argument(
        "--with", dest="other", metavar="TYPE", help=tr("whether another type goes along")
    )
    parser.add_argument("--all-persons", action="store_true", help=tr("of everybody"))
    return parser


def _print(session: Session, answer: dict[str, Any]) -> None:
    kind = session.app.journal.types(session.actor)[answer["type"]]
    first = part_name(kind.parts[0].slug) if kind.parts else ""
    others = {part_name(p.slug): answer["components"][p.slug] for p in kind.parts[1:]}
    shown = _shown(session)
    period = answer["period"]
    session.say(tr("From {start} to {end}", start=period["start_date"], end=period["end_date"]))
    for name, part in {first: answer, **others}.items():
        title = ", ".join(filter(None, (answer.get("person"), name)))
        if title:
            session.say(title)
        _print_points(session, part["data_points"], answer["aggregate"], shown)
        session.say(_extent(session, part["statistics"], answer, shown))
        for line in _lines(session, part["statistics"], shown):
            session.say(line)
        for line in rhythm_lines(part, shown):
            session.say(line)
        if part.get("forecast") is not None:
            _print_forecast(session, part["forecast"], shown)
    for line in (
        *_unfinished(answer),
        *_weight(answer, shown),
        *glucose_lines(session, answer),
        *pressure_lines(session, answer),
        *sleep_lines(session, answer),
        *effort_lines(session, answer, shown),
        *_together(session, answer),
        _regular(answer),
    ):
        session.say(line)
    _print_lacking(session, answer, others)


def _shown(session: Session) -> Shown:
    def shown(value: float | None) -> str:
        # What a hundredth of nobody can see; the JSON has all digits.
        return "–" if value is None else session.format.number(float(f"{value:.6g}"))

    return shown


# Points


def _print_points(
    session: Session, points: Sequence[dict[str, Any]], aggregate: str, shown: Shown
) -> None:
    when = {"hour": tr("Hour"), "weekday": tr("Weekday")}
    key = next((key for key in when if points and key in points[0]), "date")
    # Of hours and weekdays amounts are what is usual, of a date they are all there was.
    usual = aggregate != "sum" or key in when
    days = aggregate == "sum" and key == "hour"
    session.table(
        [when.get(key, tr("Date")), tr("Mean") if usual else tr("Total"), tr("Lowest"),
         tr("Highest"), tr("Median"), tr("Days") if days else tr("Readings")],
        [
            [_when(point, key), shown(point["value"]), shown(point["min"]), shown(point["max"]),
             shown(point["median"]), str(point["count"])]
            for point in points
        ],
    )  # fmt: skip


def _when(point: dict[str, Any], key: str) -> str:
    if key == "hour":
        return f"{point['hour']:02}:00"
    return _weekday(point["weekday"]) if key == "weekday" else str(point["date"])


def _weekday(number: int) -> str:
    return (
        tr("Monday"), tr("Tuesday"), tr("Wednesday"), tr("Thursday"), tr("Friday"),
        tr("Saturday"), tr("Sunday"),
    )[number - 1]  # fmt: skip


# Statistics in sentences


def _extent(session: Session, figures: dict[str, Any], answer: dict[str, Any], shown: Shown) -> str:
    """How many there are and how far they reach; of sleep nights, which are worked out of
    stages too, where no reading tells their length."""
    slept = answer.get("sleep")
    n = figures["total_records"] if slept is None else slept["nights"]
    told = {
        "n": session.format.number(n, 0), "unit": answer["unit"], "low": shown(figures["min"]),
        "mean": shown(figures["avg"]), "high": shown(figures["max"]),
    }  # fmt: skip
    if slept is not None:
        return tr_n(
            "{n} night in {unit}: lowest {low}, mean {mean}, highest {high}",
            "{n} nights in {unit}: lowest {low}, mean {mean}, highest {high}", n, **told,
        )  # fmt: skip
    return tr_n(
        "{n} reading in {unit}: lowest {low}, mean {mean}, highest {high}",
        "{n} readings in {unit}: lowest {low}, mean {mean}, highest {high}", n, **told,
    )  # fmt: skip


def _lines(session: Session, figures: dict[str, Any], shown: Shown) -> list[str]:
    lines: list[str] = []
    percents = figures["percentiles"]
    if percents is not None:
        lines.append(
            tr("Median {median}; half lie from {low} to {high}, nine in ten from {least} to {most}",
               median=shown(figures["median"]), low=shown(percents["25"]),
               high=shown(percents["75"]), least=shown(percents["5"]), most=shown(percents["95"]))
        )  # fmt: skip
    if figures["trend_value"] is not None:
        lines.append(_trend(figures, shown))
    elif figures["total_records"]:
        lines.append(tr("Trend: not known"))
    if figures["change"] is not None:
        lines.append(_change(figures["change"], shown))
    if figures["typical_share"] is not None:
        share = session.format.number(figures["typical_share"], 0)
        lines.append(tr("In the typical range: {share} %", share=share))
    return lines + _outliers(session, figures["outliers"], shown)


def _trend(figures: dict[str, Any], shown: Shown) -> str:
    interval = figures["trend_interval"]
    words = {
        "increasing": tr("increasing"), "decreasing": tr("decreasing"), "stable": tr("stable"),
    }  # fmt: skip
    said = tr(
        "Trend: {trend}, {value} a week ({low} to {high})", trend=words[figures["trend"]],
        value=_signed(figures["trend_value"], shown), low=_signed(interval["low"], shown),
        high=_signed(interval["high"], shown),
    )  # fmt: skip
    days = figures["trend_days"]
    if days is not None and days["trend"] != figures["trend"]:
        said += "; " + tr(
            "of the days, which resemble their neighbours: {trend}", trend=words[days["trend"]]
        )
    return said


def _signed(value: float, shown: Shown) -> str:
    return f"+{shown(value)}" if value > 0 else shown(value)


def _change(change: dict[str, Any], shown: Shown) -> str:
    return tr(
        "Against {start} to {end}: {difference} (mean {before})",
        start=change["start_date"], end=change["end_date"], before=shown(change["before"]),
        difference=_signed(change["difference"], shown),
    )  # fmt: skip


def _outliers(session: Session, found: dict[str, Any] | None, shown: Shown) -> list[str]:
    if found is None or not found["count"]:
        return []
    told = ", ".join(
        f"{shown(one['value'])} ({one.get('recorded_at', one.get('date'))})"
        for one in found["marked"]
    )
    n = found["count"]
    return [
        tr_n(
            "{n} value far from its neighbours, counted all the same: {told}",
            "{n} values far from their neighbours, counted all the same: {told}",
            n, n=session.format.number(n, 0), told=told,
        )
    ]  # fmt: skip


def _regular(answer: dict[str, Any]) -> str:
    found = answer["regularity"]
    return tr(
        "Recorded on {n} of {days} days; longest streak {streak}, longest gap {gap}",
        n=found["days_with_readings"], days=found["days"], streak=found["longest_streak"],
        gap=found["longest_gap"]["days"] if found["longest_gap"] else 0,
    )  # fmt: skip


# What was asked for


def _print_forecast(session: Session, forecast: dict[str, Any], shown: Shown) -> None:
    session.table(
        [tr("Date"), tr("Expected"), tr("From"), tr("To")],
        [
            [day["date"], shown(day["value"]), shown(day["low"]), shown(day["high"])]
            for day in forecast["data_points"]
        ],
    )
    tried = forecast["backtest"]
    session.say(
        tr(
            "Tried {n} times on days already known: {coverage} % lay inside, off by {rmse}"
            " (root mean square)",
            n=tried["n"], coverage=session.format.number(tried["coverage"], 0),
            rmse=shown(tried["rmse"]),
        )
    )  # fmt: skip


def _unfinished(answer: dict[str, Any]) -> list[str]:
    day = answer.get("unfinished_day")
    return (
        [tr("{date} is not over: its total counts as far as it has come", date=day)] if day else []
    )


def _weight(answer: dict[str, Any], shown: Shown) -> list[str]:
    weight = answer.get("weight")
    if weight is None or weight["trend"] is None:
        return []
    lines = [tr("Weight trend: {trend}", trend=shown(weight["trend"]))]
    if weight["rate_per_week"] is not None:
        lines[0] += ", " + tr("{rate} a week", rate=_signed(weight["rate_per_week"], shown))
    mass = weight["bmi"]
    if mass is not None:
        # Rounded down: 24.96 is not yet in the class that begins at 25.
        tenths = math.floor(10 * mass["value"] + 1e-9) / 10
        index = tr("Body mass index: {value}", value=shown(tenths))
        lines.append(f"{index} ({_mass_words(mass)})")
    return lines


def _mass_words(mass: dict[str, Any]) -> str:
    note = {
        "child": tr("below 20 years it is judged by age and sex, not here"),
        "age-unknown": tr("no class without the birth date"),
        "older": tr("from 65 years on the classes say less"),
        "adult": "",
    }[mass["note"]]
    classes = {
        "underweight": tr("underweight"), "normal": tr("normal weight"),
        "overweight": tr("overweight"), "obese": tr("obesity"),
    }  # fmt: skip
    return "; ".join(filter(None, (classes.get(mass["class"] or ""), note)))


def _together(session: Session, answer: dict[str, Any]) -> list[str]:
    found = answer.get("correlation")
    if found is None:
        return []
    kind = session.app.journal.types(session.actor)[found["type"]]
    number = session.format.number
    linear, ranks = found["pearson"], found["spearman"]
    return [
        tr(
            "With {type}: r = {r} ({low} to {high}), by rank {rank} ({rank_low} to {rank_high});"
            " {days} days that tell as much as {n}",
            type=type_name(kind), r=number(linear["r"], 2), low=number(linear["low"], 2),
            high=number(linear["high"], 2), rank=number(ranks["r"], 2),
            rank_low=number(ranks["low"], 2), rank_high=number(ranks["high"], 2),
            days=found["days"], n=number(found["effective_n"], 0),
        )
    ]  # fmt: skip


def _print_lacking(
    session: Session, answer: dict[str, Any], others: dict[str, dict[str, Any]]
) -> None:
    """Each withheld figure once, though both parts lack it."""
    if not answer["statistics"]["total_records"] and not answer["data_points"]:
        return
    lacking = dict(answer["insufficient"])
    for part in others.values():
        lacking.update({k: v for k, v in part["insufficient"].items() if k not in lacking})
    figures: dict[str, list[str]] = {}
    for code, lack in lacking.items():
        figures.setdefault(lack_sentence(lack, session.format), []).append(figure_name(code))
    for why, names in figures.items():
        session.say(tr("Not shown: {figure} – {why}", figure=", ".join(names), why=why))
