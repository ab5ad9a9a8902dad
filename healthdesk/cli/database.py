"""`db`: the care of the data file. It acts as told and moves nothing by itself."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from healthdesk.cli.parser import Parser
from healthdesk.cli.progress import progress_line, share_line, tell_of_import, until_interrupted
from healthdesk.cli.session import Session
from healthdesk.domain.errors import HealthdeskError, UsageError
from healthdesk.texts import tr, tr_n


def run(session: Session, _name: str, words: Sequence[str]) -> int:
    parser = _parser()
    options = parser.parse_verb(words)
    return int(_VERBS[options.verb](session, options))


def _parser() -> Parser:
    parser = Parser(prog="healthdesk db")
    verbs = parser.add_subparsers(dest="verb", parser_class=Parser)
    up = verbs.add_parser("upgrade", help=tr("bring the schema up to date"))
    up.add_argument("target", nargs="?", default="head", metavar="REVISION")
    down = verbs.add_parser("downgrade", help=tr("take the schema back, with a backup before"))
    down.add_argument("target", metavar="REVISION|base")
    verbs.add_parser("revision", help=tr("the schema of the file and of the program"))
    verify = verbs.add_parser("verify", help=tr("check that the file keeps its promises"))
    verify.add_argument("--deep", action="store_true", help=tr("make every day figure anew"))
    verbs.add_parser("seed", help=tr("bring the types of the catalogue in"))
    health = verbs.add_parser("health-check", help=tr("sizes and the state of the file"))
    health.add_argument("--slow", action="store_true", help=tr("name slow reads"))
    digest = verbs.add_parser("digest", help=tr("a fingerprint of what is recorded"))
    digest.add_argument("--with-deleted", action="store_true", help=tr("what is in the bin too"))
    backup = verbs.add_parser("backup", help=tr("a checked copy"))
    backup.add_argument("--out", metavar="FILE")
    restore = verbs.add_parser("restore", help=tr("put a backup in place, after a backup"))
    restore.add_argument("file", metavar="FILE")
    drop = verbs.add_parser("drop", help=tr("remove the data file; backups stay"))
    drop.add_argument("--yes", action="store_true", help=tr("really"))
    return parser


def _upgrade(session: Session, options: Any) -> int:
    app = session.app_as_it_is(create=True)
    done = app.keeper.upgrade(session.actor, options.target)
    return _moved(session, done, None)


def _downgrade(session: Session, options: Any) -> int:
    app = session.app_as_it_is()
    done, kept = app.keeper.downgrade(session.actor, options.target)
    return _moved(session, done, kept)


def _moved(session: Session, done: list[str], kept: Path | None) -> int:
    revision = session.app_as_it_is().keeper.revision(session.actor)
    if session.as_json:
        session.out({**revision, "moved": done, "backup": str(kept) if kept else None})
    session.say(tr("The schema is at {revision}.", revision=revision["current"] or "base"))
    if kept is not None:
        session.say(tr("Backup: {path}", path=kept))
    return 0


def _revision(session: Session, _options: Any) -> int:
    found = session.app_as_it_is().keeper.revision(session.actor)
    if session.as_json:
        session.out(found)
    session.say(
        tr("File {current}, program {head}, pending: {pending}",
           current=found["current"] or "base", head=found["head"],
           pending=", ".join(found["pending"]) or "–")
    )  # fmt: skip
    return 0


def _verify(session: Session, options: Any) -> int:
    found = session.app_as_it_is().keeper.verify(session.actor, deep=options.deep)
    if session.as_json:
        session.out(found)
    else:
        for check in found["checks"]:
            mark = tr("ok") if check["ok"] else tr("WRONG")
            session.say(f"{mark:6} {check['name']}: {check['detail']}")
    return 0 if found["ok"] else 1


def _seed(session: Session, _options: Any) -> int:
    changed = session.app_as_it_is().keeper.seed(session.actor)
    if session.as_json:
        session.out({"changed": changed})
    session.say(tr_n("{n} type changed", "{n} types changed", changed, n=changed))
    return 0


def _health_check(session: Session, options: Any) -> int:
    found = session.app_as_it_is().keeper.health_check(session.actor, slow=options.slow)
    return _print_pairs(session, found, ok=found["ok"])


def _digest(session: Session, options: Any) -> int:
    app = session.app_as_it_is()
    with until_interrupted() as cancelled, progress_line(session) as progress:
        found = app.keeper.digest(session.actor, options.with_deleted, progress, cancelled)
    tell_of_import(session, app)
    return _print_pairs(session, found, ok=True)


def _backup(session: Session, options: Any) -> int:
    out = Path(options.out).absolute() if options.out else None
    app = session.app_as_it_is()
    with until_interrupted() as cancelled, share_line(session) as show:
        found = app.keeper.backup(
            session.actor, out, lambda done, total, _: show(done / total), cancelled
        )
    if found["digest"] is not None:  # else the file is of an older schema
        tell_of_import(session, app)
    return _print_pairs(session, found, ok=True)


def _restore(session: Session, options: Any) -> int:
    was_there = session.paths.database.exists()
    app = session.app_as_it_is(create=True, to_restore=True)
    try:
        found = app.keeper.restore(session.actor, Path(options.file).absolute())
    except HealthdeskError:
        if not was_there:  # the empty file was made for nothing
            app.keeper.drop(session.actor)
        raise
    return _print_pairs(session, found, ok=True)


def _drop(session: Session, options: Any) -> int:
    if not options.yes:
        raise UsageError("drop-needs-yes", path=str(session.paths.database))
    session.app_as_it_is().keeper.drop(session.actor)
    if session.as_json:
        session.out({"dropped": str(session.paths.database)})
    session.say(tr("Removed {path}. Backups were left alone.", path=session.paths.database))
    return 0


def _print_pairs(session: Session, found: dict[str, Any], *, ok: bool) -> int:
    if session.as_json:
        session.out(found)
    else:
        for key, value in found.items():
            session.say(f"{key}: {value}")
    return 0 if ok else 1


_VERBS: dict[str, Any] = {
    "upgrade": _upgrade, "downgrade": _downgrade, "revision": _revision, "verify": _verify,
    "seed": _seed, "health-check": _health_check, "digest": _digest, "backup": _backup,
    "restore": _restore, "drop": _drop,
}  # fmt: skip
