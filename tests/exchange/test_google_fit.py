from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthdesk.domain.errors import BadFile
from healthdesk.exchange import google_fit
from tests.exchange.hostile import bear_all
from tests.exchange.reading import brief, head, read, tags

# 2026-02-03T10:00:00Z
AT = 1_770_112_800_000
HOUR = 3_600_000
NS = 1_000_000
DERIVED = "derived:com.google.{}:com.google.android.gms:merge_{}"


def point(*values: object, at: int = AT, end: int | None = None, origin: str = "") -> dict:
    return {
        "fitValue": [
            {"value": {"intVal" if isinstance(value, int) else "fpVal": value}} for value in values
        ],
        "originDataSourceId": origin, "endTimeNanos": (end or at) * NS, "startTimeNanos": at * NS,
        "dataTypeName": "com.google.x", "modifiedTimeMillis": at, "rawTimestampNanos": 0,
    }  # fmt: skip


def stream(name: str, *points: object) -> bytes:
    return json.dumps({"Data Source": name, "Data Points": points}).encode()


WEIGHT = stream(DERIVED.format("weight", "weight"), point(49.21473312377930))


@pytest.mark.parametrize(
    ("kind", "values", "expected"),
    [
        ("weight", [49.21473312377930], ("weight", 49.2147, "kg")),
        ("height", [1.7200000286102295], ("height", 1.72, "m")),
        ("body.fat.percentage", [21.5], ("body-fat", 21.5, "%")),
        ("heart_rate.bpm", [64.0], ("heart-rate", 64, "bpm")),
        ("hydration", [0.25], ("water", 0.25, "L")),
        ("blood_glucose", [5.5, 1, 2], ("blood-glucose", 5.5, "mmol/L")),
        ("oxygen_saturation", [97.0, 0.0], ("oxygen-saturation", 97, "%")),
    ],
)
def test_points_are_moments_without_the_noise_of_fractions(tmp_path, kind, values, expected):
    data = stream(DERIVED.format(kind, "x"), point(*values))
    rows, tally = read(tmp_path, "google-fit", data, zone="Asia/Kolkata")
    assert brief(rows) == [(expected[0], AT, 330, AT, *expected[1:])]
    assert (tally.sources, tally.time_zone) == ({"Google Fit": 1}, "Asia/Kolkata")


def test_a_blood_pressure_has_both_its_parts(tmp_path):
    data = stream(DERIVED.format("blood_pressure", "x"), point(121.0, 79.0, 0, 0), point(120.0))
    rows, tally = read(tmp_path, "google-fit", data)
    assert [(row[4], row[5]) for row in rows] == [(121, 79)]
    assert [(r.line, r.code) for r in tally.rejections] == [(2, "half-a-pressure")]


def test_sleep_is_told_in_stages(tmp_path):
    stages = [point(code, at=AT + code * HOUR, end=AT + (code + 1) * HOUR) for code in range(1, 8)]
    rows, tally = read(
        tmp_path, "google-fit", stream(DERIVED.format("sleep.segment", "x"), *stages)
    )
    assert [row[4] for row in rows] == [5, 1, 5, 2, 3, 4]
    assert all(row[3] - row[1] == HOUR for row in rows)
    assert [(r.line, r.code) for r in tally.rejections] == [(7, "sleep-stage-unknown")]


def test_of_the_streams_of_a_type_the_best_counts_whatever_its_file_is_called(tmp_path):
    steps = "derived:com.google.step_count.delta:com.google.android.gms:"
    members = {
        "All Data/raw_com.google.step_count.delta_LGE_Nex.json":
            stream("raw:com.google.step_count.delta:LGE:Nexus 5:1a:Steps", point(10)),
        "All Data/derived_com.google.step_count.delta_com.goo.json":
            stream(steps + "merge_step_deltas", point(11)),
        "All Data/derived_com.google.step_count.delta_com.goo(1).json":
            stream(steps + "estimated_steps", point(12, end=AT + HOUR)),
        "All Data/derived_com.google.step_count.delta_com.goo(2).json":
            stream(steps + "estimated_steps", point(13, at=AT + HOUR, end=AT + 2 * HOUR)),
        "All Data/derived_com.google.heart_minutes.json":
            stream("derived:com.google.heart_minutes:com.google.android.gms:x", point(1)),
    }  # fmt: skip
    rows, tally = read(tmp_path, "google-fit", members)
    assert [(row[4], row[3] - row[1]) for row in rows] == [(12, HOUR), (13, HOUR)]
    assert tally.ignored == {"step_count.delta of another stream": 2, "heart_minutes": 1}


