"""`tour`, `settings`, `logs`, `doctor` and `demo`."""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
import time
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from healthdesk import __version__
from healthdesk.cli.parser import Parser
from healthdesk.cli.session import Session
from healthdesk.domain.errors import HealthdeskError
from healthdesk.logs import LEVELS
from healthdesk.paths import resource
from healthdesk.settings import Settings
from healthdesk.texts import sentence, setting_label, setting_text, tr, tr_n

FOLLOW_EVERY_S = 0.5


def run(session: Session, name: str, words: Sequence[str]) -> int:
    return {
        "tour": tour, "settings": settings, "logs": logs, "doctor": doctor,
        "demo": demo,
    }[name](session, words)  # fmt: skip


def tour(session: Session, words: Sequence[str]) -> int:
    """The main job without a screen: a demo person, its pages as pictures, its readings."""
    parser = Parser(prog="healthdesk tour")
    parser.add_argument("--out", metavar="DIR", required=True, help=tr("where to draw to"))
    options = parser.parse_args(words)
    from healthdesk.ui.tour import draw

    made = draw(Path(options.out).absolute(), session.environ)
    if session.as_json:
        session.out({"data": [str(path) for path in made]})
    for path in made:
        session.say(str(path))
    return 0


# settings


def settings(session: Session, words: Sequence[str]) -> int:
    parser = Parser(prog="healthdesk settings")
    verbs = parser.add_subparsers(dest="verb", parser_class=Parser)
    verbs.add_parser("list", help=tr("all settings"))
    for verb, text in (("get", tr("one setting")), ("unset", tr("back to the default"))):
        verbs.add_parser(verb, help=text).add_argument("key", metavar="KEY")
    setter = verbs.add_parser("set", help=tr("choose a value"))
    setter.add_argument("key", metavar="KEY")
    setter.add_argument("value", metavar="VALUE")
    options = parser.parse_verb(words)
    table = session.settings
    if options.verb == "list":
        return _list_settings(session, table)
    if options.verb != "get":
        session.paths.make()
    if options.verb == "set":
        table.set(options.key, options.value)
    elif options.verb == "unset":
        table.unset(options.key)
    if options.verb != "get" and options.key == "start_with_session":
        from healthdesk.services.autostart import follow

        follow(table, session.paths, session.environ)
    value = table.get(options.key)
    if session.as_json:
        session.out({"key": options.key, "value": value, "source": table.source(options.key)})
    session.say(str(value))
    return 0


def _list_settings(session: Session, table: Settings) -> int:
    if session.as_json:
        session.out(
            {
                "data": [
                    {"key": s.key, "value": table.get(s.key), "source": table.source(s.key),
                     "default": s.default, "text": setting_text(s)}
                    for s in table
                ]
            }
        )  # fmt: skip
        return 0
    session.table(
        [tr("Key"), tr("Value"), tr("From"), tr("Meaning")],
        [[s.key, str(table.get(s.key)), table.source(s.key), setting_label(s)] for s in table],
    )
    return 0


# logs


def logs(session: Session, words: Sequence[str]) -> int:
    parser = Parser(prog="healthdesk logs")
    parser.add_argument("--area", default="", metavar="AREA", help=tr("such as import"))
    parser.add_argument("--level", default="", choices=LEVELS, help=tr("this one and worse"))
    parser.add_argument("--since", metavar="TIME")
    parser.add_argument("--follow", action="store_true", help=tr("go on as lines come"))
    options = parser.parse_args(words)
    from healthdesk.domain import moments
    from healthdesk.logs import read_logs

    since = None
    if options.since:
        at, offset = moments.instant(options.since, session.zone(), "since")
        since = dt.datetime.fromtimestamp(at / 1000, dt.timezone(dt.timedelta(minutes=offset)))
    lines = list(read_logs(session.paths, options.area, options.level, since))
    if session.as_json:
        session.out({"data": lines})
        return 0
    seen = len(lines)
    for line in lines:
        print(json.dumps(line, ensure_ascii=False), flush=options.follow)
    while options.follow:
        time.sleep(FOLLOW_EVERY_S)
        lines = list(read_logs(session.paths, options.area, options.level, since))
        for line in lines[seen:]:
            print(json.dumps(line, ensure_ascii=False), flush=True)
        seen = len(lines)
    return 0


