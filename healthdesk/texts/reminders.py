"""Reminders in words: when they come, what they say, what became of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from healthdesk.domain.cron import Cron, parse
from healthdesk.domain.reminders import (
    Delivery,
    Moment,
    Occurrence,
    Reminder,
    ReminderDraft,
    WeekOf,
)
from healthdesk.domain.times import day_of, local_day, to_datetime
from healthdesk.texts.catalogue import tr, tr_n
from healthdesk.texts.formats import Format, capital
from healthdesk.texts.sentences import reason_sentence

# More times a day than this are told as a rule and not one by one.
_LISTED_TIMES = 6


def schedule_words(draft: ReminderDraft, shape: Format) -> str:
    """When it comes, in a line: `Mon to Fri at 08:30 and 20:30`."""
    cron = parse(draft.cron)
    days, times = _days(draft, cron, shape), _times(cron, shape)
    if len(cron.hours) * len(cron.minutes) <= _LISTED_TIMES:
        return tr("{days} at {times}", days=days, times=times)
    return tr("{days}: {times}", days=days.rstrip(","), times=times)


def _days(draft: ReminderDraft, cron: Cron, shape: Format) -> str:
    on_days = [] if cron.days is None else [_days_of_month(cron.days)]
    if cron.weekdays is not None:
        on_days.append(_weekdays(cron.weekdays))
    if cron.either:
        said = tr("{first}, and {second},", first=on_days[0], second=on_days[1])
    elif len(on_days) == 2:
        said = tr("{first}, if that is {second},", first=on_days[0], second=on_days[1])
    else:
        said = on_days[0] if on_days else tr("Every day")
    if len(cron.months) < 12:
        months = _and([shape.month(number) for number in sorted(cron.months)])
        said = tr("{days} in {months}", days=said, months=months)
    if draft.every_days is None or draft.starts_on is None:
        return said
    start = shape.date(day_of(dt.date.fromisoformat(draft.starts_on)))
    if not on_days and len(cron.months) == 12:
        return tr("Every {count} days from {date}", count=draft.every_days, date=start)
    return tr(
        "{days}, where that is every {count} days from {date},",
        days=said, count=draft.every_days, date=start,
    )  # fmt: skip


def _days_of_month(days: frozenset[int]) -> str:
    numbers = _and([str(day) for day in sorted(days)])
    if len(days) == 1:
        return tr("On day {days} of the month", days=numbers)
    return tr("On days {days} of the month", days=numbers)


def _weekdays(days: frozenset[int]) -> str:
    names = weekday_names()
    # Monday first, 0 is Sunday.
    order = [day for day in (1, 2, 3, 4, 5, 6, 0) if day in days]
    places = [(day - 1) % 7 for day in order]
    if len(order) == 7:
        return tr("Every day")
    if len(order) > 2 and places[-1] - places[0] == len(order) - 1:
        return tr("{first} to {last}", first=names[places[0]], last=names[places[-1]])
    return _and([names[place] for place in places])


def weekday_names() -> tuple[str, ...]:
    """Short names, Monday first."""
    return (tr("Mon"), tr("Tue"), tr("Wed"), tr("Thu"), tr("Fri"), tr("Sat"), tr("Sun"))


def _times(cron: Cron, shape: Format) -> str:
    if len(cron.hours) * len(cron.minutes) <= _LISTED_TIMES:
        times = [_clock(hour, minute, shape) for hour in cron.hours for minute in cron.minutes]
        return _and(times)
    minutes = _minutes(cron.minutes)
    if cron.every_hour:
        return minutes
    low, high = cron.hours[0], cron.hours[-1]
    if len(cron.hours) == high - low + 1:
        begin, end = _clock(low, cron.minutes[0], shape), _clock(high, cron.minutes[-1], shape)
        return tr("{minutes}, from {begin} to {end}", minutes=minutes, begin=begin, end=end)
    hours = _and([_clock(hour, 0, shape) for hour in cron.hours])
    return tr("{minutes}, in the hours that begin at {hours}", minutes=minutes, hours=hours)


def _minutes(minutes: tuple[int, ...]) -> str:
    step = 60 // len(minutes)
    if len(minutes) == 60:
        return tr("every minute")
    if minutes == (0,):
        return tr("every hour")
    if len(minutes) > 1 and minutes == tuple(range(minutes[0], 60, step)) and 60 % step == 0:
        return tr("every {n} minutes", n=step)
    shown = _and([f"{minute:02}" for minute in minutes])
    return tr("each hour at minute {minutes}", minutes=shown)


def _clock(hour: int, minute: int, shape: Format) -> str:
    return shape.clock(dt.datetime(2000, 1, 1, hour, minute, tzinfo=dt.UTC))


def _and(parts: Sequence[str]) -> str:
    if len(parts) == 1:
        return parts[0]
    return tr("{most} and {last}", most=", ".join(parts[:-1]), last=parts[-1])


def state_words(state: str) -> str:
    return {
        "due": tr("due"),
        "sent": tr("told"),
        "snoozed": tr("put off"),
        "failed": tr("could not be told"),
        "done": tr("done"),
        "skipped": tr("skipped"),
        "missed": tr("missed"),
        "uncertain": tr("perhaps not told"),
        "withdrawn": tr("withdrawn"),
        "undone": tr("answer taken back"),
    }[state]


def channel_words(channel: str) -> str:
    known = {
        "desktop": tr("desktop notification"),
        "tray": tr("tray"),
        "service": tr("notification service"),
        "reading": tr("reading"),
    }
    kind, _, number = channel.partition("-")
    return f"{known.get(kind, kind)} {number}".rstrip()


def tried_words(channel: str, code: str | None, replies: bool) -> str:
    """How a way to tell did when it was tried."""
    way = capital(channel_words(channel))
    if code is not None:
        return tr("{way}: {why}", way=way, why=reason_sentence(code, {}))
    if replies:
        return tr("{way}: works, and can be answered there", way=way)
    return tr("{way}: works", way=way)


def next_words(at: int, offset: int, shape: Format, now: dt.datetime) -> str:
    """A time to come seen from `now`: `tomorrow 08:00`, `Thu 08:00` within a week."""
    moment = to_datetime(at, offset)
    clock = shape.clock(moment)
    match (moment.date() - now.astimezone(moment.tzinfo).date()).days:
        case 0:
            return tr("today {time}", time=clock)
        case 1:
            return tr("tomorrow {time}", time=clock)
        case days if 1 < days < 7:
            return f"{weekday_names()[moment.weekday()]} {clock}"
    return f"{shape.date(day_of(moment.date()))} {clock}"


def coming_words(times: Sequence[dt.datetime], shape: Format) -> str:
    """The next times in a line, each with its day of the week."""
    said = []
    for one in times:
        day = day_of(one.date())
        same = one.year == times[0].year
        date = shape.day_and_month(day) if same else shape.date(day)
        said.append(f"{weekday_names()[one.weekday()]} {date} {shape.clock(one)}")
    return tr("Next: {times}", times="; ".join(said))


def extras_words(draft: ReminderDraft, shape: Format) -> list[str]:
    """What holds for it beside its times, a short sentence each."""
    said = []
    if draft.unless_done:
        said.append(tr("Only if there is no reading yet"))
    if draft.repeat_minutes is not None:
        often = tr_n("{n} time", "{n} times", draft.repeat_times or 1)
        while_ = shape.duration(draft.repeat_minutes)
        said.append(tr("unanswered, again every {time}, {often}", time=while_, often=often))
    if draft.grace_minutes is not None:
        said.append(tr("missed after {time}", time=shape.duration(draft.grace_minutes)))
    if draft.in_quiet:
        said.append(tr("in quiet hours too"))
    if draft.zone is not None:
        said.append(tr("times of {zone}", zone=draft.zone))
    return said


def told_words(one: Occurrence, deliveries: Sequence[Delivery], shape: Format) -> str:
    """How the last raising of it was told: `told by desktop notification 08:00`."""
    said = []
    for each in deliveries:
        if each.round != one.round:
            continue
        way = channel_words(each.channel)
        if each.state == "sent" and each.sent_at is not None:
            time = shape.time(each.sent_at, one.offset)
            said.append(tr("told by {way} {time}", way=way, time=time))
        elif each.state in ("failed", "waiting"):
            said.append(tr("{way} failed", way=way))
    return ", ".join(said)


def due_words(one: Occurrence, shape: Format, now: dt.datetime) -> str:
    """When it was due: the time alone for today."""
    due = to_datetime(one.due_at, one.offset)
    clock = shape.clock(due)
    if due.date() == now.astimezone(due.tzinfo).date():
        return clock
    return f"{shape.date(day_of(due.date()))} {clock}"


def notice_words(one: Occurrence) -> str:
    """What a notice says: the message, and what goes with it."""
    draft = one.reminder.draft
    parts = [draft.message]
    if draft.medication is not None:
        dose = "" if draft.dose is None else f", {draft.dose}"
        parts.append(f"{draft.medication}{dose}")
    if one.missed_before:
        parts.append(
            tr_n("{n} time before it was missed.", "{n} times before it were missed.",
                 one.missed_before)
        )  # fmt: skip
    return "\n".join(parts)


def locked_words() -> tuple[str, str]:
    """Title and text of a notice that tells nothing."""
    return "HealthDesk", tr("You have a reminder")


def stock_words(reminder: Reminder, shape: Format) -> str:
    """What is left of a medication, and whether more is needed; empty where nobody counts."""
    stock = reminder.draft.stock
    if stock is None:
        return ""
    left = tr("{count} left", count=shape.number(stock))
    return tr("{left}: time to get more", left=left) if reminder.needs_refill else left


def several_words(
    found: Sequence[Occurrence], names: Mapping[int, str] | None = None
) -> tuple[str, str]:
    """Title and text of one notice for several due times; `names` by person, where each is to
    say whose it is."""
    title = tr_n("{n} reminder", "{n} reminders", len(found))
    shown = 5
    lines = [one.reminder.draft.message for one in found[:shown]]
    if names:
        whose = [names.get(one.reminder.person_id, "") for one in found]
        lines = [f"{name}: {line}" for name, line in zip(whose, lines, strict=False)]
    if len(found) > shown:
        lines.append(tr_n("and {n} more", "and {n} more", len(found) - shown))
    return title, "\n".join(lines)


def share_words(week: WeekOf) -> str:
    """Done of asked, as short as can be."""
    return f"{week.done}/{week.asked}"


def week_words(name: str, day: int, week: WeekOf | None, shape: Format) -> str:
    """A week of a reminder in a line."""
    date = shape.date(day)
    if week is None:
        return tr("{name}, week of {date}: nothing was due", name=name, date=date)
    return tr(
        "{name}, week of {date}: {done} done, {skipped} skipped, {missed} missed",
        name=name, date=date, done=week.done, skipped=week.skipped, missed=week.missed,
    )  # fmt: skip


def history_cells(one: Occurrence, shape: Format) -> tuple[str, str, str]:
    """Of a due time: when it was, what became of it, when somebody answered."""
    day = shape.date(local_day(one.due_at, one.offset))
    answered = ""
    if one.answered_at is not None:
        answered = shape.time(one.answered_at, one.offset)
        on = local_day(one.answered_at, one.offset)
        if on != local_day(one.due_at, one.offset):
            answered = f"{shape.date(on)} {answered}"
    return f"{day} {shape.time(one.due_at, one.offset)}", state_words(one.state), answered


def moment_lines(one: Occurrence, moments: Sequence[Moment], shape: Format) -> list[str]:
    """What happened to a due time, a line each: `08:00:02 told, desktop notification, 2 s
    late`."""
    lines = []
    for each in moments:
        at = to_datetime(each.at, one.offset)
        on = local_day(each.at, one.offset)
        parts = [f"{shape.clock(at)} {state_words(each.kind)}"]
        if on != local_day(one.due_at, one.offset):
            parts[0] = f"{shape.date(on)} {parts[0]}"
        if each.channel is not None:
            parts.append(channel_words(each.channel))
        if each.lateness is not None:
            parts.append(late_words(each.lateness, shape))
        lines.append(", ".join(parts))
    return lines


def late_words(ms: int, shape: Format) -> str:
    """How late something was."""
    seconds = round(ms / 1000)
    if seconds < 1:
        return tr("in time")
    if seconds < 60:
        return tr("{n} s late", n=seconds)
    return tr("{time} late", time=shape.duration(round(seconds / 60)))
