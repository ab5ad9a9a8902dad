from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from healthdesk.domain.errors import BadFile
from healthdesk.exchange import garmin_json
from tests.exchange.reading import brief, head, read, tags

# 2026-02-03T10:00:00Z
AT = 1_770_112_800_000
HOUR, MIN = 3_600_000, 60_000
MIDNIGHT = AT - 10 * HOUR

DAY = {
    "userProfilePK": 5, "calendarDate": "2026-02-03", "durationInMilliseconds": 86_400_000,
    "totalKilocalories": 2500.0, "activeKilocalories": 601.0, "bmrKilocalories": 1899.0,
    "totalSteps": 8123, "dailyStepGoal": 9000, "totalDistanceMeters": 6250,
    "wellnessStartTimeGmt": "2026-02-02T23:00:00.0",
    "wellnessEndTimeGmt": "2026-02-03T23:00:00.0",
    "wellnessStartTimeLocal": "2026-02-03T00:00:00.0",
    "moderateIntensityMinutes": 12, "vigorousIntensityMinutes": 24,
    "restingHeartRate": 52, "currentDayRestingHeartRate": 105,
}  # fmt: skip
NIGHT = {
    "sleepStartTimestampGMT": "2026-02-02T22:00:00.0",
    "sleepEndTimestampGMT": "2026-02-03T06:00:00.0",
    "calendarDate": "2026-02-03", "sleepWindowConfirmationType": "ENHANCED_CONFIRMED_FINAL",
    "deepSleepSeconds": 3600, "lightSleepSeconds": 14_400, "remSleepSeconds": 7200,
    "awakeSleepSeconds": 600, "averageRespiration": 14.0,
    "spo2SleepSummary": {"averageSPO2": 95.5},
}  # fmt: skip
BODY = {
    "metaData": {"calendarDate": "2026-02-03T11:00:00.0", "sequence": 1},
    "weight": {
        "weight": 75_800.0, "bodyFat": 21.5, "muscleMass": 33_100, "boneMass": 3000,
        "bodyWater": 55.5, "visceralFat": 6,
        "sourceType": "INDEX_SCALE", "timestampGMT": "2026-02-03T10:00:00.0",
    },
}  # fmt: skip
STATUS = {
    "calendarDate": "2026-02-03",
    "metrics": [
        {"type": "HRV", "value": 60.0, "status": "IN_RANGE"},
        {"type": "SPO2", "value": 96.0}, {"type": "RESPIRATION", "value": 0.0},
    ],
}  # fmt: skip


def array(*records: object) -> bytes:
    return json.dumps(records).encode()


def test_a_day_is_summed_up_over_its_own_hours(tmp_path):
    rows, tally = read(tmp_path, "garmin-json", array(DAY), zone="America/New_York")
    start, end = MIDNIGHT - HOUR, MIDNIGHT + 23 * HOUR
    assert brief(rows) == [
        ("steps", start, 60, end, 8123, "steps"),
        ("distance", start, 60, end, 6250, "m"),
        ("active-energy", start, 60, end, 601, "kcal"),
        ("basal-energy", start, 60, end, 1899, "kcal"),
        ("resting-heart-rate", start, 60, start, 52, "bpm"),
        ("exercise-minutes", start, 60, end, 36, "min"),
    ]
    assert tally.sources == {"Garmin": 6}


@pytest.mark.parametrize(
    "date",
    [
        "2026-02-03", {"date": "Feb 3, 2026 12:00:00 AM"},
        {"date": "Feb 3, 2026, 12:00:00\u202fAM"},
    ],
)  # fmt: skip
def test_a_day_without_hours_is_the_local_one(tmp_path, date):
    bare = {"calendarDate": date, "dailyStepGoal": 1, "totalSteps": 5, "restingHeartRate": None}
    rows, tally = read(tmp_path, "garmin-json", array(bare), zone="Europe/Berlin")
    start = MIDNIGHT - HOUR
    assert brief(rows) == [("steps", start, 60, start + 24 * HOUR, 5, "steps")]
    assert tally.time_zone == "Europe/Berlin"


