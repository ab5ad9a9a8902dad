from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from healthdesk.domain.errors import BadFile
from healthdesk.domain.transfers import Answers
from healthdesk.exchange import tidepool
from healthdesk.exchange.batches import Options
from healthdesk.exchange.files import Files
from healthdesk.exchange.glucose_values import LONG_SOURCE
from healthdesk.exchange.recognise import Head, find
from tests.exchange import workbooks
from tests.exchange.apple_exports import zipped
from tests.exchange.reading import head, read, tags
from tests.exchange.workbooks import DATE_TIME

AT = round(dt.datetime.fromisoformat("2015-07-30T04:27:00+00:00").timestamp() * 1000)


def datum(kind: str = "cbg", **more: Any) -> dict[str, Any]:
    return {
        "deviceId": "DexG5Rec_1", "deviceTime": "2015-07-29T21:27:00", "type": kind,
        "time": "2015-07-30T04:27:00.000Z", "timezoneOffset": -420, "units": "mmol/L",
        "uploadId": "upid_1", "value": 5.55075, **more,
    }  # fmt: skip


def file(*data: Any) -> bytes:
    return json.dumps(data).encode()


def test_readings_keep_unit_offset_and_device(tmp_path):
    rows, tally = read(
        tmp_path,
        "tidepool",
        file(
            datum(),
            datum("smbg", units="mg/dL", value=99.9976941658, subType="manual"),
            datum("bloodKetone", value=0.06),
            datum("upload"),
            datum("basal"),
        ),
    )
    assert [(r[0], r[1], r[2], r[4], r[6], r[10]) for r in rows] == [
        ("blood-glucose", AT, -420, 5.55075, "mmol/L", "DexG5Rec_1"),
        ("blood-glucose", AT, -420, 100.0, "mg/dL", "DexG5Rec_1"),
        ("ketones", AT, -420, 0.06, "mmol/L", "DexG5Rec_1"),
    ]
    assert rows[0][7] == pytest.approx(100, abs=1e-4)
    assert tally.ignored == {"upload": 1, "basal without insulin": 1}


def test_insulin_is_given_at_once_or_flows(tmp_path):
    data = file(
        datum("bolus", subType="normal", normal=2.35),
        datum("bolus", subType="dual/square", normal=1, extended=1.5, duration=7_200_000),
        datum("basal", deliveryType="scheduled", rate=0.7, duration=1_800_000),
        datum("basal", deliveryType="suspend", duration=1_800_000),
        datum("basal", deliveryType="temp", rate=0, duration=1_800_000),
        datum("insulin", dose={"total": 18, "units": "Units"},
              formulation={"simple": {"actingType": "long"}}),
        datum("insulin", dose={"total": 3}),
        datum("bolus", normal="much"),
    )  # fmt: skip
    rows, tally = read(tmp_path, "tidepool", data)
    assert [(r[0], r[4], r[6], r[3] - r[1]) for r in rows] == [
        ("insulin", 2.35, "units", 0), ("insulin", 2.5, "units", 0),
        ("insulin", 0.35, "units", 1_800_000), ("insulin", 18, "units", 0),
        ("insulin", 3, "units", 0),
    ]  # fmt: skip
    assert tags(tmp_path, "tidepool", data) == [
        ("rapid",), ("rapid",), ("basal",), ("long",), (),
    ]  # fmt: skip
    assert tally.ignored == {"basal without insulin": 2}
    assert [r.code for r in tally.rejections] == ["not-a-number"]


def test_equal_doses_of_two_kinds_at_one_time_stay_two(tmp_path):
    doses = [
        datum("insulin", dose={"total": 8}, formulation={"simple": {"actingType": acting}})
        for acting in ("rapid", "long")
    ]
    _, tally = read(tmp_path, "tidepool", file(*doses))
    assert sorted(tally.sources.values()) == [1, 1]
    assert sum(source.endswith(LONG_SOURCE) for source in tally.sources) == 1


@pytest.mark.parametrize("as_text", [False, True])
def test_values_beyond_the_sensor_are_no_numbers(tmp_path, as_text):
    def beyond(side: str, **more: Any) -> Any:
        annotations = [{"code": "bg/out-of-range", "value": side, **more}]
        return json.dumps(annotations) if as_text else annotations

    rows, _ = read(
        tmp_path,
        "tidepool",
        file(
            datum(value=2.16479, annotations=beyond("low", threshold=40)),
            datum(value=22.25850, annotations=beyond("high", threshold=400)),
            datum(value=22.25850, annotations=beyond("high", threshold=22.2)),
            datum(value=22.25850, annotations=beyond("high")),
            datum(annotations=[{"code": "carelink/other"}]),
        ),
    )
    assert [(r[4], r[6], r[9]) for r in rows] == [
        (40.0, "mg/dL", "<"), (400.0, "mg/dL", ">"), (22.2, "mmol/L", ">"),
        (22.2585, "mmol/L", ">"), (5.55075, "mmol/L", ""),
    ]  # fmt: skip


