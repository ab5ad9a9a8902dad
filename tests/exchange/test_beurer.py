from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given

from healthdesk.domain.transfers import Answers
from healthdesk.exchange.beurer import recognises
from tests.exchange.hostile import bear, bear_all, tables
from tests.exchange.reading import brief, head, read, tags

SCALE = "WeightDate;Time;kg;BMI;Body fat;Water;Muscles;Bones;Medication;Comment"
ROW = '"12.02.2021";"08:35";"70.2";"22.1";"18.5";"55.1";"41.0";"2.8";"";""'
WHOLE = """Data Export Details

User details
"Gender";""
"First name";""
"Date of birth";"yyyy-mm-dd"

Period
"Start";"2020-05-31"
"End";"2021-05-30"

Category
"Scale";000

Weight
Date;Time;kg;BMI;Body fat;Water;Muscles;Bones;Medication;Comment
"2022-02-01";"09:26";"62.5";"21.4";"15.8";"57.8";"43.7";"2.8";"";"after ""run"" today"
"2022-01-31";"09:23";62.7;"21.4";"";"";"";"";"Aspirin";""

Blood pressure
Date;Time;Sys;Dia;Pulse;MAP;Medication;Comment
"2022-02-01";"09:30";"128";"82";"71";"97";"";"seated"
"""


def at(text: str) -> int:
    return round(dt.datetime.fromisoformat(text + "+00:00").timestamp() * 1000)


def test_every_block_is_read_and_the_preamble_is_not(tmp_path):
    rows, tally = read(tmp_path, "beurer", WHOLE.encode())
    morning, half = at("2022-02-01T09:26"), at("2022-02-01T09:30")
    assert [(row[0], row[1], row[4], row[5], row[6], row[11], row[12]) for row in rows] == [
        ("weight", morning, 62.5, None, "kg", 'after "run" today', 17),
        ("bone-mass", morning, 2.8, None, "kg", "", 17),
        ("body-fat", morning, 15.8, None, "%", "", 17),
        ("body-water", morning, 57.8, None, "%", "", 17),
        ("weight", at("2022-01-31T09:23"), 62.7, None, "kg", "Medication: Aspirin", 18),
        ("blood-pressure", half, 128, 82, "mmHg", "seated", 22),
        ("heart-rate", half, 71, None, "bpm", "", 22),
    ]
    assert tally.ignored == {"muscles": 1, "mean arterial pressure": 1}
    assert tally.sources == {"Beurer": 7}
    assert tally.rejected == 0


def test_a_table_by_itself_has_german_dates_and_points_in_its_numbers(tmp_path):
    rows, tally = read(tmp_path, "beurer", f"{SCALE}\n{ROW}\n".encode(), zone="Europe/Berlin")
    assert [(row[0], row[1], row[2], row[4]) for row in rows] == [
        ("weight", at("2021-02-12T07:35"), 60, 70.2),
        ("bone-mass", at("2021-02-12T07:35"), 60, 2.8),
        ("body-fat", at("2021-02-12T07:35"), 60, 18.5),
        ("body-water", at("2021-02-12T07:35"), 60, 55.1),
    ]
    assert tally.questions == []


@pytest.mark.parametrize(
    ("header", "row", "found"),
    [
        ("Datum;Uhrzeit;kg;BMI;Körperfett;Wasser;Muskeln;Knochen;Stoffwechselalter;Puls;Viszeralfett",
         "12.02.2021;08:35;70,2;22,1;18,5;55;41;2,8;30;61;4",
         [("weight", 70.2, "kg"), ("bone-mass", 2.8, "kg"), ("body-fat", 18.5, "%"),
          ("body-water", 55, "%"), ("visceral-fat", 4, "rating"), ("heart-rate", 61, "bpm")]),
        ("Date;Time;lb;BMI;Body fat", "02/13/2021;8:35 AM;154.8;22;18.5",
         [("weight", 154.8, "lb"), ("body-fat", 18.5, "%")]),
        ("Datum;Uhrzeit;Sys;Dia;Puls;MAD", "12.02.2021;08:35;128;82;71;97",
         [("blood-pressure", 128, "mmHg"), ("heart-rate", 71, "bpm")]),
        ("Date;Time;Sys;Dia;Pulse;MAP;Added manually", "13/02/2021;08:35;128;82;71;97;No",
         [("blood-pressure", 128, "mmHg"), ("heart-rate", 71, "bpm")]),
    ],
)  # fmt: skip
def test_columns_are_known_in_other_languages_and_units(tmp_path, header, row, found):
    data = f"Gewicht;;;;;\n{header}\n{row}\n".encode()
    rows, tally = read(tmp_path, "beurer", data)
    assert recognises(head(tmp_path, data))
    assert [(row[0], row[4], row[6]) for row in rows] == found
    assert (tally.questions, tally.rejected) == ([], 0)


