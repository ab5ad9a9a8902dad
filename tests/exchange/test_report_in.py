from __future__ import annotations

import io
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject, TextStringObject

from healthdesk.domain.errors import BadFile
from healthdesk.exchange.batches import Options
from healthdesk.exchange.csv_file import HEADER
from healthdesk.exchange.files import Files
from healthdesk.exchange.recognise import find
from healthdesk.exchange.report_in import parser
from healthdesk.exchange.report_pdf import Attachment, Document, pdf

NOW = 1_800_000_000_000
LINE = (
    "01900000-0000-7000-8000-00000000000{n},Ada,weight,2024-01-0{n}T08:00:00+01:00,,81.4,,kg,,,,"
    "manual,"
)
ROWS = "".join("\n" + LINE.format(n=n) for n in (1, 2))


def report(table=HEADER + ROWS + "\n", name="healthdesk-readings.csv"):
    files = (Attachment(name, "text/csv", "The readings", table),)
    return pdf(Document("en", "a4", "Report", "About", (), (), "Foot", "Page", files))


@pytest.fixture(scope="module")
def whole():
    return report()


def written(folder, data, name="report.pdf"):
    path = folder / name
    path.write_bytes(data)
    return path


def read(path, now=NOW):
    (found,) = find(path, path.parent)
    assert found.format == "report"
    files = found.files()
    one = parser(files, Options(now=now))
    try:
        return [row for batch in one.batches() for row in batch.rows], one.tally
    finally:
        files.close()


def test_the_table_comes_back(tmp_path, whole):
    rows, tally = read(written(tmp_path, whole))
    assert [row[4] for row in rows] == [81.4, 81.4]
    assert (tally.format, tally.read, tally.rejected) == ("report", 2, 0)
    assert tally.persons == {"Ada": 2}


def test_a_bad_line_is_told_by_its_number(tmp_path):
    rows, tally = read(written(tmp_path, report(HEADER + ROWS.replace("81.4", "x", 1) + "\n")))
    assert len(rows) == 1
    assert [(r.line, r.code) for r in tally.rejections] == [(2, "not-a-number")]


def test_a_file_saved_anew_by_another_program_is_known_too(tmp_path, whole):
    out = io.BytesIO()
    writer = PdfWriter(clone_from=io.BytesIO(whole))
    writer.write(out)
    rows, _ = read(written(tmp_path, out.getvalue()))
    assert len(rows) == 2


def saved(writer):
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_file_whose_list_of_attachments_another_program_left_away(tmp_path, whole):
    writer = PdfWriter(clone_from=io.BytesIO(whole))
    del writer.root_object["/Names"]
    assert len(read(written(tmp_path, saved(writer)))[0]) == 2


def test_a_table_that_is_pinned_to_a_page(tmp_path, whole):
    writer = PdfWriter(clone_from=io.BytesIO(whole))
    root: Any = writer.root_object
    names = root["/Names"]["/EmbeddedFiles"]["/Names"]
    pin = DictionaryObject({NameObject("/Subtype"): NameObject("/FileAttachment")})
    pin[NameObject("/FS")] = names[1]
    del root["/Names"], root["/AF"]
    writer.pages[0][NameObject("/Annots")] = ArrayObject([pin])
    assert len(read(written(tmp_path, saved(writer)))[0]) == 2


def test_an_attachment_that_was_listed_under_another_name(tmp_path, whole):
    writer = PdfWriter(clone_from=io.BytesIO(whole))
    root: Any = writer.root_object
    names = root["/Names"]["/EmbeddedFiles"]["/Names"]
    names[0] = TextStringObject("Untitled Object")
    assert len(read(written(tmp_path, saved(writer)))[0]) == 2


def test_protected_against_changes_it_is_read_all_the_same(tmp_path, whole):
    writer = PdfWriter(clone_from=io.BytesIO(whole))
    writer.encrypt("", "owner", algorithm="RC4-128")
    assert len(read(written(tmp_path, saved(writer)))[0]) == 2


def test_a_locked_one_is_told_from_a_damaged_one(tmp_path, whole):
    writer = PdfWriter(clone_from=io.BytesIO(whole))
    writer.encrypt("secret", "owner", algorithm="RC4-128")
    with pytest.raises(BadFile) as caught:
        read(written(tmp_path, saved(writer)))
    assert caught.value.code == "report-locked"


