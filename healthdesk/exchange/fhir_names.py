"""Whose an Observation is and what it was made with, by the Patients and Devices of its file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from healthdesk.domain.checks import SOURCE_MAX
from healthdesk.domain.records import MANUAL
from healthdesk.exchange.fhir_elements import mapping, mappings, text
from healthdesk.exchange.fhir_layout import Placed

NO_DEVICE = "FHIR"
# People and devices a file may name.
NAMES_MAX = 100_000


class Names:
    """First every resource is noted, then that is settled, then asked."""

    def __init__(self) -> None:
        self._devices: dict[str, str] = {}
        self._persons: dict[str, str] = {}
        # By reference the name and the number of a patient; of each name the patients who have
        # it and when they were born.
        self._patients: dict[str, tuple[str, str]] = {}
        self._namesakes: dict[str, dict[str, str]] = {}

    def note(self, placed: Placed) -> None:
        resource = placed.resource
        kind, id_ = text(resource, "resourceType"), str(resource.get("id", ""))
        if (
            kind not in ("Patient", "Device")
            or len(self._patients) + len(self._devices) > NAMES_MAX
        ):
            return
        number = id_ or placed.url
        references = [one for one in (placed.url, f"{kind}/{id_}" if id_ else "") if one]
        if kind == "Device":
            self._devices |= dict.fromkeys(references, _device_name(resource) or number)
            return
        name = _patient_name(resource) or number
        self._patients |= dict.fromkeys(references, (name, number))
        self._namesakes.setdefault(name, {})[number] = text(resource, "birthDate")

    def settle(self) -> None:
        """Several patients of one name have their birth date behind it, or their number."""
        for reference, (name, number) in self._patients.items():
            births = self._namesakes[name]
            born = births[number]
            apart = born if born and list(births.values()).count(born) == 1 else number
            self._persons[reference] = f"{name} ({apart})" if len(births) > 1 else name

    def person_of(self, placed: Placed) -> str:
        """The patient's name, else the file's own word for them; empty where there is none."""
        around = (placed.resource, placed.inside or {})
        subject = next(filter(None, (mapping(one, "subject") for one in around)), {})
        reference = text(subject, "reference").partition("/_history/")[0]
        for one in around if reference.startswith("#") else ():
            for patient in mappings(one, "contained"):
                if f"#{patient.get('id')}" == reference and (name := _patient_name(patient)):
                    return name
        for known in (reference, "/".join(reference.split("/")[-2:])):
            if known in self._persons:
                return self._persons[known]
        named = text(subject, "display") or reference
        return named or text(mapping(subject, "identifier"), "value")

    def source_of(self, resource: Mapping[str, Any], *, own: bool) -> str:
        """The device, else who measured; "" where files of our own (`own`) name none."""
        device = mapping(resource, "device")
        reference = text(device, "reference")
        contained = {
            f"#{one.get('id')}": _device_name(one) for one in mappings(resource, "contained")
        }
        name = text(device, "display") or contained.get(reference, "")
        name = name or self._devices.get(reference, "")
        performers = mappings(resource, "performer")
        if name or not performers:
            return (name or ("" if own else NO_DEVICE))[:SOURCE_MAX]
        subject = text(mapping(resource, "subject"), "reference")
        if subject and all(text(one, "reference") == subject for one in performers):
            return MANUAL
        return (text(performers[0], "display") or NO_DEVICE)[:SOURCE_MAX]


def _patient_name(resource: Mapping[str, Any]) -> str:
    names = mappings(resource, "name")
    official = [name for name in names if name.get("use") in ("official", "usual")]
    for name in (*official, *names):
        given = name.get("given")
        words = [word for word in given if isinstance(word, str)] if isinstance(given, list) else []
        told = text(name, "text") or " ".join((*words, text(name, "family"))).strip()
        if told:
            return told
    return ""


def _device_name(resource: Mapping[str, Any]) -> str:
    """R5 has `displayName` and `name`, R4 `deviceName`; else maker and model."""
    for key in ("deviceName", "name"):
        for name in mappings(resource, key):
            if told := text(name, "name") or text(name, "value"):
                return told
    made = " ".join(filter(None, (text(resource, k) for k in ("manufacturer", "modelNumber"))))
    return text(resource, "displayName") or made or text(mapping(resource, "type"), "text")
