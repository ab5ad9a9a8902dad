"""Each figure of the success table: its value, its target, and when it is withheld."""

from __future__ import annotations

from dataclasses import replace

import pytest

from healthdesk.domain.meters import QUERY_SECONDS, REQUEST_SECONDS, TIMINGS, Counts
from healthdesk.domain.success import (
    TARGETS,
    Evidence,
    Figure,
    GoalEnd,
    User,
    end_of,
    judge,
)
from healthdesk.domain.times import DAY_MIN

FIRST, LAST = 1000, 1089
NOW = LAST * DAY_MIN + 600
NOTHING = Evidence(FIRST, LAST, NOW)


def figure(name, **known) -> Figure:
    report = judge(replace(NOTHING, **known))
    return next(one for one in report.figures if one.name == name)


def seconds(metric, *each) -> list[float]:
    counts = Counts()
    for one in each:
        counts.observe(metric, ("x",), one)
    return counts.timing(metric)


def test_targets_are_the_given_ones():
    said = [f"{name} {'<' if t.below else '>'} {t.bound:g} {t.unit}" for name, t in TARGETS.items()]
    assert said == [
        "api-p95 < 200 ms", "database-p95 < 100 ms", "errors < 0.1 %", "up-time > 99.9 %",
        "memory-growth < 10 %", "adoption > 20 %", "daily-active > 5 %",
        "readings-per-week > 1 per week", "goal-completion > 30 %", "retention > 80 %",
    ]  # fmt: skip


def test_of_nothing_every_figure_is_withheld_with_a_reason():
    for one in judge(NOTHING).figures:
        assert (one.value, one.met) == (None, None)
        assert one.lack is not None
        assert one.lack.have < one.lack.need
    assert [one.name for one in judge(NOTHING).figures] == list(TARGETS)


@pytest.mark.parametrize(
    ("name", "argument", "metric", "bound"),
    [
        ("api-p95", "request_seconds", REQUEST_SECONDS, 0.2),
        ("database-p95", "query_seconds", QUERY_SECONDS, 0.1),
    ],
)
class TestLatencies:
    def test_a_quick_one_is_met(self, name, argument, metric, bound):
        one = figure(name, **{argument: seconds(metric, *[bound / 3] * 99, 9.0)})
        assert one.met is True
        assert one.value < 1000 * bound
        assert one.of == 100

    def test_a_slow_one_is_not(self, name, argument, metric, bound):
        one = figure(name, **{argument: seconds(metric, *[bound / 3] * 90, *[bound * 2] * 10)})
        assert one.met is False

    def test_all_just_inside_the_bound_is_met(self, name, argument, metric, bound):
        assert bound in TIMINGS[metric].limits
        assert figure(name, **{argument: seconds(metric, *[bound] * 100)}).met is True

    def test_few_say_nothing(self, name, argument, metric, bound):
        one = figure(name, **{argument: seconds(metric, *[bound / 3] * 19)})
        assert (one.lack.need, one.lack.have) == (20, 19)


@pytest.mark.parametrize(
    ("requests", "errors", "value", "met"),
    [(20, 0, 0.0, True), (1000, 1, 0.1, False), (1001, 1, 100 / 1001, True), (100, 5, 5.0, False),
     (19, 0, None, None)],
)  # fmt: skip
def test_errors(requests, errors, value, met):
    one = figure("errors", requests=requests, request_errors=errors)
    assert one.value == (None if value is None else pytest.approx(value))
    assert one.met is met


class TestUpTime:
    @pytest.mark.parametrize(
        ("served", "value", "met"),
        [
            # The minute that runs is not looked at.
            ([(NOW - 1000, NOW - 1)], 100.0, True),
            ([(NOW - 1000, NOW)], 100.0, True),
            ([(NOW - 1000, NOW - 11), (NOW - 9, NOW - 1)], 99.9, False),
            ([(NOW - 2000, NOW - 11), (NOW - 9, NOW - 1)], 99.95, True),
            ([(NOW - 1000, NOW - 501)], 50.0, False),
        ],
    )
    def test_share_since_the_first_beat(self, served, value, met):
        one = figure("up-time", served=served)
        assert one.value == pytest.approx(value)
        assert one.met is met

    def test_what_was_before_the_period_counts_from_its_beginning_on(self):
        begin = FIRST * DAY_MIN
        one = figure("up-time", served=[(begin - 5000, begin + 99)])
        assert one.value == pytest.approx(100 * 100 / (NOW - begin))

    @pytest.mark.parametrize(
        ("served", "reason"),
        [
            ([], "not-served"),
            ([(5, 900)], "not-served"),
            ([(NOW - 30, NOW - 1)], "too-few-minutes"),
            ([(NOW, NOW)], "not-served"),
        ],
    )
    def test_too_little(self, served, reason):
        assert figure("up-time", served=served).lack.reason == reason


