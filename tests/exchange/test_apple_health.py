from __future__ import annotations

import io
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthdesk.domain import units
from healthdesk.domain.errors import BadFile
from healthdesk.exchange import apple_columns
from healthdesk.exchange.apple_health import AppleHealth
from healthdesk.exchange.archive import LIMITS, Source
from healthdesk.exchange.batches import REJECTIONS_KEPT, Options, Row
from tests.exchange.apple_exports import (
    DAY,
    DAY_MS,
    NOW,
    correlation,
    export,
    parsed,
    record,
    sleep,
)
from tests.exchange.reading import read, tags

LATER = "2024-01-10 13:02:42 +0100"


def only(*elements: str) -> Row:
    rows, tally = parsed(export(*elements))
    assert tally.rejections == []
    (row,) = rows
    return row


def reasons(*elements: str, **options: object) -> list[tuple[int, str]]:
    rows, tally = parsed(export(*elements), **options)  # type: ignore[arg-type]
    assert tally.read == len(rows) + tally.rejected
    return [(rejection.line, rejection.code) for rejection in tally.rejections]


# The records of a file of one begin on this line.
FIRST_LINE = 14


def test_a_reading_keeps_instant_offset_value_unit_and_source():
    row = only(record("BodyMass", "178.2", "lb", source="Zoë’s <Scale> & Co"))
    assert row == (
        "weight", DAY_MS, 60, DAY_MS, 178.2, None, "lb",
        units.canonical(units.convert(178.2, "lb", "kg")), 0.0, "", "Zoë’s <Scale> & Co", "", 14,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "value", "unit", "slug", "number", "shown"),
    [
        ("HeartRate", "61", "count/min", "heart-rate", 61, "bpm"),
        ("RestingHeartRate", "55", "count/min", "resting-heart-rate", 55, "bpm"),
        ("RespiratoryRate", "14.5", "count/min", "respiratory-rate", 14.5, "/min"),
        ("HeartRateVariabilitySDNN", "43.25", "ms", "heart-rate-variability", 43.25, "ms"),
        ("OxygenSaturation", "0.97", "%", "oxygen-saturation", 97, "%"),
        ("OxygenSaturation", "97", "%", "oxygen-saturation", 97, "%"),
        ("OxygenSaturation", "1", "%", "oxygen-saturation", 100, "%"),
        ("BodyFatPercentage", "0.215", "%", "body-fat", 21.5, "%"),
        ("BloodGlucose", "5.6", "mmol<180.1558800000541>/L", "blood-glucose", 5.6, "mmol/L"),
        ("BloodGlucose", "101", "mg/dL", "blood-glucose", 101, "mg/dL"),
        ("BodyTemperature", "98.6", "degF", "body-temperature", 98.6, "°F"),
        ("BodyTemperature", "36.6", "degC", "body-temperature", 36.6, "°C"),
        ("StepCount", "329", "count", "steps", 329, "steps"),
        ("FlightsClimbed", "3", "count", "flights-climbed", 3, "count"),
        ("DistanceWalkingRunning", "0.4", "mi", "distance", 0.4, "mi"),
        ("ActiveEnergyBurned", "12.345", "Cal", "active-energy", 12.345, "kcal"),
        ("BasalEnergyBurned", "70.1", "kJ", "basal-energy", 70.1, "kJ"),
        ("AppleExerciseTime", "1", "min", "exercise-minutes", 1, "min"),
        ("VO2Max", "41.2", "mL/min·kg", "vo2-max", 41.2, "mL/kg/min"),
        ("Height", "5.9", "ft", "height", 5.9, "ft"),
        ("LeanBodyMass", "61.5", "kg", "lean-mass", 61.5, "kg"),
        ("InsulinDelivery", "2.35", "IU", "insulin", 2.35, "units"),
        ("WaistCircumference", "84", "cm", "waist", 84, "cm"),
        ("DietaryWater", "8", "fl_oz_us", "water", 8, "fl oz"),
        ("DietaryWater", "20", "fl_oz_imp", "water", 20, "imp fl oz"),
        ("DietaryEnergyConsumed", "500", "kcal", "calories", 500, "kcal"),
        ("DietaryProtein", "20", "g", "protein", 20, "g"),
        ("DietaryCaffeine", "80", "mg", "caffeine", 80, "mg"),
    ],
)
def test_every_kind_is_kept_in_the_unit_it_was_given_in(kind, value, unit, slug, number, shown):
    row = only(record(kind, value, unit))
    assert (row[0], row[4], row[6]) == (slug, number, shown)


