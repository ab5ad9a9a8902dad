from __future__ import annotations

import pytest

from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.errors import Conflict
from healthdesk.domain.records import Person


def test_undo_of_a_rename_takes_no_name_that_is_taken_by_now(app: App, me: Person):
    anna, _ = app.journal.add_person(OWNER, "Anna")
    _, renamed = app.journal.edit_person(OWNER, anna.id, name="Annika")
    app.journal.add_person(OWNER, "Anna")
    with pytest.raises(Conflict) as refused:
        app.journal.revert(OWNER, renamed)
    assert refused.value.code == "person-exists"
    assert app.journal.person(OWNER, anna.id).name == "Annika"


def test_undo_of_adding_the_only_person_left_is_refused(app: App, me: Person):
    second, added = app.journal.add_person(OWNER, "Second")
    app.journal.archive_person(OWNER, me.id)
    with pytest.raises(Conflict) as refused:
        app.journal.revert(OWNER, added)
    assert refused.value.code == "last-person"
    assert app.journal.default_person(OWNER).id == second.id
