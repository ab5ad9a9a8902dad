from __future__ import annotations

import gzip
import json
import struct
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthdesk.domain.errors import BadFile
from healthdesk.domain.transfers import Answers
from healthdesk.exchange import fit_beats, garmin_fit
from healthdesk.exchange.fit_messages import checksum, sound
from tests.exchange.fit_files import AT, MORNING, FitMessage, file_id, fit
from tests.exchange.reading import brief, head, read, tags

MS = MORNING * 1000
MIDNIGHT = AT - 10 * 3600
MIN = 60_000


def scale(weight: int = 7580, user: int | None = None, at: int = AT, fat: int = 0xFFFF):
    fields = {253: ("I", at), 0: ("H", weight), 1: ("H", fat), 5: ("H", 0xFFFF)}
    return 30, fields if user is None else fields | {12: ("H", user)}


def pressure(high: int = 121, low: int = 79, pulse: int = 66, status: int = 0, at: int = AT):
    return 51, {
        253: ("I", at), 0: ("H", high), 1: ("H", low), 6: ("B", pulse), 8: ("e", status),
        9: ("H", 0xFFFF),
    }  # fmt: skip


def info(at: int = MIDNIGHT, offset: int = 0) -> FitMessage:
    return 103, {253: ("I", at), 0: ("I", at + offset)}


def walked(at: int, steps: int, activity: int = 6) -> FitMessage:
    return 55, {3: ("I", steps), 26: ("H", at & 0xFFFF), 5: ("e", activity)}


@pytest.mark.parametrize("endian", ["<", ">"])
def test_a_scale_gives_weight_and_fat_in_either_byte_order(tmp_path, endian):
    rows, tally = read(tmp_path, "garmin-fit", fit(file_id(), scale(fat=2230), endian=endian))
    assert brief(rows) == [
        ("weight", MS, 0, MS, 75.8, "kg"),
        ("body-fat", MS, 0, MS, 22.3, "%"),
    ]
    assert tally.sources == {"Garmin Index smart scale": 2}


def test_a_scale_that_tells_more_gives_more(tmp_path):
    told = {253: ("I", AT), 2: ("H", 5510), 3: ("H", 120), 4: ("H", 312), 11: ("B", 7)}
    rows, tally = read(tmp_path, "garmin-fit", fit(file_id(), (30, told)))
    assert [(row[0], row[4], row[6]) for row in rows] == [
        ("body-water", 55.1, "%"),
        ("bone-mass", 3.12, "kg"),
        ("visceral-fat", 7, "rating"),
    ]
    assert tally.ignored == {"visceral_fat_mass": 1}


def test_fields_the_scale_left_invalid_are_no_readings(tmp_path):
    message = scale(weight=0xFFFE, fat=0xFFFF)
    rows, tally = read(tmp_path, "garmin-fit", fit(file_id(), message, scale(weight=0)))
    assert (rows, tally.read) == ([], 0)


def test_users_of_a_scale_are_asked_for_and_answered(tmp_path):
    data = fit(file_id(), scale(user=0), scale(5820, user=1, at=AT + 60))
    _, tally = read(tmp_path, "garmin-fit", data)
    assert [(q.kind, q.subject) for q in tally.questions] == [
        ("file-user", "0"),
        ("file-user", "1"),
    ]
    assert [q.details["sample"]["value"] for q in tally.questions] == [75.8, 58.2]
    answers = Answers(file_users={"0": 7, "1": None})
    rows, tally = read(tmp_path, "garmin-fit", data, answers=answers)
    assert [row[4] for row in rows] == [75.8]
    assert (tally.questions, tally.ignored) == ([], {"user 1": 1})


def test_one_user_of_a_scale_is_nobody_to_ask_for(tmp_path):
    _, tally = read(tmp_path, "garmin-fit", fit(file_id(), scale(user=0)))
    assert tally.questions == []


def test_a_blood_pressure_is_one_reading_and_its_pulse_another(tmp_path):
    rows, _ = read(tmp_path, "garmin-fit", fit(file_id(14), pressure()))
    assert [(row[0], row[4], row[5], row[6]) for row in rows] == [
        ("blood-pressure", 121, 79, "mmHg"),
        ("heart-rate", 66, None, "bpm"),
    ]


