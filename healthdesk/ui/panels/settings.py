"""The page of settings, made from the table in `healthdesk.settings`; changes act at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QSignalBlocker, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from healthdesk.domain.errors import HealthdeskError, InvalidData
from healthdesk.domain.events import SettingsChanged
from healthdesk.settings import Setting, Value, find
from healthdesk.texts import (
    Format,
    choice_label,
    field_sentence,
    sentence,
    setting_label,
    setting_text,
    tr,
)
from healthdesk.ui import icons, theme
from healthdesk.ui.context import Context
from healthdesk.ui.desktop import open_in_desktop
from healthdesk.ui.dialogs.own_types import about_own_types
from healthdesk.ui.dialogs.sources import about_sources
from healthdesk.ui.flow_row import FlowRow
from healthdesk.ui.panels.programs import ProgramsPart
from healthdesk.ui.quiet_hours import NoticeTrial, QuietHours
from healthdesk.ui.wheel import scroll_past
from healthdesk.ui.widgets import Button, Card, Field, Page, Text, pad
from healthdesk.ui.zone_names import zone_completer

CONTROL_WIDTH = 248


def groups() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The cards of the page and the settings on each."""
    return (
        (tr("Look"), ("theme", "text_scale", "language")),
        (
            tr("Units"),
            (
                "units.weight", "units.height", "units.temperature", "units.glucose",
                "units.cholesterol", "units.blood_pressure", "units.distance", "units.energy",
            ),
        ),
        (tr("Blood pressure"), ("blood_pressure.guideline", "blood_pressure.setting")),
        (tr("Glucose"), ("glucose.ranges", "glucose.own_low", "glucose.own_high")),
        (tr("Heart"), ("heart.highest_rate",)),
        (tr("Numbers and dates"), ("number_format", "date_order", "week_start", "time_zone")),
        (
            tr("Reminders"),
            ("reminders.quiet", "reminders.grace_minutes", "close_to_tray", "start_hidden",
             "start_with_session"),
        ),
        (tr("Programs"), ("api.enabled", "api.port", "api.rate_limit", "api.protect_all")),
        (tr("Data"), ("import.folder", "bin.keep_days")),
    )  # fmt: skip


def _suffixes() -> dict[str, str]:
    """What stands behind the number of a setting."""
    return {
        "text_scale": " %",
        "glucose.own_low": " mg/dL",
        "glucose.own_high": " mg/dL",
        "reminders.grace_minutes": " min",
    }


def _zeros() -> dict[str, str]:
    """What 0 means, where it is no amount."""
    return {
        "heart.highest_rate": tr("from the age"),
        "bin.keep_days": tr("only by hand"),
        "api.port": tr("any that is free"),
        "api.rate_limit": tr("as many as they like"),
    }


class SettingRow(QWidget):
    """One setting: its name and what it does at the left, its control at the right."""

    def __init__(self, setting: Setting, change: Callable[[Value], object], shape: Format) -> None:
        super().__init__()
        self.setting = setting
        self._shape = shape
        self.control = self._build(change)
        self.control.setAccessibleName(setting_label(setting))
        self.control.setAccessibleDescription(setting_text(setting))
        self._row = row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.setContentsMargins(0, 0, 16, 0)
        words.addWidget(Text(setting_label(setting), "strong", wrap=True))
        words.addWidget(Text(setting_text(setting), "caption", tone="muted", wrap=True))
        row.addLayout(words, 1)
        self.field = Field("", self.control)
        self.field.label.hide()
        row.addWidget(self.field, 0, Qt.AlignmentFlag.AlignVCenter)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        """The control goes below the words where large text leaves no room beside them."""
        look = theme.current()
        control = max(look.px(CONTROL_WIDTH), self.control.sizeHint().width() + look.px(4))
        beside = self.width() >= 2 * control
        self.field.setFixedWidth(control)
        direction = QBoxLayout.Direction
        self._row.setDirection(direction.LeftToRight if beside else direction.TopToBottom)

    def show_value(self, value: Value) -> None:
        self.field.clear_error()
        with QSignalBlocker(self.control):
            match self.control:
                case QComboBox() as box:
                    box.setCurrentIndex(max(0, box.findData(value)))
                case QSpinBox() as spin:
                    spin.setValue(int(value))
                case QCheckBox() as check:
                    check.setChecked(bool(value))
                case QuietHours() as hours:
                    hours.show_value(str(value))
                case QLineEdit() as line:
                    line.setText(str(value))

    def _build(self, change: Callable[[Value], object]) -> QWidget:
        rule = self.setting.rule
        if rule.kind == "choice":
            return self._box(change)
        if rule.kind == "int":
            spin = QSpinBox()
            spin.setRange(int(rule.low or 0), int(rule.high if rule.high is not None else 1 << 30))
            spin.setSingleStep(10)
            spin.setSuffix(_suffixes().get(self.setting.key, ""))
            spin.setSpecialValueText(_zeros().get(self.setting.key, ""))
            spin.setKeyboardTracking(False)
            spin.lineEdit().setAccessibleName(setting_label(self.setting))
            pad(spin)
            spin.valueChanged.connect(change)
            return spin
        if rule.kind == "hours":
            hours = QuietHours(self._shape)
            hours.chosen.connect(change)
            return hours
        if rule.kind == "bool":
            check = QCheckBox()
            check.toggled.connect(change)
            return check
        line = QLineEdit()
        if rule.kind == "zone":
            line.setPlaceholderText(tr("as this computer"))
            line.setCompleter(zone_completer(line))
        if rule.kind == "folder":
            line.setPlaceholderText(tr("none"))
            icon = icons.icon("folder", theme.current().color("muted"), size=18)
            choose = line.addAction(icon, QLineEdit.ActionPosition.TrailingPosition)
            choose.setText(tr("Choose a folder…"))
            choose.setToolTip(choose.text())
            choose.triggered.connect(lambda: _choose_folder(line, change))
        line.editingFinished.connect(lambda: change(line.text().strip()))
        return line

    def _box(self, change: Callable[[Value], object]) -> QComboBox:
        box = QComboBox()
        for choice in self.setting.rule.choices:
            box.addItem(choice_label(choice), choice)
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        box.currentIndexChanged.connect(lambda place: change(box.itemData(place)))
        return box


