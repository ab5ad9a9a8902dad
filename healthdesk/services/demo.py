"""A person with two years of plausible readings, the same each time for the same day.

Nothing in it is anybody's: the figures come from a seeded generator.
"""

from __future__ import annotations

import datetime as dt
import math
import random
from collections.abc import Iterator

from healthdesk.domain.accounts import OWNER
from healthdesk.domain.records import Draft, Person
from healthdesk.domain.times import from_datetime
from healthdesk.services.journal import Journal

NAME = "Demo"
DAYS = 730
SEED = 20
CHUNK = 2000
PHONE, WATCH = "Demo phone", "Demo watch"
LIGHT, DEEP, REM, AWAKE = 2, 3, 4, 5
# Usual minutes of the stages of one night, cycle by cycle: deep sleep early, dreams late;
# seven hours and a quarter asleep in all.
NIGHT = (
    (LIGHT, 20), (DEEP, 45), (LIGHT, 25), (REM, 10),
    (LIGHT, 25), (DEEP, 35), (LIGHT, 25), (REM, 18), (AWAKE, 6),
    (LIGHT, 40), (DEEP, 15), (LIGHT, 25), (REM, 25),
    (LIGHT, 50), (REM, 32), (AWAKE, 8),
    (LIGHT, 35), (REM, 10),
)  # fmt: skip


def fill(journal: Journal, zone: dt.tzinfo, now: dt.datetime) -> tuple[Person, int]:
    """Make the demo person and its readings up to `now`; returns it and how many.

    Raises `Conflict` where a person of that name is there already.
    """
    person, _ = journal.add_person(OWNER, NAME, birth_date="1980-05-17", height_cm=178.0)
    until = from_datetime(now)[0]
    drafts = [d for d in _readings(zone, now) if (d.ended_at or d.recorded_at) <= until]
    for at in range(0, len(drafts), CHUNK):
        journal.add(OWNER, drafts[at : at + CHUNK], person.id)
    return person, len(drafts)


def _readings(zone: dt.tzinfo, now: dt.datetime) -> Iterator[Draft]:
    rng = random.Random(SEED)  # noqa: S311 - no secret
    for number in range(DAYS):
        day = now.date() - dt.timedelta(days=DAYS - 1 - number)
        share = number / DAYS
        yield from _day(rng, day, share, zone)
        night = tuple(_night(rng, day, zone))
        if all((part.ended_at or 0) <= from_datetime(now)[0] for part in night):
            yield from night  # only once it is over


def _at(day: dt.date, hour: float, zone: dt.tzinfo) -> tuple[int, int]:
    seconds = int(hour * 3600)
    moment = dt.datetime.combine(day, dt.time(0), zone) + dt.timedelta(seconds=seconds)
    # Through UTC and back, so that a wall time a clock change skips becomes a real one.
    return from_datetime(moment.astimezone(dt.UTC).astimezone(zone))


def _day(rng: random.Random, day: dt.date, share: float, zone: dt.tzinfo) -> Iterator[Draft]:
    away = 0.42 < share < 0.45  # two weeks without the scale
    season = math.sin(2 * math.pi * day.timetuple().tm_yday / 365)
    if not away and rng.random() < 0.8:
        at, offset = _at(day, 7 + rng.random(), zone)
        weight = 86.5 - 5.5 * share + 0.8 * season + rng.gauss(0, 0.35)
        yield Draft("weight", round(weight, 1), "kg", at, offset)
    yield from _pressures(rng, day, share, zone)
    at, offset = _at(day, 7.2, zone)
    yield Draft("resting-heart-rate", round(63 - 4 * share + rng.gauss(0, 2)), "bpm", at, offset)
    yield from _steps(rng, day, zone)
    if day.toordinal() % 3 == 0:
        yield from _glucose(rng, day, zone)
    if rng.random() < 0.5:
        at, offset = _at(day, 21.5, zone)
        yield Draft(
            "mood", min(10, max(1, round(rng.gauss(6.6 + season, 1.4)))), "points", at, offset
        )


def _pressures(rng: random.Random, day: dt.date, share: float, zone: dt.tzinfo) -> Iterator[Draft]:
    if rng.random() > 0.55:
        return
    for hour in (7.5, 20.0):
        at, offset = _at(day, hour + rng.random() / 2, zone)
        systolic = round(136 - 9 * share + rng.gauss(0, 6) - (3 if hour > 12 else 0))
        diastolic = round(86 - 5 * share + rng.gauss(0, 4))
        note = "after coffee" if rng.random() < 0.03 else ""
        yield Draft("blood-pressure", systolic, "mmHg", at, offset, value2=diastolic, note=note)
        yield Draft("heart-rate", round(rng.gauss(69, 6)), "bpm", at, offset)


def _steps(rng: random.Random, day: dt.date, zone: dt.tzinfo) -> Iterator[Draft]:
    for hour in range(8, 21, 2):
        begun, offset = _at(day, hour + rng.random(), zone)
        ended = begun + rng.randrange(10, 45) * 60_000
        steps = round(max(60.0, rng.gauss(1250, 600)))
        yield Draft("steps", steps, "steps", begun, offset, ended_at=ended, source=WATCH)
        if rng.random() < 0.6:
            # The phone counted a part of the same walk.
            yield Draft(
                "steps", round(steps * 0.9), "steps", begun, offset, ended_at=ended, source=PHONE
            )


def _glucose(rng: random.Random, day: dt.date, zone: dt.tzinfo) -> Iterator[Draft]:
    at, offset = _at(day, 7.1, zone)
    value = round(rng.gauss(98, 9))
    yield Draft("blood-glucose", value, "mg/dL", at, offset, tags=("before-breakfast",))


def _night(rng: random.Random, day: dt.date, zone: dt.tzinfo) -> Iterator[Draft]:
    to_bed, offset = _at(day - dt.timedelta(days=1), 22.4 + rng.random(), zone)
    at = to_bed + rng.randrange(5, 25) * 60_000
    pace = rng.gauss(1, 0.08)  # a short night or a long one
    stages = []
    for code, minutes in NIGHT:
        ended = at + max(1, round(minutes * pace * rng.uniform(0.8, 1.2))) * 60_000
        stages.append((code, at, ended))
        at = ended
    up = at + rng.randrange(1, 15) * 60_000
    for code, begun, ended in (0, to_bed, up), *stages:
        yield Draft("sleep-stage", code, "stage", begun, offset, ended_at=ended, source=WATCH)
