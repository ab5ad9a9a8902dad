"""Reading a format's files from a test."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from healthdesk.domain.transfers import NO_ANSWERS, Answers
from healthdesk.exchange.batches import PLAIN, Options, Row, Tally
from healthdesk.exchange.files import ITSELF, Files
from healthdesk.exchange.recognise import Head, module_of
from tests.exchange.apple_exports import zipped

NOW = 1_800_000_000_000


def read(
    folder: Path,
    format_: str,
    data: bytes | Mapping[str, bytes],
    *,
    zone: str = "UTC",
    answers: Answers = NO_ANSWERS,
    batch_rows: int = 10_000,
) -> tuple[list[Row], Tally]:
    """Rows and tally of one file, or of a zip of several."""
    path = folder / "file"
    if isinstance(data, bytes):
        path.write_bytes(data)
        files = Files(path)
    else:
        zipped(path, dict(data))
        files = Files(path, tuple(data))
    options = Options(now=NOW, zone=zone, answers=answers, batch_rows=batch_rows)
    parser = module_of(format_).parser(files, options)
    try:
        rows = [row for batch in parser.batches() for row in batch.rows]
    finally:
        files.close()
    assert parser.tally.read == len(rows) + parser.tally.rejected
    return rows, parser.tally


def tags(folder: Path, format_: str, data: bytes | Mapping[str, bytes]) -> list[tuple[str, ...]]:
    """The tags of each reading of a file."""
    path = folder / "tagged"
    if isinstance(data, bytes):
        path.write_bytes(data)
        files = Files(path)
    else:
        zipped(path, dict(data))
        files = Files(path, tuple(data))
    parser = module_of(format_).parser(files, Options(now=NOW, zone="UTC"))
    try:
        return [
            extra[2]
            for batch in parser.batches()
            for extra in batch.extras or [PLAIN] * len(batch.rows)
        ]
    finally:
        files.close()


def head(folder: Path, data: bytes, name: str = "file") -> Head:
    """What recognition sees of a file by itself."""
    path = folder / "looked-at"
    path.write_bytes(data)
    return Head(name, data[: 128 * 1024], Files(path), ITSELF)


def brief(rows: list[Row]) -> list[tuple[object, ...]]:
    """Slug, instant, offset, end, value, unit of each row."""
    return [(row[0], row[1], row[2], row[3], row[4], row[6]) for row in rows]
