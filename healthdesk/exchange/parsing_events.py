"""What a parsing process is asked, and what it says."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from healthdesk.domain.errors import HealthdeskError

if TYPE_CHECKING:
    from healthdesk.exchange.batches import Batch, Block, Options, Tally


@dataclass(frozen=True, slots=True)
class Begun:
    """What follows is of one format: members of a container people know as `label`. It is
    number `index` (from 0) `of` so many in the path."""

    format: str
    label: str
    members: tuple[str, ...]
    index: int = 0
    of: int = 1


@dataclass(frozen=True, slots=True)
class Ended:
    """What began last is read to its end."""

    tally: Tally


@dataclass(frozen=True, slots=True)
class Failed:
    """What began last cannot be read; its batches must not be kept."""

    error: HealthdeskError


@dataclass(frozen=True, slots=True)
class Over:
    """There is no more; `error` says why nothing could be read at all."""

    error: HealthdeskError | None = None


if TYPE_CHECKING:
    Event = Begun | Batch | Block | Ended | Failed
    Job = tuple[Path, Options]
