from __future__ import annotations

import datetime as dt
from math import isnan, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthdesk.exchange.local_times import (
    ORDERS,
    WallClock,
    decimal_of,
    month_names_of,
    on_day,
    orders_of,
    parse_clock,
    parse_date,
    parse_moment,
    parse_number,
)
from healthdesk.exchange.month_names import CROATIAN, MOST, SURE

DAY = dt.date(2026, 2, 4)


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-04", "2026/02/04", "2026.02.04.", "2026. 2. 4.", "2026-2-4",
        "04 feb. 2026", "4 feb 2026", "Feb 4, 2026", "Feb 4 2026", "4th February 2026",
        "4. Februar 2026", "04-Feb-26", "4. února 2026", "4 lut 2026", "4 févr. 2026",
        "4 fev. de 2026", "4 de febrero de 2026", "2026. febr. 4.", "2026 m. vasario 4 d.",
        "4 Şub 2026", "4 ŞUBAT 2026", "4 фев. 2026 г.", "4 лют. 2026 р.", "4 Φεβ 2026",
        "4 helmikuuta 2026", "4 veebr 2026", "4 velj 2026",
        "2026年2月4日", "2026年02月04日", "2026년 2월 4일", "4 thg 2, 2026", "4 tháng 2, 2026",
        "4 ก.พ. 2569", "4 กุมภาพันธ์ 2569", "٤ فبراير ٢٠٢٦", "4 फ़रवरी 2026",
        "4 פבר׳ 2026",
        "20260204", "Wed, Feb 4, 2026", "Wednesday, 4 February 2026", "Mi., 4. Feb. 2026",
        "mié, 4 feb 2026", "mar 4 févr. 2026", "4 Şubat 2026 Çarşamba", "2026年2月4日(水)",
        "2026. febr. 4., szerda", "الأربعاء، ٤ فبراير ٢٠٢٦", "ср, 4 февр. 2026 г.",
    ],
)  # fmt: skip
def test_a_date_certain_by_itself_is_read_whatever_the_order(text):
    assert [parse_date(text, order) for order in ORDERS] == [DAY] * 3
    assert orders_of([text]) == ("ymd",)


@pytest.mark.parametrize(
    "text",
    ["", "x", "4", "2026", "4 2026", "31 feb. 2026", "2026-13-01", "4 foo 2026", "feb feb 2026",
     "1/2/3/2026", "04/02/202", "202/02/04", "12:30", "4 feb", "feb 2026", "4 feb 2026 x",
     "99/99/2026", "04/02-2026", "4 feb 12 2026", "20261304", "20260230", "1234567",
     "foo, 4 feb 2026", "4 feb 2026 (foo)"],
)  # fmt: skip
def test_what_is_no_date_is_none(text):
    assert [parse_date(text, order) for order in ORDERS] == [None] * 3
    assert orders_of([text]) == ()


@pytest.mark.parametrize(
    ("texts", "orders"),
    [
        (["04/02/2026", "05/12/2026"], ("dmy", "mdy")),
        (["04/02/03", "04/05/06"], ("dmy", "mdy", "ymd")),
        (["04/02/2026", "13/02/2026"], ("dmy",)),
        (["04/02/2026", "02/13/2026"], ("mdy",)),
        (["13/02/2026", "02/13/2026"], ()),
        (["04.02.26", "31.12.25"], ("dmy", "ymd")),
        (["04.02.26", "05.31.25"], ("mdy",)),
        (["04.02.2026", "5.6.2026"], ("dmy",)),
        (["04.02.2026", "5/6/2026"], ("dmy", "mdy")),
        (["04/02/2026", "nonsense", "", "13/02/2026"], ("dmy",)),
        (["4 feb. 2026", "04/02/2026", "13/02/2026"], ("dmy",)),
        (["4 feb. 2026", "2026-02-04"], ("ymd",)),
        (["04022026", "05122026"], ("dmy", "mdy")),
        (["04022026", "13022026"], ("dmy",)),
        (["Mi 04/02/2026", "Fr 13/02/2026"], ("dmy",)),
        ([], ()),
    ],
)
def test_the_order_is_proven_by_all_dates_together(texts, orders):
    assert orders_of(texts) == orders


