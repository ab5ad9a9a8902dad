from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given

from healthdesk.domain.transfers import Answers
from healthdesk.exchange.batches import Options
from healthdesk.exchange.files import Files
from healthdesk.exchange.omron import parser, recognises
from tests.exchange.hostile import bear, bear_all, tables
from tests.exchange.reading import NOW, brief, head, read, tags

ENGLISH = (
    "Date,Time,Systolic (mmHg),Diastolic (mmHg),Pulse (bpm),Symptoms,Consumed,TruRead,"
    "Irregular heartbeat detected,Body Movement,Cuff wrap guide,Positioning Indicator,"
    "Measurement Mode,Error No.,Possible AFib,Device,Notes"
)
SPANISH = (
    "Fecha,Hora,Sistólica (mmHg),Diastólica (mmHg),Pulso (ppm),Síntomas,Consumido,TruRead,"
    "Se detectó latido arrítmico,Movimiento corporal,Guía de envoltura del manguito,"
    "Indicador de posicionamiento,Modo de medición,Error n.º,Posible AFib,Dispositivo,Notas"
)
OLDER = (
    '"Measurement Date","Timezone","SYS(mmHg)","DIA(mmHg)","Pulse(bpm)",'
    '"Irregular heartbeat detected","IHB detection counts(times)","Body Movement",'
    '"Cuff wrap guide","Positioning Indicator","room temperature(°C)","Measurement Mode","Device"'
)
REST = "-,-,-,-,-,-,-,-,-,-,HEM-7155T,-"


def at(text: str, offset: int = 0) -> int:
    zone = dt.timezone(dt.timedelta(minutes=offset))
    return round(dt.datetime.fromisoformat(text).replace(tzinfo=zone).timestamp() * 1000)


def test_a_spanish_report_is_read(tmp_path):
    rows, tally = read(
        tmp_path,
        "omron",
        f"{SPANISH}\n04 feb. 2026,08:35,128,82,71,{REST}\n"
        f"31 ene. 2026,21:05,131,84, ,-,-,-,-,-,-,-,-,-,-,HEM-7155T,sentado\n".encode(),
        zone="Europe/Madrid",
    )
    assert [(*row[:7], row[10], row[11], row[12]) for row in rows] == [
        ("blood-pressure", at("2026-02-04T07:35"), 60, at("2026-02-04T07:35"), 128, 82, "mmHg",
         "HEM-7155T", "", 2),
        ("heart-rate", at("2026-02-04T07:35"), 60, at("2026-02-04T07:35"), 71, None, "bpm",
         "HEM-7155T", "", 2),
        ("blood-pressure", at("2026-01-31T20:05"), 60, at("2026-01-31T20:05"), 131, 84, "mmHg",
         "HEM-7155T", "sentado", 3),
    ]  # fmt: skip
    assert (tally.time_zone, tally.rejected) == ("Europe/Madrid", 0)


