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
from healthdesk.domain.table_guess import guess
from healthdesk.domain.table_mapping import (
    Column,
    TableMapping,
    from_document,
    header_key,
    header_names,
    to_document,
)
from healthdesk.domain.transfers import Answers
from healthdesk.exchange.batches import Options
from healthdesk.exchange.files import Files
from healthdesk.exchange.table import parser, recognises
from tests.exchange.reading import NOW, brief, head, read
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
    assert (rows, tally.ignored, tally.questions) == ([], {"table A": 1}, [])


WEIGHTS = {
    "Day": {"as": "date"},
    "Weight": {"as": "value", "type": "weight", "unit": "kg"},
}
TWO_SHEETS: dict[str, list[list[object]]] = {
    "Weights": [["Day", "WEIGHT"], ["2026-02-01", 81.4]],
    "Nights": [["Day", "Slept"], ["2026-02-01", 7.5], ["2026-02-02", 7]],
}
NIGHTS = {"Day": {"as": "date"}, "Slept": {"as": "value", "type": "sleep-duration", "unit": "h"}}


@pytest.mark.parametrize(
    ("mapping", "asked", "types"),
    [
        ({"columns": WEIGHTS}, ["day\tslept"], ["weight"]),
        ({"columns": WEIGHTS, "sheets": {"Nights": {"skip": True}}}, [], ["weight"]),
        (
            {"columns": WEIGHTS, "sheets": {"Nights": {"columns": NIGHTS}}},
            [],
            ["weight", "sleep-duration", "sleep-duration"],
        ),
        ({"sheets": {"Weights": {"columns": WEIGHTS}}}, ["day\tslept"], ["weight"]),
        ({"columns": {**WEIGHTS, **NIGHTS}}, [], ["weight", "sleep-duration", "sleep-duration"]),
    ],
)
def test_a_sheet_that_the_given_mapping_does_not_fit_is_asked_about(
    tmp_path, mapping, asked, types
):
    path = workbook(tmp_path / "file", TWO_SHEETS)
    answers = Answers(mappings={"": mapping})
    rows, tally = read(tmp_path, "table", path.read_bytes(), answers=answers)
    assert [question.subject for question in tally.questions] == asked
    assert [row[0] for row in rows] == types
    assert (tally.read, tally.rejected) == (len(types), 0)


@pytest.mark.parametrize("sheets", [[], {"Weights": "weight"}])
def test_what_is_said_of_sheets_has_to_be_by_their_names(tmp_path, sheets):
    path = workbook(tmp_path / "file", TWO_SHEETS)
    answers = Answers(mappings={"": {"columns": WEIGHTS, "sheets": sheets}})
    with pytest.raises(InvalidData) as caught:
        read(tmp_path, "table", path.read_bytes(), answers=answers)
    assert caught.value.fields[0].code == "mapping-unreadable"


def test_a_mapping_without_any_column_of_the_table_leaves_the_question(tmp_path):
    rows, tally = table(tmp_path, DIARY, mapped(WEIGHTS))
    assert (rows, [question.kind for question in tally.questions]) == ([], ["mapping"])


@pytest.mark.parametrize(
    ("cells", "kind", "unit", "values"),
    [
        # Only one of the two numbers is a weight.
        (("81.412", "80.456"), "weight", "kg", [81.412, 80.456]),
        (("81,412", "80,456"), "weight", "kg", [81.412, 80.456]),
        # Eight thousand steps, or eight and a part of one: steps are whole.
        (("8,412", "9,057"), "steps", "steps", [8412, 9057]),
        (("8.412", "9.057"), "steps", "steps", [8412, 9057]),
        # A row that proves it settles all others.
        (("1,234", "0,5"), "calories", "kcal", [1.234, 0.5]),
        (("1,234", "1,234.5"), "calories", "kcal", [1234, 1234.5]),
        (("1.234", "1.234.567"), "steps", "steps", [1234]),
    ],
)
def test_the_decimal_sign_is_proven_by_the_column_or_by_what_is_possible(
    tmp_path, cells, kind, unit, values
):
    columns = {"Day": {"as": "date"}, "N": {"as": "value", "type": kind, "unit": unit}}
    text = "Day;N\n" + "".join(f"2026-02-0{n};{cell}\n" for n, cell in enumerate(cells, 1))
    rows, _ = table(tmp_path, text, mapped(columns))
    assert [row[4] for row in rows] == values


ENERGY = {
    "Day": {"as": "date"},
    "Eaten": {"as": "value", "type": "calories", "unit": "kcal"},
}


def test_numbers_that_could_be_two_are_not_guessed(tmp_path):
    text = "Day;Eaten\n2026-02-01;1,234\n2026-02-02;1,302\n2026-02-03;1500\n"
    rows, tally = table(tmp_path, text, mapped(ENERGY))
    assert [row[4] for row in rows] == [1500]
    assert [(r.line, r.code, r.params) for r in tally.rejections] == [
        (2, "decimal-unclear", {"column": "Eaten"}),
        (3, "decimal-unclear", {"column": "Eaten"}),
    ]
    assert tally.read == len(rows) + tally.rejected


