from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthdesk.domain.transfers import Answers
from healthdesk.exchange.withings import recognises
from tests.exchange.hostile import bear, bear_all, tables
from tests.exchange.reading import brief, head, read, tags

WEIGHT = (
    'Date,"Weight (kg)","Fat mass (kg)","Bone mass (kg)","Muscle mass (kg)","Hydration (kg)",'
    "Comments"
)
PRESSURE = 'Date,"Heart rate",Systolic,Diastolic,Comments'
NIGHT = (
    'from,to,"light (s)","deep (s)","rem (s)","awake (s)","wake up","Duration to sleep (s)",'
    '"Duration to wake up (s)","Snoring (s)"'
)
WORKOUT = 'from,to,"from (manual)","to (manual)",Timezone,"Activity type",Data,GPS,Modified'
EIGHT = "2026-02-04T08:00:00+01:00"
RAW = "start,duration,value"


def at(text: str) -> int:
    return round(dt.datetime.fromisoformat(text).timestamp() * 1000)


DAY = at("2026-02-04T00:00:00+01:00")
MINUTE = 60_000


def test_weights_keep_the_units_of_the_header_and_local_time(tmp_path):
    rows, tally = read(
        tmp_path,
        "withings",
        f'{WEIGHT}\n"2026-02-04 08:35:12",80.00,16.00,3.10,60.20,45.10,"after, run"\n'
        '"2026-02-03 08:30:00",80.50,,,,,\n'.encode(),
        zone="Europe/Berlin",
    )
    when = at("2026-02-04T08:35:12+01:00")
    assert [(*row[:7], row[10], row[11]) for row in rows] == [
        ("weight", when, 60, when, 80, None, "kg", "Withings", "after, run"),
        ("body-fat", when, 60, when, 20, None, "%", "Withings", ""),
        ("bone-mass", when, 60, when, 3.1, None, "kg", "Withings", ""),
        ("muscle-mass", when, 60, when, 60.2, None, "kg", "Withings", ""),
        ("body-water-mass", when, 60, when, 45.1, None, "kg", "Withings", ""),
        ("weight", at("2026-02-03T08:30:00+01:00"), 60, at("2026-02-03T08:30:00+01:00"), 80.5,
         None, "kg", "Withings", ""),
    ]  # fmt: skip
    assert tally.ignored == {}
    assert (tally.time_zone, tally.questions) == ("Europe/Berlin", [])


@pytest.mark.parametrize(
    ("header", "row", "unit"),
    [
        ('Date,"Weight (lb)","Fat mass (lb)",Comments', "2026-02-04 08:35:00,176.4,35.28,", "lb"),
        ('Date,"Weight (st)","Fat mass (st)",Comments', "2026-02-04 08:35:00,12.5,2.5,", "st"),
        (
            '"Date","Gewicht (kg)","Fettmasse (kg)","Fettfreier Anteil (kg)","Kommentare"',
            '"2026-02-04 8:35 Uhr","81.4","16.28","65.12",""',
            "kg",
        ),
        ('Date,"Poids (kg)","Masse grasse (kg)",Commentaires', "2026-02-04 08:35:00,80,16,", "kg"),
    ],
)
def test_a_header_in_another_language_or_unit_is_known(tmp_path, header, row, unit):
    data = f"{header}\n{row}\n".encode()
    rows, _ = read(tmp_path, "withings", data)
    assert recognises(head(tmp_path, data))
    kept = [(row[0], row[6]) for row in rows if row[0] != "lean-mass"]
    assert kept == [("weight", unit), ("body-fat", "%")]
    assert rows[1][4] == 20


