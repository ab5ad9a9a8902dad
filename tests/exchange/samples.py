"""A good file of each format, or of each shape it comes in; none has to be asked about."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from healthdesk.domain.transfers import Answers
from healthdesk.exchange.csv_file import HEADER
from tests.exchange import (
    fit_files,
    test_beurer,
    test_blood_pressure_monitor,
    test_carelink,
    test_dexcom_clarity,
    test_fhir_in,
    test_fitbit,
    test_garmin_fit,
    test_garmin_json,
    test_gnome_health,
    test_google_fit,
    test_health_connect,
    test_json_file,
    test_libreview,
    test_nightscout,
    test_omron,
    test_openscale,
    test_openscale_database,
    test_report_in,
    test_samsung_health,
    test_table,
    test_tidepool,
    test_withings,
)
from tests.exchange.apple_exports import correlation, export, record, sleep
from tests.exchange.workbooks import DATE, workbook

# All that a sample may leave open; each takes of it what it needs.
ANSWERS = Answers(
    units={
        "": "kg", "weight": "kg", "waist": "cm", "muscle-mass": "%", "distance": "m",
        "blood-glucose": "mg/dL",
    },
    date_order="dmy",
    mappings={"": {"columns": test_table.DIARY_COLUMNS}},
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sample:
    """A file of a format, under a name its program would give it."""

    format: str
    name: str
    data: bytes

    @property
    def id(self) -> str:
        return f"{self.format}-{self.name}"


def _lines(*lines: str) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


def _database() -> bytes:
    spans = test_health_connect
    with tempfile.TemporaryDirectory() as folder:
        return spans.exported(
            Path(folder) / "made.db",
            {
                "application_info_table": spans.APPS,
                "weight_record_table": [spans.NOW | {"weight": 64_000.4}],
                "steps_record_table": [spans.DURING | {"count": 812}],
            },
        )


def _backup() -> bytes:
    kept = test_openscale_database
    with tempfile.TemporaryDirectory() as folder:
        return kept.database(Path(folder) / "made.db", kept.OLD, kept.OLD_ROWS)


def _workbook() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        rows: list[list[object]] = [
            ["Datum", "Uhrzeit", "Gewicht (kg)"],
            [(46_057, DATE), "07:30", 81.4],
            [(46_058, DATE), "07:35", 82],
        ]
        return workbook(Path(folder) / "made.xlsx", {"Diary": rows}).read_bytes()


def _tidepool_workbook() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        return test_tidepool.book(Path(folder)).read_bytes()


def _apple() -> bytes:
    first = record("BloodPressureSystolic", "128", "mmHg")
    second = record("BloodPressureDiastolic", "82", "mmHg")
    return export(
        record("BodyMass", "81.4", "kg"),
        record("StepCount", "812", "count", end="2024-01-10 13:02:42 +0100"),
        first, second, correlation(first, second),
        sleep("AsleepDeep", "2024-01-10 01:00:00 +0100", "2024-01-10 02:00:00 +0100"),
        record("HeartRate", "71", "count/min", inside='<MetadataEntry key="a" value="b"/>'),
    )  # fmt: skip


def _tables() -> Iterator[Sample]:
    omron, withings, openscale = test_omron, test_withings, test_openscale
    yield Sample(
        "omron", "report.csv",
        _lines(omron.ENGLISH, f"31 Jan 2026,08:35,128,82,71,{omron.REST}"),
    )  # fmt: skip
    yield Sample(
        "omron", "older.csv",
        _lines(omron.OLDER,
               '"2018/05/03 08:10","Europe/Berlin","128","82","71","","0","","","","","",""'),
    )  # fmt: skip
    yield Sample(
        "withings", "weight.csv",
        _lines(withings.WEIGHT, '"2026-02-04 08:35:12",80.00,16.00,3.10,60.20,45.10,"after, run"'),
    )  # fmt: skip
    yield Sample(
        "withings", "bp.csv",
        _lines(withings.PRESSURE, '"2026-02-04 08:35:12",71,128,82,seated'),
    )  # fmt: skip
    yield Sample(
        "withings", "raw_hr_hr.csv", _lines(withings.RAW, f'{withings.EIGHT},"[60,60]","[61,62]"')
    )
    yield Sample("beurer", "all.csv", test_beurer.WHOLE.encode())
    yield Sample("beurer", "scale.csv", _lines(test_beurer.SCALE, test_beurer.ROW))
    yield Sample(
        "openscale", "first.csv",
        _lines(openscale.FIRST, "04.02.2018 08:35;80.5;18.5;55;40;60;3;90;0.0;holiday;"),
    )  # fmt: skip
    yield Sample(
        "openscale", "third.csv",
        _lines(openscale.THIRD, "2026-02-04,08:35:12.123456789,25.1,18.5,3,ill,61,35.5,90,55,80.5"),
    )  # fmt: skip
    monitor = test_blood_pressure_monitor
    yield Sample(
        "blood-pressure-monitor", "later.csv",
        _lines(monitor.LATER, f'{monitor.AT},128,82,71,"after, run",null'),
    )  # fmt: skip
    yield Sample(
        "gnome-health", "weights.csv",
        _lines(test_gnome_health.WEIGHTS, "2026-02-04T18:00:00+01,70.5"),
    )  # fmt: skip
    yield Sample(
        "gnome-health", "activities.csv",
        _lines(test_gnome_health.ACTIVITIES,
               "walking,120,2026-02-04T18:00:00+01:00,2000.0,95,120,80,20,2500"),
    )  # fmt: skip


def _glucose() -> Iterator[Sample]:
    libre, clarity, carelink = test_libreview, test_dexcom_clarity, test_carelink
    rows = (
        libre.row(0, "25-09-2025 21:58", historic=104),
        libre.row(1, "25-09-2025 22:03", scan=110),
        libre.row(5, "25-09-2025 22:08", carbs=40),
    )
    yield Sample("libreview", "glucose.csv", libre.file(*rows))
    yield Sample(
        "dexcom-clarity", "clarity.csv",
        clarity.file(clarity.egv("2026-06-02T07:00:00", 100), clarity.egv("2026-06-02T07:05:00",
                                                                         "Low")),
    )  # fmt: skip
    yield Sample("carelink", "carelink.csv", carelink.file(carelink.PUMP, carelink.SENSOR))
    yield Sample("nightscout", "entries.json", test_nightscout.file(test_nightscout.entry()))
    data = test_tidepool.datum(), test_tidepool.datum("smbg", units="mg/dL", value=100)
    yield Sample("tidepool", "TidepoolExport.json", test_tidepool.file(*data))
    yield Sample("tidepool", "TidepoolExport.xlsx", _tidepool_workbook())


def _takeouts() -> Iterator[Sample]:
    fitbit, garmin, google = test_fitbit, test_garmin_json, test_google_fit
    yield Sample("fitbit", "weight-2026-02-03.json", json.dumps([fitbit.WEIGHT]).encode())
    yield Sample(
        "fitbit", "heart_rate-2026-02-03.json", fitbit.series({"bpm": 70, "confidence": 2})
    )
    night = fitbit.session(("01:00:00", "light", 3600), ("02:00:00", "deep", 3600))
    yield Sample("fitbit", "sleep-2026-02-03.json", json.dumps([night]).encode())
    for name, told in {
        "UDSFile.json": garmin.DAY, "sleepData.json": garmin.NIGHT,
        "userBioMetrics.json": garmin.BODY, "healthStatusData.json": garmin.STATUS,
    }.items():  # fmt: skip
        yield Sample("garmin-json", name, garmin.array(told))
    scale = fit_files.fit(fit_files.file_id(), test_garmin_fit.scale())
    yield Sample("garmin-fit", "scale.fit", scale)
    day = fit_files.fit(
        fit_files.file_id(32), test_garmin_fit.info(),
        test_garmin_fit.walked(test_garmin_fit.MIDNIGHT + 3600, 100),
        test_garmin_fit.walked(test_garmin_fit.MIDNIGHT + 7200, 300),
        *test_garmin_fit.BEATS[:2],
    )  # fmt: skip
    yield Sample("garmin-fit", "day.fit", day)
    yield Sample("google-fit", "weight.json", google.WEIGHT)
    yield Sample(
        "google-fit", "Daily activity metrics.csv",
        _lines("Date," + google.HEADERS["en"], "2026-02-03,30,2000,5000,20,6000,80,81,79,60000"),
    )  # fmt: skip
    samsung = test_samsung_health
    yield Sample("samsung-health", "com.samsung.health.blood_pressure.csv", samsung.PRESSURES)
    yield Sample("samsung-health", "com.samsung.shealth.sleep.csv", samsung.SLEEPS)


def samples() -> tuple[Sample, ...]:
    """Every shape of every format."""
    fhir = test_fhir_in
    return (
        Sample("apple-health", "export.xml", _apple()),
        *_takeouts(),
        Sample("health-connect", "health_connect_export.db", _database()),
        Sample("openscale", "openScale.db", _backup()),
        *_glucose(),
        *_tables(),
        Sample("csv", "healthdesk.csv", (HEADER + test_report_in.ROWS).encode()),
        Sample("report", "report.pdf", test_report_in.report()),
        Sample(
            "json",
            "healthdesk.json",
            test_json_file.document(records=[test_json_file.reading()]).encode(),
        ),
        Sample("fhir", "bundle.json", fhir.bundle(fhir.observation(), fhir.pressure()).encode()),
        Sample("fhir", "lines.ndjson", _lines(json.dumps(fhir.observation()))),
        Sample("table", "diary.csv", test_table.DIARY.encode()),
        Sample("table", "diary.xlsx", _workbook()),
    )
