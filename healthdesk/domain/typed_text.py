"""Typed text made comparable: one case, no accents, plain digits; and the numbers in it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

# Control characters, line ends inside a line and halves of characters: never typed on purpose.
_CONTROL: Final = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
# Marks that show nothing and only steer direction or joining.
_UNSEEN: Final = frozenset(
    "\u00ad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff\ufe0f"
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u206a\u206b\u206c\u206d\u206e\u206f"
)
# Overrides of direction reach beyond the note they stand in; joiners and marks do not.
_OVERRIDES: Final = re.compile("[\u200b\u202a-\u202e\u2060\u2066-\u206f\ufeff]")
_DIGIT_SPACE: Final = re.compile(r"(?<=\d)[\u00a0\u2007\u2009\u202f](?=\d{3}(?!\d))")
_GROUP: Final = "'"
_SAME: Final = {
    "\u2212": "-", "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-",
    "\u2019": _GROUP, "\u2018": _GROUP, "\u02bc": _GROUP, "\u066c": _GROUP, "\u066b": ".",
    "\u2044": "\u2044", "\u2215": "/", "\u2032": "'", "\u2033": '"', "\u201c": '"', "\u201d": '"',
    "\u2264": "<", "\u2265": ">",
}  # fmt: skip
_COMPATIBLE: Final = ("<wide>", "<narrow>", "<square>", "<compat>", "<font>", "<noBreak>")


@dataclass(frozen=True, slots=True)
class Folded:
    """`low` is `text` folded; character i of it comes from `text[starts[i]]` on."""

    text: str
    low: str
    starts: tuple[int, ...] | range

    def kept(self, start: int, end: int) -> str:
        """What was typed between two positions of `low`, without overrides of direction."""
        return _OVERRIDES.sub("", self.text[self.starts[start] : self.starts[end]]).strip()

    def plain(self, start: int, end: int) -> str:
        """The same without any unseen mark."""
        typed = self.text[self.starts[start] : self.starts[end]]
        return typed if typed.isascii() else "".join(c for c in typed if c not in _UNSEEN)


def control_at(text: str) -> int | None:
    """Where the first control character stands (a tab is a blank, not one)."""
    found = _CONTROL.search(text)
    return found.start() if found else None


def fold(text: str) -> Folded:
    """Lower case, no accents, ASCII digits and dashes, wide forms made narrow, unseen marks
    dropped. Fractions and raised digits stay what they are: ½ is not 1 and 2.
    """
    if text.isascii():
        return Folded(text, text.lower().replace("\t", " "), range(len(text) + 1))
    parts: list[str] = []
    starts: list[int] = []
    seen: dict[str, str] = {}
    groups = {found.start() for found in _DIGIT_SPACE.finditer(text)}
    for index, char in enumerate(text):
        if index in groups:
            folded = _GROUP
        else:
            known = seen.get(char)
            folded = _fold_char(char) if known is None else known
            seen[char] = folded
        parts.append(folded)
        starts.extend([index] * len(folded))
    starts.append(len(text))
    return Folded(text, "".join(parts), tuple(starts))


def _fold_char(char: str) -> str:
    if char in _UNSEEN or "\u0300" <= char <= "\u036f":
        return ""
    if char in _SAME:
        return _SAME[char]
    if char.isspace():
        return " "
    digit = unicodedata.decimal(char, None)
    if digit is not None:
        return str(digit)
    plain = char
    if unicodedata.decomposition(char).startswith(_COMPATIBLE):
        wide = unicodedata.normalize("NFKC", char)
        plain = wide if not any(c.isdigit() for c in wide) else char
    bare = "".join(c for c in unicodedata.normalize("NFD", plain) if not "\u0300" <= c <= "\u036f")
    return bare.casefold()


def read_number(digits: str, decimal: str) -> float | None:
    """The number written with optional sign, groups and one decimal sign, or None.

    A lone comma or point is the decimal sign, unless exactly three digits follow it: then
    `decimal` tells whether it parts thousands (`1,234`). `0,123` is always a fraction.
    """
    sign = -1.0 if digits.startswith("-") else 1.0
    body = digits.lstrip("+-")
    commas, points = body.count(","), body.count(".")
    if commas and points:
        mark = "," if body.rfind(",") > body.rfind(".") else "."
    elif commas + points == 1:
        mark = "," if commas else "."
        if mark != decimal and _is_grouped(body, mark):
            mark = ""
    else:
        mark = ""
    whole, part, fraction = body.partition(mark) if mark else (body, "", "")
    if part and (not fraction.isdecimal() or mark in fraction):
        return None
    if not whole and part:
        whole = "0"
    if not whole.isdecimal():
        other = next((c for c in whole if c in ",.' "), "")
        if not other or not _is_grouped(whole, other):
            return None
        whole = whole.replace(other, "")
    if len(whole) + len(fraction) > 15:  # more than a float can tell apart
        return None
    return sign * float(f"{whole}.{fraction or 0}")


def _is_grouped(whole: str, mark: str) -> bool:
    first, *rest = whole.split(mark)
    return (
        first.isdecimal()
        and 1 <= len(first) <= 3
        and first[0] != "0"
        and all(len(group) == 3 and group.isdecimal() for group in rest)
    )