@pytest.mark.parametrize(
    "header",
    [
        "Fecha,Peso (kg),Masa grasa (kg),Masa ósea (kg),Masa muscular (kg),Hidratación (kg)",
        "Data,Peso (kg),Massa grassa (kg),Massa ossea (kg),Massa muscolare (kg),Idratazione (kg)",
        "Data,Peso (kg),Massa gorda (kg),Massa óssea (kg),Massa muscular (kg),Hidratação (kg)",
        "Datum,Gewicht (kg),Vetmassa (kg),Botmassa (kg),Spiermassa (kg),Hydratatie (kg)",
        "Data,Waga (kg),Masa tłuszczowa (kg),Masa kostna (kg),Masa mięśniowa (kg),Nawodnienie (kg)",
        "Dato,Vægt (kg),Fedtmasse (kg),Knoglemasse (kg),Muskelmasse (kg),Væske (kg)",
        "Dato,Vægt (kg),Fedtmasse (kg),Knoglemasse (kg),Muskelmasse (kg),Hydrering (kg)",
        "Дата,Вес (кг),Жировая масса (кг),Костная масса (кг),Мышечная масса (кг),Гидратация (кг)",
        "日付,体重 (kg),体脂肪量 (kg),骨量 (kg),筋肉量 (kg),体水分量 (kg)",
        "Datum,Vikt (kg),Fettmassa (kg),Benmassa (kg),Muskelmassa (kg),Vätska (kg)",
        "Дата,Вес (kg),Жировая масса (kg),Костная масса (kg),Мышечная масса (kg),Гидратация (kg)",
        "日付,体重 (kg),脂肪量 (kg),骨量 (kg),筋肉量 (kg),水分量 (kg)",
        "日期,体重 (kg),脂肪 (kg),骨量 (kg),肌肉 (kg),水分 (kg)",
        "날짜,체중 (kg),체지방량 (kg),골량 (kg),근육량 (kg),수분 (kg)",
    ],
)
def test_what_the_body_is_made_of_is_known_in_many_languages(tmp_path, header):
    data = f"{header}\n2026-02-04 08:35:00,80,16,3.1,60.2,45.1\n".encode()
    assert recognises(head(tmp_path, data))
    rows, tally = read(tmp_path, "withings", data)
    assert [(row[0], row[4]) for row in rows] == [
        ("weight", 80), ("body-fat", 20), ("bone-mass", 3.1), ("muscle-mass", 60.2),
        ("body-water-mass", 45.1),
    ]  # fmt: skip
    assert tally.ignored == {}


def test_a_mass_of_another_name_is_counted_and_not_taken_for_water(tmp_path):
    data = b'Date,"Weight (kg)","Fat mass (kg)","Protein mass (kg)"\n2026-02-04 08:35:00,80,16,9\n'
    rows, tally = read(tmp_path, "withings", data)
    assert [row[0] for row in rows] == ["weight", "body-fat"]
    assert tally.ignored == {"protein mass (kg)": 1}


def test_a_column_of_an_unknown_unit_is_named(tmp_path):
    data = b'Date,"Weight (kg)","Fat mass (kg)","Bone mass (jin)"\n2026-02-04 08:35:00,80,16,6\n'
    rows, tally = read(tmp_path, "withings", data)
    assert [row[0] for row in rows] == ["weight", "body-fat"]
    assert tally.ignored == {"bone mass (jin)": 1}
    rows, tally = read(tmp_path, "withings", data.replace(b"(kg)", b"(jin)"))
    assert (rows, tally.ignored) == ([], {"weight (jin)": 1})


def test_a_height_in_cyrillic_units_is_one(tmp_path):
    data = 'Дата,"Рост (м)",Комментарии\n"2026-02-04 08:35:00",1.72,\n'.encode()
    assert recognises(head(tmp_path, data))
    rows, _ = read(tmp_path, "withings", data)
    assert [(row[0], row[4], row[6]) for row in rows] == [("height", 1.72, "m")]


def test_a_pulse_without_a_pressure_is_no_pressure(tmp_path):
    rows, tally = read(
        tmp_path,
        "withings",
        f'{PRESSURE}\n"2026-02-04 08:35:00",71,128,82,seated\n"2026-02-03 08:30:00",64,,,\n'
        '"2026-02-02 08:30:00",,,,\n'.encode(),
    )
    assert [(row[0], row[4], row[5], row[11], row[12]) for row in rows] == [
        ("blood-pressure", 128, 82, "seated", 2),
        ("heart-rate", 71, None, "", 2),
        ("heart-rate", 64, None, "", 3),
    ]
    assert tally.rejected == 0


