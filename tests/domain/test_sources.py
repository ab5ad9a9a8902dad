"""What made up a total: the parts, kept apart, come to what the rollup sums up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthdesk.domain import rollup, sources
from healthdesk.domain.rollup import ASLEEP, AWAKE, DEEP, IN_BED, LIGHT
from healthdesk.domain.sources import LeftOut, Told
from healthdesk.domain.times import DAY_MS, HOUR_MS, MINUTE_MS

TICK = 10 * MINUTE_MS
DAY = 20_000
MIDNIGHT = DAY * DAY_MS
NAMES = ("Watch", "Band", "Phone")
INTERVALS = st.tuples(st.integers(0, 72), st.integers(0, 20) | st.integers(30, 60)).map(
    lambda pair: (MIDNIGHT + pair[0] * TICK, MIDNIGHT + (pair[0] + pair[1]) * TICK)
)


def told(start: int, end: int, value: float, rank: int, id_: int = 1) -> Told:
    return Told(id_, NAMES[rank], rank, start, end, 0, value)


@given(st.lists(st.tuples(INTERVALS, st.floats(0, 5000), st.integers(0, 2)), max_size=12))
def test_amounts_come_to_the_union_and_what_is_left_out_names_who_counts(
    given_: list[tuple[tuple[int, int], float, int]],
):
    amounts = [(*span, value, rank) for span, value, rank in given_]
    again = rollup.told_again(amounts)
    once = [amount for place, amount in enumerate(amounts) if place not in again]
    total, left_out = rollup.union_total(once) if once else (0.0, 0.0)
    left_out += sum(amounts[place][2] for place in again)
    parts = sources.explain_union(
        [told(*span, value, rank, n) for n, (span, value, rank) in enumerate(given_)], DAY
    )
    assert sources.total_of(parts) == pytest.approx(total, rel=1e-9, abs=1e-9)
    shares = sources.shares_of(parts, {name: rank for rank, name in enumerate(NAMES)})
    assert sum(s.left_out for s in shares) == pytest.approx(left_out, rel=1e-9, abs=1e-9)
    assert [s.source for s in shares] == [n for n in NAMES if n in {p.source for p in parts}]
    for share in shares:
        for reason in share.reasons:
            if again and reason.why == "repeated":
                continue
            assert reason.why == "covered"
            assert NAMES.index(reason.by) < NAMES.index(share.source)


@given(st.lists(st.tuples(INTERVALS, st.integers(0, 5), st.integers(0, 2)), max_size=12))
def test_stages_come_to_the_sleep_of_the_night(
    given_: list[tuple[tuple[int, int], int, int]],
):
    stages = [(*span, code, rank) for span, code, rank in given_ if span[0] < MIDNIGHT + DAY_MS / 2]
    asleep, in_bed = sources.explain_sleep(
        [told(start, end, code, rank, n) for n, (start, end, code, rank) in enumerate(stages)], DAY
    )
    both = (sources.total_of(asleep), sources.total_of(in_bed))
    assert both == pytest.approx(rollup.sleep_of_night(stages), rel=1e-9, abs=1e-9)


def hours(begun: float, ended: float, code: int, rank: int) -> Told:
    return told(MIDNIGHT + round(begun * HOUR_MS), MIDNIGHT + round(ended * HOUR_MS), code, rank)


def test_each_reason_of_a_night_is_told_apart():
    stages = [
        hours(0, 4, LIGHT, 0), hours(3, 5, DEEP, 0), hours(1, 2, AWAKE, 0),
        hours(4, 7, ASLEEP, 1), hours(-1, 8, IN_BED, 1),
    ]  # fmt: skip
    asleep, in_bed = sources.explain_sleep(stages, DAY)
    assert [(one.stage, one.counted, one.left_out) for one in asleep] == [
        (LIGHT, 180, (LeftOut("awake", 60),)),
        (AWAKE, 0, ()),
        (DEEP, 60, (LeftOut("repeated", 60),)),
        (IN_BED, 0, ()),
        (ASLEEP, 120, (LeftOut("covered", 60, "Watch"),)),
    ]
    assert sources.total_of(in_bed) == 9 * 60


LIMITS = [
    (None, None, (0, 0)),
    ((420, 0), None, (420, 0)),
    ((420, 0), (480, 0), (420, 480)),
    ((420, 0), (300, 0), (420, 420)),
    ((420, 0), (300, 1), (300, 300)),
    ((420, 1), (300, 1), (420, 420)),
    ((2000, 0), None, (1440, 0)),
    ((2000, 0), (3000, 0), (1440, 1440)),
    (None, (3000, 0), (0, 1440)),
]


@pytest.mark.parametrize(("asleep", "in_bed", "expected"), LIMITS)
def test_asleep_in_bed_a_day(
    asleep: tuple[float, int] | None,
    in_bed: tuple[float, int] | None,
    expected: tuple[float, float],
):
    assert rollup.limit_night(asleep, in_bed) == expected
