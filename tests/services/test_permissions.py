"""Every public method of a service says which right it needs, and asks for it first."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

import pytest

from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER, PERMISSIONS, Actor, needs
from healthdesk.domain.errors import NotAllowed
from healthdesk.services.analytics import Analytics
from healthdesk.services.annotations import Annotations
from healthdesk.services.exports import Exports
from healthdesk.services.goals import Goals
from healthdesk.services.journal import Journal
from healthdesk.services.keeper import Keeper
from healthdesk.services.occurrences import Occurrences
from healthdesk.services.overlays import Overlays
from healthdesk.services.reminder_tables import ReminderTables
from healthdesk.services.reminders import Reminders
from healthdesk.services.roundtrip import Roundtrip
from healthdesk.services.sources import Sources
from healthdesk.services.tokens import Tokens
from healthdesk.services.transfer import Transfer

SERVICES = {
    "journal": Journal,
    "analytics": Analytics,
    "annotations": Annotations,
    "goals": Goals,
    "transfer": Transfer,
    "exports": Exports,
    "roundtrip": Roundtrip,
    "sources": Sources,
    "tokens": Tokens,
    "keeper": Keeper,
    "overlays": Overlays,
    "reminders": Reminders,
    "occurrences": Occurrences,
    "reminder_tables": ReminderTables,
}


def methods() -> Iterator[tuple[str, str]]:
    for service, kind in SERVICES.items():
        for name, _ in inspect.getmembers(kind, inspect.isfunction):
            if not name.startswith("_"):
                yield service, name


@pytest.mark.parametrize(("service", "name"), list(methods()))
def test_method_declares_its_right_and_refuses_without(app: App, service: str, name: str):
    declared = getattr(getattr(SERVICES[service], name), "permission", None)
    assert declared in PERMISSIONS
    stranger = Actor("stranger", PERMISSIONS - {declared})
    with pytest.raises(NotAllowed) as error:
        getattr(getattr(app, service), name)(stranger)
    assert error.value.params == {"permission": declared}


def test_owner_has_every_right():
    assert OWNER.permissions == PERMISSIONS


def test_right_that_does_not_exist_is_a_mistake():
    with pytest.raises(ValueError, match=r"records\.eat"):
        needs("records.eat")
