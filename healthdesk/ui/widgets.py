"""The pieces every page is made of. They follow the theme by themselves.

    class SleepPanel(widgets.Page):
        def __init__(self, context: Context, parent=None):
            super().__init__(tr("Sleep"), parent)
            self.header.addWidget(widgets.Segmented(...))     # at the right, while it fits
            card = widgets.Card(tr("Last night"))
            card.body.addWidget(widgets.Text("7 h 20", "value"))
            card.body.addWidget(widgets.Text(sentence, "body", tone="muted"))
            self.body.addWidget(card)
        def shown(self):      # each time the page comes to the front
        def focus_first(self):   # where the keyboard begins

`Page(title, scroll=True)`: margins 32/24; `.titles` (beside the title), `.header` (at the
right) and `.body` are layouts;
`show_instead(widget)` puts an empty state in place of the body and `show_body()` brings it
back. `scroll=False` for pages that hold a table or a chart of their own.
`Card(title="")`: white surface, hairline, `.body` layout, padding 20/16.
`Text(text, role, tone=)`: roles of `theme.TYPE`; tones "", muted, accent, good, warn, bad.
`Button(text, kind=, icon=, run=)`: kinds primary, plain, quiet, danger, answer (no higher than
its words).
`IconButton(icon, name, run=)`: a picture only; `name` is its tip and accessible name.
`IconView(icon, size, tone)`: a tinted picture. `Dot(color)`: a person's or series' colour.
`EmptyState(icon, sentence, primary=(text, run), secondary=(text, run))`.
`Segmented(name, {"d": "D", …})`: choose one of few; signal `chosen(str)`.
`Field(label, control)`: label above, error below; `set_error(sentence)`, `clear_error()`.
`Menu(parent)`: a styled popup. `Dialog(title, parent)`: `.body`, `.buttons`; freed on close.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from PySide6 import QtCore
from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFont,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStackedLayout,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from healthdesk.ui import icons, theme
from healthdesk.ui.flow_row import FlowRow
from healthdesk.ui.see_through import round_corners
from healthdesk.ui.wheel import scroll_past

GAP: Final = 16
MARGIN_X, MARGIN_Y = 32, 24
CARD_X, CARD_Y = 20, 16
# How much higher than a line of words a button beside it begins.
HEAD_RISE: Final = 8
SCROLL_BAR: Final = 12
DIALOG_X: Final = 24
FIELD_X: Final = 10
VALUE_SPACING: Final = 97.0

Run = Callable[[], object]

# Events after which colours or sizes may be others.
_RESTYLED = (
    QEvent.Type.PaletteChange,
    QEvent.Type.ApplicationPaletteChange,
    QEvent.Type.StyleChange,
    QEvent.Type.ApplicationFontChange,
)


def tone_color(tone: str) -> QColor:
    return theme.current().color(tone or "text")


class Text(QLabel):
    """Words in one role of type; wraps when `wrap` is set; selectable never by mouse."""

    def __init__(
        self,
        text: str = "",
        role: str = "body",
        *,
        tone: str = "",
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setProperty("textFormat", "PlainText")
        self.setWordWrap(wrap)
        self.setProperty("role", role)
        self.setProperty("tone", tone)
        if role in ("value", "axis"):
            font = QFont(self.font())
            font.setFeature(QFont.Tag("tnum"), 1)
            if role == "value":  # digits of one width stand too far apart at this size
                font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, VALUE_SPACING)
            self.setFont(font)

    def set_tone(self, tone: str) -> None:
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            restyle(self)


def restyle(widget: QWidget) -> None:
    """Let the style template look at changed properties of a widget again."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


class IconView(QWidget):
    """An icon as a picture; says nothing to a screen reader."""

    def __init__(
        self, icon: str, size: int = 20, tone: str = "muted", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon = icon
        self._size = size
        self._tone = tone
        self._fit()

    def set_icon(self, icon: str, tone: str | None = None) -> None:
        self._icon = icon
        self._tone = self._tone if tone is None else tone
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        picture = icons.pixmap(
            self._icon, tone_color(self._tone), self.width(), self.devicePixelRatioF()
        )
        painter.drawPixmap(0, 0, picture)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in _RESTYLED:
            self._fit()

    def _fit(self) -> None:
        pixels = theme.current().px(self._size)
        self.setFixedSize(pixels, pixels)
        self.update()


class Dot(QWidget):
    """A filled circle in a colour of its own (a person's, a series')."""

    def __init__(self, color: str, size: int = 12, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._color = QColor(color)
        self.setFixedSize(size, size)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QtCore.Qt.PenStyle.NoPen)
        painter.setBrush(self._color)
        painter.drawEllipse(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))


