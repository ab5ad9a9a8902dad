"""`types` and `persons`."""

from __future__ import annotations

import pytest

from tests.cli.conftest import CommandLine

PERSON_KEYS = [
    "id", "uid", "name", "color", "birth_date", "sex", "height_cm", "time_zone", "archived_at"
]  # fmt: skip
TYPE_KEYS = [
    "id", "slug", "display_name", "unit", "units", "loinc", "aggregate", "typical_range_low",
    "typical_range_high", "created_at", "updated_at",
]  # fmt: skip


class TestPersons:
    def test_the_first_list_makes_me(self, cli: CommandLine):
        data = cli.json("persons", "list")["data"]
        assert [(one["id"], one["name"]) for one in data] == [(1, "Me")]
        assert list(data[0]) == PERSON_KEYS

    def test_add_with_everything(self, cli: CommandLine):
        ada = cli.json("persons", "add", "Ada", "--birth", "1980-05-31", "--sex", "female",
                       "--height", "170.5", "--tz", "Europe/Berlin",
                       "--color", "#123ABC")  # fmt: skip
        assert list(ada) == PERSON_KEYS
        assert (ada["birth_date"], ada["sex"], ada["height_cm"]) == ("1980-05-31", "female", 170.5)
        assert (ada["time_zone"], ada["color"]) == ("Europe/Berlin", "#123ABC")
        shown = cli.well("persons", "list").out
        assert "1980-05-31" in shown

    def test_edit_changes_what_is_given(self, cli: CommandLine):
        cli.well("persons", "add", "Ada", "--birth", "1980-05-31", "--height", "170")
        edited = cli.json("persons", "edit", "Ada", "--name", "Ada L.", "--birth", "")
        assert (edited["name"], edited["birth_date"], edited["height_cm"]) == ("Ada L.", None, 170)

    def test_archive_and_back(self, cli: CommandLine):
        cli.well("persons", "list")
        cli.well("persons", "add", "Ada")
        assert cli.json("persons", "archive", "Ada")["archived_at"] is not None
        assert [one["name"] for one in cli.json("persons", "list")["data"]] == ["Me"]
        every = cli.json("persons", "list", "--archived")["data"]
        assert [one["name"] for one in every] == ["Me", "Ada"]
        assert cli.json("persons", "unarchive", "Ada")["archived_at"] is None

    def test_what_is_refused(self, cli: CommandLine):
        cli.well("persons", "list")
        cli.well("persons", "add", "Ada")
        cli.refused(3, "persons", "add", "ada")
        cli.refused(3, "persons", "add", "")
        cli.refused(3, "persons", "add", "12")
        cli.refused(3, "persons", "add", "Eve", "--birth", "31.5.1980")
        cli.refused(3, "persons", "add", "Eve", "--sex", "x", "--height", "3", "--tz", "Mars/Base")
        cli.refused(2, "persons", "add", "Eve", "--height", "tall")
        cli.refused(5, "persons", "edit", "Nobody", "--name", "Eve")
        cli.well("persons", "archive", "Ada")
        cli.refused(3, "persons", "archive", "Me")
        assert len(cli.json("persons", "list", "--archived")["data"]) == 2

    def test_every_wrong_field_is_named(self, cli: CommandLine):
        answer = cli("persons", "add", "", "--sex", "x", "--color", "red", "--json").document
        assert answer["details"].keys() == {"name", "sex", "color"}


