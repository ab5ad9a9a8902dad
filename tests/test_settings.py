"""One table, three sources, a file that keeps its comments."""

from __future__ import annotations

import datetime as dt
import os
import stat
import subprocess
import sys
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from healthdesk.domain.errors import InvalidData, NotFound, StorageError, UsageError
from healthdesk.domain.health_types import HealthType, Range
from healthdesk.paths import Paths
from healthdesk.settings import (
    SETTINGS,
    VARIABLES,
    Settings,
    computer_zone,
    load_env_file,
    local_zone,
    read_environment,
    unit_key,
)

TOP = Path(__file__).resolve().parent.parent


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths.find(str(tmp_path), {})


def load(paths: Paths, text: str = "", **environ: str) -> Settings:
    if text:
        paths.config_file.write_text(text, "utf-8")
    return Settings.load(paths, environ)


def kind(slug: str, *units: str) -> HealthType:
    return HealthType(
        slug=slug, group="body", unit=units[0], units=units, decimals=1, aggregate="mean",
        hard=Range(),
    )  # fmt: skip


class TestTable:
    def test_keys_and_names_are_unique(self):
        assert len({s.key for s in SETTINGS}) == len(SETTINGS)
        assert len({v.name for v in VARIABLES}) == len(VARIABLES)

    def test_every_default_is_a_value_the_rule_takes(self):
        for setting in SETTINGS:
            assert setting.rule.check(setting.default) == setting.default
        for variable in VARIABLES:
            if variable.default is not None:
                assert variable.rule.check(variable.default) == variable.default

    def test_every_variable_a_setting_names_is_in_the_table(self):
        assert {s.env for s in SETTINGS if s.env} <= {v.name for v in VARIABLES}

    def test_every_setting_has_words_and_says_what_it_takes(self):
        for setting in SETTINGS:
            assert setting.label
            assert setting.text.endswith(".")
            assert setting.rule.takes

    def test_the_reference_is_what_the_table_makes(self):
        made = subprocess.run(
            [sys.executable, "tools/settings_reference.py", "--print"],
            cwd=TOP, capture_output=True, check=True, text=True, encoding="utf-8",
            env={**os.environ, "PYTHONUTF8": "1"},
        ).stdout  # fmt: skip
        assert (TOP / "docs/reference/settings.md").read_text("utf-8") == made


