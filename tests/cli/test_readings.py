"""`add`, `records` and `analytics`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.cli.conftest import CommandLine

RECORD_KEYS = [
    "id", "uid", "user_id", "type_id", "type", "value", "value2", "unit", "components",
    "comparator", "recorded_at", "ended_at", "note", "tags", "source", "import_id", "created_at",
    "updated_at", "deleted_at",
]  # fmt: skip


def values(answer: dict) -> list[float]:
    return [one["value"] for one in answer["data"]]


class TestAdd:
    def test_one_document_with_every_reading(self, cli: CommandLine):
        data = cli.json("add", "bp 128/82 71 2026-07-01 8:30 #home long walk")["data"]
        assert [one["type"] for one in data] == ["blood-pressure", "heart-rate"]
        first = data[0]
        assert list(first) == RECORD_KEYS
        assert (first["value"], first["value2"], first["unit"]) == (128, 82, "mmHg")
        assert first["components"] == [
            {"type": "systolic", "value": 128, "unit": "mmHg"},
            {"type": "diastolic", "value": 82, "unit": "mmHg"},
        ]
        assert first["recorded_at"] == "2026-07-01T08:30:00+00:00"
        assert (first["note"], first["tags"]) == ("long walk", ["home"])
        assert (first["source"], first["import_id"], first["comparator"]) == ("manual", None, None)
        assert (first["ended_at"], first["deleted_at"]) == (None, None)
        assert data[1]["components"] == []
        assert data[1]["value2"] is None

    def test_in_words(self, cli: CommandLine):
        done = cli.well("add", "bp 128/82 71 2026-07-01 8:30")
        first, second = done.out.splitlines()
        assert first.startswith("Recorded: Blood pressure 128/82 mmHg, ")
        assert first.endswith("[1]")
        assert second.startswith("Recorded: Heart rate 71 bpm")
        assert done.err == ""

    def test_words_need_no_quotes(self, cli: CommandLine):
        made = cli.json("add", "weight", "81,4", "2026-07-01", "8:00")["data"][0]
        assert (made["value"], made["recorded_at"]) == (81.4, "2026-07-01T08:00:00+00:00")

    def test_times_without_offset_are_the_persons(self, cli: CommandLine, set_time_zone):
        set_time_zone("Europe/Berlin")
        first = cli.json("add", "weight 80 2026-07-01 8:00")["data"][0]
        assert first["recorded_at"] == "2026-07-01T08:00:00+02:00"
        cli.well("persons", "edit", "Me", "--tz", "America/New_York")
        second = cli.json("add", "weight 80 2026-07-01 8:00")["data"][0]
        assert second["recorded_at"] == "2026-07-01T08:00:00-04:00"

    def test_unit_of_the_settings_is_meant_and_kept(self, cli: CommandLine):
        cli.well("settings", "set", "units.weight", "lb")
        made = cli.json("add", "weight 178")["data"][0]
        assert (made["value"], made["unit"]) == (178, "lb")

    def test_a_question_gives_whole_lines_as_answers(self, cli: CommandLine):
        cli.well("persons", "list")
        before = cli.digest()
        said = cli.refused(3, "add", "glucose 20")
        assert "mmol/L" in said
        assert "mg/dL" in said
        choices = cli("add", "glucose 20", "--json").document["details"]["choices"]
        assert len(choices) == 2
        assert cli.digest() == before
        for line in choices:
            cli.well("add", line)

    def test_remarks_stand_beside_the_result(self, cli: CommandLine):
        cli.add("weight 80 2026-07-01 8:00")
        again = cli("add", "weight 80 2026-07-01 8:00", "--json")
        assert again.status == 0
        assert "already" in again.err
        assert len(again.document["data"]) == 1

    def test_what_grammar_and_history_notice_alike_is_said_once(self, cli: CommandLine):
        said = cli.well("add", "slept 1h")
        assert said.err.count("unusually short") == 1
        assert said.out.startswith("Recorded: Sleep duration 1 h, ")

    def test_a_unit_that_is_the_type_itself_is_said_once(self, cli: CommandLine):
        assert cli.well("add", "steps 8400").out.startswith("Recorded: Steps 8,400, today")

    def test_a_value_unlike_this_person(self, cli: CommandLine):
        cli.add(*[f"weight 8{n} 2026-07-0{n + 1} 8:00" for n in range(6)])
        cli.well("persons", "add", "Ada")
        for n in range(6):
            cli.well("add", f"weight 5{n} 2026-07-0{n + 1} 8:00", "--person", "Ada")
        assert "like those of Ada" in cli.well("add", "weight 52").err
        assert "far from this person's own" in cli.well("add", "weight 140").err

    def test_makes_the_file_and_the_first_person(self, bare: CommandLine):
        bare.well("add", "weight 80")
        assert bare.folder.stat().st_mode & 0o777 == 0o700
        assert bare.database.stat().st_mode & 0o777 == 0o600
        assert [one["name"] for one in bare.json("persons", "list")["data"]] == ["Me"]

    def test_an_archived_person_is_not_the_default(self, cli: CommandLine):
        cli.add("weight 80")
        ada = cli.json("persons", "add", "Ada")["id"]
        cli.well("persons", "archive", "Me")
        assert cli.json("add", "weight 60")["data"][0]["user_id"] == ada


class TestList:
    def test_of_an_import(self, cli: CommandLine, tmp_path: Path):
        cli.add("weight 80 2024-01-01 8:00")
        cli.well("export", "csv", "--out", tmp_path / "out.csv", "--data-dir", cli.folder)
        text = (tmp_path / "out.csv").read_text().splitlines()
        rows = [text[1].replace(",80,", f",{value},") for value in (81, 82)]
        rows = [row.partition(",")[2] for row in rows]
        (tmp_path / "in.csv").write_text("\n".join([text[0], *(f",{row}" for row in rows)]) + "\n")
        batch = cli.json("import", tmp_path / "in.csv")["batch"]
        page = cli.json("records", "list", "--import", batch)
        assert sorted(one["value"] for one in page["data"]) == [81, 82]
        assert page["pagination"]["total"] == 2
        assert "77" in cli.refused(5, "records", "list", "--import", 77)
        cli.refused(2, "records", "list", "--import", "x")

    def test_shape_and_paging(self, cli: CommandLine):
        cli.add(*[f"weight {60 + n} 2026-07-01 8:{n:02}" for n in range(25)])
        page = cli.json("records", "list")
        assert page.keys() == {"data", "pagination"}
        assert page["pagination"] == {"total": 25, "limit": 20, "offset": 0, "has_more": True}
        assert list(page["data"][0]) == RECORD_KEYS
        assert values(page) == [84 - n for n in range(20)]
        rest = cli.json("records", "list", "--offset", "20")
        assert values(rest) == [64, 63, 62, 61, 60]
        assert rest["pagination"]["has_more"] is False
        every = cli.json("records", "list", "--limit", "0")
        assert len(every["data"]) == 25
        assert every["pagination"] == {"total": 25, "limit": 0, "offset": 0, "has_more": False}

    def test_newest_first_then_the_last_written(self, cli: CommandLine):
        ids = cli.add(
            "weight 80 2026-07-01 8:00", "weight 81 2026-07-01 8:00", "weight 82 2026-07-02 8:00"
        )
        found = [one["id"] for one in cli.json("records", "list")["data"]]
        assert found == [ids[2], ids[1], ids[0]]

    def test_empty_is_no_failure(self, cli: CommandLine):
        assert cli.json("records", "list")["data"] == []
        assert cli.well("records", "list").out == ""

    def test_as_a_table(self, cli: CommandLine):
        cli.add("bp 128/82 2026-07-01 8:30 #home walk")
        head, row = cli.well("records", "list").out.splitlines()
        assert head.split() == ["ID", "When", "Type", "Value", "Source", "Note"]
        assert "128/82 mmHg" in row
        assert row.endswith("#home walk")

    def test_type(self, cli: CommandLine):
        cli.add("bp 128/82 71 2026-07-01 8:00", "weight 80 2026-07-02 8:00")
        found = cli.json("records", "list", "--type", "weight", "--type", "heart-rate")
        assert values(found) == [80, 71]
        assert "no type nonsense" in cli.refused(5, "records", "list", "--type", "nonsense")

    def test_a_day_is_that_of_the_reading_at_its_own_offset(self, cli: CommandLine):
        cli.add(
            "weight 80 2026-07-01T23:30:00-04:00",  # 2 July in UTC
            "weight 81 2026-07-02T00:30:00+09:00",  # 1 July in UTC
        )
        first = cli.json("records", "list", "--from", "2026-07-01", "--to", "2026-07-01")
        assert values(first) == [80]
        assert values(cli.json("records", "list", "--from", "2026-07-02")) == [81]

    def test_date_times_are_instants_the_end_excluded(self, cli: CommandLine):
        cli.add("weight 80 2026-07-01T08:00:00+02:00", "weight 81 2026-07-01T09:00:00+02:00")
        bounds = ("--from", "2026-07-01T06:00:00+00:00", "--to", "2026-07-01T07:00:00+00:00")
        assert values(cli.json("records", "list", *bounds)) == [80]

    def test_search_is_blind_to_case_and_accents(self, cli: CommandLine):
        cli.add(
            "weight 80 2026-07-01 8:00 Läufe im Park",
            "weight 81 2026-07-02 8:00 #Ferien läuft",
            "weight 82 2026-07-03 8:00",
        )
        assert values(cli.json("records", "list", "--search", "LAUFE park")) == [80]
        assert values(cli.json("records", "list", "--search", "ferien")) == [81]
        assert values(cli.json("records", "list", "--search", "laufe ferien")) == []
        assert values(cli.json("records", "list", "--search", "manual")) == [82, 81, 80]

    def test_all_persons_are_named(self, cli: CommandLine):
        cli.add("weight 80 2026-07-01 8:00")
        cli.well("persons", "add", "Ada")
        cli.well("add", "weight 60 2026-07-02 8:00", "--person", "Ada")
        found = cli.json("records", "list", "--all-persons")["data"]
        assert [(one["person"], one["value"]) for one in found] == [("Ada", 60), ("Me", 80)]
        assert "Person" in cli.well("records", "list", "--all-persons").out.splitlines()[0]
        assert values(cli.json("records", "list")) == [80]

    def test_wrong_bounds(self, cli: CommandLine):
        assert "no date" in cli.refused(3, "records", "list", "--from", "01.07.2026")
        assert "no date" in cli.refused(3, "records", "list", "--to", "2026-07-01T99:00")


class TestChanging:
    def test_show(self, cli: CommandLine):
        (id_,) = cli.add("weight 80 2026-07-01 8:00")
        by_id = cli.json("records", "show", id_)
        assert list(by_id) == RECORD_KEYS
        assert cli.json("records", "show", by_id["uid"]) == by_id
        assert "value: 80\n" in cli.well("records", "show", id_).out
        for wanted in ("77", "no-id", "0" * 32):
            cli.refused(5, "records", "show", wanted)

    def test_delete_list_restore(self, cli: CommandLine):
        ids = cli.add("weight 80", "weight 81")
        gone = cli.json("records", "delete", *ids)["data"]
        assert all(one["deleted_at"] for one in gone)
        assert cli.json("records", "list")["data"] == []
        assert len(cli.json("records", "list", "--deleted")["data"]) == 2
        cli.refused(5, "records", "delete", ids[0])
        back = cli.json("records", "restore", ids[0])["data"]
        assert back[0]["deleted_at"] is None
        assert [one["id"] for one in cli.json("records", "list")["data"]] == [ids[0]]

    @pytest.mark.parametrize("verb", ["delete", "restore", "purge"])
    def test_several_ids_are_one_transaction(self, cli: CommandLine, verb):
        ids = cli.add("weight 80", "weight 81")
        if verb != "delete":
            cli.well("records", "delete", *ids)
        before = cli.digest()
        cli.refused(5, "records", verb, ids[0], "77", ids[1])
        assert cli.digest() == before

    def test_purge_takes_only_what_is_in_the_bin(self, cli: CommandLine):
        binned, kept = cli.add("weight 80", "weight 81")
        cli.well("records", "delete", binned)
        assert cli.json("records", "purge", binned) == {"purged": 1}
        cli.refused(5, "records", "show", binned)
        assert cli.json("records", "show", kept)["deleted_at"] is None

    def test_move_makes_a_new_row_there(self, cli: CommandLine):
        (id_,) = cli.add("weight 80")
        ada = cli.json("persons", "add", "Ada")["id"]
        moved = cli.json("records", "move", id_, "--to-person", "Ada")["data"][0]
        assert (moved["user_id"], moved["value"]) == (ada, 80)
        assert moved["id"] != id_
        assert cli.json("records", "show", id_)["deleted_at"] is not None
        cli.refused(5, "records", "move", moved["id"], "--to-person", "Nobody")

    def test_edit_changes_what_is_given(self, cli: CommandLine):
        (id_,) = cli.add("weight 80 2026-07-01 8:00 #home first")
        edited = cli.json("records", "edit", id_, "--value", "81,5", "--note", "second")
        assert (edited["value"], edited["note"], edited["tags"]) == (81.5, "second", ["home"])
        edited = cli.json(
            "records", "edit", id_, "--value", "180", "--unit", "lb", "--tags", "#a b"
        )
        assert (edited["value"], edited["unit"], edited["tags"]) == (180, "lb", ["a", "b"])
        assert cli.well("records", "edit", id_, "--note", "").out.startswith("Changed: Weight")

    def test_edit_of_a_time_keeps_its_own_offset(self, cli: CommandLine):
        (id_,) = cli.add("weight 80 2026-07-01 8:00")
        edited = cli.json("records", "edit", id_, "--at", "2026-07-02T08:00:00-05:00")
        assert edited["recorded_at"] == "2026-07-02T08:00:00-05:00"

    def test_edit_of_a_time_without_an_offset_means_the_persons_zone(self, cli: CommandLine):
        cli.well("persons", "add", "Ada", "--tz", "America/New_York")
        made = cli.json("add", "weight 60 2026-07-01 8:00", "--person", "Ada")["data"][0]
        edited = cli.json("records", "edit", made["id"], "--at", "2026-07-02T08:00")
        assert edited["recorded_at"] == "2026-07-02T08:00:00-04:00"

    def test_edit_reads_numbers_as_quick_entry_does(self, cli: CommandLine):
        (id_,) = cli.add("calories 2000")
        for given, read in (("1,200", 1200), ("1200,5", 1200.5), ("1,900.5", 1900.5)):
            assert cli.json("records", "edit", id_, "--value", given)["value"] == read
        cli.refused(3, "records", "edit", id_, "--value", "1_900")

    def test_edit_of_a_pressure(self, cli: CommandLine):
        (id_,) = cli.add("bp 128/82")
        assert cli.json("records", "edit", id_, "--value2", "85")["value2"] == 85
        before = cli.digest()
        for words in (("--value", "80"), ("--value", "-1"), ("--value2", "nan"),
                      ("--value", "1e308"), ("--value", "ten"), ("--unit", "kg"),
                      ("--at", "soon")):  # fmt: skip
            cli.refused(3, "records", "edit", id_, *words)
        assert cli.digest() == before


class TestWhoseReading:
    @pytest.mark.parametrize(
        "words",
        [("show",), ("edit", "--value", "70"), ("delete",), ("restore",), ("purge",),
         ("move", "--to-person", "Ada")],
    )  # fmt: skip
    def test_of_another_person_is_not_found(self, cli: CommandLine, words: tuple[str, ...]):
        (id_,) = cli.add("weight 80")
        cli.well("persons", "add", "Ada")
        before = cli.digest()
        cli.refused(5, "--person", "Ada", "records", words[0], id_, *words[1:])
        cli.refused(5, "--person", "Nobody", "records", words[0], id_, *words[1:])
        assert cli.digest() == before
        cli.well("--person", "Me", "records", "show", id_)
        cli.well("records", "show", id_)


class TestAnalytics:
    def test_answer(self, cli: CommandLine):
        cli.add(*[f"weight {80 + n} 2026-07-0{n + 1} 8:00" for n in range(4)])
        answer = cli.json("analytics", "weight", "--from", "2026-07-01", "--to", "2026-07-31")
        assert answer["period"] == {
            "start_date": "2026-07-01", "end_date": "2026-07-31", "aggregation": "daily"
        }  # fmt: skip
        assert list(answer["data_points"][0].items())[:5] == [
            ("date", "2026-07-01"), ("value", 80), ("min", 80), ("max", 80), ("count", 1)
        ]  # fmt: skip
        figures = answer["statistics"]
        assert list(figures)[:7] == [
            "min", "max", "avg", "current", "trend", "trend_value", "total_records"
        ]  # fmt: skip
        assert (figures["min"], figures["max"], figures["avg"]) == (80, 83, 81.5)
        assert (figures["current"], figures["total_records"]) == (83, 4)
        assert (figures["trend"], figures["trend_value"]) == ("increasing", pytest.approx(7))
        assert answer["typical_range"].keys() == {"low", "high"}
        assert (answer["type"], answer["unit"], answer["aggregate"]) == ("weight", "kg", "mean")

    @pytest.mark.parametrize(
        ("by", "dates"), [("weekly", ["2026-06-29", "2026-07-06"]), ("monthly", ["2026-07-01"])]
    )
    def test_by(self, cli: CommandLine, by, dates):
        cli.add("weight 80 2026-07-01 8:00", "weight 82 2026-07-08 8:00")
        answer = cli.json("analytics", "weight", "--from", "2026-06-01", "--to", "2026-07-31",
                          "--by", by)  # fmt: skip
        assert [point["date"] for point in answer["data_points"]] == dates
        assert sum(point["count"] for point in answer["data_points"]) == 2

    def test_instants_bound_it_too(self, cli: CommandLine):
        cli.add("weight 80 2026-07-01T08:00+00:00", "weight 82 2026-07-01T12:00+00:00")
        answer = cli.json("analytics", "weight", "--from", "2026-07-01T10:00:00+02:00",
                          "--to", "2026-07-01T12:00:00Z")  # fmt: skip
        assert answer["statistics"]["total_records"] == 1
        assert answer["period"]["start_date"] == "2026-07-01T08:00:00+00:00"
        assert answer["period"]["end_date"] == "2026-07-01T12:00:00+00:00"
        cli.refused(3, "analytics", "weight", "--from", "2026-07-01T12:00", "--to", "2026-07-01T11")

    def test_glucose_has_figures_of_its_own(self, cli: CommandLine, tmp_path: Path):
        head = "uid,person,type,recorded_at,ended_at,value,value2,unit,comparator,note,tags,source"
        rows = [
            f",,blood-glucose,2026-06-{day:02}T{n // 4:02}:{n % 4 * 15:02}:00+02:00,,{100 + day},"
            ",mg/dL,,,,sensor,"
            for day in range(1, 15)
            for n in range(96)
        ]
        file = tmp_path / "sensor.csv"
        file.write_text("\n".join([f"{head},deleted_at", *rows, ""]), "utf-8")
        assert cli("import", file).status == 0
        words = ("analytics", "blood-glucose", "--from", "2026-06-01", "--to", "2026-06-14")
        told = cli.json(*words)["glucose"]
        assert (told["mean"], told["tir"], told["n"], told["days"]) == (107.5, 100, 14 * 96, 14)
        # Each day is 1 mg/dL above the one before.
        assert told["modd"] == 1
        said = cli(*words).out
        assert "Time in range: 100.0 %; below 0.0 %" in said
        assert "MODD 1.0, CONGA 0.0" in said
        assert "Hypos: 0" in said

    def test_glucose_of_too_few_days_says_once_what_is_missing(self, cli: CommandLine):
        cli.add(*[f"glucose 100 mg/dl 2026-06-{day:02} 8:00" for day in (1, 3)])
        words = ("analytics", "blood-glucose", "--from", "2026-06-01", "--to", "2026-06-14")
        assert cli.json(*words)["insufficient"]["gmi"] == {
            "need": 14, "have": 2, "reason": "too-few-days"
        }  # fmt: skip
        (line,) = (one for one in cli(*words).out.splitlines() if "needs 12 more days" in one)
        assert "GMI, Estimated HbA1c" in line

    def test_pressure_has_its_second_part_in_components(self, cli: CommandLine):
        cli.add("bp 128/82 2026-07-01 8:00")
        answer = cli.json("analytics", "blood-pressure", "--from", "2026-07-01")
        assert answer["statistics"]["current"] == 128
        assert answer["components"]["diastolic"]["statistics"]["current"] == 82
        shown = cli.well("analytics", "blood-pressure", "--from", "2026-07-01").out
        assert "Diastolic" in shown

    def test_no_data_is_no_failure(self, cli: CommandLine):
        answer = cli.json("analytics", "weight")
        assert answer["data_points"] == []
        assert answer["statistics"]["total_records"] == 0
        assert answer["statistics"]["avg"] is None
        days = [dt.date.fromisoformat(answer["period"][key]) for key in ("start_date", "end_date")]
        assert (days[1] - days[0]).days == 29

    def test_all_persons(self, cli: CommandLine):
        cli.add("weight 80")
        cli.well("persons", "add", "Ada")
        answer = cli.json("analytics", "weight", "--all-persons")
        assert [one["person"] for one in answer["data"]] == ["Me", "Ada"]
        assert answer["data"][0]["statistics"]["total_records"] == 1

    def test_another_unit(self, cli: CommandLine):
        cli.add("weight 100")
        answer = cli.json("analytics", "weight", "--unit", "lb")
        assert (answer["unit"], round(answer["statistics"]["current"], 1)) == ("lb", 220.5)

    def test_hours_and_weekdays(self, cli: CommandLine):
        cli.add("weight 80 2026-07-01 8:00", "weight 82 2026-07-08 20:00")
        span = ("analytics", "weight", "--from", "2026-07-01", "--to", "2026-07-31")
        hours = cli.json(*span, "--by", "hour")["data_points"]
        assert [(p["hour"], p["value"]) for p in hours] == [(8, 80), (20, 82)]
        (weekday,) = cli.json(*span, "--by", "weekday")["data_points"]
        assert (weekday["weekday"], weekday["count"]) == (3, 2)
        assert "Wednesday" in cli.well(*span, "--by", "weekday").out
        assert "08:00" in cli.well(*span, "--by", "hour").out

    def test_withheld_figures_say_what_they_need(self, cli: CommandLine):
        cli.add("weight 80 2026-07-01 8:00")
        span = ("analytics", "weight", "--from", "2026-07-01", "--to", "2026-07-31")
        asked = (*span, "--forecast", "7", "--with", "steps")
        answer = cli.json(*asked)
        assert answer["insufficient"]["forecast"] == {
            "need": 28, "have": 1, "reason": "too-few-days"
        }  # fmt: skip
        assert answer["forecast"] is answer["correlation"] is None
        shown = cli.well(*asked).out
        assert "Forecast – needs 27 more days" in shown
        assert "Correlation – needs 14 more days with both" in shown
        assert "Trend – needs 2 more readings" in shown
        assert "Body mass index – the height is not known" in shown

    def test_body_mass_is_not_rounded_into_the_next_class(self, cli: CommandLine):
        cli.add("height 158 cm 2026-06-30 8:00", "weight 62.3 2026-07-01 8:00")
        span = ("analytics", "weight", "--from", "2026-07-01", "--to", "2026-07-31")
        assert round(cli.json(*span)["weight"]["bmi"]["value"], 2) == 24.96
        assert "Body mass index: 24.9 (" in cli.well(*span).out

    def test_forecast_and_correlation_in_words(self, cli: CommandLine):
        cli.well("demo")
        shown = cli.well("analytics", "weight", "--forecast", "3", "--with", "steps").out
        assert "Expected" in shown
        assert "With Steps: r = " in shown
        assert "Weight trend: " in shown
        assert "Not shown" not in shown
        document = cli.json("analytics", "weight", "--forecast", "3")
        assert len(document["forecast"]["data_points"]) == 3

    def test_what_can_not_be_asked(self, cli: CommandLine):
        cli.refused(3, "analytics", "weight", "--forecast", "91")
        cli.refused(2, "analytics", "weight", "--forecast", "soon")
        cli.refused(3, "analytics", "weight", "--with", "weight")
        cli.refused(5, "analytics", "weight", "--with", "nonsense")

    def test_what_it_can_not_answer(self, cli: CommandLine):
        cli.refused(5, "analytics", "nonsense")
        cli.refused(3, "analytics", "weight", "--unit", "mmHg")
        cli.refused(3, "analytics", "weight", "--from", "2026-07-02", "--to", "2026-07-01")
        cli.refused(3, "analytics", "weight", "--from", "July")

    def test_binned_readings_count_nowhere(self, cli: CommandLine):
        (id_,) = cli.add("weight 80")
        cli.well("records", "delete", id_)
        assert cli.json("analytics", "weight")["statistics"]["total_records"] == 0
