"""The command line's front door: global options, the table of commands, exit statuses.

A command's module is imported only when it is called, and a command's own options are
parsed only then, so that `healthdesk add` loads neither Qt nor anything else it does not
need.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

from healthdesk import __version__
from healthdesk.cli.session import Session, report_bug, report_error
from healthdesk.domain.errors import HealthdeskError, UsageError
from healthdesk.texts import tr

INTERRUPTED = 130


@dataclass(frozen=True, slots=True)
class Command:
    """A first word of the command line: the module under `cli` whose `run` does it."""

    name: str
    module: str
    summary: str


def commands() -> tuple[Command, ...]:
    return (
        Command("gui", "program", tr("open the window (also without any command)")),
        Command("add", "readings", tr('record a reading: add "bp 128/82 71 yesterday 8:30"')),
        Command("records", "readings", tr("list, show, edit, delete, restore, purge, move readings")),
        Command("types", "people", tr("list the types of reading, add your own")),
        Command("persons", "people", tr("list, add, edit, archive persons")),
        Command("import", "files", tr("read files of devices and vendors")),
        Command("imports", "files", tr("list, show, undo imports")),
        Command("export", "files", tr("write readings to a file")),
        Command("analytics", "readings", tr("figures of a period")),
        Command("db", "database", tr("upgrade, check, back up, restore the data file")),
        Command("settings", "program", tr("list, get, set, unset settings")),
        Command("logs", "program", tr("show the program's log")),
        Command("doctor", "program", tr("tell what this installation can do")),
        Command("demo", "program", tr("fill the data folder with a demo person")),
        Command("tour", "program", tr("draw the demo person's pages to files, without a screen")),
    )


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence, as every other error of the program."""

    def error(self, message: str) -> NoReturn:
        raise UsageError("bad-arguments", said=message, command=self.prog)


def global_options() -> Parser:
    parser = Parser(prog="healthdesk", add_help=False, allow_abbrev=False)
    parser.add_argument("--data-dir", metavar="DIR", default=None)
    parser.add_argument("--person", metavar="NAME|ID", default=None)
    parser.add_argument("--account", metavar="NAME", default=None)
    parser.add_argument("--env-file", metavar="FILE", default=None)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--debug", action="store_true")
    parser.add_argument("--smoke", action="store_true")
    return parser


def run(argv: Sequence[str] | None = None) -> int:
    """Carry out a command line; returns the exit status."""
    words = list(sys.argv[1:] if argv is None else argv)
    as_json, debug = "--json" in words, "--debug" in words
    try:
        return _run(words)
    except HealthdeskError as error:
        return report_error(error, as_json=as_json, debug=debug)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of a pipe went away; the standard streams must not complain at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:  # noqa: BLE001 - a bug: told and logged, never a traceback
        return report_bug(error, as_json=as_json, debug=debug)


def _run(words: list[str]) -> int:
    own, rest = _split(words)
    options = global_options().parse_args(own)
    environ = dict(os.environ)
    if options.env_file:
        from pathlib import Path

        from healthdesk.settings import load_env_file

        environ |= load_env_file(Path(options.env_file))
    if "--version" in rest[:1]:
        print(f"healthdesk {__version__}")
        return 0
    if rest[:1] in (["--help"], ["-h"], ["help"]):
        Session.speak(environ)
        print(help_text())
        return 0
    name = rest[0] if rest else "gui"
    known = {command.name: command for command in commands()}
    if name not in known:
        raise UsageError("unknown-command", name=name[:80])
    module: Any = importlib.import_module(f"healthdesk.cli.{known[name].module}")
    with Session(options, environ, name, helping=_asks_help(rest)) as session:
        return int(module.run(session, name, rest[1:]) or 0)


def _asks_help(rest: Sequence[str]) -> bool:
    return "--help" in rest or "-h" in rest


def _split(words: list[str]) -> tuple[list[str], list[str]]:
    """Global options, wherever they stand before `--`, and all the other words in order."""
    valued = {"--data-dir", "--person", "--account", "--env-file"}
    plain = {"--json", "--debug", "--smoke"}
    own: list[str] = []
    rest: list[str] = []
    at = 0
    while at < len(words):
        word = words[at]
        if word == "--":
            rest += words[at:]
            break
        if word in valued and at + 1 < len(words):
            own += words[at : at + 2]
            at += 1
        elif word in plain or word in valued or word.partition("=")[0] in valued:
            own.append(word)
        else:
            rest.append(word)
        at += 1
    return own, rest


def help_text() -> str:
    rows = [(command.name, command.summary) for command in commands()]
    width = max(len(name) for name, _ in rows) + 2
    lines = [tr("healthdesk: the health record you keep on your own computer"), ""]
    lines += [tr("Usage: healthdesk [OPTIONS] COMMAND [ARGUMENTS]"), "", tr("Commands:")]
    lines += [f"  {name:<{width}}{summary}" for name, summary in rows]
    lines += [
        "",
        tr("Options of every command:"),
        "  --data-dir DIR     " + tr("the folder of the data"),
        "  --person NAME|ID   " + tr("whom it is about"),
        "  --account NAME     " + tr("who does it"),
        "  --env-file FILE    " + tr("environment variables to load first"),
        "  --json             " + tr("one JSON document on standard output"),
        "  --debug            " + tr("show where an error came from"),
        "  --help             " + tr("help on the command"),
        "  --version          " + tr("the program's version"),
    ]
    return "\n".join(lines)
