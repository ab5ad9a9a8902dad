from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from healthdesk.domain.errors import BadFile
from healthdesk.exchange import dexcom_clarity
from tests.exchange.reading import brief, head, read, tags

HEADER = (
    "Index,Timestamp (YYYY-MM-DDThh:mm:ss),Event Type,Event Subtype,Patient Info,Device Info,"
    "Source Device ID,Glucose Value (mg/dL),Insulin Value (u),Carb Value (grams),"
    "Duration (hh:mm:ss),Glucose Rate of Change (mg/dL/min),Transmitter Time (Long Integer),"
    "Transmitter ID"
)
GERMAN = (
    "Index,Zeitstempel (JJJJ-MM-TTThh:mm:ss),Ereignistyp,Ereignisuntertyp,Patienteninfo,Geräteinfo,"
    "Quellgeräte-ID,Glukosewert (mmol/L),Insulinwert (IE),Kohlenhydratwert (Gramm),"
    "Dauer (hh:mm:ss),Glukoseänderungsrate (mmol/L/min),Senderzeit (lange Ganzzahl),Sender-ID"
)
SPANISH = (
    "Índice,Marca temporal (AAAA-MM-DDThh:mm:ss),Tipo de evento,Subtipo de evento,Info,Info,"
    "ID del dispositivo,Nivel de glucosa (mg/dl),Insulina (u),Carbohidratos (gramos),"
    "Duración (hh:mm:ss),Cambio (mg/dl/min),Tiempo,ID"
)
PREAMBLE = [
    "1,,FirstName,,Somebody,,,,,,,,",
    "2,,LastName,,Else,,,,,,,,",
    "3,,Device,,,Dexcom G7 Mobile App,iOS G7,,,,,,",
    *(
        f"{n},,Alert,{kind},,,iOS G7,{value},,,,,"
        for n, (kind, value) in enumerate(
            {"Fall": "", "High": 200, "Low": 70, "Signal Loss": "", "Rise": "", "Urgent Low": 55,
             "Urgent Low Soon": 55}.items(), 4,
        )
    ),
]  # fmt: skip


def egv(time: str, value: object, ticks: object = "", event: str = "EGV") -> str:
    return f"11,{time},{event},,,,iOS G7,{value},,,,,{ticks},123456789012"


def file(*rows: str, header: str = HEADER, quoted: bool = False, end: str = "\r\n") -> bytes:
    lines = [header, *PREAMBLE, *rows]
    if quoted:
        lines = [",".join(f'"{cell}"' for cell in line.split(",")) for line in lines]
    return ("\ufeff" + end.join([*lines, ""])).encode()


def at(text: str) -> int:
    return round(dt.datetime.fromisoformat(text).timestamp() * 1000)


@pytest.mark.parametrize("quoted", [True, False])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_every_event_becomes_what_it_is(tmp_path, quoted, end):
    data = file(
        egv("2026-06-02T07:00:00", 105, 900),
        egv("2026-06-02 07:05:00", "Low", 1200),
        egv("2026-06-02T07:10:01", "High", 1501),
        egv("2026-06-02T07:12:00", 111, event="Calibration"),
        "15,2026-06-02T07:30:00,Carbs,,,,iOS G7,,,45,,,",
        "16,2026-06-02T07:31:00,Insulin,Fast-Acting,,,iOS G7,,4.5,,,,",
        "17,2026-06-02T18:00:00,Exercise,Heavy,,,iOS G7,,,,00:45:00,,",
        "18,2026-06-02T19:00:00,Health,Stress,,,iOS G7,,,,,,",
        quoted=quoted,
        end=end,
    )
    assert dexcom_clarity.recognises(head(tmp_path, data))
    rows, tally = read(tmp_path, "dexcom-clarity", data, zone="Europe/Berlin")
    first = at("2026-06-02T07:00:00+02:00")
    begun = at("2026-06-02T18:00:00+02:00")
    assert brief(rows) == [
        ("blood-glucose", first, 120, first, 105.0, "mg/dL"),
        ("blood-glucose", first + 300_000, 120, first + 300_000, 40.0, "mg/dL"),
        ("blood-glucose", first + 601_000, 120, first + 601_000, 400.0, "mg/dL"),
        ("blood-glucose", first + 720_000, 120, first + 720_000, 111.0, "mg/dL"),
        ("carbohydrates", first + 1_800_000, 120, first + 1_800_000, 45.0, "g"),
        ("insulin", first + 1_860_000, 120, first + 1_860_000, 4.5, "units"),
        ("exercise-minutes", begun, 120, begun + 2_700_000, 45.0, "min"),
    ]
    assert [r[9] for r in rows] == ["", "<", ">", "", "", "", ""]
    assert tally.sources == {"Dexcom G7 Mobile App": 7}
    assert tally.ignored == {"Health": 1}
    assert (tally.rejected, tally.time_zone) == (0, "Europe/Berlin")


