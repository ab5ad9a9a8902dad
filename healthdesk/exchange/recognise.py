"""Which format a file is in, told by what is inside, never by its name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from healthdesk.domain.errors import BadFile
from healthdesk.exchange import archive, csv_file

PEEK = 128 * 1024
XML_MEMBERS_TRIED = 20
APPLE_ROOT = re.compile(rb"<!DOCTYPE\s+HealthData[\s\[>]|<HealthData[\s/>]")
UTF8_BOM = b"\xef\xbb\xbf"
UTF16_BOMS = (b"\xff\xfe", b"\xfe\xff")

# Beginnings of files people pick by mistake; the code says in words what each is.
BEGINNINGS = (
    (b"%PDF-", "file-is-pdf"),
    (b"SQLite format 3\0", "file-is-database"),
    (b"\x89PNG", "file-is-image"),
    (b"\xff\xd8\xff", "file-is-image"),
    (b"GIF8", "file-is-image"),
    (b"\x1f\x8b", "file-is-packed"),
    (b"7z\xbc\xaf\x27\x1c", "file-is-packed"),
    (b"Rar!", "file-is-packed"),
    (b"\xd0\xcf\x11\xe0", "file-is-office"),
)


class Format(StrEnum):
    APPLE_HEALTH = "apple-health"
    CSV = "csv"


@dataclass(frozen=True, slots=True)
class Recognised:
    """A format and, in an archive, the member that holds the data."""

    format: Format
    member: str | None = None


def recognise(path: Path) -> Recognised:
    """Raises `BadFile` (or `NotFound`) saying what the file looks like instead."""
    if path.is_dir():
        raise BadFile("file-is-folder", name=path.name)
    head = archive.peek(path, None, PEEK)
    if not head:
        raise BadFile("file-empty", name=path.name)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return Recognised(Format.APPLE_HEALTH, _apple_member(path))
    found = _plain(head)
    if found is None:
        raise BadFile(_looks_like(head), name=path.name)
    return Recognised(found)


def _apple_member(path: Path) -> str:
    """The export inside Apple's zip: its name is in the phone's language."""
    names = archive.members(path, "")
    xml = [name for name in names if name.lower().endswith(".xml")]
    for name in xml[:XML_MEMBERS_TRIED]:
        head = archive.peek(path, name, PEEK)
        if APPLE_ROOT.search(head):
            return name
    if "[Content_Types].xml" in names or "mimetype" in names:
        raise BadFile("file-is-office", name=path.name)
    raise BadFile("zip-without-export", name=path.name)


def _plain(head: bytes) -> Format | None:
    text = head.removeprefix(UTF8_BOM)
    if csv_file.is_header(text.split(b"\n", 1)[0]):
        return Format.CSV
    if text.lstrip().startswith(b"<") and APPLE_ROOT.search(text):
        return Format.APPLE_HEALTH
    return None


def _looks_like(head: bytes) -> str:
    """The code that names what was picked instead of a health export."""
    for beginning, code in BEGINNINGS:
        if head.startswith(beginning):
            return code
    if head.startswith(UTF16_BOMS):
        return "file-is-utf16"
    if head[8:12] == b".FIT":
        return "file-is-fit"
    text = head.removeprefix(UTF8_BOM).lstrip()
    if b"\0" in text[:4096]:
        return "file-is-binary"
    return _text_looks_like(text)


def _text_looks_like(text: bytes) -> str:
    start = text[:4096].lower()
    if b"<clinicaldocument" in start:
        return "file-is-cda"
    if start.startswith((b"<!doctype html", b"<html")):
        return "file-is-page"
    if start.startswith(b"<"):
        return "file-is-xml"
    if start.startswith((b"{", b"[")):
        return "file-is-json"
    first = start.split(b"\n", 1)[0]
    if any(first.count(sign) >= 2 for sign in (b",", b";", b"\t")):
        return "file-is-table"
    return "file-is-text"
