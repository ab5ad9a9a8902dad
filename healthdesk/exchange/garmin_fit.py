"""Garmin's FIT files: scales, blood pressure monitors, and what watches notice all day.

Fields are named by their numbers in the FIT profile. Times are UTC; the offset is that of
the local time which files of monitoring and of activities tell beside it, else that of the
zone asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from healthdesk.domain.records import Draft
from healthdesk.domain.times import OFFSET_MAX, OFFSET_MIN, local_day
from healthdesk.exchange import gzipped
from healthdesk.exchange.batches import Batch, Options, Parser
from healthdesk.exchange.fit_beats import Beats
from healthdesk.exchange.fit_day import Counters
from healthdesk.exchange.fit_messages import (
    FIRST_DATE,
    FIT_EPOCH,
    Message,
    begins_as_fit,
    first_message,
    messages,
    whole,
)
from healthdesk.exchange.fit_skim import TIMESTAMP
from healthdesk.exchange.gathering import Gathering
from healthdesk.exchange.members import read_members
from healthdesk.exchange.workouts import workout

if TYPE_CHECKING:
    from healthdesk.exchange.files import Files
    from healthdesk.exchange.recognise import Head

# Messages of the FIT profile.
FILE_ID, SESSION, ACTIVITY = 0, 18, 34
WEIGHT_SCALE, BLOOD_PRESSURE, MONITORING, HRV, MONITORING_INFO = 30, 51, 55, 78, 103
TIME_CORRELATION, RESTING_HEART_RATE, STRESS, MAX_MET, SPO2 = 162, 211, 227, 229, 269
SLEEP_LEVEL, RESPIRATION, HRV_SUMMARY, HRV_VALUE = 275, 297, 370, 371
WANTED = frozenset(
    {
        FILE_ID, SESSION, ACTIVITY, WEIGHT_SCALE, BLOOD_PRESSURE, MONITORING, HRV, MONITORING_INFO,
        TIME_CORRELATION, RESTING_HEART_RATE, STRESS, MAX_MET, SPO2, SLEEP_LEVEL, RESPIRATION,
        HRV_SUMMARY, HRV_VALUE,
    }
)  # fmt: skip
# Kinds of file with nothing of health in them.
NOT_OF_HEALTH = frozenset({1, 2, 3, 5, 6, 7, 10, 11, 34, 35, 40})
HEAD = 4096

WALKING, RUNNING = 6, 1
CALCULATING = 0xFFFE
STAGES: Mapping[int, int] = MappingProxyType({1: 5, 2: 2, 3: 3, 4: 4})
# Status of a blood pressure: anything but these says that measuring failed.
NO_ERROR, IRREGULAR = 0, 4
# Meditation; breathing exercises. The beats of exercise say nothing of variability at rest.
RESTING_SPORTS, RESTING_SUB_SPORTS = frozenset({67}), frozenset({62})
# Between two sports of a triathlon.
TRANSITION = 3


def recognises(head: Head) -> bool:
    return begins_as_fit(gzipped.beginning(head.data))


def parser(files: Files, options: Options) -> Parser:
    return GarminFit(files, options)


class GarminFit:
    """FIT files, read in the order in which the devices made them."""

    def __init__(self, files: Files, options: Options) -> None:
        self._files = files
        self._gathering = Gathering("garmin-fit", files, options)
        self.tally = self._gathering.tally
        self._counters = Counters()
        # Told again and again over a day; the last one counts.
        self._resting: dict[tuple[str, int], tuple[Draft, int, int]] = {}

    def batches(self) -> Iterator[Batch]:
        """Raises `BadFile` where the only file is damaged; of several it is told as rejected."""
        yield from read_members(self._gathering, self._files, self._read, self._in_time())
        for draft, line, member in self._resting.values():
            self._gathering.take(draft, line, member=member)
        yield from self._gathering.rest()

    def _in_time(self) -> list[int]:
        members = self._files.members
        if len(members) == 1:
            return [0]
        made = [_made(gzipped.beginning(self._files.peek(member, HEAD))) for member in members]
        return sorted(range(len(members)), key=lambda index: (made[index], index))

    def _read(self, member: str, index: int) -> Iterator[None]:
        data = whole(self._files, member)
        found = messages(data, WANTED, member or self._files.name)
        one = _OneFile(self._gathering, self._counters, self._resting, index)
        left_out = False
        for message in found:
            if message.number == FILE_ID:
                # Of several in one file each says what it is.
                left_out = message.code(0) in NOT_OF_HEALTH
                if left_out:
                    self.tally.ignore(f"file of kind {message.scaled.get(0)}")
            if not left_out:
                one.take(message)
            yield
        one.end()


def _made(head: bytes) -> int:
    """When a file was made, from its first message; 0 where that can't be told."""
    message = first_message(head, FILE_ID)
    return 0 if message is None else message.code(4) or 0


