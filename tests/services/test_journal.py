"""What a person writes down is kept, found, changed and taken back."""

from __future__ import annotations

import dataclasses

import pytest

from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.errors import Conflict, InvalidData, NotFound
from healthdesk.domain.events import PersonsChanged, RecordsChanged, TypesChanged
from healthdesk.domain.health_types import HealthType, Range
from healthdesk.domain.identity import uid_text
from healthdesk.domain.records import Draft, Person, RecordQuery
from tests.opened import (
    DAY,
    HOUR,
    NEW_YEAR,
    NEW_YEAR_DAY,
    digest,
    listening,
    pressure,
    verified,
    weight,
)


@pytest.fixture
def ben(app: App, me: Person) -> Person:
    return app.journal.add_person(OWNER, "Ben")[0]


def one(app: App, me: Person, **fields):
    return app.journal.add(OWNER, [weight(**fields)], me.id).records[0]


class TestAdd:
    def test_reading_is_found_with_what_was_given(self, app: App, me: Person):
        stored = one(app, me, value=178, unit="lb", note="after run", tags=("run",))
        assert app.journal.get(OWNER, stored.uid) == stored
        assert app.journal.get(OWNER, uid_text(stored.uid)) == stored
        assert app.journal.get(OWNER, stored.id) == stored
        assert (stored.value, stored.unit) == (178, "lb")
        assert (stored.note, stored.tags) == ("after run", ("run",))
        assert stored.canonical == pytest.approx(80.739, abs=0.001)
        assert stored.source == "manual"
        verified(app)

    def test_both_parts_of_a_pressure_are_kept_in_their_unit(self, app: App, me: Person):
        draft = dataclasses.replace(pressure(17.1, 10.9), unit="kPa")
        stored = app.journal.add(OWNER, [draft], me.id).records[0]
        assert (stored.value, stored.value2, stored.unit) == (17.1, 10.9, "kPa")
        assert stored.canonical == pytest.approx(128.3, abs=0.1)
        assert stored.canonical2 == pytest.approx(81.8, abs=0.1)

    def test_all_or_none_of_several_are_stored(self, app: App, me: Person):
        before = digest(app)
        with pytest.raises(InvalidData):
            app.journal.add(OWNER, [weight(), weight(-1)], me.id)
        assert digest(app) == before

    def test_person_must_be_there(self, app: App):
        with pytest.raises(NotFound):
            app.journal.add(OWNER, [weight()], 99)

    def test_type_must_be_there(self, app: App, me: Person):
        with pytest.raises(InvalidData) as error:
            app.journal.add(OWNER, [Draft("aura", 1, "points", NEW_YEAR, 0)], me.id)
        assert error.value.fields[0].code == "unknown-type"

    def test_event_comes_after_the_commit_and_names_what_changed(self, app: App, me: Person):
        seen: list[int] = []
        stop = app.bus.subscribe(lambda _: seen.append(app.journal.count(OWNER, RecordQuery())))
        with listening(app) as heard:
            one(app, me)
        stop()
        assert seen == [1]
        assert heard == [
            RecordsChanged(
                me.id,
                frozenset({"weight"}),
                NEW_YEAR_DAY,
                NEW_YEAR_DAY + 1,
                "add",
                app.db.origin,
            )
        ]

    def test_failed_write_tells_nobody(self, app: App, me: Person):
        with listening(app) as heard, pytest.raises(InvalidData):
            app.journal.add(OWNER, [weight(-1)], me.id)
        assert heard == []


