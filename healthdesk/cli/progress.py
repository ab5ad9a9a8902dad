"""How far a long command is, Ctrl+C while it runs, and what else is under way."""

from __future__ import annotations

import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from healthdesk.cli.session import Session
from healthdesk.texts import tr

if TYPE_CHECKING:
    from healthdesk.bootstrap import App

EVERY_S = 0.2
# The steps of work take their time each: before this share the time left is a mere guess.
TOLD_FROM = 0.1


@contextmanager
def progress_line(session: Session) -> Iterator[Callable[[int, int, int], None]]:
    """Share, readings a second and time left, on a terminal only."""
    begun = time.monotonic()
    with _line(session) as write:

        def show(done: int, total: int, rows: int) -> None:
            share = done / max(total, 1)
            passed = max(time.monotonic() - begun, 1e-3)
            write(
                share,
                lambda: tr(
                    "{share} %  {rows} readings  {speed} a second  {left} s left",
                    share=int(share * 100), rows=session.format.number(rows, 0),
                    speed=session.format.number(rows / passed, 0), left=_left(passed, share),
                ),
            )  # fmt: skip

        yield show


@contextmanager
def share_line(session: Session) -> Iterator[Callable[[float], None]]:
    """The share done and the time left, on a terminal only."""
    begun = time.monotonic()
    with _line(session) as write:

        def show(share: float) -> None:
            write(share, lambda: _share(share, time.monotonic() - begun))

        yield show


def _share(share: float, passed: float) -> str:
    if share < TOLD_FROM:
        return f"{int(share * 100)} %"
    return tr("{share} %  {left} s left", share=int(share * 100), left=_left(passed, share))


def _left(passed: float, share: float) -> int:
    """Seconds to come, if all goes on as it went."""
    return int(passed * (1 - share) / max(share, 1e-3))


@contextmanager
def _line(session: Session) -> Iterator[Callable[[float, Callable[[], str]], None]]:
    """Gives what writes a line of standard error over itself until its share is whole; what is
    said after the block stands on a line of its own."""
    on_terminal = sys.stderr.isatty() and not session.as_json
    shown_at, is_open, is_whole = 0.0, False, False

    def write(share: float, words: Callable[[], str]) -> None:
        nonlocal shown_at, is_open, is_whole
        now = time.monotonic()
        if not on_terminal or is_whole or (now - shown_at < EVERY_S and share < 1):
            return
        shown_at, is_open, is_whole = now, share < 1, share >= 1
        ending = "" if is_open else "\n"
        print(f"\r{words()}\033[K{ending}", end="", file=sys.stderr, flush=True)

    try:
        yield write
    finally:
        if is_open:
            print(file=sys.stderr, flush=True)


@contextmanager
def until_interrupted() -> Iterator[Callable[[], bool]]:
    """Gives what tells whether Ctrl+C was pressed; inside the block that stops nothing else."""
    stop = threading.Event()
    before = signal.signal(signal.SIGINT, lambda *_: stop.set())
    try:
        yield stop.is_set
    finally:
        signal.signal(signal.SIGINT, before)


def tell_of_import(session: Session, app: App) -> None:
    """That what was read may not be all, or too much, where an import is under way."""
    if app.transfer.under_way(session.actor):
        session.tell(
            tr("An import is under way. What it has stored so far is counted in, and goes again "
               "if it is cancelled.")
        )  # fmt: skip