@pytest.mark.parametrize(
    ("until", "local", "hours"),
    [
        ("2026-02-03T13:20:00.0", "2026-02-03T14:20:00.0", 24),
        ("2026-02-03T23:00:00.0", "2026-02-04T00:00:00.0", 24),
        # The clocks were put forward, or somebody flew east.
        ("2026-02-03T22:00:00.0", "2026-02-04T00:00:00.0", 23),
    ],
)
def test_a_day_that_was_not_over_is_told_as_the_day_it_becomes(tmp_path, until, local, hours):
    day = DAY | {"wellnessEndTimeGmt": until, "wellnessEndTimeLocal": local}
    rows, _ = read(tmp_path, "garmin-json", array(day))
    start = MIDNIGHT - HOUR
    assert brief(rows)[0] == ("steps", start, 60, start + hours * HOUR, 8123, "steps")


def test_a_night_is_how_long_in_bed_and_asleep_at_the_offset_of_its_day(tmp_path):
    members = {"a_sleepData.json": array(NIGHT), "UDSFile_a.json": array(DAY)}
    rows, _ = read(tmp_path, "garmin-json", members, zone="America/New_York")
    end = AT - 4 * HOUR
    # The evening's own day is not told, so that its offset is that of the zone.
    assert [(row[0], row[1], row[3], row[4]) for row in rows[6:]] == [
        ("sleep-duration", MIDNIGHT - 2 * HOUR, end, 420),
        ("time-in-bed", MIDNIGHT - 2 * HOUR, end, 480),
        ("oxygen-saturation", end, end, 95.5),
        ("respiratory-rate", end, end, 14),
    ]
    assert rows[-1][2] == 60


def test_a_night_nothing_was_measured_in_is_none(tmp_path):
    empty = NIGHT | {"deepSleepSeconds": None, "lightSleepSeconds": 0, "remSleepSeconds": 0}
    empty |= {"averageRespiration": None, "spo2SleepSummary": None}
    _, tally = read(tmp_path, "garmin-json", array(empty, {"calendarDate": "2026-02-04"}))
    assert tally.read == 0


def test_a_night_inside_of_what_the_web_answers(tmp_path):
    inner = {
        "calendarDate": "2026-02-03", "sleepTimeSeconds": 25_200, "deepSleepSeconds": 3600,
        "lightSleepSeconds": 14_400, "remSleepSeconds": 7200, "sleepStartTimestampGMT": AT,
        "sleepEndTimestampGMT": AT + 8 * HOUR, "averageSpO2Value": 96.0,
        "averageRespirationValue": 14.5, "sleepWindowConfirmationType": "enhanced_confirmed_final",
    }  # fmt: skip
    rows, _ = read(tmp_path, "garmin-json", json.dumps({"dailySleepDTO": inner}).encode())
    end = AT + 8 * HOUR
    assert brief(rows) == [
        ("sleep-duration", AT, 0, end, 420, "min"), ("time-in-bed", AT, 0, end, 480, "min"),
        ("oxygen-saturation", end, 0, end, 96, "%"),
        ("respiratory-rate", end, 0, end, 14.5, "/min"),
    ]  # fmt: skip


@pytest.mark.parametrize("key", ["napList", "dailyNapDTOS"])
def test_naps_are_sleep_too(tmp_path, key):
    nap = {
        "napStartTimestampGMT": "2026-02-03T10:00:00.0", "napTimeSec": 1500,
        "napEndTimestampGMT": "2026-02-03T10:30:00.0",
    }  # fmt: skip
    of_no_time = {"napTimeSec": 600}
    rows, tally = read(tmp_path, "garmin-json", array(NIGHT | {key: [nap, of_no_time]}))
    assert brief(rows)[0] == ("sleep-duration", AT, 0, AT + 30 * MIN, 25, "min")
    assert [row[4] for row in rows if row[0] == "sleep-duration"] == [25, 420]
    assert [r.code for r in tally.rejections] == ["time-unreadable"]


