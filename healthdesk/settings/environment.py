"""Environment variables, also from a file of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from healthdesk.domain.errors import UsageError
from healthdesk.settings.rules import Value
from healthdesk.settings.table import VARIABLES, Variable


def read_environment(environ: Mapping[str, str]) -> dict[str, Value]:
    """The variables of the table that are set; an empty one counts as not set.

    Raises `UsageError` at the first value that cannot be read.
    """
    values: dict[str, Value] = {}
    for variable in VARIABLES:
        text = environ.get(variable.name, "").strip()
        if not text:
            continue
        try:
            values[variable.name] = variable.rule.read(text)
        except ValueError:
            raise _unreadable(variable, text) from None
    return values


def _unreadable(variable: Variable, text: str) -> UsageError:
    if variable.secret:
        return UsageError("bad-secret-variable", name=variable.name, takes=variable.rule.takes)
    return UsageError(
        "bad-variable", name=variable.name, value=text[:80], takes=variable.rule.takes
    )


def load_env_file(path: Path) -> dict[str, str]:
    """The variables of a file with lines `NAME=value`.

    Empty lines, lines that begin with `#`, `export ` before a name, and one pair of quotes
    around a value are understood; ` #` begins a comment behind a value without quotes.
    Raises `UsageError` for a file that cannot be read and for any other line.
    """
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise UsageError("env-file-unreadable", path=str(path)) from None
    values: dict[str, str] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        found = _ENV_LINE.fullmatch(line)
        if not found:
            raise UsageError("env-file-bad-line", path=str(path), line=number)
        values[found["name"]] = _first(found["double"], found["single"], found["plain"])
    return values


_ENV_LINE = re.compile(
    r"""\s*(?:export\s+)?(?P<name>[A-Za-z_][A-Za-z0-9_]*)\s*=\s*
    (?:"(?P<double>[^"]*)"\s*(?:\#.*)? | '(?P<single>[^']*)'\s*(?:\#.*)?
    | (?P<plain>(?!["']).*?)\s*(?:(?<=\s)\#.*)?)""",
    re.VERBOSE,
)


def _first(*groups: str | None) -> str:
    return next((group for group in groups if group is not None), "")
