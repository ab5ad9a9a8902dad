"""Files of every released schema open, verify and say what they always said."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.records import RecordQuery
from healthdesk.storage.database import SCHEMA
from tests.opened import NEW_YEAR_DAY, digest, open_folder, verified

FILES = Path(__file__).parent.parent / "files"


@pytest.fixture(params=sorted(FILES.glob("schema-*.db")), ids=lambda file: file.stem)
def released(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[App]:
    """A copy of a schema's file, opened."""
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    shutil.copyfile(request.param, folder / "healthdesk.db")
    app = open_folder(folder)
    yield app
    app.close()


def test_present_schema_has_its_file():
    assert (FILES / f"schema-{SCHEMA:04d}.db").is_file()


def test_file_of_any_schema_keeps_every_promise(released: App):
    verified(released)
    assert released.db.revision() == SCHEMA


def test_it_holds_the_readings_it_was_made_with(released: App):
    live = "26fbe580ee9467f3b53d01c8394671ef78a52eb774ddfbe07e284aa7cc92325a"
    with_bin = "cd9bfaccd0c2e996bbfae048b98fe443c1a3b880982625136db8685fbf17c713"
    assert digest(released) == live
    assert digest(released, with_deleted=True) == with_bin
    journal = released.journal
    assert [person.name for person in journal.persons(OWNER)] == ["Ada", "Ben"]
    assert journal.types(OWNER)["grip-strength"].name == "Grip strength"
    assert journal.count(OWNER, RecordQuery(search="carpet doubtful")) == 1
    (batch,) = released.transfer.batches(OWNER)
    assert (batch.status, batch.added, batch.files) == ("done", 5, ("export.xml",))


@pytest.mark.parametrize(
    ("slug", "points"),
    [
        ("weight", [("2024-01-01", 81.4, 1), ("2024-01-04", 80.966238, 1)]),
        ("steps", [("2024-01-02", 9000, 1), ("2024-01-03", 5500, 2)]),
        ("sleep-duration", [("2024-01-02", 300, 0)]),
        ("time-in-bed", [("2024-01-02", 360, 0)]),
        ("blood-glucose", [("2024-01-01", 100.887304, 2)]),
        ("grip-strength", [("2024-01-01", 45.359237, 1)]),
    ],
)
def test_its_figures_are_the_ones_of_then(
    released: App, slug: str, points: list[tuple[str, float, int]]
):
    report = released.analytics.report(OWNER, 1, slug, NEW_YEAR_DAY - 1, NEW_YEAR_DAY + 5)
    found = [(p["date"], p["value"], p["count"]) for p in report["data_points"]]
    assert found == points


def test_its_import_is_still_known(released: App):
    """What was imported then does not come again, mended and purged rows included."""
    from tools.make_schema_sample import EXPORT

    export = released.paths.data / "export.xml"
    export.write_text(EXPORT, "utf-8")
    before = digest(released, with_deleted=True)
    assert released.transfer.import_files(OWNER, [export], 1).added == 0
    assert digest(released, with_deleted=True) == before
