"""The guide's tables hold: each line means what is said, each key does."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from healthdesk.domain.health_types import CATALOGUE, TypeBook
from healthdesk.domain.quick_entry import Grammar, Habits
from healthdesk.texts import Format, preview, trouble_sentence, use_language
from healthdesk.ui.commands import table

DOCS = Path(__file__).resolve().parent.parent / "docs"
GUIDE = (DOCS / "guide.md").read_text("utf-8")
NOW = dt.datetime(2026, 11, 12, 8, 0, tzinfo=dt.UTC)
PAGES = {
    "today": " (on the page Today)",
    "records": " (on the page Records)",
    "charts": " (on the page Charts)",
}


def rows(heads: str) -> list[tuple[str, str]]:
    """The rows of the table with these heads."""
    text = GUIDE.partition(f"| {heads} |\n| --- | --- |\n")[2].partition("\n\n")[0]
    found = [line.strip("| ").split(" | ") for line in text.splitlines()]
    return [(first, second) for first, second in found]


@pytest.mark.parametrize(("typed", "told"), rows("typed | understood as") + rows("typed | answer"))
def test_every_example_means_what_the_guide_says(typed, told):
    use_language("en")
    book = TypeBook(CATALOGUE)
    parsed = Grammar(book, Habits()).parse(typed.strip("`"), NOW)
    if parsed.trouble is not None:
        assert trouble_sentence(parsed.trouble) == told
    else:
        assert preview(parsed.drafts, book, Format(), NOW) == told


def test_there_are_examples():
    assert len(rows("typed | understood as")) >= 15
    assert len(rows("typed | answer")) >= 4


def test_every_key_is_in_the_guide():
    use_language("en")
    made = [
        (" or ".join(one.keys), one.text.rstrip("…") + PAGES.get(one.page, ""))
        for one in table()
        if one.keys
    ]
    assert rows("key | does") == made


def test_links_between_the_documents_lead_somewhere():
    documents = [*DOCS.rglob("*.md"), *DOCS.parent.glob("*.md")]
    for document in documents:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", document.read_text("utf-8")):
            assert (document.parent / target).exists(), (document.name, target)
