"""What stands out: said where it is there, silent where it is not."""

from __future__ import annotations

import dataclasses
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from healthdesk.domain import insights
from healthdesk.domain.insights import Days, Insight, Together, worth
from healthdesk.domain.periods import weekday

TODAY = 20_200  # a Tuesday
NO_STEP = 0.1


def noise(seed: int, n: int, r: float = 0.0, sd: float = 1.0) -> list[float]:
    """A series of days without any change, each keeping `r` of the one before."""
    rng = random.Random(seed)  # noqa: S311 - no secret
    level, found = rng.gauss(0, 1), []
    for _ in range(n):
        found.append(sd * level)
        level = r * level + (1 - r * r) ** 0.5 * rng.gauss(0, 1)
    return found


def series(values: list[float], last: int = TODAY) -> Days:
    return Days(range(last - len(values) + 1, last + 1), values)


def test_day_values_are_cut_by_days():
    days = Days([3, 5, 9], [1.0, 2.0, 4.0])
    assert days.between(4, 9) == Days([5, 9], [2.0, 4.0])
    assert days.between(6, 8) == Days([], [])
    assert days.mean == pytest.approx(7 / 3)
    assert Days([1], [2.0]).sd == 0.0


# Morning and evening


def test_mornings_above_evenings_are_told_with_their_interval():
    evenings = series([120.0 + one for one in noise(1, 24, sd=4)])
    mornings = Days(evenings.days, [e + 6 + d for e, d in zip(evenings.values, noise(2, 24, sd=2),
                                                              strict=True)])  # fmt: skip
    found = insights.parts_of_day(mornings, evenings, NO_STEP)
    assert found is not None
    assert found.n == 24
    assert found.low < 6.0 < found.high
    assert found.low > 0


def test_only_days_with_both_parts_are_compared():
    mornings = series([126.0 + one for one in noise(3, 30)])
    evenings = Days(list(mornings.days)[::2], [120.0 + one for one in noise(4, 15)])
    found = insights.parts_of_day(mornings, evenings, NO_STEP)
    assert found is not None
    assert found.n == 15
    few = evenings.between(evenings.days[2], TODAY)
    assert len(few) == insights.LEAST_PARTED_DAYS - 1
    assert insights.parts_of_day(mornings, few, NO_STEP) is None


def test_a_difference_below_the_last_digit_is_no_news():
    exact = Days(range(30), [0.4] * 30)
    assert insights.mean_difference(exact, 0.0, 0.5) is None
    assert insights.mean_difference(exact, 0.0, 0.1) is not None


def test_a_difference_that_is_small_beside_the_days_is_no_news():
    apart = Days(range(60), [0.2 + one for one in noise(5, 60, sd=0.1)])
    assert insights.mean_difference(apart, 0.5, 0.01) is not None
    assert insights.mean_difference(apart, 1.0, 0.01) is None


# Weeks, trends, levels


def weeks(means: list[float]) -> Days:
    """Whole weeks, the last one ending today."""
    return series([mean + wobble for mean in means for wobble in (-1, 0, 1, 0, -1, 0, 1)])


def test_a_week_is_news_where_it_differs_more_than_weeks_do():
    usual = [8.0, 9.0, 8.5, 9.2, 8.2, 8.8, 9.1, 8.4, 8.6, 8.3]
    found = insights.week_change(weeks([*usual, 13.0]), TODAY, NO_STEP)
    assert found is not None
    assert found.mean == pytest.approx(13.0)
    assert found.change == pytest.approx(4.7)
    assert found.usual < 4.7
    assert found.n == 7
    assert insights.week_change(weeks([*usual, 9.0]), TODAY, NO_STEP) is None


