"""Measuring blood pressure by the protocol, as somebody with a keyboard does it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from healthdesk.domain.accounts import Actor
from healthdesk.domain.blood_pressure import Reading
from healthdesk.domain.errors import StorageError
from healthdesk.domain.home_protocol import course
from healthdesk.domain.pressure_guidelines import AHA_ACC_2025, ESC_2024, Rule
from healthdesk.domain.records import Record, Remark
from healthdesk.paths import Paths
from healthdesk.services.pressure_report import Week
from healthdesk.settings import Settings
from healthdesk.texts import Format
from healthdesk.ui.dialogs.measuring import MeasureDialog, verdict
from healthdesk.ui.window import Window
from tests.ui.record_fakes import RecordApp

Settled = Callable[[Callable[[], bool]], None]
DAY, HOUR, MINUTE = 86_400_000, 3_600_000, 60_000
HOME = AHA_ACC_2025.rule("home")


def week_of(sittings: dict[tuple[int, int], int], rule: Rule = HOME) -> Week:
    """Readings of 132/84 by (day, hour)."""
    readings = [
        Reading(day * DAY + hour * HOUR + k * MINUTE, 132, 84, ("home", "protocol"))
        for (day, hour), n in sittings.items()
        for k in range(n)
    ]
    return Week(course(readings), rule)


class FakePressures:
    """The week out of the readings of the journal that are in memory."""

    def __init__(self, services: RecordApp) -> None:
        self._services = services

    def week(self, actor: Actor, person_id: int, today: int) -> Week:
        rows = [r for r in self._services.journal.live(person_id) if r.type == "blood-pressure"]
        readings = [Reading(today * DAY + 8 * HOUR, r.value, r.value2 or 0.0, r.tags) for r in rows]
        return Week(course(readings, today), HOME)


@pytest.fixture
def services(paths: Paths, settings: Settings) -> RecordApp:
    made = RecordApp(paths, settings)
    made.pressures = FakePressures(made)  # type: ignore[attr-defined]
    return made


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def dialog(window: Window, settled: Settled, clock: Clock) -> Iterator[MeasureDialog]:
    assert window.context is not None
    made = MeasureDialog(window.context, window, clock)
    made.show()
    settled(lambda: bool(made.verdict.text()))
    yield made
    if shiboken6.isValid(made):
        made.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def put(dialog: MeasureDialog, **texts: str) -> QLineEdit:
    """Type into the fields; the last of them."""
    assert dialog.values is not None
    lines = [dialog.values.fields[name].control for name in texts]
    for line, text in zip(lines, texts.values(), strict=True):
        assert isinstance(line, QLineEdit)
        line.setText(text)
    last = lines[-1]
    assert isinstance(last, QLineEdit)
    return last


def stage(dialog: MeasureDialog) -> str:
    return dialog.stage


def rows(services: RecordApp) -> list[Record]:
    return list(services.journal.rows.values())


def wait(dialog: MeasureDialog, clock: Clock, seconds: float) -> None:
    clock.now += seconds
    dialog.countdown.tick()


def test_rest_two_readings_and_a_pause_between(
    dialog: MeasureDialog, services: RecordApp, clock: Clock, settled: Settled, qtbot: QtBot
) -> None:
    assert dialog.advice.isVisible()
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert stage(dialog) == "rest"
    assert dialog.countdown.digits.text() == "5:00"
    wait(dialog, clock, 299)
    assert stage(dialog) == "rest"
    wait(dialog, clock, 1)
    assert stage(dialog) == "first"
    qtbot.keyClick(put(dialog, value="132", value2="84", pulse="66"), Qt.Key.Key_Return)
    settled(lambda: stage(dialog) == "pause")
    assert dialog.countdown.digits.text() == "1:00"
    wait(dialog, clock, 60)
    assert stage(dialog) == "second"
    qtbot.keyClick(put(dialog, value="128", value2="82"), Qt.Key.Key_Return)
    settled(lambda: stage(dialog) == "done")
    kept = [(r.type, r.value, r.value2, r.tags) for r in rows(services)]
    assert kept == [
        ("blood-pressure", 132, 84, ("home", "protocol")),
        ("heart-rate", 66, None, ("home", "protocol")),
        ("blood-pressure", 128, 82, ("home", "protocol")),
    ]
    settled(lambda: any(cell.share == 1 for cell in dialog.grid.cells.values()))
    assert "2 mornings and 3 evenings are missing" in dialog.verdict.text()
    assert not dialog.countdown.is_running


def test_rest_can_be_paused_and_skipped(dialog: MeasureDialog, clock: Clock, qtbot: QtBot) -> None:
    dialog.start.click()
    dialog.pause_button.click()
    assert dialog.continue_button.isVisible()
    assert not dialog.pause_button.isVisible()
    wait(dialog, clock, 1000)
    assert stage(dialog) == "rest"
    dialog.continue_button.click()
    assert dialog.pause_button.isVisible()
    wait(dialog, clock, 100)
    assert dialog.countdown.digits.text() == "3:20"
    dialog.skip_button.click()
    assert stage(dialog) == "first"


def test_rest_may_be_left_out(dialog: MeasureDialog) -> None:
    dialog.skip_rest.click()
    assert stage(dialog) == "first"
    assert not dialog.countdown.is_running


def test_what_is_wrong_is_said_beside_its_field(dialog: MeasureDialog, services: RecordApp) -> None:
    dialog.skip_rest.click()
    put(dialog, value="84", value2="132")
    dialog.save_first.click()
    assert dialog.values is not None
    assert any(field.has_error for field in dialog.values.fields.values())
    put(dialog, value="132", value2="84", pulse="5")
    dialog._edited()
    assert not any(field.has_error for field in dialog.values.fields.values())
    dialog.save_first.click()
    assert dialog.values.fields["pulse"].has_error
    assert (stage(dialog), rows(services)) == ("first", [])


def test_what_looks_odd_is_asked_first(
    dialog: MeasureDialog, services: RecordApp, settled: Settled
) -> None:
    services.journal.to_say[1] = (Remark("have-already", {"type": "blood-pressure"}),)
    dialog.skip_rest.click()
    put(dialog, value="132", value2="84")
    dialog.save_first.click()
    settled(dialog.question.isVisible)
    assert rows(services) == []
    dialog._change_it()
    assert not dialog.question.isVisible()
    dialog.save_first.click()
    settled(dialog.question.isVisible)
    dialog.question.anyway.click()
    settled(lambda: stage(dialog) == "pause")
    assert len(rows(services)) == 1


def test_a_reading_that_could_not_be_kept_stays_in_the_fields(
    dialog: MeasureDialog, services: RecordApp, settled: Settled
) -> None:
    services.journal.refuses = StorageError("disk-full")
    dialog.skip_rest.click()
    line = put(dialog, value="132", value2="84")
    dialog.save_first.click()
    settled(dialog.general.isVisible)
    assert (stage(dialog), line.text()) == ("first", "84")
    services.journal.refuses = None
    dialog.save_first.click()
    settled(lambda: stage(dialog) == "pause")


def test_each_reading_can_be_taken_back(
    dialog: MeasureDialog, window: Window, services: RecordApp, settled: Settled
) -> None:
    dialog.skip_rest.click()
    put(dialog, value="132", value2="84")
    dialog.save_first.click()
    settled(lambda: stage(dialog) == "pause")
    assert window.context is not None
    assert window.context.undo.can_undo


def test_another_person_begins_anew(
    dialog: MeasureDialog, window: Window, services: RecordApp, settled: Settled
) -> None:
    assert window.context is not None
    current = window.context.current
    person, _ = services.journal.add_person(window.context.actor, "Ben")
    settled(lambda: len(current.persons) == 2)
    dialog.start.click()
    current.choose(person.id)
    assert stage(dialog) == "ready"
    assert dialog.person.text() == "For Ben"
    assert not dialog.countdown.is_running


def test_the_palette_opens_it(window: Window) -> None:
    assert "pressure.measure" in [row.id for row in window.commands.listed()]
    window.commands.run("pressure.measure")
    (made,) = window.findChildren(MeasureDialog)
    assert made.isVisible()
    made.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


class TestVerdict:
    def say(self, sittings: dict[tuple[int, int], int], rule: Rule = HOME) -> str:
        return verdict(week_of(sittings, rule), "mmHg", Format())

    def test_before_the_first_reading(self) -> None:
        assert self.say({}).startswith("Two readings each morning and each evening for 7 days")

    def test_what_is_missing(self) -> None:
        whole = {(day, hour): 2 for day in range(3) for hour in (8, 20)}
        assert self.say({**whole, (2, 20): 1}) == (
            "1 evening is missing for a verdict. 1 sitting has only one reading."
        )
        del whole[2, 20]
        del whole[1, 20]
        assert self.say(whole) == "2 evenings are missing for a verdict."

    def test_the_class_of_the_mean_with_its_rule(self) -> None:
        whole = {(day, hour): 2 for day in range(3) for hour in (8, 20)}
        assert self.say(whole) == (
            "Mean without the first day: 132.0/84.0 mmHg. Hypertension stage 1 (130–134 or 80–84 "
            "mmHg; AHA/ACC 2025, at home; doi 10.1161/HYP.0000000000000249). 4 mornings and "
            "4 evenings are missing for the whole week."
        )
        assert "(120–134 or 70–84 mmHg; ESC 2024, at home; doi 10.1093/eurheartj/ehae178, not " in (
            self.say(whole, ESC_2024.rule("home"))
        )

    def test_a_whole_week_misses_nothing(self) -> None:
        whole = {(day, hour): 2 for day in range(7) for hour in (8, 20)}
        assert "missing" not in self.say(whole)
