"""`tools/setup.sh` on computers that lack something, played by stand-ins on the PATH."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


class Computer:
    """A checkout and a PATH on which some commands are answered by scripts of the test."""

    def __init__(self, folder: Path) -> None:
        self.checkout = folder / "checkout"
        self.commands = folder / "commands"
        self.commands.mkdir()
        for name in ("pyproject.toml", "requirements.lock", "requirements-run.lock"):
            self.checkout.mkdir(exist_ok=True)
            shutil.copy(ROOT / name, self.checkout)
        (self.checkout / "tools").mkdir()
        shutil.copy(ROOT / "tools" / "setup.sh", self.checkout / "tools")
        self.asked = folder / "asked"

    def answers(self, command: str, script: str) -> None:
        """From now on this command notes that it was asked, and does what `script` says."""
        file = self.commands / command
        file.write_text(f'#!/bin/sh\necho "{command} $*" >>"{self.asked}"\n{script}\n', "utf-8")
        file.chmod(0o755)

    def set_up(self, purpose: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["/bin/bash", str(self.checkout / "tools" / "setup.sh"), purpose],
            env=os.environ
            | {"PATH": f"{self.commands}:/usr/bin:/bin", "TMPDIR": str(self.commands.parent)},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    def was_asked(self) -> str:
        return self.asked.read_text("utf-8") if self.asked.exists() else ""


@pytest.fixture
def computer(tmp_path):
    """Debian's tools, nothing installed, a person without rights, and no network."""
    made = Computer(tmp_path)
    made.answers("dpkg-query", "exit 1")
    made.answers("apt-get", "exit 0")
    made.answers("id", "echo 1000")
    made.answers("sudo", "exit 1")
    return made


def test_without_rights_it_prints_the_one_line_and_changes_nothing(computer):
    done = computer.set_up("run")
    assert done.returncode == 1
    (line,) = (line for line in done.stderr.splitlines() if "apt-get" in line)
    assert line.strip().startswith("sudo apt-get update && sudo apt-get install -y ")
    assert {"libxcb-cursor0", "fonts-inter"} <= set(line.split())
    assert "xvfb" not in line.split()
    assert "apt-get " not in computer.was_asked()
    assert not (computer.checkout / ".venv").exists()


def test_the_tests_need_a_screen_of_their_own(computer):
    done = computer.set_up("test")
    assert done.returncode == 1
    assert {"libxcb-cursor0", "xvfb", "openbox", "xdotool"} <= set(done.stderr.split())


def test_only_what_is_missing_is_named(computer):
    # As dpkg-query does, it tells what it knows, and fails over the name it does not.
    computer.answers(
        "dpkg-query",
        "for name; do\n"
        "  case $name in libxcb-cursor0|*t64|-*) ;; *) echo installed ;; esac\n"
        "done\n"
        "exit 1",
    )
    done = computer.set_up("run")
    line = done.stderr.splitlines()[-1]
    assert line.split("--no-install-recommends")[1].split()[0] == "libxcb-cursor0"
    assert "libgl1" not in line


def test_a_library_under_its_newer_name_is_there(computer):
    computer.answers("dpkg-query", 'case "$*" in *libglib2.0-0t64) echo installed;; esac\nexit 1')
    done = computer.set_up("run")
    assert "libgl1" in done.stderr
    assert "libglib2.0-0" not in done.stderr


def test_a_failing_installation_is_told_with_its_last_words(computer):
    computer.answers("id", "echo 0")
    computer.answers("apt-get", "echo 'E: Unable to fetch some archives'; exit 100")
    done = computer.set_up("run")
    assert done.returncode == 1
    assert "Unable to fetch some archives" in done.stderr
    assert not (computer.checkout / ".venv").exists()


def test_with_all_in_place_nothing_is_fetched(computer):
    computer.answers("dpkg-query", "echo installed")
    environment = computer.checkout / ".venv"
    (environment / "bin").mkdir(parents=True)
    (environment / "bin" / "python").symlink_to(shutil.which("python3") or "/usr/bin/python3")
    stamp = subprocess.run(
        ["cksum", "requirements.lock", "pyproject.toml"],
        cwd=computer.checkout,
        capture_output=True,
        text=True,
        check=True,
    )
    (environment / ".installed-test").write_text(stamp.stdout, "utf-8")
    # What the tests need includes what the program needs.
    for purpose in ("test", "run"):
        done = computer.set_up(purpose)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert "apt-get" not in computer.was_asked()


def test_an_interpreter_too_old_is_said(computer):
    for name in ("python3", "python3.13", "python3.12", "python3.11"):
        computer.answers(name, "exit 1")
    done = computer.set_up("run")
    assert done.returncode == 1
    assert "Python 3.11" in done.stderr


@pytest.mark.parametrize("purpose", ["", "both"])
def test_usage(computer, purpose):
    assert computer.set_up(purpose).returncode == 2
