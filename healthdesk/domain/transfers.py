"""What an import is asked, and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

DateOrder = Literal["dmy", "mdy", "ymd"]


@dataclass(frozen=True, slots=True)
class Answers:
    """What files leave open, as the user answered it; anything unanswered is asked.

    `units` go by type slug, "" standing for all types the unit fits. `file_users` go by the
    file's own word for somebody: a person's id here, or None to leave that one out.
    `mappings` go by the header of a table (`exchange.table.header_key`).
    """

    units: Mapping[str, str] = field(default_factory=dict)
    date_order: DateOrder | None = None
    time_zone: str | None = None
    file_users: Mapping[str, int | None] = field(default_factory=dict)
    mappings: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


NO_ANSWERS = Answers()
QuestionKind = Literal["unit", "date-order", "file-user", "mapping"]
FLAGS: Mapping[QuestionKind, str] = {
    "unit": "--unit",
    "date-order": "--date-order",
    "file-user": "--file-user",
    "mapping": "--mapping",
}


@dataclass(frozen=True, slots=True)
class Question:
    """Something only the user knows. `subject` is the type whose unit is asked, the file's
    user, or the key of a table's header; `choices` are the answers (none: free).
    `details` is what helps to decide: an example from the file, a table's columns."""

    kind: QuestionKind
    subject: str = ""
    choices: tuple[str, ...] = ()
    details: Mapping[str, Any] = field(default_factory=dict)

    @property
    def flag(self) -> str:
        """The command line's way to answer."""
        return FLAGS[self.kind]


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """`dry_run` stores nothing; `skip_bad` goes on with the other files where one is
    refused (else nothing of the call is stored). `format` refuses all other formats. `own` are
    the answers of single files by their paths, in the place of `answers`: two scales may number
    their users alike, and weigh in other units."""

    dry_run: bool = False
    skip_bad: bool = False
    format: str | None = None
    answers: Answers = NO_ANSWERS
    own: Mapping[str, Answers] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rejected:
    """A reading that was not taken: its line in the file and the reason as a code. `member`
    is the file inside a folder or a zip, where there are several."""

    line: int
    code: str
    params: Mapping[str, object] = field(default_factory=dict)
    member: str = ""


@dataclass(frozen=True, slots=True)
class FileReport:
    """What came of one file. read = added + duplicate + rejected; `ignored` counts elements
    of kinds that are not kept. `first` and `last` are (instant in ms, offset in minutes).
    `units` are those the readings of a type were given in; `persons` those the file names;
    `time_zone` is the one in which the file's local times were read, "" where it tells its
    own offsets. `warnings` are codes with their blanks. Of a file with `questions` nothing
    is stored. `left_out` counts the readings of the file's people the user left out, which
    `ignored` counts as "user NAME"."""

    path: str
    format: str
    read: int = 0
    added: int = 0
    duplicate: int = 0
    rejected: int = 0
    ignored: Mapping[str, int] = field(default_factory=dict)
    types: Mapping[str, int] = field(default_factory=dict)
    sources: Mapping[str, int] = field(default_factory=dict)
    first: tuple[int, int] | None = None
    last: tuple[int, int] | None = None
    ahead: int = 0
    units: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    persons: Mapping[str, int] = field(default_factory=dict)
    # Of each table by its header's key: its columns, some rows, the mapping it was read by.
    mappings: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    time_zone: str = ""
    warnings: tuple[Rejected, ...] = ()
    questions: tuple[Question, ...] = ()
    rejections: tuple[Rejected, ...] = ()
    # Notes at a time that were added; they are no readings.
    annotations: int = 0
    goals: int = 0
    reminders: int = 0
    left_out: Mapping[str, int] = field(default_factory=dict)
    # Set where the file was refused and the others went on: a code and its blanks.
    refused: Rejected | None = None


@dataclass(frozen=True, slots=True)
class ImportReport:
    """One call is one batch; `batch` is None where nothing was added."""

    files: tuple[FileReport, ...]
    batch: int | None
    dry_run: bool = False

    @property
    def added(self) -> int:
        return sum(file.added for file in self.files)


@dataclass(frozen=True, slots=True)
class ImportBatch:
    """A stored batch as lists show it; times in ms."""

    id: int
    person_id: int
    status: str
    added: int
    created_at: int
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What the undo of an import did. `edited` rows stay as their owner left them (changed,
    moved or in the bin); `handed` rows stay because later batches hold them too, by batch."""

    removed: int
    edited: int = 0
    handed: Mapping[int, int] = field(default_factory=dict)
