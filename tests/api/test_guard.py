"""What stands before every address: hosts, pages, methods, tokens, sizes, rates, switches."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from healthdesk.api.guard import BODY_MAX, DEPTH_MAX, check_json
from healthdesk.api.rates import Rates
from healthdesk.api.refusals import Refusal
from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER
from tests.api.conftest import Served, refused

RECORDS = "/api/health/records"
JSON = {"Content-Type": "application/json"}
SECRET = "0123456789abcdefghijklmnopqrstuvwxyz"  # noqa: S105 - of the tests
OPEN = (
    "/api/health/status", "/api/feature-flags/health", "/api/metrics", "/api/openapi.json",
)  # fmt: skip


class TestHosts:
    @pytest.mark.parametrize("host", ["localhost", "LOCALHOST:80", "127.0.0.1:1", "[::1]:8765"])
    def test_of_this_computer(self, served: Served, host: str):
        assert served.client.get(RECORDS, headers={"Host": host}).status_code == 200

    @pytest.mark.parametrize(
        "host", ["example.org", "127.0.0.1.example.org", "localhost.example.org", "10.0.0.1",
                 "localhost@example.org", "192.168.1.1", "127.0.0.1:x", ""],
    )  # fmt: skip
    @pytest.mark.parametrize("path", [RECORDS, "/api/health/status", "/nowhere"])
    def test_of_others(self, served: Served, host: str, path: str):
        answer = served.client.get(path, headers={"Host": host})
        refused(answer, 403, "FORBIDDEN")

    @pytest.mark.parametrize(
        "headers",
        [
            {"Origin": "https://example.org"}, {"Origin": "null"},
            {"Origin": "http://localhost:3000"}, {"Sec-Fetch-Site": "cross-site"},
            {"Origin": "https://example.org", "Access-Control-Request-Method": "POST"},
        ],
    )  # fmt: skip
    @pytest.mark.parametrize("method", ["GET", "OPTIONS", "POST"])
    def test_pages_of_other_origins(self, served: Served, headers: dict[str, str], method: str):
        answer = served.client.request(method, RECORDS, headers=headers)
        refused(answer, 403, "FORBIDDEN")
        assert not [name for name in answer.headers if name.startswith("access-control")]


class TestPlaces:
    @pytest.mark.parametrize(
        "path", ["/", "/api", "/api/health", "/api/health/", f"{RECORDS}/", f"/{RECORDS}",
                 "/api/health/%72ecords%00", "/docs", "/openapi.json", "/api/health/records/1/2",
                 "/api/health/export/exe", "/etc/passwd", "/api/health/..%2f..%2fetc/passwd"],
    )  # fmt: skip
    def test_that_are_none(self, served: Served, path: str):
        refused(served.client.get(path), 404, "NOT_FOUND")

    @pytest.mark.parametrize("method", ["DELETE", "PUT", "OPTIONS", "HEAD", "TRACE", "NONSENSE"])
    def test_methods_that_are_none(self, served: Served, method: str):
        answer = served.client.request(method, RECORDS)
        assert answer.status_code == 405
        assert answer.headers["allow"] == "GET, POST"
        if method != "HEAD":
            refused(answer, 405, "METHOD_NOT_ALLOWED")


class TestTokens:
    @pytest.mark.parametrize(
        "header", [None, "", "Bearer", "Basic abc", "Bearer x", "Bearer hd_1_short",
                   f"Bearer hd_1_{'a' * 43}", f"Bearer hd_{'9' * 18}_{'a' * 43}",
                   "Bearer hd_1_" + "ä" * 43],
    )  # fmt: skip
    def test_that_are_none(self, served: Served, header: str | None):
        with served.caller() as caller:
            headers = [] if header is None else [(b"Authorization", header.encode("latin-1"))]
            answer = caller.get(RECORDS, headers=headers)
        refused(answer, 401, "UNAUTHORIZED")
        assert answer.headers["www-authenticate"] == "Bearer"

    def test_revoked_opens_nothing(self, served: Served):
        token, text = served.app.tokens.create(OWNER)
        served.app.tokens.revoke(OWNER, token.id)
        with served.caller(text) as caller:
            refused(caller.get(RECORDS), 401, "UNAUTHORIZED")

    def test_scopes(self, served: Served):
        served.weight()
        body = {"type": "weight", "value": 80}
        with served.caller(served.token("read")) as reader:
            assert reader.get(RECORDS).status_code == 200
            refused(reader.post(RECORDS, json=body), 403, "FORBIDDEN")
            refused(reader.delete(f"{RECORDS}/1"), 403, "FORBIDDEN")
        with served.caller(served.token("write")) as writer:
            assert writer.post(RECORDS, json=body).status_code == 201
        with served.caller(served.token("metrics")) as scraper:
            refused(scraper.get(RECORDS), 403, "FORBIDDEN")
            assert scraper.get("/api/metrics").status_code == 200

    @pytest.mark.parametrize("path", OPEN)
    def test_not_needed_where_nothing_is_personal(self, served: Served, path: str):
        with served.caller() as caller:
            assert caller.get(path).status_code == 200

    @pytest.mark.parametrize("path", OPEN)
    def test_needed_there_too_where_all_is_protected(self, served: Served, path: str):
        served.app.settings.set("api.protect_all", True)
        with served.caller() as caller, served.caller(served.token("metrics")) as scraper:
            refused(caller.get(path), 401, "UNAUTHORIZED")
            assert scraper.get(path).status_code == 200


class TestTrigger:
    PATH = "/api/health/reminders/trigger"

    def ask(self, served: Served, secret: str | None) -> httpx.Response:
        with served.caller(secret) as caller:
            return caller.post(self.PATH)

    def test_with_its_secret(self, served: Served):
        served.app.settings.variables["HEALTH_REMINDER_CRON_SECRET"] = SECRET
        document = self.ask(served, SECRET).json()
        assert set(document) == {"message", "processed", "failed", "timestamp", "details"}
        assert (document["processed"], document["failed"]) == (0, 0)
        assert document["details"] == {"successful": [], "failed": []}
        status = served.client.get("/api/health/reminders/status").json()
        assert status["last_trigger_at"] is not None

    @pytest.mark.parametrize("secret", [None, "x", SECRET[:-1], SECRET + "x"])
    def test_without_it(self, served: Served, secret: str | None):
        served.app.settings.variables["HEALTH_REMINDER_CRON_SECRET"] = SECRET
        refused(self.ask(served, secret), 401, "UNAUTHORIZED")

    def test_a_token_is_no_secret(self, served: Served):
        served.app.settings.variables["HEALTH_REMINDER_CRON_SECRET"] = SECRET
        refused(served.client.post(self.PATH), 401, "UNAUTHORIZED")

    @pytest.mark.parametrize("weak", ["", "short", "a" * 64, "abcdefghij" * 5, "0123456789ab" * 3])
    def test_one_that_is_weak_or_not_there_opens_nothing(self, served: Served, weak: str):
        if weak:
            served.app.settings.variables["HEALTH_REMINDER_CRON_SECRET"] = weak
        refused(self.ask(served, weak or None), 401, "UNAUTHORIZED")


class TestBodies:
    def test_too_large(self, served: Served):
        text = json.dumps({"type": "weight", "value": 80, "note": "x" * 10_000_000})
        answer = served.client.post(RECORDS, content=text, headers=JSON)
        refused(answer, 413, "TOO_LARGE")

    def test_too_large_without_saying_so(self, served: Served):
        def parts():
            for _ in range(BODY_MAX // 1000 + 2):
                yield b" " * 1000

        refused(served.client.post(RECORDS, content=parts(), headers=JSON), 413, "TOO_LARGE")

    @pytest.mark.parametrize(
        "text",
        [
            b"", b"{", b"nonsense", b'{"value": NaN}', b'{"value": Infinity}', b"\xff\xfe",
            b'{"value": 1, "value": 2}', b'{"value": 01}', b"{} {}", b"[" * 100_000,
            b'{"a":' * 50 + b"1" + b"}" * 50, b"9" * 5000, b"\x00",
        ],
    )  # fmt: skip
    @pytest.mark.parametrize("method", ["POST", "PUT"])
    def test_that_are_no_json(self, served: Served, text: bytes, method: str):
        path = RECORDS if method == "POST" else f"{RECORDS}/{served.weight()['id']}"
        answer = served.client.request(method, path, content=text, headers=JSON)
        refused(answer, 400, "BAD_REQUEST")

    @pytest.mark.parametrize("media", ["text/plain", "application/xml", "", "application/jsonp"])
    def test_of_another_kind(self, served: Served, media: str):
        answer = served.client.post(
            RECORDS, content=b'{"type":"weight","value":80}', headers={"Content-Type": media}
        )
        refused(answer, 415, "UNSUPPORTED_MEDIA_TYPE")

    @given(
        some.recursive(
            some.none() | some.booleans() | some.integers() | some.text(max_size=5),
            lambda inner: (
                some.lists(inner, max_size=3)
                | some.dictionaries(some.text(max_size=3), inner, max_size=3)
            ),
        )
    )
    def test_plain_json_of_little_depth_is_taken(self, document: object):
        check_json(json.dumps(document).encode())

    @pytest.mark.parametrize("sign", ["[]", "{}"])
    def test_depth_is_bounded(self, sign: str):
        def nested(depth: int) -> bytes:
            inside = {"[]": "[%s]", "{}": '{"a":%s}'}[sign]
            text = "1"
            for _ in range(depth):
                text = inside % text
            return text.encode()

        check_json(nested(DEPTH_MAX))
        with pytest.raises(Refusal):
            check_json(nested(DEPTH_MAX + 1))


class TestRates:
    def test_every_answer_says_how_one_stands(self, serve: Callable[[], Served], app: App):
        app.settings.set("api.rate_limit", 5)
        served = serve()
        left = []
        for path in (RECORDS, "/nowhere", f"{RECORDS}/77", f"{RECORDS}?limit=x"):
            answer = served.client.get(path)
            assert answer.headers["ratelimit-limit"] == "5"
            assert 0 < int(answer.headers["ratelimit-reset"]) <= 60
            left.append((path, int(answer.headers["ratelimit-remaining"])))
        own = [remaining for path, remaining in left if path != "/nowhere"]
        assert own == [4, 3, 2]

    def test_who_asks_too_often_waits(self, serve: Callable[[], Served], app: App):
        app.settings.set("api.rate_limit", 3)
        served = serve()
        for _ in range(3):
            assert served.client.get(RECORDS).status_code == 200
        answer = served.client.get(RECORDS)
        refused(answer, 429, "RATE_LIMITED")
        assert answer.headers["ratelimit-remaining"] == "0"
        assert answer.headers["retry-after"] == answer.headers["ratelimit-reset"]
        with served.caller(served.token()) as somebody:
            assert somebody.get(RECORDS).status_code == 200

    def test_guessing_tokens_is_slow(self, serve: Callable[[], Served], app: App):
        app.settings.set("api.rate_limit", 3)
        served = serve()
        statuses = []
        for number in range(6):
            with served.caller(f"guess-{number}") as guesser:
                statuses.append(guesser.get(RECORDS).status_code)
        assert statuses == [401, 401, 401, 429, 429, 429]
        assert served.client.get(RECORDS).status_code == 200

    def test_a_minute_later_all_is_new(self):
        now = [1000.0]
        rates = Rates(lambda: 2, lambda: now[0])
        assert [rates.hit("a").allowed for _ in range(3)] == [True, True, False]
        now[0] += 60
        standing = rates.hit("a")
        assert (standing.allowed, standing.remaining, standing.reset) == (True, 1, 60)

    def test_no_limit(self):
        assert Rates(lambda: 0).hit("a") is None


class TestSwitches:
    def test_off_touches_nothing_and_comes_back(self, served: Served):
        served.weight()
        served.app.settings.variables["ENABLE_HEALTH_MGMT"] = False
        for method, path in (("GET", RECORDS), ("DELETE", f"{RECORDS}/1"), ("GET", OPEN[3])):
            answer = served.client.request(method, path)
            refused(answer, 503, "FEATURE_DISABLED")
            assert int(answer.headers["retry-after"]) > 0
        for path in OPEN[:3]:
            assert served.client.get(path).status_code == 200
        flag = served.client.get(OPEN[1]).json()
        assert flag == {"enabled": False, "reason": "off"}
        del served.app.settings.variables["ENABLE_HEALTH_MGMT"]
        assert served.client.get(RECORDS).json()["pagination"]["total"] == 1

    def test_of_one_user(self, served: Served):
        variables = served.app.settings.variables
        variables["ENABLE_HEALTH_MGMT"] = False
        variables["HEALTH_MGMT_INTERNAL_USERS"] = "ada@example.org"
        answer = served.client.get(OPEN[1], headers={"User-ID": "ADA@Example.org"})
        assert answer.json() == {"enabled": True, "reason": "internal"}
        assert served.client.get(OPEN[1]).json() == {"enabled": False, "reason": "off"}

    def test_of_the_account_it_was_started_for(self, app: App):
        """As the window beside it has it."""
        app.settings.set("user", "ben@example.org")
        variables = app.settings.variables
        variables["ENABLE_HEALTH_MGMT"] = False
        variables["HEALTH_MGMT_INTERNAL_USERS"] = "ada@example.org"
        for user, status in (("ada@example.org", 200), ("", 503), ("ben@example.org", 503)):
            with contextlib.closing(Served(app, user)) as served:
                assert served.client.get(RECORDS).status_code == status
                assert served.client.get(OPEN[1]).json()["enabled"] == (status == 200)

    def test_away_for_maintenance(self, served: Served):
        served.app.db.close()
        refused(served.client.get(RECORDS), 503, "MAINTENANCE")
        status = served.client.get("/api/health/status")
        assert status.status_code == 503
        assert (status.json()["status"], status.json()["database"]) == ("unavailable",) * 2
        served.app.db.open(create=False)
        assert served.client.get(RECORDS).status_code == 200


def test_a_bug_is_told_without_its_inside(served: Served, expected_logs, monkeypatch):
    def broken(*_: object) -> None:
        raise RuntimeError("secret value 81.4")

    expected_logs.expect("healthdesk.api", "a request failed")
    monkeypatch.setattr(served.app.journal, "page", broken)
    answer = served.client.get(RECORDS)
    assert "81.4" not in refused(answer, 500, "INTERNAL_ERROR")
    assert served.client.get(f"{RECORDS}/1").status_code == 404


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    method=some.sampled_from(["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]),
    path=some.sampled_from([RECORDS, f"{RECORDS}/1", "/api/health/goals/x", "/api/health/nope"]),
    query=some.text(max_size=20),
    body=some.binary(max_size=50),
    media=some.sampled_from(["application/json", "text/plain"]),
)
def test_every_error_has_the_one_shape(
    served: Served, method: str, path: str, query: str, body: bytes, media: str
):
    answer = served.client.request(
        method, path, params={"q": query}, content=body, headers={"Content-Type": media}
    )
    assert answer.status_code in (400, 404, 405, 415, 422)
    refused(answer, answer.status_code, answer.json()["code"], *answer.json()["details"])
