"""Which format a file is in, told by what is inside, never by its name alone.

A file, a zip or a folder is taken apart into its members; each is looked at, and those of
one format are read together. A zip inside a zip or a folder is a container of its own.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import dropwhile
from pathlib import Path
from typing import Any, Protocol

from healthdesk.domain.errors import BadFile
from healthdesk.exchange import archive, gzipped
from healthdesk.exchange.batches import Options, Parser
from healthdesk.exchange.csv_rows import is_before_header
from healthdesk.exchange.files import ITSELF, UTF16_BOMS, Files, encoding_of
from healthdesk.exchange.foreign_database import database_of
from healthdesk.exchange.known_formats import FORMATS, LAST_RESORT

PEEK = 128 * 1024
# Of one among many members; a Takeout has thousands.
PEEK_MEMBER = 16 * 1024
FOLDER_FILES_MAX = 50_000
ZIPS_INSIDE_MAX = 1000
# Names of what is taken out of its gzip.
PACKED = tuple(f"{kind}{gzipped.SUFFIX}" for kind in (".ndjson", ".json", ".jsonl", ".csv", ".xml"))
ZIP = (b"PK\x03\x04", b"PK\x05\x06")

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


@dataclass(frozen=True)
class Head:
    """The beginning of a file, as recognition sees it.

    `name` is the file's or member's own, for what the content does not tell. `inside` are
    the names of a zip's members, where the file itself is one (such as a workbook); `files`
    reads on where the beginning does not decide.
    """

    name: str
    data: bytes
    files: Files
    member: str = ITSELF
    inside: tuple[str, ...] = field(default=())

    @cached_property
    def is_text(self) -> bool:
        if self.inside or self.data.startswith(ZIP):
            return False
        return b"\0" not in self.data or encoding_of(self.data).startswith("utf-16")

    @cached_property
    def text(self) -> str:
        """The beginning as text; empty where it is none."""
        if not self.is_text:
            return ""
        return self.data.decode(encoding_of(self.data), "replace").removeprefix("\ufeff")

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """Whole lines of the beginning, from the first that says something; the last may be cut
        where there are no more."""
        return tuple(dropwhile(is_before_header, self.text.splitlines()))

    @cached_property
    def first_line(self) -> str:
        return self.lines[0] if self.lines else ""


class FormatModule(Protocol):
    """What a module of `FORMATS` offers."""

    def recognises(self, head: Head) -> bool: ...

    def parser(self, files: Files, options: Options) -> Parser: ...


@dataclass(frozen=True, slots=True)
class Found:
    """Members of one format in a container. `label` is how people know the container;
    `unknown` are the members that were not recognised, `tables` plain tables that do not
    count beside it; both are told once for each container."""

    format: str
    path: Path
    members: tuple[str, ...]
    label: str
    unknown: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()

    def files(self) -> Files:
        return Files(self.path, self.members, Path(self.label).name)


def module_of(format_: str) -> FormatModule:
    """The module that reads a format; loads no other."""
    name = f"healthdesk.exchange.{FORMATS[format_]}"
    # Asked for each of thousands of files; the import alone would take most of their time.
    module: Any = sys.modules.get(name) or importlib.import_module(name)
    found: FormatModule = module
    return found


def find(path: Path, scratch: Path, only: str | None = None) -> tuple[Found, ...]:
    """What there is to read in a file, a zip or a folder, in a fixed order.

    `scratch` is an empty folder for zips that lie inside others; `only` is the one format
    that is wanted. Raises `BadFile` (or `NotFound`) saying what the file looks like instead.
    """
    if path.exists() and not (path.is_dir() or path.is_file()):
        # A pipe or a device: reading it may never end.
        raise BadFile("file-unreadable", name=path.name)
    if path.is_dir():
        found = tuple(_in_folder(path, scratch))
    else:
        found = tuple(_in_file(path, str(path), scratch))
    if not found:
        raise BadFile("folder-without-export", name=path.name)
    if only is not None:
        found = tuple(part for part in found if part.format == only)
        if not found:
            raise BadFile("other-format", name=path.name, format=only)
    return found


def _in_folder(folder: Path, scratch: Path) -> Iterator[Found]:
    files: list[Path] = []
    zips: list[Path] = []
    for place in _walk(folder):
        (zips if _is_packed(place) else files).append(place)
    names = tuple(place.relative_to(folder).as_posix() for place in files)
    yield from _grouped(Files(folder, names), str(folder))
    for place in zips:
        try:
            # A zip inside a zip inside a folder is as deep as anybody packs.
            yield from _in_file(place, str(place), scratch)
        except BadFile as error:
            if error.code != "zip-without-export" and not error.code.startswith("file-is-"):
                raise


def _walk(folder: Path) -> list[Path]:
    """Files below a folder but for hidden ones, in the order of their names."""
    found: list[Path] = []
    seen = 0
    for inside, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        # A folder of folders takes as long to go through.
        seen += len(folders) + len(names)
        if seen > FOLDER_FILES_MAX:
            raise BadFile("folder-too-many-files", name=folder.name, limit=FOLDER_FILES_MAX)
        for name in names:
            place = Path(inside, name)
            if not name.startswith(".") and place.is_file() and not place.is_symlink():
                found.append(place)
    return sorted(found)


def _is_packed(path: Path) -> bool:
    """Whether a file is a container of its own: a zip, or what is packed by itself. Files of
    watches are read packed as they are."""
    begins = archive.peek(path, 4)
    return begins.startswith(ZIP) or (
        begins.startswith(gzipped.MAGIC) and path.name.lower().endswith(PACKED)
    )


def _in_file(path: Path, label: str, scratch: Path | None) -> Iterator[Found]:
    files = Files(path)
    data = files.peek(ITSELF, PEEK)
    if not data.removeprefix(b"\xef\xbb\xbf").strip():
        raise BadFile("file-empty", name=path.name)
    if data.startswith(ZIP):
        yield from _in_zip(path, label, scratch)
        return
    format_ = _format_of(Head(path.name, data, files))
    if format_ is None and data.startswith(gzipped.MAGIC) and scratch is not None:
        yield from _in_file(gzipped.unpacked(path, Path(label).name, scratch), label, None)
        return
    if format_ is None:
        raise BadFile(looks_like(data), name=Path(label).name)
    yield Found(format_, path, (ITSELF,), label)


def _in_zip(path: Path, label: str, scratch: Path | None) -> Iterator[Found]:
    name = Path(label).name
    with archive.opened_zip(path) as opened:
        members = archive.members(opened, name)
    whole = Files(path)
    try:
        format_ = _format_of(Head(name, whole.peek(ITSELF, PEEK_MEMBER), whole, inside=members))
        if format_ is not None:
            yield Found(format_, path, (ITSELF,), label)
            return
        if "[Content_Types].xml" in members or "mimetype" in members:
            raise BadFile("file-is-office", name=name)
        inner = tuple(m for m in members if _may_be_zip(m)) if scratch is not None else ()
        plain = tuple(m for m in members if m not in inner)
        nothing = True
        for found in _grouped(Files(path, plain, name), label):
            nothing = False
            yield found
        for found in _in_zips_inside(whole, inner, label, scratch):
            nothing = False
            yield found
        if nothing:
            raise BadFile("zip-without-export", name=name)
    finally:
        whole.close()


def _may_be_zip(member: str) -> bool:
    return member.lower().endswith((".zip", ".xlsx", ".xlsm"))


def _in_zips_inside(
    outer: Files, inner: tuple[str, ...], label: str, scratch: Path | None
) -> Iterator[Found]:
    if scratch is None:
        return
    if len(inner) > ZIPS_INSIDE_MAX:
        raise BadFile("zip-too-many-members", name=outer.name, limit=ZIPS_INSIDE_MAX)
    for member in inner:
        if not outer.peek(member, 4).startswith(ZIP):
            continue
        copy = outer.extract(member, scratch)
        try:
            yield from _in_zip(copy, f"{label}/{member}", None)
        except BadFile as error:
            if error.code not in ("zip-without-export", "file-is-office"):
                raise


def _grouped(files: Files, label: str) -> list[Found]:
    """The members by format. Plain tables count only where nothing else is known."""
    groups: dict[str, list[str]] = {}
    unknown: list[str] = []
    try:
        for member in files.members:
            data = files.peek(member, PEEK_MEMBER)
            format_ = _format_of(Head(member, data, files, member)) if data else None
            if format_ is None:
                unknown.append(member)
            else:
                groups.setdefault(format_, []).append(member)
    finally:
        files.close()
    unknown = [member for member in unknown if not _is_log(member, groups)]
    tables = groups.pop(LAST_RESORT, [])
    passed: tuple[str, ...] = ()
    if groups:
        passed, tables = tuple(tables), []
    found = [
        Found(format_, files.path, tuple(members), label)
        for format_, members in sorted(groups.items())
    ]
    found += [Found(LAST_RESORT, files.path, (table,), f"{label}/{table}") for table in tables]
    if found:
        found[0] = replace(found[0], unknown=tuple(unknown), tables=passed)
    return found


def _is_log(member: str, groups: Mapping[str, list[str]]) -> bool:
    """Whether a member is the log of a database that was recognised; it goes with that one."""
    database = database_of(member)
    beside = next((found for found in groups.values() if database in found), None)
    if not database or beside is None:
        return False
    beside.append(member)
    return True


def _format_of(head: Head) -> str | None:
    for format_ in FORMATS:
        if module_of(format_).recognises(head):
            return format_
    return None


def looks_like(head: bytes) -> str:
    """The code that names what was picked instead of a health export."""
    for beginning, code in BEGINNINGS:
        if head.startswith(beginning):
            return code
    if head.startswith(UTF16_BOMS):
        return "file-is-utf16"
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
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
    return "file-is-text"
