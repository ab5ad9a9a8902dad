"""The table of readings: pages of a million rows, off the main thread."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any, cast

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QModelIndex, Qt
from pytestqt.qtbot import QtBot

from healthdesk.domain.accounts import OWNER
from healthdesk.domain.health_types import CATALOGUE, TypeBook
from healthdesk.domain.records import Record, RecordQuery
from healthdesk.texts import Format
from healthdesk.ui.record_model import (
    IN_FLIGHT,
    KEPT,
    PAGE,
    PLACEHOLDER,
    Cells,
    Column,
    RecordModel,
)
from healthdesk.ui.record_table import RecordTable
from healthdesk.ui.tasks import Tasks
from tests.ui.record_fakes import HOUR, LongJournal, reading

Settled = Callable[[Callable[[], bool]], None]
LIVE = RecordQuery(person_ids=(1,))


@pytest.fixture
def cells() -> Cells:
    now = dt.datetime(2026, 11, 12, 12, tzinfo=dt.UTC)
    current = SimpleNamespace(format=Format(), types=TypeBook(CATALOGUE), now=lambda: now)
    return Cells(cast("Any", current))


@pytest.fixture
def journal() -> LongJournal:
    return LongJournal()


@pytest.fixture
def model(journal: LongJournal, tasks: Tasks, cells: Cells) -> Iterator[RecordModel]:
    crashes: list[BaseException] = []
    tasks.crashed.connect(crashes.append)
    made = RecordModel(cast("Any", journal), OWNER, tasks, cells)
    yield made
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not crashes  # such as a question on the main thread


@pytest.fixture
def opened(model: RecordModel, qtbot: QtBot) -> RecordModel:
    with qtbot.waitSignal(model.answered):
        model.ask(LIVE)
    return model


def text(model: RecordModel, row: int, column: Column) -> str:
    return str(model.data(model.index(row, column)))


def test_a_million_rows_are_counted_and_only_the_first_page_is_fetched(
    opened: RecordModel, journal: LongJournal
):
    assert opened.rowCount() == 1_000_000
    assert journal.asked == [0]
    assert text(opened, 0, Column.VALUE) == "80.0 kg"
    assert text(opened, 0, Column.WHEN) == "Today 12:00"


def test_rows_that_are_not_there_yet_show_a_placeholder_and_ask_for_nothing(
    opened: RecordModel, journal: LongJournal
):
    assert text(opened, 700_000, Column.VALUE) == PLACEHOLDER
    assert opened.record(700_000) is None
    assert not opened.flags(opened.index(700_000, Column.VALUE)) & Qt.ItemFlag.ItemIsEditable
    assert journal.asked == [0]


def test_a_jump_to_the_end_asks_for_the_end_alone(
    opened: RecordModel, journal: LongJournal, settled: Settled
):
    journal.asked.clear()
    opened.show_rows(999_978, 999_999)
    settled(lambda: opened.record(999_999) is not None)
    assert 1 <= len(journal.asked) <= 3
    assert min(journal.asked) >= 999_999 - 3 * PAGE
    last = opened.record(999_999)
    assert last is not None
    assert last.id == 1_000_000


def test_what_is_scrolled_past_is_never_fetched(
    opened: RecordModel, journal: LongJournal, settled: Settled
):
    journal.asked.clear()
    journal.may_answer.clear()
    for row in range(1000, 900_000, 1000):
        opened.show_rows(row, row + 20)
    assert len(journal.asked) <= 2 * IN_FLIGHT
    journal.may_answer.set()
    settled(lambda: opened.record(899_000) is not None)
    assert len(journal.asked) <= 2 * IN_FLIGHT + 4


def test_the_page_ahead_is_there_before_it_is_reached(opened: RecordModel, settled: Settled):
    opened.show_rows(150, 170)
    settled(lambda: opened.record(PAGE) is not None)


def test_no_more_than_so_many_pages_are_kept(opened: RecordModel, settled: Settled):
    for page in range(KEPT + 20):
        middle = page * PAGE + PAGE // 2
        opened.show_rows(middle, middle)
        settled(lambda middle=middle: opened.record(middle) is not None)  # type: ignore[misc]
    assert len(list(opened.at_hand())) <= KEPT * PAGE
    assert opened.record(0) is None


def test_an_answer_to_an_older_question_is_dropped(
    opened: RecordModel, journal: LongJournal, settled: Settled, qtbot: QtBot
):
    journal.may_answer.clear()
    opened.show_rows(5000, 5020)
    with qtbot.waitSignal(opened.answered):
        opened.ask(RecordQuery(person_ids=(1,), search="nothing"))
        journal.may_answer.set()
    assert opened.rowCount() == 0
    assert opened.record(5000) is None


def test_a_refresh_keeps_what_is_shown_until_the_answer_is_there(
    opened: RecordModel, journal: LongJournal, qtbot: QtBot
):
    journal.may_answer.clear()
    journal.total += 1
    journal.shift = 1
    with qtbot.waitSignal(opened.refreshed):
        opened.refresh()
        assert text(opened, 0, Column.WHEN) == "Today 12:00"
        journal.may_answer.set()
    assert opened.rowCount() == 1_000_001
    newest = opened.record(0)
    assert newest is not None
    assert newest.id == 0


def test_refreshes_during_a_refresh_become_one_more(
    opened: RecordModel, journal: LongJournal, settled: Settled
):
    journal.asked.clear()
    journal.may_answer.clear()
    for _ in range(50):
        opened.refresh()
    journal.may_answer.set()
    settled(lambda: not opened.looking)
    assert len(journal.asked) == 2


def test_a_saved_reading_is_shown_before_the_next_look(opened: RecordModel):
    opened.replace(reading(3, value=99.5))
    assert text(opened, 3, Column.VALUE) == "99.5 kg"


@pytest.mark.parametrize(
    ("fields", "column", "shown"),
    [
        ({"type": "blood-pressure", "value": 128, "value2": 82, "unit": "mmHg"}, Column.VALUE,
         "128/82 mmHg"),
        ({"type": "sleep-stage", "value": 3, "unit": "stage", "ended_at": None}, Column.VALUE,
         "Deep sleep"),
        ({"note": "after\n stairs"}, Column.NOTE, "after stairs"),
        ({"tags": ("before-breakfast", "tired")}, Column.TAGS, "#before-breakfast #tired"),
        ({"source": "manual"}, Column.SOURCE, "Typed"),
        ({"source": "Pulse Watch"}, Column.SOURCE, "Pulse Watch"),
        ({"type": "gone-type", "value": 4.25, "unit": "x"}, Column.VALUE, "4.25 x"),
    ],
)  # fmt: skip
def test_a_cell_says_what_was_recorded(
    cells: Cells, fields: dict[str, Any], column: Column, shown: str
):
    assert cells.text(reading(0, **fields), column) == shown


def test_the_tip_holds_what_the_cell_has_no_room_for(cells: Cells):
    row = reading(0, value=81.364, ended_at=reading(0).recorded_at + HOUR, note="a\nb")
    assert cells.tip(row, Column.VALUE) == "81.364 kg"
    assert cells.tip(row, Column.WHEN) == "12 Nov 2026 12:00 to 13:00"
    assert cells.tip(row, Column.NOTE) == "a\nb"


def no_store(*_: object) -> None:
    raise AssertionError("nothing was edited")


@pytest.fixture
def table(opened: RecordModel, themes: object, qtbot: QtBot) -> Iterator[RecordTable]:
    shown = RecordTable(opened, no_store, lambda _r, _c: "", lambda _r, _c: [])
    shown.resize(900, 500)
    shown.show()
    yield shown
    shown.close()
    shown.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_the_view_tells_which_rows_are_in_sight(
    table: RecordTable, opened: RecordModel, journal: LongJournal, settled: Settled
):
    journal.asked.clear()
    table.scrollToBottom()
    settled(lambda: opened.record(999_999) is not None)
    assert len(journal.asked) <= 3


def test_selecting_all_asks_about_no_single_row(
    table: RecordTable, opened: RecordModel, monkeypatch: pytest.MonkeyPatch, qapp: object
):
    asked = []
    real = RecordModel.flags

    def counted(self: RecordModel, index: QModelIndex) -> Qt.ItemFlag:
        asked.append(index.row())
        return real(self, index)

    monkeypatch.setattr(RecordModel, "flags", counted)
    table.selectAll()
    table.horizontalHeader().viewport().repaint()
    table.viewport().repaint()
    assert table.selected_count() == 1_000_000
    assert len(asked) < 2000


def test_selection_and_place_follow_their_readings_through_a_refresh(
    table: RecordTable, opened: RecordModel, journal: LongJournal, settled: Settled, qtbot: QtBot
):
    table.verticalScrollBar().setValue(5000 * table.rowHeight(0) + 7)
    settled(lambda: opened.record(5004) is not None)
    table.setCurrentIndex(opened.index(5003, Column.VALUE))
    table.select_rows(5002, 5003)
    wanted = {record.id for record in map(opened.record, (5002, 5003)) if record}
    top = table.rowAt(0)
    before = opened.record(top)
    journal.total += 2
    journal.shift = 2
    with qtbot.waitSignal(opened.refreshed):
        opened.refresh()
    assert table.selected_ranges() in ([(5004, 5005)], [(5004, 5004), (5005, 5005)])
    assert {r.id for row in (5004, 5005) if (r := opened.record(row))} == wanted
    assert table.currentIndex().row() == 5005
    after: Record | None = opened.record(table.rowAt(0))
    assert before is not None
    assert after is not None
    assert after.id == before.id
    assert table.verticalScrollBar().value() == 5002 * table.rowHeight(0) + 7


def test_at_the_top_a_new_reading_comes_into_sight(
    table: RecordTable, opened: RecordModel, journal: LongJournal, qtbot: QtBot
):
    journal.total += 1
    journal.shift = 1
    with qtbot.waitSignal(opened.refreshed):
        opened.refresh()
    assert table.verticalScrollBar().value() == 0


def test_a_row_says_when_an_interval_ended_and_its_offset_in_short(cells: Cells):
    begun = reading(0).recorded_at
    walked = reading(0, ended_at=begun + 4 * 60_000, offset=60)
    assert cells.text(walked, Column.WHEN) == "Today 13:00–13:04 +01:00"
    assert cells.text(reading(0, ended_at=begun), Column.WHEN) == "Today 12:00"


@pytest.mark.parametrize(
    ("minutes", "shown", "tip"),
    [
        # The next night needs no date to be understood.
        (13 * 60, "Today 12:00–01:00", "12 Nov 2026 12:00 to 13 Nov 2026 01:00"),
        (36 * 60, "Today 12:00 – 14 Nov 2026 00:00", "12 Nov 2026 12:00 to 14 Nov 2026 00:00"),
    ],
)
def test_an_interval_that_ends_on_another_day_says_on_which(
    cells: Cells, minutes: int, shown: str, tip: str
):
    row = reading(0, ended_at=reading(0).recorded_at + minutes * 60_000)
    assert cells.text(row, Column.WHEN) == shown
    assert cells.tip(row, Column.WHEN) == tip


def test_samples_widen_a_column_and_empty_ones_are_as_narrow_as_their_headings(table: RecordTable):
    narrow = table.columnWidth(Column.TAGS), table.columnWidth(Column.NOTE)
    before = table.columnWidth(Column.SOURCE)
    table.take_samples([reading(0, source="A watch with quite a long name")])
    assert table.columnWidth(Column.SOURCE) > before
    assert (table.columnWidth(Column.TAGS), table.columnWidth(Column.NOTE)) == narrow
