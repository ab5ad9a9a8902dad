from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthdesk.domain.transfers import Answers
from healthdesk.exchange.gnome_health import recognises
from tests.exchange.hostile import bear, bear_all, tables
from tests.exchange.reading import brief, head, read

WEIGHTS = "date,weight"
ACTIVITIES = (
    "activity_type,calories_burned,date,distance,heart_rate_avg,heart_rate_max,heart_rate_min,"
    "duration,steps"
)
METRIC = Answers(units={"weight": "kg", "distance": "m"})
BEGUN = round(dt.datetime.fromisoformat("2026-02-04T18:00:00+01:00").timestamp() * 1000)
ENDED = BEGUN + 20 * 60_000


def test_weights_ask_for_their_unit(tmp_path):
    data = f"{WEIGHTS}\n2026-02-04T18:00:00+01,70.5\n".encode()
    rows, tally = read(tmp_path, "gnome-health", data, answers=METRIC)
    assert brief(rows) == [("weight", BEGUN, 60, BEGUN, 70.5, "kg")]
    assert tally.sources == {"GNOME Health": 1}
    _, tally = read(tmp_path, "gnome-health", data)
    assert [(q.kind, q.subject, q.details) for q in tally.questions] == [
        ("unit", "weight", {"example": "70.5"})
    ]


def test_an_activity_is_taken_apart(tmp_path):
    data = (
        f"{ACTIVITIES}\nwalking,120,2026-02-04T18:00:00+01:00,2000.0,95,120,80,20,2500\n".encode()
    )
    rows, tally = read(tmp_path, "gnome-health", data, answers=METRIC)
    assert brief(rows) == [
        ("steps", BEGUN, 60, ENDED, 2500, "steps"),
        ("active-energy", BEGUN, 60, ENDED, 120, "kcal"),
        ("distance", BEGUN, 60, ENDED, 2000, "m"),
        ("exercise-minutes", BEGUN, 60, ENDED, 20, "min"),
        ("heart-rate", BEGUN, 60, ENDED, 95, "bpm"),
    ]
    assert tally.questions == []


def test_a_distance_may_be_in_yards(tmp_path):
    data = f"{ACTIVITIES}\nwalking,,2026-02-04T18:00:00+01:00,1000,,,,20,\n".encode()
    rows, _ = read(tmp_path, "gnome-health", data, answers=Answers(units={"distance": "yd"}))
    assert (rows[0][4], rows[0][6]) == (914.4, "m")
    _, tally = read(tmp_path, "gnome-health", data)
    assert [(q.subject, q.choices) for q in tally.questions] == [("distance", ("m", "yd"))]


def test_what_was_not_measured_is_no_reading(tmp_path):
    data = f"{ACTIVITIES}\nother_sports,,2026-02-04T18:00:00+01:00,0.0,,,,0,0\n".encode()
    rows, tally = read(tmp_path, "gnome-health", data, answers=METRIC)
    assert (rows, tally.read, tally.questions) == ([], 0, [])


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (f"{WEIGHTS}\n2026-02-04T18:00:00+01,abc\n", "not-a-number"),
        (f"{WEIGHTS}\n2026-02-04,70\n", "time-unreadable"),
        (f"{ACTIVITIES}\nx,,2026-02-04T18:00:00+01:00,,,,,-5,10\n", "not-a-number"),
        (f"{ACTIVITIES}\nx,1e400,2026-02-04T18:00:00+01:00,,,,,0,\n", "not-a-number"),
    ],
)
def test_a_bad_row_is_rejected_with_its_line(tmp_path, data, code):
    _, tally = read(tmp_path, "gnome-health", data.encode(), answers=METRIC)
    assert [(r.line, r.code) for r in tally.rejections] == [(2, code)]


@pytest.mark.parametrize(
    ("data", "known"),
    [
        (f"{WEIGHTS}\n2026-02-04T18:00:00+01,70.5\n", True),
        (f"{ACTIVITIES}\n", True),
        (f"{WEIGHTS}\n2026-02-04,70.5\n", False),
        (f"{WEIGHTS}\n", False),
        ("date,value\n", False),
        ("", False),
    ],
)
def test_only_its_own_files_are_known(tmp_path, data, known):
    assert recognises(head(tmp_path, data.encode())) is known


def test_hostile_files_are_borne(tmp_path):
    bear_all(tmp_path, "gnome-health", WEIGHTS.encode(), b"2026-02-04T18:00:00+01:00,70.5")


@given(st.sampled_from([WEIGHTS, ACTIVITIES]), tables(","))
def test_any_rows_are_read_or_refused(tmp_path_factory, header, tail):
    bear(tmp_path_factory.getbasetemp(), "gnome-health", header.encode(), tail)


def test_a_column_of_versions_to_come_is_counted_by_its_name(tmp_path):
    data = f"{ACTIVITIES},stray\nwalking,0,2026-02-04T18:00:00+01:00,0,0,0,0,5,250,7\n".encode()
    rows, tally = read(tmp_path, "gnome-health", data)
    assert [row[0] for row in rows] == ["steps", "exercise-minutes"]
    assert tally.ignored == {"stray": 1}
