"""What is hostile is refused or contained, in every format and every shape of it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from healthdesk.domain.errors import BadFile
from healthdesk.exchange import recognise
from healthdesk.exchange.known_formats import FORMATS
from tests.exchange.apple_exports import export, record
from tests.exchange.hostile_files import LIGHT, READING, Hostile
from tests.exchange.samples import Sample, samples
from tests.exchange.surviving import survive

NUMBER = re.compile(rb"(?<![\d.\-:/])\d+(?:\.\d+)?(?![\d.\-:/])")
HUGE = (
    b"1e400",
    b"-1e400",
    b"NaN",
    b"Infinity",
    b"-Infinity",
    b"9" * 5000,
    b"=1+1",
    b"\xe2\x80\xae1",
)
SHAPES = samples()
TEXTS = [sample for sample in SHAPES if b"\0" not in sample.data]
TABLES = [sample for sample in TEXTS if sample.name.endswith(".csv")]
DOCUMENTS = [sample for sample in TEXTS if sample.name.endswith(("json", "xml"))]


def shapes(chosen: list[Sample] | tuple[Sample, ...]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("sample", chosen, ids=lambda sample: sample.id)


@shapes(SHAPES)
def test_every_format_has_a_shape_that_is_read(tmp_path: Path, sample: Sample):
    assert survive(tmp_path, sample.name, sample.data)
    assert {shape.format for shape in SHAPES} == FORMATS.keys()


@shapes(SHAPES)
def test_a_file_cut_at_any_byte(tmp_path: Path, sample: Sample):
    size = len(sample.data)
    for cut in range(0, size, max(size // 150, 1)):
        survive(tmp_path, sample.name, sample.data[:cut])


@shapes(TEXTS)
def test_numbers_that_are_none(tmp_path: Path, sample: Sample):
    for number in HUGE:
        survive(tmp_path, sample.name, NUMBER.sub(number, sample.data))
        for found in NUMBER.finditer(sample.data):
            data = sample.data[: found.start()] + number + sample.data[found.end() :]
            survive(tmp_path, sample.name, data)


def encodings(data: bytes) -> Iterator[bytes]:
    text = data.decode("utf-8-sig")
    yield b"\xef\xbb\xbf" + text.encode()
    yield text.encode("utf-16")
    yield text.encode("utf-16-le")
    yield text.encode("utf-16-be")
    yield text.encode("cp1252", "replace")
    yield text.replace("\r\n", "\n").replace("\n", "\r").encode()
    yield text.replace("\r\n", "\n").replace("\n", "\r\n").encode()
    yield text.encode("utf-7", "replace")
    yield text.encode("cp037", "replace")
    yield b"\xff\xfe" + text.encode()


@shapes(TEXTS)
def test_other_encodings_and_line_ends(tmp_path: Path, sample: Sample):
    if sample.format != "report":
        for data in encodings(sample.data):
            survive(tmp_path, sample.name, data)


@shapes(TABLES)
def test_tables_in_windows_and_utf_16_are_read_alike(tmp_path: Path, sample: Sample):
    """What spreadsheets save, as far as those letters go."""
    taken = survive(tmp_path, sample.name, sample.data)
    text = sample.data.decode("utf-8-sig").replace("\r\n", "\n")
    if sample.format != "csv":
        for data in (text.encode("utf-16"), text.replace("\n", "\r").encode()):
            assert survive(tmp_path, sample.name, data) == taken


@shapes(TABLES)
def test_lines_and_cells_no_table_has(tmp_path: Path, sample: Sample):
    data = sample.data.rstrip() + b"\n"
    last = data.splitlines()[-1]
    for tail in (
        b"x" * 10_000_000,
        b"1," * 1_000_000,
        b"1;" * 1_000_000,
        b'"' + b"x\n" * 1_000_000,
        b'"open,' + last,
        last.replace(b",", b",\0"),
        last.replace(b",", b',"\n",'),
        last.replace(b",", b",\xe2\x80\xae"),
        b"\n" * 200_000,
        (last + b"\n") * 1000,
    ):
        survive(tmp_path, sample.name, data + tail)


@shapes(DOCUMENTS)
def test_depths_and_lengths_no_document_has(tmp_path: Path, sample: Sample):
    data = sample.data.rstrip()
    middle = data.rindex(b"}" if b"}" in data else b"<")
    for inside in (
        b"[" * 1_000_000,
        b'{"a":' * 200_000,
        b',"x":' + b"[" * 400 + b"]" * 400,
        b',"x":' + b"9" * 1_000_000,
        b',"x":"' + b"x" * 5_000_000 + b'"',
        b"<a>" * 200_000,
        b"<!-- " + b"x" * 5_000_000 + b" -->",
        b"&lol;" * 10,
        b"\0",
        b" " * 5_000_000,
    ):
        survive(tmp_path, sample.name, data[:middle] + inside + data[middle:])


@pytest.mark.parametrize("hostile", LIGHT, ids=lambda hostile: hostile.name)
def test_what_lies_is_refused_or_read_for_what_it_is(tmp_path: Path, hostile: Hostile):
    place = tmp_path / "made"
    place.mkdir()
    path = hostile.make(place)
    before = sorted(tmp_path.rglob("*"))
    taken = survive(tmp_path, "file", path.read_bytes())
    (tmp_path / "file").unlink()
    assert taken is None if hostile.refused else taken in (1, None)
    assert sorted(tmp_path.rglob("*")) == before


def test_an_entity_is_not_looked_up(tmp_path: Path):
    secret = tmp_path / "secret"
    secret.write_text("a secret")
    for way in ("SYSTEM", 'PUBLIC "x"'):
        data = READING.replace(b"<!ATTLIST", f'<!ENTITY s {way} "{secret}">\n<!ATTLIST'.encode(), 1)
        assert survive(tmp_path, "export.xml", data.replace(b"Watch", b"&s;")) is None


def test_a_pressure_whose_date_is_no_text(tmp_path: Path):
    parts = (
        record("BloodPressureSystolic", "128", "mmHg"),
        record("BloodPressureDiastolic", "82", "mmHg"),
    )
    data = export(*parts).replace(b'startDate="2024-01-10 ', b'startDate="2024-01-10\xa0')
    assert survive(tmp_path, "export.xml", data) == 0


def test_a_pipe_is_no_file(tmp_path: Path):
    """Opening it would wait for ever for somebody to write to it."""
    path = tmp_path / "pipe"
    os.mkfifo(path)
    with pytest.raises(BadFile) as caught:
        recognise.find(path, tmp_path)
    assert caught.value.code == "file-unreadable"


def test_a_folder_with_more_files_than_any_export_has(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(recognise, "FOLDER_FILES_MAX", 20)
    for n in range(30):
        (tmp_path / f"folder-{n % 3}").mkdir(exist_ok=True)
        (tmp_path / f"folder-{n % 3}" / f"{n}.csv").write_bytes(b"x")
    with pytest.raises(BadFile) as caught:
        recognise.find(tmp_path, tmp_path)
    assert caught.value.code == "folder-too-many-files"


def test_links_in_a_folder_lead_nowhere(tmp_path: Path):
    outside, folder = tmp_path / "outside", tmp_path / "folder"
    outside.mkdir()
    folder.mkdir()
    (outside / "export.xml").write_bytes(READING)
    (folder / "export.xml").symlink_to(outside / "export.xml")
    (folder / "more").symlink_to(outside, target_is_directory=True)
    (folder / "round").symlink_to(folder, target_is_directory=True)
    with pytest.raises(BadFile) as caught:
        recognise.find(folder, tmp_path)
    assert caught.value.code == "folder-without-export"
