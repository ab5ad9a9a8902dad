"""Whether a cell says that a device noticed something, in the words of many languages.

A heart out of rhythm is nothing to guess: only a known yes, or a mark that can mean nothing else,
says that there was one.
"""

from __future__ import annotations

import re
from typing import Final

from healthdesk.domain.typed_text import fold

# Characters that are looked at; no such word is longer.
LOOKED_AT: Final = 100
# What a heart out of rhythm is called; parts of words.
IRREGULAR: Final = (
    "irr?eg", "arr?h?[iy]t?h?m", "unregelm", "oregelbund", "uregelm", "onregelm", "epäsäänn",
    "nieregular", "nepravidel", "szabálytalan", "düzensiz", "нерегул", "аритм", "不規則", "不规则",
    "불규칙",
)  # fmt: skip
FIBRILLATION: Final = (
    "a-?fib", "vorhoffl", "fibril", "fibrylac", "心房", "심방", "мерцат",
)  # fmt: skip


def _folded(*lines: str) -> frozenset[str]:
    """Words to compare with folded text, which stand here with their accents."""
    return frozenset(fold(word).low for line in lines for word in line.split())


def _parts(*parts: str) -> re.Pattern[str]:
    return re.compile(fold("|".join(parts)).low)


_YES: Final = _folded(
    "yes y true on x 1 positive possible present detected found",
    "ja j wahr ein erkannt festgestellt vorhanden möglich mögliches positiv",
    "oui vrai détecté détectée présent positif sí si verdadero detectado detectada posible",
    "positivo positiva presente sim verdadeiro possível vero rilevato rilevata possibile",
    "gedetecteerd mogelijk aanwezig waar upptäckt oppdaget opdaget registreret påvist",
    "kyllä havaittu tak wykryto wykryte możliwe možné ano áno zjištěno zistené detekováno igen",
    "észlelve evet var algılandı ναι да обнаружено выявлено возможно так da",
    "はい 有 有り 是 예 네 نعم có ใช่",
)
_MARKS: Final = frozenset("✓✔☑✅♥♡❤💓💔⚠!")
# What stands beside the word for a heart out of rhythm.
_BESIDE: Final = _folded(
    "heart heartbeat heartbeats beat beats rate pulse rhythm herz herzschlag herzrhythmus puls",
    "rythme battement cardiaque ritmo latido latidos cardíaco cardiaco battito hartslag hartritme",
    "atrial auricular atriale auriculaire",
)
_RHYTHM: Final = _parts(*IRREGULAR, *FIBRILLATION)
# Of languages without spaces between words.
_TOLD: Final = _parts("検出", "あり", "检测到", "檢測到", "偵測到", "감지", "있음")
# Any of these denies what is said beside it.
_NO: Final = _folded(
    "no not none non never nil null nan without undetected absent normal regular negative false",
    "off ok okay unlikely excluded free",
    "nein nicht kein keine keiner keines keinen nichts ohne normale normaler normales unauffällig",
    "regelmäßig regelmäßiger negativ falsch aus ausgeschlossen",
    "pas aucun aucune rien sans faux régulier réguliers normaux négatif ningún ninguno ninguna",
    "nada sin falso normales negativo negativa ausente não nenhum nenhuma sem regulares",
    "nessun nessuno nessuna niente senza assente regolare regolari normali",
    "nee niet geen onwaar regelmatig normaal inte ingen inga inget nej ej utan regelbunden normalt",
    "ikke intet nei ei ikkje normaali säännöllinen nie brak bez prawidłowy regularny ne není žádný",
    "žádná žádné nič nije nema nem nincs hayır yok değil düzenli",
    "δεν όχι καμία нет не ні nu ปกติ",
)
# The whole cell, where it is no word.
_NOTHING: Final = re.compile(r"(?:[-./\s]*|n\.?\s?/?\s?a\.?|k\.\s?a\.|0(?:[.,]0+)?)\Z")
# Parts of words: Czech before the verb, Turkish behind it, and languages without spaces.
_DENIED: Final = _parts(
    r"\bne(?:z|by|det)", r"m[aeıi]d[ıi]\b", r"frei\b", "無", "无", "未", "なし", "ない", "ません",
    "されず", "没", "沒", "正常", "없", "않", "아니",
)  # fmt: skip
_WORD: Final = re.compile(r"[^\W_]+")


def is_noticed(text: str) -> bool | None:
    """Whether a cell says that something was noticed; None where it cannot be told."""
    if says_no(text):
        return False
    low = _low(text)
    words = _WORD.findall(low)
    if words and all(
        word in _YES or word in _BESIDE or _RHYTHM.search(word) or _TOLD.search(word)
        for word in words
    ):
        # A heart by itself says nothing of its rhythm.
        return None if "?" in low or all(word in _BESIDE for word in words) else True
    return True if not words and _MARKS.intersection(low) else None


def says_no(text: str) -> bool:
    """Whether a cell is empty, or says in any way that there was nothing."""
    low = _low(text)
    return (
        _NOTHING.match(low) is not None
        or not _NO.isdisjoint(_WORD.findall(low))
        or _DENIED.search(low) is not None
    )


def _low(text: str) -> str:
    return fold(text[:LOOKED_AT]).low.strip()