class TestEdit:
    def test_only_what_is_given_changes(self, app: App, me: Person):
        stored = one(app, me, note="a", tags=("x",))
        edited = app.journal.edit(OWNER, stored.id, {"value": 80.0}).records[0]
        expected = dataclasses.replace(
            stored, value=80.0, canonical=80.0, updated_at=edited.updated_at
        )
        assert edited == expected
        verified(app)

    def test_moved_beginning_takes_the_end_along(self, app: App, me: Person):
        draft = Draft("sleep-stage", 3, "stage", NEW_YEAR, 0, ended_at=NEW_YEAR + HOUR)
        stored = app.journal.add(OWNER, [draft], me.id).records[0]
        edited = app.journal.edit(OWNER, stored.id, {"recorded_at": NEW_YEAR + DAY}).records[0]
        assert edited.ended_at == NEW_YEAR + DAY + HOUR
        verified(app)

    @pytest.mark.parametrize(
        ("fields", "field", "code"),
        [
            ({"value": float("nan")}, "value", "not-finite"),
            ({"unit": "mmHg"}, "unit", "unit-not-of-type"),
            ({"id": 4}, "id", "unknown-field"),
            ({"recorded_at": 4_000_000_000_000}, "recorded_at", "in-the-future"),
        ],
    )
    def test_wrong_field_is_named_and_nothing_changes(
        self, app: App, me: Person, fields: dict[str, object], field: str, code: str
    ):
        stored = one(app, me)
        with pytest.raises(InvalidData) as error:
            app.journal.edit(OWNER, stored.id, fields)
        assert [(e.field, e.code) for e in error.value.fields] == [(field, code)]
        assert app.journal.get(OWNER, stored.id) == stored

    def test_reading_that_is_not_there_is_not_found(self, app: App):
        with pytest.raises(NotFound):
            app.journal.edit(OWNER, 99, {"value": 80.0})


class TestBin:
    def test_deleted_reading_is_in_the_bin_and_in_no_figure(self, app: App, me: Person):
        stored = one(app, me)
        app.journal.delete(OWNER, [stored.id])
        assert app.journal.count(OWNER, RecordQuery()) == 0
        assert app.journal.count(OWNER, RecordQuery(deleted=True)) == 1
        assert app.journal.types_used(OWNER, me.id) == ()
        app.journal.restore(OWNER, [stored.id])
        assert app.journal.types_used(OWNER, me.id) == ("weight",)
        verified(app)

    def test_deleting_twice_finds_nothing(self, app: App, me: Person):
        stored = one(app, me)
        app.journal.delete(OWNER, [stored.id])
        with pytest.raises(NotFound):
            app.journal.delete(OWNER, [stored.id])

    def test_one_that_is_not_there_keeps_all(self, app: App, me: Person):
        stored = one(app, me)
        with pytest.raises(NotFound):
            app.journal.delete(OWNER, [stored.id, 99])
        assert app.journal.count(OWNER, RecordQuery()) == 1

    def test_purge_takes_what_is_in_the_bin_alone(self, app: App, me: Person):
        live, binned = one(app, me), one(app, me, note="gone")
        app.journal.delete(OWNER, [binned.id])
        assert app.journal.purge(OWNER, [live.id, binned.id, 99]) == 1
        assert app.journal.count(OWNER, RecordQuery()) == 1
        assert app.journal.count(OWNER, RecordQuery(search="gone", deleted=True)) == 0
        verified(app)

    def test_many_at_once_are_no_trouble(self, app: App, me: Person):
        """More than the engine takes parameters in one statement."""
        drafts = [weight(80, NEW_YEAR + n) for n in range(33_000)]
        ids = [record.id for record in app.journal.add(OWNER, drafts, me.id).records]
        gone = app.journal.delete(OWNER, ids)
        assert len(gone.records) == 33_000
        app.journal.revert(OWNER, gone.undo)
        assert app.journal.count(OWNER, RecordQuery()) == 33_000


class TestMove:
    def test_reading_goes_over_and_its_trace_stays_in_the_bin(
        self, app: App, me: Person, ben: Person
    ):
        stored = one(app, me, note="whose?")
        moved = app.journal.move(OWNER, [stored.id, stored.id], ben.id).records
        assert [(r.person_id, r.value, r.note) for r in moved] == [(ben.id, 81.4, "whose?")]
        assert moved[0].uid != stored.uid
        assert app.journal.count(OWNER, RecordQuery(person_ids=(me.id,))) == 0
        assert app.journal.get(OWNER, stored.uid).deleted_at is not None
        assert app.journal.count(OWNER, RecordQuery(search="whose")) == 1
        verified(app)

    def test_to_the_same_person_nothing_happens(self, app: App, me: Person):
        stored = one(app, me)
        assert app.journal.move(OWNER, [stored.id], me.id).records == ()
        assert app.journal.get(OWNER, stored.id) == stored

    def test_to_nobody_is_refused(self, app: App, me: Person):
        stored = one(app, me)
        with pytest.raises(NotFound):
            app.journal.move(OWNER, [stored.id], 99)


