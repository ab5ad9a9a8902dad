"""One file packed with gzip, as bulk exports hand out lines of FHIR: taken out under limits."""

from __future__ import annotations

import gzip
import shutil
from pathlib import Path
from typing import IO, Final, cast

from healthdesk.domain.errors import BadFile
from healthdesk.exchange.archive import LIMITS, Limits, Source

MAGIC: Final = b"\x1f\x8b"
SUFFIX: Final = ".gz"


def unpacked(path: Path, name: str, folder: Path, limits: Limits = LIMITS) -> Path:
    """What is packed in a file that people know by `name`, as a file in `folder`.

    By what really comes out it is judged, since a packed file says nothing true of its size.
    Raises `BadFile` where it swells or cannot be taken out.
    """
    place = folder / f"unpacked-{len(list(folder.iterdir()))}"
    place.mkdir()
    out = place / (Path(name).name.removesuffix(SUFFIX) or "unpacked")
    try:
        with gzip.open(path) as stream, out.open("wb") as file:
            packed = Source(cast("IO[bytes]", stream), 0, path.stat().st_size, name, limits)
            shutil.copyfileobj(packed, file, 1 << 20)
    except BadFile as error:
        if error.code == "file-swells":
            raise
        raise BadFile("file-is-packed", name=name) from error
    return out
