from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthdesk.exchange.files import encoding_of
from healthdesk.exchange.old_encodings import encoding_by_words
from tests.exchange.reading import head

HEADERS = {
    "cp932": "日付,時刻,体重(kg),最高血圧,最低血圧,脈拍",
    "gb18030": "日期,时间,收缩压,舒张压,心率",
    "big5": "日期,時間,體重,舒張壓,血糖",
    "cp949": "날짜,시간,수축기,이완기,맥박",
    "cp1251": "Дата;Время;Систолическое;Диастолическое;Пульс",
    "koi8-r": "Дата;Время;Вес;Пульс",
    "cp1250": "Data;Godzina;Masa ciała;Tłuszcz;Tętno",
    "cp1253": "Ημερομηνία;Ώρα;Συστολική;Διαστολική;Σφυγμός",
    "cp1254": "Tarih;Saat;Büyük tansiyon;Ağırlık;Nabız",
    "cp1255": "תאריך;שעה;סיסטולי;דיאסטולי;דופק",
    "cp1256": "التاريخ;الوقت;الوزن;النبض",
    "cp874": "วันที่;เวลา;ชีพจร;น้ำหนัก",
    "cp1252": "Datum;Größe (cm);Körpertemperatur;Sättigung",
    "mac-roman": "Date;Fréquence cardiaque;Température (°C)",
}


@pytest.mark.parametrize("encoding", HEADERS)
def test_an_encoding_is_told_by_the_words_of_a_header(tmp_path, encoding):
    text = f"{HEADERS[encoding]}\n2026-02-04,7:30,1,2,3\n"
    data = text.encode(encoding)
    assert encoding_of(data) == encoding
    assert head(tmp_path, data).first_line == HEADERS[encoding]


@pytest.mark.parametrize("text", ["Größe;Käse;Nüsse\n1;2;3\n", "£;§;€\n", "naïve\n", "Größe;ß\n"])
def test_what_no_known_word_tells_is_western_european(text):
    assert encoding_of(text.encode("cp1252")) == "cp1252"


def test_a_character_cut_at_the_end_of_the_sample_does_no_harm():
    row = "2026年2月4日,7:30,61,メモ\n"
    data = f"日付,時刻,体重\n{row * 200}".encode("cp932")
    assert {encoding_by_words(data[:end]) for end in range(2000, 2100)} == {"cp932"}


@given(st.binary(max_size=3000))
def test_any_bytes_have_an_encoding(data):
    assert data.decode(encoding_by_words(data), "replace") is not None
