"""Every page, dialog and popup of the window by name, each with the way to it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QScrollArea, QWidget

from healthdesk.domain.accounts import OWNER
from healthdesk.domain.annotations import Annotation, AnnotationDraft
from healthdesk.domain.errors import FieldError, InvalidData, StorageError
from healthdesk.domain.events import DatabaseClosed
from healthdesk.domain.goals import GoalDraft
from healthdesk.domain.health_types import HealthType, Range
from healthdesk.domain.overlays import Wanted
from healthdesk.domain.records import Draft
from healthdesk.domain.times import DAY_MS, HOUR_MS, MINUTE_MS, day_of
from healthdesk.texts import Format
from healthdesk.ui.chart_layers.choice import LayerChoice, remember
from healthdesk.ui.chart_layers.popup import LayersPopup
from healthdesk.ui.chart_views.nights import NightsView
from healthdesk.ui.chart_views.printing import PrintDialog
from healthdesk.ui.chart_views.profile import ProfileView
from healthdesk.ui.commands import PAGES
from healthdesk.ui.context import Context
from healthdesk.ui.dialogs.about import AboutDialog
from healthdesk.ui.dialogs.annotation import AnnotationDialog
from healthdesk.ui.dialogs.annotation_list import AnnotationList
from healthdesk.ui.dialogs.crash import CrashDialog
from healthdesk.ui.dialogs.diagnostics import DiagnosticsDialog
from healthdesk.ui.dialogs.entry import EntryDialog
from healthdesk.ui.dialogs.exporting import ExportDialog
from healthdesk.ui.dialogs.goal import GoalDialog
from healthdesk.ui.dialogs.importing import ImportDialog
from healthdesk.ui.dialogs.imports import ImportsDialog, import_step
from healthdesk.ui.dialogs.jump import JumpDialog
from healthdesk.ui.dialogs.keys import KeysDialog
from healthdesk.ui.dialogs.measuring import MeasureDialog, Stage
from healthdesk.ui.dialogs.move import MoveDialog
from healthdesk.ui.dialogs.own_types import TypeDialog, TypesDialog
from healthdesk.ui.dialogs.reminder import ReminderDialog
from healthdesk.ui.dialogs.reminder_history import HistoryDialog
from healthdesk.ui.dialogs.sources import SourcesDialog
from healthdesk.ui.dialogs.take_back import TakeBackDialog
from healthdesk.ui.dialogs.token import RevokeDialog, TokenDialog
from healthdesk.ui.dialogs.why_total import WhyDialog
from healthdesk.ui.goal_form import Mode
from healthdesk.ui.panels.charts import ChartsPanel
from healthdesk.ui.panels.goals import GoalsPanel
from healthdesk.ui.panels.over_time import OverTime
from healthdesk.ui.panels.persons import PersonDialog, PersonsDialog
from healthdesk.ui.panels.records import RecordsPanel
from healthdesk.ui.panels.settings import SettingsPanel
from healthdesk.ui.panels.today import TodayPanel
from healthdesk.ui.panels.today_arrangement import Tile
from healthdesk.ui.reminder_answers import SnoozeDialog
from healthdesk.ui.window import Window
from tests.exchange.apple_exports import export, record
from tests.services.served import serve_for_days
from tests.ui.furnished import NOON, Furnished
from tests.ui.with_goals import set_goals
from tests.ui.with_reminders import set_reminders
from tests.ui.with_switch import switch_off

View = Callable[[Furnished, Path], QWidget]


def page(name: str) -> View:
    def show(place: Furnished, folder: Path) -> QWidget:
        shown = place.window.show_page(name)
        if isinstance(shown, ChartsPanel):
            shown.show_type("blood-pressure")
        return place.window

    return show


def dialog(make: Callable[[Furnished, Window, Path], QWidget]) -> View:
    def show(place: Furnished, folder: Path) -> QWidget:
        made = make(place, place.window, folder)
        made.show()
        return made

    return show


def _chart_table(place: Furnished, folder: Path) -> QWidget:
    shown = place.window.show_page("charts")
    assert isinstance(shown, ChartsPanel)
    shown.show_type("blood-pressure")
    place.settle()
    shown.view.toggle_table()
    return place.window


def _arranged(place: Furnished, folder: Path) -> QWidget:
    """Today with small charts of both lengths and a wide one."""
    shown = _today(place)
    shown.arrange()
    for tile in (
        Tile("weight", "quarter", "wide"), Tile("blood-pressure", "month"),
        Tile("steps", "month"), Tile("sleep-duration", "quarter"),
    ):  # fmt: skip
        shown.board.choose(tile.type, partial(_as, tile))
    shown.board.finish()
    return place.window


def _arranging(place: Furnished, folder: Path) -> QWidget:
    shown = _today(place)
    shown.arrange()
    shown.board.remove("mood")
    return place.window


def _as(wanted: Tile, tile: Tile) -> Tile:
    return wanted


def _today(place: Furnished) -> TodayPanel:
    shown = place.window.show_page("today")
    assert isinstance(shown, TodayPanel)
    place.settle()
    return shown


def _way(slug: str, way: str, show: str = "") -> View:
    """A type looked at in another way; `show` is a choice of the view's own."""

    def open_it(place: Furnished, folder: Path) -> QWidget:
        shown = place.window.show_page("charts")
        assert isinstance(shown, ChartsPanel)
        shown.show_type(slug)
        place.settle()
        shown.show_way(way)
        if show:
            place.settle()
            assert isinstance(shown.view, NightsView | ProfileView)
            shown.view.shows.choose(show)
        return place.window

    return open_it


