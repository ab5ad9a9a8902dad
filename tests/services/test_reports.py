from __future__ import annotations

import datetime as dt
import io
import re
from typing import Any

import pytest
from pypdf import PdfReader

from healthdesk.domain.accounts import OWNER
from healthdesk.domain.annotations import AnnotationDraft
from healthdesk.domain.errors import Cancelled, InvalidData, NotFound
from healthdesk.domain.records import Draft
from healthdesk.domain.reports import SECTIONS, Reportable, ReportOptions
from healthdesk.domain.transfers import ImportOptions
from healthdesk.texts import usual_paper
from tests.opened import DAY, HOUR, NEW_YEAR, NEW_YEAR_DAY, digest, pressure, steps, weight

FEBRUARY = NEW_YEAR_DAY + 31
JANUARY = ReportOptions(day_from=NEW_YEAR_DAY, day_to=FEBRUARY - 1)


def options(**more):
    return ReportOptions(**{"day_from": NEW_YEAR_DAY, "day_to": FEBRUARY - 1, **more})


@pytest.fixture
def january(app, me):
    """Blood pressure at eight on ten days and in the evening of the first five, some weights,
    steps of two sources, and a reading of the month before."""
    drafts = [pressure(130 + n, 80, NEW_YEAR + n * DAY + 8 * HOUR) for n in range(10)]
    drafts += [pressure(120, 70, NEW_YEAR + n * DAY + 20 * HOUR) for n in range(5)]
    drafts += [weight(81.4 + n / 10, NEW_YEAR + n * DAY + 7 * HOUR) for n in range(4)]
    drafts += [weight(180, NEW_YEAR + 9 * DAY, unit="lb", note="after the holidays", tags=("x",))]
    drafts += [weight(84.0, NEW_YEAR - 3 * DAY)]
    drafts += [steps(4000, NEW_YEAR + 8 * HOUR, NEW_YEAR + 9 * HOUR)]
    drafts += [steps(3000, NEW_YEAR + 8 * HOUR, NEW_YEAR + 9 * HOUR, "Phone")]
    app.journal.add(OWNER, drafts, me.id)
    return app


def made(app, person, wanted=JANUARY):
    out = io.BytesIO()
    done = app.reports.stream(OWNER, person.id, wanted, out, lambda *_: None, lambda: False)
    return out.getvalue(), done.readings


def words(data):
    """The text of all pages on one line."""
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    return re.sub(r"[\s\u00a0]+", " ", text)


def _alternatives(node):
    """The words for pictures in a tree of tags."""
    node = node.get_object()
    if isinstance(node, list):
        for one in node:
            yield from _alternatives(one)
    elif isinstance(node, dict):
        yield str(node.get("/Alt", ""))
        if "/K" in node:
            yield from _alternatives(node["/K"])


def test_the_same_readings_give_the_same_bytes(january, me):
    assert made(january, me) == made(january, me)


def test_weeks_of_its_charts_begin_as_chosen(app, me):
    # Years are drawn by weeks; of these a Sunday is the last day or the first.
    sundays = [NEW_YEAR + n * 7 * DAY - DAY for n in range(1, 5)]
    app.journal.add(OWNER, [steps(4000, at, at + HOUR) for at in sundays], me.id)
    wanted = options(day_from=FEBRUARY - 2000, sections=("charts",))
    drawn = set()
    for start in ("monday", "sunday"):
        app.settings.set("week_start", start)
        drawn.add(made(app, me, wanted)[0])
    assert len(drawn) == 2


def test_the_head_says_who_when_and_up_to_which_reading(january, me):
    january.journal.edit_person(OWNER, me.id, birth_date="1980-01-31")
    text = words(made(january, me)[0])
    assert "Person Me" in text
    assert "Born 31 Jan 1980 (44 years old)" in text
    assert "Period 1 Jan 2024 – 31 Jan 2024" in text
    assert "Readings up to 10 Jan 2024 08:00" in text
    assert "local, UTC" in text


