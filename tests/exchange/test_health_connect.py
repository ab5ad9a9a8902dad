from __future__ import annotations

import os
import signal
import sqlite3
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthdesk.domain.errors import BadFile
from healthdesk.domain.transfers import NO_ANSWERS, Answers
from healthdesk.exchange import health_connect
from healthdesk.exchange.batches import Batch, Options
from healthdesk.exchange.files import Files
from healthdesk.exchange.parsing_process import ParsingProcess
from healthdesk.exchange.recognise import Head, find
from tests.exchange.apple_exports import zipped
from tests.exchange.reading import brief, head, read, tags

AT = 1_770_112_800_000
MIN = 60_000
COMMON = (
    "row_id INTEGER PRIMARY KEY AUTOINCREMENT, uuid BLOB UNIQUE, last_modified_time INTEGER, "
    "device_info_id INTEGER, app_info_id INTEGER, recording_method INTEGER, "
)
MOMENT = COMMON + (
    "time INTEGER, zone_offset INTEGER, local_date INTEGER, {}, "
    "local_date_time INTEGER AS (time + 1000 * zone_offset)"
)
NEWEST = (
    "symptom_record_table", "alcohol_consumption_record_table", "nicotine_intake_record_table",
    "menstrual_cycle_phase_record_table", "cycle_phases_record_table",
)  # fmt: skip
SPAN = COMMON + (
    "start_time INTEGER, start_zone_offset INTEGER, end_time INTEGER, end_zone_offset INTEGER, "
    "local_date INTEGER, {}, local_date_time_start_time INTEGER AS (start_time)"
)
SCHEMA = {
    "application_info_table": "row_id INTEGER PRIMARY KEY, package_name TEXT, app_name TEXT, "
    "app_icon BLOB",
    "device_info_table": "row_id INTEGER PRIMARY KEY, manufacturer TEXT, model TEXT",
    "weight_record_table": MOMENT.format("weight REAL"),
    "height_record_table": MOMENT.format("height REAL"),
    "body_fat_record_table": MOMENT.format("percentage REAL"),
    "bone_mass_record_table": MOMENT.format("mass REAL"),
    "lean_body_mass_record_table": MOMENT.format("mass REAL"),
    "body_water_mass_record_table": MOMENT.format("body_water_mass REAL"),
    "blood_pressure_record_table": MOMENT.format("systolic REAL, diastolic REAL"),
    "blood_glucose_record_table": MOMENT.format("level REAL"),
    "heart_rate_variability_rmssd_record_table": MOMENT.format(
        "heart_rate_variability_millis REAL"
    ),
    "steps_record_table": SPAN.format("count INTEGER"),
    "active_calories_burned_record_table": SPAN.format("energy REAL"),
    "total_calories_burned_record_table": SPAN.format("energy REAL"),
    "hydration_record_table": SPAN.format("volume REAL"),
    "nutrition_record_table": SPAN.format(
        "energy REAL, protein REAL, total_fat REAL, caffeine REAL, sodium REAL, vitamin_c REAL,"
        " meal_type INTEGER, meal_name TEXT"
    ),
    "heart_rate_record_table": SPAN.format("x INTEGER"),
    "heart_rate_record_series_table": "parent_key INTEGER, beats_per_minute INTEGER, "
    "epoch_millis INTEGER",
    "sleep_session_record_table": SPAN.format("notes TEXT, title TEXT"),
    "sleep_stages_table": "parent_key INTEGER, stage_start_time INTEGER, "
    "stage_end_time INTEGER, stage_type INTEGER",
    "exercise_session_record_table": SPAN.format("title TEXT, exercise_type INTEGER"),
    "SpeedRecordTable": SPAN.format("x INTEGER"),
    **dict.fromkeys(NEWEST, SPAN.format("x INTEGER")),
    "preference_table": "key TEXT, value TEXT",
}
NOW = {"time": AT, "zone_offset": 3600, "app_info_id": 1}
DURING = {
    "start_time": AT, "start_zone_offset": 3600, "end_time": AT + 10 * MIN,
    "end_zone_offset": 3600, "app_info_id": 1,
}  # fmt: skip
APPS = [{"row_id": 1, "package_name": "com.example.scale", "app_name": "Scale"},
        {"row_id": 2, "package_name": "com.example.watch"}]  # fmt: skip

