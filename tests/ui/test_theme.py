from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from healthdesk.paths import resource
from healthdesk.ui import icons, theme
from healthdesk.ui.theme import Themes

TEXT_ON = [
    ("text", "card", 7.0), ("text", "page", 7.0), ("muted", "card", 4.5), ("muted", "page", 4.5),
    ("accent", "card", 4.5), ("accent-page", "page", 4.5), ("on-accent", "accent", 4.5),
    ("good", "card", 4.5), ("warn", "card", 4.5), ("bad", "card", 4.5),
    ("warn", "warn-soft", 4.5), ("bad", "bad-soft", 4.5), ("text", "accent-soft", 4.5),
    ("accent-page", "accent-soft", 4.5), ("on-toast", "toast", 7.0),
    ("toast-accent", "toast", 4.5), ("border", "page", 3.0), ("border", "card", 3.0),
]  # fmt: skip


def luminance(color: str) -> float:
    parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", theme.NAMES)
@pytest.mark.parametrize(("on", "under", "least"), TEXT_ON)
def test_every_pair_that_is_read_has_enough_contrast(
    name: str, on: str, under: str, least: float
) -> None:
    colors = theme.load(name).colors
    assert contrast(colors[on], colors[under]) >= least


@pytest.mark.parametrize("name", theme.NAMES)
def test_lines_of_charts_are_seen_on_cards(name: str) -> None:
    look = theme.load(name)
    assert all(contrast(color, look.colors["card"]) >= 3 for color in look.series)


def test_both_themes_have_the_same_tokens() -> None:
    light, dark = map(theme.load, theme.NAMES)
    assert light.colors.keys() == dark.colors.keys()
    assert len(light.series) == len(dark.series)


@pytest.mark.parametrize("name", theme.NAMES)
def test_the_style_template_is_filled_whole(name: str) -> None:
    filled = theme.style_sheet(theme.load(name))
    assert "@" not in filled
    assert filled.count("{") == filled.count("}")


@pytest.mark.parametrize("name", theme.NAMES)
def test_pictures_of_the_template_are_the_tinted_icons(name: str) -> None:
    look = theme.load(name)
    tokens = {
        "check": "on-accent", "chevron-down": "muted", "chevron-up": "muted", "close": "muted",
    }  # fmt: skip
    template = resource("themes/style.qss").read_text("utf-8")
    assert set(re.findall(r"@icon\(([a-z-]+)\)", template)) == set(tokens)
    for icon, token in tokens.items():
        kept = resource(f"themes/{name}-{icon}.svg").read_text("utf-8")
        assert kept == icons.tinted(icon, look.color(token)).replace(
            look.color(token).name(), look.colors[token]
        )


def test_a_switch_reaches_palette_labels_and_listeners(qtbot: QtBot, themes: Themes) -> None:
    label = QLabel("81.4")
    qtbot.addWidget(label)
    with qtbot.waitSignal(themes.themeChanged) as said:
        themes.choose("dark")
    look = said.args[0] if said.args else None
    assert look == theme.current()
    assert theme.current().dark
    assert QApplication.palette().color(QPalette.ColorRole.Window) == look.color("page")
    label.ensurePolished()
    assert label.palette().color(QPalette.ColorRole.WindowText) == look.color("text")


def test_text_grows_with_the_scale_and_stays_within_its_bounds(themes: Themes) -> None:
    themes.choose(scale=1.5)
    assert theme.current().font("body").pixelSize() == 21
    themes.choose(scale=9.0)
    assert theme.current().scale == 2.0
    themes.choose(scale=0.1)
    assert theme.current().scale == 1.0


def test_toggle_goes_to_the_other_and_back(themes: Themes) -> None:
    assert themes.toggle() == "dark"
    assert themes.toggle() == "light"


def test_system_is_light_or_dark(qapp: QApplication) -> None:
    assert theme.resolve("system") in theme.NAMES
    assert theme.resolve("dark") == "dark"


def test_values_have_digits_of_one_width(themes: Themes) -> None:
    from PySide6.QtGui import QFontMetricsF

    if theme.family() != "Inter":
        pytest.fail("the font Inter is not installed (package fonts-inter)")
    metrics = QFontMetricsF(theme.current().font("value"))
    assert metrics.horizontalAdvance("1111") == metrics.horizontalAdvance("8888")
