from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from healthdesk.domain.errors import BadFile
from healthdesk.exchange import carelink
from tests.exchange.reading import brief, head, read, tags

COLUMNS = (
    "Index,Date,Time,New Device Time,BG Source,BG Reading (mg/dL),Linked BG Meter ID,"
    "Basal Rate (U/h),Bolus Volume Delivered (U),BWZ Carb Input (grams),"
    "BWZ BG/SG Input (mg/dL),Sensor Calibration BG (mg/dL),Sensor Glucose (mg/dL),ISIG Value,"
    "Event Marker"
)
PREAMBLE = [
    "Last Name,First Name,Patient ID,System ID,Start Date,End Date,Device,MiniMed 780G",
    '"Else","Somebody","","","7/9/26 12:00:00 AM","7/16/26 11:59:59 PM","Serial Number",NG1',
    "",
    "Device data shown may exceed selected date range.",
    "",
]


def section(kind: str, *rows: str, header: str = COLUMNS) -> list[str]:
    return [f"-------,MiniMed 780G,{kind},NG1,------- ", header, *rows, ""]


def row(index: int, date: str, time: str, **cells: object) -> str:
    places = {
        "source": 4,
        "meter": 5,
        "basal": 7,
        "bolus": 8,
        "carbs": 9,
        "sensor": 12,
        "marker": 14,
    }
    line = [f"{index:.5f}", date, time, *[""] * 12]
    for name, value in cells.items():
        line[places[name]] = str(value)
    return ",".join(line)


PUMP = section(
    "Pump",
    row(0, "2026/07/16", "20:00:00", basal=0.5),
    row(1, "2026/07/16", "19:00:30", bolus=4, carbs=45),
    row(2, "2026/07/16", "18:50:00", source="BG_SENT_FOR_CALIB", meter=120),
    row(3, "2026/07/16", "18:49:50", source="USER_ACCEPTED_REMOTE_BG", meter=120),
    row(4, "2026/07/16", "12:00:00", marker="Meal: 30.50grams"),
)
SENSOR = section(
    "Sensor",
    row(5, "2026/07/16", "19:05:00", sensor=101),
    row(6, "2026/07/16", "19:00:01", sensor="99.00"),
)


def file(*sections: list[str], preamble: list[str] = PREAMBLE) -> bytes:
    lines = [*preamble, *(line for part in sections for line in part)]
    return ("\ufeff" + "\r\n".join([*lines, ""])).encode()


def european(data: bytes) -> bytes:
    text = data.decode().replace(",", ";").replace(".00000;", ",00000;")
    return text.replace("99.00", "99,00").replace("30.50grams", "30,50grams").encode()


def at(text: str) -> int:
    return round(dt.datetime.fromisoformat(text).timestamp() * 1000)


@pytest.mark.parametrize("change", [bytes, european])
def test_sections_and_columns_become_what_they_are(tmp_path, change):
    data = change(file(PUMP, SENSOR))
    assert carelink.recognises(head(tmp_path, data))
    rows, tally = read(tmp_path, "carelink", data, zone="Europe/Berlin")

    def moment(time: str) -> int:
        return at(f"2026-07-16T{time}+02:00")

    carbs, first, second = moment("19:00:30"), moment("18:50:00"), moment("18:49:50")
    assert brief(rows)[0] == ("carbohydrates", carbs, 120, carbs, 45.0, "g")
    assert brief(rows)[1] == ("insulin", carbs, 120, carbs, 4.0, "units")
    assert [(r[0], r[1], r[4]) for r in rows[2:]] == [
        ("blood-glucose", first, 120.0),
        ("blood-glucose", second, 120.0),
        ("carbohydrates", moment("12:00:00"), 30.5),
        ("blood-glucose", moment("19:05:00"), 101.0),
        ("blood-glucose", moment("19:00:01"), 99.0),
    ]
    assert tally.sources == {"MiniMed 780G": 7}
    assert tally.ignored == {"pump event": 1}
    assert (tally.rejected, tally.questions) == (0, [])


