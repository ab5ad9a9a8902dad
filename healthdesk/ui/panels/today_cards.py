"""Cards of Today: one type each, in words and with a line of its last days."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from healthdesk.domain.cards import Card
from healthdesk.domain.health_types import HealthType
from healthdesk.domain.times import day_of
from healthdesk.domain.units import convert
from healthdesk.texts import Format, capital, tr, type_name, unit_label
from healthdesk.texts.pressure import class_of, in_bounds, rule_name, rule_source
from healthdesk.ui import theme, widgets
from healthdesk.ui.sparkline import Sparkline

# Low values of a heart at rest are usual in people who train: said, but not warned of.
LOW_IS_COMMON: Final = frozenset({"resting-heart-rate"})


@dataclass(frozen=True, slots=True)
class Wording:
    """What a card says: all of it as texts, and the tone and icon of its state."""

    name: str
    number: str
    unit: str
    when: str
    state: str
    change: str
    # Of blood pressure: the mean and its class by a guideline, and where that is printed. Of
    # types that grow all day `source` says which days the mean is of.
    rule: str
    source: str
    tone: str
    icon: str

    @property
    def sentence(self) -> str:
        """All of it as one sentence, for screen readers."""
        value = f"{self.number} {self.unit}".strip()
        parts = [f"{self.name}: {value}", self.when, self.state, self.rule, self.change]
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
    if card.mean is None or (card.verdict == "below" and card.type in LOW_IS_COMMON):
        tone, icon = "muted", ""
    return Wording(
        name=type_name(kind),
        number=number,
        unit=unit,
        when=_when(card, shape, now),
        state=_state(card, kind, shape),
        change=_change(card, kind, shape),
        rule=_rule(card, kind, shape),
        source=_source(card, kind),
        tone=tone,
        icon=icon,
    )


def _verdict(card: Card) -> str:
    """A pressure that is not low is placed by its guideline, else by the typical range."""
    pressure = card.pressure
    if pressure is None or card.verdict == "below":
        return card.verdict
    return "above" if pressure.rule.is_raised(pressure.place) else "in-range"


def _rule(card: Card, kind: HealthType, shape: Format) -> str:
    week = None if card.pressure is None else card.pressure.week
    if week is None:
        return ""
    said = class_of(week, shape)
    if card.mean is not None:
        mean = _mean(card, kind, shape)
        said = f"{mean}: {said}" if week.place is not None else f"{mean}. {said}"
    return f"{said} ({rule_name(week.rule)})"


def _source(card: Card, kind: HealthType) -> str:
    if kind.grows_all_day and card.mean is not None:
        return tr("The 7-day mean is of the 7 days before today; today is not over yet.")
    week = None if card.pressure is None else card.pressure.week
    return "" if week is None else f"{week.rule.name}: {rule_source(week.rule)}"


def _split(text: str, unit: str) -> tuple[str, str]:
    """The number and the unit behind it, which is written smaller."""
    if unit != "min":  # 7 h 20 min is all of one size
        for label in (unit_label(unit), unit_label(unit, "1")):
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
        bounds = card.pressure.rule.bounds(card.pressure.place)
        verdict = in_bounds(bounds, _in_mmhg(card), bare=card.unit == "mmHg")
    if verdict and card.mean is not None and card.pressure and card.pressure.week:
        return verdict  # the mean stands with its class
    mean = _mean(card, kind, shape)
    if not verdict:
        return capital(mean)
    return tr("{verdict}, {mean}", verdict=verdict, mean=mean)


def _mean(card: Card, kind: HealthType, shape: Format) -> str:
    if card.mean is None and kind.grows_all_day:
        return tr("no reading in the 7 days before today")
    if card.mean is None:
        return tr("no reading in the last 7 days")
    text, _ = _split(shape.value(kind, card.mean, card.mean2, card.unit), card.unit)
    return tr("7-day mean {mean}", mean=text)


def _in_mmhg(card: Card) -> tuple[float, float]:
    first, second = (convert(v or 0.0, card.unit, "mmHg") for v in (card.value, card.value2))
    return first, second


def _change(card: Card, kind: HealthType, shape: Format) -> str:
    if card.mean is None or card.before is None:
        return ""
    changes = [card.mean - card.before]
    if card.mean2 is not None and card.before2 is not None:
        changes.append(card.mean2 - card.before2)
    digits = kind.decimals_in(card.unit)
    least = 1.0 if card.unit == "min" else 10.0**-digits
    if all(abs(change) < least / 2 for change in changes):
        return tr("Same as the week before")
    if card.unit == "min":
        text = _signed(changes[0], shape.duration(abs(changes[0])))
    else:
        told = [shape.number(abs(c), digits) for c in changes]
        text = "/".join(_signed(c, number) for c, number in zip(changes, told, strict=True))
        label = unit_label(card.unit, told[-1])
        text = f"{text} {label}" if label else text
    return tr("{change} from the week before", change=text)


def _signed(change: float, text: str) -> str:
    if not any(sign in text for sign in "123456789"):
        return text
    return f"{'+' if change > 0 else '−'}{text}"


def _unbroken(text: str) -> str:
    """No line ends in "7-day", "AHA/ACC" or within "7 h 24 min"."""
    joined = text.replace("-", "\u2011").replace("/", "/\u2060")
    return re.sub(r"(?<=\d) (?=\w)|(?<=\bh) (?=\d)", "\u00a0", joined)


class CardButton(QAbstractButton):
    """A card about one type that is pressed as a whole: its words, surface, focus and keys.

    `roles` are those of the number and of its unit.
    """

    def __init__(self, roles: tuple[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.name = widgets.Text("", "strong", wrap=True)
        self.number = widgets.Text("", roles[0])
        self.unit = widgets.Text("", roles[1], tone="muted")
        self.mark = widgets.IconView("check", 18)
        self.state = widgets.Text("", "body", wrap=True)
        self.column = QVBoxLayout(self)
        across, down = widgets.CARD_X + 1, widgets.CARD_Y + 1  # the line around is drawn inside
        self.column.setContentsMargins(across, down, across, down)
        self.column.setSpacing(4)
        self.column.addWidget(self.name)

    def value_row(self) -> QHBoxLayout:
        """The number and its unit, with room behind them."""
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.number, 0, Qt.AlignmentFlag.AlignBaseline)
        row.addWidget(self.unit, 0, Qt.AlignmentFlag.AlignBaseline)
        row.addStretch(1)
        return row

    def state_row(self) -> QHBoxLayout:
        """How it stands: a mark and words."""
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.state, 1)
        return row

    def say(self, words: Wording) -> None:
        """Name, value and state, and all of it for screen readers."""
        self.name.setText(words.name)
        self.number.setText(words.number)
        self.unit.setText(words.unit)
        self.unit.setVisible(bool(words.unit))
        self.state.setText(_unbroken(words.state))
        self.state.set_tone(words.tone)
        self.mark.setVisible(bool(words.icon))
        if words.icon:
            self.mark.set_icon(words.icon, words.tone)
        self.setAccessibleName(words.sentence)
        told = "\n".join(part for part in (tr("Opens the chart"), words.source) if part)
        self.setAccessibleDescription(told)
        self.setToolTip(told)

    def let_through(self) -> None:
        """Presses on what lies on the card are presses on the card."""
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def set_fixed(self, *, fixed: bool) -> None:
        """While the page is arranged a card does nothing by itself."""
        policy = Qt.FocusPolicy.NoFocus if fixed else Qt.FocusPolicy.StrongFocus
        self.setFocusPolicy(policy)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, fixed)

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
        # Under the pointer its edge stands out: grey as the page it would look switched off.
        edge = "accent" if focused else "border" if self.underMouse() else "line"
        painter.setPen(QPen(look.color(edge), 2 if focused else 1))
        painter.setBrush(look.color("faint" if self.isDown() else "card"))
        inset = 1.0 if focused else 0.5
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 14, 14)


class TypeCard(CardButton):
    """One type; pressing it opens its chart."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(("value", "body"), parent)
        self.when = widgets.Text("", "caption", tone="muted")
        self.spark = Sparkline()
        self.change = widgets.Text("", "caption", tone="muted", wrap=True)
        self.rule = widgets.Text("", "caption", tone="muted", wrap=True)
        self.column.addWidget(self.when)
        self.column.addLayout(self.value_row())
        self.column.addWidget(self.spark)
        self.column.addSpacing(4)
        self.column.addLayout(self.state_row())
        self.column.addWidget(self.rule)
        self.column.addWidget(self.change)
        self.column.addStretch(1)
        self.let_through()

    def show_card(self, card: Card, kind: HealthType, words: Wording, today: int) -> None:
        self.say(words)
        self.when.setText(capital(words.when))
        self.change.setText(words.change)
        self.change.setVisible(bool(words.change))
        self.rule.setText(_unbroken(words.rule))
        self.rule.setVisible(bool(words.rule))
        self.spark.set_points(card.spark, today, bars=kind.aggregate == "sum")
