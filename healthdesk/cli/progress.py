"""How far a long command is, and Ctrl+C while it runs."""

from __future__ import annotations

import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from healthdesk.cli.session import Session
from healthdesk.texts import tr

EVERY_S = 0.2


def progress_line(session: Session) -> Callable[[int, int, int], None]:
    """Share, readings a second and time left, on a terminal only."""
    begun = time.monotonic()
    last = [0.0]
    on_terminal = sys.stderr.isatty() and not session.as_json

    def show(done: int, total: int, rows: int) -> None:
        now = time.monotonic()
        share = done / max(total, 1)
        if not on_terminal or (now - last[0] < EVERY_S and share < 1):
            return
        last[0] = now
        speed = rows / max(now - begun, 1e-3)
        left = (now - begun) * (1 - share) / max(share, 1e-3)
        line = tr(
            "{share} %  {rows} readings  {speed} a second  {left} s left",
            share=int(share * 100), rows=session.format.number(rows, 0),
            speed=session.format.number(speed, 0), left=int(left),
        )  # fmt: skip
        ending = "\n" if share >= 1 else ""
        print(f"\r{line}\033[K{ending}", end="", file=sys.stderr, flush=True)

    return show


def share_line(session: Session) -> Callable[[float], None]:
    """The share done, on a terminal only."""
    on_terminal = sys.stderr.isatty() and not session.as_json

    def show(share: float) -> None:
        if on_terminal:
            ending = "\n" if share >= 1 else ""
            print(f"\r{int(share * 100)} %\033[K{ending}", end="", file=sys.stderr, flush=True)

    return show


@contextmanager
def until_interrupted() -> Iterator[Callable[[], bool]]:
    """Gives what tells whether Ctrl+C was pressed; inside the block that stops nothing else."""
    stop = threading.Event()
    before = signal.signal(signal.SIGINT, lambda *_: stop.set())
    try:
        yield stop.is_set
    finally:
        signal.signal(signal.SIGINT, before)