def _set_icon(
    button: QAbstractButton, name: str, color: QColor, size: int,
    was: tuple[str, int, int] | None, disabled: QColor | None = None,
) -> tuple[str, int, int]:  # fmt: skip
    """Draw the icon unless it is that one already: a widget hears of its style a few times
    before it is shown, and each time a layout would be made anew."""
    wanted = (name, color.rgba(), size)
    if wanted != was:
        button.setIcon(icons.icon(name, color, size=size, disabled=disabled))
        button.setIconSize(QSize(size, size))
    return wanted


def press_by_return(button: QAbstractButton, event: QKeyEvent) -> bool:
    """Let Return press the button that has the keyboard, as the space bar does: in a dialog it
    would press the default one instead, which may be the opposite. Whether it was Return; one
    still held down from before presses nothing."""
    returns = event.key() in (QtCore.Qt.Key.Key_Return, QtCore.Qt.Key.Key_Enter)
    if returns and not event.isAutoRepeat():
        button.click()
    return returns


def show_hand(pressed: QWidget) -> None:
    """Make the pointer a hand over what can be pressed: once it comes, since the names of
    cursors are among those a first paint would have to wait for."""
    pressed.setCursor(QtCore.Qt.CursorShape.PointingHandCursor)


class Button(QPushButton):
    """A button with words; `kind` is primary (one a page), plain, quiet or danger."""

    def __init__(
        self,
        text: str,
        kind: str = "plain",
        icon: str = "",
        run: Run | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text.replace("&", "&&"), parent)
        self._icon = icon
        self._tinted: tuple[str, int, int] | None = None
        self.setProperty("kind", kind)
        self.setAccessibleName(text)
        self.setAutoDefault(False)
        self._tint()
        if run is not None:
            self.clicked.connect(lambda: run())

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        show_hand(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not press_by_return(self, event):
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in _RESTYLED:
            self._tint()

    def _tint(self) -> None:
        if not self._icon:
            return
        look = theme.current()
        kind = str(self.property("kind"))
        token = {"primary": "on-accent", "danger": "bad", "quiet": "accent-page"}.get(kind, "text")
        # As its words; what was drawn on the accent would be lost on the grey.
        muted = look.color("muted") if kind in ("primary", "quiet") else None
        self._tinted = _set_icon(
            self, self._icon, look.color(token), look.px(18), self._tinted, muted
        )


class IconButton(QToolButton):
    """A picture to press; its name is told by the tip and to screen readers."""

    def __init__(
        self,
        icon: str,
        name: str,
        run: Run | None = None,
        parent: QWidget | None = None,
        tone: str = "muted",
    ) -> None:
        super().__init__(parent)
        self._icon = icon
        self._tone = tone
        self._tinted: tuple[str, int, int] | None = None
        self.setProperty("kind", "icon")
        self.setToolTip(name)
        self.setAccessibleName(name)
        self.setAutoRaise(True)
        self.setProperty("focusPolicy", "StrongFocus")
        self._tint()
        if run is not None:
            self.clicked.connect(lambda: run())

    def set_icon(self, icon: str) -> None:
        self._icon = icon
        self._tint()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        show_hand(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not press_by_return(self, event):
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in _RESTYLED:
            self._tint()

    def _tint(self) -> None:
        look = theme.current()
        color = look.color(self._tone)
        self._tinted = _set_icon(self, self._icon, color, look.px(20), self._tinted)


class Card(QFrame):
    """A surface that holds one thing; contents go into `body`."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(CARD_X, CARD_Y, CARD_X, CARD_Y)
        self.body.setSpacing(8)
        self.title: Text | None = None
        if title:
            self.title = Text(title, "section")
            self.body.addWidget(self.title)

    def top_row(self, name: Text, *buttons: IconButton) -> QHBoxLayout:
        """A name with buttons beside its first line, which stands as high as on a card without
        buttons."""
        rise = min(CARD_Y, theme.current().px(HEAD_RISE))
        self.body.setContentsMargins(CARD_X, CARD_Y - rise, CARD_X, CARD_Y)
        name.setContentsMargins(0, rise, 0, 0)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(name, 1, QtCore.Qt.AlignmentFlag.AlignTop)
        for button in buttons:
            row.addWidget(button, 0, QtCore.Qt.AlignmentFlag.AlignTop)
        return row


class EmptyState(QScrollArea):
    """What will be here, in one sentence, and what to do first; scrolls where large text
    leaves too little room."""

    def __init__(
        self,
        icon: str,
        sentence: str,
        primary: tuple[str, Run] | None = None,
        secondary: tuple[str, Run] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(QtCore.Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(QtCore.Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        self.setWidget(inside)
        column = QVBoxLayout(inside)
        column.setContentsMargins(MARGIN_X, MARGIN_Y, MARGIN_X, MARGIN_Y)
        column.setSpacing(GAP)
        column.addStretch(2)
        column.addWidget(IconView(icon, 48), 0, QtCore.Qt.AlignmentFlag.AlignHCenter)
        self.sentence = Text(sentence, "body", tone="muted", wrap=True)
        self.sentence.setAlignment(QtCore.Qt.AlignmentFlag.AlignCenter)
        self.sentence.setMinimumWidth(280)
        self.sentence.setMaximumWidth(theme.current().px(460))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.sentence, 20)
        row.addStretch(1)
        column.addLayout(row)
        buttons = FlowRow(gap=12, align=QtCore.Qt.AlignmentFlag.AlignHCenter)
        self.primary = self._button(buttons, primary, "primary")
        self.secondary = self._button(buttons, secondary, "plain")
        column.addLayout(buttons)
        column.addStretch(3)

    def _button(self, row: FlowRow, what: tuple[str, Run] | None, kind: str) -> Button | None:
        if what is None:
            return None
        button = Button(what[0], kind, run=what[1])
        row.addWidget(button)
        return button


class Segmented(QTabBar):
    """Choose one of a few; `chosen(key)` when it changes. Arrow keys move."""

    chosen = Signal(str)

    def __init__(
        self, name: str, choices: Mapping[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", "segmented")
        self.setAccessibleName(name)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setElideMode(QtCore.Qt.TextElideMode.ElideNone)
        self._keys = tuple(choices)
        for text in choices.values():
            self.addTab(text)
        self.currentChanged.connect(self._say)
        self.tabBarClicked.connect(self._take_again)

    def set_free(self, free: bool) -> None:
        """Mark none of them while what is shown is none of them; `key` stays the last."""
        if bool(self.property("free")) != free:
            self.setProperty("free", free)
            restyle(self)

    def key(self) -> str:
        return self._keys[self.currentIndex()]

    def choose(self, key: str) -> None:
        self.setCurrentIndex(self._keys.index(key))

    def step(self, by: int) -> None:
        """Go `by` places on, stopping at the ends."""
        self.setCurrentIndex(max(0, min(len(self._keys) - 1, self.currentIndex() + by)))

    def _say(self, index: int) -> None:
        if 0 <= index < len(self._keys):
            self.chosen.emit(self._keys[index])

    def _take_again(self, index: int) -> None:
        """The last choice can be taken again while none is marked."""
        if self.property("free") and index == self.currentIndex():
            self._say(index)


class Field(QWidget):
    """A control with its label above and room for what is wrong below.

    What is wrong takes the place of the hint; with `keeps` the hint stays above it, and its room
    is there before, so that nothing moves.
    """

    def __init__(
        self,
        label: str,
        control: QWidget,
        hint: str = "",
        parent: QWidget | None = None,
        *,
        keeps: bool = False,
    ) -> None:
        super().__init__(parent)
        self.control = control
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.label = Text(label, "caption", tone="muted")
        self.label.setBuddy(control)
        if not control.accessibleName():
            control.setAccessibleName(label)
        column.addWidget(self.label)
        # Of more height than it needs only a control takes any that can use it.
        grows = bool(control.sizePolicy().expandingDirections() & QtCore.Qt.Orientation.Vertical)
        column.addWidget(control, 1 if grows else 0)
        self._hint, self._kept = ("", hint) if keeps else (hint, "")
        self._keeps = keeps
        if self._kept:
            column.addWidget(Text(self._kept, "caption", tone="muted", wrap=True))
            control.setAccessibleDescription(self._kept)
        # A blank has the height of a line.
        self._nothing = " " if keeps else ""
        self.note = Text(self._hint or self._nothing, "caption", tone="muted", wrap=True)
        self.note.setVisible(keeps or bool(hint))
        column.addWidget(self.note)
        column.addStretch(0)

    def set_error(self, sentence: str) -> None:
        """Say what is wrong, under the control and in its accessible description."""
        self._note(sentence, "bad", invalid=True)

    def clear_error(self) -> None:
        self._note(self._hint, "muted", invalid=False)

    @property
    def has_error(self) -> bool:
        return bool(self.control.property("invalid"))

    def _note(self, sentence: str, tone: str, invalid: bool) -> None:
        self.note.setText(sentence or self._nothing)
        self.note.set_tone(tone)
        self.note.setVisible(self._keeps or bool(sentence))
        self.control.setAccessibleDescription(" ".join(filter(None, (self._kept, sentence))))
        if bool(self.control.property("invalid")) != invalid:
            self.control.setProperty("invalid", invalid)
            restyle(self.control)


class Page(QWidget):
    """A page of the window: title, controls beside it, and a body."""

    def __init__(self, title: str, parent: QWidget | None = None, *, scroll: bool = True) -> None:
        super().__init__(parent)
        self.setProperty("surface", "page")
        self.setAccessibleName(title)
        self.title = Text(title, "title")
        self.titles = QHBoxLayout()
        self.titles.setSpacing(12)
        self.titles.addWidget(self.title)
        beside = QWidget()
        beside.setLayout(self.titles)
        self.titles.setContentsMargins(0, 0, 0, 0)
        self.header = FlowRow(align=QtCore.Qt.AlignmentFlag.AlignRight)
        self.header.addWidget(beside)
        self.header.addStretch()
        self._content = QWidget()
        self.body = QVBoxLayout(self._content)
        self.body.setSpacing(GAP)
        self._place = QStackedLayout()
        self._instead: QWidget | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, MARGIN_Y - 8, 0, 0)
        column.setSpacing(12)
        head = QWidget()
        head.setLayout(self.header)
        self.header.setContentsMargins(MARGIN_X, 0, MARGIN_X, 0)
        column.addWidget(head)
        column.addLayout(self._place, 1)
        self.body.setContentsMargins(MARGIN_X, 4, MARGIN_X, MARGIN_Y)
        self._place.addWidget(self._scrolled() if scroll else self._content)

    def _scrolled(self) -> QScrollArea:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(QtCore.Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(QtCore.Qt.FocusPolicy.NoFocus)
        area.setWidget(self._content)
        area.verticalScrollBar().rangeChanged.connect(self._make_room)
        return area

    def _make_room(self, low: int, high: int) -> None:
        """The bar stands in the margin, so that the right edge of the cards stays put."""
        right = MARGIN_X - (SCROLL_BAR if high > low else 0)
        self.body.setContentsMargins(MARGIN_X, 4, right, MARGIN_Y)

    def show_instead(self, widget: QWidget, repeats: QWidget | None = None) -> None:
        """Put `widget` (an empty state, a trouble) where the body is; it is then owned. A button
        beside the title that it `repeats` is hidden. The first thing it offers takes the keyboard
        over where something that goes from this page had it."""
        window = self.window()
        held = self.isAncestorOf(window.focusWidget())
        self._drop_instead()
        self._instead = widget
        self._place.addWidget(widget)
        self._place.setCurrentWidget(widget)
        if repeats is not None:
            repeats.hide()
        focus = window.focusWidget()
        kept = self.isAncestorOf(focus) and focus.isVisibleTo(self)
        first = widget.primary if isinstance(widget, EmptyState) else None
        if held and not kept and first is not None:
            first.setFocus()

    def show_body(self) -> None:
        self._place.setCurrentIndex(0)
        self._drop_instead()

    def _drop_instead(self) -> None:
        if self._instead is not None:
            self._place.removeWidget(self._instead)
            self._instead.deleteLater()
            self._instead = None

    def shown(self) -> None:
        """Called each time the page comes to the front; pages refresh what went stale."""

    def focus_first(self) -> None:
        """Put the keyboard where work on this page begins."""
        self.focusNextChild()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self.shown()


class Menu(QMenu):
    """A popup menu with room around its lines."""

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Polish:
            kind = QtCore.Qt.WindowType
            without = kind.FramelessWindowHint | kind.NoDropShadowWindowHint
            self.setWindowFlags(self.windowFlags() | without)
            round_corners(self)
        return super().event(event)


class Dialog(QDialog):
    """A small window over the page: contents in `body`, buttons right-aligned below.

    It is as large as its contents as far as the screen goes; beyond, the body scrolls.
    """

    def __init__(self, title: str, parent: QWidget | None = None, width: int = 440) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"HealthDesk – {title}")
        self.setAccessibleName(title)
        self.setAttribute(QtCore.Qt.WidgetAttribute.WA_DeleteOnClose)
        self._width = width
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 20, 0, 20)
        column.setSpacing(GAP)
        head = Text(title, "section", wrap=True)
        head.setContentsMargins(DIALOG_X, 0, DIALOG_X, 0)
        column.addWidget(head)
        self._inside = QWidget()
        self.body = QVBoxLayout(self._inside)
        self.body.setContentsMargins(DIALOG_X, 0, DIALOG_X, 0)
        self.body.setSpacing(12)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(QtCore.Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(QtCore.Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._inside)
        self._inside.installEventFilter(self)
        column.addWidget(self._scroll, 1)
        foot = QWidget()
        self.buttons = FlowRow(foot, align=QtCore.Qt.AlignmentFlag.AlignRight)
        self.buttons.setContentsMargins(DIALOG_X, 0, DIALOG_X, 0)
        self.buttons.addStretch()
        column.addWidget(foot)

    def add_button(
        self, text: str, kind: str = "plain", run: Run | None = None, default: bool = False
    ) -> Button:
        button = Button(text, kind, run=run)
        button.setDefault(default)
        self.buttons.addWidget(button)
        return button

    def showEvent(self, event: QShowEvent) -> None:
        self.fit()
        scroll_past(self._inside)
        super().showEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._inside and event.type() == QEvent.Type.LayoutRequest:
            self.fit()
            scroll_past(self._inside)  # also what was added just now
        return False

    def fit(self) -> None:
        """Grow to what the contents need, as far as the screen goes; never shrink."""
        look, screen = theme.current(), self._room()
        need = self._inside.minimumSizeHint().width() + SCROLL_BAR
        width = min(max(look.px(self._width), need, self.width()), screen.width())
        self.setMinimumWidth(min(max(look.px(self._width), need), screen.width()))
        around = self.sizeHint().height() - self._scroll.sizeHint().height()
        body = self._inside.sizeHint().height()
        if self.body.hasHeightForWidth():
            body = max(self.body.heightForWidth(width), self.body.minimumSize().height())
        height = min(around + body + 2, screen.height())
        if not self.isVisible():
            # Qt chose a size before, from what a scrolled area asks for.
            tall = self.height() if self.testAttribute(QtCore.Qt.WidgetAttribute.WA_Resized) else 0
            self.resize(width, max(height, min(tall, screen.height())))
        elif width > self.width() or height > self.height():
            self.resize(max(width, self.width()), max(height, self.height()))

    def _room(self) -> QSize:
        """The screen's, less what the desktop draws around a window: known of this one once it
        is shown, else as much as around the one before which it opens."""
        parent = self.parentWidget()
        window = self if self.isVisible() or parent is None else parent.window()
        around = window.frameGeometry().size() - window.size()
        return self.screen().availableGeometry().size() - around


def pad(control: QWidget) -> None:
    """Give the text of a control with arrows the room at its left that other fields have.

    The style template does not reach the line Qt puts into it; with a calendar instead of
    arrows Qt leaves the room by itself.
    """
    from PySide6.QtWidgets import QAbstractSpinBox, QDateTimeEdit

    if isinstance(control, QDateTimeEdit) and control.calendarPopup():
        return
    if isinstance(control, QAbstractSpinBox) and (line := control.lineEdit()) is not None:
        line.setTextMargins(FIELD_X, 0, 0, 0)


def stretch() -> QWidget:
    """Room that gives way, for rows of controls."""
    filler = QWidget()
    filler.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return filler
