"""Overlapping sources make one figure of a day, never a sum of both."""

from __future__ import annotations

import itertools
from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthdesk.domain import rollup
from healthdesk.domain.rollup import AWAKE, DEEP, IN_BED, LIGHT
from healthdesk.domain.times import DAY_MS, HOUR_MS, MINUTE_MS, local_day

TICK = 10 * MINUTE_MS
INTERVALS = st.tuples(st.integers(0, 60), st.integers(0, 20)).map(
    lambda pair: (pair[0] * TICK, (pair[0] + pair[1]) * TICK)
)


def ticks(intervals: list[tuple[int, int]]) -> set[int]:
    return {tick for start, end in intervals for tick in range(start // TICK, end // TICK)}


@given(st.lists(INTERVALS, max_size=12))
def test_union_is_ascending_apart_and_as_long_as_what_it_covers(given_: list[tuple[int, int]]):
    merged = rollup.merge(given_)
    assert ticks(merged) == ticks(given_)
    assert rollup.length(merged) == len(ticks(given_)) * TICK
    assert all(one[1] < other[0] for one, other in itertools.pairwise(merged))


@given(st.lists(INTERVALS, max_size=12), INTERVALS)
def test_covered_counts_what_lies_in_both(given_: list[tuple[int, int]], asked: tuple[int, int]):
    assert rollup.covered(*asked, rollup.merge(given_)) == TICK * len(
        ticks(given_) & ticks([asked])
    )


@given(
    st.lists(st.tuples(INTERVALS, st.integers(0, 500).map(float), st.integers(0, 2)), max_size=12)
)
def test_union_total_is_that_of_a_count_tick_by_tick(
    given_: list[tuple[tuple[int, int], float, int]],
):
    amounts = [(*interval, amount, rank) for interval, amount, rank in given_]
    better: defaultdict[int, set[int]] = defaultdict(set)
    for start, end, _, rank in amounts:
        for worse in range(rank + 1, 3):
            better[worse] |= ticks([(start, end)])
    expected = 0.0
    for start, end, amount, rank in amounts:
        own = ticks([(start, end)])
        expected += amount * len(own - better[rank]) / len(own) if own else amount
    total, left_out = rollup.union_total(amounts)
    assert total == pytest.approx(expected)
    assert total + left_out == pytest.approx(sum(amount for _, amount, _ in given_))


def test_watch_beats_phone_for_the_time_both_tell():
    watch = (8 * HOUR_MS, 9 * HOUR_MS, 4000.0, 0)
    phone = (8 * HOUR_MS + HOUR_MS // 2, 10 * HOUR_MS, 3000.0, 1)
    assert rollup.union_total([watch, phone]) == pytest.approx((6000.0, 1000.0))


@pytest.mark.parametrize(
    ("other", "again"),
    [
        ((8 * HOUR_MS, 9 * HOUR_MS), True),
        # Half an hour of it, and a little less.
        ((8 * HOUR_MS + HOUR_MS // 2, 9 * HOUR_MS + HOUR_MS // 2), True),
        ((8 * HOUR_MS + HOUR_MS // 2 + 1, 9 * HOUR_MS + HOUR_MS // 2 + 1), False),
        # A short one lies within a long one, and not the other way round.
        ((8 * HOUR_MS, 8 * HOUR_MS + MINUTE_MS), True),
        ((7 * HOUR_MS, 12 * HOUR_MS), False),
        ((9 * HOUR_MS, 10 * HOUR_MS), False),
        ((8 * HOUR_MS, 8 * HOUR_MS), False),
    ],
)
def test_what_two_sources_tell_of_the_same_time_counts_once(other: tuple[int, int], again: bool):
    amounts = [(*other, 1.0, 1), (8 * HOUR_MS, 9 * HOUR_MS, 1.0, 0)]
    assert rollup.told_before(amounts) == [again, False]
    # Two of one source are two.
    assert rollup.told_before([(a, b, 1.0, 2) for a, b, _, _ in amounts]) == [False, False]


@given(st.lists(st.tuples(INTERVALS, st.integers(1, 3).map(float), st.integers(0, 2)), max_size=12))
def test_what_was_told_before_is_that_of_a_count_tick_by_tick(
    given_: list[tuple[tuple[int, int], float, int]],
):
    amounts = [(*interval, amount, rank) for interval, amount, rank in given_]
    for (start, end, _, rank), again in zip(amounts, rollup.told_before(amounts), strict=True):
        own = ticks([(start, end)])
        better = ticks([(since, until) for since, until, _, other in amounts if other < rank])
        assert again is (bool(own) and 2 * len(own & better) >= len(own))


@given(
    st.lists(st.tuples(INTERVALS, st.integers(0, 4), st.integers(0, 2)), max_size=12),
    st.integers(0, 4),
)
def test_what_begins_on_the_days_beside_is_looked_at_too(
    given_: list[tuple[tuple[int, int], int, int]], day: int
):
    days = defaultdict(list)
    for interval, at, rank in given_:
        days[at].append((*interval, 1.0, rank))
    near = [(*span, rank) for span, at, rank in given_ if abs(at - day) <= 1]
    expected = []
    for start, end, _, rank in days.get(day, []):
        own = ticks([(start, end)])
        better = ticks([(since, until) for since, until, other in near if other < rank])
        expected.append(bool(own) and 2 * len(own & better) >= len(own))
    assert rollup.told_beside(days, day) == expected


@given(st.lists(st.tuples(INTERVALS, st.integers(0, 500), st.integers(0, 2)), max_size=12))
def test_what_counts_of_each_comes_to_the_total(given_: list[tuple[tuple[int, int], int, int]]):
    amounts = [(*span, float(amount), rank) for span, amount, rank in given_]
    counted = rollup.counted_of(amounts)
    assert sum(counted) == pytest.approx(rollup.union_total(amounts)[0])
    for part, (_, _, amount, rank) in zip(counted, amounts, strict=True):
        assert -1e-9 <= part <= amount + 1e-9
        if rank == min(of for _, _, _, of in amounts):
            assert part == amount


DAY_LONG = (0, DAY_MS)


@pytest.mark.parametrize(
    ("minutes", "total"),
    [
        # A day's figure beside minutes of the same steps is not added to them.
        (200, 8100.0),
        (0, 8100.0),
        # What better sources told stands, also where it is more.
        (240, 9600.0),
    ],
)
def test_a_day_told_as_a_whole_beside_its_minutes_counts_what_is_more(minutes: int, total: float):
    better = [(n * MINUTE_MS, (n + 1) * MINUTE_MS, 40.0, 0) for n in range(minutes)]
    counted, left_out = rollup.union_total([*better, (*DAY_LONG, 8100.0, 1)])
    assert counted == pytest.approx(total)
    assert counted + left_out == pytest.approx(minutes * 40 + 8100)


@given(
    st.lists(
        st.tuples(
            st.integers(0, 20).map(lambda n: n * HOUR_MS), st.integers(0, 24), st.integers(0, 900),
            st.integers(0, 2),
        ),
        max_size=8,
    )
)  # fmt: skip
def test_hours_of_a_day_come_to_what_counts_of_it(told: list[tuple[int, int, int, int]]):
    amounts = [
        (start, start + length * HOUR_MS, float(amount), rank)
        for start, length, amount, rank in told
    ]
    hours = defaultdict(list)
    for (start, end, _, rank), amount in zip(amounts, rollup.as_if_even(amounts), strict=True):
        for hour, since, until, part in rollup.cut(start, end, amount, 0, HOUR_MS):
            hours[hour].append((since, until, part, rank))
    in_all = sum(rollup.union_total(parts)[0] for parts in hours.values())
    assert in_all == pytest.approx(rollup.union_total(amounts)[0] if amounts else 0)


def test_a_long_walk_beside_half_of_it_counts_no_more_than_itself():
    watch = (8 * HOUR_MS, 12 * HOUR_MS, 9000.0, 0)
    phone = (8 * HOUR_MS, 16 * HOUR_MS, 10_000.0, 1)
    assert rollup.union_total([watch, phone])[0] == pytest.approx(10_000)
    # A shorter one has the share of its own time.
    phone = (8 * HOUR_MS, 13 * HOUR_MS, 10_000.0, 1)
    assert rollup.union_total([watch, phone])[0] == pytest.approx(11_000)


def test_of_a_long_time_told_again_by_its_source_the_greatest_counts():
    day, short = DAY_LONG, (0, HOUR_MS)
    told = [
        (*day, 2000.0, "watch"), (*day, 8123.0, "watch"), (*day, 8123.0, "watch"),
        (*day, 90.0, "phone"), (*short, 5.0, "watch"), (*short, 7.0, "watch"),
        (day[0], day[1] - HOUR_MS, 9.0, "watch"),
    ]  # fmt: skip
    assert rollup.told_again(told) == {0, 2}
    # The same time on the clock of another place counts for other days.
    assert rollup.told_again([(*day, 9.0, ("watch", 0)), (*day, 5.0, ("watch", 660))]) == set()


def test_what_was_told_within_a_time_is_in_proportion_and_moments_whole():
    counted = [
        (0, 10, 100.0), (10, 10, 7.0), (20, 20, 5.0), (15, 25, 50.0), (30, 40, 9.0), (0, 5, 3.0),
    ]  # fmt: skip
    assert rollup.told_within(5, 20, counted) == pytest.approx(50 + 7 + 25)


@given(
    st.integers(-(10**12), 10**12),
    st.integers(0, 3 * DAY_MS),
    st.sampled_from([-720, -210, 0, 345, 840]),
    st.sampled_from([DAY_MS, HOUR_MS]),
)
def test_cut_pieces_join_up_each_in_its_own_day(start: int, length: int, offset: int, unit: int):
    pieces = rollup.cut(start, start + length, 100.0, offset, unit)
    assert pieces[0][1] == start
    assert pieces[-1][2] == start + length
    assert sum(amount for *_, amount in pieces) == pytest.approx(100.0)
    for (_, _, end, _), (_, begin, _, _) in itertools.pairwise(pieces):
        assert end == begin
    for ordinal, begin, end, _ in pieces:
        shift = offset * MINUTE_MS
        assert (begin + shift) // unit == ordinal
        assert end == begin or (end - 1 + shift) // unit == ordinal


@given(st.integers(-(10**12), 10**12), st.integers(-720, 840))
def test_night_goes_from_noon_to_noon_and_is_named_by_its_end(at: int, offset: int):
    day, into = local_day(at, offset), (at + offset * MINUTE_MS) % DAY_MS
    assert rollup.night_of(at, offset) == (day if into < DAY_MS // 2 else day + 1)


def hours(*stages: tuple[float, float, int, int]) -> tuple[float, float]:
    asleep, in_bed = rollup.sleep_of_night(
        [(round(a * HOUR_MS), round(b * HOUR_MS), code, rank) for a, b, code, rank in stages]
    )
    return asleep / 60, in_bed / 60


@pytest.mark.parametrize(
    ("stages", "expected"),
    [
        ([(0, 8, IN_BED, 0)], (0, 8)),
        ([(0, 8, IN_BED, 0), (1, 4, LIGHT, 0), (4, 7, DEEP, 0)], (6, 8)),
        ([(1, 7, LIGHT, 0), (3, 4, AWAKE, 0)], (5, 6)),
        # Two sources: the better one counts where it tells stages, the other for the rest.
        ([(1, 4, LIGHT, 0), (0, 6, LIGHT, 1)], (6, 6)),
        ([(1, 4, AWAKE, 0), (0, 6, LIGHT, 1)], (3, 6)),
        ([(1, 4, IN_BED, 0), (0, 6, LIGHT, 1)], (6, 6)),
    ],
)
def test_sleep_of_a_night(
    stages: list[tuple[float, float, int, int]], expected: tuple[float, float]
):
    assert hours(*stages) == pytest.approx(expected)


@given(st.lists(st.tuples(INTERVALS, st.integers(0, 5), st.integers(0, 2)), max_size=10))
def test_nobody_sleeps_longer_than_in_bed(stages: list[tuple[tuple[int, int], int, int]]):
    asleep, in_bed = rollup.sleep_of_night(
        [(*interval, code, rank) for interval, code, rank in stages]
    )
    assert 0 <= asleep <= in_bed


# Gaps, lengths and codes of stages that follow each other, some of them out of order.
FOLLOWING = st.lists(
    st.tuples(st.integers(-1, 3), st.integers(0, 4), st.integers(0, 5), st.integers(0, 9)),
    max_size=8,
)


@given(FOLLOWING)
def test_stages_one_after_another_are_summed_up_as_they_are_merged(
    told: list[tuple[int, int, int, int]],
):
    at, stages = 0, []
    for gap, length, code, source in told:
        begun = at + gap * TICK
        at = begun + length * TICK
        stages.append((begun, at, code, 1 if source == 0 else 0))
    asleep, in_bed = rollup.night_intervals(stages)
    merged = rollup.length(asleep) / MINUTE_MS, rollup.length(in_bed) / MINUTE_MS
    assert rollup.sleep_of_night(stages) == merged


def test_what_is_worn_beats_what_is_carried():
    mixed = ["iPhone", "Scale", "Anna's Apple Watch"]
    assert sorted(mixed, key=rollup.source_priority) == ["Anna's Apple Watch", "Scale", "iPhone"]
    assert rollup.source_priority("Mi Band 6") < rollup.source_priority("Strings")
