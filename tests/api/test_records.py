"""Readings over HTTP: the same as by any other way."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from healthdesk.domain.accounts import OWNER
from healthdesk.domain.events import RecordsChanged
from tests.api.conftest import Served, refused
from tests.cli.test_readings import RECORD_KEYS
from tests.opened import listening, weight

RECORDS = "/api/health/records"


class TestPosted:
    def test_reading_is_the_one_the_journal_has(self, served: Served):
        record = served.weight(
            81.4, recorded_at="2026-05-12T08:00:00+02:00", note="after breakfast", tags=["home"]
        )
        assert set(record) == set(RECORD_KEYS)
        stored = served.app.journal.get(OWNER, record["uid"])
        assert (stored.value, stored.unit, stored.offset) == (81.4, "kg", 120)
        assert (stored.note, stored.tags, stored.source) == (
            "after breakfast", ("home",), "manual",
        )  # fmt: skip
        assert record["recorded_at"] == "2026-05-12T08:00:00+02:00"

    def test_answer_tells_where_it_is(self, served: Served):
        answer = served.client.post(RECORDS, json={"type_id": 1, "value": 80})
        assert answer.status_code == 201
        assert served.client.get(answer.headers["location"]).json() == answer.json()

    def test_time_without_an_offset_is_the_persons(self, served: Served):
        ben = served.app.journal.add_person(OWNER, "Ben", time_zone="America/New_York")[0]
        record = served.weight(80, user_id=ben.id, recorded_at="2026-07-01T08:00:00")
        assert record["user_id"] == ben.id
        assert record["recorded_at"] == "2026-07-01T08:00:00-04:00"

    def test_without_a_time_it_is_now(self, served: Served):
        begun = dt.datetime.now(dt.UTC)
        at = dt.datetime.fromisoformat(served.weight()["recorded_at"])
        assert begun - dt.timedelta(seconds=1) <= at <= dt.datetime.now(dt.UTC)

    @pytest.mark.parametrize(
        "values",
        [
            {"value": 128, "value2": 82},
            {"components": [{"type": "diastolic", "value": 82},
                            {"type": "systolic", "value": 128}]},
            {"components": [{"type": "systolic", "value": 128, "unit": "mmHg"},
                            {"type": "diastolic", "value": 82, "unit": "mmHg"}]},
        ],
    )  # fmt: skip
    def test_pressure_by_values_or_by_parts(self, served: Served, values: dict[str, Any]):
        answer = served.client.post(RECORDS, json={"type": "blood-pressure", **values})
        record = answer.json()
        assert (record["value"], record["value2"], record["unit"]) == (128, 82, "mmHg")
        assert record["components"] == [
            {"type": "systolic", "value": 128, "unit": "mmHg"},
            {"type": "diastolic", "value": 82, "unit": "mmHg"},
        ]

    @pytest.mark.parametrize(
        ("body", "fields"),
        [
            ({"value": 80}, {"type"}),
            ({"type": "weight"}, {"value"}),
            ({"type": "weight", "value": None}, {"value"}),
            ({"type": "weight", "value": "80"}, {"value"}),
            ({"type": "weight", "value": True}, {"value"}),
            ({"type": "weight", "value": 1e400}, {"value"}),
            ({"type": "weight", "value": 10**400}, {"value"}),
            ({"type": "weight", "value": 10**30}, {"value"}),
            ({"type": "weight", "value": 80, "foo": 1, "bar": 2}, {"foo", "bar"}),
            ({"type": "no-such", "value": 80}, {"type"}),
            ({"type": "weight", "type_id": 2, "value": 80}, {"type_id"}),
            ({"type_id": 10**30, "value": 80}, {"type_id"}),
            ({"type": "weight", "value": 80, "unit": "mmHg"}, {"unit"}),
            ({"type": "weight", "value": 80, "recorded_at": "yesterday"}, {"recorded_at"}),
            ({"type": "weight", "value": 80, "recorded_at": "2999-01-01T00:00:00Z"},
             {"recorded_at"}),
            ({"type": "weight", "value": 80, "tags": ["two words"]}, {"tags"}),
            ({"type": "weight", "value": 80, "note": "\ud800"}, {"note"}),
            ({"type": "weight", "value": 80, "note": "x" * 10_001}, {"note"}),
            ({"type": "blood-pressure", "value": 128}, {"value2"}),
            ({"type": "blood-pressure", "components": [{"type": "systolic", "value": 128}]},
             {"components"}),
            ({"type": "blood-pressure", "value": 120,
              "components": [{"type": "systolic", "value": 128},
                             {"type": "diastolic", "value": 82}]}, {"components"}),
            ([], {"body"}),
            ("text", {"body"}),
        ],
    )  # fmt: skip
    def test_wrong_fields_are_named_and_nothing_is_stored(
        self, served: Served, body: Any, fields: set[str]
    ):
        import json

        text = json.dumps(body).replace("Infinity", "1e400")
        answer = served.client.post(
            RECORDS, content=text, headers={"Content-Type": "application/json"}
        )
        refused(answer, 422, "VALIDATION_ERROR", *fields)
        assert served.client.get(RECORDS).json()["pagination"]["total"] == 0

    def test_unknown_person_is_not_there(self, served: Served):
        answer = served.client.post(RECORDS, json={"type": "weight", "value": 80, "user_id": 77})
        refused(answer, 404, "NOT_FOUND")

    def test_event_goes_out_as_for_a_typed_one(self, served: Served):
        with listening(served.app) as heard:
            record = served.weight(recorded_at="2026-05-12T08:00:00Z")
        (event,) = [each for each in heard if isinstance(each, RecordsChanged)]
        assert (event.person_id, event.types, event.kind) == (
            record["user_id"], frozenset({"weight"}), "add",
        )  # fmt: skip


class TestListed:
    def test_pages_newest_first(self, served: Served):
        for day in range(1, 6):
            served.weight(80 + day, recorded_at=f"2026-05-0{day}T08:00:00Z")
        page = served.client.get(RECORDS, params={"limit": 2, "offset": 1}).json()
        assert [one["value"] for one in page["data"]] == [84, 83]
        assert page["pagination"] == {"total": 5, "limit": 2, "offset": 1, "has_more": True}
        last = served.client.get(RECORDS, params={"limit": 2, "offset": 4}).json()
        assert last["pagination"]["has_more"] is False

    def test_bounds_are_days_included_or_instants_with_the_end_left_out(self, served: Served):
        for day in (1, 2, 3):
            served.weight(80 + day, recorded_at=f"2026-05-0{day}T08:00:00Z")

        def values(**params: str) -> list[float]:
            answer = served.client.get(RECORDS, params=params)
            return [one["value"] for one in answer.json()["data"]]

        assert values(start_date="2026-05-02", end_date="2026-05-03") == [83, 82]
        assert values(end_date="2026-05-02T08:00:00+00:00") == [81]
        assert values(start_date="2026-05-02T08:00:00+00:00") == [83, 82]

    def test_what_is_asked_again_is_as_it_is_by_then(self, served: Served, make_app):
        """Whoever wrote meanwhile."""
        assert served.client.get(RECORDS).json()["pagination"]["total"] == 0
        path = f"{RECORDS}/{served.weight()['id']}"
        assert [one["value"] for one in served.client.get(RECORDS).json()["data"]] == [81.4]
        served.client.patch(path, json={"value": 80})
        assert [one["value"] for one in served.client.get(RECORDS).json()["data"]] == [80]
        again = served.client.get(RECORDS)
        assert again.json() == served.client.get(RECORDS).json()
        other = make_app("data")  # the same folder, as another process has it
        other.journal.add(OWNER, [weight(79)], 1)
        assert served.client.get(RECORDS).json()["pagination"]["total"] == 2
        assert served.client.get(RECORDS).headers["etag"] != again.headers["etag"]

    def test_by_type_and_search(self, served: Served):
        served.weight(note="Carpet")
        served.client.post(RECORDS, json={"type": "heart-rate", "value": 61})
        for params in ({"type": "weight"}, {"type_id": "1"}, {"search": "carpet"}):
            data = served.client.get(RECORDS, params=params).json()["data"]
            assert [one["type"] for one in data] == ["weight"], params

    @pytest.mark.parametrize(
        ("query", "field"),
        [
            ("limit=0", "limit"), ("limit=101", "limit"), ("limit=1.5", "limit"),
            ("limit=%2B1", "limit"), ("limit=", "limit"), ("offset=-1", "offset"),
            ("offset=1e3", "offset"), ("user_id=Me", "user_id"), ("type_id=weight", "type_id"),
            ("start_date=2026-13-01", "start_date"), ("end_date=soon", "end_date"),
            ("foo=1", "foo"), ("limit=1&limit=2", "limit"), ("search=" + "x" * 1001, "search"),
        ],
    )  # fmt: skip
    def test_parameters_that_cannot_be_taken(self, served: Served, query: str, field: str):
        refused(served.client.get(f"{RECORDS}?{query}"), 400, "BAD_REQUEST", field)

    @pytest.mark.parametrize("query", ["type=nope", "type_id=9999", "user_id=9999"])
    def test_what_is_not_there(self, served: Served, query: str):
        refused(served.client.get(f"{RECORDS}?{query}"), 404, "NOT_FOUND")


class TestOne:
    def test_by_id_and_by_uid(self, served: Served):
        record = served.weight()
        for key in (record["id"], record["uid"], record["uid"].upper()):
            assert served.client.get(f"{RECORDS}/{key}").json() == record

    @pytest.mark.parametrize(
        "key", ["0", "77", "-1", "1.0", "²", "x", "%00", "..", "'; DROP TABLE health_record",
                "00000000-0000-0000-0000-000000000000", "9" * 30],
    )  # fmt: skip
    def test_of_no_reading(self, served: Served, key: str):
        served.weight()
        for method in ("GET", "DELETE"):
            answer = served.client.request(method, f"{RECORDS}/{key}")
            if answer.status_code != 405:  # `..` leads to another address
                refused(answer, 404, "NOT_FOUND")
        assert served.client.get(RECORDS).json()["pagination"]["total"] == 1

    def test_asked_for_as_another_persons(self, served: Served):
        ben = served.app.journal.add_person(OWNER, "Ben")[0]
        record = served.weight()
        path = f"{RECORDS}/{record['id']}?user_id={ben.id}"
        refused(served.client.get(path), 404, "NOT_FOUND")
        refused(served.client.delete(path), 404, "NOT_FOUND")

    def test_put_replaces_all(self, served: Served):
        record = served.weight(note="slip", tags=["home"], recorded_at="2026-05-12T08:00:00Z")
        answer = served.client.put(
            f"{RECORDS}/{record['id']}", json={"type": "weight", "value": 178, "unit": "lb"}
        )
        changed = answer.json()
        assert (changed["value"], changed["unit"]) == (178, "lb")
        assert (changed["note"], changed["tags"]) == ("", [])
        assert changed["recorded_at"] != record["recorded_at"]
        assert (changed["id"], changed["uid"]) == (record["id"], record["uid"])

    def test_patch_changes_what_is_given(self, served: Served):
        record = served.weight(note="slip", recorded_at="2026-05-12T08:00:00Z")
        path = f"{RECORDS}/{record['id']}"
        changed = served.client.patch(path, json={"value": 82}).json()
        assert changed == {**record, "value": 82, "updated_at": changed["updated_at"]}
        assert served.client.patch(path, json={"note": None}).json()["note"] == ""

    @pytest.mark.parametrize("body", [{"type": "height"}, {"user_id": 1}, {"id": 3}, {}])
    def test_what_cannot_be_patched(self, served: Served, body: dict[str, Any]):
        record = served.weight()
        answer = served.client.patch(f"{RECORDS}/{record['id']}", json=body)
        refused(answer, 422, "VALIDATION_ERROR", *(body or {"body": 0}))

    def test_put_of_another_type_is_refused(self, served: Served):
        record = served.weight()
        answer = served.client.put(
            f"{RECORDS}/{record['id']}", json={"type": "height", "value": 170}
        )
        refused(answer, 422, "VALIDATION_ERROR", "type")

    def test_delete_bins_and_then_it_is_gone(self, served: Served):
        record = served.weight()
        path = f"{RECORDS}/{record['id']}"
        answer = served.client.delete(path)
        assert (answer.status_code, answer.content) == (204, b"")
        for method in ("GET", "DELETE"):
            refused(served.client.request(method, path), 404, "NOT_FOUND")
        refused(served.client.patch(path, json={"value": 1}), 404, "NOT_FOUND")
        assert served.app.journal.get(OWNER, record["id"]).deleted_at is not None


class TestStates:
    def test_etag_saves_an_answer(self, served: Served):
        path = f"{RECORDS}/{served.weight()['id']}"
        etag = served.client.get(path).headers["etag"]
        same = served.client.get(path, headers={"If-None-Match": etag})
        assert (same.status_code, same.content) == (304, b"")
        served.client.patch(path, json={"value": 80})
        other = served.client.get(path, headers={"If-None-Match": etag})
        assert other.status_code == 200
        assert other.headers["etag"] != etag

    def test_only_the_state_that_was_read_is_changed(self, served: Served):
        path = f"{RECORDS}/{served.weight()['id']}"
        etag = served.client.get(path).headers["etag"]
        first = served.client.patch(path, json={"value": 80}, headers={"If-Match": etag})
        assert first.status_code == 200
        late = served.client.patch(path, json={"value": 79}, headers={"If-Match": etag})
        refused(late, 412, "PRECONDITION_FAILED")
        refused(served.client.delete(path, headers={"If-Match": etag}), 412, "PRECONDITION_FAILED")
        assert served.client.get(path).json()["value"] == 80
        again = {"If-Match": first.headers["etag"]}
        assert served.client.delete(path, headers=again).status_code == 204

    def test_a_repeated_request_is_carried_out_once(self, served: Served):
        body = {"type": "weight", "value": 81.4}
        key = {"Idempotency-Key": "scale-1"}
        first = served.client.post(RECORDS, json=body, headers=key)
        again = served.client.post(RECORDS, json=body, headers=key)
        assert (again.status_code, again.json()) == (201, first.json())
        assert again.headers["location"] == first.headers["location"]
        assert served.client.get(RECORDS).json()["pagination"]["total"] == 1
        other = served.client.post(RECORDS, json={**body, "value": 80}, headers=key)
        refused(other, 409, "CONFLICT")
        with served.caller(served.token()) as somebody:
            assert somebody.post(RECORDS, json=body, headers=key).json()["id"] != first.json()["id"]

    def test_a_refused_request_may_come_again_under_its_key(self, served: Served):
        key = {"Idempotency-Key": "scale-1"}
        wrong = served.client.post(RECORDS, json={"type": "weight"}, headers=key)
        refused(wrong, 422, "VALIDATION_ERROR", "value")
        right = served.client.post(RECORDS, json={"type": "weight", "value": 80}, headers=key)
        assert right.status_code == 201

    @pytest.mark.parametrize("key", ["", "x" * 201, "a b"])
    def test_a_key_that_is_none(self, served: Served, key: str):
        answer = served.client.post(
            RECORDS, json={"type": "weight", "value": 80}, headers={"Idempotency-Key": key}
        )
        refused(answer, 400, "BAD_REQUEST")