def test_a_stream_made_of_a_merged_one_is_no_merged_one(tmp_path):
    """Google writes `<` as a code or as it is."""
    gms = "derived:com.google.{}:com.google.android.gms:"
    members = {
        "a.json": stream(
            gms.format("distance.delta") + "from_steps<-merge_step_deltas",
            point(700.0, end=AT + HOUR),
        ).replace(b"<", rb"\u003c"),
        "b.json": stream(
            gms.format("distance.delta") + "merge_distance_delta", point(800.0, end=AT + HOUR)
        ),
        "c.json": stream(gms.format("heart_rate.bpm") + "merge_heart_rate_bpm", point(71.0)),
        "d.json": stream(
            gms.format("heart_rate.bpm") + "resting_heart_rate<-merge_heart_rate_bpm", point(55.0)
        ),
        "e.json": stream(gms.format("sleep.segment") + "merged", point(4, end=AT + HOUR)),
        "f.json": stream("raw:com.google.sleep.segment:com.example:x", point(5, end=AT + HOUR)),
    }
    rows, tally = read(tmp_path, "google-fit", members)
    assert sorted((row[0], row[4]) for row in rows) == [
        ("distance", 800), ("heart-rate", 71), ("resting-heart-rate", 55), ("sleep-stage", 2),
    ]  # fmt: skip
    assert tally.ignored == {
        "distance.delta of another stream": 1, "sleep.segment of another stream": 1,
    }  # fmt: skip


def test_a_point_at_the_beginning_of_all_counting_has_no_date(tmp_path):
    data = stream(DERIVED.format("height", "height"), point(1.72, at=0), point(1.72))
    rows, tally = read(tmp_path, "google-fit", data)
    assert [row[1] for row in rows] == [AT]
    assert [(r.line, r.code) for r in tally.rejections] == [(1, "clock-not-set")]


def test_a_meal_is_what_it_had_of_each(tmp_path):
    meal = point() | {
        "fitValue": [
            {"value": {"mapVal": [
                {"key": "calories", "value": {"fpVal": 412.29998779296875}},
                {"key": "protein", "value": {"fpVal": 0.0}},
                {"key": "carbs.total", "value": {"fpVal": 51.5}},
                {"key": "sodium", "value": {"fpVal": 200.0}},
                {"key": "fat.total", "value": {"fpVal": "x"}}, 7, {"key": "calories"},
            ]}},
            {"value": {"intVal": 2}}, {"value": {"stringVal": "Soup"}},
        ]
    }  # fmt: skip
    name = "derived:com.google.nutrition:com.google.android.gms:merged"
    rows, tally = read(tmp_path, "google-fit", stream(name, meal, {}, 5))
    assert brief(rows) == [
        ("calories", AT, 0, AT, 412.3, "kcal"), ("carbohydrates", AT, 0, AT, 51.5, "g"),
    ]  # fmt: skip
    assert tally.ignored == {"nutrition sodium": 1, "nutrition": 1}
    assert [(r.line, r.code) for r in tally.rejections] == [
        (1, "not-a-number"), (2, "time-unreadable"),
    ]  # fmt: skip


def test_raw_streams_count_where_nothing_is_merged_of_them(tmp_path):
    name = "raw:com.google.weight:{}:user_input"
    members = {
        "a.json": stream(name.format("com.example.scale"), point(80.0)),
        "b.json": stream(name.format("com.google.android.apps.fitness"), point(81.0)),
    }
    rows, tally = read(tmp_path, "google-fit", members)
    assert [row[4] for row in rows] == [80, 81]
    assert tally.sources == {"com.example.scale": 1, "Google Fit": 1}


