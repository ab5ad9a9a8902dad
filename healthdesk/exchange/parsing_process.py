"""A parser in a process of its own: the window stays quick, a crash stays outside.

The child is spawned, never forked (Qt and SQLite do not survive a fork), loads neither of
them, and sends batches through a pipe that holds it back while the reader is busy. Blocks lie
in files, where there is memory for files, so that nothing has to be copied; a few of them may
be ahead of the reader. It reads one file after the other, and may be started before the
first is known. When the reader goes away, closing, crashing or by `stop`, the pipe breaks and
the child ends.

A frozen program has to call `multiprocessing.freeze_support()` first of all.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path, PurePosixPath
from traceback import extract_tb
from types import TracebackType

from healthdesk.domain.errors import BadFile, Cancelled, HealthdeskError, StorageError
from healthdesk.exchange.batches import Batch, Block, Options, Tally
from healthdesk.exchange.recognise import FORMATS, Found, find, module_of
from healthdesk.exchange.scratch import Scratch, in_memory

# So many blocks may wait to be stored.
AHEAD = 6
# So many files that nobody knows are named, by so many characters of their names.
NAMED, NAME_MAX = 5, 80
# How long a stop may go unnoticed, in seconds.
LOOK_UP_EVERY = 0.2
END_WITHIN = 5.0


@dataclass(frozen=True, slots=True)
class Begun:
    """What follows is of one format: members of a container people know as `label`. It is
    number `index` (from 0) `of` so many in the path."""

    format: str
    label: str
    members: tuple[str, ...]
    index: int = 0
    of: int = 1


@dataclass(frozen=True, slots=True)
class Ended:
    """What began last is read to its end."""

    tally: Tally


@dataclass(frozen=True, slots=True)
class Failed:
    """What began last cannot be read; its batches must not be kept."""

    error: HealthdeskError


@dataclass(frozen=True, slots=True)
class _Over:
    """There is no more; `error` says why nothing could be read at all."""

    error: HealthdeskError | None = None


Event = Begun | Batch | Block | Ended | Failed


_Job = tuple[Path, Options]


class _Outlet:
    """Where the child sends what it has read: blocks into files of a folder, word of them and
    all else through the pipe. The reader answers each block that it is done with, and asks for
    one file after the other."""

    def __init__(self, pipe: Connection, asked: Connection, folder: Path) -> None:
        self._pipe, self._asked, self._folder = pipe, asked, folder
        self._blocks = 0
        self._room = AHEAD

    def jobs(self) -> Iterator[_Job]:
        """Until the reader is gone."""
        while True:
            try:
                asked: _Job | None = self._asked.recv()
            except EOFError:
                return
            if asked is None:
                self._room += 1
            else:
                yield asked

    def send(self, message: Event | _Over) -> None:
        """Raises `BrokenPipeError` where nobody reads any more."""
        if isinstance(message, Block):
            message = self._placed(message)
        self._pipe.send(message)

    def _placed(self, block: Block) -> Block:
        if not self._room:
            try:
                self._asked.recv()
            except EOFError as error:
                raise BrokenPipeError from error
            self._room += 1
        self._room -= 1
        place = self._folder / str(self._blocks)
        self._blocks += 1
        place.write_bytes(block.image)
        return replace(block, image=b"", place=place)


class ParsingProcess:
    """Reads files, zips and folders, one after the other, elsewhere. To be used with `with`.

    `stop` may be called from any thread: the reading then raises `Cancelled`.
    """

    def __init__(self) -> None:
        self._stopped = threading.Event()
        # Whether a file is being read, or its reader left in the middle of it.
        self._busy = False
        self._start()

    def _start(self) -> None:
        # The child fills it; who made it takes it away, also after a kill.
        self._scratch, self._blocks = Scratch(), Scratch(in_memory())
        context = multiprocessing.get_context("spawn")
        self._pipe, child_pipe = context.Pipe(duplex=False)
        child_asked, self._asks = context.Pipe(duplex=False)
        folders = self._scratch.folder, self._blocks.folder
        self._process = context.Process(
            target=_work, args=(folders, child_pipe, child_asked), name="parsing", daemon=True
        )
        try:
            self._process.start()
        except BaseException:
            self._hang_up()
            self._clear_up()
            raise
        finally:
            # Only the child holds these ends now, so that its death ends the pipes.
            child_pipe.close()
            child_asked.close()

    @property
    def pid(self) -> int | None:
        return self._process.pid

    def stop(self) -> None:
        self._stopped.set()

    def __enter__(self) -> ParsingProcess:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends the child, whatever it is doing."""
        self._hang_up()
        self._process.join(0)
        if self._process.is_alive():
            self._process.terminate()
            self._process.join(END_WITHIN)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
        self._process.close()
        self._clear_up()

    def _hang_up(self) -> None:
        """The child notices where it still writes."""
        self._pipe.close()
        self._asks.close()

    def _clear_up(self) -> None:
        self._scratch.close()
        self._blocks.close()

    def read(self, path: Path, options: Options) -> Iterator[Event]:
        """`Begun`, batches and `Ended` (or `Failed`) of each format in turn. With an owner in
        the options readings come in blocks, and only those that do not fit in batches; the
        file of a block is the reader's to remove.

        Raises `BadFile` or `NotFound` where there is nothing to read, `Cancelled` after
        `stop`, and `StorageError` where the child ended without a word.
        """
        if self._busy:
            self.close()
            self._start()
        self._busy = True
        self._ask((path, options))
        while True:
            message = self._next(path)
            if isinstance(message, _Over):
                self._busy = False
                if message.error is not None:
                    raise message.error
                return
            yield message
            if isinstance(message, Block):
                self._ask(None)

    def _ask(self, job: _Job | None) -> None:
        """For a file to be read, or for more of it. Where the child has ended, the other pipe
        says so."""
        with suppress(BrokenPipeError):
            self._asks.send(job)

    def _next(self, path: Path) -> Event | _Over:
        while True:
            if self._stopped.is_set():
                raise Cancelled
            try:
                if self._pipe.poll(LOOK_UP_EVERY):
                    message: Event | _Over = self._pipe.recv()
                    return message
            except (EOFError, OSError) as error:
                self._process.join(END_WITHIN)
                raise StorageError(
                    "parsing-ended", name=path.name, status=self._process.exitcode
                ) from error