@pytest.mark.parametrize(("sign", "value"), [(",", 1.234), (".", 1234)])
def test_the_mapping_may_tell_the_decimal_sign(tmp_path, sign, value):
    text = "Day;Eaten\n2026-02-01;1,234\n"
    rows, tally = table(tmp_path, text, mapped(ENERGY, decimal=sign))
    assert [row[4] for row in rows] == [value]
    (known,) = tally.mappings.values()
    assert known["mapping"]["decimal"] == sign


def test_other_columns_prove_the_decimal_sign_where_a_column_cannot(tmp_path):
    columns = {**ENERGY, "Weight": {"as": "value", "type": "weight", "unit": "kg"}}
    text = "Day;Eaten;Weight\n2026-02-01;1.234;81,4\n"
    rows, _ = table(tmp_path, text, mapped(columns))
    assert [row[4] for row in rows] == [1234, 81.4]


def test_a_decimal_sign_is_a_comma_or_a_point():
    with pytest.raises(InvalidData) as caught:
        from_document({"columns": ENERGY, "decimal": "comma"}, TYPES)
    assert [wrong.code for wrong in caught.value.fields] == ["mapping-unreadable"]


BARE = "2026-02-03,120,80,60\n2026-02-04,125,82,61\n"


def test_a_table_without_a_header_keeps_its_first_row(tmp_path):
    _, tally = table(tmp_path, BARE, Answers())
    (question,) = tally.questions
    names = ["Column 1", "Column 2", "Column 3", "Column 4"]
    assert question.details["columns"] == names
    assert question.details["rows"][0] == ["2026-02-03", "120", "80", "60"]
    assert question.details["proposal"]["columns"]["Column 1"] == {"as": "date"}
    columns = {
        "Column 1": {"as": "date"},
        "Column 2": {"as": "value", "type": "blood-pressure", "unit": "mmHg", "part": "first"},
        "Column 3": {"as": "value", "type": "blood-pressure", "unit": "mmHg", "part": "second"},
        "Column 4": {"as": "value", "type": "heart-rate"},
    }
    for key in ("", question.subject):
        rows, tally = table(tmp_path, BARE, Answers(mappings={key: {"columns": columns}}))
        assert [(r[0], r[4], r[5], r[12]) for r in rows] == [
            ("blood-pressure", 120, 80, 1), ("heart-rate", 60, None, 1),
            ("blood-pressure", 125, 82, 2), ("heart-rate", 61, None, 2),
        ]  # fmt: skip
        assert tally.rejected == 0


def test_a_table_without_a_header_is_not_taken_for_another_of_as_many_columns(tmp_path):
    remembered = {header_key(("Column 1", "Column 2", "Column 3", "Column 4")): {"skip": True}}
    _, tally = table(tmp_path, BARE, Answers(mappings=remembered))
    assert [question.kind for question in tally.questions] == ["mapping"]


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Wann war es;kg\n01.02.2026 07:30;81,4\n", {"Wann war es": "moment"}),
        ("Tag der Messung;Um;x\n01.02.2026;07:30;1\n", {"Tag der Messung": "date", "Um": "time"}),
        ("Datum;x\n01.02.2026 07:30;1\n", {"Datum": "moment"}),
        # What is said of when by a header needs no second column.
        ("Entered,Date,x\n2026-01-05,2026-02-01,1\n", {"Entered": "ignore", "Date": "date"}),
        ("Date;Sleep duration\n2026-02-01;7:30\n", {"Sleep duration": "value"}),
    ],
)
def test_columns_of_dates_and_times_are_proposed_by_their_cells(tmp_path, text, roles):
    _, tally = table(tmp_path, text, Answers())
    proposed = tally.questions[0].details["proposal"]["columns"]
    assert {name: proposed[name]["as"] for name in roles} == roles


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Oben", "Unten"),
        ("Oberer Wert [mmHg]", "Unterer Wert [mmHg]"),
        ("oberer", "unterer"),
        ("Systole", "Diastole"),
        ("systolischer Druck", "diastolischer Druck"),
        ("Sistólica", "Diastólica"),
        ("Ciśnienie skurczowe", "Ciśnienie rozkurczowe"),
        ("SYS", "DIA"),
    ],
)
def test_the_parts_of_a_pressure_are_proposed_by_many_words(first, second):
    found = guess(("Datum", first, second), TYPES).columns
    assert [(c.type, c.part) for c in list(found.values())[1:]] == [
        ("blood-pressure", "first"),
        ("blood-pressure", "second"),
    ]


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
        (2, "cell-not-a-number"), (3, "time-unreadable"), (4, "half-a-pressure"),
        (5, "out-of-range"),
    ]  # fmt: skip
    assert tally.rejections[0].params == {"column": "weight"}


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