def test_a_failed_measurement_is_none_and_an_irregular_one_is_marked(tmp_path):
    data = fit(file_id(14), pressure(status=2), pressure(status=4, pulse=255), pressure(low=0xFFFF))
    rows, tally = read(tmp_path, "garmin-fit", data)
    assert [row[0] for row in rows] == ["blood-pressure", "heart-rate"]
    assert tally.ignored == {"failed blood pressure": 1}
    assert [r.code for r in tally.rejections] == ["half-a-pressure"]


@pytest.mark.parametrize(
    ("at", "code"), [(0, "clock-not-set"), (86_400, "clock-not-set"), (0xFFFFFFFF, "time-missing")]
)
def test_a_clock_that_was_never_set_gives_no_date(tmp_path, at, code):
    rows, tally = read(tmp_path, "garmin-fit", fit(file_id(), scale(at=at)))
    assert (rows, [r.code for r in tally.rejections]) == ([], [code])


def test_times_without_a_local_one_take_the_zone_asked_for_and_say_so(tmp_path):
    rows, tally = read(tmp_path, "garmin-fit", fit(file_id(), scale()), zone="Asia/Tokyo")
    assert (rows[0][1:3], tally.time_zone) == ((MS, 540), "Asia/Tokyo")


def test_steps_counted_up_since_midnight_become_those_of_intervals(tmp_path):
    hour = MIDNIGHT - 5 * 3600
    data = fit(
        file_id(32), info(hour, 5 * 3600),
        walked(hour + 600, 100), walked(hour + 900, 40, activity=1), walked(hour + 1200, 315),
        walked(hour + 1500, 315), walked(hour + 1800, 20),
        (55, {3: ("I", 500), 26: ("H", (hour + 1900) & 0xFFFF), 5: ("e", 2)}),
    )  # fmt: skip
    rows, tally = read(tmp_path, "garmin-fit", data)
    start = (hour + 631_065_600) * 1000
    assert brief(rows) == [
        ("steps", start, 300, start + 10 * MIN, 100, "steps"),
        ("steps", start, 300, start + 15 * MIN, 40, "steps"),
        ("steps", start + 10 * MIN, 300, start + 20 * MIN, 215, "steps"),
        # Fewer than before: the watch began again.
        ("steps", start + 25 * MIN, 300, start + 30 * MIN, 20, "steps"),
    ]
    assert tally.time_zone == ""


def test_a_count_goes_on_in_the_next_file_whatever_the_files_are_called(tmp_path):
    first = fit(file_id(32, made=MIDNIGHT), info(), walked(MIDNIGHT + 600, 100))
    second = fit(
        file_id(32, made=MIDNIGHT + 601), info(MIDNIGHT + 601), walked(MIDNIGHT + 1200, 150)
    )
    rows, _ = read(tmp_path, "garmin-fit", {"a.fit": second, "b.fit": first})
    assert [row[4] for row in rows] == [100, 50]


def test_the_count_at_midnight_belongs_to_the_day_that_ends(tmp_path):
    day = 86_400
    data = fit(
        file_id(32), info(), walked(MIDNIGHT + day - 60, 900), walked(MIDNIGHT + day, 950),
        walked(MIDNIGHT + day + 60, 30),
    )  # fmt: skip
    rows, _ = read(tmp_path, "garmin-fit", data)
    assert [row[4] for row in rows] == [900, 50, 30]


def test_sixteen_bits_of_time_roll_over(tmp_path):
    later = [MIDNIGHT + 50_000, MIDNIGHT + 100_000]
    pulses = [(55, {26: ("H", at & 0xFFFF), 27: ("B", 60)}) for at in later]
    rows, _ = read(tmp_path, "garmin-fit", fit(file_id(32), info(), *pulses))
    assert [row[1] for row in rows] == [(at + 631_065_600) * 1000 for at in later]


