from __future__ import annotations

import datetime as dt
import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthdesk.domain.errors import BadFile
from healthdesk.domain.transfers import Answers
from healthdesk.exchange import fitbit
from healthdesk.exchange.batches import Options
from healthdesk.exchange.files import Files
from healthdesk.exchange.fitbit_json import FitbitJson
from healthdesk.exchange.fitbit_sleep import stages
from healthdesk.exchange.gathering import Gathering
from healthdesk.exchange.local_times import WallClock
from healthdesk.exchange.once_a_day import OnceADay
from tests.exchange.hostile import bear_all
from tests.exchange.reading import NOW, brief, head, read, tags

# 2026-02-03T10:00:00Z
AT = 1_770_112_800_000
HOUR, MIN = 3_600_000, 60_000
POUNDS = Answers(units={"weight": "lb"})
WEIGHT = {
    "logId": 1, "weight": 174.2, "bmi": 28.0, "fat": 38.757999420166016, "date": "02/03/26",
    "time": "10:00:00", "source": "Aria",
}  # fmt: skip


def series(*values: object, at: str = "02/03/26 10:00:00") -> bytes:
    return json.dumps([{"dateTime": at, "value": value} for value in values]).encode()


def named(name: str, data: bytes) -> dict[str, bytes]:
    return {f"Takeout/Fitbit/Global Export Data/{name}-2026-02-03.json": data}


