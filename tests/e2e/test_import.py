"""A file of Apple Health through the window: look, import, undo."""

from __future__ import annotations

import pytest

from tests.e2e.desktop import Program, wait_for

RECORD = (
    '<Record type="HKQuantityTypeIdentifierBodyMass" sourceName="Scale" unit="kg" '
    'creationDate="{day} 07:00:00 +0100" startDate="{day} 07:00:00 +0100" '
    'endDate="{day} 07:00:00 +0100" value="{value}"/>'
)


@pytest.fixture
def export(tmp_path):
    """Three weighings and one that cannot be."""
    values = {"2026-01-10": 83.25, "2026-01-11": 83.05, "2026-01-12": 82.95, "2026-01-13": -4}
    rows = "".join(RECORD.format(day=day, value=value) for day, value in values.items())
    file = tmp_path / "export.xml"
    file.write_text(
        f'<?xml version="1.0" encoding="UTF-8"?><HealthData locale="en_GB">'
        f'<ExportDate value="2026-01-14 08:00:00 +0100"/>{rows}</HealthData>',
        encoding="utf-8",
    )
    return file


def test_a_file_is_looked_at_imported_and_taken_back(start, desktop, export, tmp_path):
    program: Program = start()
    program.ready()
    desktop.key("ctrl+o")
    program.shows(control="text:File name:")
    desktop.enter(str(export))

    program.shows("^3 new readings for Me", "3 new, 1 not taken")
    assert not program.readings()
    desktop.screenshot(tmp_path / "preview.png")
    desktop.key("Return")
    program.shows("^Imported 3 readings", control="push button:Undo the import")
    assert {row["value"] for row in program.readings()} == {83.25, 83.05, 82.95}
    desktop.screenshot(tmp_path / "result.png")

    desktop.key("shift+Tab", "space")
    wait_for("the undo", lambda: not program.readings())
    program.shows(focused="Close")
    desktop.key("Escape")
    program.shows(control="push button:Add your first reading", without="Undo the import")
    assert program.quit() == 0
