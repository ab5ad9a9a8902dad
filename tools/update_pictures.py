"""Draw the pictures that tests/ui/test_pictures.py compares with. Look at each before keeping it.

python tools/update_pictures.py
"""

from __future__ import annotations

import os
import struct
import sys
import tempfile
import time
import zlib
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(TOP))
# The same surroundings as in a test.
os.environ |= {"QT_QPA_PLATFORM": "offscreen", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
time.tzset()
SIGNATURE = b"\x89PNG\r\n\x1a\n"


def packed(picture: bytes) -> bytes:
    """The same PNG, its pixels packed as tightly as zlib does; Qt leaves some three percent."""
    chunks, pixels, at = [], b"", len(SIGNATURE)
    while at < len(picture):
        (size,) = struct.unpack_from(">I", picture, at)
        kind, body = picture[at + 4 : at + 8], picture[at + 8 : at + 8 + size]
        at += 12 + size
        if kind == b"IDAT":
            pixels += body
        else:
            chunks.append((kind, body))
    raw = zlib.decompress(pixels)
    ways = [pixels]
    for strategy in (zlib.Z_DEFAULT_STRATEGY, zlib.Z_FILTERED):
        way = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS, zlib.DEF_MEM_LEVEL + 1, strategy)
        ways.append(way.compress(raw) + way.flush())
    chunks.insert(-1, (b"IDAT", min(ways, key=len)))
    return SIGNATURE + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )


def main() -> int:
    from PySide6.QtWidgets import QApplication

    from tests.ui.furnished import copied, furnish, opened
    from tests.ui.page_pictures import LOOKS, PAGES, PICTURES, WAYS, draw

    app = QApplication([])
    with tempfile.TemporaryDirectory() as made:
        base = Path(made)
        furnish(base / "furnished")
        for look in LOOKS:
            for page in (*PAGES, *WAYS):
                folder = copied(base / "furnished", base / f"{page}-{look}")
                with opened(app, folder, look=look) as place:
                    picture = draw(place, page)
                target = PICTURES / f"{page}-{look}.png"
                if not picture.save(str(target), quality=0):
                    print(f"{target} cannot be written")
                    return 1
                target.write_bytes(packed(target.read_bytes()))
                print(target.relative_to(TOP))
    return 0


if __name__ == "__main__":
    sys.exit(main())