def test_distance_and_energy_are_counted_too_and_nothing_is_made_of_the_rest(tmp_path):
    ride = (55, {2: ("I", 9000), 19: ("H", 40), 253: ("I", AT), 5: ("e", 2)})
    walk = (55, {2: ("I", 123_456), 19: ("H", 90), 253: ("I", AT), 5: ("e", 6), 1: ("H", 1900)})
    rows, _ = read(tmp_path, "garmin-fit", fit(file_id(32), info(), ride, walk))
    assert [(row[0], row[4], row[6]) for row in rows] == [
        ("active-energy", 40, "kcal"),
        ("distance", 1234.56, "m"),
        ("active-energy", 90, "kcal"),
    ]


def test_what_a_watch_notices_through_day_and_night(tmp_path):
    data = fit(
        file_id(32), info(AT, 3600),
        (211, {253: ("I", AT), 0: ("B", 55), 1: ("B", 52)}),
        (211, {253: ("I", AT + 60), 0: ("B", 55), 1: ("B", 51)}),
        (269, {253: ("I", AT), 0: ("B", 96)}),
        (297, {253: ("I", AT), 0: ("h", 1420)}),
        (297, {253: ("I", AT), 0: ("h", -200)}),
        (229, {0: ("I", AT), 2: ("H", 475)}),
        (227, {0: ("h", 30), 1: ("I", AT)}),
        (371, {253: ("I", AT), 0: ("H", 6400)}),
    )  # fmt: skip
    rows, tally = read(tmp_path, "garmin-fit", data)
    assert brief(rows) == [
        ("oxygen-saturation", MS, 60, MS, 96, "%"),
        ("respiratory-rate", MS, 60, MS, 14.2, "/min"),
        ("vo2-max", MS, 60, MS, 47.5, "mL/kg/min"),
        ("resting-heart-rate", MS + MIN, 60, MS + MIN, 51, "bpm"),
    ]
    assert tally.ignored == {"stress_level": 1, "hrv_rmssd": 1}


