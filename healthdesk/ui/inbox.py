"""The watched folder as the window shows it: what came in, what waits for an answer."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from healthdesk.services.inbox import Arrived, Inbox
from healthdesk.texts import sentence, tr, tr_n
from healthdesk.ui.context import Context
from healthdesk.ui.dialogs.imports import import_step

LOOK_MS: Final = 5000
WAITING: Final = "inbox"
REFUSED: Final = "inbox-refused"
NAMES_SHOWN: Final = 5


class InboxWatch(QObject):
    """Lets the folder be looked into every few seconds, on a worker."""

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self._context, self._window = context, window
        self._inbox: Inbox = context.app.inbox
        self._waiting: list[Path] = []
        # Told in the strip that is there; closing it closes the matter.
        self._refused: list[Arrived] = []
        self._looking = self._resting = False
        context.events.databaseClosed.connect(self._rest)
        context.events.databaseOpened.connect(self._wake)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        self.follow()

    def follow(self) -> None:
        """Look only where a folder is chosen and there is something to import into: an idle
        window stays idle."""
        if self._inbox.folder is None or self._resting:
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def _rest(self, _event: object) -> None:
        self._resting = True
        self.follow()

    def _wake(self) -> None:
        self._resting = False
        self.follow()

    def look(self) -> None:
        if self._looking or self._resting:
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
            elif file.error is None and (file.added or file.rejected):
                self._tell(file)
        self._tell_refused([file for file in files if file.error and not file.asks])
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
        if file.rejected:
            left = tr_n(
                "{n} reading was not taken.", "{n} readings were not taken.",
                file.rejected, n=shape.number(file.rejected, 0),
            )  # fmt: skip
            said = f"{said} {left}"
        if file.batch is None:
            self._context.messages.toast(said)
            return
        step = import_step(
            self._context, file.batch, (file.path.name,), file.added, by_itself=True
        )  # fmt: skip
        self._context.undo.imported(step, said)

    def _tell_refused(self, files: Sequence[Arrived]) -> None:
        """Files that can't be read, in one strip, until it is closed."""
        messages = self._context.messages
        if not files:
            return
        before = self._refused if messages.has_banner(REFUSED) else []
        refused = {file.path: file for file in (*before, *files)}
        self._refused = list(refused.values())
        if len(refused) == 1 and (error := files[0].error):
            name, why = files[0].path.name, sentence(error, self._context.current.format)
            said = (
                tr("In the watched folder: {why}", why=why)
                if name in why
                else tr(
                    "“{name}” in the watched folder was not imported. {why}", name=name, why=why
                )
            )
        else:
            names = [path.name for path in refused]
            more = ", …" if len(names) > NAMES_SHOWN else ""
            said = tr_n(
                "{n} file in the watched folder was not imported: {names}.",
                "{n} files in the watched folder were not imported: {names}.",
                len(names),
                names=", ".join(names[:NAMES_SHOWN]) + more,
            )
        messages.banner(REFUSED, said, "warn", closable=True)

    def _answer(self) -> None:
        from healthdesk.ui.dialogs.importing import open_import

        paths, self._waiting = [path for path in self._waiting if path.exists()], []
        self._context.messages.clear_banner(WAITING)
        if paths:
            open_import(self._context, paths, self._window)