Rows = Mapping[str, Sequence[Mapping[str, object]]]


def exported(path: Path, rows: Rows, schema: Mapping[str, str] = SCHEMA) -> bytes:
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as database, database:
        for table, columns in schema.items():
            database.execute(f'CREATE TABLE "{table}" ({columns})')
        for table, found in rows.items():
            for row in found:
                names = ", ".join(row)
                marks = ", ".join("?" * len(row))
                database.execute(
                    f'INSERT INTO "{table}" ({names}) VALUES ({marks})', [*row.values()]
                )
    return path.read_bytes()


@pytest.fixture
def reading(tmp_path):
    def read_rows(rows: Rows, **options):
        data = exported(tmp_path / "made.db", {"application_info_table": APPS, **rows})
        return read(tmp_path, "health-connect", data, **options)

    return read_rows


@pytest.mark.parametrize(
    ("table", "columns", "slug", "value", "unit"),
    [
        ("weight_record_table", {"weight": 64_000.4}, "weight", 64.0004, "kg"),
        ("height_record_table", {"height": 1.67}, "height", 1.67, "m"),
        ("body_fat_record_table", {"percentage": 20.8}, "body-fat", 20.8, "%"),
        ("bone_mass_record_table", {"mass": 3_100.0}, "bone-mass", 3.1, "kg"),
        ("lean_body_mass_record_table", {"mass": 61_000.0}, "lean-mass", 61, "kg"),
        (
            "body_water_mass_record_table",
            {"body_water_mass": 44_200.0},
            "body-water-mass",
            44.2,
            "kg",
        ),
        ("blood_glucose_record_table", {"level": 5.5}, "blood-glucose", 5.5, "mmol/L"),
    ],
)
def test_moments_are_read_at_their_own_offset(reading, table, columns, slug, value, unit):
    rows, tally = reading({table: [NOW | columns]})
    assert brief(rows) == [(slug, AT, 60, AT, value, unit)]
    assert (tally.sources, tally.time_zone) == ({"Scale": 1}, "")


@pytest.mark.parametrize(
    ("table", "columns", "slug", "value", "unit"),
    [
        ("steps_record_table", {"count": 812}, "steps", 812, "steps"),
        ("active_calories_burned_record_table", {"energy": 74_900.5}, "active-energy", 74.9005,
         "kcal"),
        ("hydration_record_table", {"volume": 0.25}, "water", 0.25, "L"),
    ],
)  # fmt: skip
def test_amounts_are_those_of_their_span(reading, table, columns, slug, value, unit):
    rows, _ = reading({table: [DURING | columns]})
    assert brief(rows) == [(slug, AT, 60, AT + 10 * MIN, value, unit)]


def test_what_was_not_recorded_is_no_reading(reading):
    meal = {"energy": 450_000.0, "protein": 5e-324, "total_fat": None, "caffeine": 0.08,
            "meal_name": " Lunch "}  # fmt: skip
    rows, tally = reading({"nutrition_record_table": [DURING | meal]})
    assert [(row[0], row[4], row[6], row[11]) for row in rows] == [
        ("calories", 450, "kcal", "Lunch"),
        ("caffeine", 80, "mg", "Lunch"),
    ]
    assert tally.read == 2


def test_amounts_that_are_not_kept_are_counted_by_their_columns(reading):
    meal = {"energy": 450_000.0, "sodium": 1.2, "vitamin_c": 5e-324, "meal_type": 2}
    _, tally = reading({"nutrition_record_table": [DURING | meal, DURING | {"sodium": 0.4}]})
    assert tally.ignored == {"nutrition sodium": 2}


def test_a_blood_pressure_is_one_reading(reading):
    rows, tally = reading(
        {"blood_pressure_record_table": [
            NOW | {"systolic": 125.0, "diastolic": 68.0}, NOW | {"systolic": 125.0},
            NOW | {"systolic": 0.0, "diastolic": 0.0},
        ]}
    )  # fmt: skip
    assert [(row[0], row[4], row[5], row[6]) for row in rows] == [
        ("blood-pressure", 125, 68, "mmHg")
    ]
    assert [(r.line, r.code) for r in tally.rejections] == [(2, "half-a-pressure")]


