"""The formats that are read; to be asked for their names without loading one."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

# Format → module of this package, in the order they are asked; the general ones come last.
# A module has `recognises(head) -> bool` and `parser(files, options) -> Parser`.
FORMATS: Final[Mapping[str, str]] = MappingProxyType({
    "apple-health": "apple_health",
    "fitbit": "fitbit",
    "garmin-fit": "garmin_fit",
    "garmin-json": "garmin_json",
    "google-fit": "google_fit",
    "samsung-health": "samsung_health",
    "health-connect": "health_connect",
    "libreview": "libreview",
    "dexcom-clarity": "dexcom_clarity",
    "carelink": "carelink",
    "nightscout": "nightscout",
    "tidepool": "tidepool",
    "beurer": "beurer",
    "blood-pressure-monitor": "blood_pressure_monitor",
    "gnome-health": "gnome_health",
    "omron": "omron",
    "openscale": "openscale",
    "withings": "withings",
    "csv": "csv_file",
    "report": "report_in",
    "json": "json_file",
    "fhir": "fhir_in",
    "table": "table",
})  # fmt: skip
# What may be read only when nothing else in the container is known: any table at all.
LAST_RESORT: Final = "table"