class TestUndo:
    def test_change_of_somebody_else_is_not_undone(self, app: App, me: Person):
        stored = one(app, me)
        edit = app.journal.edit(OWNER, stored.id, {"value": 80.0, "note": "mine"})
        app.journal.edit(OWNER, stored.id, {"note": "somebody else's"})
        before = digest(app)
        with pytest.raises(Conflict) as error:
            app.journal.revert(OWNER, edit.undo)
        assert error.value.code == "reading-changed-since"
        assert error.value.params["writer"] == "here"
        assert digest(app) == before

    def test_purged_reading_does_not_come_back(self, app: App, me: Person):
        added = app.journal.add(OWNER, [weight()], me.id)
        gone = app.journal.delete(OWNER, [added.records[0].id])
        app.journal.purge(OWNER)
        for entry in (gone.undo, added.undo):
            with pytest.raises(Conflict):
                app.journal.revert(OWNER, entry)

    def test_undo_of_a_person_archives_and_redo_brings_back(self, app: App, me: Person):
        with listening(app) as heard:
            _, entry = app.journal.add_person(OWNER, "Ben")
            redo = app.journal.revert(OWNER, entry).undo
            assert [p.name for p in app.journal.persons(OWNER)] == ["Me"]
            app.journal.revert(OWNER, redo)
        assert [p.name for p in app.journal.persons(OWNER)] == ["Me", "Ben"]
        assert heard == [PersonsChanged(app.db.origin)] * 3


class TestLookingUp:
    def test_pages_are_cut_from_one_order(self, app: App, me: Person):
        drafts = [weight(80 + n, NEW_YEAR + (n % 3) * HOUR) for n in range(10)]
        app.journal.add(OWNER, drafts, me.id)
        whole = app.journal.page(OWNER, RecordQuery(), 0, 0)
        assert whole.total == 10
        order = [(r.recorded_at, r.id) for r in whole.records]
        assert order == sorted(order, reverse=True)
        parts = [app.journal.slice(OWNER, RecordQuery(), at, 4) for at in (0, 4, 8)]
        assert [r for part in parts for r in part] == list(whole.records)
        upward = app.journal.slice(OWNER, RecordQuery(newest_first=False), 0, 0)
        assert list(upward) == list(whole.records)[::-1]

    @pytest.mark.parametrize(
        ("search", "found"),
        [
            ("CAFE", 1),
            ("café", 1),
            ("morning café", 1),
            ("café evening", 0),
            ("watch", 1),
            ("100%", 0),
            ("5%", 1),
            ("_", 0),
            ("sport", 1),
        ],
    )
    def test_every_word_is_looked_for_in_note_tags_and_source(
        self, app: App, me: Person, search: str, found: int
    ):
        app.journal.add(
            OWNER,
            [
                weight(note="Morning Café", tags=("Sport",)),
                weight(note="5% less"),
                weight(source="My Watch"),
            ],
            me.id,
        )
        assert app.journal.count(OWNER, RecordQuery(search=search)) == found
        assert len(app.journal.slice(OWNER, RecordQuery(search=search), 0, 0)) == found

    def test_days_are_those_of_the_readings_own_place(self, app: App, me: Person):
        late = weight(at=NEW_YEAR + 23 * HOUR, offset=14 * 60)  # 13:00 on the 2nd there
        early = weight(at=NEW_YEAR + HOUR, offset=-12 * 60)  # 13:00 on 31 December there
        app.journal.add(OWNER, [late, early, weight()], me.id)
        for day, n in ((-1, 1), (0, 1), (1, 1), (2, 0)):
            asked = RecordQuery(day_from=NEW_YEAR_DAY + day, day_to=NEW_YEAR_DAY + day)
            assert app.journal.count(OWNER, asked) == n
            assert len(app.journal.slice(OWNER, asked, 0, 0)) == n

    def test_instants_include_the_start_and_exclude_the_end(self, app: App, me: Person):
        app.journal.add(OWNER, [weight(at=NEW_YEAR + n) for n in range(4)], me.id)
        asked = RecordQuery(start=NEW_YEAR + 1, end=NEW_YEAR + 3)
        assert app.journal.count(OWNER, asked) == 2

    def test_types_used_are_the_most_used_first(self, app: App, me: Person):
        app.journal.add(OWNER, [pressure(120, 80, NEW_YEAR + n * DAY) for n in range(3)], me.id)
        one(app, me)
        assert app.journal.types_used(OWNER, me.id) == ("blood-pressure", "weight")
        assert app.journal.sources(OWNER, me.id) == ("manual",)

    @pytest.mark.parametrize("wanted", ["", "x", "99", "0" * 32, "018f3c1e"])
    def test_what_is_no_reading_is_not_found(self, app: App, wanted: str):
        with pytest.raises(NotFound):
            app.journal.get(OWNER, wanted)


