from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthdesk.domain.transfers import Answers
from healthdesk.exchange.openscale import recognises
from tests.exchange.hostile import CELLS, bear, bear_all, tables
from tests.exchange.reading import head, read

FIRST = "DateTime;Weight;Fat;Water;Muscle;LBW;Bone;Waist;Hip;Comment;"
SECOND = (
    '"biceps","bone","caliper1","caliper2","caliper3","calories","chest","comment","dateTime",'
    '"fat","hip","lbm","muscle","neck","thigh","visceralFat","waist","water","weight"'
)
THIRD = "DATE,TIME,BMI,BODY_FAT,BONE,COMMENT,HEART_RATE,MUSCLE,WAIST,WATER,WEIGHT"
KILOS = Answers(
    units={"weight": "kg", "waist": "cm", "muscle-mass": "%", "body-water": "%", "bone-mass": "kg"}
)


def at(text: str) -> int:
    return round(dt.datetime.fromisoformat(text + "+00:00").timestamp() * 1000)


def test_the_first_shape_has_german_dates(tmp_path):
    data = f"{FIRST}\n04.02.2018 08:35;80.5;18.5;55;40;60;3;90;0.0;holiday;\n".encode()
    rows, tally = read(tmp_path, "openscale", data, answers=KILOS)
    assert recognises(head(tmp_path, data))
    assert [(row[0], row[1], row[4], row[6], row[11]) for row in rows] == [
        ("weight", at("2018-02-04T08:35"), 80.5, "kg", "holiday"),
        ("body-fat", at("2018-02-04T08:35"), 18.5, "%", ""),
        ("body-water", at("2018-02-04T08:35"), 55, "%", ""),
        ("muscle-mass", at("2018-02-04T08:35"), 32.2, "kg", ""),
        ("lean-mass", at("2018-02-04T08:35"), 60, "kg", ""),
        ("bone-mass", at("2018-02-04T08:35"), 3, "kg", ""),
        ("waist", at("2018-02-04T08:35"), 90, "cm", ""),
    ]
    assert tally.ignored == {}
    assert (tally.time_zone, tally.questions, tally.rejected) == ("UTC", [], 0)


def test_a_comma_is_a_decimal_comma_even_before_three_digits(tmp_path):
    data = f"{FIRST}\n04.02.2018 08:35;70,250;20,125;;;;;;0,000;;\n".encode()
    rows, tally = read(tmp_path, "openscale", data, answers=KILOS)
    assert [(row[0], row[4]) for row in rows] == [("weight", 70.25), ("body-fat", 20.125)]
    assert (tally.rejected, tally.ignored) == (0, {})


def test_the_second_shape_writes_zero_for_what_was_not_measured(tmp_path):
    row = (
        '0.0,12.85,0.0,0.0,0.0,0.0,0.0,"","2021-04-18 11:51",20.3,0.0,0.0,40.0,0.0,0.0,7.5,0.0,'
        "53.0,77.35"
    )
    data = f"{SECOND}\n{row}\n".encode()
    rows, _ = read(tmp_path, "openscale", data, answers=KILOS)
    assert recognises(head(tmp_path, data))
    assert [(row[0], row[1], row[4], row[6]) for row in rows] == [
        ("bone-mass", at("2021-04-18T11:51"), 12.85, "kg"),
        ("body-fat", at("2021-04-18T11:51"), 20.3, "%"),
        ("muscle-mass", at("2021-04-18T11:51"), 30.94, "kg"),
        ("visceral-fat", at("2021-04-18T11:51"), 7.5, "rating"),
        ("body-water", at("2021-04-18T11:51"), 53, "%"),
        ("weight", at("2021-04-18T11:51"), 77.35, "kg"),
    ]


