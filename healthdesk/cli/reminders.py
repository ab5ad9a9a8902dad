"""`reminders`: when to be reminded of what, what is due, and what became of it."""

from __future__ import annotations

import datetime as dt
import secrets
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from healthdesk.cli.parser import Parser
from healthdesk.cli.session import Session
from healthdesk.domain import moments, schedules
from healthdesk.domain import reminders as rules
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.errors import FieldError, InvalidData, NotFound, UsageError
from healthdesk.domain.reminders import Occurrence, Reminder, ReminderDraft
from healthdesk.domain.times import date_of, to_datetime
from healthdesk.domain.typed_text import read_number
from healthdesk.exchange import reminder_documents as documents
from healthdesk.services.reminder_tables import EVER, KINDS
from healthdesk.settings import local_zone
from healthdesk.texts import reason_sentence, tr, tr_n, type_name
from healthdesk.texts import reminders as words

# Given instead of a value, it takes one away.
NONE = "none"
SNOOZE_MINUTES = 10
SECRET_BYTES = 32
# So many firings at most are listed.
SIMULATED = 100_000


def run(session: Session, name: str, arguments: Sequence[str]) -> int:
    parser = _parser(name)
    options = parser.parse_verb(arguments)
    return int(_VERBS[options.verb](session, options))


def _parser(name: str) -> Parser:
    parser = Parser(prog=f"healthdesk {name}")
    verbs = parser.add_subparsers(dest="verb", parser_class=Parser)
    lister = verbs.add_parser("list", help=tr("reminders and when they come next"))
    lister.add_argument("--all-persons", action="store_true", help=tr("of everybody"))
    adder = verbs.add_parser("add", help=tr("set a reminder"))
    adder.add_argument("--cron", required=True, metavar="EXPRESSION", help=tr("when it comes"))
    adder.add_argument("--message", required=True, metavar="TEXT", help=tr("what it says"))
    _add_fields(adder)
    editor = verbs.add_parser("edit", help=tr("change what is given"))
    editor.add_argument("id", metavar="ID")
    editor.add_argument("--cron", metavar="EXPRESSION", help=tr("when it comes"))
    editor.add_argument("--message", metavar="TEXT", help=tr("what it says"))
    _add_fields(editor)
    for verb, text in (
        ("show", tr("one reminder and when it comes")),
        ("enable", tr("let it come again")),
        ("disable", tr("let it rest")),
        ("delete", tr("out of the list; its history stays")),
    ):
        verbs.add_parser(verb, help=text).add_argument("id", metavar="ID")
    inbox = verbs.add_parser("inbox", help=tr("what asks for an answer"))
    inbox.add_argument("--all-persons", action="store_true", help=tr("of everybody"))
    for verb, text in (
        ("done", tr("answer what the inbox lists")),
        ("skip", tr("leave it out this time")),
        ("snooze", tr("ask again later")),
        ("history", tr("what became of what the inbox listed")),
    ):
        one = verbs.add_parser(verb, help=text)
        one.add_argument("id", metavar="ID", nargs="+" if verb != "history" else None)
        if verb == "snooze":
            one.add_argument("--minutes", type=int, default=SNOOZE_MINUTES, metavar="N")
    exporter = verbs.add_parser("export", help=tr("a table of what became of them"))
    exporter.add_argument("table", choices=KINDS)
    exporter.add_argument("--out", metavar="FILE", required=True, help=tr("- is standard output"))
    exporter.add_argument("--from", dest="begin", metavar="DATE")
    exporter.add_argument("--to", dest="end", metavar="DATE")
    exporter.add_argument("--all-persons", action="store_true", help=tr("of everybody"))
    verbs.add_parser("trigger", help=tr("raise what is due now"))
    verbs.add_parser("status", help=tr("how many are active, due, sent, missed"))
    verbs.add_parser("test-notification", help=tr("try every way to tell what is due"))
    simulator = verbs.add_parser("simulate", help=tr("list when reminders come, without data"))
    simulator.add_argument("--cron", metavar="EXPRESSION", help=tr("of this expression alone"))
    simulator.add_argument("--every-days", type=int, metavar="N")
    simulator.add_argument("--starts-on", metavar="DATE")
    simulator.add_argument("--tz", metavar="ZONE", help=tr("the time zone"))
    simulator.add_argument("--from", dest="begin", metavar="DATE", required=True)
    simulator.add_argument("--to", dest="end", metavar="DATE", required=True)
    verbs.add_parser("secret", help=tr("a new secret for the trigger of the interface"))
    return parser