def test_sugar_and_temperature_come_with_the_unit_of_their_column(tmp_path):
    data = (
        f"{SCALE}\n{ROW}\n\n"
        "Blood glucose\nDate;Time;mmol/L;Comment\n12.02.2021;09:00;5,8;before\n\n"
        "Temperature\nDate;Time;°C\n12.02.2021;09:00;36.6\n\n"
        "EKG\nDate;Time;Findings\n12.02.2021;09:00;fine\n"
    )
    rows, tally = read(tmp_path, "beurer", data.encode())
    assert [(row[0], row[4], row[6], row[11]) for row in rows[4:]] == [
        ("blood-glucose", 5.8, "mmol/L", "before"),
        ("body-temperature", 36.6, "°C", ""),
    ]
    assert tally.ignored["findings"] == 1


def test_numbers_in_both_orders_are_asked(tmp_path):
    data = f"{SCALE}\n04/02/2021;08:35;70.2;22.1\n".encode()
    _, tally = read(tmp_path, "beurer", data)
    assert [(q.kind, q.choices) for q in tally.questions] == [("date-order", ("dmy", "mdy"))]
    rows, _ = read(tmp_path, "beurer", data, answers=Answers(date_order="dmy"))
    assert rows[0][1] == at("2021-02-04T08:35")


@pytest.mark.parametrize(
    ("row", "codes"),
    [
        ('"12.02.2021";"08:35";"abc"', ["not-a-number"]),
        ('"12.02.2021";"25:35";"70.2"', ["time-unreadable"]),
        ('"32.02.2021";"08:35";"70.2"', ["time-unreadable"]),
        ('"";"08:35";"70.2"', ["time-unreadable"]),
        ('"12.02.2021";"08:35";"7000"', ["looks-like-unit"]),
        ('"12.02.2021";"08:35";"0.0"', []),
        ('"12.02.2021";"08:35";"-"', []),
    ],
)
def test_a_bad_row_is_rejected_with_its_line(tmp_path, row, codes):
    rows, tally = read(tmp_path, "beurer", f"{SCALE}\n{ROW}\n{row}\n".encode())
    assert len(rows) == 4
    assert [(r.line, r.code) for r in tally.rejections] == [(3, code) for code in codes]


@pytest.mark.parametrize("data", [WHOLE, f"{SCALE}\n", f"{SCALE}\n{ROW}\n"])
def test_its_files_are_known(tmp_path, data):
    assert recognises(head(tmp_path, data.encode()))


@pytest.mark.parametrize(
    "data",
    [
        "DateTime;Weight;Fat;Water;Muscle\n04.02.2021 08:35;70;1;2;3\n",
        "DATE,TIME,BMI,WEIGHT\n",
        "Date;Time;Systolic (mmHg);Diastolic (mmHg);Pulse (bpm);TruRead\n",
        "timestampUnixMs;systolic;diastolic;pulse\n",
        "Index;Date;Time;Sensor Glucose (mg/dL)\n",
        "Date;Time;Rain;Wind\n",
        "Datum;Uhrzeit;Sys;Dia;Puls\n",
        "hello",
        "",
    ],
)
def test_files_of_others_are_left_alone(tmp_path, data):
    assert not recognises(head(tmp_path, data.encode()))


def test_hostile_files_are_borne(tmp_path):
    bear_all(tmp_path, "beurer", SCALE.encode(), ROW.encode())


