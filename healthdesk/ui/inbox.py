"""The watched folder as the window shows it: what came in, what waits for an answer."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from healthdesk.services.inbox import Arrived, Inbox
from healthdesk.texts import tr, tr_n
from healthdesk.ui.context import Context

LOOK_MS: Final = 5000
WAITING: Final = "inbox"


class InboxWatch(QObject):
    """Lets the folder be looked into every few seconds, on a worker."""

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self._context, self._window = context, window
        self._inbox: Inbox = context.app.inbox
        self._waiting: list[Path] = []
        self._looking = False
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        self.follow()

    def follow(self) -> None:
        """Look only where a folder is chosen: an idle window stays idle."""
        if self._inbox.folder is None:
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def look(self) -> None:
        if self._looking:
            return
        self._looking = True
        tasks, actor = self._context.tasks, self._context.actor
        tasks.run(
            lambda: self._inbox.look(actor, cancelled=tasks.is_closing),
            self._arrived, ended=self._looked, lane="long", owner=self,
        )  # fmt: skip

    def _looked(self) -> None:
        self._looking = False

    def _arrived(self, files: tuple[Arrived, ...]) -> None:
        for file in files:
            if file.asks:
                self._waiting.append(file.path)
            elif file.batch is not None:
                self._tell(file)
        if self._waiting:
            n = len(self._waiting)
            said = tr_n(
                "{n} file in the watched folder waits for an answer.",
                "{n} files in the watched folder wait for answers.",
                n,
            )
            self._context.messages.banner(WAITING, said, "accent", (tr("Look…"), self._answer))

    def _tell(self, file: Arrived) -> None:
        shape = self._context.current.format
        said = tr_n(
            "Imported {n} reading from {name}.", "Imported {n} readings from {name}.",
            file.added, n=shape.number(file.added, 0), name=file.path.name,
        )  # fmt: skip
        self._context.messages.toast(said, (tr("Undo"), partial(self._undo, file.batch)))

    def _undo(self, batch: int | None) -> None:
        app, actor = self._context.app, self._context.actor
        if batch is not None:
            self._context.tasks.run(
                lambda: app.transfer.undo_import(actor, batch), lane="long", owner=self
            )

    def _answer(self) -> None:
        from healthdesk.ui.dialogs.importing import open_import

        paths, self._waiting = [path for path in self._waiting if path.exists()], []
        self._context.messages.clear_banner(WAITING)
        if paths:
            open_import(self._context, paths, self._window)