@given(st.binary(max_size=300))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_a_table_without_a_header_holds_is_counted_whole(tmp_path, data):
    columns = {
        "Column 1": {"as": "date"},
        "Column 2": {"as": "value", "type": "weight", "unit": "kg"},
    }
    try:
        rows, tally = read(tmp_path, "table", b"2026-02-01;81,4\n" + data, answers=mapped(columns))
    except BadFile:
        return
    assert tally.read == len(rows) + tally.rejected


def test_readings_above_the_header_are_told(tmp_path):
    above = "Date,Weight,Fat\n2016-01-04,80.2,20\n\n"
    wide = "Date,Steps,Floors,Distance,Calories\n2016-01-04,12345,10,8.5,2500\n"
    _, tally = table(tmp_path, above + wide, Answers())
    assert tally.ignored == {"row above the table": 1}
    assert tally.questions[0].details["columns"][1] == "Steps"


def test_blanks_behind_the_delimiter_do_not_matter(tmp_path):
    _, tally = table(tmp_path, '"day", "kilos", "notes"\n"2016-01-04", "80.2", "a, b"\n', Answers())
    assert tally.questions[0].details["rows"] == [["2016-01-04", "80.2", "a, b"]]


@pytest.mark.parametrize(
    ("name", "type_", "unit"),
    [
        ("Glucose Value (mg/dL)", "blood-glucose", "mg/dL"),
        ("Historic Glucose mmol/L", "blood-glucose", "mmol/L"),
        ("My weight lb", "weight", "lb"),
        ("Weight", "weight", ""),
        ("Steps per day", "steps", "steps"),
    ],
)
def test_a_header_is_known_beside_words_that_say_nothing(name, type_, unit):
    assert guess([name], TYPES).columns[name] == Column("value", type_, unit)


def test_a_unit_behind_the_number_counts_for_its_cell(tmp_path):
    columns = {
        "Day": {"as": "date"},
        "Weight": {"as": "value", "type": "weight", "unit": "kg"},
        "Up": {"as": "value", "type": "blood-pressure", "unit": "mmHg", "part": "first"},
        "Low": {"as": "value", "type": "blood-pressure", "unit": "mmHg", "part": "second"},
        "Fat": {"as": "value", "type": "body-fat", "unit": "%"},
    }
    text = (
        "Day;Weight;Up;Low;Fat\n2026-01-01;81,412 KG;104 mmHg;68 mmHg;22.1 %\n"
        "2026-01-02;180 lb;104 mmHg;9 kPa;many\n2026-01-03;81 bushels;;;\n"
    )
    rows, tally = table(tmp_path, text, Answers(mappings={"": {"columns": columns}}))
    assert [(row[0], row[4], row[5], row[6]) for row in rows] == [
        ("weight", 81.412, None, "kg"), ("blood-pressure", 104, 68, "mmHg"),
        ("body-fat", 22.1, None, "%"), ("weight", 180, None, "lb"),
    ]  # fmt: skip
    assert [(one.line, one.code) for one in tally.rejections] == [
        (3, "unit-unknown"), (3, "cell-not-a-number"), (4, "unit-unknown"),
    ]  # fmt: skip


def test_a_day_in_spanish_is_no_diastolic_pressure():
    found = guess(["Día", "BP sys", "BP dia"], TYPES, {"Día": "date"}).columns
    assert found["Día"] == Column("date")
    assert [found[name].part for name in ("BP sys", "BP dia")] == ["first", "second"]


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("Peso", Column("value", "weight")),
        ("Poids (kg)", Column("value", "weight", "kg")),
        ("weight_kg", Column("value", "weight", "kg")),
        ("Weight (lbs)", Column("value", "weight", "lb")),
        ("Glycémie (mmol/l)", Column("value", "blood-glucose", "mmol/L")),
        ("Blood Sugar Measurement (mg/dL)", Column("value", "blood-glucose", "mg/dL")),
        ("Reading [mg/dL]", Column("value", "blood-glucose", "mg/dL")),
        ("Fréquence cardiaque", Column("value", "heart-rate", "bpm")),
        ("Temp (F)", Column("value", "body-temperature", "°F")),
        ("HbA1c (Percent)", Column("value", "hba1c", "%")),
        ("Blutdruck sys", Column("value", "blood-pressure", "", "first")),
        ("Tension artérielle basse (mmHg)", Column("value", "blood-pressure", "mmHg", "second")),
        ("Reading", Column("value")),
        ("Fat", Column("value", "body-fat", "%")),
        ("Body fat %", Column("value", "body-fat", "%")),
        ("SpO2 %", Column("value", "oxygen-saturation", "%")),
        ("Vitamin C", Column("ignore")),
        ("Fat (%)", Column("value", "body-fat", "%")),
        ("Fat (g)", Column("value", "fat", "g")),
        ("Fat (kg)", Column("ignore")),
        ("Steps (min)", Column("ignore")),
        ("Insulin Injection Units (Pen)", Column("value", "insulin", "units")),
    ],
)
def test_headers_of_other_languages_and_units_in_words_are_known(name, column):
    assert guess([name], TYPES).columns[name] == column


