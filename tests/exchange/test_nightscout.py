from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from healthdesk.domain.errors import BadFile
from healthdesk.domain.transfers import Answers
from healthdesk.exchange import nightscout
from healthdesk.exchange.glucose_values import LONG_SOURCE
from tests.exchange.reading import brief, head, read, tags

AT = 1_700_188_357_089


def entry(at: Any = AT, **more: Any) -> dict[str, Any]:
    return {
        "_id": "6559a8ec7cd3a1e078474d5d", "type": "sgv", "sgv": 118, "date": at,
        "dateString": "2023-11-17T03:32:37.089+0100", "direction": "Flat",
        "device": "xDrip-LibreReceiver", **more,
    }  # fmt: skip


def file(*entries: Any) -> bytes:
    return json.dumps(entries).encode()


def test_an_entry_is_a_reading_at_its_own_offset(tmp_path):
    rows, tally = read(tmp_path, "nightscout", file(entry()))
    assert [(r[0], r[1], r[2], r[4], r[6], r[10]) for r in rows] == [
        ("blood-glucose", AT, 60, 118.0, "mg/dL", "xDrip-LibreReceiver")
    ]
    assert tally.time_zone == ""


MEAL = {
    "_id": "5f1afb118b6aca48aa123400", "eventType": "Meal Bolus", "carbs": 82, "insulin": 8.25,
    "created_at": "2023-11-17T02:32:37.089Z", "timestamp": "2023-11-17T03:32:37+01:00",
    "notes": "pasta", "enteredBy": "somebody",
}  # fmt: skip


class TestTreatments:
    def test_a_meal_is_carbohydrates_and_insulin(self, tmp_path):
        rows, tally = read(tmp_path, "nightscout", file(MEAL))
        assert nightscout.recognises(head(tmp_path, file(MEAL)))
        assert brief(rows) == [
            ("carbohydrates", AT, 60, AT, 82, "g"),
            ("insulin", AT, 60, AT, 8.25, "units"),
        ]
        assert [row[11] for row in rows] == ["pasta", ""]
        assert tags(tmp_path, "nightscout", file(MEAL)) == [(), ("rapid",)]
        assert tally.sources == {"Nightscout": 2}

    @pytest.mark.parametrize(
        ("more", "expected"),
        [({"isBasalInsulin": True}, ("long",)), ({"isBasalInsulin": False}, ("rapid",)),
         ({"insulinInjections": "[]"}, ("rapid",)),
         ({"insulinInjections": '[{"insulin":"Levemir","units":8.25}]'}, ())],
    )  # fmt: skip
    def test_what_kind_of_insulin_is_only_said_where_it_is_known(self, tmp_path, more, expected):
        assert tags(tmp_path, "nightscout", file(MEAL | {"carbs": None} | more)) == [expected]

    def test_equal_doses_of_two_kinds_at_one_time_stay_two(self, tmp_path):
        dose = MEAL | {"carbs": None}
        _, tally = read(tmp_path, "nightscout", file(dose, dose | {"isBasalInsulin": True}))
        assert tally.sources == {"Nightscout": 1, f"Nightscout{LONG_SOURCE}": 1}

    def test_filling_the_tube_is_no_dose(self, tmp_path):
        rows, tally = read(tmp_path, "nightscout", file(MEAL | {"type": "PRIMING"}))
        assert (rows, tally.ignored) == ([], {"priming": 1})

    @pytest.mark.parametrize(
        "when", [{"date": AT}, {"created_at": "2023-11-17T02:32:37", "mills": AT}]
    )
    def test_the_newer_api_has_the_instant_alone(self, tmp_path, when):
        told = {"eventType": "Meal Bolus", "carbs": 20, "utcOffset": 60, **when}
        rows, _ = read(tmp_path, "nightscout", file(told))
        assert nightscout.recognises(head(tmp_path, file(told)))
        assert brief(rows) == [("carbohydrates", AT, 60, AT, 20, "g")]

    @pytest.mark.parametrize(
        ("more", "value", "unit"),
        [
            ({"glucose": 5.8, "units": "mmol"}, 5.8, "mmol/L"),
            ({"glucose": "105"}, 105, "mg/dL"),
            ({"glucose": 5.8}, 5.8, "mmol/L"),
            ({"glucose": 25, "units": "mg/dl"}, 25, "mg/dL"),
        ],
    )
    def test_a_drop_of_blood_is_kept_in_its_unit(self, tmp_path, more, value, unit):
        check = {
            "eventType": "BG Check", "glucoseType": "Finger", "utcOffset": 60, "carbs": None,
            "insulin": 0, "created_at": "2023-11-17T02:32:37.089Z", **more,
        }  # fmt: skip
        rows, _ = read(tmp_path, "nightscout", file(check))
        assert brief(rows) == [("blood-glucose", AT, 60, AT, value, unit)]
        assert tags(tmp_path, "nightscout", file(check)) == [("fingerstick",)]

    def test_a_drop_that_may_be_of_either_unit_is_asked_for(self, tmp_path):
        check = MEAL | {"carbs": None, "insulin": None, "glucoseType": "Finger", "glucose": 25}
        rows, tally = read(tmp_path, "nightscout", file(check))
        assert (rows, [(q.kind, q.subject) for q in tally.questions]) == (
            [], [("unit", "blood-glucose")],
        )  # fmt: skip
        answers = Answers(units={"blood-glucose": "mmol/L"})
        rows, _ = read(tmp_path, "nightscout", file(check), answers=answers)
        assert [(row[4], row[6]) for row in rows] == [(25, "mmol/L")]

    def test_what_gives_nothing_is_counted_by_its_kind(self, tmp_path):
        rate = {"eventType": "Temp Basal", "rate": 0.5, "duration": 30, "created_at": "x"}
        sensor = MEAL | {"eventType": "Sensor Start", "carbs": "", "insulin": None}
        _, tally = read(tmp_path, "nightscout", file(rate, sensor, rate))
        assert tally.ignored == {"Temp Basal": 2, "Sensor Start": 1}

    @pytest.mark.parametrize(
        ("more", "codes"),
        [
            ({"created_at": "soon", "timestamp": ""}, ["time-unreadable"] * 2),
            ({"carbs": "some"}, ["not-a-number"]),
            ({"carbs": [1]}, ["not-a-number"]),
            ({"carbs": 1e300}, ["out-of-range"]),
        ],
    )
    def test_bad_ones_are_rejected(self, tmp_path, more, codes):
        _, tally = read(tmp_path, "nightscout", file(MEAL | more))
        assert [r.code for r in tally.rejections] == codes