class TestRemarks:
    def codes(self, app: App, me: Person, draft: Draft) -> list[tuple[str, object]]:
        found = app.journal.remarks(OWNER, [draft], me.id)
        return [(remark.code, remark.params.get("other")) for remark in found]

    def test_equal_reading_is_asked_about(self, app: App, me: Person, ben: Person):
        one(app, me)
        assert self.codes(app, me, weight()) == [("have-already", None)]
        assert self.codes(app, me, weight(unit="kg", value=81.5)) == []
        assert self.codes(app, ben, weight()) == []

    def test_value_like_another_persons_is_asked_about(self, app: App, me: Person, ben: Person):
        at = NEW_YEAR + DAY
        app.journal.add(OWNER, [weight(60 + n / 10, NEW_YEAR + n) for n in range(6)], me.id)
        assert self.codes(app, me, weight(95, at)) == [("unlike-person", "")]
        app.journal.add(OWNER, [weight(95 + n / 10, NEW_YEAR + n) for n in range(6)], ben.id)
        assert self.codes(app, me, weight(95, at)) == [("unlike-person", "Ben")]
        assert self.codes(app, me, weight(61, at)) == []

    def test_without_a_history_nothing_is_unusual(self, app: App, me: Person):
        app.journal.add(OWNER, [weight(60, NEW_YEAR + n) for n in range(4)], me.id)
        assert self.codes(app, me, weight(95, NEW_YEAR + DAY)) == []

    def test_steady_values_do_not_make_every_other_one_unusual(self, app: App, me: Person):
        drafts = [Draft("mood", 7, "points", NEW_YEAR + n, 0) for n in range(10)]
        app.journal.add(OWNER, drafts, me.id)
        assert self.codes(app, me, Draft("mood", 6, "points", NEW_YEAR + DAY, 0)) == []