def test_a_value_beside_a_column_of_types_is_of_no_type_by_its_unit():
    assert guess(["Type", "Value [mg/dL]"], TYPES).columns["Value [mg/dL]"] == Column("value")


def test_both_parts_of_a_pressure_in_a_cell_are_proposed_and_read(tmp_path):
    text = (
        "Date;Time;RR\n2026-02-13;07:12;128/82\n2026-02-14;07:12;131 / 84 mmHg\n"
        "2026-02-15;07:12;16,1/10,2 kPa\n2026-02-16;07:12;128/82/61/5\n2026-02-17;07:12;128\n"
        "2026-02-18;07:12;--\n"
    )
    _, tally = table(tmp_path, text.replace("/61/5", "").replace(";128\n", ";\n"), Answers())
    (question,) = tally.questions
    columns = question.details["proposal"]["columns"]
    assert columns["RR"] == {"as": "value", "type": "blood-pressure", "part": "both"}
    columns["RR"]["unit"] = "mmHg"
    rows, tally = table(tmp_path, text, mapped(columns))
    assert [(row[4], row[5], row[6]) for row in rows] == [
        (128, 82, "mmHg"), (131, 84, "mmHg"), (16.1, 10.2, "kPa"),
    ]  # fmt: skip
    assert [(one.line, one.code) for one in tally.rejections] == [
        (5, "not-a-number"), (6, "half-a-pressure"),
    ]  # fmt: skip


def test_seconds_and_milliseconds_since_1970_are_moments(tmp_path):
    text = "Time;Weight (kg)\n1769927400;81.4\n1769927400000;81.5\n1769927400.5;81.6\n17;81.7\n"
    _, tally = table(tmp_path, text.replace("17;", "1769927401;"), Answers())
    columns = tally.questions[0].details["proposal"]["columns"]
    assert columns["Time"] == {"as": "moment"}
    rows, tally = table(tmp_path, text, mapped(columns))
    assert [(row[1], row[2]) for row in rows] == [(FIRST, 60), (FIRST, 60), (FIRST + 500, 60)]
    assert (tally.time_zone, tally.rejections[0].code) == ("Europe/Berlin", "time-unreadable")


def test_two_units_in_a_cell_become_one_number(tmp_path):
    columns = {
        "Day": {"as": "moment"},
        "Weight": {"as": "value", "type": "weight", "unit": "kg"},
        "Height": {"as": "value", "type": "height", "unit": "cm"},
    }
    text = (
        "Day;Weight;Height\n2026-01-01 08:00;12st 7lb;5'11\"\n2026-01-02 08:00;12 st 15 lb;1m80\n"
    )
    rows, tally = table(tmp_path, text, mapped(columns))
    assert [(row[0], row[4], row[6]) for row in rows] == [
        ("weight", 175, "lb"), ("height", 71, "in"), ("height", 180, "cm"),
    ]  # fmt: skip
    assert [(one.line, one.code) for one in tally.rejections] == [(3, "cell-not-a-number")]


def test_signs_for_nothing_are_no_notes_and_no_readings(tmp_path):
    columns = {
        "Day": {"as": "moment"},
        "Weight": {"as": "value", "type": "weight", "unit": "kg"},
        "Notes": {"as": "note"},
    }
    text = "Day;Weight;Notes\n2026-01-01 08:00;81.4;--\n2026-01-02 08:00;N/A;x\n"
    rows, tally = table(tmp_path, text, mapped(columns))
    assert [(row[4], row[11]) for row in rows] == [(81.4, "")]
    assert tally.rejected == 0


def test_days_in_lines_of_their_own_are_a_column(tmp_path):
    text = (
        "Time,Weight,Change,Body Fat,\n"
        '" Feb 13, 2026",\n7:12 AM,81.4 kg,0.2 kg,21.5 %,\n6:50 AM,81.2 kg,--,--,\n'
        '" Feb 2, 2026",\n7:05 AM,81.0 kg,\n'
    )
    _, tally = table(tmp_path, text, Answers())
    (question,) = tally.questions
    columns = question.details["proposal"]["columns"]
    assert (columns["Day above"], columns["Time"]) == ({"as": "date"}, {"as": "time"})
    assert question.details["rows"][0] == [
        "7:12 AM",
        "81.4 kg",
        "0.2 kg",
        "21.5 %",
        "",
        "Feb 13, 2026",
    ]
    assert columns["Weight"]["unit"] == "kg"
    columns["Weight"]["unit"] = "lb"  # the cells say otherwise
    rows, tally = table(tmp_path, text, mapped(columns))
    seen = [(row[0], row[4], row[6], row[12]) for row in rows]
    assert seen == [
        ("weight", 81.4, "kg", 3), ("body-fat", 21.5, "%", 3), ("weight", 81.2, "kg", 4),
        ("weight", 81.0, "kg", 6),
    ]  # fmt: skip
    days = [dt.datetime.fromtimestamp(row[1] / 1000, dt.UTC).day for row in rows]
    assert (days, tally.rejected) == ([13, 13, 13, 2], 0)