def test_pulses_have_the_source_and_offset_of_what_they_belong_to(reading):
    beats = [
        {"parent_key": 1, "beats_per_minute": 70 + n, "epoch_millis": AT + n} for n in range(2)
    ]
    orphan = {"parent_key": 9, "beats_per_minute": 60, "epoch_millis": AT}
    rows, tally = reading(
        {
            "device_info_table": [{"row_id": 5, "manufacturer": "Acme", "model": "Watch 2"}],
            "heart_rate_record_table": [DURING | {"app_info_id": 2, "device_info_id": 5}],
            "heart_rate_record_series_table": [*beats, orphan],
        },
        zone="Asia/Tokyo",
    )
    assert [(row[1], row[2], row[4], row[10]) for row in rows] == [
        (AT, 60, 70, "com.example.watch (Watch 2)"),
        (AT + 1, 60, 71, "com.example.watch (Watch 2)"),
        (AT, 540, 60, "Health Connect"),
    ]
    assert tally.time_zone == "Asia/Tokyo"


def test_stages_of_sleep_and_sessions_without_any(reading):
    def stage(kind: int, start: int, end: int) -> dict[str, object]:
        return {
            "parent_key": 1, "stage_start_time": AT + start * MIN,
            "stage_end_time": AT + end * MIN, "stage_type": kind,
        }  # fmt: skip

    rows, tally = reading(
        {
            "sleep_session_record_table": [DURING, DURING | {"notes": "nap"}],
            "sleep_stages_table": [
                stage(4, 0, 3), stage(5, 3, 5), stage(6, 5, 6), stage(1, 6, 7), stage(2, 7, 8),
                stage(0, 8, 9), stage(7, 9, 10),
            ],
        }
    )  # fmt: skip
    assert [(row[4], (row[1] - AT) // MIN, (row[3] - AT) // MIN, row[11]) for row in rows] == [
        (2, 0, 3, ""), (3, 3, 5, ""), (4, 5, 6, ""), (5, 6, 7, ""), (1, 7, 8, ""), (5, 9, 10, ""),
        (0, 0, 10, ""), (1, 0, 10, "nap"),
    ]  # fmt: skip
    assert tally.ignored == {"unknown sleep stage": 1}


def test_exercise_is_counted_with_its_title(reading):
    rows, _ = reading({"exercise_session_record_table": [DURING | {"title": "Run"}]})
    assert [(row[0], row[4], row[11]) for row in rows] == [("workouts", 1, "Run")]


@pytest.mark.parametrize(
    ("number", "expected"),
    [(1, ("badminton",)), (33, ("running",)), (57, ("yoga",)), (58, ()), (61, ("rowing-machine",)),
     (0, ()), (99, ()), (None, ())],
)  # fmt: skip
def test_the_kind_of_exercise_is_a_tag(tmp_path, number, expected):
    row = DURING | {"exercise_type": number}
    data = exported(tmp_path / "made.db", {"exercise_session_record_table": [row]})
    assert tags(tmp_path, "health-connect", data) == [expected]


def test_other_tables_of_records_are_counted_by_their_names(reading):
    _, tally = reading(
        {
            "total_calories_burned_record_table": [DURING | {"energy": 1.0}],
            "heart_rate_variability_rmssd_record_table": [NOW] * 2,
            "SpeedRecordTable": [DURING],
            "preference_table": [{"key": "a"}],
        }
    )
    assert tally.ignored == {
        "table SpeedRecordTable": 1,
        "table heart_rate_variability_rmssd_record_table": 2,
        "table total_calories_burned_record_table": 1,
    }


@pytest.mark.parametrize("table", NEWEST)
def test_tables_of_the_newest_androids_are_not_asked_about(reading, table):
    _, tally = reading({table: [DURING]})
    assert (tally.ignored, tally.questions) == ({f"table {table}": 1}, [])


GLUCAGON = {"glucagon_record_table": MOMENT.format("blood REAL, remark TEXT")}
GLUCAGON_ROWS: Sequence[Mapping[str, object]] = [
    NOW | {"blood": 5.5, "remark": "late"},
    NOW | {"time": AT + MIN, "zone_offset": None, "blood": 6.25, "app_info_id": 2},
]
GLUCAGON_COLUMNS = {
    "time": {"as": "moment"},
    "blood": {"as": "value", "type": "blood-glucose", "unit": "mmol/L"},
    "remark": {"as": "note"},
    "source": {"as": "source"},
}
WEIGHED: Sequence[Mapping[str, object]] = [NOW | {"weight": 70_000.0}]


def unknown(tmp_path, answers=NO_ANSWERS, more: Rows | None = None):
    rows: Rows = {
        "application_info_table": APPS,
        "glucagon_record_table": GLUCAGON_ROWS,
        "weight_record_table": WEIGHED,
        **(more or {}),
    }
    data = exported(tmp_path / "made.db", rows, SCHEMA | GLUCAGON)
    return read(tmp_path, "health-connect", data, answers=answers, zone="Asia/Tokyo")


def test_an_unknown_table_is_asked_about_with_its_rows_and_a_proposal(tmp_path):
    rows, tally = unknown(tmp_path)
    (question,) = tally.questions
    assert [row[0] for row in rows] == ["weight"]
    assert (question.kind, question.details["table"]) == ("mapping", "glucagon_record_table")
    assert question.details["columns"] == ["time", "blood", "remark", "source"]
    assert question.details["rows"][0] == ["2026-02-03 11:00:00+01:00", "5.5", "late", "Scale"]
    proposed = question.details["proposal"]["columns"]
    assert [proposed[name]["as"] for name in ("time", "source")] == ["moment", "source"]


def test_an_unknown_table_is_read_as_somebody_says_at_its_own_offsets(tmp_path):
    _, asked = unknown(tmp_path)
    for key in (asked.questions[0].subject, ""):
        document = {"columns": GLUCAGON_COLUMNS}
        answers = Answers(mappings={key: document})
        rows, tally = unknown(tmp_path, answers)
        assert [(row[1], row[2], row[4], row[10], row[11]) for row in rows[1:]] == [
            (AT, 60, 5.5, "Scale", "late"),
            (AT + MIN, 540, 6.25, "com.example.watch", ""),
        ]
        (told,) = tally.mappings.values()
        assert (told["mapping"], told["table"]) == (document, "glucagon_record_table")


def test_a_table_of_many_is_read_or_left_out_by_its_name(tmp_path):
    sheets = {
        "glucagon_record_table": {"skip": True},
        "total_calories_burned_record_table": {
            "columns": {
                "start_time": {"as": "moment"},
                "end_time": {"as": "end"},
                "energy": {"as": "value", "type": "basal-energy", "unit": "kcal"},
            }
        },
    }
    burned = DURING | {"energy": 1200.0}
    rows, tally = unknown(
        tmp_path,
        Answers(mappings={"": {"sheets": sheets}}),
        {"total_calories_burned_record_table": [burned]},
    )
    assert tally.questions == []
    assert [(row[0], row[3] - row[1], row[4]) for row in rows[1:]] == [
        ("basal-energy", 10 * MIN, 1200.0)
    ]
    assert tally.ignored == {"table glucagon_record_table": 1}


def test_a_table_with_other_columns_is_told_and_the_rest_is_read(tmp_path):
    schema = SCHEMA | {"steps_record_table": "row_id INTEGER PRIMARY KEY, begin INTEGER, n INTEGER"}
    data = exported(
        tmp_path / "made.db",
        {"steps_record_table": [{"begin": AT, "n": 5}],
         "weight_record_table": [NOW | {"weight": 70_000.0}]},
        schema,
    )  # fmt: skip
    rows, tally = read(tmp_path, "health-connect", data)
    assert (len(rows), tally.ignored) == (1, {"table steps_record_table": 1})


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ({"time": None}, "time-unreadable"),
        ({"time": "soon"}, "time-unreadable"),
        ({"time": 1 << 62}, "time-unreadable"),
        ({"zone_offset": 360_000}, "offset-impossible"),
        ({"zone_offset": "x"}, "offset-impossible"),
        ({"weight": 9e999}, "not-finite"),
        ({"weight": -70_000.0}, "out-of-range"),
    ],
)
def test_what_cannot_be_is_rejected_with_its_row(reading, columns, code):
    row = NOW | {"weight": 70_000.0} | columns
    rows, tally = reading({"weight_record_table": [NOW | {"weight": 1000.0}, row]})
    assert len(rows) == 1
    assert [(r.line, r.code) for r in tally.rejections] == [(2, code)]


