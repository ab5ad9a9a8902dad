"""What `analytics blood-pressure` tells."""

from __future__ import annotations

from tests.cli.conftest import CommandLine

PERIOD = ("--from", "2026-07-01", "--to", "2026-07-31")


def week(cli: CommandLine, days: int, evenings: int) -> None:
    for day in range(1, days + 1):
        for time in ("7:00", "7:01"):
            cli.add(f"bp 132/84 2026-07-{day:02} {time} #home")
    for day in range(1, evenings + 1):
        for time in ("20:00", "20:01"):
            cli.add(f"bp 128/80 2026-07-{day:02} {time} #home")


def test_class_times_of_day_and_the_week_with_rule_and_source(cli: CommandLine) -> None:
    week(cli, 3, 3)
    answer = cli.json("analytics", "blood-pressure", *PERIOD)["blood_pressure"]
    assert answer["mean"] == {"systolic": 130, "diastolic": 82}
    assert (answer["class"], answer["setting"], answer["n"]) == ("stage-1", "home", 12)
    assert answer["protocol"]["mean"]["n"] == 8
    said = cli.well("analytics", "blood-pressure", *PERIOD).out
    rule = "(AHA/ACC 2025, at home; doi 10.1161/HYP.0000000000000249)"
    assert f"Mean at home 130.0/82.0 mmHg: Hypertension stage 1 {rule}" in said
    assert "Mornings 132.0/84.0 mmHg, evenings 128.0/80.0 mmHg" in said
    assert (
        f"Week at home without its first day 130.0/82.0 mmHg: Hypertension stage 1 {rule}" in said
    )


def test_what_is_missing_is_said(cli: CommandLine) -> None:
    week(cli, 3, 1)
    said = cli.well("analytics", "blood-pressure", *PERIOD).out
    assert "Week at home: 2 evenings are missing" in said


def test_one_reading_has_no_class(cli: CommandLine) -> None:
    cli.add("bp 150/95 2026-07-01 8:00")
    said = cli.well("analytics", "blood-pressure", *PERIOD).out
    assert "Hypertension" not in said
    assert "needs 2 more days" in said
    assert "Latest 150/95 mmHg: In the range ≥135 or ≥85 mmHg" in said


def test_the_latest_reading_tells_its_range_in_the_unit_of_guidelines(cli: CommandLine) -> None:
    cli.add("bp 135/80 2026-07-01 8:00")
    said = cli.well("analytics", "blood-pressure", "--unit", "kPa", *PERIOD).out
    assert "Latest 18.0/10.7 kPa: Systolic in the range ≥135 mmHg" in said


def test_another_guideline_and_another_place(cli: CommandLine) -> None:
    week(cli, 3, 3)
    before = cli.digest()
    cli.well("settings", "set", "blood_pressure.guideline", "esc-2024")
    said = cli.well("analytics", "blood-pressure", *PERIOD).out
    assert "Elevated (ESC 2024, at home; doi 10.1093/eurheartj/ehae178, not confirmed)" in said
    assert cli.digest() == before


def test_a_night(cli: CommandLine) -> None:
    for n in range(20):
        cli.add(f"bp 130/80 2026-07-01 {9 + n // 2}:{n % 2 * 30:02} #24h")
    for n in range(7):
        cli.add(f"bp 117/70 2026-07-02 {1 + n // 2}:{n % 2 * 30:02} #24h")
    for time in ("7:00", "8:00"):
        cli.add(f"bp 127/78 2026-07-02 {time} #24h")
    said = cli.well("analytics", "blood-pressure", *PERIOD).out
    assert "By night 10 % below the day (systolic)" in said
    assert "Rise in the morning: 10.0 mmHg (systolic)" in said