class TestReading:
    def test_without_a_file_everything_is_default(self, paths):
        chosen = load(paths)
        for setting in chosen:
            assert chosen.get(setting.key) == setting.default
            assert chosen.source(setting.key) == "default"
        assert not paths.config_file.exists()

    def test_the_file_wins_over_the_default(self, paths):
        chosen = load(paths, 'theme = "dark"\ntext_scale = 125\n[units]\nweight = "lb"\n')
        assert chosen.get("theme") == "dark"
        assert chosen.get("text_scale") == 125
        assert chosen.text("units.weight") == "lb"
        assert chosen.source("units.weight") == "file"

    def test_the_environment_wins_over_the_file(self, paths):
        chosen = load(paths, 'log_level = "error"\n', HEALTHDESK_LOG_LEVEL="DEBUG")
        assert chosen.get("log_level") == "debug"
        assert chosen.source("log_level") == "environment"

    def test_keys_of_another_version_are_left_alone(self, paths):
        text = "[rollout]\nENABLE_HEALTH_MGMT = true\n[api]\nrate_limit = 3\n"
        assert load(paths, text).get("theme") == "system"

    @pytest.mark.parametrize(
        ("text", "key", "line"),
        [
            ('# mine\n\ntheme = "pink"\n', "theme", 3),
            ('[units]\nheight = "cm"\nweight = "stone"\n', "units.weight", 3),
            ("units.weight = 3\n", "units.weight", 1),
            ("a = 1\nunits = 3\n", "units.weight", 2),
            ("text_scale = 99\n", "text_scale", 1),
            ("text_scale = true\n", "text_scale", 1),
            ('text_scale = "120"\n', "text_scale", 1),
            ('\n\ntime_zone = "Mars/Olympus"\n', "time_zone", 3),
            ('time_zone = "../../etc/passwd"\n', "time_zone", 1),
            ('time_zone = "Europe"\n', "time_zone", 1),
        ],
    )
    def test_a_bad_value_names_key_and_line(self, paths, text, key, line):
        with pytest.raises(InvalidData) as caught:
            load(paths, text)
        wrong = caught.value.fields[0]
        assert wrong.code == "bad-setting-line"
        assert (wrong.field, wrong.params["line"]) == (key, line)
        assert wrong.params["takes"]

    def test_all_bad_values_are_named_at_once(self, paths):
        with pytest.raises(InvalidData) as caught:
            load(paths, 'theme = "pink"\nlanguage = "tlh"\n')
        assert {wrong.field for wrong in caught.value.fields} == {"theme", "language"}

    @pytest.mark.parametrize(("text", "line"), [("a = 1\nb =\n", 2), ("theme = dark", 1)])
    def test_a_file_that_is_no_toml_names_the_line(self, paths, text, line):
        with pytest.raises(InvalidData) as caught:
            load(paths, text)
        assert caught.value.fields[0].code == "settings-not-toml"
        assert caught.value.fields[0].params["line"] == line

    def test_a_file_that_is_no_text_is_said(self, paths):
        paths.config_file.write_bytes(b"\xff\xfe\x00theme")
        with pytest.raises(InvalidData) as caught:
            load(paths)
        assert caught.value.fields[0].code == "settings-not-toml"

    def test_a_folder_in_the_place_of_the_file_is_said(self, paths):
        paths.config_file.mkdir()
        with pytest.raises(StorageError) as caught:
            load(paths)
        assert caught.value.code == "settings-unreadable"

    def test_an_unknown_key_is_not_found(self, paths):
        with pytest.raises(NotFound) as caught:
            load(paths).get("units.wieght")
        assert caught.value.exit_status == 5


class TestEnvironment:
    @pytest.mark.parametrize(
        ("name", "text", "value"),
        [
            ("ENABLE_HEALTH_MGMT", "True", True),
            ("ENABLE_HEALTH_MGMT", "0", False),
            ("HEALTH_MGMT_BETA_PERCENTAGE", " 12.5 ", 12.5),
            ("HEALTH_ANALYTICS_CACHE_TTL", "0", 0),
            ("HEALTH_DATABASE_URL", "postgresql://u:p@h/d", "postgresql://u:p@h/d"),
            ("HEALTH_NOTIFICATION_SERVICE_URL", "ntfy://a https://b", "ntfy://a https://b"),
        ],
    )
    def test_readable_values(self, name, text, value):
        assert read_environment({name: text}) == {name: value}

    @pytest.mark.parametrize(
        ("name", "text"),
        [
            ("ENABLE_HEALTH_MGMT", "maybe"),
            ("HEALTH_MGMT_BETA_PERCENTAGE", "120"),
            ("HEALTH_MGMT_ROLLOUT_PERCENTAGE", "-1"),
            ("HEALTH_MGMT_ROLLOUT_PERCENTAGE", "nan"),
            ("HEALTH_MGMT_ROLLOUT_PERCENTAGE", "ten"),
            ("PROMETHEUS_METRICS_ENABLED", "2"),
            ("HEALTH_ANALYTICS_CACHE_TTL", "1.5"),
            ("HEALTH_ANALYTICS_CACHE_TTL", "-3"),
            ("HEALTHDESK_API_RATE_LIMIT", "many"),
            ("HEALTHDESK_LOG_LEVEL", "loud"),
        ],
    )
    def test_an_unreadable_value_names_the_variable_and_what_it_takes(self, name, text):
        with pytest.raises(UsageError) as caught:
            read_environment({name: text})
        assert caught.value.exit_status == 2
        assert caught.value.params["name"] == name
        assert caught.value.params["takes"]

    @pytest.mark.parametrize(
        ("name", "text"),
        [
            ("HEALTH_DATABASE_URL", "mysql://anna:secret@db/health"),
            ("HEALTH_DATABASE_URL", "anna:secret"),
            ("HEALTH_NOTIFICATION_SERVICE_URL", "secret"),
        ],
    )
    def test_the_value_of_a_secret_is_not_repeated(self, name, text):
        with pytest.raises(UsageError) as caught:
            read_environment({name: text})
        assert "secret" not in str(caught.value.params)

    def test_an_empty_variable_counts_as_not_set(self, paths):
        chosen = load(paths, ENABLE_HEALTH_MGMT="", HEALTH_ANALYTICS_CACHE_TTL=" ")
        assert chosen.variable("ENABLE_HEALTH_MGMT") is None
        assert chosen.variable("HEALTH_ANALYTICS_CACHE_TTL") == 3600

    def test_foreign_variables_are_not_looked_at(self):
        assert read_environment({"PATH": "/bin", "HEALTHDESK_OTHER": "x"}) == {}