def test_a_date_still_to_come_explains_nothing():
    texts = ["31.12.25", "04.02.26"]
    assert orders_of(texts, latest=dt.date(2026, 3, 1)) == ("dmy",)
    assert orders_of(["11/12/2026", "01/02/2026"], latest=dt.date(2026, 11, 30)) == ("mdy",)


@given(st.dates(dt.date(1970, 1, 1), dt.date(2069, 12, 31)), st.sampled_from("/-"))
def test_every_written_date_is_read_back_in_its_order(date, sign):
    written = {"dmy": ("%d", "%m", "%Y"), "mdy": ("%m", "%d", "%Y"), "ymd": ("%Y", "%m", "%d")}
    for order in ORDERS:
        text = date.strftime(sign.join(written[order]))
        assert parse_date(text, order) == date
        assert order in orders_of([text])


def test_a_month_of_two_languages_is_read_only_where_the_file_tells_which():
    """ "lis" is October to Croats and November to Poles, "lip" June or July."""
    assert parse_date("4 lis 2026", "dmy", SURE) is None
    assert orders_of(["4 lis 2026"]) == ()
    croatian = month_names_of(["4 lis 2026", "5 velj 2026"])
    polish = month_names_of(["4 lis 2026", "5 lut 2026"])
    assert (croatian, polish) == (CROATIAN, MOST)
    assert parse_date("4 lis 2026", "dmy", croatian) == dt.date(2026, 10, 4)
    assert parse_date("4 lis 2026", "dmy", polish) == dt.date(2026, 11, 4)
    assert month_names_of(["4 lis 2026", "04/02/2026"]) == SURE


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("8:35", "08:35"), ("08.35", "08:35"), ("08:35:12", "08:35:12"), ("08.35.12", "08:35:12"),
        ("08:35:12.5", "08:35:12.500000"), ("08:35:12,123456789", "08:35:12.123456"),
        ("8:35 AM", "08:35"), ("8:35PM", "20:35"), ("8:35 a. m.", "08:35"), ("8:35 p.m.", "20:35"),
        ("8:35\u202fp.\u00a0m.", "20:35"), ("12:05 am", "00:05"), ("12:05 pm", "12:05"),
        ("午後8:35", "20:35"), ("上午 08:35", "08:35"), ("오후 8:35", "20:35"),
        ("8:35 μ.μ.", "20:35"), ("8:35 π.μ.", "08:35"), ("8:35 م", "20:35"), ("8:35 ÖS", "20:35"),
        ("du. 8:35", "20:35"), ("8:35 CH", "20:35"), ("8h35", "08:35"), ("8:35 Uhr", "08:35"),
        ("13:05 PM", "13:05"), ("8:35 a", "08:35"), ("12:35 p", "12:35"),
        ("00:15", "00:15"), (" 8:35 ", "08:35"), ("٨:٣٥", "08:35"),
    ],
)  # fmt: skip
def test_a_clock_time_is_read_in_any_language(text, clock):
    assert parse_clock(text) == dt.time.fromisoformat(clock)


@pytest.mark.parametrize(
    "text", ["", "8", "835", "24:00", "8:60", "8:35:60", "13:05 am", "8:35 xx", "8:3", "8:35:"]
)  # fmt: skip
def test_what_is_no_clock_time_is_none(text):
    assert parse_clock(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "04.02.2026 20:35", "04.02.2026 20.35", "04/02/2026, 8:35 PM", "04/02/2026 8:35 p. m.",
        "8:35 PM 04/02/2026", "2026-02-04T20:35", "2026-02-04 20:35:00", "2026年2月4日 午後8:35",
        "4 feb. 2026 20:35", "4 févr. 2026 20:35", "4 Feb 2026 at 20:35",
        "04-02-2026T20:35:00", "4. 2. 2026 20:35:00.000",
    ],
)  # fmt: skip
def test_a_moment_is_a_date_and_a_clock_time_in_one_text(text):
    assert parse_moment(text, "dmy") == dt.datetime.fromisoformat("2026-02-04T20:35")


