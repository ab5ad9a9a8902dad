from __future__ import annotations

import pytest

from healthdesk.domain.errors import BadFile
from healthdesk.exchange.csv_file import HEADER
from healthdesk.exchange.recognise import Format, Recognised, recognise
from tests.exchange.apple_exports import export, record, zipped

XML = export(record("BodyMass", "80", "kg"))
CDA = b'<?xml version="1.0"?>\n<ClinicalDocument xmlns="urn:hl7-org:v3"/>\n' + b" " * 5000


@pytest.mark.parametrize("name", ["export.xml", "导出.xml", "Export.XML"])
def test_apples_zip_is_known_by_what_is_inside(tmp_path, name):
    member = f"apple_health_export/{name}"
    path = zipped(tmp_path / "anything", {"apple_health_export/export_cda.xml": CDA, member: XML})
    assert recognise(path) == Recognised(Format.APPLE_HEALTH, member)


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (XML, Format.APPLE_HEALTH),
        (b"\xef\xbb\xbf" + XML, Format.APPLE_HEALTH),
        (XML[XML.index(b"<HealthData l") :], Format.APPLE_HEALTH),
        (HEADER.encode() + b"\n", Format.CSV),
        (b"\xef\xbb\xbf" + HEADER.encode() + b"\r\n", Format.CSV),
        (HEADER.encode(), Format.CSV),
    ],
)
def test_a_file_is_known_by_its_beginning_not_its_name(tmp_path, data, found):
    path = tmp_path / "misnamed.pdf"
    path.write_bytes(data)
    assert recognise(path) == Recognised(found)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file-empty"),
        (b"%PDF-1.7", "file-is-pdf"),
        (b"SQLite format 3\0", "file-is-database"),
        (b"\x89PNG\r\n", "file-is-image"),
        (b"\x1f\x8b\x08", "file-is-packed"),
        (b"\x0e\x10\xd9\x07\x8f\x00\x00\x00.FIT", "file-is-fit"),
        (CDA, "file-is-cda"),
        (b"<!DOCTYPE html><html>", "file-is-page"),
        (b"<other/>", "file-is-xml"),
        (b' {"a": 1}', "file-is-json"),
        (b"Date,Weight,Fat\n", "file-is-table"),
        (b"a;b;c\n", "file-is-table"),
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
        recognise(path)
    assert (caught.value.code, caught.value.params["name"]) == (code, "export.xml")


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({}, "zip-without-export"),
        ({"export_cda.xml": CDA}, "zip-without-export"),
        ({"export.xml": XML.decode().encode("utf-16")}, "zip-without-export"),
        ({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<w/>"}, "file-is-office"),
    ],
)
def test_a_zip_without_an_export_is_refused(tmp_path, members, code):
    with pytest.raises(BadFile) as caught:
        recognise(zipped(tmp_path / "a.zip", members))
    assert caught.value.code == code


def test_a_folder_is_refused(tmp_path):
    with pytest.raises(BadFile) as caught:
        recognise(tmp_path)
    assert caught.value.code == "file-is-folder"
