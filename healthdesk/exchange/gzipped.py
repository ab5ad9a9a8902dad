"""What is packed with gzip, as bulk exports hand out lines of FHIR and others FIT files: taken
out under limits."""

from __future__ import annotations

import gzip
import shutil
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import IO, Final, cast

from healthdesk.domain.errors import BadFile
from healthdesk.exchange.archive import LIMITS, Limits, Source

# With the one way of packing that there is.
MAGIC: Final = b"\x1f\x8b\x08"
SUFFIX: Final = ".gz"
# Of the beginning of a packed file.
HEAD_MAX: Final = 4096


def beginning(head: bytes) -> bytes:
    """The beginning of a file, taken out of the gzip where it is packed in one; nothing where
    that is none. Never raises."""
    if not head.startswith(MAGIC):
        return head
    try:
        with gzip.open(BytesIO(head)) as stream:
            return stream.read1(HEAD_MAX)
    except (OSError, EOFError, zlib.error):
        return b""


def content(data: bytes, name: str, limits: Limits = LIMITS) -> bytes:
    """What is packed in the bytes of a file called `name`. Raises as `unpacked` does."""
    with _taken_out(BytesIO(data), len(data), name, limits) as source:
        return source.read()


def unpacked(path: Path, name: str, folder: Path, limits: Limits = LIMITS) -> Path:
    """What is packed in a file that people know by `name`, as a file in `folder`.

    By what really comes out it is judged, since a packed file says nothing true of its size.
    Raises `BadFile` where it swells or cannot be taken out.
    """
    place = folder / f"unpacked-{len(list(folder.iterdir()))}"
    place.mkdir()
    out = place / (Path(name).name.removesuffix(SUFFIX) or "unpacked")
    with (
        path.open("rb") as packed,
        _taken_out(packed, path.stat().st_size, name, limits) as source,
        out.open("wb") as file,
    ):
        shutil.copyfileobj(source, file, 1 << 20)
    return out


@contextmanager
def _taken_out(packed: IO[bytes], size: int, name: str, limits: Limits) -> Iterator[Source]:
    try:
        with gzip.open(packed) as stream:
            yield Source(cast("IO[bytes]", stream), 0, size, name, limits)
    except BadFile as error:
        if error.code == "file-swells":
            raise
        raise BadFile("file-is-packed", name=name) from error
