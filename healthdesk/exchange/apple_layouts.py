"""What the repeating part of an Apple Health record means, worked out once for each."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from math import inf, nan
from xml.parsers import expat

import numpy as np
from numpy.typing import NDArray

from healthdesk.domain.checks import SOURCE_MAX, longest
from healthdesk.domain.health_types import HealthType
from healthdesk.exchange.apple_types import (
    DIASTOLIC,
    SHARES,
    SLEEP_ANALYSIS,
    SLUGS,
    STAGES,
    SYSTOLIC,
    kind_name,
    unit_of,
)
from healthdesk.exchange.apple_xml import cleaned
from healthdesk.exchange.batches import Group, Judge, Scale, number

Flags = NDArray[np.bool_]
Reals = NDArray[np.float64]

# So many wordings (with their own device text) and meanings are remembered.
HEADS_KEPT = 8192
LAYOUTS_KEPT = 20_000
UNKNOWN = -1
# All that repeats from record to record; read by expat once for each wording.
HEAD = re.compile(
    rb' type="[^"<\n]*" sourceName="[^"<\n]*"(?: sourceVersion="[^"<\n]*")?'
    rb'(?: device="[^"<\n]*")?(?: unit="[^"<\n]*")?'
)
# The address of an object in the phone's memory, another one in every record.
DEVICE_ADDRESS = re.compile(rb'(?P<before> device="[^"<]*?HKDevice: 0x)(?P<digits>[0-9a-fA-F]+)')
CONTROLS = dict.fromkeys((*range(32), 127), " ")


@dataclass(frozen=True, slots=True)
class Layout:
    """Type, source and unit of records alike.

    `slug` is empty for kinds that are not kept; `kind` is the name they are counted under.
    `number` reads the value's text, NaN where it cannot; `plain` says that `float` does it
    as well. From `low` to `high` a number is surely allowed.
    """

    identifier: str
    kind: str
    source: str
    unit: str
    slug: str = ""
    scale: Scale | None = None
    number: Callable[[bytes], float] = number
    plain: bool = True
    interval: bool = False
    # Its intervals may only be so long.
    bounded: bool = False
    low: float = inf
    high: float = -inf

    @property
    def pressure(self) -> bool:
        return self.identifier in (SYSTOLIC, DIASTOLIC)

    @property
    def direct(self) -> bool:
        """Whether the unit is the canonical one."""
        return self.scale is not None and self.scale.direct

    def converted(self, values: Sequence[float]) -> list[float]:
        """In the canonical unit, with all digits."""
        if self.scale is None:
            raise ValueError("a record whose unit is unknown has no canonical value")
        return list(map(self.scale.convert, values))


@dataclass(frozen=True, slots=True)
class Facts:
    """Of each layout what its records are judged by (`Layout`), as columns; `kept`: it has a
    slug."""

    kept: Flags
    pressure: Flags
    plain: Flags
    direct: Flags
    bounded: Flags
    low: Reals
    high: Reals


class Layouts:
    def __init__(self, judge: Judge, member: int = 0) -> None:
        self.all: list[Layout] = []
        # Of each layout.
        self.groups: list[Group] = []
        self._member = member
        self._judge = judge
        self._index: dict[tuple[str, str, str], int] = {}
        self._heads: dict[bytes, int] = {}
        self._models: dict[bytes, int] = {}
        self._facts = _facts(())

    def facts(self) -> Facts:
        """Of all layouts so far."""
        if len(self._facts.kept) < len(self.all):
            self._facts = _facts(self.all)
        return self._facts

    def of(self, attributes: Mapping[str, str]) -> Layout:
        """The layout of a record of these attributes."""
        key = _key(attributes)
        code = self._code(key)
        return self._made(*key) if code == UNKNOWN else self.all[code]

    def codes(self, heads: Sequence[bytes]) -> list[int]:
        """Indices into `all` for the first attributes of records, as they stand in the file.

        `UNKNOWN` for what is not of Apple's wording, or where there are too many to remember.
        """
        known = self._heads
        with suppress(KeyError):  # one of them is new
            return list(map(known.__getitem__, heads))
        missing = set(heads) - known.keys()
        if len(known) + len(missing) > HEADS_KEPT:
            known.clear()
            missing = set(heads)
        for head in missing:
            known[head] = self._learn(head)
        return [known[head] for head in heads]

    def _learn(self, head: bytes) -> int:
        model = DEVICE_ADDRESS.sub(rb"\g<before>0", head)
        code = self._models.get(model)
        if code is None:
            attributes = _attributes(model) if HEAD.fullmatch(model) else None
            code = UNKNOWN if attributes is None else self._code(_key(attributes))
            if len(self._models) >= HEADS_KEPT:
                self._models.clear()
            self._models[model] = code
        return code

    def _code(self, key: tuple[str, str, str]) -> int:
        """`UNKNOWN` where there are too many already."""
        code = self._index.get(key, UNKNOWN)
        if code == UNKNOWN and len(self.all) < LAYOUTS_KEPT:
            code = self._index[key] = len(self.all)
            layout = self._made(*key)
            self.all.append(layout)
            self.groups.append(
                Group(layout.slug, layout.unit, "", layout.source, member=self._member)
            )
        return code

    def _made(self, identifier: str, source: str, unit_text: str) -> Layout:
        slug = "sleep-stage" if identifier == SLEEP_ANALYSIS else SLUGS.get(identifier, "")
        kind = self._judge.types.get(slug)
        if kind is None:
            return Layout(identifier, kind_name(identifier), source, unit_text)
        unit = kind.unit if identifier == SLEEP_ANALYSIS else unit_of(kind, unit_text)
        scale = None if unit is None else self._judge.scale(kind, unit)
        return Layout(
            identifier,
            kind_name(identifier),
            source,
            unit if unit is not None else unit_text,
            slug,
            scale,
            _reader(kind),
            plain=slug not in SHARES and identifier != SLEEP_ANALYSIS,
            interval=kind.interval,
            bounded=longest(kind) is not None,
            low=scale.low if scale else inf,
            high=scale.high if scale else -inf,
        )


def _facts(layouts: Sequence[Layout]) -> Facts:
    def flags(each: Callable[[Layout], bool]) -> Flags:
        return np.array(list(map(each, layouts)), np.bool_)

    return Facts(
        kept=flags(lambda one: bool(one.slug)),
        pressure=flags(lambda one: one.pressure),
        plain=flags(lambda one: one.plain),
        direct=flags(lambda one: one.direct),
        bounded=flags(lambda one: one.bounded),
        low=np.array([one.low for one in layouts], np.float64),
        high=np.array([one.high for one in layouts], np.float64),
    )


def tidy(source: str) -> str:
    """A source's name as it is stored: without control characters, not endless."""
    return source.translate(CONTROLS).strip()[:SOURCE_MAX]


def _key(attributes: Mapping[str, str]) -> tuple[str, str, str]:
    source = tidy(attributes.get("sourceName", ""))
    return attributes.get("type", ""), source, attributes.get("unit", "")


def _attributes(head: bytes) -> dict[str, str] | None:
    """A record's attributes, read by expat; None where they are no XML."""
    found: dict[str, str] = {}
    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler = lambda _name, attributes: found.update(attributes)
    try:
        parser.Parse(b"<Record" + cleaned(head) + b"/>", True)
    except expat.ExpatError:
        return None
    return found


def _reader(kind: HealthType) -> Callable[[bytes], float]:
    if kind.slug in SHARES:
        return _percent
    if kind.slug == "sleep-stage":
        codes = {text: float(kind.codes.index(stage)) for text, stage in STAGES.items()}
        return lambda text: codes.get(text, nan)
    return number


def _percent(text: bytes) -> float:
    """Apple writes 97 % as 0.97 or as 97."""
    value = number(text)
    return round(value * 100, 9) if 0 <= value <= 1 else value
