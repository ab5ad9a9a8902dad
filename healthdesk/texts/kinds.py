"""What a file holds that is not kept, in words.

Readers count it by English words of their own or by the file's; those of their own are
translated here. A vendor's name for a kind, a table or a column stays as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from healthdesk.domain.transfers import FileReport
from healthdesk.texts.catalogue import pattern_of, tr, tr_n
from healthdesk.texts.formats import Format
from healthdesk.texts.names import TYPES, type_name

WHOLE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "row of totals": "row of totals",
        "row of another table below": "row of another table below",
        "row above the table": "row above the table",
        "row without a reading": "row without a reading",
        "empty row": "empty row",
        "table": "table without values",
        "other table": "other table",
        "other record type": "other kind of entry",
        "deleted": "deleted entry",
        "cancelled": "cancelled entry",
        "entered-in-error": "entry marked as an error",
        "told by a second uploader": "told again by a second uploader",
        "event": "event",
        "pump event": "event of the pump",
        "priming": "filling of the pump's tube",
        "calibration": "calibration",
        "sgv error code": "error code of the sensor",
        "insulin without units": "insulin without units",
        "insulin of a day": "insulin of a whole day",
        "food without grams": "food without grams",
        "carbohydrates in exchanges": "carbohydrates in exchanges",
        "failed blood pressure": "failed measurement of blood pressure",
        "muscles": "muscles",
        "mean arterial pressure": "mean arterial pressure",
        "night not measured": "night that was not measured",
        "night told twice": "night told twice",
        "part of a night": "part of a night",
        "sleep level of a part of a night": "sleep level of a part of a night",
        "sleep_level without an end": "sleep level without an end",
        "unknown sleep stage": "unknown sleep stage",
    }
)
BEGINNINGS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "column ": "column “{name}”",
        "table ": "table “{name}”",
        "user ": "user “{name}”",
        "file of kind ": "file of the kind “{name}”",
        "sleep level ": "sleep level “{name}”",
        "health status ": "health status “{name}”",
        "nutrition ": "nutrient “{name}”",
        "food ": "nutrient “{name}”",
    }
)
ENDINGS: Final[Mapping[str, str]] = MappingProxyType(
    {
        " told twice": "{name} told twice",
        " of 0": "{name} of 0",
        " of a day": "{name} of a whole day",
        " of an earlier day": "{name} of an earlier day",
        " of another stream": "{name} of another stream",
        " not measured": "{name} that was not measured",
        " without a value": "{name} without a value",
        " without carbohydrates": "{name} without carbohydrates",
        " without insulin": "{name} without insulin",
        " details": "details of {name}",
    }
)


def kind_words(kind: str) -> str:
    """A kind of `FileReport.ignored` as people read it; a name of the file's own as it is."""
    if kind in WHOLE:
        return pattern_of(WHOLE[kind], 0)
    for beginning, words in BEGINNINGS.items():
        name = kind.removeprefix(beginning)
        if name and name != kind:
            return pattern_of(words, 0).format(name=name)
    for ending, words in ENDINGS.items():
        name = kind.removesuffix(ending)
        if name and name != kind:
            return pattern_of(words, 0).format(name=_type_or_own(name))
    return _type_or_own(kind)


def _type_or_own(name: str) -> str:
    return type_name(name) if name in TYPES else name


def not_kept(file: FileReport) -> dict[str, int]:
    """The kinds of a file that are not kept and how many of each, the most frequent first;
    without the people the user left out."""
    chosen = {f"user {user}" for user in file.left_out}
    kinds = sorted(file.ignored.items(), key=lambda item: -item[1])
    return {kind: n for kind, n in kinds if kind not in chosen}


def left_out_sentences(file: FileReport, shape: Format) -> list[str]:
    """How many readings of each of the file's people the user left out."""
    return [
        tr_n("{n} reading of {user} was left out, as you chose.",
             "{n} readings of {user} were left out, as you chose.", n,
             n=shape.number(n, 0), user=user_words(user))
        for user, n in file.left_out.items()
    ]  # fmt: skip


def user_words(user: str) -> str:
    """One of a file's people; scales number theirs."""
    return tr("user {number}", number=user) if user.isdecimal() else tr("“{name}”", name=user)
