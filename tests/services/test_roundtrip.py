"""What is written comes back: every format that is read, whatever was recorded."""

from __future__ import annotations

import pytest

from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.errors import Cancelled, InvalidData
from healthdesk.domain.health_types import HealthType, Range
from healthdesk.domain.records import Draft, Person
from tests.filled import fill
from tests.opened import NEW_YEAR, digest, weight

FORMATS = ("csv", "json", "fhir", "backup")


@pytest.mark.parametrize("format_", FORMATS)
class TestEveryFormat:
    def test_a_little_of_everything_comes_back(self, app: App, format_):
        puffs = HealthType(
            "puffs", "own", "puffs", ("puffs",), 0, "sum", Range(0, 50), name="Puffs"
        )
        app.journal.add_type(OWNER, puffs)
        _, ben = fill(app)
        app.journal.add(
            OWNER,
            [
                weight(80.05, at=NEW_YEAR + 1, offset=-210, note='=1+1\n"x", y', tags=("ä", "b")),
                weight(12, at=NEW_YEAR + 2, type="puffs", unit="puffs", source="Inhaler; 2"),
            ],
            ben,
        )
        app.journal.archive_person(OWNER, ben)
        before = digest(app, with_deleted=True)
        report = app.roundtrip.check(OWNER, format_)
        assert report.differences == ()
        assert report.equal
        assert report.records == 13
        assert digest(app, with_deleted=True) == before

    def test_nothing_comes_back_as_nothing(self, app: App, format_):
        report = app.roundtrip.check(OWNER, format_)
        assert (report.equal, report.records) == (True, 0)

    def test_nothing_stays_behind(self, app: App, me: Person, format_):
        app.journal.add(OWNER, [weight()], me.id)
        before = {path.name for path in app.paths.data.iterdir()}
        app.roundtrip.check(OWNER, format_)
        assert {path.name for path in app.paths.data.iterdir()} == before


def test_a_format_that_is_not_read_back(app: App):
    with pytest.raises(InvalidData) as error:
        app.roundtrip.check(OWNER, "xlsx")
    assert error.value.fields[0].code == "roundtrip-format"


def test_what_a_format_cannot_hold_is_named(app: App):
    assert "not-held-own-types" in app.roundtrip.check(OWNER, "csv").not_held
    assert app.roundtrip.check(OWNER, "backup").not_held == ()


def test_what_does_not_come_back_is_named(app: App, me: Person):
    first = app.journal.add(OWNER, [weight()], me.id).records[0]
    with app.db.transaction("beyond") as tx:  # no rule lets this in
        tx.execute("UPDATE health_record SET value=9999 WHERE id=?", (first.id,))
    report = app.roundtrip.check(OWNER, "json")
    assert not report.equal
    assert [difference.what for difference in report.differences] == ["missing"]


def test_reports_of_several_of_whom_some_have_no_reading(app: App, me: Person):
    ben, _ = app.journal.add_person(OWNER, "=Ben; 👨‍👩‍👧 אבג")
    app.journal.add_person(OWNER, "Cleo")
    app.journal.add(OWNER, [weight(note="- dizzy\n\n- cold; =1+1")], ben.id)
    report = app.roundtrip.check(OWNER, "pdf")
    assert (report.equal, report.records, report.differences) == (True, 1, ())


def test_readings_that_are_too_many_for_a_report(
    app: App, me: Person, monkeypatch: pytest.MonkeyPatch
):
    app.journal.add(OWNER, [weight()], me.id)
    monkeypatch.setattr("healthdesk.services.report_document.ATTACHED_MAX", 10)
    with pytest.raises(InvalidData) as error:
        app.roundtrip.check(OWNER, "pdf")
    assert error.value.fields[0].code == "roundtrip-too-many"


@pytest.mark.parametrize("format_", [*FORMATS, "pdf"])
@pytest.mark.parametrize("slug", ["heart-rate", "blood-glucose"])
def test_readings_of_one_moment_keep_their_order(app: App, me: Person, format_: str, slug: str):
    unit = {"heart-rate": "bpm", "blood-glucose": "mg/dL"}[slug]
    for value, note in ((81.0, "left"), (74.0, ""), (79.0, "right"), (70.0, "")):
        draft = Draft(slug, value, unit, NEW_YEAR, 60, note=note)
        app.journal.add(OWNER, [draft], me.id)
    report = app.roundtrip.check(OWNER, format_)
    assert (report.equal, report.differences) == (True, ())


class TestUnderWay:
    @pytest.mark.parametrize("format_", [*FORMATS, "pdf"])
    def test_tells_how_far_it_is(self, app: App, format_: str):
        fill(app)
        seen: list[tuple[int, int]] = []
        app.roundtrip.check(OWNER, format_, lambda done, total, _: seen.append((done, total)))
        shares = [done / total for done, total in seen]
        assert shares == sorted(shares)
        assert (shares[0] < 0.1, shares[-1]) == (True, 1)
        assert any(0.2 < share < 0.9 for share in shares)

    @pytest.mark.parametrize("format_", [*FORMATS, "pdf"])
    @pytest.mark.parametrize("share", [0.0, 0.3, 0.6, 0.9])
    def test_stops_where_it_is_and_leaves_nothing(self, app: App, format_: str, share: float):
        fill(app)
        before = digest(app, with_deleted=True)
        there = {path.name for path in app.paths.data.iterdir()}
        reached = [0.0]

        def progress(done: int, total: int, _rows: int) -> None:
            reached[0] = done / total

        with pytest.raises(Cancelled):
            app.roundtrip.check(OWNER, format_, progress, lambda: reached[0] >= share)
        assert reached[0] < 1
        assert {path.name for path in app.paths.data.iterdir()} == there
        assert digest(app, with_deleted=True) == before
