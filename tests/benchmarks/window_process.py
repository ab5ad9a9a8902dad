"""The real program in a process of its own, with somebody at the window who takes the time.

`python -m tests.benchmarks.window_process VISITOR DATA_DIR …` (a key of `VISITORS`)
prints one line of JSON at the end.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer

from healthdesk.services.notify import Reply
from healthdesk.ui import app as program

BEAT_MS = 5
PATIENCE_MS = 240_000
LINES = (
    "bp 128/82 71 yesterday 8:30 #tired after the stairs",
    "weight 81,4",
    "178 lb",
    "glucose 5.6 before breakfast",
    "mood 7 #holiday long walk",
    "slept 7h20",
    "steps 8400 yesterday",
    "temp 38.2 12 Nov 8:00 " + "and so on and on " * 20,
)


class Visitor(QObject):
    """Waits for the window to come to life, does its part, prints, and closes the window."""

    def __init__(self, started: program.Program, words: list[str]) -> None:
        super().__init__(started)
        self.window = started.window
        self.words = words
        self.window.attached.connect(self.attached)
        QTimer.singleShot(PATIENCE_MS, self, self.give_up)

    def attached(self) -> None:
        """The services are there and the first page was shown."""

    def tell(self, answer: Any) -> None:
        print(json.dumps(answer), flush=True)
        self.window.close()

    def give_up(self) -> None:
        print("nothing came", file=sys.stderr)
        self.window.close()

    def after(self, seconds: float, then: Callable[[], object]) -> None:
        QTimer.singleShot(round(seconds * 1000), self, then)


class Heart(QObject):
    """Beats every few milliseconds on the main thread; the longest pause is what blocked."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._begun = self._last = time.perf_counter()
        self._gap = 0.0

    def start(self) -> None:
        self._begun = self._last = time.perf_counter()
        self._gap = 0.0
        self._timer.start(BEAT_MS)

    def took(self) -> float:
        """Milliseconds since the start."""
        return (time.perf_counter() - self._begun) * 1000

    def stop(self) -> dict[str, float]:
        self._beat()
        self._timer.stop()
        return {"gap": self._gap * 1000, "took": self.took()}

    def _beat(self) -> None:
        now = time.perf_counter()
        self._gap = max(self._gap, now - self._last)
        self._last = now


