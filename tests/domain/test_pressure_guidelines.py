"""The tables of the guidelines, held to rules written down in another way."""

from __future__ import annotations

import pytest

from healthdesk.domain.blood_pressure import Mean, Reading
from healthdesk.domain.pressure_guidelines import (
    ACC_AHA_2017,
    AHA_ACC_2025,
    DEFAULT,
    ESC_2024,
    ESH_2023,
    GUIDELINES,
    ISH_2020,
    MEASURED,
    Choice,
    guideline,
    standing,
    standings,
)

DAY = 24 * 3_600_000
SYSTOLIC = range(30, 301)
DIASTOLIC = range(10, 251)


def american(stages):
    """Normal and elevated need both parts, the stages one."""
    (elevated, low), (one, one_low), (two, two_low) = stages

    def told(s, d):
        if s >= two or d >= two_low:
            return "stage-2"
        if s >= one or d >= one_low:
            return "stage-1"
        assert low == one_low
        return "elevated" if s >= elevated else "normal"

    return told


def european(elevated, hypertension):
    def told(s, d):
        if s < elevated[0] and d < elevated[1]:
            return "non-elevated"
        return "elevated" if s < hypertension[0] and d < hypertension[1] else "hypertension"

    return told


def graded(names, systolic, diastolic):
    """The higher of the two columns of a table."""

    def told(s, d):
        return names[max(sum(s >= x for x in systolic), sum(d >= x for x in diastolic))]

    return told


def threshold(systolic, diastolic):
    def told(s, d):
        return "hypertension" if s >= systolic or d >= diastolic else "below-hypertension"

    return told


AMERICAN = {
    "office": american([(120, 80), (130, 80), (140, 90)]),
    "home": american([(120, 80), (130, 80), (135, 85)]),
    "24h": american([(115, 75), (125, 75), (130, 80)]),
    "day": american([(120, 80), (130, 80), (135, 85)]),
    "night": american([(100, 65), (110, 65), (120, 70)]),
}
THRESHOLDS = {
    "home": threshold(135, 85),
    "24h": threshold(130, 80),
    "day": threshold(135, 85),
    "night": threshold(120, 70),
}
PRINTED = {
    "acc-aha-2017": AMERICAN,
    "aha-acc-2025": AMERICAN,
    "esc-2024": {
        "office": european((120, 70), (140, 90)),
        "home": european((120, 70), (135, 85)),
        "24h": european((115, 65), (130, 80)),
        "day": european((120, 70), (135, 85)),
        "night": european((110, 60), (120, 70)),
    },
    "esh-2023": {
        "office": graded(
            ("optimal", "normal", "high-normal", "grade-1", "grade-2", "grade-3"),
            (120, 130, 140, 160, 180),
            (80, 85, 90, 100, 110),
        ),
        **THRESHOLDS,
    },
    "ish-2020": {
        "office": graded(
            ("normal", "high-normal", "grade-1", "grade-2"), (130, 140, 160), (85, 90, 100)
        ),
        **THRESHOLDS,
    },
}


@pytest.mark.parametrize("measured", MEASURED)
@pytest.mark.parametrize("one", GUIDELINES, ids=lambda one: one.code)
def test_every_systolic_and_diastolic_has_the_class_that_is_printed(one, measured):
    rule, told = one.rule(measured), PRINTED[one.code][measured]
    wrong = [
        (s, d) for s in SYSTOLIC for d in DIASTOLIC if rule.classify(Mean(s, d, 2)) != told(s, d)
    ]
    assert wrong == []


@pytest.mark.parametrize("measured", MEASURED)
@pytest.mark.parametrize("one", GUIDELINES, ids=lambda one: one.code)
def test_the_bounds_of_a_class_hold_what_falls_into_it(one, measured):
    """What is printed beside a class is true of every pair in it."""
    rule = one.rule(measured)
    for s in range(80, 200):
        for d in range(40, 130):
            bounds = rule.bounds(rule.place(s, d))
            inside = [
                (low is None or value >= low) and (end is None or value < end)
                for value, (low, end) in ((s, bounds.systolic), (d, bounds.diastolic))
            ]
            assert all(inside) if bounds.both else any(inside), (s, d)


@pytest.mark.parametrize("one", GUIDELINES, ids=lambda one: one.code)
def test_a_part_that_grows_never_lowers_the_class(one):
    for rule in one.rules:
        for s in range(80, 200):
            for d in range(40, 130):
                here = rule.place(s, d)
                assert rule.place(s + 1, d) >= here
                assert rule.place(s, d + 1) >= here


def test_the_default_stands_on_confirmed_numbers_alone():
    assert all(rule.confirmed for rule in DEFAULT.rules)


