from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthdesk.domain.checks import clean_note, normal_tags
from healthdesk.domain.errors import BadFile
from healthdesk.domain.health_types import CATALOGUE, HealthType, Range, TypeBook
from healthdesk.domain.records import PlainRow, Record
from healthdesk.domain.times import isoformat
from healthdesk.exchange import csv_file
from healthdesk.exchange.archive import LIMITS, Source
from healthdesk.exchange.batches import Batch, Options, Tally
from healthdesk.exchange.csv_file import (
    HEADER,
    Names,
    OwnCsv,
    defuse,
    plain_row,
    undefuse,
    write,
    write_records,
)

NOW = 1_800_000_000_000
WEIGHT = Record(
    id=7, uid=bytes(range(16)), person_id=1, type_id=1, type="weight", value=81.0, value2=None,
    unit="kg", canonical=81.0, canonical2=None, recorded_at=1_704_887_562_000, offset=60,
    ended_at=None, comparator="", note="", tags=(), source="manual", import_id=None,
    created_at=0, updated_at=0, deleted_at=None,
)  # fmt: skip


CATALOGUED = TypeBook(CATALOGUE)
PAGES = HealthType(
    "pages, read", "own", "pages", ("pages",), 0, "mean", Range(0, 10_000), name="Pages", id=3
)
TYPES = TypeBook(
    [replace(CATALOGUED["weight"], id=1), replace(CATALOGUED["blood-pressure"], id=2), PAGES]
)


def rows_of(pairs: Sequence[tuple[Record, str]]) -> tuple[list[PlainRow], Names]:
    """Each with a person and a source of its own number."""
    rows = [
        plain_row(replace(record, person_id=number, type_id=TYPES[record.type].id), number)
        for number, (record, _) in enumerate(pairs)
    ]
    persons = {number: person for number, (_, person) in enumerate(pairs)}
    sources = {number: record.source for number, (record, _) in enumerate(pairs)}
    return rows, Names(persons, sources, TYPES)


def written(*pairs: tuple[Record, str]) -> bytes:
    rows, names = rows_of(pairs)
    out = io.BytesIO()
    assert write(out, [rows], names) == len(rows)
    return out.getvalue()


def read(data: bytes, batch_rows: int = 100) -> tuple[list[Batch], Tally]:
    source = Source(io.BytesIO(data), len(data), LIMITS.unpacked, "a.csv", LIMITS)
    parser = OwnCsv(source, Options(now=NOW, batch_rows=batch_rows), "a.csv")
    return list(parser.batches()), parser.tally


def test_the_file_is_as_the_reference_says():
    pressure = replace(
        WEIGHT, type="blood-pressure", value=128.5, value2=82.0, unit="mmHg", comparator="<",
        note='after "stairs", tired\nvery', tags=("sport", "home"), deleted_at=1_704_900_000_500,
        ended_at=1_704_887_563_000,
    )  # fmt: skip
    assert written((WEIGHT, "Me"), (pressure, "Zoë")).decode() == (
        "uid,person,type,recorded_at,ended_at,value,value2,unit,comparator,note,tags,source,"
        "deleted_at\n"
        "00010203-0405-0607-0809-0a0b0c0d0e0f,Me,weight,2024-01-10T12:52:42+01:00,,81,,kg,,,,"
        "manual,\n"
        "00010203-0405-0607-0809-0a0b0c0d0e0f,Zoë,blood-pressure,2024-01-10T12:52:42+01:00,"
        '2024-01-10T12:52:43+01:00,128.5,82,mmHg,<,"after ""stairs"", tired\nvery",sport home,'
        "manual,2024-01-10T15:20:00.500+00:00\n"
    )


def told(pairs: Sequence[tuple[Record, str]]) -> bytes:
    """The file as it is documented, each cell written by itself."""
    out = io.StringIO()
    for record, person in pairs:
        second, ended, deleted = record.value2, record.ended_at, record.deleted_at
        cells = [
            str(UUID(bytes=record.uid)), defuse(person), record.type,
            isoformat(record.recorded_at, record.offset),
            "" if ended is None else isoformat(ended, record.offset),
            repr(record.value).removesuffix(".0"),
            "" if second is None else repr(second).removesuffix(".0"),
            defuse(record.unit), record.comparator, defuse(record.note),
            defuse(" ".join(record.tags)), defuse(record.source),
            "" if deleted is None else isoformat(deleted, 0),
        ]  # fmt: skip
        out.write(",".join(quoted(cell) for cell in cells) + "\n")
    return f"{HEADER}\n{out.getvalue()}".encode()


def quoted(cell: str) -> str:
    if not set(cell) & set('",\r\n'):
        return cell
    doubled = cell.replace('"', '""')
    return f'"{doubled}"'


TEXTS = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("=+-@\t\r'\",;\n ＝"))
RUN = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