# doctor


def doctor(session: Session, words: Sequence[str]) -> int:
    """What this installation can do; exit 1 where something that is needed is missing."""
    import platform

    parser = Parser(prog="healthdesk doctor")
    parser.add_argument(
        "--monitoring", action="store_true", help=tr("how the running installation does")
    )
    if parser.parse_args(words).monitoring:
        return _tell_checks(session, _monitoring(session))
    checks = [
        _check("version", lambda: f"healthdesk {__version__}, Python {platform.python_version()}"),
        _check("engine", _engine),
        _check("settings", lambda: _settings(session)),
        _check("folder", lambda: _folder(session)),
        _check("database", lambda: _database(session)),
        _check("window", _window),
        _check("timers", lambda: str(resource("timers"))),
    ]
    return _tell_checks(session, checks)


def _tell_checks(session: Session, checks: Sequence[dict[str, Any]]) -> int:
    ok = all(check["ok"] for check in checks)
    if session.as_json:
        session.out({"ok": ok, "checks": checks})
    for check in checks:
        session.say(
            f"{tr('ok') if check['ok'] else tr('WRONG'):6} {check['name']}: {check['detail']}"
        )
    return 0 if ok else 1


def _monitoring(session: Session) -> list[dict[str, Any]]:
    """The checklist of who looks after an installation that serves. What too little is known
    of holds, but for whether it serves at all."""
    from healthdesk.domain.diagnostics import checklist
    from healthdesk.texts.diagnostics import check_detail

    try:
        found = session.app_as_it_is().diagnostics.look(session.actor)
    except HealthdeskError as error:
        return [{"name": "database", "ok": False, "detail": sentence(error)}]
    return [
        {"name": check.name,
         "ok": check.state == "good" or (check.state == "unknown" and check.name != "serve"),
         "detail": check_detail(check, found, session.format)}
        for check in checklist(found)
    ]  # fmt: skip


def _check(name: str, look: Any) -> dict[str, Any]:
    try:
        return {"name": name, "ok": True, "detail": look()}
    except HealthdeskError as error:
        return {"name": name, "ok": False, "detail": sentence(error)}
    except ImportError as error:
        said = tr("{name} can't be loaded", name=error.name)
        return {"name": name, "ok": False, "detail": f"{said}: {error}"}
    except OSError as error:
        return {"name": name, "ok": False, "detail": str(error.strerror)}


def _engine() -> str:
    from healthdesk.services.keeper import engine_version

    return f"SQLite {engine_version()} (sqlcipher3)"


def _settings(session: Session) -> str:
    Settings.load(session.paths, session.environ)
    return str(session.paths.config_file)


def _folder(session: Session) -> str:
    session.paths.make()
    return str(session.paths.data)


def _database(session: Session) -> str:
    if not session.paths.database.exists():
        return tr("none yet; it is made with the first reading")
    app = session.app_as_it_is()
    found = app.keeper.verify(session.actor)
    wrong = [check["name"] for check in found["checks"] if not check["ok"]]
    return ", ".join(wrong) or tr("in order, schema {revision:04d}", revision=app.db.revision())


def _window() -> str:
    # Whether Qt finds what it needs of the system; nothing is asked of it here.
    import_module("PySide6.QtWidgets")
    qt = import_module("PySide6").__version__
    display = os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY")
    has_screen = bool(display) or sys.platform in ("win32", "darwin")
    return f"Qt {qt}, " + (tr("with a screen") if has_screen else tr("without a screen"))


# demo


def demo(session: Session, words: Sequence[str]) -> int:
    Parser(prog="healthdesk demo").parse_args(words)
    from healthdesk.services.demo import fill

    zone = session.zone()
    person, n = fill(session.app.journal, zone, dt.datetime.now(zone))
    if session.as_json:
        from healthdesk.exchange import documents

        session.out({**documents.person(person), "records": n})
    session.say(
        tr_n("{name} has {n} reading now", "{name} has {n} readings now", n, name=person.name,
             n=session.format.number(n, 0))
    )  # fmt: skip
    return 0
