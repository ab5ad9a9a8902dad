"""What a file leaves open is asked, what it holds keeps its place, what two hold stays."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.errors import BadFile, OpenQuestion
from healthdesk.domain.events import PersonsChanged
from healthdesk.domain.records import Person, RecordQuery
from healthdesk.domain.transfers import Answers, ImportOptions, ImportReport, TakenBack
from tests.exchange.apple_exports import export, record
from tests.opened import digest, listening, query, verified, weight

ALL = RecordQuery()
COLUMNS = {
    "columns": {
        "day": {"as": "date"},
        "kilos": {"as": "value", "type": "weight", "unit": "kg"},
    }
}
DIARY = "day,kilos\n2024-01-01,81.4\n2024-01-02,81.2\n"


def scale(day: int, kilos: float) -> str:
    at = f"2024-01-{day:02d} 07:30:00 +0100"
    return record("BodyMass", f"{kilos}", "kg", start=at, source="Scale")


@pytest.fixture
def write(tmp_path: Path, me: Person) -> Callable[[str, str | bytes], Path]:
    def write(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def mapped(**more: object) -> ImportOptions:
    return ImportOptions(answers=Answers(mappings={"": COLUMNS}), **more)  # type: ignore[arg-type]


@pytest.fixture
def exported(make_app: Callable[[str], App], tmp_path: Path) -> Callable[[str], Path]:
    """`exported("json")`: what Demo, of whom much is known, weighed in another folder."""

    def exported(format_: str) -> Path:
        other = make_app("other")
        demo = other.journal.default_person(OWNER)
        other.journal.edit_person(
            OWNER, demo.id, name="Demo", birth_date="1980-05-06", sex="female", height_cm=171.5,
            time_zone="Europe/Vienna",
        )  # fmt: skip
        other.journal.add(OWNER, [weight(80)], demo.id)
        path = tmp_path / f"demo.{format_}"
        other.exports.export(OWNER, format_, ALL, path)
        return path

    return exported


def told(report: ImportReport) -> list[tuple[str, dict[str, object]]]:
    return [(one.code, dict(one.params)) for file in report.files for one in file.warnings]


class TestPersonOfAFile:
    def test_who_is_blank_takes_the_details_of_the_file(self, app: App, me: Person, exported):
        path = exported("json")
        dry = app.transfer.import_files(OWNER, [path], options=ImportOptions(dry_run=True))
        assert app.journal.person(OWNER) == me
        with listening(app) as heard:
            report = app.transfer.import_files(OWNER, [path])
        assert (
            told(report) == told(dry) == [("person-taken-over", {"name": "Demo", "person": "Me"})]
        )
        assert PersonsChanged in map(type, heard)
        now = app.journal.person(OWNER)
        assert (now.id, now.uid, now.color, now.archived_at) == (me.id, me.uid, me.color, None)
        assert (now.name, now.birth_date, now.sex) == ("Demo", "1980-05-06", "female")
        assert (now.height_cm, now.time_zone) == (171.5, "Europe/Vienna")
        assert told(app.transfer.import_files(OWNER, [path])) == []
        assert report.batch is not None
        app.transfer.undo_import(OWNER, report.batch)
        assert app.journal.person(OWNER) == now
        verified(app)

    @pytest.mark.parametrize("known", ["name", "birth date", "reading"])
    def test_who_is_known_stays(self, app: App, me: Person, exported, known: str):
        path = exported("json")
        if known == "reading":
            app.journal.add(OWNER, [weight(60)], me.id)
        else:
            fields = {"name": {"name": "Ida"}, "birth date": {"birth_date": "1990-01-01"}}[known]
            app.journal.edit_person(OWNER, me.id, **fields)
        before = app.journal.person(OWNER)
        report = app.transfer.import_files(OWNER, [path])
        assert told(report) == [("person-called-else", {"name": "Demo", "person": before.name})]
        assert app.journal.person(OWNER) == before

    def test_only_what_tells_of_persons_gives_their_details(self, app: App, me: Person, exported):
        report = app.transfer.import_files(OWNER, [exported("csv")])
        assert told(report) == [("person-called-else", {"name": "Demo", "person": "Me"})]
        assert app.journal.person(OWNER) == me

    def test_who_was_chosen_by_hand_needs_no_word(self, app: App, me: Person, exported):
        assert told(app.transfer.import_files(OWNER, [exported("json")], me.id)) == []
        assert app.journal.person(OWNER) == me

    def test_details_that_cannot_be_are_left(self, app: App, me: Person, exported):
        path = exported("json")
        path.write_text(path.read_text().replace('"birth_date":"1980-05-06"', '"birth_date":1980'))
        report = app.transfer.import_files(OWNER, [path])
        assert told(report) == [("person-called-else", {"name": "Demo", "person": "Me"})]
        assert (report.added, app.journal.person(OWNER)) == (1, me)

    def test_who_got_readings_from_another_file_stays(self, app: App, me: Person, exported, write):
        files = [write("export.xml", export(scale(1, 60))), exported("json")]
        report = app.transfer.import_files(OWNER, files)
        assert told(report) == [("person-called-else", {"name": "Demo", "person": "Me"})]
        assert app.journal.person(OWNER) == me

    def test_nothing_is_taken_where_a_later_file_is_refused(
        self, app: App, me: Person, exported, write
    ):
        with pytest.raises(BadFile):
            app.transfer.import_files(OWNER, [exported("json"), write("broken.json", "{")])
        assert app.journal.person(OWNER) == me


class TestQuestions:
    def test_an_open_question_stores_nothing_and_names_its_flag(self, app: App, write):
        before = digest(app)
        with pytest.raises(OpenQuestion) as asked:
            app.transfer.import_files(OWNER, [write("diary.csv", DIARY)])
        assert (asked.value.code, asked.value.flag) == ("asked-mapping", "--mapping")
        assert digest(app) == before
        assert app.transfer.batches(OWNER) == ()

    def test_a_dry_run_reports_it_and_goes_on(self, app: App, write):
        files = [write("diary.csv", DIARY), write("export.xml", export(scale(1, 80)))]
        report = app.transfer.import_files(OWNER, files, options=ImportOptions(dry_run=True))
        diary, apple = report.files
        assert [question.kind for question in diary.questions] == ["mapping"]
        assert (diary.added, apple.added, apple.questions) == (0, 1, ())

    def test_a_file_with_a_question_is_left_out_where_bad_ones_may_be(self, app: App, write):
        files = [write("diary.csv", DIARY), write("export.xml", export(scale(1, 80)))]
        report = app.transfer.import_files(OWNER, files, options=ImportOptions(skip_bad=True))
        assert (report.added, app.journal.count(OWNER, ALL)) == (1, 1)

    def test_a_mapping_that_was_used_is_remembered_by_its_header(self, app: App, write):
        first = app.transfer.import_files(OWNER, [write("a.csv", DIARY)], options=mapped())
        more = write("b.csv", DIARY + "2024-01-03,81.0\n")
        again = app.transfer.import_files(OWNER, [more])
        assert (first.added, again.added, again.files[0].duplicate) == (2, 1, 2)
        ((stored,),) = query(app.db, "SELECT mapping FROM health_mapping")
        assert json.loads(stored) == COLUMNS

    def test_that_of_a_table_without_a_header_is_remembered_by_its_file_alone(
        self, app: App, write
    ):
        columns = {
            "Column 1": {"as": "date"},
            "Column 2": {"as": "value", "type": "weight", "unit": "kg"},
        }
        options = ImportOptions(answers=Answers(mappings={"": {"columns": columns}}))
        bare = "2024-01-01,80.5\n2024-01-02,81.5\n"
        first = app.transfer.import_files(OWNER, [write("a.csv", bare)], options=options)
        more = write("a.csv", bare + "2024-01-03,81.0\n")
        again = app.transfer.import_files(OWNER, [more])
        assert (first.added, again.added, again.files[0].duplicate) == (2, 1, 2)
        with pytest.raises(OpenQuestion):
            app.transfer.import_files(OWNER, [write("b.csv", "2024-01-03,62\n2024-01-04,64\n")])

    def test_a_mapping_of_a_dry_run_is_not(self, app: App, write):
        app.transfer.import_files(OWNER, [write("a.csv", DIARY)], options=mapped(dry_run=True))
        assert query(app.db, "SELECT * FROM health_mapping") == []

    def test_people_of_a_file_are_asked_for_and_may_be_left_out(self, app: App, write):
        ben = app.journal.add_person(OWNER, "Ben")[0]
        text = "day,who,kilos\n2024-01-01,0,81\n2024-01-01,1,62\n"
        columns = {**COLUMNS["columns"], "who": {"as": "person"}}
        path, mappings = write("two.csv", text), {"": {"columns": columns}}
        with pytest.raises(OpenQuestion) as asked:
            app.transfer.import_files(
                OWNER, [path], options=ImportOptions(answers=Answers(mappings=mappings))
            )
        assert asked.value.choices == ("0=1", "0=2", "0=skip")
        answers = Answers(mappings=mappings, file_users={"0": ben.id, "1": None})
        report = app.transfer.import_files(OWNER, [path], options=ImportOptions(answers=answers))
        (stored,) = app.journal.slice(OWNER, ALL, 0, 0)
        assert (stored.person_id, stored.value) == (ben.id, 81)
        assert (report.files[0].read, report.added) == (1, 1)
        assert (report.files[0].ignored, report.files[0].left_out) == ({"user 1": 1}, {"1": 1})

    def test_files_of_one_call_may_have_answers_of_their_own(self, app: App, me: Person, write):
        """Two scales number their users alike, and one of them weighs in pounds."""
        ben = app.journal.add_person(OWNER, "Ben")[0]
        text = "day,who,weight\n2024-01-01,0,{}\n"
        paths = [write("ours.csv", text.format(81)), write("theirs.csv", text.format(180))]
        asks = {"day": {"as": "date"}, "who": {"as": "person"},
                "weight": {"as": "value", "type": "weight"}}  # fmt: skip
        own = {
            str(path): Answers({"weight": unit}, None, None, {"0": whom}, {"": {"columns": asks}})
            for path, unit, whom in zip(paths, ("kg", "lb"), (me.id, ben.id), strict=True)
        }
        options = ImportOptions(own=own)
        looked = app.transfer.import_files(OWNER, paths, options=replace(options, dry_run=True))
        assert [file.questions for file in looked.files] == [(), ()]
        assert app.transfer.import_files(OWNER, paths, options=options).added == 2
        query_ = RecordQuery((me.id, ben.id))
        stored = {row.person_id: row for row in app.journal.slice(OWNER, query_, 0, 0)}
        assert (stored[me.id].value, stored[me.id].unit) == (81, "kg")
        assert (stored[ben.id].value, stored[ben.id].unit) == (180, "lb")


class TestContainers:
    def test_a_folder_of_files_is_one_batch_with_a_report_for_each_format(self, app: App, write):
        write("mine/a/export.xml", export(scale(1, 80)))
        write("mine/b/export.xml", export(scale(1, 80), scale(2, 81)))
        for number in range(7):
            write(f"mine/b/diary{number}.csv", "Day,Weight\n2026-01-01,80\n")
        folder = write("mine/notes.txt", "nothing to see").parent
        report = app.transfer.import_files(OWNER, [folder])
        (file,) = report.files
        assert (file.read, file.added, file.duplicate) == (3, 2, 1)
        assert [(w.code, w.params) for w in file.warnings] == [
            ("files-unknown", {"n": 1, "names": "notes.txt"}),
            ("tables-unknown", {
                "n": 7,
                "names": "diary0.csv, diary1.csv, diary2.csv, diary3.csv, diary4.csv …",
            }),
        ]  # fmt: skip
        assert [b.files for b in app.transfer.batches(OWNER)] == [("mine",)]

    def test_each_row_keeps_the_file_it_came_from_and_its_line(self, app: App, write):
        write("mine/a.xml", export(scale(1, 80)))
        folder = write("mine/b.xml", export(scale(2, 81), scale(3, 82))).parent
        app.transfer.import_files(OWNER, [folder])
        rows = query(
            app.db,
            "SELECT f.name, whole.name, r.import_line FROM health_record r"
            " JOIN health_import_file f ON f.id = r.import_file_id"
            " JOIN health_import_file whole ON whole.id = f.part_of ORDER BY r.recorded_at",
        )
        lines = [line for _, _, line in rows]
        assert [name for name, _, _ in rows] == ["a.xml", "b.xml", "b.xml"]
        assert {whole for _, whole, _ in rows} == {"mine"}
        assert lines[2] == lines[1] + 1

    def test_a_zip_inside_a_zip_is_read(self, app: App, write, tmp_path: Path):
        inner = tmp_path / "inner.zip"
        with zipfile.ZipFile(inner, "w") as archive:
            archive.writestr("export.xml", export(scale(1, 80)))
        outer = tmp_path / "outer.zip"
        with zipfile.ZipFile(outer, "w") as archive:
            archive.write(inner, "deep/inner.zip")
        report = app.transfer.import_files(OWNER, [outer])
        assert (report.added, Path(report.files[0].path).name) == (1, "inner.zip")

    def test_a_broken_file_of_several_takes_nothing_with_it(self, app: App, write):
        good, bad = export(scale(1, 80)), export(scale(2, 81))[:-30]
        files = [write("good.xml", good), write("bad.xml", bad)]
        with pytest.raises(BadFile):
            app.transfer.import_files(OWNER, files)
        assert app.journal.count(OWNER, ALL) == 0
        report = app.transfer.import_files(OWNER, files, options=ImportOptions(skip_bad=True))
        assert [file.refused is None for file in report.files] == [True, False]
        assert app.journal.count(OWNER, ALL) == 1
        verified(app)

    def test_one_format_alone_may_be_asked_for(self, app: App, write):
        folder = write("mine/a.xml", export(scale(1, 80))).parent
        with pytest.raises(BadFile) as refused:
            app.transfer.import_files(OWNER, [folder], options=ImportOptions(format="csv"))
        assert refused.value.code == "other-format"


class TestOverlap:
    """Two exports of one phone hold the same readings."""

    @pytest.fixture
    def two(self, app: App, write) -> tuple[int, int]:
        first = app.transfer.import_files(
            OWNER, [write("old.xml", export(scale(1, 80), scale(2, 81)))]
        )
        second = app.transfer.import_files(
            OWNER, [write("new.xml", export(scale(2, 81), scale(3, 82)))]
        )
        assert (first.added, second.added) == (2, 1)
        assert first.batch is not None
        assert second.batch is not None
        return first.batch, second.batch

    def test_undo_of_the_newest_gives_what_was_before_it(self, app: App, two):
        assert app.transfer.undo_import(OWNER, two[1]) == TakenBack(1)
        assert [r.value for r in app.journal.slice(OWNER, ALL, 0, 0)] == [81, 80]
        assert app.transfer.undo_import(OWNER, two[0]) == TakenBack(2)
        assert app.journal.count(OWNER, ALL) == 0
        verified(app)

    def test_undo_of_the_older_leaves_what_the_newer_holds_too(self, app: App, two):
        assert app.transfer.undo_import(OWNER, two[0]) == TakenBack(1, handed={two[1]: 1})
        assert [r.value for r in app.journal.slice(OWNER, ALL, 0, 0)] == [82, 81]
        assert app.transfer.undo_import(OWNER, two[1]) == TakenBack(2)
        assert app.journal.count(OWNER, ALL) == 0
        verified(app)

    def test_the_same_file_again_claims_nothing(self, app: App, write, two):
        app.transfer.import_files(OWNER, [write("old.xml", export(scale(1, 80), scale(2, 81)))])
        assert len(query(app.db, "SELECT * FROM health_import_also")) == 1


class TestOwnFiles:
    """What was typed comes back as it was, from our own files."""

    @pytest.fixture
    def exported(self, app: App, me: Person, tmp_path: Path) -> Path:
        """Two readings alike, one of them in the bin, and a third."""
        alike = weight(81.4)
        binned = app.journal.add(OWNER, [alike], me.id).records[0]
        app.journal.delete(OWNER, [binned.id])
        app.journal.add(OWNER, [alike, weight(80)], me.id)
        out = tmp_path / "all.csv"
        app.transfer.export_csv(OWNER, RecordQuery(with_deleted=True, newest_first=False), out)
        return out

    @pytest.fixture
    def other(self, make_app: Callable[[str], App]) -> App:
        app = make_app("other")
        app.journal.default_person(OWNER)
        return app

    def test_readings_alike_stay_two(self, app: App, other: App, exported: Path):
        report = other.transfer.import_files(OWNER, [exported])
        assert (report.added, report.files[0].duplicate) == (3, 0)
        assert digest(other, with_deleted=True) == digest(app, with_deleted=True)
        assert digest(other) == digest(app)
        verified(other)

    def test_a_dry_run_says_the_same(self, other: App, exported: Path):
        dry = ImportOptions(dry_run=True)
        assert other.transfer.import_files(OWNER, [exported], options=dry).added == 3
        other.transfer.import_files(OWNER, [exported])
        assert other.transfer.import_files(OWNER, [exported], options=dry).added == 0
        assert other.transfer.import_files(OWNER, [exported]).added == 0

    def test_undo_takes_all_of_it_back_with_what_came_binned(self, other: App, exported: Path):
        before = digest(other, with_deleted=True)
        batch = other.transfer.import_files(OWNER, [exported]).batch
        assert batch is not None
        assert other.transfer.undo_import(OWNER, batch) == TakenBack(3)
        assert digest(other, with_deleted=True) == before
        assert other.transfer.import_files(OWNER, [exported]).added == 3

    def test_what_was_changed_or_removed_since_stays_so(self, other: App, exported: Path):
        batch = other.transfer.import_files(OWNER, [exported]).batch
        newest, *_, oldest = other.journal.slice(OWNER, ALL, 0, 0)
        other.journal.edit(OWNER, newest.id, {"note": "mine"})
        other.journal.delete(OWNER, [oldest.id])
        other.journal.purge(OWNER, [oldest.id])
        assert other.transfer.import_files(OWNER, [exported]).added == 0
        assert batch is not None
        assert other.transfer.undo_import(OWNER, batch) == TakenBack(1, edited=1)

    def test_a_later_file_of_ours_keeps_what_both_hold(self, other: App, exported: Path):
        lines = exported.read_text().splitlines(keepends=True)
        part = exported.with_name("part.csv")
        part.write_text("".join(lines[:2]))
        whole, again = (
            other.transfer.import_files(OWNER, [path]).batch for path in (part, exported)
        )
        assert whole is not None
        assert again is not None
        assert other.transfer.undo_import(OWNER, whole) == TakenBack(0, handed={again: 1})
        assert other.journal.count(OWNER, RecordQuery(with_deleted=True)) == 3