def test_a_span_keeps_its_end():
    row = only(record("StepCount", "10", "count", end=LATER))
    assert (row[1], row[3]) == (DAY_MS, DAY_MS + 600_000)


@pytest.mark.parametrize(
    ("stage", "number"),
    [
        ("InBed", 0), ("Asleep", 1), ("AsleepUnspecified", 1), ("AsleepCore", 2),
        ("AsleepDeep", 3), ("AsleepREM", 4), ("Awake", 5),
    ],
)  # fmt: skip
def test_each_sleep_stage_is_one_reading(stage, number):
    row = only(sleep(stage, DAY, LATER))
    assert (row[0], row[4], row[6], row[3] - row[1]) == ("sleep-stage", number, "stage", 600_000)


@pytest.mark.parametrize("pattern", [True, False])
def test_the_canonical_value_has_nine_digits_and_the_given_one_all(pattern):
    rows, _ = parsed(export(record("BodyMass", "80.123456789012", "kg")), pattern=pattern)
    assert [(row[4], row[7]) for row in rows] == [(80.123456789012, 80.1234568)]


@pytest.mark.parametrize("pattern", [True, False])
def test_there_is_one_zero(pattern):
    rows, _ = parsed(export(record("StepCount", "-0", "count")), pattern=pattern)
    assert [repr((row[4], row[7])) for row in rows] == ["(0.0, 0.0)"]


# -- blood pressure --------------------------------------------------------------------------


def half(kind: str, value: str, **given: str) -> str:
    return record(f"BloodPressure{kind}", value, "mmHg", **{"source": "Cuff", **given})


def test_a_pressure_is_one_reading_though_its_halves_are_repeated_in_a_correlation():
    upper, lower = half("Systolic", "128"), half("Diastolic", "82")
    row = only(upper, lower, correlation(upper, lower))
    assert (row[0], row[4], row[5], row[6], row[7], row[8]) == (
        "blood-pressure", 128, 82, "mmHg", 128, 82,
    )  # fmt: skip


def test_halves_without_a_correlation_pair_by_time_and_source():
    rows, tally = parsed(
        export(
            half("Systolic", "128"), half("Systolic", "131", start=LATER),
            half("Diastolic", "84", start=LATER), half("Diastolic", "82"),
        )
    )  # fmt: skip
    assert [(row[4], row[5]) for row in rows] == [(128, 82), (131, 84)]
    assert tally.read == 2


def test_two_pressures_of_one_second_pair_as_their_correlations_say():
    upper = half("Systolic", "128"), half("Systolic", "140")
    lower = half("Diastolic", "95"), half("Diastolic", "82")
    rows, _ = parsed(
        export(
            *upper, *lower,
            correlation(upper[0], lower[1]), correlation(upper[1], lower[0]),
        )
    )  # fmt: skip
    assert [(row[4], row[5]) for row in rows] == [(128, 82), (140, 95)]


def test_a_pressure_only_inside_a_correlation_is_not_lost():
    row = only(correlation(half("Systolic", "128"), half("Diastolic", "82")))
    assert (row[4], row[5]) == (128, 82)


def pressures(count: int) -> list[list[str]]:
    """Of so many pressures the systolic half, the diastolic one, and both once more."""
    found = []
    for n in range(count):
        start = f"2024-01-10 12:52:{n:02} +0100"
        halves = half("Systolic", f"{120 + n}", start=start), half("Diastolic", "82", start=start)
        found.append([*halves, correlation(*halves)])
    return found


@given(st.permutations([text for three in pressures(4) for text in three]))
def test_a_pressure_is_one_reading_in_whatever_order_its_parts_come(elements):
    rows, tally = parsed(export(*elements))
    assert sorted((row[4], row[5]) for row in rows) == [(120 + n, 82) for n in range(4)]
    assert (tally.read, tally.rejected) == (4, 0)