def test_a_dose_says_whether_the_pump_gave_it_by_itself(tmp_path):
    header = COLUMNS.replace("New Device Time", "Bolus Source")
    given = [
        row(0, "2026/07/16", "20:00:00", bolus=1.25).replace("20:00:00,", f"20:00:00,{source}", 1)
        for source in ("CLOSED_LOOP_MICRO_BOLUS", "BOLUS_WIZARD", "")
    ]
    data = file(section("Pump", *given, row(1, "2026/07/16", "19:00:00", bolus=0), header=header))
    rows, tally = read(tmp_path, "carelink", data)
    assert [r[4] for r in rows] == [1.25] * 3
    assert tags(tmp_path, "carelink", data) == [("basal",), ("rapid",), ("rapid",)]
    assert (tally.ignored, tally.rejected) == ({"pump event": 1}, 0)


def test_what_a_pump_gave_by_itself_in_a_day_is_no_bolus_at_midnight(tmp_path):
    header = "Index;Date;Time;BG Reading (mg/dL);Bolus Volume Delivered (U);Bolus Source"
    lines = [
        *PREAMBLE,
        "-------;MiniMed 780G MMT-1886;Pump;NG1;-------",
        header,
        "0,00000;2025/10/28;12:24:38;;4,2;CLOSED_LOOP_FOOD_BOLUS",
        "1,00000;2025/10/26;07:00:00;;0,5;CLOSED_LOOP_MICRO_BOLUS",
        "-------;MiniMed 780G MMT-1886;Pump;NG1;Aggregated Auto Insulin Data",
        header,
        "2,00000;2025/10/28;00:00:00;;4,927;CLOSED_LOOP_AUTO_INSULIN",
        # Told one by one above.
        "3,00000;2025/10/26;00:00:00;;0,5;CLOSED_LOOP_AUTO_INSULIN",
        "4,00000;9999/12/31;00:00:00;;0,5;CLOSED_LOOP_AUTO_INSULIN",
    ]
    data = "\n".join([*lines, ""]).encode()
    rows, tally = read(tmp_path, "carelink", data, zone="Europe/Berlin")
    midnight = at("2025-10-28T00:00+01:00")
    assert [(r[1], r[3], r[4]) for r in rows] == [
        (at("2025-10-28T12:24:38+01:00"), at("2025-10-28T12:24:38+01:00"), 4.2),
        (at("2025-10-26T07:00+01:00"), at("2025-10-26T07:00+01:00"), 0.5),
        (midnight, midnight + 86_400_000, 4.927),
    ]
    assert tags(tmp_path, "carelink", data) == [("rapid",), ("basal",), ("basal",)]
    assert tally.ignored == {"insulin of a day": 1}
    assert tally.rejected == 1


def test_dutch_columns_are_known(tmp_path):
    header = "Index;Datum;Tijd;Sensorglucose (mmol/l);Boluswizard KH-invoer (gram)"
    rows_ = ["1;26-11-2012;12:05:00;5,8;", "2;26-11-2012;12:00:00;;45"]
    data = file([header, *rows_], preamble=["Medtronic CareLink"])
    assert carelink.recognises(head(tmp_path, data))
    rows, _ = read(tmp_path, "carelink", data)
    assert [(r[0], r[4], r[6]) for r in rows] == [
        ("blood-glucose", 5.8, "mmol/L"), ("carbohydrates", 45, "g"),
    ]  # fmt: skip


def test_a_drop_told_again_for_the_calibration_counts_once(tmp_path):
    rows, tally = read(
        tmp_path,
        "carelink",
        file(
            section(
                "Pump",
                row(0, "2026/07/16", "18:50:00", source="ENTERED", meter=120),
                row(1, "2026/07/16", "18:49:50", source="BG_SENT_FOR_CALIB", meter=120),
                row(2, "2026/07/16", "08:00:00", source="ENTERED", meter=120),
            )
        ),
    )
    assert [r[1] for r in rows] == [at("2026-07-16T18:50+00:00"), at("2026-07-16T08:00+00:00")]
    assert tally.ignored == {"calibration": 1}