@pytest.mark.parametrize("kind", ["UNCONFIRMED", "OFF_WRIST", "off_wrist"])
def test_a_night_that_says_it_was_not_measured_is_none(tmp_path, kind):
    told = NIGHT | {"sleepWindowConfirmationType": kind}
    rows, tally = read(tmp_path, "garmin-json", array(told))
    assert (rows, tally.ignored) == ([], {"night not measured": 1})


def level(number: object, begun: int, ended: int) -> dict[str, object]:
    times = {
        "startGMT": f"2026-02-03T0{begun}:00:00.0",
        "endGMT": f"2026-02-03T0{ended}:00:00.0",
    }
    return times | {"activityLevel": number}


def test_a_night_with_stages_is_told_by_them(tmp_path):
    levels = [
        level(1.0, 0, 2), level(0.0, 2, 3), level(2.0, 3, 4), level(3.0, 4, 5), level(-1.0, 5, 6),
        level(1.0, 6, 6), level(None, 5, 6), {"activityLevel": 1.0}, 5,
    ]  # fmt: skip
    night = NIGHT | {"lightSleepSeconds": 7200, "deepSleepSeconds": 3600, "remSleepSeconds": 3600}
    data = json.dumps({"dailySleepDTO": night, "sleepLevels": levels}).encode()
    rows, tally = read(tmp_path, "garmin-json", data)
    nights = [(row[4], (row[1] - MIDNIGHT) / HOUR, (row[3] - MIDNIGHT) / HOUR) for row in rows[:5]]
    assert nights == [(0, -2, 6), (2, 0, 2), (3, 2, 3), (4, 3, 4), (5, 4, 5)]
    assert {row[0] for row in rows[:5]} == {"sleep-stage"}
    assert [row[0] for row in rows[5:]] == ["oxygen-saturation", "respiratory-rate"]
    assert tally.rejected == 0
    assert tally.ignored == {
        "sleep level -1.0": 1, "sleep level None": 1, "sleep level without times": 1,
    }  # fmt: skip


def test_stages_of_a_part_of_a_night_do_not_make_it_short(tmp_path):
    asleep = {"deepSleepSeconds": 0, "lightSleepSeconds": 18_000, "remSleepSeconds": 0}
    levels = [level(0, 0, 1), level(9, 1, 7)]
    told = {"dailySleepDTO": NIGHT | asleep, "sleepLevels": levels}
    rows, tally = read(tmp_path, "garmin-json", json.dumps(told).encode())
    assert [(row[0], row[4]) for row in rows[:2]] == [("sleep-duration", 300), ("time-in-bed", 480)]
    assert "sleep-stage" not in {row[0] for row in rows}
    assert tally.ignored == {"sleep level 9": 1, "sleep level of a part of a night": 1}


def test_a_day_told_as_a_number_is_that_day(tmp_path):
    fitness = array({"vo2MaxValue": 44.0, "calendarDate": 20260203})
    rows, _ = read(tmp_path, "garmin-json", fitness)
    assert brief(rows) == [("vo2-max", MIDNIGHT, 0, MIDNIGHT, 44, "mL/kg/min")]


def test_a_night_told_again_counts_once(tmp_path):
    again = NIGHT | {"deepSleepSeconds": 3000, "sleepEndTimestampGMT": "2026-02-03T05:50:00.0"}
    rows, tally = read(tmp_path, "garmin-json", array(NIGHT, again))
    assert (len(rows), tally.ignored) == (4, {"night told twice": 1})


