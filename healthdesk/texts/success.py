"""How well the installation does, in words."""

from __future__ import annotations

from healthdesk.domain.success import Figure, Lack, Name, Report, Target
from healthdesk.texts.catalogue import tr
from healthdesk.texts.formats import Format


def figure_label(name: Name) -> str:
    return {
        "api-p95": tr("API, 95 % answered within"),
        "database-p95": tr("Database, 95 % done within"),
        "errors": tr("Requests that failed"),
        "up-time": tr("Up time of serve"),
        "memory-growth": tr("Growth of memory"),
        "adoption": tr("Adoption in the first month"),
        "daily-active": tr("Active on a day"),
        "readings-per-week": tr("Readings per user and week"),
        "goal-completion": tr("Goals reached"),
        "retention": tr("Retention"),
    }[name]


def value_text(figure: Figure, shape: Format) -> str:
    if figure.value is None:
        return tr("n/a")
    return _with_unit(figure.value, figure.target, shape)


def target_text(target: Target, shape: Format) -> str:
    said = _with_unit(target.bound, target, shape, exact=True)
    return f"< {said}" if target.below else f"> {said}"


def _with_unit(value: float, target: Target, shape: Format, *, exact: bool = False) -> str:
    """Two decimals at most, three where the target itself is that narrow."""
    fine = 3 if target.bound in {0.1, 99.9} else 1
    number = shape.number(value, None if exact else fine)
    return number if target.unit == "per week" else f"{number} {target.unit}"


def met_text(figure: Figure) -> str:
    if figure.met is None:
        return "–"
    return tr("yes") if figure.met else tr("no")


def why_text(lack: Lack, shape: Format) -> str:
    """Why a figure is withheld, as the end of a line."""
    need, have = shape.number(lack.need, 0), shape.number(lack.have, 0)
    match lack.reason:
        case "too-few-requests":
            return tr("takes {need} requests, there were {have}", need=need, have=have)
        case "too-few-queries":
            return tr("takes {need} reads and writes, there were {have}", need=need, have=have)
        case "not-served":
            return tr("healthdesk serve did not run")
        case "too-few-minutes":
            return tr("takes {need} minutes of serve, there were {have}", need=need, have=have)
        case "too-few-days":
            return tr(
                "takes {need} days with an hour of serve, there were {have}", need=need, have=have
            )
        case "too-short":
            return tr("takes {need} days with a user, there were {have}", need=need, have=have)
    return _why_nobody(lack)


def _why_nobody(lack: Lack) -> str:
    if lack.reason == "no-first-month":
        return tr("nobody's 30th day lies in this period; look further back with --days")
    if lack.reason == "no-first-quarter":
        return tr("nobody's 90th day lies in this period; look further back with --days")
    return tr("no goal ended") if lack.reason == "no-goals-ended" else tr("no users")


def row(figure: Figure, shape: Format) -> list[str]:
    """Figure, value, target, whether it is met, and why it is withheld."""
    return [
        figure_label(figure.name),
        value_text(figure, shape),
        target_text(figure.target, shape),
        met_text(figure),
        "" if figure.lack is None else why_text(figure.lack, shape),
    ]


def period(found: Report, shape: Format) -> str:
    return tr(
        "{first} to {last}; computed on this computer, nothing left it.",
        first=shape.date(found.first), last=shape.date(found.last),
    )  # fmt: skip
