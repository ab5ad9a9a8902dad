"""Reading files of which nothing is known."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

from healthdesk.domain.errors import BadFile
from healthdesk.exchange.batches import Batch, Options
from healthdesk.exchange.columns import blocks, in_columns
from healthdesk.exchange.recognise import Found, find, module_of
from tests.exchange.reading import NOW
from tests.exchange.samples import ANSWERS

OWNER = bytes(16)
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
    options = Options(now=NOW, answers=ANSWERS, owner=OWNER)
    try:
        parser = module_of(found.format).parser(files, options)
        taken = sum(_handed_on(batch, options) for batch in parser.batches())
    finally:
        files.close()
    tally = parser.tally
    assert tally.read == taken + tally.rejected == sum(tally.types.values()) + tally.rejected
    return taken


def _handed_on(batch: Batch, options: Options) -> int:
    """How many readings of a batch can be stored, in blocks and one by one."""
    columns, rest = in_columns(batch)
    types = {kind.slug: kind for kind in options.types}
    made = (
        blocks(some, types, OWNER, options.batch_rows, batch.done, batch.total, {})
        for some in (batch.columns, columns)
        if some
    )
    return len(rest.rows) + sum(block.count for several in made for block in several)