class TestWriting:
    def test_a_choice_is_kept_for_the_next_start(self, paths):
        chosen = load(paths)
        chosen.set("units.weight", "lb")
        chosen.set("text_scale", 150)
        again = load(paths)
        for each in (chosen, again):
            assert each.get("units.weight") == "lb"
            assert each.get("text_scale") == 150

    def test_comments_order_and_foreign_keys_stay(self, paths):
        before = '# mine\ntheme = "dark"  # at night\n\n[rollout]\nx = 1\n'
        chosen = load(paths, before)
        chosen.set("theme", "light")
        assert paths.config_file.read_text() == before.replace('"dark"', '"light"')

    def test_a_key_written_with_dots_is_changed_in_place(self, paths):
        load(paths, 'units.weight = "lb"\n').set("units.weight", "st")
        assert paths.config_file.read_text() == 'units.weight = "st"\n'

    def test_what_another_program_wrote_meanwhile_stays(self, paths):
        chosen = load(paths, 'theme = "dark"\n')
        paths.config_file.write_text('theme = "dark"\nlanguage = "de"\n')
        chosen.set("text_scale", 120)
        again = load(paths)
        assert (again.get("language"), again.get("text_scale")) == ("de", 120)

    def test_unset_goes_back_to_the_default_and_removes_the_line(self, paths):
        chosen = load(paths, '# kept\n[units]\nweight = "lb"\nheight = "in"\n')
        chosen.unset("units.weight")
        assert chosen.get("units.weight") == "kg"
        assert load(paths).get("units.height") == "in"
        assert "weight" not in paths.config_file.read_text()
        chosen.unset("units.energy")  # never set: nothing to do

    def test_the_file_is_private_and_nothing_lies_beside_it(self, paths):
        load(paths).set("theme", "dark")
        assert stat.S_IMODE(paths.config_file.stat().st_mode) == 0o600
        assert [p.name for p in paths.config_file.parent.iterdir()] == ["config.toml"]

    def test_a_linked_file_stays_a_link(self, paths, tmp_path):
        (tmp_path / "dotfiles").mkdir()
        paths.config_file.symlink_to(tmp_path / "dotfiles" / "hd.toml")
        load(paths).set("theme", "dark")
        assert paths.config_file.is_symlink()
        assert "dark" in (tmp_path / "dotfiles" / "hd.toml").read_text()

    @pytest.mark.parametrize(
        ("key", "value"),
        [("theme", "pink"), ("text_scale", "big"), ("text_scale", 90), ("text_scale", True),
         ("time_zone", "Nowhere/Land"), ("units.weight", 3)],
    )  # fmt: skip
    def test_a_bad_value_changes_nothing(self, paths, key, value):
        chosen = load(paths, 'theme = "dark"\n')
        with pytest.raises(InvalidData) as caught:
            chosen.set(key, value)
        assert caught.value.fields[0].field == key
        assert paths.config_file.read_text() == 'theme = "dark"\n'

    def test_a_temperature_unit_needs_no_degree_sign(self, paths):
        chosen = load(paths)
        chosen.set("units.temperature", "f")
        assert chosen.get("units.temperature") == "°F"

    def test_an_unknown_key_is_not_written(self, paths):
        with pytest.raises(NotFound):
            load(paths).set("nothing", "1")
        assert not paths.config_file.exists()

    def test_a_file_broken_meanwhile_is_not_overwritten(self, paths):
        chosen = load(paths)
        paths.config_file.write_text("theme = = 1\n")
        with pytest.raises(InvalidData):
            chosen.set("theme", "dark")
        assert paths.config_file.read_text() == "theme = = 1\n"
        assert chosen.get("theme") == "system"

    def test_a_value_in_the_place_of_a_table_is_said(self, paths):
        chosen = load(paths)
        paths.config_file.write_text("units = 3\n")
        with pytest.raises(InvalidData):
            chosen.set("units.weight", "lb")
        assert paths.config_file.read_text() == "units = 3\n"

    def test_a_full_disk_leaves_the_old_file(self, paths, monkeypatch):
        chosen = load(paths, 'theme = "dark"\n')

        def full(_: int) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(StorageError) as caught:
            chosen.set("theme", "light")
        assert caught.value.code == "settings-not-written"
        assert [p.name for p in paths.config_file.parent.iterdir()] == ["config.toml"]
        assert paths.config_file.read_text() == 'theme = "dark"\n'
        assert chosen.get("theme") == "dark"


