"""What every test must leave as it found it; loaded for all tests by `conftest.py`.

A test fails when, at its end,
- something was logged as a warning or worse that it did not announce (`expected_logs`),
- a thread it started still runs, daemon or not,
- a process it started still runs or was never waited for,
- a window it opened still stands, or a `QTimer` or `QThread` still runs (tests with Qt).

Python's own warnings are errors (`filterwarnings`), Qt's messages too (`qt_log_level_fail`);
both are set in pyproject.toml. A test that failed anyway is not searched: its traceback holds
on to what it used.
"""

from __future__ import annotations

import gc
import logging
import os
import re
import threading
import time
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:  # tests without Qt do not load it
    from PySide6.QtCore import QObject, QThread, QTimer
    from PySide6.QtWidgets import QWidget

# What ends by itself is given this long before it counts as left behind.
GRACE_SECONDS = 2.0
FAILED = pytest.StashKey[bool]()
# One such process serves all spawned children of an interpreter, to its end.
SHARED_PROCESS = b"multiprocessing.resource_tracker"


class ExpectedLogs:
    """The warnings a test announces; each must come, and no other may."""

    def __init__(self) -> None:
        self._patterns: list[tuple[str, re.Pattern[str]]] = []

    def expect(self, logger: str, message: str) -> None:
        """Announce records of this logger, or of one below it, whose text holds this regex."""
        self._patterns.append((logger, re.compile(message)))

    def problems(self, records: list[logging.LogRecord]) -> list[str]:
        met: set[int] = set()
        found = []
        for record in records:
            text = record.getMessage()
            matching = {
                number
                for number, (logger, pattern) in enumerate(self._patterns)
                if f"{record.name}.".startswith(f"{logger}.") and pattern.search(text)
            }
            met |= matching
            if not matching:
                found.append(f"logged {record.levelname} by {record.name}: {text}")
        for number, (logger, pattern) in enumerate(self._patterns):
            if number not in met:
                found.append(f"expected log did not come: {logger}: {pattern.pattern}")
        return found


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        # The handler hangs on two loggers, and a record may pass both.
        if not any(record is known for known in self.records):
            self.records.append(record)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.failed:
        item.stash[FAILED] = True
    return report


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    _set_aside()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(
    item: pytest.Item, nextitem: pytest.Item | None
) -> Generator[None, object, object]:
    result = yield
    if nextitem is None or nextitem.path != item.path:
        _set_aside()
    return result


def _set_aside() -> None:
    """Freeze all that is there between two files of tests.

    The tests, what they import and what is kept of each that ran are a million objects, and
    the guard looks through all objects several times a test. What is frozen is neither looked
    through nor searched for garbage.
    """
    gc.collect()
    gc.freeze()


@pytest.fixture
def expected_logs() -> ExpectedLogs:
    """Announce warnings: `expected_logs.expect("healthdesk.storage", "disk is full")`."""
    return ExpectedLogs()


