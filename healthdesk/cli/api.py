"""`api token`: keys for other programs."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

from healthdesk.cli.parser import Parser
from healthdesk.cli.session import Session
from healthdesk.domain.errors import NotFound
from healthdesk.domain.tokens import SCOPES, USUAL_SCOPES, Token
from healthdesk.exchange.documents import utc
from healthdesk.services.writing import wall_clock
from healthdesk.texts import tr


def run(session: Session, name: str, arguments: Sequence[str]) -> int:
    parser = Parser(prog=f"healthdesk {name}")
    things = parser.add_subparsers(dest="thing", parser_class=Parser)
    token = things.add_parser("token", help=tr("create, list, revoke"))
    verbs = token.add_subparsers(dest="verb", parser_class=Parser)
    maker = verbs.add_parser("create", help=tr("a new token, shown once"))
    maker.add_argument("--name", default="", metavar="NAME", help=tr("what it is for"))
    maker.add_argument(
        "--scope", action="append", choices=SCOPES, help=tr("what it may do; more than once")
    )
    maker.add_argument("--days", type=int, metavar="N", help=tr("how long it holds"))
    verbs.add_parser("list", help=tr("all tokens, without their secrets"))
    verbs.add_parser("revoke", help=tr("let a token open nothing any more")).add_argument(
        "id", metavar="ID"
    )
    options = parser.parse_args(arguments)
    if options.thing is None or options.verb is None:
        (parser if options.thing is None else token).print_help(sys.stderr)
        return 2
    return {"create": _create, "list": _list, "revoke": _revoke}[options.verb](session, options)


def _create(session: Session, options: Any) -> int:
    scopes = tuple(options.scope or USUAL_SCOPES)
    token, text = session.app.tokens.create(session.actor, options.name, scopes, options.days)
    if session.as_json:
        session.out({"token": text, **_document(token)})
        return 0
    session.say(text)
    session.tell(tr("Keep it now: it is not shown again."))
    return 0


def _list(session: Session, _options: Any) -> int:
    listed = session.app.tokens.listed(session.actor)
    if session.as_json:
        session.out({"data": [_document(token) for token in listed]})
        return 0
    if listed:
        heads = [tr("ID"), tr("Name"), tr("May"), tr("Last used"), tr("State")]
        session.table(heads, [_row(token) for token in listed])
    return 0


def _row(token: Token) -> list[str]:
    now = wall_clock()
    used = tr("never") if token.last_used_at is None else str(utc(token.last_used_at))
    if token.revoked_at is not None:
        state = tr("revoked")
    elif not token.holds(now):
        state = tr("expired")
    elif token.expires_at is not None:
        state = tr("until {time}", time=utc(token.expires_at))
    else:
        state = tr("holds")
    return [str(token.id), token.name, " ".join(token.scopes), used, state]


def _revoke(session: Session, options: Any) -> int:
    text = options.id.strip()
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise NotFound("unknown-token")
    token = session.app.tokens.revoke(session.actor, int(text))
    if session.as_json:
        session.out(_document(token))
    session.say(tr("Revoked: {name}", name=token.name or f"{token.id}"))
    return 0


def _document(token: Token) -> dict[str, Any]:
    return {
        "id": token.id,
        "name": token.name,
        "scopes": list(token.scopes),
        "created_at": utc(token.created_at),
        "expires_at": utc(token.expires_at),
        "revoked_at": utc(token.revoked_at),
        "last_used_at": utc(token.last_used_at),
    }