class TestReload:
    def test_what_another_process_chose_is_taken_up(self, paths):
        here, other = load(paths), Settings.load(paths, {})
        other.set("theme", "dark")
        assert here.text("theme") != "dark"
        assert here.reload() == {"theme"}
        assert here.text("theme") == "dark"
        assert here.reload() == frozenset()

    def test_own_choices_are_no_news_and_do_not_hide_those_of_others(self, paths):
        here, other = load(paths), Settings.load(paths, {})
        other.set("theme", "dark")
        here.set("units.weight", "lb")
        assert here.reload() == {"theme"}
        assert (here.text("theme"), here.text("units.weight")) == ("dark", "lb")

    def test_a_file_that_went_away_means_the_defaults(self, paths):
        here = load(paths, 'theme = "dark"\n')
        here.reload()
        paths.config_file.unlink()
        assert here.reload() == {"theme"}
        assert here.source("theme") == "default"

    def test_what_the_environment_decides_is_no_news(self, paths):
        here = load(paths, HEALTHDESK_LOG_LEVEL="debug")
        Settings.load(paths, {}).set("log_level", "error")
        assert here.reload() == frozenset()
        assert here.text("log_level") == "debug"

    def test_a_file_broken_by_hand_is_said_once_and_changes_nothing(self, paths):
        here = load(paths, 'theme = "dark"\n')
        here.reload()
        paths.config_file.write_text("theme = [", "utf-8")
        with pytest.raises(InvalidData):
            here.reload()
        assert here.reload() == frozenset()
        assert here.text("theme") == "dark"