def test_a_week_needs_six_earlier_changes_and_four_days():
    steady = [8.0, 9.0, 8.5, 9.2, 8.2, 8.8, 8.3]
    assert insights.week_change(weeks([*steady, 20.0]), TODAY, NO_STEP) is not None
    assert insights.week_change(weeks([*steady[1:], 20.0]), TODAY, NO_STEP) is None
    few = weeks([*steady, 20.0])
    cut = Days([d for d in few.days if d <= TODAY - 4 or d == TODAY],
               [v for d, v in zip(few.days, few.values, strict=True)
                if d <= TODAY - 4 or d == TODAY])  # fmt: skip
    assert insights.week_change(cut, TODAY, NO_STEP) is not None
    fewer = cut.between(0, TODAY - 1)
    assert insights.week_change(fewer, TODAY, NO_STEP) is None


def test_what_goes_on_each_week_is_a_trend_and_no_week():
    falling = series([100.0 - 0.5 * n + one for n, one in enumerate(noise(6, 100))])
    assert insights.week_change(falling, TODAY, NO_STEP) is None
    found = insights.trend(falling, TODAY, NO_STEP)
    assert found is not None
    assert found.low < -3.5 < found.high < 0
    assert not found.new


def test_a_trend_that_begins_is_new():
    values = [80.0 + one for one in noise(7, 42)]
    values += [80.0 - 0.2 * n + one for n, one in enumerate(noise(8, 42))]
    found = insights.trend(series(values), TODAY, NO_STEP)
    assert found is not None
    assert found.new
    assert found.slope < 0


@pytest.mark.parametrize(("kept", "told"), [(14, True), (13, False)])
def test_a_trend_takes_fourteen_days(kept: int, told: bool):
    days = [TODAY - 3 * n for n in range(kept)][::-1]
    found = insights.trend(Days(days, [0.1 * day for day in days]), TODAY, NO_STEP)
    assert (found is not None) is told


def test_a_trend_takes_three_weeks():
    days = list(range(TODAY - 20, TODAY + 1))
    assert insights.trend(Days(days, [0.1 * day for day in days]), TODAY, NO_STEP) is None


def test_another_level_is_told_while_it_is_new():
    values = [60.0 + one for one in noise(9, 100)] + [66.0 + one for one in noise(10, 20)]
    found = insights.level(series(values), TODAY, NO_STEP)
    assert found is not None
    assert abs(found.day - (TODAY - 19)) <= 1
    assert found.after - found.before == pytest.approx(6.0, abs=0.8)
    later = Days([day - 20 for day in series(values).days], values)
    assert insights.level(later, TODAY, NO_STEP) is None
    few = series(values).between(TODAY - 58, TODAY)
    assert len(few) == insights.LEAST_LEVEL_DAYS - 1
    assert insights.level(few, TODAY, NO_STEP) is None


# Weekends


def test_weekends_are_compared_within_their_weeks():
    days = range(TODAY - 89, TODAY + 1)
    free = [3.0 if weekday(day) > 5 else 0.0 for day in days]
    slow = [0.02 * n for n in range(90)]
    flat = [a + b + c for a, b, c in zip(free, slow, noise(12, 90), strict=True)]
    told = insights.weekends(Days(days, flat), NO_STEP)
    assert told is not None
    assert told.low < 3.0 < told.high
    assert told.n in (12, 13)
    assert insights.weekends(Days(days, flat).between(TODAY - 49, TODAY), NO_STEP) is None


# Two types


def pair(r: float, n: int = 90, seed: int = 20) -> tuple[Days, Days]:
    x, e = noise(seed, n), noise(seed + 1, n)
    y = [r * a + (1 - r * r) ** 0.5 * b for a, b in zip(x, e, strict=True)]
    return series(x), series(y)


def test_two_types_go_together_with_the_days_they_share():
    x, y = pair(0.8)
    found = insights.together(x, y.between(TODAY - 59, TODAY))
    assert found is not None
    assert found.n == 60
    assert found.low < 0.8 < found.high
    assert insights.beyond_chance([found]) == [0]
    assert insights.together(x, y.between(TODAY - 26, TODAY)) is None


