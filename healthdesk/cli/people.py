"""`types` and `persons`."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from typing import Any

from healthdesk.cli.parser import Parser
from healthdesk.cli.session import Session
from healthdesk.domain.health_types import HealthType, Range
from healthdesk.domain.records import Person
from healthdesk.exchange import documents
from healthdesk.texts import group_name, tr, type_name


def run(session: Session, name: str, words: Sequence[str]) -> int:
    parser, verbs = (_types_parser(), _TYPES) if name == "types" else (_persons_parser(), _PERSONS)
    options = parser.parse_verb(words)
    return int(verbs[options.verb](session, options))


def _types_parser() -> Parser:
    parser = Parser(prog="healthdesk types")
    verbs = parser.add_subparsers(dest="verb", parser_class=Parser)
    verbs.add_parser("list", help=tr("all types"))
    adder = verbs.add_parser("add", help=tr("a type of your own"))
    adder.add_argument("slug", metavar="SLUG", help=tr("such as cold-shower"))
    adder.add_argument("--sum-up", choices=("mean", "sum", "last", "min"), default="mean")
    _add_type_fields(adder)
    editor = verbs.add_parser("edit", help=tr("change what is given"))
    editor.add_argument("slug", metavar="SLUG")
    _add_type_fields(editor)
    remover = verbs.add_parser("remove", help=tr("out of the lists, if nothing is recorded of it"))
    remover.add_argument("slug", metavar="SLUG")
    return parser


def _add_type_fields(parser: Parser) -> None:
    """What a type of one's own can be told; options that are not given leave nothing."""

    def add(name: str, dest: str, reader: Any, text: str = "") -> None:
        parser.add_argument(
            name, dest=dest, type=reader, default=argparse.SUPPRESS, help=text or None
        )

    add("--name", "name", str)
    parser.add_argument(
        "--unit", action="append", dest="units", default=argparse.SUPPRESS,
        help=tr("more than once for several: the first is the one values are kept in"),
    )  # fmt: skip
    add("--decimals", "decimals", int)
    add("--min", "low", _limit, tr("a number, or none"))
    add("--max", "high", _limit)
    add("--typical-min", "typical_low", _limit)
    add("--typical-max", "typical_high", _limit)


def _limit(text: str) -> float | None:
    """An end of a range; `none` leaves it open."""
    return None if text.strip().lower() in ("", "none") else float(text)


def _range(given: Mapping[str, Any], low: str, high: str, before: Range) -> Range:
    """A range with the ends that are given, the others as they were."""
    return Range(given.get(low, before.low), given.get(high, before.high))


def _type_document(session: Session, kind: HealthType) -> dict[str, Any]:
    stamps = session.app.journal.type_stamps(session.actor)
    return documents.health_type(kind, type_name(kind), stamps[kind.id])


def _list_types(session: Session, _options: Any) -> int:
    kinds = list(session.app.journal.types(session.actor))
    if session.as_json:
        stamps = session.app.journal.type_stamps(session.actor)
        session.out({"data": [documents.health_type(k, type_name(k), stamps[k.id]) for k in kinds]})
        return 0
    session.table(
        [tr("Type"), tr("Name"), tr("Group"), tr("Units")],
        [[k.slug, type_name(k), group_name(k.group), ", ".join(k.units)] for k in kinds],
    )
    return 0


def _add_type(session: Session, options: Any) -> int:
    given = vars(options)
    units = tuple(given.get("units", ("points",)))
    kind = HealthType(
        slug=options.slug,
        group="own",
        unit=units[0],
        units=units,
        decimals=given.get("decimals", 0),
        aggregate=options.sum_up,
        combine="add" if options.sum_up == "sum" else "none",
        hard=_range(given, "low", "high", Range()),
        typical=_range(given, "typical_low", "typical_high", Range()),
        name=given.get("name") or options.slug.replace("-", " ").capitalize(),
    )
    made, _ = session.app.journal.add_type(session.actor, kind)
    if session.as_json:
        session.out(_type_document(session, made))
    session.say(tr("Added the type {slug}", slug=made.slug))
    return 0


