"""The glucose of a period, from what was recorded to the answer for programs."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.glucose_figures import Trace, figures
from healthdesk.domain.records import Draft, Person
from healthdesk.texts import Format, lack_sentence
from tests.glucose_traces import DAY, MINUTE, MONDAY, sensor

FIRST = MONDAY // DAY
ALWAYS = {"mean", "median", "sd"}
SENSOR = sensor(14, seed=1, gaps=3)


def drafts(readings, source="sensor", unit="mg/dL"):
    return [
        Draft("blood-glucose", r.given, unit, r.recorded_at, r.offset, source=source,
              comparator=r.comparator)
        for r in readings
    ]  # fmt: skip


def report(app: App, me: Person, days: int = 14, **more):
    return app.analytics.report(OWNER, me.id, "blood-glucose", FIRST, FIRST + days - 1, **more)


class TestSensor:
    @pytest.fixture(autouse=True)
    def recorded(self, app: App, me: Person):
        app.journal.add(OWNER, drafts(SENSOR), me.id)

    def test_fortnight_tells_every_figure(self, app: App, me: Person):
        answer = report(app, me)
        told, expected = answer["glucose"], figures(Trace.of(SENSOR))
        for name in ("mean", "sd", "cv", "gmi", "ea1c", "mage", "modd", "conga", "lbgi", "hbgi",
                     "grade", "j_index", "median", "lability", "titr"):  # fmt: skip
            assert told[name] == pytest.approx(getattr(expected, name), abs=1e-6), name
        shares = expected.shares
        assert shares is not None
        assert told["tbr2"] == pytest.approx(shares["very-low"])
        assert told["tbr"] == pytest.approx(shares["low"] + shares["very-low"])
        assert told["tir"] + told["tbr"] + told["tar"] == pytest.approx(100)
        assert (told["n"], told["days"], told["censored"]) == (len(SENSOR), 14, 0)
        assert not told.keys() & answer["insufficient"].keys()
        json.dumps(answer)

    def test_mmol_has_its_own_limits_and_levels_in_it(self, app: App, me: Person):
        mg, mmol = report(app, me)["glucose"], report(app, me, unit="mmol/L")["glucose"]
        for name in ("mean", "sd", "median", "mage", "modd", "conga"):
            assert mmol[name] == pytest.approx(mg[name] / 18.01559), name
        for name in ("cv", "gmi", "tir", "lbgi", "grade", "j_index"):
            assert mmol[name] == mg[name], name
        assert (mmol["bands"]["low"], mmol["bands"]["high"]) == (3.9, 10.0)
        assert mmol["agp"][0]["p50"] == pytest.approx(mg["agp"][0]["p50"] / 18.01559)
        assert mmol["episodes"][0]["mean"] == pytest.approx(mg["episodes"][0]["mean"] / 18.01559)

    def test_ten_days_withhold_all_but_the_levels_and_say_why(self, app: App, me: Person):
        answer = report(app, me, 10)
        told = answer["glucose"]
        null = {name for name, value in told.items() if value is None}
        assert null == {"cv", "gmi", "ea1c", "tir", "titr", "tbr", "tbr2", "tar", "tar2", "agp",
                        "episodes", "mage", "modd", "conga", "lbgi", "hbgi", "grade", "j_index",
                        "lability"}  # fmt: skip
        for name in null:
            lack = answer["insufficient"][name]
            assert lack == {"need": 14, "have": 10, "reason": "too-few-days"}
        assert all(told[name] is not None for name in ALWAYS)

    def test_the_same_sensor_by_another_way_changes_nothing(self, app: App, me: Person):
        before = report(app, me)["glucose"]
        app.journal.add(OWNER, drafts(SENSOR, "uploader"), me.id)
        assert report(app, me)["glucose"] == before

    def test_low_is_in_the_ranges_and_in_no_mean(self, app: App, me: Person):
        before = report(app, me)["glucose"]
        at = SENSOR[-1].recorded_at + 5 * MINUTE
        app.journal.add(OWNER, drafts([replace(SENSOR[0], recorded_at=at, given=40.0,
                                               comparator="<")]), me.id)  # fmt: skip
        after = app.analytics.report(OWNER, me.id, "blood-glucose", FIRST, FIRST + 14)["glucose"]
        assert (after["censored"], after["n"]) == (1, before["n"] + 1)
        assert after["mean"] == before["mean"]
        assert after["tbr2"] > before["tbr2"]

    def test_ranges_are_those_chosen(self, app: App, me: Person):
        usual = report(app, me)["glucose"]
        app.settings.set("glucose.ranges", "pregnancy")
        told = report(app, me)
        assert told["glucose"]["bands"]["low"] == 63
        assert told["glucose"]["tar"] > usual["tar"]
        assert told["glucose"]["tar2"] is None
        assert told["insufficient"]["tar2"]["reason"] == "no-such-band"

    def test_own_range(self, app: App, me: Person):
        app.settings.set("glucose.ranges", "own")
        app.settings.set("glucose.own_low", 80)
        app.settings.set("glucose.own_high", 160)
        told = report(app, me, unit="mmol/L")["glucose"]
        inside = [r for r in SENSOR if 80 <= r.given <= 160]
        assert told["tir"] == pytest.approx(len(inside) / len(SENSOR) * 100)
        assert told["bands"] == {"name": "own", "unit": "mmol/L", "very_low": 3.0, "low": 4.4,
                                 "high": 8.9, "very_high": 13.9}  # fmt: skip

    def test_period_between_two_instants(self, app: App, me: Person):
        answer = app.analytics.report(
            OWNER, me.id, "blood-glucose", start=MONDAY + DAY // 2, end=MONDAY + DAY
        )
        inside = [r for r in SENSOR if DAY // 2 <= r.recorded_at - MONDAY < DAY]
        assert answer["glucose"]["n"] == len(inside)


class TestOthers:
    def test_without_a_reading_everything_is_null(self, app: App, me: Person):
        answer = report(app, me)
        told = answer["glucose"]
        assert (told["n"], told["days"]) == (0, 0)
        assert all(told[name] is None for name in ("mean", "sd", "tir", "gmi", "agp"))
        assert answer["insufficient"]["mean"]["need"] == 1

    def test_two_thirds_of_the_readings_are_too_few(self, app: App, me: Person):
        some = [r for n, r in enumerate(sensor(14, seed=1)) if n % 3]
        app.journal.add(OWNER, drafts(some), me.id)
        lack = report(app, me)["insufficient"]["gmi"]
        assert lack["have"] == pytest.approx(200 / 3, abs=0.1)
        assert (lack["need"], lack["reason"]) == (70, "too-rare")

    def test_a_meter_has_means_and_no_times(self, app: App, me: Person):
        meter = [r for r in sensor(30, seed=2) if r.recorded_at % (DAY // 4) == 0]
        app.journal.add(OWNER, drafts(meter, "manual"), me.id)
        answer = report(app, me, 30)
        assert answer["glucose"]["mean"] is not None
        assert answer["glucose"]["tir"] is None
        lack = answer["insufficient"]["tir"]
        assert (lack["need"], lack["reason"]) == (70, "too-rare")
        assert 0 < lack["have"] < 70

    def test_more_days_of_a_meter_are_not_what_is_missing(self, app: App, me: Person):
        meter = [r for r in sensor(4, seed=2) if r.recorded_at % (DAY // 4) == 0]
        app.journal.add(OWNER, drafts(meter, "manual"), me.id)
        told = report(app, me)["insufficient"]["tir"]
        assert (told["need"], told["reason"]) == (70, "too-rare")
        found = app.charts.profile(OWNER, me.id, "blood-glucose", "mg/dL", (FIRST, FIRST + 13))
        assert found.lack == told

    def test_first_days_of_a_sensor_need_more_days(self, app: App, me: Person):
        some = [r for r in sensor(3, seed=1) if r.recorded_at >= MONDAY + DAY * 2 // 3]
        app.journal.add(OWNER, drafts(some[:400]), me.id)
        told = report(app, me)["insufficient"]["tir"]
        assert told == {"need": 14, "have": 3, "reason": "too-few-days"}
        assert report(app, me)["glucose"]["coverage"] < 70
        found = app.charts.profile(OWNER, me.id, "blood-glucose", "mg/dL", (FIRST, FIRST + 13))
        assert found.lack == told

    def test_what_lacks_the_last_tenth_is_not_said_to_have_it(self, app: App, me: Person):
        """2820 of 4032 readings are 69.9 %."""
        lost = {day * 288 + 200 + n for day in range(14) for n in range(87 if day < 8 else 86)}
        kept = [r for n, r in enumerate(sensor(14, seed=1)) if n not in lost]
        app.journal.add(OWNER, drafts(kept), me.id)
        lack = report(app, me)["insufficient"]["tir"]
        assert lack["have"] == pytest.approx(100 * 2820 / 4032)
        shape = Format.of(app.settings)
        assert lack_sentence(lack, shape).endswith("70 % of the readings of a sensor and has 69 %")

    def test_constant_readings_have_no_excursion_to_measure(self, app: App, me: Person):
        app.journal.add(OWNER, drafts([replace(r, given=100.0) for r in SENSOR]), me.id)
        answer = report(app, me)
        assert answer["glucose"]["sd"] == 0
        assert answer["glucose"]["mage"] is None
        assert answer["insufficient"]["mage"]["reason"] == "nothing-to-measure"

    def test_other_types_have_no_glucose(self, app: App, me: Person):
        assert "glucose" not in app.analytics.report(OWNER, me.id, "weight", FIRST, FIRST)
