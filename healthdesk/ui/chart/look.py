"""Colours, font and wording of a chart."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from PySide6.QtGui import QColor, QFont

DOT_OPACITY = 0.45
# Kinds of lines by the name of their sign in the legend: strokes and gaps, in widths.
DASHES: Final[Mapping[str, tuple[float, ...]]] = MappingProxyType(
    {"line": (), "dashes": (3.0, 2.0), "long-dashes": (5.0, 2.0), "dotted": (1.0, 2.0)}
)


@dataclass(frozen=True, slots=True)
class Look:
    """Colours ("#rrggbb") and font of a chart; `series` in the order of the parts."""

    card: str
    hairline: str
    border: str
    text: str
    muted: str
    accent: str
    series: tuple[str, ...]
    font: QFont = field(default_factory=QFont)
    dot_opacity: float = DOT_OPACITY


@dataclass(frozen=True, slots=True)
class Numbers:
    """How values of the type in hand are written (with so many decimals) and how fine
    they are."""

    text: Callable[[float, int], str]
    decimals: int = 1
    clock: bool = False  # minutes, counted in parts of an hour


def faded(color: str, opacity: float) -> QColor:
    """The colour, `opacity` 0 (not to be seen) to 1."""
    result = QColor(color)
    result.setAlphaF(opacity)
    return result


def mixed(color: str, card: str, share: float) -> QColor:
    """The colour as it looks on the card where it covers a share of it: long lines that are
    opaque are painted ten times as fast."""
    over, under = QColor(color), QColor(card)
    pairs = (
        (over.red(), under.red()), (over.green(), under.green()), (over.blue(), under.blue())
    )  # fmt: skip
    return QColor(*(round(share * a + (1 - share) * b) for a, b in pairs))