@pytest.mark.parametrize(
    ("header", "date"),
    [
        (
            "Date,Time,Systolic (mmHg),Diastolic (mmHg),Pulse (bpm),TruRead,Notes",
            "Feb 4 2026",
        ),
        (
            "Date,Time,Systolic (mmHg),Diastolic (mmHg),Pulse (bpm),TruRead,Notes",
            '"Feb 4, 2026"',
        ),
        (
            "Datum;Zeit;Systolisch (mmHg);Diastolisch (mmHg);Puls (bpm);TruRead;Notizen",
            "4 Februar 2026",
        ),
        (
            "Datum,Tid,Systoliskt (mmHg),Diastoliskt (mmHg),Puls (slag/min),TruRead,Anm.",
            "4 feb. 2026",
        ),
        (
            "Date,Heure,Systolique (mmHg),Diastolique (mmHg),Pouls (bpm),TruRead,Remarques",
            "4 févr. 2026",
        ),
        (
            "Data,Ora,Sistolica (mmHg),Diastolica (mmHg),Polso (bpm),TruRead,Note",
            "04 feb 2026",
        ),
        (
            "Data,Hora,Sistólica (mmHg),Diastólica (mmHg),Pulso (bpm),TruRead,Notas",
            "4 de fev. de 2026",
        ),
        (
            "Datum,Tijd,Systolisch (mmHg),Diastolisch (mmHg),Hartslag (bpm),TruRead,Notities",
            "4 feb. 2026",
        ),
        (
            "Data,Czas,Skurczowe (mmHg),Rozkurczowe (mmHg),Puls (ud./min),TruRead,Uwagi",
            "4 lut 2026",
        ),
        (
            "Datum,Čas,Systolický (mmHg),Diastolický (mmHg),Tep (tepů/min),TruRead,Poznámky",
            "4. 2. 2026",
        ),
        (
            "Дата,Время,Систолическое (mmHg),Диастолическое (mmHg),Пульс (уд/мин),TruRead,Заметки",
            "4 фев. 2026 г.",
        ),
        ("日付,時刻,最高血圧 (mmHg),最低血圧 (mmHg),脈拍 (拍/分),TruRead,メモ", "2026年2月4日"),
        ("日期,时间,收缩压 (mmHg),舒张压 (mmHg),脉搏 (次/分),TruRead,备注", "2026/02/04"),
        ("날짜,시간,수축기 (mmHg),이완기 (mmHg),맥박 (회/분),TruRead,메모", "2026. 2. 4."),
        (
            "Päivämäärä,Aika,Systolinen (mmHg),Diastolinen (mmHg),Syke (lyöntiä/min),TruRead",
            "4 helmi 2026",
        ),
        (
            "Tarih,Saat,Sistolik (mmHg),Diyastolik (mmHg),Nabız (atım/dk),TruRead,Notlar",
            "4 Şub 2026",
        ),
        (
            "Ημερομηνία,Ώρα,Συστολική (mmHg),Διαστολική (mmHg),Παλμός (bpm),TruRead,Σημειώσεις",
            "4 Φεβ 2026",
        ),
    ],
)  # fmt: skip
def test_reports_of_any_language_are_known_and_read(tmp_path, header, date):
    sign = ";" if ";" in header else ","
    row = sign.join([date, "8:35", "128", "82", "71", "-", "-"])
    data = f"{header}\n{row}\n".encode()
    rows, tally = read(tmp_path, "omron", data, answers=Answers(date_order="dmy"))
    assert recognises(head(tmp_path, data))
    assert [(row[0], row[4], row[5], row[6]) for row in rows] == [
        ("blood-pressure", 128, 82, "mmHg"),
        ("heart-rate", 71, None, "bpm"),
    ]
    assert {row[1] for row in rows} == {at("2026-02-04T08:35")}
    assert tally.sources == {"Omron": 2}


def test_the_older_report_tells_the_zone_of_each_row(tmp_path):
    row = '"2024/11/21 11:40","Asia/Bangkok","105","73","73",,,"Not Detected","OK",,,,"HEM-7141T1"'
    rows, tally = read(tmp_path, "omron", f"{OLDER}\n{row}\n".encode())
    assert [(row[0], row[1], row[2], row[10]) for row in rows] == [
        ("blood-pressure", at("2024-11-21T04:40"), 420, "HEM-7141T1"),
        ("heart-rate", at("2024-11-21T04:40"), 420, "HEM-7141T1"),
    ]
    assert tally.time_zone == ""