@given(TEXTS)
def test_defusing_is_undone_exactly(text):
    safe = defuse(text)
    assert undefuse(safe) == text
    assert not safe.startswith(("\t", "\r", "\n"))
    for piece in re.split(r"[;\t\r\n]", safe):  # as by whoever heeds no quotes
        assert not piece.lstrip(' "').startswith(RUN)


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("=1+1", "'=1+1"), ("'=x", "''=x"), ("-", "'-"), ("＝1+1", "'＝1+1"),
        ("walk;=cmd|' /C calc'!A0;", "walk;'=cmd|' /C calc'!A0;"),
        ('a;"=1+1;b', "a;'\"=1+1;b"), ("felt:\n- dizzy\n  - cold", "felt:\n'- dizzy\n'  - cold"),
        ("1-2; 3=4", "1-2; 3=4"), ("mail@home", "mail@home"), ("", ""),
    ],
)  # fmt: skip
def test_what_a_spreadsheet_would_run_is_defused(text: str, safe: str):
    assert (defuse(text), undefuse(safe)) == (safe, text)


NOTES = st.text(
    st.characters(categories=["L", "N", "P", "S"]) | st.sampled_from("=+-@'\", \n"), max_size=30
).map(clean_note)
WORDS = st.text(st.characters(categories=["L", "N"]) | st.sampled_from("=+-@'"), min_size=1)


@st.composite
def stored(draw):
    at = draw(st.integers(0, NOW))
    return replace(
        WEIGHT,
        uid=draw(st.binary(min_size=16, max_size=16)),
        value=draw(st.floats(0.5, 600)),
        recorded_at=at,
        offset=draw(st.integers(-720, 840)),
        ended_at=draw(st.none() | st.just(at + 1234)),
        note=draw(NOTES),
        tags=normal_tags(draw(st.lists(WORDS, max_size=4))),
        source=draw(NOTES),
        comparator=draw(st.sampled_from(["", "<", ">"])),
        deleted_at=draw(st.none() | st.integers(0, NOW)),
    )


@given(st.lists(st.tuples(stored(), NOTES), max_size=5))
def test_what_is_written_is_read_back(rows):
    batches, tally = read(written(*rows), batch_rows=2)
    assert tally.rejections == []
    got = [row for batch in batches for row in batch.rows]
    extras = [extra for batch in batches for extra in batch.extras]
    assert len(got) == len(rows)
    for (record, person), row, extra in zip(rows, got, extras, strict=True):
        assert row[:7] == (
            "weight", record.recorded_at, record.offset, record.ended_at or record.recorded_at,
            record.value, None, "kg",
        )  # fmt: skip
        assert extra == (record.uid, person, record.tags, record.deleted_at)
        assert row[9:12] == (record.comparator, record.source, record.note)


@st.composite
def of_any_type(draw):
    """Few different ones, so that words, numbers and times come again."""
    record = draw(stored())
    second = draw(st.sampled_from([82.0, 0.0, 1e-7]))
    at = draw(st.sampled_from([-1, 0, 59_999, 60_000, 1_704_887_562_250]) | st.integers(0, NOW))
    kind = draw(st.sampled_from(list(TYPES)))
    return replace(
        record,
        type=kind.slug,
        unit=draw(st.sampled_from([*kind.units, "=1, two"])),
        value=draw(st.sampled_from([0.0, 81.0, 81.5, 1e22, 0.1 + 0.2])),
        value2=second if kind.parts else None,
        recorded_at=at,
        ended_at=draw(st.none() | st.sampled_from([at + 1, at + 86_400_000])),
        source=draw(st.sampled_from(["manual", "+Scale", 'the "watch", mine'])),
    )


@given(st.lists(st.tuples(of_any_type(), NOTES), max_size=8), st.integers(1, 9), st.integers(1, 9))
def test_many_lines_at_once_are_what_each_would_be(pairs, size, kept):
    rows, names = rows_of(pairs)
    out = io.BytesIO()
    chunks = (rows[start : start + size] for start in range(0, len(rows), size))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(csv_file, "CELLS_KEPT", kept)
        assert write(out, chunks, names) == len(pairs)
    assert out.getvalue() == told(pairs)


@given(st.lists(of_any_type(), max_size=5), NOTES)
def test_records_of_one_person_are_the_same_lines(found, person):
    found = [replace(record, type_id=TYPES[record.type].id) for record in found]
    out = io.BytesIO()
    assert write_records(out, found, person, TYPES) == len(found)
    assert out.getvalue() == told([(record, person) for record in found])


@given(st.lists(st.tuples(stored(), TEXTS), max_size=5))
def test_a_spreadsheet_reads_as_many_cells_and_no_formula(rows):
    table = list(csv.reader(io.StringIO(written(*rows).decode(), newline="")))
    assert len(table) == len(rows) + 1
    for cells in table:
        assert len(cells) == 13
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in cells)


