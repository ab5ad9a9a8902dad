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

import gc
import multiprocessing
import threading
from collections.abc import Iterator
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from healthdesk.domain.errors import Cancelled, StorageError
from healthdesk.exchange.parsing_events import Over
from healthdesk.exchange.scratch import Scratch, in_memory

if TYPE_CHECKING:
    # Loaded once the child is on its way, for which one waits.
    from healthdesk.exchange.batches import Options
    from healthdesk.exchange.parsing_events import Event, Job

# How long a stop may go unnoticed, in seconds.
LOOK_UP_EVERY = 0.2
END_WITHIN = 5.0


class ParsingProcess:
    """Reads files, zips and folders, one after the other, elsewhere. To be used with `with`.

    `stop` may be called from any thread: the reading then raises `Cancelled`.
    """

    def __init__(self) -> None:
        self._stopped = threading.Event()
        self._process: BaseProcess | None = None
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
        process = context.Process(
            target=_work, args=(folders, child_pipe, child_asked), name="parsing", daemon=True
        )
        try:
            process.start()
            self._process = process
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
        return None if self._process is None else self._process.pid

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
        """Ends the child, whatever it is doing; where there is none any more, nothing."""
        process, self._process = self._process, None
        if process is None:
            return
        self._hang_up()
        process.join(0)
        if process.is_alive():
            process.terminate()
            process.join(END_WITHIN)
        if process.is_alive():
            process.kill()
            process.join()
        process.close()
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
        from healthdesk.exchange.batches import Block

        if self._busy:
            self.close()
            self._start()
        self._busy = True
        self._ask((path, options))
        while True:
            message = self._next(path)
            if isinstance(message, Over):
                self._busy = False
                if message.error is not None:
                    raise message.error
                return
            yield message
            if isinstance(message, Block):
                self._ask(None)

    def _ask(self, job: Job | None) -> None:
        """For a file to be read, or for more of it. Where the child has ended, the other pipe
        says so."""
        with suppress(BrokenPipeError):
            self._asks.send(job)

    def _next(self, path: Path) -> Event | Over:
        while True:
            if self._stopped.is_set():
                raise Cancelled
            try:
                if self._pipe.poll(LOOK_UP_EVERY):
                    message: Event | Over = self._pipe.recv()
                    return message
            except (EOFError, OSError) as error:
                raise StorageError(
                    "parsing-ended", name=path.name, status=self._exit_code()
                ) from error

    def _exit_code(self) -> int | None:
        if self._process is None:
            return None
        self._process.join(END_WITHIN)
        return self._process.exitcode


def _work(folders: tuple[Path, Path], pipe: Connection, asked: Connection) -> None:
    """The child's whole life; what it takes is loaded there alone."""
    # What is loaded stays: until then there is nothing to collect.
    gc.disable()
    from healthdesk.exchange.parsing_child import work

    work(folders, pipe, asked)
