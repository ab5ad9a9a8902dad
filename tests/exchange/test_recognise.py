from __future__ import annotations

import gzip
from contextlib import closing

import pytest

from healthdesk.domain.errors import BadFile
from healthdesk.exchange.archive import Limits
from healthdesk.exchange.batches import Options
from healthdesk.exchange.csv_file import HEADER
from healthdesk.exchange.files import ITSELF
from healthdesk.exchange.gzipped import unpacked
from healthdesk.exchange.recognise import Found, find, module_of
from tests.exchange.apple_exports import export, record, zipped

XML = export(record("BodyMass", "80", "kg"))
CDA = b'<?xml version="1.0"?>\n<ClinicalDocument xmlns="urn:hl7-org:v3"/>\n' + b" " * 5000


@pytest.mark.parametrize("name", ["export.xml", "导出.xml", "Export.XML"])
def test_apples_zip_is_known_by_what_is_inside(tmp_path, name):
    member = f"apple_health_export/{name}"
    path = zipped(tmp_path / "anything", {"apple_health_export/export_cda.xml": CDA, member: XML})
    assert find(path, tmp_path / "scratch") == (
        Found("apple-health", path, (member,), str(path), ("apple_health_export/export_cda.xml",)),
    )


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (XML, "apple-health"),
        (b"\xef\xbb\xbf" + XML, "apple-health"),
        (XML[XML.index(b"<HealthData l") :], "apple-health"),
        (HEADER.encode() + b"\n", "csv"),
        (b"\xef\xbb\xbf" + HEADER.encode() + b"\r\n", "csv"),
        (HEADER.encode(), "csv"),
    ],
)
def test_a_file_is_known_by_its_beginning_not_its_name(tmp_path, data, found):
    path = tmp_path / "misnamed.pdf"
    path.write_bytes(data)
    assert find(path, tmp_path) == (Found(found, path, (ITSELF,), str(path)),)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file-empty"),
        (b"\xef\xbb\xbf\r\n \n", "file-empty"),
        (b"%PDF-1.7", "file-is-pdf"),
        (b"SQLite format 3\0", "file-is-database"),
        (b"\x89PNG\r\n", "file-is-image"),
        (b"\x1f\x8b\x08", "file-is-packed"),
        (CDA, "file-is-cda"),
        (b"<!DOCTYPE html><html>", "file-is-page"),
        (b"<other/>", "file-is-xml"),
        (b' {"a": 1}', "file-is-json"),
        (b"hello", "file-is-text"),
        (b"\x01\0\0\x02", "file-is-binary"),
        (XML.decode().encode("utf-16"), "file-is-utf16"),
        (b"PK\x03\x04 cut", "zip-damaged"),
    ],
)
def test_anything_else_is_refused_by_what_it_looks_like(tmp_path, data, code):
    path = tmp_path / "export.xml"
    path.write_bytes(data)
    with pytest.raises(BadFile) as caught:
        find(path, tmp_path)
    assert (caught.value.code, caught.value.params["name"]) == (code, "export.xml")


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({}, "zip-without-export"),
        ({"export_cda.xml": CDA}, "zip-without-export"),
        ({"export.xml": XML.decode().encode("utf-16")}, "zip-without-export"),
        ({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}, "file-is-office"),
    ],
)
def test_a_zip_without_an_export_is_refused(tmp_path, members, code):
    with pytest.raises(BadFile) as caught:
        find(zipped(tmp_path / "a.zip", members), tmp_path)
    assert caught.value.code == code


def test_a_folder_of_files_zips_and_other_things_is_taken_apart(tmp_path):
    folder = tmp_path / "mine"
    (folder / "deep").mkdir(parents=True)
    (folder / "deep" / "b.xml").write_bytes(XML)
    (folder / "a.csv").write_bytes(HEADER.encode() + b"\n")
    (folder / "photo.png").write_bytes(b"\x89PNG\r\n")
    (folder / ".hidden.xml").write_bytes(XML)
    packed = zipped(folder / "c.zip", {"export.xml": XML})
    assert find(folder, tmp_path) == (
        Found("apple-health", folder, ("deep/b.xml",), str(folder), ("photo.png",)),
        Found("csv", folder, ("a.csv",), str(folder)),
        Found("apple-health", packed, ("export.xml",), str(packed)),
    )


