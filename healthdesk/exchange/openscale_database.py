"""The database of openScale, as the app backs it up: of version 2 and before, and of version 3.

It tells what the CSV does not: whose a measurement is, and in version 3 the unit of each type.
Before, whatever unit was shown, masses were stored in kg, girths in cm, and fat, water and muscle
as a share.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import groupby
from math import isfinite
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

from healthdesk.domain.checks import clean_note
from healthdesk.domain.records import NOTE_MAX
from healthdesk.exchange.foreign_database import opened, quoted

# Tables of which one set must be there.
OLD_TABLES: Final = ("scaleMeasurements", "scaleUsers")
NEW_TABLES: Final = ("Measurement", "MeasurementType", "MeasurementValue", "User")
OLD_UNITS: Final[Mapping[str, str]] = {
    "weight": "kg", "fat": "%", "water": "%", "muscle": "%", "bone": "kg", "lbm": "kg",
    "lbw": "kg", "visceralfat": "", "waist": "cm", "hip": "cm", "chest": "cm", "thigh": "cm",
    "biceps": "cm", "neck": "cm", "caliper1": "cm", "caliper2": "cm", "caliper3": "cm",
    "calories": "kcal",
}  # fmt: skip
NEW_UNITS: Final[Mapping[str, str]] = {
    "kg": "kg", "lb": "lb", "st": "st", "percent": "%", "cm": "cm", "inch": "in", "bpm": "bpm",
    "kcal": "kcal", "none": "",
}  # fmt: skip
# What newer versions put before the key of a type of their own.
BUILT_IN: Final = "builtin."
DERIVED: Final = "isDerived"
NAME_MAX: Final = 60
# The app's numbers are short ones of four bytes.
DIGITS: Final = 2


@dataclass(slots=True)
class Measurement:
    """What was measured at one instant (ms; None for none): by its key, (value, unit)."""

    line: int
    at: int | None
    user: str
    values: dict[str, tuple[float, str]] = field(default_factory=dict)
    note: str = ""
    enabled: bool = True


def measurements(path: Path, *, logged: bool) -> Iterator[Measurement]:
    """All measurements of a database. Raises `sqlite3.Error` where it is damaged."""
    with closing(opened(path, logged=logged)) as database:
        tables = {
            name
            for (name,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        }
        if tables.issuperset(NEW_TABLES):
            yield from _new(database)
        elif tables.issuperset(OLD_TABLES):
            yield from _old(database)


def _columns(database: sqlite3.Connection, table: str) -> list[str]:
    found = database.execute("SELECT name FROM pragma_table_info(?)", (table,))
    return [name for (name,) in found if isinstance(name, str)]


def _rows(
    database: sqlite3.Connection, table: str, wished: Sequence[str], behind: str = ""
) -> Iterator[dict[str, Any]]:
    """The rows of a table, None for columns it has not."""
    there = [name for name in _columns(database, table) if name in wished]
    names = ", ".join(map(quoted, ("rowid", *there)))
    # The names are those the database has, quoted, and no text of the file.
    for line, *values in database.execute(f"SELECT {names} FROM {quoted(table)}{behind}"):  # noqa: S608
        yield dict.fromkeys(wished) | dict(zip(there, values, strict=True)) | {"line": line}


def _users(database: sqlite3.Connection, table: str, name: str) -> dict[Any, str]:
    rows = _rows(database, table, ("id", name))
    return {row["id"]: _word(row[name]) for row in rows if isinstance(row["id"], int)}


def _old(database: sqlite3.Connection) -> Iterator[Measurement]:
    users = _users(database, "scaleUsers", "username")
    columns = _columns(database, "scaleMeasurements")
    for row in _rows(database, "scaleMeasurements", columns):
        found = Measurement(
            row["line"], _instant(row.get("datetime")), _user(users, row.get("userId")),
            note=_note(row.get("comment")), enabled=row.get("enabled") != 0,
        )  # fmt: skip
        for column in columns:
            unit = OLD_UNITS.get(column.lower())
            value = _number(row[column])
            if unit is not None and value:
                found.values[column.lower()] = value, unit
        yield found


def _new(database: sqlite3.Connection) -> Iterator[Measurement]:
    users = _users(database, "User", "name")
    kinds = {
        row["id"]: (_key(row), NEW_UNITS.get(str(row["unit"]).lower(), ""), row[DERIVED] == 1)
        for row in _rows(
            database, "MeasurementType", ("id", "key", "identity", "name", "unit", DERIVED)
        )
        if isinstance(row["id"], int)
    }
    values = groupby(
        database.execute(
            "SELECT measurementId, typeId, floatValue, intValue, textValue FROM MeasurementValue "
            "WHERE typeof(measurementId) = 'integer' ORDER BY measurementId"
        ),
        itemgetter(0),
    )
    of, told = next(values, (None, iter(())))
    order = " WHERE typeof(id) = 'integer' ORDER BY id"
    for row in _rows(database, "Measurement", ("id", "userId", "timestamp"), order):
        found = Measurement(row["line"], _instant(row["timestamp"]), _user(users, row["userId"]))
        while of is not None and of < row["id"]:
            of, told = next(values, (None, iter(())))
        for _, type_id, real, whole, text in told if of == row["id"] else ():
            key, unit, derived = kinds.get(type_id, (f"type {type_id}"[:NAME_MAX], "", False))
            value = _number(real) or _number(whole)
            if key == "comment":
                found.note = _note(text)
            elif value and not derived:
                found.values[key] = value, unit
        yield found


def _key(row: Mapping[str, Any]) -> str:
    """What a type is called in the app's CSV; one of somebody's own by its name."""
    told = row["key"] if isinstance(row["key"], str) else row["identity"]
    key = _word(told).removeprefix(BUILT_IN)
    own = key.lower().startswith("custom")
    return (_word(row["name"]) if own else key).lower().replace("_", "") or "?"


def _user(users: Mapping[Any, str], id_: object) -> str:
    """The name of a user; one without a name goes by the number."""
    return (users.get(id_) if isinstance(id_, int) else "") or str(id_)[:NAME_MAX]


def _word(value: object) -> str:
    return " ".join(clean_note(value).split())[:NAME_MAX] if isinstance(value, str) else ""


def _note(value: object) -> str:
    return clean_note(value)[:NOTE_MAX] if isinstance(value, str) else ""


def _instant(value: object) -> int | None:
    return value if isinstance(value, int) and value > 0 else None


def _number(value: object) -> float:
    """A number to two digits; 0.0 for none."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        return 0.0
    return round(float(value), DIGITS)
