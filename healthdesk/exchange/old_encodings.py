"""Encodings from before Unicode, told by the words that a file's beginning has in them.

Spreadsheets and older programs write in the encoding of their country. The bytes fit several;
words of diaries and exports are there in one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import Final

from healthdesk.domain.column_words import PART_STEMS, PARTS, ROLE_WORDS
from healthdesk.domain.header_words import TYPE_WORDS, plain

USUAL: Final = "cp1252"
# Where two have as many words the first counts.
OTHERS: Final = (
    "cp932", "gb18030", "big5", "cp949", "cp1251", "cp1250", "cp1253", "cp1254", "cp1255", "cp1256",
    "cp874", "koi8-r", "cp866", "mac-roman",
)  # fmt: skip
# Bytes that are looked at, and words in them.
SAMPLE: Final = 2048
WORDS_MAX: Final = 100

_WORD = re.compile(r"[^\W\d_]+")


def _pieces() -> Iterator[str]:
    words = chain(*TYPE_WORDS.values(), *ROLE_WORDS.values(), *PARTS.values())
    for word in words:
        # A letter or two of an alphabet stand in any file.
        yield from (piece for piece in _WORD.findall(word) if len(piece) > 2 or piece > "\u2e80")


_KNOWN: Final = frozenset(_pieces())
_STEMS: Final = tuple(chain(*PART_STEMS.values()))


def encoding_by_words(head: bytes) -> str:
    """The encoding in which most words are known of a text that is not UTF-8; Western European
    where no other has more."""
    sample = head[:SAMPLE]
    if b"\n" in sample:
        sample = sample[: sample.rindex(b"\n")]
    best, most = USUAL, _known_words(sample.decode(USUAL, "replace"))
    for encoding in OTHERS:
        try:
            known = _known_words(sample.decode(encoding))
        except UnicodeDecodeError:
            continue
        if known > most:
            best, most = encoding, known
    return best


def _known_words(text: str) -> int:
    """How many words that need more than ASCII are known."""
    words = [word for word in _WORD.findall(text)[:WORDS_MAX] if not word.isascii()]
    return sum(one in _KNOWN or one.startswith(_STEMS) for one in map(plain, words))
