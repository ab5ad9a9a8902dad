from __future__ import annotations

import pytest

from healthdesk.domain import header_words
from healthdesk.domain.health_types import CATALOGUE, TypeBook
from healthdesk.domain.table_guess import guess, type_meant, words_of
from healthdesk.domain.table_mapping import Column

TYPES = TypeBook(CATALOGUE)
IGNORED = Column("ignore")


def proposed(*names: str, **shapes: str) -> dict[str, Column]:
    """What is proposed for columns, without those that are left out."""
    roles = {name.replace("_", " "): role for name, role in shapes.items()}
    found = guess(names, TYPES, roles)  # type: ignore[arg-type]
    return {name: column for name, column in found.columns.items() if column != IGNORED}


def value(type_: str, unit: str = "", part: str = "") -> Column:
    return Column("value", type_, unit, part)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("Blodsukkermåling (mmol/L)", value("blood-glucose", "mmol/L")),
        ("Blutzuckermessung (mg/dL)", value("blood-glucose", "mg/dL")),
        ("CGM Glucose Value (mmol/l)", value("blood-glucose", "mmol/L")),
        ("Misurazione glicemia (mg/dL)", value("blood-glucose", "mg/dL")),
        ("BGValue[mg/dL]", value("blood-glucose", "mg/dL")),
        ("glucoseInCurrentUnit", value("blood-glucose")),
        ("mmol/L", value("blood-glucose", "mmol/L")),
        ("WeightKg", value("weight", "kg")),
        ("BodyFatPct", value("body-fat", "%")),
        ("WaterPct", value("body-water", "%")),
        ("MusclePct", IGNORED),
        ("Körpertemperatur (°C)", value("body-temperature", "°C")),
        ("Σφυγμός", value("heart-rate", "bpm")),
        ("النبض", value("heart-rate", "bpm")),
        ("Вес, кг", value("weight", "kg")),
        ("UDT_CGMS", value("blood-glucose")),
        ("BG_LEVEL", value("blood-glucose")),
        ("CH_GR", value("carbohydrates", "g")),
        ("Meal Carbohydrates (Grams, Factor 1)", value("carbohydrates", "g")),
        ("Carbs Input (g)", value("carbohydrates", "g")),
        ("Toegediende insuline (eenh.)", value("insulin", "units")),
        ("Invoer koolhydraatverbruik (g)", value("carbohydrates", "g")),
        ("Koolhydraatratio (g)", IGNORED),
        ("Invoer bloedglucose (mmol/L)", IGNORED),
        ("Mahlzeitkohlenhydrate (Broteinheiten, Faktor 12)", IGNORED),
        ("Net Carbs (g)", IGNORED),
        ("Blood Glucose Input (mg/dl)", IGNORED),
        ("Target Glucose (mg/dL)", IGNORED),
        ("Kropsvægt (kg)", value("weight", "kg")),
        ("Optimal weight(kg)", IGNORED),
        ("weight trend", IGNORED),
        ("Fat-Free Mass(kg)", value("lean-mass", "kg")),
        ("Protein(%)", IGNORED),
        ("Energy (kcal)", value("calories", "kcal")),
        ("Energy", value("energy", "points")),
        ("VO2 Max (ml/(kg·min))", value("vo2-max", "mL/kg/min")),
        ("Heart Rate [Max] (count/min)", IGNORED),
        ("Sleep Analysis [Asleep] (hr)", value("sleep-duration", "h")),
        ("Sleep Analysis [In Bed] (hr)", value("time-in-bed", "h")),
        ("Blood Pressure [Systolic] (mmHg)", value("blood-pressure", "mmHg", "first")),
        ("In bed duration (min)", value("time-in-bed", "min")),
        ("#date", Column("date")),
        ("Weight (kg) (2)", value("weight", "kg")),
        ("Body Mass (kg)", value("weight", "kg")),
        ("boneMass", value("bone-mass")),
        ("bodyWaterRate", value("body-water", "%")),
        ("startDate", Column("moment")),
        ("Pulse Rate", value("heart-rate", "bpm")),
    ],
)
def test_a_header_of_a_known_program_is_understood(name, column):
    assert guess([name], TYPES).columns[name] == column