def test_a_height_is_in_metres(tmp_path):
    rows, _ = read(
        tmp_path, "withings", b'Date,"Height (m)",Comments\n"2026-02-04 08:35:00",1.72,\n'
    )
    assert [(row[0], row[4], row[6], row[7]) for row in rows] == [("height", 1.72, "m", 172)]


def test_lists_of_a_tracker_are_laid_out_one_after_the_other(tmp_path):
    rows, tally = read(
        tmp_path,
        "withings",
        {
            "raw_hr_hr.csv": f'{RAW}\n2026-02-04T00:10:00+01:00,"[60,30]","[61,63]"\n'.encode(),
            "raw_tracker_steps.csv": f'{RAW}\n{EIGHT},"[60,60]","[0,42]"\n'.encode(),
            "raw_tracker_distance.csv": f"{RAW}\n{EIGHT},[60],[31.5]\n".encode(),
            "raw_tracker_altitude.csv": f"{RAW}\n{EIGHT},[60],[300]\n".encode(),
        },
        zone="Europe/Berlin",
    )
    ten, eight = DAY + 10 * MINUTE, DAY + 480 * MINUTE
    assert brief(rows) == [
        ("heart-rate", ten, 60, ten, 61, "bpm"),
        ("heart-rate", ten + MINUTE, 60, ten + MINUTE, 63, "bpm"),
        ("steps", eight + MINUTE, 60, eight + 2 * MINUTE, 42, "steps"),
        ("distance", eight, 60, eight + MINUTE, 31.5, "m"),
    ]
    assert tally.ignored == {"tracker_altitude": 1}


def test_minutes_are_of_the_day_where_the_person_is_not_of_the_servers(tmp_path):
    # 01:30 in Paris, where the servers are, is 16:30 of the day before in Los Angeles.
    night = "2026-07-18T01:30:00+02:00"
    rows, tally = read(
        tmp_path,
        "withings",
        {
            "raw_tracker_steps.csv": f"{RAW}\n{night},[60],[42]\n".encode(),
            "raw_import_Respiratory rate.csv": f"{RAW}\n{night},[60],[16]\n".encode(),
            "aggregates_steps.csv": b"date,value\n2026-07-18,900\n2026-07-17,42\n",
        },
        zone="America/Los_Angeles",
    )
    begun = at("2026-07-17T16:30:00-07:00")
    midnight = at("2026-07-18T00:00:00-07:00")
    assert brief(rows) == [
        ("steps", begun, -420, begun + MINUTE, 42, "steps"),
        ("respiratory-rate", begun, -420, begun, 16, "/min"),
        ("steps", midnight, -420, midnight + 1440 * MINUTE, 900, "steps"),
    ]
    assert [row[10] for row in rows] == ["Withings", "Withings import", "Withings"]
    assert tally.ignored == {"steps of a day": 1}
    assert tally.time_zone == "America/Los_Angeles"


def test_stages_of_sleep_are_told_by_their_numbers(tmp_path):
    data = f'{RAW}\n2026-02-04T00:00:00+01:00,"[60,60,60,60,60]","[0,1,2,3,9]"\n'.encode()
    rows, tally = read(tmp_path, "withings", {"raw_bed_sleep-state.csv": data})
    assert [(row[0], row[1], row[3], row[4], row[10]) for row in rows] == [
        ("sleep-stage", DAY + i * MINUTE, DAY + (i + 1) * MINUTE, code, "Withings Sleep")
        for i, code in enumerate([5, 2, 3, 4])
    ]
    assert [r.code for r in tally.rejections] == ["sleep-stage-unknown"]
    rows, _ = read(
        tmp_path, "withings", {"raw_sleep-monitor_sleep-state.csv": data[:-14] + b'"[1]"\n'}
    )
    assert [row[4] for row in rows] == [1]


