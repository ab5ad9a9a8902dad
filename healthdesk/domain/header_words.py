"""Words that headers of tables go by, for a first proposal of what their columns hold.

All are plain: lower case, without accents, blanks single (`plain`). A proposal is looked at by
the owner of the table before it counts, so that a word may stand for its commonest meaning.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

# Beside the names and aliases of the catalogue, which are English and German.
TYPE_WORDS: Final[Mapping[str, frozenset[str]]] = {
    "weight": frozenset(
        {"kaal", "體重", "pes", "pes corporal", "kehamass", "masa corporal", "telesna teza",
         "tjelesna tezina", "vægt", "testtomeg", "kehakaal", "svoris", "svars", "agırlık", "berat",
         "berat badan", "can nang", "นําหนัก", "वजन", "الوزن", "وزن", "משקל", "βαροσ", "tezina",
         "teza", "тегло", "тежина", "body weight", "scale weight", "poids du corps", "masse",
         "body mass", "peso", "peso corporal", "peso corporeo", "poids", "poids corporel",
         "lichaamsgewicht", "vaegt", "vekt", "vikt", "waga", "masa ciala", "paino", "kropsvægt",
         "kroppsvikt", "kroppsvekt", "kilo", "hmotnost", "telesna hmotnost", "testsuly",
         "greutate", "вес", "вага", "масса тела", "体重", "체중"}
    ),
    "height": frozenset(
        {"talla", "langd", "høyde", "højde", "pituus", "wzrost", "vyska", "рост", "υψοσ", "키",
         "신장", "body height", "altura", "estatura", "altezza", "lengte", "身長", "身高"}
    ),
    "waist": frozenset({"tour de taille", "cintura", "circunferencia de cintura", "vita"}),
    "body-fat": frozenset(
        {"pct fat", "fat pct", "fat percent", "korperfettanteil", "masse grasse", "grasa",
         "gordura", "tłuszcz", "tuk", "zsir", "fedtprocent", "fettprosent", "fettprocent",
         "rasvaprosentti", "жир", "процент жира", "vucut yagı", "체지방률", "체지방", "λιποσ",
         "fat", "fat rate", "fat percentage", "body fat percentage", "grasa corporal",
         "graisse corporelle", "gordura corporal", "grasso corporeo", "lichaamsvet", "kropsfedt",
         "体脂肪率", "体脂率"}
    ),
    "heart-rate": frozenset(
        {"pulsacao", "pulsacoes", "utrip", "srcni utrip", "пулс", "сърдечна честота", "脈搏",
         "心跳率", "pols", "otkucaji", "sudamerutm", "sudame loogisagedus", "sirdsdarbiba",
         "sirdies ritmas", "nhip", "pul", "puls/min", "pulse bpm", "hjertefrekvens",
         "hjartfrekvens", "hjertfrekvens", "pulz", "pulsas", "pulss", "nabız", "σφυγμοσ",
         "σφυγμοι", "παλμοι", "καρδιακοσ ρυθμοσ", "النبض", "نبض", "معدل ضربات القلب", "דופק",
         "ชีพจร", "nhip tim", "nadi", "detak jantung", "नाडी", "частота пульса", "чсс", "心跳",
         "frec. cardiaca", "fc", "hf", "pulsschlag", "pulsatie", "bpm", "pulse rate", "pouls",
         "pulso", "polso", "frequence cardiaque", "frecuencia cardiaca", "frequencia cardiaca",
         "frequenza cardiaca", "rythme cardiaque", "ritmo cardiaco", "battiti", "batimentos",
         "latidos", "hartslag", "hartfrequentie", "tetno", "syke", "pulsfrequenz", "pulsazioni",
         "pulsaciones", "pulsslag", "tep", "tepova frekvence", "pulzus", "nabiz", "пульс", "脈拍",
         "脈拍数", "心拍数", "脉搏", "心率", "맥박", "심박수"}
    ),
    "blood-glucose": frozenset(
        {"bg value", "bgvalue", "glucose in current unit", "glucose level", "glucose result",
         "glucose reading", "sensor reading", "taux de glucose", "blutglukose", "blutzuckerwert",
         "glykemia", "glykemie", "vercukor", "verensokeri", "kan sekeri", "сахар крови", "сахар",
         "глюкоза в крови", "γλυκοζη", "σακχαρο", "혈당", "سكر الدم", "الجلوكوز", "סוכר",
         "gula darah", "đuong huyet", "นําตาล", "cukier", "poziom cukru", "glikemia", "глікемія",
         "гликемия", "cgm", "sg", "sgv", "udt cgms", "bg level", "gewebezucker",
         "blutzuckermessung", "blodsukkermaling", "blodsockermatning", "blood sugar",
         "sensor glucose", "glucosa", "glucemia", "glicemia", "glycemie", "glicose", "glucosio",
         "glukoza", "bloedsuiker", "bloedglucose", "blodsukker", "blodsocker", "глюкоза", "血糖",
         "血糖値"}
    ),
    "body-temperature": frozenset(
        {"korpertemperatur", "koerpertemperatur", "body temperature", "body temp", "temperature",
         "temperatura ciała", "teplota", "testhomerseklet", "kehon lampotila", "lampo",
         "kroppstemp", "ates", "vucut ısısı", "температура тела", "θερμοκρασια", "درجة الحرارة",
         "חום", "temperatura", "temperatura corporal", "temperature corporelle",
         "temperatura corporea", "temperatuur", "lichaamstemperatuur", "telesna teplota",
         "kroppstemperatur", "температура", "体温", "체온"}
    ),
    "oxygen-saturation": frozenset(
        {"sao2", "o2 sat", "o2 saturation", "sattigung", "sauerstoffgehalt", "happisaturaatio",
         "syremætning", "oksygenmetning", "syremattnad", "saturacja", "nasycenie tlenem",
         "sytost kyslikem", "oksijen", "κορεσμοσ", "кислород", "酸素飽和度", "血中酸素", "산소",
         "اكسجين", "blood oxygen saturation", "oxygen saturation", "blood oxygen", "oxygen level",
         "saturacion", "saturacion de oxigeno", "saturacao", "saturation", "saturation en oxygene",
         "saturazione", "zuurstofsaturatie", "сатурация", "血氧", "血氧饱和度", "산소포화도"}
    ),
    "respiratory-rate": frozenset(
        {"breathing rate", "breath rate", "respirations", "frequenza respiratoria", "atemzuge",
         "oddech", "andningsfrekvens", "ademhalingsfrequentie", "呼吸", "呼吸数",
         "frequence respiratoire", "frecuencia respiratoria", "average breath"}
    ),
    "active-energy": frozenset({"active calories", "activity calories"}),
    "steps": frozenset(
        {"pasos dados", "walking steps", "adım", "βηματα", "krok", "lepesek", "askeleet", "crocs",
         "сделано шагов", "الخطوات", "צעדים", "langkah", "step count", "pasos", "pas",
         "nombre de pas", "passos", "passi", "stappen", "skridt", "steg", "kroki", "kroky", "шаги",
         "歩数", "步数", "걸음수", "걸음 수"}
    ),
    "distance": frozenset(
        {"distancia", "distanza", "afstand", "walking + running distance"}
    ),
    "sleep-duration": frozenset(
        {"asleep duration", "sleep analysis asleep", "time asleep", "schlafzeit", "sueno",
         "horas de sueno", "sommeil", "duree du sommeil", "sono", "sonno", "slaap"}
    ),
    "insulin": frozenset(
        {"insulina", "insuline", "insulin delivered", "insulin injection units",
         "basal injection units", "insulin bolus", "insulin basal", "bolus insulin",
         "basal insulin", "rapid-acting insulin", "fast-acting insulin", "toegediende insuline",
         "long-acting insulin", "carb bolus", "correction bolus", "insulininjektionseinheiten",
         "basalinjektionseinheiten", "insulininjektionsenheder", "basalinjektionsenheder"}
    ),
    "ketones": frozenset(
        {"ketony", "ketoner", "ketonen", "ketonit", "кетоны", "blood ketone", "keton", "ketone",
         "cetonas", "cetones", "chetoni"}
    ),
    "lean-mass": frozenset({"lean body mass", "fat free mass", "fat-free mass", "fettfreie masse"}),
    "body-water": frozenset(
        {"water pct", "body water percentage", "korperwasseranteil", "wasseranteil",
         "body water rate", "water rate"}
    ),
    "time-in-bed": frozenset({"in bed duration", "sleep analysis in bed", "total bedtime"}),
    "basal-energy": frozenset({"resting energy", "resting calories"}),
    "calories": frozenset({"dietary energy"}),
    "exercise-minutes": frozenset(
        {"exercise time", "activity duration", "aktivitatsdauer", "aktivitetsvarighed"}
    ),
    "carbohydrates": frozenset(
        {"meal carbohydrates", "mahlzeitkohlenhydrate", "maltidskulhydrater", "ch gr"}
    ),
    "muscle-mass": frozenset(
        {"masa muscular", "masse musculaire", "massa muscolare", "massa muscular", "spiermassa",
         "筋肉量", "肌肉量", "근육량"}
    ),
    "bone-mass": frozenset(
        {"masa osea", "masse osseuse", "massa ossea", "botmassa", "骨量", "골량", "knochengewicht"}
    ),
    "visceral-fat": frozenset(
        {"grasa visceral", "graisse viscerale", "grasso viscerale", "gordura visceral",
         "visceraal vet", "内臓脂肪", "内脏脂肪", "내장지방", "viszerales fett"}
    ),
    "hba1c": frozenset(
        {"glycated hemoglobin", "glycated haemoglobin", "hemoglobina glicosilada",
         "hemoglobine glyquee", "糖化血红蛋白"}
    ),
}  # fmt: skip

# Beside the upper and the lower value themselves: "Blutdruck sys", "Tension haute".
PRESSURE_WORDS: Final = frozenset(
    {"bp", "rr", "blood", "pressure", "blutdruck", "druck", "wert", "value", "mmhg", "kpa",
     "tension", "arterial", "arterielle", "presion", "pressao", "pressione", "arteriosa",
     "bloeddruk", "blodtryk", "blodtrykk", "blodtryck", "number", "zahl"}
)  # fmt: skip

# What a header means only beside a unit of that type: "Energy" by itself is how one feels.
WITH_UNIT: Final[Mapping[str, str]] = {
    "energy": "calories", "energie": "calories", "water": "body-water", "wasser": "body-water",
    "eau": "body-water", "agua": "body-water", "acqua": "body-water", "vocht": "body-water",
}  # fmt: skip

# How the word for a type begins or ends in many languages; counts only beside a unit of it.
STEMS: Final[Mapping[str, re.Pattern[str]]] = {
    "blood-glucose": re.compile(
        r"gl[uiy][ck]|glyk|zucker|suiker|sukker|socker|sugar|cukr|cukier|сахар|глюк|血糖|혈당"
    ),
    "carbohydrates": re.compile(
        r"carb|kohlenhydrat|glucid|hidrat|kulhydrat|karbohydrat|kolhydrat|koolhydra|углевод"
    ),
    "weight": re.compile(r"\b(weight|peso|poids|waga|вес)\b|(gewicht|vægt|vikt|vekt|体重)\b"),
    "ketones": re.compile(r"keton|ceton|cheton"),
}
# Words that make a header one of something else than what was measured.
OF_OTHERS: Final = re.compile(
    r"\b(min|max|minimum|maximum|goal|target|ziel|limit|threshold|optimal|ideal|trend|change"
    r"|std|sd|deviation|low|high|lowest|highest|\w*ratio|rate|fat|lean|lost|loss"
    r"|net|exchanges?|servings?|portions?|broteinheiten|be|ke"
    r"|glucose input|bg input|invoer bloedglucose)\b"
)

# What a word of a list of meals is there; "" for what there is no type for.
EATEN: Final[Mapping[str, str]] = {
    "fat": "fat", "fett": "fat", "grasa": "fat", "lipides": "fat",
    "sugar": "", "sugars": "", "zucker": "", "cholesterol": "", "cholesterin": "",
}  # fmt: skip
# Of a list of what a body is made of.
OF_BODIES: Final[Mapping[str, str]] = {"water": "body-water", "wasser": "body-water"}
# Of a list of what somebody did: what it took, and not what was eaten.
OF_DEEDS: Final[Mapping[str, str]] = {"calories": "active-energy", "kalorien": "active-energy"}
# Words that mean a dose of insulin beside sugar or other doses.
DOSES: Final = frozenset({"basal", "bolus", "rapid", "long"})
# Words for all that was given, beside which the sorts stand as well.
ALL_DOSES: Final = frozenset(
    {"insulin", "total insulin", "insulin total", "total daily dose", "tdd", "total daily insulin"}
)
# How the word for a dose of the steady sort begins.
STEADY: Final = re.compile(r"\b(basal|long)")
# A part of a dose: what it was for.
PARTS_OF_DOSES: Final = re.compile(
    r"\b(carb|meal|food|correction|mahlzeit|korrektur|maltid|korrektion|repas|comida|correccion|pasto"
    r"|correzione|maaltijd|correctie|initial|extended)\b"
)

# How a row begins that sums others up.
TOTALS: Final = frozenset(
    {"total", "totals", "sum", "average", "averages", "avg", "mean", "median", "min", "max",
     "minimum", "maximum", "count", "std", "sd", "stdev", "range", "summary", "overall", "summe",
     "gesamt", "durchschnitt", "mittelwert", "mittel", "schnitt", "ø", "anzahl",
     "standardabweichung", "zusammenfassung", "promedio", "media", "suma", "medio", "desviacion",
     "moyenne", "somme", "totale", "totaal", "gemiddelde", "gemiddeld", "som", "somma", "medias",
     "totais", "soma", "genomsnitt", "medelvarde", "medel", "summa", "gennemsnit", "gjennomsnitt",
     "snitt", "keskiarvo", "yhteensa", "srednia", "razem", "prumer", "celkem", "priemer", "spolu",
     "atlag", "osszesen", "ortalama", "toplam", "среднее", "итого", "всего", "средняя", "μεσος",
     "συνολο", "平均", "合計", "合计", "平均値", "总计", "평균", "합계", "المتوسط", "المجموع"}
)  # fmt: skip


def plain(text: str) -> str:
    """Lower case, without accents, blanks single."""
    spread = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(c for c in spread if not unicodedata.combining(c))
    # What is left to compose are the syllables of Korean.
    return " ".join(unicodedata.normalize("NFC", bare).replace("_", " ").split())