def test_pressures_leave_as_soon_as_they_are_sure():
    """What a whole file's pressures take would else grow with it."""
    ordered = [text for kind in zip(*pressures(30), strict=True) for text in kind]
    source = Source(io.BytesIO(data := export(*ordered)), len(data), LIMITS.unpacked, "e", LIMITS)
    parser = AppleHealth(source, Options(now=NOW, batch_rows=10), "e")
    kept = []
    for batch in parser.batches():
        pairs = parser._readings._pressures
        kept.append((len(batch.rows), len(pairs._sure), sum(map(len, pairs._top.values()))))
    assert kept[0] == (10, 0, 2)  # those of the last Correlation, which nothing has ended yet
    assert [count for count, _, _ in kept] == [10, 10, 10, 0]


def test_half_a_pressure_is_rejected_with_its_line():
    assert reasons(half("Systolic", "128"), half("Diastolic", "82", source="Other")) == [
        (FIRST_LINE, "half-a-pressure"),
        (FIRST_LINE + 1, "half-a-pressure"),
    ]


def test_a_pressure_upside_down_or_zero_is_rejected_once():
    assert reasons(half("Systolic", "82"), half("Diastolic", "128")) == [
        (FIRST_LINE, "second-not-below-first")
    ]
    assert reasons(half("Systolic", "0"), half("Diastolic", "0")) == [
        (FIRST_LINE, "both-parts-zero")
    ]


# -- what is not kept, and what is wrong -------------------------------------------------------


def test_other_kinds_are_counted_by_name_and_are_no_readings():
    _, tally = parsed(
        export(
            record("BodyMassIndex", "22.5", "count"),
            record("AppleStandTime", "5", "min"),
            record("HKCategoryTypeIdentifierAppleStandHour", "HKCategoryValueAppleStandHourIdle"),
            correlation(record("DietaryProtein", "20", "g"), kind="Food"),
            ' <Workout workoutActivityType="HKWorkoutActivityTypeRunning">\n'
            '  <WorkoutStatistics type="HKQuantityTypeIdentifierHeartRate" average="130"/>\n'
            " </Workout>\n",
            ' <ActivitySummary dateComponents="2016-11-15"/>\n',
        )
    )
    assert tally.read == 0
    assert tally.ignored == {
        "bmi": 1, "AppleStandTime": 1, "AppleStandHour": 1, "Food": 1, "Workout": 1,
        "ActivitySummary": 1,
    }  # fmt: skip


def sport(kind: str, end: str = "2024-01-10 13:52:42 +0100", **more: str) -> str:
    told = {
        "workoutActivityType": f"HKWorkoutActivityType{kind}",
        "sourceName": "Watch",
        "startDate": DAY,
        "endDate": end,
        "duration": "60",
        "totalDistance": "9.8",
    } | more
    inside = '<WorkoutStatistics type="HKQuantityTypeIdentifierHeartRate" average="130"/>'
    attributes = " ".join(f'{name}="{value}"' for name, value in told.items())
    return f" <Workout {attributes}>{inside}</Workout>\n"


class TestWorkouts:
    def test_one_is_from_its_beginning_to_its_end_with_its_kind_as_tag(self, tmp_path):
        data = export(
            sport("Running"),
            record("HeartRate", "61", "count/min"),
            sport("TraditionalStrengthTraining"),
            sport("Other"),
        )
        rows, tally = read(tmp_path, "apple-health", data)
        begun = DAY_MS
        assert [row[:5] for row in rows if row[0] == "workouts"] == [
            ("workouts", begun, 60, begun + 3_600_000, 1)
        ] * 3
        assert sorted(tags(tmp_path, "apple-health", data)) == [
            (), (), ("running",), ("traditional-strength-training",),
        ]  # fmt: skip
        assert (tally.read, tally.ignored) == (4, {})

    def test_its_tag_is_its_own_where_all_stands_on_one_line(self, tmp_path):
        elements = [record("BloodGlucose", "101", "mg/dL")] * 2 + [sport("Running")]
        data = export("".join(element.strip() for element in elements))
        rows, _ = read(tmp_path, "apple-health", data)
        told = dict(
            zip([row[0] for row in rows], tags(tmp_path, "apple-health", data), strict=True)
        )
        assert told == {"blood-glucose": (), "workouts": ("running",)}

    @pytest.mark.parametrize(
        ("element", "code"),
        [(sport("Running", "soon"), "time-unreadable"),
         (sport("Running", "2024-01-10 11:52:42 +0100"), "ended-before-begun")],
    )  # fmt: skip
    def test_one_without_a_sound_time_is_rejected(self, element, code):
        rows, tally = parsed(export(element))
        assert (rows, [(r.line, r.code) for r in tally.rejections]) == ([], [(FIRST_LINE, code)])


