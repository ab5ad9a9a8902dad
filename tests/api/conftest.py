"""The interface over a data folder of its own, asked as programs ask it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from healthdesk.api.server import ApiServer
from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER
from tests.opened import app, empty_database, make_app, me

__all__ = ["app", "empty_database", "make_app", "me"]

TOP = Path(__file__).resolve().parent.parent.parent


class Served:
    """A running interface; `client` holds a token that may read and write."""

    def __init__(self, app: App, user: str = "") -> None:
        self.app = app
        self.server = ApiServer(app, user=user)
        self.server.start()
        self.client = self.caller(self.token())

    def token(self, *scopes: str, days: int | None = None) -> str:
        return self.app.tokens.create(OWNER, "test", scopes or ("read", "write"), days)[1]

    def caller(self, token: str | None = None) -> httpx.Client:
        headers = {} if token is None else {"Authorization": f"Bearer {token}"}
        return httpx.Client(base_url=self.server.url, headers=headers, timeout=30, trust_env=False)

    def weight(self, value: float = 81.4, **more: Any) -> dict[str, Any]:
        answer = self.client.post(
            "/api/health/records", json={"type": "weight", "value": value, **more}
        )
        assert answer.status_code == 201, answer.text
        document: dict[str, Any] = answer.json()
        return document

    def close(self) -> None:
        self.client.close()
        assert self.server.stop()


@pytest.fixture
def serve(app: App) -> Iterator[Callable[[], Served]]:
    """Starts the interface, after the test set what it wants."""
    running: list[Served] = []

    def start() -> Served:
        running.append(Served(app))
        return running[-1]

    yield start
    for each in running:
        each.close()


@pytest.fixture
def served(serve: Callable[[], Served], app: App) -> Served:
    app.settings.variables["HEALTHDESK_API_RATE_LIMIT"] = 0
    return serve()


def refused(answer: httpx.Response, status: int, code: str, *fields: str) -> str:
    """The sentence of an error in the shape of all errors; `fields` are those it names."""
    assert answer.status_code == status, answer.text
    document = answer.json()
    assert set(document) == {"error", "code", "details", "request_id"}
    assert document["code"] == code
    assert document["request_id"] == answer.headers["x-request-id"]
    assert set(document["details"]) == set(fields)
    for told in document["details"].values():
        assert told
        assert all(isinstance(text, str) and text for text in told)
    assert answer.headers["content-type"] == "application/json"
    said = str(document["error"])
    for inside in ("Traceback", "Error(", "Errno", "sqlite", "SELECT", ".py", "/home"):
        assert inside not in answer.text
    assert said
    return said