@pytest.mark.parametrize(
    ("origin", "source"),
    [
        ("raw:com.google.weight:com.withings.wiscale2:user_input", "com.withings.wiscale2"),
        ("raw:com.google.step_count.cumulative:LGE:Nexus 5:93b63d67:Step Counter", "LGE Nexus 5"),
        ("derived:com.google.x:com.google.android.gms:Acme:W1:77:merge", "Acme W1"),
        ("", "Google Fit"), ("raw", "Google Fit"), (7, "Google Fit"),
    ],
)  # fmt: skip
def test_the_source_is_the_device_or_the_app(tmp_path, origin, source):
    data = stream(DERIVED.format("weight", "weight"), point(80.0, origin=origin))
    assert read(tmp_path, "google-fit", data)[1].sources == {source: 1}


def test_points_that_cannot_be_are_rejected_with_their_number(tmp_path):
    points = [
        point(80.0), point(0.0), point(1000.0), point(80.0) | {"startTimeNanos": "soon"},
        point(80.0) | {"startTimeNanos": 10**30}, point("heavy"), 5, {}, point(),
        point(80.0) | {"startTimeNanos": str(AT * NS)},
    ]  # fmt: skip
    rows, tally = read(tmp_path, "google-fit", stream(DERIVED.format("weight", "weight"), *points))
    assert [row[1] for row in rows] == [AT, AT]
    assert [(r.line, r.code) for r in tally.rejections] == [
        (3, "out-of-range"), (4, "time-unreadable"), (5, "time-unreadable"),
        (6, "not-a-number"),
    ]  # fmt: skip


def test_sessions_are_workouts_and_sleep(tmp_path):
    def session(activity: str) -> bytes:
        return json.dumps(
            {
                "fitnessActivity": activity, "startTime": "2026-02-03T10:00:00Z",
                "endTime": "2026-02-03T11:00:00.500Z", "duration": "3600s", "segment": [],
            }
        ).encode()  # fmt: skip

    members = {"a.json": session("running.treadmill"), "b.json": session("sleep")}
    rows, _ = read(tmp_path, "google-fit", members)
    assert [(row[0], row[3] - row[1], row[4]) for row in rows] == [
        ("workouts", HOUR + 500, 1),
        ("sleep-stage", HOUR + 500, 1),
    ]
    assert tags(tmp_path, "google-fit", members) == [("running-treadmill",), ()]


def test_a_night_is_the_sleep_in_it_not_its_length(tmp_path):
    def part(activity: str | None, begun: str, ended: str) -> dict:
        times = {"startTime": f"2026-02-03T{begun}Z", "endTime": f"2026-02-03T{ended}Z"}
        return times if activity is None else times | {"fitnessActivity": activity}

    night = part("sleep", "00:00:00", "06:00:00") | {
        "segment": [
            part("sleep", "00:00:00", "02:00:00"), part("sleep.awake", "02:00:00", "02:30:00"),
            part("sleep.deep", "02:30:00", "04:00:00"), part(None, "04:30:00", "06:00:00"),
            part("walking", "04:00:00", "04:10:00"), part("sleep", "05:00:00", "soon"),
            part("sleep", "05:00:00", "05:00:00"), 5,
        ]
    }  # fmt: skip
    rows, tally = read(tmp_path, "google-fit", json.dumps(night).encode())
    midnight = AT - 10 * HOUR
    assert [(row[4], row[1] - midnight, row[3] - midnight) for row in rows] == [
        (0, 0, 6 * HOUR), (1, 0, 2 * HOUR), (5, 2 * HOUR, 2.5 * HOUR),
        (3, 2.5 * HOUR, 4 * HOUR), (1, 4.5 * HOUR, 6 * HOUR),
    ]  # fmt: skip
    assert tally.ignored == {"part of a night": 1}
    assert [r.code for r in tally.rejections] == ["time-unreadable"]