@pytest.mark.parametrize(
    ("more", "offset"),
    [
        ({"dateString": "2023-11-16T19:32:37.089-07:00"}, -420),
        ({"dateString": "2023-11-17T02:32:37.089Z", "utcOffset": 330}, 330),
        # Servers and some uploaders tell UTC for want of anything better.
        ({"dateString": "2023-11-17T02:32:37.089Z", "utcOffset": 0}, 120),
        ({"dateString": None}, 120),
        ({"dateString": "2023-11-17T03:32:37.089+9900", "utcOffset": 1e9}, 120),
    ],
)
def test_the_offset_is_told_or_that_of_the_zone(tmp_path, more, offset):
    rows, tally = read(tmp_path, "nightscout", file(entry(**more)), zone="Europe/Helsinki")
    assert [(r[1], r[2]) for r in rows] == [(AT, offset)]
    assert tally.time_zone == ("Europe/Helsinki" if offset == 120 else "")


def test_values_are_numbers_texts_limits_or_error_codes(tmp_path):
    told = ["118", 5, "5", 39, 401, 38.9, 401.5, None, ""]
    entries = [entry(AT + n * 300_000, sgv=sgv, device="share2") for n, sgv in enumerate(told)]
    entries.append(entry(AT - 300_000, sgv=401))
    rows, tally = read(tmp_path, "nightscout", file(*entries))
    assert [(r[4], r[9]) for r in rows] == [
        (118.0, ""), (40.0, "<"), (400.0, ">"), (401.5, ""), (401.0, ""),
    ]  # fmt: skip
    assert tally.ignored == {"sgv error code": 3, "sgv without a value": 2}


def test_other_types_are_told_apart(tmp_path):
    calibration = {"type": "cal", "slope": 800, "intercept": 3, "date": AT, "device": "x"}
    drop = {"type": "mbg", "mbg": 36, "date": AT, "dateString": "", "device": "meter"}
    rows, tally = read(tmp_path, "nightscout", file(calibration, drop, {"type": "etc", "date": AT}))
    assert [(r[4], r[10]) for r in rows] == [(36.0, "meter")]
    assert tally.ignored == {"cal": 1, "etc": 1}


