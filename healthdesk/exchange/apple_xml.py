"""The real XML parser behind Apple Health's export, fed with what the fast way leaves."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from xml.parsers import expat

from healthdesk.domain.errors import BadFile

DEPTH_MAX = 64
# Horizontal tab, line feed and carriage return are the only control characters of XML 1.0.
TO_BLANKS = bytes(32 if byte < 32 and byte not in (9, 10, 13) else byte for byte in range(256))
BAD_REFERENCE = re.compile(
    rb"&#(?:0*(?:[0-8]|1[124-9]|2[0-9]|3[01])|x0*(?:[0-8bcBCefEF]|1[0-9a-fA-F]));"
)

# Called with the names of an element and those it stands in (outermost first), its
# attributes and its line.
Handler = Callable[[Sequence[str], dict[str, str], int], None]


def cleaned(data: bytes) -> bytes:
    """XML as it should have been written: what no XML may hold becomes a blank or U+FFFD.

    `data` begins and ends at a tag, so that no character is cut in two.
    """
    data = BAD_REFERENCE.sub(b" ", data.translate(TO_BLANKS))
    try:
        data.decode()
    except UnicodeDecodeError:
        data = data.decode(errors="replace").encode()
    return data


class ElementReader:
    """Tells a handler of each element; some elements may be taken by others in between."""

    def __init__(self, handler: Handler, name: str) -> None:
        self._handler, self._name = handler, name
        self._parser = expat.ParserCreate("utf-8")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.StartCdataSectionHandler = lambda: self._verbatim(True)
        self._parser.EndCdataSectionHandler = lambda: self._verbatim(False)
        self._in_cdata = False
        self._path: list[str] = []
        self._fed = 0
        self._skipped_lines = 0

    def skip(self, lines: int) -> None:
        """So many lines were taken by others."""
        self._skipped_lines += lines

    @property
    def between_children(self) -> bool:
        """Whether all that was fed is read and the next is a child of the root."""
        if len(self._path) != 1 or self._in_cdata:
            return False
        # Otherwise a token is not whole yet, such as a comment.
        return self._parser.CurrentByteIndex == self._fed

    @property
    def line(self) -> int:
        return self._parser.CurrentLineNumber + self._skipped_lines

    def feed(self, data: bytes) -> None:
        """Raises `BadFile` where it is no well-formed XML."""
        sound = cleaned(data)
        self._fed += len(sound)
        try:
            self._parser.Parse(sound, False)
        except expat.ExpatError as error:
            line = error.lineno + self._skipped_lines
            raise BadFile("xml-broken", name=self._name, line=line) from error

    def end(self) -> None:
        """Raises `BadFile` where the document is not whole."""
        try:
            self._parser.Parse(b"", True)
        except expat.ExpatError as error:
            line = error.lineno + self._skipped_lines
            raise BadFile("file-truncated", name=self._name, line=line) from error

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._path.append(name)
        if len(self._path) > DEPTH_MAX:
            raise BadFile("xml-too-deep", name=self._name, line=self.line)
        self._handler(self._path, attributes, self.line)

    def _verbatim(self, inside: bool) -> None:
        self._in_cdata = inside

    def _end(self, _name: str) -> None:
        self._path.pop()