def test_the_file_is_left_as_it_is(tmp_path):
    path = tmp_path / "health_connect_export.db"
    data = exported(path, {"weight_record_table": [NOW | {"weight": 70_000.0}]})
    before = sorted(p.name for p in tmp_path.iterdir())
    (found,) = find(path, tmp_path)
    parser = health_connect.parser(found.files(), Options(now=AT + 1))
    assert sum(len(batch.rows) for batch in parser.batches()) == 1
    assert path.read_bytes() == data
    assert sorted(p.name for p in tmp_path.iterdir()) == before


def test_the_zip_that_android_makes_is_known_by_its_database(tmp_path):
    data = exported(tmp_path / "made.db", {"weight_record_table": [NOW | {"weight": 70_000.0}]})
    path = zipped(tmp_path / "a.zip", {"health_connect_export.db": data})
    (found,) = find(path, tmp_path / "scratch")
    assert (found.format, found.members) == ("health-connect", ("health_connect_export.db",))
    parser = health_connect.parser(found.files(), Options(now=AT + 1))
    assert sum(len(batch.rows) for batch in parser.batches()) == 1


def test_the_copy_out_of_a_zip_goes_away_even_after_a_kill(tmp_path, monkeypatch):
    rows = [NOW | {"weight": 70_000.0 + n} for n in range(5000)]
    data = exported(tmp_path / "made.db", {"weight_record_table": rows})
    path = zipped(tmp_path / "a.zip", {"health_connect_export.db": data})
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    with ParsingProcess() as parsing:
        events = parsing.read(path, Options(now=AT + 1, batch_rows=10))
        assert any(isinstance(event, Batch) for event in events)
        assert list(scratch.glob("*/*/*/member-*"))
        assert parsing.pid is not None
        os.kill(parsing.pid, signal.SIGKILL)
    assert list(scratch.iterdir()) == []


