"""`metrics`: what the program counts about itself, and whether it does well."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from healthdesk.bootstrap import App, assemble
from healthdesk.cli.parser import Parser
from healthdesk.cli.session import Session
from healthdesk.domain.errors import NotAllowed
from healthdesk.texts import tr


def run(session: Session, name: str, arguments: Sequence[str]) -> int:
    parser = Parser(prog=f"healthdesk {name}")
    verbs = parser.add_subparsers(dest="verb", parser_class=Parser)
    verbs.add_parser("show", help=tr("all counters, as Prometheus reads them"))
    report = verbs.add_parser("report", help=tr("whether the program does well, by its targets"))
    report.add_argument("--days", type=int, default=90, metavar="N", help=tr("of so many days"))
    options = parser.parse_verb(arguments)
    return _show(session) if options.verb == "show" else _report(session, options.days)


def _app(session: Session) -> App:
    """Before anything was recorded too: then there is little to tell."""
    if session.paths.database.exists():
        return session.app_as_it_is()
    return assemble(session.paths, session.settings, f"healthdesk {session.command}")


def _show(session: Session) -> int:
    """Raises `NotAllowed` where metrics are switched off."""
    metrics = _app(session).metrics
    if not metrics.collected:
        raise NotAllowed("metrics-off")
    from healthdesk.services.exposition import exposition

    text = exposition(session.actor, metrics).decode()
    if session.as_json:
        session.out({"text": text})
        return 0
    sys.stdout.write(text)
    return 0


def _report(session: Session, days: int) -> int:
    from healthdesk.exchange import success_documents
    from healthdesk.texts import success as words

    app = _app(session)
    found = app.success.report(session.actor, days)
    if session.as_json:
        session.out(success_documents.report(found))
        return 0
    heads = [tr("Figure"), tr("Value"), tr("Target"), tr("Met"), ""]
    session.table(heads, [words.row(figure, session.format) for figure in found.figures])
    session.tell(words.period(found, session.format))
    if not app.metrics.collected:
        session.tell(tr("Metrics are switched off: what was done since then is not counted."))
    return 0
