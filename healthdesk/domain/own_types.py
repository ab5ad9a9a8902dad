"""Whether a type the user makes can work: its name, units, figures."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Container, Iterator
from dataclasses import replace
from itertools import pairwise

from healthdesk.domain import units
from healthdesk.domain.checks import LARGEST
from healthdesk.domain.errors import FieldError, InvalidData
from healthdesk.domain.health_types import HealthType, Range

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
SLUG_MAX, NAME_MAX, UNIT_MAX = 60, 80, 20
DECIMALS_MAX = 6
AGGREGATES = ("mean", "sum", "last", "min")


# Letters that stay one letter when accents are taken off.
_SPELT = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d"})
_UNNAMED = "own-type"


def slug_for(name: str, taken: Container[str] = ()) -> str:
    """The short name of a type shown as `name`: "Kalte Dusche" is kalte-dusche. One that is
    taken, a number alone, or a name without Latin letters gets a number or a word."""
    apart = unicodedata.normalize("NFKD", name.lower().translate(_SPELT))
    plain = re.sub("[^a-z0-9]+", "-", apart.encode("ascii", "ignore").decode())
    slug = plain.strip("-")[: SLUG_MAX - 4].rstrip("-") or _UNNAMED
    if slug.isdigit():
        slug = f"{_UNNAMED}-{slug}"
    found, number = slug, 1
    while found in taken:
        number += 1
        found = f"{slug}-{number}"
    return found


def fellow_units(unit: str) -> tuple[str, ...]:
    """The other units of the table that values in `unit` can be given in too."""
    if not units.known(unit):
        return ()
    return tuple(code for code in units.codes() if code != unit and _converts(unit, code))


def check_type(kind: HealthType) -> HealthType:
    """The normal form of a type of the user's own.

    Raises `InvalidData` naming every wrong field: slug, name, unit, units, decimals,
    aggregate, hard, soft, typical. Several units must be known ones that convert among each
    other; a single one may be any word ("puffs").
    """
    kind = replace(kind, name=" ".join(kind.name.split()), units=tuple(kind.units))
    errors = [
        *_name_errors(kind),
        *_unit_errors(kind),
        *_figure_errors(kind),
        *(error for field in ("hard", "soft", "typical") for error in _range_errors(kind, field)),
    ]
    if errors:
        raise InvalidData(*errors)
    # Portions of a day simply add up: only the catalogue knows what overlaps.
    return replace(kind, combine="add" if kind.aggregate == "sum" else "none")


def _name_errors(kind: HealthType) -> Iterator[FieldError]:
    if len(kind.slug) > SLUG_MAX or not SLUG.fullmatch(kind.slug) or kind.slug.isdigit():
        yield FieldError("slug", "slug-form", high=SLUG_MAX)
    if not 1 <= len(kind.name) <= NAME_MAX or not kind.name.isprintable():
        yield FieldError("name", "type-name", high=NAME_MAX)
    if not kind.own or kind.parts or kind.codes or kind.derived or kind.interval:
        yield FieldError("group", "own-type-simple")


def _unit_errors(kind: HealthType) -> Iterator[FieldError]:
    if not kind.unit or len(set(kind.units)) != len(kind.units) or kind.unit not in kind.units:
        yield FieldError("units", "own-units-list")
    if len(kind.units) == 1:
        unit = kind.units[0]
        plain = unit.strip() == unit and unit.isprintable() and not any(map(str.isdigit, unit))
        if not units.known(unit) and not (plain and 1 <= len(unit) <= UNIT_MAX):
            yield FieldError("unit", "own-unit-word", high=UNIT_MAX)
        return
    unknown = [unit for unit in kind.units if not units.known(unit)]
    if unknown:
        yield FieldError("units", "own-unit-unknown", unit=unknown[0][:40])
    elif not all(_converts(one, other) for one, other in pairwise(kind.units)):
        yield FieldError("units", "own-units-differ", units=list(kind.units))


def _converts(unit: str, to: str) -> bool:
    try:
        units.convert(1.0, unit, to)
    except ValueError:
        return False
    return True


def _figure_errors(kind: HealthType) -> Iterator[FieldError]:
    if not 0 <= kind.decimals <= DECIMALS_MAX or (kind.whole and kind.decimals):
        yield FieldError("decimals", "own-decimals", high=DECIMALS_MAX)
    if kind.aggregate not in AGGREGATES:
        yield FieldError("aggregate", "own-aggregate", names=", ".join(AGGREGATES))


def _range_errors(kind: HealthType, field: str) -> Iterator[FieldError]:
    limits: Range = getattr(kind, field)
    ends = [end for end in (limits.low, limits.high) if end is not None]
    if any(not math.isfinite(end) or abs(end) > LARGEST for end in ends):
        yield FieldError(field, "own-range-number")
    elif len(ends) == 2 and not ends[0] < ends[1]:
        yield FieldError(field, "own-range-backwards")
    elif field != "hard" and not all(kind.hard.holds(end) for end in ends):
        yield FieldError(field, "own-range-outside")
