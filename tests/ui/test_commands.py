from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from healthdesk.ui.commands import PAGES, Command, Commands, repeated_keys, table


@pytest.fixture
def commands(qapp: QApplication) -> Iterator[Commands]:
    window = QWidget()
    yield Commands(window)
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_no_key_and_no_name_is_given_twice() -> None:
    assert repeated_keys(table()) == []
    assert max(Counter(command.id for command in table()).values()) == 1


def test_a_key_given_twice_is_found() -> None:
    again = (*table(), Command("x", "X", "Y", keys=("Ctrl+K",)))
    assert repeated_keys(again) == ["Ctrl+K"]


def test_the_keys_others_rely_on() -> None:
    keys = {command.id: command.keys for command in table()}
    assert keys["record.add"] == ("Ctrl+N",)
    assert keys["edit.undo"] == ("Ctrl+Z",)
    assert keys["view.palette"] == ("Ctrl+K",)
    assert {f"go.{page}" for page in PAGES} <= keys.keys()


def test_a_command_without_work_is_off(commands: Commands) -> None:
    assert not commands.run("edit.undo")
    done: list[int] = []
    commands.bind("edit.undo", lambda: done.append(1))
    assert commands.run("edit.undo")
    commands.enable("edit.undo", False)
    assert not commands.run("edit.undo")
    assert done == [1]


def test_a_pages_command_needs_its_page_in_front(commands: Commands) -> None:
    commands.bind("chart.earlier", lambda: None)
    commands.set_page("records")
    assert not commands.is_enabled("chart.earlier")
    commands.set_page("charts")
    assert commands.is_enabled("chart.earlier")
    assert [row.id for row in commands.listed()] == ["chart.earlier"]


def test_work_of_a_deleted_owner_is_forgotten(commands: Commands) -> None:
    owner = QObject()
    commands.bind("edit.redo", lambda: None, owner)
    owner.deleteLater()
    QCoreApplication.sendPostedEvents(owner, QEvent.Type.DeferredDelete.value)
    assert not commands.is_enabled("edit.redo")


def test_an_unknown_command_is_a_mistake_of_ours(commands: Commands) -> None:
    with pytest.raises(KeyError):
        commands.bind("no.such", lambda: None)
