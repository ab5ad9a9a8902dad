"""The benchmarks run, in a size that says nothing about speed, and give every figure."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from healthdesk.domain.accounts import OWNER
from tests.benchmarks.figures import Plan, Row, table
from tests.benchmarks.filled_folder import filled, opened
from tests.benchmarks.run import rows
from tests.benchmarks.soak import soak
from tests.opened import digest, verified

FIGURES = {
    "first painted window, offscreen",
    "Today filled, offscreen",
    "healthdesk add, whole process",
    "saving one reading, weight",
    "saving one reading, blood-pressure",
    "saving one reading, steps",
    "saving one reading, sleep-duration",
    "a write with its rollups, weight",
    "a write with its rollups, heart-rate",
    "a write with its rollups, steps",
    "a write with its rollups, sleep-duration",
    "keystroke to preview",
    "series of one type, all time",
    "page at 1800",
    "page at 1000",
    "last page of one type",
    "Today's cards",
    "records page, open: longest block",
    "records page, jump to the end: longest block",
    "records page, filter by type: longest block",
    "records page, clear the filter: longest block",
    "window while importing: longest block",
    "Apple Health import",
    "Apple Health import, encrypted",
    "Apple Health import, again",
    "Apple Health import, peak memory",
    "Apple Health import, a thousand records",
    "Apple Health import, peak memory of a larger one",
    "bulk storing",
    "CSV in",
    "CSV out",
    "idle window, offscreen",
    "report of one year, 3 types",
    "daily series of 10 years, first look",
    "daily series of 10 years",
    "daily series of 10 years beside GROUP BY",
    "daily series of 10 years beside DuckDB",
    "all figures of 10 years, first look",
    "all figures of 10 years, kept",
    "all glucose figures",
    "chart frame beside pyqtgraph",
    "chart frame, 95 of 100",
    "chart frame with all layers, 95 of 100",
    "chart memory beside the readings",
    "charts page, first picture",
    "charts page, moving: 95 of 100 frames",
    "catching up with due reminders, each",
    "next wake-up",
    "next time of a reminder",
    "window while reminders are told: longest block",
    "page of reminders while they are told: longest block",
    "page of reminders opened: longest block",
    "GET records, 95 of 100",
    "GET records at half the pace, 95 of 100",
    "GET records, page after page, 95 of 100",
    "GET records, page after page at half the pace, 95 of 100",
    "GET analytics, 95 of 100",
    "GET analytics at half the pace, 95 of 100",
    "GET goals, 95 of 100",
    "GET goals at half the pace, 95 of 100",
    "POST record, 95 of 100",
    "POST record at half the pace, 95 of 100",
    "GET metrics, 95 of 100",
    "memory after so many requests more",
    "a request counted and limited",
    "window's start, interface off",
}


@pytest.mark.slow
@pytest.mark.timeout(600)  # every measurement once, small, some of them whole programs
def test_every_figure_is_taken(tmp_path: Path):
    taken = list(rows(Plan.tiny(tmp_path)))
    assert {row.name for row in taken} == FIGURES
    assert len(taken) == len(FIGURES)
    assert all(row.ours > 0 or row.unit == "%" for row in taken)
    assert len(table(taken).splitlines()) == len(FIGURES) + 1
    json.dumps([row.as_json() for row in taken])


def test_made_up_readings_are_sound_and_the_same_each_time(tmp_path: Path):
    digests = []
    for name in ("one", "other"):
        app = opened(filled(tmp_path / name, 1_500))
        try:
            verified(app)
            assert app.keeper.digest(OWNER)["records"] == 1_500
            digests.append(digest(app))
        finally:
            app.close()
    assert digests[0] == digests[1]


def test_goal_is_of_the_ratio_where_there_are_two_sides():
    assert Row("beside", 30, "ms", 2.0, base=15).holds
    assert not Row("beside", 31, "ms", 2.0, base=15).holds
    assert Row("alone", 5, "ms", 5.0).holds
    assert not Row("alone", 5.1, "ms", 5.0).holds


def test_soak_goes_on_where_it_ended(tmp_path: Path):
    file, done = tmp_path / "soak.json", list[str]()

    def well(name: str) -> list[dict[str, object]]:
        done.append(name)
        return [Row(name, 1.0, "ms", 2.0).as_json()]

    def badly(name: str) -> None:
        raise subprocess.SubprocessError(name)

    assert not soak({"saving": well, "reading": badly}, file)
    assert soak({"saving": well, "reading": well}, file)
    assert done == ["saving", "reading"]
