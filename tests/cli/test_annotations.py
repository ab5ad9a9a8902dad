"""`annotations`."""

from __future__ import annotations

import pytest

from tests.cli.conftest import CommandLine

ANNOTATION_KEYS = [
    "id", "uid", "user_id", "at", "ended_at", "kind", "text", "types", "import_id", "created_at",
    "updated_at", "deleted_at",
]  # fmt: skip


def add(cli: CommandLine, *words: object) -> dict[str, object]:
    added: list[dict[str, object]] = cli.json("annotations", "add", *words)["data"]
    (one,) = added
    return one


def texts(cli: CommandLine, *words: object) -> list[str]:
    return [one["text"] for one in cli.json("annotations", "list", *words)["data"]]


class TestAdd:
    def test_everything(self, cli: CommandLine):
        cli.well("persons", "add", "Ada", "--tz", "Europe/Berlin")
        one = add(cli, "New", "tablets", "--at", "2026-03-01 08:00", "--until", "2026-03-05",
                  "--kind", "medication", "--type", "weight", "--type", "steps")  # fmt: skip
        assert list(one) == ANNOTATION_KEYS
        assert one["text"] == "New tablets"
        assert (one["at"], one["ended_at"]) == (
            "2026-03-01T08:00:00+01:00", "2026-03-05T23:59:00+01:00",
        )  # fmt: skip
        assert (one["kind"], one["types"]) == ("medication", ["weight", "steps"])

    def test_day_alone_is_its_noon_and_a_span_begins_with_it(self, cli: CommandLine):
        assert add(cli, "x", "--at", "2026-03-01")["at"] == "2026-03-01T12:00:00+00:00"
        span = add(cli, "x", "--at", "2026-03-01", "--until", "2026-03-02")
        assert (span["at"], span["ended_at"]) == (
            "2026-03-01T00:00:00+00:00", "2026-03-02T23:59:00+00:00",
        )  # fmt: skip

    def test_without_a_time_it_is_now(self, cli: CommandLine):
        one = add(cli, "New shoes")
        assert str(one["at"])[:16] == str(one["created_at"])[:16]

    def test_it_is_said_in_words(self, cli: CommandLine):
        assert "Noted: New tablets" in cli.well("annotations", "add", "New tablets").out

    @pytest.mark.parametrize(
        "words",
        [
            ("",),
            ("x", "--at", "2026-03-05", "--until", "2026-03-01"),
            ("x", "--at", "someday"),
            ("x", "--at", "25:00"),
            ("x", "--type", "shoe-size"),
            ("x" * 501,),
            ("x", "--at", "2199-01-01"),
        ],
    )
    def test_what_is_not_valid_ends_with_3(self, cli: CommandLine, words: tuple[str, ...]):
        cli.refused(3, "annotations", "add", *words)
        assert texts(cli) == []

    def test_wrong_words_end_with_2(self, cli: CommandLine):
        cli.refused(2, "annotations", "add", "x", "--kind", "mood")
        cli.refused(2, "annotations", "add")
        cli.refused(2, "annotations", "burn", "1")


class TestList:
    def test_by_time_type_words_and_person(self, cli: CommandLine):
        cli.well("persons", "list")
        cli.well("persons", "add", "Ada")
        add(cli, "Flu", "--at", "2026-03-01", "--until", "2026-03-09")
        add(cli, "New scale", "--at", "2026-02-01", "--type", "weight")
        add(cli, "Hers", "--person", "Ada")
        assert texts(cli) == ["New scale", "Flu"]
        assert texts(cli, "--type", "steps") == ["Flu"]
        assert texts(cli, "--from", "2026-03-05", "--to", "2026-03-06") == ["Flu"]
        assert texts(cli, "--search", "SCALE") == ["New scale"]
        everybody = cli.json("annotations", "list", "--all-persons")["data"]
        assert {(one["text"], one["person"]) for one in everybody} == {
            ("Flu", "Me"), ("New scale", "Me"), ("Hers", "Ada"),
        }  # fmt: skip
        shown = cli.well("annotations", "list")
        assert "Flu" in shown.out
        assert "Weight" in shown.out
        assert "2 notes in all" in shown.err

    def test_unknown_type_ends_with_5(self, cli: CommandLine):
        cli.refused(5, "annotations", "list", "--type", "shoe-size")


class TestChange:
    def test_what_is_given(self, cli: CommandLine):
        one = add(cli, "Flu", "--at", "2026-03-01", "--until", "2026-03-09", "--type", "weight")
        edited = cli.json("annotations", "edit", one["uid"], "--text", "Cold", "--until", "none",
                          "--type", "none", "--kind", "illness")  # fmt: skip
        assert (edited["text"], edited["ended_at"], edited["types"]) == ("Cold", None, [])
        assert (edited["kind"], edited["at"]) == ("illness", one["at"])

    def test_delete_restore_and_purge(self, cli: CommandLine):
        one, two = add(cli, "one"), add(cli, "two")
        cli.well("annotations", "delete", one["id"], two["id"])
        assert texts(cli) == []
        assert sorted(texts(cli, "--deleted")) == ["one", "two"]
        cli.well("annotations", "restore", two["uid"])
        assert texts(cli) == ["two"]
        assert cli.json("annotations", "purge", one["id"]) == {"purged": 1}
        assert texts(cli, "--deleted") == []

    def test_unknown_ones_end_with_5_and_nothing_changes(self, cli: CommandLine):
        one = add(cli, "one")
        cli.refused(5, "annotations", "delete", one["id"], 99)
        cli.refused(5, "annotations", "edit", "99", "--text", "x")
        assert texts(cli) == ["one"]

    def test_those_of_somebody_else_are_unknown(self, cli: CommandLine):
        one = add(cli, "mine")
        cli.well("persons", "add", "Ada")
        cli.refused(5, "annotations", "delete", one["id"], "--person", "Ada")
