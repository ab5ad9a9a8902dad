"""The main job as a person does it: type a reading, see it, find it in the file."""

from __future__ import annotations

import pytest

from tests.e2e.desktop import run_command, wait_for


@pytest.fixture
def recorded(start, desktop):
    """The program after `bp 128/82 71` and Return on an empty data folder."""
    program = start()
    # At once: whoever types before the data is open loses nothing.
    desktop.enter("bp 128/82 71")
    program.ready()
    wait_for("the reading", program.readings)
    return program


def test_a_reading_is_typed_seen_on_each_page_and_kept(recorded, desktop, tmp_path):
    rows = {row["type"]: row for row in recorded.readings()}
    assert rows.keys() == {"blood-pressure", "heart-rate"}
    pressure = rows["blood-pressure"]
    assert (pressure["value"], pressure["value2"], pressure["unit"]) == (128, 82, "mmHg")
    assert [part["type"] for part in pressure["components"]] == ["systolic", "diastolic"]
    assert rows["heart-rate"]["value"] == 71

    recorded.shows(r"Blood pressure: 128/82 mmHg", selected="Today")
    desktop.screenshot(tmp_path / "today.png")
    recorded.go(2)
    recorded.shows(r"^128/82 mmHg$", selected="Records")
    desktop.screenshot(tmp_path / "records.png")
    recorded.go(3)
    # The sentence of the chart, then the same as a table.
    recorded.shows(r"Chart of Blood pressure", r"128/82.*mmHg", selected="Charts")
    desktop.screenshot(tmp_path / "chart.png")
    desktop.key("ctrl+t")
    recorded.shows("^128/82 mmHg$", control="table:The readings of the chart")

    assert recorded.title().startswith("HealthDesk")
    assert "128" not in recorded.title()
    assert recorded.quit() == 0
    assert len(run_command(recorded.data_dir, "records", "list")["data"]) == 2
    assert run_command(recorded.data_dir, "db", "verify")["ok"] is True


def test_a_reading_of_another_process_comes_by_itself(recorded):
    recorded.shows(r"Blood pressure: 128/82 mmHg", selected="Today")
    recorded.command("add", "bp 141/93")
    recorded.shows(r"Blood pressure: 141/93 mmHg", seconds=5)


def test_undo_takes_it_back_and_redo_brings_it(recorded, desktop):
    recorded.shows(r"^Added: Blood pressure 128/82 mmHg")
    desktop.key("ctrl+z")
    wait_for("the undo", lambda: not recorded.readings())
    recorded.shows(control="push button:Add your first reading")
    desktop.key("ctrl+shift+z")
    wait_for("the redo", lambda: len(recorded.readings()) == 2)


def test_what_cannot_be_placed_is_said_and_not_stored(recorded, desktop):
    desktop.enter("glucose 20")
    recorded.shows("20.*mg/dL.*mmol/L", control="push button:glucose 20 mg/dL")
    assert len(recorded.readings()) == 2