class TestJson:
    def test_a_weight_has_no_unit_so_it_is_asked(self, tmp_path):
        data = json.dumps([WEIGHT]).encode()
        _, tally = read(tmp_path, "fitbit", data)
        assert [(q.kind, q.subject) for q in tally.questions] == [("unit", "weight")]
        rows, tally = read(tmp_path, "fitbit", data, answers=POUNDS, zone="Europe/Berlin")
        local = AT - HOUR
        assert brief(rows) == [
            ("weight", local, 60, local, 174.2, "lb"),
            ("body-fat", local, 60, local, 38.76, "%"),
        ]
        assert (tally.questions, tally.time_zone) == ([], "Europe/Berlin")
        assert tally.sources == {"Fitbit Aria": 2}

    def test_days_come_after_months_even_where_the_other_way_would_do(self, tmp_path):
        data = json.dumps([WEIGHT | {"date": "03/04/26", "source": "API"}]).encode()
        rows, tally = read(tmp_path, "fitbit", data, answers=POUNDS)
        assert dt.datetime.fromtimestamp(rows[0][1] / 1000, dt.UTC).date() == dt.date(2026, 3, 4)
        assert tally.sources == {"Fitbit": 2}

    @pytest.mark.parametrize(
        ("kind", "value", "expected"),
        [
            ("heart_rate", {"bpm": 70, "confidence": 2}, ("heart-rate", AT, AT, 70, "bpm")),
            ("steps", "12", ("steps", AT, AT + MIN, 12, "steps")),
            ("distance", "6120", ("distance", AT, AT + MIN, 61.2, "m")),
            ("height", "1727", ("height", AT - HOUR, AT - HOUR, 1727, "mm")),
            ("resting_heart_rate", {"date": "02/03/26", "value": 65.345298, "error": 6.7},
             ("resting-heart-rate", AT - HOUR, AT - HOUR, 65.35, "bpm")),
            ("demographic_vo2_max", {"demographicVO2Max": 44.123, "demographicVO2MaxError": 3.0},
             ("vo2-max", AT - HOUR, AT - HOUR, 44.12, "mL/kg/min")),
        ],
    )  # fmt: skip
    def test_series_are_utc_or_local_by_their_kind(self, tmp_path, kind, value, expected):
        rows, _ = read(tmp_path, "fitbit", named(kind, series(value)), zone="Europe/Berlin")
        assert [(row[0], row[1], row[3], row[4], row[6]) for row in rows] == [expected]
        assert rows[0][2] == 60

    def test_which_kinds_are_utc_is_one_switch(self, tmp_path):
        path = tmp_path / "heart_rate-2026-02-03.json"
        path.write_bytes(series({"bpm": 70, "confidence": 2}))
        files = Files(path)
        gathering = Gathering("fitbit", files, Options(now=NOW, zone="Europe/Berlin"))
        readings = FitbitJson(gathering, files, OnceADay(), in_utc=frozenset())
        assert list(readings.read("", 0, "heart_rate", 0))
        assert gathering.tally.first == (AT - HOUR, 60)

    def test_what_stands_for_none_is_no_reading(self, tmp_path):
        members = (
            named("steps", series("0", "5"))
            | named("resting_heart_rate", series({"date": None, "value": 0.0, "error": 0.0}))
            | named("calories", series("1.19"))
            | named("altitude", series("10"))
        )
        rows, tally = read(tmp_path, "fitbit", members)
        assert [row[4] for row in rows] == [5]
        assert (tally.rejected, tally.ignored) == (0, {"calories": 1, "altitude": 1})

    def test_active_minutes_of_a_day_are_told_in_two_files(self, tmp_path):
        members = (
            named("moderately_active_minutes", series("12", at="02/03/26 00:00:00"))
            | named("very_active_minutes", series("12", at="02/03/26 00:00:00"))
            | named("lightly_active_minutes", series("200", at="02/03/26 00:00:00"))
        )
        rows, tally = read(tmp_path, "fitbit", members, zone="Europe/Berlin")
        midnight = AT - 11 * HOUR
        assert brief(rows) == [("exercise-minutes", midnight, 60, midnight + 24 * HOUR, 24, "min")]
        assert (tally.ignored, tally.rejected) == ({"lightly_active_minutes": 1}, 0)
        table = b"timestamp,light,moderate,very,data source\n2026-02-03T10:01:00Z,0,1,0,App\n"
        rows, tally = read(tmp_path, "fitbit", {**members, "active_minutes_1.csv": table})
        assert [row[4] for row in rows] == [1]
        assert tally.ignored["exercise-minutes told twice"] == 1

    def test_exports_that_overlap_tell_active_minutes_once(self, tmp_path):
        day = "02/03/26 00:00:00"
        very, fairly = series("30", at=day), series("5", at=day)
        members = {
            "a/very_active_minutes-2026-01-05.json": series("12", at=day),
            "a/moderately_active_minutes-2026-01-05.json": fairly,
            "b/very_active_minutes-2026-02-03.json": very,
            "c/very_active_minutes-2026-02-03.json": very,
        }
        rows, tally = read(tmp_path, "fitbit", members)
        assert [(row[0], row[4]) for row in rows] == [("exercise-minutes", 35)]
        assert tally.ignored == {"very_active_minutes told twice": 2}

    def test_exports_that_overlap_tell_a_food_once(self, tmp_path):
        def food(number: int | None) -> dict[str, object]:
            number_told = {} if number is None else {"logId": number}
            return number_told | {"logDate": "2026-02-03", "loggedFood": {"calories": 105}}

        log = json.dumps([food(1), food(1)]).encode()
        later = json.dumps([food(1), food(2), food(None), food(None)]).encode()
        members = {"a/food_logs-0.json": log, "b/food_logs-0.json": later}
        rows, tally = read(tmp_path, "fitbit", members)
        assert [row[1] - AT for row in rows] == [2 * HOUR + 1000 * again for again in range(4)]
        assert tally.ignored == {"food_logs told twice": 2}
        assert [warning.code for warning in tally.warnings] == ["times-at-noon"]

    def test_foods_are_of_their_day_and_equal_ones_are_two(self, tmp_path):
        apple = {
            "isFavorite": False, "logDate": "2026-02-03", "logId": 7,
            "loggedFood": {"name": "Apple", "calories": 95, "mealTypeId": 1},
            "nutritionalValues": {"calories": 95, "carbs": 25.13, "fat": 0, "fiber": 4.4},
        }  # fmt: skip
        quick = {"logDate": "2026-02-03", "logId": 9, "loggedFood": {"calories": 300}}
        again = apple | {"logId": 8}
        data = json.dumps([apple, again, quick, quick | {"logDate": "3.2."}]).encode()
        assert fitbit.recognises(head(tmp_path, data, "food_logs-0.json"))
        rows, tally = read(tmp_path, "fitbit", data, zone="Europe/Berlin")
        noon = AT + HOUR
        assert [(row[0], row[1] - noon, row[4], row[11]) for row in rows] == [
            ("calories", 0, 95, "Apple"), ("carbohydrates", 0, 25.13, "Apple"),
            ("calories", 1000, 95, "Apple"), ("carbohydrates", 1000, 25.13, "Apple"),
            ("calories", 0, 300, ""),
        ]  # fmt: skip
        assert tally.ignored == {"food fiber": 2}
        assert [(r.line, r.code) for r in tally.rejections] == [(4, "time-unreadable")]

    def test_bad_items_are_rejected_with_their_number(self, tmp_path):
        data = json.dumps(
            [
                WEIGHT, WEIGHT | {"date": "13/01/26"}, WEIGHT | {"weight": "heavy"},
                WEIGHT | {"weight": 1e400}, {"logId": 3}, WEIGHT | {"weight": 9000}, 7, None,
            ]
        ).encode()  # fmt: skip
        rows, tally = read(tmp_path, "fitbit", data, answers=POUNDS)
        assert [row[0] for row in rows] == ["weight", "body-fat", "body-fat"]
        assert [(r.line, r.code) for r in tally.rejections] == [
            (2, "time-unreadable"), (3, "not-a-number"), (4, "not-a-number"),
            (5, "time-unreadable"), (6, "out-of-range"),
        ]  # fmt: skip


