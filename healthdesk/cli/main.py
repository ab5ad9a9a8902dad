"""The command line's front door: global options, the table of commands, exit statuses.

A command's module is imported only when it is called, and a command's own options are
parsed only then, so that `healthdesk add` loads neither Qt nor anything else it does not
need.
"""

from __future__ import annotations

import errno
import importlib
import io
import os
import sys
from collections.abc import Sequence
from typing import Any, NamedTuple

from healthdesk import __version__
from healthdesk.cli.session import SAID_MAX, Options, Session, report_bug, report_error
from healthdesk.domain.errors import HealthdeskError, StorageError, UsageError
from healthdesk.texts import tr

INTERRUPTED = 130


class Command(NamedTuple):
    """A first word of the command line: the module under `cli` whose `run` does it."""

    name: str
    module: str
    summary: str


def commands() -> tuple[Command, ...]:
    return (
        Command("gui", "window", tr("open the window (also without any command)")),
        Command("add", "readings", tr('record a reading: add "bp 128/82 71 yesterday 8:30"')),
        Command(
            "records", "readings", tr("list, show, edit, delete, restore, purge, move readings")
        ),
        Command("annotations", "annotations", tr("notes at a time, as the charts mark them")),
        Command("types", "people", tr("list the types of reading, add your own")),
        Command("persons", "people", tr("list, add, edit, archive persons")),
        Command("import", "files", tr("read files of devices and vendors")),
        Command("imports", "files", tr("list, show, undo imports")),
        Command("export", "exporting", tr("write readings to a file")),
        Command("roundtrip", "exporting", tr("try whether a format can be read back whole")),
        Command("analytics", "analytics", tr("figures of a period")),
        Command("insights", "insights", tr("what stands out in the readings")),
        Command("sources", "sources", tr("which source counts, and why a total is what it is")),
        Command("goals", "goals", tr("list, add, edit, pause, resume, complete, delete goals")),
        Command("reminders", "reminders", tr("set reminders, answer what is due")),
        Command(
            "serve", "serve", tr("the interface for programs, and reminders, without a window")
        ),
        Command("api", "api", tr("create, list, revoke tokens of other programs")),
        Command("db", "database", tr("upgrade, check, back up, restore the data file")),
        Command("maintenance", "maintenance", tr("close the data for maintenance, and open it")),
        Command("flags", "flags", tr("who is let in while the program is rolled out")),
        Command("metrics", "metrics", tr("what the program counts about itself")),
        Command("settings", "program", tr("list, get, set, unset settings")),
        Command("logs", "program", tr("show the program's log")),
        Command("doctor", "program", tr("tell what this installation can do")),
        Command("demo", "program", tr("fill the data folder with a demo person")),
        Command("tour", "program", tr("draw the demo person's pages to files, without a screen")),
    )


VALUED = ("--data-dir", "--person", "--account", "--env-file")
PLAIN = ("--json", "--debug", "--smoke")
HELP = ("--help", "-h")


def global_options(words: Sequence[str]) -> Options:
    """The options of every command, as `_split` found them. Raises `UsageError` for one without
    its value; a person may be named by nothing, which finds none."""
    given: dict[str, Any] = {}
    for word in words:
        name, joined, value = word.partition("=")
        if name in VALUED and not (value or (joined and name == "--person")):
            raise UsageError("argument-empty", name=name, command="healthdesk")
        given[name[2:].replace("-", "_")] = value if name in VALUED else True
    return Options(**given)


def run(argv: Sequence[str] | None = None) -> int:
    """Carry out a command line; returns the exit status."""
    words = list(sys.argv[1:] if argv is None else argv)
    as_json, debug = "--json" in words, "--debug" in words
    _accept_all_characters()
    try:
        status = _run(words)
        sys.stdout.flush()
    except HealthdeskError as error:
        return report_error(error, as_json=as_json, debug=debug)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of a pipe went away, such as `head`: it has what it wanted.
        _let_go_of_output()
        return 0
    except OSError as error:
        if error.errno not in OUTPUT_FULL:
            return report_bug(error, as_json=as_json, debug=debug)
        _let_go_of_output()
        return report_error(StorageError("output-not-written"), as_json=False, debug=debug)
    except Exception as error:  # noqa: BLE001 - a bug: told, never a traceback
        return report_bug(error, as_json=as_json, debug=debug)
    return status


