"""An answer may be kept; one that a write has made wrong may not, whoever wrote."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.records import Draft, Person
from healthdesk.exchange.csv_file import HEADER
from healthdesk.services.analytics import Analytics
from healthdesk.services.answer_cache import AnswerCache, Concerns
from healthdesk.settings import Settings
from tests.opened import DAY, HOUR, NEW_YEAR, NEW_YEAR_DAY, ask, child, steps, weight


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def report(app: App, person: Person, slug: str = "weight", **more: Any) -> Any:
    return app.analytics.report(
        OWNER, person.id, slug, NEW_YEAR_DAY - 40, NEW_YEAR_DAY + 40, **more
    )


def figures(app: App) -> tuple[int, int]:
    told = app.analytics.cache_figures(OWNER)
    return told["hits"], told["misses"]


class TestAnalytics:
    def test_second_time_is_kept_and_the_same(self, app: App, me: Person):
        app.journal.add(OWNER, [weight(80 + n, NEW_YEAR + n * DAY) for n in range(9)], me.id)
        first = report(app, me, ahead=3, other="steps")
        assert report(app, me, ahead=3, other="steps") == first
        told = app.analytics.cache_figures(OWNER)
        assert (told["entries"], told["hits"], told["misses"]) == (1, 1, 1)
        assert told["bytes"] > 500

    def test_who_changes_an_answer_changes_only_their_own(self, app: App, me: Person):
        app.journal.add(OWNER, [weight()], me.id)
        report(app, me)["statistics"]["avg"] = 1
        assert report(app, me)["statistics"]["avg"] == 81.4

    def test_each_question_has_its_own(self, app: App, me: Person):
        app.journal.add(OWNER, [weight(80 + n, NEW_YEAR + n * DAY) for n in range(9)], me.id)
        for more in ({}, {"by": "weekly"}, {"unit": "lb"}, {"ahead": 3}, {"other": "steps"}):
            report(app, me, **more)
        app.settings.set("week_start", "sunday")
        weeks = report(app, me, by="weekly")
        assert weeks["data_points"][0]["date"] == "2023-12-31"
        assert figures(app) == (0, 6)

    @pytest.mark.parametrize("what", ["add", "edit", "delete", "restore", "move", "import"])
    def test_a_write_that_touches_it_drops_it(
        self, app: App, me: Person, tmp_path: Path, what: str
    ):
        one, other = app.journal.add(OWNER, [weight(80), weight(90)], me.id).records
        other_person = app.journal.add_person(OWNER, "Ben")[0]
        if what == "restore":
            app.journal.delete(OWNER, [other.id])
        before = report(app, me)["statistics"]["avg"]
        match what:
            case "add":
                app.journal.add(OWNER, [weight(100, NEW_YEAR)], me.id)
            case "edit":
                app.journal.edit(OWNER, one.id, {"value": 84.0})
            case "delete":
                app.journal.delete(OWNER, [other.id])
            case "restore":
                app.journal.restore(OWNER, [other.id])
            case "move":
                app.journal.move(OWNER, [one.id], other_person.id)
            case "import":
                file = tmp_path / "weights.csv"
                row = ",,weight,2024-01-05T08:00:00+00:00,,120,,kg,,,,Scale,"
                file.write_text(f"{HEADER}\n{row}\n", encoding="utf-8")
                app.transfer.import_files(OWNER, [file], me.id)
        assert report(app, me)["statistics"]["avg"] != before
        assert figures(app)[0] == 0

    def test_a_write_elsewhere_leaves_it(self, app: App, me: Person):
        app.journal.add(OWNER, [weight()], me.id)
        ben = app.journal.add_person(OWNER, "Ben")[0]
        report(app, me)
        app.journal.add(OWNER, [weight(95)], ben.id)
        app.journal.add(OWNER, [steps(100, NEW_YEAR, NEW_YEAR + HOUR)], me.id)
        report(app, me)
        assert figures(app) == (1, 1)
        # What it was set beside counts as well.
        report(app, me, other="steps")
        app.journal.add(OWNER, [steps(100, NEW_YEAR + DAY, NEW_YEAR + DAY + HOUR)], me.id)
        report(app, me, other="steps")
        assert figures(app) == (1, 3)

    def test_height_and_birth_date_change_the_body_mass(self, app: App, me: Person):
        app.journal.add(OWNER, [weight(80)], me.id)
        assert report(app, me)["weight"]["bmi"] is None
        app.journal.edit_person(OWNER, me.id, height_cm=200.0)
        assert report(app, me)["weight"]["bmi"]["note"] == "age-unknown"
        app.journal.edit_person(OWNER, me.id, birth_date="1980-01-01")
        assert report(app, me)["weight"]["bmi"]["class"] == "normal"
        app.journal.add(OWNER, [Draft("height", 160, "cm", NEW_YEAR, 0)], me.id)
        assert report(app, me)["weight"]["bmi"]["class"] == "obese"

    def test_a_write_of_another_process_drops_it_at_once(self, app: App, me: Person):
        app.journal.add(OWNER, [weight(80)], me.id)
        assert report(app, me)["statistics"]["total_records"] == 1
        with child(WRITER, app.paths.data, me.id) as other:
            assert ask(other) == "stored"
            assert report(app, me)["statistics"]["total_records"] == 2
        assert figures(app) == (0, 2)

    def test_another_file_in_its_place_is_noticed(self, app: App, me: Person, tmp_path: Path):
        """A restore may have as many writes behind it as what it took the place of."""
        app.journal.add(OWNER, [weight(80)], me.id)
        backup = tmp_path / "copy.db"
        app.keeper.backup(OWNER, backup)
        app.journal.add(OWNER, [weight(90, NEW_YEAR + DAY)], me.id)
        assert report(app, me)["statistics"]["avg"] == 85
        app.keeper.restore(OWNER, backup)
        assert report(app, me)["statistics"]["avg"] == 80
        app.journal.add(OWNER, [weight(100, NEW_YEAR + DAY)], me.id)
        assert report(app, me)["statistics"]["avg"] == 90


WRITER = """
import sys
from healthdesk.bootstrap import open_app
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.records import Draft
from healthdesk.paths import Paths
from healthdesk.settings import Settings