def _layered(place: Furnished, slug: str) -> OverTime:
    """A type with all that can be laid over and under it."""
    kind, types = place.app.db.types[slug], place.app.db.types
    beneath = (Wanted("type", "sleep-stage"), Wanted("type", "steps"), Wanted("tag", "ill"))
    choice = LayerChoice(
        frozenset({"trend", "trend-robust", "forecast"}), frozenset(), "resting-heart-rate",
        "before", beneath,
    )  # fmt: skip
    remember(place.app.paths, kind, types, choice)
    shown = place.window.show_page("charts")
    assert isinstance(shown, ChartsPanel)
    shown.show_type(slug)
    place.settle()
    return shown.over_time


def _chart_layers(slug: str) -> View:
    def show(place: Furnished, folder: Path) -> QWidget:
        _layered(place, slug)
        return place.window

    return show


def _layer_table(place: Furnished, folder: Path) -> QWidget:
    _layered(place, "weight").toggle_table()
    return place.window


def _layers_popup(place: Furnished, folder: Path) -> QWidget:
    shown = _layered(place, "blood-pressure")
    shown.open_layers()
    place.settle()
    (popup,) = shown.findChildren(LayersPopup)
    popup.against.setCurrentIndex(3)
    popup.against.activated.emit(3)
    return popup


def _palette(place: Furnished, folder: Path) -> QWidget:
    place.window.palette_box.open()
    return place.window


def _preview(place: Furnished, folder: Path) -> QWidget:
    place.window.show_page("goals")
    place.window.entry.begin("bp 128/82 71 yesterday 8:30 #home")
    return place.window


def _trouble(place: Furnished, folder: Path) -> QWidget:
    place.window.show_trouble(StorageError("database-damaged", path=str(folder / "healthdesk.db")))
    return place.window


def _maintenance(place: Furnished, folder: Path) -> QWidget:
    place.app.bus.publish(DatabaseClosed("maintenance", "healthdesk db restore"))
    return place.window


class _Listening:
    url = "http://127.0.0.1:8765"

    def stop(self) -> bool:
        return True