class Keys(Visitor):
    """Types each line key by key into the field and takes the time of each key."""

    def attached(self) -> None:
        self.after(0.3, self._type)

    def _type(self) -> None:
        edit = self.window.entry.edit
        took: list[float] = []
        for _ in range(int(self.words[0])):
            for line in LINES:
                edit.clear()
                for letter in line:
                    begun = time.perf_counter()
                    edit.insert(letter)
                    took.append((time.perf_counter() - begun) * 1000)
        took.sort()
        edit.clear()
        self.tell({"median": took[len(took) // 2], "p99": took[int(len(took) * 0.99)]})


class Records(Visitor):
    """Opens the records page, jumps to the end, filters by type, clears, closes."""

    def __init__(self, started: program.Program, words: list[str]) -> None:
        super().__init__(started, words)
        self._heart = Heart(self)
        self._found: dict[str, dict[str, float]] = {}

    def attached(self) -> None:
        self.after(1.5, self._open)  # nobody is there quicker

    def _open(self) -> None:
        self._heart.start()
        # As a person does: through the event loop.
        self.after(0, lambda: self._wait("open", self.window.show_page("records"), self._jump))

    def _jump(self, page: Any) -> None:
        self._heart.start()
        page.table.scrollToBottom()
        self._wait("jump to the end", page, self._filter)

    def _filter(self, page: Any) -> None:
        self._heart.start()
        page.show_filtered(("heart-rate",))
        self._wait("filter by type", page, self._clear)

    def _clear(self, page: Any) -> None:
        self._heart.start()
        page.show_filtered(())
        self._wait("clear the filter", page, lambda _page: self.tell(self._found))

    def _wait(self, step: str, page: Any, then: Callable[[Any], object]) -> None:
        """Until the rows in sight are there, and a little longer for the paint."""

        def look() -> None:
            model, table = page.model, page.table
            first = table.rowAt(0)
            there = not model.looking and model.total and model.record(max(first, 0)) is not None
            if there and not model._asked:
                took = self._heart.took()
                self.after(0.1, lambda: done(took))
            else:
                QTimer.singleShot(10, self, look)

        def done(took: float) -> None:
            self._found[step] = {**self._heart.stop(), "took": took}
            then(page)

        QTimer.singleShot(10, self, look)


class Import(Visitor):
    """Imports a file on the long lane, as the import dialog does."""

    def __init__(self, started: program.Program, words: list[str]) -> None:
        super().__init__(started, words)
        self._heart = Heart(self)

    def attached(self) -> None:
        self.after(1.5, self._import)

    def _import(self) -> None:
        context = self.window.context
        assert context is not None
        person = context.current.person
        assert person is not None
        self._heart.start()
        context.tasks.run(
            lambda: context.app.transfer.import_files(
                context.actor, [Path(self.words[0])], person.id
            ),
            self._done,
            lane="long",
            owner=self,
        )

    def _done(self, report: Any) -> None:
        added = sum(file.added for file in report.files)
        self.after(0.3, lambda: self.tell({**self._heart.stop(), "added": added}))


class Idle(Visitor):
    """Does nothing for so many seconds and tells what that cost."""

    def attached(self) -> None:
        self.after(float(self.words[1]), self._begin)

    def _begin(self) -> None:
        begun, spent = time.perf_counter(), time.process_time()

        def done() -> None:
            self.tell({"seconds": time.perf_counter() - begun, "cpu": time.process_time() - spent})

        self.after(float(self.words[0]), done)


class Charts(Visitor):
    """Opens the charts page, then moves and zooms so many frames, sixty a second."""

    FRAME_MS = 16

    def attached(self) -> None:
        self._took: list[float] = []
        self.after(1.5, self._open)

    def _open(self) -> None:
        self._begun = time.perf_counter()
        page: Any = self.window.show_page("charts")
        view = page.over_time

        def look() -> None:
            if view._series is None:
                QTimer.singleShot(1, self, look)
                return
            view.chart.repaint()
            self._opened = time.perf_counter() - self._begun
            view.range.choose("all")
            self.after(0.5, lambda: self._move(view.chart))

        look()

    def _move(self, chart: Any) -> None:
        frames, number = int(self.words[0]), len(self._took)
        if number >= frames:
            self._took.sort()
            at = int(frames * 0.95)
            self.tell({"opened": self._opened, "frame95": self._took[at]})
            return
        # Three times nearer and back again, moving on all the while.
        begun = time.perf_counter()
        chart.zoom_by(0.8 if number % (frames // 3 + 1) < frames // 6 else 1.25)
        chart.step_by(0.03)
        chart.repaint()
        self._took.append((time.perf_counter() - begun) * 1000)
        QTimer.singleShot(self.FRAME_MS, self, lambda: self._move(chart))


class Screen:
    """A way to tell that counts what it was given."""

    channel = "desktop"
    slow = False

    def __init__(self) -> None:
        self.told = 0

    def trouble(self) -> str | None:
        return None

    def heard(self) -> Collection[Reply]:
        return ()

    def send(self, notice: Any) -> None:
        self.told += len(notice.ids)

    def withdraw(self, closed: Callable[[Any], bool]) -> None:
        """It shows nothing."""

    def close(self) -> None:
        """It holds nothing."""


class Remind(Visitor):
    """Lets all reminders be due at once, and sits there until all are told."""

    def __init__(self, started: program.Program, words: list[str]) -> None:
        super().__init__(started, words)
        self._heart = Heart(self)
        self._screen = Screen()

    def attached(self) -> None:
        self.after(4.0, self._let_them_be_due)

    def _let_them_be_due(self) -> None:
        context = self.window.context
        assert context is not None
        app = context.app
        app.reminder_trigger.use(self._screen)

        def work() -> None:
            from healthdesk.domain.events import RemindersChanged

            with app.db.transaction("bench") as tx:
                tx.execute("UPDATE health_reminder SET next_run_at=?", (tx.now,))
            app.bus.publish(RemindersChanged(None, "bench"))

        self._heart.start()
        context.tasks.run(work, lane="write", owner=self)
        self._wait()

    def _wait(self) -> None:
        if self._screen.told < int(self.words[0]):
            QTimer.singleShot(20, self, self._wait)
            return
        self.after(1.0, lambda: self.tell({**self._heart.stop(), "told": self._screen.told}))


class RemindPage(Remind):
    """As `Remind`, with the page of reminders opened first and in sight all the while."""

    def attached(self) -> None:
        self.after(4.0, self._open)

    def _open(self) -> None:
        self._heart.start()
        self.after(0, lambda: self._look(self.window.show_page("reminders")))

    def _look(self, page: Any) -> None:
        if page.building or not page.cards:
            QTimer.singleShot(10, self, lambda: self._look(page))
            return
        self.after(1.0, self._opened)

    def _opened(self) -> None:
        self._found = self._heart.stop()
        self._let_them_be_due()

    def tell(self, answer: Any) -> None:
        super().tell({**answer, "open": self._found})


VISITORS: dict[str, type[Visitor]] = {
    "remind": Remind,
    "remind-page": RemindPage,
    "keys": Keys,
    "records": Records,
    "import": Import,
    "idle": Idle,
    "charts": Charts,
}


def main(words: list[str]) -> int:
    """Run the command line's own way to the window, with a visitor in it."""
    visitor = VISITORS[words[0]]

    class Visited(program.Program):
        def start(self, smoke: bool = False) -> None:
            visitor(self, words[2:])
            super().start(smoke)

    program.Program = Visited  # type: ignore[misc]
    from healthdesk.cli.main import run

    return run(["--data-dir", words[1]])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
