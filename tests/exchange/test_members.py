from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from healthdesk.domain.errors import BadFile
from healthdesk.domain.records import Draft
from healthdesk.exchange.batches import Options
from healthdesk.exchange.files import Files
from healthdesk.exchange.gathering import Gathering
from healthdesk.exchange.members import read_members

NOW = 1_800_000_000_000


def weights(folder: Path, codes: list[str | None], order: list[int] | None = None):
    """One reading of each member, then the error of that code; rows' members and rejections."""
    names = tuple(f"m{n}" for n in range(len(codes)))
    for name in names:
        (folder / name).write_bytes(b"x")
    files = Files(folder, names)
    gathering = Gathering("csv", files, Options(now=NOW, batch_rows=1))

    def read(member: str, index: int) -> Iterator[None]:
        gathering.take(Draft("weight", 80 + index, "kg", NOW - 1000, 0), 1, member=index)
        yield
        code = codes[index]
        if code is not None:
            raise BadFile(code, name=member, line=7)

    batches = [*read_members(gathering, files, read, order), *gathering.rest()]
    values = [row[4] for batch in batches for row in batch.rows]
    return values, [(r.line, r.code, r.member) for r in gathering.tally.rejections]


def test_a_broken_member_is_told_and_the_others_are_read(tmp_path):
    values, rejected = weights(tmp_path, [None, "csv-broken", None])
    assert values == [80, 81, 82]
    assert rejected == [(7, "csv-broken", "m1")]


def test_members_are_read_in_the_order_asked_for(tmp_path):
    assert weights(tmp_path, [None, None, None], [2, 0, 1])[0] == [82, 80, 81]


@pytest.mark.parametrize("codes", [["csv-broken"], [None, "file-swells"]])
def test_the_only_file_and_a_trap_are_refused(tmp_path, codes):
    with pytest.raises(BadFile):
        weights(tmp_path, codes)
