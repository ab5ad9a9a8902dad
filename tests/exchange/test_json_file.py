"""Our own JSON: what is written comes back, and what is not ours is refused or told."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthdesk.domain.errors import BadFile
from healthdesk.exchange import json_file
from healthdesk.exchange.files import Files
from healthdesk.exchange.recognise import Head, find
from tests.exchange.json_schema import Schema
from tests.exchange.parsed import Parsed, parsed
from tests.exchange.stored_records import PERSONS, PUFFS, TYPES, stored

UID = "018f3c1e-0000-7000-8000-000000000001"
ADA = "00000000-0000-0000-0000-000000000001"


def document(**more: Any) -> str:
    """A file of ours with one person and the readings given."""
    told = {
        "format": "healthdesk",
        "version": 1,
        "persons": [{"uid": ADA, "name": "Ada"}],
        "types": [],
        "records": [],
    }
    return json.dumps(told | more)


def reading(**more: Any) -> dict[str, Any]:
    told = {
        "uid": UID, "person": ADA, "type": "weight", "recorded_at": "2024-01-02T08:00:00.250+01:00",
        "value": 81.4, "unit": "kg", "source": "manual",
    }  # fmt: skip
    return {key: value for key, value in (told | more).items() if value is not ...}


def read(folder: Path, text: str | bytes, **options: Any) -> Parsed:
    return parsed(json_file.parser, folder / "own.json", text, types=tuple(TYPES), **options)


class TestWriting:
    @given(records=st.lists(stored(), max_size=6))
    def test_what_is_written_is_read_back_whole(self, tmp_path_factory, records):
        folder = tmp_path_factory.mktemp("json")
        out = io.BytesIO()
        assert json_file.write(out, records, PERSONS, TYPES) == len(records)
        found = read(folder, out.getvalue())
        assert found.codes == []
        told = [
            (e[0], e[1], r[0], r[1], r[2], None if r[3] == r[1] else r[3], r[4], r[5], r[6], r[9],
             r[10], r[11], e[2], e[3])
            for r, e in zip(found.rows, found.extras, strict=True)
        ]  # fmt: skip
        assert told == [
            (r.uid, PERSONS[r.person_id].name, r.type, r.recorded_at, r.offset, r.ended_at,
             r.value, r.value2, r.unit, r.comparator, r.source, r.note, r.tags, r.deleted_at)
            for r in records
        ]  # fmt: skip

    @given(records=st.lists(stored(), max_size=4))
    def test_what_is_written_keeps_to_the_schema(self, schema, records):
        out = io.BytesIO()
        json_file.write(out, records, PERSONS, TYPES)
        assert schema.wrong(json.loads(out.getvalue())) == []

    def test_each_entry_has_a_line_and_what_is_empty_is_left_out(self):
        out = io.BytesIO()
        json_file.write(out, [], PERSONS, TYPES)
        lines = out.getvalue().decode().splitlines()
        assert lines[0] == '{"format":"healthdesk","version":1,'
        assert lines[-1] == '"records":[]}'
        assert sum(line.startswith('{"uid":') for line in lines) == len(PERSONS)
        assert json.loads("\n".join(lines))["types"][0]["slug"] == "puffs"


@pytest.fixture(scope="session")
def schema() -> Schema:
    path = Path(__file__).parents[2] / "docs/reference/healthdesk-1.schema.json"
    return Schema(json.loads(path.read_text("utf-8")))


@pytest.mark.parametrize(
    "change",
    [{"version": 2}, {"format": "x"}, {"records": [reading(value="1")]},
     {"records": [reading(uid="X")]}, {"records": [reading(recorded_at="2024-01-02")]},
     {"records": [reading(source=...)]}, {"persons": [{"uid": ADA}]}],
)  # fmt: skip
def test_the_schema_refuses_what_is_none_of_it(schema, change):
    assert schema.wrong(json.loads(document())) == []
    assert len(schema.wrong(json.loads(document(**change)))) == 1


def test_heading_tells_persons_and_types_without_reading_further(tmp_path: Path):
    out = io.BytesIO()
    json_file.write(out, [], PERSONS, TYPES)
    path = tmp_path / "own.json"
    path.write_bytes(out.getvalue().replace(b'"records":[]}', b'"records":[{"broken'))
    heading = json_file.heading(Files(path))
    assert [(p.uid, p.name, p.height_cm) for p in heading.persons] == [
        (p.uid, p.name, p.height_cm) for p in PERSONS.values()
    ]
    (kind,) = heading.types
    assert (kind.slug, kind.name, kind.units, kind.hard) == (
        "puffs",
        "Puffs",
        ("puffs",),
        PUFFS.hard,
    )


class TestReading:
    def test_a_reading_as_it_stands(self, tmp_path: Path):
        found = read(tmp_path, document(records=[reading(tags=["home"], note="n")]))
        (row,) = found.rows
        assert row[:5] == ("weight", 1704178800250, 60, 1704178800250, 81.4)
        assert found.extras == [(bytes.fromhex(UID.replace("-", "")), "Ada", ("home",), None)]

    def test_a_file_laid_out_anew_by_another_program(self, tmp_path: Path):
        text = json.dumps(json.loads(document(records=[reading()])), indent=4, sort_keys=False)
        assert len(read(tmp_path, text).rows) == 1

    def test_keys_nobody_knows_are_passed_over(self, tmp_path: Path):
        text = document(moods=[{"a": [1, 2]}], records=[reading(mood="fine")])
        assert len(read(tmp_path, text).rows) == 1

    @pytest.mark.parametrize(
        ("told", "code"),
        [
            ("text", "json-no-reading"),
            (None, "json-no-reading"),
            (reading(type="souls"), "csv-type-unknown"),
            (reading(type=3), "not-text"),
            (reading(type=None), "json-no-reading"),
            ({}, "json-no-reading"),
            (reading(recorded_at=...), "time-missing"),
            (reading(recorded_at="yesterday"), "time-unreadable"),
            (reading(recorded_at="2024-01-02T08:00:00"), "time-unreadable"),
            (reading(recorded_at=17), "time-unreadable"),
            (reading(value="81"), "not-a-number"),
            (reading(value=None), "not-a-number"),
            (reading(value=True), "not-a-number"),
            (reading(comparator="="), "comparator-unknown"),
            (reading(comparator=[]), "comparator-unknown"),
            (reading(unit="stones"), "unit-not-of-type"),
            (reading(uid="x"), "uid-unreadable"),
            (reading(uid=5), "uid-unreadable"),
            (reading(tags="home"), "not-text"),
            (reading(note=["n"]), "not-text"),
            (reading(note="\0"), None),
            (reading(source="a\0b"), "not-text"),
        ],
    )
    def test_what_cannot_be_taken_is_told(self, tmp_path: Path, told, code):
        found = read(tmp_path, document(records=[told, reading()]))
        assert found.codes == ([code] if code else [])
        assert found.rows[-1][4] == 81.4

    def test_numbers_beyond_all_are_rejected(self, tmp_path: Path):
        text = document(records=[reading()]).replace("81.4", "1e400")
        assert read(tmp_path, text).codes == ["not-a-number"]

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            (document(version=2), "json-newer"),
            (document(records=[reading()])[:-20], "json-broken"),
            (document(persons=[{"name": "Ada"}]), "json-person-broken"),
            (document(persons=["Ada"]), "json-person-broken"),
            ('{"format": "healthdesk", "version": 1, "records": [{"note": "' + "x" * 10**7, None),
        ],
    )
    def test_files_that_are_refused_as_a_whole(self, tmp_path: Path, text, code):
        with pytest.raises(BadFile) as error:
            read(tmp_path, text)
        assert code is None or error.value.code == code

    @given(rest=st.binary(max_size=300))
    def test_whatever_follows_is_refused_or_told(self, tmp_path_factory, rest):
        begin = document(records=[reading()])[:-2].encode()
        try:
            read(tmp_path_factory.mktemp("json"), begin + rest)
        except BadFile:
            return

    @given(
        records=st.recursive(
            st.none() | st.booleans() | st.floats() | st.text(max_size=10),
            lambda inside: (
                st.lists(inside, max_size=3)
                | st.dictionaries(st.sampled_from((*reading(), "note", "tags")), inside, max_size=9)
            ),
            max_leaves=20,
        )
    )
    def test_any_shape_is_refused_or_told(self, tmp_path_factory, records):
        folder = tmp_path_factory.mktemp("json")
        try:
            read(folder, document(records=[records], persons=[]))
        except BadFile:
            return


class TestRecognition:
    def head(self, tmp_path: Path, text: str) -> Head:
        (tmp_path / "f").write_text(text)
        return Head("f", text.encode(), Files(tmp_path / "f"))

    def test_ours_is_recognised(self, tmp_path: Path):
        (tmp_path / "export.txt").write_text(document())
        (found,) = find(tmp_path / "export.txt", tmp_path)
        assert found.format == "json"

    @pytest.mark.parametrize(
        "text",
        ['{"format": "other"}', "[]", "healthdesk", '{"resourceType": "Bundle"}', "uid,person", ""],
    )
    def test_others_are_not(self, tmp_path: Path, text):
        assert not json_file.recognises(self.head(tmp_path, text))


def note(**more: Any) -> dict[str, Any]:
    told = {
        "uid": UID, "person": ADA, "at": "2024-01-02T08:00:00+01:00", "kind": "medication",
        "text": "New tablets",
    }  # fmt: skip
    return {key: value for key, value in (told | more).items() if value is not ...}


class TestNotes:
    def test_they_are_read_with_all_they_have(self, tmp_path: Path):
        told = note(ended_at="2024-01-05T08:00:00+01:00", types=["weight"],
                    deleted_at="2024-02-01T00:00:00+00:00")  # fmt: skip
        found = read(tmp_path, document(annotations=[told]))
        (noted,) = found.tally.notes
        assert (noted.uid, noted.person) == (bytes.fromhex(UID.replace("-", "")), "Ada")
        draft = noted.draft
        assert (draft.text, draft.kind, draft.types) == ("New tablets", "medication", ("weight",))
        assert (draft.offset, draft.ended_at, noted.deleted_at) == (
            60, draft.at + 3 * 86_400_000, 1_706_745_600_000,
        )  # fmt: skip
        assert found.tally.read == 0

    def test_what_can_not_be_read_is_left_out_and_told_once(self, tmp_path: Path):
        wrong = [
            "text", note(text=""), note(text="x" * 501), note(at="soon"), note(kind="mood"),
            note(types=["shoe-size"]), note(types="weight"), note(uid="X"), note(text=...),
        ]  # fmt: skip
        found = read(tmp_path, document(annotations=[*wrong, note()]))
        assert len(found.tally.notes) == 1
        (warning,) = found.tally.warnings
        assert (warning.code, warning.params) == ("annotations-left-out", {"n": len(wrong)})

    def test_no_readings_are_lost_to_them(self, tmp_path: Path):
        found = read(tmp_path, document(annotations=[note(text="")], records=[reading()]))
        assert len(found.rows) == 1

    @pytest.mark.parametrize("wrong", [{"kind": "mood"}, {"text": ""}, {"at": "2024-01-02"},
                                       {"types": []}, {"person": ...}])  # fmt: skip
    def test_the_schema_knows_them(self, schema, wrong):
        assert schema.wrong(json.loads(document(annotations=[note(types=["weight"])]))) == []
        assert len(schema.wrong(json.loads(document(annotations=[note(**wrong)])))) == 1