def test_a_row_of_a_day_alone_is_none_above_others_where_rows_have_days(tmp_path):
    text = "Day,Weight (kg),Note\n2026-02-12,81.2,\n2026-02-13,,\n2026-02-14,81.4,\n"
    columns = {
        "Day": {"as": "date"},
        "Weight (kg)": {"as": "value", "type": "weight", "unit": "kg"},
    }
    rows, _ = table(tmp_path, text, mapped(columns))
    assert [row[4] for row in rows] == [81.2, 81.4]


def test_another_table_below_is_told_and_not_read_by_the_columns_of_the_first(tmp_path):
    columns = {
        "Date": {"as": "date"},
        "Weight (kg)": {"as": "value", "type": "weight", "unit": "kg"},
        "Note": {"as": "note"},
    }
    text = (
        "Date,Weight (kg),Note\n2026-02-12,81.2,\nDate,Weight (kg),Note\n2026-02-13,81.3,\n"
        "yesterday,plenty,of food\n2026-02-14,81.4,\n"
        "Date,Waist (cm),Note\n2026-02-12,95,\n2026-02-13,94,\n"
    )
    rows, tally = table(tmp_path, text, mapped(columns))
    assert [row[4] for row in rows] == [81.2, 81.3, 81.4]
    assert tally.ignored == {"row of another table below": 2}
    assert [(one.line, one.code) for one in tally.rejections] == [(5, "cell-not-a-number")]


def proposal(folder: Path, text: str) -> dict[str, Column]:
    """What is proposed for a table, without the columns that are left out."""
    _, tally = table(folder, text, Answers())
    found = from_document(tally.questions[0].details["proposal"], TYPES).columns
    return {name: column for name, column in found.items() if column.role != "ignore"}


def test_nights_in_seconds_are_not_proposed_as_minutes(tmp_path):
    text = "date,Total Sleep Duration,Steps\n2026-02-01,31380,2242\n2026-02-02,28140,3083\n"
    assert list(proposal(tmp_path, text)) == ["date", "Steps"]
    minutes = text.replace("31380", "523").replace("28140", "469")
    assert proposal(tmp_path, minutes)["Total Sleep Duration"] == Column(
        "value", "sleep-duration", "min"
    )


@pytest.mark.parametrize(
    ("header", "cells", "unit"),
    [
        ("Glucose", ("115", "98"), "mg/dL"),
        ("Glucose", ("6.4", "5.4"), "mmol/L"),
        ("Glucose", ("11.5", "15"), ""),
        ("Temp", ("36.6", "37"), "°C"),
        ("Temp", ("98.1", "99"), "°F"),
        ("Blood pressure", ("128/82", "130/85"), "mmHg"),
        ("Weight", ("80.1", "79.5"), ""),
    ],
)
def test_a_unit_that_alone_is_possible_is_proposed(tmp_path, header, cells, unit):
    text = f"date,{header}\n2026-02-01,{cells[0]}\n2026-02-02,{cells[1]}\n"
    assert proposal(tmp_path, text)[header].unit == unit


def test_moments_that_are_all_midnights_are_days(tmp_path):
    columns = {
        "When": {"as": "moment"},
        "Steps": {"as": "value", "type": "steps"},
        "kg": {"as": "value", "type": "weight", "unit": "kg"},
    }
    text = "When,Steps,kg\n2026-02-01 00:00:00,10448,80.1\n2026-02-02 00:00:00,7499,80\n"
    rows, tally = table(tmp_path, text, mapped(columns))
    midnight = FIRST - 7 * HOUR - HOUR // 2
    assert [(row[0], row[1], row[3]) for row in rows[:2]] == [
        ("steps", midnight, midnight + DAY),
        ("weight", midnight + 12 * HOUR, midnight + 12 * HOUR),
    ]
    assert [warning.code for warning in tally.warnings] == ["times-at-noon"]
    # One time that is none shows that the others are.
    rows, tally = table(tmp_path, f"{text}2026-02-03 08:00:00,1,79\n", mapped(columns))
    assert [(row[0], row[1], row[3]) for row in rows[:2]] == [
        ("steps", midnight, midnight), ("weight", midnight, midnight),
    ]  # fmt: skip
    assert tally.warnings == []


def test_an_instant_at_a_midnight_is_no_day(tmp_path):
    columns = {"When": {"as": "moment"}, "kg": {"as": "value", "type": "weight", "unit": "kg"}}
    midnight = FIRST - 15 * HOUR // 2
    for text in (f"{midnight}", f"{midnight // 1000}"):
        rows, tally = table(tmp_path, f"When,kg\n{text},80.1\n", mapped(columns))
        assert [row[1] for row in rows] == [midnight]
        assert tally.warnings == []


