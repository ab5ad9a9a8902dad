"""What every reader of tables has to bear: bad bytes below a good header."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import strategies as st

from healthdesk.domain.errors import BadFile
from tests.exchange.reading import read

# Cells that look like something, and bytes that look like nothing.
CELLS = st.sampled_from(
    [
        "", "-", "null", "0", "0.0", "81.4", "81,4", "1e400", "NaN", "-5", "128", "82", "71",
        "2026-02-04", "04.02.2026", "04 feb. 2026", "2026-02-04 08:35:00", "08:35", "8:35 a. m.",
        "2026-02-04T08:35:00+01:00", "1770190500000", "99999999999999999999", "[60,60]", "[1,2",
        "\0", '"', "x" * 300, "\n", "=1+1", "日本", "0001-01-01", "9999-12-31T23:59:59+00:00",
    ]
)  # fmt: skip


def tables(delimiter: str) -> st.SearchStrategy[bytes]:
    """Rows of such cells, or any bytes at all."""
    row = st.lists(CELLS, max_size=12).map(lambda cells: delimiter.join(cells))
    return st.lists(row, max_size=6).map(lambda rows: "\n".join(rows).encode()) | st.binary(
        max_size=200
    )


def bear(folder: Path, format_: str, header: bytes, tail: bytes) -> None:
    """Nothing but a refusal comes of it, and every reading is counted (`read` asserts it)."""
    with suppress(BadFile):
        read(folder, format_, header + b"\n" + tail)


def bear_all(folder: Path, format_: str, header: bytes, row: bytes) -> None:
    """The files that have broken other programs; `row` is a good one, giving readings."""
    whole = header + b"\n" + row + b"\n"
    expected = len(read(folder, format_, whole)[0])
    assert expected > 0
    text = whole.decode()
    for same in (
        whole.replace(b"\n", b"\r\n"),
        whole.replace(b"\n", b"\r"),
        b"\xef\xbb\xbf" + whole,
        text.encode("utf-16"),
        whole.rstrip(b"\n"),
        whole + b"\n\n",
    ):
        assert len(read(folder, format_, same)[0]) == expected, same[:80]
    assert read(folder, format_, header + b"\n")[0] == []
    assert read(folder, format_, b"")[0] == []
    for cut in range(len(header) + 2, len(whole)):
        bear(folder, format_, header, whole[len(header) + 1 : cut])
    for refused in (whole + b"1," * 600_000, whole + b'"open', whole + b"x" * 10_000_000):
        with pytest.raises(BadFile) as caught:
            read(folder, format_, refused)
        assert caught.value.code == "csv-broken"