def test_what_the_monitor_noticed_becomes_tags_and_what_was_ticked_a_note(tmp_path):
    noticed = "Headache,Salt,On,Detected,Detected,OK,-,-,-,Yes,HEM-7155T,after the stairs"
    nothing = "-,-,Off,Not Detected,No,OK,-,-,-,No,HEM-7155T,-"
    data = (
        f"{ENGLISH}\nApr 28 2026,08:35,128,82,71,{noticed}\nApr 27 2026,08:35,128,82,71,{nothing}"
    )
    path = tmp_path / "a.csv"
    path.write_text(data)
    (batch,) = parser(Files(path), Options(now=NOW)).batches()
    assert batch.rows[0][11] == "after the stairs\nSymptoms: Headache\nConsumed: Salt"
    assert [row[11] for row in batch.rows[1:]] == ["", "", ""]
    assert [extra[2] for extra in batch.extras] == [
        ("irregular-heart-rate", "possible-afib", "body-movement", "truread"), (), (), (),
    ]  # fmt: skip


def test_pressures_in_kilopascal_keep_their_unit(tmp_path):
    header = "Date,Time,Systolic (kPa),Diastolic (kPa),Pulse (bpm),TruRead"
    data = f"{header}\n4 Feb 2026,8:35,16.1,10.7,71,-"
    rows, _ = read(tmp_path, "omron", data.encode())
    assert rows[0][4:7] == (16.1, 10.7, "kPa")


def test_numbers_in_both_orders_are_asked_and_answered(tmp_path):
    data = f"{ENGLISH}\n04/02/2026,08:35,128,82,71,{REST}\n".encode()
    _, tally = read(tmp_path, "omron", data)
    assert [(q.kind, q.choices) for q in tally.questions] == [("date-order", ("dmy", "mdy"))]
    rows, tally = read(tmp_path, "omron", data, answers=Answers(date_order="mdy"))
    assert (rows[0][1], tally.questions) == (at("2026-04-02T08:35"), [])
    rows, tally = read(tmp_path, "omron", data + f"13/02/2026,08:35,128,82,71,{REST}".encode())
    assert (rows[0][1], tally.questions) == (at("2026-02-04T08:35"), [])


def test_croatian_months_are_told_from_polish_ones(tmp_path):
    row = ",8:35,128,82,71,-"
    header = "Datum,Vrijeme,Sistolički (mmHg),Dijastolički (mmHg),Puls (bpm),TruRead\n"
    rows, _ = read(tmp_path, "omron", f"{header}4 velj 2026{row}\n5 lis 2025{row}".encode())
    assert rows[2][1] == at("2025-10-05T08:35")
    rows, tally = read(tmp_path, "omron", f"{header}5 lis 2025{row}".encode())
    assert (rows, [r.code for r in tally.rejections]) == ([], ["time-unreadable"])


def test_further_tables_below_are_read_by_headers_of_their_own(tmp_path):
    more = (
        "\n\nDate,Total steps,Total distance (mi)\nFeb 4 2026,8000,3\n"
        "\nDate,Time,Weight (lb)\nFeb 4 2026,08:40,181.2\n"
        "\nDate,Asleep,Awake\nFeb 4 2026,7:20,0:20\n"
    )
    data = f"{ENGLISH}\nFeb 4 2026,08:35,128,82,71,{REST}{more}".encode()
    rows, tally = read(tmp_path, "omron", data)
    day = at("2026-02-04T00:00")
    assert brief(rows)[2:] == [
        ("steps", day, 0, day + 86_400_000, 8000, "steps"),
        ("distance", day, 0, day + 86_400_000, 3, "mi"),
        ("weight", at("2026-02-04T08:40"), 0, at("2026-02-04T08:40"), 181.2, "lb"),
    ]
    assert tally.ignored == {"other table": 1}


def test_what_a_report_tells_beside_is_counted_by_its_column(tmp_path):
    header = "Date,Time,Systolic (mmHg),Diastolic (mmHg),Pulse (bpm),TruRead,Error No.,Mode"
    data = f"{header}\nFeb 4 2026,08:35,-,-,-,-,E2,-\nFeb 4 2026,24:00,128,82,71,-,,Normal\n"
    rows, tally = read(tmp_path, "omron", data.encode())
    assert [row[1] for row in rows] == [at("2026-02-05T00:00")] * 2
    assert tally.ignored == {"Error No.": 1, "row without a reading": 1}