HEADERS = {
    "en": "Move Minutes count,Calories (kcal),Distance (m),Heart Points,Step count,"
    "Average weight (kg),Max weight (kg),Min weight (kg),Walking duration (ms)",
    "de": "Aktive Minuten,Kalorien (kcal),Distanz (m),Kardiopunkte,Schrittzahl,"
    "Durchschnittliches Gewicht (kg),Maximales Gewicht (kg),Minimales Gewicht (kg),Gehen (ms)",
    "es": "Minutos en movimiento,Calorías (kcal),Distancia (m),Puntos cardio,Recuento de pasos,"
    "Peso medio (kg),Peso máximo (kg),Peso mínimo (kg),Duración de Caminata (ms)",
    "fr": "Minutes actives,Calories (kcal),Distance (m),Points cardio,Nombre de pas,"
    "Poids moyen (kg),Poids maximal (kg),Poids minimal (kg),Durée de Marche (ms)",
    "it": "Minuti,Calorie (kcal),Distanza (m),Punti cardio,Conteggio passi,"
    "Peso medio (kg),Peso massimo (kg),Peso minimo (kg),Durata (ms)",
    "ja": "運動時間,消費カロリー (kcal),距離 (m),強めの運動,歩数,"
    "平均体重 (kg),最大体重 (kg),最小体重 (kg),ウォーキング (ms)",
    "pl": "Minuty,Kalorie (kcal),Dystans (m),Punkty,Liczba kroków,"
    "Waga (kg),Waga max (kg),Waga min (kg),Chód (ms)",
    "ru": "Минуты,Калории (kcal),Расстояние (m),Баллы,Количество шагов,"
    "Средний вес (kg),Макс (kg),Мин (kg),Ходьба (ms)",
}


@pytest.mark.parametrize("language", HEADERS)
def test_the_table_of_all_days_is_read_in_the_accounts_language(tmp_path, language):
    table = (
        f"Date,{HEADERS[language]}\n2026-02-02,30,2000.5,6250.128,18,8123,80.41,81,80,900000\n"
        "2026-02-03,,1800,,,0,,,,\n"
    )
    rows, tally = read(tmp_path, "google-fit", table.encode(), zone="Europe/Berlin")
    midnight = AT - 35 * HOUR
    assert brief(rows) == [
        ("distance", midnight, 60, midnight + 24 * HOUR, 6250.13, "m"),
        ("steps", midnight, 60, midnight + 24 * HOUR, 8123, "steps"),
        ("weight", midnight, 60, midnight, 80.41, "kg"),
    ]
    assert tally.rejected == 0


QUARTERS = (
    "Start time,End time,Move Minutes count,Calories (kcal),Distance (m),"
    "Average heart rate (bpm),Max heart rate (bpm),Min heart rate (bpm),Step count\n"
    "15:30:00.000+05:30,15:45:00.000+05:30,3,20,100.5,61.5,70,55,120\n"
    "15:45:00.000+05:30,16:00:00.000+05:30,,20,,,,,\n"
    "23:45:00.000+05:30,00:00:00.000+05:30,1,20,,,,,7\n"
)


def test_a_table_of_one_day_has_its_date_in_its_name_and_offsets_in_its_lines(tmp_path):
    rows, _ = read(
        tmp_path, "google-fit", {"Daily activity metrics/2026-02-03.csv": QUARTERS.encode()}
    )
    quarter = HOUR // 4
    late = AT + 8 * HOUR + quarter
    assert brief(rows) == [
        ("distance", AT, 330, AT + quarter, 100.5, "m"),
        ("heart-rate", AT, 330, AT, 61.5, "bpm"),
        ("steps", AT, 330, AT + quarter, 120, "steps"),
        ("steps", late, 330, late + quarter, 7, "steps"),
    ]


def test_without_a_date_in_the_name_the_lines_have_none(tmp_path):
    rows, tally = read(tmp_path, "google-fit", {"today.csv": QUARTERS.encode()})
    assert rows == []
    assert [(r.line, r.code) for r in tally.rejections] == [
        (2, "time-unreadable"), (4, "time-unreadable"),
    ]  # fmt: skip


