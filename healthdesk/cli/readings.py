"""`add` and `records`."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from healthdesk.cli.main import HELP, before_dashes
from healthdesk.cli.parser import Parser
from healthdesk.cli.session import Session
from healthdesk.domain import moments
from healthdesk.domain.errors import (
    FieldError,
    HealthdeskError,
    InvalidData,
    NotFound,
    OpenQuestion,
    UsageError,
)
from healthdesk.domain.quick_entry import Grammar, Habits, Trouble
from healthdesk.domain.records import Outcome, Record, RecordQuery
from healthdesk.domain.typed_text import fold, read_number
from healthdesk.texts import in_words, remark_sentence, tr, tr_n, type_name

SEARCH_MAX = 1000  # characters; the engine refuses patterns beyond some ten thousand


def run(session: Session, name: str, words: Sequence[str]) -> int:
    return {"add": add, "records": records}[name](session, words)


# add


def add(session: Session, words: Sequence[str]) -> int:
    """Quick entry, as in the window. Every word counts, so no quotes are needed."""
    if not words or any(word in HELP for word in before_dashes(words)):
        usage = tr('Usage: healthdesk add "weight 81.4" | "bp 128/82 71 yesterday 8:30 #tag note"')
        print(usage, file=sys.stdout if words else sys.stderr)
        return 0 if words else 2
    line = " ".join(word for word in words if word != "--")
    person = session.person()
    journal = session.app.journal
    types = journal.types(session.actor)
    habits = Habits(
        session.format.decimal,
        session.format.order,
        {kind.slug: session.settings.unit_for(kind) for kind in types},
        names={type_name(kind): kind.slug for kind in types},
        order_sure=session.format.order_sure,
    )
    now = dt.datetime.now(session.zone(person))
    parsed = Grammar(types, habits).parse(line, now)
    if parsed.trouble is not None:
        raise _refused(parsed.trouble)
    if not parsed.drafts:
        raise InvalidData(FieldError("entry", "nothing-typed"))
    asked = journal.remarks(session.actor, parsed.drafts, person.id)
    outcome = journal.add(session.actor, parsed.drafts, person.id)
    remarks = (*parsed.remarks, *asked, *outcome.warnings)
    # The grammar and the journal may notice the same: told once.
    for said in dict.fromkeys(remark_sentence(remark, session.format) for remark in remarks):
        session.tell(said)
    if journal.has_target(session.actor, person.id, {draft.type for draft in parsed.drafts}):
        from healthdesk.cli.goals import reached  # seldom needed, and not quick to load

        return _print_outcome(session, outcome, tr("Recorded"), *reached(session, person))
    return _print_outcome(session, outcome, tr("Recorded"))


def _refused(trouble: Trouble) -> HealthdeskError:
    """A line that cannot be taken, as an error; its choices are whole lines."""
    params: dict[str, Any] = trouble.params
    if trouble.choices:
        return OpenQuestion(trouble.code, choices=trouble.choices, **params)
    return InvalidData(FieldError("entry", trouble.code, **params))


def _print_outcome(
    session: Session, outcome: Outcome, word: str, said: Sequence[str] = (),
    more: Mapping[str, Any] = MappingProxyType({}),
) -> int:  # fmt: skip
    """`said` are lines below the readings, and `more` the same for programs."""
    if session.as_json:
        session.out({"data": _documents(session, outcome.records), **more})
    else:
        for record in outcome.records:
            session.say(f"{word}: {_in_words(session, record)}{_beside(record)}  [{record.id}]")
        for line in said:
            session.say(line)
    return 0


def _documents(session: Session, found: Sequence[Record]) -> list[dict[str, Any]]:
    from healthdesk.exchange import documents  # only here: most look at words

    types = session.app.journal.types(session.actor)
    return [documents.record(record, types) for record in found]


def _value(session: Session, record: Record) -> str:
    kind = session.app.journal.types(session.actor)[record.type]
    return session.format.value(
        kind, record.value, record.value2, record.unit, record.comparator, exact=True
    )


def _in_words(session: Session, record: Record) -> str:
    kind = session.app.journal.types(session.actor)[record.type]
    return f"{in_words(record, kind, session.format)}, {_when(session, record)}"


def _beside(record: Record) -> str:
    """Tags and note, as the preview in the window shows them."""
    words = [" ".join(f"#{tag}" for tag in record.tags)] if record.tags else []
    words += [tr("“{note}”", note=record.note)] if record.note else []
    return "".join(f", {word}" for word in words)


def _when(session: Session, record: Record) -> str:
    shape = session.format
    now = dt.datetime.now(session.zone())
    return shape.lasting(record.recorded_at, record.ended_at, record.offset, now)


# records


def records(session: Session, words: Sequence[str]) -> int:
    options = _records_parser().parse_verb(words)
    return int(_VERBS[options.verb](session, options))


def _records_parser() -> Parser:
    parser = Parser(prog="healthdesk records")
    verbs = parser.add_subparsers(dest="verb", parser_class=Parser)
    lister = verbs.add_parser("list", help=tr("newest first"))
    add = lister.add_argument
    add(
        "--type", action="append", default=[], metavar="TYPE",
        help=tr("only this type, such as heart-rate; may be repeated"),
    )  # fmt: skip
    add("--from", dest="start", metavar="DATE", help=tr("from a day (2026-03-01) or instant on"))
    add("--to", dest="end", metavar="DATE", help=tr("to the end of a day, or to an instant"))
    add("--limit", type=int, default=20, metavar="N", help=tr("so many, 20 where nothing is said"))
    add("--offset", type=int, default=0, metavar="N", help=tr("behind so many others"))
    add("--search", default="", metavar="TEXT", help=tr("words of notes, tags and sources"))
    add(
        "--source", action="append", default=[], metavar="NAME",
        help=tr("only of this source; may be repeated"),
    )  # fmt: skip
    lister.add_argument(
        "--import", dest="batch", type=int, metavar="BATCH", help=tr("only what this import added")
    )
    lister.add_argument("--deleted", action="store_true", help=tr("what is in the bin"))
    lister.add_argument("--all-persons", action="store_true", help=tr("of everybody"))
    for verb, text in (
        ("show", tr("one reading")),
        ("delete", tr("put into the bin")),
        ("restore", tr("take out of the bin")),
        ("purge", tr("remove from the bin for good")),
    ):
        some = verbs.add_parser(verb, help=text)
        some.add_argument("ids", nargs="+" if verb != "show" else 1, metavar="ID")
    mover = verbs.add_parser("move", help=tr("give to another person"))
    mover.add_argument("ids", nargs="+", metavar="ID")
    mover.add_argument("--to-person", required=True, metavar="NAME|ID")
    editor = verbs.add_parser("edit", help=tr("change what is given"))
    editor.add_argument("ids", nargs=1, metavar="ID")
    editor.add_argument("--value", metavar="NUMBER")
    editor.add_argument("--value2", metavar="NUMBER")
    editor.add_argument("--unit")
    editor.add_argument("--at", metavar="TIME")
    editor.add_argument("--note")
    editor.add_argument("--tags", metavar="WORDS")
    return parser


def _check_import(session: Session, batch: int) -> None:
    """Raises `NotFound` for an import that is not there."""
    if all(batch != one.id for one in session.app.transfer.batches(session.actor)):
        raise NotFound("unknown-batch", batch=batch)


def _list(session: Session, options: Any) -> int:
    for name in ("limit", "offset"):
        if getattr(options, name) < 0:
            raise UsageError("not-negative", name=f"--{name}")
    if len(options.search) > SEARCH_MAX:
        raise InvalidData(FieldError("search", "search-too-long", high=SEARCH_MAX))
    session.check_types(options.type)
    journal = session.app.journal
    if options.batch is not None:
        _check_import(session, options.batch)
    person = None if options.all_persons else session.person()
    query = RecordQuery(
        person_ids=() if person is None else (person.id,),
        types=tuple(options.type),
        search=options.search,
        sources=tuple(options.source),
        import_id=options.batch,
        deleted=options.deleted,
    )
    query = moments.within(query, options.start, options.end, session.zone(person))
    page = journal.page(session.actor, query, options.offset, options.limit)
    names = _names(session) if options.all_persons else {}
    if session.as_json:
        data = _documents(session, page.records)
        for document in data if options.all_persons else ():
            document["person"] = names[document["user_id"]]
        end = options.offset + len(data)
        session.out(
            {
                "data": data,
                "pagination": {
                    "total": page.total,
                    "limit": options.limit,
                    "offset": options.offset,
                    "has_more": end < page.total,
                },
            }
        )
        return 0
    _print_records(session, page.records, names)
    session.tell(
        tr_n("{n} reading in all", "{n} readings in all", page.total,
             n=session.format.number(page.total, 0))
    )  # fmt: skip
    return 0


def _print_records(session: Session, found: Sequence[Record], names: dict[int, str]) -> None:
    if not found:
        return
    types = session.app.journal.types(session.actor)
    heads = [tr("ID"), tr("When"), tr("Type"), tr("Value"), tr("Source"), tr("Note")]
    rows = []
    for record in found:
        note = " ".join([*(f"#{tag}" for tag in record.tags), *record.note.split()])
        rows.append(
            [
                str(record.id), _when(session, record), type_name(types[record.type]),
                _value(session, record), record.source, note,
            ]
        )  # fmt: skip
        if names:
            rows[-1].insert(1, names[record.person_id])
    session.table([heads[0], tr("Person"), *heads[1:]] if names else heads, rows)


def _names(session: Session) -> dict[int, str]:
    return {p.id: p.name for p in session.app.journal.persons(session.actor, archived=True)}


def _found(session: Session, words: Sequence[str]) -> list[Record]:
    """The readings of these ids. Raises `NotFound` for one that is not there, or is not of
    the person that `--person` names."""
    journal = session.app.journal
    found = [journal.get(session.actor, word) for word in words]
    if session.options.person is not None:
        person = session.person()
        for word, record in zip(words, found, strict=True):
            if record.person_id != person.id:
                raise NotFound("reading-of-another", id=word[:40], name=person.name)
    return found


def _ids(session: Session, words: Sequence[str]) -> list[int]:
    return [record.id for record in _found(session, words)]


def _show(session: Session, options: Any) -> int:
    (record,) = _found(session, options.ids)
    if session.as_json:
        session.out(_documents(session, [record])[0])
    else:
        for key, value in _documents(session, [record])[0].items():
            session.say(f"{key}: {value}")
    return 0


def _delete(session: Session, options: Any) -> int:
    outcome = session.app.journal.delete(session.actor, _ids(session, options.ids))
    return _print_outcome(session, outcome, tr("In the bin"))


def _restore(session: Session, options: Any) -> int:
    outcome = session.app.journal.restore(session.actor, _ids(session, options.ids))
    return _print_outcome(session, outcome, tr("Restored"))


def _purge(session: Session, options: Any) -> int:
    gone = session.app.journal.purge(session.actor, _ids(session, options.ids))
    if session.as_json:
        session.out({"purged": gone})
    session.say(tr_n("{n} reading removed for good", "{n} readings removed for good", gone, n=gone))
    return 0


def _move(session: Session, options: Any) -> int:
    journal = session.app.journal
    person = journal.person(session.actor, options.to_person)
    outcome = journal.move(session.actor, _ids(session, options.ids), person.id)
    return _print_outcome(session, outcome, tr("Moved"))


def _edit(session: Session, options: Any) -> int:
    journal = session.app.journal
    (record,) = _found(session, options.ids)
    fields: dict[str, Any] = {
        name: _number(given, name, session.format.decimal)
        for name, given in (("value", options.value), ("value2", options.value2))
        if given is not None
    }
    if options.unit is not None:
        fields["unit"] = options.unit
    if options.note is not None:
        fields["note"] = options.note
    if options.tags is not None:
        fields["tags"] = tuple(word.lstrip("#") for word in options.tags.split())
    if options.at is not None:
        # Without an offset it is wall time where the person is.
        zone = session.zone(journal.person(session.actor, record.person_id))
        fields["recorded_at"], fields["offset"] = moments.instant(options.at, zone, "at")
    outcome = journal.edit(session.actor, record.id, fields)
    for remark in outcome.warnings:
        session.tell(remark_sentence(remark, session.format))
    if session.as_json:
        session.out(_documents(session, outcome.records)[0])
        return 0
    return _print_outcome(session, outcome, tr("Changed"))


def _number(text: str, field: str, decimal: str) -> float:
    """Read as quick entry does: `1,234` is a thousand where the point is the decimal sign.
    Raises `InvalidData`."""
    number = read_number(fold(text.strip()).low, decimal)
    if number is None:
        raise InvalidData(FieldError(field, "number-unreadable", text=text[:40]))
    return number


_VERBS: dict[str, Any] = {
    "list": _list, "show": _show, "edit": _edit, "delete": _delete, "restore": _restore,
    "purge": _purge, "move": _move,
}  # fmt: skip
