"""`flags`: who is let in while the program is rolled out in stages."""

from __future__ import annotations

from collections.abc import Sequence

from healthdesk.cli.parser import Parser
from healthdesk.cli.session import Session
from healthdesk.services.flags import Flags
from healthdesk.texts import tr


def run(session: Session, name: str, arguments: Sequence[str]) -> int:
    parser = Parser(prog=f"healthdesk {name}")
    verbs = parser.add_subparsers(dest="verb", parser_class=Parser)
    show = verbs.add_parser("show", help=tr("whether a user is let in, and why"))
    show.add_argument("--user", default="", metavar="NAME", help=tr("a name or e-mail address"))
    verbs.add_parser("verify", help=tr("try the rule by known users and by shares of many"))
    options = parser.parse_verb(arguments)
    return _verify(session) if options.verb == "verify" else _show(session, options.user)


def _show(session: Session, user: str) -> int:
    found = Flags(session.settings).decide(session.actor, user or session.options.account or "")
    if session.as_json:
        session.out({"user": found.user, "enabled": found.enabled, "reason": found.reason,
                     "bucket": found.bucket})  # fmt: skip
        return 0
    said = tr("let in") if found.enabled else tr("not let in")
    session.say(f"{found.user}: {said} ({found.reason}, {found.bucket})")
    return 0


def _verify(session: Session) -> int:
    found = Flags(session.settings).verify(session.actor)
    if session.as_json:
        session.out(found)
    else:
        for check in found["checks"]:
            mark = tr("ok") if check["ok"] else tr("wrong")
            session.say(f"{check['name']}: {mark}  {check['detail']}".rstrip())
    return 0 if found["ok"] else 1