def test_of_streams_and_both_tables_one_counts_for_each_type_and_day(tmp_path):
    days = (
        "Date,Calories (kcal),Distance (m),Step count,Average weight (kg)\n"
        "2026-02-01,2000,10,500,79\n2026-02-03,2000,90,900,79\n"
    )
    steps = stream(
        "derived:com.google.step_count.delta:com.google.android.gms:estimated_steps",
        point(12, end=AT + HOUR),
    )
    members = {
        "Fit/Daily activity metrics/Daily activity metrics.csv": days.encode(),
        "Fit/Daily activity metrics/2026-02-03.csv": QUARTERS.encode(),
        "Fit/All Data/derived_com.google.step.json": steps,
    }
    rows, tally = read(tmp_path, "google-fit", members, zone="Asia/Kolkata")
    assert sorted((row[0], row[4]) for row in rows) == [
        ("distance", 10), ("distance", 100.5), ("heart-rate", 61.5), ("steps", 12),
        ("steps", 500), ("weight", 79), ("weight", 79),
    ]  # fmt: skip
    assert tally.ignored == {
        "steps told twice": 3, "distance told twice": 1, "Calories (kcal)": 5,
        "Move Minutes count": 2,
    }  # fmt: skip


def test_bad_cells_are_rejected(tmp_path):
    table = (
        "Date,Calories (kcal),Distance (m),Step count\n2026-02-02,1,x,5\n2026-13-02,1,5,5\n"
        "03.02.2026,1,1e400,\n2026-02-04\n2026-02-05,1,5,5,5,5\n"
    )
    rows, tally = read(tmp_path, "google-fit", table.encode())
    assert [row[4] for row in rows] == [5, 5, 5]
    assert [(r.line, r.code) for r in tally.rejections] == [
        (2, "not-a-number"), (3, "time-unreadable"), (4, "time-unreadable"),
    ]  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_other_encodings_are_read(tmp_path, encoding):
    table = "Date,Calories (kcal),Distance (m),歩数\n2026-02-02,1,2,5\n"
    assert len(read(tmp_path, "google-fit", table.encode(encoding))[0]) == 2


@pytest.mark.parametrize(
    ("data", "known"),
    [
        (WEIGHT, True),
        (b'{"fitnessActivity": "walking", "startTime": "2026-02-03T10:00:00Z"}', True),
        (f"Date,{HEADERS['ja']}\n2026-02-02,1\n".encode(), True),
        (QUARTERS.encode(), True),
        (f"Date,{HEADERS['en']}\n02.02.2026,1\n".encode(), False),
        (b"Date,Calories (kcal)\n2026-02-02,1\n", False),
        (b"Date,Weight (kg)\n2026-02-02,1\n", False),
        (b'{"Data Source": "other", "Data Points": []}', False),
        (b'{"resourceType": "Bundle"}', False),
        (b"uid,person,type\n", False),
        (b"", False),
        (b"\0\1", False),
    ],
)
def test_files_are_known_by_what_is_in_them(tmp_path, data, known):
    assert google_fit.recognises(head(tmp_path, data)) is known


@given(st.binary(max_size=200), st.booleans())
def test_any_bytes_after_a_beginning_are_read_or_refused(tmp_path_factory, rest, table):
    begin = f"Date,{HEADERS['en']}\n2026-02-02,".encode() if table else WEIGHT[:-2] + b","
    with suppress(BadFile):
        read(tmp_path_factory.getbasetemp(), "google-fit", begin + rest)


def test_what_breaks_tables_is_borne(tmp_path):
    bear_all(
        tmp_path,
        "google-fit",
        f"Date,{HEADERS['ja']}".encode(),
        b"2026-02-02,30,2000.5,6250.1,18,8123,80.4,81,80,900000",
    )


def test_numbers_of_a_table_may_have_a_comma(tmp_path):
    table = (
        "Datum,Kalorien (kcal),Distanz (m),Schrittzahl,Durchschnittliches Gewicht (kg)\n"
        '2024-03-05,"1800,5","6250,5",0,"80,412"\n'
    )
    rows, _ = read(tmp_path, "google-fit", table.encode())
    assert sorted((row[0], row[4]) for row in rows) == [("distance", 6250.5), ("weight", 80.41)]


def test_a_session_keeps_the_offset_it_tells(tmp_path):
    session = {
        "fitnessActivity": "sleep", "startTime": "2026-08-31T23:00:00.000+10:00",
        "endTime": "2026-09-01T07:00:00.000+10:00", "segment": [],
    }  # fmt: skip
    rows, _ = read(tmp_path, "google-fit", json.dumps(session).encode(), zone="Europe/Berlin")
    assert [(row[2], row[3] - row[1]) for row in rows] == [(600, 8 * HOUR)]
