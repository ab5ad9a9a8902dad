"""What an import leaves open, answered by the command line's flags."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from healthdesk.cli.session import Session
from healthdesk.domain.errors import BadFile, FieldError, InvalidData, NotFound
from healthdesk.settings import local_zone
from healthdesk.texts import tr

if TYPE_CHECKING:
    import argparse

    from healthdesk.domain.transfers import Answers

SKIP = "skip"
# Stands for all types, or all headers.
ANY = ""
MAPPING_MAX = 1 << 20


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--unit", action="append", default=[], metavar="[TYPE=]UNIT",
        help=tr("the unit of a file that does not tell it"),
    )  # fmt: skip
    parser.add_argument(
        "--date-order", choices=("dmy", "mdy", "ymd"), help=tr("how the file's dates are written")
    )
    parser.add_argument("--tz", metavar="ZONE", help=tr("where the file's local times were taken"))
    parser.add_argument(
        "--file-user", action="append", default=[], metavar="N=PERSON|skip",
        help=tr("whose the readings of one of the file's users are"),
    )  # fmt: skip
    parser.add_argument("--mapping", metavar="FILE.json", help=tr("what a table's columns hold"))


def answers(session: Session, options: argparse.Namespace) -> Answers:
    """Raises `InvalidData` for an answer that cannot be one, `NotFound` for a person."""
    from healthdesk.domain.transfers import Answers

    if options.tz:
        local_zone(session.settings, options.tz)
    return Answers(
        units=dict(_unit(text) for text in options.unit),
        date_order=options.date_order,
        time_zone=options.tz,
        file_users=dict(_file_user(session, text) for text in options.file_user),
        mappings={ANY: _mapping(Path(options.mapping))} if options.mapping else {},
    )


def _unit(text: str) -> tuple[str, str]:
    type_, equals, unit = text.rpartition("=")
    if not unit or (equals and not type_):
        raise _bad("--unit", text, "[TYPE=]UNIT")
    return type_, unit


def _file_user(session: Session, text: str) -> tuple[str, int | None]:
    user, _, person = text.rpartition("=")
    if not user or not person:
        raise _bad("--file-user", text, "N=PERSON|skip")
    if person == SKIP:
        return user, None
    return user, session.app.journal.person(session.actor, person).id


def _mapping(path: Path) -> Mapping[str, Any]:
    try:
        if path.stat().st_size > MAPPING_MAX:
            raise BadFile("file-too-much", name=path.name)
        found = json.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise NotFound("no-such-file", path=str(path), name=path.name) from error
    except OSError as error:
        raise BadFile("file-unreadable", name=path.name) from error
    except ValueError as error:
        raise _bad("--mapping", path.name, "JSON") from error
    if not isinstance(found, dict):
        raise _bad("--mapping", path.name, "JSON")
    return found


def _bad(flag: str, value: str, takes: str) -> InvalidData:
    return InvalidData(
        FieldError("answer", "bad-answer", option=flag, value=value[:80], takes=takes)
    )
