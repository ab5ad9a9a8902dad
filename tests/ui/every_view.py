"""Every page, dialog and popup of the window by name, each with the way to it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from healthdesk.domain.accounts import OWNER
from healthdesk.domain.errors import StorageError
from healthdesk.domain.events import DatabaseClosed
from healthdesk.domain.health_types import HealthType, Range
from healthdesk.domain.records import Draft
from healthdesk.domain.times import HOUR_MS, MINUTE_MS, day_of
from healthdesk.texts import Format
from healthdesk.ui.commands import PAGES
from healthdesk.ui.context import Context
from healthdesk.ui.dialogs.about import AboutDialog
from healthdesk.ui.dialogs.crash import CrashDialog
from healthdesk.ui.dialogs.entry import EntryDialog
from healthdesk.ui.dialogs.exporting import ExportDialog
from healthdesk.ui.dialogs.importing import ImportDialog
from healthdesk.ui.dialogs.imports import ImportsDialog
from healthdesk.ui.dialogs.jump import JumpDialog
from healthdesk.ui.dialogs.keys import KeysDialog
from healthdesk.ui.dialogs.measuring import MeasureDialog, Stage
from healthdesk.ui.dialogs.move import MoveDialog
from healthdesk.ui.dialogs.own_types import TypeDialog, TypesDialog
from healthdesk.ui.dialogs.sources import SourcesDialog
from healthdesk.ui.dialogs.why_total import WhyDialog
from healthdesk.ui.panels.charts import ChartsPanel
from healthdesk.ui.panels.persons import PersonDialog, PersonsDialog
from healthdesk.ui.panels.records import RecordsPanel
from healthdesk.ui.window import Window
from tests.exchange.apple_exports import export, record
from tests.ui.furnished import NOON, Furnished

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


def _jump(_place: Furnished, window: Window, _folder: Path) -> QWidget:
    today = day_of(NOON.date())
    return JumpDialog(today, (today - 400, today + 1), Format(), lambda _day: None, window)


def _why(slug: str) -> Callable[[Furnished, Window, Path], QWidget]:
    def make(place: Furnished, window: Window, folder: Path) -> QWidget:
        _two_sources(place)
        return WhyDialog(_context(window), slug, day_of(NOON.date()), window)

    return make


def _move(place: Furnished, window: Window, folder: Path) -> QWidget:
    return MoveDialog(2, _context(window).current.persons, lambda _: None, window)


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


VIEWS: Final[dict[str, View]] = {
    **{name: page(name) for name in PAGES},
    "chart-table": _chart_table,
    "palette": _palette,
    "preview": _preview,
    "trouble": _trouble,
    "maintenance": _maintenance,
    "toast": _toast,
    "filter-types": _filter("types"),
    "filter-period": _filter("period"),
    "filter-sources": _filter("sources"),
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
    "person": dialog(lambda _place, window, _folder: PersonDialog(_context(window), None, window)),
    "persons": dialog(lambda _place, window, _folder: PersonsDialog(_context(window), window)),
    "entry": dialog(lambda _place, window, _folder: EntryDialog(_context(window), window)),
    "entry-pressure": dialog(
        lambda _place, window, _folder: EntryDialog(_context(window), window, "blood-pressure")
    ),
    "own-type": dialog(_own_type),
    "own-type-edit": dialog(
        lambda place, window, _: TypeDialog(_context(window), _grip(place), window)
    ),
    "own-types": dialog(_own_types),
    "export": dialog(lambda _place, window, _folder: ExportDialog(_context(window), window)),
    "import": dialog(_import),
    "import-questions": dialog(_import_questions),
    "imports": dialog(_imports),
    "sources": dialog(_sources),
    "jump": dialog(_jump),
    "why-total": dialog(_why("steps")),
    "why-night": dialog(_why("sleep-duration")),
    "measure": _measuring("ready"),
    "measure-rest": _measuring("rest"),
    "measure-first": _measuring("first"),
    "measure-done": _measuring("done"),
    "move": dialog(_move),
}