def test_of_days_the_end_of_one_is_no_end_of_what_stands_at_noon(tmp_path):
    columns = {
        "Start": {"as": "moment"}, "Finish": {"as": "end"},
        "kg": {"as": "value", "type": "weight", "unit": "kg"},
    }  # fmt: skip
    text = "Start,Finish,kg\n01-Feb-2026 00:00,02-Feb-2026 00:00,80.1\n"
    rows, _ = table(tmp_path, text, mapped(columns))
    assert [(row[1], row[3]) for row in rows] == [(FIRST + 9 * HOUR // 2,) * 2]


def test_a_unit_in_each_row_tells_the_type_of_a_list_of_sugars(tmp_path):
    text = "Patient;Ada\nDatum;Zeit;Ergebnis;Einheit\n13.02.2026;07:30;112;mg/dL\n"
    found = proposal(tmp_path, f"{text}14.02.2026;07:30;6.4;mmol/L\n")
    assert (found["Ergebnis"].type, found["Einheit"].role) == ("blood-glucose", "unit")
    _, tally = table(tmp_path, f"{text}14.02.2026;07:30;6.4;kg\n", Answers())
    columns = tally.questions[0].details["proposal"]["columns"]
    assert columns["Ergebnis"] == {"as": "value"}


def test_times_in_utc_alone_stand_on_the_clock_of_the_zone(tmp_path):
    columns = {"When": {"as": "moment"}, "kg": {"as": "value", "type": "weight", "unit": "kg"}}
    text = "When,kg\n2026-01-31T23:30:00Z,80.1\n2026-02-01T06:30:00.000Z,80\n"
    rows, tally = table(tmp_path, text, mapped(columns))
    assert [(row[1], row[2]) for row in rows] == [(FIRST - 7 * HOUR, 60), (FIRST, 60)]
    assert tally.time_zone == "Europe/Berlin"
    # Where others tell where one was, it is as it says.
    rows, _ = table(tmp_path, f"{text}2026-02-01T06:30:00+05:30,79\n", mapped(columns))
    assert [row[2] for row in rows] == [0, 0, 330]


def test_a_zero_that_no_reading_could_be_stands_for_nothing(tmp_path):
    columns = {
        "When": {"as": "moment"},
        "glucose": {"as": "value", "type": "blood-glucose", "unit": "mmol/L"},
        "sys": {"as": "value", "type": "blood-pressure", "unit": "mmHg", "part": "first"},
        "dia": {"as": "value", "type": "blood-pressure", "unit": "mmHg", "part": "second"},
        "Steps": {"as": "value", "type": "steps"},
    }
    text = "When,glucose,sys,dia,Steps\n2026-02-01 07:30,0.0,0,0,0\n2026-02-02 07:30,6.8,0,82,1\n"
    rows, tally = table(tmp_path, text, mapped(columns))
    assert [(row[0], row[4]) for row in rows] == [
        ("steps", 0), ("blood-glucose", 6.8), ("steps", 1),
    ]  # fmt: skip
    assert tally.ignored == {"blood-glucose of 0": 1, "blood-pressure of 0": 1}
    assert tally.rejected == 1


def test_a_zero_beside_a_dose_or_a_meal_is_none(tmp_path):
    columns = {
        "When": {"as": "moment"},
        "Carbs": {"as": "value", "type": "carbohydrates", "unit": "g"},
        "Bolus": {"as": "value", "type": "insulin", "unit": "units"},
    }
    text = "When,Carbs,Bolus\n2026-02-01 07:30,0.0,1.5\n2026-02-01 09:00,12,0\n"
    rows, tally = table(tmp_path, text, mapped(columns))
    assert [(row[0], row[4]) for row in rows] == [("insulin", 1.5), ("carbohydrates", 12)]
    assert tally.ignored == {"carbohydrates of 0": 1, "insulin of 0": 1}
    # A list of meals tells of 0 g, and a column of doses alone of a dose of 0.
    for name in ("Carbs", "Bolus"):
        one = {key: columns[key] for key in ("When", name)}
        rows, tally = table(tmp_path, f"When,{name}\n2026-02-01 07:30,0\n", mapped(one))
        assert [row[4] for row in rows] == [0]


def test_two_doses_of_the_same_amount_are_two(tmp_path):
    columns = {
        "When": {"as": "moment"},
        "Pen": {"as": "value", "type": "insulin", "unit": "units"},
        "Basal": {"as": "value", "type": "insulin", "unit": "units"},
    }
    text = "When,Pen,Basal\n2026-02-01 07:30,8,8\n2026-02-02 07:30,7,9\n"
    rows, _ = table(tmp_path, text, mapped(columns))
    assert [(row[4], row[10]) for row in rows] == [
        (8, "Table"), (8, "Table (Basal)"), (7, "Table"), (9, "Table"),
    ]  # fmt: skip


def test_a_long_table_may_say_where_a_reading_is_from_and_both_pressures_in_a_cell(tmp_path):
    columns = {
        "Day": {"as": "date"}, "Metric": {"as": "type"}, "Unit": {"as": "unit"},
        "Amount": {"as": "value"},
    }  # fmt: skip
    text = (
        "Day,Metric,Unit,Amount\n2026-02-01,Weight (Garmin),kg,83.5\n"
        "2026-02-01,Blood Pressure,mmHg,128/82\n2026-02-02,Vigour (Garmin),%,73.0\n"
    )
    rows, tally = table(tmp_path, text, mapped(columns))
    assert [(row[0], row[4], row[5], row[6]) for row in rows] == [
        ("weight", 83.5, None, "kg"), ("blood-pressure", 128, 82, "mmHg"),
    ]  # fmt: skip
    assert [r.code for r in tally.rejections] == ["csv-type-unknown"]
    assert [column.role for column in proposal(tmp_path, text).values()] == [
        "date", "type", "unit", "value",
    ]  # fmt: skip


def proposed_and_read(folder: Path, text: str) -> tuple[list[Any], Any]:
    """Rows and tally of a table read as it is proposed."""
    _, tally = table(folder, text, Answers())
    (question,) = tally.questions
    return table(folder, text, Answers(mappings={question.subject: question.details["proposal"]}))


@pytest.mark.parametrize(
    "days",
    [
        "1770112800", "1770112800.0", "1770112800000", "1770112800000000", "1770112800000000000",
        "1.7701128E12", '"1,7701128E+12"', "2026-02-03T10:00:00Z", "20260203T100000Z",
        "Tue Feb 03 2026 11:00:00 GMT+0100 (CET)",
    ],
)  # fmt: skip
def test_a_moment_is_read_in_every_way_programs_count_it(tmp_path, days):
    rows, tally = proposed_and_read(tmp_path, f"timestamp,Weight (kg)\n{days},81.4\n")
    assert (rows[0][1], tally.rejected) == (1_770_112_800_000, 0)


@pytest.mark.parametrize("days", ["1.77E+09", "1.77013E+12", '"1,77E+12"'])
def test_a_moment_that_a_spreadsheet_shortened_is_rejected_and_not_guessed(tmp_path, days):
    rows, tally = proposed_and_read(tmp_path, f"timestamp,Weight (kg)\n{days},81.4\n")
    assert (rows, [(r.line, r.code) for r in tally.rejections]) == ([], [(2, "time-shortened")])


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Date,Time", "46057,0.3125"), ("Date", "46057.3125"), ("Datum;Zeit", "46057;0,3125"),
        ("Date,Time", "20260204,0730"), ("Date,Time", "20260204,730"),
        ("Date,Time", "4 Feb 2026,073000"),
    ],
)  # fmt: skip
def test_a_day_and_a_time_are_read_as_spreadsheets_and_meters_count_them(tmp_path, header, cells):
    sign = ";" if ";" in header else ","
    text = f"{header}{sign}Weight (kg)\n{cells}{sign}81.4\n"
    rows, tally = proposed_and_read(tmp_path, text.replace("81.4", "81"))
    assert (rows[0][1], tally.rejected) == (1_770_186_600_000, 0)
    counted = [warning.params for warning in tally.warnings if warning.code == "days-counted"]
    assert counted == ([{"first": "1899-12-30"}] if "46057" in cells else [])