def _edit_type(session: Session, options: Any) -> int:
    given, journal = vars(options), session.app.journal
    known = journal.types(session.actor).get(options.slug)
    fields = {name: given[name] for name in ("name", "decimals") if name in given}
    if "units" in given:
        fields["units"] = tuple(given["units"])
    if known is not None:
        fields["hard"] = _range(given, "low", "high", known.hard)
        fields["typical"] = _range(given, "typical_low", "typical_high", known.typical)
    made, _ = journal.edit_type(session.actor, options.slug, **fields)
    if session.as_json:
        session.out(_type_document(session, made))
    session.say(tr("Changed the type {slug}", slug=made.slug))
    return 0


def _remove_type(session: Session, options: Any) -> int:
    session.app.journal.remove_type(session.actor, options.slug)
    if session.as_json:
        session.out({"removed": options.slug})
    session.say(tr("Took the type {slug} out of the lists", slug=options.slug))
    return 0


_TYPES: dict[str, Any] = {
    "list": _list_types, "add": _add_type, "edit": _edit_type, "remove": _remove_type,
}  # fmt: skip


def _persons_parser() -> Parser:
    parser = Parser(prog="healthdesk persons")
    verbs = parser.add_subparsers(dest="verb", parser_class=Parser)
    lister = verbs.add_parser("list", help=tr("everybody"))
    lister.add_argument("--archived", action="store_true", help=tr("archived ones too"))
    for verb, text in (("add", tr("a new person")), ("edit", tr("change what is given"))):
        one = verbs.add_parser(verb, help=text)
        one.add_argument("who", metavar="NAME" if verb == "add" else "NAME|ID")
        if verb == "edit":
            one.add_argument("--name")
        one.add_argument("--birth", metavar="DATE", dest="birth_date")
        one.add_argument("--sex", metavar="female|male|other")
        one.add_argument("--height", type=float, metavar="CM", dest="height_cm")
        one.add_argument("--tz", metavar="ZONE", dest="time_zone")
        one.add_argument("--color", metavar="#RRGGBB")
    for verb, text in (
        ("archive", tr("out of the lists; readings stay")),
        ("unarchive", tr("into the lists again")),
    ):
        verbs.add_parser(verb, help=text).add_argument("who", metavar="NAME|ID")
    return parser


def _list_persons(session: Session, options: Any) -> int:
    session.app.journal.default_person(session.actor)
    found = session.app.journal.persons(session.actor, archived=options.archived)
    if session.as_json:
        session.out({"data": [documents.person(person) for person in found]})
        return 0
    session.table(
        [tr("ID"), tr("Name"), tr("Born"), tr("Time zone"), tr("Archived")],
        [
            [str(p.id), p.name, p.birth_date or "", p.time_zone or "",
             documents.utc(p.archived_at) or ""]
            for p in found
        ],
    )  # fmt: skip
    return 0


def _given(options: Any) -> dict[str, Any]:
    names = ("name", "birth_date", "sex", "height_cm", "time_zone", "color")
    return {
        name: getattr(options, name) for name in names if getattr(options, name, None) is not None
    }


def _add_person(session: Session, options: Any) -> int:
    person, _ = session.app.journal.add_person(session.actor, options.who, **_given(options))
    return _print_person(session, person, tr("Added {name}", name=person.name))


def _edit_person(session: Session, options: Any) -> int:
    journal = session.app.journal
    known = journal.person(session.actor, options.who)
    person, _ = journal.edit_person(session.actor, known.id, **_given(options))
    return _print_person(session, person, tr("Changed {name}", name=person.name))


def _archive(session: Session, options: Any) -> int:
    journal = session.app.journal
    known = journal.person(session.actor, options.who)
    person, _ = journal.archive_person(session.actor, known.id)
    return _print_person(session, person, tr("Archived {name}", name=person.name))


def _unarchive(session: Session, options: Any) -> int:
    journal = session.app.journal
    known = journal.person(session.actor, options.who)
    person, _ = journal.unarchive_person(session.actor, known.id)
    return _print_person(session, person, tr("{name} is back", name=person.name))


def _print_person(session: Session, person: Person, said: str) -> int:
    if session.as_json:
        session.out(documents.person(person))
    session.say(f"{said}  [{person.id}]")
    return 0


_PERSONS: dict[str, Any] = {
    "list": _list_persons, "add": _add_person, "edit": _edit_person, "archive": _archive,
    "unarchive": _unarchive,
}  # fmt: skip
