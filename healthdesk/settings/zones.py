"""Time zones: the one chosen, else that of the computer."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from healthdesk.domain.errors import FieldError, InvalidData

if TYPE_CHECKING:
    from healthdesk.settings.in_force import Settings


def named_zone(name: str) -> dt.tzinfo:
    """The zone of an IANA name. Raises ValueError where there is none."""
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):  # a folder or a foreign file raises these as well
        raise ValueError("zone") from None


def local_zone(settings: Settings, person_zone: str | None = None) -> dt.tzinfo:
    """The zone for times given without an offset and for what "today" is: the person's,
    else the one of the settings, else the computer's. Raises `InvalidData` for a name that
    this computer does not know.
    """
    name = person_zone or settings.text("time_zone")
    if not name:
        return computer_zone()
    try:
        return named_zone(name)
    except ValueError:
        raise InvalidData(FieldError("time_zone", "unknown-zone", zone=name[:80])) from None


def computer_zone(
    environ: Mapping[str, str] = os.environ, link: Path = Path("/etc/localtime")
) -> dt.tzinfo:
    """The zone this computer is set to."""
    name = environ.get("TZ", "").lstrip(":")
    if not name:
        with contextlib.suppress(OSError):
            name = str(link.readlink()).partition("zoneinfo/")[2]
    if name:
        with contextlib.suppress(ValueError):
            return named_zone(name)
    import warnings

    import tzlocal  # where the two quick ways end: Windows, macOS, copied zone files

    with warnings.catch_warnings():
        # It warns where nothing is set up; UTC is then what the system clock shows too.
        warnings.simplefilter("ignore")
        return tzlocal.get_localzone()
