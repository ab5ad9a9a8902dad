"""The files of one format: one by itself, or several of a zip or of a folder."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

from healthdesk.exchange import archive
from healthdesk.exchange.archive import LIMITS, Limits, Source
from healthdesk.exchange.old_encodings import encoding_by_words

# What decides about the encoding of a text.
SNIFFED = 1 << 20
UTF8_BOM = b"\xef\xbb\xbf"
UTF16_BOMS = (b"\xff\xfe", b"\xfe\xff")
UTF16_BY_ZEROS = 0.3
# The member of a file that is no container.
ITSELF = ""


class Files:
    """Members of a container that are of one format, to be read one after the other.

    `path` is a file (its one member is `ITSELF`), a zip or a folder. Members of a folder
    are relative paths with slashes. `name` is what messages call the whole.
    """

    def __init__(
        self,
        path: Path,
        members: tuple[str, ...] = (ITSELF,),
        name: str = "",
        limits: Limits = LIMITS,
    ) -> None:
        self.path, self.members, self.name = path, members, name or path.name
        self._limits = limits
        self._zip: zipfile.ZipFile | None = None
        self._before = 0
        self._current: Source | None = None

    @property
    def done(self) -> int:
        """Bytes read so far of all members."""
        return self._before + (self._current.done if self._current else 0)

    @property
    def total(self) -> int:
        """Bytes of all members, as the container claims; never less than `done`."""
        return max(self.done, self._claimed)

    @cached_property
    def _claimed(self) -> int:
        # Asked for with every batch, and there may be thousands of members.
        return sum(map(self._size, self.members))

    def _size(self, member: str) -> int:
        if self._in_zip(member):
            return self._archive().getinfo(member).file_size
        return self._place(member).stat().st_size

    def _in_zip(self, member: str) -> bool:
        return member != ITSELF and not self.path.is_dir()

    def _place(self, member: str) -> Path:
        return self.path if member == ITSELF else self.path / member

    def _archive(self) -> zipfile.ZipFile:
        if self._zip is None:
            self._zip = archive.opened_zip(self.path)
        return self._zip

    @contextmanager
    def open(self, member: str = ITSELF, limits: Limits | None = None) -> Iterator[Source]:
        """The bytes of a member, under the limits (or others, for members of a kind that
        packs less well); a member may be read more than once."""
        limits = limits or self._limits
        if self._in_zip(member):
            opened = archive.Opened(self.path, member, limits, within=self._archive())
        else:
            opened = archive.Opened(self._place(member), None, limits)
        with opened as source:
            self._current = source
            try:
                yield source
            finally:
                self._before, self._current = self._before + source.done, None

    @contextmanager
    def text(self, member: str = ITSELF) -> Iterator[io.TextIOWrapper]:
        """The text of a member: UTF-8 or UTF-16 as its mark or its bytes say, else what its words
        show, else Windows' Western European. Line ends stay as they are."""
        encoding = encoding_of(self.peek(member, SNIFFED))
        with self.open(member) as source:
            errors = "strict" if encoding.startswith("utf") else "replace"
            yield io.TextIOWrapper(io.BufferedReader(source), encoding, errors=errors, newline="")

    def peek(self, member: str, size: int) -> bytes:
        """The first bytes of a member; they do not count as read."""
        before = self._before
        with self.open(member) as source:
            data = source.read(size)
        self._before = before
        return data

    def extract(self, member: str, folder: Path) -> Path:
        """A copy of a member under a name of ours in `folder`, for readers that need a file."""
        out = folder / f"member-{len(list(folder.iterdir()))}"
        with self.open(member) as source, out.open("wb") as file:
            shutil.copyfileobj(source, file, 1 << 20)
        return out

    def close(self) -> None:
        if self._zip is not None:
            self._zip.close()
            self._zip = None


def encoding_of(head: bytes) -> str:
    """The encoding of a text that begins so."""
    if head.startswith(UTF8_BOM):
        return "utf-8-sig"
    if head.startswith(UTF16_BOMS):
        return "utf-16"
    sample = head[:4096]
    if sample and sample[1::2].count(0) > len(sample) * UTF16_BY_ZEROS:
        return "utf-16-le"
    if sample and sample[::2].count(0) > len(sample) * UTF16_BY_ZEROS:
        return "utf-16-be"
    try:
        head.decode()
    except UnicodeDecodeError as error:
        # The last character may be cut.
        if error.end < len(head) or "end of data" not in error.reason:
            return encoding_by_words(head)
    return "utf-8"
