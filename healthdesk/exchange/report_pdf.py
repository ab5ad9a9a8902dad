"""A report as PDF: archival (PDF/A-3a), tagged (PDF/UA-1), its data attached.

All words and numbers come in finished; here they are laid out by the template
`resources/reports/report.typ`. The same document gives the same bytes: the fonts are those
of the typesetter itself, and no clock is asked.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from healthdesk.paths import resource

if TYPE_CHECKING:
    from typst import TypstError

Paper = Literal["a4", "us-letter"]
Align = Literal["left", "right"]
SUSPECTS: Final = b"/Suspects false"
STANDARDS: Final = ["a-3a", "ua-1"]
PREVIEW_PPI: Final = 110.0
# Stands for a character that no font at hand can draw.
UNDRAWABLE: Final = "\u25a1"
_REFUSED = re.compile(r'the text `"(.+?)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
# Fixed, since the file must not tell when it was made: 2000-01-01.
TIMESTAMP: Final = 946_684_800


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    tone: Literal["", "muted"] = ""
    kind: str = "paragraph"


@dataclass(frozen=True, slots=True)
class Heading:
    """Below the section's title."""

    text: str
    kind: str = "heading"


@dataclass(frozen=True, slots=True)
class Table:
    """`head` names the columns; `widths` are shares of what the others leave (0: as wide as
    needed; from 20 on points).
    `columns` sets it in so many columns of the page."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    align: tuple[Align, ...]
    widths: tuple[float, ...] = ()
    columns: int = 1
    kind: str = "table"


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing with its words for those who do not see it, and a line on what is what."""

    svg: str
    alt: str
    title: str = ""
    legend: tuple[tuple[str, str], ...] = ()
    kind: str = "picture"


Block = Paragraph | Heading | Table | Picture


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A text file that travels inside the report."""

    name: str
    mime: str
    description: str
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """A report in words. `facts` stand at its head as (name, value); `footer` on each page,
    where `page` is the word before the page's number."""

    language: str
    paper: Paper
    title: str
    subject: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    footer: str
    page: str
    attachments: tuple[Attachment, ...] = ()


def pdf(document: Document) -> bytes:
    """The report as a PDF file."""
    made: bytes = _made(document, format="pdf", pdf_standards=STANDARDS, timestamp=TIMESTAMP)
    # What it says is the default, and some readers take saying so for a mistake. Blanks keep all
    # that follows where it was.
    return made.replace(SUSPECTS, b" " * len(SUSPECTS))


def pictures(document: Document) -> list[bytes]:
    """The pages as PNG, as they will look."""
    made = _made(document, format="png", ppi=PREVIEW_PPI)
    return made if isinstance(made, list) else [made]


def _made(document: Document, **how: Any) -> Any:
    """With the fonts built in; where they lack a character, with those of the computer too;
    where these do as well, with a sign in its place."""
    import typst

    told = _told(document)
    try:
        return _compiled(told, system_fonts=False, how=how)
    except typst.TypstError as error:
        lacking = _lacking(error)
    while lacking:
        try:
            return _compiled(told, system_fonts=True, how=how)
        except typst.TypstError as error:
            # Some come to light only when others are gone; each turn takes some away.
            lacking = _lacking(error) & set(told["data"])
            if not lacking:
                raise
            told["data"] = told["data"].translate({ord(char): UNDRAWABLE for char in lacking})
    return _compiled(told, system_fonts=True, how=how)


def _lacking(error: TypstError) -> set[str]:
    """The characters no font could draw; raises what is wrong if it is something else."""
    texts = _REFUSED.findall(error.diagnostic)
    if not texts:
        raise error
    drawn = (_ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) for text in texts)
    return {char for text in drawn for char in text if char > "\x7f" and char != UNDRAWABLE}


def _compiled(told: dict[str, str], *, system_fonts: bool, how: dict[str, Any]) -> Any:
    import typst

    fonts = typst.Fonts(include_system_fonts=system_fonts)
    template = resource("reports/report.typ")
    compiler = typst.Compiler(input=template, font_paths=fonts, sys_inputs=told)
    return compiler.compile(**how)


def _told(document: Document) -> dict[str, str]:
    """What the template is given. Files go beside the words, for they may be long."""
    told = asdict(document)
    told["attachments"] = [
        {key: text for key, text in file.items() if key != "text"} for file in told["attachments"]
    ]
    files = {f"file-{n}": file.text for n, file in enumerate(document.attachments)}
    # A letter and the accent after it, as some systems write them, are one sign of a font.
    data = unicodedata.normalize("NFC", json.dumps(told, ensure_ascii=False))
    return {"data": data, **files}
