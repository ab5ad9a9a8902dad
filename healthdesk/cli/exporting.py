"""`export` and `roundtrip`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from healthdesk.cli import reporting
from healthdesk.cli.parser import Parser
from healthdesk.cli.progress import progress_line, share_line, tell_of_import, until_interrupted
from healthdesk.cli.session import Session
from healthdesk.domain import moments
from healthdesk.domain.errors import UsageError
from healthdesk.domain.records import RecordQuery
from healthdesk.services.exports import ENDINGS, Exported
from healthdesk.services.roundtrip import NOT_HELD, RoundtripReport
from healthdesk.texts import format_name, reason_sentence, remark_sentence, tr, tr_n

SHOWN_DIFFERENCES = 20


def run(session: Session, name: str, words: Sequence[str]) -> int:
    return {"export": export, "roundtrip": roundtrip}[name](session, words)


def export(session: Session, words: Sequence[str]) -> int:
    """Exit 1 where `--check` finds something."""
    parser = Parser(prog="healthdesk export")
    parser.add_argument("format", choices=(*ENDINGS, reporting.PDF))
    parser.add_argument("--out", metavar="FILE", required=True, help=tr("- is standard output"))
    parser.add_argument("--type", action="append", default=[], metavar="TYPE")
    parser.add_argument("--from", dest="start", metavar="DATE")
    parser.add_argument("--to", dest="end", metavar="DATE")
    parser.add_argument("--deleted", action="store_true", help=tr("what is in the bin too"))
    parser.add_argument("--all-persons", action="store_true", help=tr("of everybody"))
    parser.add_argument(
        "--check", action="store_true", help=tr("check codes and values (fhir only)")
    )
    reporting.add_options(parser)
    options = parser.parse_args(words)
    if options.out == "-" and session.as_json:
        raise UsageError("two-documents")
    reporting.refuse_other_options(options)
    session.check_types(options.type)
    if options.format == reporting.PDF:
        return reporting.export_pdf(session, options)
    person = None if options.all_persons else session.person()
    query = RecordQuery(
        person_ids=() if person is None else (person.id,),
        types=tuple(options.type),
        with_deleted=options.deleted,
        newest_first=False,
    )
    query = moments.within(query, options.start, options.end, session.zone(person))
    exports = session.app.exports
    if options.out == "-":
        exported = exports.stream(
            session.actor, options.format, query, sys.stdout.buffer, check=options.check
        )
        sys.stdout.buffer.flush()
    else:
        out = Path(options.out).absolute()
        with until_interrupted() as cancelled, progress_line(session) as progress:
            exported = exports.export(
                session.actor, options.format, query, out, progress, cancelled,
                check=options.check,
            )  # fmt: skip
        _report(session, exported, out)
    tell_of_import(session, session.app)
    for remark in exported.remarks:
        session.tell(remark_sentence(remark, session.format))
    for problem in exported.problems:
        session.tell(tr("does not keep to the format: {problem}", problem=problem))
    return 1 if exported.problems else 0


def _report(session: Session, exported: Exported, out: Path) -> None:
    if session.as_json:
        # Of a calendar these are its reminders.
        document = {"path": str(out), "format": exported.format, "records": exported.count}
        session.out(document | ({"problems": exported.problems} if exported.problems else {}))
    n = session.format.number(exported.count, 0)
    if exported.format == "ical":
        said = tr_n(
            "{n} reminder written to {path}", "{n} reminders written to {path}", exported.count,
            n=n, path=out,
        )  # fmt: skip
    else:
        said = tr_n(
            "{n} reading written to {path}", "{n} readings written to {path}", exported.count,
            n=n, path=out,
        )  # fmt: skip
    session.say(said)


def roundtrip(session: Session, words: Sequence[str]) -> int:
    """Exit 1 where what comes back is not the same to the byte."""
    parser = Parser(prog="healthdesk roundtrip")
    parser.add_argument("--format", choices=tuple(NOT_HELD), required=True)
    options = parser.parse_args(words)
    with until_interrupted() as cancelled, share_line(session) as show:
        report = session.app.roundtrip.check(
            session.actor, options.format, lambda done, total, _: show(done / total), cancelled
        )
    tell_of_import(session, session.app)
    if session.as_json:
        session.out(
            {
                "equal": report.equal,
                "differences": [{"uid": d.uid, "what": d.what} for d in report.differences],
                "not_held": [code.removeprefix("not-held-") for code in report.not_held],
            }
        )
    else:
        _print_roundtrip(session, report)
    return 0 if report.equal else 1


def _print_roundtrip(session: Session, report: RoundtripReport) -> None:
    read_as = {"pdf": "report"}.get(report.format, report.format)
    name = tr("backup") if report.format == "backup" else format_name(read_as)
    n = session.format.number(report.records, 0)
    if report.equal:
        session.say(
            tr_n("{name}: {n} reading comes back the same to the byte.",
                 "{name}: {n} readings come back the same to the byte.", report.records,
                 name=name, n=n)
        )  # fmt: skip
    else:
        session.say(tr("{name}: what comes back is not the same.", name=name))
    for difference in report.differences[:SHOWN_DIFFERENCES]:
        named = difference.uid or tr("what stands around the readings")
        session.say(f"  {named}: {_what(difference.what)}")
    more = len(report.differences) - SHOWN_DIFFERENCES
    if more > 0:
        session.say("  " + tr_n("and {n} more", "and {n} more", more, n=more))
    for code in report.not_held:
        session.say(reason_sentence(code, {}, session.format))


def _what(what: str) -> str:
    return {
        "missing": tr("is missing afterwards"),
        "added": tr("was not there before"),
        "changed": tr("is another one afterwards"),
    }[what]
