"""Numbers, values, dates and times as a person of a language and region writes them."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthdesk.domain import times
from healthdesk.domain.health_types import HealthType, Part, Range, TypeBook
from healthdesk.domain.records import Draft
from healthdesk.paths import Paths
from healthdesk.settings import Settings
from healthdesk.texts import Format, language_of, preview, system_locale, use_language

ENGLISH = Format()
AMERICAN = Format(order="mdy", clock24=False)
GERMAN = Format(language="de", decimal=",", group=".")
BERLIN = ZoneInfo("Europe/Berlin")
NOW = dt.datetime(2026, 11, 14, 9, 30, tzinfo=BERLIN)


def kind(slug: str, unit: str, **more: object) -> HealthType:
    given: dict[str, object] = {
        "group": "body", "units": (unit,), "decimals": 1, "aggregate": "mean", "hard": Range(),
    }  # fmt: skip
    return HealthType(slug=slug, unit=unit, **{**given, **more})  # type: ignore[arg-type]


PRESSURE = kind(
    "blood-pressure", "mmHg",
    parts=tuple(Part(slug, Range(), Range(), Range()) for slug in ("systolic", "diastolic")),
)  # fmt: skip
WEIGHT = kind("weight", "kg")
GLUCOSE = kind("blood-glucose", "mg/dL")
STAGE = kind("sleep-stage", "stage", codes=("in-bed", "asleep", "light", "deep"))
SLEEP = kind("sleep-duration", "min")
MOOD = kind("mood", "points", hard=Range(1, 10))
STEPS = kind("steps", "steps")
RACE = kind("5k-time", "s")
PULSE = kind("heart-rate", "bpm")


def chosen(tmp_path, **values: str) -> Settings:
    return Settings(Paths.find(str(tmp_path), {}).config_file, values, {})


def at(*clock: int, zone: dt.tzinfo = BERLIN) -> tuple[int, int]:
    year, month, day, hour, minute = clock
    return times.from_datetime(dt.datetime(year, month, day, hour, minute, tzinfo=zone))


class TestLocale:
    @pytest.mark.parametrize(
        ("environ", "locale"),
        [
            ({}, ""),
            ({"LANG": "C.UTF-8"}, ""),
            ({"LANG": "POSIX"}, ""),
            ({"LANG": "de_AT.UTF-8"}, "de_AT"),
            ({"LANG": "en_US.UTF-8", "LC_NUMERIC": "de_DE.UTF-8"}, "de_DE"),
            ({"LC_ALL": "fr_FR@euro", "LC_NUMERIC": "de_DE"}, "fr_FR"),
            ({"LANG": "", "LC_ALL": "", "LC_NUMERIC": "sv"}, "sv"),
        ],
    )
    def test_the_environment_says_it(self, environ, locale, monkeypatch):
        monkeypatch.setattr("sys.platform", "linux")
        assert system_locale(environ) == locale

    @pytest.mark.parametrize(
        ("name", "locale"),
        [(None, ""), ("German_Germany", "de_DE"), ("English_United States", "en_US"),
         ("de_DE", "de_DE")],
    )  # fmt: skip
    def test_elsewhere_the_c_library_does(self, name, locale, monkeypatch):
        monkeypatch.setattr("sys.platform", "win32")
        monkeypatch.setattr("locale.getlocale", lambda: (name, "1252"))
        assert system_locale({}) == locale

    @pytest.mark.parametrize(
        ("language", "lang", "spoken"),
        [
            ("system", "de_CH.UTF-8", "de"),
            ("system", "fr_FR.UTF-8", "en"),
            ("system", "", "en"),
            ("en", "de_DE.UTF-8", "en"),
            ("de", "", "de"),
        ],
    )
    def test_the_language_spoken(self, tmp_path, language, lang, spoken):
        assert language_of(chosen(tmp_path, language=language), {"LANG": lang}) == spoken


class TestOf:
    @pytest.mark.parametrize(
        ("lang", "number", "date", "time", "week"),
        [
            ("", "1,234.5", "12 Nov 2026", "20:05", 0),
            ("en_US.UTF-8", "1,234.5", "Nov 12, 2026", "8:05 PM", 6),
            ("en_GB.UTF-8", "1,234.5", "12 Nov 2026", "20:05", 0),
            ("de_DE.UTF-8", "1.234,5", "12. Nov. 2026", "20:05", 0),
            ("de_CH.UTF-8", "1’234.5", "12. Nov. 2026", "20:05", 0),
            ("fr_FR.UTF-8", "1\u202f234,5", "12 Nov 2026", "20:05", 0),
            ("sv_SE.UTF-8", "1\u202f234,5", "2026-11-12", "20:05", 0),
        ],
    )
    def test_as_on_this_computer(self, tmp_path, lang, number, date, time, week):
        shape = Format.of(chosen(tmp_path), {"LANG": lang})
        assert shape.number(1234.5, 1) == number
        moment = at(2026, 11, 12, 20, 5)
        assert shape.date(times.local_day(*moment)) == date
        assert shape.time(*moment) == time
        assert shape.week_start == week

    def test_the_settings_win(self, tmp_path):
        settings = chosen(tmp_path, number_format="comma", date_order="ymd", week_start="sunday")
        shape = Format.of(settings, {"LANG": "en_GB"})
        assert (shape.decimal, shape.order, shape.week_start) == (",", "ymd", 6)
        shape = Format.of(chosen(tmp_path, number_format="point"), {"LANG": "de_DE"})
        assert (shape.decimal, shape.group) == (".", ",")

    def test_a_language_chosen_against_the_computers_brings_its_own_signs(self, tmp_path):
        german = Format.of(chosen(tmp_path, language="de"), {"LANG": "en_US.UTF-8"})
        assert (german.decimal, german.order, german.clock24) == (",", "dmy", True)
        english = Format.of(chosen(tmp_path, language="en"), {"LANG": "de_DE.UTF-8"})
        assert (english.decimal, english.order) == (".", "dmy")
        asked = Format.of(chosen(tmp_path, language="en"), {"LANG": "en_US.UTF-8"}, "de")
        assert asked == german
        swiss = Format.of(chosen(tmp_path, language="de"), {"LANG": "de_CH.UTF-8"})
        assert swiss.decimal == "."


class TestNumber:
    @pytest.mark.parametrize(
        ("value", "decimals", "text"),
        [
            (81.4, 1, "81.4"), (82, 1, "82.0"), (2.675, 2, "2.68"), (0.05, 1, "0.1"),
            (-0.04, 1, "0.0"), (-1.5, 1, "−1.5"), (1234567, 0, "1,234,567"), (999.5, 0, "1,000"),
            (5.60, None, "5.6"), (100.0, None, "100"), (0.1 + 0.2, None, "0.3"),
            (1e-7, None, "0.0000001"), (1e12, None, "1,000,000,000,000"),
            (float("nan"), 1, "–"), (float("inf"), None, "–"),
        ],
    )  # fmt: skip
    def test_as_written(self, value, decimals, text):
        assert ENGLISH.number(value, decimals) == text

    @given(st.decimals(-(10**6), 10**6, places=3))
    def test_the_signs_of_the_language_hide_no_digit(self, value):
        text = GERMAN.number(float(value))
        plain = text.replace(".", "").replace(",", ".").replace("−", "-")
        assert float(plain) == float(value)


class TestValue:
    @pytest.mark.parametrize(
        ("type_", "value", "value2", "unit", "comparator", "text"),
        [
            (PRESSURE, 128, 82, "mmHg", "", "128/82 mmHg"),
            (PRESSURE, 17.1, 10.9, "kPa", "", "17.1/10.9 kPa"),
            (WEIGHT, 81.44, None, "kg", "", "81.4 kg"),
            (WEIGHT, 12.5, None, "st", "", "12 st 7 lb"),
            (WEIGHT, 12.99999, None, "st", "", "13 st 0 lb"),
            (GLUCOSE, 40, None, "mg/dL", "<", "<40 mg/dL"),
            (GLUCOSE, 5.64, None, "mmol/L", "", "5.6 mmol/L"),
            (STAGE, 3, None, "", "", "Deep sleep"),
            (STAGE, 9, None, "", "", "9"),
            (SLEEP, 440, None, "min", "", "7 h 20 min"),
            (SLEEP, 7.5, None, "h", "", "7 h 30 min"),
            (SLEEP, 480, None, "min", "", "8 h"),
            (SLEEP, 45, None, "min", "", "45 min"),
            (MOOD, 7, None, "points", "", "7/10"),
            (STEPS, 8400, None, "steps", "", "8,400 steps"),
            (STEPS, 1, None, "steps", "", "1 step"),
            (RACE, 1470, None, "s", "", "24:30 min"),
            (RACE, 61, None, "min", "", "1:01:00 h"),
        ],
    )
    def test_with_its_unit(self, type_, value, value2, unit, comparator, text):
        assert ENGLISH.value(type_, value, value2, unit, comparator) == text

    def test_exactly_as_given_when_asked(self):
        assert ENGLISH.value(WEIGHT, 81.44, unit="kg", exact=True) == "81.44 kg"
        assert ENGLISH.value(WEIGHT, 82, unit="kg", exact=True) == "82 kg"

    def test_in_german(self):
        use_language("de")
        assert GERMAN.value(WEIGHT, 81.4, unit="kg") == "81,4 kg"
        assert GERMAN.value(STEPS, 8400, unit="steps") == "8.400 Schritte"
        assert GERMAN.value(STEPS, 1, unit="steps") == "1 Schritt"
        assert GERMAN.value(STAGE, 3) == "Tiefschlaf"


class TestTimes:
    @pytest.mark.parametrize(
        ("moment", "text"),
        [
            (at(2026, 11, 14, 8, 0), "today 08:00"),
            (at(2026, 11, 13, 21, 0), "yesterday 21:00"),
            (at(2026, 11, 12, 8, 0), "12 Nov 2026 08:00"),
            (at(2026, 7, 1, 8, 0), "1 Jul 2026 08:00"),
            (at(2026, 11, 15, 8, 0), "15 Nov 2026 08:00"),
        ],
    )
    def test_a_moment_seen_from_now(self, moment, text):
        assert ENGLISH.moment(moment[0], moment[1], NOW) == text

    def test_the_day_is_the_one_where_the_reading_was_taken(self):
        tokyo = at(2026, 11, 14, 7, 0, zone=ZoneInfo("Asia/Tokyo"))
        assert ENGLISH.moment(*tokyo, NOW) == "today 07:00 (UTC+09:00)"
        york = at(2026, 11, 13, 23, 0, zone=ZoneInfo("America/New_York"))
        assert ENGLISH.moment(*york, NOW) == "yesterday 23:00 (UTC−05:00)"

    def test_in_german(self):
        use_language("de")
        assert GERMAN.moment(*at(2026, 11, 13, 21, 0), NOW) == "gestern 21:00"
        assert GERMAN.moment(*at(2026, 3, 1, 8, 0), NOW) == "1. März 2026 08:00"

    @pytest.mark.parametrize(
        ("hour", "text"), [(0, "12:05 AM"), (8, "8:05 AM"), (12, "12:05 PM"), (20, "8:05 PM")]
    )
    def test_twelve_hours(self, hour, text):
        assert AMERICAN.time(*at(2026, 11, 14, hour, 5)) == text

    @pytest.mark.parametrize(
        ("minutes", "text"),
        [(-5, "just now"), (0, "just now"), (5, "5 min ago"), (125, "2 h ago"),
         (24 * 60, "1 day ago"), (72 * 60, "3 days ago")],
    )  # fmt: skip
    def test_how_long_ago(self, minutes, text):
        assert ENGLISH.relative(1_000_000, 1_000_000 + minutes * 60_000) == text

    def test_a_negative_length(self):
        assert ENGLISH.duration(-75) == "−1 h 15 min"
        assert ENGLISH.duration(-0.2) == "0 min"


class TestPreview:
    types = TypeBook((PRESSURE, WEIGHT, STEPS, STAGE, PULSE))

    def draft(self, slug: str, value: float, unit: str, **more: object) -> Draft:
        moment, offset = at(2026, 11, 13, 8, 0)
        return Draft(slug, value, unit, moment, offset, **more)  # type: ignore[arg-type]

    @pytest.mark.parametrize(
        ("drafts", "text"),
        [
            ([], ""),
            ([("blood-pressure", 128, "mmHg", {"value2": 82.0})],
             "Blood pressure 128/82 mmHg, yesterday 08:00"),
            ([("blood-pressure", 128, "mmHg", {"value2": 82.0}), ("heart-rate", 71, "bpm", {})],
             "Blood pressure 128/82 mmHg · Heart rate 71 bpm, yesterday 08:00"),
            ([("steps", 8400, "steps", {})], "Steps 8,400, yesterday 08:00"),
            ([("weight", 81.44, "kg", {"tags": ("fasting", "home"), "note": "after {x}"})],
             "Weight 81.44 kg, yesterday 08:00, #fasting #home, “after {x}”"),
            ([("sleep-stage", 3, "stage", {})], "Sleep stage Deep sleep, yesterday 08:00"),
        ],
    )  # fmt: skip
    def test_what_was_understood(self, drafts, text):
        made = [self.draft(slug, value, unit, **more) for slug, value, unit, more in drafts]
        assert preview(made, self.types, ENGLISH, NOW) == text


def test_value_of_an_own_type_has_the_decimals_chosen_for_it():
    inhaler = HealthType("inhaler", "own", "puffs", ("puffs",), 0, "sum", Range(), name="Inhaler")
    assert Format().value(inhaler, 2.4) == "2 puffs"
    grip = HealthType("grip", "own", "kg", ("kg", "lb"), 2, "mean", Range(), name="Grip")
    assert Format().value(grip, 40.5) == "40.50 kg"
    assert Format().value(grip, 89.3, unit="lb") == "89.3 lb"
