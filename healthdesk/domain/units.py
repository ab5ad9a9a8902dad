"""Units, their UCUM codes and the way from one to another.

A unit is known by the form people see (`kg`, `mmHg`, `°C`). Each measures one dimension;
within it a conversion is a factor, for temperatures also an offset. Amounts of a substance
(mass and molar concentration, drinks and grams of alcohol) and HbA1c convert only for a
named health type, because the factor is the substance's.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit: amount in the dimension's base = value * `factor` + `offset`.

    The base of a dimension is chosen so that most factors are exact binary numbers (µg, mm,
    ms, mL, J, Pa). `decimals` is how a value is shown. `words` are other ways to write it,
    in lower case; where two units share a word the one listed first is meant.
    """

    code: str
    ucum: str
    dimension: str
    factor: float = 1.0
    offset: float = 0.0
    decimals: int = 0
    words: tuple[str, ...] = ()


# Factors: NIST Special Publication 811 (avoirdupois pound, inch, US fluid ounce, thermochemical
# calorie, conventional millimetre of mercury).
_UNITS = (
    Unit("kg", "kg", "mass", 1e9, decimals=1,
         words=("kgs", "kilo", "kilos", "kilogram", "kilograms", "kilogramm", "kilogramme",
                "kilogrammes", "кг", "公斤", "千克", "كجم", "كغ", "كلغ")),
    Unit("g", "g", "mass", 1e6, words=("gr", "gram", "grams", "gramm", "г", "гр", "克")),
    Unit("mg", "mg", "mass", 1e3, words=("milligram", "milligrams", "milligramm", "мг")),
    Unit("mcg", "ug", "mass", 1.0, words=("μg", "microgram", "micrograms", "mikrogramm")),
    # No "pfund": in German it is 500 g.
    Unit("lb", "[lb_av]", "mass", 453_592_370.0, decimals=1,
         words=("lbs", "lb_av", "pound", "pounds", "фунт", "фунты", "фунтов", "磅")),
    Unit("st", "[stone_av]", "mass", 6_350_293_180.0, decimals=2, words=("stone", "stones")),
    Unit("oz", "[oz_av]", "mass", 28_349_523.125, decimals=1, words=("ounce", "ounces")),
    Unit("cm", "cm", "length", 10.0, decimals=1,
         words=("centimeter", "centimeters", "centimetre", "centimetres", "zentimeter", "см",
                "厘米")),
    Unit("m", "m", "length", 1e3, decimals=2,
         words=("meter", "meters", "metre", "metres", "м", "米")),
    Unit("mm", "mm", "length", 1.0,
         words=("millimeter", "millimeters", "millimetre", "millimetres", "мм", "毫米")),
    Unit("km", "km", "length", 1e6, decimals=2,
         words=("kms", "kilometer", "kilometers", "kilometre", "kilometres", "км", "公里")),
    Unit("in", "[in_i]", "length", 25.4, decimals=1,
         words=("inch", "inches", '"', "″", "zoll", "дюйм")),
    Unit("ft", "[ft_i]", "length", 304.8, decimals=2, words=("foot", "feet", "'", "′", "фут")),
    Unit("mi", "[mi_i]", "length", 1_609_344.0, decimals=2, words=("mile", "miles", "meilen")),
    Unit("mmHg", "mm[Hg]", "pressure", 133.322387415,
         words=("mm hg", "mm(hg)", "mm_hg", "torr", "millimeters of mercury",
                "millimeter of mercury", "мм рт. ст", "мм рт.ст", "毫米汞柱")),
    Unit("kPa", "kPa", "pressure", 1e3, decimals=1, words=("kilopascal",)),
    Unit("bpm", "/min", "rate",
         words=("count/min", "beats/min", "beats/minute", "beats per minute", "ppm", "{beats}/min",
                "schläge/min", "1/min", "min-1", "min^-1", "per minute", "pro minute",
                "beat/min", "beat/minute", "1/minute", "slag/min", "уд/мин", "уд./мин",
                "次/分", "回/分", "拍/分")),
    Unit("/min", "/min", "rate",
         words=("count/min", "breaths/min", "breaths/minute", "breaths per minute", "brpm",
                "{breaths}/min", "atemzüge/min", "1/min", "min-1", "min^-1", "per minute",
                "pro minute", "1/minute", "rpm", "resp/min", "breath/min")),
    Unit("ms", "ms", "time", 1.0,
         words=("msec", "millisecond", "milliseconds", "millisekunden")),
    Unit("s", "s", "time", 1e3, decimals=0,
         words=("sec", "secs", "second", "seconds", "sek", "sekunde", "sekunden")),
    Unit("min", "min", "time", 60_000.0,
         words=("mins", "minute", "minutes", "minuten", "m")),
    Unit("h", "h", "time", 3_600_000.0, decimals=2,
         words=("hr", "hrs", "hour", "hours", "std", "stunde", "stunden")),
    Unit("mg/dL", "mg/dL", "mass concentration",
         words=("mgdl", "mg%", "mg/100 ml", "mg/100ml", "mg per dl", "мг/дл", "毫克/分升")),
    Unit("mmol/L", "mmol/L", "molar concentration", decimals=1,
         words=("mmol", "mmoll", "mmol per l", "millimol/l", "ммоль/л", "毫摩尔/升")),
    Unit("%", "%", "fraction", decimals=1,
         words=("percent", "per cent", "pct", "prozent", "%o2", "%{oxygen}")),
    Unit("mmol/mol", "mmol/mol", "molar fraction", words=("millimol/mol",)),
    Unit("°C", "Cel", "temperature", decimals=1,
         words=("c", "degc", "deg c", "celsius", "grad celsius", "degrees celsius", "grad c",
                "degrees c", "ºc", "°с")),
    Unit("°F", "[degF]", "temperature", 5 / 9, -160 / 9, decimals=1,
         words=("f", "degf", "deg f", "fahrenheit", "grad fahrenheit", "degrees fahrenheit",
                "degrees f", "ºf")),
    # "Cal" and, on food and watches, also "cal" is the kilocalorie; nothing measures health in
    # gram calories, which UCUM would read there.
    Unit("kcal", "kcal", "energy", 4184.0,
         words=("cal", "cals", "calories", "kilocalorie", "kilocalories", "kalorien",
                "kilokalorien", "[cal]", "ккал", "千卡", "大卡")),
    Unit("kJ", "kJ", "energy", 1e3,
         words=("kilojoule", "kilojoules")),
    Unit("mL", "mL", "volume", 1.0,
         words=("milliliter", "milliliters", "millilitre", "millilitres", "cc", "мл", "毫升")),
    Unit("L", "L", "volume", 1e3, decimals=2,
         words=("liter", "liters", "litre", "litres", "ltr", "л", "升")),
    Unit("fl oz", "[foz_us]", "volume", 29.5735295625, decimals=1,
         words=("floz", "fl_oz_us", "fl. oz.", "fluid ounce", "fluid ounces", "oz", "ounces")),
    Unit("imp fl oz", "[foz_br]", "volume", 28.4130625, decimals=1,
         words=("fl_oz_imp", "uk fl oz", "imperial fluid ounce", "imperial fluid ounces")),
    # No "tasse": it is no US cup.
    Unit("cup", "[cup_us]", "volume", 236.5882365, decimals=2, words=("cups", "cup_us")),
    Unit("count", "{count}", "count", words=("counts", "1", "times", "mal", "x", "{#}")),
    Unit("steps", "{steps}", "count", words=("step", "schritt", "schritte", "count", "1")),
    Unit("points", "{score}", "score",
         words=("point", "pts", "pt", "punkt", "punkte", "score", "/10", "1")),
    Unit("mL/kg/min", "mL/kg/min", "oxygen uptake", decimals=1,
         words=("ml/min·kg", "ml/min*kg", "ml/min/kg", "ml/(kg·min)", "ml/(kg*min)",
                "ml/(min·kg)", "ml·kg-1·min-1")),
    Unit("L/min", "L/min", "flow", words=("lpm", "l per minute", "liter/min", "litres/min")),
    Unit("m/s", "m/s", "speed", decimals=1,
         words=("mps", "meter/s", "meter/second", "metres per second", "meters per second")),
    Unit("kg/m²", "kg/m2", "mass per area", decimals=1, words=("kg/m^2",)),
    # A drink is a US standard drink of 14 g alcohol (NIAAA), what Apple Health counts too.
    Unit("drinks", "{drinks}", "drinks", decimals=1,
         words=("drink", "getränke", "getränk", "count", "1")),
    # Of insulin. Written out: a "U" behind a dose has been read as a zero.
    Unit("units", "[iU]", "insulin", decimals=2,
         words=("unit", "u", "iu", "ie", "i.e", "einheit", "einheiten", "unit(s)")),
    Unit("rating", "{rating}", "rating", decimals=1,
         words=("level", "levels", "index", "stufe", "1")),
    Unit("stage", "{stage}", "stage"),
)  # fmt: skip

