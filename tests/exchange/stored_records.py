"""Records as they come from the database, made up by hypothesis."""

from __future__ import annotations

from hypothesis import strategies as st

from healthdesk.domain import units
from healthdesk.domain.checks import clean_note, normal_tags
from healthdesk.domain.health_types import CATALOGUE, HealthType, Part, Range, TypeBook
from healthdesk.domain.records import Person, Record
from healthdesk.domain.times import DAY_MS, HOUR_MS
from tests.exchange.parsed import NOW

PUFFS = HealthType("puffs", "own", "puffs", ("puffs",), 0, "sum", Range(0, 50), name="Puffs")
TYPES = TypeBook(
    HealthType(**{**{f: getattr(kind, f) for f in HealthType.__slots__}, "id": number})
    for number, kind in enumerate((*CATALOGUE, PUFFS), 1)
)
PERSONS = {
    1: Person(1, bytes(15) + b"\1", "Ada", "#1F6FEB", None, None, None, None, None),
    2: Person(
        2, bytes(15) + b"\2", "Ben", "#C2410C", "1990-02-03", "male", 182.0, "Europe/Berlin",
        1_700_000_000_000,
    ),
}  # fmt: skip

_texts = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=40)
notes = _texts.map(clean_note)
_words = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=8)


def _amounts(limits: HealthType | Part, kind: HealthType, unit: str) -> st.SearchStrategy[float]:
    low, high = (
        units.convert(end, kind.unit, unit, kind.slug) if unit != kind.unit else end
        for end in (
            0.0 if limits.hard.low is None else limits.hard.low,
            1000.0 if limits.hard.high is None else limits.hard.high,
        )
    )
    room = (high - low) * 0.01
    return st.floats(low + room, high - room).map(lambda value: round(value, 3) + 0.0)


@st.composite
def stored(draw: st.DrawFn) -> Record:
    """A reading that keeps to the rules, of any type that is stored."""
    kind = draw(st.sampled_from([kind for kind in TYPES if not kind.derived]))
    unit = draw(st.sampled_from(kind.units))
    if kind.parts:
        second = draw(_amounts(kind.parts[1], kind, unit))
        first = draw(_amounts(kind.parts[0], kind, unit).filter(lambda value: value > second))
    else:
        first, second = draw(_amounts(kind, kind, unit)), 0.0
    if kind.codes:
        first = float(draw(st.integers(0, len(kind.codes) - 1)))
    at = draw(st.integers(DAY_MS, NOW - 2 * DAY_MS))
    length = draw(st.integers(1, 20 * HOUR_MS))
    over_time = kind.interval or draw(st.booleans())
    deleted = draw(st.none() | st.integers(at, NOW))
    return Record(
        id=0,
        uid=draw(st.binary(min_size=16, max_size=16)),
        person_id=draw(st.sampled_from((1, 2))),
        type_id=kind.id,
        type=kind.slug,
        value=first,
        value2=second if kind.parts else None,
        unit=unit,
        canonical=first,
        canonical2=second,
        recorded_at=at,
        offset=draw(st.integers(-48, 56).map(lambda quarter: quarter * 15)),
        ended_at=at + length if over_time else None,
        comparator="" if kind.codes else draw(st.sampled_from(("", "", "<", ">"))),
        note=draw(notes),
        tags=normal_tags(draw(st.lists(_words, max_size=3))),
        source=draw(st.sampled_from(("manual", "", "Watch", 'Scale "X", 2.0', "=1+1", "Ürük"))),
        import_id=None,
        created_at=at,
        updated_at=at,
        deleted_at=deleted,
    )
