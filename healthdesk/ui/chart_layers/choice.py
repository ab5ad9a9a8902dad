"""Which layers are switched on, remembered for each type from one start to the next."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from healthdesk.domain.health_types import HealthType, TypeBook
from healthdesk.domain.overlays import Wanted
from healthdesk.paths import Paths
from healthdesk.ui.window_state import keep, recalled

KEY: Final = "chart/layers/{id}"
MOST_BENEATH: Final = 8


@dataclass(frozen=True, slots=True)
class LayerChoice:
    """`on` and `off` are keys that were switched by hand; the others are as at first. `other`
    is the slug of the second type ("" none), `against` the other period as
    `periods.EarlierPeriod` has it, `beneath` the rows under the plot."""

    on: frozenset[str] = frozenset()
    off: frozenset[str] = frozenset()
    other: str = ""
    against: str = ""
    beneath: tuple[Wanted, ...] = ()

    def shows(self, key: str, *, at_first: bool) -> bool:
        return key in self.on or (at_first and key not in self.off)

    def switched(self, key: str, *, on: bool) -> LayerChoice:
        return LayerChoice(
            (self.on | {key}) if on else self.on - {key},
            self.off - {key} if on else (self.off | {key}),
            self.other, self.against, self.beneath,
        )  # fmt: skip


def recall(paths: Paths, kind: HealthType, types: TypeBook) -> LayerChoice:
    """As it was left; types that are gone are left out. Without, or where what is kept is of
    another make, as at first."""
    try:
        kept: Any = json.loads(str(recalled(paths, KEY.format(id=kind.id)) or "{}"))
    except ValueError:
        return LayerChoice()
    return _read(kept, types) if isinstance(kept, dict) else LayerChoice()


def _read(kept: Mapping[str, Any], types: TypeBook) -> LayerChoice:
    slugs = {each.id: each.slug for each in types}
    beneath = [
        Wanted("type", slugs[one])
        for one in _listed(kept, "beneath")
        if isinstance(one, int) and one in slugs
    ]
    other, against = kept.get("other"), kept.get("against")
    return LayerChoice(
        frozenset(map(str, _listed(kept, "on"))),
        frozenset(map(str, _listed(kept, "off"))),
        slugs.get(other, "") if isinstance(other, int) else "",
        against if isinstance(against, str) else "",
        tuple(beneath)[:MOST_BENEATH],
    )


def _listed(kept: Mapping[str, Any], key: str) -> list[Any]:
    found = kept.get(key)
    return found if isinstance(found, list) else []


def remember(paths: Paths, kind: HealthType, types: TypeBook, choice: LayerChoice) -> None:
    """Types are kept by their numbers and tags not at all: what a person has named stays in
    the database."""
    other = types.get(choice.other)
    beneath = [
        types[one.name].id for one in choice.beneath if one.kind == "type" and one.name in types
    ]
    kept = {
        "on": sorted(choice.on), "off": sorted(choice.off), "against": choice.against,
        "other": 0 if other is None else other.id, "beneath": beneath,
    }  # fmt: skip
    keep(paths, KEY.format(id=kind.id), json.dumps(kept))