_BY_CODE: Mapping[str, Unit] = MappingProxyType({unit.code: unit for unit in _UNITS})

# mg/dL in one mmol/L, by health type. Glucose: molar mass 180.1559 g/mol; cholesterol
# 386.7 g/mol; triglycerides by the customary mean of 885.7 g/mol. Ketone bodies are a
# mixture and stay in mmol/L.
_MG_DL_PER_MMOL_L: Mapping[str, float] = MappingProxyType(
    {
        "blood-glucose": 18.01559,
        "total-cholesterol": 38.67,
        "ldl-cholesterol": 38.67,
        "hdl-cholesterol": 38.67,
        "triglycerides": 88.57,
    }
)

# HbA1c, IFCC master equation: mmol/mol = 10.93 * % - 23.5 (Hoelzel et al., Clin Chem 2004;
# 50:166-74).
_HBA1C_SLOPE, _HBA1C_OFFSET = 10.93, -23.5

_GRAMS_PER_DRINK = 14.0

# Shown digits where a type's custom differs from its unit's.
_DECIMALS: Mapping[tuple[str, str], int] = MappingProxyType(
    {
        ("oxygen-saturation", "%"): 0,
        ("total-cholesterol", "mmol/L"): 2,
        ("ldl-cholesterol", "mmol/L"): 2,
        ("hdl-cholesterol", "mmol/L"): 2,
        ("triglycerides", "mmol/L"): 2,
        ("5k-time", "min"): 2,
        ("alcohol", "g"): 1,
        ("bone-mass", "kg"): 2,
    }
)

