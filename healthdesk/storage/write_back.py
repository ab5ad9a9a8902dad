"""The log of many transactions, written back into the file beside them.

A thread copies most of it while the transactions go on. When it is done, what has come since
is little: that is copied between two transactions, and the log begins anew instead of growing.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Any

# The log may grow to so many pages before it is written back; and to so many where a disk
# copies slower than is stored: then the next transaction waits for it.
LOG_PAGES, MOST_PAGES = 40_000, 80_000
# So many pages are copied while the next transaction waits.
FEW_PAGES = 10_000


class WriteBack:
    """To be called after each transaction; with `with`, whose end waits for the thread.

    `lent` gives a connection that reads.
    """

    def __init__(self, lent: Callable[[], AbstractContextManager[Any]]) -> None:
        self._lent = lent
        self._thread = ThreadPoolExecutor(1, "write-back")
        self._copying: Future[None] | None = None

    def __enter__(self) -> WriteBack:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._thread.shutdown()
        if error is None:
            self._finish()

    def __call__(self) -> None:
        pages, left = self._log()
        if self._copying is not None:
            if not self._copying.done() and pages <= MOST_PAGES:
                return
            self._finish()
            pages, left = self._log()
        if pages <= LOG_PAGES or not left:
            return
        if left > FEW_PAGES:
            self._copying = self._thread.submit(self._copy)
        else:
            self._copy()

    def _log(self) -> tuple[int, int]:
        """The pages in it, and how many of them are not copied yet."""
        with self._lent() as connection:
            _, pages, done = connection.execute("PRAGMA wal_checkpoint(NOOP)").fetchone()
        return pages, pages - done

    def _finish(self) -> None:
        """Raises what went wrong in the thread."""
        copied, self._copying = self._copying, None
        if copied is not None:
            copied.result()

    def _copy(self) -> None:
        with self._lent() as connection:
            connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
