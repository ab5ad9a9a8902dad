"""Persons, figures, goals, reminders and exports over HTTP."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import pytest

from healthdesk.api.exporting import MEDIA, Pipe
from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.errors import Cancelled
from healthdesk.domain.reports import ReportOptions
from healthdesk.domain.times import day_of
from tests.api.conftest import Served, refused

GOALS = "/api/health/goals"
REMINDERS = "/api/health/reminders"
PERSONS = "/api/health/persons"
ANALYTICS = "/api/health/analytics"
NEXT_YEAR = (dt.datetime.now(dt.UTC).date() + dt.timedelta(days=365)).isoformat()


def post(served: Served, path: str, **body: Any) -> dict[str, Any]:
    answer = served.client.post(path, json=body)
    assert answer.status_code == 201, answer.text
    document: dict[str, Any] = answer.json()
    return document


class TestPersons:
    def test_added_and_changed(self, served: Served):
        ada = post(served, PERSONS, name="Ada", birth_date="1980-05-31", height_cm=170)
        changed = served.client.patch(f"{PERSONS}/{ada['id']}", json={"sex": "female"}).json()
        assert changed == {**ada, "sex": "female"}
        assert served.client.get(f"{PERSONS}/{ada['uid']}").json() == changed

    def test_archived_and_brought_back(self, served: Served):
        ada = post(served, PERSONS, name="Ada")
        path = f"{PERSONS}/{ada['id']}"
        gone = served.client.patch(path, json={"archived_at": "2026-05-12T08:00:00Z"}).json()
        assert gone["archived_at"] is not None
        assert [one["name"] for one in served.client.get(PERSONS).json()["data"]] == ["Me"]
        everybody = served.client.get(PERSONS, params={"archived": "true"}).json()["data"]
        assert [one["name"] for one in everybody] == ["Me", "Ada"]
        assert served.client.patch(path, json={"archived_at": None}).json() == ada

    @pytest.mark.parametrize(
        ("body", "status"),
        [({"name": "me"}, 409), ({"name": "77"}, 422), ({}, 422), ({"name": None}, 422),
         ({"name": "Ada", "sex": "x"}, 422), ({"name": "Ada", "time_zone": "Nowhere"}, 422)],
    )  # fmt: skip
    def test_refused(self, served: Served, body: dict[str, Any], status: int):
        assert served.client.post(PERSONS, json=body).status_code == status
        assert len(served.client.get(PERSONS).json()["data"]) == 1

    def test_a_name_taken_leaves_the_rest_unchanged(self, served: Served):
        ada = post(served, PERSONS, name="Ada")
        path = f"{PERSONS}/{ada['id']}"
        refused(served.client.patch(path, json={"name": "Me", "height_cm": 170}), 409, "CONFLICT")
        assert served.client.get(path).json() == ada

    def test_the_last_one_stays_as_it_was(self, served: Served):
        body = {"color": "#112233", "archived_at": "2026-05-12T08:00:00Z"}
        before = served.client.get(f"{PERSONS}/1").json()
        refused(served.client.patch(f"{PERSONS}/1", json=body), 409, "CONFLICT")
        assert served.client.get(f"{PERSONS}/1").json() == before


class TestAnalytics:
    def test_is_the_answer_of_the_service(self, served: Served):
        for day in (1, 2, 3):
            served.weight(80 + day, recorded_at=f"2026-05-0{day}T08:00:00Z")
        params = {"start_date": "2026-05-01", "end_date": "2026-05-31", "unit": "lb"}
        answer = served.client.get(f"{ANALYTICS}/weight", params=params).json()
        assert answer["unit"] == "lb"
        assert answer["statistics"]["total_records"] == 3
        assert answer["period"]["start_date"] == "2026-05-01"

    def test_of_nothing(self, served: Served):
        answer = served.client.get(f"{ANALYTICS}/steps").json()
        assert (answer["data_points"], answer["statistics"]["total_records"]) == ([], 0)

    def test_kept_answers_are_counted(self, served: Served):
        for _ in range(2):
            served.client.get(f"{ANALYTICS}/weight")
        figures = served.client.get(f"{ANALYTICS}/debug").json()
        assert (figures["entries"], figures["hits"], figures["misses"]) == (1, 1, 1)
        assert figures["bytes"] > 0

    @pytest.mark.parametrize(
        ("query", "field"),
        [("aggregation=yearly", "aggregation"), ("unit=mmHg", "unit"), ("forecast=0", "forecast"),
         ("start_date=x", "start_date"), ("foo=1", "foo")],
    )  # fmt: skip
    def test_parameters_that_cannot_be_taken(self, served: Served, query: str, field: str):
        refused(served.client.get(f"{ANALYTICS}/weight?{query}"), 400, "BAD_REQUEST", field)

    @pytest.mark.parametrize("path", ["nope", "weight?with=nope", "weight?user_id=77"])
    def test_of_what_is_not_there(self, served: Served, path: str):
        refused(served.client.get(f"{ANALYTICS}/{path}"), 404, "NOT_FOUND")


class TestGoals:
    def test_a_target_and_a_second_one(self, served: Served):
        served.weight(80)
        goal = post(served, GOALS, type="weight", target_value=75, target_date=NEXT_YEAR)
        assert (goal["kind"], goal["status"], goal["start_value"]) == ("target", "active", 80)
        again = served.client.post(GOALS, json={"type_id": 1, "target_value": 70})
        refused(again, 409, "CONFLICT")

    def test_a_habit(self, served: Served):
        goal = post(
            served, GOALS, type="steps", kind="habit", target_value=8000, direction="up", per="day"
        )
        assert (goal["kind"], goal["per"], goal["target_value"]) == ("habit", "day", 8000)

    @pytest.mark.parametrize(
        ("body", "field"),
        [
            ({"type": "weight"}, "target_value"), ({"target_value": 75}, "type"),
            ({"type": "nope", "target_value": 75}, "type"),
            ({"type": "weight", "target_value": 75, "target_date": "2020-01-01"}, "target_date"),
            ({"type": "weight", "target_value": 75, "target_date": "soon"}, "target_date"),
            ({"type": "weight", "target_value": 75, "start_date": NEXT_YEAR}, "start_date"),
            ({"type": "weight", "target_value": 75, "foo": 1}, "foo"),
        ],
    )  # fmt: skip
    def test_refused(self, served: Served, body: dict[str, Any], field: str):
        refused(served.client.post(GOALS, json=body), 422, "VALIDATION_ERROR", field)
        assert served.client.get(GOALS).json() == {"data": []}

    def test_states(self, served: Served):
        goal = post(served, GOALS, type="weight", target_value=75)
        path = f"{GOALS}/{goal['id']}"
        for status in ("paused", "active", "completed"):
            assert served.client.patch(path, json={"status": status}).json()["status"] == status
        refused(served.client.patch(path, json={"target_value": 74}), 409, "CONFLICT")

    def test_fields_and_state_change_together_or_not_at_all(self, served: Served):
        first = post(served, GOALS, type="weight", target_value=75)
        served.client.patch(f"{GOALS}/{first['id']}", json={"status": "paused"})
        post(served, GOALS, type="weight", target_value=70)
        body = {"target_value": 60, "status": "active"}
        refused(served.client.patch(f"{GOALS}/{first['id']}", json=body), 409, "CONFLICT")
        assert served.client.get(f"{GOALS}/{first['id']}").json()["target_value"] == 75

    def test_delete_archives(self, served: Served):
        goal = post(served, GOALS, type="weight", target_value=75)
        path = f"{GOALS}/{goal['id']}"
        assert served.client.delete(path).status_code == 204
        assert served.client.get(GOALS).json() == {"data": []}
        (archived,) = served.client.get(GOALS, params={"archived": "true"}).json()["data"]
        assert (archived["id"], archived["status"]) == (goal["id"], "paused")
        assert archived["archived_at"] is not None
        back = served.client.patch(path, json={"archived_at": None}).json()
        assert (back["archived_at"], back["status"]) == (None, "paused")


class TestReminders:
    def test_set_and_changed(self, served: Served):
        one = post(served, REMINDERS, cron_expr="0 9 * * *", message="Weigh", type_id=1)
        assert (one["type"], one["active"]) == ("weight", True)
        changed = served.client.patch(
            f"{REMINDERS}/{one['id']}", json={"timezone": "Europe/Berlin", "cron_expr": "@daily"}
        ).json()
        assert changed["timezone"] == "Europe/Berlin"
        assert changed["next_run_at"][10:19] == "T00:00:00"

    def test_delete_switches_off(self, served: Served):
        one = post(served, REMINDERS, cron_expr="0 9 * * *", message="Weigh")
        path = f"{REMINDERS}/{one['id']}"
        for _ in range(2):
            assert served.client.delete(path).status_code == 204
        off = served.client.get(path).json()
        assert (off["active"], off["next_run_at"]) == (False, None)
        on = served.client.patch(path, json={"active": True}).json()
        assert (on["active"], on["next_run_at"]) == (True, one["next_run_at"])

    def test_listed_by_the_next_time(self, served: Served):
        for hour in (9, 7, 8):
            post(served, REMINDERS, cron_expr=f"0 {hour} * * *", message=f"{hour}")
        off = post(served, REMINDERS, cron_expr="0 1 * * *", message="off", active=False)
        listed = served.client.get(REMINDERS, params={"active": "true"}).json()["data"]
        assert [one["next_run_at"] for one in listed] == sorted(
            one["next_run_at"] for one in listed
        )
        assert len(listed) == 3
        (rest,) = served.client.get(REMINDERS, params={"active": "false"}).json()["data"]
        assert rest["id"] == off["id"]
        assert served.client.get(f"{REMINDERS}/status").json()["active"] == 3

    @pytest.mark.parametrize(
        ("body", "field"),
        [
            ({"message": "x"}, "cron_expr"), ({"cron_expr": "0 9 * * *"}, "message"),
            ({"cron_expr": "0 0 9 * * *", "message": "x"}, "cron_expr"),
            ({"cron_expr": "0 9 L * *", "message": "x"}, "cron_expr"),
            ({"cron_expr": "0 9 31 2 *", "message": "x"}, "cron_expr"),
            ({"cron_expr": "0 9 * * *", "message": ""}, "message"),
            ({"cron_expr": "0 9 * * *", "message": "x" * 501}, "message"),
            ({"cron_expr": "0 9 * * *", "message": "x", "timezone": "Nowhere"}, "timezone"),
            ({"cron_expr": "0 9 * * *", "message": "x", "type": "nope"}, "type"),
            ({"cron_expr": "0 9 * * *", "message": "x", "every_days": 1}, "every_days"),
        ],
    )  # fmt: skip
    def test_refused(self, served: Served, body: dict[str, Any], field: str):
        refused(served.client.post(REMINDERS, json=body), 422, "VALIDATION_ERROR", field)
        assert served.client.get(REMINDERS).json() == {"data": []}


class TestExport:
    def test_csv_is_the_one_of_the_command_line(self, served: Served):
        served.weight(81.4, note="after breakfast")
        served.client.post("/api/health/records", json={"type": "heart-rate", "value": 61})
        answer = served.client.get("/api/health/export/csv", params={"type": "weight"})
        assert answer.headers["content-type"] == MEDIA["csv"]
        assert answer.headers["content-disposition"] == 'attachment; filename="healthdesk.csv"'
        rows = list(csv.DictReader(io.StringIO(answer.text)))
        assert [(row["type"], row["value"], row["note"]) for row in rows] == [
            ("weight", "81.4", "after breakfast")
        ]

    @pytest.mark.parametrize("format_", MEDIA)
    def test_every_format(self, served: Served, format_: str):
        served.weight()
        answer = served.client.get(f"/api/health/export/{format_}")
        assert answer.status_code == 200
        assert answer.headers["content-type"] == MEDIA[format_]
        assert len(answer.content) > 20

    def test_the_report_is_the_one_of_the_command_line(self, served: Served, app: App):
        served.weight(81.4, note="after breakfast", recorded_at="2024-01-02T08:00:00+01:00")
        asked = {
            "type": "weight", "start_date": "2024-01-01", "end_date": "2024-01-31",
            "sections": "data,summary", "paper": "a4", "language": "de",
        }  # fmt: skip
        answer = served.client.get("/api/health/export/pdf", params=asked)
        assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
        assert answer.headers["content-disposition"] == 'attachment; filename="healthdesk.pdf"'
        made = io.BytesIO()
        days = (day_of(dt.date(2024, 1, 1)), day_of(dt.date(2024, 1, 31)))
        (person,) = app.journal.persons(OWNER)
        wanted = ReportOptions(("weight",), *days, ("summary", "data"), "a4", "de")
        assert app.reports.stream(OWNER, person.id, wanted, made).readings == 1
        assert answer.content == made.getvalue()

    @pytest.mark.parametrize(
        "wrong",
        [
            {"start_date": "2024-02-01", "end_date": "2024-01-01"}, {"sections": "all"},
            {"paper": "a5"}, {"language": "xx"}, {"start_date": "2024-01-01T08:00:00Z"},
            {"deleted": "true"},
        ],
    )  # fmt: skip
    def test_a_report_that_cannot_be_made_as_asked(self, served: Served, wrong: dict[str, str]):
        served.weight()
        answer = served.client.get("/api/health/export/pdf", params=wrong)
        refused(answer, 400, "BAD_REQUEST", [*wrong][-1])
        assert served.client.get("/api/health/export/pdf").status_code == 200

    def test_needs_to_read(self, served: Served):
        with served.caller(served.token("metrics")) as scraper:
            for format_ in ("csv", "pdf"):
                refused(scraper.get(f"/api/health/export/{format_}"), 403, "FORBIDDEN")

    def test_who_goes_away_ends_it(self):
        pipe = Pipe()
        pipe._leave()
        with pytest.raises(Cancelled):
            pipe.write(b"x" * 100_000)


def test_metrics_count_requests_by_their_kind(served: Served):
    served.weight()
    served.client.get("/api/health/records/77")
    text = served.client.get("/api/metrics").text
    assert (
        'health_api_requests_total{method="POST",route="/api/health/records",status="201"} 1.0'
        in text
    )
    assert 'route="/api/health/records/{id}",status="404"' in text
    assert "77" not in [word.strip('"') for line in text.splitlines() for word in line.split("/")]


def test_first_use_makes_the_person(serve: Callable[[], Served], app: App):
    assert app.journal.persons(OWNER) == ()
    served = serve()
    assert [one["name"] for one in served.client.get(PERSONS).json()["data"]] == ["Me"]
