"""Maintenance mode: everybody stays away from the data but those who look after it."""

from __future__ import annotations

import threading

import pytest

from healthdesk.domain.events import DatabaseClosed, DatabaseOpened, Event
from tests.cli.conftest import CommandLine
from tests.opened import open_folder


@pytest.fixture
def closed(cli: CommandLine) -> CommandLine:
    cli.add("weight 80")
    cli.well("maintenance", "on")
    return cli


@pytest.mark.parametrize(
    "words",
    [("add", "weight 81"), ("records", "list"), ("export", "csv", "--out", "-"),
     ("reminders", "trigger"), ("demo",), ("analytics", "weight"), ("persons", "add", "Ada")],
)  # fmt: skip
def test_others_are_refused(closed: CommandLine, words):
    assert "maintenance off" in closed.refused(4, *words)


@pytest.mark.parametrize(
    "words",
    [("db", "verify"), ("db", "backup"), ("db", "digest"), ("db", "upgrade"),
     ("db", "health-check"), ("metrics", "show"), ("metrics", "report"), ("settings", "list"),
     ("maintenance", "status"), ("doctor",)],
)  # fmt: skip
def test_who_looks_after_it_goes_on(closed: CommandLine, words):
    closed.well(*words)


def test_down_and_up_and_restored_while_it_is_on(closed: CommandLine):
    backup = closed.json("db", "backup")["path"]
    before = closed.digest()
    closed.well("db", "downgrade", "0006")
    closed.well("db", "upgrade")
    closed.well("db", "restore", backup)
    assert closed.json("maintenance", "status")["on"]
    assert closed.digest() == before


def test_off_again_everything_is_there(closed: CommandLine):
    assert closed.json("maintenance", "off") == {"on": False, "since": None, "processes": []}
    closed.add("weight 81")
    assert closed.json("records", "list")["pagination"]["total"] == 2


def test_status_and_its_beginning(cli: CommandLine):
    assert cli.json("maintenance", "status") == {"on": False, "since": None, "processes": []}
    first = cli.json("maintenance", "on")
    assert first["on"] is True
    assert first["since"].endswith("+00:00")
    assert cli.json("maintenance", "on") == first, "it keeps its beginning"
    assert cli.json("maintenance", "status") == first


def test_the_checklist_tells_of_it(closed: CommandLine):
    checks = closed("doctor", "--monitoring", "--json").document["checks"]
    (found,) = [check for check in checks if check["name"] == "maintenance"]
    assert not found["ok"]


def test_who_has_the_file_open_lets_go_and_comes_back(cli: CommandLine):
    cli.add("weight 80")
    app = open_folder(cli.folder)
    try:
        heard: list[type] = []
        back = threading.Event()

        def hear(event: Event) -> None:
            heard.append(type(event))
            if isinstance(event, DatabaseOpened):
                back.set()

        app.bus.subscribe(hear)
        app.watch.start()
        # Another process: this one would not wait for itself.
        assert cli.process("maintenance", "on").status == 0
        assert not app.db.is_open
        assert cli.process("maintenance", "off").status == 0
        assert back.wait(30)
        assert heard == [DatabaseClosed, DatabaseOpened]
        assert app.db.is_open
    finally:
        app.close()


def test_who_does_not_let_go_is_named(cli: CommandLine):
    cli.add("weight 80")
    app = open_folder(cli.folder)
    try:
        done = cli.process("maintenance", "on")
        assert done.status == 1
        assert "healthdesk (" in done.err
    finally:
        app.close()


def test_a_group_without_its_verb_prints_help(cli: CommandLine):
    assert cli("maintenance").status == 2
