"""`metrics`: the counters, and the table of how well it goes."""

from __future__ import annotations

import re

import pytest

from healthdesk.domain.success import TARGETS
from tests.cli.conftest import TOP, CommandLine

METRICS = (TOP / "docs/reference/metrics.md").read_text("utf-8")


class TestShow:
    def test_the_work_of_other_commands_is_counted(self, cli: CommandLine):
        cli.add("weight 80", "weight 81")
        out = cli.well("metrics", "show").out
        assert 'health_records_created_total{type="weight"} 2.0' in out
        assert cli.json("metrics", "show")["text"].startswith("# HELP")

    def test_every_served_metric_is_in_the_reference_and_no_other(self, cli: CommandLine):
        cli.add("weight 80")
        served = re.findall(
            r"^# TYPE (health_\w+) (\w+)$", cli.well("metrics", "show").out, re.MULTILINE
        )
        written = re.findall(r"^\| `(health_\w+)` \| (\w+) \|", METRICS, re.MULTILINE)
        assert sorted(written) == sorted(served)

    def test_an_age_of_a_backup(self, cli: CommandLine):
        assert "health_backup_age_seconds +Inf" in cli.well("metrics", "show").out
        cli.well("db", "backup")
        lines = cli.well("metrics", "show").out.splitlines()
        (age,) = [line for line in lines if line.startswith("health_backup_age_seconds ")]
        assert 0 <= float(age.split()[1]) < 100

    def test_switched_off_says_so(self, cli: CommandLine, monkeypatch):
        monkeypatch.setenv("PROMETHEUS_METRICS_ENABLED", "false")
        assert "PROMETHEUS_METRICS_ENABLED" in cli.refused(4, "metrics", "show")
        cli.add("weight 80")
        assert "switched off" in cli.well("metrics", "report").err
        monkeypatch.delenv("PROMETHEUS_METRICS_ENABLED")
        assert "health_records_created_total{" not in cli.well("metrics", "show").out

    def test_without_a_file_nothing_is_made(self, bare: CommandLine):
        assert "# TYPE health_records_created_total counter" in bare.well("metrics", "show").out
        figures = bare.json("metrics", "report")["data"]
        assert {one["insufficient"]["reason"] for one in figures} >= {"no-users", "not-served"}
        assert not bare.folder.exists()


class TestReport:
    def test_document(self, cli: CommandLine):
        cli.add("weight 80")
        answer = cli.json("metrics", "report", "--days", 30)
        assert [one["figure"] for one in answer["data"]] == list(TARGETS)
        for one in answer["data"]:
            assert list(one) == [
                "figure", "value", "unit", "target", "met", "period", "of", "insufficient"
            ]  # fmt: skip
            assert one["period"] == answer["period"]
            assert (one["value"] is None) == (one["met"] is None) == bool(one["insufficient"])

    def test_table_for_people(self, cli: CommandLine):
        cli.add("weight 80")
        done = cli.well("metrics", "report")
        assert len(done.out.splitlines()) == 1 + len(TARGETS)
        assert "n/a" in done.out
        assert "healthdesk serve did not run" in done.out
        assert "nothing left it" in done.err

    @pytest.mark.parametrize("days", ["0", "401", "many", "-3"])
    def test_days_out_of_range(self, cli: CommandLine, days):
        assert cli("metrics", "report", "--days", days).status in (2, 3)

    def test_every_figure_and_its_target_is_in_the_reference(self):
        rows = re.findall(r"^\| `([\w-]+)` \| ([<>]) ([\d.]+) ?(\S*) \|", METRICS, re.MULTILINE)
        said = {
            (name, "<" if t.below else ">", f"{t.bound:g}", t.unit.removeprefix("per week"))
            for name, t in TARGETS.items()
        }
        assert set(rows) == said


def test_a_group_without_its_verb_prints_help(cli: CommandLine):
    assert cli("metrics").status == 2
