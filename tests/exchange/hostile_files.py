"""Files made to break programs: each with a name, and what makes it in a folder."""

from __future__ import annotations

import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.exchange.apple_exports import export, record, zipped
from tests.exchange.workbooks import book, sheet, written

MIB: Final = 1 << 20
# Bytes by which the formats begin, each to be followed by nothing good.
MAGICS: Final = {
    "zip": b"PK\x03\x04",
    "pdf": b"%PDF-1.7\n",
    "sqlite": b"SQLite format 3\0",
    "fit": b"\x0e\x10\x34\x08\xff\xff\xff\x7f.FIT",
    "xml": b'<?xml version="1.0"?>\n<HealthData>',
    "json-object": b'{"resourceType":"Bundle","entry":[',
    "json-array": b'[{"type":"sgv","sgv":118,"date":1700188357089},',
    "own-json": b'{"format":"healthdesk","version":1,',
    "gzip": b"\x1f\x8b\x08",
    "utf-16": b"\xff\xfe",
}

READING: Final = export(record("BodyMass", "80", "kg"))

Make = Callable[[Path], Path]


@dataclass(frozen=True, slots=True)
class Hostile:
    """`refused`: it must not be read at all (exit status 3). Else it may be, in part."""

    name: str
    make: Make
    refused: bool = True


def put(name: str, data: bytes) -> Make:
    def make(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(data)
        return path

    return make


def zip_of(members: Mapping[str, bytes]) -> Make:
    return lambda folder: zipped(folder / "some.zip", dict(members))


# XML


def laughs(levels: int = 10) -> bytes:
    """A billion of them, if anybody expands them."""
    entities = ['<!ENTITY l0 "lol">']
    entities += [f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, levels)]
    return (
        f'<?xml version="1.0"?>\n<!DOCTYPE HealthData [{"".join(entities)}]>\n'
        f'<HealthData locale="en"><Record type="&l{levels - 1};"/>&l{levels - 1};</HealthData>'
    ).encode()


def quadratic() -> bytes:
    """One long entity, named often."""
    return (
        f'<?xml version="1.0"?>\n<!DOCTYPE HealthData [<!ENTITY a "{"a" * 50_000}">]>\n'
        f'<HealthData locale="en">{"&a;" * 20_000}</HealthData>'
    ).encode()


def external(place: str) -> bytes:
    """An entity that is another file, as a source's name and as text."""
    body = record("BodyMass", "81.4", "kg", source="&secret;").replace("&amp;", "&")
    return (
        f'<?xml version="1.0"?>\n<!DOCTYPE HealthData [<!ENTITY secret SYSTEM "{place}">'
        f'<!ENTITY % more SYSTEM "{place}"> %more;]>\n'
        f'<HealthData locale="en">{body}&secret;</HealthData>'
    ).encode()


def deep_xml(depth: int = 200_000) -> bytes:
    return b'<HealthData locale="en">' + b"<a>" * depth + b"</a>" * depth + b"</HealthData>"


def wide_attribute() -> bytes:
    text = "x" * (10 * MIB)
    return export(record("BodyMass", "81.4", "kg", source=text))


# Zips


