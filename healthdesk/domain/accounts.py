"""Who acts, and what they may do.

Accounts log in, persons are tracked; a grant joins them. Until accounts are switched on
there is one implicit account, `OWNER`, with every right.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from healthdesk.domain.errors import NotAllowed

PERMISSIONS = frozenset(
    {
        "records.read",
        "records.write",
        "persons.read",
        "persons.write",
        "types.read",
        "types.write",
        "data.import",
        "data.export",
        "data.maintain",
        "goals.read",
        "goals.write",
        "reminders.read",
        "reminders.write",
        "settings.read",
        "settings.write",
    }
)


@dataclass(frozen=True, slots=True)
class Actor:
    """The account a call is made for: its name and the rights it holds."""

    name: str
    permissions: frozenset[str]


OWNER = Actor("owner", PERMISSIONS)

P = ParamSpec("P")
R = TypeVar("R")
S = TypeVar("S")


def needs(
    permission: str,
) -> Callable[[Callable[Concatenate[S, Actor, P], R]], Callable[Concatenate[S, Actor, P], R]]:
    """Declare the right a service method needs; its first argument is the acting account.

    Raises `NotAllowed` before the method runs when the account does not hold it.
    """
    if permission not in PERMISSIONS:
        raise ValueError(f"unknown permission {permission!r}")

    def declare(
        method: Callable[Concatenate[S, Actor, P], R],
    ) -> Callable[Concatenate[S, Actor, P], R]:
        @wraps(method)
        def guarded(self: S, actor: Actor, /, *args: P.args, **kwargs: P.kwargs) -> R:
            if permission not in actor.permissions:
                raise NotAllowed("not-allowed", permission=permission)
            return method(self, actor, *args, **kwargs)

        marked: Any = guarded
        marked.permission = permission
        return guarded

    return declare
