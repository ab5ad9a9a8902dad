"""A big Apple Health export as phones write it: kind after kind, each over six years."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

SEED = 5
YEARS = 6
WRITTEN_AT_ONCE = 5_000
DEVICE = (
    "&lt;&lt;HKDevice: 0x2a&gt;, name:Apple Watch, manufacturer:Apple Inc., model:Watch,"
    " hardware:Watch6,7, software:10.1, creation date:2021-05-05 18:30:00 +0000&gt;"
)
WATCH, PHONE, SCALE = "Zoë’s Apple\u00a0Watch", "Zoë’s iPhone", "Scale &amp; Co"
MOTION = '\n  <MetadataEntry key="HKMetadataKeyHeartRateMotionContext" value="{}"/>\n '
# Kind, unit, parts of a thousand, the longest a record lasts (s), sources, how far its values
# go, and with how many digits.
KINDS = (
    ("HeartRate", "count/min", 415, 0, (WATCH,), (45, 160), 0),
    ("ActiveEnergyBurned", "Cal", 150, 900, (WATCH,), (0, 3), 3),
    ("BasalEnergyBurned", "Cal", 110, 900, (WATCH,), (15, 19), 3),
    ("StepCount", "count", 100, 600, (WATCH, PHONE), (1, 700), 0),
    ("DistanceWalkingRunning", "km", 100, 600, (WATCH, PHONE), (0, 1), 6),
    ("BloodGlucose", "mg/dL", 60, 0, ("Glucose",), (60, 220), 0),
    ("RespiratoryRate", "count/min", 30, 0, (WATCH,), (11, 19), 1),
    ("FlightsClimbed", "count", 20, 300, (PHONE,), (1, 5), 0),
    ("BodyMass", "kg", 8, 0, (SCALE,), (69, 75), 1),
    ("RestingHeartRate", "count/min", 4, 0, (WATCH,), (52, 66), 0),
    ("BodyTemperature", "degC", 3, 0, (PHONE,), (36, 38), 1),
)


def apple_file(folder: Path, count: int) -> Path:
    """A zip with an export of `count` records; made once."""
    path = folder / f"apple-{count}.zip"
    if path.exists():
        return path
    part = path.with_suffix(".part")
    info = zipfile.ZipInfo("apple_health_export/export.xml", (2026, 3, 1, 8, 0, 0))
    info.compress_type = zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(part, "w") as archive, archive.open(info, "w", force_zip64=True) as file:
        file.write(b'<?xml version="1.0" encoding="UTF-8"?>\n<HealthData locale="en_GB">\n')
        some: list[str] = []
        for record in _records(count):
            some.append(record)
            if len(some) == WRITTEN_AT_ONCE:
                file.write("".join(some).encode())
                some.clear()
        file.write("".join(some).encode() + b"</HealthData>\n")
    part.replace(path)
    return path


def _records(count: int) -> Iterator[str]:
    rng = random.Random(SEED)  # noqa: S311 - no secret
    counts = [count * share // 1000 for _, _, share, *_ in KINDS]
    counts[0] += count - sum(counts)
    for kind, wanted in zip(KINDS, counts, strict=True):
        yield from _of_kind(rng, kind, wanted)


def _of_kind(
    rng: random.Random,
    kind: tuple[str, str, int, int, tuple[str, ...], tuple[int, int], int],
    wanted: int,
) -> Iterator[str]:
    name, unit, _, longest, sources, (low, high), digits = kind
    begin = datetime(2020, 3, 1, tzinfo=UTC)
    step = YEARS * 365 * 86_400 / max(wanted, 1)
    for number in range(wanted):
        at = begin + timedelta(seconds=int((number + rng.random()) * step))
        until = at + timedelta(seconds=rng.randrange(longest // 2, longest) if longest else 0)
        source = rng.choice(sources)
        device = f' device="{DEVICE}"' if source == WATCH else ""
        value = f"{low + rng.random() * (high - low):.{digits}f}"
        inside = MOTION.format(number % 3) if name == "HeartRate" and number % 2 else ""
        end = f">{inside}</Record>" if inside else "/>"
        yield (
            f' <Record type="HKQuantityTypeIdentifier{name}" sourceName="{source}"'
            f' sourceVersion="10.1"{device} unit="{unit}" creationDate="{_stamp(until)}"'
            f' startDate="{_stamp(at)}" endDate="{_stamp(until)}" value="{value}"{end}\n'
        )


def _stamp(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S} +0000"