def test_the_overview_tells_means_spread_last_and_change(january, me):
    data, readings = made(january, me, options(sections=("summary",)))
    text = words(data)
    # Fifteen readings: (10 × 134.5 + 5 × 120) / 15 and (10 × 80 + 5 × 70) / 15.
    assert "Blood pressure (mmHg) 15 130/77" in text
    # Five weights, the last given as 180 lb = 81.65 kg; in December 84.0.
    assert "Weight (kg) 5 81.6" in text
    assert "81.6 10 Jan" in text
    assert "−2.4" in text
    # The watch wins over the phone; days are counted, not readings.
    assert "Steps 1 day 4,000" in text
    assert readings == 22  # the one of December is not among them
    assert "Trends" not in text


def test_a_row_keeps_to_one_unit_and_one_reading_has_no_spread(app, me):
    fever = Draft("body-temperature", 99.5, "°F", NEW_YEAR, 0)
    doses = [Draft("insulin", value, "units", NEW_YEAR + n * DAY, 0) for n, value in ((0, 14),)]
    app.journal.add(OWNER, [fever, *doses], me.id)
    told = words(made(app, me)[0])
    assert "Body temperature (°C) 1 37.5 – 37.5 – 37.5 37.5 37.5 1 Jan – 0 % 36.1–37.2" in told
    assert "Insulin (units) 1 day 14 – 14 – 14 14 14 1 Jan" in told


def test_blood_pressure_has_means_by_time_of_day_and_the_class_of_named_guidelines(january, me):
    text = words(made(january, me, options(sections=("blood-pressure",)))[0])
    assert "All readings 130/77 mmHg 15" in text
    assert "Morning (04:00–12:00) 135/80 mmHg 10" in text
    assert "Evening (17:00–24:00) 120/70 mmHg 5" in text
    # Told with a decimal where the class depends on it.
    told = "AHA/ACC 2025, at home 129.7/76.7 mmHg Elevated 120–129 and <80 doi 10.1161/"
    assert told in text


def test_one_day_is_not_enough_for_a_class(app, me):
    app.journal.add(OWNER, [pressure(150, 95), pressure(150, 95, NEW_YEAR + 9 * HOUR)], me.id)
    text = words(made(app, me, options(sections=("blood-pressure",)))[0])
    assert "No class yet: needs 2 more days" in text
    assert "stage" not in text


def test_another_guideline_tells_other_classes_of_the_same_readings(january, me):
    january.settings.set("blood_pressure.guideline", "esc-2024")
    january.settings.set("blood_pressure.setting", "office")
    text = words(made(january, me, options(sections=("blood-pressure",)))[0])
    assert "ESC 2024, at the practice 129.7/76.7 mmHg Elevated 120–139 or 70–89" in text
    assert "count as taken at the practice" in text


