"""Configuration, alert rules and dashboard: taken by Prometheus, and about what is served."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.meters import COUNTERS, OURS_ALONE, TIMINGS
from healthdesk.services.exposition import exposition
from tests.monitoring.promtool import MONITORING, promtool
from tests.opened import app, empty_database, make_app, weight

__all__ = ["app", "empty_database", "make_app"]

ALERTS = (MONITORING / "alerts.yml").read_text("utf-8")
DASHBOARD = json.loads((MONITORING / "dashboard.json").read_text("utf-8"))
# Made by Prometheus itself for each job.
OF_PROMETHEUS = {"up": {"job", "instance"}}
WORDS = {
    "rate", "increase", "sum", "by", "le", "histogram_quantile", "topk", "or", "vector", "absent",
    "clamp_min", "e9",
}  # fmt: skip


def group(name: str) -> list[dict[str, str]]:
    """The rules of a group: name, expression, time and severity."""
    text = ALERTS.partition(f"- name: {name}\n")[2].partition("\n  - name:")[0]
    return [
        {
            "alert": block.split("\n")[0],
            **dict(re.findall(r"^\s+(expr|for|severity): (.+)$", block, re.MULTILINE)),
        }
        for block in text.split("- alert: ")[1:]
    ]


def expressions() -> Iterator[tuple[str, str]]:
    """(where, expression) of every panel, with what Grafana fills in filled in."""
    for panel in DASHBOARD["panels"]:
        for target in panel.get("targets", []):
            yield panel["title"], target["expr"].replace("$__rate_interval", "5m")


def alert_expressions() -> Iterator[tuple[str, str]]:
    for name in ("health_management", "health_upkeep"):
        for rule in group(name):
            yield rule["alert"], rule["expr"]


def test_prometheus_takes_the_configuration():
    done = promtool("check", "config", MONITORING / "prometheus.yml")
    assert done.returncode == 0, done.stdout + done.stderr


def test_prometheus_takes_the_rules_without_a_remark():
    done = promtool("check", "rules", "--lint=all", "--lint-fatal", MONITORING / "alerts.yml")
    assert (done.returncode, done.stderr) == (0, ""), done.stdout + done.stderr


def test_every_alert_fires_when_it_has_to_and_only_then():
    done = promtool("test", "rules", Path(__file__).parent / "alerts_test.yml")
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_alert_is_tried():
    tried = (Path(__file__).parent / "alerts_test.yml").read_text("utf-8")
    for name, _ in alert_expressions():
        block = f"alertname: {name}\n"
        assert tried.count(block) >= 2, name


def test_the_given_alerts_are_as_given():
    assert group("health_management") == [
        {"alert": "HealthAPIHighErrorRate", "expr": "rate(health_api_errors_total[5m]) > 0.1",
         "for": "2m", "severity": "warning"},
        {"alert": "HealthDBSlowQueries",
         "expr": "histogram_quantile(0.95, sum by (le)"
         " (rate(health_db_query_duration_seconds_bucket[5m]))) > 2",
         "for": "1m", "severity": "critical"},
        {"alert": "HealthReminderFailures",
         "expr": "rate(health_reminders_failed_total[10m]) > 0.05",
         "for": "5m", "severity": "warning"},
    ]  # fmt: skip


def test_the_job_is_as_given():
    text = (MONITORING / "prometheus.yml").read_text("utf-8")
    for line in ("job_name: health-management", "metrics_path: /api/metrics",
                 "scrape_interval: 30s", '["127.0.0.1:8765"]'):  # fmt: skip
        assert line in text


@pytest.fixture
def served(app: App) -> dict[str, set[str]]:
    """Names of all series with their labels: what is served now, and what will be as soon as
    it happens."""
    person = app.journal.default_person(OWNER)
    app.journal.add(OWNER, [weight()], person.id)
    found: dict[str, set[str]] = {name: set(labels) for name, labels in OF_PROMETHEUS.items()}
    for name, labels in re.findall(
        r"^(\w+)(?:\{(.*)\})? \S+$", exposition(OWNER, app.metrics).decode(), re.MULTILINE
    ):
        found[name] = set(re.findall(r"(\w+)=", labels))
    for counter in COUNTERS.values():
        if counter.name not in OURS_ALONE:
            found[counter.name] = set(counter.labels)
    for timing in TIMINGS.values():
        found[f"{timing.name}_bucket"] = {*timing.labels, "le"}
        found[f"{timing.name}_count"] = found[f"{timing.name}_sum"] = set(timing.labels)
    return found


@pytest.mark.parametrize(("where", "expression"), [*expressions(), *alert_expressions()])
def test_every_expression_asks_for_what_is_served(where, expression, served):
    bare = re.sub(r'"[^"]*"', "", re.sub(r"\[\w+\]", "", expression))
    grouped = {label for inside in re.findall(r"by \(([^)]+)\)", bare)
               for label in re.findall(r"\w+", inside)}  # fmt: skip
    selected = {label for inside in re.findall(r"\{([^}]*)\}", bare)
                for label in re.findall(r"(\w+)\s*[=!]", inside)}  # fmt: skip
    asked = set(re.findall(r"[a-z_]\w*", re.sub(r"\{[^}]*\}", "", bare)))
    names = asked - WORDS - grouped
    assert names, expression
    for name in names:
        assert name in served, f"{where}: {name} is not served"
        # Job and instance are added to all that Prometheus fetches.
        assert grouped | selected <= served[name] | {"job", "instance"}, f"{where}: {expression}"


def test_legends_name_labels_that_are_there():
    for panel in DASHBOARD["panels"]:
        for target in panel.get("targets", []):
            wanted = set(re.findall(r"\{\{(\w+)\}\}", target["legendFormat"]))
            grouped = {word for inside in re.findall(r"by \(([^)]+)\)", target["expr"])
                       for word in re.findall(r"\w+", inside)}  # fmt: skip
            assert wanted <= grouped, panel["title"]


def test_prometheus_can_read_every_expression_of_the_dashboard(tmp_path: Path):
    rules: list[dict[str, Any]] = [
        {"record": f"panel:{n}", "expr": expression}
        for n, (_, expression) in enumerate(expressions())
    ]
    file = tmp_path / "rules.yml"
    file.write_text(json.dumps({"groups": [{"name": "dashboard", "rules": rules}]}), "utf-8")
    done = promtool("check", "rules", file)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_dashboard_shows_what_it_has_to():
    rows = [panel["title"] for panel in DASHBOARD["panels"] if panel["type"] == "row"]
    for title in ("Volume and latency", "Database", "Adoption", "Errors", "Engagement"):
        assert title in rows
    numbers = [panel["id"] for panel in DASHBOARD["panels"]]
    assert len(set(numbers)) == len(numbers)


def test_panels_lie_side_by_side():
    taken: set[tuple[int, int]] = set()
    for panel in DASHBOARD["panels"]:
        at = panel["gridPos"]
        cells = {(x, y) for x in range(at["x"], at["x"] + at["w"])
                 for y in range(at["y"], at["y"] + at["h"])}  # fmt: skip
        assert not cells & taken, panel["title"]
        assert at["x"] + at["w"] <= 24
        taken |= cells


def test_lint_complains_of_the_one_given_name_alone(app: App):
    done = promtool("check", "metrics", text=exposition(OWNER, app.metrics).decode())
    remarks = (done.stdout + done.stderr).splitlines()
    assert [line.split(" ")[0] for line in remarks] == ["health_goals_active_total"]
