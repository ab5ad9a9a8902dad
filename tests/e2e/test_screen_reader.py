"""What a screen reader is told: every control of every page has a name."""

from __future__ import annotations

import pytest

from tests.e2e.desktop import Program, run_command

PAGES = ("Today", "Records", "Charts", "Goals", "Reminders", "Reports", "Settings")


@pytest.mark.parametrize("filled", [False, True], ids=["empty", "filled"])
def test_every_control_has_a_name(start, desktop, data_dir, filled):
    if filled:
        run_command(data_dir, "demo")
    program: Program = start()
    for number, page in enumerate(PAGES, start=1):
        desktop.key(f"ctrl+{number}")
        walked = program.walk("--selected", page)
        assert walked.returncode == 0, f"{page}:\n{walked.stdout}{walked.stderr}"


def test_the_quick_entry_line_goes_by_its_name(start):
    walked = start().walk("--control", "text:Quick entry")
    assert walked.returncode == 0, walked.stdout + walked.stderr


def test_navigation_names_each_page(start):
    entries = [f"--control=list item:{page}" for page in PAGES]
    walked = start().walk(*entries)
    assert walked.returncode == 0, walked.stdout + walked.stderr
