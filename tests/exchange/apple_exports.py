"""Small exports in Apple Health's shape, written by the tests."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from xml.sax.saxutils import quoteattr

from healthdesk.exchange.apple_health import AppleHealth
from healthdesk.exchange.archive import LIMITS, Source
from healthdesk.exchange.batches import Options, Row, Tally

NOW = 1_800_000_000_000  # January 2027
PROLOG = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE HealthData [
<!-- HealthKit Export Version: 14; <HealthData is declared below -->
<!ELEMENT HealthData (ExportDate,Me,(Record|Correlation)*)>
<!ATTLIST HealthData
  locale CDATA #REQUIRED
>
<!ELEMENT HeartRateVariabilityMetadataList (InstantaneousBeatsPerMinute*)
<!ATTLIST Record broken CDATA #IMPLIED
]>
"""
DAY = "2024-01-10 12:52:42 +0100"
DAY_MS = 1_704_887_562_000


def record(
    kind: str,
    value: str | None,
    unit: str | None = None,
    *,
    start: str = DAY,
    end: str | None = None,
    source: str = "Watch",
    inside: str = "",
) -> str:
    """One top-level record in Apple's own layout; `kind` without its prefix."""
    identifier = kind if kind.startswith("HK") else "HKQuantityTypeIdentifier" + kind
    attributes = [("type", identifier), ("sourceName", source), ("sourceVersion", "10.1")]
    if unit is not None:
        attributes.append(("unit", unit))
    attributes += [("creationDate", DAY), ("startDate", start), ("endDate", end or start)]
    if value is not None:
        attributes.append(("value", value))
    # Apple writes double quotes always.
    text = "".join(
        f' {name}="{quoteattr(value + chr(39))[1:-2].replace(chr(34), "&quot;")}"'
        for name, value in attributes
    )
    return f" <Record{text}>{inside}</Record>\n" if inside else f" <Record{text}/>\n"


def sleep(stage: str, start: str, end: str) -> str:
    value = "HKCategoryValueSleepAnalysis" + stage
    return record("HKCategoryTypeIdentifierSleepAnalysis", value, start=start, end=end)


def correlation(*inside: str, kind: str = "BloodPressure") -> str:
    return (
        f' <Correlation type="HKCorrelationTypeIdentifier{kind}" sourceName="Cuff"'
        f' startDate="{DAY}" endDate="{DAY}">\n{"".join(inside)} </Correlation>\n'
    )


def export(*elements: str, prolog: str = PROLOG) -> bytes:
    head = (
        f'{prolog}<HealthData locale="en_GB">\n <ExportDate value="2024-02-01 08:00:00 +0100"/>\n'
    )
    me = ' <Me HKCharacteristicTypeIdentifierBiologicalSex="HKBiologicalSexNotSet"/>\n'
    return (head + me + "".join(elements) + "</HealthData>\n").encode()


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


class Dribble(io.BytesIO):
    """A stream that gives no more than so many bytes at a time."""

    def __init__(self, data: bytes, most: int) -> None:
        super().__init__(data)
        self._most = most

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(self._most if size is None or size < 0 else min(size, self._most))


def parsed(
    data: bytes,
    *,
    pattern: bool = True,
    most: int = 1 << 20,
    birth_date: str | None = None,
    now: int = NOW,
) -> tuple[list[Row], Tally]:
    source = Source(Dribble(data, most), len(data), LIMITS.unpacked, "export.xml", LIMITS)
    options = Options(now=now, birth_date=birth_date)
    parser = AppleHealth(source, options, "export.xml", pattern=pattern)
    rows = [row for batch in parser.batches() for row in batch.rows]
    return rows, parser.tally