def test_millimoles_are_kept_as_given(tmp_path):
    data = file(SENSOR).replace(b"mg/dL", b"mmol/L").replace(b",101,", b",5.6,")
    rows, _ = read(tmp_path, "carelink", data.replace(b"99.00", b"Low"))
    assert [(r[4], r[6], r[9]) for r in rows] == [(5.6, "mmol/L", ""), (2.2, "mmol/L", "<")]


OLD = [
    "MEDTRONIC DIABETES CareLink Personal Data Export File (v1.0.1)",
    "PATIENT INFO",
    "Name,Somebody",
    "DEVICE DATA (3 records)",
]


def test_the_older_personal_export_is_read(tmp_path):
    header = (
        "Index,Date,Time,Timestamp,New Device Time,BG Reading (mg/dL),Linked BG Meter ID,"
        "BWZ Carb Input (grams),Sensor Glucose (mg/dL),ISIG Value"
    )
    data = file(
        [
            header,
            "1,8/29/2009,9:27:00,8/29/2009 9:27,,43,,,,",
            "2,8/29/2009,11:41:00,8/29/2009 11:41,,,,,204,",
            "3,8/3/2009,16:51:00,8/30/2009 16:51,,,,12,,",
        ],
        preamble=OLD,
    )
    assert carelink.recognises(head(tmp_path, data))
    rows, tally = read(tmp_path, "carelink", data)
    assert [(r[0], r[1], r[4], r[10]) for r in rows] == [
        ("blood-glucose", at("2009-08-29T09:27+00:00"), 43.0, "Medtronic"),
        ("blood-glucose", at("2009-08-29T11:41+00:00"), 204.0, "Medtronic"),
        ("carbohydrates", at("2009-08-03T16:51+00:00"), 12.0, "Medtronic"),
    ]
    assert tally.questions == []


def test_german_columns_are_read(tmp_path):
    header = (
        "Index;Datum;Zeit;Zeitstempel;BZ-Messwert (mg/dl);BZ-Wert für Sensorkalibrierung (mg/dl);"
        "Sensorglukose (mg/dl)"
    )
    data = "\n".join(
        [
            *OLD,
            header,
            "1;29.08.19;09:27:00;x;143;;",
            "2;29.08.19;09:32:00;x;;120;",
            "3;29.08.19;09:35:00;x;;;97",
        ]
    )
    assert carelink.recognises(head(tmp_path, data.encode()))
    rows, tally = read(tmp_path, "carelink", data.encode())
    assert [(r[1], r[4]) for r in rows] == [
        (at("2019-08-29T09:27+00:00"), 143.0),
        (at("2019-08-29T09:35+00:00"), 97.0),
    ]
    assert tally.ignored == {"pump event": 1}


def test_the_hour_that_comes_twice_is_told_backwards(tmp_path):
    times = ["03:02:00", "02:57:00", "02:02:00", "02:57:00", "02:02:00", "01:57:00"]
    data = file(
        section("Sensor", *(row(n, "2026/10/25", time, sensor=100) for n, time in enumerate(times)))
    )
    rows, _ = read(tmp_path, "carelink", data, zone="Europe/Berlin")
    assert [r[2] for r in rows] == [60, 60, 60, 120, 120, 120]


def test_bad_rows_are_told_with_their_line(tmp_path):
    rows, tally = read(
        tmp_path,
        "carelink",
        file(
            section(
                "Sensor",
                row(0, "2026/07/16", "20:00:00", sensor="much"),
                row(1, "2026/07/16", "noon", sensor=100),
                row(2, "2026/07/16", "19:00:00", sensor="1e400"),
                row(3, "2026/07/16", "18:55:00", sensor=0),
                row(4, "2026/07/16", "18:50:00", sensor=100),
                "5.00000",
            )
        ),
    )
    assert [r[12] for r in rows] == [12]
    assert [(r.line, r.code) for r in tally.rejections] == [
        (8, "not-a-number"), (9, "time-unreadable"), (10, "not-a-number"),
    ]  # fmt: skip
    assert tally.ignored == {"pump event": 1}


