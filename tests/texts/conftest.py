"""Each test begins and ends in English."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from healthdesk.texts import use_language


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("en")
