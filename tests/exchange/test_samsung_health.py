from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthdesk.domain.errors import BadFile
from healthdesk.exchange import samsung_health
from healthdesk.exchange.batches import Options
from healthdesk.exchange.files import Files
from healthdesk.exchange.samsung_rows import instant, local_day
from tests.exchange.hostile import bear_all
from tests.exchange.reading import NOW, brief, head, read, tags

# 2026-02-03T10:00:00Z
AT = 1_770_112_800_000
HOUR, MIN = 3_600_000, 60_000
MORNING = "2026-02-03 10:00:00.000"


def table(name: str, columns: str, *rows: str, prefix: str = "") -> bytes:
    """As the app writes it: the name, the header, and a comma at the end of every row.
    Columns marked with `*` carry the name of the table."""
    header = ",".join(
        f"{prefix}.{column[1:]}" if column[0] == "*" else column for column in columns.split(",")
    )
    return "\n".join([f"{name},6303011,4", header, *(f"{row}," for row in rows), ""]).encode()


BP = "com.samsung.health.blood_pressure"
PRESSURES = table(
    "com.samsung.shealth.blood_pressure",
    "source,*start_time,*systolic,*diastolic,*pulse,*time_offset,*comment,*pkg_name",
    f",{MORNING},121.0,79.0,66,UTC+0100,after tea,com.sec.android.app.shealth",
    f",{MORNING},0.0,0.0,0,UTC+0100,,",
    f",{MORNING},120.0,,,UTC+0100,,",
    prefix=BP,
)  # fmt: skip


def test_a_blood_pressure_and_its_pulse_with_mixed_columns(tmp_path):
    rows, tally = read(tmp_path, "samsung-health", PRESSURES)
    assert [(row[0], row[1], row[2], row[4], row[5], row[11]) for row in rows] == [
        ("blood-pressure", AT, 60, 121, 79, "after tea"),
        ("heart-rate", AT, 60, 66, None, ""),
    ]
    assert tally.sources == {"Samsung Health": 2}
    assert [(r.line, r.code) for r in tally.rejections] == [(5, "half-a-pressure")]


def test_whether_times_are_utc_is_one_switch(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(PRESSURES)
    local = samsung_health.SamsungHealth(Files(path), Options(now=NOW), in_utc=False)
    (batch,) = local.batches()
    assert batch.rows[0][1:3] == (AT - HOUR, 60)


@pytest.mark.parametrize(
    ("text", "offset", "expected"),
    [
        (MORNING, "UTC+0100", (AT, 60)), (MORNING, "UTC-0330", (AT, -210)),
        (MORNING, "+05:30", (AT, 330)), (MORNING, "", (AT, 99)),
        (MORNING, "UTC+28550", (AT, 99)), (MORNING, "UTC+2855", (AT, 99)),
        (MORNING, "UTC+4", (AT, 240)), (MORNING, "12600000", (AT, 210)),
        (MORNING, "-18000000", (AT, -300)), (MORNING, "12600001", (AT, 99)),
        (MORNING, "99000000", (AT, 99)), (MORNING, "0", (AT, 0)), (str(AT), "0", (AT, 0)),
        (str(AT), "UTC+0000", (AT, 0)), ("2026-02-03 10:00:00", "UTC+0100", (AT, 60)),
        ("2026-02-03", "", None), ("2026-13-03 10:00:00.000", "", None), ("", "", None),
        ("1e400", "", None), ("0001-01-01 00:00:00", "UTC+0000", (-62135596800000, 0)),
    ],
)  # fmt: skip
def test_times_and_the_offsets_beside_them(text, offset, expected):
    assert instant(text, offset, lambda _: 99) == expected


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1770076800000", "2026-02-03T00:00:00"),
        ("2026-02-03 00:00:00.000", "2026-02-03T00:00:00"),
        ("99999999999999", "5138-11-16T00:00:00"), ("x", None), ("", None),
    ],
)  # fmt: skip
def test_days_are_those_of_a_midnight_told_as_utc(text, day):
    found = local_day(text)
    assert (found and found.isoformat()) == day


