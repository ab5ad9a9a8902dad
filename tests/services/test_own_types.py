"""Types of the user's own: made, changed and removed, each with the way back."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.errors import Conflict, InvalidData, NotFound
from healthdesk.domain.events import TypesChanged
from healthdesk.domain.health_types import HealthType, Range
from healthdesk.domain.records import Draft, Person
from tests.opened import listening

AT = 1_760_000_000_000
GRIP = HealthType(
    "grip-strength", "own", "kg", ("kg", "lb"), 1, "mean", Range(0, 200), name="Grip strength"
)


def slugs(app: App) -> set[str]:
    return {kind.slug for kind in app.journal.types(OWNER) if kind.own}


def record(app: App, me: Person, value: float = 40) -> int:
    drafts = [Draft("grip-strength", value, "kg", AT, 0)]
    return app.journal.add(OWNER, drafts, me.id).records[0].id


class TestUndo:
    def test_new_type_is_taken_back_and_made_again(self, app: App):
        _, entry = app.journal.add_type(OWNER, GRIP)
        back = app.journal.revert(OWNER, entry)
        assert slugs(app) == set()
        app.journal.revert(OWNER, back.undo)
        assert slugs(app) == {"grip-strength"}

    def test_new_type_with_readings_stays(self, app: App, me: Person):
        _, entry = app.journal.add_type(OWNER, GRIP)
        id_ = record(app, me)
        app.journal.delete(OWNER, [id_])  # in the bin it is a reading still
        with pytest.raises(Conflict) as error:
            app.journal.revert(OWNER, entry)
        assert error.value.code == "type-in-use"
        app.journal.purge(OWNER, [id_])
        app.journal.revert(OWNER, entry)
        assert slugs(app) == set()

    def test_edit_is_taken_back_field_by_field(self, app: App):
        app.journal.add_type(OWNER, GRIP)
        edited, entry = app.journal.edit_type(
            OWNER, "grip-strength", name="Grip, left", typical=Range(30, 60), units=("kg",)
        )
        assert (edited.name, edited.typical, edited.units) == ("Grip, left", Range(30, 60), ("kg",))
        app.journal.revert(OWNER, entry)
        kind = app.journal.types(OWNER)["grip-strength"]
        assert (kind.name, kind.typical, kind.units) == ("Grip strength", Range(), ("kg", "lb"))

    def test_edit_of_what_was_changed_since_stays(self, app: App):
        app.journal.add_type(OWNER, GRIP)
        _, entry = app.journal.edit_type(OWNER, "grip-strength", name="One")
        app.journal.edit_type(OWNER, "grip-strength", name="Two")
        with pytest.raises(Conflict):
            app.journal.revert(OWNER, entry)
        assert app.journal.types(OWNER)["grip-strength"].name == "Two"

    def test_removed_type_comes_back(self, app: App):
        made, _ = app.journal.add_type(OWNER, GRIP)
        entry = app.journal.remove_type(OWNER, "grip-strength")
        assert slugs(app) == set()
        app.journal.revert(OWNER, entry)
        assert app.journal.types(OWNER)["grip-strength"] == made

    def test_edit_of_a_type_removed_since_is_no_step_back(self, app: App):
        app.journal.add_type(OWNER, GRIP)
        _, entry = app.journal.edit_type(OWNER, "grip-strength", name="One")
        app.journal.remove_type(OWNER, "grip-strength")
        with pytest.raises(Conflict):
            app.journal.revert(OWNER, entry)


class TestEdit:
    def test_everybody_hears_of_it_and_readings_stay(self, app: App, me: Person):
        app.journal.add_type(OWNER, GRIP)
        id_ = record(app, me)
        with listening(app) as heard:
            app.journal.edit_type(OWNER, "grip-strength", decimals=0, hard=Range(0, 30))
        assert heard == [TypesChanged(app.db.origin)]
        assert app.journal.get(OWNER, id_).value == 40
        with pytest.raises(InvalidData):
            record(app, me, 31)

    @pytest.mark.parametrize(
        ("fields", "wrong"),
        [
            ({"name": " "}, "name"),
            ({"units": ("lb",)}, "units"),
            ({"typical": Range(10, 300)}, "typical"),
            ({"unit": "lb"}, "unit"),
            ({"aggregate": "sum"}, "aggregate"),
        ],
    )
    def test_wrong_field_is_named_and_nothing_changes(self, app: App, fields, wrong):
        made, _ = app.journal.add_type(OWNER, GRIP)
        with pytest.raises(InvalidData) as error:
            app.journal.edit_type(OWNER, "grip-strength", **fields)
        assert [each.field for each in error.value.fields] == [wrong]
        assert app.journal.types(OWNER)["grip-strength"] == made

    @pytest.mark.parametrize("slug", ["weight", "no-such"])
    def test_only_own_types_are_changed_or_removed(self, app: App, slug: str):
        with pytest.raises(NotFound):
            app.journal.edit_type(OWNER, slug, name="Mine")
        with pytest.raises(NotFound):
            app.journal.remove_type(OWNER, slug)


class TestRemoval:
    def test_type_with_readings_cannot_go(self, app: App, me: Person):
        app.journal.add_type(OWNER, GRIP)
        record(app, me)
        with pytest.raises(Conflict) as error:
            app.journal.remove_type(OWNER, "grip-strength")
        assert error.value.code == "type-in-use"
        assert slugs(app) == {"grip-strength"}

    def test_slug_is_free_again(self, app: App, me: Person):
        app.journal.add_type(OWNER, GRIP)
        app.journal.remove_type(OWNER, "grip-strength")
        app.journal.add_type(OWNER, GRIP)
        record(app, me)

    def test_another_window_stores_nothing_of_a_removed_type(
        self, make_app: Callable[[str], App], app: App, me: Person
    ):
        app.journal.add_type(OWNER, GRIP)
        other = make_app("data")
        assert "grip-strength" in other.journal.types(OWNER)
        app.journal.remove_type(OWNER, "grip-strength")
        with pytest.raises(InvalidData) as error:
            record(other, me)
        assert error.value.fields[0].code == "unknown-type"
        assert "grip-strength" not in other.journal.types(OWNER)
        assert app.journal.types_used(OWNER, me.id) == ()