def test_pressures_under_units_in_other_alphabets_are_read(tmp_path):
    header = (
        "Дата,Время,Систолическое (мм рт. ст.),Диастолическое (мм рт. ст.),Пульс (уд/мин),TruRead"
    )
    data = f"{header}\n04 февр. 2026 г.,08:35,128,82,71,-\n".encode()
    rows, _ = read(tmp_path, "omron", data)
    assert recognises(head(tmp_path, data))
    assert [(row[0], row[4], row[5]) for row in rows] == [
        ("blood-pressure", 128, 82),
        ("heart-rate", 71, None),
    ]


@pytest.mark.parametrize(
    ("cells", "codes"),
    [
        ("Feb 4 2026,08:35,abc,82,71", ["not-a-number"]),
        ("Feb 4 2026,08:35,128,-,71", ["second-part-missing"]),
        ("Feb 4 2026,08:35,82,128,71", ["second-not-below-first"]),
        ("Feb 4 2026,25:35,128,82,-", ["time-unreadable"]),
        ("Foo 4 2026,08:35,128,82,-", ["time-unreadable"]),
        ("Feb 4 2126,08:35,128,82,-", ["in-the-future"]),
        ("Feb 4 2026,08:35,1\0,82,-", ["not-a-number"]),
        ("Feb 4 2026,08:35,1e400,82,-", ["not-a-number"]),
        ("Feb 4 2026,08:35,-,-,-", []),
        ("Feb 4 2026", []),
    ],
)
def test_a_bad_row_is_rejected_with_its_line(tmp_path, cells, codes):
    data = f"{ENGLISH}\nFeb 5 2026,08:35,128,82,71,{REST}\n{cells}\n".encode()
    _, tally = read(tmp_path, "omron", data)
    assert [(r.line, r.code) for r in tally.rejections] == [(3, code) for code in codes]


@pytest.mark.parametrize(
    "data",
    [
        "Date,Time,Systolic (mmHg),Diastolic (mmHg),Pulse (bpm),Notes\n2026-02-04,8:35,128,82,71,-",
        'Date,"Heart rate",Systolic,Diastolic,Comments\n2026-02-04 08:35:00,71,128,82,',
        'Date,"Weight (kg)","Fat mass (kg)",Comments\n2026-02-04 08:35:00,81,16,',
        "timestampUnixMs,systolic,diastolic,pulse\n1,2,3,4",
        "Date;Time;kg;BMI;Body fat\n1;2;3;4;5",
        "uid,person,type\n",
        "<xml/>",
        "",
    ],
)
def test_files_of_others_are_left_alone(tmp_path, data):
    assert not recognises(head(tmp_path, data.encode()))


def test_a_plain_header_is_known_by_the_model_or_the_name_of_the_report(tmp_path):
    plain = "Date,Time,Systolic (mmHg),Diastolic (mmHg),Pulse (bpm),Device\n4 Feb 2026,8:35,1,2,3,"
    assert recognises(head(tmp_path, f"{plain}HEM-7155T".encode()))
    assert recognises(head(tmp_path, plain.encode(), "Your Requested OMRON Report.csv"))
    assert not recognises(head(tmp_path, plain.encode()))


def test_hostile_files_are_borne(tmp_path):
    bear_all(tmp_path, "omron", ENGLISH.encode(), f"Feb 4 2026,08:35,128,82,71,{REST}".encode())


@given(tables(","))
def test_any_rows_are_read_or_refused(tmp_path_factory, tail):
    bear(tmp_path_factory.getbasetemp(), "omron", ENGLISH.encode(), tail)