def test_a_value_without_a_unit_is_asked_for(tmp_path):
    bare = {key: told for key, told in datum().items() if key != "units"}
    rows, tally = read(tmp_path, "tidepool", file(bare))
    assert (rows, [(q.kind, q.subject) for q in tally.questions]) == (
        [],
        [("unit", "blood-glucose")],
    )
    mmol = Answers(units={"blood-glucose": "mmol/L"})
    rows, _ = read(tmp_path, "tidepool", file(bare), answers=mmol)
    assert [(row[4], row[6]) for row in rows] == [(5.55075, "mmol/L")]


@pytest.mark.parametrize(
    "mark", [{"_active": False}, {"archivedTime": "2015-08-01T00:00:00Z"}, {"deletedTime": 1}]
)
def test_what_was_replaced_or_deleted_is_no_reading(tmp_path, mark):
    rows, tally = read(tmp_path, "tidepool", file(datum(**mark), datum(_active=True)))
    assert (len(rows), tally.ignored) == (1, {"deleted": 1})


def test_meals_are_told_in_grams(tmp_path):
    nutrition = {"carbohydrate": {"net": 35, "units": "grams"}}
    rows, tally = read(
        tmp_path,
        "tidepool",
        file(
            datum("food", nutrition=nutrition, name="Porridge"),
            datum("food", nutrition=json.dumps(nutrition)),
            datum("food", **{"nutrition.carbohydrate": {"net": 12.5}}),
            datum("food", nutrition={"carbohydrate": {"total": 8}}),
            datum("food", nutrition={}),
            datum("wizard", carbInput=45),
            datum("wizard", carbInput=0),
            datum("wizard", carbInput=3, carbUnits="exchanges"),
        ),
    )
    assert [(r[0], r[4], r[11]) for r in rows] == [
        ("carbohydrates", 35.0, "Porridge"), ("carbohydrates", 35.0, ""),
        ("carbohydrates", 12.5, ""), ("carbohydrates", 8.0, ""), ("carbohydrates", 45.0, ""),
    ]  # fmt: skip
    assert tally.ignored == {"food without carbohydrates": 1, "wizard without carbohydrates": 2}


def test_an_offset_nobody_tells_is_that_of_the_zone(tmp_path):
    bare = datum(timezoneOffset=None)
    rows, tally = read(tmp_path, "tidepool", file(bare), zone="America/Denver")
    assert ([(r[1], r[2]) for r in rows], tally.time_zone) == ([(AT, -360)], "America/Denver")
    rows, tally = read(
        tmp_path, "tidepool", file({**bare, "localTime": "2015-07-30T06:27:00.000Z"})
    )
    assert ([(r[1], r[2]) for r in rows], tally.time_zone) == ([(AT, 120)], "")


def test_what_cannot_be_read_is_told_with_its_number(tmp_path):
    rows, tally = read(
        tmp_path,
        "tidepool",
        file(
            datum(time="soon"), datum(time=5), datum(value="much"), datum(units="stone"), 7,
            datum(value=1e300), datum("food", nutrition={"carbohydrate": {"net": "lots"}}),
            datum(time="0001-01-01T00:00:00+14:00"),
        ),
    )  # fmt: skip
    assert rows == []
    assert [(r.line, r.code) for r in tally.rejections] == [
        (1, "time-unreadable"), (2, "time-unreadable"), (3, "not-a-number"), (4, "not-a-number"),
        (5, "json-no-reading"), (6, "out-of-range"), (7, "not-a-number"), (8, "before-1900"),
    ]  # fmt: skip


HEADERS = [
    "Zulu Time", "Local Time", "Device Time", "Tidepool Data Type", "Value", "Units",
    "Timezone Offset", "Device Id", "Upload Id", "Annotations",
]  # fmt: skip
ZULU, LOCAL = (42_215.185416666667, DATE_TIME), (42_214.89375, DATE_TIME)
LOW = '[{"code":"bg/out-of-range","threshold":40,"value":"low"}]'