def test_a_total_of_a_day_counts_where_no_minutes_are_known(tmp_path):
    rows, tally = read(
        tmp_path,
        "withings",
        {
            "data/aggregates_steps.csv": b"date,value\n2026-02-04,9000\n2026-02-03,7000\n,0\n",
            "data/raw_tracker_steps.csv": f"{RAW}\n{EIGHT},[60],[42]\n".encode(),
            "data/aggregates_distance.csv": b"date,value\n2026-02-04,6100.5\n",
        },
        zone="Europe/Berlin",
    )
    eight = DAY + 480 * MINUTE
    assert brief(rows) == [
        ("steps", eight, 60, eight + MINUTE, 42, "steps"),
        ("steps", DAY - 1440 * MINUTE, 60, DAY, 7000, "steps"),
        ("distance", DAY, 60, DAY + 1440 * MINUTE, 6100.5, "m"),
    ]
    assert tally.ignored == {"steps of a day": 1}


def test_a_night_is_time_asleep_and_in_bed(tmp_path):
    night = "2026-02-03T23:00:00+01:00,2026-02-04T07:00:00+01:00,14400,7200,3600,1800,2,600,60,0"
    rows, _ = read(tmp_path, "withings", f"{NIGHT}\n{night}\n".encode())
    span = (at("2026-02-03T23:00:00+01:00"), 60, at("2026-02-04T07:00:00+01:00"))
    assert brief(rows) == [
        ("sleep-duration", *span, 420, "min"),
        ("time-in-bed", *span, 480, "min"),
    ]


@pytest.mark.parametrize(
    "header", ['Date,"Pulse Wave Velocity"', "Date,PWV,Comments", 'Datum,"Geschwindigkeit (m/s)"']
)
def test_the_pulse_wave_is_in_metres_a_second(tmp_path, header):
    data = f'{header}\n"2026-02-04 08:35:12",6.9\n"2026-02-03 08:35:12",\n'.encode()
    rows, tally = read(tmp_path, "withings", data)
    assert recognises(head(tmp_path, data, "pwv.csv"))
    assert [(row[0], row[4], row[6]) for row in rows] == [("pulse-wave-velocity", 6.9, "m/s")]
    assert tally.rejected == 0


@pytest.mark.parametrize(
    "header",
    [
        "Date,Rythme cardiaque,Systolique,Diastolique,Commentaires",
        "Fecha,Ritmo cardíaco,Sistólica,Diastólica,Comentarios",
        "Datum,Hartslag,Systolisch,Diastolisch,Opmerkingen",
        "Data,Tętno,Skurczowe,Rozkurczowe,Komentarze",
        "Дата,Пульс,Систолическое,Диастолическое,Комментарии",
        "날짜,심박수,수축기,이완기,메모",
    ],
)
def test_pressures_in_another_language_are_known(tmp_path, header):
    data = f"{header}\n2026-02-04 08:35:00,62,128,82,\n".encode()
    assert recognises(head(tmp_path, data))
    rows, _ = read(tmp_path, "withings", data)
    assert [(row[0], row[4]) for row in rows] == [("blood-pressure", 128), ("heart-rate", 62)]


@pytest.mark.parametrize(
    ("height", "inches"), [("5' 3''", 63), ('5\'11""', 71), ("6' 0.5''", 72.5)]
)
def test_a_height_in_feet_and_inches_is_one_number(tmp_path, height, inches):
    data = f'Date,"Height (in)",Comments\n"2026-02-04 08:35:00","{height}",\n'.encode()
    rows, tally = read(tmp_path, "withings", data)
    assert [(row[0], row[4], row[6]) for row in rows] == [("height", inches, "in")]
    assert tally.rejected == 0


