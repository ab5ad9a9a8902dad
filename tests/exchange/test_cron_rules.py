"""Cron expressions become rules that mean the same days and times."""

from __future__ import annotations

import datetime as dt
from itertools import islice

import pytest

from healthdesk.domain.cron import parse
from healthdesk.exchange import cron_rules


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("0 9 * * *", "FREQ=DAILY;BYHOUR=9;BYMINUTE=0"),
        ("30 8,20 * * *", "FREQ=DAILY;BYHOUR=8,20;BYMINUTE=30"),
        ("*/20 9-11 * * *", "FREQ=DAILY;BYHOUR=9,10,11;BYMINUTE=0,20,40"),
        ("0 9 * * 1-5", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYHOUR=9;BYMINUTE=0"),
        ("0 9 * * sun,7,0", "FREQ=WEEKLY;BYDAY=SU;BYHOUR=9;BYMINUTE=0"),
        ("0 9 1,15 * *", "FREQ=MONTHLY;BYMONTHDAY=1,15;BYHOUR=9;BYMINUTE=0"),
        ("0 9 1 jan,jul *", "FREQ=MONTHLY;BYMONTH=1,7;BYMONTHDAY=1;BYHOUR=9;BYMINUTE=0"),
        ("0 9 * 3 *", "FREQ=DAILY;BYMONTH=3;BYHOUR=9;BYMINUTE=0"),
        ("@daily", "FREQ=DAILY;BYHOUR=0;BYMINUTE=0"),
        ("0 9 */2 * 1", "FREQ=MONTHLY;BYMONTHDAY=" + ",".join(map(str, range(1, 32, 2)))
         + ";BYDAY=MO;BYHOUR=9;BYMINUTE=0"),
        ("0 9 13 * 5", None),
    ],
)  # fmt: skip
def test_rule(text, rule):
    assert cron_rules.rule(parse(text)) == rule


def test_every_few_days():
    cron = parse("0 9 * * *")
    assert cron_rules.rule(cron, 3) == "FREQ=DAILY;INTERVAL=3;BYHOUR=9;BYMINUTE=0"
    times = islice(cron_rules.occurrences(cron, dt.date(2024, 2, 27), 3), 3)
    assert [time.date().isoformat() for time in times] == ["2024-02-27", "2024-03-01", "2024-03-04"]
    assert cron_rules.rule(parse("0 9 1 * *"), 3) is None


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("0 9 13 * 5", ["2024-09-06", "2024-09-13", "2024-09-20", "2024-09-27", "2024-10-04"]),
        ("0 9 29 2 *", ["2028-02-29", "2032-02-29", "2036-02-29", "2040-02-29", "2044-02-29"]),
    ],
)
def test_occurrences(text, days):
    times = cron_rules.occurrences(parse(text), dt.date(2024, 9, 1))
    assert [time.date().isoformat() for time in islice(times, 5)] == days
