"""The page of figures (`docs/reference/analytics.md`), and what of the code has to stand on it."""

from __future__ import annotations

import inspect
import re
from pathlib import Path
from types import ModuleType

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "analytics.md").read_text("utf-8")
DOI = re.compile(r"doi\s+(10\.[\w./()<>:;-]+\w)")


def section(title: str) -> str:
    """What stands below a heading of the second level, up to the next."""
    found = re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)
    assert found is not None, title
    return found[1]


def headings(text: str) -> set[str]:
    """The keys of an answer that have a heading."""
    heads = " ".join(re.findall(r"^### (.*)$", text, re.MULTILINE))
    return set(re.findall(r"`([^`]+)`", heads))


def in_one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def functions(module: ModuleType) -> set[str]:
    """The public functions that a module makes itself."""
    return {
        name
        for name, found in inspect.getmembers(module, inspect.isfunction)
        if found.__module__ == module.__name__ and not name.startswith("_")
    }


def sources(text: str) -> list[str]:
    """The papers that a text names by their doi, also over the lines of a comment."""
    return DOI.findall(re.sub(r"[\s#]+", " ", text))


def short_name(module: ModuleType) -> str:
    return module.__name__.rpartition(".")[2]
