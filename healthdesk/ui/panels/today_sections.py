"""The parts of Today beside the cards, from top to bottom.

To add one, write a `Section` in a module of its own and put a function that makes it into
`SECTIONS`. Sections are made once the first card is on the screen, so that none of them delays
it, and are asked to read anew whenever the cards are.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from healthdesk.ui.context import Context
from healthdesk.ui.panels.today_section import Section


def _insights(context: Context) -> Section:
    from healthdesk.ui.panels.today_insights import InsightsSection

    return InsightsSection(context)


def _goals(context: Context) -> Section:
    from healthdesk.ui.panels.today_goals import GoalsSection

    return GoalsSection(context)


def _due(context: Context) -> Section:
    from healthdesk.ui.panels.today_due import DueSection

    return DueSection(context)


# From top to bottom.
SECTIONS: Final[tuple[Callable[[Context], Section], ...]] = (_due, _goals, _insights)
