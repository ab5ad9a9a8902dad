"""Where the resources of a file begin."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthdesk.exchange.fhir_layout import begins_with_a_bundle

LIST = '{"resourceType":"List","entry":[{"item":{}}]}'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"resourceType" : "Bundle", "entry": [', True),
        ('[{"entry":[{"resource":{"resourceType":"Patient"', True),
        ('{"entry":[{"resource":{"entry":[]}}],"resourceType":"Bundle"}', True),
        ('{"id":"entry","note":"\\"entry\\":[","resourceType":"Observation"}', False),
        (LIST + "\n" + '{"resourceType":"Bundle","entry":[]}', False),
        ('{"section":[{"entry":[{}]}],"resourceType":"Composition"}', False),
        ('{"entry":{"a":1}}', False),
        ('{"id":"cut off', False),
        ('{"id":"cut off\\', False),
    ],
)
def test_bundles_are_told_by_the_keys_of_the_first_object(text, expected):
    assert begins_with_a_bundle(text) is expected


VALUES = st.recursive(
    st.text(max_size=5) | st.integers(), lambda inner: st.lists(inner, max_size=3), max_leaves=5
)


@given(
    before=st.dictionaries(st.text(max_size=9), VALUES, max_size=4),
    kind=st.sampled_from(["Bundle", "Observation", "List"]),
)
def test_whatever_comes_before_the_kind(before, kind):
    told = {key: value for key, value in before.items() if key != "resourceType"}
    text = json.dumps({**told, "resourceType": kind})
    assert begins_with_a_bundle(text) is (kind == "Bundle")


def test_many_quotes_that_never_end_are_gone_through_once():
    assert begins_with_a_bundle('{"' + '\\"' * 30_000) is False