@pytest.mark.parametrize(
    ("subtype", "tag"),
    [
        ("Fast-Acting", ("rapid",)), ("Schnell wirkend", ("rapid",)), ("Rápida", ("rapid",)),
        ("De acción rápida", ("rapid",)), ("À action lente", ("long",)),
        ("Ad azione rapida", ("rapid",)),
        ("Long-Acting", ("long",)), ("Langwirkend", ("long",)), ("Lenta", ("long",)), ("", ()),
    ],
)  # fmt: skip
def test_the_kind_of_insulin_is_a_tag(tmp_path, subtype, tag):
    data = file(f"16,2026-06-02T07:31:00,Insulin,{subtype},,,iOS G7,,4.5,,,,")
    assert tags(tmp_path, "dexcom-clarity", data) == [tag]
    rows, _ = read(tmp_path, "dexcom-clarity", data)
    assert rows[0][10].endswith(" (long-acting)") == (tag == ("long",))


@pytest.mark.parametrize(("dose", "codes"), [("lots", ["not-a-number"]), ("0", []), ("", [])])
def test_a_dose_of_nothing_is_none(tmp_path, dose, codes):
    data = file(f"16,2026-06-02T07:31:00,Insulin,Fast-Acting,,,iOS G7,,{dose},,,,")
    rows, tally = read(tmp_path, "dexcom-clarity", data)
    assert (rows, [r.code for r in tally.rejections]) == ([], codes)


@pytest.mark.parametrize(
    ("header", "low", "high", "calibration"),
    [
        (GERMAN, "Niedrig", "Hoch", "Kalibrierung"),
        (HEADER.replace("mg/dL", "mmol/L"), "Low", "High", "Calibration"),
    ],
)
def test_millimoles_and_other_languages_are_read_alike(tmp_path, header, low, high, calibration):
    data = file(
        egv("2026-06-02T07:00:00", 5.8, event="EGW"),
        egv("2026-06-02T07:05:00", low, event="EGW"),
        egv("2026-06-02T07:10:00", high, event="EGW"),
        egv("2026-06-02T07:12:00", 6.1, event=calibration),
        header=header,
    )
    assert dexcom_clarity.recognises(head(tmp_path, data))
    rows, _ = read(tmp_path, "dexcom-clarity", data)
    assert [(r[4], r[6], r[9]) for r in rows] == [
        (5.8, "mmol/L", ""), (2.2, "mmol/L", "<"), (22.2, "mmol/L", ">"), (6.1, "mmol/L", ""),
    ]  # fmt: skip


def test_semicolons_and_decimal_commas_are_read(tmp_path):
    text = file(egv("2026-06-02T07:00:00", "5.8"), header=GERMAN).decode()
    data = text.replace(",", ";").replace("5.8", "5,8").encode()
    assert dexcom_clarity.recognises(head(tmp_path, data))
    rows, _ = read(tmp_path, "dexcom-clarity", data)
    assert [(r[4], r[6]) for r in rows] == [(5.8, "mmol/L")]


def test_spanish_headers_are_known(tmp_path):
    data = file(egv("2026-06-02T07:00:00", 99, event="EGV"), header=SPANISH)
    assert dexcom_clarity.recognises(head(tmp_path, data))
    rows, _ = read(tmp_path, "dexcom-clarity", data)
    assert [(r[4], r[6]) for r in rows] == [(99.0, "mg/dL")]


def test_the_transmitter_tells_the_two_passes_of_an_hour_even_sorted_by_the_clock(tmp_path):
    data = file(
        egv("2026-10-25T01:55:00", 100, 300),
        egv("2026-10-25T02:00:00", 101, 600),
        egv("2026-10-25T02:00:10", 102, 600 + 3610),
        egv("2026-10-25T02:05:00", 103, 900),
        egv("2026-10-25T02:05:10", 104, 900 + 3610),
        egv("2026-10-25T03:00:00", 105, 600 + 7200),
    )
    rows, _ = read(tmp_path, "dexcom-clarity", data, zone="Europe/Berlin")
    assert [(r[4], r[2]) for r in rows] == [
        (100.0, 120), (101.0, 120), (102.0, 60), (103.0, 120), (104.0, 60), (105.0, 60),
    ]  # fmt: skip


