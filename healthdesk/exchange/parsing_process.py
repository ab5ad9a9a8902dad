"""A parser in a process of its own: the window stays quick, a crash stays outside.

The child is spawned, never forked (Qt and SQLite do not survive a fork), loads neither of
them, and sends batches through a pipe that holds it back while the reader is busy. When the
reader goes away, closing, crashing or by `stop`, the pipe breaks and the child ends.

A frozen program has to call `multiprocessing.freeze_support()` first of all.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from traceback import extract_tb
from types import TracebackType

from healthdesk.domain.errors import BadFile, Cancelled, HealthdeskError, StorageError
from healthdesk.exchange.batches import Batch, Block, Options, Tally
from healthdesk.exchange.recognise import Found, find, module_of
from healthdesk.exchange.scratch import Scratch

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


class ParsedFile:
    """What is in a file, a zip or a folder, parsed elsewhere. To be used with `with`.

    `stop` may be called from any thread: the iteration then raises `Cancelled`.
    """

    def __init__(self, path: Path, options: Options) -> None:
        self._path = path
        self._stopped = threading.Event()
        # The child fills it; who made it takes it away, also after a kill.
        self._scratch = Scratch()
        context = multiprocessing.get_context("spawn")
        self._pipe, child_end = context.Pipe(duplex=False)
        self._process = context.Process(
            target=_work, args=(str(path), str(self._scratch.folder), options, child_end),
            name="parsing", daemon=True,
        )  # fmt: skip
        try:
            self._process.start()
        except BaseException:
            self._pipe.close()
            self._scratch.close()
            raise
        finally:
            # Only the child holds this end now, so that its death ends the pipe.
            child_end.close()

    @property
    def pid(self) -> int | None:
        return self._process.pid

    def stop(self) -> None:
        self._stopped.set()

    def __enter__(self) -> ParsedFile:
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
        self._pipe.close()
        self._process.join(0)
        if self._process.is_alive():
            self._process.terminate()
            self._process.join(END_WITHIN)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
        self._process.close()
        self._scratch.close()

    def __iter__(self) -> Iterator[Event]:
        """`Begun`, batches and `Ended` (or `Failed`) of each format in turn. With an owner in
        the options readings come in blocks, and only those that do not fit in batches.

        Raises `BadFile` or `NotFound` where there is nothing to read, `Cancelled` after
        `stop`, and `StorageError` where the child ended without a word.
        """
        while True:
            message = self._next()
            if isinstance(message, _Over):
                if message.error is not None:
                    raise message.error
                self._process.join(END_WITHIN)
                return
            yield message

    def _next(self) -> Event | _Over:
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
                    "parsing-ended", name=self._path.name, status=self._process.exitcode
                ) from error


def _work(path: str, scratch: str, options: Options, pipe: Connection) -> None:
    """The child's whole life."""
    # Ctrl+C on a terminal reaches both; the parent decides and closes the pipe.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What parsers unpack goes away with the rest, also after a kill.
    tempfile.tempdir = scratch
    threading.Thread(target=_end_with_parent, args=(scratch,), daemon=True).start()
    try:
        pipe.send(_parsed(Path(path), Path(scratch), options, pipe))
    except BrokenPipeError:
        # Nobody reads any more; there is nobody to tell either.
        os._exit(1)
    finally:
        pipe.close()


def _end_with_parent(scratch: str) -> None:
    """A parser that sends nothing for long would not notice that the pipe is broken."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        shutil.rmtree(scratch, ignore_errors=True)
        os._exit(1)


def _parsed(path: Path, scratch: Path, options: Options, pipe: Connection) -> _Over:
    try:
        parts = find(path, scratch, options.only)
    except Exception as error:  # noqa: BLE001 - see `_told`
        return _Over(_told(error, path.name))
    for index, part in enumerate(parts):
        pipe.send(Begun(part.format, part.label, part.members, index, len(parts)))
        pipe.send(_part(part, options, pipe))
    return _Over()


def _part(part: Found, options: Options, pipe: Connection) -> Ended | Failed:
    files = part.files()
    try:
        parser = module_of(part.format).parser(files, options)
        for batch in parser.batches():
            for message in _wrapped(batch, options):
                pipe.send(message)
    except BrokenPipeError:
        raise
    except Exception as error:  # noqa: BLE001 - see `_told`
        return Failed(_told(error, files.name))
    finally:
        files.close()
    if part.unknown:
        parser.tally.warn("files-unknown", n=part.unknown)
    return Ended(parser.tally)


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
