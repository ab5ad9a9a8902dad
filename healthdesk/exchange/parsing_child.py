"""What a parsing process does: reads one file after the other, and sends what it finds.

Loaded in the child alone.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile
from multiprocessing.connection import Connection
from pathlib import Path, PurePosixPath
from traceback import extract_tb
from typing import TYPE_CHECKING

from healthdesk.domain.errors import BadFile, HealthdeskError
from healthdesk.exchange.batches import Batch, Block, Options
from healthdesk.exchange.known_formats import FORMATS
from healthdesk.exchange.parsing_events import Begun, Ended, Failed, Over
from healthdesk.exchange.recognise import Found, find, module_of

if TYPE_CHECKING:
    from healthdesk.exchange.parsing_events import Event, Job

# So many blocks may wait to be stored.
AHEAD = 6
# So many files that nobody knows are named, by so many characters of their names.
NAMED, NAME_MAX = 5, 80


class Outlet:
    """Where the child sends what it has read: blocks into files of a folder, word of them and
    all else through the pipe. The reader answers each block that it is done with, and asks for
    one file after the other."""

    def __init__(self, pipe: Connection, asked: Connection, folder: Path) -> None:
        self._pipe, self._asked, self._folder = pipe, asked, folder
        self._blocks = 0
        self._room = AHEAD

    def jobs(self) -> Iterator[Job]:
        """Until the reader is gone."""
        while True:
            try:
                asked: Job | None = self._asked.recv()
            except EOFError:
                return
            if asked is None:
                self._room += 1
            else:
                yield asked

    def send(self, message: Event | Over) -> None:
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


def work(folders: tuple[Path, Path], pipe: Connection, asked: Connection) -> None:
    """The child's whole life. Of the folders one is for what it unpacks, one for blocks."""
    # Nothing here multiplies matrices: threads for that would only wait, on a core of others.
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    # Ctrl+C on a terminal reaches both; the parent decides and closes the pipe.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    scratch, blocks = folders
    threading.Thread(target=_end_with_parent, args=folders, daemon=True).start()
    outlet = Outlet(pipe, asked, blocks)
    # Nearly every file is shown to all of them; who asks for it is busy with something else, and
    # once it is there only those are loaded that are asked.
    for name in takewhile(lambda _: not asked.poll(), FORMATS):
        module_of(name)
    gc.freeze()
    gc.enable()
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


def _parsed(path: Path, scratch: Path, options: Options, outlet: Outlet) -> Over:
    try:
        parts = find(path, scratch, options.only)
    except Exception as error:  # noqa: BLE001 - see `_told`
        return Over(_told(error, path.name))
    for index, part in enumerate(parts):
        outlet.send(Begun(part.format, part.label, part.members, index, len(parts)))
        outlet.send(_part(part, options, outlet))
    return Over()


def _part(part: Found, options: Options, outlet: Outlet) -> Ended | Failed:
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
