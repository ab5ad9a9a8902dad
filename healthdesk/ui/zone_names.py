"""Offering the names of time zones while one is typed."""

from __future__ import annotations

import zoneinfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QWidget


def zone_completer(owner: QWidget) -> QCompleter:
    completer = QCompleter(sorted(zoneinfo.available_timezones()), owner)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    return completer
