from __future__ import annotations

import contextlib
import datetime as dt
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from healthdesk.domain.errors import BadFile
from healthdesk.exchange.files import ITSELF, Files
from healthdesk.exchange.workbook import first_day, is_workbook, kind_of_format, rows, sheets
from tests.exchange import workbooks
from tests.exchange.workbooks import DATE, DATE_TIME, MAIN, NUMBER, SPAN, TIME

# Moments of cells, which know no zone.
at = dt.datetime.fromisoformat
SHEET = "xl/worksheets/sheet1.xml"


def read(path: Path, sheet: str = "One") -> list[tuple[int, tuple[object, ...]]]:
    return list(rows(Files(path), ITSELF, sheet))


def with_parts(path: Path, **changed: str | bytes) -> Path:
    """A workbook of one sheet whose parts are as said (`sheet`, `strings`, `main` …)."""
    names = {
        "sheet": SHEET, "strings": "xl/sharedStrings.xml", "main": "xl/workbook.xml",
        "styles": "xl/styles.xml", "relations": "xl/_rels/workbook.xml.rels",
    }  # fmt: skip
    parts: dict[str, str | bytes] = {**workbooks.book(["One"]), SHEET: workbooks.sheet([["a"]])}
    parts.update({names[key]: content for key, content in changed.items()})
    return workbooks.written(path, parts)


def data(rows_: str) -> str:
    return f"<worksheet {MAIN}><sheetData>{rows_}</sheetData></worksheet>"


def test_cells_come_as_their_formats_show_them(tmp_path):
    path = workbooks.workbook(
        tmp_path / "a.xlsx",
        {
            "First & foremost": [["x"]],
            "One": [
                ["Ä<b>", 5, 5.5, True, None, (45_000.5, DATE_TIME), (45_000, DATE)],
                [],
                [(0.25, TIME), (1.5, SPAN), (0.5, NUMBER), (45_000.25, TIME)],
            ],
        },
    )
    assert sheets(Files(path)) == ("First & foremost", "One")
    noon, day = at("2023-03-15T12:00:00"), at("2023-03-15")
    assert read(path) == [
        (1, ("Ä<b>", 5, 5.5, True, None, noon, day)),
        (3, (dt.time(6), dt.timedelta(hours=36), 0.5, at("2023-03-15T06:00:00"))),
    ]
    assert isinstance(read(path)[0][1][1], int)


def test_times_are_exact_to_the_millisecond(tmp_path):
    serial = (at("2024-02-29T08:29:59") - at("1899-12-30")) / dt.timedelta(1)
    path = workbooks.workbook(tmp_path / "a.xlsx", {"One": [[(serial, DATE_TIME)]]})
    assert read(path) == [(1, (at("2024-02-29T08:29:59"),))]


def test_the_other_epoch_is_known(tmp_path):
    parts = workbooks.book(["One"], '<workbookPr date1904="1"/>')
    path = workbooks.written(
        tmp_path / "a.xlsx", {**parts, SHEET: workbooks.sheet([[(0, DATE), (43_538, DATE)]])}
    )
    assert read(path) == [(1, (at("1904-01-01"), at("2023-03-15")))]


def test_texts_of_every_kind_are_read(tmp_path):
    strings = (
        "<x:sst xmlns:x='u'><x:si><x:t>plain</x:t></x:si><x:si><x:r><x:t>two </x:t></x:r>"
        "<x:r><x:t xml:space='preserve'>runs</x:t></x:r><x:rPh sb='0'><x:t>no</x:t></x:rPh>"
        "</x:si></x:sst>"
    )
    cells = (
        '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c><c t="s"><v>x</v></c>'
        '<c t="str"><f>A1&amp;"b"</f><v>result</v></c><c t="e"><v>#N/A</v></c>'
        '<c><f>1+1</f></c><c><f>1+1</f><v>2</v></c><c t="d"><v>2024-01-02T03:04:05</v></c>'
        "<c><v>1e400</v></c><c><v>nonsense</v></c></row>"
    )
    path = with_parts(tmp_path / "a.xlsx", strings=strings, sheet=data(cells))
    moment = at("2024-01-02T03:04:05")
    assert read(path) == [
        (
            1,
            ("plain", "two runs", None, None, "result", None, None, 2, moment, "1e400", "nonsense"),
        )
    ]


