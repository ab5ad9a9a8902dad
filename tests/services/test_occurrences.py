"""Due times: raised once whoever looks, told by each way once, answered, taken back, missed."""

from __future__ import annotations

import threading

import pytest

from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.errors import Conflict, InvalidData, NotFound
from healthdesk.domain.meters import REMINDERS_FAILED, REMINDERS_SENT
from healthdesk.domain.records import Draft
from healthdesk.domain.reminders import ReminderDraft
from healthdesk.services.occurrences import Occurrences
from healthdesk.services.reminders import Reminders
from healthdesk.services.writing import wall_clock
from tests.opened import open_folder
from tests.services.test_reminders import BERLIN, Clock, shown

MINUTE = 60_000


@pytest.fixture
def clock() -> Clock:
    return Clock("2026-09-01 12:00")


@pytest.fixture
def service(app: App, clock: Clock) -> Occurrences:
    return Occurrences(app.db, app.bus, app.settings, clock)


@pytest.fixture
def remind(app: App, clock: Clock):
    """Sets a reminder, at 9:00 each day in Berlin unless said otherwise; gives its id."""
    service = Reminders(app.db, app.bus, app.settings, clock)
    person = app.journal.default_person(OWNER)

    def add(**fields) -> int:
        draft = ReminderDraft(
            **{"cron": "0 9 * * *", "message": "Weigh yourself", "zone": BERLIN, **fields}
        )
        return service.add(OWNER, person.id, draft).reminder.id

    return add


def states(service: Occurrences) -> list[tuple[str | None, str]]:
    found = service.between(OWNER, 0, 1 << 52)
    return [(shown(one.due_at), one.state) for one in found]


def kinds(service: Occurrences, id_: int) -> list[str]:
    return [moment.kind for moment in service.history(OWNER, id_)]


def test_nothing_is_due_before_its_time(service, remind, clock):
    remind()
    assert service.look(OWNER, ["desktop"]).claims == ()
    assert shown(service.next_wake(OWNER)) == "2026-09-02 09:00"
    clock.set("2026-09-02 08:59")
    assert service.look(OWNER, ["desktop"]).processed == ()


def test_a_due_time_is_raised_once_and_told_once_by_each_way(service, remind, clock):
    id_ = remind()
    clock.set("2026-09-02 09:00")
    look = service.look(OWNER, ["desktop", "service"])
    assert [one.id for one in look.processed] == [id_]
    assert shown(look.processed[0].next_run_at) == "2026-09-03 09:00"
    assert [(claim.channel, len(claim.deliveries)) for claim in look.claims] == [
        ("desktop", 1),
        ("service", 1),
    ]
    for claim in look.claims:
        service.told(OWNER, claim)
    again = service.look(OWNER, ["desktop", "service"])
    assert (again.processed, again.claims) == ((), ())
    (waiting,) = service.inbox(OWNER)
    assert waiting.occurrence.state == "sent"
    assert kinds(service, waiting.occurrence.id) == ["due", "sent", "sent"]
    lateness = [moment.lateness for moment in service.history(OWNER, waiting.occurrence.id)]
    assert lateness == [0, 0, 0]


def test_without_any_channel_it_waits_in_the_inbox_for_one_that_comes(service, remind, clock):
    remind()
    clock.set("2026-09-02 09:00")
    assert len(service.look(OWNER, []).processed) == 1
    (waiting,) = service.inbox(OWNER)
    assert waiting.occurrence.state == "due"
    clock.set("2026-09-02 09:10")
    look = service.look(OWNER, ["desktop"])
    assert look.processed == ()
    (claim,) = look.claims
    service.told(OWNER, claim)
    assert service.history(OWNER, waiting.occurrence.id)[-1].lateness == 10 * MINUTE


