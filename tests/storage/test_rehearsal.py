"""Where the identifiers that a preview has met lie meanwhile."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path

import pytest

from healthdesk.storage.rehearsal import CACHE_KIB, Met


def deleted_files_held() -> int:
    """How many files this process holds that have no name any more."""
    places = (link.readlink() for link in Path("/proc/self/fd").iterdir() if link.is_symlink())
    return sum(str(place).endswith("(deleted)") for place in places)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nobody tells which files are held")
@pytest.mark.parametrize("on_disk", [False, True])
def test_only_where_it_may_what_outgrows_the_memory_lies_on_the_disk(on_disk: bool):
    size = 16
    many = CACHE_KIB * 1024 // size + 1
    before = deleted_files_held()
    with closing(Met(on_disk=on_disk)) as met:
        assert all(met.add(number.to_bytes(size, "big")) for number in range(many))
        assert deleted_files_held() - before == on_disk
        assert not met.add((0).to_bytes(size, "big"))
    assert deleted_files_held() == before