def test_a_damaged_database_is_refused(tmp_path):
    data = exported(tmp_path / "made.db", {"weight_record_table": [NOW | {"weight": 70_000.0}]})
    with pytest.raises(BadFile) as caught:
        read(tmp_path, "health-connect", data[:5000])
    assert caught.value.code == "foreign-database-damaged"


@given(st.integers(16, 40_000), st.binary(min_size=1, max_size=64))
def test_any_change_of_the_bytes_is_read_or_refused(tmp_path_factory, at, change):
    folder = tmp_path_factory.getbasetemp()
    path = folder / "sound.db"
    if not path.exists():
        exported(path, {"weight_record_table": [NOW | {"weight": 70_000.0}] * 20})
    data = bytearray(path.read_bytes())
    data[at : at + len(change)] = change
    with suppress(BadFile):
        read(folder, "health-connect", bytes(data))


def test_other_databases_and_files_are_not_claimed(tmp_path):
    other = exported(tmp_path / "other.db", {}, {"weights": "a INTEGER"})
    ours = exported(tmp_path / "ours.db", {})
    assert health_connect.recognises(head(tmp_path, ours))
    assert not health_connect.recognises(head(tmp_path, other))
    assert not health_connect.recognises(head(tmp_path, b"x_record_table"))
    path = tmp_path / "other.db"
    assert not health_connect.recognises(Head("other.db", other[:100], Files(path)))


def test_what_still_stands_in_the_log_of_a_database_is_read(tmp_path):
    path = tmp_path / "made.db"
    weighed = [{**NOW, "weight": 64_000}]
    exported(path, {"application_info_table": APPS, "weight_record_table": weighed})
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA wal_autocheckpoint = 0")
        database.execute("UPDATE weight_record_table SET weight = 70000")
        names = ("made.db", "made.db-shm", "made.db-wal")
        members = {name: (tmp_path / name).read_bytes() for name in names}
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    (found,) = find(zipped(tmp_path / "export.zip", members), scratch)
    assert (found.format, set(found.members), found.unknown) == ("health-connect", set(names), ())
    rows, _ = read(tmp_path, "health-connect", members)
    assert [row[4] for row in rows] == [70]
