"""`flags`, and what who is not let in may still do."""

from __future__ import annotations

import pytest

from tests.cli.conftest import CommandLine


def show(cli: CommandLine, user: str = "ada"):
    return cli.json("flags", "show", "--user", user)


class TestShow:
    def test_without_any_switch_everybody_is_in(self, bare: CommandLine):
        assert show(bare) == {
            "user": "ada", "enabled": True, "reason": "unmanaged", "bucket": 8557
        }  # fmt: skip

    @pytest.mark.parametrize(
        ("variables", "enabled", "reason"),
        [
            ({"ENABLE_HEALTH_MGMT": "true"}, True, "on"),
            ({"ENABLE_HEALTH_MGMT": "false"}, False, "off"),
            ({"HEALTH_MGMT_INTERNAL_USERS": "Ben,ADA"}, True, "internal"),
            ({"HEALTH_MGMT_BETA_PERCENTAGE": "90"}, True, "beta"),
            ({"HEALTH_MGMT_ROLLOUT_PERCENTAGE": "90"}, True, "rollout"),
            ({"HEALTH_MGMT_ROLLOUT_PERCENTAGE": "0"}, False, "off"),
        ],
    )
    def test_variables_decide(self, bare: CommandLine, monkeypatch, variables, enabled, reason):
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        found = show(bare)
        assert (found["enabled"], found["reason"]) == (enabled, reason)

    def test_the_file_decides_where_no_variable_does(self, bare: CommandLine, monkeypatch):
        bare.folder.mkdir(exist_ok=True)
        (bare.folder / "config.toml").write_text("[rollout]\nENABLE_HEALTH_MGMT = false\n", "utf-8")
        assert show(bare)["reason"] == "off"
        monkeypatch.setenv("ENABLE_HEALTH_MGMT", "true")
        assert show(bare)["reason"] == "on"

    @pytest.mark.parametrize(
        ("lines", "reason"),
        [
            ('ENABLE_HEALTH_MGMT = "true"', "on"),
            ('ENABLE_HEALTH_MGMT = ""', "unmanaged"),
            ('HEALTH_MGMT_INTERNAL_USERS = ["Ben", " ADA "]', "internal"),
            ('HEALTH_MGMT_ROLLOUT_PERCENTAGE = "90"', "rollout"),
        ],
    )
    def test_the_file_may_hold_values_as_the_variables_do(self, bare: CommandLine, lines, reason):
        bare.folder.mkdir(exist_ok=True)
        (bare.folder / "config.toml").write_text(f"[rollout]\n{lines}\n", "utf-8")
        assert show(bare)["reason"] == reason

    @pytest.mark.parametrize(
        "line",
        ['ENABLE_HEALTH_MGMT = "maybe"', "HEALTH_MGMT_BETA_PERCENTAGE = 120",
         "HEALTH_MGMT_INTERNAL_USERS = [1]", "ENABLE_HEALTH_MGMT = [true]"],
    )  # fmt: skip
    def test_the_line_that_says_nothing_is_named(self, bare: CommandLine, line):
        bare.folder.mkdir(exist_ok=True)
        (bare.folder / "config.toml").write_text(f"[rollout]\n{line}\n", "utf-8")
        assert line.split()[0] in bare.refused(2, "flags", "show")

    def test_the_user_of_the_settings(self, bare: CommandLine, monkeypatch):
        monkeypatch.setenv("HEALTH_MGMT_INTERNAL_USERS", "ada@example.org")
        bare.well("settings", "set", "user", "Ada@Example.org")
        assert bare.json("flags", "show")["reason"] == "internal"


class TestOff:
    @pytest.mark.parametrize(
        "words",
        [("add", "weight 80"), ("records", "list"), ("persons", "list"), ("goals", "list"),
         ("reminders", "list"), ("demo",), ("analytics", "weight")],
    )  # fmt: skip
    def test_data_is_out_of_reach_and_untouched(self, bare: CommandLine, monkeypatch, words):
        monkeypatch.setenv("ENABLE_HEALTH_MGMT", "false")
        done = bare(*words)
        assert done.status == 4
        assert "untouched" in done.err
        assert not (bare.folder / "healthdesk.db").exists()

    @pytest.mark.parametrize(
        "words",
        [("flags", "show"), ("settings", "list"), ("doctor",), ("db", "revision"),
         ("add", "--help")],
    )  # fmt: skip
    def test_what_keeps_it_running_still_works(self, cli: CommandLine, monkeypatch, words):
        cli.well("add", "weight 80")
        monkeypatch.setenv("ENABLE_HEALTH_MGMT", "false")
        assert cli(*words).status in (0, 1)

    def test_nothing_is_lost(self, cli: CommandLine, monkeypatch):
        cli.well("add", "weight 80")
        before = cli.json("db", "digest")
        monkeypatch.setenv("ENABLE_HEALTH_MGMT", "false")
        assert cli("records", "list").status == 4
        monkeypatch.delenv("ENABLE_HEALTH_MGMT")
        assert cli.json("db", "digest") == before


def test_verify_holds(bare: CommandLine):
    found = bare.json("flags", "verify")
    assert found["ok"]
    assert {check["name"] for check in found["checks"]} == {
        "buckets", "shares", "monotone", "none", "all"
    }  # fmt: skip
