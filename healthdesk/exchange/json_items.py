"""Items of JSON files one after the other, however large the file is.

An item is an element of the array a file is, or a value where values follow one another
(one a line: NDJSON), or an element of an array that stands at a path of keys. One item is
held at a time, and how long one may be is bounded.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from math import isfinite, nan
from typing import Any, TextIO

from healthdesk.domain.errors import BadFile
from healthdesk.exchange.batches import number
from healthdesk.exchange.files import ITSELF, Files

# Characters one item may have. What is read from JSON takes up to 25 times as much memory.
ITEM_MAX = 4 * 1024**2
DEPTH_MAX = 100
CHUNK = 1 << 16
# A number goes on when a digit follows one of these: `1.`, `1e`, `1e+`.
UNSURE = 3

_BLANK = re.compile(r"[ \t\r\n]*")
# Control characters inside texts are no JSON, but are met.
_DECODER = json.JSONDecoder(strict=False)


def items(
    files: Files, member: str = ITSELF, path: Sequence[str] = ()
) -> Iterator[tuple[int, Any]]:
    """Number (from 1) and value of each item. Numbers may be infinite (1e400).

    `path` are the keys that lead to the items from the top; arrays on the way are walked
    through, and what is not on it is passed over. Raises `BadFile` where it is no JSON, is
    cut off, or an item is too long or too deep.
    """
    with files.text(member) as text:
        reader = _Reader(text, member or files.name)
        try:
            while reader.peek():
                yield from reader.at(tuple(path), 0)
        except UnicodeDecodeError as error:
            raise BadFile("json-broken", name=reader.name, item=reader.count + 1) from error


def sections(files: Files, member: str = ITSELF) -> Iterator[tuple[str, Iterator[tuple[int, Any]]]]:
    """Each key of the object a file is, and the items of its value: an array's elements, or
    the value itself. They are to be gone through in order, each to its end."""
    with files.text(member) as text:
        reader = _Reader(text, member or files.name)
        try:
            yield from reader.sections()
        except UnicodeDecodeError as error:
            raise BadFile("json-broken", name=reader.name, item=reader.count + 1) from error


def first_item(beginning: str) -> Any:
    """The first item of a file that begins so, for recognition. None where it is no JSON
    or the item goes on beyond the beginning."""
    text = beginning.lstrip("\ufeff \t\r\n").removeprefix("[").lstrip()
    try:
        return _DECODER.raw_decode(text)[0]
    except (ValueError, RecursionError):
        return None


def amount(value: Any) -> float:
    """A finite number, also one written as a text; NaN for anything else."""
    if isinstance(value, str):
        return number(value.strip())
    if isinstance(value, bool) or not isinstance(value, int | float):
        return nan
    try:
        finite = float(value)
    except OverflowError:
        return nan
    return finite if isfinite(finite) else nan


class _Reader:
    """Reads values off a text that is never held as a whole."""

    def __init__(self, text: TextIO, name: str) -> None:
        self.name, self.count = name, 0
        self._text = text
        self._held, self._at, self._all = "", 0, False

    def at(self, path: tuple[str, ...], depth: int) -> Iterator[tuple[int, Any]]:
        """The items at a path below the value that comes next."""
        begin = self.peek()
        if begin == "[":
            for _ in self._elements():
                if path:
                    yield from self.at(path, self._deeper(depth))
                else:
                    yield self._item()
        elif not path:
            yield self._item()
        elif begin == "{":
            for key in self._keys():
                if key == path[0]:
                    yield from self.at(path[1:], self._deeper(depth))
                else:
                    self._pass_over(self._deeper(depth))
        else:
            self._value()

    def sections(self) -> Iterator[tuple[str, Iterator[tuple[int, Any]]]]:
        """The keys of the object that comes next, each with the items of its value."""
        if self.peek() != "{":
            raise self._broken()
        for key in self._keys():
            yield key, self.at((), 0)

    def peek(self) -> str:
        """The character the next value begins with; empty at the end."""
        while True:
            match = _BLANK.match(self._held, self._at)
            self._at = match.end() if match else self._at
            if self._at < len(self._held):
                return self._held[self._at]
            if not self._more(CHUNK):
                return ""

    def _item(self) -> tuple[int, Any]:
        value = self._value()
        self.count += 1
        return self.count, value

    def _elements(self) -> Iterator[None]:
        """Stops before each element of an array, which is to be read then."""
        self._at += 1
        if self._ends("]"):
            return
        while True:
            yield
            if self._ends("]"):
                return
            self._expect(",")

    def _keys(self) -> Iterator[str]:
        """Stops at each key of an object, before the value, which is to be read then."""
        self._at += 1
        if self._ends("}"):
            return
        while True:
            if self.peek() != '"':
                raise self._broken()
            key = self._value()
            self._expect(":")
            yield key
            if self._ends("}"):
                return
            self._expect(",")

    def _pass_over(self, depth: int) -> None:
        begin = self.peek()
        if begin == "[":
            for _ in self._elements():
                self._pass_over(self._deeper(depth))
        elif begin == "{":
            for _ in self._keys():
                self._pass_over(self._deeper(depth))
        else:
            self._value()

    def _ends(self, end: str) -> bool:
        if self.peek() != end:
            return False
        self._at += 1
        return True

    def _expect(self, sign: str) -> None:
        if not self._ends(sign):
            raise self._broken()

    def _value(self) -> Any:
        """The value that comes next; reads on until it is whole."""
        self.peek()
        wrong_at, size = -1, CHUNK
        while True:
            try:
                value, end = _DECODER.raw_decode(self._held, self._at)
            except json.JSONDecodeError as error:
                # An error that more text does not move is none of a value cut off. What is
                # told of a text that does not end is where it begins.
                stays = error.pos == wrong_at and not self._held.startswith('"', error.pos)
                if stays or self._all:
                    raise self._broken() from error
                wrong_at = error.pos
            except RecursionError as error:
                raise BadFile("json-too-deep", name=self.name, item=self.count + 1) from error
            except ValueError as error:  # thousands of digits
                raise self._broken() from error
            else:
                if self._all or end + UNSURE <= len(self._held):
                    self._at = end
                    return value
            wrong_at -= self._at if wrong_at >= 0 else 0
            self._grow(size)
            size *= 2

    def _grow(self, size: int) -> None:
        if len(self._held) - self._at > ITEM_MAX:
            raise BadFile("json-item-too-long", name=self.name, item=self.count + 1, limit=ITEM_MAX)
        self._more(size)

    def _more(self, size: int) -> bool:
        """Read on, letting go of what was used. False at the end of the file."""
        data = self._text.read(size)
        self._held, self._at = self._held[self._at :] + data, 0
        self._all = not data
        return bool(data)

    def _deeper(self, depth: int) -> int:
        if depth >= DEPTH_MAX:
            raise BadFile("json-too-deep", name=self.name, item=self.count + 1)
        return depth + 1

    def _broken(self) -> BadFile:
        return BadFile("json-broken", name=self.name, item=self.count + 1)
