"""Every way to look at a type: its name, whom it suits, and who draws it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from healthdesk.domain.blood_pressure import SLUG as PRESSURE
from healthdesk.domain.health_types import HealthType
from healthdesk.domain.times import date_of
from healthdesk.services.sleep_report import ASLEEP, IN_BED
from healthdesk.texts import tr
from healthdesk.ui.chart_views.view import ChartView, Subject
from healthdesk.ui.context import Context

OVER_TIME: Final = "over-time"
SCATTER: Final = "scatter"


@dataclass(frozen=True, slots=True)
class Way:
    """A row of the table. `make` loads what it needs at the first look."""

    key: str
    name: str
    icon: str
    suits: Callable[[Subject], bool]
    make: Callable[[Context], ChartView]


def ways() -> tuple[Way, ...]:
    """All of them, in the order they are offered in."""
    return (
        Way(OVER_TIME, tr("Over time"), "charts", _always, _over_time),
        Way("pressures", tr("Pressure ranges"), "ranges", _of_pressure, _pressures),
        Way("nights", tr("Sleep stages"), "moon", _of_sleep, _nights),
        Way("profile", tr("By time of day"), "day", _by_time_of_day, _profile),
        Way("calendar", tr("Calendar"), "calendar", _always, _calendar),
        Way("distribution", tr("Distribution"), "distribution", _always, _distribution),
        Way("years", tr("Year over year"), "years", _of_years, _years),
        Way(SCATTER, tr("Against another"), "scatter", _always, _scatter),
    )


def _always(_subject: Subject) -> bool:
    return True


def _of_pressure(subject: Subject) -> bool:
    return subject.kind.slug == PRESSURE


def _of_sleep(subject: Subject) -> bool:
    return subject.kind.slug in (ASLEEP, IN_BED)


def _by_time_of_day(subject: Subject) -> bool:
    """Types with many readings a day, and amounts that are told with their time."""
    kind = subject.kind
    return kind.dense or _of_intervals(kind)


def _of_intervals(kind: HealthType) -> bool:
    return kind.combine == "union" and kind.group == "activity"


def _of_years(subject: Subject) -> bool:
    """Only where there are two years to compare."""
    return date_of(subject.first).year < date_of(subject.last).year


def _over_time(context: Context) -> ChartView:
    from healthdesk.ui.panels.over_time import OverTime

    return OverTime(context)


def _pressures(context: Context) -> ChartView:
    from healthdesk.ui.chart_views.pressure_bars import PressureBarsView

    return PressureBarsView(context)


def _nights(context: Context) -> ChartView:
    from healthdesk.ui.chart_views.nights import NightsView

    return NightsView(context)


def _profile(context: Context) -> ChartView:
    from healthdesk.ui.chart_views.profile import ProfileView

    return ProfileView(context)


def _calendar(context: Context) -> ChartView:
    from healthdesk.ui.chart_views.calendar import CalendarView

    return CalendarView(context)


def _distribution(context: Context) -> ChartView:
    from healthdesk.ui.chart_views.distribution import DistributionView

    return DistributionView(context)


def _years(context: Context) -> ChartView:
    from healthdesk.ui.chart_views.years import YearsView

    return YearsView(context)


def _scatter(context: Context) -> ChartView:
    from healthdesk.ui.chart_views.scatter import ScatterView

    return ScatterView(context)