@pytest.mark.parametrize(
    ("element", "code"),
    [
        (record("HeartRate", "abc", "count/min"), "not-a-number"),
        (record("HeartRate", "", "count/min"), "not-a-number"),
        (record("HeartRate", None, "count/min"), "not-a-number"),
        (record("HeartRate", "nan", "count/min"), "not-a-number"),
        (record("HeartRate", "1e400", "count/min"), "not-a-number"),
        (record("HeartRate", "6_1", "count/min"), "not-a-number"),
        (record("HeartRate", "61,5", "count/min"), "not-a-number"),
        (record("HeartRate", "1e308", "count/min"), "out-of-range"),
        (record("HeartRate", "-1", "count/min"), "out-of-range"),
        (record("HeartRate", "61", "furlong"), "unit-unknown"),
        (record("HeartRate", "61"), "unit-not-told"),
        (record("HeartRate", "61", "count/min", start="2024-02-30 10:00:00 +0100"),
         "time-unreadable"),
        (record("HeartRate", "61", "count/min", start="2024-01-10T12:52:42+0100 "),
         "time-unreadable"),
        (record("HeartRate", "61", "count/min", start="10.01.2024 12:52"), "time-unreadable"),
        (record("HeartRate", "61", "count/min", start="2024-01-10 12:52:42 +1900"),
         "offset-impossible"),
        (record("HeartRate", "61", "count/min", start="1899-12-31 12:00:00 +0100"), "before-1900"),
        (record("HeartRate", "61", "count/min", start="2027-01-17 12:00:00 +0100"),
         "in-the-future"),
        (record("StepCount", "9", "count", end="2024-01-10 12:52:41 +0100"),
         "ended-before-begun"),
        (sleep("Dozing", DAY, LATER), "sleep-stage-unknown"),
        (sleep("Awake", DAY, "2024-01-12 12:52:42 +0100"), "interval-too-long"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("pattern", [True, False])
def test_what_cannot_be_a_reading_is_rejected_with_line_and_reason(element, code, pattern):
    good = record(
        "HeartRate", "61", "count/min", inside='\n  <MetadataEntry key="a" value="b"/>\n '
    )
    found = reasons(good, element, good, pattern=pattern)
    assert found == [(FIRST_LINE + 3, code)]


@pytest.mark.parametrize(
    ("start", "instant"),
    [
        ("2024-01-10T12:52:42+01:00", DAY_MS),
        ("2024-01-10T12:52:42.250+01:00", DAY_MS + 250),
        ("2024-01-10 12:52:42.5 +0100", DAY_MS + 500),
        ("2024-01-10T11:52:42Z", DAY_MS),
    ],
)
@pytest.mark.parametrize("pattern", [True, False])
def test_dates_as_other_programs_write_them(start: str, instant: int, pattern: bool):
    whole = record("BodyMass", "80", "kg", start=start, end=start)
    rows, _ = parsed(export(whole), pattern=pattern)
    ((_, at, offset, ended, *_),) = rows
    assert (at, offset, ended) == (instant, 0 if start.endswith("Z") else 60, instant)


@pytest.mark.parametrize("pattern", [True, False])
def test_a_type_of_one_unit_needs_none(pattern: bool):
    rows, tally = parsed(export(record("StepCount", "90", end=LATER)), pattern=pattern)
    assert [(row[0], row[4], row[6]) for row in rows] == [("steps", 90, "steps")]
    assert not tally.rejected


def test_a_clock_up_to_a_day_ahead_is_kept_and_counted():
    rows, tally = parsed(
        export(record("HeartRate", "61", "count/min", start="2027-01-15 20:00:00 +0100"))
    )
    assert (len(rows), tally.ahead, tally.rejected) == (1, 1, 0)


def test_readings_from_before_the_birth_are_rejected():
    assert reasons(record("BodyMass", "3.4", "kg"), birth_date="2024-01-11") == [
        (FIRST_LINE, "before-birth")
    ]


def test_rejections_are_counted_beyond_those_kept():
    _, tally = parsed(export(*[record("HeartRate", "x", "count/min")] * (REJECTIONS_KEPT + 5)))
    assert tally.rejected == REJECTIONS_KEPT + 5
    assert len(tally.rejections) == REJECTIONS_KEPT


def test_the_tally_says_what_the_file_holds():
    _, tally = parsed(
        export(
            record("HeartRate", "61", "count/min", start=LATER),
            record("HeartRate", "62", "count/min"),
            record("BodyMass", "80", "kg", source="Scale"),
        )
    )
    assert (tally.read, tally.rejected) == (3, 0)
    assert tally.types == {"heart-rate": 2, "weight": 1}
    assert tally.sources == {"Watch": 2, "Scale": 1}
    assert (tally.first, tally.last) == ((DAY_MS, 60), (DAY_MS + 600_000, 60))
    assert tally.exported_at == (1_706_770_800_000, 60)


# -- files that lie, break or attack -------------------------------------------------------------


def test_control_characters_and_bad_references_become_blanks():
    row = only(record("BodyMass", "80", "kg", source="My\x0bScale").replace("Scale", "Sc&#11;le"))
    assert row[10] == "My Sc le"


def test_bytes_that_are_no_utf8_do_not_cost_the_file():
    data = export(record("BodyMass", "80", "kg", source="Scale")).replace(b"Scale", b"Sc\xe4le")
    (row,), _ = parsed(data)
    assert row[10] == "Sc\ufffdle"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "apple-no-data"),
        (b"no export", "apple-no-data"),
        (b"<!--" * 100_000, "apple-no-data"),
        (export(prolog='<!DOCTYPE HealthData [<!ENTITY a "b">]>'), "xml-entities"),
        (export(prolog='<!DOCTYPE HealthData SYSTEM "file:///etc/passwd">'), "xml-entities"),
        (export(record("BodyMass", "80", "kg", source="X").replace("X", "&a;")), "xml-broken"),
        (export(record("BodyMass", "80", "kg"))[:-30], "file-truncated"),
        (export(record("BodyMass", "80", "kg"))[:-14], "file-truncated"),
        (export(record("BodyMass", "80", "kg")) + b"<more/>", "xml-broken"),
        (export("<a>" * 100 + "</a>" * 100), "xml-too-deep"),
        (export(record("BodyMass", "80", "kg", source="x" * (3 << 20))), "xml-too-long"),
        (export("x" * (4 << 20)), "xml-too-long"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
@pytest.mark.parametrize("pattern", [True, False])
def test_a_broken_or_hostile_file_is_refused_whole(data, code, pattern):
    with pytest.raises(BadFile) as caught:
        parsed(data, pattern=pattern)
    assert caught.value.code == code


def test_the_line_of_a_break_is_told():
    data = export(record("BodyMass", "80", "kg"), " <Record <\n", record("BodyMass", "80", "kg"))
    with pytest.raises(BadFile) as caught:
        parsed(data)
    assert caught.value.params["line"] == FIRST_LINE + 1


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_however_they_end(end: str):
    wrong = [record("HeartRate", str(value), "furlong") for value in (61, 62, 63)]
    fine = [record("HeartRate", str(40 + n), "count/min") for n in range(60)]
    data = export(*fine, *wrong).replace(b"\n", end.encode())
    rows, tally = parsed(data)
    assert [row[12] for row in rows] == [FIRST_LINE + n for n in range(60)]
    assert [told.line for told in tally.rejections] == [FIRST_LINE + 60 + n for n in range(3)]
    assert parsed(data, pattern=False) == (rows, tally)


def test_only_a_device_has_an_address():
    """A source may be called like one."""
    sources = [f"HKDevice: 0x{n}" for n in range(60)]
    data = export(*(record("HeartRate", "61", "count/min", source=source) for source in sources))
    assert [row[10] for row in parsed(data)[0]] == sources


# -- the pattern and the parser agree ------------------------------------------------------------

KINDS = st.sampled_from(
    [
        ("HeartRate", "count/min"), ("BodyMass", "lb"), ("BodyMass", "kg"),
        ("OxygenSaturation", "%"), ("BloodGlucose", "mmol<180.1558800000541>/L"),
        ("BloodPressureSystolic", "mmHg"), ("BloodPressureDiastolic", "mmHg"),
        ("StepCount", "count"), ("BodyMassIndex", "count"), ("ActiveEnergyBurned", "kJ"),
        ("BodyTemperature", "degF"), ("HeartRate", "nonsense"), ("HeartRate", None),
        ("HKCategoryTypeIdentifierSleepAnalysis", None),
    ]
)  # fmt: skip
VALUES = st.one_of(
    st.floats(0, 400).map(lambda value: repr(round(value, 4))),
    st.floats(40, 100).map(repr),
    st.floats().map(repr),
    st.integers(-10, 300).map(str),
    st.sampled_from(
        ["", " 72 ", "nan", "-0", "1_0", "abc", "1e3", "٣", "HKCategoryValueSleepAnalysisAwake"]
    ),
)
DATES = st.sampled_from(
    [
        DAY, LATER, "2024-01-10 11:52:42 -0330", "2024-02-29 00:00:00 +0000",
        "1899-12-31 23:00:00 +0000", "2027-01-15 20:00:00 +0100", "2031-01-01 00:00:00 +0100",
        "2023-02-29 00:00:00 +0000", "2024-01-10 24:00:00 +0100", "2024-01-10 12:52:42 +1500",
        "nonsense", "",
    ]
)  # fmt: skip
SOURCES = st.one_of(
    st.sampled_from(["Watch", "Cuff", 'Waage <Bad> & "Co."', "D’Arm\u00a0&\tCo", "it's > &amp;"]),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=6).filter(
        lambda text: not set(text) & {"\ufffe", "\uffff"}
    ),
)
INSIDE = st.sampled_from(
    [
        "",
        '\n  <MetadataEntry key="HKTimeZone" value="Europe/Berlin"/>\n ',
        """\n  <MetadataEntry key="link" value="a?b=1&amp;c=&lt;2&gt;it's"/>\n """,
        '<MetadataEntry key="k" value=""/>',
        '<HeartRateVariabilityMetadataList><X bpm="6"/></HeartRateVariabilityMetadataList>',
        "<!-- <Record/> -->",
        "<![CDATA[<Record>]]>",
    ]
)


@st.composite
def records(draw):
    kind, unit = draw(KINDS)
    text = record(
        kind,
        draw(VALUES | st.none()),
        unit,
        start=draw(DATES),
        end=draw(DATES | st.none()),
        source=draw(SOURCES),
        inside=draw(INSIDE),
    )
    match draw(st.integers(0, 9)):
        case 0:  # other quotes
            return text.replace("'", "&apos;").replace('"', "'")
        case 1:  # another order
            return text.replace(' sourceVersion="10.1"', "").replace(
                "<Record ", '<Record sourceVersion="10.1" '
            )
        case 2:  # over several lines
            return text.replace(" startDate=", "\n  startDate=")
        case 3:
            device = "&lt;&lt;HKDevice: 0x28a&gt;, name:Watch&gt;"
            return text.replace(" unit=", f' device="{device}" unit=', 1)
        case 4:
            return text.replace("Watch", "Wa\x0btch&#11;")
    return text


ELEMENTS = st.one_of(
    records(),
    records(),
    st.lists(records(), max_size=3).map(lambda inside: correlation(*inside)),
    st.sampled_from(
        [
            ' <ActivitySummary dateComponents="2016-11-15"/>\n',
            " <Workout><Record/></Workout>\n",
            sport("Yoga"),
            f" <!--\n{record('HeartRate', '61', 'count/min')} -->\n",
            f" <![CDATA[{record('HeartRate', '61', 'count/min')}]]>\n",
            "\n\n",
        ]
    ),
)


@given(st.lists(ELEMENTS, max_size=25), st.integers(1, 700))
def test_pattern_and_parser_give_the_same(elements, most):
    data = export(*elements)
    expected = repr(parsed(data, pattern=False)[0]), parsed(data, pattern=False)[1]
    for pieces in (most, 1 << 20):
        rows, tally = parsed(data, most=pieces)
        assert (repr(rows), tally) == expected  # repr tells 0.0 from -0.0
    rows, tally = parsed(data, most=most, pattern=False)
    assert (repr(rows), tally) == expected


BEATS = (
    "\n  <HeartRateVariabilityMetadataList>\n"
    '   <InstantaneousBeatsPerMinute bpm="63" time="7:47:41,36 PM"/>\n'
    "  </HeartRateVariabilityMetadataList>\n "
)
# What cuts a run of plain records in two, or looks as if it did.
BETWEEN = st.sampled_from(
    [
        record("HeartRateVariabilitySDNN", "43.2", "ms", inside=BEATS),
        record("HeartRate", "61", "count/min", inside=BEATS.replace("bpm=", "odd=")),
        record("HeartRate", None, "count/min"),
        record("HeartRate", "6&#49;", "count/min"),
        record("HeartRate", "61", "count/min").replace('"', "'"),
        record("HeartRate", "61", "count/min").replace("creationDate", "madeDate"),
        record("HeartRate", "61", "count/min").replace(DAY, "&#50;024-01-10 12:52:42 +0100"[:25]),
        ' <ActivitySummary dateComponents="2016-11-15"/>\n',
        " <Workout><Record/></Workout>\n",
        f" <!--\n{record('HeartRate', '61', 'count/min')} -->\n",
        correlation(half("Systolic", "128"), half("Diastolic", "82")),
        "\n\n",
    ]
)


@given(st.lists(st.tuples(st.integers(0, 90), BETWEEN), min_size=1, max_size=5), st.integers(1, 5))
def test_runs_between_other_things_give_the_same(stretches, most):
    elements: list[str] = []
    for count, between in stretches:
        elements += [record("HeartRate", str(40 + n), "count/min") for n in range(count)]
        elements.append(between)
    data = export(*elements)
    expected = parsed(data, pattern=False)
    assert parsed(data, most=997 * most) == expected
    assert parsed(data) == expected


ADDRESS = st.one_of(
    st.integers(0, 2**36 - 1).map(lambda n: f"0x{n:09x}"),
    st.sampled_from(["0x1", "0x28044cb63, HKDevice: 0x28044cb64", "0x", "0xz", "", "0x12345678g"]),
)


@given(
    st.lists(st.tuples(ADDRESS, st.sampled_from(["Watch", "Phone"])), min_size=1, max_size=60),
    st.integers(1, 5),
)
def test_devices_that_have_other_addresses_in_each_record_give_the_same(devices, most):
    elements = [
        record("HeartRate", str(40 + n), "count/min").replace(
            ' unit="', f' device="&lt;&lt;HKDevice: {address}&gt;, name:{name}&gt;" unit="'
        )
        for n, (address, name) in enumerate(devices)
    ]
    data = export(*elements)
    expected = parsed(data, pattern=False)
    assert len(expected[0]) == len(devices)
    assert parsed(data, most=997 * most) == expected
    assert parsed(data) == expected


def test_readings_kept_in_columns_are_the_same_as_rows():
    data = export(
        *(record("HeartRate", str(40 + n), "count/min") for n in range(50)),
        record("StepCount", "12", "count", end=LATER, source="Phone"),
        record("HeartRate", "61", "furlong"),
        half("Systolic", "128"), half("Diastolic", "82"),
    )  # fmt: skip
    rows, tally = parsed(data)
    source = Source(io.BytesIO(data), len(data), LIMITS.unpacked, "export.xml", LIMITS)
    options = Options(now=NOW, owner=bytes(16), batch_rows=20)
    parser = AppleHealth(source, options, "export.xml", member=3)
    batches = list(parser.batches())
    columns = [batch.columns for batch in batches if batch.columns is not None]
    apart = [row for part in columns for row in apple_columns.rows(part)]
    assert [row for batch in batches for row in batch.rows] == rows[-1:]
    assert sorted(apart) == sorted(rows[:-1])
    assert parser.tally == tally
    assert max(len(part) for part in columns) <= 20
    assert {group.member for part in columns for group in part.groups} == {3}


SOUND = export(
    *(record("HeartRate", str(60 + n), "count/min") for n in range(5)),
    correlation(record("BloodPressureSystolic", "128", "mmHg")),
    sleep("Awake", DAY, LATER),
)


@given(
    st.lists(
        st.tuples(
            st.integers(0, len(SOUND)),
            st.integers(0, 20),
            st.binary(max_size=4) | st.sampled_from([b'"', b"<", b">", b"&", b"\n", b"<Record "]),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_any_damage_gives_readings_or_a_refusal(wounds):
    data = SOUND
    for at, length, instead in wounds:
        data = data[:at] + instead + data[at + length :]
    with suppress(BadFile):
        rows, tally = parsed(data)
        assert tally.read == len(rows) + tally.rejected