def test_what_was_deleted_is_no_reading(tmp_path):
    gone = {"isValid": False}
    rows, tally = read(
        tmp_path, "nightscout", file(entry(**gone), MEAL | gone, entry(isValid=True))
    )
    assert [row[0] for row in rows] == ["blood-glucose"]
    assert tally.ignored == {"deleted": 2}


def test_an_entry_that_says_so_is_in_mmol(tmp_path):
    told = [
        entry(sgv=5.6, units="mmol"), entry(AT + 1, sgv=118, units="mmol/l"),
        entry(AT + 2, sgv=5.6, units="mg/dl"),
    ]  # fmt: skip
    rows, tally = read(tmp_path, "nightscout", file(*told))
    assert [(row[4], row[6]) for row in rows] == [(5.6, "mmol/L"), (118, "mg/dL")]
    assert tally.ignored == {"sgv error code": 1}


def test_a_meter_whose_value_stands_where_those_of_sensors_do(tmp_path):
    data = file(entry(type="mbg", sgv=63, dateString="Sun Nov 22 18:13:12 EET 2015"))
    rows, _ = read(tmp_path, "nightscout", data)
    assert [(row[1], row[4]) for row in rows] == [(AT, 63)]
    assert tags(tmp_path, "nightscout", data) == [("fingerstick",)]


def test_what_two_uploaders_told_counts_once(tmp_path):
    entries = [
        entry(AT + 300_000, sgv=120, device="share2"),
        entry(AT + 2_000, device="share2"),
        entry(AT),
        entry(AT - 1_000, sgv=119, device="share2"),
        entry(AT - 2_000),
        entry(AT - 120_000, device="share2"),
    ]
    rows, tally = read(tmp_path, "nightscout", file(*entries))
    # One device tells each minute; only what another tells in the same minute is the same.
    assert [(r[1] - AT, r[4]) for r in rows] == [
        (300_000, 120.0), (2_000, 118.0), (-1_000, 119.0), (-120_000, 118.0),
    ]  # fmt: skip
    assert tally.ignored == {"told by a second uploader": 2}


def test_a_dump_of_the_database_is_read(tmp_path):
    dumped = entry({"$numberLong": str(AT)}, _id={"$oid": "65"}, sgv={"$numberInt": "118"})
    data = b"\n".join(json.dumps({**dumped, "n": n}).encode() for n in range(2))
    assert nightscout.recognises(head(tmp_path, data))
    rows, _ = read(tmp_path, "nightscout", data)
    assert [(r[1], r[4], r[12]) for r in rows] == [(AT, 118.0, 1), (AT, 118.0, 2)]


