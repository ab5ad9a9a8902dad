"""Damaged files of every format are read in part or refused, and nothing else happens.

`HEALTHDESK_SOAK=1` damages each in 5000 ways instead of 50.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.exchange.mutations import mutated
from tests.exchange.samples import Sample, samples
from tests.exchange.surviving import survive

WAYS = 5000 if os.environ.get("HEALTHDESK_SOAK") else 50


@pytest.mark.timeout(60 + WAYS)
@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.id)
def test_a_damaged_file_is_read_or_refused(tmp_path: Path, sample: Sample):
    assert survive(tmp_path, sample.name, sample.data) is not None
    for way in range(WAYS):
        seed = f"{sample.id} {way}"
        data = mutated(sample.data, seed)
        try:
            survive(tmp_path, sample.name, data)
        except BaseException as error:
            error.add_note(f"mutated(..., {seed!r})")
            raise