def test_what_was_not_read_in_a_guideline_says_so():
    doubtful = {
        (one.code, rule.measured) for one in GUIDELINES for rule in one.rules if not rule.confirmed
    }
    assert doubtful == {("esc-2024", m) for m in MEASURED if m != "office"} | {
        ("esh-2023", m) for m in MEASURED
    }


def test_every_rule_names_its_source():
    for one in GUIDELINES:
        assert guideline(one.code) is one
        for rule in one.rules:
            assert (rule.guideline, rule.name) == (one.code, one.name)
            assert rule.source.startswith("doi 10.")
            assert rule.table
    with pytest.raises(KeyError):
        guideline("none")


@pytest.mark.parametrize(
    ("systolic", "diastolic", "part"),
    [
        (140, 89.9, "systolic"),
        (185, 70, "systolic"),
        (139.9, 90, "diastolic"),
        (140, 90, None),
        (139, 89, None),
    ],
)
@pytest.mark.parametrize("one", [ESH_2023, ISH_2020], ids=lambda one: one.code)
def test_hypertension_of_one_part_alone_is_isolated(one, systolic, diastolic, part):
    assert one.rule("office").isolated(Mean(systolic, diastolic, 9)) == part


def test_where_a_guideline_knows_no_isolated_hypertension_none_is_told():
    for one in (ACC_AHA_2017, AHA_ACC_2025, ESC_2024):
        assert one.rule("office").isolated(Mean(185, 70, 9)) is None


def test_the_mean_is_compared_as_it_is():
    rule = AHA_ACC_2025.rule("office")
    assert rule.classify(Mean(129.99, 79.99, 9)) == "elevated"
    assert rule.classify(Mean(130.0, 79.99, 9)) == "stage-1"


def readings(days, per_day=1, hours=(8,)):
    return [
        Reading(day * DAY + hour * 3_600_000 + n * 60_000, 136, 82)
        for day in range(days)
        for hour in hours
        for n in range(per_day)
    ]


class TestStanding:
    @pytest.mark.parametrize(
        ("setting", "days", "per_day", "lack"),
        [
            ("office", 1, 1, (2, 1, "too-few-days")),
            ("office", 1, 5, (2, 1, "too-few-days")),
            ("office", 2, 1, None),
            ("home", 2, 4, (3, 2, "too-few-days")),
            ("home", 3, 1, None),
        ],
    )
    def test_a_class_takes_days(self, setting, days, per_day, lack):
        found = standing(readings(days, per_day), setting, AHA_ACC_2025)
        told = found.lack and (found.lack.need, found.lack.have, found.lack.reason)
        assert told == lack
        assert (found.code is None) is (lack is not None)

    def test_the_same_readings_stand_elsewhere_by_another_guideline(self):
        """136/82 by place and guideline, out of the same rows."""
        same = readings(4)
        told = {
            (one.code, setting): standing(same, setting, one).code
            for one in GUIDELINES
            for setting in ("office", "home")
        }
        assert told == {
            ("aha-acc-2025", "office"): "stage-1",
            ("aha-acc-2025", "home"): "stage-2",
            ("acc-aha-2017", "office"): "stage-1",
            ("acc-aha-2017", "home"): "stage-2",
            ("esc-2024", "office"): "elevated",
            ("esc-2024", "home"): "hypertension",
            ("esh-2023", "office"): "high-normal",
            ("esh-2023", "home"): "hypertension",
            ("ish-2020", "office"): "high-normal",
            ("ish-2020", "home"): "hypertension",
        }

    def test_a_recording_takes_readings_by_day_and_by_night(self):
        by_day = readings(1, 20, hours=(10,))
        found = standing(by_day, "24h", AHA_ACC_2025)
        assert (found.code, found.lack.reason) == (None, "too-few-readings")
        found = standing(readings(1, 30, hours=(10,)), "24h", AHA_ACC_2025)
        assert (found.code, found.lack.reason, found.lack.have) == (None, "night-readings", 0)
        whole = by_day + readings(1, 7, hours=(2,))
        assert standing(whole, "24h", AHA_ACC_2025).code == "stage-2"

    def test_nothing_stands_nowhere(self):
        assert standing([], "home", AHA_ACC_2025) is None

    def test_settings_stand_apart_the_chosen_one_first(self):
        same = readings(4)
        office = [Reading(r.wall + DAY, 150, 90, ("office",)) for r in readings(9)]
        choice = Choice(AHA_ACC_2025, "home")
        found = standings(same + office, choice)
        assert [(one.setting, one.summary.mean.n) for one in found] == [("home", 4), ("office", 9)]
        assert [one.setting for one in standings(office, choice)] == ["office"]
        assert choice.rule_for(office[0]).measured == "office"
        assert choice.rule_for(same[0]).measured == "home"
