"""Every code raised anywhere has a sentence whose blanks are among its parameters."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from healthdesk.domain import errors
from healthdesk.domain.errors import (
    BadFile,
    FieldError,
    InvalidData,
    NotAllowed,
    OpenQuestion,
    StorageError,
)
from healthdesk.domain.quick_entry import Trouble
from healthdesk.domain.records import Remark, UndoEntry
from healthdesk.texts import (
    Format,
    details,
    field_sentence,
    reason_sentence,
    remark_sentence,
    sentence,
    trouble_sentence,
    undo_label,
    use_language,
)
from healthdesk.texts.sentences import ALONE, ERRORS, UNDO, Sentence

TOP = Path(__file__).resolve().parent.parent.parent
ERROR_CLASSES = {
    name
    for name, each in vars(errors).items()
    if isinstance(each, type) and issubclass(each, errors.HealthdeskError)
} - {"HealthdeskError", "InvalidData"}
CARRIERS = {"Remark", "Trouble", "UndoEntry"}
NOT_BLANKS = {"choices", "flag", "code"}


@dataclass(frozen=True)
class Raised:
    where: str
    code: str
    undo: bool
    params: frozenset[str] | None  # None: not to be told from the source


def raised() -> Iterator[Raised]:
    for path in sorted((TOP / "healthdesk").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                yield from from_call(node, f"{path.relative_to(TOP)}:{node.lineno}")


def from_call(call: ast.Call, where: str) -> Iterator[Raised]:
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    if name in ERROR_CLASSES or name == "FieldError":
        position = 1 if name == "FieldError" else 0
        yield from codes(call.args[position : position + 1], where, keywords(call))
    elif name == "InvalidData":
        given = [keyword.value for keyword in call.keywords if keyword.arg == "code"]
        yield from codes(given, where, keywords(call))
    elif name in CARRIERS:
        named = {keyword.arg: keyword.value for keyword in call.keywords}
        given = call.args[:1] or [named["code"]] if call.args or "code" in named else []
        params = call.args[1] if len(call.args) > 1 else named.get("params", ast.Dict([], []))
        yield from codes(given, where, dict_keys(params), undo=name == "UndoEntry")


def takers(trees: dict[Path, ast.Module]) -> dict[str, int]:
    """Our own functions and classes that take a code, by name: which argument it is."""
    found = {}
    for tree in trees.values():
        for scope in ast.walk(tree):
            if not isinstance(scope, ast.Module | ast.ClassDef):
                continue
            for node in scope.body:
                if not isinstance(node, ast.FunctionDef):
                    continue
                names = [arg.arg for arg in [*node.args.posonlyargs, *node.args.args]]
                if "code" in names:
                    name = node.name
                    if isinstance(scope, ast.ClassDef) and name == "__init__":
                        name = scope.name
                    found[name] = names.index("code") - (names[0] == "self")
    return found


def passed_on() -> Iterator[tuple[str, str]]:
    """Codes handed to such a function: where, and the code."""
    paths = [p for p in (TOP / "healthdesk").rglob("*.py") if "texts" not in p.parts]
    trees = {path: ast.parse(path.read_text("utf-8")) for path in sorted(paths)}
    positions = takers(trees)
    for path, tree in trees.items():
        for node in ast.walk(tree):
            match node:
                case ast.Call(func=ast.Name(name) | ast.Attribute(attr=name)) if name in positions:
                    given = node.args[positions[name] : positions[name] + 1]
                    for one in codes(given, f"{path.relative_to(TOP)}:{node.lineno}", None):
                        if "-" in one.code:
                            yield one.where, one.code


def codes(
    given: list[ast.expr], where: str, params: frozenset[str] | None, *, undo: bool = False
) -> Iterator[Raised]:
    for node in given:
        options = [node.body, node.orelse] if isinstance(node, ast.IfExp) else [node]
        for option in options:
            if isinstance(option, ast.Constant) and isinstance(option.value, str):
                yield Raised(where, option.value, undo, params)


def keywords(call: ast.Call) -> frozenset[str] | None:
    names = {keyword.arg for keyword in call.keywords}
    if None in names:  # **params
        return None
    return frozenset(name for name in names if name) - NOT_BLANKS


def dict_keys(node: ast.expr) -> frozenset[str] | None:
    if not isinstance(node, ast.Dict):
        return None
    keys = [key.value for key in node.keys if isinstance(key, ast.Constant)]
    return frozenset(map(str, keys)) if len(keys) == len(node.keys) else None


def filled(params: frozenset[str]) -> frozenset[str]:
    return params | {"name"} if "path" in params else params


def forms(words: Sentence) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else words


def blanks(words: Sentence) -> set[str]:
    return {
        name for form in forms(words) for _, name, _, _ in string.Formatter().parse(form) if name
    }


class TestTable:
    def test_every_code_raised_has_a_sentence_with_its_own_blanks(self):
        wrong = []
        for one in raised():
            words = (UNDO if one.undo else ERRORS).get(one.code)
            if words is None:
                wrong.append(f"{one.where}: no sentence for {one.code}")
            elif one.params is not None and (lacking := blanks(words) - filled(one.params)):
                wrong.append(f"{one.where}: {one.code} lacks {lacking}")
        assert not wrong, "\n".join(wrong)

    def test_every_code_passed_on_has_a_sentence(self):
        found = list(passed_on())
        assert {"unit-missing", "time-unreadable"} <= {code for _, code in found}
        missing = [(where, code) for where, code in found if code not in {*ERRORS, *UNDO}]
        assert not missing

    def test_every_sentence_belongs_to_a_code_in_the_source(self):
        words: set[str] = set()
        for path in (TOP / "healthdesk").rglob("*.py"):
            if "texts" not in path.parts:
                tree = ast.parse(path.read_text("utf-8"))
                words |= {
                    node.value
                    for node in ast.walk(tree)
                    if isinstance(node, ast.Constant) and isinstance(node.value, str)
                }
        known = {*ERRORS, *UNDO} - {f"{code}-alone" for code in ALONE}
        known -= {f"{code}-length" for code in known}
        assert known <= words, sorted(known - words)

    def test_sentences_are_sentences(self):
        for code, words in ERRORS.items():
            for form in forms(words):
                assert form.endswith((".", "?", "}", "81.4", "21:00")), code
                assert "  " not in form, code
                assert form[0].isupper() or form[0] in "{“0", code
        for code, words in UNDO.items():
            for form in forms(words):
                assert not form.endswith("."), code

    @pytest.mark.parametrize("language", ["en", "de", "xx"])
    def test_every_sentence_can_be_said_in_every_language(self, language):
        use_language(language)
        for code, words in ERRORS.items():
            made = sentence(StorageError(code, **dict.fromkeys(blanks(words), "7")))
            assert "{" not in made, code
            assert "…" not in made or "…" in forms(words)[0], code


class TestSaying:
    def test_blanks_are_filled(self):
        made = sentence(StorageError("folder-not-writable", path="/data/x"))
        assert made.startswith("The folder /data/x can't be written to.")

    def test_types_parts_and_units_are_named_and_numbers_written_as_read(self):
        wrong = FieldError("value", "above-possible", part="systolic", high=1234.5, unit="mmHg")
        shape = Format(decimal=",", group=".")
        assert field_sentence(wrong, shape).startswith("Systolic can be 1.234,5 mmHg at most.")
        units = FieldError("unit", "unit-not-of-type", type="weight", unit="m", units=("kg", "lb"))
        assert field_sentence(units) == "Weight can't be given in “m”. Use one of: kg, lb."

    def test_invalid_data_says_every_field_once(self):
        first, second = FieldError("value", "not-finite"), FieldError("note", "not-text")
        again = FieldError("value2", "not-finite")
        made = sentence(InvalidData(first, second, again))
        assert made == f"{field_sentence(first)} {field_sentence(second)}"

    def test_invalid_data_without_fields_still_says_something(self):
        assert sentence(InvalidData()) == "Some of this can't be stored. Nothing was changed."

    def test_an_open_question_ends_with_its_answers(self):
        asked = OpenQuestion("cancelled", choices=("kg", "lb"), flag="--unit")
        assert sentence(asked).splitlines()[1] == "Answer with --unit: kg, lb"
        assert details(asked) == {"choices": ["kg", "lb"]}
        bare = OpenQuestion("cancelled", choices=("kg", "lb"))
        assert sentence(bare).splitlines()[1] == "Choose one: kg, lb"

    def test_details_are_sentences_by_field(self):
        wrong = InvalidData(
            FieldError("value", "not-finite"), FieldError("value", "number-too-large", high=1e12)
        )
        assert [len(each) for each in details(wrong).values()] == [2]
        assert details(NotAllowed("not-allowed")) == {}

    def test_remarks_and_troubles_have_words_too(self):
        params: dict[str, object] = {"part": "weight", "low": 2.0, "unit": "kg"}
        assert remark_sentence(Remark("unusually-low", params)).startswith("Weight: unusually low")
        params = {"part": "sleep-duration", "low": 120.0, "unit": "min"}
        said = remark_sentence(Remark("unusually-low", params))
        assert said == "Sleep duration: unusually short (below 2 h). Is it right?"
        assert trouble_sentence(Trouble("not-finite")).startswith("This is not a number")

    def test_dates_and_times_are_written_as_this_person_reads_them(self):
        shape = Format(order="mdy", clock24=False)
        params: dict[str, object] = {"time": "21:30", "date": "2026-11-12"}
        made = remark_sentence(Remark("clock-yesterday", params), shape)
        assert "9:30 PM" in made
        assert "Nov 12, 2026" in made
        future = trouble_sentence(Trouble("time-in-future", {"time": "2026-11-12 08:00"}), shape)
        assert "Nov 12, 2026 8:00 AM" in future
        odd = trouble_sentence(Trouble("time-in-future", {"time": "noonish"}))
        assert odd.startswith("noonish")

    def test_a_reading_like_nobody_elses_names_nobody(self):
        for other, named in (("Anna", True), ("", False)):
            made = remark_sentence(Remark("unlike-person", {"type": "weight", "other": other}))
            assert ("like those of Anna" in made) is named
            assert "  " not in made

    def test_a_rejected_line_has_a_reason(self):
        params = {"have": 11, "need": 13}
        assert reason_sentence("csv-fields", params) == "The line has 11 cells instead of 13."

    def test_a_file_is_named_by_its_path_where_only_that_is_given(self):
        for path in ("/data/my backup.db", "C:\\data\\my backup.db"):
            assert "my backup.db" in sentence(BadFile("no-such-file", path=path))

    def test_what_undo_takes_back_counts(self):
        assert undo_label(UndoEntry("delete", {"n": 1}, ())) == "Delete 1 reading"
        assert undo_label(UndoEntry("delete", {"n": 1200}, ())) == "Delete 1,200 readings"

    def test_values_with_braces_are_shown_as_they_are(self):
        made = sentence(StorageError("folder-not-writable", path="{path} {0}"))
        assert "{path} {0}" in made

    def test_an_unknown_code_and_an_unfilled_blank_are_still_words(self):
        assert sentence(StorageError("never-heard-of")) == "This did not work (never-heard-of)."
        assert "…" in sentence(StorageError("folder-not-writable"))
