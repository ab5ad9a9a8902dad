"""Events reach those who listen, and only them."""

from __future__ import annotations

from healthdesk.domain.events import DatabaseOpened, Event, RecordsChanged
from healthdesk.services.bus import Bus
from tests.guards import ExpectedLogs


def test_listeners_hear_in_order_until_they_stop():
    bus, heard = Bus(), list[Event]()
    stop = bus.subscribe(heard.append)
    bus.publish(DatabaseOpened())
    bus.publish(None)
    stop()
    stop()
    bus.publish(DatabaseOpened())
    assert heard == [DatabaseOpened()]


def test_listener_that_fails_keeps_no_other_from_hearing(expected_logs: ExpectedLogs):
    def fail(_: Event) -> None:
        raise ZeroDivisionError

    expected_logs.expect("healthdesk.bus", "a listener failed")
    bus, heard = Bus(), list[Event]()
    bus.subscribe(fail)
    bus.subscribe(heard.append)
    bus.publish(DatabaseOpened())
    assert heard == [DatabaseOpened()]


def test_listener_may_stop_while_it_is_told():
    bus, heard = Bus(), list[Event]()

    def once(event: Event) -> None:
        heard.append(event)
        stop()

    stop = bus.subscribe(once)
    bus.publish(DatabaseOpened())
    bus.publish(DatabaseOpened())
    assert len(heard) == 1


def test_change_concerns_a_view_of_its_person_type_and_days():
    event = RecordsChanged(1, frozenset({"weight"}), 10, 12, "add", "here")
    assert event.touches(1, "weight", 12, 20)
    assert not event.touches(2, "weight", 12, 20)
    assert not event.touches(1, "steps", 12, 20)
    assert not event.touches(1, "weight", 13, 20)
    everybody = RecordsChanged(None, frozenset(), 10, 12, "import", "here")
    assert everybody.touches(2, "steps", 0, 10)