@pytest.mark.parametrize(
    ("name", "columns", "row", "expected"),
    [
        ("health.weight", "start_time,weight,body_fat,muscle_mass,time_offset",
         f"{MORNING},80.05,21.5,40.2,UTC+0100",
         [("weight", 80.05, "kg"), ("body-fat", 21.5, "%"), ("muscle-mass", 40.2, "kg")]),
        ("health.weight", "start_time,weight,body_fat,muscle_mass,time_offset",
         f"{MORNING},80.05,0.0,,UTC+0100", [("weight", 80.05, "kg")]),
        ("health.height", "start_time,height", f"{MORNING},172.0", [("height", 172, "cm")]),
        ("shealth.blood_glucose", "start_time,glucose", f"{MORNING},5.6",
         [("blood-glucose", 5.6, "mmol/L")]),
        ("shealth.tracker.heart_rate", "start_time,heart_rate,binning_data",
         f"{MORNING},71.0,missing.json", [("heart-rate", 71, "bpm")]),
        ("shealth.tracker.oxygen_saturation", "start_time,spo2,heart_rate", f"{MORNING},96.0,60",
         [("oxygen-saturation", 96, "%")]),
        ("health.water_intake", "start_time,amount,unit_amount", f"{MORNING},250.0,250",
         [("water", 250, "mL")]),
        ("health.caffeine_intake", "start_time,amount", f"{MORNING},95.0",
         [("caffeine", 95, "mg")]),
        ("health.nutrition", "start_time,calorie,protein,carbohydrate,total_fat",
         f"{MORNING},450.5,20,50,15", [("calories", 450.5, "kcal"), ("protein", 20, "g"),
         ("carbohydrates", 50, "g"), ("fat", 15, "g")]),
    ],
)  # fmt: skip
def test_tables_of_moments(tmp_path, name, columns, row, expected):
    rows, tally = read(tmp_path, "samsung-health", table(f"com.samsung.{name}", columns, row))
    assert [(row[0], row[4], row[6]) for row in rows] == expected
    assert tally.rejected == 0


STAGES = table(
    "com.samsung.health.sleep_stage",
    "start_time,end_time,sleep_id,stage,time_offset",
    f"{MORNING},2026-02-03 10:30:00.000,night,40002,UTC+0100",
    "2026-02-03 10:30:00.000,2026-02-03 11:00:00.000,night,40004,UTC+0100",
    f"{MORNING},2026-02-03 10:30:00.000,night,77,UTC+0100",
)
SLEEPS = table(
    "com.samsung.shealth.sleep",
    "sleep_score,*start_time,*end_time,*datauuid,*time_offset",
    f"80,{MORNING},2026-02-03 11:00:00.000,night,UTC+0100",
    "70,2026-02-03 14:00:00.000,2026-02-03 14:30:00.000,nap,UTC+0100",
    prefix="com.samsung.health.sleep",
)


