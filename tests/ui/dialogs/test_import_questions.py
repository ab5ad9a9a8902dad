"""What a file leaves open is asked in the preview, and nothing is guessed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QRect, Qt, QUrl
from PySide6.QtGui import QDropEvent

from healthdesk.domain.transfers import FileReport, ImportBatch, ImportReport, Question, TakenBack
from healthdesk.paths import Paths
from healthdesk.settings import Settings
from healthdesk.texts import Format
from healthdesk.ui.dialogs.import_questions import ChoiceQuestion
from healthdesk.ui.dialogs.import_report import FileCard
from healthdesk.ui.dialogs.importing import AS_TOLD, ImportDialog
from healthdesk.ui.dialogs.imports import ImportsDialog, undone_sentence
from healthdesk.ui.widgets import Card, Text
from healthdesk.ui.window import Window
from tests.ui.record_fakes import NOON, RecordApp

Settled = Callable[[Callable[[], bool]], None]

UNIT = Question("unit", "weight", ("kg", "lb"), {"example": "170"})
ORDER = Question("date-order", "", ("dmy", "mdy"), {"example": "01/02/2026"})
USERS = (Question("file-user", "0", (), {"n": 3}), Question("file-user", "1", (), {"n": 1}))
MAPPING = Question(
    "mapping",
    "day\tkilos\tups",
    (),
    {
        "columns": ["Day", "Kilos", "Ups"],
        "rows": [["01.02.2025", "81,4", "3"]],
        "proposal": {"columns": {"Day": {"as": "date"}, "Ups": {"as": "ignore"}}},
    },
)
REMEMBERED = FileReport(
    "/home/me/diary.csv",
    "table",
    read=2,
    added=2,
    types={"weight": 2},
    mappings={
        "day\tkilos\tups": {
            "columns": ["Day", "Kilos", "Ups"],
            "rows": [["01.02.2025", "81,4", "3"]],
            "mapping": {
                "columns": {
                    "Day": {"as": "date"},
                    "Kilos": {"as": "value", "type": "weight", "unit": "kg"},
                },
                "date_order": "dmy",
            },
        }
    },
)
PREVIEW = ImportReport(
    (FileReport("/home/me/scale.csv", "table", read=2, added=2, types={"weight": 2}),),
    None,
    dry_run=True,
)


@pytest.fixture
def services(paths: Paths, settings: Settings) -> RecordApp:
    return RecordApp(paths, settings)


@pytest.fixture
def ask(
    window: Window, services: RecordApp, settled: Settled
) -> Iterator[Callable[..., ImportDialog]]:
    made: list[ImportDialog] = []

    def ask(*questions: Question, persons: dict[str, int] | None = None) -> ImportDialog:
        file = FileReport("/home/me/scale.csv", "table", questions=questions, persons=persons or {})
        services.transfer.looked = ImportReport((file,), None, dry_run=True)
        assert window.context is not None
        dialog = ImportDialog(window.context, [Path("/home/me/scale.csv")], window)
        made.append(dialog)
        dialog.open()
        settled(dialog.answer.isVisible)
        return dialog

    yield ask
    for dialog in made:
        dialog.reject()


def test_an_answer_is_wanted_for_each_before_it_goes_on(ask, services, settled):
    dialog = ask(UNIT, ORDER)
    (questions,) = dialog._asked
    services.transfer.looked = PREVIEW
    dialog.answer.click()
    assert len(services.transfer.calls) == 1
    assert [choice._field.has_error for choice in questions.choices] == [True, True]
    for choice, answer in zip(questions.choices, ("lb", "mdy"), strict=True):
        choice.choose(answer)
    dialog.answer.click()
    settled(dialog.go.isVisible)
    answers = services.transfer.calls[-1].own["/home/me/scale.csv"]
    assert (dict(answers.units), answers.date_order) == ({"weight": "lb"}, "mdy")
    assert services.transfer.calls[-1].dry_run


def test_what_is_missing_is_said_below_the_sample_and_nothing_moves(ask, window):
    dialog = ask(UNIT, ORDER)
    boxes = [choice._box for choice in dialog._asked[0].choices]

    def places() -> list[QRect]:
        dialog.grab()
        return [QRect(box.mapTo(dialog, QPoint()), box.size()) for box in boxes]

    before = places()
    dialog.answer.click()
    assert places() == before
    words = [text.text() for text in dialog.findChildren(Text) if text.isVisible()]
    assert "The file says only “170”." in words
    assert words.count("Choose one, so that nothing is guessed.") == 2
    for box in boxes:  # the first has the keyboard
        frame = box.grab().toImage().pixelColor(1, box.height() // 2)
        assert frame == window.themes.current.color("bad")


def test_the_import_itself_gets_the_answers(ask, services, settled):
    dialog = ask(UNIT)
    dialog._asked[0].choices[0].choose("kg")
    services.transfer.looked = PREVIEW
    services.transfer.stored = ImportReport(PREVIEW.files, batch=3)
    dialog.answer.click()
    settled(dialog.go.isVisible)
    dialog.go.click()
    settled(dialog.back.isVisible)
    last = services.transfer.calls[-1]
    assert (dict(last.own["/home/me/scale.csv"].units), last.dry_run) == ({"weight": "kg"}, False)


def test_the_users_of_a_file_become_persons_or_are_left_out(ask, services, settled):
    dialog = ask(*USERS)
    first, second = dialog._asked[0].choices
    first.choose(1)
    second.choose("skip")
    services.transfer.looked = PREVIEW
    dialog.answer.click()
    settled(dialog.go.isVisible)
    assert dict(services.transfer.calls[-1].own["/home/me/scale.csv"].file_users) == {
        "0": 1,
        "1": None,
    }


def test_the_columns_of_a_table_are_chosen_beside_its_rows(ask, services, settled):
    dialog = ask(MAPPING)
    (table,) = dialog._asked[0].tables
    dialog.answer.click()
    assert table.error.isVisible()  # no column holds a value yet
    kilos = table.rows[1]
    kilos.holds.setCurrentIndex(kilos.holds.findData("value:weight"))
    kilos.unit.setCurrentIndex(kilos.unit.findData("kg"))
    services.transfer.looked = PREVIEW
    dialog.answer.click()
    settled(dialog.go.isVisible)
    assert services.transfer.calls[-1].own["/home/me/scale.csv"].mappings == {
        "day\tkilos\tups": {
            "columns": {
                "Day": {"as": "date"},
                "Kilos": {"as": "value", "type": "weight", "unit": "kg"},
            }
        }
    }


def test_what_is_wrong_with_a_column_stands_beside_it(ask):
    dialog = ask(MAPPING)
    (table,) = dialog._asked[0].tables
    upper = table.rows[1].holds
    upper.setCurrentIndex(upper.findData("value:blood-pressure:first"))
    dialog.answer.click()
    assert "both parts" in table.rows[1].error.text()
    assert table.rows[1].error.isVisible()


def looked_at(window, services, settled, *files: FileReport) -> ImportDialog:
    services.transfer.looked = ImportReport(files, None, dry_run=True)
    dialog = ImportDialog(window.context, [Path("/home/me/files")], window)
    dialog.open()
    settled(lambda: not dialog._working and bool(dialog.state.text()))
    return dialog


def test_going_on_without_an_answer_goes_to_the_first_open_question(window, services, settled):
    known = [FileReport(f"/home/me/{n}.xml", "csv", read=1, added=1) for n in range(9)]
    units = tuple(Question("unit", slug, ("a", "b")) for slug in ("weight", "height", "glucose"))
    asks = [
        FileReport("/home/me/a.csv", "table", questions=units),
        FileReport("/home/me/b.csv", "table", questions=USERS),
    ]
    dialog = looked_at(window, services, settled, *known, *asks)
    dialog._asked[0].choices[0].choose("a")
    dialog._asked[1].choices[0].choose(1)
    assert "3 questions are open." in dialog.state.text()
    bar = dialog._area.verticalScrollBar()
    bar.setValue(bar.maximum())
    dialog.answer.click()
    assert dialog.state.text() == "3 questions are open."
    first = dialog._asked[0].choices[1]._box
    assert dialog.focusWidget() is first
    top = first.mapTo(dialog._area.viewport(), QPoint(0, 0)).y()
    assert 0 <= top < dialog._area.viewport().height()
    dialog._asked[0].choices[1].choose("b")
    assert dialog.state.text() == "2 questions are open."
    dialog.reject()


def test_files_that_ask_come_first_and_stay_there(window, services, settled):
    known = FileReport("/home/me/known.csv", "csv", read=1, added=1)
    asks = FileReport("/home/me/scale.csv", "table", questions=(UNIT,))
    dialog = looked_at(window, services, settled, known, asks)

    def titles() -> list[str]:
        cards = [dialog._list.itemAt(n).widget() for n in range(dialog._list.count())]
        return [card.title.text() for card in cards if isinstance(card, Card)]

    assert titles() == ["scale.csv", "known.csv"]
    dialog._asked[0].choices[0].choose("kg")
    services.transfer.looked = ImportReport(
        (known, FileReport("/home/me/scale.csv", "table", read=1, added=1)), None, dry_run=True
    )
    dialog.answer.click()
    settled(lambda: not dialog._working and dialog.go.isVisible())
    assert titles() == ["scale.csv", "known.csv"]
    dialog.reject()


def test_columns_as_remembered_can_be_changed(window, services, settled):
    dialog = looked_at(window, services, settled, REMEMBERED)
    (card,) = dialog.findChildren(FileCard)
    said = [text.text() for text in card.findChildren(Text)]
    assert "Columns as remembered" in said
    assert "Left out: Ups." in said
    card.columns.change.click()
    (table,) = dialog._asked[0].tables
    assert [row.holds.currentData() for row in table.rows] == ["date", "value:weight", "ignore"]
    assert (dialog.go.isVisible(), dialog.answer.isDefault()) == (False, True)
    table.rows[2].holds.setCurrentIndex(table.rows[2].holds.findData("note"))
    dialog.answer.click()
    settled(lambda: not dialog._working and dialog.go.isVisible())
    assert services.transfer.calls[-1].own["/home/me/diary.csv"].mappings == {
        "day\tkilos\tups": {
            "columns": {
                "Day": {"as": "date"},
                "Kilos": {"as": "value", "type": "weight", "unit": "kg"},
                "Ups": {"as": "note"},
            },
            "date_order": "dmy",
        }
    }
    dialog.reject()


@pytest.mark.parametrize("told", [None, ","])
def test_the_decimal_sign_can_be_said_and_is_kept(window, services, settled, told):
    (key, table), *_ = REMEMBERED.mappings.items()
    mapping = table["mapping"] | ({"decimal": told} if told else {})
    remembered = replace(REMEMBERED, mappings={key: {**table, "mapping": mapping}})
    dialog = looked_at(window, services, settled, remembered)
    dialog.findChildren(FileCard)[0].columns.change.click()
    (shown,) = dialog._asked[0].tables
    assert shown.decimal.currentData() == told
    shown.decimal.setCurrentIndex(shown.decimal.findData("."))
    dialog.answer.click()
    settled(lambda: not dialog._working and dialog.go.isVisible())
    (given,) = services.transfer.calls[-1].own["/home/me/diary.csv"].mappings.values()
    assert given["decimal"] == "."
    dialog.reject()


def test_a_table_of_a_database_has_its_name_and_may_be_left_out(ask, services, settled):
    dialog = ask(replace(MAPPING, details={**MAPPING.details, "table": "some_record_table"}))
    (table,) = dialog._asked[0].tables
    assert "Table “some_record_table”" in [text.text() for text in table.findChildren(Text)]
    assert table.skip.isVisible()
    table.skip.setChecked(True)
    services.transfer.looked = PREVIEW
    dialog.answer.click()
    settled(dialog.go.isVisible)
    own = services.transfer.calls[-1].own["/home/me/scale.csv"]
    assert [*own.mappings.values()] == [{"skip": True}]


def test_columns_can_be_changed_where_they_lead_to_a_question(window, services, settled):
    asks = FileReport("/home/me/scale.csv", "table", questions=(UNIT,))
    odd = replace(REMEMBERED, questions=(ORDER,), added=0)
    dialog = looked_at(window, services, settled, odd, asks)
    first, second = dialog._asked
    second.choices[0].choose("kg")
    first.columns.change.click()
    changed, same = dialog._asked
    assert (len(changed.tables), changed.choices) == (1, [])
    assert (same is second, second.choices[0].value) == (True, "kg")
    assert dialog.focusWidget() is changed.tables[0].rows[0].holds
    dialog.answer.click()
    settled(lambda: len(services.transfer.calls) == 2)
    own = services.transfer.calls[-1].own
    assert dict(own["/home/me/scale.csv"].units) == {"weight": "kg"}
    assert len(own["/home/me/diary.csv"].mappings) == 1
    assert not own["/home/me/diary.csv"].units
    settled(lambda: not dialog._working)
    dialog.reject()


def test_the_unit_of_a_table_is_remembered_with_its_columns(window, services, settled):
    key, told = next(iter(REMEMBERED.mappings.items()))
    columns = {"Day": {"as": "date"}, "Kilos": {"as": "value", "type": "weight"}}
    open_ = {key: {**told, "mapping": {"columns": columns}}}
    dialog = looked_at(
        window, services, settled, replace(REMEMBERED, mappings=open_, questions=(UNIT,))
    )
    dialog._asked[0].choices[0].choose("lb")
    dialog.answer.click()
    settled(lambda: len(services.transfer.calls) == 2)
    answers = services.transfer.calls[-1].own["/home/me/diary.csv"]
    assert answers.mappings[key]["columns"] == {
        "Day": {"as": "date"},
        "Kilos": {"as": "value", "type": "weight", "unit": "lb"},
    }
    settled(lambda: not dialog._working)
    dialog.reject()


def test_a_sample_tells_the_users_of_a_file_apart(ask, services):
    services.journal.add_person(None, "Ben")
    sample = {"type": "weight", "value": 75.8, "value2": None, "unit": "kg",
              "recorded_at": "2026-11-12T23:30:00-05:00"}  # fmt: skip
    dialog = ask(Question("file-user", "7", (), {"n": 2, "sample": sample}))
    (choice,) = dialog._asked[0].choices
    assert choice._box.accessibleDescription() == "2 readings · Weight 75.8 kg, 12 Nov 2026"
    assert choice._field.label.text() == "Whose readings are those of user 7?"


def test_whose_all_readings_are_is_not_asked_beside_the_users_of_the_file(ask):
    dialog = ask(*USERS, persons={"Me": 1, "Ben": 1})
    assert dialog._whose_field.isHidden()


def test_a_file_of_several_people_goes_to_whom_it_names(window, services, settled):
    file = FileReport("/home/me/a.csv", "csv", read=2, added=2, persons={"Me": 1, "Ben": 1})
    services.transfer.looked = ImportReport((file,), None, dry_run=True)
    dialog = ImportDialog(window.context, [Path("/home/me/a.csv")], window)
    dialog.open()
    settled(dialog.go.isVisible)
    assert dialog.whose.currentData() == AS_TOLD
    assert dialog.state.text() == "2 new readings. Nothing is stored yet."
    dialog.reject()


def test_the_zone_of_local_times_is_shown_and_can_be_changed(window, services, settled):
    file = FileReport("/home/me/a.csv", "table", read=1, added=1, time_zone="Europe/Berlin")
    services.transfer.looked = ImportReport((file,), None, dry_run=True)
    dialog = ImportDialog(window.context, [Path("/home/me/a.csv")], window)
    dialog.open()
    settled(dialog.go.isVisible)
    assert dialog.zone.text() == "Europe/Berlin"
    dialog.zone.setText("Asia/Tokyo")
    dialog.zone.editingFinished.emit()
    settled(lambda: len(services.transfer.calls) == 2 and dialog.go.isVisible())
    assert services.transfer.calls[-1].answers.time_zone == "Asia/Tokyo"
    dialog.reject()


def test_files_dropped_on_the_window_are_looked_at(window, services, settled, tmp_path):
    services.transfer.looked = PREVIEW
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path)), QUrl("https://example.org/a.csv")])
    event = QDropEvent(
        QPoint(9, 9), Qt.DropAction.CopyAction | Qt.DropAction.MoveAction, data,
        Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    window.dropEvent(event)
    # A file manager that proposed to move them must not think that it was done.
    assert (event.isAccepted(), event.dropAction()) == (True, Qt.DropAction.CopyAction)
    (dialog,) = window.findChildren(ImportDialog)
    settled(dialog.go.isVisible)
    assert dialog._paths == (tmp_path,)
    dialog.reject()


def test_imports_are_listed_and_taken_back(window, services, settled):
    services.transfer.listed = (
        ImportBatch(1, 1, "undone", 5, NOON, ("old.xml",)),
        ImportBatch(2, 1, "done", 7, NOON, ("a.csv", "b.csv", "c.csv", "d.csv")),
    )
    dialog = ImportsDialog(window.context, window)
    dialog.open()
    settled(lambda: len(dialog.rows) == 2)
    newest, oldest = dialog.rows
    assert (newest.back.isVisible(), oldest.back.isVisible()) == (True, False)
    newest.back.click()
    settled(lambda: "Took back 15 readings" in dialog.state.text())
    assert services.transfer.undone == [2]
    dialog.reject()


def test_an_undo_says_what_stays_and_why():
    said = undone_sentence(TakenBack(3, edited=1, handed={4: 2, 5: 2}), Format())
    assert said == (
        "Took back 3 readings. The file can be imported again."
        " 1 stays, since it was changed or binned after the import."
        " 4 stay, since later imports hold them too."
    )


def test_an_import_that_only_others_stand_on_went_without_a_reading():
    said = undone_sentence(TakenBack(0, handed={4: 16}), Format())
    assert said == "Taken back; no reading had to go. 16 stay, since later imports hold them too."


def pick(choice: ChoiceQuestion, value: object) -> None:
    """As somebody at the window does."""
    choice.choose(value)
    choice._box.activated.emit(choice._box.currentIndex())


def test_an_answer_is_taken_over_for_other_files_of_the_format_and_can_be_another(
    window, services, settled
):
    files = [
        FileReport(f"/home/me/{name}", kind, questions=(UNIT,))
        for name, kind in (("a.json", "fitbit"), ("b.json", "fitbit"), ("c.csv", "omron"))
    ]
    dialog = looked_at(window, services, settled, *files)
    first, second, other = (asked.choices[0] for asked in dialog._asked)
    pick(first, "lb")
    assert [one.value for one in (first, second, other)] == ["lb", "lb", None]
    pick(first, "kg")
    assert second.value == "kg"
    pick(second, "lb")
    pick(first, "kg")
    assert second.value == "lb"
    pick(other, "kg")
    dialog.answer.click()
    settled(lambda: len(services.transfer.calls) == 2)
    own = services.transfer.calls[-1].own
    assert {path: dict(told.units) for path, told in own.items()} == {
        "/home/me/a.json": {"weight": "kg"},
        "/home/me/b.json": {"weight": "lb"},
        "/home/me/c.csv": {"weight": "kg"},
    }
    settled(lambda: not dialog._working)
    dialog.reject()


def test_tables_with_the_same_columns_are_asked_about_once(window, services, settled):
    files = [
        FileReport("/home/me/january.csv", "table", questions=(MAPPING,)),
        FileReport("/home/me/february.csv", "table", questions=(MAPPING,)),
        FileReport("/home/me/march.csv", "table", questions=(MAPPING, ORDER)),
    ]
    dialog = looked_at(window, services, settled, *files)
    assert [(len(asked.tables), len(asked.choices)) for asked in dialog._asked] == [(1, 0), (0, 1)]
    said = [text.text() for text in dialog.findChildren(Text)]
    assert "Has the same columns as january.csv: what you say there holds here too." in said
    kilos = dialog._asked[0].tables[0].rows[1]
    kilos.holds.setCurrentIndex(kilos.holds.findData("value:weight"))
    kilos.unit.setCurrentIndex(kilos.unit.findData("kg"))
    dialog._asked[1].choices[0].choose("dmy")
    dialog.answer.click()
    settled(lambda: len(services.transfer.calls) == 2)
    own = services.transfer.calls[-1].own
    told = [own[f"/home/me/{name}.csv"] for name in ("january", "february", "march")]
    assert told[0].mappings == told[1].mappings == told[2].mappings
    assert [one.date_order for one in told] == [None, None, "dmy"]
    settled(lambda: not dialog._working)
    dialog.reject()


def test_the_unit_of_bare_numbers_is_asked_with_their_column(ask, services):
    dialog = ask(MAPPING)
    (table,) = dialog._asked[0].tables
    kilos, ups = table.rows[1:]
    kilos.holds.setCurrentIndex(kilos.holds.findData("value:weight"))
    assert dialog._open_fields() == [kilos.unit]
    dialog.answer.click()
    assert len(services.transfer.calls) == 1
    assert "Choose it" in kilos.error.text()
    # Another column tells it.
    ups.holds.setCurrentIndex(ups.holds.findData("unit"))
    assert dialog._open_fields() == []
    ups.holds.setCurrentIndex(ups.holds.findData("ignore"))
    kilos.unit.setCurrentIndex(kilos.unit.findData("lb"))
    assert dialog._open_fields() == []


def test_numbers_with_their_unit_beside_them_need_none(ask):
    rows = [["01.02.2025", "81,4 kg", ""], ["02.02.2025", "180 lb", ""]]
    dialog = ask(replace(MAPPING, details={**MAPPING.details, "rows": rows}))
    kilos = dialog._asked[0].tables[0].rows[1]
    kilos.holds.setCurrentIndex(kilos.holds.findData("value:weight"))
    assert dialog._open_fields() == []
