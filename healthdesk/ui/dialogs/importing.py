"""Bring files in: look first, then import, and keep the list of what was not taken.

The dialog goes through four pages: reading (what would come), the preview, importing, and
the result. Nothing is stored before the preview was agreed to, and cancelling leaves the
data as it was.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFrame,
    QLineEdit,
    QProgressBar,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from healthdesk.domain.errors import Cancelled, HealthdeskError, StorageError
from healthdesk.domain.transfers import (
    NO_ANSWERS,
    Answers,
    FileReport,
    ImportOptions,
    ImportReport,
    TakenBack,
)
from healthdesk.services.written_files import beside
from healthdesk.texts import Format, sentence, tr, tr_n
from healthdesk.ui import theme, widgets
from healthdesk.ui.context import Context
from healthdesk.ui.dialogs.import_questions import (
    ChoiceQuestion,
    FileQuestions,
    change_of_columns,
    choice_box,
)
from healthdesk.ui.dialogs.import_report import (
    FileCard,
    card_title,
    rejection_list,
    rejections_card,
)
from healthdesk.ui.dialogs.imports import going_sentence, import_step, undone_sentence
from healthdesk.ui.flow_row import FlowRow
from healthdesk.ui.messages import announce
from healthdesk.ui.paced import Paced
from healthdesk.ui.slices import Slices, Steps
from healthdesk.ui.window_state import keep_folder, opening_folder
from healthdesk.ui.zone_names import zone_completer

# A rate is told once it means something.
RATE_AFTER_S: Final = 1.0
STEPS: Final = 1000
PATTERN: Final = "*.zip *.xml *.csv *.tsv *.txt *.json *.ndjson *.xlsx *.fit *.db *.pdf"
AS_TOLD: Final = "as-told"
# So many cards stand there at once; more come one after the other, so that nothing waits.
AT_ONCE: Final = 4
# Pixels that stay in view above and below a control that is gone to.
ROOM_ABOVE: Final = 64
# As much of the screen's height the dialog grows to for what it lists.
OF_SCREEN: Final = 0.8


@dataclass(frozen=True, slots=True)
class Advance:
    """How far an import is: bytes of all files, readings so far, seconds since it began."""

    done: int
    total: int
    rows: int
    seconds: float

    @property
    def share(self) -> float:
        return min(1.0, self.done / self.total) if self.total > 0 else 0.0

    @property
    def rate(self) -> float | None:
        """Readings a second, once that means something."""
        return self.rows / self.seconds if self.seconds >= RATE_AFTER_S else None

    @property
    def seconds_left(self) -> float | None:
        if self.seconds < RATE_AFTER_S or self.share <= 0:
            return None
        return self.seconds * (1 - self.share) / self.share


class Feed:
    """Called by the worker as often as it likes; passes on what the window can show."""

    def __init__(
        self,
        deliver: Callable[[Advance], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        began = clock()
        self._paced = Paced(
            lambda done, total, rows: deliver(Advance(done, total, rows, clock() - began)), clock
        )

    def __call__(self, done: int, total: int, rows: int) -> None:
        self._paced(done, total, rows)


def progress_text(advance: Advance, shape: Format) -> str:
    """`12,000 readings · 8,000 a second · about 12 s left`."""
    parts = [tr_n("{n} reading", "{n} readings", advance.rows, n=shape.number(advance.rows, 0))]
    if advance.rate is not None:
        parts.append(tr("{n} a second", n=shape.number(advance.rate, 0)))
    left = advance.seconds_left
    if left is not None:
        parts.append(
            tr("about {n} s left", n=shape.number(max(1, round(left)), 0)) if left < 90
            else tr("about {n} min left", n=shape.number(round(left / 60), 0))
        )  # fmt: skip
    return " · ".join(parts)


class Listing(QWidget):
    """The cards one below the other; says when they need other room."""

    asks_room = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(12)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.asks_room.emit()
        return done


def _key(file: FileReport) -> tuple[str, str]:
    """What a report is known by from one look to the next."""
    return file.path, file.format


def open_questions(n: int) -> str:
    return tr_n("{n} question is open.", "{n} questions are open.", n)


def _is_wholly_rejected(report: ImportReport) -> bool:
    """Whether there were readings, and not one of them can be taken."""
    return any(file.rejected for file in report.files) and not any(
        file.added or file.duplicate for file in report.files
    )


def _why_nothing(report: ImportReport) -> str:
    """Why a preview has nothing new."""
    if _is_wholly_rejected(report):
        return tr("None of these readings can be taken. Below it says why. Nothing was changed.")
    if any(file.duplicate for file in report.files):
        return tr("Nothing new: all these readings are there already.")
    if any(file.refused is None for file in report.files):
        return tr("These files hold no readings. Nothing was changed.")
    return tr("Nothing can be imported from here. Nothing was changed.")


def _nothing() -> Steps:
    yield from ()


class ImportDialog(widgets.Dialog):
    """From chosen files to stored readings, with a way back at each step."""

    def __init__(
        self, context: Context, paths: Sequence[Path], parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("Import"), parent, width=640)
        self._context = context
        self._paths = tuple(paths)
        # What holds for all files, and beside it what was answered of each, by its path.
        self._answers = NO_ANSWERS
        self._own: dict[str, Answers] = {}
        self._asked: list[FileQuestions] = []
        # By path the tables that another file asks about, with the path of that one.
        self._shared: dict[str, dict[str, str]] = {}
        # Whether a file of several people was met already: then each gets their own.
        self._told = False
        # Files that asked something stay at the top, by path and format.
        self._asked_once: set[tuple[str, str]] = set()
        self._cards: dict[tuple[str, str], widgets.Card] = {}
        self._stop = threading.Event()
        self._working = False
        self._undoing = False
        self._close_after = False
        # Where the bar stood when readings began to be taken back.
        self._back_from: int | None = None
        self.report: ImportReport | None = None
        self.state = widgets.Text("", wrap=True)
        self.bar = QProgressBar()
        self.bar.setRange(0, STEPS)
        self.bar.setAccessibleName(tr("Progress of the import"))
        self.bar.setTextVisible(False)
        self.speed = widgets.Text("", "caption", tone="muted")
        self._slices = Slices(self)
        self._content = Listing()
        self._content.asks_room.connect(self._grow)
        self._list = self._content.column
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidget(self._content)
        self._area.setAccessibleName(tr("What the files hold"))
        # Takes the room while there is nothing to list.
        self._filler = widgets.stretch()
        self.whose = self._whose()
        self.zone = QLineEdit()
        self.zone.setCompleter(zone_completer(self.zone))
        self.zone.editingFinished.connect(self._zone_changed)
        choices = QWidget()
        beside = FlowRow(choices, gap=16)
        self._whose_field = widgets.Field(tr("Whose readings these are"), self.whose)
        self._zone_field = widgets.Field(tr("Where local times were taken"), self.zone)
        beside.addWidget(self._whose_field)
        beside.addWidget(self._zone_field)
        self.choices = choices
        for widget in (self.state, self.bar, self.speed, choices):
            self.body.addWidget(widget)
        self.body.addWidget(self._area, 1)
        self.body.addWidget(self._filler, 1)
        self._add_buttons()
        # Wide enough for a column of a table, what it holds and its unit beside one another.
        self.resize(780, 560)
        self._look()

    def _add_buttons(self) -> None:
        self.cancel = self.add_button(tr("Cancel"), "quiet", run=self.reject)
        self.keep = self.add_button(tr("Save the list…"), run=self.save_list)
        self.back = self.add_button(tr("Undo the import"), run=self.undo)
        self.go = self.add_button(tr("Import"), "primary", run=self.store, default=True)
        self.answer = self.add_button(tr("Go on"), "primary", run=self.take_answers)
        self.done_button = self.add_button(tr("Close"), "primary", run=self.reject)

    # -- the steps --------------------------------------------------------------------

    def _look(self) -> None:
        self._run(
            tr_n("Reading {n} file…", "Reading {n} files…", len(self._paths)),
            self._options(dry_run=True),
            self._preview,
        )

    def _options(self, *, dry_run: bool) -> ImportOptions:
        zone = self._answers.time_zone
        own = {path: replace(answers, time_zone=zone) for path, answers in self._own.items()}
        return ImportOptions(dry_run, skip_bad=True, answers=self._answers, own=own)

    def _whose(self) -> QComboBox:
        """Who gets the readings: one person, or those the files name."""
        current = self._context.current
        choices: dict[object, str] = {person.id: person.name for person in current.persons}
        choices[AS_TOLD] = tr("As the files say")
        chosen = current.person.id if current.person else AS_TOLD
        box = choice_box(choices, tr("Whose readings these are"), chosen=chosen)
        box.activated.connect(lambda _: self._look())
        return box

    @property
    def _person_id(self) -> int | None:
        chosen = self.whose.currentData()
        return chosen if isinstance(chosen, int) else None

    def _zone_changed(self) -> None:
        zone = self.zone.text().strip()
        told = {file.time_zone for file in self.report.files} if self.report else set()
        if zone and not self._working and zone not in told:
            self._answers = replace(self._answers, time_zone=zone)
            self._look()

    def take_answers(self) -> None:
        """Look again with what was answered; what is missing is said beside its question,
        and the first of it is gone to."""
        own, whole = dict(self._own), True
        for asked in self._asked:
            more = asked.add_to(own.get(asked.path, self._answers))
            whole = whole and more is not None
            if more is not None:
                own[asked.path] = more
        if whole:
            self._own = self._with_shared(own)
            self._look()
            return
        fields = self._open_fields()
        self._say(open_questions(len(fields)), "bad")
        self._go_to(fields[0])

    def _with_shared(self, own: Mapping[str, Answers]) -> dict[str, Answers]:
        """What was said of a table holds for the tables of other files with the same header."""
        found = dict(own)
        for path, tables in self._shared.items():
            before = found.get(path, self._answers)
            told = {key: found[first].mappings[key] for key, first in tables.items()}
            found[path] = replace(before, mappings={**before.mappings, **told})
        return found

    def _follow_choice(self, choice: ChoiceQuestion) -> None:
        """The same question about another file of the format most often has the same answer."""
        format_ = next(one.format for one in self._asked if choice in one.choices)
        for asked in self._asked:
            for other in asked.choices if asked.format == format_ else ():
                if other.is_as(choice):
                    other.follow(choice)

    def _open_fields(self) -> list[QWidget]:
        return [field for asked in self._asked for field in asked.open_fields()]

    def _count_open(self) -> None:
        """Keep the number of open questions true while they are answered."""
        said, tone = self._asking(), ""
        if self.state.property("tone") == "bad" and (n := len(self._open_fields())):
            said, tone = open_questions(n), "bad"
        self.state.setText(said)
        self.state.set_tone(tone)

    def _asking(self) -> str:
        n = len(self._open_fields())
        said = tr("Nothing is stored yet.")
        if n:
            return f"{tr('Some things only you know.')} {open_questions(n)} {said}"
        return f"{tr('Look whether the answers are right, then go on.')} {said}"

    def _go_to(self, field: QWidget) -> None:
        """Bring a control into view and let the keyboard begin there."""
        self._list.activate()
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        above = theme.current().px(ROOM_ABOVE)
        # Only up or down: labels at the left stay in view.
        top = field.mapTo(self._content, QPoint(0, 0)).y()
        for y in (top + field.height(), top):
            self._area.ensureVisible(0, y, 0, above)

    def _change_columns(self, file: FileReport) -> None:
        """Ask about the tables of a file again that were read as remembered; what was
        answered elsewhere stays as it is."""
        before = self._cards[_key(file)]
        title = "" if before.title is None else before.title.text()
        asked = self._questions(replace(file, questions=change_of_columns(file)), title)
        self._list.replaceWidget(before, asked)
        before.hide()
        before.deleteLater()
        asked.show()
        self._cards[_key(file)] = asked
        others = [other for other in self._asked if other is not before]
        self._asked = sorted([*others, asked], key=self._list.indexOf)
        self.answer.show()
        self.cancel.show()
        # What is being changed would come in as it was before.
        for button in (self.go, self.done_button):
            button.hide()
        self._lead(self.answer)
        self._say(self._asking(), "")
        self._go_to(asked.tables[0].rows[0].holds)

    def store(self) -> None:
        """Import what the preview showed."""
        self._run(
            tr("Importing… You can cancel; then nothing of it is kept."),
            self._options(dry_run=False),
            self._result,
        )

    def _run(
        self, state: str, options: ImportOptions, done: Callable[[ImportReport], None]
    ) -> None:
        self._show_working(state)
        transfer, actor, paths = self._context.app.transfer, self._context.actor, self._paths
        person_id = self._person_id
        tasks = self._context.tasks
        self._stop = stop = threading.Event()
        feed = Feed(lambda advance: tasks.deliver(self._advance, stop, advance))
        back = Paced(lambda *going: tasks.deliver(self._go_back, stop, *going))

        def work() -> ImportReport:
            return transfer.import_files(
                actor, paths, person_id=person_id, options=options, progress=feed,
                cancelled=lambda: stop.is_set() or tasks.is_closing(), taking_back=back,
            )  # fmt: skip

        tasks.run(work, done, self._failed, ended=self._ended, lane="long", owner=self)

    def _advance(self, run: threading.Event, advance: Advance) -> None:
        """On the main thread, at most ten times a second, while this run goes on."""
        if run is not self._stop or not self._working or run.is_set():
            return
        self.bar.setValue(round(advance.share * STEPS))
        self.speed.setText(progress_text(advance, self._context.current.format))

    def _go_back(self, run: threading.Event, gone: int, of: int) -> None:
        """As `_advance`: how far what was stored is taken back. The bar runs back as well."""
        if run is not self._stop or not self._working:
            return
        if self._back_from is None:
            self._back_from = self.bar.value()
        self.bar.setValue(round(self._back_from * (1 - gone / of)))
        self.speed.setText(going_sentence(gone, of, self._context.current.format))

    def _ended(self) -> None:
        self._working = False
        if self._close_after:
            super().reject()

    def _failed(self, error: HealthdeskError) -> None:
        if isinstance(error, Cancelled):
            said = tr("Cancelled. Your data is as it was before.")
        else:
            said = sentence(error, self._context.current.format)
        self._show_end(said, "muted" if isinstance(error, Cancelled) else "bad")

    def reject(self) -> None:
        """Cancel what is under way first; close once it has stopped."""
        if not self._working:
            super().reject()
            return
        if self._undoing:
            self._close_after = True  # half of it would be nothing to stop at
            return
        self._stop.set()
        self.cancel.setEnabled(False)
        self.state.setText(tr("Stopping… What was stored so far is taken back."))
        self.speed.setText("")  # what was left of it is left no more

    def closeEvent(self, event: QCloseEvent) -> None:
        """The window's own close button cancels and then closes."""
        if self._working:
            self._close_after = True
            self.reject()
            event.ignore()
        else:
            super().closeEvent(event)

    def _grow(self) -> None:
        """As high as what is listed, as far as the screen goes; never smaller again."""
        if self._area.isHidden() or not self.isVisible():
            return
        free, view = self.screen().availableGeometry(), self._area.viewport().size()
        need = max(self._list.heightForWidth(view.width()), self._list.sizeHint().height())
        height = min(self.height() + need - view.height(), round(free.height() * OF_SCREEN))
        if height > self.height():
            self.resize(self.width(), height)
            below = self.frameGeometry().bottom() - free.bottom()
            if below > 0:
                self.move(self.x(), max(free.top(), self.y() - below))

    # -- the pages --------------------------------------------------------------------

    def _show_working(self, state: str) -> None:
        self._working, self._undoing = True, False
        self._back_from = None
        self._say(state, "")
        self.bar.setValue(0)
        self.speed.setText("")
        self._set_visible(working=True)
        self.cancel.setEnabled(True)

    def _preview(self, report: ImportReport) -> None:
        self.report = report
        if not self._told and any(len(file.persons) > 1 for file in report.files):
            self._told = True
            self.whose.setCurrentIndex(self.whose.findData(AS_TOLD))
            self._look()
            return
        shape = self._context.current.format
        new = report.added
        asked = any(file.questions for file in report.files)
        if asked:
            said = ""  # once the questions are there
        elif new:
            said = self._new_readings(new, shape)
        else:
            said = _why_nothing(report)
        self._show_report(said)
        self.state.set_tone("" if asked or new or not _is_wholly_rejected(report) else "bad")
        self._show_choices(report)
        self.answer.setVisible(asked)
        self.go.setVisible(new > 0)
        self.go.setText(tr("Import the rest") if asked else tr("Import"))
        self.go.setProperty("kind", "plain" if asked else "primary")
        widgets.restyle(self.go)
        nothing = new == 0 and not asked
        self._lead(self.answer if asked else self.done_button if nothing else self.go)
        self.done_button.setVisible(nothing)
        self.cancel.setVisible(not nothing)
        self.cancel.setEnabled(True)
        if asked:
            self._say(self._asking(), "")
            fields = self._open_fields()
            if fields:
                self._go_to(fields[0])
            else:
                self.answer.setFocus()
        else:
            (self.go if new else self.done_button).setFocus()

    def _lead(self, button: widgets.Button) -> None:
        """Let Return press the button this page is about."""
        for other in (self.answer, self.go, self.done_button):
            other.setDefault(other is button)

    def _new_readings(self, new: int, shape: Format) -> str:
        n = shape.number(new, 0)
        if self._person_id is None:
            return tr_n(
                "{n} new reading. Nothing is stored yet.",
                "{n} new readings. Nothing is stored yet.",
                new,
                n=n,
            )
        return tr_n(
            "{n} new reading for {name}. Nothing is stored yet.",
            "{n} new readings for {name}. Nothing is stored yet.",
            new,
            n=n,
            name=self.whose.currentText(),
        )

    def _show_choices(self, report: ImportReport) -> None:
        """The person where there are several, the zone where a file tells none."""
        asks_whose = any(q.kind == "file-user" for file in report.files for q in file.questions)
        zones = sorted({file.time_zone for file in report.files if file.time_zone})
        named = any(file.persons for file in report.files)
        several = len(self._context.current.persons) > 1 or named
        self._whose_field.setVisible(several and not asks_whose)
        self._zone_field.setVisible(bool(zones))
        if zones:
            self.zone.setText(zones[0])
        self.choices.setVisible(bool(zones) or not self._whose_field.isHidden())

    def _questions(
        self, file: FileReport, title: str, change: Callable[[], object] | None = None
    ) -> FileQuestions:
        current = self._context.current
        asked = FileQuestions(file, current.persons, current.types, current.format, title, change)
        asked.changed.connect(self._count_open)
        asked.chosen.connect(self._follow_choice)
        return asked

    def _asks_of(
        self, file: FileReport, title: str, firsts: dict[str, tuple[str, str]],
        change: Callable[[], object] | None,
    ) -> widgets.Card:  # fmt: skip
        """The questions of a file, but for tables another one asks about: `firsts` has the path
        and title of the first file by the key of the table."""
        again = {
            q.subject: firsts[q.subject]
            for q in file.questions
            if q.kind == "mapping" and firsts.setdefault(q.subject, (file.path, title))[0]
            != file.path
        }  # fmt: skip
        if again:
            self._shared[file.path] = {key: path for key, (path, _) in again.items()}
        left = tuple(q for q in file.questions if q.subject not in again or q.kind != "mapping")
        if not left:
            names = ", ".join(dict.fromkeys(name for _, name in again.values()))
            said = tr("Has the same columns as {name}: what you say there holds here too.",
                      name=names)  # fmt: skip
            return FileCard(
                file, self._context.current.format, dry_run=True, title=title, waits=said
            )
        card = self._questions(replace(file, questions=left), title, change)
        self._asked.append(card)
        return card

    def _result(self, report: ImportReport) -> None:
        self.report = report
        shape = self._context.current.format
        if report.batch is not None:
            names = [path.name for path in self._paths]
            again = partial(open_import, self._context, self._paths, self.parentWidget())
            step = import_step(self._context, report.batch, names, report.added, again)
            self._context.undo.imported(step)
        self._show_report(
            tr_n(
                "Imported {n} reading.",
                "Imported {n} readings.",
                report.added,
                n=shape.number(report.added, 0),
            )
        )
        self.back.setVisible(report.batch is not None)
        self._end_here()

    def _show_report(self, said: str) -> None:
        self._say(" ".join(part for part in (said, self._left_out()) if part), "")
        self._set_visible(working=False)
        self._area.verticalScrollBar().setValue(0)
        self._area.show()
        self._filler.hide()
        self._clear_list()
        report = self.report
        if report is None:
            return
        listed = self._listed(report)
        at_once = max(AT_ONCE, sum(bool(file.questions) for file in report.files))
        for _ in islice(listed, at_once):
            pass
        self._slices.run(listed)
        self.keep.setVisible(any(file.refused or file.rejections for file in report.files))

    def _listed(self, report: ImportReport) -> Steps:
        """Make the cards one after the other; those that ask come first."""
        shape = self._context.current.format
        firsts: dict[str, tuple[str, str]] = {}
        for file in self._ordered(report):
            title = card_title(file, report.files)
            change = partial(self._change_columns, file) if report.dry_run else None
            card: widgets.Card
            if file.questions and report.dry_run:
                card = self._asks_of(file, title, firsts, change)
            else:
                card = FileCard(
                    file, shape, dry_run=report.dry_run, title=title, change_columns=change
                )
            self._cards[_key(file)] = card
            self._add(card)
            yield
        rejections = rejections_card(report, shape)
        if rejections is not None:
            self._add(rejections)
        self._list.addStretch(1)

    def _left_out(self) -> str:
        """What of the files is not taken, where that is not all there is to say."""
        report, shape = self.report, self._context.current.format
        if report is None or not report.added:
            return ""
        said = []
        if refused := sum(file.refused is not None for file in report.files):
            said.append(tr_n("{n} file can't be imported.", "{n} files can't be imported.",
                             refused, n=shape.number(refused, 0)))  # fmt: skip
        if rejected := sum(file.rejected for file in report.files):
            n = shape.number(rejected, 0)
            said.append(
                tr_n("{n} reading can't be taken.", "{n} readings can't be taken.", rejected, n=n)
                if report.dry_run
                else tr_n("{n} reading was not taken.", "{n} readings were not taken.", rejected,
                          n=n)
            )  # fmt: skip
        return " ".join(said)

    def _show_end(self, said: str, tone: str) -> None:
        self._say(said, tone)
        self._set_visible(working=False)
        self._clear_list()
        self._end_here()

    def _add(self, card: widgets.Card) -> None:
        """At once, not by a later event: what is in it may be gone to."""
        self._list.addWidget(card)
        card.show()

    def _ordered(self, report: ImportReport) -> list[FileReport]:
        """Those that ask first; they keep their place once they are answered. Then those that
        can't be read, for nobody to miss them."""
        self._asked_once |= {_key(file) for file in report.files if file.questions}
        return sorted(
            report.files, key=lambda file: (_key(file) not in self._asked_once, not file.refused)
        )

    def _end_here(self) -> None:
        """Nothing is left but to close."""
        self.done_button.show()
        self._lead(self.done_button)
        self.done_button.setFocus()

    def _say(self, said: str, tone: str) -> None:
        self.state.setText(said)
        self.state.set_tone(tone)
        announce(self, said)

    def _set_visible(self, *, working: bool) -> None:
        """The controls of the page; each page shows what else it has."""
        for shown in (self.bar, self.speed, self.cancel):
            shown.setVisible(working)
        hide = (self._area, self.keep, self.back, self.answer, self.go, self.done_button)
        for hidden in (*hide, self.choices):
            hidden.hide()
        self._filler.show()

    def _clear_list(self) -> None:
        self._slices.run(_nothing())
        self._asked.clear()
        self._shared.clear()
        self._cards.clear()
        while self._list.count():
            item = self._list.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    # -- afterwards -------------------------------------------------------------------

    def undo(self) -> None:
        """Take back what this import added."""
        if self.report is None or self.report.batch is None:
            return
        transfer, actor, batch = self._context.app.transfer, self._context.actor, self.report.batch
        tasks = self._context.tasks
        self._stop = run = threading.Event()
        feed = Paced(lambda *going: tasks.deliver(self._go_back, run, *going))
        self._show_working(tr("Taking back what this import added…"))
        self._undoing = True
        self.bar.setValue(STEPS)
        self.cancel.hide()
        tasks.run(
            lambda: transfer.undo_import(actor, batch, feed), partial(self._undone, batch),
            self._failed, ended=self._ended, lane="long", owner=self,
        )  # fmt: skip

    def _undone(self, batch: int, taken_back: TakenBack) -> None:
        self._context.undo.import_taken_back(batch)
        said = undone_sentence(taken_back, self._context.current.format)
        self._show_end(said, "")
        if self._close_after:
            self._context.messages.toast(said)

    def save_list(self) -> None:
        """Keep the list of what was not taken as a text file."""
        paths = self._context.app.paths
        start = opening_folder(paths) / tr("not-imported.txt")
        name, _ = QFileDialog.getSaveFileName(
            self, tr("Save the list"), str(start), tr("Text files (*.txt)")
        )
        if name:
            keep_folder(paths, Path(name))
            self.write_list(Path(name))

    def write_list(self, path: Path) -> None:
        """Write the list to `path`; a failure is said in place."""
        if self.report is None:
            return
        text = rejection_list(self.report, self._context.current.format)
        try:
            with beside(path) as file:
                file.write(text.encode("utf-8"))
        except StorageError:
            self._say(
                tr("The list can't be written there. Choose another folder. Nothing was lost."),
                "bad",
            )
        else:
            self._context.messages.toast(tr("Saved the list as {name}.", name=path.name))


def choose_folder(context: Context, parent: QWidget | None = None) -> ImportDialog | None:
    """Ask for a folder, then show what it holds; None where none was chosen."""
    start = str(opening_folder(context.app.paths))
    name = QFileDialog.getExistingDirectory(parent, tr("Choose a folder to import"), start)
    if not name:
        return None
    keep_folder(context.app.paths, Path(name) / "any")
    return open_import(context, [Path(name)], parent)


def open_import(
    context: Context, paths: Sequence[Path], parent: QWidget | None = None
) -> ImportDialog:
    """Show what files, zips and folders hold."""
    dialog = ImportDialog(context, paths, parent)
    dialog.open()
    return dialog


def choose_import(context: Context, parent: QWidget | None = None) -> ImportDialog | None:
    """Ask for files, then show what they hold; None where none was chosen."""
    names, _ = QFileDialog.getOpenFileNames(
        parent,
        tr("Choose files to import"),
        str(opening_folder(context.app.paths)),
        ";;".join((tr("Health files ({pattern})", pattern=PATTERN), tr("All files (*)"))),
    )
    if not names:
        return None
    keep_folder(context.app.paths, Path(names[0]))
    return open_import(context, [Path(name) for name in names], parent)
