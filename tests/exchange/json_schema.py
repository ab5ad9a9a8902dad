"""The part of JSON Schema that our own schema uses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,), "array": (list,), "string": (str,), "integer": (int,),
    "number": (int, float), "boolean": (bool,), "null": (type(None),),
}  # fmt: skip
KNOWN = {
    "$schema", "$defs", "$ref", "title", "type", "const", "enum", "pattern", "minLength",
    "minimum", "required", "properties", "items", "minItems", "maxItems", "anyOf",
}  # fmt: skip


class Schema:
    """Says where a value does not keep to a schema; an unknown keyword is a mistake."""

    def __init__(self, whole: dict[str, Any]) -> None:
        self._whole = whole

    def wrong(self, value: Any) -> list[str]:
        return list(self._at(value, self._whole, "$"))

    def _at(self, value: Any, schema: dict[str, Any], at: str) -> Iterator[str]:
        assert schema.keys() <= KNOWN, schema.keys() - KNOWN
        if "$ref" in schema:
            yield from self._at(value, self._whole["$defs"][schema["$ref"].split("/")[-1]], at)
            return
        if not self._is(value, schema):
            yield f"{at}: {value!r}"
            return
        for key in schema.get("required", ()):
            if key not in value:
                yield f"{at}.{key}: missing"
        if isinstance(value, dict):
            for key, inner in schema.get("properties", {}).items():
                if key in value:
                    yield from self._at(value[key], inner, f"{at}.{key}")
        if isinstance(value, list) and "items" in schema:
            for number, one in enumerate(value):
                yield from self._at(one, schema["items"], f"{at}[{number}]")

    def _is(self, value: Any, schema: dict[str, Any]) -> bool:
        names = schema.get("type", list(TYPES))
        kinds = [kind for name in ([names] if isinstance(names, str) else names)
                 for kind in TYPES[name]]  # fmt: skip
        if type(value) not in kinds or value not in schema.get("enum", [value]):
            return False
        if value != schema.get("const", value) or not self._any_of(value, schema):
            return False
        if isinstance(value, str):
            fits = re.search(schema.get("pattern", ""), value) is not None
            return fits and bool(len(value) >= schema.get("minLength", 0))
        if isinstance(value, list):
            most = schema.get("maxItems", len(value))
            return bool(schema.get("minItems", 0) <= len(value) <= most)
        return "minimum" not in schema or bool(value >= schema["minimum"])

    def _any_of(self, value: Any, schema: dict[str, Any]) -> bool:
        choices = schema.get("anyOf")
        return choices is None or any(not list(self._at(value, one, "")) for one in choices)
