"""Each glucose format is known for what it is, by itself and beside all the others."""

from __future__ import annotations

import pytest

from healthdesk.exchange.known_formats import FORMATS
from healthdesk.exchange.recognise import find, module_of
from tests.exchange import (
    test_carelink,
    test_dexcom_clarity,
    test_libreview,
    test_nightscout,
    test_tidepool,
)
from tests.exchange.reading import head

FILES = {
    "libreview": test_libreview.file(test_libreview.row(0, "25-09-2025 08:00", historic=100)),
    "dexcom-clarity": test_dexcom_clarity.file(test_dexcom_clarity.egv("2026-06-02T07:00:00", 100)),
    "carelink": test_carelink.file(test_carelink.PUMP, test_carelink.SENSOR),
    "nightscout": test_nightscout.file(test_nightscout.entry()),
    "tidepool": test_tidepool.file(test_tidepool.datum()),
}


@pytest.mark.parametrize("format_", FILES)
def test_one_format_claims_a_file(tmp_path, format_):
    seen = head(tmp_path, FILES[format_])
    claimed = [other for other in FORMATS if module_of(other).recognises(seen)]
    assert claimed[0] == format_
    assert set(claimed) <= {format_, "table"}


def test_a_folder_of_all_is_taken_apart(tmp_path):
    folder, scratch = tmp_path / "folder", tmp_path / "scratch"
    folder.mkdir()
    scratch.mkdir()
    for name, data in FILES.items():
        (folder / f"{name}.txt").write_bytes(data)
    found = {one.format: one.members for one in find(folder, scratch)}
    assert found == {name: (f"{name}.txt",) for name in FILES}