def bomb(name: str, unpacked: int, head: bytes = b"") -> Make:
    """A zip whose member is mostly zeros; written in pieces."""

    def make(folder: Path) -> Path:
        path = folder / "bomb.zip"
        with (
            zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
            archive.open(name, "w", force_zip64=True) as member,
        ):
            member.write(head)
            piece = b"0" * MIB
            for _ in range(unpacked // MIB):
                member.write(piece)
        return path

    return make


def nested(levels: int) -> Make:
    """Zips in zips, each a hundred copies of the next."""

    def make(folder: Path) -> Path:
        inner = folder / "inner"
        zipped(inner, {"export.xml": b"0" * (10 * MIB)})
        for _ in range(levels):
            data = inner.read_bytes()
            zipped(inner, {f"{n}.zip": data for n in range(100)})
        return inner.rename(folder / "nested.zip")

    return make


def members(count: int, name: str = "{}.csv", data: bytes = b"") -> Make:
    """A zip of very many members; its directory is all there is to it."""

    def make(folder: Path) -> Path:
        path = folder / "many.zip"
        with zipfile.ZipFile(path, "w") as archive:
            for n in range(count):
                archive.writestr(zipfile.ZipInfo(name.format(n)), data)
        return path

    return make


def overlapping(copies: int = 10_000) -> Make:
    """A directory that names the same packed megabytes over and over."""

    def make(folder: Path) -> Path:
        path = zipped(folder / "overlap.zip", {"00000.xml": b"<HealthData" + b"0" * (20 * MIB)})
        data = path.read_bytes()
        begin = data.rindex(b"PK\x01\x02")
        end = data.rindex(b"PK\x05\x06")
        entry = data[begin:end]
        at = entry.index(b"00000.xml")
        entries = b"".join(entry[:at] + b"%05d" % n + entry[at + 5 :] for n in range(copies))
        tail = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, copies, copies, len(entries), begin, 0)
        path.write_bytes(data[:begin] + entries + tail)
        return path

    return make


def patched(offset: int, value: bytes, signature: bytes = b"PK\x01\x02") -> Make:
    """A good zip with a field of its last directory entry (or header) overwritten."""

    def make(folder: Path) -> Path:
        path = zipped(folder / "lying.zip", {"export.xml": READING})
        data = bytearray(path.read_bytes())
        at = data.rindex(signature) + offset
        data[at : at + len(value)] = value
        path.write_bytes(data)
        return path

    return make


NAMES: Final = (
    "../../outside.xml", "/outside.xml", "C:\\outside.xml", "..\\..\\outside.xml", "CON",
    "NUL.xml", "a/../../../outside.xml", "\u202egnp.xml", "a\nb.xml", "x" * 5000 + ".xml", "./.",
    "//server/x.xml",
)  # fmt: skip


def named(name: str) -> Make:
    return zip_of({name: READING})


# Workbooks


def swelling_workbook() -> Make:
    def make(folder: Path) -> Path:
        rows = b"<row>" + b"<c><v>1</v></c>" * 20_000_000 + b"</row>"
        parts: dict[str, str | bytes] = dict(book(("One",)))
        parts["xl/worksheets/sheet1.xml"] = sheet([["Date", "Weight"]]).encode() + rows
        return written(folder / "swells.xlsx", parts)

    return make


def laughing_workbook(part: str) -> Make:
    def make(folder: Path) -> Path:
        parts: dict[str, str | bytes] = dict(book(("One",)))
        parts["xl/worksheets/sheet1.xml"] = sheet([["Date", "Weight"], ["2026-01-01", 80]])
        parts[part] = laughs().replace(b"HealthData", b"worksheet")
        return written(folder / "laughs.xlsx", parts)

    return make


def far_cell() -> Make:
    def make(folder: Path) -> Path:
        parts: dict[str, str | bytes] = dict(book(("One",)))
        text = sheet([["Date", "Weight (kg)"], ["2026-01-01", 80]])
        far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
        parts["xl/worksheets/sheet1.xml"] = text.replace("</sheetData>", far + "</sheetData>")
        return written(folder / "far.xlsx", parts)

    return make


# JSON


def deep_json(depth: int = 2_000_000) -> bytes:
    return b"[" * depth + b"]" * depth


def huge_integer() -> bytes:
    return b'[{"type":"sgv","date":1700188357089,"sgv":' + b"9" * 5_000_000 + b"}]"


# Others


def many_files(count: int) -> Make:
    def make(folder: Path) -> Path:
        top = folder / "many"
        top.mkdir()
        for n in range(count):
            (top / f"{n}.txt").write_bytes(b"x")
        return top

    return make


