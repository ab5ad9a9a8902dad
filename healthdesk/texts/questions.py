"""Words about what an import leaves open."""

from __future__ import annotations

import datetime as dt

from healthdesk.domain.health_types import TypeBook
from healthdesk.domain.times import local_day, parse_iso
from healthdesk.domain.transfers import Question
from healthdesk.texts.catalogue import tr
from healthdesk.texts.formats import Format
from healthdesk.texts.kinds import user_words
from healthdesk.texts.names import type_name


def sample_words(question: Question, types: TypeBook, shape: Format) -> str:
    """A reading of one of a file's users, to know them by: `Weight 75.8 kg, 12 Nov 2026`, with
    the file it is in where there are several."""
    told = question.details.get("sample")
    if not told:
        return ""
    kind = types[told["type"]]
    value = shape.value(kind, told["value"], told["value2"], told["unit"])
    day = shape.date(local_day(*parse_iso(told["recorded_at"], dt.UTC)))
    said = tr("{type} {value}, {day}", type=type_name(kind), value=value, day=day)
    return f"{said} ({told['file']})" if told.get("file") else said


def whose_words(user: str) -> str:
    """What is asked about one of a file's users."""
    return tr("Whose readings are those of {user}?", user=user_words(user))