def test_files_of_one_value_are_known_by_name_or_header(tmp_path):
    when = '"2026-02-04 08:35:12"'
    rows, tally = read(
        tmp_path,
        "withings",
        {
            "pwv.csv": f"date,value\n{when},6.1\n".encode(),
            "oxy.csv": f'Date,"Sauerstoffsättigung (%)",Kommentare\n{when},97,\n'.encode(),
            "aggregates_manual_spo2.csv": b"date,value\n2026-02-04,200\n",
        },
    )
    assert [(row[0], row[4], row[6]) for row in rows] == [
        ("pulse-wave-velocity", 6.1, "m/s"), ("oxygen-saturation", 97, "%"),
    ]  # fmt: skip
    assert tally.ignored == {"aggregates_manual_spo2": 1}


def test_of_other_measurements_those_with_a_type_are_kept(tmp_path):
    data = (
        b"type,date,value,unit,position\n"
        b'"Visceral Fat","2026-02-04 08:35:12",2.1,\n'
        b'VO2MAX,"2026-02-04 18:24:00",37,\n'
        b'FAT_PERCENT,"2026-02-04 08:35:12",34,\n'
        b'"Basal Metabolic Rate (BMR)","2026-02-04 08:35:12","1,356",\n'
        b'"Visceral Fat",yesterday,2.1,\n'
    )
    assert recognises(head(tmp_path, data, "other.csv"))
    rows, tally = read(tmp_path, "withings", {"other.csv": data}, zone="Europe/Berlin")
    assert [(row[0], row[1], row[4], row[6]) for row in rows] == [
        ("visceral-fat", at("2026-02-04T08:35:12+01:00"), 2.1, "rating"),
        ("vo2-max", at("2026-02-04T18:24:00+01:00"), 37, "mL/kg/min"),
    ]
    assert tally.ignored == {"fat_percent": 1, "basal metabolic rate (bmr)": 1}
    assert [(r.line, r.code) for r in tally.rejections] == [(6, "time-unreadable")]


def test_a_category_behind_the_comment_is_no_note(tmp_path):
    data = b"Date,Weight (kg),Fat mass (kg),Comments,Category\n2026-02-04 08:35:12,80,16,x,scale\n"
    rows, _ = read(tmp_path, "withings", data)
    assert [(row[0], row[11]) for row in rows] == [("weight", "x"), ("body-fat", "")]


def test_a_workout_is_one_of_its_day(tmp_path):
    row = (
        "2026-02-04T18:00:00+01:00,2026-02-04T18:45:00+01:00,,,Europe/Berlin,Running,"
        '"{""calories"":410}",,2026-02-04T19:00:00+01:00'
    )
    data = f"{WORKOUT}\n{row}\n".encode()
    rows, _ = read(tmp_path, "withings", data)
    begun = at("2026-02-04T18:00:00+01:00")
    assert brief(rows) == [("workouts", begun, 60, begun + 45 * MINUTE, 1, "count")]
    assert tags(tmp_path, "withings", data) == [("running",)]
    french = data.replace(b'from,to,"from (manual)","to (manual)"', 'Début,Fin,"a","b"'.encode())
    assert recognises(head(tmp_path, french))


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (f"{WEIGHT}\n", "x.csv"),
        (f"{PRESSURE}\n", "x.csv"),
        (f"{NIGHT}\n", "x.csv"),
        (f"{WORKOUT}\n", "x.csv"),
        (f"{RAW}\n", "raw_tracker_steps.csv"),
        ("date,value\n2026-02-04,1\n", "a/aggregates_steps.csv"),
        ("date,value\n2026-02-04 08:00:00,97\n", "manual_spo2.csv"),
        ('date,"value (°C)"\n', "body_temperature.csv"),
    ],
)
def test_the_files_of_the_export_are_known(tmp_path, data, name):
    assert recognises(head(tmp_path, data.encode(), name))


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ("date,value\n2026-02-04,1\n", "x.csv"),
        ("Date,Systolic,Diastolic,Pulse,Notes\n", "bp.csv"),
        ("Date,Time,Systolic (mmHg),Diastolic (mmHg),Pulse (bpm),TruRead\n", "bp.csv"),
        ("date,weight\n", "weight.csv"),
        ("Date,SpO2 (%),Note\n2026-02-04,97,\n", "diary.csv"),
        ("dateTime,weight,fat\n", "weight.csv"),
        (f"{NIGHT}\n2026-02-04,2026-02-05,1,2,3,4\n", "sleep.csv"),
        ("a,b,gps,d,e,f\n1,2,3,4,5,6\n", "activities.csv"),
        ("", "weight.csv"),
        ("x" * 200_000, "weight.csv"),
    ],
)
def test_files_of_others_are_left_alone(tmp_path, data, name):
    assert not recognises(head(tmp_path, data.encode(), name))


