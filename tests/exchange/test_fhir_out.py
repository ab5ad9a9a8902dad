"""Bundles are FHIR R4B: in their structure, their value sets and their codes."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from healthdesk.domain.records import Person, Record
from healthdesk.exchange import fhir_in, fhir_out
from healthdesk.exchange.fhir_check import FhirCheck
from tests.exchange.parsed import parsed
from tests.exchange.stored_records import PERSONS, TYPES, stored

LB_AV = "[lb_av]"


def written(
    records: list[Record], persons: dict[int, Person] = PERSONS
) -> tuple[dict[str, Any], bytes, FhirCheck]:
    out, check = io.BytesIO(), FhirCheck()
    count = fhir_out.write(out, records, persons, TYPES, lambda kind: kind.slug.title(), check)
    assert count == len(records)
    return json.loads(out.getvalue()), out.getvalue(), check


def record(**more: Any) -> Record:
    told: dict[str, Any] = {
        "id": 1, "uid": bytes(15) + b"\7", "person_id": 1, "type_id": 1, "type": "weight",
        "value": 178.0, "value2": None, "unit": "lb", "canonical": 80.7, "canonical2": 0.0,
        "recorded_at": 1_704_178_800_250, "offset": 60, "ended_at": None, "comparator": "",
        "note": "", "tags": (), "source": "manual", "import_id": None, "created_at": 0,
        "updated_at": 0, "deleted_at": None,
    }  # fmt: skip
    return Record(**(told | more))


def observation(**more: Any) -> dict[str, Any]:
    bundle, _, check = written([record(**more)])
    assert check.problems == []
    return dict(bundle["entry"][-1]["resource"])


class TestObservation:
    def test_a_weight_in_pounds(self):
        told = observation(note="light", tags=("home",))
        assert told["status"] == "final"
        assert told["category"][0]["coding"][0]["code"] == "vital-signs"
        assert told["code"]["coding"][0] == {"system": "http://loinc.org", "code": "29463-7"}
        assert told["code"]["coding"][1]["code"] == "weight"
        assert told["effectiveDateTime"] == "2024-01-02T08:00:00.250+01:00"
        assert told["valueQuantity"] == {
            "value": 178, "unit": "lb", "system": "http://unitsofmeasure.org", "code": LB_AV,
        }  # fmt: skip
        assert told["identifier"][0]["value"] == "urn:uuid:00000000-0000-0000-0000-000000000007"
        assert told["performer"] == [told["subject"]]
        assert told["note"] == [{"text": "light"}]
        assert told["meta"]["tag"][0]["code"] == "home"
        assert "device" not in told

    def test_a_blood_pressure_is_a_panel_with_components(self):
        told = observation(
            type="blood-pressure", value=128.0, value2=82.0, unit="mmHg", source="Cuff"
        )
        assert told["code"]["coding"][0]["code"] == "85354-9"
        assert "valueQuantity" not in told
        assert [
            (part["code"]["coding"][0]["code"], part["valueQuantity"]["value"],
             part["valueQuantity"]["code"])
            for part in told["component"]
        ] == [("8480-6", 128, "mm[Hg]"), ("8462-4", 82, "mm[Hg]")]  # fmt: skip
        assert told["device"] == {"display": "Cuff"}
        assert "performer" not in told

    @pytest.mark.parametrize(
        ("slug", "unit", "codes"),
        [
            ("blood-glucose", "mg/dL", ["2339-0"]),
            ("blood-glucose", "mmol/L", ["15074-8"]),
            ("hba1c", "mmol/mol", ["59261-8"]),
            ("oxygen-saturation", "%", ["2708-6", "59408-5"]),
            ("mood", "points", []),
        ],
    )
    def test_codes_fit_type_and_unit(self, slug, unit, codes):
        told = observation(type=slug, unit=unit, value=50.0)
        loinc = [c["code"] for c in told["code"]["coding"] if c["system"] == "http://loinc.org"]
        assert loinc == codes

    def test_an_interval_is_a_period(self):
        told = observation(type="steps", unit="steps", ended_at=1_704_182_400_250)
        assert told["effectivePeriod"] == {
            "start": "2024-01-02T08:00:00.250+01:00", "end": "2024-01-02T09:00:00.250+01:00",
        }  # fmt: skip
        assert "effectiveDateTime" not in told

    def test_a_value_beyond_the_device_has_a_comparator(self):
        told = observation(type="blood-glucose", unit="mg/dL", value=400.0, comparator=">")
        assert told["valueQuantity"]["comparator"] == ">"

    def test_what_is_in_the_bin_is_entered_in_error(self):
        told = observation(deleted_at=1_704_200_000_000)
        assert told["status"] == "entered-in-error"
        assert told["extension"][0]["valueInstant"] == "2024-01-02T12:53:20+00:00"

    def test_a_unit_of_ones_own_has_no_code(self):
        assert observation(type="puffs", unit="puffs")["valueQuantity"] == {
            "value": 178, "unit": "puffs",
        }  # fmt: skip


def test_patient():
    bundle, _, _ = written([])
    ada, ben = (entry["resource"] for entry in bundle["entry"])
    assert ada["name"] == [{"text": "Ada"}]
    assert "gender" not in ada
    assert (ben["gender"], ben["birthDate"]) == ("male", "1990-02-03")


def test_nothing_at_all_is_a_bundle_without_an_empty_list():
    bundle, _, _ = written([], {})
    assert bundle == {"resourceType": "Bundle", "type": "collection"}


def _stored() -> st.SearchStrategy[list[Record]]:
    return st.lists(stored(), max_size=4, unique_by=lambda row: row.uid)


@given(records=_stored())
@hypothesis_settings(max_examples=60)
def test_bundles_are_valid_r4b(records):
    from fhir.resources.R4B.bundle import Bundle

    bundle, _, check = written(records)
    assert check.problems == []
    Bundle.model_validate(bundle)


@given(records=_stored())
def test_what_is_written_is_read_back_whole(tmp_path_factory, records):
    _, data, _ = written(records)
    path = tmp_path_factory.mktemp("fhir") / "bundle.json"
    found = parsed(fhir_in.parser, path, data, types=tuple(TYPES))
    assert found.codes == []
    told = [
        (e[0], e[1], r[0], r[1], r[2], None if r[3] == r[1] else r[3], r[4], r[5], r[6], r[9],
         r[10], r[11], e[2], e[3])
        for r, e in zip(found.rows, found.extras, strict=True)
    ]  # fmt: skip
    assert told == [
        (r.uid, PERSONS[r.person_id].name, r.type, r.recorded_at, r.offset, r.ended_at,
         r.value, r.value2, r.unit, r.comparator, r.source, r.note, r.tags, r.deleted_at)
        for r in records
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"status": "bogus"}, "status"),
        ({"category": [{"coding": [{"system": "urn:x", "code": "vital-signs"}]}]}, "category"),
        ({"effectiveDateTime": "2024-01-02"}, "effective"),
        ({"effectiveDateTime": "2024-01-02T08:00:00+15:00"}, "effective"),
        ({"subject": {"reference": "urn:uuid:nobody"}}, "subject"),
        ({"code": {"coding": [{"system": "http://loinc.org", "code": "29463-6"}]}}, "29463-6"),
        ({"valueQuantity": {"value": 1, "unit": "kg", "system": "http://unitsofmeasure.org",
                            "code": "kilo"}}, "kilo"),
        ({"valueQuantity": {"value": 1, "comparator": "~"}}, "comparator"),
        ({"triggeredBy": []}, "element triggeredBy"),
        ({"resourceType": "Questionnaire"}, "resourceType"),
        ({"id": "not an id"}, "id"),
    ],
)  # fmt: skip
def test_check_finds_what_validators_pass_over(change, problem):
    check = FhirCheck()
    check(fhir_out.patient(PERSONS[1]))
    good = fhir_out.observation(record(), TYPES["weight"], PERSONS[1], "Weight")
    check(good)
    assert check.problems == []
    check(good | change)
    assert len(check.problems) == 1
    assert problem in check.problems[0]


def test_check_looks_at_patients_too():
    check = FhirCheck()
    check(fhir_out.patient(replace(PERSONS[2], birth_date="1990")))
    check(fhir_out.patient(PERSONS[2]) | {"gender": "m"})
    assert [problem.split(": ")[1] for problem in check.problems] == ["birthDate", "gender"]