def test_what_of_a_dose_was_for_a_meal_is_no_dose_beside_the_whole():
    whole = ["Insulin Injection Units (Pen)", "Basal Injection Units"]
    parts = ["Insulin (Meal)", "Insulin (Correction)"]
    assert list(proposed("Date", *whole, *parts)) == ["Date", *whole]
    assert list(proposed("Date", *parts)) == ["Date", *parts]
    # A steady dose beside them is none of which they were parts.
    doses = ["carb_bolus", "correction_bolus", "basal"]
    found = proposed("Date", "glucose", *doses)
    assert [found[name].type for name in doses] == ["insulin"] * 3
    assert proposed("Date", "Basal", "Steps")["Basal"].type == "basal-energy"


def test_in_a_list_of_meals_fat_is_eaten_and_sugar_is_not_of_the_blood():
    found = proposed("Date", "Calories", "Fat", "Protein (g)", "Sugar", "Cholesterol")
    assert {name: column.type for name, column in found.items()} == {
        "Date": "", "Calories": "calories", "Fat": "fat", "Protein (g)": "protein",
    }  # fmt: skip
    found = proposed("Date", "Weight", "Fat", "Sugar")
    assert {name: column.type for name, column in found.items()} == {
        "Date": "", "Weight": "weight", "Fat": "body-fat", "Sugar": "blood-glucose",
    }  # fmt: skip
    found = proposed("Date", "Calories", "Protein", "Carbs", "Sugar (mg/dL)")
    assert found["Sugar (mg/dL)"] == value("blood-glucose", "mg/dL")


def test_water_of_a_body_is_not_drunk_and_calories_of_a_walk_not_eaten():
    assert proposed("Time", "Weight (kg)", "Body fat %", "WATER")["WATER"] == value(
        "body-water", "%"
    )
    assert proposed("Time", "Weight (kg)", "Water")["Water"].type == "water"
    assert proposed("date", "steps", "calories")["calories"].type == "active-energy"
    assert proposed("date", "weight", "calories")["calories"].type == "calories"


def test_a_type_column_is_none_where_each_value_has_its_type():
    assert "Type" not in proposed("Measured At", "Systolic", "Diastolic", "Type")
    assert proposed("Day", "Metric", "Amount")["Metric"] == Column("type")


def test_a_day_is_not_told_by_a_moment_that_nothing_else_speaks_for():
    found = proposed("date", "Steps", "Bedtime Start", date="date", Bedtime_Start="moment")
    assert list(found) == ["date", "Steps"]
    # Without a day it is all there is.
    assert proposed("Bedtime Start", "Steps", Bedtime_Start="moment")["Bedtime Start"].role == (
        "moment"
    )


def test_of_several_moments_those_with_a_known_name_count():
    found = proposed(
        "Cycle start time", "Sleep onset", "Wake onset", "Asleep duration (min)",
        Cycle_start_time="moment", Sleep_onset="moment", Wake_onset="moment",
    )  # fmt: skip
    assert {name: column.role for name, column in found.items()} == {
        "Sleep onset": "moment", "Wake onset": "end", "Asleep duration (min)": "value",
    }  # fmt: skip


@pytest.mark.parametrize(
    "names",
    [
        ("Systolický tlak", "Diastolický tlak", "Tep", "Hmotnost (kg)"),
        ("Szisztolés", "Diasztolés", "Pulzus", "Testsúly (kg)"),
        ("Sistolik", "Diyastolik", "Nabız", "Kilo (kg)"),
        ("Yläpaine", "Alapaine", "Syke", "Paino (kg)"),
        ("Sistolica", "Diastolica", "Pulsazioni", "Peso (kg)"),
        ("Систолическое", "Диастолическое", "Пульс", "Вес (kg)"),
        ("収縮期血圧", "拡張期血圧", "脈拍", "体重 (kg)"),
        ("最高血圧(mmHg)", "最低血圧(mmHg)", "脈拍(bpm)", "体重(kg)"),
        ("收缩压(mmHg)", "舒张压(mmHg)", "脉搏(bpm)", "体重(kg)"),
        ("高压", "低压", "心率", "体重(kg)"),
        ("수축기", "이완기", "맥박", "체중 (kg)"),
    ],
)
def test_a_diary_of_pressures_is_known_in_many_languages(names):
    found = proposed(*names)
    assert [(column.type, column.part) for column in found.values()] == [
        ("blood-pressure", "first"), ("blood-pressure", "second"), ("heart-rate", ""),
        ("weight", ""),
    ]  # fmt: skip