paths = Paths.find(sys.argv[1], {})
app = open_app(paths, Settings.load(paths, {}), "other")
app.journal.add(OWNER, [Draft("weight", 90.0, "kg", 1704182400000, 0)], int(sys.argv[2]))
print("stored", flush=True)
sys.stdin.readline()
app.close()
"""


@pytest.mark.parametrize(("seconds", "kept"), [(0, (0, 0)), (3600, (1, 1))])
def test_its_time_is_that_of_the_environment(
    app: App, me: Person, seconds: int, kept: tuple[int, int]
):
    variables = {"HEALTH_ANALYTICS_CACHE_TTL": seconds}
    settings = Settings(app.paths.config_file, {}, variables)
    app.analytics = Analytics(app.db, settings, lambda: NEW_YEAR_DAY)
    report(app, me)
    report(app, me)
    assert figures(app) == kept


class TestCache:
    def looked(self, app: App, cache: AnswerCache, key: str, answer: dict[str, Any]) -> Any:
        with app.db.reading() as connection:
            concerns = Concerns(1, frozenset({"weight"}))
            return cache.answer(connection, key, concerns, lambda: answer)

    def test_answers_grow_old(self, app: App):
        clock = Clock()
        cache = AnswerCache(60, clock=clock)
        assert self.looked(app, cache, "a", {"n": 1}) == {"n": 1}
        clock.now = 59.9
        assert self.looked(app, cache, "a", {"n": 2}) == {"n": 1}
        clock.now = 60
        assert self.looked(app, cache, "a", {"n": 3}) == {"n": 3}

    def test_bytes_are_bounded_and_the_least_asked_goes_first(self, app: App):
        cache = AnswerCache(60, most_bytes=1000)
        for key in "abc":
            self.looked(app, cache, key, {"text": "x" * 200})
        self.looked(app, cache, "a", {})
        for key in "de":
            self.looked(app, cache, key, {"text": "x" * 200})
        told = cache.figures()
        assert told["entries"] == 4
        assert 800 < told["bytes"] <= 1000
        assert self.looked(app, cache, "a", {"n": 2}) == {"text": "x" * 200}
        assert self.looked(app, cache, "b", {"n": 2}) == {"n": 2}

    def test_what_is_too_large_is_not_kept(self, app: App):
        cache = AnswerCache(60, most_bytes=1000)
        self.looked(app, cache, "a", {"text": "x" * 300})
        assert cache.figures() == {"entries": 0, "hits": 0, "misses": 1, "bytes": 0}

    def test_numbers_come_back_to_the_last_bit(self, app: App):
        cache = AnswerCache(60)
        answer = {"values": [0.1 + 0.2, 1e-300, -0.0, None, True, "ü", 2**60]}
        self.looked(app, cache, "a", answer)
        assert repr(self.looked(app, cache, "a", {})) == repr(answer)
