from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from healthdesk.domain.errors import BadFile
from healthdesk.domain.transfers import Answers
from healthdesk.exchange.recognise import find
from tests.exchange.apple_exports import zipped
from tests.exchange.reading import brief, read

AT, DAY = 1_770_186_600_000, 86_400_000
OLD = {
    "scaleUsers": "id INTEGER PRIMARY KEY, username TEXT, birthday INTEGER, scaleUnit INTEGER",
    "scaleMeasurements": "id INTEGER PRIMARY KEY, userId INTEGER, enabled INTEGER, "
    "datetime INTEGER, weight REAL, fat REAL, water REAL, muscle REAL, visceralFat REAL, "
    "lbm REAL, waist REAL, hip REAL, bone REAL, comment TEXT",
}
NEW = {
    "User": "id INTEGER PRIMARY KEY, name TEXT, birthDate INTEGER",
    "Measurement": "id INTEGER PRIMARY KEY, userId INTEGER, timestamp INTEGER",
    "MeasurementType": "id INTEGER PRIMARY KEY, key TEXT, name TEXT, unit TEXT, inputType TEXT, "
    "isDerived INTEGER",
    "MeasurementValue": "id INTEGER PRIMARY KEY, measurementId INTEGER, typeId INTEGER, "
    "floatValue REAL, intValue INTEGER, textValue TEXT",
}
Rows = Mapping[str, Sequence[Sequence[object]]]
OLD_ROWS: Rows = {
    "scaleUsers": [(1, "Anna", 0, 1)],
    "scaleMeasurements": [
        (1, 1, 1, AT, 80.30000305175781, 20.5, 55.2, 40, 7, 60.1, 90, 101, 3.1, "after a run"),
        (2, 1, 0, AT + DAY, 79, 0, 0, 0, 0, 0, 0, 0, 0, ""),
        (3, 1, 1, AT + 2 * DAY, 79.5, 0, 0, 0, 0, 0, 0, 0, 0, None),
    ],
}
TYPES = [
    (1, "WEIGHT", None, "LB", "FLOAT", 0), (2, "BMI", None, "NONE", "FLOAT", 1),
    (3, "BODY_FAT", None, "LB", "FLOAT", 0), (4, "WATER", None, "KG", "FLOAT", 0),
    (5, "COMMENT", None, "NONE", "TEXT", 0), (6, "HEART_RATE", None, "BPM", "INT", 0),
    (7, "CUSTOM", "My mark", "NONE", "FLOAT", 0), (8, "WAIST", None, "INCH", "FLOAT", 0),
]  # fmt: skip
NEW_ROWS: Rows = {
    "User": [(1, "Anna", 0), (2, "Bela", 0)],
    "Measurement": [(1, 1, AT), (2, 2, AT + DAY)],
    "MeasurementType": TYPES,
    "MeasurementValue": [
        (1, 1, 1, 180.5, None, None), (2, 1, 2, 25.1, None, None), (3, 1, 3, 36.1, None, None),
        (4, 1, 4, 44.2, None, None), (5, 1, 5, None, None, "well"), (6, 1, 6, None, 61, None),
        (7, 1, 7, 5, None, None), (8, 1, 8, 35.5, None, None), (9, 2, 1, 150.25, None, None),
        (10, 99, 1, 1, None, None),
    ],
}  # fmt: skip
BOTH = Answers(file_users={"Anna": 1, "Bela": 2})


def database(path: Path, schema: Mapping[str, str], rows: Rows) -> bytes:
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as made, made:
        for table, columns in schema.items():
            made.execute(f"CREATE TABLE {table} ({columns})")
        for table, found in rows.items():
            for row in found:
                marks = ", ".join("?" * len(row))
                made.execute(f"INSERT INTO {table} VALUES ({marks})", row)
    return path.read_bytes()


def test_a_database_of_the_second_version_needs_no_unit(tmp_path):
    data = database(tmp_path / "made.db", OLD, OLD_ROWS)
    rows, tally = read(tmp_path, "openscale", data)
    assert [(row[0], row[1], row[4], row[6], row[11]) for row in rows] == [
        ("weight", AT, 80.3, "kg", "after a run"),
        ("body-fat", AT, 20.5, "%", ""),
        ("body-water", AT, 55.2, "%", ""),
        ("muscle-mass", AT, 32.12, "kg", ""),
        ("visceral-fat", AT, 7, "rating", ""),
        ("lean-mass", AT, 60.1, "kg", ""),
        ("waist", AT, 90, "cm", ""),
        ("bone-mass", AT, 3.1, "kg", ""),
        ("weight", AT + 2 * DAY, 79.5, "kg", ""),
    ]
    assert (tally.ignored, tally.questions) == ({"hip": 1, "deleted": 1}, [])