def test_the_weighings_the_web_answers(tmp_path):
    told = {
        "startDate": "2026-02-01", "endDate": "2026-02-03",
        "dateWeightList": [
            {"samplePk": 1, "date": AT + HOUR, "calendarDate": "2026-02-03", "weight": 75_800.0,
             "bmi": 24.1, "bodyFat": 21.5, "bodyWater": None, "boneMass": 3000,
             "muscleMass": 33_100, "sourceType": "INDEX_SCALE", "timestampGMT": AT},
            {"calendarDate": "2026-02-02", "weight": 76_000, "bodyFat": None},
        ],
        "totalAverage": {"weight": 75_900.0},
    }  # fmt: skip
    data = json.dumps(told).encode()
    rows, tally = read(tmp_path, "garmin-json", data, zone="Europe/Berlin")
    assert garmin_json.recognises(head(tmp_path, data))
    assert brief(rows) == [
        ("weight", AT, 60, AT, 75.8, "kg"), ("body-fat", AT, 60, AT, 21.5, "%"),
        ("muscle-mass", AT, 60, AT, 33.1, "kg"), ("bone-mass", AT, 60, AT, 3, "kg"),
        ("weight", MIDNIGHT - 25 * HOUR, 60, MIDNIGHT - 25 * HOUR, 76, "kg"),
    ]  # fmt: skip
    assert tally.sources == {"Garmin Index": 4, "Garmin": 1}


def test_the_status_of_a_day_counts_where_its_night_does_not_tell_it(tmp_path):
    rows, tally = read(tmp_path, "garmin-json", array(STATUS))
    assert brief(rows) == [("oxygen-saturation", MIDNIGHT, 0, MIDNIGHT, 96, "%")]
    assert tally.ignored == {"health status HRV": 1}
    rows, tally = read(tmp_path, "garmin-json", {"a": array(STATUS), "b": array(NIGHT)})
    assert [row[4] for row in rows if row[0] == "oxygen-saturation"] == [95.5]
    assert tally.ignored == {"health status HRV": 1, "oxygen-saturation told twice": 1}


def test_the_scale_tells_grams(tmp_path):
    typed = {
        "metaData": {"calendarDate": "2026-02-03T11:00:00.0"}, "height": 172.0,
        "weight": {"weight": 75_000.0, "sourceType": "MANUAL"},
    }  # fmt: skip
    rows, tally = read(tmp_path, "garmin-json", array(BODY, typed, typed | {"weight": None}))
    assert brief(rows) == [
        ("weight", AT, 0, AT, 75.8, "kg"),
        ("body-fat", AT, 0, AT, 21.5, "%"),
        ("muscle-mass", AT, 0, AT, 33.1, "kg"),
        ("bone-mass", AT, 0, AT, 3, "kg"),
        ("body-water", AT, 0, AT, 55.5, "%"),
        ("visceral-fat", AT, 0, AT, 6, "rating"),
        ("height", AT + HOUR, 0, AT + HOUR, 172, "cm"),
        ("weight", AT + HOUR, 0, AT + HOUR, 75, "kg"),
    ]
    assert tally.sources == {"Garmin Index": 6, "Garmin": 2}


def test_blood_pressure_has_the_parts_of_a_local_time(tmp_path):
    reading = {
        "metaData": {"calendarDate": [2026, 2, 3, 11, 0, 39, 806_000_000], "sequence": 1},
        "bloodPressure": {"systolic": 121, "diastolic": 79, "pulse": 66},
    }
    half = reading | {"bloodPressure": {"systolic": 121, "pulse": 0}}
    rows, tally = read(tmp_path, "garmin-json", array(reading, half), zone="Europe/Berlin")
    assert [(row[0], row[1], row[4], row[5]) for row in rows] == [
        ("blood-pressure", AT + 39_000, 121, 79), ("heart-rate", AT + 39_000, 66, None),
    ]  # fmt: skip
    assert [(r.line, r.code) for r in tally.rejections] == [(2, "half-a-pressure")]