class TestTypes:
    def test_list(self, cli: CommandLine):
        data = cli.json("types", "list")["data"]
        assert len(data) >= 50
        assert all(list(one) == TYPE_KEYS for one in data)
        pressure = next(one for one in data if one["slug"] == "blood-pressure")
        assert pressure["display_name"] == "Blood pressure"
        assert pressure["unit"] in pressure["units"]
        assert [one["id"] for one in data] == sorted(one["id"] for one in data)
        assert "blood-pressure" in cli.well("types", "list").out

    def test_a_type_of_ones_own_is_used_at_once(self, cli: CommandLine):
        made = cli.json("types", "add", "cold-shower", "--name", "Cold shower", "--unit", "min",
                        "--sum-up", "sum", "--min", "0", "--max", "60", "--typical-min", "1",
                        "--typical-max", "5", "--decimals", "1")  # fmt: skip
        assert list(made) == TYPE_KEYS
        assert (made["slug"], made["aggregate"], made["unit"]) == ("cold-shower", "sum", "min")
        assert (made["typical_range_low"], made["typical_range_high"]) == (1, 5)
        assert cli.json("add", "cold-shower 3")["data"][0]["type"] == "cold-shower"
        cli.refused(3, "add", "cold-shower 61")

    def test_several_units_are_all_taken(self, cli: CommandLine):
        made = cli.json("types", "add", "grip", "--unit", "kg", "--unit", "lb")
        assert (made["unit"], made["units"]) == ("kg", ["kg", "lb"])
        added = cli.json("add", "grip 100 lb")["data"][0]
        assert (added["value"], added["unit"]) == (100, "lb")
        cli.refused(3, "types", "add", "mixed", "--unit", "kg", "--unit", "min")

    def test_only_what_is_given_is_changed(self, cli: CommandLine):
        cli.json("types", "add", "grip", "--unit", "kg", "--min", "5", "--max", "90",
                 "--typical-min", "30", "--name", "Grip")  # fmt: skip
        made = cli.json("types", "edit", "grip", "--unit", "kg", "--unit", "lb", "--max", "none")
        assert list(made) == TYPE_KEYS
        assert (made["display_name"], made["units"]) == ("Grip", ["kg", "lb"])
        assert made["typical_range_low"] == 30
        assert "Changed" in cli.well("types", "edit", "grip", "--name", "Hand grip").out
        assert cli.json("add", "grip 95")["data"][0]["value"] == 95
        cli.refused(3, "add", "grip 4")

    @pytest.mark.parametrize(
        ("words", "code"),
        [
            (("edit", "weight", "--name", "Mass"), 5), (("edit", "nothing", "--max", "1"), 5),
            (("edit", "grip", "--unit", "lb"), 3), (("edit", "grip", "--min", "100"), 3),
            (("edit", "grip", "--max", "high"), 2), (("remove", "weight"), 5),
            (("remove", "nothing"), 5), (("edit", "grip", "--sum-up", "sum"), 2),
        ],
    )  # fmt: skip
    def test_what_cannot_be_changed_is_refused(self, cli: CommandLine, words, code):
        cli.json("types", "add", "grip", "--unit", "kg", "--max", "90")
        cli.refused(code, "types", *words)
        assert [one["units"] for one in cli.json("types", "list")["data"]
                if one["slug"] == "grip"] == [["kg"]]  # fmt: skip

    def test_a_type_goes_while_nothing_is_recorded_of_it(self, cli: CommandLine):
        cli.json("types", "add", "grip", "--unit", "kg")
        record = cli.json("add", "grip 50")["data"][0]["id"]
        cli.refused(3, "types", "remove", "grip")
        cli.json("records", "delete", str(record))
        cli.refused(3, "types", "remove", "grip")
        cli.well("records", "purge", str(record))
        assert cli.json("types", "remove", "grip") == {"removed": "grip"}
        assert all(one["slug"] != "grip" for one in cli.json("types", "list")["data"])

    def test_what_is_refused(self, cli: CommandLine):
        cli.refused(3, "types", "add", "weight")
        cli.refused(3, "types", "add", "Cold Shower")
        cli.refused(3, "types", "add", "cold", "--min", "5", "--max", "1")
        cli.refused(3, "types", "add", "cold", "--decimals", "99")
        cli.refused(2, "types", "add", "cold", "--sum-up", "median")
        assert all(one["slug"] != "cold" for one in cli.json("types", "list")["data"])
