"""Tokens of other programs: known by a hash, for as long as they hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER, PERMISSIONS
from healthdesk.domain.errors import Conflict, InvalidData, NotFound
from healthdesk.domain.tokens import weak
from healthdesk.services.tokens import Tokens
from tests.conftest import Clock
from tests.opened import query


@pytest.fixture
def tokens(app: App, clock: Clock) -> Tokens:
    return Tokens(app.db, app.bus, clock)


class TestToken:
    def test_is_recognised_by_its_text_alone(self, tokens: Tokens):
        token, text = tokens.create(OWNER, "Scale")
        assert tokens.recognise(OWNER, text) == token
        other = tokens.create(OWNER)[1]
        head, _, secret = other.rpartition("_")
        for wrong in (f"{text}x", text[:-1], f"hd_{token.id}_{secret}", "", "hd_", head):
            assert tokens.recognise(OWNER, wrong) is None

    def test_is_stored_as_a_hash(self, app: App, tokens: Tokens):
        token, text = tokens.create(OWNER, "Scale")
        (row,) = query(app.db, "SELECT * FROM health_api_token")
        secret = text.partition(f"hd_{token.id}_")[2]
        assert len(secret) == 43
        assert not any(secret in str(value) or secret.encode() in bytes(str(value), "utf-8")
                       for value in row)  # fmt: skip

    def test_ends(self, tokens: Tokens, clock: Clock):
        text = tokens.create(OWNER, days=2)[1]
        clock.advance(days=2, milliseconds=-1)
        assert tokens.recognise(OWNER, text) is not None
        clock.advance(milliseconds=1)
        assert tokens.recognise(OWNER, text) is None

    def test_is_revoked_for_good(self, tokens: Tokens, clock: Clock):
        token, text = tokens.create(OWNER)
        revoked = tokens.revoke(OWNER, token.id)
        clock.advance(days=1)
        assert tokens.revoke(OWNER, token.id) == revoked
        assert tokens.recognise(OWNER, text) is None
        assert tokens.listed(OWNER) == (revoked,)

    def test_use_is_noted_now_and_then(self, tokens: Tokens, clock: Clock):
        token, text = tokens.create(OWNER)
        assert tokens.note_use(OWNER, token)
        used = tokens.recognise(OWNER, text)
        assert used is not None
        assert used.last_used_at == clock()
        assert not tokens.note_use(OWNER, used)

    @pytest.mark.parametrize(
        ("more", "field"),
        [({"name": "x" * 81}, "name"), ({"scopes": ()}, "scopes"), ({"scopes": ("all",)}, "scopes"),
         ({"days": 0}, "days"), ({"days": 99_999}, "days")],
    )  # fmt: skip
    def test_that_cannot_be_made(self, tokens: Tokens, more: dict, field: str):
        with pytest.raises(InvalidData) as error:
            tokens.create(OWNER, **more)
        assert [wrong.field for wrong in error.value.fields] == [field]
        assert tokens.listed(OWNER) == ()

    def test_that_is_not_there(self, tokens: Tokens):
        with pytest.raises(NotFound):
            tokens.revoke(OWNER, 7)

    def test_scopes_give_rights(self, tokens: Tokens):
        def rights(*scopes: str) -> frozenset[str]:
            return tokens.create(OWNER, scopes=scopes)[0].actor.permissions

        assert rights("metrics") == frozenset()
        assert "records.read" in rights("read")
        assert not any(right.endswith(".write") for right in rights("read"))
        assert rights("read", "write") == rights("write")
        assert rights("write") >= rights("read") | {"records.write", "goals.write"}
        # Nobody who holds a token can make others, or look after the file.
        assert rights("write") <= PERMISSIONS - {"settings.write", "data.maintain", "data.import"}


class TestAnswers:
    def test_is_given_again(self, tokens: Tokens):
        token = tokens.create(OWNER)[0].id
        assert tokens.claim(OWNER, token, "1", b"request") is None
        with pytest.raises(Conflict) as error:
            tokens.claim(OWNER, token, "1", b"request")
        assert error.value.code == "request-under-way"
        tokens.keep(OWNER, token, "1", 201, {"location": "/x"}, b"{}")
        assert tokens.claim(OWNER, token, "1", b"request") == (201, {"location": "/x"}, b"{}")
        with pytest.raises(Conflict) as error:
            tokens.claim(OWNER, token, "1", b"another")
        assert error.value.code == "request-key-used"

    def test_is_forgotten_after_a_day(self, tokens: Tokens, app: App, clock: Clock):
        token = tokens.create(OWNER)[0].id
        tokens.claim(OWNER, token, "1", b"request")
        tokens.keep(OWNER, token, "1", 201, {}, b"{}")
        with app.db.transaction("age") as tx:
            tx.execute("UPDATE health_api_answer SET at=?", (clock(),))
        clock.advance(hours=24)
        assert tokens.claim(OWNER, token, "1", b"request") == (201, {}, b"{}")
        clock.advance(milliseconds=1)
        assert tokens.claim(OWNER, token, "1", b"request") is None

    def test_goes_with_its_token(self, tokens: Tokens, app: App):
        token = tokens.create(OWNER)[0].id
        tokens.claim(OWNER, token, "1", b"request")
        tokens.revoke(OWNER, token)
        assert query(app.db, "SELECT * FROM health_api_answer") == []

    def test_a_request_that_was_released_comes_for_the_first_time(self, tokens: Tokens):
        token = tokens.create(OWNER)[0].id
        tokens.claim(OWNER, token, "1", b"request")
        tokens.release(OWNER, token, "1")
        assert tokens.claim(OWNER, token, "1", b"another") is None


@given(some.text(min_size=1, max_size=16), some.integers(2, 8))
def test_a_block_repeated_is_weak(block: str, times: int):
    assert weak(block * times)


@pytest.mark.parametrize(
    ("secret", "judged"),
    [("0123456789abcdefghijklmnopqrstuv", False), ("0123456789abcdefghijklmnopqrstu", True),
     ("012345678" * 3 + "01234567", True), ("0123456789abcdef" * 2, True)],
)  # fmt: skip
def test_what_is_weak(secret: str, judged: bool):
    assert weak(secret) is judged
