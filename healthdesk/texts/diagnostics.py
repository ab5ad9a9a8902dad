"""How the installation is doing, in words: for the window, `doctor` and the copied report."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass

from healthdesk.domain.diagnostics import BEAT_MINUTES, Check, CheckName, Diagnosis
from healthdesk.domain.diagnostics import Latency as Times
from healthdesk.texts.catalogue import tr, tr_n
from healthdesk.texts.formats import Format

Row = tuple[str, str]
NONE = "–"


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    rows: tuple[Row, ...]


def check_label(name: CheckName) -> str:
    return {
        "counting": tr("Counting"),
        "serve": tr("Serving"),
        "api": tr("API"),
        "errors": tr("Errors"),
        "database": tr("Database"),
        "reminders": tr("Telling reminders"),
        "scheduler": tr("Scheduler"),
        "schema": tr("Schema"),
        "maintenance": tr("Maintenance"),
        "backup": tr("Backup"),
        "disk": tr("Disk"),
        "log": tr("Log"),
    }[name]


def state_word(check: Check) -> str:
    if check.state == "unknown" and check.name == "serve":
        return tr("not in use")
    words = {
        "good": tr("ok"), "bad": tr("worth a look"), "unknown": tr("too little to tell"),
    }  # fmt: skip
    return words[check.state]


def check_detail(check: Check, found: Diagnosis, shape: Format) -> str:
    """What was found, in a few words."""
    match check.name:
        case "counting":
            return tr("on") if found.collected else tr("off, by PROMETHEUS_METRICS_ENABLED")
        case "serve":
            return _beat(found)
        case "api":
            return _p95(found.api, shape)
        case "database":
            return _p95(found.database, shape)
        case "errors":
            return tr("{errors} of {n} requests", errors=_n(found.errors, shape),
                      n=_n(found.requests, shape))  # fmt: skip
    return _upkeep_detail(check, found, shape)


def _upkeep_detail(check: Check, found: Diagnosis, shape: Format) -> str:
    match check.name:
        case "reminders":
            return tr("{n} could not be told", n=_n(found.reminders_failed, shape))
        case "scheduler":
            return _scheduled(found)
        case "schema":
            return tr("up to date") if not found.pending else tr_n(
                "{n} revision missing: healthdesk db upgrade",
                "{n} revisions missing: healthdesk db upgrade",
                found.pending, n=found.pending,
            )  # fmt: skip
        case "maintenance":
            return found.maintenance or tr("none under way")
        case "backup":
            return age_text(found.backup_age, shape)
        case "disk":
            return tr("{size} free", size=size_text(found.sizes.free, shape))
    return _log_detail(found, shape)


def _scheduled(found: Diagnosis) -> str:
    if found.schedule.next_at is None:
        return tr("nothing is to come")
    return tr("next at {time} UTC", time=_moment(found.schedule.next_at))


def _log_detail(found: Diagnosis, shape: Format) -> str:
    if not found.log_errors:
        return tr("no error within a day")
    return tr_n(
        "{n} error within a day: healthdesk logs --level error",
        "{n} errors within a day: healthdesk logs --level error",
        found.log_errors, n=_n(found.log_errors, shape),
    )  # fmt: skip


def _beat(found: Diagnosis) -> str:
    if found.last_beat is None:
        return tr("healthdesk serve never ran")
    minutes = max(0, found.minute - found.last_beat)
    if minutes <= BEAT_MINUTES:
        return tr("healthdesk serve answers")
    return tr("last sign of life at {time} UTC", time=_moment(found.last_beat * 60_000))


def _p95(times: Times, shape: Format) -> str:
    if times.p95 is None:
        return tr("nothing yet")
    return tr("95 % within {time}, of {n}", time=ms_text(times.p95, shape), n=_n(times.n, shape))


def sections(found: Diagnosis, shape: Format) -> tuple[Section, ...]:
    """Everything but the checklist, as titles with rows of label and value."""
    return (
        Section(tr("Answers of the API"), _times(found.api, shape)),
        Section(tr("Reads and writes"), _times(found.database, shape)),
        Section(tr("Requests and errors"), _requests(found, shape)),
        Section(tr("Slow statements"), _slow(found, shape)),
        Section(tr("Sizes"), _sizes(found, shape)),
        Section(tr("Reminders"), _schedule(found, shape)),
        Section(tr("Sync"), _sync(found)),
        Section(tr("This process"), _process(found, shape)),
    )


def _times(times: Times, shape: Format) -> tuple[Row, ...]:
    return (
        (tr("Half within"), ms_text(times.p50, shape)),
        (tr("95 % within"), ms_text(times.p95, shape)),
        (tr("99 % within"), ms_text(times.p99, shape)),
        (tr("Of"), _n(times.n, shape)),
    )


def _requests(found: Diagnosis, shape: Format) -> tuple[Row, ...]:
    return (
        (tr("Requests"), _n(found.requests, shape)),
        (tr("Failed"), _n(found.errors, shape)),
        (tr("Errors in the log, one day"), _n(found.log_errors, shape)),
    )


def _slow(found: Diagnosis, shape: Format) -> tuple[Row, ...]:
    if not found.slow:
        return ((tr("None of the usual reads takes longer than 100 ms now"), ""),)
    return tuple(
        (
            _read_name(one.statement),
            ms_text(one.ms, shape) + (tr(", whole table") if one.full_scan else ""),
        )
        for one in found.slow
    )


def _read_name(statement: str) -> str:
    return {
        "newest records": tr("Newest readings"),
        "last record of a type": tr("Last reading of a type"),
        "a month of readings": tr("A month of readings"),
        "days of a type": tr("Days of a type"),
        "records in the bin": tr("Readings in the bin"),
        "reminders due": tr("Reminders that are due"),
        "goals of a type": tr("Goals of a type"),
    }[statement]


def _sizes(found: Diagnosis, shape: Format) -> tuple[Row, ...]:
    sizes = found.sizes
    backups = tr_n(
        "{size} in {n} backup", "{size} in {n} backups", sizes.backup_count,
        size=size_text(sizes.backups, shape), n=_n(sizes.backup_count, shape),
    )  # fmt: skip
    return (
        (tr("Data file"), size_text(sizes.database, shape)),
        (tr("Its write-ahead log"), size_text(sizes.wal, shape)),
        (tr("Backups"), backups),
        (tr("Newest backup"), age_text(found.backup_age, shape)),
        (tr("Logs"), size_text(sizes.logs, shape)),
        (tr("Counts"), size_text(sizes.metrics, shape)),
        (tr("Free on the disk"), size_text(sizes.free, shape)),
    )


def _schedule(found: Diagnosis, shape: Format) -> tuple[Row, ...]:
    plan = found.schedule
    return (
        (tr("Active"), _n(plan.active, shape)),
        (tr("Next one (UTC)"), _moment(plan.next_at)),
        (tr("Looked last (UTC)"), _moment(plan.last_trigger_at)),
        (tr("Waiting for an answer"), _n(plan.due, shape)),
        (tr("Told, failed, missed"),
         " · ".join(_n(n, shape) for n in (plan.sent, plan.failed, plan.missed))),
    )  # fmt: skip


def _sync(found: Diagnosis) -> tuple[Row, ...]:
    if found.hub_named:
        said = tr("HEALTH_DATABASE_URL names a hub, but it was never joined: nothing syncs")
    else:
        said = tr("Not set up: the data stays on this computer")
    return ((said, ""),)


def _process(found: Diagnosis, shape: Format) -> tuple[Row, ...]:
    cache = found.cache
    asked = cache["hits"] + cache["misses"]
    share = f"{shape.number(100 * cache['hits'] / asked, 0)} %" if asked else NONE
    return (
        (tr("Memory"), NONE if found.memory is None else size_text(found.memory, shape)),
        (tr("Connections"), _n(found.connections, shape)),
        (tr("Kept answers"), f"{_n(cache['entries'], shape)} · {size_text(cache['bytes'], shape)}"),
        (tr("Answered from them"), share),
        (tr("Other processes on the data"), ", ".join(found.processes) or NONE),
    )


def report(
    found: Diagnosis, checks: tuple[Check, ...], shape: Format, version: str, system: str
) -> str:
    """All of it as plain text, to be handed to somebody: no person, no value, no path."""
    lines = [f"HealthDesk {version} · {system} · {_moment(found.at)} UTC", ""]
    width = max(len(check_label(check.name)) for check in checks) + 2
    for check in checks:
        label = check_label(check.name).ljust(width)
        lines.append(f"{label}{state_word(check)}: {check_detail(check, found, shape)}")
    for section in sections(found, shape):
        lines += ["", section.title]
        lines += [f"  {label}: {value}" if value else f"  {label}" for label, value in section.rows]
    return "\n".join(lines) + "\n"


def days_text(days: int) -> str:
    """Which days the times are of."""
    return tr_n("Today (UTC)", "Today and yesterday (UTC)", days)


def ms_text(ms: float | None, shape: Format) -> str:
    """`4.2 ms`, `1.3 s`; a dash for none."""
    if ms is None:
        return NONE
    if ms >= 1000:
        return f"{shape.number(ms / 1000, 1)} s"
    return f"{shape.number(ms, 1 if ms < 100 else 0)} ms"


def size_text(size: int, shape: Format) -> str:
    """`0 B`, `12.3 MB`, in powers of 1000."""
    units = ("B", "kB", "MB", "GB", "TB")
    step = min(len(units) - 1, int(math.log(size, 1000))) if size else 0
    return f"{shape.number(size / 1000**step, 1 if step else 0)} {units[step]}"


def age_text(seconds: float, shape: Format) -> str:
    if math.isinf(seconds):
        return tr("none yet")
    hours = int(seconds // 3600)
    if hours < 1:
        return tr("less than an hour ago")
    if hours < 48:
        return tr_n("{n} hour ago", "{n} hours ago", hours, n=hours)
    return tr_n("{n} day ago", "{n} days ago", hours // 24, n=_n(hours // 24, shape))


def _n(number: int, shape: Format) -> str:
    return shape.number(number, 0)


def _moment(at_ms: int | None) -> str:
    """A UTC time as programs write it, which reads the same everywhere."""
    if at_ms is None:
        return NONE
    return dt.datetime.fromtimestamp(at_ms / 1000, dt.UTC).strftime("%Y-%m-%d %H:%M")
