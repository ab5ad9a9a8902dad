"""What stands out, below the cards of Today: sentences that lead to their figures."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from healthdesk.domain.insights import Insight, Kind
from healthdesk.texts import Format, tr, tr_n
from healthdesk.texts.insights import insight_basis, insight_kind, insight_sentence
from healthdesk.ui import widgets
from healthdesk.ui.context import Context
from healthdesk.ui.flow_row import FlowRow
from healthdesk.ui.panels.today_arrangement import Place, hidden_kinds, keep_hidden_kinds
from healthdesk.ui.panels.today_section import Section

# So many are shown at first.
MOST: Final = 5
# After a change of readings, until the next one counts as later.
REST_MS: Final = 1000
ICONS: Final[dict[Kind, str]] = {
    "morning-evening": "sun", "week": "calendar", "trend": "charts", "level": "charts",
    "weekend": "calendar", "together": "sources", "streak": "check", "silence": "reminders",
    "range": "goals", "outlier": "search", "sleep-times": "moon", "sleep-regularity": "moon",
}  # fmt: skip


class InsightRow(QWidget):
    """One sentence, what it stands on, and two buttons."""

    def __init__(
        self,
        insight: Insight,
        sentence: str,
        basis: str,
        run: Callable[[], object],
        hide: Callable[[], object],
    ) -> None:
        super().__init__()
        self.insight = insight
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(12)
        row.addWidget(widgets.IconView(ICONS[insight.kind], 20), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(2)
        self.sentence = widgets.Text(sentence, "body", wrap=True)
        self.basis = widgets.Text(basis, "caption", tone="muted", wrap=True)
        for text in (self.sentence, self.basis):
            text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            column.addWidget(text)
        row.addLayout(column, 1)
        self.figures = widgets.IconButton("table", tr("Show the figures"), run)
        self.hide_button = widgets.IconButton("close", tr("Hide this kind"), hide)
        for button in (self.figures, self.hide_button):
            # Which of them, for who does not see the row.
            button.setAccessibleDescription(sentence)
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)


class InsightsSection(Section):
    """Nothing is to be seen of it while nothing stands out."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._found: tuple[Insight, ...] = ()
        self._all = False
        self._off = False
        self._asked_of: int | None = None
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._ask_now)
        self.rows: list[InsightRow] = []
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.card = widgets.Card(tr("What stands out"))
        self.card.setAccessibleName(tr("What stands out"))
        outer.addWidget(self.card)
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        self.card.body.addLayout(self._list)
        foot = FlowRow(gap=8)
        self.more = widgets.Button("", "quiet", run=self._toggle)
        self.unhide = widgets.Button(tr("Show hidden kinds again"), "quiet", run=self._unhide)
        for button in (self.more, self.unhide):
            foot.addWidget(button)
        self.card.body.addLayout(foot)
        self.hide()

    def place(self, insights: Place) -> Place:
        before, self._off = self._off, insights == "off"
        self._follow()
        if before and not self._off:
            self.ask()
        return insights

    def ask(self) -> None:
        """At once of another person; else when nothing has changed for a while, for all
        figures are made anew, and an import changes them again and again."""
        person = self._context.current.person
        if person is None or self._off:
            return
        if person.id == self._asked_of:
            self._rest.start()
            return
        self._asked_of = person.id
        self._take(())
        self._ask_now()

    def _ask_now(self) -> None:
        person = self._context.current.person
        if person is None:
            return
        analytics, actor, person_id = self._context.app.analytics, self._context.actor, person.id
        self._context.tasks.run(
            lambda: analytics.insights(actor, person_id),
            self._take,
            key=("today.insights", id(self)),
            owner=self,
        )

    def _take(self, found: tuple[Insight, ...]) -> None:
        types = self._context.current.types
        self._found = tuple(
            one for one in found if one.type in types and (not one.other or one.other in types)
        )
        self._show()

    def _hidden(self) -> frozenset[str]:
        person = self._context.current.person
        return frozenset() if person is None else hidden_kinds(self._context.app.paths, person)

    def _show(self) -> None:
        hidden = self._hidden()
        told = [one for one in self._found if one.kind not in hidden]
        for row in self.rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        shown = told if self._all else told[:MOST]
        self.rows = [self._row(one) for one in shown]
        for row in self.rows:
            self._list.addWidget(row)
        left = len(told) - MOST
        self.more.setVisible(left > 0)
        self.more.setText(tr("Show fewer") if self._all else tr_n("{n} more", "{n} more", left))
        self.more.setAccessibleName(self.more.text())
        self.unhide.setVisible(any(one.kind in hidden for one in self._found))
        self._follow()

    def _follow(self) -> None:
        self.setVisible(bool(self._found) and not self._off)

    def _row(self, one: Insight) -> InsightRow:
        types, shape = self._context.current.types, Format.of(self._context.app.settings)
        return InsightRow(
            one, insight_sentence(one, types, shape), insight_basis(one, types, shape),
            partial(self._show_figures, one), partial(self._hide_kind, one.kind),
        )  # fmt: skip

    def _toggle(self) -> None:
        self._all = not self._all
        self._show()

    # Hiding

    def _hide_kind(self, kind: Kind) -> None:
        before = self._hidden()
        self._keep_hidden(before | {kind})
        self._context.messages.toast(
            tr("“{kind}” is hidden.", kind=insight_kind(kind)),
            (tr("Undo"), lambda: self._keep_hidden(before)),
        )

    def _unhide(self) -> None:
        self._keep_hidden(frozenset())

    def _keep_hidden(self, kinds: frozenset[str]) -> None:
        person = self._context.current.person
        if person is not None:
            keep_hidden_kinds(self._context.app.paths, person, kinds)
            self._show()
            if self.rows:
                self.rows[0].figures.setFocus(Qt.FocusReason.OtherFocusReason)

    # Figures

    def _show_figures(self, one: Insight) -> None:
        """The reading in the list, else the chart over the time that the sentence is of."""
        if one.kind == "outlier":
            from healthdesk.ui.panels.records import RecordsPanel

            page = self._context.show_page("records")
            if isinstance(page, RecordsPanel):
                page.show_filtered((one.type,), one.figures["day"], one.figures["day"])
            return
        from healthdesk.ui.panels.chart_ways import OVER_TIME
        from healthdesk.ui.panels.charts import ChartsPanel

        page = self._context.show_page("charts")
        if isinstance(page, ChartsPanel):
            if one.other:
                page.show_against(one.type, one.other)
                return
            page.show_type(one.type)
            page.show_way(OVER_TIME)
            page.over_time.range.choose(_range_for(one))


def _range_for(one: Insight) -> str:
    """The shortest of the chart's ranges that shows all days of it."""
    from healthdesk.ui.panels.over_time import RANGES

    first, last = one.days
    wanted = last - first + 1
    return next((key for key, days in RANGES.items() if days >= wanted), "year")
