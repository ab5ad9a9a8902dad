"""Today: the last value of each type this person uses, and what changed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QLocale, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QAction, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from healthdesk.domain.cards import Card
from healthdesk.domain.events import RecordsChanged
from healthdesk.domain.health_types import HealthType
from healthdesk.domain.times import day_of
from healthdesk.texts import Format, tr, type_name, unit_label
from healthdesk.texts.pressure import by_rule, class_of, in_range
from healthdesk.ui import theme, widgets
from healthdesk.ui.context import Context
from healthdesk.ui.flow_grid import FlowGrid
from healthdesk.ui.sparkline import Sparkline

CELL: Final = 256
MOST_COLUMNS: Final = 4


@dataclass(frozen=True, slots=True)
class Wording:
    """What a card says: all of it as texts, and the tone and icon of its state."""

    name: str
    number: str
    unit: str
    when: str
    state: str
    change: str
    # Of blood pressure: the class of the mean by a guideline, with its source.
    rule: str
    tone: str
    icon: str

    @property
    def sentence(self) -> str:
        """All of it as one sentence, for screen readers."""
        value = f"{self.number} {self.unit}".strip()
        parts = [f"{self.name}: {value}", self.when, self.state, self.change, self.rule]
        return ", ".join(part for part in parts if part) + "."


def worded(card: Card, kind: HealthType, shape: Format, now: dt.datetime) -> Wording:
    """The facts of a card in words: no alarm, no diagnosis."""
    number, unit = _split(
        shape.value(kind, card.value, card.value2, card.unit, card.comparator), card.unit
    )
    tone, icon = {
        "in-range": ("good", "check"),
        "above": ("warn", "chevron-up"),
        "below": ("warn", "chevron-down"),
        "none": ("muted", ""),
    }[_verdict(card)]
    return Wording(
        name=type_name(kind),
        number=number,
        unit=unit,
        when=_when(card, shape, now),
        state=_state(card, kind, shape),
        change=_change(card, kind, shape),
        rule=_rule(card, shape),
        tone=tone,
        icon=icon,
    )


def _verdict(card: Card) -> str:
    """A pressure that is not low is placed by its guideline, else by the typical range."""
    pressure = card.pressure
    if pressure is None or card.verdict == "below":
        return card.verdict
    return "above" if pressure.rule.is_raised(pressure.place) else "in-range"


def _rule(card: Card, shape: Format) -> str:
    week = None if card.pressure is None else card.pressure.week
    if week is None:
        return ""
    said = class_of(week, shape)
    if week.place is not None:
        said = tr("Mean of 7 days: {class_}", class_=said)
    return by_rule(said, week.rule)


def _split(text: str, unit: str) -> tuple[str, str]:
    """The number and the unit behind it, which is written smaller."""
    label = "" if unit == "min" else unit_label(unit)  # 7 h 20 min is all of one size
    if label and text.endswith(f" {label}"):
        return text[: -len(label) - 1], label
    return text, ""


def _when(card: Card, shape: Format, now: dt.datetime) -> str:
    if card.day is None:
        return shape.moment(card.recorded_at, card.offset, now)
    match card.day - day_of(now.date()):
        case 0:
            return tr("today")
        case -1:
            return tr("yesterday")
    return shape.date(card.day)


def _state(card: Card, kind: HealthType, shape: Format) -> str:
    verdict = {
        "in-range": tr("In range"),
        "above": tr("Above the typical range"),
        "below": tr("Below the typical range"),
        "none": "",
    }[card.verdict]
    if card.pressure is not None and card.verdict != "below":
        verdict = in_range(card.pressure.rule, card.pressure.place)
    if card.mean is None:
        mean = tr("no reading in the last 7 days")
    else:
        text, _ = _split(shape.value(kind, card.mean, card.mean2, card.unit), card.unit)
        mean = tr("7-day mean {mean}", mean=text)
    if not verdict:
        return mean[:1].upper() + mean[1:]
    return tr("{verdict}, {mean}", verdict=verdict, mean=mean)


def _change(card: Card, kind: HealthType, shape: Format) -> str:
    if card.mean is None or card.before is None:
        return ""
    changes = [card.mean - card.before]
    if card.mean2 is not None and card.before2 is not None:
        changes.append(card.mean2 - card.before2)
    digits = kind.decimals_in(card.unit)
    least = 1.0 if card.unit == "min" else 10.0**-digits
    if all(abs(change) < least / 2 for change in changes):
        return tr("Same as the 7 days before")
    if card.unit == "min":
        text = _signed(changes[0], shape.duration(abs(changes[0])))
    else:
        text = "/".join(_signed(c, shape.number(abs(c), digits)) for c in changes)
        label = unit_label(card.unit)
        text = f"{text} {label}" if label else text
    return tr("{change} against the 7 days before", change=text)


def _signed(change: float, text: str) -> str:
    if not any(sign in text for sign in "123456789"):
        return text
    return f"{'+' if change > 0 else '−'}{text}"


class TypeCard(QAbstractButton):
    """One type; pressing it opens its chart."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.name = widgets.Text("", "strong", wrap=True)
        self.when = widgets.Text("", "caption", tone="muted")
        self.number = widgets.Text("", "value")
        self.unit = widgets.Text("", "body", tone="muted")
        self.spark = Sparkline()
        self.mark = widgets.IconView("check", 18)
        self.state = widgets.Text("", "body", wrap=True)
        self.change = widgets.Text("", "caption", tone="muted", wrap=True)
        self.rule = widgets.Text("", "caption", tone="muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(widgets.CARD_X, widgets.CARD_Y, widgets.CARD_X, widgets.CARD_Y)
        column.setSpacing(4)
        column.addWidget(self.name)
        column.addWidget(self.when)
        column.addLayout(self._value_row())
        column.addWidget(self.spark)
        column.addSpacing(4)
        column.addLayout(self._state_row())
        column.addWidget(self.change)
        column.addWidget(self.rule)
        column.addStretch(1)
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def _value_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.number, 0, Qt.AlignmentFlag.AlignBaseline)
        row.addWidget(self.unit, 0, Qt.AlignmentFlag.AlignBaseline)
        row.addStretch(1)
        return row

    def _state_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.state, 1)
        return row

    def show_card(self, card: Card, kind: HealthType, words: Wording, today: int) -> None:
        self.name.setText(words.name)
        self.when.setText(words.when)
        self.number.setText(words.number)
        self.unit.setText(words.unit)
        self.unit.setVisible(bool(words.unit))
        self.state.setText(words.state.replace("-", "\u2011"))  # no line ends in "7-day"
        self.state.set_tone(words.tone)
        self.change.setText(words.change)
        self.change.setVisible(bool(words.change))
        self.rule.setText(words.rule)
        self.rule.setVisible(bool(words.rule))
        self.mark.setVisible(bool(words.icon))
        if words.icon:
            self.mark.set_icon(words.icon, words.tone)
        self.spark.set_points(card.spark, today, bars=kind.aggregate == "sum")
        self.setAccessibleName(words.sentence)
        self.setAccessibleDescription(tr("Opens the chart"))
        self.setToolTip(tr("Opens the chart"))

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.hasFocus()
        pen = QPen(look.color("accent" if focused else "line"), 2 if focused else 1)
        painter.setPen(pen)
        pressed = self.isDown() or self.underMouse()
        painter.setBrush(look.color("faint" if pressed else "card"))
        inset = 1.0 if focused else 0.5
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 14, 14)