def test_a_scale_tells_the_fat_within(tmp_path):
    data = (
        b'"Measurement Date","Timezone","Weight(kg)","Body Fat(%)","Visceral Fat",'
        b'"Resting Metabolism(kcal)","Skeletal Muscle(%)","Subcutaneous fat(%)","BMI","Device"\n'
        b'"2026/02/03 07:15","Asia/Bangkok","70.00","22.5","7.5","1500","31.0","15.0","24.2",'
        b'"HBF-702T"\n'
        b'"2026/02/04 07:20","Asia/Bangkok","70.40","","-","","","","","HBF-702T"\n'
    )
    rows, tally = read(tmp_path, "omron", data)
    assert recognises(head(tmp_path, data))
    assert [(row[0], row[2], row[4], row[6], row[10]) for row in rows] == [
        ("weight", 420, 70, "kg", "HBF-702T"), ("body-fat", 420, 22.5, "%", "HBF-702T"),
        ("visceral-fat", 420, 7.5, "rating", "HBF-702T"), ("weight", 420, 70.4, "kg", "HBF-702T"),
    ]  # fmt: skip
    assert tally.rejected == 0


def test_amounts_there_is_no_type_for_are_counted_by_their_column(tmp_path):
    data = (
        b"Date,Time,Weight (kg),Body Fat (%),Skeletal Muscle (%),Resting Metabolism (kcal),Device\n"
        b'"Feb 04, 2026",08:30,"71,412",22.1,34.5,-,HBF-222T\n'
    )
    rows, tally = read(tmp_path, "omron", data)
    assert [(row[0], row[4]) for row in rows] == [("weight", 71.412), ("body-fat", 22.1)]
    assert tally.ignored == {"Skeletal Muscle (%)": 1}


def test_a_report_with_zones_needs_no_unit_beside_its_pressures(tmp_path):
    data = (
        b"Measurement Date,Time Zone,SYS,DIA,Pulse,Device Model Name\n"
        b"2023/04/05 07:31,Europe/London,131,84,66,HEM-7322T-E\n"
    )
    assert recognises(head(tmp_path, data))
    rows, _ = read(tmp_path, "omron", data)
    assert [(row[0], row[2], row[4], row[5], row[10]) for row in rows] == [
        ("blood-pressure", 60, 131, 84, "HEM-7322T-E"), ("heart-rate", 60, 66, None, "HEM-7322T-E"),
    ]  # fmt: skip


def test_only_steps_and_distance_are_of_the_whole_day(tmp_path):
    header = "Date,Time,Systolic (mmHg),Diastolic (mmHg),Pulse (bpm),TruRead,Weight (kg),Steps"
    data = (
        f"{header}\nFeb 4 2026,08:35,128,82,71,-,81.4,8000\n"
        "Feb 5 2026,25:00,128,82,71,-,81.4,9000\n"
    )
    rows, tally = read(tmp_path, "omron", data.encode())
    moment, day = at("2026-02-04T08:35"), at("2026-02-04T00:00")
    length = 86_400_000
    assert brief(rows) == [
        ("blood-pressure", moment, 0, moment, 128, "mmHg"),
        ("heart-rate", moment, 0, moment, 71, "bpm"),
        ("weight", moment, 0, moment, 81.4, "kg"),
        ("steps", day, 0, day + length, 8000, "steps"),
        ("steps", day + length, 0, day + 2 * length, 9000, "steps"),
    ]
    assert [(r.line, r.code) for r in tally.rejections] == [(3, "time-unreadable")]


def test_only_a_known_yes_is_a_tag_and_words_that_are_not_known_are_counted(tmp_path):
    header = "Datum,Zeit,Systolisch (mmHg),Diastolisch (mmHg),TruRead,Unregelmäßiger Herzschlag"
    said = ("Keine", "nicht erkannt", "Não", "normal", "n/a", "Unknown", "Unklar", "Erkannt")
    lines = (f"{day}.02.2026,08:35,128,82,-,{word}" for day, word in enumerate(said, 13))
    data = "\n".join([header, *lines]).encode()
    assert tags(tmp_path, "omron", data) == [()] * 7 + [("irregular-heart-rate",)]
    _, tally = read(tmp_path, "omron", data)
    assert tally.ignored == {"Unregelmäßiger Herzschlag": 2}
