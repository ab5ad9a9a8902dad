"""Observations of other systems become readings, or are told by what they are."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthdesk.domain.errors import BadFile
from healthdesk.domain.transfers import Answers
from healthdesk.exchange import fhir_in
from healthdesk.exchange.files import Files
from healthdesk.exchange.recognise import Head, find
from tests.exchange.parsed import Parsed, parsed

LOINC = "http://loinc.org"
UCUM = "http://unitsofmeasure.org"
AT = 1_704_178_800_000  # 2024-01-02T08:00:00+01:00


def quantity(value: Any, code: str = "", unit: str = "", **more: Any) -> dict[str, Any]:
    told = {"value": value, "unit": unit or code, **more}
    return {**told, "system": UCUM, "code": code} if code else told


def code(*codes: str) -> dict[str, Any]:
    return {"coding": [{"system": LOINC, "code": one} for one in codes]}


def observation(loinc: str = "29463-7", **more: Any) -> dict[str, Any]:
    told = {
        "resourceType": "Observation", "status": "final", "code": code(loinc),
        "effectiveDateTime": "2024-01-02T08:00:00+01:00", "valueQuantity": quantity(81.4, "kg"),
    }  # fmt: skip
    return {key: value for key, value in (told | more).items() if value is not ...}


def component(loinc: str, value: Any) -> dict[str, Any]:
    return {"code": code(loinc), "valueQuantity": value}


def pressure(**more: Any) -> dict[str, Any]:
    parts = [
        component("8480-6", quantity(128, "mm[Hg]")), component("8462-4", quantity(82, "mm[Hg]")),
    ]  # fmt: skip
    return observation("85354-9", **{"valueQuantity": ..., "component": parts, **more})


def bundle(*resources: dict[str, Any], **more: Any) -> str:
    entries = [{"fullUrl": f"urn:uuid:{n}", "resource": one} for n, one in enumerate(resources)]
    return json.dumps({"resourceType": "Bundle", "type": "collection", "entry": entries} | more)


@pytest.fixture
def read(tmp_path: Path):
    def read_(*resources: dict[str, Any], **options: Any) -> Parsed:
        return parsed(fhir_in.parser, tmp_path / "f.json", bundle(*resources), **options)

    return read_


class TestValues:
    @pytest.mark.parametrize(
        ("loinc", "value", "slug", "expected"),
        [
            ("29463-7", quantity(178, "[lb_av]"), "weight", (178, None, "lb")),
            ("3141-9", quantity(81.4, "kg"), "weight", (81.4, None, "kg")),
            ("8310-5", quantity(98.6, "[degF]"), "body-temperature", (98.6, None, "°F")),
            ("8302-2", quantity(70, "[in_i]"), "height", (70, None, "in")),
            ("8867-4", quantity(61, "/min", "beats/minute"), "heart-rate", (61, None, "bpm")),
            ("9279-1", quantity(14, "/min"), "respiratory-rate", (14, None, "/min")),
            ("15074-8", quantity(6.3, "mmol/L"), "blood-glucose", (6.3, None, "mmol/L")),
            ("41653-7", quantity(110, "mg/dL"), "blood-glucose", (110, None, "mg/dL")),
            ("59261-8", quantity(48, "mmol/mol"), "hba1c", (48, None, "mmol/mol")),
            ("59408-5", quantity(97, "%"), "oxygen-saturation", (97, None, "%")),
            ("55423-8", quantity(4000, "1", "steps"), "steps", (4000, None, "steps")),
            ("55423-8", quantity(4000), "steps", (4000, None, "steps")),
            ("93832-4", quantity(7.5, "h"), "sleep-duration", (7.5, None, "h")),
            ("29463-7", quantity(81.4, "", "kg"), "weight", (81.4, None, "kg")),
        ],
    )
    def test_codes_and_units(self, read, loinc, value, slug, expected):
        found = read(observation(loinc, valueQuantity=value))
        assert found.codes == []
        assert found.values(slug) == [expected]

    def test_the_first_known_code_counts(self, read):
        told = observation(code={"coding": [
            {"system": "http://snomed.info/sct", "code": "27113001"},
            {"system": LOINC, "code": "00000-0"},
            {"system": LOINC, "code": "29463-7"},
        ]})  # fmt: skip
        assert read(told).values("weight") == [(81.4, None, "kg")]

    def test_integer(self, read):
        told = observation("55423-8", valueQuantity=..., valueInteger=4000)
        assert read(told).values("steps") == [(4000, None, "steps")]

    @pytest.mark.parametrize(
        ("comparator", "kept"), [("<", "<"), ("<=", "<"), (">=", ">"), (">", ">")]
    )
    def test_comparator(self, read, comparator, kept):
        value = quantity(40, "mg/dL", comparator=comparator)
        (row,) = read(observation("2339-0", valueQuantity=value)).rows
        assert row[9] == kept

    @pytest.mark.parametrize(
        ("value", "why"),
        [
            (quantity("heavy", "kg"), "not-a-number"),
            (quantity("81", "kg"), "not-a-number"),
            (quantity(None, "kg"), "not-a-number"),
            (quantity(81, "cm"), "unit-unknown"),
            (quantity(81, "kg", comparator="ad"), "comparator-unknown"),
            (quantity(81, "kg", comparator=[]), "comparator-unknown"),
            (quantity(0.1, "kg"), "out-of-range"),
            ("81 kg", "not-a-number"),
        ],
    )
    def test_rejected(self, read, value, why):
        found = read(observation(valueQuantity=value))
        assert (found.codes, found.rows) == ([why], [])

    def test_without_a_unit_it_is_asked(self, read):
        told = observation(valueQuantity=quantity(178))
        (question,) = read(told).tally.questions
        assert (question.kind, question.subject) == ("unit", "weight")
        answered = read(told, answers=Answers(units={"weight": "lb"}))
        assert answered.values("weight") == [(178, None, "lb")]


class TestOtherSystems:
    """What hospitals, phones and personal devices write instead of LOINC and plain UCUM."""

    @pytest.mark.parametrize(
        ("coding", "slug"),
        [
            ({"system": "http://snomed.info/sct", "code": "364075005"}, "heart-rate"),
            ({"system": "urn:iso:std:iso:11073:10101", "code": "149530"}, "heart-rate"),
            ({"system": "urn:oid:2.16.840.1.113883.6.1", "code": "8867-4"}, "heart-rate"),
            ({"code": "8867-4"}, "heart-rate"),
        ],
    )
    def test_codes(self, read, coding, slug):
        told = observation(code={"coding": [coding]}, valueQuantity=quantity(61, "/min", "bpm"))
        assert read(told).values(slug) == [(61, None, "bpm")]

    def test_what_a_meter_measures_to_check_itself_is_no_glucose(self, read):
        coding = {"system": "urn:iso:std:iso:11073:10101", "code": "160208"}
        told = observation(code={"coding": [coding]}, valueQuantity=quantity(99, "mg/dL"))
        assert read(told).tally.ignored == {"urn:iso:std:iso:11073:10101|160208": 1}

    def test_another_vocabularys_number_is_not_taken_for_ours(self, read):
        told = observation(code={"coding": [{"system": "urn:x", "code": "8867-4"}]})
        assert read(told).rows == []

    @pytest.mark.parametrize("systems", ["http://snomed.info/sct", "urn:iso:std:iso:11073:10101"])
    def test_a_pressure_of_other_systems(self, read, systems):
        names = {
            "http://snomed.info/sct": ("75367002", "271649006", "271650006"),
            "urn:iso:std:iso:11073:10101": ("150020", "150021", "150022"),
        }[systems]
        whole, high, low = ({"coding": [{"system": systems, "code": one}]} for one in names)
        parts = [
            {"code": high, "valueQuantity": quantity(128, "mm[Hg]")},
            {"code": low, "valueQuantity": quantity(82, "mm[Hg]")},
        ]
        found = read(pressure(code=whole, component=parts))
        assert found.values("blood-pressure") == [(128, 82, "mmHg")]
        assert found.tally.read == 1

    @pytest.mark.parametrize(
        ("loinc", "told", "expected"),
        [
            ("8867-4", quantity(93, "{Beats}/min", "bpm"), (93, None, "bpm")),
            ("8867-4", quantity(72, "/min{beats}", "heart beats"), (72, None, "bpm")),
            ("9279-1", quantity(16, "{Breaths}/min", "br/min"), (16, None, "/min")),
            ("2708-6", quantity(96, "%{HemoglobinSaturation}"), (96, None, "%")),
            ("4548-4", quantity(6.1, "%{HbA1C}", "% of total"), (6.1, None, "%")),
            ("41950-7", quantity(9000, "{steps}/d", "steps/day"), (9000, None, "steps")),
            ("8302-2", quantity(66.9, "[in_us]", "in"), (66.9, None, "in")),
            ("93832-4", quantity(27000, "s"), (450, None, "min")),
            ("29463-7", quantity(112, "[oz_av]", "oz"), (3.17514659, None, "kg")),
            ("2708-6", quantity(0.97, "1"), (97, None, "%")),
            ("4548-4", {"value": 6.1, "unit": "% of total Hgb"}, (6.1, None, "%")),
        ],
    )
    def test_units(self, read, loinc, told, expected):
        assert read(observation(loinc, valueQuantity=told)).rows[0][4:7] == expected

    @pytest.mark.parametrize("unit", ["kg", "{score}", "/d"])
    def test_units_of_another_quantity(self, read, unit):
        told = observation("2708-6", valueQuantity=quantity(0.94, unit, "x"))
        assert read(told).codes == ["unit-unknown"]


class TestBloodPressure:
    def test_sitting_and_standing_belong_together_as_they_were_taken(self, read):
        parts = [
            component("8459-0", quantity(130, "mm[Hg]")),
            component("8460-8", quantity(120, "mm[Hg]")),
            component("8454-1", quantity(70, "mm[Hg]")),
            component("8453-3", quantity(80, "mm[Hg]")),
        ]
        found = read(pressure(component=parts))
        assert found.values("blood-pressure") == [(130, 80, "mmHg"), (120, 70, "mmHg")]

    def test_none_of_several_of_one_kind_is_lost(self, read):
        parts = [*pressure()["component"], *pressure()["component"][:1]]
        found = read(pressure(component=parts))
        assert found.values("blood-pressure") == [(128, 82, "mmHg")]
        assert found.codes == ["half-a-pressure"]

    def test_a_code_beside_that_of_systolic_does_not_hide_it(self, read):
        parts = [
            {"code": code("8480-6", "8716-3"), "valueQuantity": quantity(128, "mm[Hg]")},
            {"code": code("8462-4", "8716-3"), "valueQuantity": quantity(82, "mm[Hg]")},
        ]
        assert read(pressure(component=parts)).values("blood-pressure") == [(128, 82, "mmHg")]

    def test_a_component_that_may_be_wrong_is_not_read(self, read):
        high, low = pressure()["component"]
        found = read(pressure(component=[high, low | {"modifierExtension": [{"url": "urn:not"}]}]))
        assert (found.rows, found.codes) == ([], ["half-a-pressure"])
        assert found.tally.ignored == {"modifierExtension": 1}

    def test_what_is_not_kept_of_a_panel_is_counted(self, read):
        mean = component("8478-0", quantity(97, "mm[Hg]"))
        found = read(pressure(component=[*pressure()["component"], mean]))
        assert found.values("blood-pressure") == [(128, 82, "mmHg")]
        assert found.tally.ignored == {"http://loinc.org|8478-0": 1}

    def test_a_panel_with_nothing_known_in_it_is_counted(self, read):
        found = read(pressure(component=[component("8478-0", quantity(97, "mm[Hg]"))]))
        assert found.tally.ignored == {"http://loinc.org|85354-9": 1}

    def test_panel(self, read):
        assert read(pressure()).values("blood-pressure") == [(128, 82, "mmHg")]

    def test_any_panel_and_a_pulse_in_it(self, read):
        parts = [*pressure()["component"], component("8867-4", quantity(71, "/min"))]
        found = read(pressure(code=code("55284-4"), component=parts))
        assert found.values("blood-pressure") == [(128, 82, "mmHg")]
        assert found.values("heart-rate") == [(71, None, "/min")]
        assert found.tally.read == 2

    def test_half_of_it_is_rejected(self, read):
        found = read(pressure(component=pressure()["component"][:1]))
        assert found.codes == ["half-a-pressure"]

    def test_two_observations_of_one_time_are_one(self, read):
        halves = [
            observation("8462-4", valueQuantity=quantity(82, "mm[Hg]")),
            observation("8480-6", valueQuantity=quantity(17.1, "kPa")),
        ]
        ((first, second, unit),) = read(*halves).values("blood-pressure")
        assert (first, unit) == (17.1, "kPa")
        assert second == pytest.approx(10.93, abs=0.01)

    def test_halves_of_two_times_are_none(self, read):
        later = observation(
            "8462-4", valueQuantity=quantity(82, "mm[Hg]"),
            effectiveDateTime="2024-01-02T09:00:00+01:00",
        )  # fmt: skip
        found = read(observation("8480-6", valueQuantity=quantity(128, "mm[Hg]")), later)
        assert found.codes == ["half-a-pressure"] * 2

    def test_units_of_another_quantity_are_rejected(self, read):
        parts = [component("8480-6", quantity(128, "kg")), pressure()["component"][1]]
        assert read(pressure(component=parts)).codes == ["unit-unknown"]


class TestTimes:
    def when(self, found: Parsed) -> tuple[int, int, int]:
        (row,) = found.rows
        return row[1] - AT, row[2], row[3] - AT

    @pytest.mark.parametrize(
        ("told", "expected"),
        [
            ({"effectiveDateTime": "2024-01-02T08:00:00.25+01:00"}, (250, 60, 250)),
            ({"effectiveDateTime": "2024-01-02T07:00:00Z"}, (0, 0, 0)),
            ({"effectiveDateTime": "2024-01-02T08:00:00"}, (0, 60, 0)),
            ({"effectiveDateTime": "2024-01-02"}, (4 * 3_600_000, 60, 4 * 3_600_000)),
            ({"effectiveInstant": "2024-01-02T08:00:00+01:00"}, (0, 60, 0)),
            ({"effectiveTiming": {"event": ["2024-01-02T08:00:00+01:00"]}}, (0, 60, 0)),
            ({"effectivePeriod": {"start": "2024-01-02T08:00:00+01:00"}}, (0, 60, 0)),
            ({"effectivePeriod": {"start": "2024-01-02T08:00:00+01:00",
                                  "end": "2024-01-02T08:30:00+01:00"}}, (0, 60, 1_800_000)),
            ({"effectivePeriod": {"start": "2024-01-02", "end": "2024-01-02"}},
             (-8 * 3_600_000, 60, 16 * 3_600_000)),
        ],
    )  # fmt: skip
    def test_read(self, read, told, expected):
        found = read(observation(**({"effectiveDateTime": ...} | told)), zone="Europe/Berlin")
        assert self.when(found) == expected

    def test_what_is_read_in_a_zone_is_told(self, read):
        found = read(observation(effectiveDateTime="2024-01-02"), zone="Europe/Berlin")
        assert found.tally.time_zone == "Europe/Berlin"
        assert [warning.code for warning in found.tally.warnings] == ["fhir-date-only"]
        assert read(observation()).tally.time_zone == ""

    @pytest.mark.parametrize(
        ("told", "why"),
        [
            ({}, "time-missing"),
            ({"effectiveDateTime": "2024"}, "time-unreadable"),
            ({"effectiveDateTime": "2024-01"}, "time-unreadable"),
            ({"effectiveDateTime": "2024-13-02"}, "time-unreadable"),
            ({"effectiveDateTime": "soon"}, "time-unreadable"),
            ({"effectiveDateTime": 2024}, "time-unreadable"),
            ({"effectivePeriod": {}}, "time-missing"),
            ({"effectivePeriod": {"start": "2024-01-02", "end": "9999-12-31"}}, "time-unreadable"),
            ({"effectiveTiming": {"repeat": {}}}, "time-missing"),
        ],
    )
    def test_rejected(self, read, told, why):
        assert read(observation(**({"effectiveDateTime": ...} | told))).codes == [why]

    def test_a_panel_without_a_time_is_rejected_once(self, read):
        assert read(pressure(effectiveDateTime=...)).codes == ["time-missing"]


class TestIgnored:
    @pytest.mark.parametrize(
        ("told", "kind"),
        [
            (observation("718-7"), "http://loinc.org|718-7"),
            (observation(code={"text": "weight of the dog"}), "weight of the dog"),
            (observation(code={}), "Observation"),
            (
                observation("2344-0", category=[{"coding": [{"code": "laboratory"}]}]),
                "http://loinc.org|2344-0",
            ),
            (observation(valueQuantity=..., valueString="1,234"), "valueString"),
            (observation(status="entered-in-error"), "entered-in-error"),
            (observation(status="cancelled"), "cancelled"),
            (observation(valueQuantity=..., valueString="heavy"), "valueString"),
            (observation(valueQuantity=..., dataAbsentReason={"text": "?"}), "dataAbsentReason"),
            (observation(modifierExtension=[{"url": "urn:not"}]), "modifierExtension"),
            (observation("39156-5", valueQuantity=quantity(24, "kg/m2")), "bmi"),
            ({"resourceType": "Condition"}, "Condition"),
        ],
    )
    def test_counted_by_what_it_is(self, read, told, kind):
        found = read(told)
        assert (found.rows, found.tally.read) == ([], 0)
        assert found.tally.ignored == {kind: 1}

    def test_a_component_without_a_value(self, read):
        parts = [*pressure()["component"],
                 {"code": code("8867-4"), "dataAbsentReason": {"text": "?"}}]  # fmt: skip
        found = read(pressure(component=parts))
        assert len(found.rows) == 1
        assert found.tally.ignored == {"dataAbsentReason": 1}


class TestWho:
    ADA = {"resourceType": "Patient", "id": "p1", "name": [{"given": ["Ada"], "family": "L"}]}  # noqa: RUF012
    BEN = {"resourceType": "Patient", "id": "p2", "name": [{"text": "Ben"}]}  # noqa: RUF012

    def test_persons_by_the_patients_names_wherever_they_stand(self, read):
        found = read(
            observation(subject={"reference": "Patient/p1"}),
            observation(subject={"reference": "http://server/fhir/Patient/p2"}),
            observation(subject={"reference": "urn:uuid:4"}),
            self.ADA,
            self.BEN,
        )
        assert [extra[1] for extra in found.extras] == ["Ada L", "Ben", "Ben"]
        assert found.tally.persons == {"Ada L": 1, "Ben": 2}

    @pytest.mark.parametrize(
        ("births", "expected"),
        [
            (("1970-01-01", "1999-12-31"), ["Ben (1970-01-01)", "Ben (1999-12-31)"]),
            (("1970-01-01", "1970-01-01"), ["Ben (a)", "Ben (b)"]),
            (("1970-01-01", None), ["Ben (1970-01-01)", "Ben (b)"]),
        ],
    )
    def test_patients_of_one_name_are_told_apart(self, read, births, expected):
        patients = [
            self.BEN | {"id": one, "birthDate": born}
            for one, born in zip("ab", births, strict=True)
        ]
        told = [observation(subject={"reference": f"Patient/{one}"}) for one in "ab"]
        assert [extra[1] for extra in read(*told, *patients, patients[0]).extras] == expected

    def test_contained_patients_of_one_id_are_two(self, read):
        told = [
            observation(subject={"reference": "#p"}, contained=[patient | {"id": "p"}])
            for patient in (self.ADA, self.BEN)
        ]
        assert [extra[1] for extra in read(*told).extras] == ["Ada L", "Ben"]

    def test_a_version_of_a_patient_is_the_patient(self, read):
        told = observation(subject={"reference": "http://server/fhir/Patient/p1/_history/3"})
        assert read(told, self.ADA).extras[0][1] == "Ada L"

    def test_patients_by_a_number_alone_are_told_apart(self, read):
        told = [observation(subject={"identifier": {"value": one}}) for one in ("77", "78")]
        assert read(*told).tally.persons == {"77": 1, "78": 1}

    def test_nobody_knows_the_patient(self, read):
        found = read(observation(subject={"reference": "Patient/p9"}))
        assert found.extras[0][1] == "Patient/p9"

    @pytest.mark.parametrize(
        ("told", "source"),
        [
            ({}, "FHIR"),
            ({"device": {"display": "Cuff"}}, "Cuff"),
            ({"device": {"reference": "Device/d1"}}, "Acme 7"),
            ({"device": {"reference": "#d"}, "contained": [
                {"resourceType": "Device", "id": "d", "deviceName": [{"name": "Scale"}]}]},
             "Scale"),
            ({"performer": [{"display": "Dr. B"}]}, "Dr. B"),
            ({"performer": [{"reference": "Practitioner/1"}]}, "FHIR"),
            ({"performer": [{"reference": "Patient/p1"}], "subject": {"reference": "Patient/p1"}},
             "manual"),
            ({"device": {"display": "x" * 999}}, "x" * 200),
        ],
    )  # fmt: skip
    def test_source(self, read, told, source):
        device = {"resourceType": "Device", "id": "d1", "manufacturer": "Acme", "modelNumber": "7"}
        assert read(observation(**told), device).rows[0][10] == source


class TestLayouts:
    def read(self, folder: Path, text: str | bytes) -> Parsed:
        return parsed(fhir_in.parser, folder / "f", text)

    def test_one_a_line(self, tmp_path: Path):
        lines = [observation(), pressure(), {"resourceType": "Patient", "id": "p"}]
        assert len(self.read(tmp_path, "\n".join(map(json.dumps, lines)) + "\n").rows) == 2

    def test_a_list_and_one_alone(self, tmp_path: Path):
        assert len(self.read(tmp_path, json.dumps([observation(), pressure()])).rows) == 2
        assert len(self.read(tmp_path, json.dumps(observation(), indent=2)).rows) == 1

    def test_a_bundle_whose_keys_come_in_another_order(self, tmp_path: Path):
        whole = json.loads(bundle(observation(), pressure()))
        turned = {"entry": whole["entry"], "resourceType": "Bundle"}
        assert len(self.read(tmp_path, json.dumps(turned)).rows) == 2

    def test_bundles_one_a_line(self, tmp_path: Path):
        assert len(self.read(tmp_path, bundle(observation()) + "\n" + bundle(pressure())).rows) == 2

    @pytest.mark.parametrize("kind", ["List", "Composition"])
    def test_entries_of_other_resources_do_not_hide_what_follows(self, tmp_path: Path, kind):
        other = {"entry": [{"item": {"reference": "Observation/1"}}], "resourceType": kind}
        found = self.read(tmp_path, "\n".join(map(json.dumps, [other, observation()])))
        assert (len(found.rows), found.tally.ignored) == (1, {kind: 1})

    def test_bundles_inside_of_others(self, tmp_path: Path):
        inner = json.loads(bundle(observation()))
        assert len(self.read(tmp_path, bundle(inner, pressure())).rows) == 2
        told = {"resourceType": "Parameters", "parameter": [{"name": "return", "resource": inner}]}
        assert len(self.read(tmp_path, json.dumps(told)).rows) == 1

    def test_observations_inside_a_report_are_of_its_patient(self, tmp_path: Path):
        report = {
            "resourceType": "DiagnosticReport", "subject": {"display": "Ada"},
            "contained": [observation(subject=...), {"resourceType": "Practitioner"}],
        }  # fmt: skip
        found = self.read(tmp_path, json.dumps(report))
        assert [extra[1] for extra in found.extras] == ["Ada"]
        assert found.tally.ignored == {"DiagnosticReport": 1}

    def test_utf16(self, tmp_path: Path):
        assert len(self.read(tmp_path, bundle(observation()).encode("utf-16")).rows) == 1

    @pytest.mark.parametrize("text", ['{"resourceType":"Bundle","entry":[{', "[" * 5000, "{]"])
    def test_no_json_is_refused(self, tmp_path: Path, text):
        with pytest.raises(BadFile):
            self.read(tmp_path, text)

    @given(rest=st.binary(max_size=200))
    def test_whatever_follows_is_refused_or_told(self, tmp_path_factory, rest):
        begin = bundle(observation(), pressure())[:-2].encode()
        try:
            self.read(tmp_path_factory.mktemp("fhir"), begin + rest)
        except BadFile:
            return

    @given(
        data=st.recursive(
            st.none() | st.booleans() | st.floats() | st.text(max_size=5),
            lambda inside: st.lists(inside, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    ("code", "coding", "system", "valueQuantity", "component", "effectivePeriod",
                     "start", "subject", "reference", "performer", "device", "note", "text",
                     "meta", "tag", "identifier", "value", "unit", "comparator", "contained",
                     "extension", "url", "effectiveTiming", "event", "status")
                ),
                inside, max_size=6,
            ),
            max_leaves=15,
        ),
        key=st.sampled_from(
            ("code", "valueQuantity", "component", "effectivePeriod", "subject", "performer",
             "device", "note", "meta", "identifier", "contained", "extension", "status",
             "valueInteger", "effectiveDateTime", "effectiveTiming", "valueCodeableConcept")
        ),
    )  # fmt: skip
    def test_any_shape_is_rejected_or_ignored(self, tmp_path_factory, data, key):
        told = observation(**{key: data})
        self.read(tmp_path_factory.mktemp("fhir"), bundle(told, pressure(**{key: data})))


class TestRecognition:
    @pytest.mark.parametrize(
        "text", [bundle(observation()), json.dumps(observation()), json.dumps([observation()])]
    )
    def test_ours(self, tmp_path: Path, text):
        (tmp_path / "download").write_text(text)
        (found,) = find(tmp_path / "download", tmp_path)
        assert found.format == "fhir"

    @pytest.mark.parametrize(
        "text",
        ["", "{}", '[{"sgv": 118}]', '{"format": "healthdesk"}', '<a b="resourceType"/>',
         '{"resourceType": "Recipe"}'],
    )  # fmt: skip
    def test_others(self, tmp_path: Path, text):
        (tmp_path / "f").write_text(text)
        assert not fhir_in.recognises(Head("f", text.encode(), Files(tmp_path / "f")))


class TestWritten:
    """Values and names in words, as hand-made and older systems have them."""

    @pytest.mark.parametrize(
        ("loinc", "written", "expected"),
        [
            ("29463-7", "81.4 kg", (81.4, None, "kg")),
            ("29463-7", "180 lbs", (180, None, "lb")),
            ("8867-4", "66", (66, None, "bpm")),
            ("55284-4", "120/80", (120, 80, "mmHg")),
            ("85354-9", " 16,1 / 10,7 kPa", (16.1, 10.7, "kPa")),
        ],
    )
    def test_a_text_that_is_a_number(self, read, loinc, written, expected):
        told = observation(loinc, valueQuantity=..., valueString=written)
        assert read(told).rows[0][4:7] == expected

    def test_a_text_beyond_what_was_measured(self, read):
        told = observation("2339-0", valueQuantity=..., valueString="<40 mg/dL")
        row = read(told).rows[0]
        assert (row[4], row[9]) == (40, "<")

    def test_a_text_in_an_unknown_unit(self, read):
        told = observation("29463-7", valueQuantity=..., valueString="81.4 kilofrogs")
        assert read(told).codes == ["unit-unknown"]

    def test_names_of_types_without_a_code(self, read):
        first = {"code": {"text": "Systolic"}, "valueQuantity": quantity(120, "mm[Hg]")}
        second = {"code": {"text": "Diastolic BP"}, "valueQuantity": quantity(80, "mm[Hg]")}
        found = read(
            observation(code={"text": "Body Weight"}),
            pressure(component=[first, second]),
        )
        assert [(row[0], row[5]) for row in found.rows] == [
            ("weight", None),
            ("blood-pressure", 80),
        ]

    @pytest.mark.parametrize("loinc", ["14745-4", "2344-0", "39480-9", "51596-5", "14770-2"])
    def test_sugar_under_other_codes(self, read, loinc):
        told = observation(loinc, valueQuantity=quantity(5.6, "mmol/L"))
        assert [(row[0], row[4], row[6]) for row in read(told).rows] == [
            ("blood-glucose", 5.6, "mmol/L")
        ]