def book(folder: Path) -> Path:
    return workbooks.workbook(
        folder / "TidepoolExport.xlsx",
        {
            "EXPORT ERROR": [["Some words"]],
            "CGM": [
                HEADERS,
                [ZULU, LOCAL, LOCAL, "cbg", 99.9976941658, "mg/dL", -420, "Dex", "u", None],
                [ZULU, LOCAL, LOCAL, "cbg", 2.16479, "mmol/L", None, "Dex", "u", LOW],
            ],
            "Food": [
                [*HEADERS[:4], "Name", "Nutrition"],
                [ZULU, LOCAL, LOCAL, "food", "Tea", '{"carbohydrate":{"net":5,"units":"grams"}}'],
            ],
            "Bolus Calculator": [
                [*HEADERS[:3], "Tidepool Wizard Type", "Carb Input", "Units"],
                [ZULU, LOCAL, LOCAL, "wizard", 20, "mg/dL"],
            ],
            "Upload": [HEADERS, [ZULU, LOCAL, LOCAL, "upload"]],
        },
    )


def test_the_workbook_says_the_same(tmp_path):
    path = book(tmp_path)
    rows, tally = read(tmp_path, "tidepool", path.read_bytes())
    assert [(r[0], r[1], r[2], r[4], r[6], r[9], r[12]) for r in rows] == [
        ("blood-glucose", AT, -420, 100.0, "mg/dL", "", 2),
        ("blood-glucose", AT, -420, 40.0, "mg/dL", "<", 3),
        ("carbohydrates", AT, -420, 5.0, "g", "", 2),
        ("carbohydrates", AT, -420, 20.0, "g", "", 2),
    ]
    assert tally.ignored == {"upload": 1}
    assert rows[2][11] == "Tea"


def test_the_workbook_is_recognised_by_itself_and_in_a_folder(tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    path = book(folder)
    for place in (path, folder):
        assert [found.format for found in find(place, tmp_path)] == ["tidepool"]


def test_a_workbook_inside_a_zip_is_found(tmp_path):
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    path = zipped(tmp_path / "a.zip", {"x/Export.XLSX": book(tmp_path).read_bytes()})
    (found,) = find(path, scratch)
    assert (found.format, found.label) == ("tidepool", f"{path}/x/Export.XLSX")
    parser = tidepool.parser(found.files(), Options(now=2_000_000_000_000))
    assert sum(len(batch.rows) for batch in parser.batches()) == 4


def test_other_and_broken_workbooks_are_left_to_others(tmp_path):
    other = workbooks.workbook(tmp_path / "a.xlsx", {"One": [["Date", "Value"], [5, 6]], "Two": []})
    broken = workbooks.written(tmp_path / "b.xlsx", {**workbooks.book(["One"])})
    for path in (other, broken):
        inside = tuple(workbooks.book(["One"]))
        assert not tidepool.recognises(Head(path.name, b"PK\3\4", Files(path), inside=inside))


@settings(deadline=None)
@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(
                [
                    "type",
                    "time",
                    "value",
                    "units",
                    "annotations",
                    "nutrition",
                    "carbInput",
                    "timezoneOffset",
                    "localTime",
                    "deviceId",
                    "name",
                ]
            ),
            st.none()
            | st.integers()
            | st.floats()
            | st.text()
            | st.sampled_from(["cbg", "food", "wizard", "bloodKetone", "mmol/L", "mg/dL"])
            | st.sampled_from(["2015-07-30T04:27:00Z", [], {}, {"carbohydrate": 5}, [{}]]),
        )
    ),
    st.binary(),
)
def test_arbitrary_data_are_rejected_or_read(tmp_path_factory, data, more):
    folder = tmp_path_factory.mktemp("tidepool")
    read(folder, "tidepool", json.dumps(data).encode())
    try:
        read(folder, "tidepool", json.dumps(data).encode()[:-1] + more)
    except BadFile as refused:
        assert refused.code.startswith("json-")  # noqa: PT017  # either may happen


@pytest.mark.parametrize(
    ("data", "known"),
    [
        (file(datum()), True), (file(datum("upload")), True),
        (file(datum("pumpSettings.basalSchedules")), True), (b"[]", False), (b"", False),
        (file({"type": "sgv", "date": 5, "device": "x", "time": ""}), False),
        (file({"type": "Food", "time": "2015", "deviceId": "x"}), False), (b"\0\0", False),
        (file({"type": "cbg", "time": "2015-07-30T04:27:00.000Z"}), False), (b"[5]", False),
    ],
)  # fmt: skip
def test_data_are_known_by_their_keys(tmp_path, data, known):
    assert tidepool.recognises(head(tmp_path, data)) is known