def _programs(place: Furnished, folder: Path) -> QWidget:
    """The interface switched on, with tokens of all kinds; the card in front."""
    tokens = place.app.tokens
    tokens.create(OWNER, "Scale of the practice in the old town", ("read",), 30)
    tokens.note_use(OWNER, tokens.create(OWNER, "Spreadsheet")[0])
    tokens.create(OWNER, "", ("metrics",))
    place.app.settings.set("api.enabled", True)
    place.window.start_api = lambda _app: _Listening()
    place.window.api_switch.follow()
    shown = place.window.show_page("settings")
    assert isinstance(shown, SettingsPanel)
    place.settle()
    assert shown.programs is not None
    (around,) = [one for one in shown.findChildren(QScrollArea) if one.isAncestorOf(shown.programs)]
    around.ensureWidgetVisible(shown.programs)
    return place.window


def _token(place: Furnished, window: Window, folder: Path) -> QWidget:
    return TokenDialog(_context(window), lambda: None, window)


def _token_made(place: Furnished, window: Window, folder: Path) -> QWidget:
    made = TokenDialog(_context(window), lambda: None, window)
    made.create_button.click()
    place.settle()
    made.text.setText("hd_1_" + 43 * "x")
    return made


def _revoke(place: Furnished, window: Window, folder: Path) -> QWidget:
    token, _ = place.app.tokens.create(OWNER, "Scale of the practice in the old town")
    return RevokeDialog(token, lambda: None, window)


def _off(place: Furnished, folder: Path) -> QWidget:
    place.window.entry.begin("bp 128/82 71 yesterday 8:30 #home")
    switch_off(place)
    return place.window


def _toast(place: Furnished, folder: Path) -> QWidget:
    place.window.show_page("goals")
    place.window.messages.toast("Deleted 3 readings", ("Undo", lambda: None))
    place.window.messages.banner("test", "Reading export.zip: 12,000 readings so far.", "accent")
    return place.window


def _filter(name: str) -> View:
    def show(place: Furnished, folder: Path) -> QWidget:
        shown = place.window.show_page("records")
        assert isinstance(shown, RecordsPanel)
        place.settle()
        popup = getattr(shown.filters, name)
        popup.open_under(shown.filters)
        assert isinstance(popup, QWidget)
        return popup

    return show


def _nobody(place: Furnished, name: str) -> QWidget:
    """A page of somebody without readings."""
    assert place.window.context is not None
    person, _ = place.app.journal.add_person(place.window.context.actor, "Ben")
    place.settle()
    place.window.context.current.choose(person.id)
    place.window.show_page(name)
    return place.window


def _context(window: Window) -> Context:
    assert window.context is not None
    return window.context


def _import(place: Furnished, window: Window, folder: Path) -> QWidget:
    file = folder / "export.xml"
    file.write_bytes(export(record("BodyMass", "81.4", "kg")))
    return ImportDialog(_context(window), [file], window)


DIARY = (
    "Datum;Uhrzeit;Gewicht;Oberer Wert;Unterer Wert;Bemerkung\n"
    "01.02.2025;07:30;81,4;128;82;nach dem Aufstehen\n"
    "02.02.2025;07:35;81,2;126;81;\n"
)


def _take_back(place: Furnished, window: Window, folder: Path) -> QWidget:
    files = (f"{'blood pressure of a long year ' * 2}{n}.csv" for n in range(4))
    return TakeBackDialog(
        import_step(_context(window), 1, tuple(files), 49_885), lambda: None, window
    )


def _import_questions(place: Furnished, window: Window, folder: Path) -> QWidget:
    """A table nobody knows yet beside an export that is known."""
    file, diary = folder / "export.xml", folder / "Blutdruck und Gewicht.csv"
    file.write_bytes(export(record("BodyMass", "81.4", "kg")))
    diary.write_text(DIARY, "utf-8")
    return ImportDialog(_context(window), [diary, file], window)


def _imports(place: Furnished, window: Window, folder: Path) -> QWidget:
    for day in (1, 2):
        file = folder / f"export-{day}.xml"
        at = f"2024-01-{day:02d} 07:30:00 +0100"
        file.write_bytes(export(record("BodyMass", "81.4", "kg", start=at)))
        batch = place.app.transfer.import_files(OWNER, [file]).batch
    assert batch is not None
    place.app.transfer.undo_import(OWNER, batch)
    place.settle()
    return ImportsDialog(_context(window), window)