def line(**cells: str) -> bytes:
    plain = {"type": "weight", "recorded_at": "2024-01-10T12:52:42+01:00", "value": "81"}
    cell = {"unit": "kg", "source": "manual"} | plain | cells
    return ",".join(cell.get(name, "") for name in HEADER.split(",")).encode() + b"\n"


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (b"1,2,3\n", "csv-fields"),
        (line(type="nonsense"), "csv-type-unknown"),
        (line(value="81;4"), "not-a-number"),
        (line(value=""), "not-a-number"),
        (line(value="NaN"), "not-a-number"),
        (line(value="700"), "out-of-range"),
        (line(value2="3"), "second-part-needless"),
        (line(type="blood-pressure", unit="mmHg", value="128"), "second-part-missing"),
        (line(unit="stone"), "unit-not-of-type"),
        (line(recorded_at=""), "time-missing"),
        (line(recorded_at="2024-01-10T12:52:42"), "time-unreadable"),
        (line(recorded_at="10.1.2024"), "time-unreadable"),
        (line(recorded_at="2124-01-10T12:52:42+01:00"), "in-the-future"),
        (line(recorded_at="0001-01-01T00:00:00+01:00"), "before-1900"),
        (line(comparator="<<"), "comparator-unknown"),
        (line(uid="xyz"), "uid-unreadable"),
        (line(deleted_at="soon"), "time-unreadable"),
        (line(note="a\0b"), "not-text"),
        (line(note="x" * 10_001), "note-too-long"),
    ],
)
def test_a_wrong_row_is_rejected_with_its_line_and_the_others_are_kept(bad, code):
    first = line(note='"two\nlines"')
    batches, tally = read(HEADER.encode() + b"\n" + first + b"\n" + bad + line())
    assert [(rejection.line, rejection.code) for rejection in tally.rejections] == [(5, code)]
    assert sum(len(batch.rows) for batch in batches) == 2
    assert (tally.read, tally.rejected) == (3, 1)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "csv-header"),
        (b"uid,person\n", "csv-header"),
        (HEADER.encode() + b'\n"open', "csv-broken"),
        (HEADER.encode() + b"\n" + line(note="x" * 200_000), "csv-broken"),
        (HEADER.encode() + b"\n" + line(note="\xe4").decode().encode("latin-1"), "not-utf8"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_is_no_csv_of_ours_is_refused(data, code):
    with pytest.raises(BadFile) as caught:
        read(data)
    assert caught.value.code == code


def test_a_byte_order_mark_and_dos_line_ends_are_read():
    data = b"\xef\xbb\xbf" + (HEADER.encode() + b"\n" + line()).replace(b"\n", b"\r\n")
    batches, _ = read(data)
    assert [row[4] for row in batches[0].rows] == [81.0]


def test_names_of_persons_are_counted():
    _, tally = read(HEADER.encode() + b"\n" + line(person="Me") + line(person="Me"))
    assert tally.persons == {"Me": 2}


CELLS = st.tuples(
    st.sampled_from(["", "00010203-0405-0607-0809-0a0b0c0d0e0f", "0001"]),
    st.sampled_from(["Me", "'=Zoë"]),
    st.sampled_from(["weight", "steps", "sleep-stage", "heart-rate", "blood-pressure"]),
    st.sampled_from(
        ["2024-01-10T12:52:42+01:00", "2024-01-10T12:52:42.250Z", "2024-01-10T12:52:42",
         "2027-01-15T20:00:00+01:00", "2031-01-01T00:00:00+01:00", "1899-12-31T23:00:00+00:00",
         "2024-01-10T12:52:42+15:00", ""]
    ),
    st.sampled_from(["", "", "2024-01-10T13:52:42+01:00", "2024-01-13T13:52:42+01:00", "soon"]),
    st.sampled_from(
        ["81", "81.5", "-0", "0", "3", "1e3", "1e400", "nan", "8_1", "٣", " 81", "80.123456789012",
         "-1", "", "x", "81\0"]
    ),
    st.sampled_from(["", "", "", "80"]),
    st.sampled_from(["kg", "lb", "steps", "stage", "bpm", "mmHg", "furlong"]),
    st.sampled_from(["", "", "<", "="]),
    st.sampled_from(["", "", "cold"]),
    st.sampled_from(["", "home", "a b"]),
    st.sampled_from(["Watch", "", "'+1"]),
    st.sampled_from(["", "", "2024-02-01T00:00:00+00:00"]),
)  # fmt: skip


class WithoutMemory(OwnCsv):
    """Reads every row by the rules in full."""

    def _learn(self, *_: object) -> None:
        pass


@given(st.lists(CELLS, min_size=1, max_size=12))
def test_what_is_remembered_of_a_row_changes_nothing(cells):
    # Twice, so that each row meets what it taught itself.
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([HEADER.split(","), *cells, *cells])
    data = out.getvalue().encode()
    found = []
    for kind in (OwnCsv, WithoutMemory):
        source = Source(io.BytesIO(data), len(data), LIMITS.unpacked, "a.csv", LIMITS)
        parser = kind(source, Options(now=NOW, batch_rows=5), "a.csv")
        found.append((repr(list(parser.batches())), parser.tally))
    assert found[0] == found[1]
