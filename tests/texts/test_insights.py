"""What stands out has plain sentences, in every language, with the figures in them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, get_args

import pytest

from healthdesk.domain.health_types import CATALOGUE, TypeBook
from healthdesk.domain.insights import Counted, Insight, Kind
from healthdesk.texts import Format, use_language
from healthdesk.texts.insights import insight_basis, insight_kind, insight_sentence

TYPES = TypeBook(replace(kind, id=n) for n, kind in enumerate(CATALOGUE, start=1))
DAY = 20_000  # 4 October 2024


def insight(
    kind: Kind,
    slug: str,
    unit: str,
    n: int,
    counted: Counted = "days",
    other: str = "",
    **told: Any,
) -> Insight:
    return Insight(kind, slug, unit, (DAY - 89, DAY), n, counted, 0.5, told, other)


TOLD = {
    "Morning pressure is 6 mmHg above evening, 24 days.": insight(
        "morning-evening", "blood-pressure", "mmHg", 24, difference=6.1, low=3.2, high=9.0),
    "Morning pressure is 4 mmHg below evening, 14 days.": insight(
        "morning-evening", "blood-pressure", "mmHg", 14, difference=-4.0, low=-6.0, high=-2.0),
    "Steps: 8,124 in the last 7 days, +1,900 against the 7 days before; usual is up to 900.":
        insight("week", "steps", "steps", 7, mean=8124.3, difference=1900.0, usual=899.6),
    "Weight: now going down by 0.4 kg a week, 38 days.": insight(
        "trend", "weight", "kg", 38, slope=-0.41, low=-0.6, high=-0.2, new=True),
    "Weight: still going up by 0.06 kg a week, 38 days.": insight(
        "trend", "weight", "kg", 38, slope=0.06, low=0.02, high=0.1, new=False),
    "Weight: now going down by 0.16 kg a week, 35 days.": insight(
        "trend", "weight", "kg", 35, slope=-0.16, low=-0.26, high=-0.06, new=True),
    "Resting heart rate: 58 bpm since 1 Oct 2024, before that 62 bpm.": insight(
        "level", "resting-heart-rate", "bpm", 90, since_day=DAY - 3, before=62.3, after=58.1),
    "Blood pressure (systolic): 5 mmHg lower on weekends than on weekdays, 12 weeks.": insight(
        "weekend", "blood-pressure", "mmHg", 12, "weeks", difference=-5.2, low=-8.0, high=-2.0),
    "Steps and Mood go together: high on the same days (r = 0.62, 48 days).": insight(
        "together", "steps", "", 48, other="mood", r=0.62, low=0.4, high=0.8, p=0.0, tested=9),
    "Steps and Mood go together: one is low when the other is high (r = −0.62, 48 days).":
        insight("together", "steps", "", 48, other="mood", r=-0.62, low=-0.8, high=-0.4, p=0.0,
                tested=9),
    "Weight: recorded 31 days in a row, the longest streak in a year.": insight(
        "streak", "weight", "kg", 31, days=31, before=20),
    "Blood pressure: nothing recorded for 5 days.": insight(
        "silence", "blood-pressure", "mmHg", 5, days=5, interval=1.0, last_day=DAY - 6),
    "Blood glucose: 75 % of the time in range in the last 28 days, 60 % in the 28 days before.":
        insight("range", "blood-glucose", "mg/dL", 56, share=75.2, before=60.1, difference=15.1,
                low=9.0, high=21.0, of="readings"),
    "Sleep duration: 80 % of days in the typical range in the last 28 days, 40 % in the 28 days"
    " before.": insight("range", "sleep-duration", "min", 50, share=80.0, before=40.0,
                        difference=40.0, low=20.0, high=60.0, of="days"),
    "Weight: 18.4 kg on 3 Oct 2024 is far from the readings around it (middle 81.2 kg).": insight(
        "outlier", "weight", "kg", 40, "readings", value=18.4, middle=81.2, z=-99.0, day=DAY - 1,
        part=0, id=7, recorded_at=0, offset=0),
    "Blood pressure (diastolic): 180 mmHg on 3 Oct 2024 is far from the readings around it"
    " (middle 80 mmHg).": insight(
        "outlier", "blood-pressure", "mmHg", 40, "readings", value=180.0, middle=80.0, z=30.0,
        day=DAY - 1, part=1, id=7, recorded_at=0, offset=0),
    "The middle of sleep is 1 h 20 min later on weekends, 12 weeks.": insight(
        "sleep-times", "sleep-duration", "min", 12, "weeks", difference=80.0, low=60.0, high=100.0),
    "Sleep is more regular than before: index 88, before 71.": insight(
        "sleep-regularity", "sleep-duration", "", 11, "weeks", difference=17.0, low=9.0, high=25.0,
        index=88.0, before=71.0),
    "Sleep is less regular than before: index 60, before 71.": insight(
        "sleep-regularity", "sleep-duration", "", 11, "weeks", difference=-11.0, low=-17.0,
        high=-5.0, index=60.0, before=71.0),
}  # fmt: skip


@pytest.mark.parametrize("sentence", TOLD)
def test_a_sentence_has_its_figure_and_of_what(sentence: str):
    assert insight_sentence(TOLD[sentence], TYPES, Format()) == sentence


def test_every_kind_is_tried():
    assert {one.kind for one in TOLD.values()} == set(get_args(Kind))


def test_a_direction_the_other_way_has_other_words():
    for one in TOLD.values():
        told = one.figures
        for name in ("difference", "slope"):
            if name in told and one.kind != "range":
                other = replace(one, figures={**told, name: -told[name]})
                assert insight_sentence(other, TYPES, Format()) != insight_sentence(
                    one, TYPES, Format()
                )


@pytest.mark.parametrize(
    ("kind", "basis"),
    [
        ("morning-evening",
         "7 Jul 2024 – 4 Oct 2024 · 24 days · 99 % interval +3 mmHg to +9 mmHg"),
        ("together", ("7 Jul 2024 – 4 Oct 2024 · 48 days · 99 % interval 0.40 to 0.80"
                      " · of 9 pairs compared")),
        ("range", "7 Jul 2024 – 4 Oct 2024 · 56 days · 99 % interval +9 points to +21 points"),
        ("outlier", "7 Jul 2024 – 4 Oct 2024 · 40 readings"),
        ("sleep-times", "7 Jul 2024 – 4 Oct 2024 · 12 weeks · 99 % interval +1 h to +1 h 40 min"),
        ("sleep-regularity", "7 Jul 2024 – 4 Oct 2024 · 11 weeks · 99 % interval +9 to +25"),
    ],
)  # fmt: skip
def test_the_figures_behind_it(kind: Kind, basis: str):
    one = next(one for one in TOLD.values() if one.kind == kind)
    assert insight_basis(one, TYPES, Format()) == basis


def test_every_kind_has_a_name_of_its_own_in_every_language():
    for language in ("en", "de"):
        use_language(language)
        assert len({insight_kind(kind) for kind in get_args(Kind)}) == len(get_args(Kind))
    use_language("en")


def test_german_says_the_same():
    use_language("de")
    shape = Format(language="de", decimal=",", group=".")
    told = [insight_sentence(one, TYPES, shape) for one in TOLD.values()]
    use_language("en")
    assert told[0] == "Der Blutdruck ist morgens um 6 mmHg höher als abends, 24 Tage."
    assert not set(told) & set(TOLD)
