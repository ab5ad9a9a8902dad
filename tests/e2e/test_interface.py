"""Another program posts a reading over HTTP, and the open chart moves."""

from __future__ import annotations

import socket

import httpx

from tests.e2e.desktop import Program, run_command, wait_for

RECORDS = "/api/health/records"


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def test_a_reading_posted_over_http_moves_the_open_chart(start, desktop, data_dir, tmp_path):
    run_command(data_dir, "add", "weight 81.5")
    run_command(data_dir, "settings", "set", "api.port", str(free_port()))
    run_command(data_dir, "settings", "set", "api.enabled", "true")
    port = run_command(data_dir, "settings", "get", "api.port")["value"]
    token = run_command(data_dir, "api", "token", "create")["token"]
    program: Program = start()
    program.ready()
    program.go(3)
    program.shows("Weight from .* 1 reading, .* highest 81.5 kg", selected="Charts")
    before = desktop.screenshot(tmp_path / "before.png").read_bytes()
    with httpx.Client(
        base_url=f"http://127.0.0.1:{port}", headers={"Authorization": f"Bearer {token}"},
        trust_env=False, timeout=30,
    ) as client:  # fmt: skip
        wait_for("the interface", lambda: answers(client))
        posted = client.post(RECORDS, json={"type": "weight", "value": 96.5})
        assert posted.status_code == 201
        # What a screen reader is told of the chart, and what is drawn.
        program.shows("Weight from .* 2 readings, .* highest 96.5 kg", selected="Charts")
        assert desktop.screenshot(tmp_path / "after.png").read_bytes() != before
        gone = client.delete(f"{RECORDS}/{posted.json()['id']}")
        assert gone.status_code == 204
        program.shows("Weight from .* 1 reading, .* highest 81.5 kg", selected="Charts")
    assert program.quit() == 0


def answers(client: httpx.Client) -> bool:
    try:
        return client.get("/api/health/status").status_code == 200
    except httpx.TransportError:
        return False