class TestPersons:
    def test_first_use_makes_one_person(self, app: App):
        assert app.journal.persons(OWNER) == ()
        with pytest.raises(NotFound):
            app.journal.person(OWNER)
        me = app.journal.default_person(OWNER)
        assert me.name == "Me"
        assert app.journal.default_person(OWNER) == me

    def test_person_is_found_by_id_and_by_name(self, app: App, me: Person, ben: Person):
        for wanted in ("ben", "BEN", ben.id, str(ben.id)):
            assert app.journal.person(OWNER, wanted) == ben
        with pytest.raises(NotFound):
            app.journal.person(OWNER, "Eve")

    def test_each_gets_a_color_of_its_own(self, app: App, me: Person, ben: Person):
        assert me.color != ben.color

    @pytest.mark.parametrize(
        ("fields", "field", "code"),
        [
            ({"name": "  "}, "name", "person-name"),
            ({"name": "x" * 81}, "name", "person-name"),
            ({"name": "a\u202eb"}, "name", "person-name"),
            ({"name": "12"}, "name", "person-name-number"),
            ({"birth_date": "31.5.1980"}, "birth_date", "date-form"),
            ({"birth_date": "1899-12-31"}, "birth_date", "birth-date-range"),
            ({"birth_date": "2999-01-01"}, "birth_date", "birth-date-range"),
            ({"sex": "yes"}, "sex", "person-sex"),
            ({"height_cm": 1.82}, "height_cm", "person-height"),
            ({"height_cm": float("nan")}, "height_cm", "person-height"),
            ({"time_zone": "Mars/Base"}, "time_zone", "unknown-zone"),
            ({"time_zone": "../../etc/passwd"}, "time_zone", "unknown-zone"),
            ({"color": "red"}, "color", "person-color"),
            ({"uid": b"1"}, "uid", "unknown-field"),
            ({"shoe_size": 44}, "shoe_size", "unknown-field"),
        ],
    )
    def test_wrong_field_is_named_and_nothing_changes(
        self, app: App, me: Person, fields: dict[str, object], field: str, code: str
    ):
        with pytest.raises(InvalidData) as error:
            app.journal.edit_person(OWNER, me.id, **fields)
        assert [(e.field, e.code) for e in error.value.fields] == [(field, code)]
        assert app.journal.persons(OWNER) == (me,)

    def test_names_of_every_script_are_kept_as_they_are(self, app: App):
        name = "\u0639\u0644\u06cc\u200c\u0631\u0636\u0627"
        assert app.journal.add_person(OWNER, name)[0].name == name
        with pytest.raises(InvalidData):
            app.journal.add_person(OWNER, "\u200c\u200d")

    def test_two_of_one_name_are_refused(self, app: App, me: Person, ben: Person):
        with pytest.raises(Conflict):
            app.journal.add_person(OWNER, "bEN")
        with pytest.raises(Conflict):
            app.journal.edit_person(OWNER, me.id, name="Ben")
        app.journal.edit_person(OWNER, ben.id, name="BEN")

    def test_last_one_stays(self, app: App, me: Person, ben: Person):
        app.journal.archive_person(OWNER, ben.id)
        with pytest.raises(Conflict) as error:
            app.journal.archive_person(OWNER, me.id)
        assert error.value.code == "last-person"
        assert app.journal.person(OWNER) == me

    def test_archived_one_keeps_readings_and_comes_back(self, app: App, me: Person, ben: Person):
        app.journal.add(OWNER, [weight()], ben.id)
        before = digest(app)
        _, entry = app.journal.archive_person(OWNER, ben.id)
        assert digest(app) == before
        app.journal.revert(OWNER, entry)
        assert app.journal.persons(OWNER) == (me, ben)

    def test_change_is_undone_field_by_field(self, app: App, me: Person):
        changed, entry = app.journal.edit_person(OWNER, me.id, name="Ada", height_cm=170.0)
        assert (changed.name, changed.height_cm) == ("Ada", 170.0)
        app.journal.revert(OWNER, entry)
        assert app.journal.persons(OWNER) == (me,)


def own_type(**fields: object) -> HealthType:
    given: dict[str, object] = {
        "slug": "grip-strength",
        "group": "own",
        "unit": "kg",
        "units": ("kg", "lb"),
        "decimals": 1,
        "aggregate": "mean",
        "hard": Range(0, 200),
        "name": "Grip  strength ",
    }
    return HealthType(**{**given, **fields})  # type: ignore[arg-type]


class TestOwnTypes:
    def test_own_type_is_kept_and_takes_readings(self, app: App, me: Person):
        with listening(app) as heard:
            made, _ = app.journal.add_type(OWNER, own_type(typical=Range(30, 60)))
        assert heard == [TypesChanged(app.db.origin)]
        assert (made.name, made.units, made.hard) == ("Grip strength", ("kg", "lb"), Range(0, 200))
        draft = Draft("grip-strength", 100, "lb", NEW_YEAR, 0)
        stored = app.journal.add(OWNER, [draft], me.id).records[0]
        assert stored.canonical == pytest.approx(45.36, abs=0.01)
        with pytest.raises(InvalidData):
            app.journal.add(OWNER, [Draft("grip-strength", 201, "kg", NEW_YEAR, 0)], me.id)
        verified(app)

    def test_slug_is_taken_once(self, app: App):
        app.journal.add_type(OWNER, own_type())
        for slug in ("grip-strength", "weight"):
            with pytest.raises(Conflict):
                app.journal.add_type(OWNER, own_type(slug=slug))

    def test_own_type_outlives_a_seed_and_a_restart(self, app: App):
        app.journal.add_type(OWNER, own_type())
        app.keeper.seed(OWNER)
        app.db.forget_types()
        assert app.journal.types(OWNER)["grip-strength"].name == "Grip strength"

    def test_wrong_type_is_refused_whole(self, app: App):
        with pytest.raises(InvalidData) as error:
            app.journal.add_type(OWNER, own_type(slug="Grip", name="", decimals=9))
        assert {e.field for e in error.value.fields} == {"slug", "name", "decimals"}
        assert "Grip" not in app.journal.types(OWNER)