def _add_fields(parser: Parser) -> None:
    def add(name: str, metavar: str, text: str, **more: Any) -> None:
        parser.add_argument(name, metavar=metavar, help=text, **more)

    add("--type", "TYPE", tr("the kind of reading it is about"))
    add("--tz", "ZONE", tr("its time zone, instead of the person's"))
    add("--every-days", "N", tr("only each so many days"))
    add("--starts-on", "DATE", tr("the first day"))
    parser.add_argument("--asks", choices=rules.ASKS, help=tr("what it asks for"))
    add("--medication", "NAME", tr("the medication"))
    add("--dose", "TEXT", tr("how much of it, such as 5 mg"))
    add("--stock", "N", tr("how much is left"))
    add("--stock-per-dose", "N", tr("how much of it a dose takes"))
    add("--refill-at", "N", tr("from when on to warn that it runs out"))
    for name, text in (
        ("--unless-done", tr("not where the reading is there already: yes or no")),
        ("--in-quiet", tr("in quiet hours too: yes or no")),
    ):
        parser.add_argument(name, choices=("yes", "no"), help=text)
    add("--repeat-minutes", "N", tr("unanswered, it comes again after so many minutes"))
    add("--repeat-times", "N", tr("so many times"))
    add("--grace-minutes", "N", tr("unanswered for so long, it is missed"))


# What is given

_TEXTS = {
    "cron": "cron", "message": "message", "type": "type", "tz": "zone",
    "starts_on": "starts_on", "asks": "asks", "medication": "medication", "dose": "dose",
}  # fmt: skip
_WHOLE = ("every_days", "repeat_minutes", "repeat_times", "grace_minutes")
_NUMBERS = ("stock", "stock_per_dose", "refill_at")


def _fields(session: Session, options: Any) -> dict[str, Any]:
    """The fields of a reminder that the options name. Raises `InvalidData`."""
    found: dict[str, Any] = {}

    def take(option: str, field: str, read: Callable[[str], Any]) -> None:
        text = getattr(options, option)
        if text is not None:
            found[field] = None if text.strip().lower() == NONE else read(text)

    for option, field in _TEXTS.items():
        take(option, field, str)
    for name in _WHOLE:
        take(name, name, partial(_whole, field=name))
    for name in _NUMBERS:
        take(name, name, partial(_number, session, field=name))
    for name in ("unless_done", "in_quiet"):
        if getattr(options, name) is not None:
            found[name] = getattr(options, name) == "yes"
    if found.get("medication") is not None and "asks" not in found:
        found["asks"] = "medication"
    return found


def _whole(text: str, field: str) -> int:
    if not (text.strip().isdecimal() and len(text) < 10):
        raise InvalidData(FieldError(field, "number-form", text=text[:40]))
    return int(text)


def _number(session: Session, text: str, field: str) -> float:
    found = read_number(text.strip(), session.format.decimal)
    if found is None:
        raise InvalidData(FieldError(field, "number-form", text=text[:40]))
    return found


# Reminders


def _list(session: Session, options: Any) -> int:
    person_ids = () if options.all_persons else (session.person().id,)
    found = session.app.reminders.listed(session.actor, person_ids)
    if session.as_json:
        session.out({"data": [_document(session, one) for one in found]})
        return 0
    if found:
        heads = [tr("ID"), tr("When"), tr("Message"), tr("Next")]
        session.table(heads, [_row(session, one) for one in found])
    session.tell(tr_n("{n} reminder", "{n} reminders", len(found)))
    return 0


def _row(session: Session, one: Reminder) -> list[str]:
    return [
        str(one.id), words.schedule_words(one.draft, session.format), one.draft.message,
        _next_words(session, one),
    ]  # fmt: skip