class _OneFile:
    """The readings of one file."""

    def __init__(
        self,
        gathering: Gathering,
        counters: Counters,
        resting: dict[tuple[str, int], tuple[Draft, int, int]],
        index: int,
    ) -> None:
        self._gathering, self._counters, self._resting = gathering, counters, resting
        self._index = index
        self._source, self._device = "Garmin", ""
        # Workouts are named after the account they are uploaded to, where the same ones are told
        # by its own files.
        self._workouts = self._source
        self._offset: int | None = None
        # Workouts of which the offset may still be told, behind them.
        self._waiting: list[tuple[Draft, Message]] = []
        self._rolling = 0
        self._made: int | None = None
        self._stage: tuple[int, int, int] | None = None
        self._beats = Beats()
        self._takes = {
            FILE_ID: self._file_id,
            SESSION: self._session,
            ACTIVITY: self._activity,
            WEIGHT_SCALE: self._weight_scale,
            BLOOD_PRESSURE: self._blood_pressure,
            MONITORING: self._monitoring,
            HRV: self._hrv,
            MONITORING_INFO: self._monitoring_info,
            TIME_CORRELATION: self._time_correlation,
            RESTING_HEART_RATE: self._resting_heart_rate,
            MAX_MET: self._max_met,
            SPO2: self._spo2,
            SLEEP_LEVEL: self._sleep_level,
            RESPIRATION: self._respiration,
        }
        # Scores, and variability by another measure (RMSSD) than the one kept (SDNN).
        self._ignored = {STRESS: "stress_level", HRV_SUMMARY: "hrv_rmssd", HRV_VALUE: "hrv_rmssd"}

    def take(self, message: Message) -> None:
        if message.number in self._ignored:
            self._gathering.tally.ignore(self._ignored[message.number])
        else:
            self._takes[message.number](message)

    def end(self) -> None:
        """What is known only after the last message."""
        self._let_go()
        if self._stage is not None:
            self._gathering.tally.ignore("sleep_level without an end")
        if self._made is not None:
            self._variability(None, self._made, resting=True)
        elif self._beats.count:
            self._gathering.tally.ignore("hrv", self._beats.count)

    # -- who, where, when ---------------------------------------------------------------------

    def _file_id(self, message: Message) -> None:
        self._let_go()
        self._source = _device_name(message)
        self._workouts = "Garmin" if message.scaled.get(1) == "garmin" else self._source
        self._device = f"{message.code(1)} {message.code(2)} {message.code(3)}"
        self._made = message.code(4)

    def _monitoring_info(self, message: Message) -> None:
        self._local(message.code(TIMESTAMP), message.code(0))
        self._rolling = message.code(TIMESTAMP) or self._rolling

    def _time_correlation(self, message: Message) -> None:
        self._local(message.code(TIMESTAMP), message.code(3))

    def _activity(self, message: Message) -> None:
        """Stands behind the sessions. Devices without a clock of their own tell UTC twice."""
        at, local = message.code(TIMESTAMP), message.code(5)
        if at != local:
            self._local(at, local)
        self._let_go()

    def _let_go(self) -> None:
        """The workouts that waited, at the offset told by now."""
        waiting, self._waiting = self._waiting, []
        for draft, message in waiting:
            at = draft.recorded_at
            offset = self._gathering.offset(at) if self._offset is None else self._offset
            self._take(replace(draft, offset=offset), message)

    def _local(self, at: int | None, local: int | None) -> None:
        if at is None or local is None:
            return
        # Whole quarters of an hour: some devices set the two a few seconds apart.
        offset = round((local - at) / 900) * 15
        if OFFSET_MIN <= offset <= OFFSET_MAX:
            self._offset = offset

    def _instant(self, message: Message, field_number: int = TIMESTAMP) -> int | None:
        """The message's time in ms; a reading without a date is rejected."""
        seconds = message.code(field_number)
        if seconds is None or seconds < FIRST_DATE:
            code = "time-missing" if seconds is None else "clock-not-set"
            self._gathering.reject(message.index, code, self._index)
            return None
        return (FIT_EPOCH + seconds) * 1000

    def _draft(self, slug: str, value: float, unit: str, at: int) -> Draft:
        offset = self._gathering.offset(at) if self._offset is None else self._offset
        # Two digits more than any field has: only the noise of the division goes.
        return Draft(slug, round(value, 6), unit, at, offset, source=self._source)

    def _take(self, draft: Draft, message: Message, user: str = "") -> None:
        self._gathering.take(draft, message.index, member=self._index, user=user)

    # -- scales and blood pressure monitors ---------------------------------------------------

    def _weight_scale(self, message: Message) -> None:
        fields = (
            (0, "weight", "kg"), (1, "body-fat", "%"), (2, "body-water", "%"),
            (4, "bone-mass", "kg"), (5, "muscle-mass", "kg"), (11, "visceral-fat", "rating"),
        )  # fmt: skip
        told = [
            (slug, message.value(number), unit)
            for number, slug, unit in fields
            if message.raw.get(number, 0) not in (0, CALCULATING)
        ]
        for number, kind in ((3, "visceral_fat_mass"), (7, "basal_met")):
            if message.code(number):
                self._gathering.tally.ignore(kind)
        at = self._instant(message) if told else None
        if at is None:
            return
        user = _text(message.code(12))
        for slug, value, unit in told:
            if value is not None:
                self._take(self._draft(slug, value, unit, at), message, user)

    def _blood_pressure(self, message: Message) -> None:
        status = message.code(8) or NO_ERROR
        if status not in (NO_ERROR, IRREGULAR):
            self._gathering.tally.ignore("failed blood pressure")
            return
        high, low, pulse = message.value(0), message.value(1), message.value(6)
        at = self._instant(message) if high or low or pulse else None
        if at is None:
            return
        user = _text(message.code(9))
        tags = ("irregular-heart-rate",) if status == IRREGULAR else ()
        if high and low:
            draft = replace(self._draft("blood-pressure", high, "mmHg", at), value2=low, tags=tags)
            self._take(draft, message, user)
        elif high or low:
            self._gathering.reject(message.index, "half-a-pressure", self._index)
        if pulse:
            self._take(self._draft("heart-rate", pulse, "bpm", at), message, user)

    # -- all day ------------------------------------------------------------------------------

    def _monitoring(self, message: Message) -> None:
        self._roll(message)
        heart_rate, activity = message.value(27), message.code(5)
        walked = activity in (WALKING, RUNNING)
        # A cycle of walking is two steps; as written (not as scaled) it counts steps.
        steps = message.raw.get(3, message.raw.get(9)) if walked else None
        counts = (
            ("steps", steps, "steps"),
            ("distance", message.value(2) if walked else None, "m"),
            ("active-energy", message.value(19), "kcal"),
        )
        told = [(slug, n, unit) for slug, n, unit in counts if isinstance(n, int | float)]
        if not told and not heart_rate:
            return
        at = self._instant(replace(message, raw={TIMESTAMP: self._rolling or None}))
        if at is None:
            return
        if heart_rate:
            self._take(self._draft("heart-rate", heart_rate, "bpm", at), message)
        for slug, amount, unit in told:
            self._count(slug, amount, unit, -1 if activity is None else activity, at, message)

    def _count(
        self, slug: str, amount: float, unit: str, activity: int, at: int, message: Message
    ) -> None:
        draft = self._draft(slug, amount, unit, at)
        gain = self._counters.gain(self._device, slug, activity, at, draft.offset, amount)
        if gain is not None:
            end = gain.end if gain.end > gain.start else None
            value = round(gain.amount, 6)
            self._take(replace(draft, value=value, recorded_at=gain.start, ended_at=end), message)

    def _roll(self, message: Message) -> None:
        """Keep the present second: told in full, or by its last 16 bits, which stand for the
        next time they fit."""
        seconds, low = message.code(TIMESTAMP), message.code(26)
        if seconds is not None:
            self._rolling = seconds
        elif low is not None and self._rolling:
            self._rolling += (low - self._rolling) & 0xFFFF

    def _resting_heart_rate(self, message: Message) -> None:
        value = message.value(1)
        at = self._instant(message) if value else None
        if value and at is not None:
            draft = self._draft("resting-heart-rate", value, "bpm", at)
            key = (self._device, local_day(at, draft.offset))
            before = self._resting.get(key)
            if before is None or before[0].recorded_at <= at:
                self._resting[key] = (draft, message.index, self._index)

    def _spo2(self, message: Message) -> None:
        self._plain(message, 0, "oxygen-saturation", "%")

    def _respiration(self, message: Message) -> None:
        # Negative values say why there is none.
        self._plain(message, 0, "respiratory-rate", "/min")

    def _max_met(self, message: Message) -> None:
        self._plain(message, 2, "vo2-max", "mL/kg/min", time_field=0)

    def _plain(
        self, message: Message, number: int, slug: str, unit: str, time_field: int = TIMESTAMP
    ) -> None:
        value = message.value(number)
        if value is None or value <= 0:
            return
        at = self._instant(message, time_field)
        if at is not None:
            self._take(self._draft(slug, value, unit, at), message)

    def _sleep_level(self, message: Message) -> None:
        """A level lasts until the next one begins."""
        at = self._instant(message)
        if at is None:
            return
        if self._stage is not None and at > self._stage[0]:
            begun, level, line = self._stage
            if level in STAGES:
                draft = self._draft("sleep-stage", STAGES[level], "stage", begun)
                self._gathering.take(replace(draft, ended_at=at), line, member=self._index)
        self._stage = (at, message.code(0) or 0, message.index)

    # -- short recordings at rest -------------------------------------------------------------

    def _hrv(self, message: Message) -> None:
        times = message.scaled.get(0)
        self._beats.add(times if isinstance(times, tuple) else (times,))

    def _session(self, message: Message) -> None:
        self._made = None
        resting = message.code(6) in RESTING_SUB_SPORTS or message.code(5) in RESTING_SPORTS
        begun = message.code(2) or message.code(TIMESTAMP)
        if begun is not None:
            self._variability(message.value(197), begun, resting=resting)
        lasted = message.value(7)
        # A session that tells a variability is a measurement at rest.
        moved = not resting and message.value(197) is None and message.code(5) != TRANSITION
        at = self._instant(message, 2) if lasted and moved else None
        if lasted and at is not None:
            kind, end = _word(message, 5), at + round(lasted * 1000)
            draft = workout((at, 0), end, kind=kind, source=self._workouts)
            self._waiting.append((draft, message))

    def _variability(self, told: float | None, begun: int, *, resting: bool) -> None:
        """The deviation the device worked out, or that of the beats of a recording at rest."""
        count, value = self._beats.count, told
        if value is None and resting:
            value = self._beats.deviation()
        self._beats = Beats()
        if value and begun >= FIRST_DATE:
            at = (FIT_EPOCH + begun) * 1000
            draft = self._draft("heart-rate-variability", round(value, 1), "ms", at)
            self._gathering.take(draft, 1, member=self._index)
        elif count:
            self._gathering.tally.ignore("hrv", count)


def _device_name(message: Message) -> str:
    """What the file calls its device, else its maker."""
    name = message.scaled.get(8)
    if isinstance(name, str) and name.strip():
        return name.strip()[:200]
    maker, product = message.scaled.get(1), message.scaled.get(2)
    if isinstance(maker, int):
        # A maker of whom the profile does not know the name.
        return "FIT"
    words = [str(maker) if isinstance(maker, str) else "Garmin"]
    if words[0] == "garmin" and isinstance(product, str):
        words.append(product)
    return " ".join(word.replace("_", " ").capitalize() for word in words)


def _word(message: Message, field_number: int) -> str:
    """The profile's word for a code; "" where it has none."""
    value = message.scaled.get(field_number)
    return value if isinstance(value, str) else ""


def _text(value: Any) -> str:
    return "" if value is None else str(value)
