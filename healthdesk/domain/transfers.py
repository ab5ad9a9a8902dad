"""What an import is asked, and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """`dry_run` stores nothing; `skip_bad` goes on with the other files where one is
    refused (else nothing of the call is stored). `format` refuses all other formats."""

    dry_run: bool = False
    skip_bad: bool = False
    format: str | None = None


@dataclass(frozen=True, slots=True)
class Rejected:
    """A reading that was not taken: its line in the file and the reason as a code."""

    line: int
    code: str
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FileReport:
    """What came of one file. read = added + duplicate + rejected; `ignored` counts elements
    of kinds that are not kept. `first` and `last` are (instant in ms, offset in minutes)."""

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
    rejections: tuple[Rejected, ...] = ()
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
