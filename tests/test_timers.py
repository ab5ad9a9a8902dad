"""The timers of the systems that are shipped: sound, and each calls the trigger once a minute."""

from __future__ import annotations

import configparser
import plistlib
import xml.etree.ElementTree as ET

from healthdesk.domain.cron import parse
from healthdesk.paths import resource

TASK = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"
CALL = ["healthdesk", "reminders", "trigger"]


class Unit(configparser.ConfigParser):
    """A file of systemd, whose keys are told apart by their case."""

    def optionxform(self, optionstr: str) -> str:
        return optionstr


def unit(name: str) -> configparser.ConfigParser:
    parser = Unit(interpolation=None, strict=True)
    parser.read_string((resource("timers") / name).read_text("utf-8"))
    return parser


def test_systemd_runs_it_each_minute():
    service = unit("healthdesk-reminders.service")
    assert service["Service"]["ExecStart"].split()[1:] == CALL
    assert service["Service"]["Type"] == "oneshot"
    timer = unit("healthdesk-reminders.timer")
    assert timer["Timer"]["OnCalendar"] == "*-*-* *:*:00"
    assert timer["Install"]["WantedBy"] == "timers.target"


def test_cron_runs_it_each_minute():
    lines = (resource("timers") / "crontab").read_text("utf-8").splitlines()
    (line,) = [line for line in lines if not line.startswith("#")]
    fields = line.split()
    assert parse(" ".join(fields[:5])).minutes == tuple(range(60))
    assert fields[5:8] == CALL


def test_windows_runs_it_each_minute():
    task = ET.parse(resource("timers") / "healthdesk-reminders.xml").getroot()  # noqa: S314 - ours
    command = task.find(f"{TASK}Actions/{TASK}Exec")
    assert command is not None
    told = f"{command.findtext(f'{TASK}Command')} {command.findtext(f'{TASK}Arguments')}"
    assert told.replace(".exe", "").split() == CALL
    repeated = f"{TASK}Triggers/{TASK}TimeTrigger/{TASK}Repetition/{TASK}Interval"
    assert task.findtext(repeated) == "PT1M"


def test_launchd_runs_it_each_minute():
    entry = plistlib.loads((resource("timers") / "org.healthdesk.reminders.plist").read_bytes())
    assert entry["ProgramArguments"][1:] == CALL
    assert entry["StartInterval"] == 60
