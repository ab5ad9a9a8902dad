"""What a screen reader is told: every control of every page has a name and can be reached."""

from __future__ import annotations

import pytest

from tests.e2e.desktop import Program, run_command

PAGES = ("Today", "Records", "Charts", "Goals", "Reminders", "Reports", "Settings")


@pytest.mark.parametrize("filled", [False, True], ids=["empty", "filled"])
def test_every_control_of_every_page_has_a_name(start, desktop, data_dir, tmp_path, filled):
    if filled:
        run_command(data_dir, "demo")
    program: Program = start()
    program.ready()
    program.shows(focused="Quick entry", selected="Today", control="text:Quick entry")
    for number, page in enumerate(PAGES, start=1):
        program.go(number)
        program.shows(f"^{page}$", selected=page, control=f"list item:{PAGES[number % 7]}")
        desktop.screenshot(tmp_path / f"{page}.png")


def test_every_control_of_what_opens_over_the_pages_has_a_name(start, desktop, tmp_path):
    program: Program = start()
    program.ready()
    opened = {
        "ctrl+k": "list:Commands",
        "ctrl+shift+n": "text:Note",
        "F1": "table:Keyboard shortcuts",
    }
    for key, control in opened.items():
        desktop.key(key)
        program.shows(control=control)
        desktop.screenshot(tmp_path / f"{key}.png")
        desktop.key("Escape")
        program.shows(selected="Today", without=f"^{control.partition(':')[2]}$")
