"""`api token`: made, listed, revoked on the command line."""

from __future__ import annotations

import pytest

from tests.cli.conftest import CommandLine

TOKEN_KEYS = ["id", "name", "scopes", "created_at", "expires_at", "revoked_at", "last_used_at"]


def test_a_token_is_shown_once(cli: CommandLine):
    made = cli.json("api", "token", "create", "--name", "Scale", "--days", "30")
    assert list(made) == ["token", *TOKEN_KEYS]
    assert made["scopes"] == ["read", "write"]
    assert made["expires_at"] is not None
    listed = cli.json("api", "token", "list")["data"]
    assert listed == [{name: made[name] for name in TOKEN_KEYS}]
    assert made["token"] not in cli.well("api", "token", "list").out


def test_for_people_the_text_alone_is_on_the_output(cli: CommandLine):
    done = cli.well("api", "token", "create", "--scope", "read")
    assert done.out.startswith("hd_1_")
    assert "read" in cli.well("api", "token", "list").out


def test_revoked(cli: CommandLine):
    cli.well("api", "token", "create")
    assert cli.json("api", "token", "revoke", "1")["revoked_at"] is not None
    assert cli.json("api", "token", "list")["data"][0]["revoked_at"] is not None


@pytest.mark.parametrize("id_", ["7", "x", "-1", "²", "9" * 30])
def test_of_no_token(cli: CommandLine, id_: str):
    cli.refused(5, "api", "token", "revoke", "--", id_)


@pytest.mark.parametrize(
    ("status", "words"),
    [(2, ("--scope", "all")), (2, ("--days", "x")), (3, ("--days", "0")),
     (3, ("--name", "x" * 81))],
)  # fmt: skip
def test_that_cannot_be_made(cli: CommandLine, status: int, words: tuple[str, ...]):
    cli.refused(status, "api", "token", "create", *words)


def test_a_secret_that_could_be_guessed_is_told_of(
    cli: CommandLine, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("HEALTH_REMINDER_CRON_SECRET", "a" * 64)
    done = cli.well("persons", "list", "--json")
    assert done.document["data"]
    assert "HEALTH_REMINDER_CRON_SECRET" in done.err
    assert "aaaa" not in done.err
    monkeypatch.setenv("HEALTH_REMINDER_CRON_SECRET", cli.json("reminders", "secret")["secret"])
    assert cli.well("persons", "list").err == ""
