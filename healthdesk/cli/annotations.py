"""`annotations`: notes at a time, as the charts mark them."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Sequence
from typing import Any

from healthdesk.cli.parser import Parser
from healthdesk.cli.session import Session
from healthdesk.domain import moments
from healthdesk.domain.annotations import (
    KINDS,
    Annotation,
    AnnotationDraft,
    AnnotationQuery,
)
from healthdesk.domain.errors import NotFound
from healthdesk.domain.times import NOON, date_of, from_datetime
from healthdesk.exchange import documents
from healthdesk.settings import local_zone
from healthdesk.texts import tr, tr_n, type_name
from healthdesk.texts.names import annotation_kind_name

# Takes an end away, or the types.
NONE = "none"
FIRST, LAST = dt.time(0), dt.time(23, 59)


def run(session: Session, _name: str, words: Sequence[str]) -> int:
    parser = _parser()
    options = parser.parse_verb(words)
    return int(_VERBS[options.verb](session, options))


def _parser() -> Parser:
    parser = Parser(prog="healthdesk annotations")
    verbs = parser.add_subparsers(dest="verb", parser_class=Parser)
    lister = verbs.add_parser("list", help=tr("oldest first"))
    lister.add_argument("--type", default="", metavar="TYPE", help=tr("those on its chart"))
    lister.add_argument("--from", dest="start", metavar="DATE")
    lister.add_argument("--to", dest="end", metavar="DATE")
    lister.add_argument("--search", default="", metavar="TEXT")
    lister.add_argument("--deleted", action="store_true", help=tr("the deleted ones"))
    lister.add_argument("--all-persons", action="store_true", help=tr("of everybody"))
    adder = verbs.add_parser("add", help=tr("write a note at a time"))
    adder.add_argument("text", nargs="+", metavar="TEXT")
    _add_fields(adder)
    editor = verbs.add_parser("edit", help=tr("change what is given"))
    editor.add_argument("id", metavar="ID")
    editor.add_argument("--text")
    _add_fields(editor)
    for verb, text in (
        ("delete", tr("take off the charts")),
        ("restore", tr("bring deleted ones back")),
        ("purge", tr("remove deleted ones for good")),
    ):
        verbs.add_parser(verb, help=text).add_argument("ids", nargs="+", metavar="ID")
    return parser


def _add_fields(parser: Parser) -> None:
    parser.add_argument("--at", metavar="TIME", help=tr("a time or a day; else now"))
    parser.add_argument("--until", metavar="TIME", help=tr("the end of a span, or none"))
    parser.add_argument("--kind", choices=KINDS)
    parser.add_argument(
        "--type", action="append", default=[], metavar="TYPE",
        help=tr("on whose charts it stands; else on all (none: on all again)"),
    )  # fmt: skip


def _list(session: Session, options: argparse.Namespace) -> int:
    if options.type:
        session.check_types([options.type])
    person = None if options.all_persons else session.person()
    first, last = moments.days(options.start, options.end, session.zone(person))
    query = AnnotationQuery(
        person_ids=() if person is None else (person.id,),
        day_from=first,
        day_to=last,
        slug=options.type,
        search=options.search,
        deleted=options.deleted,
    )
    found = session.app.annotations.listed(session.actor, query)
    names = {}
    if options.all_persons:
        everybody = session.app.journal.persons(session.actor, archived=True)
        names = {one.id: one.name for one in everybody}
    if session.as_json:
        data = [documents.annotation(one) for one in found]
        for document in data if names else ():
            document["person"] = names[document["user_id"]]
        session.out({"data": data})
        return 0
    _print_table(session, found, names)
    session.tell(tr_n("{n} note in all", "{n} notes in all", len(found), n=len(found)))
    return 0


def _print_table(session: Session, found: Sequence[Annotation], names: dict[int, str]) -> None:
    if not found:
        return
    heads = [tr("ID"), tr("When"), tr("Kind"), tr("Charts"), tr("Note")]
    rows = [
        [
            str(one.id), _when(session, one), annotation_kind_name(one.kind),
            _charts(session, one), " ".join(one.text.split()),
        ]
        for one in found
    ]  # fmt: skip
    if names:
        heads.insert(1, tr("Person"))
        for row, one in zip(rows, found, strict=True):
            row.insert(1, names[one.person_id])
    session.table(heads, rows)


def _when(session: Session, one: Annotation) -> str:
    now = dt.datetime.now(session.zone())
    begun = session.format.moment(one.at, one.offset, now)
    if one.ended_at is None:
        return begun
    return f"{begun} – {session.format.moment(one.ended_at, one.offset, now)}"


def _charts(session: Session, one: Annotation) -> str:
    types = session.app.journal.types(session.actor)
    names = (type_name(types.get(slug) or slug) for slug in one.types)
    return ", ".join(names) or tr("all")


def _add(session: Session, options: argparse.Namespace) -> int:
    person = session.person()
    zone = session.zone(person)
    text = " ".join(word for word in options.text if word != "--")
    fields = _fields(options, zone)
    if "at" not in fields:
        fields["at"], fields["offset"] = from_datetime(dt.datetime.now(zone))
    draft = AnnotationDraft(text=text, **fields)
    outcome = session.app.annotations.add(session.actor, [draft], person.id)
    return _print_outcome(session, outcome.annotations, tr("Noted"))


def _edit(session: Session, options: argparse.Namespace) -> int:
    (known,) = _found(session, [options.id])
    people = session.app.journal.persons(session.actor, archived=True)
    person = next(one for one in people if one.id == known.person_id)
    fields = _fields(options, local_zone(session.settings, person.time_zone))
    if options.text is not None:
        fields["text"] = options.text
    outcome = session.app.annotations.edit(session.actor, known.id, **fields)
    if session.as_json:
        session.out(documents.annotation(outcome.annotations[0]))
        return 0
    return _print_outcome(session, outcome.annotations, tr("Changed"))


def _fields(options: argparse.Namespace, zone: dt.tzinfo) -> dict[str, Any]:
    """What is given, by field. A day alone is its noon, or with an end its beginning; as an
    end its last minute."""
    fields: dict[str, Any] = {}
    ends = options.until is not None and options.until.strip().lower() != NONE
    if options.at is not None:
        fields["at"], fields["offset"] = _instant(options.at, zone, FIRST if ends else NOON, "at")
    if options.until is not None:
        fields["ended_at"] = _instant(options.until, zone, LAST, "until")[0] if ends else None
    if options.kind is not None:
        fields["kind"] = options.kind
    if options.type:
        fields["types"] = tuple(slug for slug in options.type if slug != NONE)
    return fields


def _instant(text: str, zone: dt.tzinfo, of_day: dt.time, field: str) -> tuple[int, int]:
    if ":" in text:
        return moments.instant(text, zone, field)
    date = date_of(moments.day(text, field, zone))
    return from_datetime(dt.datetime.combine(date, of_day, zone))


def _found(session: Session, words: Sequence[str]) -> list[Annotation]:
    """The notes of these ids. Raises `NotFound` for one that is not there, or is not of the
    person that `--person` names."""
    found = [session.app.annotations.get(session.actor, word) for word in words]
    if session.options.person is not None:
        person = session.person()
        if any(one.person_id != person.id for one in found):
            raise NotFound("unknown-annotation")
    return found


def _ids(session: Session, words: Sequence[str]) -> list[int]:
    return [one.id for one in _found(session, words)]


def _delete(session: Session, options: argparse.Namespace) -> int:
    outcome = session.app.annotations.delete(session.actor, _ids(session, options.ids))
    return _print_outcome(session, outcome.annotations, tr("Deleted"))


def _restore(session: Session, options: argparse.Namespace) -> int:
    outcome = session.app.annotations.restore(session.actor, _ids(session, options.ids))
    return _print_outcome(session, outcome.annotations, tr("Restored"))


def _purge(session: Session, options: argparse.Namespace) -> int:
    gone = session.app.annotations.purge(session.actor, _ids(session, options.ids))
    if session.as_json:
        session.out({"purged": gone})
    session.say(tr_n("{n} note removed for good", "{n} notes removed for good", gone, n=gone))
    return 0


def _print_outcome(session: Session, found: Sequence[Annotation], word: str) -> int:
    if session.as_json:
        session.out({"data": [documents.annotation(one) for one in found]})
    for one in found:
        text = " ".join(one.text.split())
        session.say(f"{word}: {text}, {_when(session, one)}  [{one.id}]")
    return 0


_VERBS: dict[str, Any] = {
    "list": _list, "add": _add, "edit": _edit, "delete": _delete, "restore": _restore,
    "purge": _purge,
}  # fmt: skip