def _two_sources(place: Furnished) -> None:
    """A watch and a phone that tell the same hours and the same night."""
    noon = round(NOON.timestamp() * 1000)
    drafts = []
    for hour in range(-4, 0):
        begun = noon + hour * HOUR_MS
        for source, amount, length in (("Anna's Apple Watch", 1310, 60), ("iPhone 15", 1240, 75)):
            ended = begun + length * MINUTE_MS
            drafts.append(
                Draft("steps", amount, "steps", begun, 120, ended_at=ended, source=source)
            )
    for source, stages in (("Anna's Apple Watch", (2, 3, 5, 4)), ("Withings Sleep", (0, 1))):
        for place_, code in enumerate(stages):
            begun = noon - (13 - 2 * place_) * HOUR_MS
            drafts.append(
                Draft("sleep-stage", code, "stage", begun, 120, ended_at=begun + 2 * HOUR_MS,
                      source=source)
            )  # fmt: skip
    assert place.window.context is not None
    person = place.window.context.current.person
    assert person is not None
    place.app.journal.add(OWNER, drafts, person.id)
    place.settle()


def _sources(place: Furnished, window: Window, folder: Path) -> QWidget:
    _two_sources(place)
    return SourcesDialog(_context(window), window)


def _diagnostics(place: Furnished, window: Window, _folder: Path) -> QWidget:
    serve_for_days(place.app)
    return DiagnosticsDialog(_context(window), window)


def _jump(_place: Furnished, window: Window, _folder: Path) -> QWidget:
    today = day_of(NOON.date())
    return JumpDialog(today, (today - 400, today + 1), Format(), lambda _day: None, window)


def _printing(place: Furnished, window: Window, folder: Path) -> QWidget:
    shown = place.window.show_page("charts")
    assert isinstance(shown, ChartsPanel)
    shown.show_type("blood-pressure")
    place.settle()
    return PrintDialog(shown.view, "Anna, 12 May 2025", window)


def _why(slug: str) -> Callable[[Furnished, Window, Path], QWidget]:
    def make(place: Furnished, window: Window, folder: Path) -> QWidget:
        _two_sources(place)
        return WhyDialog(_context(window), slug, day_of(NOON.date()), window)

    return make


def _move(place: Furnished, window: Window, folder: Path) -> QWidget:
    return MoveDialog(2, _context(window).current.persons, lambda _: None, window)


def _noted(place: Furnished) -> tuple[Annotation, ...]:
    """Notes on charts: a moment and a span."""
    person = place.app.journal.default_person(OWNER)
    at = round(NOON.timestamp() * 1000)
    drafts = [
        AnnotationDraft(at - 5 * DAY_MS, 120, "New tablets, half the dose in the morning",
                        "medication"),
        AnnotationDraft(at - 3 * DAY_MS, 120, "Flu", "illness", at - DAY_MS,
                        ("blood-pressure",)),
    ]  # fmt: skip
    made = place.app.annotations.add(OWNER, drafts, person.id).annotations
    place.settle()
    return made


def _chart_notes(place: Furnished, folder: Path) -> QWidget:
    _noted(place)
    return page("charts")(place, folder)


def _note(place: Furnished, window: Window, _folder: Path) -> QWidget:
    known = _noted(place)[1]
    wall = NOON.replace(tzinfo=None)
    made = AnnotationDialog(_context(window), "weight", wall, known, window)
    made.text.setPlainText("")
    made.show_errors(InvalidData(FieldError("text", "annotation-empty"),
                                 FieldError("ended_at", "ended-before-begun")))  # fmt: skip
    return made


def _note_list(place: Furnished, window: Window, _folder: Path) -> QWidget:
    _noted(place)
    return AnnotationList(_context(window), lambda _: None, lambda _: None, lambda: None, 1, window)


