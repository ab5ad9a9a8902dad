"""Reading files of which nothing is known."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

from healthdesk.domain.errors import BadFile
from healthdesk.exchange.batches import Options
from healthdesk.exchange.recognise import Found, find, module_of
from tests.exchange.reading import NOW
from tests.exchange.samples import ANSWERS

# Of the processor; what is hostile may take no longer.
SECONDS_MAX = 2.0


def survive(folder: Path, name: str, data: bytes) -> int | None:
    """How many readings are taken of a file, whatever it is; None where it is refused.

    Nothing else may come of it, what is read must be counted, and it may not take long.
    """
    path, scratch = folder / name, folder / "scratch"
    path.write_bytes(data)
    scratch.mkdir()
    begun = time.process_time()
    try:
        return sum(map(_taken, find(path, scratch)))
    except BadFile:
        return None
    finally:
        shutil.rmtree(scratch)
        assert time.process_time() - begun < SECONDS_MAX


def _taken(found: Found) -> int:
    files = found.files()
    options = Options(now=NOW, answers=ANSWERS)
    try:
        parser = module_of(found.format).parser(files, options)
        taken = sum(batch.count for batch in parser.batches())
    finally:
        files.close()
    tally = parser.tally
    assert tally.read == taken + tally.rejected == sum(tally.types.values()) + tally.rejected
    return taken