# Apple Health writes the molar mass into the unit: mmol<180.1558800000541>/L.
_MOLAR_MASS = re.compile(r"<\d+(\.\d+)?>")
_BLANKS = re.compile(r"\s+")
_BLANKS_AROUND = re.compile(r"\s*([/·*^])\s*")


def known(unit: str) -> bool:
    """Whether the table has a unit of this shown form."""
    return unit in _BY_CODE


def codes() -> tuple[str, ...]:
    """The shown forms of all units."""
    return tuple(_BY_CODE)


def alike(codes: tuple[str, ...], slug: str = "") -> bool:
    """Whether a number means the same in all of these units, such as bpm and /min."""
    return all(convert(1.0, code, codes[0], slug) == 1.0 for code in codes)


def convert(value: float, unit: str, to: str, slug: str = "") -> float:
    """`value` in `unit` as a number of `to`; the very same number when the two are one unit.

    `slug` names the health type where the factor depends on the substance (glucose,
    cholesterol, triglycerides, HbA1c, alcohol). Raises KeyError for an unknown unit and
    ValueError where the two measure different things.
    """
    if unit == to:
        return value
    start, goal = _BY_CODE[unit], _BY_CODE[to]
    if start.dimension == goal.dimension:
        return (value * start.factor + start.offset - goal.offset) / goal.factor
    return _convert_substance(value, unit, to, slug)


