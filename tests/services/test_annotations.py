"""Notes at a time through the service: stored, changed, taken back, and told to others."""

from __future__ import annotations

import queue
from collections.abc import Callable
from typing import Any

import pytest

from healthdesk.bootstrap import App, open_app
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.annotations import Annotation, AnnotationDraft, AnnotationQuery
from healthdesk.domain.errors import Conflict, InvalidData, NotFound
from healthdesk.domain.events import AnnotationsChanged
from healthdesk.domain.identity import uid_text
from healthdesk.domain.records import Person
from healthdesk.services.watch import Watch
from healthdesk.texts import sentence, undo_label
from tests.opened import DAY, HOUR, NEW_YEAR, listening, query, verified, weight


def note(text: str = "New tablets", at: int = NEW_YEAR, **more: Any) -> AnnotationDraft:
    return AnnotationDraft(at, more.pop("offset", 60), text, **more)


def add(app: App, person: Person, *drafts: AnnotationDraft) -> tuple[Annotation, ...]:
    return app.annotations.add(OWNER, drafts or [note()], person.id).annotations


def texts(app: App, **wanted: Any) -> list[str]:
    return [one.text for one in app.annotations.listed(OWNER, AnnotationQuery(**wanted))]


class TestStored:
    def test_it_comes_back_as_it_was_given(self, app: App, me: Person):
        given = note("Flu", kind="illness", ended_at=NEW_YEAR + DAY, types=("weight", "steps"))
        (stored,) = add(app, me, given)
        (found,) = app.annotations.listed(OWNER, AnnotationQuery(person_ids=(me.id,)))
        assert found == stored
        assert (found.at, found.offset, found.ended_at) == (NEW_YEAR, 60, NEW_YEAR + DAY)
        assert (found.kind, found.text, found.types) == ("illness", "Flu", ("weight", "steps"))
        assert app.annotations.get(OWNER, uid_text(found.uid)) == found
        verified(app)

    def test_one_wrong_draft_stores_none(self, app: App, me: Person):
        with pytest.raises(InvalidData):
            add(app, me, note(), note(" "))
        assert texts(app) == []

    def test_nobody_unknown_gets_one(self, app: App):
        with pytest.raises(NotFound):
            app.annotations.add(OWNER, [note()], 99)

    def test_before_the_birth_it_is_refused(self, app: App):
        ada, _ = app.journal.add_person(OWNER, "Ada", birth_date="2024-06-01")
        with pytest.raises(InvalidData) as refused:
            add(app, ada)
        assert refused.value.fields[0].code == "before-birth"

    def test_lists_are_by_time_and_of_whom_is_asked(self, app: App, me: Person):
        ben, _ = app.journal.add_person(OWNER, "Ben")
        add(app, me, note("second", NEW_YEAR + HOUR), note("first"))
        add(app, ben, note("other"))
        assert texts(app, person_ids=(me.id,)) == ["first", "second"]
        assert len(texts(app)) == 3

    def test_list_of_an_unknown_type_is_refused(self, app: App):
        with pytest.raises(InvalidData):
            texts(app, slug="shoe-size")


class TestChanged:
    def test_only_what_is_given(self, app: App, me: Person):
        (one,) = add(app, me, note("Flu", kind="illness", ended_at=NEW_YEAR + DAY))
        (after,) = app.annotations.edit(OWNER, one.id, text="Cold").annotations
        assert (after.text, after.kind, after.ended_at) == ("Cold", "illness", NEW_YEAR + DAY)
        assert after.uid == one.uid

    def test_span_moves_with_its_beginning(self, app: App, me: Person):
        (one,) = add(app, me, note(ended_at=NEW_YEAR + DAY))
        (after,) = app.annotations.edit(OWNER, one.id, at=NEW_YEAR + HOUR).annotations
        assert after.ended_at == NEW_YEAR + DAY + HOUR

    def test_unknown_field_is_refused(self, app: App, me: Person):
        (one,) = add(app, me)
        with pytest.raises(InvalidData):
            app.annotations.edit(OWNER, one.id, person_id=2)

    def test_deleted_ones_are_found_only_when_asked_for(self, app: App, me: Person):
        (one,) = add(app, me)
        app.annotations.delete(OWNER, [one.id])
        assert texts(app) == []
        assert texts(app, deleted=True) == ["New tablets"]
        app.annotations.restore(OWNER, [one.id])
        assert texts(app) == ["New tablets"]

    def test_deleting_twice_is_refused(self, app: App, me: Person):
        (one,) = add(app, me)
        app.annotations.delete(OWNER, [one.id])
        with pytest.raises(NotFound):
            app.annotations.delete(OWNER, [one.id])
        with pytest.raises(NotFound):
            app.annotations.delete(OWNER, [99])

    def test_purge_takes_deleted_ones_only(self, app: App, me: Person):
        kept, gone = add(app, me, note("kept"), note("gone"))
        app.annotations.delete(OWNER, [gone.id])
        assert app.annotations.purge(OWNER, [kept.id, gone.id]) == 1
        assert texts(app, with_deleted=True) == ["kept"]

    def test_long_deleted_ones_go_with_the_bin(self, app: App, me: Person):
        (one,) = add(app, me)
        app.annotations.delete(OWNER, [one.id])
        assert app.annotations.purge_older(OWNER, 30) == 0
        with app.db.transaction("age") as tx:
            tx.execute("UPDATE health_annotation SET deleted_at = deleted_at - ?", (31 * DAY,))
        app.settings.set("bin.keep_days", 30)
        app.close()
        again = open_app(app.paths, app.settings)
        try:
            assert texts(again, with_deleted=True) == []
        finally:
            again.close()


