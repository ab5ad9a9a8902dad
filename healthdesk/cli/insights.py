"""`insights`: what stands out in the readings, in sentences with their figures."""

from __future__ import annotations

from collections.abc import Sequence

from healthdesk.cli.parser import Parser
from healthdesk.cli.session import Session
from healthdesk.services.insights import document
from healthdesk.texts import tr
from healthdesk.texts.insights import insight_basis, insight_sentence


def run(session: Session, name: str, words: Sequence[str]) -> int:
    options = _parser(name).parse_args(words)
    journal = session.app.journal
    everybody = journal.persons(session.actor) if options.all_persons else (session.person(),)
    types = journal.types(session.actor)
    told = []
    for person in everybody:
        found = session.app.analytics.insights(session.actor, person.id)
        if not session.as_json:
            _print(session, person.name if options.all_persons else "", [
                (insight_sentence(one, types, session.format),
                 insight_basis(one, types, session.format))
                for one in found
            ])  # fmt: skip
        for one in found:
            said = {"sentence": insight_sentence(one, types, session.format)}
            whose = {"person": person.name} if options.all_persons else {}
            told.append({**document(one), **said, **whose})
    if session.as_json:
        session.out({"data": told})
    return 0


def _parser(name: str) -> Parser:
    parser = Parser(prog=f"healthdesk {name}")
    parser.add_argument("--all-persons", action="store_true", help=tr("of everybody"))
    return parser


def _print(session: Session, person: str, found: Sequence[tuple[str, str]]) -> None:
    if person:
        session.say(person)
    for sentence, basis in found:
        session.say(sentence)
        session.say(f"  {basis}")
    if not found:
        session.say(tr("Nothing stands out."))
