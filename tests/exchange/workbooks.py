"""Workbooks written by hand, part by part, as spreadsheets and vendors write them."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'

# Styles of cells: their numbers are the places in this list.
FORMATS = ("General", "yyyy-mm-dd hh:mm", "d.m.yyyy", "h:mm:ss", "[h]:mm:ss", "0.00")
DATE_TIME, DATE, TIME, SPAN, NUMBER = range(1, 6)


def column(index: int) -> str:
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell(at: str, value: object) -> str:
    """A cell: text in place, number, boolean, or (number, style). None is left out."""
    match value:
        case None:
            return ""
        case bool():
            return f'<c r="{at}" t="b"><v>{int(value)}</v></c>'
        case (number, style):
            return f'<c r="{at}" s="{style}"><v>{number}</v></c>'
        case int() | float():
            return f'<c r="{at}"><v>{value}</v></c>'
        case _:
            return f'<c r="{at}" t="inlineStr"><is><t>{escape(str(value))}</t></is></c>'


def sheet(rows: Sequence[Sequence[object]], merged: Sequence[str] = ()) -> str:
    lines = (
        f'<row r="{n}">{"".join(cell(f"{column(i)}{n}", v) for i, v in enumerate(row))}</row>'
        for n, row in enumerate(rows, 1)
    )
    cells = "".join(f'<mergeCell ref="{ref}"/>' for ref in merged)
    behind = f"<mergeCells>{cells}</mergeCells>" if merged else ""
    return f"<worksheet {MAIN}><sheetData>{''.join(lines)}</sheetData>{behind}</worksheet>"


def book(names: Sequence[str], extra: str = "") -> dict[str, str]:
    """The parts that tell which sheets there are, and the styles of `FORMATS`."""
    listed = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="rId{n}"/>'
        for n, name in enumerate(names, 1)
    )
    related = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(names) + 1)
    )
    formats = "".join(
        f'<numFmt numFmtId="{n}" formatCode="{code}"/>' for n, code in enumerate(FORMATS, 164)
    )
    styles = "".join(f'<xf numFmtId="{n}"/>' for n in range(164, 164 + len(FORMATS)))
    return {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<Relationships {PACKAGE}><Relationship Id="a" '
        f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{OFFICE}">{extra}<sheets>{listed}</sheets>'
        "</workbook>",
        "xl/_rels/workbook.xml.rels": f"<Relationships {PACKAGE}>{related}"
        f'<Relationship Id="s" Type="{OFFICE}/styles" Target="styles.xml"/>'
        f'<Relationship Id="t" Type="{OFFICE}/sharedStrings" Target="/xl/sharedStrings.xml"/>'
        "</Relationships>",
        "xl/styles.xml": f"<styleSheet {MAIN}><numFmts>{formats}</numFmts>"
        f'<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>{styles}</cellXfs>'
        "</styleSheet>",
        "xl/sharedStrings.xml": f"<sst {MAIN}><si><t>shared</t></si></sst>",
    }


def written(path: Path, parts: Mapping[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def workbook(
    path: Path,
    tables: Mapping[str, Sequence[Sequence[object]]],
    merged: Sequence[str] = (),
    extra: str = "",
) -> Path:
    """`merged` are cells of each sheet, `extra` stands in the part that lists the sheets."""
    parts = book(tuple(tables), extra)
    for n, rows in enumerate(tables.values(), 1):
        parts[f"xl/worksheets/sheet{n}.xml"] = sheet(rows, merged)
    return written(path, parts)