@pytest.mark.parametrize("text", ["2026/02/04 20:35 +0100", "04.02.2026 20:35+01:00"])
def test_an_offset_in_the_text_is_kept(text):
    zone = dt.timezone(dt.timedelta(hours=1))
    assert parse_moment(text, "dmy") == dt.datetime(2026, 2, 4, 20, 35, tzinfo=zone)
    assert parse_moment("2026-02-04T20:35:00Z", "dmy") == dt.datetime(
        2026, 2, 4, 20, 35, tzinfo=dt.UTC
    )


@pytest.mark.parametrize(
    "text", ["", "2026-02-04", "04.02.2026", "20:35", "04.02.2026 25:35", "x 20:35", "20:35 4 x"]
)
def test_half_a_moment_is_none(text):
    assert parse_moment(text, "dmy") is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("81.4", 81.4), ("81,4", 81.4), ("-3", -3), ("1,234.5", 1234.5), ("1.234,5", 1234.5),
        ("1 234,5", 1234.5), ("1\u202f234,5", 1234.5), ("1'234.5", 1234.5), ("0,123", 0.123),
        ("0.5", 0.5), ("49.2147331237793", 49.2147331237793), ("1,234,567", 1_234_567),
        (" 81 ", 81), ("٨١٫٤", 81.4), ("1e2", 100),
        ("", nan), ("-", nan), ("x", nan), ("1e400", nan), ("nan", nan), ("1_0", nan),
        ("1.2.3", nan), ("1,23,4", nan), ("8 1", nan), ("0x1f", nan), ("1\0", nan),
        ("1.234", nan), ("1,234", nan),
    ],
)  # fmt: skip
def test_a_number_is_read_with_comma_or_point(text, value):
    read = parse_number(text)
    assert read == value or (isnan(read) and isnan(value))


@pytest.mark.parametrize(
    ("texts", "sign", "value"),
    [
        (["1.234", "81.25"], ".", 1.234),
        (["1.234", "81,25"], ",", 1234),
        (["1.234", "1.234.567"], ",", 1234),
        (["1.234", "1.234,5"], ",", 1234),
        (["1.234", "0.123"], ".", 1.234),
        (["1.234", "12", "", "x", "1,x", "31.12.2025"], "", nan),
    ],
)
def test_the_decimal_sign_is_proven_by_the_column(texts, sign, value):
    assert decimal_of(texts) == sign
    read = parse_number(texts[0], sign)
    assert read == value or (isnan(read) and isnan(value))


@given(st.text(max_size=30))
def test_no_text_breaks_a_reader(text):
    assert parse_date(text, "dmy") is None or text
    assert parse_moment(text, "mdy") is None or text
    assert isnan(parse_number(text)) or text
    assert parse_clock(text) is None or text


def test_a_wall_time_that_comes_twice_is_the_first_one():
    clock = WallClock("Europe/Berlin")
    wall = dt.datetime.fromisoformat("2025-10-26T02:30")
    assert clock.instant(wall)[1] == 120
    assert clock.instant(wall, fold=1)[0] - clock.instant(wall)[0] == 3_600_000


def test_blanks_may_stand_between_the_numbers_of_a_date():
    assert orders_of(["08 10 2026", "13 10 2026"]) == ("dmy",)
    assert parse_date("13 10 2026", "dmy") == dt.date(2026, 10, 13)
    assert parse_date("2026 10 13", "dmy") == dt.date(2026, 10, 13)
    moment = parse_moment("08 10 2026 11:20:09", "mdy")
    assert moment == dt.datetime.fromisoformat("2026-08-10T11:20:09")
    assert parse_date("13 10", "dmy") is None