@given(tables(";"))
def test_any_rows_are_read_or_refused(tmp_path_factory, tail):
    bear(tmp_path_factory.getbasetemp(), "beurer", SCALE.encode(), tail)


def test_one_block_that_is_the_programs_speaks_for_the_others(tmp_path):
    data = (
        "Blutdruck\nDatum;Uhrzeit;Systolisch;Diastolisch;Puls\n12.02.2021;08:36;128;82;64\n\n"
        "Gewicht\nDatum;Uhrzeit;kg;BMI;Körperfett\n13.02.2021;08:35;70,4;22,1;20,5\n"
    ).encode()
    assert recognises(head(tmp_path, data))
    rows, _ = read(tmp_path, "beurer", data)
    assert [row[0] for row in rows] == ["blood-pressure", "heart-rate", "weight", "body-fat"]


def test_a_block_below_another_is_never_read_by_its_columns(tmp_path):
    text = (
        f"{SCALE}\n{ROW}\n"
        '"BloodPressureDate";"Time";"Systolic";"Diastolic";"Pulse"\n'
        '"12.02.2021";"08:40";"128";"82";"61"\n'
        '"Gemessen am";"Um";"Schlafdauer"\n"12.02.2021";"08:50";"77"\n'
    )
    rows, tally = read(tmp_path, "beurer", text.encode())
    assert sorted((row[0], row[4]) for row in rows) == [
        ("blood-pressure", 128), ("body-fat", 18.5), ("body-water", 55.1), ("bone-mass", 2.8),
        ("heart-rate", 61), ("weight", 70.2),
    ]  # fmt: skip
    assert (tally.ignored, tally.rejected) == ({"muscles": 1, "schlafdauer": 1}, 0)


SKELETON = '"12.02.2021";"08:35";"70.2";"22.1";"18.5";"55.1";"37.4";"12";"";""'


def test_bones_that_could_be_a_share_or_a_mass_are_asked(tmp_path):
    data = f"{SCALE}\n{SKELETON}\n".encode()
    _, tally = read(tmp_path, "beurer", data)
    assert [(q.subject, q.choices) for q in tally.questions] == [
        ("bone-mass", ("%", "kg", "lb", "st"))
    ]
    for unit, found in (("kg", (12, "kg")), ("%", (8.42, "kg")), ("lb", (12, "lb"))):
        rows, tally = read(tmp_path, "beurer", data, answers=Answers(units={"bone-mass": unit}))
        assert [(row[4], row[6]) for row in rows if row[0] == "bone-mass"] == [found]
        assert tally.questions == []
    # What a mass may be is one in the unit of the weight.
    rows, tally = read(tmp_path, "beurer", f"{SCALE}\n{ROW}\n".encode())
    assert [(row[4], row[6]) for row in rows if row[0] == "bone-mass"] == [(2.8, "kg")]
    assert tally.questions == []


def test_binary_fractions_are_rounded(tmp_path):
    row = '"2020-09-28";"08:33";59.84999847412109;20.5;13.89999961853027;;;2.630847930908203;;'
    rows, _ = read(tmp_path, "beurer", f"{SCALE}\n{row}\n".encode())
    assert [(row[0], row[4]) for row in rows] == [
        ("weight", 59.85), ("bone-mass", 2.63), ("body-fat", 13.9),
    ]  # fmt: skip


def test_a_pulse_may_go_by_its_unit_and_what_is_unknown_is_counted(tmp_path):
    data = b"Date;Time;SYS;DIA;BPM;Rest;REM;\n05 Okt. 2024;20:35;110;70;64;12;-\n"
    assert recognises(head(tmp_path, data))
    rows, tally = read(tmp_path, "beurer", data)
    assert [(row[0], row[4]) for row in rows] == [("blood-pressure", 110), ("heart-rate", 64)]
    assert tally.ignored == {"rest": 1}


