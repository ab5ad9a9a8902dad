"""The words of one language, looked up by their English source."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Final

from healthdesk.paths import resource

ENGLISH: Final = "en"
# Made on the fly from the English, longer and with accents: shows clipped and forgotten texts.
STRETCHED: Final = "xx"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Translations of one language; what has none stays English.

    `plurals` holds two forms, for one and for any other number: the languages shipped need
    no more.
    """

    language: str = ENGLISH
    messages: Mapping[str, str] = field(default_factory=dict)
    plurals: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def text(self, source: str) -> str:
        if self.language == STRETCHED:
            return stretch(source)
        return self.messages.get(source, source)

    def plural(self, one: str, other: str, n: float) -> str:
        if self.language == STRETCHED:
            return stretch(one if n == 1 else other)
        forms = self.plurals.get(other, (one, other))
        return forms[0] if n == 1 else forms[1]


# The language of this process: the one place that changes, so that `tr` needs no argument in
# a thousand calls. Set at the start and by the language setting, each time as a whole.
_current: Final = [Catalogue()]
# Another one for what is written inside `speaking`, and there alone.
_spoken: Final[ContextVar[Catalogue | None]] = ContextVar("spoken", default=None)


def use_language(code: str) -> None:
    """Speak this language from now on. An unknown one raises `FileNotFoundError`."""
    _current[0] = load(code)


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak another language inside the block, in this thread alone: for what is written for
    somebody else. An unknown one raises `FileNotFoundError`."""
    token = _spoken.set(load(code))
    try:
        yield
    finally:
        _spoken.reset(token)


def _words() -> Catalogue:
    return _spoken.get() or _current[0]


def language() -> str:
    """Code of the language in use."""
    return _words().language


def tr(source: str, /, **blanks: object) -> str:
    """`source` in the language in use, its `{blanks}` filled as by `str.format`.

    `source` stands as a literal where it is called, so that the translations can be collected.
    """
    text = _words().text(source)
    return text.format_map(blanks) if blanks else text


def tr_n(one: str, other: str, n: float, /, **blanks: object) -> str:
    """The form for `n`, which fills `{n}` where no blank of that name is given."""
    return _words().plural(one, other, n).format_map({"n": n} | blanks)


def pattern_of(source: str | tuple[str, str], n: float) -> str:
    """A text of a table, or its form for `n`, with its blanks still open."""
    if isinstance(source, str):
        return _words().text(source)
    return _words().plural(*source, n)


def shipped_languages() -> tuple[str, ...]:
    """Codes of the languages there are, English first."""
    folder = resource("translations")
    found = sorted(p.stem.removeprefix("healthdesk_") for p in folder.glob("healthdesk_*.ts"))
    return (ENGLISH, *found)


def load(code: str) -> Catalogue:
    """The catalogue of a language, read from its translation file."""
    if code in (ENGLISH, STRETCHED):
        return Catalogue(code)
    # Only here: English needs no XML.
    import xml.etree.ElementTree as ET

    tree = ET.parse(resource(f"translations/healthdesk_{code}.ts"))  # noqa: S314 - our own file
    messages: dict[str, str] = {}
    plurals: dict[str, tuple[str, str]] = {}
    for message in tree.iterfind("context/message"):
        source = message.findtext("source", "")
        translation = message.find("translation")
        forms = [form.text or "" for form in message.iterfind("translation/numerusform")]
        if len(forms) == 2 and all(forms):
            plurals[source] = (forms[0], forms[1])
        elif translation is not None and translation.text and not forms:
            messages[source] = translation.text
    return Catalogue(code, messages, plurals)


_ACCENTS: Final = str.maketrans("aceinouyACEINOUY", "àçéîñöûýÀÇÉÎÑÖÛÝ")
# Blanks and markup keep their meaning.
_KEPT: Final = re.compile(r"(\{[^{}]*\}|<[^<>]*>)")


def stretch(source: str) -> str:
    """The source with accents, in brackets and two fifths longer, its blanks as they were."""
    if not source.strip():
        return source
    parts = _KEPT.split(source)
    words = "".join(parts[::2])
    # In words, so that it may be broken into lines as a translation may.
    length = max(0, math.ceil(len(words) * 0.4) - 2)
    filling = "".join(" " if place % 12 == 11 else "~" for place in range(length))
    return "[" + "".join(_stretched(parts)) + filling + "]"


def _stretched(parts: list[str]) -> Iterator[str]:
    for number, part in enumerate(parts):
        yield part if number % 2 else part.translate(_ACCENTS)
