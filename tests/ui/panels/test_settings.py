from __future__ import annotations

import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit, QSpinBox

from healthdesk.settings import SETTINGS
from healthdesk.ui import theme
from healthdesk.ui.panels.settings import SettingsPanel, groups
from healthdesk.ui.window import Window
from tests.ui.fakes import FakeApp
from tests.ui.wheel_turns import turn


def panel(window: Window) -> SettingsPanel:
    page = window.show_page("settings")
    assert isinstance(page, SettingsPanel)
    return page


def test_every_setting_for_people_is_on_the_page() -> None:
    shown = [key for _, keys in groups() for key in keys]
    assert len(shown) == len(set(shown))
    assert {s.key for s in SETTINGS} - set(shown) == {"log_level", "user"}


def test_a_number_reads_with_its_unit_and_zero_by_its_meaning(window: Window) -> None:
    texts = {
        key: row.control.text()
        for key, row in panel(window).rows.items()
        if isinstance(row.control, QSpinBox)
    }
    assert texts["heart.highest_rate"] == "from the age"
    assert texts["bin.keep_days"] == "only by hand"
    assert texts["reminders.grace_minutes"] == "720 min"
    assert texts["text_scale"] == "100 %"


def test_a_choice_is_kept_and_acts_at_once(window: Window, services: FakeApp, settled) -> None:
    box = panel(window).rows["theme"].control
    assert isinstance(box, QComboBox)
    box.setCurrentIndex(box.findData("dark"))
    settled(lambda: theme.current().dark)
    assert services.settings.text("theme") == "dark"
    assert "dark" in services.settings.config_file.read_text("utf-8")


def test_units_change_what_the_line_means(window: Window, services: FakeApp, settled) -> None:
    box = panel(window).rows["units.weight"].control
    assert isinstance(box, QComboBox)
    box.setCurrentIndex(box.findData("lb"))
    settled(lambda: services.settings.text("units.weight") == "lb")
    window.entry.edit.setText("weight 180")
    settled(lambda: "180 lb" in window.entry.preview.text())


@pytest.mark.parametrize("key", ["units.cholesterol", "text_scale", "api.port"])
def test_the_wheel_goes_on_to_the_page_and_changes_no_setting(
    window: Window, services: FakeApp, key: str
) -> None:
    control = panel(window).rows[key].control
    control.setFocus()  # as after a choice was made there
    before = services.settings.get(key)
    assert not turn(control)
    assert services.settings.get(key) == before


def test_text_grows_at_once(window: Window, services: FakeApp, settled) -> None:
    spin = panel(window).rows["text_scale"].control
    assert isinstance(spin, QSpinBox)
    spin.setValue(150)
    settled(lambda: theme.current().scale == 1.5)


def test_a_wrong_zone_is_said_beside_its_field(window: Window, services: FakeApp, settled) -> None:
    row = panel(window).rows["time_zone"]
    line = row.control
    assert isinstance(line, QLineEdit)
    line.setText("Europe/Nowhere")
    line.editingFinished.emit()
    settled(lambda: row.field.has_error)
    assert services.settings.text("time_zone") == ""
    line.setText("Europe/Berlin")
    line.editingFinished.emit()
    settled(lambda: services.settings.text("time_zone") == "Europe/Berlin")
    settled(lambda: not row.field.has_error)


def test_a_change_from_elsewhere_is_shown(window: Window, services: FakeApp, settled) -> None:
    from healthdesk.domain.events import SettingsChanged

    box = panel(window).rows["units.glucose"].control
    assert isinstance(box, QComboBox)
    services.settings.set("units.glucose", "mmol/L")
    services.bus.publish(SettingsChanged(frozenset({"units.glucose"}), "other"))
    settled(lambda: box.currentData() == "mmol/L")
