"""`import` and `imports`."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from healthdesk.cli import answering
from healthdesk.cli.parser import Parser
from healthdesk.cli.progress import progress_line, until_interrupted
from healthdesk.cli.session import Session
from healthdesk.domain.errors import NotFound, OpenQuestion
from healthdesk.domain.times import local_day
from healthdesk.exchange.known_formats import FORMATS
from healthdesk.exchange.parsing_process import ParsingProcess
from healthdesk.texts import format_name, reason_sentence, tr, tr_n, type_name, unit_label

if TYPE_CHECKING:
    import argparse

    from healthdesk.domain.health_types import TypeBook
    from healthdesk.domain.transfers import FileReport, ImportReport, Question, Rejected

SHOWN_REJECTIONS = 20


def run(session: Session, name: str, words: Sequence[str]) -> int:
    return {"import": import_, "imports": imports}[name](session, words)


def import_(session: Session, words: Sequence[str]) -> int:
    """Exit 3 where a file was refused, else 0, even with single readings rejected."""
    parser = Parser(prog="healthdesk import")
    parser.add_argument("files", nargs="+", metavar="FILE")
    parser.add_argument("--format", choices=tuple(FORMATS), help=tr("only this format"))
    parser.add_argument("--dry-run", action="store_true", help=tr("store nothing"))
    parser.add_argument("--skip-bad", action="store_true", help=tr("go on after a refused file"))
    answering.add_options(parser)
    options = parser.parse_args(words)
    # It takes longer to start than the file of readings does to be made or opened: all that is
    # not needed before is loaded behind it.
    with ParsingProcess() as parsing:
        return _import(session, options, parsing)


def _import(session: Session, options: argparse.Namespace, parsing: ParsingProcess) -> int:
    from healthdesk.domain.transfers import ImportOptions

    asked = session.options.person
    default = session.person()
    # After it: the default person is made on first use, and may be an answer.
    answers = answering.answers(session, options)
    with (
        until_interrupted() as cancelled, progress_line(session) as progress,
        _people_by_name(session),
    ):  # fmt: skip
        report = session.app.transfer.import_files(
            session.actor,
            [Path(name) for name in options.files],
            None if asked is None else default.id,
            ImportOptions(options.dry_run, options.skip_bad, options.format, answers),
            progress=progress,
            cancelled=cancelled,
            parsing=parsing,
        )
    zone = answers.time_zone or default.time_zone or str(session.zone(default))
    if session.as_json:
        from healthdesk.exchange import documents

        session.out(documents.import_report(report, zone, lambda r: _reason(session, r)))
    else:
        _print_report(session, report)
    for file in report.files:
        if _nothing_taken(file):
            session.tell(
                tr_n("{name}: NOTHING WAS TAKEN. Its only reading was rejected.",
                     "{name}: NOTHING WAS TAKEN. All {n} readings were rejected.", file.read,
                     name=Path(file.path).name, n=session.format.number(file.read, 0))
            )  # fmt: skip
    unclear = any(file.refused is not None or file.questions for file in report.files)
    return 3 if unclear else 0


def _nothing_taken(file: FileReport) -> bool:
    """Whether a file that was recognised had readings, and not one could be kept."""
    return not file.questions and file.read > 0 and file.rejected == file.read


def _reason(session: Session, rejected: Rejected) -> str:
    return reason_sentence(rejected.code, rejected.params, session.format)


def _print_report(session: Session, report: ImportReport) -> None:
    for file in report.files:
        _print_file(session, file)
    if report.dry_run:
        session.say(tr("Nothing was stored: this was a dry run."))
    elif report.batch is None:
        if not any(map(_nothing_taken, report.files)):
            session.say(tr("Nothing new was found."))
    else:
        session.say(
            tr("Import {batch}. `healthdesk imports undo {batch}` takes it back.",
               batch=report.batch)
        )  # fmt: skip


def _place(rejected: Rejected) -> str:
    return f"{rejected.member}:{rejected.line}" if rejected.member else str(rejected.line)


def _choices(session: Session, question: Question) -> str:
    """What can be given; people by their names, where those can't be taken for an id."""
    if question.kind != "file-user":
        return ", ".join(question.choices) or "FILE.json"
    return ", ".join(_named(session, question.choices))