def test_several_processes_at_once_tell_it_once(tmp_path, app, remind, clock):
    for hour in range(5, 9):
        remind(cron=f"0 {hour} * * *")
    clock.set("2026-09-02 09:00")
    others = [open_folder(tmp_path / "data") for _ in range(2)]
    try:
        found: list[int] = []
        processed: list[int] = []

        def look(one: App) -> None:
            service = Occurrences(one.db, one.bus, one.settings, clock)
            for _ in range(3):
                looked = service.look(OWNER, ["desktop"])
                processed.extend(each.id for each in looked.processed)
                found.extend(d[0] for claim in looked.claims for d in claim.deliveries)

        threads = [threading.Thread(target=look, args=(one,)) for one in (app, *others)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(processed) == sorted(set(processed))
        assert len(processed) == 4
        assert len(found) == len(set(found)) == 4
    finally:
        for one in others:
            one.close()


def test_a_process_that_ends_between_claim_and_notice_leaves_it_uncertain(service, remind, clock):
    remind()
    clock.set("2026-09-02 09:00")
    assert len(service.look(OWNER, ["desktop"]).claims) == 1  # and never says how it went
    clock.set("2026-09-02 09:02")
    look = service.look(OWNER, ["desktop"])
    assert look.claims == ()
    (waiting,) = service.inbox(OWNER)
    assert waiting.uncertain
    assert kinds(service, waiting.occurrence.id)[-1] == "uncertain"


def test_after_days_off_there_is_one_notice_with_the_count(service, remind, clock):
    remind(cron="0 9,20 * * *")
    clock.set("2026-09-04 21:00")
    look = service.look(OWNER, ["desktop"])
    ((_, _, one),) = look.claims[0].deliveries
    assert (shown(one.due_at), one.missed_before) == ("2026-09-04 20:00", 6)
    assert [state for _, state in states(service)] == ["missed"] * 6 + ["due"]


def test_a_clock_ten_years_ahead_makes_no_burst(service, remind, clock):
    remind(cron="* * * * *")
    clock.set("2036-09-02 09:00")
    look = service.look(OWNER, ["desktop"])
    assert sum(len(claim.deliveries) for claim in look.claims) == 1
    assert len(states(service)) <= 51
    ((_, _, one),) = look.claims[0].deliveries
    assert one.missed_before > 40_000


def test_a_clock_set_back_raises_nothing_twice(service, remind, clock, app):
    remind(cron="*/10 * * * *")
    clock.set("2026-09-01 12:35")
    service.look(OWNER, ["desktop"])
    clock.set("2026-09-01 11:35")
    Reminders(app.db, app.bus, app.settings, clock).work_out_anew(OWNER)
    for minute in range(35, 60, 5):
        clock.set(f"2026-09-01 11:{minute}")
        service.look(OWNER, ["desktop"])
    for minute in range(0, 60, 5):
        clock.set(f"2026-09-01 12:{minute:02}")
        service.look(OWNER, ["desktop"])
    times = [at for at, _ in states(service)]
    assert len(times) == len(set(times))
    assert set(times) >= {"2026-09-01 12:30", "2026-09-01 12:40", "2026-09-01 12:50"}


def test_done_skip_and_undo(service, remind, clock, app):
    remind()
    clock.set("2026-09-02 09:00")
    service.look(OWNER, [])
    (waiting,) = service.inbox(OWNER)
    answered = service.answer(OWNER, [waiting.occurrence.id], "done")
    assert answered.occurrences[0].state == "done"
    assert service.inbox(OWNER) == ()
    with pytest.raises(Conflict):
        service.answer(OWNER, [waiting.occurrence.id], "skipped")
    app.journal.revert(OWNER, answered.undo)
    assert len(service.inbox(OWNER)) == 1
    service.answer(OWNER, [waiting.occurrence.id], "skipped")
    assert kinds(service, waiting.occurrence.id) == ["due", "done", "undone", "skipped"]
    with pytest.raises(NotFound):
        service.answer(OWNER, [999], "done")


def test_a_dose_leaves_the_stock_and_undo_brings_it_back(service, remind, clock, app):
    id_ = remind(
        asks="medication", medication="Ramipril", dose="5 mg", stock=10.0, stock_per_dose=2.0,
        refill_at=8.0,
    )  # fmt: skip
    clock.set("2026-09-02 09:00")
    service.look(OWNER, [])
    reminders = Reminders(app.db, app.bus, app.settings, clock)
    assert not reminders.get(OWNER, id_).needs_refill
    answered = service.answer(OWNER, [service.inbox(OWNER)[0].occurrence.id], "done")
    assert reminders.get(OWNER, id_).draft.stock == 8.0
    assert reminders.get(OWNER, id_).needs_refill
    app.journal.revert(OWNER, answered.undo)
    assert reminders.get(OWNER, id_).draft.stock == 10.0


def test_snoozed_it_comes_again_later(service, remind, clock):
    remind()
    clock.set("2026-09-02 09:00")
    service.told(OWNER, service.look(OWNER, ["desktop"]).claims[0])
    (waiting,) = service.inbox(OWNER)
    service.snooze(OWNER, [waiting.occurrence.id], 10)
    assert service.look(OWNER, ["desktop"]).claims == ()
    assert shown(service.next_wake(OWNER)) == "2026-09-02 09:10"
    clock.set("2026-09-02 09:10")
    (claim,) = service.look(OWNER, ["desktop"]).claims
    assert claim.deliveries[0][2].round == 2
    with pytest.raises(InvalidData):
        service.snooze(OWNER, [waiting.occurrence.id], 0)


def test_unanswered_it_is_repeated_and_then_missed(service, remind, clock):
    remind(repeat_minutes=5, repeat_times=2, grace_minutes=30)
    told = []
    for minute in range(35):
        clock.set(f"2026-09-02 09:{minute:02}")
        for claim in service.look(OWNER, ["desktop"]).claims:
            service.told(OWNER, claim)
            told.append(minute)
    assert told == [0, 5, 10]
    assert states(service) == [("2026-09-02 09:00", "missed")]
    assert service.inbox(OWNER) == ()


def test_not_raised_where_the_reading_is_there(service, remind, clock, app):
    remind(type="weight", unless_done=True)
    person = app.journal.default_person(OWNER)
    clock.set("2026-09-02 07:30")
    app.journal.add(OWNER, [Draft("weight", 81.4, "kg", clock.now, 120)], person.id)
    clock.set("2026-09-02 09:00")
    look = service.look(OWNER, ["desktop"])
    assert look.claims == ()
    assert states(service) == [("2026-09-02 09:00", "done")]
    clock.set("2026-09-03 09:00")
    assert len(service.look(OWNER, ["desktop"]).claims) == 1


def test_taken_back_when_the_reading_comes(service, remind, clock, app):
    remind(type="weight", unless_done=True)
    person = app.journal.default_person(OWNER)
    clock.set("2026-09-02 09:00")
    service.look(OWNER, ["desktop"])
    clock.set("2026-09-02 09:20")
    app.journal.add(OWNER, [Draft("weight", 81.4, "kg", clock.now, 120)], person.id)
    assert service.settle(OWNER, person.id, ["steps"]) == 0
    assert service.settle(OWNER, person.id, ["weight"]) == 1
    assert service.inbox(OWNER) == ()
    (one,) = service.between(OWNER, 0, 1 << 52)
    assert service.history(OWNER, one.id)[-1].channel == "reading"


def test_the_answer_of_the_morning_is_not_that_of_the_evening(service, remind, clock, app):
    remind(cron="0 8,20 * * *", type="weight", unless_done=True)
    person = app.journal.default_person(OWNER)
    clock.set("2026-09-02 08:00")
    service.look(OWNER, [])
    clock.set("2026-09-02 08:20")
    app.journal.add(OWNER, [Draft("weight", 81.4, "kg", clock.now, 120)], person.id)
    service.settle(OWNER)
    clock.set("2026-09-02 20:00")
    assert len(service.look(OWNER, ["desktop"]).claims) == 1


@pytest.mark.parametrize(
    ("quiet", "due", "raised"),
    [
        ("22:00-07:00", "23:30", "2026-09-03 07:00"),
        ("22:00-07:00", "03:30", "2026-09-02 07:00"),
        ("12:00-14:00", "13:00", "2026-09-02 14:00"),
        ("12:00-14:00", "14:00", "2026-09-02 14:00"),
        ("", "03:30", "2026-09-02 03:30"),
    ],
)
def test_quiet_hours_hold_it_back(app, service, remind, clock, quiet, due, raised):
    app.settings.set("reminders.quiet", quiet)
    hour, minute = due.split(":")
    remind(cron=f"{minute} {hour} * * *")
    clock.set(f"2026-09-02 {due}")
    look = service.look(OWNER, ["desktop"])
    assert len(look.processed) == 1
    if shown(clock.now) != raised:
        assert look.claims == ()
        assert shown(service.next_wake(OWNER)) == raised
        clock.set(raised)
        look = service.look(OWNER, ["desktop"])
    assert len(look.claims) == 1


def test_one_that_may_come_at_night_does(app, service, remind, clock):
    app.settings.set("reminders.quiet", "22:00-07:00")
    remind(cron="30 3 * * *", in_quiet=True)
    clock.set("2026-09-02 03:30")
    assert len(service.look(OWNER, ["desktop"]).claims) == 1


def test_a_delivery_that_fails_is_tried_again_with_growing_waits(service, remind, clock):
    remind()
    clock.set("2026-09-02 09:00")
    waits = []
    (claim,) = service.look(OWNER, ["service"]).claims
    while True:
        service.not_told(OWNER, claim, "service-unreachable", again=True)
        (waiting,) = service.inbox(OWNER)
        if waiting.deliveries[0].state == "failed":
            break
        before = clock.now
        clock.now = service.next_wake(OWNER)
        waits.append((clock.now - before) // MINUTE)
        (claim,) = service.look(OWNER, ["service"]).claims
    assert waits == [1, 2, 4, 8, 16]
    assert waiting.occurrence.state == "failed"
    assert waiting.occurrence.is_open
    assert kinds(service, waiting.occurrence.id)[-1] == "failed"


def test_one_that_rests_asks_no_more(app, service, remind, clock):
    id_ = remind()
    clock.set("2026-09-02 09:00")
    service.look(OWNER, [])
    Reminders(app.db, app.bus, app.settings, clock).disable(OWNER, id_)
    assert service.inbox(OWNER) == ()
    clock.set("2026-09-03 09:00")
    assert service.look(OWNER, []).processed == ()


def test_a_reminder_that_cannot_be_worked_out_is_told_and_keeps_no_other(
    app, service, remind, clock
):
    broken, well = remind(), remind()
    with app.db.transaction("test") as tx:
        tx.execute("UPDATE health_reminder SET cron_expr='soon' WHERE id=?", (broken,))
    clock.set("2026-09-02 09:00")
    look = service.look(OWNER, [])
    assert [one.id for one in look.processed] == [well]
    assert [(one.id, one.code) for one in look.failed] == [(broken, "cron-count")]
    assert service.look(OWNER, []).failed == ()


def test_what_only_waits_in_the_inbox_is_counted_as_told_there(app, service, remind, clock):
    broken, _ = remind(), remind()
    with app.db.transaction("test") as tx:
        tx.execute("UPDATE health_reminder SET cron_expr='soon' WHERE id=?", (broken,))
    clock.set("2026-09-02 09:00")
    service.look(OWNER, [])
    clock.set("2026-09-03 09:00")
    (claim,) = service.look(OWNER, ["desktop"]).claims
    service.told(OWNER, claim)
    ever = app.metrics.totals(OWNER).ever.counters
    assert ever[REMINDERS_SENT, ("inbox",)] == 1
    assert ever[REMINDERS_SENT, ("desktop",)] == len(claim.deliveries)
    assert ever[REMINDERS_FAILED, ("inbox",)] == 1


def test_ten_thousand_at_once_are_one_claim(app, service, remind, clock):
    remind()
    with app.db.transaction("test") as tx:
        tx.execute(
            "WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)"
            " INSERT INTO health_reminder(uid, person_id, cron_expr, timezone, message, active,"
            " next_run_at, created_at, updated_at) SELECT randomblob(16), person_id, cron_expr,"
            " timezone, message, 1, next_run_at, 0, 0 FROM health_reminder, n"
        )
    clock.set("2026-09-02 09:00")
    look = service.look(OWNER, ["desktop"])
    assert len(look.processed) == 10_000
    (claim,) = look.claims
    assert len({id_ for id_, _, _ in claim.deliveries}) == 10_000
    service.told(OWNER, claim)
    assert {one.occurrence.state for one in service.inbox(OWNER)} == {"sent"}


def test_weeks_count_what_became_of_due_times(service, remind, clock):
    id_ = remind(cron="0 9 * * *", grace_minutes=60)
    for day in range(7, 14):  # Monday to Sunday
        clock.set(f"2026-09-{day:02} 09:00")
        service.look(OWNER, [])
        waiting = service.inbox(OWNER)[-1].occurrence
        if day < 11:
            service.answer(OWNER, [waiting.id], "done")
        elif day < 12:
            service.answer(OWNER, [waiting.id], "skipped")
        clock.set(f"2026-09-{day:02} 11:00")
        service.look(OWNER, [])
    clock.set("2026-09-14 12:00")
    weeks = service.adherence(OWNER, 0, clock.now)
    last = weeks[-1]
    assert (last.reminder_id, last.done, last.skipped, last.missed) == (id_, 4, 1, 2)


def test_a_value_written_before_the_raising_does_not_answer_it(service, remind, clock, app):
    person = app.journal.default_person(OWNER)
    remind(type="weight", asks="value")
    # Journals write by the wall clock, long before this one.
    clock.set("2099-09-02 08:30")
    app.journal.add(OWNER, [Draft("weight", 81.4, "kg", wall_clock(), 0)], person.id)
    service.look(OWNER, ["desktop"])
    assert service.settle(OWNER, person.id, ["weight"]) == 0
    assert service.inbox(OWNER)


def test_a_value_written_after_the_raising_takes_it_back(service, remind, clock, app):
    person = app.journal.default_person(OWNER)
    remind(type="weight", asks="value")
    clock.set("2026-09-02 09:00")
    service.look(OWNER, ["desktop"])
    app.journal.add(OWNER, [Draft("weight", 81.4, "kg", clock.now - 60_000, 120)], person.id)
    assert service.settle(OWNER, person.id, ["weight"]) == 1
    assert states(service) == [("2026-09-02 09:00", "done")]


def test_reminders_of_one_box_count_it_together(service, remind, clock, app):
    """And a taken-back answer puts the dose back for all of them."""
    reminders = Reminders(app.db, app.bus, app.settings, clock)
    box = {"asks": "medication", "medication": "Metformin", "stock": 20.0}
    morning = remind(cron="0 8 * * *", stock_per_dose=2.0, **box)
    evening = remind(cron="0 18 * * *", stock_per_dose=1.0, **{**box, "medication": "metformin"})
    other = remind(cron="0 18 * * *", **{**box, "medication": "Ramipril"})
    clock.set("2026-09-02 08:00")
    service.look(OWNER, [])
    (due,) = (one for one in service.inbox(OWNER) if one.occurrence.reminder.id == morning)
    answered = service.answer(OWNER, [due.occurrence.id], "done")
    left = [reminders.get(OWNER, one).draft.stock for one in (morning, evening, other)]
    assert left == [18.0, 18.0, 20.0]
    app.journal.revert(OWNER, answered.undo)
    left = [reminders.get(OWNER, one).draft.stock for one in (morning, evening, other)]
    assert left == [20.0, 20.0, 20.0]
