"""Notes at a time out to JSON and in again: none lost, none twice, gone with their import."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.annotations import AnnotationDraft, AnnotationQuery
from healthdesk.domain.events import AnnotationsChanged
from healthdesk.domain.records import Person, RecordQuery
from healthdesk.domain.transfers import ImportOptions
from tests.opened import DAY, NEW_YEAR, listening, verified, weight

EVERYTHING = RecordQuery(with_deleted=True, newest_first=False)


def add(app: App, person: Person, *texts: str, at: int = NEW_YEAR) -> None:
    app.annotations.add(OWNER, [AnnotationDraft(at, 60, text) for text in texts], person.id)


def texts(app: App) -> list[str]:
    return sorted(one.text for one in app.annotations.listed(OWNER, AnnotationQuery()))


@pytest.fixture
def exported(app: App, me: Person, tmp_path: Path) -> Path:
    add(app, me, "Flu", "New tablets")
    app.journal.add(OWNER, [weight()], me.id)
    out = tmp_path / "out.json"
    app.exports.export(OWNER, "json", EVERYTHING, out)
    return out


@pytest.fixture
def other(make_app: Callable[[str], App]) -> App:
    app = make_app("other")
    app.journal.default_person(OWNER)
    return app


class TestImport:
    def test_all_come_back_under_their_identifiers(self, app: App, other: App, exported: Path):
        with listening(other) as heard:
            report = other.transfer.import_files(OWNER, [exported])
        assert (report.files[0].annotations, report.files[0].added) == (2, 1)
        uids = [
            [one.uid for one in each.annotations.listed(OWNER, AnnotationQuery())]
            for each in (app, other)
        ]
        assert uids[0] == uids[1]
        assert AnnotationsChanged(None, other.db.origin) in heard
        verified(other)

    def test_none_comes_twice(self, other: App, exported: Path):
        other.transfer.import_files(OWNER, [exported])
        again = other.transfer.import_files(OWNER, [exported])
        assert (again.batch, again.files[0].annotations) == (None, 0)
        assert texts(other) == ["Flu", "New tablets"]

    def test_equal_one_written_here_stands_for_it(self, other: App, exported: Path):
        add(other, other.journal.person(OWNER), "Flu")
        assert other.transfer.import_files(OWNER, [exported]).files[0].annotations == 1
        assert texts(other) == ["Flu", "New tablets"]

    def test_dry_run_tells_and_stores_nothing(self, other: App, exported: Path):
        report = other.transfer.import_files(OWNER, [exported], None, ImportOptions(dry_run=True))
        assert report.files[0].annotations == 2
        assert texts(other) == []

    def test_file_of_notes_alone_is_an_import_too(self, app: App, me: Person, other: App,
                                                  tmp_path: Path):  # fmt: skip
        add(app, me, "Flu")
        out = tmp_path / "notes.json"
        app.exports.export(OWNER, "json", EVERYTHING, out)
        report = other.transfer.import_files(OWNER, [out])
        assert report.batch is not None
        other.transfer.undo_import(OWNER, report.batch)
        assert texts(other) == []

    def test_undo_takes_them_away_but_for_changed_ones(self, other: App, exported: Path):
        batch = other.transfer.import_files(OWNER, [exported]).batch
        assert batch is not None
        one = next(one for one in other.annotations.listed(OWNER, AnnotationQuery())
                   if one.text == "Flu")  # fmt: skip
        other.annotations.edit(OWNER, one.id, text="A cold")
        with listening(other) as heard:
            other.transfer.undo_import(OWNER, batch)
        assert texts(other) == ["A cold"]
        assert AnnotationsChanged(None, other.db.origin) in heard


class TestExport:
    def told(self, app: App, tmp_path: Path, **wanted: object) -> list[str]:
        out = tmp_path / "some.json"
        app.exports.export(OWNER, "json", RecordQuery(**wanted), out)  # type: ignore[arg-type]
        return sorted(one["text"] for one in json.loads(out.read_text("utf-8"))["annotations"])

    def test_only_what_is_asked_for(self, app: App, me: Person, tmp_path: Path):
        ben, _ = app.journal.add_person(OWNER, "Ben")
        add(app, ben, "his")
        add(app, me, "early", at=NEW_YEAR - 40 * DAY)
        scale = AnnotationDraft(NEW_YEAR, 60, "scale", types=("weight",))
        gone = AnnotationDraft(NEW_YEAR, 60, "gone")
        made = app.annotations.add(OWNER, [scale, gone], me.id).annotations
        app.annotations.delete(OWNER, [made[1].id])
        day = NEW_YEAR // DAY
        assert self.told(app, tmp_path) == ["early", "his", "scale"]
        assert self.told(app, tmp_path, person_ids=(ben.id,)) == ["his"]
        assert self.told(app, tmp_path, types=("steps",)) == ["early", "his"]
        assert self.told(app, tmp_path, day_from=day) == ["his", "scale"]
        assert self.told(app, tmp_path, end=NEW_YEAR) == ["early"]
        assert self.told(app, tmp_path, deleted=True) == ["gone"]
        assert self.told(app, tmp_path, search="x") == []


def test_roundtrip_says_when_one_is_lost(app: App, me: Person):
    add(app, me, "Flu")
    assert app.roundtrip.check(OWNER, "json").equal
    with app.db.transaction("beyond") as tx:  # no rule lets this in
        tx.execute("UPDATE health_annotation SET text=?", ("x" * 600,))
    report = app.roundtrip.check(OWNER, "json")
    assert [difference.what for difference in report.differences] == ["missing"]
    assert "not-held-annotations" in app.roundtrip.check(OWNER, "csv").not_held