def test_a_folder_without_anything_known_is_refused(tmp_path):
    with pytest.raises(BadFile) as caught:
        find(tmp_path, tmp_path)
    assert caught.value.code == "folder-without-export"


def test_a_zip_inside_a_zip_is_looked_into(tmp_path):
    inner = zipped(tmp_path / "inner.zip", {"export.xml": XML}).read_bytes()
    path = zipped(tmp_path / "outer.zip", {"a/inner.zip": inner})
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    (found,) = find(path, scratch)
    assert (found.format, found.label) == ("apple-health", f"{path}/a/inner.zip")
    with found.files().open("export.xml") as source:
        assert source.read() == XML


TABLES = {
    "withings": 'Date,"Heart rate",Systolic,Diastolic,Comments\n2026-02-04 08:30:00,62,128,82,\n',
    "omron": "Date,Time,Systolic (mmHg),Diastolic (mmHg),Pulse (bpm),TruRead\n"
    "04 Feb 2026,08:30,128,82,62,-\n",
    "openscale": "DATE,TIME,HEART_RATE,WEIGHT\n2026-02-04,08:30,62,0.0\n",
    "blood-pressure-monitor": "timestampUnixMs,systolic,diastolic,pulse,notes\n"
    "1770193800000,128,82,62,\n",
    "nightscout": '"2026-02-04T08:30:00.000Z",1770193800000,118,"Flat","xDrip"\n',
    "libreview": "D,S,T,R,a mg/dL,b mg/dL,c,d,e,f,g,h,i,N,j mg/dL,k mmol/L\n"
    "L,1,25-09-2025 22:03,0,104,,,,,,,,,,,\n",
}


@pytest.mark.parametrize("before", ["\n", "\r\n\r\n", "sep=,\n", "\ufeff\n", "sep=,\r\n\r\n"])
@pytest.mark.parametrize("format_", TABLES)
def test_what_spreadsheets_put_before_a_header_changes_nothing(tmp_path, format_, before):
    def values(data: str) -> list[float]:
        path = tmp_path / "table.csv"
        path.write_bytes(data.encode())
        (found,) = find(path, tmp_path)
        assert found.format == format_
        options = Options(now=1_800_000_000_000, zone="UTC")
        with closing(found.files()) as files:
            batches = module_of(format_).parser(files, options).batches()
            return [row[4] for batch in batches for row in batch.rows]

    assert values(before + TABLES[format_]) == values(TABLES[format_]) != []


def test_lines_packed_by_themselves_are_taken_out(tmp_path):
    line = b'{"resourceType": "Observation", "status": "final"}\n'
    path = tmp_path / "Observation.ndjson.gz"
    path.write_bytes(gzip.compress(line))
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    (found,) = find(path, scratch)
    assert (found.format, found.label) == ("fhir", str(path))
    assert found.path.read_bytes() == line
    folder = tmp_path / "export"
    folder.mkdir()
    path.rename(folder / path.name)
    (folder / "other.json.gz").write_bytes(gzip.compress(b"{}"))
    assert [found.format for found in find(folder, scratch)] == ["fhir"]


def test_what_is_packed_twice_or_swells_is_refused(tmp_path):
    path = tmp_path / "a.ndjson.gz"
    path.write_bytes(gzip.compress(gzip.compress(b"{}")))
    with pytest.raises(BadFile) as caught:
        find(path, tmp_path)
    assert caught.value.code == "file-is-packed"
    path.write_bytes(gzip.compress(bytes(1 << 20)))
    with pytest.raises(BadFile) as caught:
        unpacked(path, "a.gz", tmp_path, Limits(unpacked=1 << 16, ratio_from=1 << 16))
    assert caught.value.code == "file-swells"
