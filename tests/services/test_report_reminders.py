"""Reminders on a visit report: how they were kept to, week by week and in all."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.records import Person
from healthdesk.domain.reminders import ReminderDraft
from healthdesk.domain.reports import SECTIONS, ReportOptions
from healthdesk.exchange import report_weeks
from healthdesk.exchange.report_weeks import Row
from healthdesk.services.occurrences import Answer, Occurrences
from healthdesk.services.reminders import Reminders
from tests.opened import DAY, HOUR, NEW_YEAR, NEW_YEAR_DAY, weight
from tests.services.test_reports import made, words

PILLS = ReminderDraft("0 8 * * *", "Take it", asks="medication", medication="Ramipril", dose="5 mg")
SCALES = ReminderDraft("0 9 * * *", "Weigh yourself", "weight", asks="value")


@pytest.fixture
def set_up(app: App, me: Person) -> App:
    """Three weeks from New Year, a Monday: pills mostly taken, the scales mostly not; the
    latter deleted at the end."""
    app.journal.edit_person(OWNER, me.id, time_zone="UTC")
    app.journal.add(OWNER, [weight(80, at=NEW_YEAR + 7 * HOUR)], me.id)
    at = [NEW_YEAR]
    reminders = Reminders(app.db, app.bus, app.settings, lambda: at[0])
    occurrences = Occurrences(app.db, app.bus, app.settings, lambda: at[0])
    ids = [reminders.add(OWNER, me.id, draft).reminder.id for draft in (PILLS, SCALES)]
    for day in range(21):
        at[0] = NEW_YEAR + day * DAY + 10 * HOUR
        occurrences.look(OWNER, ())
        for one in occurrences.inbox(OWNER):
            if one.occurrence.reminder.id == ids[0]:
                answer: Answer = "skipped" if day % 7 == 6 else "done"
                occurrences.answer(OWNER, [one.occurrence.id], answer)
            elif day < 2:
                occurrences.answer(OWNER, [one.occurrence.id], "done")
    at[0] += 2 * DAY
    occurrences.look(OWNER, ())
    reminders.remove(OWNER, ids[1])
    return app


def told(app: App, me: Person, first: int, last: int, **more: Any) -> str:
    options = ReportOptions(
        day_from=NEW_YEAR_DAY + first, day_to=NEW_YEAR_DAY + last,
        **{"sections": ("reminders",), "language": "en", **more},
    )  # fmt: skip
    return " ".join(words(made(app, me, options)[0]).split())


def test_sums_of_the_period_are_told(set_up: App, me: Person):
    text = told(set_up, me, 0, 20)
    assert "Ramipril, 5 mg Every day at 08:00 18 3 0 86 %" in text
    assert "Weigh yourself Every day at 09:00 2 0 19 10 %" in text
    assert "7/7" not in text
    assert text.count("6/7") == 3


def test_only_the_days_of_the_period_count(set_up: App, me: Person):
    assert "Ramipril, 5 mg Every day at 08:00 6 1 0 86 %" in told(set_up, me, 7, 13)
    assert "Ramipril" not in told(set_up, me, -9, -1)


def test_report_about_a_type_has_its_reminders_alone(set_up: App, me: Person):
    text = told(set_up, me, 0, 20, types=("weight",))
    assert "Weigh yourself" in text
    assert "Ramipril" not in text


def test_they_are_told_where_there_is_no_reading(set_up: App, me: Person):
    text = told(set_up, me, 10, 20)
    assert "There is no reading" in text
    assert "Ramipril" in text


def test_part_can_be_left_out(set_up: App, me: Person):
    parts = tuple(part for part in SECTIONS if part != "reminders")
    assert "Ramipril" not in told(set_up, me, 0, 20, sections=parts)
    assert "Ramipril" in told(set_up, me, 0, 20, sections=SECTIONS)


def test_boxes_are_stronger_the_more_was_done():
    row = Row("Take it", [(0, 7), (3, 7), (7, 7), None])
    drawn = report_weeks.svg([row], ["1 Jan", "8 Jan", "15 Jan", "22 Jan"])
    assert drawn.count("<rect") == 3
    assert 'fill="#FFFFFF"' in drawn
    for said in ("Take it", "0/7", "3/7", "7/7", "1 Jan"):
        assert f">{said}<" in drawn


def test_many_weeks_have_no_numbers_and_few_heads_and_stay_on_the_page():
    weeks = report_weeks.fitting()
    row = Row("A name that is longer than the room there is for names", [(5, 7)] * weeks)
    drawn = report_weeks.svg([row, replace(row, name="<&>")], [f"{n} Jan" for n in range(weeks)])
    assert "5/7" not in drawn
    assert "&lt;&amp;&gt;" in drawn
    assert drawn.count(" Jan") < weeks
    assert drawn.count("<rect") == 2 * weeks
