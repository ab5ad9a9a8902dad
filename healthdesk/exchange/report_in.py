"""Reads back the readings that travel inside our reports (PDF), from the table attached.

The file may have been saved anew by another program since. Of a PDF nothing is run or drawn:
only its list of attachments is looked at, under limits.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from healthdesk.domain.errors import BadFile
from healthdesk.exchange.archive import LIMITS, Source
from healthdesk.exchange.batches import Batch, Options, Parser, Tally
from healthdesk.exchange.csv_file import OwnCsv
from healthdesk.exchange.files import Files

if TYPE_CHECKING:
    from pypdf import PdfReader
    from pypdf.generic import EmbeddedFile

    from healthdesk.exchange.recognise import Head

CSV_NAME: Final = "healthdesk-readings.csv"
FHIR_NAME: Final = "healthdesk-readings.fhir.json"
# A report of half a million readings has some 30 MB.
PDF_MAX: Final = 40 << 20
ATTACHMENTS_MAX: Final = 100
# Pages that are looked at for one that somebody pinned to them.
PAGES_MAX: Final = 200
PIECE: Final = 1 << 20
# A larger one has to be sound: to make good for what is missing takes long.
LENIENT_MAX: Final = 8 << 20
# Of a list of objects; one of half a million readings has some ten thousand.
OBJECTS_MAX: Final = 1_000_000
# How a PDF ends, within so many bytes; and what a list says of its length.
ENDS: Final = (b"startxref", b"%%EOF")
TAIL: Final = 4096
LIST: Final = re.compile(rb"/Type\s*/XRef\b")
LIST_NEAR: Final = 500
LENGTH: Final = re.compile(rb"/(?:Size|Index)\s*\[?([\s\d]{0,200})")
# Other programs write the names of attachments in other letters, or pack them away.
PERHAPS: Final = (b"/EmbeddedFile", b"/ObjStm")


def recognises(head: Head) -> bool:
    """Whether a PDF carries our table."""
    if not head.data.startswith(b"%PDF-"):
        return False
    with head.files.open(head.member) as source:
        found = _marks(source)
    if CSV_NAME.encode() in found:
        return True
    if found.isdisjoint(PERHAPS):
        return False
    try:
        return _attached(head.files, head.member) is not None
    except BadFile as error:
        # Its names can't be read, but that something is attached can.
        return error.code == "report-locked" and PERHAPS[0] in found


def _marks(source: Source) -> set[bytes]:
    """Which marks of a report the bytes of a file hold."""
    wanted = (CSV_NAME.encode(), *PERHAPS)
    found: set[bytes] = set()
    before = b""
    while wanted[0] not in found and source.done <= PDF_MAX and (piece := source.read(PIECE)):
        seen = before + piece
        found.update(mark for mark in wanted if mark in seen)
        before = seen[-len(wanted[0]) :]
    return found


def parser(files: Files, options: Options) -> Parser:
    return OwnReports(files, options)


class OwnReports:
    """One report of ours, or several, read one after the other."""

    def __init__(self, files: Files, options: Options) -> None:
        self._files, self._options = files, options
        self.tally = Tally(format="report")

    def batches(self) -> Iterator[Batch]:
        """Raises `BadFile` where a report is damaged or its table can't be had."""
        several = len(self._files.members) > 1
        for index, member in enumerate(self._files.members):
            table = _attached(self._files, member)
            if table is None:
                raise BadFile("report-damaged", name=self._files.name)
            source = Source(io.BytesIO(table), len(table), len(table), self._files.name, LIMITS)
            for batch in OwnCsv(source, self._options, self._files.name, self.tally).batches():
                members = [index] * len(batch.rows) if several else []
                done, total = self._files.done, self._files.total
                yield Batch(batch.rows, done, total, batch.extras, members)


def _attached(files: Files, member: str) -> bytes | None:
    """Our table out of a PDF, or None where it carries none. Raises `BadFile`."""
    with files.open(member) as source:
        data = source.read(PDF_MAX + 1)
    if len(data) > PDF_MAX:
        raise BadFile("report-damaged", name=files.name)
    try:
        return _table_of(data, files.name)
    except BadFile:
        raise
    # A PDF that was tampered with makes the library fail in more ways than it names.
    except Exception as error:
        raise BadFile("report-damaged", name=files.name) from error


def _table_of(data: bytes, name: str) -> bytes | None:
    import logging

    from pypdf import PdfReader
    from pypdf.errors import DependencyError, FileNotDecryptedError

    if any(mark not in data[-TAIL:] for mark in ENDS) or _lists_too_many(data):
        raise BadFile("report-damaged", name=name)
    # What it says of damaged files is no news to anybody: we say it in our own words.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(data), strict=len(data) > LENIENT_MAX)
        for one in islice(_files_in(reader), ATTACHMENTS_MAX):
            if CSV_NAME in (one.name, one.pdf_object.get("/UF"), one.pdf_object.get("/F")):
                return _content(one, name)
    except (DependencyError, FileNotDecryptedError) as error:
        raise BadFile("report-locked", name=name) from error
    return None


def _lists_too_many(data: bytes) -> bool:
    """Whether a packed list of objects, of which a few bytes may hold any number, is told to be
    longer than any."""
    for found in LIST.finditer(data):
        around = data[max(0, found.start() - LIST_NEAR) : found.end() + LIST_NEAR]
        for numbers in LENGTH.findall(around):
            if any(int(number) > OBJECTS_MAX for number in numbers.split()):
                return True
    return False


def _content(attachment: EmbeddedFile, name: str) -> bytes:
    """What is attached, packed as it is everywhere. The library bounds no other way of packing,
    and a hundred bytes may be a gigabyte."""
    parts: Any = attachment.pdf_object["/EF"]
    packed: Any = parts.get("/UF", parts.get("/F")).get_object()
    filters = packed.get("/Filter", [])
    if filters not in ("/FlateDecode", ["/FlateDecode"], []) or "/DecodeParms" in packed:
        raise BadFile("report-damaged", name=name)
    return bytes(attachment.content)


def _files_in(reader: PdfReader) -> Iterator[EmbeddedFile]:
    """The attachments by the list of them; and, as other programs leave that away, those of
    the document itself and those that are pinned to its pages."""
    from pypdf.generic import EmbeddedFile

    yield from reader.attachment_list
    root = reader.root_object
    files = list(_listed(root.get("/AF")))
    for page in islice(reader.pages, PAGES_MAX):
        notes = islice(_listed(page.get("/Annots")), ATTACHMENTS_MAX)
        files += [note["/FS"].get_object() for note in notes if "/FS" in note]
    for file in files:
        yield EmbeddedFile(str(file.get("/F", "")), file)


def _listed(array: Any) -> Iterator[Any]:
    """The things in a list, that may be none, of a PDF."""
    return (each.get_object() for each in (array.get_object() if array is not None else ()))