def _next_words(session: Session, one: Reminder) -> str:
    if not one.active:
        return tr("off")
    if one.next_run_at is None:
        return tr("never")
    zone = session.app.reminders.zone_of(session.actor, one)
    offset = rules.local_offset(one.next_run_at, zone)
    return session.format.moment(one.next_run_at, offset, dt.datetime.now(zone))


def _document(session: Session, one: Reminder) -> dict[str, Any]:
    zone = session.app.reminders.zone_of(session.actor, one)
    return documents.reminder(one, session.app.journal.types(session.actor), zone)


def _found(session: Session, wanted: str) -> Reminder:
    """The reminder; of the person that `--person` names. Raises `NotFound`."""
    one = session.app.reminders.get(session.actor, wanted)
    if session.options.person is not None and one.person_id != session.person().id:
        raise NotFound("unknown-reminder")
    return one


def _add(session: Session, options: Any) -> int:
    draft = ReminderDraft(**{"cron": "", "message": "", **_fields(session, options)})
    outcome = session.app.reminders.add(session.actor, session.person().id, draft)
    return _print(session, outcome.reminder, tr("Set"))


def _edit(session: Session, options: Any) -> int:
    known = _found(session, options.id)
    fields = _fields(session, options)
    outcome = session.app.reminders.edit(session.actor, known.id, **fields)
    return _print(session, outcome.reminder, tr("Changed"))


def _show(session: Session, options: Any) -> int:
    return _print(session, _found(session, options.id), "")


def _enable(session: Session, options: Any) -> int:
    one = _found(session, options.id)
    outcome = session.app.reminders.enable(session.actor, one.id)
    return _print(session, outcome.reminder, tr("On"))


def _disable(session: Session, options: Any) -> int:
    one = _found(session, options.id)
    outcome = session.app.reminders.disable(session.actor, one.id)
    return _print(session, outcome.reminder, tr("Off"))


def _delete(session: Session, options: Any) -> int:
    one = _found(session, options.id)
    session.app.reminders.remove(session.actor, one.id)
    if session.as_json:
        session.out({"id": one.id, "deleted": True})
    session.say(tr("Removed: {message}", message=one.draft.message))
    return 0


def _print(session: Session, one: Reminder, said: str) -> int:
    if session.as_json:
        session.out(_document(session, one))
        return 0
    begin = f"{said}: " if said else ""
    session.say(f"{begin}{one.draft.message}  [{one.id}]")
    lines = [
        words.schedule_words(one.draft, session.format),
        tr("Next: {time}", time=_next_words(session, one)),
        words.stock_words(one, session.format),
    ]
    if one.draft.type is not None:
        kind = session.app.journal.types(session.actor)[one.draft.type]
        lines.append(type_name(kind))
    for line in filter(None, lines):
        session.say(line)
    return 0


# What is due


def _inbox(session: Session, options: Any) -> int:
    person_ids = () if options.all_persons else (session.person().id,)
    session.app.occurrences.settle(session.actor)
    found = session.app.occurrences.inbox(session.actor, person_ids)
    if session.as_json:
        data = []
        for each in found:
            told = [documents.delivery(delivery) for delivery in each.deliveries]
            document = documents.occurrence(each.occurrence)
            data.append({**document, "uncertain": each.uncertain, "deliveries": told})
        session.out({"data": data})
        return 0
    now = dt.datetime.now(dt.UTC)
    if found:
        heads = [tr("ID"), tr("Due"), tr("Message"), tr("State")]
        rows = [
            [str(each.occurrence.id), words.due_words(each.occurrence, session.format, now),
             each.occurrence.reminder.draft.message,
             words.state_words("uncertain" if each.uncertain else each.occurrence.state)]
            for each in found
        ]  # fmt: skip
        session.table(heads, rows)
    session.tell(tr_n("{n} waits for an answer", "{n} wait for an answer", len(found)))
    return 0