@pytest.fixture(autouse=True)
def _leaves_nothing_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fails the test for what it logged and for what of it still runs."""
    expected = (
        request.getfixturevalue("expected_logs")
        if "expected_logs" in request.fixturenames
        else ExpectedLogs()
    )
    collector = _Collector()
    # A program that sets its logging up may keep its records from the root logger.
    loggers = (logging.getLogger(), logging.getLogger("healthdesk"))
    threads = set(threading.enumerate())
    children = _children()
    qt_left = _QtWatch() if {"qapp", "qtbot"} & set(request.fixturenames) else list
    for logger in loggers:
        logger.addHandler(collector)
    try:
        yield
    finally:
        for logger in loggers:
            logger.removeHandler(collector)
    if request.node.stash.get(FAILED, False):
        return
    problems = [
        *expected.problems(collector.records),
        *_settled(qt_left),
        *_settled(lambda: _running_threads(threads)),
        *_settled(lambda: _running_children(children)),
    ]
    if problems:
        pytest.fail("the test left something behind:\n  " + "\n  ".join(problems), pytrace=False)


def _settled(look: Callable[[], list[str]]) -> list[str]:
    """What `look` finds once it finds nothing, or in a look begun after the time of grace.

    A look may itself take long on a busy machine, and what ends within the grace must not
    count because of that.
    """
    deadline = time.monotonic() + GRACE_SECONDS
    while True:
        last = time.monotonic() >= deadline
        if not (left := look()) or last:
            return left
        time.sleep(0.02)


def _running_threads(before: set[threading.Thread]) -> list[str]:
    # A dummy stands for a thread Python did not start (Qt's); it stays listed after its end.
    return [
        f"thread still running: {thread.name}{' (daemon)' if thread.daemon else ''}"
        for thread in threading.enumerate()
        if thread not in before and not isinstance(thread, threading._DummyThread)
    ]


def _children() -> set[int]:
    """The processes this one started, where the system tells (Linux); else none."""
    found: set[int] = set()
    for listing in Path("/proc/self/task").glob("*/children"):
        try:
            found.update(map(int, listing.read_text("ascii").split()))
        except FileNotFoundError:  # the thread ended meanwhile
            continue
    return found


def _running_children(before: set[int]) -> list[str]:
    left = []
    for pid in sorted(_children() - before):
        try:
            command = Path(f"/proc/{pid}/cmdline").read_bytes()
        except FileNotFoundError:
            continue
        if SHARED_PROCESS in command:
            continue
        words = command.replace(b"\0", b" ").decode(errors="replace").strip()
        left.append(f"process left behind: {pid} {words[:100] or '(ended, but never waited for)'}")
    return left


class _QtWatch:
    """Called, it lists the windows, timers and threads of Qt that came since it was made."""

    def __init__(self) -> None:
        self._windows = self._open_windows().keys()
        self._running = self._at_work().keys()

    def __call__(self) -> list[str]:
        from PySide6.QtCore import QCoreApplication, QEvent, QThreadPool, QTimer

        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QCoreApplication.processEvents()
        if self._open_windows().keys() - self._windows or self._at_work().keys() - self._running:
            gc.collect()  # what only a cycle holds is not leaked
        problems = [
            f"window left open: {_name(window)} {window.windowTitle()!r}"
            for address, window in self._open_windows().items()
            if address not in self._windows
        ]
        for address, thing in self._at_work().items():
            if address not in self._running:
                kind = "timer still active" if isinstance(thing, QTimer) else "thread still running"
                problems.append(f"{kind}: {_name(thing)} of {_name(thing.parent())}")
        if busy := QThreadPool.globalInstance().activeThreadCount():
            problems.append(f"thread still running: {busy} of Qt's thread pool")
        return problems

    @staticmethod
    def _open_windows() -> dict[int, QWidget]:
        from PySide6.QtWidgets import QApplication

        return {
            _address(window): window
            for window in QApplication.topLevelWidgets()
            # Qt keeps one label for all tool tips and lets it go in its own time.
            if window.metaObject().className() != "QTipLabel"
        }

    @staticmethod
    def _at_work() -> dict[int, QTimer | QThread]:
        import shiboken6
        from PySide6.QtCore import QThread, QTimer

        return {
            _address(thing): thing
            for thing in gc.get_objects()
            if issubclass(type(thing), QTimer | QThread)
            and shiboken6.isValid(thing)
            and (thing.isActive() if isinstance(thing, QTimer) else thing.isRunning())
        }


def _address(thing: QObject) -> int:
    import shiboken6

    return int(shiboken6.getCppPointer(thing)[0])


def _name(thing: QObject | None) -> str:
    return f"{type(thing).__name__} {thing.objectName()!r}" if thing else "nobody"


def pytest_configure(config: pytest.Config) -> None:
    """Pictures and figures must not depend on the screen that happens to be there."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
