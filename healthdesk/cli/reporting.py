"""`export pdf`: the visit report."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from healthdesk.cli.parser import Parser
from healthdesk.cli.progress import progress_line, tell_of_import, until_interrupted
from healthdesk.cli.session import Session
from healthdesk.domain import moments
from healthdesk.domain.errors import UsageError
from healthdesk.domain.reports import PAPERS, SECTIONS, ReportOptions, Section
from healthdesk.texts import shipped_languages, tr, tr_n

PDF = "pdf"
# What an export of readings takes and a report of one person's live readings does not.
NOT_OF_REPORTS = ("deleted", "all_persons", "check")
OF_REPORTS = ("sections", "paper", "language")


def add_options(parser: Parser) -> None:
    """The options that only a report takes."""
    parser.add_argument(
        "--sections", metavar="NAME,NAME", help=tr("parts of the report (pdf only)")
    )
    parser.add_argument("--paper", choices=PAPERS, help=tr("paper of the report (pdf only)"))
    parser.add_argument(
        "--language", choices=shipped_languages(), help=tr("language of the report (pdf only)")
    )


def refuse_other_options(options: argparse.Namespace) -> None:
    """Raises `UsageError` for an option that the format asked for does not take."""
    report = options.format == PDF
    code = "report-takes-not" if report else "only-report-takes"
    for name in NOT_OF_REPORTS if report else OF_REPORTS:
        if getattr(options, name):
            raise UsageError(code, flag="--" + name.replace("_", "-"))


def export_pdf(session: Session, options: argparse.Namespace) -> int:
    """Write the report of the person asked for."""
    person = session.person()
    bounds = moments.days(options.start, options.end, session.zone(person))
    wanted = ReportOptions(
        types=tuple(options.type),
        day_from=bounds[0],
        day_to=bounds[1],
        sections=_sections(options.sections),
        paper=options.paper,
        language=options.language,
    )
    reports = session.app.reports
    with until_interrupted() as cancelled, progress_line(session) as progress:
        if options.out == "-":
            stream = sys.stdout.buffer
            reports.stream(session.actor, person.id, wanted, stream, progress, cancelled)
            stream.flush()
            tell_of_import(session, session.app)
            return 0
        out = Path(options.out).absolute()
        made = reports.make(session.actor, person.id, wanted, out, progress, cancelled)
    tell_of_import(session, session.app)
    if session.as_json:
        session.out({"path": str(out), "format": PDF, "records": made.readings})
    session.say(
        tr_n(
            "Report about {n} reading written to {path}",
            "Report about {n} readings written to {path}",
            made.readings, n=session.format.number(made.readings, 0), path=out,
        )
    )  # fmt: skip
    return 0


def _sections(text: str | None) -> tuple[Section, ...]:
    """The parts named, in the order of the report. Raises `UsageError` for an unknown one."""
    if text is None:
        return SECTIONS
    named: Sequence[str] = [word.strip() for word in text.split(",") if word.strip()]
    for name in named:
        if name not in SECTIONS:
            raise UsageError("unknown-section", name=name[:40], sections=", ".join(SECTIONS))
    return tuple(section for section in SECTIONS if section in named)