def test_every_word_is_plain():
    words = [word for some in header_words.TYPE_WORDS.values() for word in some]
    assert [word for word in words if header_words.plain(word) != word] == []


@pytest.mark.parametrize(
    ("word", "slug"),
    [
        ("Weight (Garmin)", "weight"),
        ("Blood glucose reading", "blood-glucose"),
        ("Blood Pressure", "blood-pressure"),
        ("HKQuantityTypeIdentifierHeartRate", "heart-rate"),
        ("Fast-Acting Insulin", "insulin"),
        ("Puls", "heart-rate"),
        ("shoe size", ""),
        ("", ""),
    ],
)
def test_a_word_in_a_row_means_a_type(word, slug):
    assert type_meant(word, words_of(TYPES)) == slug


@pytest.mark.parametrize("names", [("BP", "BP (2)"), ("Blood pressure (kPa)", "Column 3")])
def test_two_columns_under_one_header_of_a_pressure_are_its_parts(names):
    unit = "kPa" if "kPa" in names[0] else ""
    found = proposed("Date", *names, "Pulse")
    assert [found.get(name) for name in names] == [
        value("blood-pressure", unit, "first"),
        value("blood-pressure", unit, "second"),
    ]
    assert proposed("Date", names[0], "Pulse", names[1]).keys() == {"Date", "Pulse"}


def test_a_second_table_to_the_right_is_left_out():
    names = ("Date", "Weight (kg)", "Column 3", "Date (2)", "Sys", "Dia")
    assert proposed(*names) == {"Date": Column("date"), "Weight (kg)": value("weight", "kg")}
    assert "Weight (kg) (2)" in proposed("Date", "Weight (kg)", "Weight (kg) (2)")


def test_all_insulin_of_a_day_is_not_counted_beside_its_sorts():
    found = proposed("Timestamp", "Total Bolus (U)", "Total Insulin (U)", "Total Basal (U)")
    assert found == {
        "Timestamp": Column("moment"),
        "Total Bolus (U)": value("insulin", "units"),
        "Total Basal (U)": value("insulin", "units"),
    }
    assert "Total Insulin (U)" in proposed("Timestamp", "Total Insulin (U)")


@pytest.mark.parametrize(
    "header",
    [
        "Fecha;Hora;Sistólica;Diastólica;Pulso;Peso (kg);Notas",
        "Data;Hora;Sistólica;Diastólica;Pulsação;Peso (kg);Observações",
        "Dato;Klokkeslett;Overtrykk;Undertrykk;Puls;Vekt (kg);Merknad",
        "Päivämäärä;Kellonaika;Yläpaine;Alapaine;Syke;Paino (kg);Huomautus",
        "Data;Godzina;Skurczowe;Rozkurczowe;Tętno;Waga (kg);Uwagi",
        "Dátum;Idő;Szisztolés;Diasztolés;Pulzus;Testsúly (kg);Megjegyzés",
        "Datum;Vrijeme;Sistolički;Dijastolički;Puls;Težina (kg);Bilješka",
        "Tarih;Saat;Büyük;Küçük;Nabız;Kilo (kg);Not",
        "Ημερομηνία;Ώρα;Συστολική;Διαστολική;Παλμοί;Βάρος (kg);Σχόλια",
        "Дата;Время;Верхнее;Нижнее;Пульс;Вес (кг);Комментарий",
        "Kuupäev;Kell;Süstoolne;Diastoolne;Pulss;Kaal (kg);Märkus",
        "日付;時刻;最高;最低;脈拍;体重(kg);メモ",
        "日期;時間;收縮壓;舒張壓;脈搏;體重(kg);備註",
        "날짜;시간;최고;최저;맥박;체중(kg);메모",
        "التاريخ;الوقت;الانقباضي;الانبساطي;النبض;الوزن (كغ);ملاحظات",
        "วันที่;เวลา;ตัวบน;ตัวล่าง;ชีพจร;น้ำหนัก (kg);หมายเหตุ",
        "तारीख;समय;सिस्टोलिक;डायस्टोलिक;नाड़ी;वजन (kg);टिप्पणी",
    ],
)
def test_a_diary_is_proposed_in_many_languages(header):
    names = header.split(";")
    assert list(proposed(*names).values()) == [
        Column("date"),
        Column("time"),
        value("blood-pressure", "", "first"),
        value("blood-pressure", "", "second"),
        value("heart-rate", "bpm"),
        value("weight", "kg"),
        Column("note"),
    ]
