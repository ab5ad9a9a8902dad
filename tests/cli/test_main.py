"""The front door: options before and after the command, help, statuses, broken pipes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from healthdesk import __version__
from healthdesk.cli import main
from healthdesk.cli.main import commands
from tests.cli.conftest import TOP, CommandLine, assert_is_a_message

GROUPS = ("records", "types", "persons", "imports", "db", "settings")


class TestGlobalOptions:
    def test_before_and_after_the_command_name(self, cli: CommandLine, tmp_path: Path):
        other = tmp_path / "other"
        cli.well("--data-dir", other, "add", "weight 70")
        cli.well("add", "--data-dir", other, "weight 71")
        cli.well("add", "weight 72", f"--data-dir={other}")
        found = cli.json("records", "list", "--data-dir", other)
        assert sorted(one["value"] for one in found["data"]) == [70, 71, 72]
        assert cli.json("records", "list")["data"] == []

    def test_json_before_and_after(self, cli: CommandLine):
        before = cli.well("--json", "persons", "list").document
        assert before == cli.well("persons", "list", "--json").document
        assert before == cli.well("persons", "--json", "list").document

    def test_unknown_person_is_not_made(self, cli: CommandLine):
        cli.add("weight 80")
        cli.refused(5, "--person", "Nobody", "add", "weight 70")
        cli.refused(5, "records", "list", "--person", "Nobody")
        cli.refused(5, "add", "weight 70", "--person", "")
        assert [one["name"] for one in cli.json("persons", "list")["data"]] == ["Me"]

    def test_person_by_name_and_by_id(self, cli: CommandLine):
        ada = cli.json("persons", "add", "Ada")["id"]
        for wanted in ("Ada", "ADA", str(ada)):
            cli.well("--person", wanted, "add", "weight 60")
        assert cli.json("records", "list", "--person", "Ada")["pagination"]["total"] == 3

    def test_unknown_account(self, cli: CommandLine):
        cli.refused(5, "--account", "boss", "records", "list")
        cli.well("--account", "owner", "records", "list")

    def test_value_missing(self, cli: CommandLine):
        for words in (("records", "list", "--person"), ("--data-dir", "", "records", "list")):
            assert "needs a value" in cli.refused(2, *words)

    def test_words_behind_two_hyphens_are_no_options(self, cli: CommandLine):
        done = cli.well("add", "--", "weight", "80", "--json")
        assert done.out.startswith("Recorded: Weight 80 kg")

    def test_env_file(self, cli: CommandLine, tmp_path: Path):
        file = tmp_path / "variables.env"
        file.write_text(f"HEALTHDESK_DATA_DIR={tmp_path / 'elsewhere'}\n")
        cli.well("--env-file", file, "add", "weight 70")
        assert (tmp_path / "elsewhere" / "healthdesk.db").exists()
        file.write_text("no assignment\n")
        cli.refused(2, "--env-file", file, "records", "list")
        cli.refused(2, "--env-file", tmp_path / "missing", "records", "list")

    def test_version(self, bare: CommandLine):
        assert bare.well("--version").out == f"healthdesk {__version__}\n"
        assert not bare.folder.exists()


class TestHelp:
    @pytest.mark.parametrize("words", [("--help",), ("-h",), ("help",), ("--json", "--help")])
    def test_of_the_program(self, bare: CommandLine, words):
        text = bare.well(*words).out
        for command in commands():
            assert f"  {command.name} " in text

    @pytest.mark.parametrize("name", [command.name for command in commands()])
    def test_of_every_command_needs_nothing(
        self, bare: CommandLine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name
    ):
        (tmp_path / "file").touch()
        monkeypatch.setenv("HEALTHDESK_DATA_DIR", str(tmp_path / "file" / "data"))
        monkeypatch.setenv("ENABLE_HEALTH_MGMT", "maybe")
        for words in ((name, "--help"), ("--help", name), ("help", name), (name, "x", "-h")):
            done = bare.well(*words)
            assert f"healthdesk {name}" in done.out
            assert done.err == ""
        assert not bare.folder.exists()

    @pytest.mark.parametrize("name", GROUPS)
    def test_a_group_without_its_verb(self, cli: CommandLine, name):
        done = cli(name)
        assert (done.status, done.out) == (2, "")
        assert f"usage: healthdesk {name}" in done.err

    def test_of_a_verb_beside_wrong_options(self, bare: CommandLine):
        done = bare.well("records", "list", "--limit", "x", "--help", "--env-file", "missing")
        assert "--search" in done.out


class TestUsage:
    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (("frobnicate",), "no command frobnicate"),
            (("records", "frob"), "no healthdesk records frob"),
            (("records", "list", "--frob"), "--frob is not taken"),
            (("records", "list", "--lim", "3"), "--lim 3 is not taken"),
            (("records", "list", "--limit", "x"), "--limit takes a number, not x"),
            (("records", "list", "--limit", "-1"), "--limit can't be negative"),
            (("records", "list", "--offset", "-1"), "--offset can't be negative"),
            (("records", "show"), "ID is missing"),
            (("records", "edit", "1", "--unit"), "--unit needs a value"),
            (("analytics", "weight", "--by", "year"), "--by can't be year"),
            (("export", "doc", "--out", "x"), "format can't be doc"),
            (("export", "csv"), "--out is missing"),
            (("import",), "FILE is missing"),
            (("imports", "undo", "x"), "batch takes a number"),
            (("doctor", "now"), "now is not taken"),
        ],
    )
    def test_is_one_sentence(self, cli: CommandLine, words, said):
        assert said in cli.refused(2, *words)
        answer = cli(*words, "--json")
        assert answer.status == 2
        assert answer.document["code"] == "BAD_REQUEST"
        assert said in answer.document["error"]

    def test_add_without_a_word(self, cli: CommandLine):
        done = cli("add")
        assert (done.status, done.out) == (2, "")
        assert "weight 81.4" in done.err

    def test_unreadable_variable_names_itself_before_anything_is_opened(
        self, bare: CommandLine, monkeypatch: pytest.MonkeyPatch
    ):
        for name, value in (
            ("ENABLE_HEALTH_MGMT", "maybe"),
            ("HEALTH_MGMT_BETA_PERCENTAGE", "120"),
            ("HEALTH_ANALYTICS_CACHE_TTL", "soon"),
        ):
            monkeypatch.setenv(name, value)
            said = bare.refused(2, "add", "weight 80")
            assert name in said
            assert value in said
            monkeypatch.delenv(name)
        assert not bare.folder.exists()


class TestErrors:
    def test_error_object(self, cli: CommandLine):
        answer = cli("add", "weight 9000", "--json")
        assert answer.status == 3
        assert answer.err == ""
        document = answer.document
        assert document.keys() == {"error", "code", "details", "request_id"}
        assert document["code"] == "VALIDATION_ERROR"
        assert all(isinstance(told, list) for told in document["details"].values())
        assert cli("records", "show", "77", "--json").document["code"] == "NOT_FOUND"

    def test_sentences_follow_the_language(self, cli: CommandLine):
        cli.well("settings", "set", "language", "de")
        assert "gibt es nicht" in cli.refused(5, "records", "list", "--person", "Nobody")
        assert "Aufruf:" in cli.well("--help").out

    def test_debug_shows_where_it_came_from(self, cli: CommandLine):
        done = cli("records", "show", "77", "--debug")
        assert done.status == 5
        assert "Traceback" in done.err

    def test_a_bug_is_told_without_its_inside_and_logged_without_its_text(
        self, cli: CommandLine, monkeypatch: pytest.MonkeyPatch, expected_logs
    ):
        expected_logs.expect("healthdesk.cli", "a bug")
        monkeypatch.setattr("healthdesk.cli.analytics.run", _broken)
        done = cli("analytics", "weight")
        assert done.status == 1
        assert len(done.err.splitlines()) == 1
        assert "mistake of the program" in done.err
        log = (cli.folder / "logs" / "cli.log").read_text()
        assert "ZeroDivisionError" in log
        assert "weighs 81.4" not in log

    def test_interrupted(self, cli: CommandLine, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr("healthdesk.cli.analytics.run", _interrupted)
        done = cli("analytics", "weight")
        assert (done.status, done.out, done.err) == (130, "", "")


def _broken(*_: object) -> int:
    raise ZeroDivisionError("weighs 81.4")


def _interrupted(*_: object) -> int:
    raise KeyboardInterrupt


@pytest.mark.e2e
class TestOutput:
    def test_a_reader_that_goes_away(self, cli: CommandLine):
        # More than a pipe holds, so that writing goes on when the reader is gone.
        for id_ in cli.add(*["weight 80"] * 8):
            cli.well("records", "edit", id_, "--note", "long walk " * 990)
        with subprocess.Popen(
            [sys.executable, "-m", "healthdesk", "export", "csv", "--out", "-"],
            cwd=TOP, stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0,
        ) as process:  # fmt: skip
            assert process.stdout is not None
            assert process.stderr is not None
            assert process.stdout.read(3) == b"uid"
            process.stdout.close()
            assert process.stderr.read() == b""
            assert process.wait() == 0

    def test_a_full_disk_behind_the_output(self, cli: CommandLine):
        cli.add("weight 80")
        with Path("/dev/full").open("w") as full:
            done = subprocess.run(
                [sys.executable, "-m", "healthdesk", "records", "list", "--json"],
                cwd=TOP, stdout=full, stderr=subprocess.PIPE, check=False, text=True,
            )  # fmt: skip
        assert done.returncode == 1
        assert_is_a_message(done.stderr)

    def test_a_terminal_that_lacks_characters(self, cli: CommandLine):
        narrow = {"PYTHONIOENCODING": "ascii"}
        done = cli.process("add", "weight 80 schöner Weg", env=narrow)
        assert done.status == 0
        listed = cli.process("records", "list", env=narrow)
        assert (listed.status, "sch\\xf6ner" in listed.out) == (0, True)
        document = cli.process("records", "list", "--json", env=narrow).document
        assert document["data"][0]["note"] == "schöner Weg"

    def test_what_could_steer_the_terminal_is_shown_as_nothing(self, cli: CommandLine):
        # A source's name comes from a file.
        said = cli.refused(2, "frob\x1b[2J\u202e")
        assert "\x1b" not in said
        assert "\u202e" not in said


def test_commands_are_named_once():
    names = [command.name for command in commands()]
    assert len(set(names)) == len(names)
    assert main.run(["--version"]) == 0
