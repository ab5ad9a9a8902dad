"""The window beside other processes: a second start, a restore, the end of a session."""

from __future__ import annotations

import signal
import subprocess
import sys

from tests.e2e.desktop import ROOT, Program, log_lines, run_command, wait_for


def front_window(desktop) -> str:
    return str(desktop.run("xdotool", "getactivewindow", check=False).stdout.strip())


def begin(desktop, data_dir, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Start the program and wait for its end."""
    return subprocess.run(
        [sys.executable, "-m", "healthdesk", "--data-dir", str(data_dir), *arguments],
        cwd=ROOT,
        env=desktop.environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_a_second_start_brings_the_first_window_forward_and_ends(start, desktop, data_dir):
    program: Program = start()
    program.ready()
    desktop.run("xdotool", "windowminimize", "--sync", program.window)
    wait_for("the minimizing", lambda: front_window(desktop) != program.window)
    second = begin(desktop, data_dir)
    assert (second.returncode, second.stdout, second.stderr) == (0, "", "")
    wait_for("the first window in front", lambda: front_window(desktop) == program.window)
    desktop.enter("weight 81.35")
    wait_for("the reading", program.readings)


def test_a_restore_beside_the_window_is_seen_in_it(start, desktop, data_dir, tmp_path):
    saved = tmp_path / "saved.db"
    run_command(data_dir, "add", "weight 81.35")
    run_command(data_dir, "db", "backup", "--out", str(saved))
    run_command(data_dir, "add", "weight 79.15")
    program: Program = start()
    program.ready()
    program.shows("Weight: 79.[12]")
    run_command(data_dir, "db", "restore", str(saved))
    program.shows("Weight: 81.[34]", seconds=15)
    assert [row["value"] for row in program.readings()] == [81.35]
    # And it goes on from there.
    desktop.key("ctrl+n")
    desktop.enter("weight 78.25")
    wait_for("the reading", lambda: len(program.readings()) == 2)
    assert program.quit() == 0
    assert run_command(data_dir, "db", "verify")["ok"] is True


def test_the_end_of_the_session_closes_the_window_in_order(start, data_dir):
    program: Program = start()
    program.ready()
    program.process.send_signal(signal.SIGTERM)
    assert program.process.wait(10) == 0
    assert not (data_dir / "healthdesk.db-wal").exists()


def test_the_program_tries_itself(desktop, data_dir):
    tried = begin(desktop, data_dir, "--smoke")
    assert (tried.returncode, tried.stdout, tried.stderr) == (0, "", "")
    assert all(line["level"] in {"debug", "info"} for line in log_lines(data_dir))


def test_what_was_acknowledged_outlives_a_kill(start, desktop, data_dir):
    program: Program = start()
    desktop.enter("weight 81.35")
    program.shows("^Added: Weight")
    for value in range(20):
        desktop.enter(f"weight {80 + value}.25")
    desktop.type("bp 128/8")
    acknowledged = {row["value"] for row in program.readings("--limit", "0")}
    program.process.kill()
    program.process.wait(10)
    kept = {row["value"] for row in run_command(data_dir, "records", "list", "--limit=0")["data"]}
    assert acknowledged <= kept
    assert 81.35 in kept
    assert run_command(data_dir, "db", "verify", "--deep")["ok"] is True
    again: Program = start()
    again.shows("Weight: ", selected="Today")
    desktop.enter("weight 85.15")
    again.shows("^Added: Weight")
    assert {row["value"] for row in again.readings("--limit", "0")} == kept | {85.15}