def test_stages_and_nights_with_and_without_them(tmp_path):
    rows, tally = read(tmp_path, "samsung-health", {"a.csv": SLEEPS, "b.csv": STAGES})
    assert [(row[4], (row[1] - AT) // MIN, (row[3] - AT) // MIN) for row in rows] == [
        (2, 0, 30), (4, 30, 60), (0, 0, 60), (1, 240, 270),
    ]  # fmt: skip
    assert [(r.line, r.code, r.member) for r in tally.rejections] == [
        (5, "sleep-stage-unknown", "b.csv")
    ]


def test_of_stages_by_other_numbers_the_night_is_known_alone(tmp_path):
    # Sources differ in what 2, 3 and 4 would be.
    stages = STAGES.replace(b"40002", b"2").replace(b"40004", b"4")
    rows, tally = read(tmp_path, "samsung-health", {"a.csv": SLEEPS, "b.csv": stages})
    assert [(row[4], (row[1] - AT) // MIN, (row[3] - AT) // MIN) for row in rows] == [
        (1, 0, 60), (1, 240, 270),
    ]  # fmt: skip
    assert [r.code for r in tally.rejections] == ["sleep-stage-unknown"] * 3


def pulses(*details: int, offset: str = "UTC+0530") -> dict[str, bytes]:
    """A table of pulses at ten, whose details begin at these instants, and one without any."""
    rows = [f"{MORNING},71.0,{n}.binning_data.json,{offset}" for n in range(len(details))]
    data = table(
        "com.samsung.shealth.tracker.heart_rate",
        "start_time,heart_rate,binning_data,time_offset",
        *rows,
        f"{MORNING},99.0,,{offset}",
    )
    folder = "jsons/com.samsung.shealth.tracker.heart_rate/0/"
    found = {"rate.csv": data}
    for n, at in enumerate(details):
        items = [7, {"start_time": 0}, {"start_time": at, "heart_rate": 70.0}]
        found[f"{folder}{n}.binning_data.json"] = json.dumps(items).encode()
    return found


LOCAL = AT - 330 * MIN


@pytest.mark.parametrize(
    ("details", "offset", "at", "warned"),
    [
        ((AT,), "UTC+0530", AT, False),
        ((AT + 9 * MIN, AT), "UTC+0530", AT, False),
        ((LOCAL,), "UTC+0530", LOCAL, True),
        ((LOCAL, LOCAL + MIN), "UTC+0530", LOCAL, True),
        # They contradict each other, are of another time, or stand where both are the same.
        ((LOCAL, AT), "UTC+0530", AT, False),
        ((AT + 5 * HOUR,), "UTC+0530", AT, False),
        ((AT,), "UTC+0000", AT, False),
    ],
)
def test_details_show_whether_times_are_utc(tmp_path, details, offset, at, warned):
    rows, tally = read(tmp_path, "samsung-health", pulses(*details, offset=offset))
    assert [row[1] for row in rows if row[4] == 99] == [at]
    assert ("times-are-local" in [warning.code for warning in tally.warnings]) == warned


def test_broken_details_show_nothing(tmp_path):
    members = pulses(LOCAL)
    name = next(name for name in members if name.endswith(".json"))
    rows, _ = read(tmp_path, "samsung-health", {**members, name: b"[{"})
    assert [row[1] for row in rows if row[4] == 99] == [AT]


TREND = table(
    "com.samsung.shealth.step_daily_trend",
    "count,distance,day_time,source_type,deviceuuid",
    "5000,4000.5,1770076800000,0,phone",
    "8123,6100.25,1770076800000,-2,all",
    "9000,7000,1770076800000,5,watch",
    "100,,1769990400000,0,phone",
    "300,,1769990400000,0,watch",
)


def test_of_a_days_lines_the_one_of_all_devices_or_the_greatest_counts(tmp_path):
    rows, _ = read(tmp_path, "samsung-health", TREND, zone="Europe/Berlin")
    midnight = AT - 11 * HOUR
    assert brief(rows) == [
        ("steps", midnight, 60, midnight + 24 * HOUR, 8123, "steps"),
        ("distance", midnight, 60, midnight + 24 * HOUR, 6100.25, "m"),
        ("steps", midnight - 24 * HOUR, 60, midnight, 300, "steps"),
    ]


def test_of_three_tables_of_steps_one_counts_on_a_day(tmp_path):
    summary = table(
        "com.samsung.shealth.tracker.pedometer_day_summary",
        "step_count,day_time",
        "8000,2026-02-03 00:00:00.000", "700,2026-02-01 00:00:00.000",
    )  # fmt: skip
    minutes = table(
        "com.samsung.shealth.tracker.pedometer_step_count",
        "*start_time,*end_time,*count,run_step,*time_offset",
        f"{MORNING},2026-02-03 10:10:00.000,90,0,UTC+0000",
        "2026-01-20 10:00:00.000,2026-01-20 10:01:00.000,50,0,UTC+0000",
        prefix="com.samsung.health.step_count",
    )
    members = {"a.csv": minutes, "b.csv": summary, "c.csv": TREND}
    rows, tally = read(tmp_path, "samsung-health", members)
    steps = [(row[4], row[3] - row[1]) for row in rows if row[0] == "steps"]
    assert steps == [(8123, 24 * HOUR), (300, 24 * HOUR), (700, 24 * HOUR), (50, MIN)]
    assert tally.ignored == {"steps told twice": 2}


def binned(*items: object) -> bytes:
    return json.dumps(items).encode()


def test_details_stand_for_the_row_that_names_them(tmp_path):
    heart = table(
        "com.samsung.shealth.tracker.heart_rate",
        "*start_time,*heart_rate,*binning_data,*time_offset,*deviceuuid",
        f"{MORNING},70.0,u1.binning_data.json,UTC+0530,d1",
        f"{MORNING},71.0,,UTC+0530,d1",
        prefix="com.samsung.health.heart_rate",
    )
    hrv = table(
        "com.samsung.health.hrv",
        "start_time,binning_data,time_offset",
        f"{MORNING},u2.binning_data.json,UTC+0530",
    )
    devices = table(
        "com.samsung.health.device_profile", "deviceuuid,name,model", "d1,Galaxy Watch4,SM-R870"
    )
    folder = "x/jsons/com.samsung."
    members = {
        "x/com.samsung.shealth.tracker.heart_rate.20260204.csv": heart,
        "x/com.samsung.health.hrv.20260204.csv": hrv,
        "x/com.samsung.health.device_profile.20260204.csv": devices,
        folder + "shealth.tracker.heart_rate/u/u1.binning_data.json": binned(
            {"start_time": AT, "end_time": AT + MIN, "heart_rate": 68.0},
            {"start_time": AT + MIN, "heart_rate": 72.0},
            {"start_time": AT + 2 * MIN, "heart_rate": 0.0},
            {"start_time": "x", "heart_rate": 72.0}, {"end_time": 5}, 7,
        ),
        folder + "health.hrv/u/u2.binning_data.json": binned(
            {"start_time": AT, "sdnn": 45.678, "rmssd": 50.1}
        ),
        folder + "shealth.stress/u/u3.binning_data.json": binned({"start_time": AT, "score": 5}),
    }  # fmt: skip
    rows, tally = read(tmp_path, "samsung-health", members)
    assert [(row[0], row[1], row[2], row[4], row[10]) for row in rows] == [
        ("heart-rate", AT, 330, 71, "Galaxy Watch4"),
        ("heart-rate", AT, 330, 68, "Galaxy Watch4"),
        ("heart-rate", AT + MIN, 330, 72, "Galaxy Watch4"),
        ("heart-rate-variability", AT, 330, 45.68, "Samsung Health"),
    ]
    assert [(r.line, r.code) for r in tally.rejections] == [(4, "time-unreadable")]
    assert tally.ignored == {"stress details": 1}


def test_a_scale_tells_what_the_body_is_made_of(tmp_path):
    data = table(
        "com.samsung.health.weight",
        "start_time,weight,fat_free_mass,total_body_water,vfa_level,basal_metabolic_rate",
        f"{MORNING},80,62.5,45.2,7,1700",
        f"{MORNING},79,0.0,,,",
    )
    rows, tally = read(tmp_path, "samsung-health", data)
    assert tally.ignored == {"basal_metabolic_rate": 1}
    assert [(row[0], row[4], row[6]) for row in rows] == [
        ("weight", 80, "kg"), ("lean-mass", 62.5, "kg"), ("body-water-mass", 45.2, "kg"),
        ("visceral-fat", 7, "rating"), ("weight", 79, "kg"),
    ]  # fmt: skip


def test_the_day_computers_count_from_is_no_date(tmp_path):
    data = table(
        "com.samsung.health.weight", "start_time,weight",
        "1970-01-01 00:00:00.000,80", "1970-01-03 00:00:00.000,80",
    )  # fmt: skip
    rows, tally = read(tmp_path, "samsung-health", data)
    assert len(rows) == 1
    assert [(r.line, r.code) for r in tally.rejections] == [(3, "clock-not-set")]


def test_nutrients_that_are_not_kept_are_counted(tmp_path):
    data = table(
        "com.samsung.health.nutrition", "start_time,calorie,sodium,sugar,iron",
        f"{MORNING},450.5,820,0.0,",
    )  # fmt: skip
    rows, tally = read(tmp_path, "samsung-health", data)
    assert [(row[0], row[4]) for row in rows] == [("calories", 450.5)]
    assert tally.ignored == {"sodium": 1}


def test_a_mark_before_the_header_and_minus_one_for_nothing(tmp_path):
    data = table(
        "com.samsung.health.weight", "\ufeffstart_time,weight,body_fat,time_offset",
        f"{MORNING},80,-1.0,UTC+0100", f"{MORNING},-1,21.5,UTC+0100",
    )  # fmt: skip
    rows, tally = read(tmp_path, "samsung-health", data)
    assert brief(rows) == [("weight", AT, 60, AT, 80, "kg"), ("body-fat", AT, 60, AT, 21.5, "%")]
    assert tally.rejected == 0


def test_what_another_app_wrote_has_that_app_as_its_source(tmp_path):
    rows = table(
        "com.samsung.health.weight", "start_time,weight,pkg_name", f"{MORNING},80,com.example.app"
    )
    assert read(tmp_path, "samsung-health", rows)[1].sources == {"com.example.app": 1}


def test_exercise_is_a_workout_and_other_tables_are_counted(tmp_path):
    exercise = table(
        "com.samsung.shealth.exercise",
        "*start_time,*end_time,*exercise_type,*time_offset",
        f"{MORNING},2026-02-03 11:00:00.000,1002,UTC+0000",
        prefix="com.samsung.health.exercise",
    )
    stress = table(
        "com.samsung.shealth.stress", "start_time,score", f"{MORNING},30", f"{MORNING},1"
    )
    rows, tally = read(tmp_path, "samsung-health", {"a.csv": exercise, "b.csv": stress})
    assert brief(rows) == [("workouts", AT, 0, AT + HOUR, 1, "count")]
    assert tags(tmp_path, "samsung-health", exercise) == [("running",)]
    assert tally.ignored == {"stress": 2}


def test_bad_rows_are_rejected_with_their_lines(tmp_path):
    rows = table(
        "com.samsung.health.weight",
        "start_time,weight,time_offset",
        f"{MORNING},heavy,UTC+0000", "yesterday,80,UTC+0000", f"{MORNING},1e400,",
        f"{MORNING},0.1,",
        f"{MORNING},,", "", f"{MORNING}", "x",
    )  # fmt: skip
    _, tally = read(tmp_path, "samsung-health", rows)
    assert [(r.line, r.code) for r in tally.rejections] == [
        (3, "not-a-number"), (4, "time-unreadable"), (5, "not-a-number"), (6, "out-of-range"),
    ]  # fmt: skip


def test_quotes_and_other_encodings_are_read(tmp_path):
    rows = table(
        "com.samsung.health.weight", "start_time,weight,comment,x",
        f'{MORNING},80,"two\nlines, ""quoted""","{{}}"',
    )  # fmt: skip
    for encoding in ("utf-8-sig", "utf-16"):
        found, _ = read(tmp_path, "samsung-health", rows.decode().encode(encoding))
        assert [row[11] for row in found] == ['two\nlines, "quoted"']


@pytest.mark.parametrize(
    ("name", "data", "known"),
    [
        ("a.csv", PRESSURES, True),
        ("a.csv", b"com.samsung.health.weight,1,2\r\n", True),
        ("a.csv", b"\xef\xbb\xbfcom.samsung.health.weight,1\n", True),
        ("jsons/com.samsung.shealth.tracker.heart_rate/u/u.binning_data.json", b"[{}]", True),
        ("com.samsung.shealth.tracker.heart_rate.json", b"[{}]", False),
        ("u.json", b'[{"heart_rate": 70}]', False),
        ("a.csv", b"com.example.health.weight,1,2\n", False),
        ("com.samsung.health.weight.csv", b"start_time,weight\n", False),
        ("a", b"", False),
        ("a", b"\0\1\2", False),
        ("a.csv", b"uid,person,type\n", False),
    ],
)
def test_files_are_known_by_their_first_line(tmp_path, name, data, known):
    assert samsung_health.recognises(head(tmp_path, data, name)) is known


@given(st.binary(max_size=200), st.sampled_from([PRESSURES, STAGES, TREND]))
def test_any_bytes_after_a_header_are_read_or_refused(tmp_path_factory, rest, begin):
    with suppress(BadFile):
        read(tmp_path_factory.getbasetemp(), "samsung-health", begin + rest)


CELLS = st.sampled_from([MORNING, "", "0.0", "80", "-1", "1e400", "UTC+0100", "40001", "x\0", "﻿"])


@given(
    st.lists(st.lists(CELLS, max_size=7), max_size=4), st.sampled_from([SLEEPS, TREND, PRESSURES])
)
def test_any_cells_are_read_or_rejected(tmp_path_factory, lines, begin):
    rest = "".join(",".join(cells) + "\n" for cells in lines).encode()
    read(tmp_path_factory.getbasetemp(), "samsung-health", begin + rest)


def test_what_breaks_tables_is_borne(tmp_path):
    bear_all(
        tmp_path,
        "samsung-health",
        b"com.samsung.health.weight,1,2\nstart_time,weight,comment",
        f"{MORNING},80,tea,".encode(),
    )
