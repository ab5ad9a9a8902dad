"""Everything without a mouse."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QImage

from tests.e2e.desktop import wait_for


def lightness(picture: Path) -> int:
    """0 to 255, in the middle of the screen, where the table has no row."""
    return QImage(str(picture)).pixelColor(720, 600).lightness()


def test_a_day_with_the_program_by_keys_alone(start, desktop, tmp_path):
    program = start()
    program.ready()
    for line in ("weight 81.35 after run #gym", "weight 82.45 yesterday 7:30 #scale"):
        desktop.enter(line)
    wait_for("both readings", lambda: len(program.readings()) == 2)

    program.go(2)
    program.shows("^2 readings$", selected="Records", focused="Search notes, tags and sources")
    desktop.type("gym")
    program.shows("^1 reading$", "after run", without="82.45")
    desktop.key("ctrl+l")
    program.shows("^2 readings$")

    # From the search past the three filters into the table.
    desktop.key("Tab", "Tab", "Tab", "Tab", "Home")
    desktop.key("Delete")
    wait_for("the deletion", lambda: len(program.readings()) == 1)
    program.shows("^Deleted 1 reading", "^1 reading$", control="push button:Undo")
    desktop.screenshot(tmp_path / "deleted.png")
    desktop.key("ctrl+z")
    wait_for("the undo", lambda: len(program.readings()) == 2)
    program.shows("^2 readings$", "^after run$")

    desktop.key("Home", "Right", "Right", "F2", "ctrl+a")
    desktop.enter("80.95")
    wait_for("the edit", lambda: program.readings()[0]["value"] == 80.95)

    assert lightness(desktop.screenshot(tmp_path / "light.png")) > 200
    program.command_of_palette("switch between light and dark")
    wait_for(
        "the other theme",
        lambda: program.command("settings", "get", "theme")["value"] == "dark",
    )
    wait_for("the dark", lambda: lightness(desktop.screenshot(tmp_path / "dark.png")) < 60)

    desktop.key("ctrl+shift+n")
    # The form begins with the type that is used most, and the cursor where its value goes.
    program.shows(focused="Value", control="spin button:Date")
    desktop.type("80.65")
    desktop.screenshot(tmp_path / "form.png")
    desktop.key("ctrl+Return")
    wait_for("the form's reading", lambda: len(program.readings()) == 3)
    program.shows("Weight 80.65 kg", focused="Value")  # ready for another
    desktop.key("Escape")
    program.shows(selected="Records", without="^Add a reading$")
    assert program.quit() == 0