def test_a_sleep_level_lasts_until_the_next_one(tmp_path):
    levels = [(2, 0), (3, 30), (3, 40), (0, 60), (4, 70), (1, 90)]
    data = fit(
        file_id(49), *((275, {253: ("I", AT + m * 60), 0: ("e", level)}) for level, m in levels)
    )
    rows, tally = read(tmp_path, "garmin-fit", data)
    assert [(row[4], (row[1] - MS) // MIN, (row[3] - MS) // MIN) for row in rows] == [
        (2, 0, 30), (3, 30, 40), (3, 40, 60), (4, 70, 90),
    ]  # fmt: skip
    assert tally.ignored == {"sleep_level without an end": 1}


def session(sport: int = 0, sub_sport: int = 0, sdrr: int = 0xFFFF) -> FitMessage:
    return 18, {
        253: ("I", AT + 120), 2: ("I", AT), 5: ("e", sport), 6: ("e", sub_sport), 197: ("H", sdrr),
    }  # fmt: skip


BEATS = [(78, {0: ("H", (1000, 1050, 950, 1000, 0xFFFF))}) for _ in range(30)]


@pytest.mark.parametrize(
    ("messages", "value", "ignored"),
    [
        ([session(sdrr=48)], 48, {}),
        ([*BEATS, session(sdrr=48)], 48, {}),
        ([*BEATS, session(sub_sport=62)], 35.7, {}),
        (BEATS, 35.7, {}),
        ([*BEATS, session(sport=1)], None, {"hrv": 120}),
        ([*BEATS[:10], session(sub_sport=62)], None, {"hrv": 40}),
    ],
    ids=["told", "told beside beats", "breathing", "beats alone", "running", "too few"],
)
def test_variability_is_told_or_worked_out_of_beats_at_rest(tmp_path, messages, value, ignored):
    rows, tally = read(tmp_path, "garmin-fit", fit(file_id(4), *messages))
    assert [row[4] for row in rows] == ([] if value is None else [value])
    assert tally.ignored == ignored


def test_a_session_is_a_workout_of_its_sport(tmp_path):
    def lasted(number: int, fields: Any, seconds: int) -> FitMessage:
        return number, fields | {7: ("I", seconds * 1000)}

    run, change, breathe = session(sport=1), session(sport=3), session(sub_sport=62)
    data = fit(
        file_id(4), lasted(*run, 3600), lasted(*change, 60), lasted(*breathe, 300),
        lasted(*session(sdrr=48), 120), run,
    )  # fmt: skip
    rows, tally = read(tmp_path, "garmin-fit", data)
    assert brief(rows)[1] == ("workouts", MS, 0, MS + 3_600_000, 1, "count")
    assert [row[0] for row in rows] == ["heart-rate-variability", "workouts"]
    assert tags(tmp_path, "garmin-fit", data) == [(), ("running",)]
    assert tally.rejected == 0


@pytest.mark.parametrize(
    ("local", "offset", "zone"),
    [
        (AT + 9 * 3600, 540, ""), (AT - 210 * 60 + 3, -210, ""),
        # UTC told twice, none, and no place's.
        (AT, 60, "Europe/Berlin"), (0xFFFFFFFF, 60, "Europe/Berlin"),
        (AT + 90 * 3600, 60, "Europe/Berlin"),
    ],
)  # fmt: skip
def test_a_workout_stands_on_the_clock_its_file_tells_behind_it(tmp_path, local, offset, zone):
    ran = (18, {2: ("I", AT), 5: ("e", 1), 7: ("I", 1_800_000), 253: ("I", AT + 1800)})
    activity = (34, {253: ("I", AT), 5: ("I", local)})
    data = fit(file_id(4), ran, activity)
    rows, tally = read(tmp_path, "garmin-fit", data, zone="Europe/Berlin")
    assert [(row[0], row[2]) for row in rows] == [("workouts", offset)]
    assert tally.time_zone == zone


def test_false_beats_do_not_count_as_variability():
    beats = fit_beats.Beats()
    beats.add([1.0, 1.02] * 40 + [0.5, 0.1, 2.5, None])
    assert beats.count == 83
    assert beats.deviation() == pytest.approx(10.06, abs=0.1)


def test_of_a_long_recording_of_exercise_the_workout_is_kept(tmp_path):
    record = [(20, {253: ("I", AT), 3: ("B", 150)})] * 60_000
    session = (18, {2: ("I", AT), 5: ("e", 1), 7: ("I", 1_800_000), 253: ("I", AT + 1800)})
    rows, tally = read(tmp_path, "garmin-fit", fit(file_id(4), *record, session))
    assert [(row[0], row[3] - row[1]) for row in rows] == [("workouts", 1_800_000)]
    assert tally.ignored == {}


@pytest.mark.parametrize(
    ("maker", "source"), [(294, "Coros"), (32, "Wahoo fitness"), (60_000, "FIT")]
)
def test_others_than_garmin_are_named(tmp_path, maker, source):
    _, tally = read(tmp_path, "garmin-fit", fit(file_id(maker=maker), pressure()))
    assert set(tally.sources) == {source}


def test_a_workout_is_the_one_that_the_account_tells(tmp_path):
    """Its files come beside each other in one export."""
    session = (18, {2: ("I", AT), 5: ("e", 1), 7: ("I", 3_386_583)})
    told = {
        "activityId": 1, "activityType": "running", "beginTimestamp": MS, "duration": 3_000_000.0,
        "elapsedDuration": 3_386_583.0078125, "startTimeLocal": MS,
    }  # fmt: skip
    summed = json.dumps([{"summarizedActivitiesExport": [told]}]).encode()
    (of_watch,), _ = read(tmp_path, "garmin-fit", fit(file_id(4), session))
    (of_account,), _ = read(tmp_path, "garmin-json", summed)
    assert of_watch[:12] == of_account[:12]  # but for the line


def test_settings_are_left_out_but_not_what_follows_them_in_one_file(tmp_path):
    data = fit(file_id(2), scale()) + fit(file_id(), scale(7600))
    rows, tally = read(tmp_path, "garmin-fit", data)
    assert [row[4] for row in rows] == [76]
    assert tally.ignored == {"file of kind settings": 1}


def test_files_in_one_another_are_read_on(tmp_path):
    data = fit(file_id(), scale()) + fit(file_id(), scale(7600, at=AT + 60))
    rows, _ = read(tmp_path, "garmin-fit", data)
    assert [row[4] for row in rows] == [75.8, 76]


WHOLE = fit(file_id(), scale(), pressure())


@pytest.mark.parametrize(
    "data",
    [WHOLE[:-1], WHOLE[:60], WHOLE[:12], WHOLE[:-2] + b"\0\1", WHOLE + b"more",
     WHOLE[:40] + b"x" + WHOLE[41:]],
    ids=["cut", "half", "header", "checksum", "rest", "altered"],
)  # fmt: skip
def test_a_damaged_file_is_refused_and_among_others_told(tmp_path, data):
    with pytest.raises(BadFile) as caught:
        read(tmp_path, "garmin-fit", data)
    assert caught.value.code == "fit-damaged"
    rows, tally = read(tmp_path, "garmin-fit", {"a.fit": data, "b.fit": WHOLE})
    assert len(rows) == 3
    assert [(r.code, r.member) for r in tally.rejections] == [("fit-damaged", "a.fit")]


def test_files_packed_one_by_one_are_read_as_they_are(tmp_path):
    late = gzip.compress(fit(file_id(made=AT + 60), scale(7600, at=AT + 60)))
    rows, tally = read(tmp_path, "garmin-fit", {"1.fit.gz": late, "2.fit.gz": gzip.compress(WHOLE)})
    assert [row[4] for row in rows if row[0] == "weight"] == [75.8, 76]
    assert tally.rejections == []


PACKED = gzip.compress(WHOLE, mtime=0)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (PACKED[:-1], "fit-damaged"), (PACKED[:30], "fit-damaged"), (PACKED + b"x", "fit-damaged"),
        (PACKED[:-6] + b"x" + PACKED[-5:], "fit-damaged"),
        (gzip.compress(WHOLE[:-1], mtime=0), "fit-damaged"),
        (gzip.compress(PACKED, mtime=0), "fit-damaged"),
        (gzip.compress(WHOLE + bytes(33 << 20), mtime=0), "file-too-much"),
    ],
    ids=["cut", "half", "more behind it", "altered", "cut inside", "packed twice", "too much"],
)  # fmt: skip
def test_a_packed_file_is_read_whole_or_refused(tmp_path, data, code):
    with pytest.raises(BadFile) as caught:
        read(tmp_path, "garmin-fit", data)
    assert caught.value.code == code


