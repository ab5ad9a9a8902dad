from __future__ import annotations

import csv
import io
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthdesk.domain.errors import BadFile
from healthdesk.exchange.csv_rows import LINE_MAX, header_cells, records, rows
from healthdesk.exchange.files import Files
from tests.exchange.apple_exports import zipped


def read(tmp_path: Path, data: bytes, delimiter: str | None = None) -> list[tuple[int, list[str]]]:
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    return list(rows(Files(path), delimiter=delimiter))


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_in_the_header(tmp_path, sign):
    data = f'"a, b; c\td|e"{sign}x{sign}y\n1{sign}2{sign}3\n'
    assert read(tmp_path, data.encode()) == [(1, ["a, b; c\td|e", "x", "y"]), (2, ["1", "2", "3"])]


def test_a_header_of_one_column_needs_no_delimiter(tmp_path):
    assert read(tmp_path, b"weight\n81\n") == [(1, ["weight"]), (2, ["81"])]


def test_the_delimiter_may_be_named_in_the_first_line(tmp_path):
    assert read(tmp_path, b"sep=;\r\na,b;c\r\n1;2\r\n") == [(2, ["a,b", "c"]), (3, ["1", "2"])]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_and_quotes_over_lines_keep_the_line_numbers(tmp_path, end):
    text = end.join(["a,b", "", '1,"two', 'lines"', "2,x", ""])
    found = read(tmp_path, text.encode())
    assert found == [(1, ["a", "b"]), (3, ["1", f"two{end}lines"]), (5, ["2", "x"])]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
def test_every_encoding_is_read(tmp_path, encoding):
    text = "Größe;Süße\n1;é\n"
    assert read(tmp_path, text.encode(encoding)) == [(1, ["Größe", "Süße"]), (2, ["1", "é"])]


def test_quotes_in_the_middle_of_a_cell_do_no_harm(tmp_path):
    assert read(tmp_path, b"a,b\n5'10\",x\n") == [(1, ["a", "b"]), (2, ["5'10\"", "x"])]
    assert read(tmp_path, b'a,b\n"x"y,"z" \n1,2\n')[1:] == [(2, ["xy", "z "]), (3, ["1", "2"])]


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        (b'a,b\n1,2\n3,"open\nmore,\n', "csv-broken", 3),
        (b'a,b\n1,"' + b"x" * 200_000 + b'"\n', "csv-broken", 2),
        (b'a,b\n1,2\n3,"x\n"4",y\n5,6\n', "csv-broken", 3),
        (b'a,b\n3,"x\n4,"y"\n5,6\n', "csv-broken", 2),
        (b"a,b\n1," + b"x" * 10_000_000 + b"\n", "csv-broken", 2),
        (b"a,b\n" + b"1," * LINE_MAX, "csv-broken", 2),
        (b"a,b\n" * 300_000 + b"\xff\xff,1\n" + b"1,2\n" * 10_000, "not-utf8", None),
        ("a,b\n1,2\n".encode("utf-16")[:-1], "not-utf8", None),
    ],
    ids=[
        "open quote",
        "quote closed by the next row",
        "quote closed by a cell",
        "long cell",
        "long line",
        "long row",
        "late bad byte",
        "half a character",
    ],
)
def test_what_is_no_table_is_refused_with_the_line(tmp_path, data, code, line):
    with pytest.raises(BadFile) as caught:
        read(tmp_path, data)
    assert (caught.value.code, caught.value.params["name"]) == (code, "a.csv")
    assert line in (None, caught.value.params["line"])


def test_nothing_is_in_an_empty_file(tmp_path):
    assert read(tmp_path, b"") == []


def test_a_member_of_a_zip_is_read_and_named(tmp_path):
    path = zipped(tmp_path / "a.zip", {"x.csv": b"a;b\n1;2\n", "y.csv": b'a;b\n"1;2\n'})
    files = Files(path, ("x.csv", "y.csv"))
    assert list(rows(files, "x.csv")) == [(1, ["a", "b"]), (2, ["1", "2"])]
    with pytest.raises(BadFile) as caught:
        list(rows(files, "y.csv"))
    assert caught.value.params["name"] == "a.zip/y.csv"


CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=4), min_size=1, max_size=5))
def test_what_a_csv_writer_wrote_is_read_back(tmp_path_factory, table):
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";").writerows(table)
    found = read(tmp_path_factory.getbasetemp(), out.getvalue().encode(), ";")
    assert [cells for _, cells in found] == table


@given(st.binary(max_size=400))
def test_any_bytes_give_rows_or_are_refused(tmp_path_factory, data):
    found: list[tuple[int, list[str]]] = []
    with suppress(BadFile):
        found = read(tmp_path_factory.getbasetemp(), data)
    assert [line for line, _ in found] == sorted({line for line, _ in found})


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ('"Date";" Weight (kg)"\r\n', ("Date", "Weight (kg)")),
        ("Date,Weight", ("Date", "Weight")),
        ("", ()),
        ('"' + "x" * 200_000 + '"', ()),
    ],
)
def test_a_header_is_taken_apart_for_recognition(line, cells):
    assert header_cells(line) == cells


def test_records_go_by_the_names_of_the_columns(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('a, b, a, c\n1, "x, y", 3\n4,5,6,7,8\n\n9\n')
    assert list(records(Files(path), spaced=True)) == [
        (2, {"a": "1", "b": "x, y", "c": ""}),
        (3, {"a": "4", "b": "5", "c": "7"}),
        (5, {"a": "9", "b": "", "c": ""}),
    ]
