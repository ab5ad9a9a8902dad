"""`sources`: which of several sources counts, and why a total is what it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from healthdesk.cli.parser import Parser
from healthdesk.cli.progress import share_line, until_interrupted
from healthdesk.cli.session import Session
from healthdesk.domain import moments
from healthdesk.domain.errors import NotFound
from healthdesk.domain.sources import Explanation, LeftOut, SourceUse, Stretch
from healthdesk.domain.times import date_of, isoformat
from healthdesk.domain.units import convert
from healthdesk.exchange.documents import number
from healthdesk.texts import code_name, tr, type_name
from healthdesk.texts.day_totals import (
    reasons_words,
    source_words,
    span_words,
    total_words,
)


def run(session: Session, _name: str, words: Sequence[str]) -> int:
    parser = Parser(prog="healthdesk sources")
    verbs = parser.add_subparsers(dest="verb", parser_class=Parser)
    lister = verbs.add_parser("list", help=tr("in the order in which they count"))
    lister.add_argument("--type", default="", metavar="TYPE", help=tr("only of this type"))
    orderer = verbs.add_parser("order", help=tr("let these count first, in this order"))
    orderer.add_argument("names", nargs="+", metavar="NAME")
    teller = verbs.add_parser("why", help=tr("what made up the total of a day"))
    teller.add_argument("type", metavar="TYPE")
    teller.add_argument("day", metavar="DAY")
    options = parser.parse_verb(words)
    return int({"list": _list, "order": _order, "why": _why}[options.verb](session, options))


# list and order


def _list(session: Session, options: Any) -> int:
    if options.type:
        session.check_types([options.type])
    found = session.app.sources.listed(session.actor, session.person().id, options.type)
    if session.as_json:
        session.out({"data": [_document(one) for one in found]})
    else:
        _print(session, found)
    return 0


def _document(one: SourceUse) -> dict[str, Any]:
    return {
        "name": one.name,
        "rank": one.rank,
        "types": list(one.types),
        "readings": one.readings,
        "from": date_of(one.day_from).isoformat(),
        "to": date_of(one.day_to).isoformat(),
    }


def _print(session: Session, found: Sequence[SourceUse]) -> None:
    if not found:
        return
    shape = session.format
    session.table(
        [tr("Rank"), tr("Source"), tr("Readings"), tr("From"), tr("To"), tr("Types")],
        [
            [str(one.rank), one.name, shape.number(one.readings, 0), shape.date(one.day_from),
             shape.date(one.day_to), ", ".join(one.types)]
            for one in found
        ],
    )  # fmt: skip


def _order(session: Session, options: Any) -> int:
    """Ends with 1 where Ctrl+C stopped it: the new order holds, and the totals are completed
    by the next start."""
    sources, actor = session.app.sources, session.actor
    person = session.person()
    done = sources.reorder(actor, [_named(session, name) for name in options.names])
    with until_interrupted() as cancelled, share_line(session) as show:
        complete = sources.carry_on(actor, show, cancelled)
    found = sources.listed(actor, person.id)
    if session.as_json:
        session.out(
            {
                "data": [_document(one) for one in found],
                "former": list(done.former),
                "complete": complete,
            }
        )
    else:
        _print(session, found)
    if not complete:
        session.tell(tr("Stopped. The order holds; the next start makes the other totals anew."))
    return 0 if complete else 1


def _named(session: Session, wanted: str) -> str:
    """The source of this name, however its letters are written. Raises `NotFound`."""
    known = session.app.journal.sources(session.actor)
    if wanted in known:
        return wanted
    alike = [name for name in known if name.casefold() == wanted.strip().casefold()]
    if len(alike) != 1:
        raise NotFound("unknown-source", name=wanted[:80])
    return alike[0]


# why


def _why(session: Session, options: Any) -> int:
    session.check_types([options.type])
    person = session.person()
    day = moments.day(options.day, "day", session.zone(person))
    why = session.app.sources.why(session.actor, person.id, options.type, day)
    if session.as_json:
        session.out(_explanation(session, why))
    else:
        _print_explanation(session, why)
    return 0


def _explanation(session: Session, why: Explanation) -> dict[str, Any]:
    kind = session.app.journal.types(session.actor)["sleep-stage"]
    night = why.night or (None, None)
    return {
        "type": why.type,
        "user_id": why.person_id,
        "date": date_of(why.day).isoformat(),
        "unit": why.unit,
        "total": number(why.total),
        "left_out": number(why.left_out),
        "typed": why.typed,
        "asleep": number(night[0]),
        "in_bed": number(night[1]),
        "sources": [
            {
                "source": share.source,
                "readings": share.readings,
                "counted": number(share.counted),
                "left_out": number(share.left_out),
                "reasons": _reasons(share.reasons),
            }
            for share in why.shares
        ],
        "intervals": [
            {
                "id": one.id,
                "source": one.source,
                "start": isoformat(one.start, one.offset),
                "end": isoformat(one.end, one.offset),
                "stage": None if one.stage is None else kind.codes[one.stage],
                "amount": number(one.amount),
                "counted": number(one.counted),
                "reasons": _reasons(one.left_out),
            }
            for one in why.stretches
        ],
    }


def _reasons(reasons: Sequence[LeftOut]) -> list[dict[str, Any]]:
    return [
        {"why": left.why, "by": left.by or None, "amount": number(left.amount)} for left in reasons
    ]


def _print_explanation(session: Session, why: Explanation) -> None:
    kind = session.app.journal.types(session.actor)[why.type]
    stages = session.app.journal.types(session.actor)["sleep-stage"]
    unit = session.settings.unit_for(kind)

    def amount(value: float) -> str:
        return session.format.value(kind, convert(value, kind.unit, unit, kind.slug), unit=unit)

    def what(one: Stretch) -> str:
        told = "" if one.stage is None else code_name(stages, one.stage)
        return " ".join(filter(None, (source_words(one.source), told)))

    total = tr("nothing") if why.total is None else amount(why.total)
    session.say(f"{type_name(kind)}, {session.format.date(why.day)}: {total}")
    session.say(total_words(why))
    if not why.stretches:
        return
    counted, left_out, reason = tr("Counted"), tr("Left out"), tr("Why")
    session.say("")
    session.table(
        [tr("Source"), counted, left_out, reason],
        [
            [source_words(share.source), amount(share.counted), amount(share.left_out),
             reasons_words(share.reasons)]
            for share in why.shares
        ],
    )  # fmt: skip
    session.say("")
    session.table(
        [tr("Time"), tr("Source"), tr("Told"), counted, reason],
        [
            [span_words(one, session.format), what(one), amount(one.amount), amount(one.counted),
             reasons_words(one.left_out)]
            for one in why.stretches
        ],
    )  # fmt: skip
