"""A right is asked for before anything is done."""

from __future__ import annotations

import pytest

from healthdesk.domain.accounts import OWNER, Actor, needs
from healthdesk.domain.errors import NotAllowed


class Desk:
    def __init__(self) -> None:
        self.read: list[str] = []

    @needs("records.read")
    def look(self, actor: Actor, name: str, *, twice: bool = False) -> int:
        """Looks."""
        self.read.append(name)
        return 2 if twice else 1


def test_with_the_right_the_method_runs_as_written():
    desk = Desk()
    assert desk.look(OWNER, "a", twice=True) == 2
    assert desk.read == ["a"]
    assert Desk.look.__doc__ == "Looks."


def test_without_it_nothing_runs():
    desk = Desk()
    with pytest.raises(NotAllowed):
        desk.look(Actor("guest", frozenset({"records.write"})), "a")
    assert desk.read == []