def test_what_only_rises_at_the_same_time_does_not_go_together():
    x = series([0.2 * n + one for n, one in enumerate(noise(30, 90))])
    y = series([0.3 * n + one for n, one in enumerate(noise(31, 90))])
    found = insights.together(x, y)
    assert found is None or insights.beyond_chance([found]) == []


def test_more_pairs_ask_for_more_proof():
    good = Together(0.5, 0.2, 0.7, 60, 0.004)
    poor = dataclasses.replace(good, p=0.5)
    assert insights.beyond_chance([good]) == [0]
    assert insights.beyond_chance([poor] * 11 + [good]) == [11]
    assert insights.beyond_chance([poor] * 12 + [good]) == []
    weak = dataclasses.replace(good, r=0.39, p=1e-9)
    assert insights.beyond_chance([weak]) == []


@settings(deadline=None, max_examples=60)
@given(st.lists(st.floats(0, 1), max_size=30))
def test_holm_never_tells_more_than_without_correction(chances: list[float]):
    tested = [Together(0.9, 0.8, 0.95, 90, p) for p in chances]
    told = insights.beyond_chance(tested)
    assert told == sorted(set(told))
    assert all(chances[at] <= insights.CHANCE for at in told)
    least = [at for at, p in enumerate(chances) if p <= insights.CHANCE / max(1, len(chances))]
    assert set(least) <= set(told)


# Streaks and gaps


def test_a_streak_is_told_where_it_is_the_longest():
    run = [*range(TODAY - 60, TODAY - 40), *range(TODAY - 24, TODAY + 1)]
    found = insights.streak(run, TODAY)
    assert found == insights.Streak(25, 20)
    assert insights.streak(run[:-1], TODAY) == insights.Streak(24, 20)  # today is not over
    assert insights.streak(run[:-2], TODAY) is None
    assert insights.streak([*range(TODAY - 60, TODAY - 30), *run[20:]], TODAY) is None
    assert insights.streak(range(TODAY - 24, TODAY + 1), TODAY) is None  # nothing to beat
    assert insights.streak([TODAY - 20, *range(TODAY - 5, TODAY + 1)], TODAY) is None
    assert insights.streak([], TODAY) is None


@pytest.mark.parametrize(("gone", "told"), [(2, False), (3, True), (60, True), (61, False)])
def test_a_gap_is_told_from_three_days_to_sixty(gone: int, told: bool):
    last = TODAY - 1 - gone
    found = insights.silence(range(last - 59, last + 1), TODAY)
    assert found == (insights.Silence(gone, 1.0, last) if told else None)


def test_a_gap_no_longer_than_others_is_none():
    last = TODAY - 6
    often = [day for day in range(last - 59, last + 1) if not last - 30 <= day < last - 25]
    assert insights.silence(often, TODAY) is None
    rare = range(last - 59, last + 1, 3)
    assert insights.silence(rare, TODAY) is None
    few = range(last - 18, last + 1)
    assert insights.silence(few, TODAY) is None
    assert insights.silence([], TODAY) is None


# Shares, single readings, sleep


def test_a_share_is_told_where_it_changed():
    before = [100.0 if n % 4 == 0 else 0.0 for n in range(28)]
    now = [0.0 if n % 4 == 0 else 100.0 for n in range(28)]
    told = insights.share_change(series([*before, *now]), TODAY, 15.0)
    assert told is not None
    difference, share = told
    assert difference.value == pytest.approx(50.0)
    assert share == pytest.approx(75.0)
    assert insights.share_change(series([*now, *now]), TODAY, 15.0) is None
    assert insights.share_change(series([*before[:13], *now]), TODAY, 15.0) is None


def test_a_reading_far_from_its_neighbours_is_to_check_for_a_week():
    values = [81.0 + one for one in noise(40, 30, sd=0.3)]
    values[27] = 18.4
    days = list(range(TODAY - 29, TODAY + 1))
    found = insights.to_check(days, values, 0.2, TODAY)
    assert found is not None
    assert found.at == 27
    assert found.middle == pytest.approx(81.0, abs=0.3)
    assert found.z < -insights.TO_CHECK_Z
    assert insights.to_check([day - 5 for day in days], values, 0.2, TODAY) is None
    assert insights.to_check(days, [81.0 + v / 10 for v in noise(41, 30)], 0.2, TODAY) is None