def test_parts_packed_one_behind_another_are_all_read(tmp_path):
    late = gzip.compress(fit(file_id(made=AT + 60), scale(7600, at=AT + 60)), mtime=0)
    rows, _ = read(tmp_path, "garmin-fit", PACKED + late)
    assert [row[4] for row in rows if row[0] == "weight"] == [75.8, 76]


@given(st.binary(max_size=300))
def test_any_messages_behind_a_sound_frame_are_read_or_refused(tmp_path_factory, body):
    start = fit(file_id(32))[14:-2]
    header = struct.pack("<BBHI4s", 14, 0x10, 2100, len(start + body), b".FIT")
    header += struct.pack("<H", checksum(header))
    data = header + start + body
    data += struct.pack("<H", checksum(data))
    assert sound(data)
    with suppress(BadFile):
        read(tmp_path_factory.getbasetemp(), "garmin-fit", data)


FIELDS = st.dictionaries(
    st.sampled_from([0, 1, 2, 3, 5, 6, 8, 9, 12, 19, 24, 26, 27, 253]),
    st.tuples(st.sampled_from("BHIi"), st.integers(0, 255)),
    max_size=6,
)
NUMBERS = st.sampled_from(sorted(garmin_fit.WANTED))


@given(st.lists(st.tuples(NUMBERS, FIELDS), max_size=8))
def test_known_messages_with_any_fields_are_read_or_refused(tmp_path_factory, messages):
    with suppress(BadFile):
        read(tmp_path_factory.getbasetemp(), "garmin-fit", fit(file_id(32), *messages))


@pytest.mark.parametrize(
    ("data", "known"),
    [(WHOLE, True), (WHOLE[:12], True), (WHOLE[:11], False), (b"", False), (b"PK\3\4" * 9, False),
     (b"\x0e\x10\0\0\0\0\0\0.FIX\0\0", False), (b"<HealthData", False), (PACKED, True),
     (PACKED[:40], True), (gzip.compress(b"<gpx", mtime=0), False),
     (PACKED[:10] + b"\xff" * 9, False)],
)  # fmt: skip
def test_it_is_known_by_its_header(tmp_path, data, known):
    assert garmin_fit.recognises(head(tmp_path, data)) is known
