"""Write the sample file of the present schema: tests/files/schema-NNNN.db.

Each released schema keeps one, so that later versions are tried on real old files. What is
in it follows from this program text alone; run it once, when a schema is new, and commit the
file. It refuses to write over one.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(TOP))

from healthdesk.bootstrap import App, open_app  # noqa: E402
from healthdesk.domain.accounts import OWNER  # noqa: E402
from healthdesk.domain.health_types import HealthType, Range  # noqa: E402
from healthdesk.domain.records import Draft, Record, RecordQuery  # noqa: E402
from healthdesk.paths import Paths  # noqa: E402
from healthdesk.settings import Settings  # noqa: E402
from healthdesk.storage.database import SCHEMA  # noqa: E402

MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000
# Monday, 1 January 2024, 00:00 UTC
START = 1_704_067_200_000
EXPORT = """<?xml version="1.0" encoding="UTF-8"?>
<HealthData locale="en_GB">
 <ExportDate value="2024-02-01 08:00:00 +0100"/>
 <Record type="HKQuantityTypeIdentifierBodyMass" sourceName="Scale" unit="kg" \
creationDate="2024-01-03 07:30:00 +0100" startDate="2024-01-03 07:30:00 +0100" \
endDate="2024-01-03 07:30:00 +0100" value="81.1"/>
 <Record type="HKQuantityTypeIdentifierBodyMass" sourceName="Scale" unit="lb" \
creationDate="2024-01-04 07:30:00 +0100" startDate="2024-01-04 07:30:00 +0100" \
endDate="2024-01-04 07:30:00 +0100" value="178.5"/>
 <Record type="HKQuantityTypeIdentifierStepCount" sourceName="Watch" unit="count" \
creationDate="2024-01-03 09:00:00 +0100" startDate="2024-01-03 08:00:00 +0100" \
endDate="2024-01-03 09:00:00 +0100" value="4000"/>
 <Record type="HKQuantityTypeIdentifierStepCount" sourceName="iPhone" unit="count" \
creationDate="2024-01-03 10:00:00 +0100" startDate="2024-01-03 08:30:00 +0100" \
endDate="2024-01-03 09:30:00 +0100" value="3000"/>
 <Record type="HKQuantityTypeIdentifierHeartRate" sourceName="Watch" unit="count/min" \
creationDate="2024-01-03 09:00:00 +0100" startDate="2024-01-03 08:15:00 +0100" \
endDate="2024-01-03 08:15:00 +0100" value="61"/>
</HealthData>
"""


def fill(app: App, folder: Path) -> None:
    """Two persons; readings typed, imported, mended, binned, moved, purged; an own type."""
    journal = app.journal
    ada = journal.add_person(OWNER, "Ada", birth_date="1980-05-31", sex="female", height_cm=170)[0]
    ben = journal.add_person(OWNER, "Ben", time_zone="America/New_York")[0]
    journal.add_type(
        OWNER,
        HealthType(
            "grip-strength", "own", "kg", ("kg", "lb"), 1, "mean", Range(0, 200),
            name="Grip strength",
        ),
    )  # fmt: skip
    typed = journal.add(OWNER, list(_typed()), ada.id).records
    journal.add(OWNER, [Draft("weight", 205.5, "lb", START, -300)], ben.id)
    export = folder / "export.xml"
    export.write_text(EXPORT, "utf-8")
    app.transfer.import_files(OWNER, [export], ada.id)
    journal.delete(OWNER, [typed[1].id])
    journal.move(OWNER, [typed[2].id], ben.id)
    imported = [r for r in _all(app) if r.import_id is not None and r.type == "weight"]
    journal.edit(OWNER, imported[0].id, {"note": "scale was on the carpet", "tags": ("doubtful",)})
    journal.delete(OWNER, [imported[1].id])
    journal.purge(OWNER, [imported[1].id])


def _typed() -> tuple[Draft, ...]:
    eight = START + 8 * HOUR
    night = START + 23 * HOUR
    return (
        Draft("weight", 81.4, "kg", eight, 60, note="after breakfast", tags=("home",)),
        Draft("weight", 99.0, "kg", eight + DAY, 60, note="a slip"),
        Draft("blood-pressure", 118, "mmHg", eight, 60, value2=76),
        Draft("blood-pressure", 128, "mmHg", eight + DAY, 60, value2=82, tags=("left-arm",)),
        Draft("blood-pressure", 17.1, "kPa", eight + 2 * DAY, 60, value2=10.9),
        Draft("blood-glucose", 5.6, "mmol/L", eight, 60, tags=("before-breakfast",)),
        Draft("blood-glucose", 400, "mg/dL", eight + HOUR, 60, comparator=">"),
        Draft("sleep-stage", 2, "stage", night, 60, ended_at=night + 3 * HOUR),
        Draft("sleep-stage", 5, "stage", night + 3 * HOUR, 60, ended_at=night + 4 * HOUR),
        Draft("sleep-stage", 4, "stage", night + 4 * HOUR, 60, ended_at=night + 6 * HOUR),
        Draft("steps", 9000, "steps", eight + DAY, 60),
        Draft("water", 250, "mL", eight, 60),
        Draft("water", 2, "cup", eight + HOUR, 60),
        Draft("grip-strength", 100, "lb", eight, 60),
    )


def _all(app: App) -> Sequence[Record]:
    return app.journal.slice(OWNER, RecordQuery(), 0, 0)


def main() -> int:
    out = TOP / "tests" / "files" / f"schema-{SCHEMA:04d}.db"
    if out.exists():
        print(f"{out.relative_to(TOP)} is there already: a released schema keeps its file")
        return 1
    out.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        paths = Paths.find(str(Path(name) / "data"), {})
        app = open_app(paths, Settings(paths.config_file, {}, {}))
        try:
            fill(app, Path(name))
            app.keeper.backup(OWNER, out)
            told = app.keeper.digest(OWNER, with_deleted=True)
        finally:
            app.close()
    out.chmod(0o644)
    print(f"{out.relative_to(TOP)}: {out.stat().st_size} bytes, {told}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