@pytest.mark.parametrize(
    ("header", "row", "code"),
    [
        (WEIGHT, "2026-02-04 08:35:00,abc,,,,,", "not-a-number"),
        (WEIGHT, "yesterday,80,,,,,", "time-unreadable"),
        (WEIGHT, "2026-02-04,80,,,,,", "time-unreadable"),
        (WEIGHT, "2026-02-04 08:35:00,8000,,,,,", "looks-like-unit"),
        (PRESSURE, "2026-02-04 08:35:00,71,128,,", "second-part-missing"),
        (
            NIGHT,
            "2026-02-04T07:00:00+01:00,2026-02-03T23:00:00+01:00,60,0,0,0",
            "ended-before-begun",
        ),
        (NIGHT, "2026-02-03,2026-02-04,60,0,0,0", "time-unreadable"),
        (RAW, "2026-02-03,[60],[1]", "time-unreadable"),
        (RAW, "2026-02-03T08:00:00+01:00,[1e9],[60]", "not-a-number"),
        (RAW, "2026-02-03T08:00:00+01:00,[60],[x]", "not-a-number"),
        (RAW, '9999-12-31T08:00:00+01:00,"[99999,9]","[0,61]"', "time-unreadable"),
    ],
)
def test_a_bad_row_is_rejected_with_its_line(tmp_path, header, row, code):
    _, tally = read(tmp_path, "withings", {"raw_hr_hr.csv": f"{header}\n{row}\n".encode()})
    assert {(r.line, r.code) for r in tally.rejections} == {(2, code)}


def test_times_of_an_old_export_are_proven_or_asked(tmp_path):
    data = f"{WEIGHT}\n04/02/2026 08:35,80,,,,,\n".encode()
    _, tally = read(tmp_path, "withings", data)
    assert [q.kind for q in tally.questions] == ["date-order"]
    rows, tally = read(tmp_path, "withings", data, answers=Answers(date_order="dmy"))
    assert (rows[0][1], tally.questions) == (at("2026-02-04T08:35:00+00:00"), [])


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (WEIGHT, '"2026-02-04 08:35:12",80.00,16.00,3.10,60.20,45.10,x'),
        (PRESSURE, '"2026-02-04 08:35:00",71,128,82,x'),
        (NIGHT, "2026-02-03T23:00:00+01:00,2026-02-04T07:00:00+01:00,14400,7200,3600,1800"),
    ],
)
def test_hostile_files_are_borne(tmp_path, header, row):
    bear_all(tmp_path, "withings", header.encode(), row.encode())


@given(st.sampled_from([WEIGHT, PRESSURE, NIGHT, WORKOUT, RAW]), tables(","))
def test_any_rows_are_read_or_refused(tmp_path_factory, header, tail):
    bear(tmp_path_factory.getbasetemp(), "withings", header.encode(), tail)


def test_a_share_of_fat_is_one_and_no_note(tmp_path):
    data = b"Date,Weight (kg),Fat mass (%)\n2024-01-15 10:30:00,75.5,15.2\n"
    rows, _ = read(tmp_path, "withings", data)
    assert [(row[0], row[4], row[11]) for row in rows] == [
        ("weight", 75.5, ""), ("body-fat", 15.2, ""),
    ]  # fmt: skip
