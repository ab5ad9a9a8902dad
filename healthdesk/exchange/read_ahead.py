"""A stream read by a thread of its own, a piece ahead of who works on it.

Unpacking holds no lock of Python's, so that it goes on beside the work on what came before.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import Protocol


class Readable(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...


def pieces(stream: Readable, size: int) -> Generator[bytes]:
    """What is left of a stream, so many bytes at a time; raises what its reading raises."""
    # Only here: nearly every file is shown to those who read ahead, and few are theirs.
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1, "read-ahead") as thread:
        reading = thread.submit(stream.read, size)
        while piece := reading.result():
            reading = thread.submit(stream.read, size)
            yield piece