def test_a_workbook_that_counts_from_1904_is_read_from_there(tmp_path):
    rows: list[list[object]] = [["Date", "Time", "Weight (kg)"], [44_595, 0.3125, 81.4]]
    extra = '<workbookPr date1904="1"/>'
    data = workbook(tmp_path / "a.xlsx", {"Diary": rows}, extra=extra).read_bytes()
    columns = {
        "Date": {"as": "date"},
        "Time": {"as": "time"},
        "Weight (kg)": {"as": "value", "type": "weight", "unit": "kg"},
    }
    found, tally = read(tmp_path, "table", data, zone="Europe/Berlin", answers=mapped(columns))
    assert [row[1] for row in found] == [1_770_186_600_000]
    assert [warning.params for warning in tally.warnings] == [{"first": "1904-01-01"}]


def test_midnight_at_the_end_of_a_day_is_that_of_the_next(tmp_path):
    text = "Date,Time,Weight (kg)\n2026-02-04,24:00,81.4\n2026-02-05,00:00,81.5\n"
    rows, _ = proposed_and_read(tmp_path, text)
    assert rows[0][1] == rows[1][1]


def test_units_in_a_row_below_the_header_are_those_of_the_columns(tmp_path):
    text = (
        "Date,Time,Weight,Upper,Lower,Note\n(y-m-d),,(lb),mmHg,mmHg,\n"
        "2026-02-04,07:30,181.4,128,82,well\n"
    )
    rows, tally = proposed_and_read(tmp_path, text)
    assert [(row[0], row[4], row[5], row[6], row[12]) for row in rows] == [
        ("weight", 181.4, None, "lb", 3),
        ("blood-pressure", 128, 82, "mmHg", 3),
    ]
    assert (tally.rejected, tally.questions) == (0, [])