def test_a_database_of_the_third_version_tells_units_and_users(tmp_path):
    data = database(tmp_path / "made.db", NEW, NEW_ROWS)
    _, tally = read(tmp_path, "openscale", data)
    assert [(q.kind, q.subject) for q in tally.questions] == [
        ("file-user", "Anna"), ("file-user", "Bela"),
    ]  # fmt: skip
    rows, tally = read(tmp_path, "openscale", data, zone="Europe/Berlin", answers=BOTH)
    assert brief(rows) == [
        ("weight", AT, 60, AT, 180.5, "lb"),
        ("body-fat", AT, 60, AT, 20, "%"),
        ("body-water-mass", AT, 60, AT, 44.2, "kg"),
        ("heart-rate", AT, 60, AT, 61, "bpm"),
        ("waist", AT, 60, AT, 35.5, "in"),
        ("weight", AT + DAY, 60, AT + DAY, 150.25, "lb"),
    ]
    assert rows[0][11] == "well"
    assert (tally.ignored, tally.questions) == ({"my mark": 1}, [])


def test_types_go_by_their_identity_in_newer_databases(tmp_path):
    schema = NEW | {"MeasurementType": NEW["MeasurementType"].replace("key", "identity")}
    types = [(1, "builtin.WEIGHT", None, "KG", "FLOAT", 0)]
    rows = {**NEW_ROWS, "MeasurementType": types}
    data = database(tmp_path / "made.db", schema, rows)
    found, tally = read(tmp_path, "openscale", data, answers=BOTH)
    assert [(row[0], row[4], row[6]) for row in found] == [
        ("weight", 180.5, "kg"),
        ("weight", 150.25, "kg"),
    ]
    assert tally.ignored == {f"type {n}": 1 for n in (2, 3, 4, 6, 7, 8)}


@pytest.mark.parametrize("name", ["openScale.db", "myscale.db"])
def test_what_still_stands_in_the_log_of_a_backup_is_read(tmp_path, name):
    path = tmp_path / name
    database(path, OLD, OLD_ROWS)
    with closing(sqlite3.connect(path, isolation_level=None)) as open_one:
        open_one.execute("PRAGMA journal_mode = WAL")
        open_one.execute("PRAGMA wal_autocheckpoint = 0")
        open_one.execute("UPDATE scaleMeasurements SET weight = 70 WHERE id = 3")
        names = (name, f"{name}-shm", f"{name}-wal")
        members = {one: (tmp_path / one).read_bytes() for one in names}
    backup = zipped(tmp_path / "backup.zip", members)
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    (found,) = find(backup, scratch)
    assert (found.format, found.unknown) == ("openscale", ())
    assert set(found.members) == set(names)
    rows, tally = read(tmp_path, "openscale", members)
    assert (rows[-1][4], tally.warnings) == (70, [])
    rows, tally = read(tmp_path, "openscale", members[name])
    assert rows[-1][4] == 79.5
    assert [warning.code for warning in tally.warnings] == ["database-log-missing"]


def test_a_database_that_is_damaged_is_refused(tmp_path):
    data = database(tmp_path / "made.db", OLD, OLD_ROWS)
    with pytest.raises(BadFile) as caught:
        read(tmp_path, "openscale", data[:4096] + b"\xff" * (len(data) - 4096))
    assert caught.value.code == "foreign-database-damaged"


def test_times_and_numbers_that_are_none_are_rejected_or_left_out(tmp_path):
    rows: Rows = {
        "scaleUsers": [(1, None, 0, 1)],
        "scaleMeasurements": [
            (1, 1, 1, "yesterday", 80, *[0] * 8, ""),
            (2, 1, 1, 2**62, 80, *[0] * 8, ""),
            (3, 1, 1, AT, "much", float("inf"), *[0] * 7, ""),
            (4, 1, 1, AT, 8000, *[0] * 8, ""),
        ],
    }
    data = database(tmp_path / "made.db", OLD, rows)
    found, tally = read(tmp_path, "openscale", data)
    assert (found, [(r.line, r.code) for r in tally.rejections]) == (
        [],
        [(1, "time-unreadable"), (2, "time-unreadable"), (4, "looks-like-unit")],
    )


def test_a_database_of_another_program_is_left_alone(tmp_path):
    path = tmp_path / "other.db"
    database(path, {"Measurement": "id INTEGER", "User": "id INTEGER"}, {})
    with pytest.raises(BadFile) as caught:
        find(path, tmp_path)
    assert caught.value.code == "file-is-database"


def test_the_database_itself_is_not_written_to(tmp_path):
    data = database(tmp_path / "made.db", OLD, OLD_ROWS)
    read(tmp_path, "openscale", data)
    assert (tmp_path / "file").read_bytes() == data
