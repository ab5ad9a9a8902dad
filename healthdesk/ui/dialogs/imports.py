"""What was imported so far, and the way back for each of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial

import shiboken6
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from healthdesk.domain.errors import HealthdeskError
from healthdesk.domain.times import to_datetime
from healthdesk.domain.transfers import ImportBatch, TakenBack
from healthdesk.texts import Format, capital, sentence, tr, tr_n
from healthdesk.ui import widgets
from healthdesk.ui.context import Context
from healthdesk.ui.messages import announce
from healthdesk.ui.paced import Paced
from healthdesk.ui.undo import ImportStep

# Files named in a row; a folder's import may hold many.
FILES_SHOWN = 3


def undone_sentence(taken_back: TakenBack, shape: Format) -> str:
    """What an undo did, and what stays and why."""

    def counted(n: int) -> str:
        return shape.number(n, 0)

    said = [
        tr_n(
            "Took back {n} reading. The file can be imported again.",
            "Took back {n} readings. The file can be imported again.",
            taken_back.removed,
            n=counted(taken_back.removed),
        )
        if taken_back.removed
        else tr("Taken back; no reading had to go.")
    ]
    if taken_back.edited:
        said.append(
            tr_n(
                "{n} stays, since it was changed or binned after the import.",
                "{n} stay, since they were changed or binned after the import.",
                taken_back.edited,
                n=counted(taken_back.edited),
            )
        )
    handed = sum(taken_back.handed.values())
    if handed:
        said.append(
            tr_n(
                "{n} stays, since a later import holds it too.",
                "{n} stay, since later imports hold them too.",
                handed,
                n=counted(handed),
            )
        )
    return " ".join(said)


def going_sentence(gone: int, of: int, shape: Format) -> str:
    """How far taking back is."""
    return tr_n(
        "Taking back… {gone} of {n} reading.", "Taking back… {gone} of {n} readings.", of,
        gone=shape.number(gone, 0), n=shape.number(of, 0),
    )  # fmt: skip


def import_step(
    context: Context,
    batch: int,
    files: Sequence[str],
    readings: int,
    again: Callable[[], object] | None = None,
    *,
    by_itself: bool = False,
) -> ImportStep:
    """An import of files (by name) as a step that can be taken back; `again` opens them once
    more, `by_itself` says that nobody chose them."""
    shape, transfer, actor = context.current.format, context.app.transfer, context.actor
    names = ", ".join(files[:FILES_SHOWN]) + (" …" if len(files) > FILES_SHOWN else "")
    title = tr_n(
        "Import of {name}: {n} reading", "Import of {name}: {n} readings", readings,
        name=names, n=shape.number(readings, 0),
    )  # fmt: skip
    return ImportStep(
        batch, title, lambda progress: transfer.undo_import(actor, batch, progress),
        lambda taken_back: undone_sentence(taken_back, shape),
        lambda gone, of: going_sentence(gone, of, shape), again, by_itself,
    )  # fmt: skip


class ImportsDialog(widgets.Dialog):
    """All imports, the newest first."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(tr("Imports"), parent, width=560)
        self._context = context
        self.state = widgets.Text("", wrap=True)
        self.state.hide()
        self.body.addWidget(self.state)
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        self.body.addLayout(self._list)
        self.body.addStretch(1)
        self.more = self.add_button(
            tr("Import a file…"), run=lambda: context.commands.run("data.import")
        )
        self.close_button = self.add_button(tr("Close"), "primary", run=self.reject, default=True)
        self.rows: list[BatchRow] = []
        self._under_way: int | None = None
        self.load()

    def load(self) -> None:
        app, actor = self._context.app, self._context.actor

        def find() -> tuple[ImportBatch, ...]:
            return app.transfer.batches(actor)

        self._context.tasks.run(find, self._show, self._failed, owner=self)

    def _show(self, batches: Sequence[ImportBatch]) -> None:
        while self._list.count():
            item = self._list.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        names = {person.id: person.name for person in self._context.current.persons}
        self.rows = [
            BatchRow(batch, names.get(batch.person_id, ""), self._context, self.undo)
            for batch in reversed(batches)
        ]
        for row in self.rows:
            self._list.addWidget(row)
        if not batches:
            self._list.addWidget(
                widgets.Text(tr("Nothing was imported yet."), tone="muted", wrap=True)
            )
        self.fit()

    def undo(self, batch: int) -> None:
        """Take one import back; rows that others stand on stay, and it is said."""
        for row in self.rows:
            row.back.setEnabled(False)
        self._say(tr("Taking back… This may take a moment."), "muted")
        app, actor, tasks = self._context.app, self._context.actor, self._context.tasks
        self._under_way = batch
        feed = Paced(lambda *going: tasks.deliver(self._show_going, batch, *going))
        tasks.run(
            lambda: app.transfer.undo_import(actor, batch, feed),
            partial(self._undone, batch),
            self._failed,
            ended=self._ended,
            lane="long",
            owner=self,
        )

    def _show_going(self, batch: int, gone: int, of: int) -> None:
        """Said silently: how far it is."""
        if shiboken6.isValid(self) and self._under_way == batch:
            self.state.setText(going_sentence(gone, of, self._context.current.format))

    def _ended(self) -> None:
        self._under_way = None

    def _undone(self, batch: int, taken_back: TakenBack) -> None:
        self._context.undo.import_taken_back(batch)
        self._say(undone_sentence(taken_back, self._context.current.format), "")
        self.load()

    def _failed(self, error: HealthdeskError) -> None:
        self._say(sentence(error, self._context.current.format), "bad")
        for row in self.rows:
            row.back.setEnabled(True)

    def _say(self, said: str, tone: str) -> None:
        self.state.setText(said)
        self.state.set_tone(tone)
        self.state.show()
        announce(self, said)


class BatchRow(widgets.Card):
    """One import: its files, when, whose, how many readings, and the way back."""

    def __init__(
        self, batch: ImportBatch, person: str, context: Context, undo: Callable[[int], None]
    ) -> None:
        super().__init__()
        self.batch = batch
        shape = context.current.format
        files = ", ".join(batch.files[:FILES_SHOWN])
        if len(batch.files) > FILES_SHOWN:
            files += " …"
        line = QHBoxLayout()
        line.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(widgets.Text(files, "strong", wrap=True))
        now = context.current.now()
        at = to_datetime(batch.created_at, 0).astimezone(context.current.zone())
        offset = round((at.utcoffset() or dt.timedelta(0)).total_seconds() / 60)
        # Several may have come on one day.
        day = capital(shape.moment(batch.created_at, offset, now))
        added = tr_n("{n} reading", "{n} readings", batch.added, n=shape.number(batch.added, 0))
        told = [part for part in (day, person, added) if part]
        if batch.status == "undone":
            told.append(tr("taken back"))
        elif batch.status == "running":
            told.append(tr("under way"))
        words.addWidget(widgets.Text(" · ".join(told), "caption", tone="muted", wrap=True))
        line.addLayout(words, 1)
        self.back = widgets.Button(tr("Undo"), icon="undo", run=partial(undo, batch.id))
        self.back.setAccessibleName(tr("Undo the import of {files}", files=files))
        self.back.setVisible(batch.status == "done")
        line.addWidget(self.back)
        self.body.addLayout(line)