def test_rows_that_sum_up_are_no_readings(tmp_path):
    text = (
        "Date,Weight (kg),Steps\n2026-02-04,81.4,10000\nAverage,81.4,10000\n,,\n"
        "Total:,,10000\nMin. value,81.4,\n,Durchschnitt,81\nsomewhen,81.4,\n"
    )
    rows, tally = proposed_and_read(tmp_path, text)
    assert [(row[0], row[12]) for row in rows] == [("weight", 2), ("steps", 2)]
    assert tally.ignored == {"row of totals": 4}
    assert [(r.line, r.code) for r in tally.rejections] == [(8, "time-unreadable")]


def test_low_and_high_of_a_meter_are_below_and_above_what_every_meter_tells(tmp_path):
    text = (
        "Date,Time,Glucose (mmol/L)\n2026-02-04,07:30,LO\n2026-02-04,08:30,High\n"
        "2026-02-04,09:30,Hoch\n2026-02-04,10:30,>= 33.3\n2026-02-04,11:30,?\n"
    )
    rows, tally = proposed_and_read(tmp_path, text)
    assert [(row[9], row[4]) for row in rows] == [("<", 2.2), (">", 22.2), (">", 22.2), (">", 33.3)]
    assert [r.line for r in tally.rejections] == [6]


def test_what_stands_in_columns_left_out_is_counted_by_their_names(tmp_path):
    text = "Date,Weight (kg),Colour,Empty\n2026-02-04,81.4,red,-\n2026-02-05,81.2,,\n"
    _, tally = proposed_and_read(tmp_path, text)
    assert tally.ignored == {"column Colour": 1}


def test_more_columns_than_any_table_has_are_left_out(tmp_path):
    row = "2026-02-04," + "80," * 20_000
    _, tally = table(tmp_path, f"Date,{'Weight,' * 20_000}\n{row}\n", Answers())
    assert len(tally.questions[0].details["columns"]) == 1000


def test_a_pulse_behind_both_parts_of_a_pressure_is_read_too(tmp_path):
    text = "Date,BP\n2026-02-04 07:30,128/82/71\n2026-02-05 07:30,125/80 mmHg / 64\n"
    rows, tally = proposed_and_read(tmp_path, f"{text}2026-02-06 07:30,120/79\n")
    assert [(row[0], row[4], row[5], row[6]) for row in rows] == [
        ("blood-pressure", 128, 82, "mmHg"), ("heart-rate", 71, None, "bpm"),
        ("blood-pressure", 125, 80, "mmHg"), ("heart-rate", 64, None, "bpm"),
        ("blood-pressure", 120, 79, "mmHg"),
    ]  # fmt: skip
    assert tally.rejected == 0


@pytest.mark.parametrize(
    "lead", ["Report, Anna\n", "Report, made for Anna, at home\n\n", "sep=;\n", "A|B\n"]
)
def test_a_sentence_above_a_table_says_nothing_of_its_delimiter(tmp_path, lead):
    text = f"{lead}Datum;Gewicht (kg)\n04.02.2026;81,4\n13.02.2026;81,2\n"
    rows, tally = proposed_and_read(tmp_path, text)
    assert ([row[4] for row in rows], tally.rejected) == ([81.4, 81.2], 0)


def test_stones_and_pounds_in_each_cell_need_no_unit(tmp_path):
    rows, tally = proposed_and_read(
        tmp_path, "Date,Weight\n2026-02-04,12st 7lb\n2026-02-05,12st 8lb\n"
    )
    assert ([(row[4], row[6]) for row in rows], tally.questions) == (
        [(175, "lb"), (176, "lb")],
        [],
    )


def test_what_two_columns_tell_in_two_units_is_one_reading(tmp_path):
    text = (
        "MeasurementDate,MeasurementTime,WeightKg,WeightPound,WaterPct\n"
        "2026-02-04,07:30,80.0,176.4,55.2\n2026-02-05,07:30,81.0,178.6,55.3\n"
    )
    rows, tally = proposed_and_read(tmp_path, text)
    assert [(row[0], row[4], row[6]) for row in rows[:2]] == [
        ("weight", 80, "kg"),
        ("body-water", 55.2, "%"),
    ]
    assert tally.ignored == {"column WeightPound": 2}
    apart = text.replace("176.4", "150")
    assert len([row for row in proposed_and_read(tmp_path, apart)[0] if row[0] == "weight"]) == 4


def test_tags_of_several_words_are_parted_by_commas(tmp_path):
    text = 'Date,Weight (kg),Tags\n2026-02-04,81.4,"Before the meal, at home"\n'
    _, tally = table(tmp_path, text, Answers())
    answers = Answers(mappings={"": tally.questions[0].details["proposal"]})
    path = tmp_path / "tagged"
    path.write_text(text)
    files = Files(path)
    options = Options(now=NOW, zone="UTC", answers=answers)
    extras = [extra for batch in parser(files, options).batches() for extra in batch.extras]
    assert [extra[2] for extra in extras] == [("Before-the-meal", "at-home")]
