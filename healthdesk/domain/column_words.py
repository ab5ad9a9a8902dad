"""Words that tell which column of a table says when, whose, or which half of a pressure.

All are plain: lower case, without accents, blanks single (`header_words.plain`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from healthdesk.domain.table_mapping import Role

ROLE_WORDS: Final[Mapping[Role, frozenset[str]]] = {
    "moment": frozenset(
        {"fecha/hora", "data e ora", "data/ora", "data e hora", "data/hora", "datum tijd",
         "datum en tijd", "datum och tid", "dato og tid", "dato og klokkeslæt",
         "paivamaara ja aika", "data i godzina", "datum a cas", "datum es ido", "tarih saat",
         "tarih/saat", "tarih ve saat", "дата и время", "дата/время", "дата, время", "дата и час",
         "ημερομηνια και ωρα", "ημερομηνια/ωρα", "日時", "測定日時", "记录时间", "测量时间",
         "日期时间", "测量日期", "측정일시", "날짜/시간", "일시", "التاريخ والوقت", "תאריך ושעה",
         "ngay gio", "unixtime", "unix time", "timestampunixms", "time stamp", "date time",
         "measurement date", "measurement time", "date of measurement", "test date", "test time",
         "reading time", "messzeitpunkt", "zeit der messung", "messdatum", "fecha de medicion",
         "date de mesure", "formattedtimestamp", "datetimeformatted", "datestring", "created at",
         "taken at", "observed at", "geratezeitstempel", "utc time", "epoch", "datetime",
         "date/time", "date & time", "date and time", "timestamp", "recorded at", "measured at",
         "time of measurement", "start date", "sleep onset", "workout start time", "zeitpunkt",
         "datum/uhrzeit", "datum uhrzeit", "fecha y hora", "date et heure", "tijdstempel",
         "zeitstempel"}
    ),
    "date": frozenset(
        {"paivamaara", "paiva", "ημερομηνια", "tarih", "gun", "дата измерения", "день", "日付",
         "測定日", "测量日", "날짜", "측정일", "التاريخ", "תאריך", "วันที", "ngay", "tanggal",
         "tarikh", "datum", "data pomiaru", "datums", "kuupaev", "datum mereni", "ден", "दिनांक",
         "तारीख", "date", "day", "tag", "fecha", "dia", "data", "jour", "dato", "дата", "日期"}
    ),
    "time": frozenset(
        {"vrijeme", "vreme", "ura", "kellaaeg", "ora", "gio đo", "godzina", "cas", "cas mereni",
         "ido", "idopont", "aika", "kellonaika", "saat", "ωρα", "час", "測定時刻", "時刻", "時間",
         "測定時間", "시간", "측정시간", "الوقت", "שעה", "เวลา", "gio", "waktu", "klokkeslæt",
         "tidspunkt", "horario", "orario", "समय", "laiks", "laikas", "kell", "time", "uhrzeit",
         "zeit", "hora", "heure", "tijd", "tid", "klokkeslett", "klokken", "время", "时间"}
    ),
    "end": frozenset(
        {"end", "end time", "end date", "ended at", "finish", "stop", "wake onset",
         "workout end time", "ende", "bis", "to"}
    ),
    "type": frozenset(
        {"tipo", "messart", "messgrosse", "parameter", "parametro", "parametre", "soort",
         "soort meting", "rodzaj", "тип", "показатель", "種類", "类型", "종류", "vital sign",
         "vital", "measurement type", "reading type", "record type", "data type", "type", "kind",
         "measurement", "metric", "event type", "item type", "art", "messung", "typ", "test",
         "analyte"}
    ),
    "value": frozenset(
        {"resultado", "resultat", "risultato", "resultaat", "wynik", "vysledek", "eredmeny",
         "tulos", "sonuc", "результат", "значение", "wartosc", "hodnota", "ertek", "arvo", "deger",
         "valore", "waarde", "varde", "verdi", "værdi", "結果", "結果値", "値", "测量值", "结果",
         "数值", "결과", "측정값", "τιμη", "messwert", "value", "result", "reading", "amount",
         "event data", "wert", "ergebnis", "valor", "valeur"}
    ),
    "unit": frozenset(
        {"unita", "unite", "unidade", "eenheid", "enhet", "enhed", "jednostka", "jednotka",
         "egyseg", "yksikko", "birim", "единица", "единицы", "единица измерения", "μοναδα", "単位",
         "单位", "단위", "uom", "unit of measure", "unit of measurement", "unit", "units",
         "einheit", "unidad"}
    ),
    "note": frozenset(
        {"bemærkning", "bemærkninger", "merknad", "merknader", "biljeska", "napomena", "opomba",
         "opombe", "not", "notum", "примітка", "примітки", "бележка", "бележки", "markus",
         "markused", "piezime", "piezimes", "pastaba", "pastabos", "備註", "หมายเหต", "टिपपणी",
         "نوت", "beschreibung", "description", "descripcion", "descrizione", "descricao",
         "observacion", "observaciones", "observacao", "observacoes", "osservazioni",
         "omschrijving", "notatka", "notatki", "komentarz", "poznamka", "jegyzet", "huomautus",
         "notlar", "σημειωσεισ", "σχολια", "заметки", "заметка", "комментарии", "備考", "コメント",
         "评论", "ملاحظات", "ملاحظة", "הערות", "הערה", "ghi chu", "catatan", "hinweis", "anm.",
         "anm", "memo", "kommentti", "annotation", "annotations", "note", "notes", "log",
         "comment", "comments", "remark", "remarks", "notiz", "notizen", "kommentar", "kommentare",
         "bemerkung", "bemerkungen", "anmerkung", "anmerkungen", "nota", "notas", "comentario",
         "comentarios", "commentaire", "commentaires", "remarque", "remarques", "opmerking",
         "opmerkingen", "uwagi", "anteckning", "anteckningar", "notat", "poznamky", "megjegyzes",
         "muistiinpano", "примечание", "备注", "メモ", "메모"}
    ),
    "tags": frozenset(
        {"etiquetas", "etichette", "etiquettes", "tag list", "schlagworter", "metki", "etykiety",
         "теги", "tags", "labels", "schlagworte"}
    ),
    "person": frozenset(
        {"patient name", "patientenname", "nutzername", "username", "user name", "profil",
         "profile", "member", "nombre", "nome", "nom", "paciente", "paziente", "имя", "пациент",
         "名前", "氏名", "姓名", "이름", "person", "name", "patient", "user", "benutzer", "nutzer"}
    ),
    "source": frozenset(
        {"device name", "device info", "monitor", "meter", "geratename", "urzadzenie", "zarizeni",
         "keszulek", "laite", "cihaz", "устроиство", "συσκευη", "機器", "设备", "기기",
         "data source", "app", "source", "source name", "device", "quelle", "gerat", "dispositivo",
         "appareil"}
    ),
}  # fmt: skip
PARTS: Final[Mapping[Literal["first", "second"], frozenset[str]]] = {
    "first": frozenset(
        {"최고", "tam thu", "収縮", "수축기 혈압", "sbp", "bpsys", "sys.", "sis.", "sist", "syst",
         "sys bp", "oberwert", "obere", "ober", "massimo", "maxima", "最高", "수축", "الانقباضي",
         "ضغط انقباضي", "סיסטולי", "סיסטולית", "huyet ap tam thu", "sistolik", "buyuk", "верхнее",
         "верхнее давление", "верх", "ตัวบน", "tekanan sistolik", "sys", "sis", "sap", "pas",
         "upper", "upper value", "oben", "oberer", "oberer wert", "haut", "haute", "massima",
         "alta", "bovendruk", "overtryk", "overtrykk", "overtryck", "ylapaine", "buyuk tansiyon",
         "高压"}
    ),
    "second": frozenset(
        {"최저", "tam truong", "dbp", "bpdia", "dia.", "diast", "dias", "dia bp", "unterwert",
         "untere", "unter", "minimo", "minima", "最低", "이완", "الانبساطي", "ضغط انبساطي",
         "דיאסטולי", "דיאסטולית", "huyet ap tam truong", "diastolik", "kucuk", "нижнее",
         "нижнее давление", "низ", "ตัวลาง", "tekanan diastolik", "dia", "dap", "pad", "lower",
         "lower value", "unten", "unterer", "unterer wert", "bas", "basse", "baixa", "baja",
         "bassa", "onderdruk", "undertryk", "undertrykk", "undertryck", "alapaine",
         "kucuk tansiyon", "低压"}
    ),
}  # fmt: skip
# Words for both parts together.
WHOLE_PRESSURES: Final = frozenset(
    {"bp", "blood pressure", "blutdruck", "rr", "tension", "tension arterial", "presion arterial",
     "pressao arterial", "pressione", "pressione arteriosa", "tension arterielle", "bloeddruk",
     "blodtryk", "blodtrykk", "blodtryck", "verenpaine", "cisnienie", "cisnienie krwi",
     "krevni tlak", "tlak", "vernyomas", "tansiyon", "давление", "артериальное давление", "血圧",
     "血压", "혈압", "ضغط الدم"}
)  # fmt: skip
# How the word begins in most languages: systole, systolischer Druck, sistólica.
PART_STEMS: Final[Mapping[Literal["first", "second"], tuple[str, ...]]] = {
    "first": (
        "systol", "sustool", "收縮壓", "सिसटोलिक", "sistol", "szisztol",
        "skurczow", "συστολ", "систол", "収縮期", "最高血圧", "收缩压", "수축기", "최고혈압",
    ),
    "second": (
        "diastol", "diastool", "舒張壓", "डायसटोलिक", "diyastol", "dijastol",
        "diasztol", "rozkurczow", "διαστολ", "диастол", "діастол", "拡張期", "最低血圧", "舒张压",
        "이완기", "최저혈압",
    ),
}  # fmt: skip