OUTPUT_FULL = (errno.ENOSPC, errno.EFBIG, errno.EDQUOT, errno.EIO)


def _accept_all_characters() -> None:
    """A terminal that lacks a character shows its number instead of ending the command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _let_go_of_output() -> None:
    """What is left to be written must not complain again when the process ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run(words: list[str]) -> int:
    own, rest = _split(words)
    if rest[:1] == ["help"] or any(word in HELP for word in before_dashes(rest)):
        return _help(own, rest[1:] if rest[:1] == ["help"] else rest)
    options = global_options(own)
    environ = dict(os.environ)
    if options.env_file is not None:
        from pathlib import Path

        from healthdesk.settings import load_env_file

        environ |= load_env_file(Path(options.env_file))
    if rest[:1] == ["--version"]:
        print(f"healthdesk {__version__}")
        return 0
    return _carry_out(options, environ, rest)


def _help(own: list[str], rest: list[str]) -> int:
    """Help needs no data, no readable settings and no right options beside it."""
    environ = dict(os.environ)
    Session.speak(environ)
    known = {command.name for command in commands()}
    name = next((word for word in rest if not word.startswith("-")), "")
    if name not in known:
        print(help_text())
        return 0
    asked = [word for word in before_dashes(rest) if word not in HELP and word != name]
    verbs = [word for word in asked if not word.startswith("-")][:2]
    options = global_options([word for word in own if word in PLAIN])
    for words in ([*verbs, "--help"], [*verbs[:1], "--help"], ["--help"]):
        try:
            return _carry_out(options, environ, [name, *words], helping=True)
        except UsageError:
            # No such verb: the help of the group says which there are.
            continue
    return 0


def _carry_out(
    options: Options, environ: dict[str, str], rest: list[str], *, helping: bool = False
) -> int:
    name = rest[0] if rest else "gui"
    known = {command.name: command for command in commands()}
    if name not in known:
        raise UsageError("unknown-command", name=name[:SAID_MAX])
    module: Any = importlib.import_module(f"healthdesk.cli.{known[name].module}")
    with Session(options, environ, name, helping=helping) as session:
        try:
            if not helping and name not in ALWAYS:
                _refuse_if_off(session)
            if not helping and name != "serve":
                _warn_of_weak_secret(session)
            return int(module.run(session, name, rest[1:]) or 0)
        except SystemExit as end:  # argparse, after it printed help
            return end.code if isinstance(end.code, int) else 0
        except HealthdeskError as error:
            if helping:
                raise
            return report_error(
                error, as_json=options.json, debug=options.debug, shape=session.format
            )
        except Exception as error:
            if isinstance(error, OSError) and error.errno in (*OUTPUT_FULL, errno.EPIPE):
                raise
            session.log_bug(error)
            return report_bug(error, as_json=options.json, debug=options.debug)


# These work for who is not let in too; the window says so itself.
ALWAYS = frozenset({"gui", "flags", "metrics", "doctor", "db", "settings", "logs"})


def _refuse_if_off(session: Session) -> None:
    """Raises `NotAllowed` where a staged rollout does not let this user in."""
    if not session.settings.is_managed():
        return
    from healthdesk.services.flags import Flags

    Flags(session.settings).require(session.actor, session.options.account or "")


def _warn_of_weak_secret(session: Session) -> None:
    """`serve` refuses one that could be guessed; all else goes on without the trigger."""
    secret = session.settings.variables.get("HEALTH_REMINDER_CRON_SECRET")
    if secret is None:
        return
    from healthdesk.domain.tokens import weak
    from healthdesk.texts import reason_sentence

    if weak(str(secret)):
        session.tell(reason_sentence("weak-cron-secret-off", {}))


def before_dashes(words: Sequence[str]) -> list[str]:
    """The words before a `--`, behind which nothing is an option."""
    return list(words[: words.index("--")] if "--" in words else words)


def _split(words: list[str]) -> tuple[list[str], list[str]]:
    """Global options, wherever they stand before `--`, and all the other words in order."""
    own: list[str] = []
    rest: list[str] = []
    at = 0
    while at < len(words):
        word = words[at]
        if word == "--":
            rest += words[at:]
            break
        if word in VALUED and at + 1 < len(words) and words[at + 1] not in HELP:
            # Joined, so that a value may begin with a hyphen.
            own.append(f"{word}={words[at + 1]}")
            at += 1
        elif word in PLAIN or word in VALUED or word.partition("=")[0] in VALUED:
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