@pytest.mark.parametrize("sign", [",", "\t"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_the_table_without_header_is_read(tmp_path, sign, bom):
    lines = [
        f'"2023-11-17T02:32:37.089Z",{AT},118,"Flat","share2"',
        f'"2023-11-17T02:27:37.089Z",{AT - 300_000},,,"share2"',
        f'"2023-11-17T02:22:37.089Z",{AT - 600_000},116,"NOT COMPUTABLE","share2"',
    ]
    data = bom + "\r\n".join(lines).replace(",", sign).encode()
    assert nightscout.recognises(head(tmp_path, data))
    rows, tally = read(tmp_path, "nightscout", data, zone="Europe/Berlin")
    assert [(r[1], r[2], r[4], r[12]) for r in rows] == [
        (AT, 60, 118.0, 1), (AT - 600_000, 60, 116.0, 3),
    ]  # fmt: skip
    assert tally.ignored == {"sgv without a value": 1}


def test_odd_times_are_read_or_told(tmp_path):
    entries = [
        entry(AT + 0.7),
        entry(AT // 1000, sgv=100),
        entry(str(AT), sgv=101),
        entry(None, sgv=102, dateString="2023-11-17T03:32:37+01:00"),
        entry(None, sgv=103, dateString="2023-11-17T03:32:37"),
        entry(1e300, sgv=104),
        entry(1e20, sgv=105, dateString=""),
        entry({}, sgv=106, dateString=[]),
    ]
    rows, tally = read(tmp_path, "nightscout", file(*entries))
    assert [r[1] - AT for r in rows] == [1, -89, 0, -89]
    assert [(r.line, r.code) for r in tally.rejections] == [
        (5, "time-unreadable"), (6, "in-the-future"), (7, "time-unreadable"),
        (8, "time-unreadable"),
    ]  # fmt: skip


def test_what_is_no_entry_is_told_with_its_number(tmp_path):
    rows, tally = read(
        tmp_path, "nightscout", file(entry(), 5, entry(sgv="much"), entry(sgv=[1]), entry(sgv=3000))
    )
    assert len(rows) == 1
    assert [(r.line, r.code) for r in tally.rejections] == [
        (2, "json-no-reading"), (3, "not-a-number"), (4, "not-a-number"), (5, "out-of-range"),
    ]  # fmt: skip


@settings(deadline=None)
@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(["type", "sgv", "mbg", "date", "dateString", "utcOffset", "device"]),
            st.none()
            | st.booleans()
            | st.integers()
            | st.floats()
            | st.text()
            | st.sampled_from(["sgv", "2023-11-17T02:32:37Z", {"$numberLong": "x"}, [], {}]),
        )
    ),
    st.binary(),
)
def test_arbitrary_entries_are_rejected_or_read(tmp_path_factory, entries, more):
    folder = tmp_path_factory.mktemp("nightscout")
    read(folder, "nightscout", json.dumps(entries).encode())
    try:
        read(folder, "nightscout", json.dumps(entries).encode()[:-1] + more)
    except BadFile as refused:
        assert refused.code.startswith("json-")  # noqa: PT017  # either may happen


@pytest.mark.parametrize(
    ("data", "known"),
    [
        (file(entry()), True), (file({"type": "cal", "date": 1, "device": "x"}), True),
        (json.dumps([entry()], indent=2).encode("utf-16"), True),
        (b"[]", False), (b"{}", False), (b"", False), (b"\0", False), (b"[5]", False),
        (b'[{"date": "01/07/19", "weight": 170}]', False),
        (b'[{"type": "cbg", "time": "2015-07-30T04:27:00Z", "deviceId": "x"}]', False),
        (b'"2023-11-17T02:32:37Z",5,6\n', False), (b"Date,Time,sgv\n", False),
    ],
)  # fmt: skip
def test_entries_are_known_by_their_keys(tmp_path, data, known):
    assert nightscout.recognises(head(tmp_path, data)) is known


@pytest.mark.parametrize(
    "wrapped", ['{"status": 200, "result": %s}', '{"result": %s, "status": 200}']
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_what_the_newer_api_wraps_is_read(tmp_path, wrapped, encoding):
    entries = [{"type": "sgv", "sgv": 118 + n, "date": 1_700_188_357_089 + n * 300_000}
               for n in range(3)]  # fmt: skip
    data = (wrapped % json.dumps(entries)).encode(encoding)
    assert nightscout.recognises(head(tmp_path, data))
    rows, _ = read(tmp_path, "nightscout", data)
    assert [row[4] for row in rows] == [118, 119, 120]


def test_a_clock_that_was_never_set_is_no_time(tmp_path):
    rows, tally = read(
        tmp_path, "nightscout",
        file(entry(168_544_902, dateString="1970-01-02T17:49:04.902-05:00"), entry()),
    )  # fmt: skip
    assert len(rows) == 1
    assert [(r.line, r.code) for r in tally.rejections] == [(1, "time-unreadable")]


def test_a_treatment_of_a_database_dump_has_its_time_wrapped(tmp_path):
    told = {"eventType": "Correction Bolus", "insulin": 1.5}
    rows, tally = read(
        tmp_path, "nightscout", file(told | {"created_at": {"$date": "2026-02-13T07:30:00Z"}})
    )
    assert ([(row[0], row[1]) for row in rows], tally.rejected) == (
        [("insulin", 1_770_967_800_000)],
        0,
    )


def test_a_table_whose_cells_are_all_quoted_is_known(tmp_path):
    data = b'"2026-02-13T07:30:00.000Z","1770967800000","104","Flat","xDrip"\n'
    assert nightscout.recognises(head(tmp_path, data))
    rows, _ = read(tmp_path, "nightscout", data)
    assert [(row[1], row[4]) for row in rows] == [(1_770_967_800_000, 104)]