class TestUnits:
    @pytest.mark.parametrize(
        ("type_", "key"),
        [
            (kind("weight", "kg", "lb", "st"), "units.weight"),
            (kind("waist", "cm", "in"), "units.height"),
            (kind("blood-glucose", "mmol/L", "mg/dL"), "units.glucose"),
            (kind("triglycerides", "mmol/L", "mg/dL"), "units.cholesterol"),
            (kind("ketones", "mmol/L", "mg/dL"), ""),
            (kind("distance", "m", "km", "mi"), "units.distance"),
            (kind("steps", "steps"), ""),
        ],
    )
    def test_each_type_finds_its_setting(self, type_, key):
        assert unit_key(type_) == key

    def test_the_chosen_unit_counts_where_the_type_takes_it(self, paths):
        chosen = load(paths, '[units]\nweight = "st"\n')
        assert chosen.unit_for(kind("weight", "kg", "lb", "st")) == "st"
        assert chosen.unit_for(kind("squat", "kg", "lb")) == "kg"
        assert chosen.unit_for(kind("steps", "steps")) == "steps"


class TestZone:
    def test_the_persons_zone_comes_before_the_settings(self, paths):
        chosen = load(paths, 'time_zone = "Asia/Tokyo"\n')
        assert local_zone(chosen) == ZoneInfo("Asia/Tokyo")
        assert local_zone(chosen, "Europe/Berlin") == ZoneInfo("Europe/Berlin")

    @pytest.mark.parametrize("name", ["Nowhere/Land", "/etc/passwd", "Europe", "a\0b", "x" * 300])
    def test_an_unknown_zone_is_invalid_data(self, paths, name):
        with pytest.raises(InvalidData) as caught:
            local_zone(load(paths), name)
        assert caught.value.fields[0].code == "unknown-zone"

    @pytest.mark.parametrize("text", ["Asia/Tokyo", ":Asia/Tokyo"])
    def test_the_variable_tz_is_the_computers_zone(self, text):
        assert computer_zone({"TZ": text}) == ZoneInfo("Asia/Tokyo")

    def test_a_link_into_the_zone_files_is_the_computers_zone(self, tmp_path):
        link = tmp_path / "localtime"
        link.symlink_to("/usr/share/zoneinfo/America/New_York")
        assert computer_zone({}, link) == ZoneInfo("America/New_York")

    def test_without_a_hint_the_system_is_asked(self, tmp_path, monkeypatch):
        monkeypatch.delenv("TZ", raising=False)
        zone = computer_zone({}, tmp_path / "none")
        assert dt.datetime(2026, 1, 1, tzinfo=zone).utcoffset() is not None


class TestEnvFile:
    def test_lines_quotes_and_comments(self, tmp_path):
        file = tmp_path / "x.env"
        file.write_text(
            "# sample\n\nA=1\n  export B = two words  # said\nC=\"a # b\"\nD='x=y' # z\nE=\n"
            "F=a#b\n",
            "utf-8",
        )
        expected = {"A": "1", "B": "two words", "C": "a # b", "D": "x=y", "E": "", "F": "a#b"}
        assert load_env_file(file) == expected

    @pytest.mark.parametrize("line", ["A", "1A=2", "A B=1", 'A="open', "=1", "A='x' y"])
    def test_any_other_line_is_named(self, tmp_path, line):
        file = tmp_path / "x.env"
        file.write_text("OK=1\n" + line + "\n", "utf-8")
        with pytest.raises(UsageError) as caught:
            load_env_file(file)
        assert caught.value.code == "env-file-bad-line"
        assert caught.value.params["line"] == 2

    def test_a_missing_file_and_a_binary_one_are_said(self, tmp_path):
        (tmp_path / "b.env").write_bytes(b"\xff\xfe\x00")
        for name in ("none.env", "b.env"):
            with pytest.raises(UsageError) as caught:
                load_env_file(tmp_path / name)
            assert caught.value.code == "env-file-unreadable"

    @settings(deadline=None)
    @given(st.text(st.characters(exclude_characters='"\r\n', exclude_categories=["Cs"])))
    def test_any_text_in_double_quotes_comes_back(self, tmp_path_factory, value):
        file = tmp_path_factory.mktemp("env") / "x.env"
        file.write_text(f'A="{value}"\n', "utf-8")
        assert load_env_file(file) == {"A": value}
