"""The reference of the command line names what the parsers take, no more and no less."""

from __future__ import annotations

import re

import pytest

from healthdesk.cli.main import HELP, PLAIN, VALUED, commands
from healthdesk.exchange.csv_file import COLUMNS, HEADER
from tests.cli.conftest import TOP, CommandLine
from tests.cli.test_annotations import ANNOTATION_KEYS
from tests.cli.test_people import PERSON_KEYS, TYPE_KEYS
from tests.cli.test_readings import RECORD_KEYS
from tests.cli.test_reminders import OCCURRENCE_KEYS, REMINDER_KEYS

REFERENCE = (TOP / "docs/reference/cli.md").read_text("utf-8")
OPTION = re.compile(r"--[a-z][a-z0-9-]*")


def section(title: str) -> str:
    """The text below a heading, to the next one."""
    return REFERENCE.partition(f"## {title}\n")[2].partition("\n## ")[0]


def documented() -> dict[str, set[str]]:
    """Options by command and verb, as the table has them."""
    found = {}
    for line in section("Commands").splitlines():
        if line.startswith("| `"):
            name, options = line.replace("\\|", "/").strip("| ").split(" | ")[:2]
            words = re.findall(r"^`([a-z]+(?: [a-z-]+){0,2})", name)[0].split(" ")
            verb = words[1:] if words[0] in GROUPS else []
            found[" ".join([words[0], *verb])] = set(OPTION.findall(options))
    return found


def verbs(text: str) -> list[str]:
    named = re.search(r"^  \{([a-z,-]+)\}$", text, re.MULTILINE)
    return named[1].split(",") if named and "..." in text.partition("\n\n")[0] else []


def below(bare: CommandLine, name: str) -> list[str]:
    """A command's verbs, or those of its verbs; itself where it has none."""
    listed = verbs(bare.well(*name.split(), "--help").out)
    return [each for verb in listed for each in below(bare, f"{name} {verb}")] or [name]


GROUPS = (
    "api", "records", "annotations", "goals", "reminders", "types", "persons", "imports", "sources",
    "db", "flags", "maintenance", "metrics", "settings",
)  # fmt: skip


def test_every_command_verb_and_option_is_documented(bare: CommandLine):
    taken = {}
    for command in commands():
        names = below(bare, command.name)
        assert (len(names) > 1) == (command.name in GROUPS)
        for name in names:
            shown = bare.well(*name.split(), "--help").out.partition("Options of every")[0]
            taken[name] = set(OPTION.findall(shown)) - {"--help"}
    written = documented()
    written["export"] = written.pop("export")
    assert written == taken


def test_every_option_of_all_commands_is_documented(bare: CommandLine):
    text = section("Options of every command")
    named = set(OPTION.findall("".join(line.split("|")[1] for line in text.splitlines()
                                       if line.startswith("| `"))))  # fmt: skip
    own = {*VALUED, *PLAIN}
    # --smoke belongs to the packaging: it opens the window and closes it again.
    assert named == own - {"--smoke"} | {HELP[0], "--version"}
    assert named <= set(OPTION.findall(bare.well("--help").out))


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("HealthRecord", RECORD_KEYS),
        ("HealthType", TYPE_KEYS),
        ("Person", PERSON_KEYS),
        ("Annotation", ANNOTATION_KEYS),
        ("Reminder", REMINDER_KEYS),
        ("Occurrence", OCCURRENCE_KEYS),
    ],
)
def test_shapes_are_documented_in_their_order(name, keys):
    text = re.search(rf"\*\*{name}\*\*: `([^`]+)`", REFERENCE)
    assert text is not None
    assert re.findall(r"\w+", text[1]) == keys


def test_every_status_is_documented():
    rows = re.findall(r"^\| (\d+) \|", section("Exit status"), re.MULTILINE)
    assert rows == ["0", "1", "2", "3", "4", "5", "130"]


def test_csv_reference_has_every_column_in_order():
    text = (TOP / "docs/reference/csv.md").read_text("utf-8")
    assert f"    {HEADER}\n" in text
    assert tuple(re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)) == COLUMNS