def test_a_hyphen_may_stand_between_date_and_time():
    moment = parse_moment("25.06.2015 - 19:14", "dmy")
    assert moment == dt.datetime.fromisoformat("2015-06-25T19:14")


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Wed, 04 Feb 2026 07:30:00 +0100", "2026-02-04T07:30+01:00"),
        ("Wed, 04 Feb 2026 07:30:00 GMT", "2026-02-04T07:30+00:00"),
        ("Wed Feb 04 07:30:00 CET 2026", "2026-02-04T07:30+01:00"),
        ("Wed Feb  4 07:30:00 2026", "2026-02-04T07:30"),
        ("Wed Feb 04 2026 07:30:00 GMT+0100 (Central European Standard Time)",
         "2026-02-04T07:30+01:00"),
        ("2026-02-04T08:30:00+01:00[Europe/Berlin]", "2026-02-04T08:30+01:00"),
        ("2026-07-04 08:30 America/New_York", "2026-07-04T08:30-04:00"),
        ("2026-02-04 08:30 UTC+5:30", "2026-02-04T08:30+05:30"),
        ("20260204073012", "2026-02-04T07:30:12"),
        ("202602040730", "2026-02-04T07:30"),
        ("2026-02-04 24:00", "2026-02-05T00:00"),
        ("Thu, Feb 5, 2026 07:30", "2026-02-05T07:30"),
        ("4 févr. 2026 à 12:05", "2026-02-04T12:05"),
        ("4 de fev. de 2026 às 19:05", "2026-02-04T19:05"),
        ("4.2.2026 klo 19.05", "2026-02-04T19:05"),
        ("4 февр. 2026 г. в 19:05", "2026-02-04T19:05"),
    ],
)  # fmt: skip
def test_a_moment_is_read_as_programs_write_it(text, moment):
    found = parse_moment(text, "dmy", month_names_of([text]))
    assert found is not None
    assert found.isoformat() == dt.datetime.fromisoformat(moment).isoformat()


@pytest.mark.parametrize(
    "text",
    [
        # Central in America and in China.
        "2026-02-04 08:30 CST",
        "2026-02-04 08:30 Middle/Earth",
        "2026-02-04 08:30 +99:00",
        "1770112800000000000",
        "2026-02-04 24:01",
        "Wed Feb 04 07:30:00 IST 2026",
    ],
)
def test_a_moment_of_a_zone_that_may_be_several_is_none(text):
    assert parse_moment(text, "dmy") is None


@pytest.mark.parametrize("text", ["a" * 60_000 + "!", "4 feb 2026 " + "x" * 60_000 + "!"])
def test_what_is_longer_than_any_date_is_none_at_once(text):
    assert parse_date(text, "dmy") is None
    assert parse_moment(f"{text} 07:30", "dmy") is None


def test_the_last_day_there_is_has_no_end():
    assert on_day(dt.date.max, "24:00") is None
    assert on_day(None, "07:30") is None
    assert on_day(DAY, "24:00:00") == dt.datetime.combine(DAY + dt.timedelta(days=1), dt.time())


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("中午11:30", "11:30"), ("中午12:30", "12:30"), ("中午1:00", "13:00"),
        ("晚上8:30", "20:30"), ("晚上11:59", "23:59"), ("晚上22:10", "22:10"),
        ("晚上12:30", ""), ("晚上1:30", ""), ("凌晨12:30", "00:30"), ("下午12:30", "12:30"),
    ],
)  # fmt: skip
def test_words_around_noon_and_midnight_move_no_hour_by_half_a_day(text, clock):
    found = parse_moment(f"2026-02-01 {text}", "ymd")
    assert found == (dt.datetime.fromisoformat(f"2026-02-01 {clock}") if clock else None)


@pytest.mark.parametrize(
    ("zone", "offset"),
    [
        ("+05:45", 345), ("-0930", -570), ("+05:75", None), ("UTC+1:99", None),
        ("US/Eastern", -300), ("America/Port-au-Prince", -300), ("europe/berlin", 60),
        ("America/Argentina/Buenos_Aires", -180), ("Europe/Nowhere", None),
    ],
)  # fmt: skip
def test_an_offset_or_a_place_counts_only_if_there_is_such(zone, offset):
    found = parse_moment(f"2026-02-04 07:30 {zone}", "ymd")
    told = None if found is None else found.utcoffset()
    assert told == (None if offset is None else dt.timedelta(minutes=offset))