def test_the_third_shape_has_a_time_of_its_own_to_the_nanosecond(tmp_path):
    data = (
        f"{THIRD}\n2026-02-04,08:35:12.123456789,25.1,18.5,3,ill,61,35.5,90,55,80.5\n"
        "2026-02-03,,,,,,,,,,80.1\n"
    )
    answers = Answers(
        units={
            "weight": "lb",
            "waist": "in",
            "muscle-mass": "lb",
            "body-water": "lb",
            "bone-mass": "%",
        }
    )
    rows, tally = read(tmp_path, "openscale", data.encode(), answers=answers)
    morning = at("2026-02-04T08:35:12.123")
    assert [(row[0], row[1], row[4], row[6], row[11]) for row in rows] == [
        ("body-fat", morning, 18.5, "%", "ill"),
        ("bone-mass", morning, 2.42, "lb", ""),
        ("heart-rate", morning, 61, "bpm", ""),
        ("muscle-mass", morning, 35.5, "lb", ""),
        ("waist", morning, 90, "in", ""),
        ("body-water-mass", morning, 55, "lb", ""),
        ("weight", morning, 80.5, "lb", ""),
        ("weight", at("2026-02-03T12:00"), 80.1, "lb", ""),
    ]
    assert tally.ignored == {}


def test_fat_is_a_share_and_said_so_unless_it_is_told_as_a_mass(tmp_path):
    data = b"DATE,TIME,BODY_FAT,WEIGHT\n2026-02-04,08:35:12,18.5,80\n2026-02-05,08:35:12,20,\n"
    told = []
    for chosen in ({}, {"body-fat": "%"}, {"body-fat": "kg"}, {"body-fat": "lb"}):
        answers = Answers(units={"weight": "kg", **chosen})
        rows, tally = read(tmp_path, "openscale", data, answers=answers)
        fat = [(row[4], row[6]) for row in rows if row[0] == "body-fat"]
        said = "fat-as-share" in {one.code for one in tally.warnings}
        told.append((fat, said, tally.ignored))
    assert told == [
        ([(18.5, "%"), (20, "%")], True, {}),
        ([(18.5, "%"), (20, "%")], False, {}),
        ([(23.12, "%")], False, {"bodyfat": 1}),
        ([(10.49, "%")], False, {"bodyfat": 1}),
    ]


def test_units_are_asked_once_with_an_example(tmp_path):
    data = f"{THIRD}\n2026-02-04,08:35,,,3,,,35.5,90,55,80.5\n2026-02-03,08:35,,,,,,,,,80.1\n"
    _, tally = read(tmp_path, "openscale", data.encode())
    assert [(q.kind, q.subject, q.choices, q.details) for q in tally.questions] == [
        ("unit", "bone-mass", ("%", "kg", "lb", "st"), {"example": "3"}),
        ("unit", "weight", ("kg", "lb", "st", "g"), {"example": "80.5"}),
        ("unit", "muscle-mass", ("%", "kg", "lb", "st"), {"example": "35.5"}),
        ("unit", "waist", ("cm", "in", "mm", "m", "ft"), {"example": "90"}),
        ("unit", "body-water", ("%", "kg", "lb", "st"), {"example": "55"}),
    ]


def test_a_share_of_muscle_needs_its_weight(tmp_path):
    data = f"{THIRD}\n2026-02-04,08:35,,,,,,35.5,,,\n"
    rows, tally = read(tmp_path, "openscale", data.encode(), answers=KILOS)
    assert (rows, tally.ignored) == ([], {"muscle": 1})


@pytest.mark.parametrize(
    ("row", "codes"),
    [
        ("2026-02-04,08:35,,,,,,,,,abc", ["not-a-number"]),
        ("2026-02-04,25:35,,,,,,,,,80", ["time-unreadable"]),
        ("2026-02-30,08:35,,,,,,,,,80", ["time-unreadable"]),
        (",08:35,,,,,,,,,80", ["time-unreadable"]),
        ("2026-02-04,08:35,,,,,,,,,8000", ["looks-like-unit"]),
        ("2026-02-04,08:35,,,,,,,,,0.0", []),
        ("2026-02-04", []),
    ],
)
def test_a_bad_row_is_rejected_with_its_line(tmp_path, row, codes):
    _, tally = read(tmp_path, "openscale", f"{THIRD}\n{row}\n".encode(), answers=KILOS)
    assert [(r.line, r.code) for r in tally.rejections] == [(2, code) for code in codes]


