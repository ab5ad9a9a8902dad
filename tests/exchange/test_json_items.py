from __future__ import annotations

import contextlib
import json
import math
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from healthdesk.domain.errors import BadFile
from healthdesk.exchange.files import Files
from healthdesk.exchange.json_items import (
    CHUNK,
    ITEM_MAX,
    amount,
    first_item,
    items,
    sections,
)

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("json") / "a.json"


def read(place: Path, data: str | bytes, *path: str) -> list[object]:
    place.write_bytes(data.encode() if isinstance(data, str) else data)
    found = list(items(Files(place), path=path))
    assert [n for n, _ in found] == list(range(1, len(found) + 1))
    return [value for _, value in found]


@settings(deadline=None)
@given(st.lists(JSON), st.sampled_from([None, 1]), st.booleans())
def test_an_array_gives_its_elements(place, values, indent, ascii_only):
    assert read(place, json.dumps(values, indent=indent, ensure_ascii=ascii_only)) == values


@settings(deadline=None)
@given(st.lists(JSON.filter(lambda value: not isinstance(value, list))))
def test_values_one_after_the_other_are_items(place, values):
    assert read(place, "\r\n".join(map(json.dumps, values))) == values


@settings(deadline=None)
@given(st.lists(JSON), JSON, JSON)
def test_items_at_a_path_are_found_between_others(place, values, before, after):
    text = json.dumps({"x": before, "a": {"y": before, "b": values, "z": after}, "c": after})
    assert read(place, text, "a", "b") == values


def test_a_path_leads_through_arrays_and_to_single_values(place):
    text = '[{"a": [1, 2]}, {"b": 5}, {"a": 3}, 7, "a", {"a": []}]'
    assert read(place, text, "a") == [1, 2, 3]


@pytest.mark.parametrize("before", range(CHUNK - 6, CHUNK + 2))
@pytest.mark.parametrize("value", ["-12.5e+3", "true", '"x\\u00e4\\"y"', "1234567", '{"a":[1]}'])
def test_a_value_across_the_border_of_two_reads_is_whole(place, before, value):
    text = "[" + " " * (before - 1) + value + ",1.25]"
    assert read(place, text) == [json.loads(value), 1.25]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_any_unicode_encoding_is_read(place, encoding):
    assert read(place, '[{"größe": "übergroß"}, 2]'.encode(encoding)) == [
        {"größe": "übergroß"},
        2,
    ]


def test_an_empty_file_and_an_empty_array_have_no_items(place):
    assert (
        read(place, "") == read(place, " \n") == read(place, "[]") == read(place, "{}", "a") == []
    )


@pytest.mark.parametrize(
    "text",
    [
        "[1,2", "[1,2,", '[{"a": 1', '["abc', "[1 2]", "[1,]", "{'a': 1}", "[tru]", "[1] x",
        "nonsense", '{"a" 1}', "[-]", "[1.]", "]", '{"a":[1}', "[" + "9" * 5000 + "]",
    ],
)  # fmt: skip
def test_what_is_no_json_is_refused_with_the_item(place, text):
    with pytest.raises(BadFile) as refused:
        read(place, text)
    assert refused.value.code == "json-broken"
    assert refused.value.params["item"] >= 1
    with pytest.raises(BadFile):
        read(place, text, "a")


def test_a_long_item_is_read_and_an_endless_one_is_refused(place):
    long = "x" * (ITEM_MAX // 2)
    assert read(place, json.dumps([1, long, 2])) == [1, long, 2]
    with pytest.raises(BadFile) as refused:
        read(place, '[1, "' + "x" * (2 * ITEM_MAX))
    assert (refused.value.code, refused.value.params["item"]) == ("json-item-too-long", 2)


def test_an_error_early_in_a_large_file_is_told_without_reading_all_of_it(place):
    with pytest.raises(BadFile) as refused:
        read(place, '[{"a": nonsense}' + ",1" * ITEM_MAX)
    assert refused.value.code == "json-broken"


@pytest.mark.parametrize("path", [(), ("a",), ("b",)])
@pytest.mark.parametrize("text", ["[" * 200_000, '{"a":' * 200_000, "[1," * 50_000])
def test_depth_is_bounded(place, text, path):
    with pytest.raises(BadFile) as refused:
        read(place, text, *path)
    assert refused.value.code == "json-too-deep"


@settings(deadline=None)
@given(st.binary(), st.sampled_from([b"[", b'[{"a":1},', b'{"a":[', b""]))
def test_arbitrary_bytes_are_read_or_refused(place, data, begin):
    for path in ((), ("a",)):
        with contextlib.suppress(BadFile):
            read(place, begin + data, *path)


@pytest.mark.parametrize(
    ("value", "number"),
    [(5, 5.0), (5.5, 5.5), ("5.5", 5.5), (" 7 ", 7.0), (0, 0.0), ("-1e3", -1000.0)],
)
def test_amounts_are_numbers_also_as_texts(value, number):
    assert amount(value) == number


@pytest.mark.parametrize(
    "value", [None, True, "", "x", "1_0", [], {}, math.inf, "1e400", 10**400, math.nan]
)
def test_no_amount_is_nan(value):
    assert math.isnan(amount(value))


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ('[{"a": 1}, {"b"', {"a": 1}), ('{"a": 1}\n{"a": 2}', {"a": 1}), ("\ufeff [ 5 ]", 5),
        ('[{"a": 1', None), ("<x/>", None), ("", None), ("[" * 100_000, None), ("[]", None),
    ],
)  # fmt: skip
def test_the_first_item_is_told_from_the_beginning(text, item):
    assert first_item(text) == item


class TestSections:
    def read(self, place: Path, text: str) -> dict[str, list[Any]]:
        place.write_text(text)
        return {key: [value for _, value in found] for key, found in sections(Files(place))}

    def test_each_key_with_its_items(self, place: Path) -> None:
        text = json.dumps({"a": [1, {"b": [2]}], "c": "d", "e": {"f": 3}, "g": []})
        found = self.read(place, text)
        assert found == {"a": [1, {"b": [2]}], "c": ["d"], "e": [{"f": 3}], "g": []}

    @pytest.mark.parametrize("text", ["[1]", "1", '{"a": [1', '{"a"}', ""])
    def test_no_sound_object(self, place: Path, text: str) -> None:
        with pytest.raises(BadFile) as refused:
            self.read(place, text)
        assert refused.value.code == "json-broken"