def _choose_folder(line: QLineEdit, change: Callable[[Value], object]) -> None:
    name = QFileDialog.getExistingDirectory(line, tr("Choose a folder"), line.text())
    if name:
        line.setText(name)
        change(name)


class SettingsPanel(Page):
    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(tr("Settings"), parent)
        self._context = context
        self.rows: dict[str, SettingRow] = {}
        self.programs: ProgramsPart | None = None
        for title, keys in groups():
            card = Card(title)
            for key in keys:
                row = SettingRow(find(key), partial(self._change, key), context.current.format)
                self.rows[key] = row
                card.body.addWidget(row)
            if title == tr("Reminders"):
                self.trial = NoticeTrial(context)
                card.body.addWidget(self.trial)
            if title == tr("Programs") and context.api is not None:
                self.programs = ProgramsPart(context, context.api())
                card.body.addWidget(self.programs)
            if title == tr("Data"):
                self._add_types()
                self._add_sources()
            self.body.addWidget(card)
        self._add_folder(card)
        self.body.addStretch(1)
        scroll_past(self)
        context.events.settingsChanged.connect(self._refresh)
        self._refresh()

    def shown(self) -> None:
        # Other programs make, use and revoke tokens without a word.
        if self.programs is not None:
            self.programs.look()

    def focus_first(self) -> None:
        self.rows["theme"].control.setFocus()

    def _add_types(self) -> None:
        """The way to types of one's own, on a card of its own."""
        run = self._context.commands.run
        card = Card(tr("Your own types"))
        card.body.addWidget(Text(about_own_types(), "caption", tone="muted", wrap=True))
        row = FlowRow(gap=12)
        row.addWidget(Button(tr("New type…"), "plain", "add", lambda: run("type.add")))
        row.addWidget(Button(tr("Your own types…"), "plain", run=lambda: run("type.manage")))
        card.body.addLayout(row)
        self.body.addWidget(card)

    def _add_sources(self) -> None:
        """The way to the order of sources, on a card of its own."""
        card = Card(tr("Sources"))
        card.body.addWidget(Text(about_sources(), "caption", tone="muted", wrap=True))
        row = FlowRow(gap=12)
        run = self._context.commands.run
        row.addWidget(Button(tr("Sources…"), "plain", "sources", lambda: run("data.sources")))
        card.body.addLayout(row)
        self.body.addWidget(card)

    def _add_folder(self, card: Card) -> None:
        """Where everything is kept, on the last card."""
        folder = self._context.app.paths.data
        row = FlowRow(gap=24)
        words = QWidget()
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(Text(tr("Data folder"), "strong"))
        self.folder = Text(str(folder), "caption", tone="muted", wrap=True)
        column.addWidget(self.folder)
        row.addWidget(words)
        row.addStretch()
        run = self._context.commands.run
        row.addWidget(Button(tr("Diagnostics…"), "plain", "info", lambda: run("help.diagnostics")))
        row.addWidget(Button(tr("Open folder"), "plain", "folder", lambda: open_in_desktop(folder)))
        card.body.addLayout(row)
        said = tr(
            "Everything is kept on this computer, in this folder. Copy it only while "
            "HealthDesk is closed."
        )
        card.body.addWidget(Text(said, "caption", tone="muted", wrap=True))

    def _refresh(self) -> None:
        settings = self._context.app.settings
        for key, row in self.rows.items():
            row.show_value(settings.get(key))
            fixed = settings.source(key) == "environment"
            row.control.setEnabled(not fixed)

    def _change(self, key: str, value: Value) -> None:
        context = self._context
        if value == context.app.settings.get(key):
            self.rows[key].field.clear_error()
            return
        change_setting(context, key, value, lambda error: self._failed(key, error))

    def _failed(self, key: str, error: HealthdeskError) -> None:
        if isinstance(error, InvalidData) and error.fields:
            self.rows[key].field.set_error(field_sentence(error.fields[0]))
        else:
            self.rows[key].field.set_error(sentence(error))


def change_setting(
    context: Context,
    key: str,
    value: Value,
    failed: Callable[[HealthdeskError], object] | None = None,
) -> None:
    """Keep a choice in the file and tell everybody; the one way the window does it."""
    app = context.app

    def work() -> None:
        app.settings.set(key, value)
        app.bus.publish(SettingsChanged(frozenset({key}), "window"))

    context.tasks.run(work, failed=failed, lane="write", owner=context.current)
