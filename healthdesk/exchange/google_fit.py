"""Google Takeout's folder "Fit": streams of single readings, sessions, and tables of days.

They tell the same over and over: the tables are summed up from the streams, and the streams
are merged from others. Of each type and day one counts: a stream, else the table of the day,
else the line of that day in the table of all days.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from healthdesk.exchange.batches import Batch, Options, Parser
from healthdesk.exchange.files import encoding_of
from healthdesk.exchange.gathering import Gathering
from healthdesk.exchange.google_fit_streams import Streams, is_session, stream_of
from healthdesk.exchange.google_fit_tables import Tables, is_table
from healthdesk.exchange.members import read_members
from healthdesk.exchange.once_a_day import OnceADay

if TYPE_CHECKING:
    from healthdesk.exchange.files import Files
    from healthdesk.exchange.recognise import Head

LOOK_INTO = 4096
# What is read first; the less is worse.
STREAM, SESSION, DAY, ALL_DAYS = range(4)


def recognises(head: Head) -> bool:
    return _kind(head.text[:LOOK_INTO]) is not None


def parser(files: Files, options: Options) -> Parser:
    return GoogleFit(files, options)


class GoogleFit:
    """The files of the folder, the better ones first."""

    def __init__(self, files: Files, options: Options) -> None:
        self._files = files
        self._gathering = Gathering("google-fit", files, options, by_clock=True)
        self.tally = self._gathering.tally

    def batches(self) -> Iterator[Batch]:
        """Raises `BadFile` where the only file is broken."""
        heads = [self._beginning(member) for member in self._files.members]
        kinds = [_kind(text) for text in heads]
        days = OnceADay()
        streams = Streams(self._gathering, self._files, days, [stream_of(text) for text in heads])
        tables = Tables(self._gathering, self._files, days)

        def read(member: str, index: int) -> Iterator[None]:
            kind = kinds[index]
            if kind == STREAM:
                yield from streams.read(member, index, STREAM)
            elif kind == SESSION:
                yield from streams.read_session(member, index, SESSION)
            elif kind is not None:
                yield from tables.read(member, index, kind, by_day=kind == ALL_DAYS)

        order = sorted(range(len(kinds)), key=lambda index: (kinds[index] or 0, index))
        yield from read_members(self._gathering, self._files, read, order)
        yield from self._gathering.rest()

    def _beginning(self, member: str) -> str:
        data = self._files.peek(member, LOOK_INTO)
        return data.decode(encoding_of(data), "replace").removeprefix("\ufeff")


def _kind(text: str) -> int | None:
    if stream_of(text):
        return STREAM
    if is_session(text):
        return SESSION
    table = is_table(text)
    if table is None:
        return None
    return ALL_DAYS if table == "days" else DAY