def _occurrences(session: Session, ids: Sequence[str]) -> list[Occurrence]:
    """Raises `NotFound`; of the person that `--person` names."""
    found = [session.app.occurrences.get(session.actor, each) for each in ids]
    if session.options.person is not None:
        own = session.person().id
        if any(one.reminder.person_id != own for one in found):
            raise NotFound("unknown-occurrence")
    return found


def _done(session: Session, options: Any) -> int:
    ids = [one.id for one in _occurrences(session, options.id)]
    answered = session.app.occurrences.answer(session.actor, ids, "done")
    return _print_occurrences(session, answered.occurrences)


def _skip(session: Session, options: Any) -> int:
    ids = [one.id for one in _occurrences(session, options.id)]
    answered = session.app.occurrences.answer(session.actor, ids, "skipped")
    return _print_occurrences(session, answered.occurrences)


def _snooze(session: Session, options: Any) -> int:
    ids = [one.id for one in _occurrences(session, options.id)]
    answered = session.app.occurrences.snooze(session.actor, ids, options.minutes)
    return _print_occurrences(session, answered.occurrences)


def _print_occurrences(session: Session, found: Sequence[Occurrence]) -> int:
    if session.as_json:
        session.out({"data": [documents.occurrence(one) for one in found]})
        return 0
    for one in found:
        state, message = words.state_words(one.state), one.reminder.draft.message
        session.say(f"{message}: {state}  [{one.id}]")
    return 0


def _history(session: Session, options: Any) -> int:
    (one,) = _occurrences(session, [options.id])
    found = session.app.occurrences.history(session.actor, one.id)
    if session.as_json:
        session.out({**documents.occurrence(one), "data": [documents.moment(m) for m in found]})
        return 0
    for each in found:
        at = to_datetime(each.at, one.offset)
        how = "" if each.channel is None else f" ({words.channel_words(each.channel)})"
        session.say(f"{at:%Y-%m-%d %H:%M:%S}  {words.state_words(each.kind)}{how}")
    return 0


def _export(session: Session, options: Any) -> int:
    to_standard = options.out == "-"
    if to_standard and session.as_json:
        raise UsageError("two-documents")
    person = None if options.all_persons else session.person()
    people = () if person is None else (person.id,)
    tables, span = session.app.reminder_tables, _span(options, session.zone(person))
    if to_standard:
        tables.stream(session.actor, options.table, sys.stdout.buffer, people, span)
        sys.stdout.buffer.flush()
        return 0
    out = Path(options.out).absolute()
    n = tables.export(session.actor, options.table, out, people, span)
    if session.as_json:
        session.out({"path": str(out), "table": options.table, "lines": n})
    said = session.format.number(n, 0)
    session.say(tr_n("{n} line written to {path}", "{n} lines written to {path}", n, n=said,
                     path=out))  # fmt: skip
    return 0


def _span(options: Any, zone: dt.tzinfo) -> tuple[int, int]:
    """Whole local days, both included."""
    first, last = moments.days(options.begin, options.end, zone)
    begin, end = EVER
    if first is not None:
        begin, _ = schedules.day_limits(date_of(first), date_of(first), zone)
    if last is not None:
        _, end = schedules.day_limits(date_of(last), date_of(last), zone)
    return begin, end


def _trigger(session: Session, _options: Any) -> int:
    look = session.app.reminder_trigger.run(session.actor)
    said = (
        tr_n("{n} reminder was due", "{n} reminders were due", len(look.processed))
        if look.processed
        else tr("Nothing is due")
    )
    failed = [(one, reason_sentence(one.code, {}, session.format)) for one in look.failed]
    if session.as_json:
        reminders = session.app.reminders
        zones = {one.id: reminders.zone_of(session.actor, one) for one in reminders.listed(OWNER)}
        processed = [(one, zones.get(one.id, dt.UTC)) for one in look.processed]
        session.out(documents.triggered(processed, failed, said, _now()))
        return 0
    session.say(said)
    for one, error in failed:
        session.tell(tr("Reminder {id} could not be worked out: {error}", id=one.id, error=error))
    return 0