def test_places_of_cells_are_believed_only_where_they_make_sense(tmp_path):
    cells = (
        '<row r="3"><c r="C3"><v>1</v></c><c><v>2</v></c></row><row r="2"><c r="b"><v>3</v></c>'
        '</row><row r="x"/><row><c r="XFD7"><v>4</v></c><c r="B9"><v>5</v></c></row>'
    )
    path = with_parts(tmp_path / "a.xlsx", sheet=data(cells))
    assert read(path) == [(3, (None, None, 1, 2)), (4, (3,)), (6, (None, 5))]


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("General", ""), ("0.00", ""), ("#,##0", ""), ('0.0" days"', ""), ("0.00E+00", ""),
        ("yyyy-mm-dd", "date"), ("dd/mm/yy hh:mm", "date"), ("[$-407]d. mmmm yyyy;@", "date"),
        ("m/d", "date"), ("mmm", "date"), ("hh:mm", "time"), ("h:mm AM/PM", "time"),
        ("mm:ss.0", "time"), ("[h]:mm", "span"), ("[mm]:ss", "span"), ("@", ""),
        ('"day" 0', ""), ("[Red]0", ""), ("[>=1]0;0.0", ""), ("hh:mm:ss.000", "time"),
    ],
)  # fmt: skip
def test_number_formats_tell_dates_from_numbers(code, kind):
    assert kind_of_format(code) == kind


def test_days_beyond_the_calendar_stay_what_they_are(tmp_path):
    path = workbooks.workbook(
        tmp_path / "a.xlsx", {"One": [[(-1, DATE), (10**12, DATE), (1, DATE), ("1e400", DATE)]]}
    )
    assert read(path) == [(1, ("-1", str(10**12), at("1900-01-01"), "1e400"))]


def test_a_workbook_is_known_by_its_parts(tmp_path):
    assert is_workbook(tuple(workbooks.book(["One"])))
    assert not is_workbook(("xl/workbook.bin", "[Content_Types].xml"))
    assert not is_workbook(("word/document.xml", "[Content_Types].xml"))
    assert not is_workbook(("xl/workbook.xml",))


def test_one_in_a_folder_is_read_too(tmp_path):
    workbooks.workbook(tmp_path / "a.xlsx", {"One": [["x"]]})
    assert sheets(Files(tmp_path, ("a.xlsx",)), "a.xlsx") == ("One",)
    assert list(rows(Files(tmp_path, ("a.xlsx",)), "a.xlsx", "One")) == [(1, ("x",))]


LAUGHS = (
    '<!DOCTYPE a [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    f"<worksheet {MAIN}><sheetData><row><c t='str'><v>&b;</v></c></row></sheetData></worksheet>"
)
OUTSIDE = '<!DOCTYPE a SYSTEM "file:///etc/hostname"><worksheet/>'


@pytest.mark.parametrize("part", ["sheet", "strings", "main", "styles", "relations"])
@pytest.mark.parametrize("content", [LAUGHS, OUTSIDE])
def test_entities_are_refused_in_every_part(tmp_path, part, content):
    path = with_parts(tmp_path / "a.xlsx", **{part: content})
    with pytest.raises(BadFile) as refused:
        read(path)
    assert refused.value.code == "workbook-entities"


@pytest.mark.parametrize(
    "content",
    ["", "<worksheet><sheetData>", "not xml", "<a>" * 100_000, "<a b='" + "x" * 3_000_000 + "'/>"],
)
@pytest.mark.parametrize("part", ["sheet", "strings", "main", "styles", "relations"])
def test_broken_parts_are_refused(tmp_path, part, content):
    path = with_parts(tmp_path / "a.xlsx", **{part: content})
    with pytest.raises(BadFile) as refused:
        read(path)
    assert refused.value.code == "workbook-broken"


def test_missing_parts_and_sheets_are_refused(tmp_path):
    parts = workbooks.book(["One"])
    with pytest.raises(BadFile, match="workbook-broken"):
        sheets(Files(workbooks.written(tmp_path / "a.xlsx", parts)))
    path = workbooks.workbook(tmp_path / "b.xlsx", {"One": [["x"]]})
    with pytest.raises(BadFile, match="workbook-broken"):
        read(path, "Two")
    del parts["xl/workbook.xml"]
    with pytest.raises(BadFile, match="workbook-broken"):
        sheets(Files(workbooks.written(tmp_path / "c.xlsx", parts)))