class TestTakenBack:
    def test_each_step_and_again(self, app: App, me: Person):
        added = app.annotations.add(OWNER, [note()], me.id)
        id_ = added.annotations[0].id
        edited = app.annotations.edit(OWNER, id_, text="Old tablets", kind="medication")
        deleted = app.annotations.delete(OWNER, [id_])
        app.journal.revert(OWNER, deleted.undo)
        assert texts(app) == ["Old tablets"]
        app.journal.revert(OWNER, edited.undo)
        assert texts(app) == ["New tablets"]
        app.journal.revert(OWNER, added.undo)
        assert texts(app) == []

    def test_redo_does_it_again(self, app: App, me: Person):
        added = app.annotations.add(OWNER, [note(), note("Flu")], me.id)
        undone = app.journal.revert(OWNER, added.undo)
        assert texts(app) == []
        app.journal.revert(OWNER, undone.undo)
        assert sorted(texts(app)) == ["Flu", "New tablets"]

    def test_steps_have_names(self, app: App, me: Person):
        added = app.annotations.add(OWNER, [note(), note("Flu")], me.id)
        assert undo_label(added.undo) == "Add 2 chart notes"

    def test_what_others_changed_is_not_overwritten(
        self, app: App, me: Person, make_app: Callable[[str], App]
    ):
        (one,) = add(app, me)
        edited = app.annotations.edit(OWNER, one.id, text="Half the dose")
        other = make_app("data")
        other.db.origin = other.db.origin.replace("healthdesk/", "window/")
        other.annotations.edit(OWNER, one.id, text="Double")
        with pytest.raises(Conflict) as refused:
            app.journal.revert(OWNER, edited.undo)
        said = sentence(refused.value)
        assert "in another window" in said
        assert "Double" not in said
        assert texts(app) == ["Double"]

    def test_removed_for_good_it_stays_so(self, app: App, me: Person):
        added = app.annotations.add(OWNER, [note()], me.id)
        app.annotations.delete(OWNER, [added.annotations[0].id])
        app.annotations.purge(OWNER, [added.annotations[0].id])
        with pytest.raises(Conflict) as refused:
            app.journal.revert(OWNER, added.undo)
        assert refused.value.code == "annotation-gone-since"


class TestTold:
    def test_each_write_is_told_once_after_it_stands(self, app: App, me: Person):
        with listening(app) as heard:
            (one,) = add(app, me)
            edited = app.annotations.edit(OWNER, one.id, text="x")
            app.annotations.delete(OWNER, [one.id])
            app.annotations.restore(OWNER, [one.id])
            app.journal.revert(OWNER, edited.undo)
        assert heard == [AnnotationsChanged(me.id, app.db.origin)] * 5

    def test_refused_write_is_not_told(self, app: App, me: Person):
        with listening(app) as heard, pytest.raises(InvalidData):
            add(app, me, note(""))
        assert heard == []
        assert query(app.db, "SELECT 1 FROM health_change WHERE kind='AnnotationsChanged'") == []

    def test_another_process_hears_of_it(
        self, app: App, me: Person, make_app: Callable[[str], App]
    ):
        heard: queue.Queue[Any] = queue.Queue()
        app.bus.subscribe(heard.put)
        watch = Watch(app.db, app.bus, poll_s=0.01)
        watch.start()
        try:
            add(make_app("data"), me)
            assert heard.get(timeout=20) == AnnotationsChanged(me.id, "other")
        finally:
            watch.stop()

    def test_figures_are_not_made_anew_for_a_note(self, app: App, me: Person):
        app.journal.add(OWNER, [weight()], me.id)
        day = NEW_YEAR // DAY
        app.analytics.report(OWNER, me.id, "weight", day, day)
        before = app.analytics.cache_figures(OWNER)
        add(app, me)
        app.analytics.report(OWNER, me.id, "weight", day, day)
        after = app.analytics.cache_figures(OWNER)
        assert after["hits"] == before["hits"] + 1


def test_type_with_a_note_about_it_can_not_be_removed(app: App, me: Person):
    from healthdesk.domain.health_types import HealthType, Range

    grip = HealthType("grip", "own", "kg", ("kg",), 1, "mean", Range(), name="Grip")
    app.journal.add_type(OWNER, grip)
    (one,) = add(app, me, note(types=("grip",)))
    with pytest.raises(Conflict):
        app.journal.remove_type(OWNER, "grip")
    app.annotations.delete(OWNER, [one.id])
    app.annotations.purge(OWNER, [one.id])
    app.journal.remove_type(OWNER, "grip")


def test_backup_holds_the_notes(app: App, me: Person):
    add(app, me)
    kept = app.paths.backups / "kept.db"
    app.keeper.backup(OWNER, kept)
    app.annotations.edit(OWNER, 1, text="changed since")
    app.keeper.restore(OWNER, kept)
    assert texts(app) == ["New tablets"]
