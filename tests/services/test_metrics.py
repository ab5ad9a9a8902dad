"""Metrics of all processes count alike, survive restarts, cut lines and folding."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from healthdesk.bootstrap import App, open_app
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.health_types import HealthType, Range
from healthdesk.domain.meters import CREATED, DELETED, QUERY_SECONDS, UPDATED, Counts
from healthdesk.domain.records import Draft
from healthdesk.paths import Paths
from healthdesk.services import metrics as service
from healthdesk.services.exposition import exposition
from healthdesk.services.metrics import MetricsLog
from healthdesk.settings import Settings
from tests.opened import open_folder

NOW = 1_788_000_000_000


def counts(n: float, slug: str = "weight") -> Counts:
    made = Counts()
    made.count(CREATED, (slug,), n)
    made.observe(QUERY_SECONDS, ("read",), 0.002)
    return made


@pytest.fixture
def log(tmp_path: Path) -> MetricsLog:
    return MetricsLog(tmp_path / "metrics")


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    app = open_folder(tmp_path / "data")
    yield app
    app.close()


def test_counts_are_added_up_over_processes_and_days(tmp_path, log):
    log.append(counts(3), NOW)
    MetricsLog(tmp_path / "metrics").append(counts(4), NOW + 86_400_000)
    totals = log.totals()
    assert totals.ever.total(CREATED) == 7
    assert sorted(totals.days) == ["2026-08-29", "2026-08-30"]
    assert totals.within("2026-08-30", "2026-08-30").total(CREATED) == 4


def test_a_cut_line_costs_itself_alone(tmp_path, log):
    log.append(counts(3), NOW)
    file = tmp_path / "metrics" / "counts.log"
    file.write_bytes(file.read_bytes() + b'[1788000000000, "health_rec')
    log.append(counts(4), NOW)
    assert log.totals().ever.total(CREATED) == 7


@pytest.mark.parametrize("line", ["[]", "{}", "[1, 2, 3, 4]", '[1e300, "x", [], 1]', "nonsense"])
def test_a_foreign_line_is_passed_over(tmp_path, log, line):
    log.append(counts(1), NOW)
    file = tmp_path / "metrics" / "counts.log"
    file.write_text(file.read_text() + line + "\n")
    assert log.totals().ever.total(CREATED) == 1


def test_a_log_that_grew_is_folded_and_counts_the_same(tmp_path, log, monkeypatch):
    monkeypatch.setattr(service, "FOLD_BYTES", 2000)
    monkeypatch.setattr(service, "SETTLED_S", -1.0)
    for _ in range(60):
        log.append(counts(1), NOW)
    folder = tmp_path / "metrics"
    assert (folder / "totals.json").exists()
    assert sum(file.stat().st_size for file in folder.glob("*.log")) < 4000
    assert log.totals().ever.total(CREATED) == 60
    assert MetricsLog(folder).totals().ever.total(CREATED) == 60


def test_a_fold_cut_short_counts_nothing_twice(tmp_path, log, monkeypatch):
    monkeypatch.setattr(service, "FOLD_BYTES", 10)
    monkeypatch.setattr(service, "SETTLED_S", -1.0)
    log.append(counts(5), NOW)
    folder = tmp_path / "metrics"
    tree = json.loads((folder / "totals.json").read_text())
    # As if the process had been killed between the totals and the removal of the log.
    (folder / tree["folded"][0]).write_text(
        json.dumps([NOW, CREATED, ["weight"], 5]) + "\n", "utf-8"
    )
    assert MetricsLog(folder).totals().ever.total(CREATED) == 5
    log.append(counts(2), NOW)
    assert MetricsLog(folder).totals().ever.total(CREATED) == 7


def test_damaged_totals_begin_anew(tmp_path, log):
    (tmp_path / "metrics").mkdir()
    (tmp_path / "metrics" / "totals.json").write_text("{", "utf-8")
    log.append(counts(2), NOW)
    assert log.totals().ever.total(CREATED) == 2


def test_a_folder_that_cannot_be_made_costs_only_the_counts(tmp_path, log):
    (tmp_path / "metrics").write_text("a file in its place", "utf-8")
    log.append(counts(2), NOW)
    assert log.totals().ever.total(CREATED) == 0


def test_what_is_added_is_seen_without_reading_all_again(log):
    log.append(counts(1), NOW)
    first = log.totals()
    assert log.totals() is first
    log.append(counts(2, "steps"), NOW + 86_400_000)
    second = log.totals()
    assert (first.ever.total(CREATED), second.ever.total(CREATED)) == (1, 3)
    assert (len(first.days), len(second.days)) == (1, 2)


def test_a_line_that_is_being_written_is_read_once_it_is_whole(tmp_path, log):
    log.append(counts(1), NOW)
    file = tmp_path / "metrics" / "counts.log"
    line = json.dumps([NOW, CREATED, ["weight"], 5]).encode()
    with file.open("ab", buffering=0) as written:
        written.write(line[:20])
        assert log.totals().ever.total(CREATED) == 1
        written.write(line[20:] + b"\n")
    assert log.totals().ever.total(CREATED) == 6


def test_a_log_that_was_replaced_is_read_anew(tmp_path, log):
    log.append(counts(7), NOW)
    assert log.totals().ever.total(CREATED) == 7
    (tmp_path / "metrics" / "counts.log").unlink()
    log.append(counts(2), NOW)
    assert log.totals().ever.total(CREATED) == 2


def test_who_reads_while_others_write_and_fold_never_sees_counts_shrink(tmp_path, monkeypatch):
    monkeypatch.setattr(service, "FOLD_BYTES", 600)
    monkeypatch.setattr(service, "SETTLED_S", -1.0)

    def write() -> None:
        own = MetricsLog(tmp_path / "metrics")
        for _ in range(200):
            own.append(counts(1), NOW)

    writer = threading.Thread(target=write)
    reader = MetricsLog(tmp_path / "metrics")
    writer.start()
    seen = [0.0]
    while writer.is_alive():
        seen.append(reader.totals().ever.total(CREATED))
    writer.join()
    seen.append(reader.totals().ever.total(CREATED))
    assert seen == sorted(seen)
    assert seen[-1] == 200


def _append_many(folder: str, n: int) -> None:
    log = MetricsLog(Path(folder))
    for _ in range(n):
        log.append(counts(1), NOW)


def test_several_processes_at_once_lose_nothing(tmp_path):
    spawn = multiprocessing.get_context("spawn")
    folder = str(tmp_path / "metrics")
    workers = [spawn.Process(target=_append_many, args=(folder, 300)) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert MetricsLog(Path(folder)).totals().ever.total(CREATED) == 900


def _add_and_be_killed(folder: str, n: int) -> None:
    app = open_folder(Path(folder))
    person = app.journal.default_person(OWNER)
    drafts = [Draft("weight", 80 + each, "kg", NOW - each, 0) for each in range(n)]
    stored = app.journal.add(OWNER, drafts, person.id).records
    app.journal.delete(OWNER, [stored[0].id])
    os.kill(os.getpid(), signal.SIGKILL)


class TestCounting:
    def test_what_is_done_to_readings_is_counted_by_type(self, app):
        person = app.journal.default_person(OWNER)
        drafts = [Draft("weight", 80 + n, "kg", NOW - n, 0) for n in range(3)]
        stored = app.journal.add(OWNER, drafts, person.id).records
        app.journal.edit(OWNER, stored[0].id, {"note": "x"})
        app.journal.delete(OWNER, [stored[1].id])
        ever = app.metrics.totals(OWNER).ever
        assert ever.counters[CREATED, ("weight",)] == 3
        assert ever.counters[UPDATED, ("weight",)] == 1
        assert ever.counters[DELETED, ("weight",)] == 1
        assert sum(ever.timing(QUERY_SECONDS)[:-1]) > 4

    def test_a_write_that_is_refused_counts_nothing(self, app):
        def fail() -> None:
            with app.db.transaction("test") as tx:
                tx.tally(CREATED, "weight")
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            fail()
        assert app.metrics.totals(OWNER).ever.total(CREATED) == 0

    def test_they_survive_a_restart(self, tmp_path, app):
        person = app.journal.default_person(OWNER)
        app.journal.add(OWNER, [Draft("weight", 80, "kg", NOW, 0)], person.id)
        app.close()
        again = open_folder(tmp_path / "data")
        try:
            assert again.metrics.totals(OWNER).ever.total(CREATED) == 1
        finally:
            again.close()

    def test_a_killed_process_does_not_take_along_what_it_did(self, tmp_path, app):
        spawn = multiprocessing.get_context("spawn")
        worker = spawn.Process(target=_add_and_be_killed, args=(str(tmp_path / "data"), 5))
        worker.start()
        worker.join()
        assert worker.exitcode == -signal.SIGKILL
        ever = app.metrics.totals(OWNER).ever
        assert ever.counters[CREATED, ("weight",)] == 5
        assert ever.counters[DELETED, ("weight",)] == 1

    def test_switched_off_nothing_is_written_down(self, tmp_path):
        paths = Paths.find(str(tmp_path / "quiet"), {})
        off = Settings(paths.config_file, {}, {"PROMETHEUS_METRICS_ENABLED": False})
        app = open_app(paths, off)
        try:
            person = app.journal.default_person(OWNER)
            app.journal.add(OWNER, [Draft("weight", 80, "kg", NOW, 0)], person.id)
        finally:
            app.close()
        assert not (paths.data / "metrics").exists()

    def test_types_of_ones_own_are_counted_together(self, app):
        person = app.journal.default_person(OWNER)
        for slug in ("pain-after-ada", "mood-of-ada"):
            own = HealthType(slug, "own", "kg", ("kg",), 1, "mean", Range(0, 200), name=slug)
            app.journal.add_type(OWNER, own)
            app.journal.add(OWNER, [Draft(slug, 80, "kg", NOW, 0)], person.id)
        assert app.metrics.totals(OWNER).ever.counters[CREATED, ("own",)] == 2
        assert "ada" not in exposition(OWNER, app.metrics).decode()

    def test_no_series_names_a_person_or_a_value(self, app):
        person = app.journal.default_person(OWNER)
        app.journal.edit_person(OWNER, person.id, name="Ada Secret")
        app.journal.add(
            OWNER,
            [Draft("weight", 81.25, "kg", NOW, 0, note="secret", tags=("secret",))],
            person.id,
        )
        text = exposition(OWNER, app.metrics).decode()
        assert "ecret" not in text
        assert "81.25" not in text


def test_exposition_is_what_prometheus_reads(app):
    from prometheus_client.parser import text_string_to_metric_families

    person = app.journal.default_person(OWNER)
    app.journal.add(OWNER, [Draft("weight", 80, "kg", NOW, 0)], person.id)
    families = {
        family.name: family
        for family in text_string_to_metric_families(exposition(OWNER, app.metrics).decode())
    }
    created = families["health_records_created"].samples
    assert [(s.name, s.labels, s.value) for s in created] == [
        ("health_records_created_total", {"type": "weight"}, 1.0)
    ]
    assert families["health_db_query_duration_seconds"].type == "histogram"
    buckets = [
        s.value
        for s in families["health_db_query_duration_seconds"].samples
        if s.name.endswith("_bucket") and s.labels["kind"] == "write"
    ]
    assert buckets == sorted(buckets)
    assert buckets[-1] >= 1
    for name in ("health_goals_active_total", "health_db_connections_active"):
        assert families[name].type == "gauge"
    assert "process_cpu_seconds" in families
