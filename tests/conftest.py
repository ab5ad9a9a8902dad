"""Fixtures of all tests: a home, a time zone and a clock of their own, and the guards."""

from __future__ import annotations

import os

# Before anything loads Qt, which reads it once.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

import datetime as dt
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest

pytest_plugins = ["tests.guards"]

# A shell's background job, as continuous integration may be, starts with Ctrl+C switched off,
# and so would every program the tests start.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

hypothesis.settings.register_profile("healthdesk", deadline=None, print_blob=True)
# The same examples on every run: what fails on one machine fails on all.
hypothesis.settings.register_profile(
    "ci", hypothesis.settings.get_profile("healthdesk"), derandomize=True
)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "healthdesk")

OWN_VARIABLES = ("HEALTH", "ENABLE_HEALTH_MGMT", "PROMETHEUS_METRICS_ENABLED")
XDG_FOLDERS = {
    "XDG_DATA_HOME": ".local/share",
    "XDG_STATE_HOME": ".local/state",
    "XDG_CONFIG_HOME": ".config",
    "XDG_CACHE_HOME": ".cache",
    "XDG_RUNTIME_DIR": "run",
}


@pytest.fixture(autouse=True)
def _own_surroundings(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """Nothing of the person running the tests is seen or touched: home, settings, zone."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    for variable, folder in XDG_FOLDERS.items():
        place = home / folder
        place.mkdir(mode=0o700, parents=True)
        monkeypatch.setenv(variable, str(place))
    for variable in list(os.environ):
        if variable.startswith(OWN_VARIABLES):
            monkeypatch.delenv(variable)
    for variable in ("LANG", "LC_ALL"):
        monkeypatch.setenv(variable, "C.UTF-8")
    monkeypatch.delenv("LANGUAGE", raising=False)
    # Nobody's desktop is written on.
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("TZ", "UTC")
    _take_up_zone()
    yield
    monkeypatch.undo()
    _take_up_zone()


def _take_up_zone() -> None:
    if hasattr(time, "tzset"):  # Windows has its zone from elsewhere
        time.tzset()


@pytest.fixture
def set_time_zone(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Put the computer in a zone until the end of the test: `set_time_zone("Europe/Berlin")`."""

    def set_to(zone: str) -> None:
        monkeypatch.setenv("TZ", zone)
        _take_up_zone()

    return set_to


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """An empty data folder, closed to others as the program's own is."""
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    return folder


class Clock:
    """A clock that stands still until it is told to go on. Called, it tells milliseconds."""

    def __init__(self, now: dt.datetime) -> None:
        self.now = now

    def __call__(self) -> int:
        return round(self.now.timestamp() * 1000)

    def advance(self, **by: float) -> None:
        """Go on by so much: `clock.advance(hours=2)`, as `datetime.timedelta` takes it."""
        self.now += dt.timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    """Thursday, 12 November 2026, eight in the morning, UTC."""
    return Clock(dt.datetime(2026, 11, 12, 8, tzinfo=dt.UTC))