def _measuring(stage: Stage) -> View:
    def make(place: Furnished, window: Window, folder: Path) -> QWidget:
        made = MeasureDialog(_context(window), window)
        made.show()
        place.settle()
        if stage != "ready":
            made.go(stage)
        made.countdown.pause()  # a picture stands still
        return made

    return dialog(make)


def _grip(place: Furnished) -> HealthType:
    """A type of one's own."""
    kind = HealthType("grip-strength", "own", "kg", ("kg", "lb"), 1, "mean", Range(0, 200),
                      name="Grip strength of the hand I write with")  # fmt: skip
    made, _ = place.app.journal.add_type(OWNER, kind)
    place.settle()
    return made


def _own_type(place: Furnished, window: Window, folder: Path) -> QWidget:
    made = TypeDialog(_context(window), None, window)
    made.unit.setCurrentText("kg")
    made.name.setText("Grip strength of the hand I write with")
    return made


def _own_types(place: Furnished, window: Window, folder: Path) -> QWidget:
    _grip(place)
    return TypesDialog(_context(window), window)


def _with_goals(name: str) -> View:
    def show(place: Furnished, folder: Path) -> QWidget:
        set_goals(place)
        return page(name)(place, folder)

    return show


def _chart_goals(place: Furnished, folder: Path) -> QWidget:
    """The lines of habits, one of them a day's share of a week."""
    set_goals(place)
    context = place.window.context
    assert context is not None
    assert context.current.person is not None
    weekly = GoalDraft("habit", "steps", target_value=42_000, per="week")
    place.app.goals.add(OWNER, context.current.person.id, weekly)
    shown = place.window.show_page("charts")
    assert isinstance(shown, ChartsPanel)
    shown.show_type("steps")
    place.settle()
    return place.window


def _goal_edit(place: Furnished, folder: Path) -> QWidget:
    """The second card, a habit's, turned into its fields; the archive shown."""
    set_goals(place)
    shown = place.window.show_page("goals")
    assert isinstance(shown, GoalsPanel)
    place.settle()
    shown.archive.click()
    shown.edit([*shown.cards][3])
    return place.window


def _goal(mode: Mode, text: str) -> View:
    """A new goal that is hard to keep."""

    def make(place: Furnished, window: Window, folder: Path) -> QWidget:
        slug = "steps" if mode == "habit" else "weight"
        made = GoalDialog(_context(window), window, slug)
        made.mode.choose(mode)
        for line in (made.form.value, made.form.low):
            line.setText(text)
        made.form.high.setText("90")
        made.form.rhythm.setCurrentIndex(1)
        return made

    return dialog(make)


def _with_reminders(name: str) -> View:
    def show(place: Furnished, folder: Path) -> QWidget:
        set_reminders(place)
        return page(name)(place, folder)

    return show


def _reminder(kind: str) -> View:
    """A new one of a medication by its scheme, by an expression that is wrong, or one that is
    there with all it can have."""

    def make(place: Furnished, window: Window, folder: Path) -> QWidget:
        ids = set_reminders(place)
        known = place.app.reminders.get(OWNER, ids[1]) if kind == "edit" else None
        made = ReminderDialog(_context(window), known, window)
        if kind == "scheme":
            made.asks.choose("medication")
            made.scheme.setChecked(True)
        elif kind == "expression":
            made.times.rhythm.setCurrentIndex(4)
            made.times.expression.setText("60 9 * * *")
        made.more.click()
        made.repeat.setChecked(True)
        made.own_grace.setChecked(True)
        return made

    return dialog(make)


def _reminder_history(place: Furnished, window: Window, folder: Path) -> QWidget:
    ids = set_reminders(place)
    return HistoryDialog(_context(window), place.app.reminders.get(OWNER, ids[0]), window)


def _snooze(place: Furnished, window: Window, folder: Path) -> QWidget:
    return SnoozeDialog(lambda _: None, window)


