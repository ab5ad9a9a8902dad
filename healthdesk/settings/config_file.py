"""The file `config.toml`: read with its faults told by line, changed one key at a time."""

from __future__ import annotations

import contextlib
import os
import re
from pathlib import Path
from typing import Any

from healthdesk.domain.errors import FieldError, InvalidData, StorageError, UsageError
from healthdesk.paths import FILE_MODE, make_private
from healthdesk.settings.rules import Rule, Value
from healthdesk.settings.table import ROLLOUT, ROLLOUT_TABLE, SETTINGS, VARIABLES


def stamp_of(path: Path) -> tuple[int, int, int] | None:
    """What tells one state of a file from another; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def read_file(path: Path) -> dict[str, Value]:
    """The values in the file, none where there is no file. Raises as `Settings.load` does."""
    try:
        text = path.read_text("utf-8-sig")
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except UnicodeDecodeError:
        raise _not_toml(path, 1) from None
    except OSError as error:
        raise StorageError("settings-unreadable", path=str(path)) from error
    import tomllib  # only here: without a file nothing is to be parsed

    try:
        tree = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        raise _not_toml(path, int(found[1]) if found else text.count("\n") + 1) from None
    return _checked(tree, text, path)


def _not_toml(path: Path, line: int) -> InvalidData:
    return InvalidData(FieldError("config.toml", "settings-not-toml", path=str(path), line=line))


def _checked(tree: dict[str, Any], text: str, path: Path) -> dict[str, Value]:
    """The values of the keys we know; keys of a newer version are left alone."""
    values: dict[str, Value] = {}
    wrong: list[FieldError] = []
    rules = {setting.key: setting.rule for setting in SETTINGS}
    rules |= {ROLLOUT_TABLE + one.name: one.rule for one in VARIABLES if one.name in ROLLOUT}
    for key, rule in rules.items():
        try:
            given = _lookup(tree, key)
            if key.startswith(ROLLOUT_TABLE):
                given = _as_variable(rule, given)
            if given is not None:
                values[key] = rule.check(given)
        except ValueError:
            wrong.append(
                FieldError(key, "bad-setting-line", key=key, path=str(path),
                           line=_line_of(text, key), takes=rule.takes)
            )  # fmt: skip
    for one in wrong:
        if one.field.startswith(ROLLOUT_TABLE):  # a variable, wherever it stands
            raise UsageError(one.code, **one.params)
    if wrong:
        raise InvalidData(*wrong)
    return values


def _as_variable(rule: Rule, given: object) -> object:
    """What stands in the file in the place of a variable: also as the variable would have it,
    as text; several users also as a list. Raises ValueError."""
    if isinstance(given, list) and rule.kind == "str" and all(isinstance(n, str) for n in given):
        return ",".join(given)
    if isinstance(given, str):
        return rule.read(given) if given.strip() else None
    return given


def _lookup(tree: dict[str, Any], key: str) -> object | None:
    current: object = tree
    for part in key.split("."):
        if not isinstance(current, dict):
            raise ValueError("not a table")  # noqa: TRY004 - the user's mistake, not a caller's
        if part not in current:
            return None
        current = current[part]
    return current


def _line_of(text: str, key: str) -> int:
    """Number of the line that gives `key`, or its table where the table itself is wrong."""
    table = key.rpartition(".")[0]
    here, within = "", 1
    for number, line in enumerate(text.split("\n"), 1):
        if header := re.match(r"\s*\[\s*([\w.\-\" ]+?)\s*\]", line):
            here = header[1].replace('"', "")
        elif given := re.match(r"\s*([\w.\-\" ]+?)\s*=", line):
            full = ".".join(part for part in (here, given[1].replace('"', "")) if part)
            if full == key:
                return number
            within = number if full == table else within
    return within


def change_file(path: Path, key: str, value: Value | None) -> None:
    """Set or remove one key of the file as it stands now, keeping everything else."""
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        text = ""
    except (OSError, UnicodeDecodeError) as error:
        raise StorageError("settings-unreadable", path=str(path)) from error
    try:
        document = tomlkit.parse(text)
    except TOMLKitError as error:
        raise _not_toml(path, int(getattr(error, "line", 1))) from None
    table: Any = document
    *tables, name = key.split(".")
    for part in tables:
        if part not in table:
            if value is None:
                return
            table[part] = tomlkit.table()
        table = table[part]
        if not hasattr(table, "keys"):
            raise InvalidData(
                FieldError(key, "bad-setting-line", key=key, path=str(path),
                           line=_line_of(text, key), takes=f"[{part}]")
            )  # fmt: skip
    if value is not None:
        table[name] = value
    elif name in table:
        del table[name]
    _replace(path, tomlkit.dumps(document))


def _replace(path: Path, text: str) -> None:
    """Write the file whole or not at all, readable by this account alone."""
    target = Path(os.path.realpath(path))  # a linked file stays a link
    make_private(target.parent)
    beside = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, FILE_MODE)
        with os.fdopen(handle, "wb") as out:
            out.write(text.encode("utf-8"))
            out.flush()
            os.fsync(out.fileno())
        beside.replace(target)
    except OSError as error:
        with contextlib.suppress(FileNotFoundError):
            beside.unlink()
        raise StorageError("settings-not-written", path=str(path)) from error
