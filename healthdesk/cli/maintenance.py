"""`maintenance`: everybody lets go of the data while it is looked after."""

from __future__ import annotations

from collections.abc import Sequence

from healthdesk.bootstrap import assemble
from healthdesk.cli.parser import Parser
from healthdesk.cli.session import Session
from healthdesk.texts import tr


def run(session: Session, name: str, arguments: Sequence[str]) -> int:
    parser = Parser(prog=f"healthdesk {name}")
    verbs = parser.add_subparsers(dest="verb", parser_class=Parser)
    verbs.add_parser("on", help=tr("let everybody let go of the data and stay away"))
    verbs.add_parser("off", help=tr("open it again"))
    verbs.add_parser("status", help=tr("whether it is closed, and who has it open"))
    options = parser.parse_verb(arguments)
    keeper = assemble(session.paths, session.settings, f"healthdesk {name}").keeper
    work = {"on": keeper.hold, "off": keeper.release, "status": keeper.maintenance}[options.verb]
    found = work(session.actor)
    if session.as_json:
        session.out(found)
    session.say(
        tr("Maintenance mode is on since {since}.", since=found["since"])
        if found["on"]
        else tr("Maintenance mode is off.")
    )
    if found["processes"]:
        session.tell(tr("The data is open in: {names}", names=", ".join(found["processes"])))
    return 1 if options.verb == "on" and found["processes"] else 0