VIEWS: Final[dict[str, View]] = {
    **{name: page(name) for name in PAGES},
    "chart-table": _chart_table,
    "chart-notes": _chart_notes,
    "chart-layers": _chart_layers("blood-pressure"),
    "chart-layers-weight": _chart_layers("weight"),
    "chart-layers-table": _layer_table,
    "layers-popup": _layers_popup,
    "today-arranged": _arranged,
    "today-arranging": _arranging,
    "chart-pressures": _way("blood-pressure", "pressures"),
    "chart-nights": _way("sleep-duration", "nights"),
    "chart-one-night": _way("sleep-duration", "nights", "one"),
    "chart-profile": _way("steps", "profile"),
    "chart-profile-days": _way("blood-glucose", "profile", "days"),
    "chart-calendar": _way("blood-pressure", "calendar"),
    "chart-distribution": _way("blood-pressure", "distribution"),
    "chart-years": _way("blood-pressure", "years"),
    "chart-scatter": _way("weight", "scatter"),
    "palette": _palette,
    "preview": _preview,
    "trouble": _trouble,
    "maintenance": _maintenance,
    "off": _off,
    "programs": _programs,
    "toast": _toast,
    "filter-types": _filter("types"),
    "filter-period": _filter("period"),
    "filter-sources": _filter("sources"),
    "goals-set": _with_goals("goals"),
    "goal-edit": _goal_edit,
    "goals-today": _with_goals("today"),
    "chart-goals": _chart_goals,
    "reminders-set": _with_reminders("reminders"),
    "reminders-today": _with_reminders("today"),
    "empty-today": lambda place, _: _nobody(place, "today"),
    "empty-records": lambda place, _: _nobody(place, "records"),
    "empty-charts": lambda place, _: _nobody(place, "charts"),
    "empty-reports": lambda place, _: _nobody(place, "reports"),
}
DIALOGS: Final[dict[str, View]] = {
    "about": dialog(lambda _place, window, _folder: AboutDialog(window)),
    "keys": dialog(lambda _place, window, _folder: KeysDialog(window.commands, window)),
    "crash": dialog(
        lambda _place, window, folder: CrashDialog(
            ValueError("no value"), folder, QGuiApplication.clipboard(), window
        )
    ),
    "token": dialog(_token),
    "token-made": dialog(_token_made),
    "token-revoke": dialog(_revoke),
    "person": dialog(lambda _place, window, _folder: PersonDialog(_context(window), None, window)),
    "persons": dialog(lambda _place, window, _folder: PersonsDialog(_context(window), window)),
    "entry": dialog(lambda _place, window, _folder: EntryDialog(_context(window), window)),
    "entry-pressure": dialog(
        lambda _place, window, _folder: EntryDialog(_context(window), window, "blood-pressure")
    ),
    "goal-target": _goal("target", "60"),
    "goal-range": _goal("range", "70"),
    "goal-habit": _goal("habit", "8000"),
    "reminder-scheme": _reminder("scheme"),
    "reminder-expression": _reminder("expression"),
    "reminder-edit": _reminder("edit"),
    "reminder-history": dialog(_reminder_history),
    "snooze": dialog(_snooze),
    "own-type": dialog(_own_type),
    "own-type-edit": dialog(
        lambda place, window, _: TypeDialog(_context(window), _grip(place), window)
    ),
    "own-types": dialog(_own_types),
    "export": dialog(lambda _place, window, _folder: ExportDialog(_context(window), window)),
    "import": dialog(_import),
    "import-questions": dialog(_import_questions),
    "imports": dialog(_imports),
    "take-back": dialog(_take_back),
    "sources": dialog(_sources),
    "diagnostics": dialog(_diagnostics),
    "chart-note": dialog(_note),
    "chart-note-list": dialog(_note_list),
    "jump": dialog(_jump),
    "print": dialog(_printing),
    "why-total": dialog(_why("steps")),
    "why-night": dialog(_why("sleep-duration")),
    "measure": _measuring("ready"),
    "measure-rest": _measuring("rest"),
    "measure-first": _measuring("first"),
    "measure-done": _measuring("done"),
    "move": dialog(_move),
}
