"""The main job as a person does it: type a reading, see it, find it in the file."""

from __future__ import annotations

import pytest

from tests.e2e.desktop import run_command, wait_for


@pytest.fixture
def recorded(start, desktop):
    """The program after `bp 128/82 71` and Return on an empty data folder."""
    program = start()
    desktop.key("ctrl+n")
    desktop.type("bp 128/82 71")
    desktop.key("Return")
    wait_for("the reading", lambda: program.command("records", "list")["data"])
    return program


def test_title_tells_the_program_and_no_value(recorded):
    assert recorded.title().startswith("HealthDesk")
    assert "128" not in recorded.title()


def test_typed_reading_is_in_the_file(recorded):
    rows = {row["type"]: row for row in recorded.command("records", "list")["data"]}
    assert rows.keys() == {"blood-pressure", "heart-rate"}
    pressure = rows["blood-pressure"]
    assert (pressure["value"], pressure["value2"], pressure["unit"]) == (128, 82, "mmHg")
    assert [part["type"] for part in pressure["components"]] == ["systolic", "diastolic"]
    assert rows["heart-rate"]["value"] == 71


def test_typed_reading_is_on_the_chart(recorded, desktop):
    desktop.key("ctrl+3")
    walked = recorded.walk("--selected", "Charts", "--contains", r"\b128\b.*\b82\b")
    assert walked.returncode == 0, walked.stdout + walked.stderr


def test_typed_reading_is_on_the_first_page(recorded, desktop):
    desktop.key("ctrl+1")
    walked = recorded.walk("--selected", "Today", "--contains", r"\b128/82\b")
    assert walked.returncode == 0, walked.stdout + walked.stderr


def test_the_file_holds_the_reading_after_the_window_is_closed(recorded):
    assert recorded.quit() == 0
    assert len(run_command(recorded.data_dir, "records", "list")["data"]) == 2
    assert run_command(recorded.data_dir, "db", "verify")["ok"] is True


def test_a_reading_of_the_command_line_comes_to_the_open_window(recorded, desktop):
    recorded.command("add", "bp 141/93")
    desktop.key("ctrl+1")
    walked = recorded.walk("--selected", "Today", "--contains", r"\b141/93\b")
    assert walked.returncode == 0, walked.stdout + walked.stderr


def test_undo_takes_it_back(recorded, desktop):
    desktop.key("Escape", "ctrl+z")
    wait_for("the undo", lambda: not recorded.command("records", "list")["data"])
