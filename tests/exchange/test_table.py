"""Any table is read as its owner says, and asked about where nobody said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from healthdesk.domain.errors import BadFile, InvalidData
from healthdesk.domain.health_types import CATALOGUE, TypeBook
from healthdesk.domain.table_mapping import (
    Column,
    TableMapping,
    from_document,
    guess,
    header_key,
    header_names,
    to_document,
)
from healthdesk.domain.transfers import Answers
from healthdesk.exchange.table import recognises
from tests.exchange.reading import brief, head, read
from tests.exchange.workbooks import DATE, DATE_TIME, SPAN, TIME, workbook

TYPES = TypeBook(CATALOGUE)
HOUR, DAY = 3_600_000, 86_400_000
DIARY = """Kept by hand
Datum;Uhrzeit;Gewicht (kg);Systolisch;Diastolisch;Puls;Notiz
01.02.2026;07:30;81,4;128;82;71;nach dem Aufstehen
13.02.2026;07:35;81,2;-;;;
"""
DIARY_COLUMNS = {
    "Datum": {"as": "date"},
    "Uhrzeit": {"as": "time"},
    "Gewicht (kg)": {"as": "value", "type": "weight", "unit": "kg"},
    "Systolisch": {"as": "value", "type": "blood-pressure", "unit": "mmHg", "part": "first"},
    "Diastolisch": {"as": "value", "type": "blood-pressure", "unit": "mmHg", "part": "second"},
    "Puls": {"as": "value", "type": "heart-rate"},
    "Notiz": {"as": "note"},
}
FIRST = 1_769_927_400_000  # 2026-02-01 07:30 +01:00


def mapped(columns: Mapping[str, Any], **more: Any) -> Answers:
    return Answers(mappings={"": {"columns": columns, **more}})


def table(folder: Path, text: str, answers: Answers, **options: Any) -> tuple[list[Any], Any]:
    return read(folder, "table", text.encode(), zone="Europe/Berlin", answers=answers, **options)


def test_a_diary_is_read_as_its_owner_says(tmp_path):
    rows, tally = table(tmp_path, DIARY, mapped(DIARY_COLUMNS))
    assert [(r[0], r[1], r[2], r[4], r[5], r[6], r[11], r[12]) for r in rows] == [
        ("weight", FIRST, 60, 81.4, None, "kg", "nach dem Aufstehen", 3),
        ("blood-pressure", FIRST, 60, 128, 82, "mmHg", "nach dem Aufstehen", 3),
        ("heart-rate", FIRST, 60, 71, None, "bpm", "nach dem Aufstehen", 3),
        ("weight", FIRST + 12 * DAY + 5 * 60_000, 60, 81.2, None, "kg", "", 4),
    ]
    assert (tally.rejected, tally.time_zone, tally.questions) == (0, "Europe/Berlin", [])
    assert list(tally.mappings) == [header_key(tuple(DIARY_COLUMNS))]


def test_without_a_mapping_it_asks_and_proposes_one(tmp_path):
    rows, tally = table(tmp_path, DIARY, Answers())
    (question,) = tally.questions
    assert (rows, tally.read, question.kind) == ([], 0, "mapping")
    assert question.details["columns"] == list(DIARY_COLUMNS)
    assert question.details["rows"][1][:3] == ["13.02.2026", "07:35", "81,2"]
    proposal = from_document(question.details["proposal"], TYPES)
    assert proposal.columns["Gewicht (kg)"] == Column("value", "weight", "kg")
    assert proposal.columns["Diastolisch"].part == "second"
    again, _ = table(
        tmp_path, DIARY, Answers(mappings={question.subject: proposal_units(proposal)})
    )
    assert len(again) == 4


def proposal_units(proposal: TableMapping) -> dict[str, Any]:
    document = to_document(proposal)
    for column in document["columns"].values():
        if column.get("type") == "blood-pressure":
            column["unit"] = "mmHg"
    return document


def test_a_long_table_tells_type_unit_and_person_in_its_rows(tmp_path):
    text = (
        "When\tWho\tWhat\tResult\tUnit\n"
        "2026-02-01T07:30:00+02:00\tAda\tGewicht\t178.5\tLB\n"
        "2026-02-01T08:30:00Z\tBen\tblood-glucose\t<40\tmg/dL\n"
        "2026-02-01T08:30:00Z\tBen\tshoe size\t44\tcm\n"
        "2026-02-01T08:30:00Z\tBen\tweight\t44\tcups\n"
    )
    columns = {
        "When": {"as": "moment"}, "Who": {"as": "person"}, "What": {"as": "type"},
        "Result": {"as": "value"}, "Unit": {"as": "unit"},
    }  # fmt: skip
    rows, tally = table(tmp_path, text, mapped(columns))
    assert [(r[0], r[2], r[4], r[6], r[9]) for r in rows] == [
        ("weight", 120, 178.5, "lb", ""),
        ("blood-glucose", 0, 40, "mg/dL", "<"),
    ]
    assert tally.persons == {"Ada": 1, "Ben": 1}
    assert [r.code for r in tally.rejections] == ["csv-type-unknown", "unit-unknown"]


@pytest.mark.parametrize(
    ("dates", "asked"),
    [
        (("01/02/2026", "13/02/2026"), ()),
        (("01/02/2026", "02/13/2026"), ()),
        (("01/02/2026", "02/03/2026"), ("dmy", "mdy")),
    ],
)
def test_the_order_of_dates_is_proven_or_asked(tmp_path, dates, asked):
    text = "date,weight\n" + "".join(f"{date},80\n" for date in dates)
    answers = mapped(
        {"date": {"as": "date"}, "weight": {"as": "value", "type": "weight", "unit": "kg"}}
    )
    rows, tally = table(tmp_path, text, answers)
    assert tuple(c for q in tally.questions for c in q.choices) == asked
    assert len(rows) == (0 if asked else 2)


def test_an_answer_settles_the_order(tmp_path):
    columns = {"date": {"as": "date"}, "weight": {"as": "value", "type": "weight", "unit": "kg"}}
    answers = Answers(date_order="mdy", mappings={"": {"columns": columns}})
    rows, _ = table(tmp_path, "date,weight\n01/02/2026,80\n", answers)
    assert rows[0][1] == 1_767_351_600_000  # noon of 2 January


def test_a_unit_nobody_told_is_asked(tmp_path):
    columns = {"date": {"as": "date"}, "weight": {"as": "value", "type": "weight"}}
    text = "date,weight\n2026-02-01,180\n"
    rows, tally = table(tmp_path, text, mapped(columns))
    assert (rows, [(q.kind, q.subject) for q in tally.questions]) == ([], [("unit", "weight")])
    answers = Answers(units={"weight": "lb"}, mappings={"": {"columns": columns}})
    rows, _ = table(tmp_path, text, answers)
    assert brief(rows)[0][4:] == (180, "lb")


def test_days_without_times_hold_amounts_whole_and_the_rest_at_noon(tmp_path):
    columns = {
        "date": {"as": "date"}, "steps": {"as": "value", "type": "steps"},
        "mood": {"as": "value", "type": "mood"},
    }  # fmt: skip
    rows, tally = table(tmp_path, "date,steps,mood\n2026-03-29,8400,7\n", mapped(columns))
    steps, mood = rows
    # A day of 23 hours.
    assert steps[3] - steps[1] == 23 * HOUR
    assert mood[1] == steps[1] + 11 * HOUR
    assert [w.code for w in tally.warnings] == ["times-at-noon"]


def test_end_and_length_of_a_night(tmp_path):
    text = "day,start,end,slept\n2026-02-01,23:30,06:50,7:20\n"
    columns = {
        "day": {"as": "date"}, "start": {"as": "time"}, "end": {"as": "end"},
        "slept": {"as": "value", "type": "sleep-duration", "unit": "min"},
    }  # fmt: skip
    rows, _ = table(tmp_path, text, mapped(columns))
    assert (rows[0][4], rows[0][3] - rows[0][1]) == (440, 7 * HOUR + 20 * 60_000)


def test_a_workbook_gives_typed_cells_of_each_sheet(tmp_path):
    path = workbook(
        tmp_path / "file",
        {
            "Weights": [
                ["Day", "Time", "Weight"],
                [(46054, DATE), (0.3125, TIME), 81.4],
                [(46055, DATE), None, "81,2"],
            ],
            "Sleep": [["Went to bed", "Slept"], [(46054.9375, DATE_TIME), (0.30555555, SPAN)]],
            "Empty": [],
        },
    )
    answers = Answers(
        mappings={
            "day\ttime\tweight": {
                "columns": {
                    "Day": {"as": "date"}, "Time": {"as": "time"},
                    "Weight": {"as": "value", "type": "weight", "unit": "kg"},
                }
            },
            "went to bed\tslept": {
                "columns": {
                    "Went to bed": {"as": "moment"},
                    "Slept": {"as": "value", "type": "sleep-duration", "unit": "h"},
                }
            },
        }
    )  # fmt: skip
    rows, tally = read(tmp_path, "table", path.read_bytes(), answers=answers)
    at = int(dt.datetime(2026, 2, 1, 7, 30, tzinfo=dt.UTC).timestamp() * 1000)
    assert [(r[0], r[1], round(r[4], 2)) for r in rows] == [
        ("weight", at, 81.4),
        ("weight", at + DAY + 4 * HOUR + HOUR // 2, 81.2),
        ("sleep-duration", at + 15 * HOUR, 7.33),
    ]
    assert tally.rejected == 0


def test_a_sheet_may_be_passed_over(tmp_path):
    path = workbook(tmp_path / "file", {"A": [["x", "y"], ["a", "b"]]})
    answers = Answers(mappings={"": {"skip": True}})
    rows, tally = read(tmp_path, "table", path.read_bytes(), answers=answers)
    assert (rows, tally.ignored, tally.questions) == ([], {"table": 1}, [])


def test_what_a_cell_cannot_be_is_rejected_with_its_line(tmp_path):
    text = (
        "date,weight,sys,dia\n2026-02-01,x,,\n2026-02-30,80,,\n2026-02-03,,120,\n2026-02-04,900,,\n"
    )
    columns = {
        "date": {"as": "date"}, "weight": {"as": "value", "type": "weight", "unit": "kg"},
        "sys": {"as": "value", "type": "blood-pressure", "unit": "mmHg", "part": "first"},
        "dia": {"as": "value", "type": "blood-pressure", "unit": "mmHg", "part": "second"},
    }  # fmt: skip
    rows, tally = table(tmp_path, text, mapped(columns))
    assert rows == []
    assert [(r.line, r.code) for r in tally.rejections] == [
        (2, "not-a-number"), (3, "time-unreadable"), (4, "half-a-pressure"), (5, "out-of-range"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ({"a": {"as": "value", "type": "weight"}}, "mapping-without-date"),
        ({"a": {"as": "date"}}, "mapping-without-value"),
        ({"a": {"as": "date"}, "b": {"as": "value"}}, "mapping-without-type"),
        ({"a": {"as": "date"}, "b": {"as": "value", "type": "bmi"}}, "mapping-type-unknown"),
        ({"a": {"as": "date"}, "b": {"as": "value", "type": "nope"}}, "mapping-type-unknown"),
        ({"a": {"as": "date"}, "b": {"as": "when"}}, "mapping-unreadable"),
        ({"a": {"as": "date"}, "b": "weight"}, "mapping-unreadable"),
        (
            {"a": {"as": "date"}, "b": {"as": "value", "type": "weight", "unit": "mmHg"}},
            "unit-not-of-type",
        ),
        (
            {"a": {"as": "date"}, "b": {"as": "value", "type": "blood-pressure", "part": "first"}},
            "mapping-needs-two-columns",
        ),
        (
            {"a": {"as": "date"}, "b": {"as": "value", "type": "weight", "part": "first"}},
            "mapping-one-part",
        ),
        (
            {"a": {"as": "date"}, "b": {"as": "date"}, "c": {"as": "value", "type": "weight"}},
            "mapping-twice",
        ),
    ],
)
def test_a_mapping_that_cannot_work_says_why(columns, code):
    with pytest.raises(InvalidData) as caught:
        from_document({"columns": columns}, TYPES)
    assert code in {wrong.code for wrong in caught.value.fields}


def test_a_mapping_survives_its_document():
    mapping = from_document(
        {"columns": DIARY_COLUMNS, "types": {"Waage": "weight"}, "date_order": "dmy"}, TYPES
    )
    assert from_document(to_document(mapping), TYPES) == mapping


def test_headers_are_told_apart():
    names = header_names(["Value", "", " Value ", "Value"])
    assert names == ("Value", "Column 2", "Value (2)", "Value (3)")
    assert header_key(names) == header_key([name.upper() for name in names])


def test_the_first_guess_never_takes_a_derived_or_two_part_type_by_its_name():
    found = guess(("Date", "BMI", "Blood pressure", "Weight [lb]", "Puls", "Pulse"), TYPES).columns
    assert [c.role for c in found.values()] == [
        "date", "ignore", "ignore", "value", "value", "value",
    ]  # fmt: skip
    assert found["Weight [lb]"].unit == "lb"


@pytest.mark.parametrize(
    ("data", "known"),
    [
        (b"a,b\n1,2\n", True),
        (b"Kept by hand\n\na;b\n1;2\n", True),
        (b"a\tb\n1\t2\n", True),
        ("a,b\n1,2\n".encode("utf-16"), True),
        (b"a,b\n", False),
        (b"a,b\nc,d\n", False),
        (b"hello, world\nI am 3\n", False),
        (b"\x00\x01,\x02\n1,2", False),
        (b"", False),
    ],
)
def test_a_table_is_known_by_its_columns_and_a_number(tmp_path, data, known):
    assert recognises(head(tmp_path, data)) is known


@given(st.binary(max_size=400))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_follows_a_header_is_read_rejected_or_refused(tmp_path, data):
    text = b"Datum;Gewicht (kg);Notiz\n" + data
    columns = {
        "Datum": {"as": "date"}, "Notiz": {"as": "note"},
        "Gewicht (kg)": {"as": "value", "type": "weight", "unit": "kg"},
    }  # fmt: skip
    try:
        read(tmp_path, "table", text, answers=mapped(columns))
    except BadFile:
        return
