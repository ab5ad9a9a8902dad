"""The decimal sign of each column of a table, where `81,412` is either of two numbers.

A column's own numbers prove it; else the type's hard range does where only one of the two
readings keeps every value possible; else the other columns of the table do. What nothing
proves is not guessed.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from healthdesk.domain import units
from healthdesk.domain.health_types import HealthType, Range
from healthdesk.exchange.local_times import decimal_of, is_either_number, parse_number

SIGNS = (".", ",")


@dataclass(slots=True)
class _Possible:
    """The signs with which all values met so far were possible, and whole where they must."""

    signs: set[str] = field(default_factory=lambda: set(SIGNS))
    whole: set[str] = field(default_factory=lambda: set(SIGNS))


class DecimalSigns:
    """`told` is the sign the owner of the table gave, "" for none: it counts for all."""

    def __init__(self, told: str = "") -> None:
        self._told = told
        self._proven: dict[str, str] = {}
        self._possible: dict[str, _Possible] = {}

    def is_settled(self, column: str) -> bool:
        """Whether more cells of a column could tell nothing new."""
        return bool(self._told) or column in self._proven

    def prove(self, column: str, text: str) -> bool:
        """Look at a cell; False where it could be either of two numbers."""
        sign = decimal_of((text,))
        if sign:
            self._proven.setdefault(column, sign)
        return not is_either_number(text)

    def weigh(self, column: str, text: str, kind: HealthType, limits: Range, unit: str) -> None:
        """Look at a cell that could be either of two numbers of a type in a unit."""
        possible = self._possible.setdefault(column, _Possible())
        for sign in SIGNS:
            value = parse_number(text, sign)
            if not limits.holds(units.convert(value, unit, kind.unit, kind.slug)):
                possible.signs.discard(sign)
            if kind.whole and not value.is_integer():
                possible.whole.discard(sign)

    def of(self, column: str) -> str:
        """The sign of a column, "" where nothing tells."""
        if self._told:
            return self._told
        if column in self._proven:
            return self._proven[column]
        possible = self._possible.get(column, _Possible())
        for signs in (possible.signs, possible.signs & possible.whole, {*self._proven.values()}):
            if len(signs) == 1:
                return next(iter(signs))
        return ""
