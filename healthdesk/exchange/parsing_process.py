"""A parser in a process of its own: the window stays quick, a crash stays outside.

The child is spawned, never forked (Qt and SQLite do not survive a fork), loads neither of
them, and sends batches through a pipe that holds it back while the reader is busy. When the
reader goes away, closing, crashing or by `stop`, the pipe breaks and the child ends.

A frozen program has to call `multiprocessing.freeze_support()` first of all.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from traceback import extract_tb
from types import TracebackType

from healthdesk.domain.errors import BadFile, Cancelled, HealthdeskError, StorageError
from healthdesk.exchange import archive
from healthdesk.exchange.batches import Batch, Options, Parser, Tally
from healthdesk.exchange.recognise import Format, Recognised, recognise

# How long a stop may go unnoticed, in seconds.
LOOK_UP_EVERY = 0.2
END_WITHIN = 5.0


@dataclass(frozen=True, slots=True)
class _Finished:
    tally: Tally


@dataclass(frozen=True, slots=True)
class _Failed:
    error: HealthdeskError


class ParsedFile:
    """The batches of a file, parsed elsewhere. To be used with `with`.

    `tally` is complete once the iteration has ended by itself. `stop` may be called from
    any thread: the iteration then raises `Cancelled`.
    """

    def __init__(self, path: Path, options: Options) -> None:
        self._path, self._options = path, options
        self._stopped = threading.Event()
        context = multiprocessing.get_context("spawn")
        self._pipe, child_end = context.Pipe(duplex=False)
        self._process = context.Process(
            target=_work, args=(str(path), options, child_end), name="parsing", daemon=True
        )
        self.tally = Tally()
        try:
            self._process.start()
        except BaseException:
            self._pipe.close()
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

    def __iter__(self) -> Iterator[Batch]:
        """Raises what the parser raised, `Cancelled` after `stop`, and `StorageError` where
        the child ended without a word."""
        while True:
            message = self._next()
            if isinstance(message, _Failed):
                raise message.error
            if isinstance(message, _Finished):
                self.tally = message.tally
                self._process.join(END_WITHIN)
                return
            yield message

    def _next(self) -> Batch | _Finished | _Failed:
        while True:
            if self._stopped.is_set():
                raise Cancelled
            try:
                if self._pipe.poll(LOOK_UP_EVERY):
                    message: Batch | _Finished | _Failed = self._pipe.recv()
                    return message
            except (EOFError, OSError) as error:
                self._process.join(END_WITHIN)
                raise StorageError(
                    "parsing-ended", name=self._path.name, status=self._process.exitcode
                ) from error


def parser_of(found: Recognised, source: archive.Source, options: Options, name: str) -> Parser:
    """The parser of a recognised file, in this process; loads nothing for other formats."""
    if found.format is Format.APPLE_HEALTH:
        from healthdesk.exchange.apple_health import AppleHealth

        return AppleHealth(source, options, name)
    from healthdesk.exchange.csv_file import OwnCsv

    return OwnCsv(source, options, name)


def _work(path: str, options: Options, pipe: Connection) -> None:
    """The child's whole life."""
    # Ctrl+C on a terminal reaches both; the parent decides and closes the pipe.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        pipe.send(_parsed(Path(path), options, pipe))
    except BrokenPipeError:
        # Nobody reads any more; there is nobody to tell either.
        os._exit(1)
    finally:
        pipe.close()


def _end_with_parent() -> None:
    """A parser that sends nothing for long would not notice that the pipe is broken."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _parsed(path: Path, options: Options, pipe: Connection) -> _Finished | _Failed:
    try:
        found = recognise(path)
        with archive.Opened(path, found.member) as source:
            parser = parser_of(found, source, options, path.name)
            for batch in parser.batches():
                pipe.send(batch)
        return _Finished(parser.tally)
    except BrokenPipeError:
        raise
    except HealthdeskError as error:
        return _Failed(error)
    except MemoryError:
        return _Failed(BadFile("file-too-much", name=path.name))
    except Exception as error:  # noqa: BLE001 - a bug of a parser; told without any value in it
        last = extract_tb(error.__traceback__)[-1]
        where = f"{type(error).__name__} in {Path(last.filename).name}:{last.lineno}"
        return _Failed(BadFile("parser-failed", name=path.name, where=where))
