"""Notices: what is due, told to somebody, and whether it was told.

A `Notifier` is one way to tell. It says that a notice arrived by returning, that it did not by
raising `NotTold`; the messenger records which. What a person answers in a notice comes back
through `Replies`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, Protocol, get_args

from healthdesk.domain.accounts import Actor
from healthdesk.domain.errors import Conflict, HealthdeskError, NotFound
from healthdesk.domain.reminders import Occurrence
from healthdesk.services.occurrences import Claim, Occurrences
from healthdesk.texts import reminders as words
from healthdesk.texts import tr

_LOG = logging.getLogger("healthdesk.notify")
# "show" is what a click on the notice itself means. It and "value" take a window.
Reply = Literal["done", "snooze", "snooze-hour", "skip", "value", "show"]
REPLIES: Final[frozenset[Reply]] = frozenset(get_args(Reply))
IN_WINDOW: Final[frozenset[Reply]] = frozenset({"value", "show"})
SNOOZED: Final[dict[str, int]] = {"snooze": 10, "snooze-hour": 60}


@dataclass(frozen=True, slots=True)
class Notice:
    """What is shown: `replies` are what may be answered, with their words; none where nobody
    would hear the answer. `occurrences` is empty for a notice that only tries the way."""

    title: str
    body: str
    occurrences: tuple[Occurrence, ...] = ()
    replies: tuple[tuple[Reply, str], ...] = ()

    @property
    def ids(self) -> tuple[int, ...]:
        return tuple(one.id for one in self.occurrences)


class NotTold(HealthdeskError):
    """A notice did not arrive; `again`: it may later. `unsure`: perhaps it did arrive, so that
    it must not be sent again."""

    def __init__(self, code: str, /, *, again: bool = True, unsure: bool = False) -> None:
        super().__init__(code)
        self.again = again
        self.unsure = unsure


class Notifier(Protocol):
    """One way to tell. Its methods may block, and are called off the main thread."""

    @property
    def channel(self) -> str:
        """What it is claimed by in the file: "desktop", "tray", "service" …"""

    @property
    def slow(self) -> bool:
        """Whether it has to wait for a network, so that nobody else should wait for it."""

    def trouble(self) -> str | None:
        """Why it cannot tell anything now, as a code; None where it can."""

    def heard(self) -> Collection[Reply]:
        """The answers in a notice that somebody hears, this process or another one."""

    def send(self, notice: Notice) -> None:
        """Raises `NotTold`."""

    def withdraw(self, closed: Callable[[Collection[int]], bool]) -> None:
        """Take notices off the screen whose occurrences (by id) are all `closed`."""

    def close(self) -> None:
        """Let go of connections and threads; notices stay where they are."""


def notice_of(
    found: Sequence[Occurrence],
    heard: Collection[Reply],
    *,
    names: Mapping[int, str] | None = None,
    locked: bool = False,
) -> Notice:
    """One notice for all that is told at once, with those answers that are `heard`; `names` by
    person, where it is to say whose it is. While the program is locked it says that there is
    something, and no more."""
    several = tuple(found)
    if locked:
        return Notice(*words.locked_words(), several)
    if len(several) == 1:
        title, _, body = words.notice_words(several[0]).partition("\n")
        if names:
            body = f"{names.get(several[0].reminder.person_id, '')}\n{body}".strip()
    else:
        title, body = words.several_words(several, names)
    replies = tuple(one for one in _replies(several) if one[0] in heard)
    return Notice(title, body, several, replies)


def _replies(found: Sequence[Occurrence]) -> tuple[tuple[Reply, str], ...]:
    # Some desktops show three buttons at most, so the most wanted come first.
    replies: list[tuple[Reply, str]] = [
        ("done", tr("Done")),
        ("snooze", tr("Snooze 10 min")),
        ("skip", tr("Skip")),
        ("snooze-hour", tr("Snooze 1 h")),
        ("show", ""),
    ]
    if len(found) == 1 and found[0].reminder.draft.asks == "value":
        replies.insert(0, ("value", tr("Enter value")))
    return tuple(replies)


class Messenger:
    """Turns claims into notices and records what became of them."""

    def __init__(
        self,
        occurrences: Occurrences,
        names: Callable[[], Mapping[int, str]],
        locked: Callable[[], bool],
    ) -> None:
        self._occurrences = occurrences
        self._names = names
        self._locked = locked

    def notice(self, found: Sequence[Occurrence], way: Notifier) -> Notice:
        """What one way tells of these."""
        return notice_of(found, way.heard(), names=self._names(), locked=self._locked())

    def tell(self, actor: Actor, claim: Claim, way: Notifier, *, again: bool = True) -> bool:
        """Send all of a claim as one notice; whether it arrived, or may have. `again`: where
        not, this way may try later."""
        found = [one for _, _, one in claim.deliveries]
        notice = self.notice(found, way)
        try:
            way.send(notice)
        except NotTold as error:
            _LOG.info("a notice did not arrive", extra={"code": error.code, "kind": way.channel})
            if not error.unsure:
                retried = again and error.again
                self._occurrences.not_told(actor, claim, error.code, again=retried)
            # Else nobody says how it went, and the claim becomes uncertain by itself.
            return error.unsure
        self._occurrences.told(actor, claim)
        return True


class Replies:
    """Takes what was answered in a notice. `enter` is called with the occurrence somebody
    wants to enter a value for, `show` with those somebody wants to see; both on the thread
    that heard of it."""

    def __init__(self, actor: Actor, occurrences: Occurrences) -> None:
        self._actor = actor
        self._occurrences = occurrences
        self.enter: Callable[[Occurrence], None] | None = None
        self.show: Callable[[Sequence[Occurrence]], None] | None = None

    def take(self, reply: str, ids: Sequence[int]) -> None:
        """Do what was chosen with those that still ask for an answer. What came from a notice
        that stood there too long changes nothing."""
        found = [one for one in self._occurrences.several(self._actor, ids) if one.is_open]
        try:
            self._do(reply, found)
        except (Conflict, NotFound) as error:
            # Somebody else was quicker.
            _LOG.info("an answer came too late", extra={"code": error.code})

    def _do(self, reply: str, found: Sequence[Occurrence]) -> None:
        if reply == "show":
            if self.show is not None:
                self.show(found)
        elif not found:
            return
        elif reply == "value":
            if self.enter is not None:
                self.enter(found[0])
        elif reply in SNOOZED:
            # Two processes may hear of one press; the second finds it put off already.
            waiting = [one.id for one in found if one.state != "snoozed"]
            if waiting:
                self._occurrences.snooze(self._actor, waiting, SNOOZED[reply])
        elif reply in ("done", "skip"):
            answer: Literal["done", "skipped"] = "done" if reply == "done" else "skipped"
            self._occurrences.answer(self._actor, [one.id for one in found], answer)
