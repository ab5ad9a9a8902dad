"""What `analytics` tells of the rhythm of the day and of changes of the level."""

from __future__ import annotations

from tests.cli.conftest import CommandLine


def test_rhythm_in_words(cli: CommandLine) -> None:
    lines = [
        f"hr {60 + (10 if 12 <= hour < 22 else 0) + day % 3} 2026-07-{day:02} {hour}:00"
        for day in range(1, 9)
        for hour in range(24)
    ]
    for line in lines:
        cli.add(line)
    said = cli.well("analytics", "heart-rate", "--from", "2026-07-01", "--to", "2026-07-08").out
    assert "Over the whole day 65.2917 (" in said
    assert "highest at 16:30 (" in said
    assert "Changes of the level – needs 13 more days" in said


def test_change_of_the_level_in_words(cli: CommandLine) -> None:
    for day in range(1, 31):
        cli.add(f"weight {80 + day % 2 / 10 + 4 * (day > 15)} 2026-07-{day:02} 8:00")
    said = cli.well("analytics", "weight", "--from", "2026-07-01", "--to", "2026-07-30").out
    assert "Another level since 2026-07-16: 84.0467, before that 80.0533" in said


def test_withheld_rhythm_says_why(cli: CommandLine) -> None:
    for day in range(1, 9):
        cli.add(f"temp 36.{day} 2026-07-{day:02} 8:00")
    said = cli.well("analytics", "body-temperature", "--from", "2026-07-01", "--to", "2026-07-08")
    assert "Daily rhythm – needs readings in 18 of the 24 hours of the day" in said.out
    assert "and has 1" in said.out


def test_sleep_in_words(cli: CommandLine) -> None:
    cli.well("demo")
    said = cli.well("analytics", "sleep-duration").out
    assert "% of the time in bed" in said
    assert "Asleep from " in said
    assert "Sleep regularity: " in said
    assert "Social jet lag: " in said


def test_too_little_sleep_says_what_is_missing(cli: CommandLine) -> None:
    cli.add("sleep 7h 2026-07-02 8:00")
    said = cli.well("analytics", "sleep-duration", "--from", "2026-07-01", "--to", "2026-07-05").out
    assert "Social jet lag – needs 4 more nights before a free day" in said
    assert "Sleep regularity – needs 7 more nights right after another one" in said


def test_heart_and_activity_in_words(cli: CommandLine) -> None:
    for day in range(1, 29):
        cli.add(f"steps {9000 if day > 21 else 6000} 2026-07-{day:02}")
        cli.add(f"rhr 58 2026-07-{day:02} 8:00")
    period = ("--from", "2026-07-01", "--to", "2026-07-28")
    said = cli.well("analytics", "steps", *period).out
    assert "Active on 7 of 28 days" in said
    assert "Load of the last 7 days 9,000 a day, of the 21 days before 6,000" in said
    said = cli.well("analytics", "resting-heart-rate", *period).out
    assert "Resting pulse 58" in said
    assert "Time in zones – the birth date is not known" in said
