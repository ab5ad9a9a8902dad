"""The runbook: its blocks are run from top to bottom, its tables name what there is."""

from __future__ import annotations

import configparser
import os
import plistlib
import re
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from healthdesk.domain import cron
from healthdesk.domain.diagnostics import CheckName
from healthdesk.settings import load_env_file
from tests.cli.conftest import TOP, CommandLine, bare
from tests.monitoring.promtool import tool

__all__ = ["bare"]

TEXT = (TOP / "docs/operations.md").read_text("utf-8")
# What a command may end with where nothing is wrong with how it was called.
TOLD = {0, 1, 4}


def blocks(language: str) -> list[str]:
    found = re.findall(rf"^( *)```{language}\n(.*?)^\1```$", TEXT, re.MULTILINE | re.DOTALL)
    return [dedent(block) for _, block in found]


def rows(heads: str) -> list[list[str]]:
    """The cells of the rows below these heads."""
    table = TEXT.partition(f"| {heads} |\n")[2].partition("\n\n")[0].splitlines()[1:]
    assert table, heads
    return [line.strip("| ").split(" | ") for line in table]


def environment(home: Path) -> dict[str, str]:
    """A log-in of its own, with the program on its path."""
    (home / "bin").mkdir(parents=True)
    program = home / "bin" / "healthdesk"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m healthdesk "$@"\n', "utf-8")
    program.chmod(0o755)
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "TMPDIR") if name in os.environ}
    path = f"{home / 'bin'}:{kept['PATH']}"
    return {**kept, "PATH": path, "HOME": str(home), "PYTHONPATH": str(TOP)}


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_every_block_of_shell_runs(tmp_path: Path):
    tool("promtool")
    script = "".join(f"{block}\n" for block in blocks("sh"))
    home = tmp_path / "home"
    done = subprocess.run(
        ["bash", "-euxo", "pipefail", "-c", script],
        cwd=TOP, env=environment(home), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
    said = {name: name in done.stdout for name in ("internal", "off", "on")}
    assert all(said.values()), said
    assert (home / "healthdesk" / "healthdesk.db").exists()
    assert not (home / "gone" / "healthdesk.db").exists()
    assert (home / "healthdesk.env").stat().st_mode & 0o077 == 0


def test_every_section_of_shell_is_there():
    assert len(blocks("sh")) >= 18


@pytest.mark.parametrize("text", blocks("ini"))
def test_units_of_systemd_can_be_read(text: str):
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.read_string(text)
    assert "Unit" in unit
    for line in re.findall(r"^ExecStart=(.+)$", text, re.MULTILINE):
        assert line.startswith("/usr/bin/env healthdesk ")


@pytest.mark.slow
def test_the_line_of_crontab_and_the_task_of_windows_do_their_work(tmp_path: Path):
    home = tmp_path / "home"
    at_home = environment(home)
    (home / "healthdesk.env").write_text(f"HEALTHDESK_DATA_DIR={home / 'data'}\n", "utf-8")
    (line,) = blocks("crontab")
    *when, job = line.strip().split(" ", 5)
    cron.parse(" ".join(when))
    (batch,) = blocks("bat")
    (task,) = re.findall(r'/TR "([^"]+)"', batch)
    folder = f"HEALTHDESK_DATA_DIR={home / 'data'}"
    for words in ("healthdesk db upgrade", job, task):
        subprocess.run(
            ["sh", "-euc", f"export {folder}; {words}"], env=at_home, check=True,
            capture_output=True,
        )  # fmt: skip
    assert len(list((home / "data" / "backups").glob("*-backup.db"))) == 2


def test_the_agent_of_macos_can_be_read():
    (text,) = blocks("xml")
    agent = plistlib.loads(text.encode())
    assert agent["ProgramArguments"][1:] == ["db", "backup"]


def commands() -> list[str]:
    """What stands between backquotes and can be typed as it is."""
    found = re.findall(r"`healthdesk ([^`]+)`", TEXT)
    return sorted({one for one in found if not one.startswith(("serve", "reminders trigger"))})


@pytest.mark.parametrize("words", commands())
def test_every_command_in_the_text_can_be_called(bare: CommandLine, words: str):
    bare.well("db", "upgrade")
    done = bare(*words.split())
    assert done.status in TOLD, (words, done)


def test_every_alert_has_its_row():
    alerts = (TOP / "resources/monitoring/alerts.yml").read_text("utf-8")
    named = re.findall(r"- alert: (\w+)", alerts)
    assert [row[0].strip("`") for row in rows("alert | means | do")] == named


def test_every_line_of_the_checklist_has_its_row():
    named = [row[0].strip("`") for row in rows("line | holds where | else")]
    assert named == list(CheckName.__args__)  # type: ignore[attr-defined]


def test_every_area_of_the_log_is_one():
    areas = set(re.findall(r"--area (\w+)", TEXT))
    used = "".join(path.read_text("utf-8") for path in (TOP / "healthdesk").rglob("*.py"))
    for area in areas:
        assert f'getLogger("healthdesk.{area}")' in used


@pytest.mark.parametrize(
    ("name", "seconds", "reason"),
    [("development", 300, "on"), ("staging", 1800, "off"), ("production", 3600, "off")],
)
def test_the_samples_of_variables_can_be_used(bare: CommandLine, name, seconds, reason):
    file = TOP / f"resources/env/{name}.env"
    assert load_env_file(file)["HEALTH_ANALYTICS_CACHE_TTL"] == str(seconds)
    # Somebody whose bucket is above every share of the samples.
    decision = bare.json("--env-file", file, "flags", "show", "--user", "ada")
    assert decision["reason"] == reason