def _convert_substance(value: float, unit: str, to: str, slug: str) -> float:
    pair = (unit, to)
    factor = _MG_DL_PER_MMOL_L.get(slug)
    if factor is not None and pair == ("mmol/L", "mg/dL"):
        return value * factor
    if factor is not None and pair == ("mg/dL", "mmol/L"):
        return value / factor
    if slug == "hba1c" and pair == ("%", "mmol/mol"):
        return value * _HBA1C_SLOPE + _HBA1C_OFFSET
    if slug == "hba1c" and pair == ("mmol/mol", "%"):
        return (value - _HBA1C_OFFSET) / _HBA1C_SLOPE
    if slug == "alcohol" and unit == "drinks":
        return convert(value * _GRAMS_PER_DRINK, "g", to)
    if slug == "alcohol" and to == "drinks":
        return convert(value, unit, "g") / _GRAMS_PER_DRINK
    raise ValueError(f"no way from {unit} to {to} for {slug or 'a quantity without a type'}")


def canonical(value: float) -> float:
    """Rounded to the 9 significant digits that identity and storage use.

    Two programs that convert the same reading differ in the last bits only, and those are
    gone here. There is one zero, without a sign.
    """
    number = float(value)
    if -1e9 < number < 1e9 and number.is_integer():
        return number + 0.0
    return float(f"{number:.9g}") + 0.0


def ucum(unit: str) -> str:
    """The UCUM code of a unit of the table. Raises KeyError for an unknown one."""
    return _BY_CODE[unit].ucum


def decimals(unit: str, slug: str = "") -> int:
    """Digits after the point with which a value of this unit is shown.

    Raises KeyError for an unknown unit.
    """
    special = _DECIMALS.get((slug, unit))
    return _BY_CODE[unit].decimals if special is None else special


def find(text: str, among: Iterable[str] = ()) -> str | None:
    """The unit meant by what a person types or a file says (`kg`, `LBS`, `mmol/l`, `°F`).

    Knows the shown forms, UCUM codes, Apple Health's spellings and everyday words in
    English and German, and the commonest of other scripts. Some are shared (`count/min`, `oz`,
    `m`): then the first of `among` (a type's units) that fits is meant, and without `among`
    the commonest. With `among` nothing outside of it is found.
    """
    meant = _BY_WORD.get(_normal(text), ())
    allowed = tuple(among)
    if not allowed:
        return meant[0] if meant else None
    return next((unit for unit in allowed if unit in meant), None)


def _normal(text: str) -> str:
    """One spelling for all: NFKC turns ² and the micro sign into plain letters."""
    plain = unicodedata.normalize("NFKC", text).strip().casefold()
    plain = _MOLAR_MASS.sub("", plain).removeprefix("°").strip()
    return _BLANKS_AROUND.sub(r"\1", _BLANKS.sub(" ", plain)).rstrip(".")


def _index() -> Mapping[str, tuple[str, ...]]:
    """Every way to write a unit, to the units meant: shown forms before UCUM before words."""
    spellings = [(unit.code, unit.code) for unit in _UNITS]
    spellings += [(unit.ucum, unit.code) for unit in _UNITS]
    spellings += [(word, unit.code) for unit in _UNITS for word in unit.words]
    found: dict[str, tuple[str, ...]] = {}
    for spelling, code in spellings:
        key = _normal(spelling)
        if code not in found.get(key, ()):
            found[key] = (*found.get(key, ()), code)
    return MappingProxyType(found)


_BY_WORD = _index()
