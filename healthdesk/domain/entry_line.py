"""One typed line, what is wrong in it, and how it would read mended."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from healthdesk.domain.typed_text import Folded

SEPARATORS: Final = re.compile(r"[\s,;]+")


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a line (or a part of it) cannot be taken: a code, its blanks, where it stands.

    `choices` are whole lines that would answer an open question ("glucose 20 mg/dL").
    """

    code: str
    params: dict[str, object] = field(default_factory=dict)
    start: int = 0
    end: int = 0
    choices: tuple[str, ...] = ()


class Stop(Exception):
    """Reading ends here with a trouble."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.code)
        self.trouble = trouble


class TypedLine:
    """The line as typed and as it is compared; places are those of `low`."""

    __slots__ = ("folded", "low")

    def __init__(self, folded: Folded) -> None:
        self.folded = folded
        self.low = folded.low

    def typed(self, start: int, end: int) -> str:
        return self.folded.plain(start, end).strip()

    def whole(self) -> str:
        return self.folded.plain(0, len(self.low)).strip()

    def edited(self, fix: tuple[int, int, str]) -> str:
        """The whole line with one stretch replaced."""
        start, end, text = fix
        whole = len(self.low)
        return f"{self.folded.plain(0, start)}{text}{self.folded.plain(end, whole)}".strip()

    def trouble(
        self, code: str, params: dict[str, object], start: int, end: int,
        choices: tuple[str, ...] = (),
    ) -> Stop:  # fmt: skip
        starts = self.folded.starts
        return Stop(Trouble(code, params, starts[start], starts[end], choices))