def _work(folders: tuple[Path, Path], pipe: Connection, asked: Connection) -> None:
    """The child's whole life. Of the folders one is for what it unpacks, one for blocks."""
    # Nothing here multiplies matrices: threads for that would only wait, on a core of others.
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    # Ctrl+C on a terminal reaches both; the parent decides and closes the pipe.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    scratch, blocks = folders
    threading.Thread(target=_end_with_parent, args=folders, daemon=True).start()
    outlet = _Outlet(pipe, asked, blocks)
    # Nearly every file is shown to all of them; who asks for it is busy with something else.
    for name in FORMATS:
        module_of(name)
    try:
        for number, (path, options) in enumerate(outlet.jobs()):
            room = scratch / str(number)
            room.mkdir()
            # What parsers unpack goes away with the rest, also after a kill.
            tempfile.tempdir = str(room)
            outlet.send(_parsed(path, room, options, outlet))
            shutil.rmtree(room, ignore_errors=True)
    except BrokenPipeError:
        # Nobody reads any more; there is nobody to tell either.
        os._exit(1)
    finally:
        pipe.close()


def _end_with_parent(*folders: Path) -> None:
    """A parser that sends nothing for long would not notice that the pipe is broken."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        for folder in folders:
            shutil.rmtree(folder, ignore_errors=True)
        os._exit(1)


def _parsed(path: Path, scratch: Path, options: Options, outlet: _Outlet) -> _Over:
    try:
        parts = find(path, scratch, options.only)
    except Exception as error:  # noqa: BLE001 - see `_told`
        return _Over(_told(error, path.name))
    for index, part in enumerate(parts):
        outlet.send(Begun(part.format, part.label, part.members, index, len(parts)))
        outlet.send(_part(part, options, outlet))
    return _Over()


def _part(part: Found, options: Options, outlet: _Outlet) -> Ended | Failed:
    files = part.files()
    try:
        parser = module_of(part.format).parser(files, options)
        for batch in parser.batches():
            for message in _wrapped(batch, options):
                outlet.send(message)
    except BrokenPipeError:
        raise
    except Exception as error:  # noqa: BLE001 - see `_told`
        return Failed(_told(error, files.name))
    finally:
        files.close()
    for code, members in (("files-unknown", part.unknown), ("tables-unknown", part.tables)):
        if members:
            parser.tally.warn(code, n=len(members), names=_some(members))
    return Ended(parser.tally)


def _some(members: Sequence[str]) -> str:
    """The first of many names, to be looked up."""
    names = [PurePosixPath(member).name[:NAME_MAX] for member in members[:NAMED]]
    return ", ".join(names) + (" …" if len(members) > NAMED else "")


def _wrapped(batch: Batch, options: Options) -> Iterator[Batch | Block]:
    if options.owner is None:
        yield batch
        return
    from healthdesk.exchange.columns import blocks, in_columns

    columns, rest = in_columns(batch)
    types = {kind.slug: kind for kind in options.types}
    size, done, total = options.batch_rows, batch.done, batch.total
    for some in filter(None, (batch.columns, columns)):
        yield from blocks(some, types, options.owner, size, done, total, options.priorities)
    if rest.rows or not (columns or batch.columns):
        yield rest


def _told(error: Exception, name: str) -> HealthdeskError:
    """What went wrong, fit for the other process; of a bug nothing but its place."""
    if isinstance(error, HealthdeskError):
        return error
    if isinstance(error, MemoryError):
        return BadFile("file-too-much", name=name)
    last = extract_tb(error.__traceback__)[-1]
    where = f"{type(error).__name__} in {Path(last.filename).name}:{last.lineno}"
    return BadFile("parser-failed", name=name, where=where)
