from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthdesk.exchange.blood_pressure_monitor import recognises
from tests.exchange.hostile import bear, bear_all, tables
from tests.exchange.reading import head, read

FIRST = "timestampUnixMs, systolic, diastolic, pulse, notes"
LATER = "timestampUnixMs,systolic,diastolic,pulse,notes,needlePin"
LATEST = "\ufefftimestampUnixMs;systolic;diastolic;pulse;notes;color;needlePin"
AT = 1_703_175_193_324


def told(rows):
    return [(row[0], row[1], row[2], row[4], row[5], row[6], row[11], row[12]) for row in rows]


def test_the_first_generation_puts_a_blank_behind_each_comma(tmp_path):
    rows, _ = read(
        tmp_path,
        "blood-pressure-monitor",
        f'{FIRST}\n{AT}, 123, 71, 46, "tired, but ""well"""\n'.encode(),
        zone="Europe/Berlin",
    )
    assert told(rows) == [
        ("blood-pressure", AT, 60, 123, 71, "mmHg", 'tired, but "well"', 2),
        ("heart-rate", AT, 60, 46, None, "bpm", "", 2),
    ]


def test_later_ones_write_null_and_a_pin(tmp_path):
    rows, tally = read(
        tmp_path,
        "blood-pressure-monitor",
        f'{LATER}\n{AT},123,71,53,sdf,"{{""color"":4285132974}}"\n{AT + 1},null,null,64,,null\n'
        f"{AT + 2},null,null,null,only words,null\n".encode(),
    )
    assert told(rows) == [
        ("blood-pressure", AT, 0, 123, 71, "mmHg", "sdf", 2),
        ("heart-rate", AT, 0, 53, None, "bpm", "", 2),
        ("heart-rate", AT + 1, 0, 64, None, "bpm", "", 3),
    ]
    assert tally.rejected == 0
    assert tally.sources == {"Blood Pressure Monitor": 3}


def test_a_weight_may_stand_beside(tmp_path):
    data = f"timestampUnixMs;systolic;diastolic;pulse;bodyweight\n{AT};null;null;null;72.0\n"
    rows, _ = read(tmp_path, "blood-pressure-monitor", data.encode())
    assert told(rows) == [("weight", AT, 0, 72, None, "kg", "", 2)]


@pytest.mark.parametrize(
    ("row", "codes"),
    [
        (f"{AT},312,315,46", ["out-of-range"]),
        (f"{AT},123,324,null", ["out-of-range"]),
        (f"{AT},82,124,null", ["second-not-below-first"]),
        (f"{AT},128,null,null", ["second-part-missing"]),
        (f"{AT},abc,82,null", ["not-a-number"]),
        (f"{AT},0,0,null", ["both-parts-zero"]),
        ("10893142303200,106,77,null", ["in-the-future"]),
        ("99999999999999999999,106,77,null", ["time-unreadable"]),
        ("1e400,106,77,null", ["time-unreadable"]),
        (",106,77,null", ["time-unreadable"]),
        (f"{AT}", []),
    ],
)
def test_a_bad_row_is_rejected_with_its_line(tmp_path, row, codes):
    _, tally = read(tmp_path, "blood-pressure-monitor", f"{LATER}\n{row}\n".encode())
    assert [(r.line, r.code) for r in tally.rejections] == [(2, code) for code in codes]


@pytest.mark.parametrize(
    ("data", "known"),
    [
        (FIRST, True),
        (LATER, True),
        (LATEST, True),
        ("timestampUnixMs,medicine,dosis\n", False),
        ("someTime,systolic\n", False),
        ("Date,Time,Systolic (mmHg),Diastolic (mmHg),TruRead\n", False),
        ("", False),
    ],
)
def test_only_its_own_headers_are_known(tmp_path, data, known):
    assert recognises(head(tmp_path, data.encode())) is known


@pytest.mark.parametrize("header", [FIRST, LATER, LATEST[1:]])
def test_hostile_files_are_borne(tmp_path, header):
    row = f"{AT}; 123; 71; 46; x" if ";" in header else f"{AT}, 123, 71, 46, x"
    bear_all(tmp_path, "blood-pressure-monitor", header.encode(), row.encode())


@given(st.sampled_from([LATER, LATEST]), tables(","))
def test_any_rows_are_read_or_refused(tmp_path_factory, header, tail):
    bear(tmp_path_factory.getbasetemp(), "blood-pressure-monitor", header.encode(), tail)


def test_medicines_are_told_in_the_note_and_columns_of_ones_own_by_their_names(tmp_path):
    data = (
        "timestampUnixMs,systolic,diastolic,pulse,notes,intakes,color,Mood\n"
        f"{AT},123,71,null,well,Example(12.5)|Other(3.0),1,good\n"
        f"{AT + 1},123,72,null,null,,1,\n{AT + 2},null,null,null,words,,,\n"
    )
    rows, tally = read(tmp_path, "blood-pressure-monitor", data.encode())
    assert [row[11] for row in rows] == ["well\nExample(12.5)\nOther(3.0)", ""]
    assert tally.ignored == {"Mood": 1, "row without a reading": 1}