class TestMemory:
    @pytest.mark.parametrize(
        ("last", "value", "met"), [(109.0, 9.0, True), (110.0, 10.0, False), (90.0, -10.0, True)]
    )
    def test_last_day_over_first(self, last, value, met):
        memory = {FIRST + 3: (100.0, 60), FIRST + 5: (500.0, 60), LAST: (last, 600)}
        one = figure("memory-growth", memory=memory)
        assert one.value == pytest.approx(value)
        assert one.met is (last < 110)
        assert one.met is met

    def test_short_days_and_days_outside_are_passed_over(self):
        memory = {FIRST - 1: (1.0, 600), FIRST + 3: (100.0, 60), LAST: (109.0, 59)}
        assert figure("memory-growth", memory=memory).lack.have == 1


class TestUsers:
    def test_adoption(self):
        users = [
            User(FIRST - 30, stored=frozenset({FIRST - 1})),  # the last day of the first month
            User(LAST - 30, stored=frozenset({LAST})),  # a day late
            User(FIRST - 31, stored=frozenset()),  # that month was over before
            User(LAST - 29, stored=frozenset({LAST})),  # and this one is still under way
        ]
        one = figure("adoption", users=users)
        assert (one.value, one.of, one.met) == (50.0, 2, True)

    @pytest.mark.parametrize(("adopted", "met"), [(1, False), (2, True)])
    def test_a_fifth_is_not_enough(self, adopted, met):
        made = FIRST + 1
        users = [User(made, stored=frozenset({made} if n < adopted else ())) for n in range(5)]
        assert figure("adoption", users=users).met is met

    def test_retention(self):
        made = LAST - 90
        users = [
            User(made, writes=frozenset({made, made + 60})),  # day 61
            User(made, writes=frozenset({made + 29, made + 89})),  # days 30 and 90
            User(made, writes=frozenset({made, made + 59})),  # day 60 alone
            User(made, writes=frozenset({made + 30, made + 70})),  # not active at first
            User(made + 1, writes=frozenset({made + 1})),  # its 90th day is today
        ]
        one = figure("retention", users=users)
        assert one.value == pytest.approx(200 / 3)
        assert (one.of, one.met) == (3, False)

    def test_daily_active_is_a_mean_over_days_of_those_who_were_there(self):
        users = [
            User(FIRST, writes=frozenset(range(FIRST, LAST + 1))),
            User(LAST - 8),
            User(FIRST - 5, writes=frozenset({LAST}), gone=FIRST + 9),
        ]
        one = figure("daily-active", users=users)
        assert one.value == pytest.approx(100 * (9 * 0.5 + 72 * 1.0 + 9 * 0.5) / 90)
        assert one.of == 90

    @pytest.mark.parametrize(("readings", "met"), [(12, False), (13, False), (14, True)])
    def test_readings_per_week(self, readings, met):
        users = [User(LAST - 40 + 1, readings=readings), User(LAST - 51 + 1)]  # 91 days: 13 weeks
        one = figure("readings-per-week", users=users)
        assert one.value == pytest.approx(readings / 13)
        assert one.met is met

    def test_a_week_is_needed(self):
        assert figure("readings-per-week", users=[User(LAST - 5)]).lack.reason == "too-short"
        assert figure("readings-per-week", users=[User(LAST, gone=LAST)]).lack.reason == "no-users"


class TestGoals:
    @pytest.mark.parametrize(
        ("completed", "archived", "target", "found"),
        [
            (None, None, None, None),
            (1010, None, None, GoalEnd(1010, True)),
            (1010, 1005, 1001, GoalEnd(1010, True)),
            (None, 1005, 1020, GoalEnd(1005, False)),
            (None, 1030, 1020, GoalEnd(1021, False)),
            (None, None, 1020, GoalEnd(1021, False)),
        ],
    )
    def test_how_a_target_ends(self, completed, archived, target, found):
        assert end_of(completed, archived, target) == found

    @pytest.mark.parametrize(("reached", "met"), [(3, False), (4, True)])
    def test_share_of_those_that_ended_in_the_period(self, reached, met):
        goals = [GoalEnd(FIRST + n, n < reached) for n in range(10)]
        goals += [GoalEnd(FIRST - 1, True), GoalEnd(LAST + 1, False)]
        one = figure("goal-completion", goals=goals)
        assert (one.value, one.of, one.met) == (10.0 * reached, 10, met)
