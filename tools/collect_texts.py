"""Bring resources/translations/*.ts up to date with the texts in the source.

Collects the literals of `tr` and `tr_n` and the tables of `healthdesk.texts` and
`healthdesk.settings`. Translations are kept, new texts marked unfinished, vanished ones
dropped. `--check` writes nothing and ends with 1 when a file is not up to date.
"""

from __future__ import annotations

import ast
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

TOP = Path(__file__).resolve().parent.parent
# Tables whose values are shown, by file below healthdesk/.
TABLES = {
    "texts/names.py": frozenset(
        {
            "GROUPS",
            "TYPES",
            "PARTS",
            "CODES",
            "UNITS",
            "ONE_OF",
            "CHOICES",
            "FORMATS",
            "ANNOTATIONS",
        }
    ),
    "texts/kinds.py": frozenset({"WHOLE", "BEGINNINGS", "ENDINGS"}),
    "texts/sentences.py": frozenset({"ERRORS", "UNDO"}),
}
SETTING_WORDS = frozenset({"label", "text"})


@dataclass(frozen=True, order=True)
class Text:
    """A source text; `one` is the form for one where the text counts something."""

    source: str
    one: str = ""


@dataclass(frozen=True)
class Translation:
    forms: tuple[str, ...]
    finished: bool


class NotLiteral(Exception):
    """A call of `tr` whose text can't be collected."""


def collect(package: Path) -> tuple[Text, ...]:
    """All texts of the program, in order."""
    found: set[Text] = set()
    for path in sorted(package.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        name = path.relative_to(package).as_posix()
        found.update(_calls(tree, name))
        found.update(_tables(tree, TABLES.get(name, frozenset())))
    return tuple(sorted(text for text in found if text.source))


def _calls(tree: ast.Module, name: str) -> Iterator[Text]:
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name("tr" | "tr_n" as function), args=args) if args:
                wanted = args[:1] if function == "tr" else args[:2]
                words = [one.value for one in wanted if isinstance(one, ast.Constant)]
                if len(words) == len(wanted):
                    yield Text(*map(str, reversed(words)))
                elif not name.startswith("texts/"):
                    raise NotLiteral(f"{name}:{node.lineno}")
            case ast.Call(func=ast.Name("Setting"), keywords=keywords):
                for keyword in keywords:
                    if keyword.arg in SETTING_WORDS and isinstance(keyword.value, ast.Constant):
                        yield Text(str(keyword.value.value))


def _tables(tree: ast.Module, names: frozenset[str]) -> Iterator[Text]:
    for node in tree.body:
        match node:
            case ast.AnnAssign(
                target=ast.Name(name), value=ast.Call(args=[ast.Dict(values=values)])
            ) if name in names:
                for value in values:
                    words = ast.literal_eval(value)
                    yield Text(words) if isinstance(words, str) else Text(words[1], words[0])


def read(path: Path) -> dict[Text, Translation]:
    """The translations of a file."""
    found = {}
    tree = ET.parse(path)  # noqa: S314 - our own file
    for message in tree.iterfind("context/message"):
        element = message.find("translation")
        if element is None:
            continue
        forms = [form.text or "" for form in element.iterfind("numerusform")]
        finished = element.get("type") != "unfinished"
        key = Text(message.findtext("source", ""), message.findtext("comment", ""))
        found[key] = Translation(tuple(forms or [element.text or ""]), finished)
    return found


def written(language: str, texts: tuple[Text, ...], known: dict[Text, Translation]) -> str:
    """The file for these texts, without places in the source, so that it changes only with
    the words."""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        "<!DOCTYPE TS>",
        f'<TS version="2.1" language="{language}" sourcelanguage="en">',
        "<context>",
        "    <name>healthdesk</name>",
    ]
    for text in texts:
        empty = Translation(("", "") if text.one else ("",), finished=False)
        lines += _message(text, known.get(text, empty))
    return "\n".join([*lines, "</context>", "</TS>", ""])


def _message(text: Text, translation: Translation) -> Iterator[str]:
    mark = "" if translation.finished else ' type="unfinished"'
    yield '    <message numerus="yes">' if text.one else "    <message>"
    yield f"        <source>{escape(text.source)}</source>"
    if text.one:
        yield f"        <comment>{escape(text.one)}</comment>"
        yield f"        <translation{mark}>"
        for form in translation.forms:
            yield f"            <numerusform>{escape(form)}</numerusform>"
        yield "        </translation>"
    else:
        yield f"        <translation{mark}>{escape(translation.forms[0])}</translation>"
    yield "    </message>"


def main() -> int:
    texts = collect(TOP / "healthdesk")
    stale = False
    for path in sorted((TOP / "resources" / "translations").glob("healthdesk_*.ts")):
        language = path.stem.removeprefix("healthdesk_")
        new = written(language, texts, read(path))
        if new == path.read_text("utf-8"):
            continue
        stale = True
        if "--check" in sys.argv:
            print(f"{path.relative_to(TOP)} is not up to date: run tools/collect_texts.py")
        else:
            path.write_text(new, "utf-8", newline="\n")
            print(path.relative_to(TOP))
    return int(stale and "--check" in sys.argv)


if __name__ == "__main__":
    raise SystemExit(main())
