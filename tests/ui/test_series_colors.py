"""Lines of a chart stay apart for eyes that see fewer colours."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from numpy.typing import NDArray

from healthdesk.ui import theme

Vector = NDArray[np.float64]

# Machado, Oliveira, Fernandes 2009, full severity; for linear RGB.
VISIONS = {
    "usual": np.eye(3),
    "protanopia": np.array([
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ]),
    "deuteranopia": np.array([
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ]),
    "tritanopia": np.array([
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ]),
}  # fmt: skip
XYZ = np.array([
    [0.4124564, 0.3575761, 0.1804375],
    [0.2126729, 0.7151522, 0.0721750],
    [0.0193339, 0.1191920, 0.9503041],
])  # fmt: skip
WHITE = XYZ @ np.ones(3)
# CIE 1976: about 2 is the least that is seen; this tells thin lines apart at a glance.
APART = 15.0
# The two parts of blood pressure are always drawn together.
FAR_APART = 40.0


def linear(color: str) -> Vector:
    parts = np.array([int(color[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def lab(rgb: Vector) -> Vector:
    share = XYZ @ np.clip(rgb, 0, 1) / WHITE
    x, y, z = np.where(share > 0.008856, np.cbrt(share), 7.787 * share + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def distance(one: str, other: str, vision: str) -> float:
    seen = (lab(VISIONS[vision] @ linear(color)) for color in (one, other))
    return float(np.linalg.norm(next(seen) - next(seen)))


def test_distance_is_that_of_black_and_white() -> None:
    assert distance("#000000", "#FFFFFF", "usual") == pytest.approx(100, abs=0.1)
    assert (
        distance("#C00000", "#6E6E00", "deuteranopia")
        < 30
        < distance("#C00000", "#6E6E00", "usual")
    )


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("name", theme.NAMES)
def test_colours_of_lines_are_told_apart(name: str, vision: str) -> None:
    series = theme.load(name).series
    near = {
        (one, other): round(distance(one, other, vision), 1)
        for one, other in combinations(series, 2)
        if distance(one, other, vision) < APART
    }
    assert near == {}
    assert distance(series[0], series[1], vision) > FAR_APART
