"""The bytes of a file or of one member of a zip archive, read under limits.

A zip says about itself what it likes: the bytes that really come out are counted. Member
names are shown and compared, never used as paths.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from healthdesk.domain.errors import BadFile, HealthdeskError, NotFound

ENCRYPTED = 0x1
# The largest account exports have some ten thousand files.
MEMBERS_MAX = 50_000
# Bytes of a zip's list of its members, which is held whole.
DIRECTORY_MAX = 8 * 1024**2


@dataclass(frozen=True, slots=True)
class Limits:
    """Most bytes that may come out of a file, and out of a zip for each byte that went in
    (asked only beyond `ratio_from`, since a small file may well be blank)."""

    unpacked: int = 20 * 1024**3
    ratio: int = 200
    ratio_from: int = 100 * 1024**2


LIMITS = Limits()


class Source(io.RawIOBase):
    """A stream that knows how far it is: `done` of `total` bytes (total is a claim)."""

    def __init__(self, stream: IO[bytes], total: int, packed: int, name: str, limits: Limits):
        super().__init__()
        self.done, self.total = 0, total
        self._stream, self._name = stream, name
        self._most = min(limits.unpacked, max(limits.ratio_from, packed * limits.ratio))
        # No more comes out of a zip than it claims, so the claim is enough to refuse it.
        if total > self._most:
            raise self._swells()

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        """Raises `BadFile` where the archive is damaged or swells beyond the limits."""
        if size < 0:
            return b"".join(iter(lambda: self.read(1 << 20), b""))
        with _readable(self._name):
            data = self._stream.read(size)
        self.done += len(data)
        if self.done > self._most:
            raise self._swells()
        return data

    def _swells(self) -> BadFile:
        return BadFile("file-swells", name=self._name, limit=self._most)

    def readinto(self, buffer: Any) -> int:
        data = self.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


class _Bounded(io.BufferedReader):
    """A file nobody reads much of at once: what reads a zip's directory takes all it claims."""

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > DIRECTORY_MAX:
            raise BadFile("zip-too-many-members", name=Path(self.name).name, limit=MEMBERS_MAX)
        return super().read(size)


class _Zip(zipfile.ZipFile):
    """A zip that closes its own file, whose directory is bounded."""

    def __init__(self, path: Path) -> None:
        self._own = _Bounded(path.open("rb", buffering=0))
        try:
            super().__init__(self._own)
        except BaseException:
            self._own.close()
            raise

    def close(self) -> None:
        super().close()
        self._own.close()


class Opened:
    """A file opened for parsing; `with` closes what was opened for it.

    `within` is the archive of `member`, where it is open already.
    """

    def __init__(
        self,
        path: Path,
        member: str | None = None,
        limits: Limits = LIMITS,
        within: zipfile.ZipFile | None = None,
    ) -> None:
        self._archive: zipfile.ZipFile | None = None
        self._stream: IO[bytes] | None = None
        try:
            self.source = self._open(path, member, limits, within)
        except BaseException:
            self.close()
            raise

    def _open(
        self, path: Path, member: str | None, limits: Limits, within: zipfile.ZipFile | None
    ) -> Source:
        with _readable(path.name):
            if member is None:
                size = path.stat().st_size
                self._stream = path.open("rb")
                # What is not packed cannot swell: only the size itself is a limit.
                return Source(self._stream, size, limits.unpacked, path.name, limits)
            if within is None:
                within = self._archive = _Zip(path)
            info = within.getinfo(member)
            self._stream = within.open(info)
            # What a zip says of its parts may be a lie; the size of the whole is none.
            packed = min(info.compress_size, path.stat().st_size)
            return Source(self._stream, info.file_size, packed, path.name, limits)

    def __enter__(self) -> Source:
        return self.source

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        for opened in (self._stream, self._archive):
            if opened is not None:
                opened.close()


def peek(path: Path, size: int) -> bytes:
    """The first bytes of a file."""
    with Opened(path) as source:
        return source.read(size)


def opened_zip(path: Path) -> zipfile.ZipFile:
    """Raises `BadFile` where it is no whole zip."""
    with _readable(path.name):
        return _Zip(path)


def members(archive: zipfile.ZipFile, name: str) -> tuple[str, ...]:
    """Names of the files in a zip called `name`, as they are listed in it.

    Raises `BadFile` where there are too many, or where all of them need a password.
    """
    # A name may be empty, which `is_dir` does not bear.
    infos = [info for info in archive.infolist() if info.filename and not info.is_dir()]
    if len(infos) > MEMBERS_MAX:
        raise BadFile("zip-too-many-members", name=name, limit=MEMBERS_MAX)
    if infos and all(info.flag_bits & ENCRYPTED for info in infos):
        raise BadFile("zip-encrypted", name=name)
    return tuple(info.filename for info in infos if not info.flag_bits & ENCRYPTED)


@contextmanager
def _readable(name: str) -> Iterator[None]:
    """Turns what the disk and the archive may raise into errors that say what is wrong."""
    try:
        yield
    except HealthdeskError:
        raise
    except FileNotFoundError as error:
        raise NotFound("file-missing", name=name) from error
    except IsADirectoryError as error:
        raise BadFile("file-is-folder", name=name) from error
    except PermissionError as error:
        raise BadFile("file-forbidden", name=name) from error
    # RuntimeError: a password is needed; NotImplementedError: an unknown packing method;
    # ValueError and OSError: directory entries that point beyond the file.
    except NotImplementedError as error:
        raise BadFile("zip-method-unknown", name=name) from error
    except RuntimeError as error:
        raise BadFile("zip-encrypted", name=name) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError) as error:
        raise BadFile("zip-damaged", name=name) from error
    except OSError as error:
        raise BadFile("file-unreadable", name=name) from error
