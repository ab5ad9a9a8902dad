"""Colours made from those of the theme: scales of one hue, and classes told apart by light
and dark as well as by hue, so that nobody has to see red and green."""

from __future__ import annotations

from PySide6.QtGui import QColor

from healthdesk.ui.chart.look import Look


def mixed(one: str, other: str, share: float) -> str:
    """Between two colours: `share` 0 is the first, 1 the second."""
    first, second = QColor(one), QColor(other)
    channels = (
        (first.red(), second.red()),
        (first.green(), second.green()),
        (first.blue(), second.blue()),
    )
    return QColor(*(round(a + (b - a) * share) for a, b in channels)).name().upper()


def nothing(look: Look) -> str:
    """Of a place without data, beside a `sequence`: nearly the card; it wants an outline."""
    return mixed(look.card, look.hairline, 0.25)


def sequence(look: Look, steps: int, color: str = "") -> tuple[str, ...]:
    """From a trace of a colour (that of the first series) to more than all of it: on a light
    card the darkest is the most, on a dark one the lightest."""
    hue = color or look.series[0]
    lowest, middle = mixed(look.card, hue, 0.26), mixed(look.card, hue, 0.82)
    highest = mixed(hue, look.text, 0.38)
    if steps == 1:
        return (middle,)
    half = (steps - 1) / 2
    return tuple(
        mixed(lowest, middle, number / half)
        if number <= half
        else mixed(middle, highest, (number - half) / half)
        for number in range(steps)
    )


def classes(look: Look, usual: int, raised: int) -> tuple[str, ...]:
    """Of classes in their order: the usual ones in teal, the raised ones in orange, each
    stronger than the one before."""
    calm = [mixed(look.card, look.series[2], share) for share in _steps(usual, 0.5, 0.85)]
    alarm = sequence(look, raised + 1, look.series[1])[1:] if raised else ()
    return (*calm, *alarm)


def bands(look: Look) -> tuple[str, str, str, str, str]:
    """Very low, low, in range, high, very high: two sides of a calm middle, darker outwards."""
    low, inside, high = look.series[3], look.series[2], look.series[1]
    return (
        mixed(low, look.text, 0.25),
        mixed(look.card, low, 0.6),
        mixed(look.card, inside, 0.75),
        mixed(look.card, high, 0.6),
        mixed(high, look.text, 0.25),
    )


def readable_on(color: str) -> str:
    """Black or white, whichever can be read on a colour."""
    tint = QColor(color)
    light = 0.299 * tint.redF() + 0.587 * tint.greenF() + 0.114 * tint.blueF()
    return "#14181F" if light > 0.55 else "#FFFFFF"


def _steps(count: int, low: float, high: float) -> list[float]:
    if count < 2:
        return [high] * count
    return [low + (high - low) * n / (count - 1) for n in range(count)]