def swelling_report() -> bytes:
    """A PDF whose attachment is some kilobytes of packed gigabytes."""
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(b"0" * MIB) for _ in range(1024)) + packer.flush()
    return (
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/Names<</EmbeddedFiles<</Names[(healthdesk-readings.csv)"
        b" 2 0 R]>>>>/Pages 4 0 R>>endobj\n2 0 obj<</Type/Filespec/F(healthdesk-readings.csv)/UF"
        b"(healthdesk-readings.csv)/EF<</F 3 0 R>>>>endobj\n3 0 obj<</Type/EmbeddedFile/Filter"
        b"/FlateDecode/Length " + str(len(data)).encode() + b">>stream\n" + data
        + b"\nendstream endobj\n4 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
        b"trailer<</Root 1 0 R/Size 5>>\n%%EOF"
    )  # fmt: skip


def noise(size: int = 20_000) -> bytes:
    return random.Random(5).randbytes(size)  # noqa: S311 - the same bytes on every run


# Each is a burden by itself: tried in a process of its own.
HEAVY: Final = (
    Hostile("billion-laughs", put("export.xml", laughs())),
    Hostile("quadratic-entities", put("export.xml", quadratic())),
    Hostile("laughs-in-a-zip", zip_of({"export.xml": laughs()})),
    Hostile("deep-xml", put("export.xml", deep_xml())),
    Hostile("wide-attribute", put("export.xml", wide_attribute())),
    Hostile("bomb-of-xml", bomb("export.xml", 512 * MIB, b"<HealthData locale='en'>")),
    Hostile("bomb-of-csv", bomb("omron.csv", 512 * MIB, b"Date,Weight\n")),
    Hostile("bomb-of-json", bomb("entries.json", 512 * MIB, b'[{"sgv":1,"date":')),
    Hostile("bomb-of-nothing", bomb("data.bin", 512 * MIB)),
    Hostile("nested-zips", nested(1)),
    Hostile("nested-deeper", nested(2)),
    Hostile("200000-members", members(200_000)),
    Hostile("overlapping-members", overlapping()),
    Hostile("swelling-workbook", swelling_workbook()),
    Hostile("far-cell", far_cell()),
    Hostile("swelling-report", put("report.pdf", swelling_report())),
    Hostile("deep-json", put("a.json", deep_json())),
    Hostile("deep-object", put("a.json", b'{"a":' * 1_000_000)),
    Hostile("huge-integer", put("a.json", huge_integer())),
    Hostile("long-json-text", put("a.json", b'[{"type":"sgv","sgv":"' + b"x" * 12 * MIB)),
    Hostile("long-line", put("a.csv", b"Date,Weight (kg)\n" + b"1," * 5 * MIB)),
    Hostile("long-word", put("a.csv", b"x" * 10 * MIB)),
    Hostile("long-quoted", put("a.csv", b'Date,Weight (kg)\n"' + b"x\n" * 5 * MIB)),
    Hostile("noughts", put("a.csv", bytes(10 * MIB))),
    Hostile("many-files", many_files(2000)),
)
LIGHT: Final = (
    Hostile("external-file", put("export.xml", external("file:///etc/passwd"))),
    Hostile("external-page", put("export.xml", external("http://127.0.0.1:9/x"))),
    Hostile("lying-size", patched(24, (5).to_bytes(4, "little"))),
    Hostile("lying-large-size", patched(24, (2**32 - 2).to_bytes(4, "little"))),
    Hostile("lying-packed-size", patched(20, (2**31).to_bytes(4, "little")), refused=False),
    Hostile("lying-crc", patched(16, b"\1\2\3\4")),
    Hostile("lying-offset", patched(42, (2**31).to_bytes(4, "little"))),
    Hostile("lying-count", patched(10, b"\xff\xff", b"PK\x05\x06"), refused=False),
    Hostile("lying-method", patched(10, b"\x63\0")),
    Hostile("password", patched(8, b"\1\0")),
    *(Hostile(f"name-{n}", named(name), refused=False) for n, name in enumerate(NAMES)),
    *(
        Hostile(f"laughs-in-{part}", laughing_workbook(part))
        for part in ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml",
                     "xl/styles.xml", "xl/_rels/workbook.xml.rels")
    ),
    Hostile("utf-16-xml", put("export.xml", READING.decode().encode("utf-16"))),
    Hostile("nothing", put("a.csv", b"")),
    *(Hostile(f"noise-after-{name}", put("a", magic + noise())) for name, magic in MAGICS.items()),
)  # fmt: skip