class TodayPanel(widgets.Page):
    """The page; fills from one question to the services."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(tr("Today"), parent)
        self._context = context
        self._stale = True
        self._cards: tuple[Card, ...] = ()
        self.date = widgets.Text("", "body", tone="muted")
        self.titles.addWidget(self.date, 0, Qt.AlignmentFlag.AlignBaseline)
        self.titles.setAlignment(self.title, Qt.AlignmentFlag.AlignBaseline)
        self.tiles: dict[str, TypeCard] = {}
        self.grid = FlowGrid(theme.current().px(CELL), 1, MOST_COLUMNS, widgets.GAP)
        self.body.addWidget(self.grid)
        self.body.addStretch(1)
        self._midnight = QTimer(self)
        self._midnight.setSingleShot(True)
        self._midnight.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._midnight.timeout.connect(self._changed)
        self._connect()

    def _connect(self) -> None:
        context = self._context
        context.events.recordsChanged.connect(self._records_changed)
        context.events.databaseOpened.connect(self._changed)
        context.current.personChanged.connect(self._changed)
        context.current.typesChanged.connect(self._changed)
        context.current.styleChanged.connect(self._changed)
        context.theme.themeChanged.connect(self._theme_changed)

    def shown(self) -> None:
        self._show_date()
        if self._stale:
            self._ask()

    def focus_first(self) -> None:
        first = next(iter(self.tiles.values()), None)
        if first is not None:
            first.setFocus()
        else:
            super().focus_first()

    def _records_changed(self, event: RecordsChanged) -> None:
        person = self._context.current.person
        if person is not None and event.person_id in (None, person.id):
            self._changed()

    def _changed(self, *_: object) -> None:
        self._stale = True
        if self.isVisible():
            self._show_date()
            self._ask()

    def _theme_changed(self, *_: object) -> None:
        self.grid.set_cell(theme.current().px(CELL))

    def _show_date(self) -> None:
        """The date in words, and a look at the clock when it ends."""
        now = self._context.current.now()
        shape = Format.of(self._context.app.settings)
        weekday = QLocale(shape.language).dayName(now.isoweekday(), QLocale.FormatType.LongFormat)
        date = shape.date(day_of(now.date()))
        self.date.setText(tr("{weekday}, {date}", weekday=weekday, date=date))
        midnight = (now + dt.timedelta(days=1)).replace(hour=0, minute=0, second=5, microsecond=0)
        self._midnight.start(max(1000, round((midnight - now).total_seconds() * 1000)))

    def _ask(self) -> None:
        person = self._context.current.person
        if person is None:
            return
        self._stale = False
        analytics, actor, person_id = self._context.app.analytics, self._context.actor, person.id
        self._context.tasks.run(
            lambda: analytics.today(actor, person_id),
            self._take,
            key=("today", id(self)),
            owner=self,
        )

    def _take(self, cards: tuple[Card, ...]) -> None:
        types = self._context.current.types
        self._cards = tuple(card for card in cards if card.type in types)
        if not self._cards:
            self._show_empty()
            return
        shape, now = Format.of(self._context.app.settings), self._context.current.now()
        kept = {card.type: self.tiles.get(card.type) or self._tile(card.type) for card in cards}
        for card in self._cards:
            kind = types[card.type]
            words = worded(card, kind, shape, now)
            kept[card.type].show_card(card, kind, words, day_of(now.date()))
        same = list(kept) == list(self.tiles)
        self.tiles = kept
        if not same:
            self.grid.set_widgets(list(kept.values()))
        self.show_body()

    def _tile(self, slug: str) -> TypeCard:
        tile = TypeCard()
        tile.clicked.connect(lambda: self._open_chart(slug))
        kind = self._context.current.types.get(slug)
        if kind is not None and kind.has_totals:
            tile.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
            explain = QAction(tr("Why this total?"), tile)
            explain.triggered.connect(lambda: self._explain(slug))
            tile.addAction(explain)
        return tile

    def _explain(self, slug: str) -> None:
        """What made up the total on a card."""
        from healthdesk.ui.dialogs.why_total import WhyDialog

        card = next((one for one in self._cards if one.type == slug), None)
        if card is not None and card.day is not None:
            WhyDialog(self._context, slug, card.day, self).open()

    def _open_chart(self, slug: str) -> None:
        page = self._context.show_page("charts")
        from healthdesk.ui.panels.charts import ChartsPanel  # loads the plotting

        if isinstance(page, ChartsPanel):
            page.show_type(slug)

    def _show_empty(self) -> None:
        self.tiles = {}
        self.grid.set_widgets([])
        commands = self._context.commands
        self.show_instead(
            widgets.EmptyState(
                "today",
                tr("Your last readings and what changed will be here."),
                (tr("Add your first reading"), lambda: self._context.focus_entry("")),
                (tr("Import…"), lambda: commands.run("data.import")),
            )
        )
