from __future__ import annotations

import pytest

from healthdesk.domain.blood_pressure import (
    ACC_AHA_2017,
    ESC_2024_HOME,
    ESC_2024_OFFICE,
    Mean,
    Reading,
    summary,
)

HOUR = 3_600_000


def at(day, hour, systolic, diastolic):
    return Reading(day * 24 * HOUR + round(hour * HOUR), systolic, diastolic)


@pytest.mark.parametrize(
    ("systolic", "diastolic", "code"),
    [
        (119.9, 79.9, "normal"),
        (120, 79.9, "elevated"),
        (129.9, 60, "elevated"),
        (130, 70, "stage-1"),
        (110, 80, "stage-1"),
        (125, 89.9, "stage-1"),
        (140, 70, "stage-2"),
        (110, 90, "stage-2"),
    ],
)
def test_the_classes_of_acc_aha_2017(systolic, diastolic, code):
    assert ACC_AHA_2017.classify(Mean(systolic, diastolic, 9)) == code


@pytest.mark.parametrize(
    ("systolic", "diastolic", "office", "home"),
    [
        (119, 69, "non-elevated", "non-elevated"),
        (119, 70, "elevated", "elevated"),
        (120, 60, "elevated", "elevated"),
        (135, 80, "elevated", "hypertension"),
        (130, 85, "elevated", "hypertension"),
        (140, 60, "hypertension", "hypertension"),
        (110, 90, "hypertension", "hypertension"),
    ],
)
def test_the_classes_of_esc_2024_at_the_practice_and_at_home(systolic, diastolic, office, home):
    mean = Mean(systolic, diastolic, 9)
    assert (ESC_2024_OFFICE.classify(mean), ESC_2024_HOME.classify(mean)) == (office, home)


def test_means_of_all_of_mornings_and_of_evenings():
    found = summary(
        [at(0, 7, 130, 80), at(0, 20, 120, 70), at(1, 11.99, 140, 90), at(1, 14, 150, 100)]
    )
    assert found.mean == Mean(135, 85, 4)
    assert found.morning == Mean(135, 85, 2)
    assert found.evening == Mean(120, 70, 1)
    assert found.days == 2


@pytest.mark.parametrize(
    ("readings", "enough"),
    [
        ([at(0, 8, 130, 80)], False),
        ([at(0, 8, 130, 80), at(0, 20, 130, 80), at(0, 21, 130, 80)], False),
        ([at(0, 8, 130, 80), at(1, 8, 130, 80)], True),
    ],
)
def test_a_class_needs_readings_on_two_days(readings, enough):
    assert summary(readings).sufficient is enough


def test_the_hour_is_that_of_the_clock_where_the_reading_was_taken():
    # 03:30 UTC, half past five in Berlin's summer: a morning there.
    found = summary([Reading.at(round(3.5 * HOUR), 120, 120, 80)])
    assert found.morning == Mean(120, 80, 1)


def test_nothing_has_no_mean():
    assert summary([]) is None
