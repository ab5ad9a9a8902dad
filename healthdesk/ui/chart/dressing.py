"""Colours, numbers and words of charts as the theme and the settings have them now."""

from __future__ import annotations

from typing import Final

from healthdesk.domain.health_types import HealthType
from healthdesk.texts import Format
from healthdesk.ui import theme
from healthdesk.ui.chart.look import DOT_OPACITY, Look, Numbers
from healthdesk.ui.chart.ticks import TimeStyle

# Against a dark card the same share of colour looks fainter.
DARK_DOTS: Final = 0.6


def look_now() -> Look:
    """Colours and font of the theme in force."""
    look = theme.current()
    return Look(
        card=look.colors["card"],
        hairline=look.colors["line"],
        border=look.colors["border"],
        text=look.colors["text"],
        muted=look.colors["muted"],
        accent=look.colors["accent"],
        series=look.series,
        font=look.font("axis"),
        dot_opacity=DARK_DOTS if look.dark else DOT_OPACITY,
    )


def numbers_of(kind: HealthType, unit: str, shape: Format) -> Numbers:
    """How values of a type are written on an axis."""
    if unit == "min" and kind.slug != "5k-time":
        return Numbers(lambda value, _: shape.duration(value), 0, clock=True)
    return Numbers(shape.number, kind.decimals_in(unit))


def time_style_of(shape: Format) -> TimeStyle:
    """How an axis of time is worded."""
    return TimeStyle(shape.language, shape.order != "dmy", shape.clock24, shape.week_start)
