"""How FHIR resources lie in a file: in a bundle, one a line, in a list, alone, or one inside
another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from healthdesk.exchange.fhir_elements import mappings, text
from healthdesk.exchange.files import Files, encoding_of
from healthdesk.exchange.json_items import items

SNIFFED = 1 << 16
# Bundles in bundles, resources in parameters: nobody nests deeper.
DEPTH_MAX = 5

# A text may be cut off at the end of what is looked at.
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*(?:"|\\?\Z)|[{}\[\]]', re.DOTALL)
_ITS_KIND = re.compile(r'\s*:\s*"(\w+)"')
_A_LIST = re.compile(r"\s*:\s*\[")


@dataclass(frozen=True, slots=True)
class Placed:
    """A resource, the number of its entry or line, its full address, and the resource it lies
    inside of, if that is none that only holds others."""

    line: int
    resource: Mapping[str, Any]
    url: str = ""
    inside: Mapping[str, Any] | None = None


def resources(files: Files, member: str) -> Iterator[Placed]:
    """All resources of a file. Raises `BadFile` where it is no JSON or cut off."""
    beginning = files.peek(member, SNIFFED)
    told = beginning.decode(encoding_of(beginning), "replace")
    path = ("entry",) if begins_with_a_bundle(told) else ()
    for line, item in items(files, member, path):
        if not isinstance(item, dict):
            continue
        resource = item.get("resource") if path else item
        if isinstance(resource, dict):
            yield from _unpacked(Placed(line, resource, str(item.get("fullUrl", ""))), 0)


def begins_with_a_bundle(beginning: str) -> bool:
    """Whether the first object is a bundle. Its keys come in any order; other resources have
    lists of entries as well, but not of whole resources."""
    depth, entries = 0, False
    for token in _TOKEN.finditer(beginning):
        sign = token[0]
        if sign in "{[":
            # A list of resources is one with its first.
            depth += sign == "{" or depth > 0
        elif sign in "}]":
            depth -= 1
            if depth <= 0:
                break
        elif depth == 1 and sign == '"resourceType"':
            kind = _ITS_KIND.match(beginning, token.end())
            if kind is not None:
                return kind[1] == "Bundle"
        elif depth == 1 and sign == '"entry"':
            entries = entries or _A_LIST.match(beginning, token.end()) is not None
    return entries


def _unpacked(placed: Placed, depth: int) -> Iterator[Placed]:
    """A resource, or what is inside of one that only holds others; observations that another
    one contains come with it."""
    resource = placed.resource
    holds = {"Bundle": "entry", "Parameters": "parameter"}.get(text(resource, "resourceType"))
    if holds is None:
        yield placed
        for one in mappings(resource, "contained"):
            if text(one, "resourceType") == "Observation":
                yield Placed(placed.line, one, inside=resource)
    elif depth < DEPTH_MAX:
        for entry in mappings(resource, holds):
            inner = entry.get("resource")
            if isinstance(inner, dict):
                url = str(entry.get("fullUrl", ""))
                yield from _unpacked(Placed(placed.line, inner, url), depth + 1)