def _named(session: Session, choices: Sequence[str]) -> tuple[str, ...]:
    """Answers such as `0=3` as `"0=Ben"`."""
    names = {
        str(person.id): person.name
        for person in session.app.journal.persons(session.actor)
        if "=" not in person.name and not person.name.isdecimal()
    }
    answers = (choice.rpartition("=") for choice in choices)
    return tuple(f'"{user}={names.get(whom, whom)}"' for user, _, whom in answers)


@contextlib.contextmanager
def _people_by_name(session: Session) -> Iterator[None]:
    """Offer people by their names, where it is people who read what is asked."""
    try:
        yield
    except OpenQuestion as error:
        if error.code != "asked-file-user" or session.as_json:
            raise
        named = _named(session, error.choices)
        params = {**error.params, "answers": list(named)}
        raise OpenQuestion(error.code, named, error.flag, **params) from error


def _asked(session: Session, question: Question, types: TypeBook) -> str:
    """A question, and the flag that answers it with what can be given."""
    from healthdesk.texts.questions import whose_words

    details, subject = question.details, question.subject
    choices = _choices(session, question)
    if question.kind == "file-user":
        answer = tr("Answer with {flag}: {choices}", flag=question.flag, choices=choices)
        return f"{whose_words(subject)} {answer}"
    if question.kind == "unit":
        subject = f"{subject} ({type_name(types[subject])})"
    elif question.kind == "mapping":
        place = details.get("sheet") or details.get("table") or ""
        subject = ": ".join(filter(None, (place, ", ".join(details.get("columns", ())))))
    asked = f"{question.kind} {subject}".strip()
    return tr("open: {asked}; answer it with {flag}: {choices}", asked=asked,
              flag=question.flag, choices=choices)  # fmt: skip


def _print_question(session: Session, question: Question, types: TypeBook) -> None:
    session.tell("  " + _asked(session, question, types))
    if question.details.get("ours"):
        session.tell(
            "    " + tr("HealthDesk wrote this workbook to be looked at in other programs. What "
                        "it reads back is an export as CSV or JSON.")
        )  # fmt: skip
    if "given" in question.details:
        session.tell(
            "    " + tr("{flag} was given, but what it says does not fit this file.",
                        flag=question.flag)
        )  # fmt: skip
    from healthdesk.texts.questions import sample_words

    sample = sample_words(question, types, session.format)
    if sample:
        session.tell("    " + tr("Such as: {reading}", reading=sample))


def _counts(session: Session, file: FileReport) -> str:
    shape, name = session.format, format_name(file.format)
    if file.questions:
        return tr("{format}: waits for an answer", format=name)
    return tr_n(
        "{format}: {read} reading, {added} new, {duplicate} there already or twice, "
        "{rejected} rejected",
        "{format}: {read} readings, {added} new, {duplicate} there already or twice, "
        "{rejected} rejected",
        file.read,
        format=name,
        read=shape.number(file.read, 0), added=shape.number(file.added, 0),
        duplicate=shape.number(file.duplicate, 0), rejected=shape.number(file.rejected, 0),
    )  # fmt: skip


def _print_file(session: Session, file: FileReport) -> None:
    session.say(file.path)
    if file.refused is not None:
        session.tell("  " + _reason(session, file.refused))
        return
    types = session.app.journal.types(session.actor)
    for question in file.questions:
        _print_question(session, question, types)
    session.say("  " + _counts(session, file))
    _print_contents(session, file, types)
    for warning in file.warnings:
        session.tell("    " + _reason(session, warning))
    _print_left_out(session, file)
    for rejected in file.rejections[:SHOWN_REJECTIONS]:
        session.tell(
            "    "
            + tr("line {line}: {reason}", line=_place(rejected), reason=_reason(session, rejected))
        )
    more = file.rejected - min(len(file.rejections), SHOWN_REJECTIONS)
    if more > 0:
        session.tell("    " + tr_n("and {n} more", "and {n} more", more, n=more))


def _print_left_out(session: Session, file: FileReport) -> None:
    from healthdesk.texts.kinds import kind_words, left_out_sentences, not_kept

    shape = session.format
    for said in left_out_sentences(file, shape):
        session.say("    " + said)
    for kind, n in not_kept(file).items():
        session.say(
            "    " + tr("not kept: {kind} ({n})", kind=kind_words(kind), n=shape.number(n, 0))
        )