def session(*data: tuple[str, str, int], short: tuple[tuple[str, str, int], ...] = ()) -> dict:
    def entries(told):
        return [
            {"dateTime": f"2026-02-03T{clock}:00.000", "level": level, "seconds": seconds}
            for clock, level, seconds in told
        ]

    return {
        "logId": 5, "dateOfSleep": "2026-02-03", "startTime": "2026-02-03T01:00:00.000",
        "endTime": "2026-02-03T03:00:00.000", "minutesAsleep": 100,
        "levels": {"summary": {}, "data": entries(data), "shortData": entries(short)},
    }  # fmt: skip


ONE = AT - 9 * HOUR


class TestSleep:
    def spans(self, *sessions: dict, folder, zone: str = "UTC"):
        rows, tally = read(folder, "fitbit", json.dumps(sessions).encode(), zone=zone)
        return [(row[4], (row[1] - ONE) // MIN, (row[3] - ONE) // MIN) for row in rows], tally

    def test_short_wakes_lie_over_the_long_stages(self, tmp_path):
        night = session(
            ("01:00", "light", 3600), ("02:00", "deep", 1800), ("02:30", "rem", 1800),
            short=(("01:10", "wake", 60), ("01:59", "wake", 120), ("02:40", "wake", 30)),
        )  # fmt: skip
        assert self.spans(night, folder=tmp_path)[0] == [
            (0, 0, 120),
            (2, 0, 10), (5, 10, 11), (2, 11, 59), (5, 59, 61), (3, 61, 90), (4, 90, 100),
            (5, 100, 100), (4, 100, 120),
        ]  # fmt: skip

    def test_classic_nights_and_nights_without_stages(self, tmp_path):
        classic = session(("01:00", "asleep", 600), ("01:10", "restless", 60), ("01:11", "?", 60))
        bare = {key: told for key, told in session().items() if key != "levels"}
        spans, _ = self.spans(classic, bare, folder=tmp_path)
        assert spans == [(0, 0, 120), (1, 0, 10), (5, 10, 11), (1, 0, 120)]

    def test_a_night_whose_hour_comes_twice_stays_in_order(self):
        told = session(("01:00", "light", 1800), ("02:30", "deep", 3600), ("02:30", "rem", 1800))
        clock = WallClock("Europe/Berlin")

        def instant(wall, fold):
            return clock.instant(wall.replace(month=10, day=25), fold)

        told["levels"]["data"][1]["dateTime"] = "2026-02-03T02:40:00.000"
        spans = [(s.code, s.start) for s in stages(told, instant)][1:]
        assert [code for code, _ in spans] == [2, 3, 4]
        assert spans[2][1] - spans[1][1] == 50 * MIN

    @pytest.mark.parametrize(("hours", "length"), [(7, 7), (6, 7)])
    def test_a_night_as_long_as_its_clock_says_keeps_the_clock_of_its_beginning(
        self, tmp_path, hours, length
    ):
        """In the night of 25 October the clock is set back from 3 to 2."""
        night = session(("05:00", "deep", 3600)) | {
            "startTime": "2026-10-24T23:00:00.000", "endTime": f"2026-10-25T0{hours - 1}:00:00.000",
            "duration": 7 * HOUR,
        }  # fmt: skip
        night["levels"]["data"][0]["dateTime"] = "2026-10-25T05:00:00.000"
        data = json.dumps([night]).encode()
        rows, _ = read(tmp_path, "fitbit", data, zone="Europe/Berlin")
        (whole, stage) = rows
        assert whole[3] - whole[1] == length * HOUR
        # By the clock of the beginning six hours later, by that of the place seven.
        assert stage[1] - whole[1] == (6 if hours == length else 7) * HOUR

    @given(
        st.lists(st.tuples(st.integers(0, 7000), st.integers(1, 4000)), max_size=6),
        st.lists(st.tuples(st.integers(0, 7000), st.integers(1, 300)), max_size=6),
    )
    def test_short_ones_replace_and_nothing_else_is_lost(self, long, short):
        def entries(told, level):
            start = dt.datetime(2026, 2, 3, 1)  # noqa: DTZ001
            return [
                {"dateTime": (start + dt.timedelta(seconds=at)).isoformat(), "level": level,
                 "seconds": length}
                for at, length in told
            ]  # fmt: skip

        told = session() | {
            "levels": {"data": entries(long, "deep"), "shortData": entries(short, "wake")}
        }
        found = stages(told, lambda wall, _: (int(wall.timestamp() * 1000), 0))

        def seconds(code):
            return {
                second
                for stage in found
                if stage.code == code
                for second in range(stage.start // 1000, stage.end // 1000)
            }

        def all_of(told):
            start = int(dt.datetime(2026, 2, 3, 1).timestamp())  # noqa: DTZ001
            return {start + at + n for at, length in told for n in range(length)}

        assert seconds(5) == all_of(short)
        assert seconds(3) == all_of(long) - all_of(short)


DATA = "Takeout/Google Health/Physical Activity_GoogleData"


RUN = {
    "logId": 7, "activityName": "Outdoor Run", "activityTypeId": 90009, "calories": 184,
    "duration": 1_077_000, "activeDuration": 1_000_000, "steps": 2605,
    "source": {"type": "tracker", "name": "Charge HR"}, "startTime": "02/03/26 10:00:00",
}  # fmt: skip
EXERCISES = (
    "exercise_id,exercise_start,exercise_end,utc_offset,activity_name,log_type\n"
    "1,2026-02-03T10:00:00Z,2026-02-03T10:30:00Z,+05:30,Bike,AUTO_DETECTED\n"
)


class TestWorkouts:
    def test_an_exercise_is_one_workout_of_its_length(self, tmp_path):
        data = json.dumps([RUN]).encode()
        rows, tally = read(tmp_path, "fitbit", data, zone="Europe/Berlin")
        assert fitbit.recognises(head(tmp_path, data))
        assert brief(rows) == [("workouts", AT, 60, AT + 1_077_000, 1, "count")]
        assert tags(tmp_path, "fitbit", data) == [("outdoor-run",)]
        assert (tally.sources, tally.ignored) == ({"Fitbit Charge HR": 1}, {})

    def test_a_table_tells_its_offset(self, tmp_path):
        rows, _ = read(tmp_path, "fitbit", EXERCISES.encode())
        assert fitbit.recognises(head(tmp_path, EXERCISES.encode()))
        assert brief(rows) == [("workouts", AT, 330, AT + 30 * MIN, 1, "count")]
        assert tags(tmp_path, "fitbit", EXERCISES.encode()) == [("bike",)]

    def test_the_same_day_is_told_once(self, tmp_path):
        members = {"exercise-0.json": json.dumps([RUN]).encode(), "e.csv": EXERCISES.encode()}
        rows, tally = read(tmp_path, "fitbit", members)
        assert (len(rows), tally.ignored) == (1, {"workouts told twice": 1})

    @pytest.mark.parametrize(
        ("changed", "code"),
        [({"startTime": None}, "time-unreadable"), ({"duration": "long"}, "not-a-number"),
         ({"duration": -1}, "ended-before-begun")],
    )  # fmt: skip
    def test_an_exercise_without_a_time_is_rejected(self, tmp_path, changed, code):
        _, tally = read(tmp_path, "fitbit", json.dumps([RUN | changed]).encode())
        assert [r.code for r in tally.rejections] == [code]


class TestTables:
    @pytest.mark.parametrize(
        ("header", "cell", "expected"),
        [
            ("beats per minute", "65.0", ("heart-rate", 65, "bpm")),
            ("weight grams", "70500", ("weight", 70.5, "kg")),
            ("height millimeters", "1727", ("height", 1727, "mm")),
            ("body fat percentage", "11.6", ("body-fat", 11.6, "%")),
            ("oxygen saturation percentage", "96.3", ("oxygen-saturation", 96.3, "%")),
            ("vo2 max value", "41.5", ("vo2-max", 41.5, "mL/kg/min")),
        ],
    )
    def test_moments_are_utc_and_name_their_device(self, tmp_path, header, cell, expected):
        table = f"timestamp,{header},data source\n2026-02-03T10:00:00Z,{cell},Watch 2\n"
        rows, tally = read(tmp_path, "fitbit", table.encode(), zone="Europe/Berlin")
        assert brief(rows) == [(expected[0], AT, 60, AT, *expected[1:])]
        assert tally.sources == {"Watch 2": 1}

    def test_the_fitness_is_not_taken_for_its_error(self, tmp_path):
        table = (
            "timestamp,vo2 max value,vo2 max error,measurement method,data source\n"
            "2026-02-03T10:00:00Z,41.5,3,DEMOGRAPHIC,App\n"
        )
        rows, _ = read(tmp_path, "fitbit", table.encode())
        assert [(row[0], row[4]) for row in rows] == [("vo2-max", 41.5)]

    def test_energy_of_minutes(self, tmp_path):
        table = "timestamp,Kilocalories,data source\n2026-02-03T10:00:00Z,0.16699999999999998,App\n"
        rows, _ = read(tmp_path, "fitbit", table.encode())
        assert brief(rows) == [("active-energy", AT, 0, AT + MIN, 0.167, "kcal")]

    @pytest.mark.parametrize(
        "header",
        ["timestamp,steps,distance millimeters,altitude gain millimeters,data source",
         "timestamp,steps", "timestamp,steps,calories,data source"],
    )  # fmt: skip
    def test_steps_of_other_tables_are_not_counted_again(self, tmp_path, header):
        data = f"{header}\n2026-02-03T10:00:00Z,99,1,0,Watch\n".encode()
        assert not fitbit.recognises(head(tmp_path, data, "live_pace_2026-02-03.csv"))

    def test_fifty_per_cent_says_that_nothing_was_measured(self, tmp_path):
        data = b"timestamp,value\n2026-02-02T03:31:00Z,50.0\n2026-02-02T03:32:00Z,94.3\n"
        rows, tally = read(tmp_path, "fitbit", {"Minute SpO2 - 2026-02-02.csv": data})
        assert [row[4] for row in rows] == [94.3]
        assert tally.ignored == {"oxygen-saturation not measured": 1}

    def test_amounts_are_of_a_minute_so_that_two_devices_are_not_added_up(self, tmp_path):
        table = (
            "timestamp,steps,data source\n2026-02-03T10:00:00Z,50,Watch\n"
            "2026-02-03T10:01:09.096319Z,8,Phone\n2026-02-03T10:02:00Z,0,Watch\n"
        )
        rows, _ = read(tmp_path, "fitbit", table.encode())
        assert [(row[4], row[3] - row[1]) for row in rows] == [(50, MIN), (8, MIN)]

    def test_tables_of_before_the_device_was_told_are_known_by_their_name(self, tmp_path):
        table = b"timestamp,steps\n2026-02-03T10:00:00Z,50\n"
        rows, tally = read(tmp_path, "fitbit", {f"{DATA}/steps_2026-02-01.csv": table})
        assert brief(rows) == [("steps", AT, 0, AT + MIN, 50, "steps")]
        assert tally.sources == {"Fitbit": 1}
        assert fitbit.recognises(head(tmp_path, table, f"{DATA}/steps_2026-02-01.csv"))
        assert not fitbit.recognises(head(tmp_path, table, f"{DATA}/live_steps_2026-02-01.csv"))

    def test_minutes_of_moving_more_than_lightly_are_exercise(self, tmp_path):
        table = (
            b"timestamp,light,moderate,very,data source\n2026-02-03T10:00:00Z,1,0,0,App\n"
            b"2026-02-03T10:01:00Z,0,1,0,App\n2026-02-03T10:02:00Z,0,0,1,App\n"
            b"2026-02-03T10:03:00Z,,,,App\n2026-02-03T10:04:00Z,0,x,0,App\n"
        )
        rows, tally = read(tmp_path, "fitbit", table)
        assert brief(rows) == [
            ("exercise-minutes", AT + n * MIN, 0, AT + (n + 1) * MIN, 1, "min") for n in (1, 2)
        ]
        assert [(r.line, r.code) for r in tally.rejections] == [(6, "not-a-number")]

    def test_a_core_temperature_is_the_bodys_and_one_of_the_wrist_is_not(self, tmp_path):
        table = (
            b"timestamp,temperature celsius,data source\n2026-02-03T10:00:00Z,36.9,Thermometer\n"
        )
        members = {"core_body_temperature_2026-02-01.csv": table, "body_temperature_1.csv": table}
        rows, tally = read(tmp_path, "fitbit", members)
        assert brief(rows) == [("body-temperature", AT, 0, AT, 36.9, "°C")]
        assert tally.ignored == {"wrist temperature": 1}

    @pytest.mark.parametrize(
        ("name", "header"),
        [
            ("daily_resting_heart_rate.csv", "timestamp,beats per minute,data source"),
            ("a.csv", "timestamp,average percentage,lower bound percentage,data source"),
            ("daily_respiratory_rate.csv", "timestamp,breaths per minute,data source"),
        ],
    )
    def test_midnight_of_a_daily_value_names_the_local_day(self, tmp_path, name, header):
        table = f"{header}\n2026-02-03T00:00:00Z,60,1,Watch\n2026-02-03T10:00:00Z,61,1,Watch\n"
        rows, _ = read(tmp_path, "fitbit", {name: table.encode()}, zone="America/New_York")
        midnight = AT - 5 * HOUR
        assert [(row[1], row[4]) for row in rows] == [(midnight, 60), (AT, 61)]
        assert rows[0][0] != "heart-rate"

    def test_older_tables_of_saturation_and_breathing(self, tmp_path):
        rows, _ = read(
            tmp_path,
            "fitbit",
            {
                "Minute SpO2 - 2026-02-02.csv": b"timestamp,value\n2026-02-02T03:31:00Z,95.3\n",
                "Daily SpO2 - 2026-02-01.csv":
                    b"timestamp,average_value,lower_bound,upper_bound\n"
                    b"2026-02-01T00:00:00Z,96.1,94,98\n",
                "Daily Respiratory Rate Summary - 2026-02-(1).csv":
                    b"timestamp,daily_respiratory_rate\n2026-02-01T00:00:00,14.6\n",
            },
        )  # fmt: skip
        assert [(row[0], row[4]) for row in rows] == [
            ("oxygen-saturation", 95.3), ("oxygen-saturation", 96.1), ("respiratory-rate", 14.6),
        ]  # fmt: skip

    def test_only_the_standard_deviation_is_kept_as_variability(self, tmp_path):
        table = (
            "timestamp,root mean square of successive differences milliseconds,"
            "standard deviation milliseconds,data source\n2026-02-03T10:00:00Z,41.5,52.25,Watch\n"
        )
        daily = b"timestamp,rmssd,nremhr,entropy\n2026-02-03T00:00:00,41,58,2.9\n"
        rows, tally = read(tmp_path, "fitbit", {"a.csv": table.encode(), "b.csv": daily})
        assert [(row[0], row[4]) for row in rows] == [("heart-rate-variability", 52.25)]
        assert tally.ignored == {"rmssd": 2}

    def test_sleep_has_its_own_offsets(self, tmp_path):
        stage = (
            "sleep_id,sleep_stage_id,sleep_stage_type,start_utc_offset,sleep_stage_start,"
            "end_utc_offset,sleep_stage_end,data_source\n"
            "1,1,LIGHT,+05:30,2026-02-03T10:00:00Z,+05:30,2026-02-03T10:30:00Z,WATCH_AIR\n"
            "1,2,NAP,+05:30,2026-02-03T10:30:00Z,+05:30,2026-02-03T10:31:00Z,WATCH_AIR\n"
        )
        sleep = (
            "sleep_id,sleep_type,minutes_asleep,start_utc_offset,sleep_start,end_utc_offset,"
            "sleep_end\n1,STAGES,30,-03:30,2026-02-03 10:00:00+0000,-03:30,"
            "2026-02-03 11:00:00+0000\n"
        )
        rows, tally = read(tmp_path, "fitbit", {"a.csv": stage.encode(), "b.csv": sleep.encode()})
        assert brief(rows) == [
            ("sleep-stage", AT, 330, AT + HOUR // 2, 2, "stage"),
            ("sleep-stage", AT, -210, AT + HOUR, 0, "stage"),
        ]
        assert tally.sources == {"Watch Air": 1, "Fitbit": 1}
        assert [(r.line, r.code) for r in tally.rejections] == [(3, "sleep-stage-unknown")]

    def test_a_night_without_an_offset_is_told_in_local_time(self, tmp_path):
        rows, _ = read(tmp_path, "fitbit", night("1", "+00:00"), zone="America/Los_Angeles")
        local = AT + 8 * HOUR
        assert brief(rows) == [("sleep-stage", local, -480, local + HOUR, 1, "stage")]

    def test_how_a_night_came_to_be_known_is_no_device(self, tmp_path):
        data = night("1", "+01:00", ",PASSIVELY_MEASURED")
        assert read(tmp_path, "fitbit", data)[1].sources == {"Fitbit": 1}

    def test_a_whole_night_does_not_hide_the_stages_of_another_file(self, tmp_path):
        levels = {"data": [{"dateTime": "2026-02-03T10:00:00", "level": "deep", "seconds": 600}]}
        session = {
            "logId": 1, "dateOfSleep": "2026-02-03", "startTime": "2026-02-03T10:00:00.000",
            "endTime": "2026-02-03T11:00:00.000", "levels": levels,
        }  # fmt: skip
        members = {"a.csv": night("1", "+01:00"), "sleep-1.json": json.dumps([session]).encode()}
        rows, tally = read(tmp_path, "fitbit", members, zone="Europe/Berlin")
        assert [row[4] for row in rows] == [0, 3]
        assert tally.ignored == {"sleep-stage told twice": 1}


def night(number: str, offset: str, device: str = ",") -> bytes:
    return (
        "sleep_id,sleep_type,minutes_asleep,start_utc_offset,sleep_start,end_utc_offset,"
        f"sleep_end,data_source\n{number},STAGES,30,{offset},2026-02-03 10:00:00+0000,{offset},"
        f"2026-02-03 11:00:00+0000{device}\n"
    ).encode()


def test_of_two_files_that_tell_a_day_one_counts(tmp_path):
    """Steps of the JSON, heart rates of the table; other days of either are kept."""
    rows, tally = read(
        tmp_path,
        "fitbit",
        {
            f"{DATA}/steps_2026-02-03.csv":
                b"timestamp,steps,data source\n2026-02-03T10:00:00Z,11,Phone\n"
                b"2026-02-04T10:00:00Z,7,Phone\n",
            f"{DATA}/heart_rate_2026-02-03.csv":
                b"timestamp,beats per minute,data source\n2026-02-03T10:00:00Z,70,Watch\n",
            **named("steps", series("12")),
            **named("heart_rate", series({"bpm": 70, "confidence": 3})),
        },
    )  # fmt: skip
    assert sorted((row[0], row[4], row[10]) for row in rows) == [
        ("heart-rate", 70, "Watch"), ("steps", 7, "Phone"), ("steps", 12, "Fitbit"),
    ]  # fmt: skip
    assert tally.ignored == {"steps told twice": 1, "heart-rate told twice": 1}


def test_a_broken_file_among_others_is_told_and_the_rest_is_read(tmp_path):
    members = {
        "a.json": json.dumps([WEIGHT]).encode()[:-9],
        "b.json": json.dumps([WEIGHT]).encode(),
    }
    rows, tally = read(tmp_path, "fitbit", members, answers=POUNDS)
    assert len(rows) == 2
    assert [(r.code, r.member) for r in tally.rejections] == [("json-broken", "a.json")]
    with pytest.raises(BadFile):
        read(tmp_path, "fitbit", members["a.json"])


@pytest.mark.parametrize(
    ("name", "data", "known"),
    [
        ("x.json", json.dumps([WEIGHT]).encode(), True),
        ("x.json", json.dumps([session(("01:00", "light", 60))]).encode(), True),
        ("x.json", series({"bpm": 70, "confidence": 2}), True),
        ("steps-2026-02-03.json", series("12"), True),
        ("x.json", series("12"), True),
        ("x.json", b'[{"_id":"a","type":"sgv","sgv":118,"date":1700188357089}]', False),
        ("x.json", b'[{"weight":80,"date":1700188357089}]', False),
        ("x.json", b"{}", False),
        ("x.csv", b"timestamp,beats per minute,data source\n", True),
        ("x.csv", b"timestamp,beats per minute\n", True),
        ("x.csv", b"timestamp,steps\n", False),
        ("x.csv", b"timestamp,light,moderate,very\n", True),
        ("x.csv", b"timestamp,value\n", False),
        ("Minute SpO2 - 2026-02-02.csv", b"timestamp,value\n", True),
        ("x.csv", b"timestamp,glucose,data source\n", False),
        ("x.csv", b"uid,person,type,recorded_at\n", False),
        ("x.xml", b"<HealthData>", False),
        ("x", b"\0\1\2", False),
    ],
)
def test_files_are_known_by_what_is_in_them(tmp_path, name, data, known):
    assert fitbit.recognises(head(tmp_path, data, name)) is known


@given(st.binary(max_size=200), st.sampled_from(["table", "json", "weight"]))
def test_any_bytes_after_a_beginning_are_read_or_refused(tmp_path_factory, rest, kind):
    begin = {
        "table": b"timestamp,beats per minute,data source\n2026-02-03T10:00:00Z,",
        "json": series({"bpm": 70, "confidence": 1})[:-1] + b",",
        "weight": json.dumps([WEIGHT]).encode()[:-1] + b",",
    }[kind]
    with suppress(BadFile):
        read(tmp_path_factory.getbasetemp(), "fitbit", begin + rest, answers=POUNDS)


CELLS = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=9))


KEYS = (*WEIGHT, "dateTime", "value", "levels", "logDate", "loggedFood", "nutritionalValues")


@given(
    st.dictionaries(st.sampled_from(KEYS), CELLS | st.dictionaries(st.just("calories"), CELLS)),
    st.sampled_from([WEIGHT, {"logId": 7, "loggedFood": {"calories": 1}, "logDate": "2026-02-03"}]),
)
def test_any_values_of_known_keys_are_read_or_rejected(tmp_path_factory, item, first):
    data = json.dumps([first, first | item, session() | item]).encode()
    read(tmp_path_factory.getbasetemp(), "fitbit", data, answers=POUNDS)


def test_what_breaks_tables_is_borne(tmp_path):
    bear_all(
        tmp_path,
        "fitbit",
        b"timestamp,beats per minute,data source",
        b"2026-02-03T10:00:00Z,70,Watch",
    )