def test_half_an_hour_is_the_least_that_weekends_move_sleep():
    days = range(TODAY - 89, TODAY + 1)

    def moved(minutes: float) -> Days:
        return Days(days, [180 + one * 3 + (minutes if weekday(day) > 5 else 0)
                           for day, one in zip(days, noise(42, 90), strict=True)])  # fmt: skip

    assert insights.sleep_times(moved(60.0)) is not None
    assert insights.sleep_times(moved(20.0)) is None


def test_regularity_of_sleep_is_compared_by_weeks():
    before = [60.0, 62.0, 59.0, None, 60.0, 62.0]
    told = insights.regularity_change([80.0, 82.0, 79.0, 81.0, None, 80.5, *before, 10.0])
    assert told is not None
    difference, now = told
    assert now == pytest.approx(80.5)
    assert difference.value == pytest.approx(80.5 - 60.6)
    assert difference.low > 0
    assert insights.regularity_change([80.0, 82.0, 81.0, None, None, None, *before]) is None
    assert insights.regularity_change([62.0, 60.0, 61.0, 60.0, 59.0, 60.0, *before]) is None


# Chance and order


@pytest.mark.parametrize("r", [0.0, 0.6])
def test_without_any_change_little_is_said(r: float):
    """Fewer than one in twenty persons, of each kind."""
    persons, said = 100, dict.fromkeys(("week", "trend", "level", "weekend", "share"), 0)
    for seed in range(persons):
        days = series([50 + 8 * one for one in noise(1000 + seed, 130, r)])
        inside = Days(days.days, [100.0 if value > 50 else 0.0 for value in days.values])
        said["week"] += insights.week_change(days, TODAY, 1.0) is not None
        said["trend"] += insights.trend(days, TODAY, 1.0) is not None
        said["level"] += insights.level(days, TODAY, 1.0) is not None
        said["weekend"] += insights.weekends(days.between(TODAY - 89, TODAY), 1.0) is not None
        said["share"] += insights.share_change(inside, TODAY, 15.0) is not None
    assert max(said.values()) <= persons / 20, said


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.floats(-1e4, 1e4, allow_nan=False), min_size=0, max_size=140),
    st.floats(0.01, 10),
)
def test_what_is_told_leaves_out_zero_and_is_no_trifle(values: list[float], step: float):
    days = series(values)
    weekend = insights.weekends(days, step)
    assert weekend is None or weekend.low > 0 or weekend.high < 0
    assert weekend is None or abs(weekend.value) >= step
    trend = insights.trend(days, TODAY, step)
    assert trend is None or trend.low > 0 or trend.high < 0
    week = insights.week_change(days, TODAY, step)
    assert week is None or abs(week.change) > week.usual
    level = insights.level(days, TODAY, step)
    assert level is None or abs(level.after - level.before) >= step


def insight(kind: insights.Kind, type_: str, weight: float) -> Insight:
    return Insight(kind, type_, "", (0, 1), 1, "days", weight)


def test_the_first_few_are_about_different_things():
    trends = [insight("trend", slug, 0.9) for slug in ("a", "b", "c")]
    order = insights.ranked([*trends, insight("streak", "d", 0.5), insight("week", "a", 0.6)])
    assert [(one.kind, one.type) for one in order[:3]] == [
        ("trend", "a"), ("trend", "b"), ("streak", "d"),
    ]  # fmt: skip
    assert len(order) == 5


def test_each_kind_has_its_worth_and_size_adds_to_it():
    assert worth("trend", 0.0) == pytest.approx(0.7 * insights.WORTH["trend"])
    assert worth("trend", -5.0) == insights.WORTH["trend"]
    assert set(insights.WORTH) == set(insights.Kind.__args__)  # type: ignore[attr-defined]