def _print_contents(session: Session, file: FileReport, types: TypeBook) -> None:
    """What was found in a file: notes, goals, the span of time, readings by type."""
    shape = session.format
    if file.annotations:
        session.say("    " + tr_n("{n} chart note", "{n} chart notes", file.annotations,
                              n=shape.number(file.annotations, 0)))  # fmt: skip
    if file.goals:
        session.say("    " + tr_n("{n} goal", "{n} goals", file.goals,
                              n=shape.number(file.goals, 0)))  # fmt: skip
    if file.reminders:
        session.say("    " + tr_n("{n} reminder", "{n} reminders", file.reminders,
                              n=shape.number(file.reminders, 0)))  # fmt: skip
    if file.first is not None and file.last is not None:
        first, last = (shape.date(local_day(*end)) for end in (file.first, file.last))
        zone = file.time_zone or tr("as in the file")
        said = tr("{first} to {last}, time zone: {zone}", first=first, last=last, zone=zone)
        session.say("    " + said)
    for slug, n in sorted(file.types.items(), key=lambda item: -item[1]):
        units = ", ".join(filter(None, map(unit_label, file.units.get(slug, ()))))
        name = type_name(types[slug])
        session.say(f"    {name}: {shape.number(n, 0)}" + (f" ({units})" if units else ""))


# imports


def imports(session: Session, words: Sequence[str]) -> int:
    parser = Parser(prog="healthdesk imports")
    verbs = parser.add_subparsers(dest="verb", parser_class=Parser)
    verbs.add_parser("list", help=tr("all imports"))
    verbs.add_parser("show", help=tr("one import")).add_argument("batch", type=int)
    verbs.add_parser("undo", help=tr("take one back")).add_argument("batch", type=int)
    options = parser.parse_verb(words)
    if options.verb == "undo":
        return _undo(session, options.batch)
    from healthdesk.exchange import documents

    found = [documents.import_batch(batch) for batch in session.app.transfer.batches(session.actor)]
    if options.verb == "show":
        found = [_batch(session, options.batch)]
    if session.as_json:
        session.out(found[0] if options.verb == "show" else {"data": found})
    elif found:
        session.table(
            [tr("ID"), tr("When"), tr("Files"), tr("New"), tr("Status")],
            [
                [
                    str(b["id"]),
                    _local(session, b["at"]),
                    ", ".join(b["files"]),
                    str(b["added"]),
                    b["status"],
                ]
                for b in found
            ],
        )
    else:
        session.tell(tr("No imports yet"))
    return 0


def _local(session: Session, at: str) -> str:
    """An instant by the clock here, with its offset: `2026-11-23 06:20+01:00`."""
    moment = dt.datetime.fromisoformat(at).astimezone(session.zone())
    return moment.isoformat(sep=" ", timespec="minutes")


def _undo(session: Session, batch: int) -> int:
    undone = session.app.transfer.undo_import(session.actor, batch)
    if session.as_json:
        session.out({
            **_batch(session, batch),
            "removed": undone.removed,
            "kept": {"edited": undone.edited, "in_later_imports": dict(undone.handed)},
        })  # fmt: skip
    shape = session.format
    session.say(
        tr_n("{n} reading taken back", "{n} readings taken back", undone.removed,
             n=shape.number(undone.removed, 0))
    )  # fmt: skip
    if undone.edited:
        session.say(
            tr_n("{n} reading stays, since it was changed or binned after the import",
                 "{n} readings stay, since they were changed or binned after the import",
                 undone.edited, n=shape.number(undone.edited, 0))
        )  # fmt: skip
    for later, n in sorted(undone.handed.items()):
        session.say(
            tr_n("{n} reading stays, since import {later} holds it too",
                 "{n} readings stay, since import {later} holds them too",
                 n, n=shape.number(n, 0), later=later)
        )  # fmt: skip
    return 0


def _batch(session: Session, wanted: int) -> dict[str, Any]:
    from healthdesk.exchange import documents

    for batch in session.app.transfer.batches(session.actor):
        if batch.id == wanted:
            return documents.import_batch(batch)
    raise NotFound("unknown-batch", batch=wanted)
