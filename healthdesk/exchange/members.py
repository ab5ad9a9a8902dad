"""The files of a format read one after the other; a broken one does not stop the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from healthdesk.domain.errors import BadFile
from healthdesk.exchange.batches import Batch
from healthdesk.exchange.files import Files
from healthdesk.exchange.gathering import Gathering

# Errors that concern one file among many. Others (a zip that swells) end the import.
OF_ONE_FILE = frozenset(
    {"json-broken", "json-too-deep", "json-item-too-long", "csv-broken", "not-utf8", "fit-damaged"}
)

# Takes the readings of a member (and its index) and stops now and then.
Read = Callable[[str, int], Iterable[None]]


def read_members(
    gathering: Gathering, files: Files, read: Read, order: Iterable[int] | None = None
) -> Iterator[Batch]:
    """Full batches while the members are read, in their order or in that of the indices given.

    The last batch is left to the caller (`gathering.rest`). Raises `BadFile` of the only
    file there is; one of several is counted as rejected instead.
    """
    for index in range(len(files.members)) if order is None else order:
        try:
            for _ in read(files.members[index], index):
                yield from gathering.full()
        except BadFile as error:
            if len(files.members) == 1 or error.code not in OF_ONE_FILE:
                raise
            line = error.params.get("line") or error.params.get("item") or 1
            gathering.reject(
                line if isinstance(line, int) else 1, error.code, index, **error.params
            )
        yield from gathering.full()