class TestGlucose:
    def readings(self, days, minutes, unit="mg/dL"):
        value = 120 if unit == "mg/dL" else 6.7
        return [
            Draft("blood-glucose", value, unit, NEW_YEAR + n * minutes * 60_000, 0)
            for n in range(days * 24 * 60 // minutes)
        ]

    def test_a_worn_sensor_gives_time_in_ranges(self, app, me):
        app.journal.add(OWNER, self.readings(15, 15), me.id)
        text = words(made(app, me, options(sections=("glucose",)))[0])
        assert "1,440 readings on 15 days; 100 % of what a sensor gives" in text
        assert "In range 70–180 mg/dL 100.0 % >70 %" in text
        # 3.31 + 0.02392 × 120
        assert "120 mg/dL 0 mg/dL 0.0 % 6.2 %" in text

    def test_a_meter_does_not(self, app, me):
        app.journal.add(OWNER, self.readings(31, 8 * 60), me.id)
        text = words(made(app, me, options(sections=("glucose",)))[0])
        assert "Insufficient for time in ranges" in text
        assert "6.2 %" not in text

    def test_bands_are_told_in_the_unit_of_the_person(self, app, me):
        app.settings.set("units.glucose", "mmol/L")
        app.journal.add(OWNER, self.readings(15, 15, "mmol/L"), me.id)
        text = words(made(app, me, options(sections=("glucose",)))[0])
        assert "In range 3.9–10.0 mmol/L 100.0 %" in text

    def test_ranges_are_those_that_were_chosen(self, app, me):
        app.journal.add(OWNER, self.readings(15, 15), me.id)
        app.settings.set("glucose.ranges", "pregnancy")
        text = words(made(app, me, options(sections=("glucose",)))[0])
        assert "In range 63–140 mg/dL 100.0 % >70 %" in text
        assert "High >140 mg/dL" in text
        assert "Very high" not in text
        assert "type 1 diabetes in pregnancy" in text
        app.settings.set("glucose.ranges", "own")
        app.settings.set("glucose.own_high", 115)
        text = words(made(app, me, options(sections=("glucose",)))[0])
        assert "In range 70–115 mg/dL 0.0 % High" in text
        assert "your own and has no targets" in text


def test_lists_name_each_reading_by_day_and_notes_stand_apart(january, me):
    text = words(made(january, me, options(sections=("readings", "notes")))[0])
    assert "1 Jan 2024 08:00 130/80 20:00 120/70" in text
    assert "10 Jan 2024 00:00 180.0 lb" in text
    assert "10 Jan 2024 00:00 Weight 180.0 lb after the holidays #x" in text


def test_of_many_readings_a_day_the_days_are_listed(app, me):
    readings = [weight(80 + n / 10, NEW_YEAR + n * HOUR) for n in range(20)]
    app.journal.add(OWNER, readings, me.id)
    text = words(made(app, me, options(sections=("readings",)))[0])
    assert "Day Mean (lowest – highest) 1 Jan 2024 81.0 (80.0 – 81.9)" in text


def test_only_the_types_asked_for_in_their_order(january, me):
    text = words(made(january, me, options(types=("weight", "blood-pressure")))[0])
    overview = text[: text.index("SD: standard")]
    assert overview.index("Weight (kg)") < overview.index("Blood pressure (mmHg)")
    assert "Steps" not in text


def test_in_german_and_on_letter_while_the_program_speaks_english(january, me):
    data, _ = made(january, me, options(language="de", paper="us-letter"))
    page = PdfReader(io.BytesIO(data)).pages[0]
    assert (round(page.mediabox.width), round(page.mediabox.height)) == (612, 792)
    assert "Gewicht (kg) 5 81,6" in words(data)
    assert january.reports.preview(OWNER, me.id, JANUARY, lambda: False)[0][:4] == b"\x89PNG"


@pytest.mark.parametrize(
    ("locale", "paper"),
    [
        ("en_US.UTF-8", "us-letter"),
        ("de_AT", "a4"),
        ("C", "a4"),
        ("", "a4"),
        ("es_MX", "us-letter"),
    ],
)
def test_paper_goes_by_the_region(locale, paper):
    assert usual_paper({"LANG": locale}) == paper


def test_a_period_without_readings_says_so(app, me):
    data, readings = made(app, me)
    assert readings == 0
    assert "no reading of the chosen types in this period" in words(data)


def test_a_report_without_readings_is_read_back_as_nothing(app, me, tmp_path):
    path = tmp_path / "report.pdf"
    path.write_bytes(made(app, me)[0])
    report = app.transfer.import_files(OWNER, [path], me.id)
    assert (report.files[0].format, report.files[0].read, report.batch) == ("report", 0, None)


def test_names_and_notes_in_any_script_do_not_stop_it(app, me):
    app.journal.add(
        OWNER, [weight(80, note="早上 😀 \u0645\u0631\u062d\u0628\u0627 <b>#x</b> $1$")], me.id
    )
    app.journal.edit_person(OWNER, me.id, name="佐藤")
    text = words(made(app, me)[0])
    assert "#x</b> $1$" in text  # nothing of it is taken for markup


def test_the_data_travels_along_and_comes_back(january, me, make_app, tmp_path):
    path = tmp_path / "report.pdf"
    wanted = options(day_from=NEW_YEAR_DAY - 31)
    january.reports.make(OWNER, me.id, wanted, path, lambda *_: None, lambda: False)
    assert path.stat().st_mode & 0o077 == 0
    names = [file.name for file in PdfReader(path).attachment_list]
    assert names == ["healthdesk-readings.csv", "healthdesk-readings.fhir.json"]
    other = make_app("other")
    other.journal.default_person(OWNER)
    report = other.transfer.import_files(OWNER, [path], options=ImportOptions())
    assert (report.files[0].format, report.added) == ("report", 23)
    assert digest(other) == digest(january)
    again = other.transfer.import_files(OWNER, [path])
    assert (again.added, again.files[0].duplicate) == (0, 23)


def test_readings_that_are_many_travel_as_a_table_alone(january, me, monkeypatch):
    monkeypatch.setattr("healthdesk.services.report_document.BUNDLED_MAX", 100)
    data, _ = made(january, me)
    names = [file.name for file in PdfReader(io.BytesIO(data)).attachment_list]
    assert names == ["healthdesk-readings.csv"]
    assert "FHIR" not in words(data)


def test_nights_travel_as_the_stages_they_are_worked_out_from(app, me, make_app, tmp_path):
    night = Draft("sleep-stage", 3, "stage", NEW_YEAR, 0, ended_at=NEW_YEAR + 7 * HOUR)
    app.journal.add(OWNER, [night], me.id)
    path = tmp_path / "report.pdf"
    wanted = options(types=("sleep-duration",))
    app.reports.make(OWNER, me.id, wanted, path, lambda *_: None, lambda: False)
    other = make_app("other")
    there = other.journal.default_person(OWNER)
    other.transfer.import_files(OWNER, [path])
    assert words(made(other, there, wanted)[0]) == words(path.read_bytes())
    assert "Sleep duration (h:min) 1 day 7:00 –" in words(path.read_bytes())


def test_without_the_part_data_nothing_travels_along(january, me):
    data, _ = made(january, me, options(sections=("summary",)))
    assert list(PdfReader(io.BytesIO(data)).attachment_list) == []


class TestChartNotes:
    @pytest.fixture
    def noted(self, january, me):
        drafts = [
            AnnotationDraft(NEW_YEAR + 4 * DAY, 0, "New tablets", "medication"),
            AnnotationDraft(NEW_YEAR + 2 * DAY, 0, "Flu", "illness", NEW_YEAR + 3 * DAY),
            AnnotationDraft(NEW_YEAR + 5 * DAY, 0, "New scale", types=("weight",)),
            AnnotationDraft(NEW_YEAR - 90 * DAY, 0, "long ago"),
        ]
        january.annotations.add(OWNER, drafts, me.id)
        return january

    def test_they_are_listed_by_number_as_time_goes(self, noted, me):
        text = words(made(noted, me, options(sections=("annotations",)))[0])
        assert "1 3 Jan 2024 – 4 Jan 2024 Illness Flu all" in text
        assert "2 5 Jan 2024 Medication New tablets all" in text
        assert "3 6 Jan 2024 Note New scale Weight" in text
        assert "long ago" not in text

    def test_each_chart_has_those_that_concern_it(self, noted, me):
        wanted = options(sections=("charts", "annotations"), types=("blood-pressure", "weight"))
        data = made(noted, me, wanted)[0]
        trailer: Any = PdfReader(io.BytesIO(data)).trailer
        told = [text for text in _alternatives(trailer["/Root"]["/StructTreeRoot"]) if text]
        assert "2 5 Jan 2024 New tablets" in told[0]
        assert "New scale" not in told[0]
        assert "3 6 Jan 2024 New scale" in told[1]
        assert "numbers: chart notes" in words(data)

    def test_of_other_types_they_are_left_out(self, noted, me):
        wanted = options(sections=("annotations",), types=("blood-pressure",))
        assert "New scale" not in words(made(noted, me, wanted)[0])

    def test_without_the_part_there_is_none(self, noted, me):
        parts = tuple(part for part in SECTIONS if part != "annotations")
        assert "tablets" not in words(made(noted, me, options(sections=parts))[0])

    def test_without_a_note_the_part_is_missing(self, january, me):
        assert "Chart notes" not in words(made(january, me)[0])

    def test_of_many_the_newest_are_told(self, january, me):
        drafts = [AnnotationDraft(NEW_YEAR + n * HOUR, 0, f"note {n}") for n in range(70)]
        january.annotations.add(OWNER, drafts, me.id)
        text = words(made(january, me, options(sections=("annotations",)))[0])
        assert "The newest 60 of 70." in text
        assert "note 69" in text
        assert "note 9 " not in text


class TestFile:
    def test_it_is_tagged_and_its_fonts_are_inside(self, january, me):
        reader = PdfReader(io.BytesIO(made(january, me)[0]))
        root: Any = reader.trailer["/Root"]
        assert root["/MarkInfo"]["/Marked"] is not False
        assert "/Suspects" not in root["/MarkInfo"]
        assert root["/Lang"] == "en"
        described = root["/Metadata"].get_object().get_data()
        assert b"<pdfuaid:part>1<" in described
        assert b"<pdfaid:part>3<" in described
        pages: Any = reader.pages
        for page in pages:
            for font in page["/Resources"]["/Font"].values():
                descendant = font.get_object()["/DescendantFonts"][0].get_object()
                assert "/FontFile3" in descendant["/FontDescriptor"].get_object()

    def test_each_chart_is_told_in_words(self, january, me):
        data, _ = made(january, me, options(sections=("charts",)))
        trailer: Any = PdfReader(io.BytesIO(data)).trailer
        root = trailer["/Root"]["/StructTreeRoot"]
        told = [text for text in _alternatives(root) if text]
        assert len(told) == 3
        assert told[0].startswith("Chart of Weight, 1 Jan 2024 to 31 Jan 2024. Mean 81.6, ")

    def test_a_failure_leaves_what_was_there(self, january, me, tmp_path):
        out = tmp_path / "report.pdf"
        out.write_bytes(b"before")
        with pytest.raises(Cancelled):
            january.reports.make(OWNER, me.id, JANUARY, out, lambda *_: None, lambda: True)
        assert out.read_bytes() == b"before"
        assert list(tmp_path.glob(".*part")) == []

    def test_never_onto_the_database(self, january, me):
        with pytest.raises(InvalidData):
            january.reports.make(
                OWNER, me.id, JANUARY, january.db.path, lambda *_: None, lambda: False
            )


def test_what_cannot_be_is_refused(app, me):
    with pytest.raises(NotFound):
        made(app, type(me)(**{**{f: getattr(me, f) for f in me.__slots__}, "id": 99}))
    with pytest.raises(InvalidData):
        made(app, me, options(types=("no-such-type",)))
    with pytest.raises(InvalidData):
        made(app, me, options(day_from=FEBRUARY, day_to=NEW_YEAR_DAY))


def test_the_period_ends_today_unless_it_is_chosen(app, me):
    text = words(made(app, me, ReportOptions())[0])
    today = dt.datetime.now(dt.UTC).date()
    assert f"– {today.day} {today:%b %Y}" in text


def test_types_are_those_with_readings_in_the_order_of_the_catalogue(january, me):
    known = january.reports.reportable(OWNER, me.id)
    assert known.types == ("weight", "blood-pressure", "steps")
    assert known.days == (NEW_YEAR_DAY - 3, NEW_YEAR_DAY + 9)


def test_of_nobody_there_is_nothing_to_tell(app, me):
    assert app.reports.reportable(OWNER, me.id) == Reportable((), None)