def _try_out(session: Session, _options: Any) -> int:
    tried = session.app.reminder_trigger.try_out(session.actor)
    worked = any(one.code is None for one in tried)
    if session.as_json:
        session.out(
            {"data": [documents.tried(one.channel, one.code, one.replies) for one in tried]}
        )
        return 0 if worked else 1
    for one in tried:
        session.say(words.tried_words(one.channel, one.code, one.replies))
    if not worked:
        session.tell(tr("No way works here. What is due waits in the inbox."))
    return 0 if worked else 1


def _now() -> int:
    return time.time_ns() // 1_000_000


def _status(session: Session, _options: Any) -> int:
    person_ids = () if session.options.person is None else (session.person().id,)
    found = session.app.reminders.status(session.actor, person_ids)
    if session.as_json:
        session.out(documents.status(found))
        return 0
    rows = [
        [tr("Active"), str(found.active)],
        [tr("Waiting for an answer"), str(found.due)],
        [tr("For more than an hour"), str(found.overdue)],
        [tr("Told"), str(found.sent)],
        [tr("Could not be told"), str(found.failed)],
        [tr("Missed"), str(found.missed)],
    ]
    for name, number in rows:
        session.say(f"{name}: {number}")
    return 0


# Without data


def _simulate(session: Session, options: Any) -> int:
    zone = _zone(session, options.tz)
    first, last = (
        date_of(moments.day(text, field, zone))
        for text, field in ((options.begin, "from"), (options.end, "to"))
    )
    listed = sorted(_simulated(session, options, first, last, zone), key=lambda one: one[0])
    if len(listed) > SIMULATED:
        raise InvalidData(FieldError("to", "too-many-firings", most=SIMULATED))
    if session.as_json:
        data = [
            {"at": documents.at_zone(at, in_zone), "reminder_id": id_}
            for at, in_zone, id_, _ in listed
        ]
        session.out({"data": data})
        return 0
    for at, in_zone, _, message in listed:
        session.say(f"{documents.at_zone(at, in_zone)}  {message}".rstrip())
    session.tell(tr_n("{n} time", "{n} times", len(listed)))
    return 0


def _zone(session: Session, name: str | None) -> dt.tzinfo:
    try:
        return local_zone(session.settings, name)
    except InvalidData:
        raise InvalidData(FieldError("tz", "unknown-zone", zone=str(name)[:80])) from None


def _simulated(
    session: Session, options: Any, first: dt.date, last: dt.date, zone: dt.tzinfo
) -> list[tuple[int, dt.tzinfo, int | None, str]]:
    """(instant, zone, reminder, message) of each firing on these whole days."""
    if options.cron is not None:
        draft = rules.checked(
            ReminderDraft(options.cron, "-", every_days=options.every_days,
                          starts_on=options.starts_on),
            today=first,
        )  # fmt: skip
        limits = schedules.day_limits(first, last, zone)
        times = schedules.times_within(draft.schedule, zone, *limits)
        return [(at, zone, None, "") for at in times]
    if not session.paths.database.exists():
        return []
    person = session.person()
    found: list[tuple[int, dt.tzinfo, int | None, str]] = []
    for one in session.app.reminders.listed(OWNER, (person.id,), inactive=False):
        own = zone
        if one.draft.zone is not None or options.tz is None:
            own = session.app.reminders.zone_of(OWNER, one)
        limits = schedules.day_limits(first, last, own)
        times = schedules.times_within(one.schedule, own, *limits)
        found += [(at, own, one.id, one.draft.message) for at in times]
    return found


def _secret(session: Session, _options: Any) -> int:
    made = secrets.token_hex(SECRET_BYTES)
    if session.as_json:
        session.out({"secret": made})
    session.say(made)
    return 0


_VERBS: dict[str, Callable[[Session, Any], int]] = {
    "list": _list, "add": _add, "edit": _edit, "show": _show, "enable": _enable,
    "disable": _disable, "delete": _delete, "inbox": _inbox, "done": _done, "skip": _skip,
    "snooze": _snooze, "history": _history, "export": _export,
    "trigger": _trigger, "status": _status,
    "test-notification": _try_out,
    "simulate": _simulate, "secret": _secret,
}  # fmt: skip
