"""The table of days from Fitbit's web page."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthdesk.domain.errors import BadFile
from healthdesk.domain.transfers import Answers
from healthdesk.exchange import fitbit
from tests.exchange.reading import brief, head, read

HOUR = 3_600_000
UNITS = Answers(units={"weight": "lb", "distance": "mi"})
BODY = "Body\nDate,Weight,BMI,Fat\n"
ACTIVITIES = (
    "Activities\nDate,Calories Burned,Steps,Distance,Floors,Minutes Sedentary,"
    "Minutes Lightly Active,Minutes Fairly Active,Minutes Very Active,Activity Calories\n"
)
SLEEP = (
    "Sleep\nStart Time,End Time,Minutes Asleep,Minutes Awake,Number of Awakenings,Time in Bed,"
    "Minutes REM Sleep,Minutes Light Sleep,Minutes Deep Sleep\n"
)
FILE = (
    f"{BODY}"
    '"2026-02-03","170.4","27.3","21.5"\n"2026-02-04","170.4","27.3","21.5"\n'
    '"2026-02-05","169.8","27.2","0"\n\n'
    'Foods\nDate,Calories In\n"2026-02-03","1,850"\n\n'
    f"{ACTIVITIES}"
    '"2026-02-03","2,310","13,666","6.25","9","650","220","18","40","1,050"\n'
    '"2026-02-04","1,900","0","0","0","1,440","0","0","0","0"\n\n'
    f'{SLEEP}"2026-02-03 11:05PM","2026-02-04 6:50AM","410","55","18","465","95","240","75"\n\n'
    'Food Log 20260203\nDaily Totals\n"","Calories","1,850"\n'
)


def at(text: str) -> int:
    return round(dt.datetime.fromisoformat(f"{text}+00:00").timestamp() * 1000)


def test_days_and_nights_in_the_units_of_the_account(tmp_path):
    rows, tally = read(tmp_path, "fitbit", FILE.encode(), answers=UNITS)
    assert fitbit.recognises(head(tmp_path, FILE.encode()))
    noon, day, next_day = at("2026-02-03T12:00"), at("2026-02-03"), at("2026-02-04")
    bed, up = at("2026-02-03T23:05"), at("2026-02-04T06:50")
    changed = at("2026-02-05T12:00")
    assert brief(rows) == [
        ("weight", noon, 0, noon, 170.4, "lb"), ("body-fat", noon, 0, noon, 21.5, "%"),
        ("weight", changed, 0, changed, 169.8, "lb"),
        ("steps", day, 0, next_day, 13_666, "steps"), ("distance", day, 0, next_day, 6.25, "mi"),
        ("flights-climbed", day, 0, next_day, 9, "count"),
        ("exercise-minutes", day, 0, next_day, 58, "min"),
        ("sleep-duration", bed, 0, up, 410, "min"), ("time-in-bed", bed, 0, up, 465, "min"),
    ]  # fmt: skip
    assert tally.sources == {"Fitbit summary": 9}
    assert [warning.code for warning in tally.warnings] == ["times-at-noon"]
    assert tally.ignored == {
        "weight of an earlier day": 1, "body-fat of an earlier day": 1, "Foods": 1, "Food Log": 1,
    }  # fmt: skip


GERMAN = (
    'Körper\nDatum,Gewicht,BMI,Fett\n"03-02-2026","77,3","24,7","21,5"\n\n'
    "Aktivitäten\nDatum,Verbrannte Kalorien,Schritte,Strecke,Stockwerke,Minuten im Sitzen,"
    "Minuten mit leichter Aktivität,Minuten mit relativ hoher Aktivität,"
    "Minuten mit sehr hoher Aktivität,Aktivitätskalorien\n"
    '"13-02-2026","2.310","13.666","6,25","9","650","220","18","40","1.050"\n\n'
    "Schlaf\nStartzeit,Endzeit,Minuten im Schlaf,Minuten wach,Aufwachereignisse,Zeit im Bett\n"
    '"03-02-2026 23:05","04-02-2026 06:50","410","55","18","465"\n\n'
    'Ernährungsprotokoll 20260203\nTagessummen\n"","Kalorien","1.850"\n'
)


def test_sections_in_another_language_have_the_same_columns(tmp_path):
    units = Answers(units={"weight": "kg", "distance": "km"})
    rows, tally = read(tmp_path, "fitbit", GERMAN.encode(), answers=units)
    assert fitbit.recognises(head(tmp_path, GERMAN.encode()))
    assert [(row[0], row[4], row[6]) for row in rows] == [
        ("weight", 77.3, "kg"), ("body-fat", 21.5, "%"), ("steps", 13_666, "steps"),
        ("distance", 6.25, "km"), ("flights-climbed", 9, "count"), ("exercise-minutes", 58, "min"),
        ("sleep-duration", 410, "min"), ("time-in-bed", 465, "min"),
    ]  # fmt: skip
    assert (tally.rejected, tally.questions) == (0, [])
    assert tally.ignored == {"Tagessummen": 1}


def test_units_are_asked(tmp_path):
    _, tally = read(tmp_path, "fitbit", FILE.encode())
    assert [(q.kind, q.subject) for q in tally.questions] == [
        ("unit", "weight"),
        ("unit", "distance"),
    ]


def test_the_order_of_dates_is_proven_or_asked(tmp_path):
    kilos = Answers(units={"weight": "kg"})
    proven = f'{BODY}"03-02-2026","70.4","0","0"\n"13-02-2026","70.1","0","0"\n'
    rows, _ = read(tmp_path, "fitbit", proven.encode(), answers=kilos)
    assert [row[1] for row in rows] == [at("2026-02-03T12:00"), at("2026-02-13T12:00")]
    either = f'{BODY}"03-02-2026","70.4","0","0"\n'
    _, tally = read(tmp_path, "fitbit", either.encode(), answers=kilos)
    assert [question.kind for question in tally.questions] == ["date-order"]


@pytest.mark.parametrize("steps", ["13,666", "13.666", "13 666", "13\u202f666", "13666"])
def test_thousands_of_steps_are_parted_in_many_ways(tmp_path, steps):
    data = f'{ACTIVITIES}"2026-02-03","1","{steps}","0","0","0","0","0","0","0"\n'
    rows, _ = read(tmp_path, "fitbit", data.encode())
    assert [row[4] for row in rows] == [13_666]


def test_bad_rows_are_rejected_with_their_lines(tmp_path):
    data = f'{BODY}"soon","70.4","0","0"\n\n{SLEEP}"2026-02-03 11:05PM","","410","0","0","465"\n'
    kilos = Answers(units={"weight": "kg"})
    rows, tally = read(
        tmp_path, "fitbit", (data + f"\n{BODY}2026-02-04,much,0,0\n").encode(), answers=kilos
    )
    assert rows == []
    assert [(r.line, r.code) for r in tally.rejections] == [
        (3, "time-unreadable"), (11, "not-a-number"), (7, "time-unreadable"),
        (7, "time-unreadable"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "known"),
    [
        (f"{BODY}x", True), (f"\n{SLEEP}", True), ("Foods\nDate,Calories In\n", True),
        ("Activities,,,\nDate,Calories Burned,Steps\n", True), ("Foods\nDate\n", False),
        ("Food Log 1\nDaily Totals\n", False), ("Body\nDate,Mass\n", False),
        ("Date,Weight\n", False), ("Sleep\n", False), ("", False),
        ("Corps\nDate,Poids,IMC,Graisse\n", True), ("Corps\nDate,Poids\n", False),
    ],
)  # fmt: skip
def test_it_is_known_by_a_section_and_its_header(tmp_path, text, known):
    assert fitbit.recognises(head(tmp_path, text.encode(), "any.csv")) is known


@given(st.text(max_size=120))
def test_anything_behind_a_header_is_read_or_refused(tmp_path_factory, rest):
    with suppress(BadFile):
        read(
            tmp_path_factory.getbasetemp(), "fitbit", (ACTIVITIES + rest).encode("utf-8", "replace")
        )