@pytest.mark.parametrize("part", ["sheet", "strings"])
def test_a_part_that_swells_is_refused_by_what_comes_out(tmp_path, part):
    content = {
        "sheet": data("<row/>" * 1_500_000),
        "strings": f"<sst {MAIN}>{'<si/>' * 1_800_000}</sst>",
    }[part]
    path = with_parts(tmp_path / "a.xlsx", **{part: content})
    with pytest.raises(BadFile, match="file-swells"):
        read(path)


def test_the_memory_of_shared_texts_is_bounded(tmp_path, monkeypatch):
    monkeypatch.setattr("healthdesk.exchange.workbook.SHARED_MAX", 10_000)
    path = with_parts(tmp_path / "a.xlsx", strings=f"<sst {MAIN}>{'<si/>' * 200}</sst>")
    with pytest.raises(BadFile, match="workbook-too-large"):
        read(path)


@settings(deadline=None)
@given(
    st.text(st.sampled_from('<>/ ="vtcrisownA1Z9&;-.e')) | st.binary(),
    st.sampled_from(["sheet", "strings", "styles"]),
)
def test_arbitrary_parts_are_read_or_refused(tmp_path_factory, content, part):
    inside = content if isinstance(content, bytes) else data(content)
    path = with_parts(tmp_path_factory.mktemp("book") / "a.xlsx", **{part: inside})
    with contextlib.suppress(BadFile):
        for line, cells in read(path):
            assert line >= 1
            assert cells[-1] is not None


def test_a_damaged_zip_is_refused(tmp_path):
    path = workbooks.workbook(tmp_path / "a.xlsx", {"One": [["x" * 5000]]})
    raw = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as opened:
        at = opened.getinfo(SHEET).header_offset + 60
    raw[at : at + 20] = b"\xff" * 20
    path.write_bytes(raw)
    with pytest.raises(BadFile, match="zip-damaged"):
        read(path)


def test_days_merged_over_several_rows_are_those_of_all_of_them(tmp_path):
    table: list[list[object]] = [
        ["Date", "Time", "Weight (kg)"],
        [(46_057, DATE), "07:30", 81.4],
        [None, "19:30", None],
        [(46_058, DATE), "07:35", 81.2],
        [None, "19:35"],
    ]
    path = workbooks.workbook(tmp_path / "a.xlsx", {"One": table}, ("A2:A3", "C2:C3", "B9:C9", "?"))
    day, next_day = at("2026-02-04"), at("2026-02-05")
    assert [cells for _, cells in read(path)][1:] == [
        (day, "07:30", 81.4),
        # A weight drawn over two rows is one weight.
        (day, "19:30"),
        (next_day, "07:35", 81.2),
        (None, "19:35"),
    ]


def test_a_workbook_tells_from_which_day_it_counts(tmp_path):
    for extra, day in (("", "1899-12-30"), ('<workbookPr date1904="1"/>', "1904-01-01")):
        path = workbooks.workbook(tmp_path / "a.xlsx", {"One": [["x"]]}, extra=extra)
        assert first_day(Files(path)) == at(day)


@pytest.mark.parametrize(
    ("text", "shared"),
    [
        ("128/82", False), ("128 / 82 mmHg", False), ("RR 128/82", False), ("81,4", False),
        ("81.4 kg", False), ("<40", False), ("ca. 80", False), ("98 %", False), ("07:30", False),
        ("01.02.2026", True), ("1. Februar 2026", True), ("Mon 2/2/2026", True),
        ("2026-02-01 07:30", True), ("Anna", True), ("Person 2", True), ("nach dem Essen", True),
    ],
)  # fmt: skip
def test_a_text_that_is_a_value_counts_once_however_many_rows_it_is_merged_over(
    tmp_path, text, shared
):
    table: list[list[object]] = [["Time", "What"], ["07:30", text], ["19:30"]]
    path = workbooks.workbook(tmp_path / "a.xlsx", {"One": table}, ("B2:B3",))
    below = ("19:30", text) if shared else ("19:30",)
    assert [cells for _, cells in read(path)][1:] == [("07:30", text), below]