def test_water_fitness_and_activities(tmp_path):
    drunk = {
        "calendarDate": "2026-02-03",
        "timestampLocal": "2026-02-03T10:00:00.0",
        "valueInML": 250.0,
    }
    sweated = drunk | {"valueInML": 0.0, "estimatedSweatLossInML": 500.0}
    fit = {"calendarDate": "2026-02-03", "sport": "RUNNING", "vo2MaxValue": 48.0}
    run = {
        "activityId": 7, "startTimeGmt": AT, "startTimeLocal": AT + HOUR, "duration": 1_800_000.5,
        "activityType": "trail_running",
    }  # fmt: skip
    members = {
        "a": array(drunk, sweated), "b": array(fit, fit | {"vo2MaxValue": None}),
        "c": array({"summarizedActivitiesExport": [run]}),
    }  # fmt: skip
    rows, tally = read(tmp_path, "garmin-json", members)
    assert brief(rows) == [
        ("water", AT, 0, AT, 250, "mL"),
        ("vo2-max", MIDNIGHT, 0, MIDNIGHT, 48, "mL/kg/min"),
        ("workouts", AT, 60, AT + HOUR // 2, 1, "count"),
    ]
    assert tags(tmp_path, "garmin-json", members)[-1] == ("trail-running",)
    assert tally.rejected == 0


def test_bad_records_are_rejected_with_their_numbers(tmp_path):
    weight = BODY["weight"]
    records = [
        BODY,
        BODY | {"weight": {"weight": "heavy", "timestampGMT": "2026-02-03T10:00:00.0"}},
        {"metaData": {}, "weight": {"weight": 70_000.0, "timestampGMT": "soon"}},
        {"metaData": {}, "weight": {"weight": 1.0, "timestampGMT": "2026-02-03T10:00:00.0"}},
        {"metaData": None, "weight": weight}, 7, [], {},
    ]  # fmt: skip
    rows, tally = read(tmp_path, "garmin-json", array(*records))
    assert len(rows) == 12
    assert [(r.line, r.code) for r in tally.rejections] == [
        (2, "not-a-number"), (3, "time-unreadable"), (4, "out-of-range"),
    ]  # fmt: skip


def test_a_broken_file_among_others_is_told_and_the_rest_is_read(tmp_path):
    members = {"a": array(BODY)[:-3], "b": array(DAY)}
    rows, tally = read(tmp_path, "garmin-json", members)
    assert len(rows) == 6
    assert [(r.code, r.member) for r in tally.rejections] == [("json-broken", "a")]


@pytest.mark.parametrize(
    ("data", "known"),
    [
        (array(DAY), True), (array(NIGHT), True), (array(BODY), True), (array(STATUS), True),
        (b'[{"summarizedActivitiesExport": [{"activityId": 1}]}]', True),
        (b'[{"calendarDate": "2026-02-03", "overallScore": 5}]', False),
        (b'[{"valueInML": 5}]', False), (b'{"resourceType": "Bundle"}', False),
        (b'[{"_id": "a", "sgv": 118}]', False), (b"[]", False), (b"", False), (b"\0\1", False),
        (b"uid,person,type\n", False),
    ],
)  # fmt: skip
def test_files_are_known_by_what_is_in_them(tmp_path, data, known):
    assert garmin_json.recognises(head(tmp_path, data)) is known


@given(st.binary(max_size=200), st.sampled_from([DAY, NIGHT, BODY, STATUS]))
def test_any_bytes_after_a_record_are_read_or_refused(tmp_path_factory, rest, record):
    with suppress(BadFile):
        folder = tmp_path_factory.getbasetemp()
        read(folder, "garmin-json", array(record)[:-1] + b"," + rest)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=8) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)


@settings(max_examples=40)
@given(st.sampled_from([DAY, NIGHT, BODY, STATUS]), st.data())
def test_any_values_of_known_keys_are_read_or_rejected(tmp_path_factory, record, data):
    changed = data.draw(st.dictionaries(st.sampled_from(sorted(record)), VALUES))
    told = array(record, record | changed)
    read(tmp_path_factory.getbasetemp(), "garmin-json", told)
