"""A window while it imports: how long its main thread was ever kept from its events."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from tests.benchmarks.figures import Plan, Row
from tests.benchmarks.filled_folder import copied, filled
from tests.benchmarks.processes import answer_of, environment, python

GOAL_MS = 50.0
DEVICE = (
    "&lt;&lt;HKDevice: 0x2a&gt;, name:Watch, manufacturer:Maker, model:Watch,"
    " hardware:W1, software:10.1&gt;"
)


def rows(plan: Plan) -> list[Row]:
    source = apple_export(plan.folder / f"apple-{plan.some}.xml", plan.some)
    data = copied(filled(plan.folder, min(plan.some, 10_000)), plan.folder / "importing")
    told = answer_of(
        python("-m", "tests.benchmarks.window_process", "import", str(data), str(source)),
        environment(plan.folder / "home"),
    )
    if told["added"] != plan.some:
        raise ValueError(f"{told['added']} of {plan.some} readings were added")
    note = f"{plan.some} readings in {told['took'] / 1000:.1f} s"
    return [Row("window while importing: longest block", told["gap"], "ms", GOAL_MS, note=note)]


def apple_export(path: Path, count: int) -> Path:
    """An export of so many heart rates and steps, a minute apart."""
    if path.exists():
        return path
    begin = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
    part = path.with_suffix(".part")
    with part.open("w", encoding="utf-8") as file:
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n<HealthData locale="en_GB">\n')
        file.write(' <ExportDate value="2026-06-01 08:00:00 +0000"/>\n')
        for number in range(count):
            at = begin + dt.timedelta(minutes=number)
            walked = number % 4 == 0
            kind, unit = ("StepCount", "count") if walked else ("HeartRate", "count/min")
            until = at + dt.timedelta(seconds=40 if walked else 0)
            file.write(
                f' <Record type="HKQuantityTypeIdentifier{kind}" sourceName="Watch"'
                f' sourceVersion="10.1" device="{DEVICE}" unit="{unit}"'
                f' creationDate="{_stamp(until)}" startDate="{_stamp(at)}"'
                f' endDate="{_stamp(until)}" value="{60 + number * 7 % 50}"/>\n'
            )
        file.write("</HealthData>\n")
    part.replace(path)
    return path


def _stamp(moment: dt.datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M:%S +0000")
