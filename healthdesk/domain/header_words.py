"""Words that headers of tables go by, for a first proposal of what their columns hold.

All are plain: lower case, without accents, blanks single (`plain`). A proposal is looked at by
the owner of the table before it counts, so that a word may stand for its commonest meaning.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Final

# Beside the names and aliases of the catalogue, which are English and German.
TYPE_WORDS: Final[Mapping[str, frozenset[str]]] = {
    "weight": frozenset(
        {"body weight", "peso", "peso corporal", "peso corporeo", "poids", "poids corporel",
         "lichaamsgewicht", "vaegt", "vægt", "vekt", "vikt", "waga", "masa ciala", "paino",
         "kilo", "вес", "体重"}
    ),
    "height": frozenset({"body height", "altura", "estatura", "altezza", "lengte", "身長", "身高"}),
    "waist": frozenset({"tour de taille", "cintura", "circunferencia de cintura", "vita"}),
    "body-fat": frozenset(
        {"fat", "fat percentage", "body fat percentage", "grasa corporal", "graisse corporelle",
         "gordura corporal", "grasso corporeo", "lichaamsvet", "kropsfedt", "体脂肪率", "体脂率"}
    ),
    "heart-rate": frozenset(
        {"bpm", "pouls", "pulso", "polso", "frequence cardiaque", "frecuencia cardiaca",
         "frequencia cardiaca", "frequenza cardiaca", "rythme cardiaque", "ritmo cardiaco",
         "battiti", "batimentos", "latidos", "hartslag", "hartfrequentie", "tetno", "syke",
         "пульс", "脈拍", "心率"}
    ),
    "blood-glucose": frozenset(
        {"blood sugar", "sensor glucose", "glucosa", "glucemia", "glicemia", "glycemie",
         "glicose", "glucosio", "glukoza", "bloedsuiker", "bloedglucose", "blodsukker",
         "blodsocker", "глюкоза", "血糖", "血糖値"}
    ),
    "body-temperature": frozenset(
        {"temperatura", "temperatura corporal", "temperature corporelle", "temperatura corporea",
         "temperatuur", "lichaamstemperatuur", "температура", "体温"}
    ),
    "oxygen-saturation": frozenset(
        {"blood oxygen", "oxygen level", "saturacion", "saturacion de oxigeno", "saturacao",
         "saturation", "saturation en oxygene", "saturazione", "zuurstofsaturatie"}
    ),
    "respiratory-rate": frozenset({"frequence respiratoire", "frecuencia respiratoria"}),
    "steps": frozenset(
        {"step count", "pasos", "pas", "nombre de pas", "passos", "passi", "stappen", "skridt",
         "steg", "kroki", "шаги", "歩数", "步数"}
    ),
    "distance": frozenset({"distancia", "distanza", "afstand"}),
    "sleep-duration": frozenset(
        {"sueno", "horas de sueno", "sommeil", "duree du sommeil", "sono", "sonno", "slaap"}
    ),
    "insulin": frozenset({"insulina", "insuline"}),
    "ketones": frozenset({"ketone", "cetonas", "cetones", "chetoni"}),
}  # fmt: skip

# Beside the upper and the lower value themselves: "Blutdruck sys", "Tension haute".
PRESSURE_WORDS: Final = frozenset(
    {"bp", "rr", "blood", "pressure", "blutdruck", "druck", "wert", "value", "mmhg", "kpa",
     "tension", "arterial", "arterielle", "presion", "pressao", "pressione", "arteriosa",
     "bloeddruk", "blodtryk", "blodtrykk", "blodtryck", "number", "zahl"}
)  # fmt: skip


def plain(text: str) -> str:
    """Lower case, without accents, blanks single."""
    spread = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(c for c in spread if not unicodedata.combining(c))
    return " ".join(bare.replace("_", " ").split())
