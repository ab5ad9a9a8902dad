from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from healthdesk.ui import icons
from healthdesk.ui.commands import PAGES, table


@pytest.mark.parametrize("name", icons.names())
def test_every_icon_is_drawn_on_the_grid_in_one_colour(name: str) -> None:
    root = ET.fromstring(icons.source(name))  # noqa: S314 - our own file
    assert root.get("viewBox") == "0 0 24 24"
    if name != icons.APP:
        assert root.get("stroke") == "currentColor"
        assert root.get("stroke-width") == "2"
        assert not re.search(r"#[0-9a-fA-F]{3,6}", icons.source(name))


@pytest.mark.parametrize("name", icons.names())
def test_every_icon_leaves_something_on_the_picture(qapp: QApplication, name: str) -> None:
    image = icons.pixmap(name, QColor("#14181F"), 24, 2.0).toImage()
    assert image.width() == 48
    drawn = sum(
        image.pixelColor(x, y).alpha() > 128
        for x in range(image.width())
        for y in range(image.height())
    )
    # The smallest is the three dots of "more".
    assert drawn >= 30
    edge = [image.pixelColor(x, 0).alpha() for x in range(image.width())]
    assert max(edge) == 0, "runs over its grid"


def test_commands_and_pages_have_their_icons() -> None:
    wanted = {command.icon for command in table() if command.icon} | set(PAGES)
    assert wanted <= set(icons.names())


def test_an_icon_takes_the_colour_it_is_given(qapp: QApplication) -> None:
    image = icons.pixmap("add", QColor("#C2410C"), 24).toImage()
    assert image.pixelColor(12, 12).name() == "#c2410c"