def test_without_a_counter_the_order_tells_the_passes(tmp_path):
    times = ["01:58", "02:03", "02:58", "02:03", "02:58", "03:03"]
    data = file(*(egv(f"2026-10-25T{time}:00", 100) for time in times))
    rows, _ = read(tmp_path, "dexcom-clarity", data, zone="Europe/Berlin")
    assert [r[2] for r in rows] == [120, 120, 120, 60, 60, 60]


def test_bad_rows_are_told_with_their_line(tmp_path):
    rows, tally = read(
        tmp_path,
        "dexcom-clarity",
        file(
            egv("2026-06-02T07:00:00", "much"),
            egv("yesterday", 100),
            egv("2026-06-02T07:10:00", "1e400"),
            egv("2026-06-02T07:15:00", 5),
            "20,2026-06-02T07:30:00,Carbs,,,,iOS,,,lots,,,",
            egv("2026-06-02T07:20:00", 100),
            "21",
        ),
    )
    assert [r[12] for r in rows] == [17]
    assert [(r.line, r.code) for r in tally.rejections] == [
        (12, "not-a-number"), (13, "time-unreadable"), (14, "not-a-number"),
        (15, "looks-like-unit"), (16, "not-a-number"),
    ]  # fmt: skip


@pytest.mark.parametrize("data", [b"", file(), file()[:90], b"Index,Timestamp\n"])
def test_files_without_rows_hold_nothing(tmp_path, data):
    rows, tally = read(tmp_path, "dexcom-clarity", data)
    assert (rows, tally.read, tally.questions) == ([], 0, [])


@settings(deadline=None)
@given(st.binary())
def test_arbitrary_bytes_below_the_header_are_rejected_or_read(tmp_path_factory, data):
    try:
        read(tmp_path_factory.mktemp("clarity"), "dexcom-clarity", file() + data)
    except BadFile as refused:
        assert refused.code in {"csv-broken", "not-utf8"}  # noqa: PT017  # either may happen


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\0\1", b"{}", b"Index,Date,Time,BG Reading (mg/dL)\n",
        HEADER.replace("(YYYY-MM-DDThh:mm:ss)", "").encode(),
        HEADER.replace("(mg/dL)", "").encode(),
    ],
)  # fmt: skip
def test_other_files_are_left_to_others(tmp_path, data):
    assert not dexcom_clarity.recognises(head(tmp_path, data))


@pytest.mark.parametrize(("told", "value"), [("1.225", 1.225), ('"1,225"', 1.225), ("12", 12)])
def test_three_decimals_of_a_dose_part_no_thousands(tmp_path, told, value):
    event = f"12,2026-02-04T08:00:00,Insulin,Fast-Acting,,,iOS G7,,{told},,,,,"
    rows, _ = read(tmp_path, "dexcom-clarity", file(event))
    assert [row[4] for row in rows] == [value]


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ("Index,Timestamp (YYYY-MM-DDThh:mm:ss),Event Type,Glucose Value (mg/dL)", "1,{t},EGV,{v}"),
        ("Timestamp (YYYY-MM-DD hh:mm:ss),Event Type,Event Subtype,Glucose Value (mg/dL)",
         "{t},EGV,,{v}"),
    ],
)  # fmt: skip
def test_a_table_with_fewer_columns_is_read_by_their_names(tmp_path, header, told):
    lines = [
        told.format(t="2026-01-01T08:00:00", v=105),
        told.format(t="2026-01-01 08:05", v="Low"),
    ]
    data = "\n".join([header, *lines]).encode()
    assert dexcom_clarity.recognises(head(tmp_path, data))
    rows, _ = read(tmp_path, "dexcom-clarity", data)
    assert [(row[4], row[9]) for row in rows] == [(105, ""), (40, "<")]


def test_the_transmitter_is_found_where_the_rate_of_change_is_missing(tmp_path):
    header = HEADER.replace("Glucose Rate of Change (mg/dL/min),", "")
    told = [
        "0,2026-10-25T01:55:00,EGV,,,,G7,77,,,,3300,A",
        "1,2026-10-25T02:30:00,EGV,,,,G7,99,,,,9000,A",
        "2,2026-10-25T02:30:00,EGV,,,,G7,88,,,,5400,A",
    ]
    rows, _ = read(tmp_path, "dexcom-clarity", "\n".join([header, *told]).encode(),
                   zone="Europe/Berlin")  # fmt: skip
    assert [(row[4], row[2]) for row in rows] == [(77, 120), (99, 60), (88, 120)]
