"""Workbooks open, hold what was recorded as numbers and dates, and run nothing."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from healthdesk.domain.records import Record
from healthdesk.exchange import workbook, xlsx_out
from healthdesk.exchange.files import Files
from tests.exchange import workbooks
from tests.exchange.reading import read
from tests.exchange.stored_records import PERSONS, TYPES, stored
from tests.exchange.test_fhir_out import record

WORDS = xlsx_out.Words(**{name: name.title() for name in xlsx_out.Words.__slots__})


def wall(*parts: int) -> dt.datetime:
    return dt.datetime(*parts)  # type: ignore[arg-type]  # noqa: DTZ001


def written(records: list[Record], persons: dict[int, Any] | None = None) -> bytes:
    out = io.BytesIO()
    used: dict[str, dict[str, int]] = {}
    for row in records:
        counts = used.setdefault(row.type, {})
        counts[row.unit] = counts.get(row.unit, 0) + 1
    plans = [
        xlsx_out.plan(
            TYPES[slug], slug.title(), [part.slug for part in TYPES[slug].parts], used[slug]
        )
        for slug in used
    ]
    assert xlsx_out.write(out, records, persons or PERSONS, plans, WORDS) == len(records)
    return out.getvalue()


def tables(data: bytes, folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of each sheet by its name, as our own reader of workbooks sees them."""
    path = folder / "out.xlsx"
    path.write_bytes(data)
    files = Files(path)
    try:
        return {
            name: [row for _, row in workbook.rows(files, "", name)]
            for name in workbook.sheets(files)
        }
    finally:
        files.close()


def part(data: bytes, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(data)).read(name).decode()


class TestSheets:
    def test_a_reading_as_date_number_and_text(self, tmp_path: Path):
        found = tables(written([record(note="=1+1", tags=("a", "b"))], {1: PERSONS[1]}), tmp_path)
        assert list(found) == ["Summary", "Weight"]
        head, row = found["Weight"]
        assert head == ("Time", "Offset", "Until", "Value", "Unit", "Comparator", "Note", "Tags",
                        "Source", "Binned")  # fmt: skip
        assert row[0] == wall(2024, 1, 2, 8, 0, 0, 250_000)
        assert row[1:9] == ("+01:00", None, 178, "lb", None, "=1+1", "a b", "manual")

    def test_it_is_told_from_other_workbooks_when_it_is_read(self, tmp_path: Path):
        rows: list[list[object]] = [["Day", "Weight"], ["2026-01-02", 81.4]]
        other = workbooks.workbook(tmp_path / "other.xlsx", {"Weight": rows}).read_bytes()
        for data, ours in ((written([record()]), [True, True]), (other, [None])):
            _, tally = read(tmp_path, "table", data)
            assert [one.details.get("ours") for one in tally.questions] == ours

    def test_two_parts_have_a_column_each(self, tmp_path: Path):
        told = record(type="blood-pressure", value=128.0, value2=82.0, unit="mmHg")
        head, row = tables(written([told]), tmp_path)["Blood-Pressure"]
        assert head[3:6] == ("systolic", "diastolic", "Unit")
        assert row[3:6] == (128, 82, "mmHg")

    def test_several_units_stand_in_one_beside(self, tmp_path: Path):
        readings = [record(), record(value=81.4, unit="kg", canonical=81.4)]
        head, first, second = tables(written(readings), tmp_path)["Weight"]
        assert head[3:6] == ("Value", "Unit", "Value (kg)")
        assert (first[3:6], second[3:6]) == ((178, "lb", 80.7), (81.4, "kg", 81.4))

    def test_several_people_are_named(self, tmp_path: Path):
        found = tables(written([record(), record(person_id=2)]), tmp_path)["Weight"]
        assert [row[9] for row in found] == ["Person", "Ada", "Ben"]

    def test_summary(self, tmp_path: Path):
        readings = [record(), record(recorded_at=1_704_265_200_000)]
        head, row = tables(written(readings), tmp_path)["Summary"]
        assert head == ("Type", "Unit", "Readings", "First", "Last")
        assert row[:3] == ("Weight", "lb", 2)
        assert row[3:] == (
            wall(2024, 1, 2, 8, 0, 0, 250_000), wall(2024, 1, 3, 8),
        )  # fmt: skip

    def test_a_full_sheet_goes_on_in_another(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(xlsx_out, "SHEET_ROWS", 2)
        found = tables(written([record(value=float(n + 1)) for n in range(5)]), tmp_path)
        assert {name: len(rows) for name, rows in found.items()} == {
            "Summary": 2, "Weight": 3, "Weight (2)": 3, "Weight (3)": 2,
        }  # fmt: skip

    def test_days_before_the_leap_day_that_never_was(self, tmp_path: Path):
        at = round(dt.datetime(1900, 1, 15, 8, tzinfo=dt.UTC).timestamp() * 1000)
        data = written([record(recorded_at=at, offset=0)])
        assert "<v>15.3333" in part(data, "xl/worksheets/sheet2.xml")

    def test_nothing_is_a_workbook_too(self, tmp_path: Path):
        assert list(tables(written([]), tmp_path)) == ["Summary"]


def test_filter_fixed_header_and_chart_of_the_readings():
    data = written([record(), record()])
    sheet = part(data, "xl/worksheets/sheet2.xml")
    assert '<autoFilter ref="A1:' in sheet
    assert 'state="frozen"' in sheet
    chart = part(data, "xl/charts/chart1.xml")
    assert "Weight!$A$2:$A$3" in chart
    assert "Weight!$D$2:$D$3" in chart


def test_no_text_is_a_formula():
    evil = '=HYPERLINK("http://x")'
    data = written([record(note=evil, source=evil, tags=(evil,))])
    sheet = part(data, "xl/worksheets/sheet2.xml")
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet


def test_the_same_data_gives_the_same_bytes():
    readings = [record(), record(type="mood", unit="points", value=3.0)]
    assert written(readings) == written(readings)


def test_no_file_stays_behind_where_it_ends_early(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    def rows():
        yield record()
        raise InterruptedError

    plan = xlsx_out.plan(TYPES["weight"], "Weight", (), {"lb": 1})
    with pytest.raises(InterruptedError):
        xlsx_out.write(io.BytesIO(), rows(), PERSONS, [plan], WORDS)
    assert list(tmp_path.iterdir()) == []


class Full(io.BytesIO):
    """A disk without room."""

    def write(self, data: Any) -> int:
        raise OSError(28, "No space left on device")


def test_a_full_disk_is_told_as_such():
    with pytest.raises(OSError, match="No space") as error:
        xlsx_out.write(Full(), [], PERSONS, [], WORDS)
    assert error.value.errno == 28


@given(records=st.lists(stored(), max_size=5))
@hypothesis_settings(max_examples=30)
def test_any_reading_is_there_with_its_value(tmp_path_factory, records):
    found = tables(written(records), tmp_path_factory.mktemp("xlsx"))
    rows = [row for name, table in found.items() if name != "Summary" for row in table[1:]]
    assert sorted(row[3] for row in rows) == pytest.approx(sorted(r.value for r in records))


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Weight", "Weight"), ("a/b: [c]*?", "a b c"), ("x" * 40, "x" * 31), ("'q'", "q"), ("", "-")],
)
def test_names_of_sheets(name, expected):
    data = xlsx_out._sheet_name(name, set())
    assert data == expected