def test_a_heart_out_of_rhythm_is_a_tag_and_words_in_other_columns_are_counted(tmp_path):
    data = (
        "BLUTDRUCK\nDatum;Uhrzeit;Sys;Dia;Pul;MAD;Herzrhythmusstörung;Mahlzeit;"
        "Manuell hinzugefügt\n"
        "12.02.2021;08:35;128;82;71;97;Ja;vorher;Nein\n"
        "13.02.2021;24:00;128;82;71;97;Nein;0;Ja\n"
    ).encode()
    rows, tally = read(tmp_path, "beurer", data)
    assert [row[0] for row in rows] == ["blood-pressure", "heart-rate"] * 2
    assert rows[2][1] == at("2021-02-14T00:00")
    assert tags(tmp_path, "beurer", data) == [("irregular-heart-rate",), (), (), ()]
    assert tally.ignored == {"mean arterial pressure": 2, "mahlzeit": 1}


def test_readings_of_several_users_are_asked_about(tmp_path):
    data = (
        b"Pressure\nDate;Time;Sys;Dia;User\n12.02.2021;08:35;128;82;1\n13.02.2021;08:35;118;72;2\n"
    )
    _, tally = read(tmp_path, "beurer", data)
    assert [(q.kind, q.subject) for q in tally.questions] == [
        ("file-user", "1"),
        ("file-user", "2"),
    ]
    rows, tally = read(tmp_path, "beurer", data, answers=Answers(file_users={"1": 1, "2": None}))
    assert ([row[4] for row in rows], tally.ignored) == ([128], {"user 2": 1})


def test_steps_are_those_of_the_whole_day(tmp_path):
    data = f"{SCALE}\n{ROW}\n\nActivity\nDate;Steps;Distance\n12.02.2021;8000;5.2\n".encode()
    rows, tally = read(tmp_path, "beurer", data)
    day = at("2021-02-12T00:00")
    assert brief(rows)[-1] == ("steps", day, 0, day + 86_400_000, 8000, "steps")
    assert tally.ignored["distance"] == 1


def test_lines_about_the_person_are_no_block(tmp_path):
    data = (
        "Benutzerangaben\n\nVorname;Anna\nGeburtstag;01.01.1980\nGröße;170 cm\n\nZeitraum\n\n"
        "von;01.01.2021\nbis;28.02.2021\n\nBlutdruck;1\n\nBLUTDRUCK\nDatum;Uhrzeit;Sys;Dia;Puls\n"
        "12.02.2021;08:35;128;82;71\n"
    ).encode()
    rows, tally = read(tmp_path, "beurer", data)
    assert recognises(head(tmp_path, data))
    assert (len(rows), tally.ignored, tally.rejected) == (2, {}, 0)


def test_a_day_without_a_step_is_kept(tmp_path):
    data = f"{SCALE}\n{ROW}\n\nActivity\nDate;Steps;Distance\n12.02.2021;0;0\n".encode()
    rows, _ = read(tmp_path, "beurer", data)
    assert (rows[-1][0], rows[-1][4]) == ("steps", 0)


def test_a_row_without_a_time_stands_at_noon_and_the_report_says_so(tmp_path):
    header = "Pressure\nDate;Time;Sys;Dia;Pul\n"
    rows, tally = read(tmp_path, "beurer", f"{header}13.02.2021;;128;82;71\n".encode())
    assert {row[1] for row in rows} == {at("2021-02-13T12:00")}
    assert [warning.code for warning in tally.warnings] == ["times-at-noon"]
    _, tally = read(tmp_path, "beurer", f"{header}13.02.2021;08:35;128;82;71\n".encode())
    assert tally.warnings == []


def test_only_a_known_yes_says_that_a_heart_was_out_of_rhythm(tmp_path):
    header = "BLUTDRUCK\nDatum;Uhrzeit;Sys;Dia;Herzrhythmusstörung\n"
    said = ("Keine", "nicht erkannt", "Não", "normal", "n/a", "None", "Undetected", "Nessuno", "X")
    lines = (f"{day}.02.2021;08:35;128;82;{word}\n" for day, word in enumerate(said, 13))
    data = (header + "".join(lines) + "25.02.2021;08:35;128;82;Unknown\n").encode()
    assert tags(tmp_path, "beurer", data) == [()] * 8 + [("irregular-heart-rate",), ()]
    _, tally = read(tmp_path, "beurer", data)
    assert tally.ignored == {"herzrhythmusstorung": 1}
