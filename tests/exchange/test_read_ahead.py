"""A stream read by a thread, a piece ahead."""

from __future__ import annotations

import io
import threading

import pytest

from healthdesk.domain.errors import BadFile
from healthdesk.exchange.read_ahead import pieces


def test_the_pieces_are_the_stream():
    data = bytes(range(256)) * 10
    assert list(pieces(io.BytesIO(data), 1000)) == [data[:1000], data[1000:2000], data[2000:]]
    assert list(pieces(io.BytesIO(b""), 1000)) == []


class Torn(io.RawIOBase):
    def read(self, size: int = -1, /) -> bytes:
        raise BadFile("zip-damaged", name="export.zip")


def test_what_goes_wrong_in_reading_is_told_where_the_piece_is_wanted():
    with pytest.raises(BadFile) as refused:
        list(pieces(Torn(), 10))
    assert refused.value.code == "zip-damaged"


def test_who_stops_early_leaves_no_thread_behind():
    before = threading.active_count()
    some = pieces(io.BytesIO(bytes(1000)), 10)
    next(some)
    some.close()
    assert threading.active_count() == before