@settings(deadline=None)
@given(st.binary())
def test_arbitrary_bytes_below_the_header_are_rejected_or_read(tmp_path_factory, data):
    try:
        read(tmp_path_factory.mktemp("carelink"), "carelink", file(SENSOR[:2]) + data)
    except BadFile as refused:
        assert refused.code in {"csv-broken", "not-utf8"}  # noqa: PT017  # either may happen


@pytest.mark.parametrize("data", [b"", file(), file(PUMP[:2]), file(PUMP[:1])])
def test_files_without_rows_hold_nothing(tmp_path, data):
    rows, tally = read(tmp_path, "carelink", data)
    assert (rows, tally.read) == ([], 0)


@pytest.mark.parametrize(
    "data",
    [b"", b"\0\1", b"{}", COLUMNS.encode(), b"-------\n", file(), b"Index,Date,Time\n"],
)
def test_other_files_are_left_to_others(tmp_path, data):
    assert not carelink.recognises(head(tmp_path, data))


@pytest.mark.parametrize("change", [bytes, european])
def test_three_decimals_of_a_dose_part_no_thousands(tmp_path, change):
    pump = section("Pump", row(0, "2026/07/16", "19:00:30", bolus="1.225"))
    data = change(file(pump)).replace(b"1.225", b"1,225" if change is european else b"1.225")
    rows, _ = read(tmp_path, "carelink", data)
    assert [(slug, value) for slug, *_, value, _ in brief(rows)] == [("insulin", 1.225)]


def test_carbohydrates_in_exchanges_are_counted(tmp_path):
    header = COLUMNS.replace("BWZ Carb Input (grams)", "BWZ Carb Input (exchanges)")
    pump = section("Pump", row(0, "2026/07/16", "19:00:30", bolus="2.5", carbs="3"), header=header)
    rows, tally = read(tmp_path, "carelink", file(pump))
    assert [line[0] for line in brief(rows)] == ["insulin"]
    assert tally.ignored == {"carbohydrates in exchanges": 1}


@pytest.mark.parametrize(
    "header",
    [
        (
            "Index;Date;Heure;Lecture glycémie (mg/dL);Volume bolus délivré (U);"
            "Apport glucides assistant bolus (grammes);Glucose capteur (mg/dL)"
        ),
        (
            "Índice;Fecha;Hora;Lectura de GS (mg/dL);Volumen de bolus suministrado (U);"
            "Introducción de hidratos de carbono (gramos);Glucosa del sensor (mg/dL)"
        ),
        (
            "Indice;Data;Ora;Valore glicemia (mg/dL);Volume bolo erogato (U);"
            "Inserimento carboidrati (grammi);Glucosio sensore (mg/dL)"
        ),
    ],
)
def test_columns_are_known_in_more_languages_by_their_words_and_units(tmp_path, header):
    text = (
        f"-------;MiniMed 780G;Pump;NG1;-------\n{header}\n"
        "1;13/02/2026;07:30:00;110;;;104\n2;13/02/2026;07:25:00;;3,2;40;\n"
    )
    data = text.encode()
    rows, tally = read(tmp_path, "carelink", data)
    assert carelink.recognises(head(tmp_path, data))
    assert sorted((row[0], row[4]) for row in rows) == [
        ("blood-glucose", 104), ("blood-glucose", 110), ("carbohydrates", 40), ("insulin", 3.2),
    ]  # fmt: skip
    assert (tally.ignored, tally.rejected) == ({}, 0)


def test_a_dose_of_the_log_book_is_insulin(tmp_path):
    rows, _ = read(
        tmp_path, "carelink",
        "\n".join(section("Pump", row(0, "2026/07/16", "12:00:00", marker='"Insulin: 27,00"')))
        .encode(),
    )  # fmt: skip
    assert [(row[0], row[4], row[6]) for row in rows] == [("insulin", 27, "units")]
