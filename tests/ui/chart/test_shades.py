"""Colours of scales and classes can be told apart and read."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtGui import QColor

from healthdesk.ui import theme
from healthdesk.ui.chart.look import Look
from healthdesk.ui.chart.shades import bands, classes, mixed, nothing, readable_on, sequence
from tests.ui.test_series_colors import VISIONS, distance, lab, linear

# Neighbours on one scale: clearly apart, if not at a glance.
STEP = 7.0


def look(name: str) -> Look:
    found = theme.load(name)
    color = found.colors
    return Look(
        color["card"], color["line"], color["border"], color["text"], color["muted"],
        color["accent"], found.series,
    )  # fmt: skip


def lightness(color: str) -> float:
    return float(lab(linear(color))[0])


def luminance(color: str) -> float:
    return float(linear(color) @ [0.2126, 0.7152, 0.0722])


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", theme.NAMES)
def test_more_is_further_from_the_card(name):
    own = look(name)
    told = [abs(lightness(color) - lightness(own.card)) for color in sequence(own, 6)]
    assert told == sorted(told)


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("name", theme.NAMES)
def test_neighbours_are_told_apart_by_every_eye(name, vision):
    own = look(name)
    scales = [sequence(own, 6), *(classes(own, usual, raised) for usual, raised in
                                  ((1, 3), (3, 4), (1, 2), (2, 1)))]  # fmt: skip
    for scale in scales:
        for one, other in itertools.pairwise(scale):
            assert distance(one, other, vision) > STEP, (scale, one, other)


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("name", theme.NAMES)
def test_the_least_is_told_apart_from_nothing_at_a_glance(name, vision):
    own = look(name)
    for steps in (2, 6):
        assert distance(nothing(own), sequence(own, steps)[0], vision) > 2 * STEP
        assert contrast(nothing(own), sequence(own, steps)[0]) > 1.3


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("name", theme.NAMES)
def test_bands_of_glucose_are_told_apart_by_every_eye(name, vision):
    for one, other in itertools.combinations(bands(look(name)), 2):
        assert distance(one, other, vision) > STEP


@pytest.mark.parametrize("name", theme.NAMES)
def test_words_on_a_colour_can_be_read(name):
    own = look(name)
    for color in (*bands(own), *classes(own, 3, 4)):
        assert contrast(readable_on(color), color) >= 3.0


def test_a_single_step_is_the_colour_itself():
    own = look("light")
    assert sequence(own, 1) == (mixed(own.card, own.series[0], 0.82),)


def test_mixed_begins_and_ends_with_its_colours():
    assert mixed("#102030", "#FFFFFF", 0) == "#102030"
    assert mixed("#102030", "#FFFFFF", 1) == "#FFFFFF"
    assert QColor(mixed("#000000", "#FFFFFF", 0.5)).red() == 128
