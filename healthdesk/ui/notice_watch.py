"""Reminders while the window is open: the scheduler, and what is answered in notices."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from healthdesk.domain.reminders import Occurrence
from healthdesk.ui.context import Context
from healthdesk.ui.reminder_answers import enter_value


class NoticeWatch(QObject):
    """Runs the scheduler of one open database; it ends when the services are closed.

    `wanted` is said when somebody pressed a notice and looks for the window.
    """

    wanted = Signal()
    # From the thread that heard the answer to ours.
    _entered = Signal(object)
    _shown = Signal()

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._entered.connect(self._enter)
        self._shown.connect(self._show)
        context.events.settingsChanged.connect(self._follow)

    def start(self, done: Callable[[], object] | None = None) -> None:
        """Begin off the main thread: what this loads is no part of the first page."""
        context = self._context

        def work() -> None:
            from healthdesk.services.notify import Replies

            replies = Replies(context.actor, context.app.occurrences)
            replies.enter, replies.show = self._entered.emit, self._heard
            context.app.scheduler.start(context.actor, replies)

        context.tasks.run(work, lambda _: done() if done else None, lane="long", owner=self)

    def _follow(self, keys: frozenset[str]) -> None:
        """The system's entry is as the setting says, whoever changed it here."""
        if "start_with_session" not in keys:
            return
        context = self._context

        def work() -> None:
            from healthdesk.services.autostart import follow

            follow(context.app.settings, context.app.paths)

        context.tasks.run(work, lane="long", owner=self)

    def _heard(self, _found: Sequence[Occurrence]) -> None:
        self._shown.emit()

    def _enter(self, one: Occurrence) -> None:
        self.wanted.emit()
        enter_value(self._context, one)

    def _show(self) -> None:
        self.wanted.emit()
        self._context.show_page("today")