@pytest.mark.parametrize(
    ("data", "known"),
    [
        ("dateTime,weight\n2020-01-31 23:59,61.1\n", True),
        (f"{SECOND}\n", True),
        ("date,weight\n2020-01-31,61.1\n", False),
        ("DATE,TIME,STEPS\n", False),
        ('Date,"Weight (kg)","Fat mass (kg)"\n', False),
        ("Date;Time;kg;BMI;Body fat\n", False),
        ("timestampUnixMs,systolic\n", False),
        ("[" * 100_000, False),
        ("", False),
    ],
)
def test_only_its_own_headers_are_known(tmp_path, data, known):
    assert recognises(head(tmp_path, data.encode())) is known


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (FIRST, "04.02.2018 08:35;80.5;18.5;55;;60;3;;0.0;x;"),
        (THIRD, "2026-02-04,08:35,,18.5,,,61,,,55,80.5"),
    ],
)
def test_hostile_files_are_borne(tmp_path, header, row):
    bear_all(tmp_path, "openscale", header.encode(), row.encode())


@given(st.sampled_from([SECOND, THIRD]), tables(","), CELLS)
def test_any_rows_are_read_or_refused(tmp_path_factory, header, tail, cell):
    row = ",".join([cell] * 20).encode() + b"\n"
    bear(tmp_path_factory.getbasetemp(), "openscale", header.encode(), row + tail)


def test_columns_that_are_not_kept_are_counted_where_they_hold_an_amount(tmp_path):
    data = b"DATE,TIME,BMR,CHEST,NECK,SKIN_AGE,WEIGHT\n2026-02-04,08:30,1700,101,0,38,81.4\n"
    answers = Answers(units={"weight": "kg"})
    rows, tally = read(tmp_path, "openscale", data, answers=answers)
    assert [row[0] for row in rows] == ["weight"]
    assert tally.ignored == {"chest": 1, "skinage": 1}


def test_rows_from_before_there_was_a_header_are_known_by_their_shape(tmp_path):
    row = "13.10.2017 06:29,69.3,17.6,62.7,40.5,0.0,2.9,0.0,0.0,well"
    rows, tally = read(tmp_path, "openscale", f"{row}\n".encode(), answers=KILOS)
    assert recognises(head(tmp_path, f"{row}\n{row}\n".encode()))
    assert [(row[0], row[4], row[6], row[11]) for row in rows] == [
        ("weight", 69.3, "kg", "well"),
        ("body-fat", 17.6, "%", ""),
        ("body-water", 62.7, "%", ""),
        ("muscle-mass", 28.07, "kg", ""),
        ("bone-mass", 2.9, "kg", ""),
    ]
    assert (rows[0][1], tally.rejected) == (at("2017-10-13T06:29"), 0)
    for other in (
        row.replace("69.3", "69"),
        row.replace(",", ";"),
        row.replace("well", "1.5,2.5,well"),
        "13.10.2017 06:29",
    ):
        assert not recognises(head(tmp_path, f"{other}\n".encode()))


def test_commas_in_the_comment_of_a_row_without_a_header_are_part_of_it(tmp_path):
    rows, tally = read(
        tmp_path,
        "openscale",
        b"13.10.2017 06:29,69.3,17.6,55.0,slept bad, tired\n14.10.2017 06:29,69.1,17.6,55.0,\n",
        answers=KILOS,
    )
    assert [(row[4], row[11]) for row in rows if row[0] == "weight"] == [
        (69.3, "slept bad, tired"), (69.1, ""),
    ]  # fmt: skip
    assert tally.rejected == 0


@pytest.mark.parametrize("numbers", ["69.3,17.6", "69.3,17.6,55.0,30.0", "69.3,17.6,55.0,30.0,1.5"])
def test_a_row_without_a_header_of_another_width_is_rejected_with_its_line(tmp_path, numbers):
    first = "13.10.2017 06:29,69.3,17.6,55.0,well"
    data = f"{first}\n14.10.2017 06:29,{numbers},tired\n".encode()
    rows, tally = read(tmp_path, "openscale", data, answers=KILOS)
    assert {row[12] for row in rows} == {1}
    assert [(r.line, r.code) for r in tally.rejections] == [(2, "columns-other")]


def test_a_row_without_a_time_stands_at_noon_and_the_report_says_so(tmp_path):
    rows, tally = read(
        tmp_path, "openscale", f"{THIRD}\n2026-02-04,,,,,,,,,,80\n".encode(), answers=KILOS
    )
    assert rows[0][1] == at("2026-02-04T12:00")
    assert [warning.code for warning in tally.warnings] == ["times-at-noon"]
