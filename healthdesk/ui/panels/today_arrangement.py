"""Which cards a person has on Today, how each is shown, and in what order."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, get_args

from healthdesk.domain.records import Person
from healthdesk.paths import Paths
from healthdesk.ui.window_state import keep, recalled

# A card in words with a line, or a small chart of so many days.
Look = Literal["card", "month", "quarter"]
Size = Literal["normal", "wide"]
Place = Literal["below", "above", "off"]
CHART_DAYS: Final[dict[Look, int]] = {"month": 30, "quarter": 90}


@dataclass(frozen=True, slots=True)
class Tile:
    """One type on Today."""

    type: str
    look: Look = "card"
    size: Size = "normal"


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The order chosen by hand; types in `removed` stay away until they are put back, types
    used later come last by themselves. `insights`: where what stands out is told."""

    tiles: tuple[Tile, ...] = ()
    removed: frozenset[str] = frozenset()
    insights: Place = "below"

    def shown(self, used: Sequence[str]) -> tuple[Tile, ...]:
        """What is on the page of types with readings, the most used first. A type whose
        readings are gone keeps its place for when there are some again."""
        there = set(used)
        placed = {tile.type for tile in self.tiles} | self.removed
        new = (Tile(slug) for slug in used if slug not in placed)
        return (*(tile for tile in self.tiles if tile.type in there), *new)

    def with_shown(self, tiles: Sequence[Tile], used: Sequence[str]) -> Arrangement:
        """As it is after the tiles on the page were changed to these."""
        there = set(used)
        away = [tile for tile in self.tiles if tile.type not in there]
        removed = there - {tile.type for tile in tiles}
        return dataclasses.replace(
            self,
            tiles=(*tiles, *away),
            removed=frozenset(removed | (self.removed - there)),
        )


def moved(tiles: Sequence[Tile], slug: str, to: int) -> tuple[Tile, ...]:
    """The tile of a type at another place, the ends being as far as one goes."""
    tile = next(one for one in tiles if one.type == slug)
    rest = [one for one in tiles if one.type != slug]
    at = max(0, min(len(rest), to))
    return (*rest[:at], tile, *rest[at:])


# Kept in the window's state, by person


def kept(paths: Paths, person: Person) -> Arrangement | None:
    """What this person arranged; None where nothing was, and Today is as it comes."""
    text = recalled(paths, _key(person))
    return _read(text) if isinstance(text, str) and text else None


def keep_arranged(paths: Paths, person: Person, arrangement: Arrangement | None) -> None:
    """Remember it over restarts; None is as if nothing had been arranged."""
    keep(paths, _key(person), "" if arrangement is None else _written(arrangement))


def hidden_kinds(paths: Paths, person: Person) -> frozenset[str]:
    """Kinds of insights this person does not want to see."""
    text = recalled(paths, f"{_key(person)}-hidden")
    return frozenset(text.split()) if isinstance(text, str) else frozenset()


def keep_hidden_kinds(paths: Paths, person: Person, kinds: frozenset[str]) -> None:
    keep(paths, f"{_key(person)}-hidden", " ".join(sorted(kinds)))


def _key(person: Person) -> str:
    return f"today/{person.uid.hex()}"


def _written(arrangement: Arrangement) -> str:
    return json.dumps(
        {
            "tiles": [[tile.type, tile.look, tile.size] for tile in arrangement.tiles],
            "removed": sorted(arrangement.removed),
            "insights": arrangement.insights,
        }
    )


def _read(text: str) -> Arrangement | None:
    """A file somebody else wrote into is as good as none: Today is then as it comes."""
    try:
        told = json.loads(text)
        tiles = tuple(_tile(one) for one in told["tiles"])
        removed = frozenset(str(slug) for slug in told["removed"])
        place: Place = _one_of(told["insights"], get_args(Place))
    except (ValueError, KeyError, TypeError):
        return None
    if len({tile.type for tile in tiles}) < len(tiles):
        return None
    return Arrangement(tiles, removed, place)


def _tile(told: Any) -> Tile:
    slug, look, size = told
    return Tile(str(slug), _one_of(look, get_args(Look)), _one_of(size, get_args(Size)))


def _one_of(word: Any, choices: tuple[Any, ...]) -> Any:
    if word not in choices:
        raise ValueError(word)
    return word
