"""What a device noticed counts only where a cell surely says so."""

from __future__ import annotations

import pytest

from healthdesk.exchange.noticed import is_noticed, says_no


@pytest.mark.parametrize(
    "text",
    [
        "Yes", "yes", "Ja", "Oui", "Sí", "Sim", "Tak", "да", "はい", "検出されました", "检测到",
        "감지됨", "Detected", "DETECTED", "Erkannt", "Detectado", "Ja, erkannt", "On", "TRUE", "x",
        "1", "✓", "✔", "♥", "❤️", "Irregular", "Irregular heartbeat", "Irregular heartbeat detected",
        "Arrhythmia", "Possible AFib", "Mögliches Vorhofflimmern", "Unregelmäßiger Herzschlag",
    ],
)  # fmt: skip
def test_a_known_yes_says_so(text):
    assert is_noticed(text) is True
    assert not says_no(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "-", "--", "—", "0", "0,0", "No", "None", "Nein", "Keine", "nicht erkannt", "Não",
        "n/a", "N.A.", "normal", "Normal", "Undetected", "Not Detected", "Nessuno", "Aucun",
        "Geen", "Ingen", "Ej", "Ei", "Brak", "Ne", "Nezjištěno", "Yok", "Algılanmadı", "Нет",
        "δεν ανιχνεύθηκε", "なし", "未检测到", "検出されませんでした", "없음", "Off", "False", "OK",
        "Keine Arrhythmie", "No irregular heartbeat", "Regelmäßig", "Regular", "arrhythmiefrei",
        "normaler Sinusrhythmus", "Non irregular",
    ],
)  # fmt: skip
def test_words_for_nothing_say_that_there_was_nothing(text):
    assert is_noticed(text) is False
    assert says_no(text)


@pytest.mark.parametrize(
    "text",
    ["Unknown", "Unbekannt", "✗", "2", "Heart", "E2", "?", "Arrhythmia?", "arrhythmia unknown",
     "see a doctor about arrhythmia", "yes" * 200],
)  # fmt: skip
def test_what_is_not_known_says_neither(text):
    assert is_noticed(text) is None