def test_a_cipher_that_is_not_known_here_is_a_lock(tmp_path, whole):
    writer = PdfWriter(clone_from=io.BytesIO(whole))
    writer.encrypt("", "owner", algorithm="RC4-128")
    data = saved(writer).replace(b"/V 2", b"/V 4 /CF << /StdCF << /CFM /AESV2 /Length 16 >> >>"
                                        b" /StmF /StdCF /StrF /StdCF", 1)  # fmt: skip
    with pytest.raises(BadFile) as caught:
        read(written(tmp_path, data))
    assert caught.value.code == "report-locked"


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7",
        b"%PDF-1.7\n" + b"\0" * 5000,
        b"%PDF-1.7 /ObjStm",
        report(name="other.csv"),
    ],
)
def test_any_other_pdf_is_no_report(tmp_path, data):
    with pytest.raises(BadFile) as caught:
        find(written(tmp_path, data), tmp_path)
    assert caught.value.code == "file-is-pdf"


def test_several_in_a_folder_are_read_one_after_the_other(tmp_path, whole):
    written(tmp_path, whole, "1.pdf")
    written(tmp_path, report(HEADER + "\n"), "2.pdf")
    written(tmp_path, b"%PDF-1.7", "letter.pdf")
    rows, _ = read(tmp_path)
    assert len(rows) == 2


@pytest.mark.parametrize(
    ("filters", "content"),
    [
        ("/ASCII85Decode", b"z" * 100 + b"~>"),
        ("/RunLengthDecode", b"\x81x\x80"),
        ("[/FlateDecode /RunLengthDecode]", b"\x81x\x80"),
        ("/DCTDecode", b"x"),
        ("/FlateDecode /DecodeParms << /Predictor 12 >>", b"x"),
        ("[" + "/FlateDecode " * 9 + "]", b"x"),
    ],
)
def test_a_table_packed_as_no_program_packs_one_is_not_unpacked(tmp_path, whole, filters, content):
    writer = PdfWriter(clone_from=io.BytesIO(whole))
    (attached,) = writer.attachment_list
    stream = StreamObject()
    stream.set_data(content)
    stream[NameObject("/Filter")] = NameObject("/Packing")
    attached.pdf_object[NameObject("/EF")] = DictionaryObject(
        {NameObject("/F"): writer._add_object(stream)}
    )
    data = saved(writer).replace(b"/Filter /Packing", b"/Filter " + filters.encode())
    assert b"/Packing" not in data
    files = Files(written(tmp_path, data))
    with pytest.raises(BadFile) as caught:
        list(parser(files, Options(now=NOW)).batches())
    files.close()
    assert caught.value.code == "report-damaged"


@pytest.mark.parametrize("tail", [b"", b"\nstartxref\n", b"\n" * 10_000])
def test_without_its_end_nothing_is_made_good(tmp_path, whole, tail):
    cut = whole[: whole.rindex(b"startxref")] + tail
    with pytest.raises(BadFile) as caught:
        read(written(tmp_path, cut))
    assert caught.value.code == "report-damaged"


def test_a_list_of_more_objects_than_any_has_is_not_gone_through(tmp_path):
    data = (
        b"%PDF-1.7 healthdesk-readings.csv\n5 0 obj <</Type /XRef /W [1 2 1] /Size 20000000>>"
        b" stream\nendstream endobj\nstartxref\n33\n%%EOF"
    )
    with pytest.raises(BadFile) as caught:
        read(written(tmp_path, data))
    assert caught.value.code == "report-damaged"


def test_a_table_that_swells_is_refused(tmp_path):
    big = report(HEADER + ("\n" + "x" * 99) * 800_000)
    assert len(big) < 2_000_000
    with pytest.raises(BadFile) as caught:
        read(written(tmp_path, big))
    assert caught.value.code == "report-damaged"


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_report_that_was_tampered_with_is_read_or_refused(tmp_path, whole, data):
    """Nothing else than `BadFile` comes of it, and the counts hold."""
    at = data.draw(st.integers(9, len(whole) - 1))
    cut = data.draw(st.integers(0, 400))
    put = data.draw(st.binary(max_size=40))
    files = Files(written(tmp_path, whole[:at] + put + whole[at + cut :]))
    one = parser(files, Options(now=NOW))
    try:
        rows = sum(len(batch.rows) for batch in one.batches())
    except BadFile:
        return
    finally:
        files.close()
    assert one.tally.read == rows + one.tally.rejected


def test_every_report_says_which_format_its_parts_are_in(whole):
    (attached,) = PdfReader(io.BytesIO(whole)).attachment_list
    assert (attached.subtype, attached.associated_file_relationship) == ("/text/csv", "/Data")
