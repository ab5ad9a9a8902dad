from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from healthdesk.domain.events import (
    DatabaseClosed,
    DatabaseOpened,
    PersonsChanged,
    RecordsChanged,
    SettingsChanged,
)
from healthdesk.services.bus import Bus
from healthdesk.ui.events import Events, gathered

Settled = Callable[[Callable[[], bool]], None]


def records(person: int | None, types: set[str], first: int, last: int) -> RecordsChanged:
    return RecordsChanged(person, frozenset(types), first, last, "add", "here")


def test_a_burst_becomes_one_event_that_covers_it() -> None:
    burst = [records(1, {"weight"}, 100 + n, 100 + n) for n in range(500)]
    burst.append(records(1, {"steps"}, 90, 95))
    assert gathered(burst) == [records(1, {"weight", "steps"}, 90, 599)]


def test_persons_are_not_mixed() -> None:
    burst = [records(1, {"weight"}, 1, 1), records(2, {"steps"}, 2, 2), records(1, {"bmi"}, 3, 3)]
    assert gathered(burst) == [records(1, {"weight", "bmi"}, 1, 3), records(2, {"steps"}, 2, 2)]


def test_all_types_stay_all_types() -> None:
    merged = gathered([records(1, set(), 5, 5), records(1, {"weight"}, 9, 9)])
    assert merged == [records(1, set(), 5, 9)]


def test_closing_and_opening_keep_their_order() -> None:
    closed, opened = DatabaseClosed("restore", "cli"), DatabaseOpened()
    assert gathered([closed, opened, closed]) == [closed, opened, closed]


def test_keys_of_settings_are_gathered() -> None:
    news = [SettingsChanged(frozenset({"theme"}), "here"),
            SettingsChanged(frozenset({"language"}), "here")]  # fmt: skip
    assert gathered(list(news)) == [SettingsChanged(frozenset({"theme", "language"}), "here")]


@pytest.fixture
def bus() -> Bus:
    return Bus()


@pytest.fixture
def events(qapp: QApplication, bus: Bus) -> Iterator[Events]:
    made = Events(bus)
    yield made
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_another_threads_news_arrives_on_the_main_thread(
    bus: Bus, events: Events, settled: Settled
) -> None:
    heard: list[tuple[object, str]] = []
    events.recordsChanged.connect(
        lambda event: heard.append((event, threading.current_thread().name))
    )

    def write() -> None:
        for day in range(20):
            bus.publish(records(1, {"weight"}, day, day))

    writer = threading.Thread(target=write)
    writer.start()
    writer.join()
    settled(lambda: bool(heard))
    assert heard == [(records(1, {"weight"}, 0, 19), threading.main_thread().name)]


def test_nothing_is_heard_after_close(bus: Bus, events: Events) -> None:
    heard: list[bool] = []
    events.personsChanged.connect(lambda: heard.append(True))
    bus.publish(PersonsChanged("here"))
    QCoreApplication.processEvents()
    events.close()
    bus.publish(PersonsChanged("here"))
    QCoreApplication.processEvents()
    assert heard == []
