"""Fields of an object of our own JSON, checked as they are read: ValueError names the field that
holds something else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from math import isnan
from typing import Any

from healthdesk.domain.times import from_datetime
from healthdesk.exchange.json_items import amount as read_amount


def text(told: Mapping[str, Any], key: str) -> str:
    value = told.get(key)
    if isinstance(value, str):
        return value
    raise ValueError(key)


def text_or_none(told: Mapping[str, Any], key: str) -> str | None:
    return None if told.get(key) is None else text(told, key)


def one_of(
    told: Mapping[str, Any], key: str, choices: tuple[str, ...], *, needed: bool = True
) -> Any:
    value = told.get(key)
    if value in choices or (value is None and not needed):
        return value
    raise ValueError(key)


def amount(told: Mapping[str, Any], key: str) -> float | None:
    value = told.get(key)
    if value is None:
        return None
    found = read_amount(value)
    if isinstance(value, str) or isnan(found):
        raise ValueError(key)
    return found + 0.0


def count(told: Mapping[str, Any], key: str) -> int | None:
    value = told.get(key)
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    raise ValueError(key)


def flag(told: Mapping[str, Any], key: str) -> bool:
    """Missing is no."""
    value = told.get(key, False)
    if isinstance(value, bool):
        return value
    raise ValueError(key)


def instant(told: Mapping[str, Any], key: str) -> int | None:
    """In ms."""
    value = told.get(key)
    return None if value is None else from_datetime(dt.datetime.fromisoformat(value))[0]
