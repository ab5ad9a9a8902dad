"""Goals in words: what one asks for, how it stands, whether its date can be kept."""

from __future__ import annotations

from healthdesk.domain.arrival import Arrival, Outlook, Reason, Withheld
from healthdesk.domain.goal_views import FAST_LOSS_KG, GoalView, Suggestion
from healthdesk.domain.goals import Goal, Per
from healthdesk.domain.habits import HabitStanding, Mark
from healthdesk.domain.health_types import HealthType
from healthdesk.texts.catalogue import tr, tr_n
from healthdesk.texts.formats import Format
from healthdesk.texts.names import unit_label


def rule_words(goal: Goal, kind: HealthType, shape: Format) -> str:
    """What a goal asks for, in a line: `Reach 75 kg by 1 Mar 2027`."""
    if goal.kind == "habit":
        return _habit_rule(goal, kind, shape)
    date = None if goal.target_day is None else shape.date(goal.target_day)
    if goal.direction == "range":
        low, high = _bounds(goal, kind, shape)
        if date is None:
            return tr("Stay between {low} and {high}", low=low, high=high)
        return tr("Stay between {low} and {high} until {date}", low=low, high=high, date=date)
    value = _value(goal, kind, shape, goal.target_value or 0.0, goal.target_value2)
    if date is None:
        return tr("Reach {value}", value=value)
    return tr("Reach {value} by {date}", value=value, date=date)


def _bounds(goal: Goal, kind: HealthType, shape: Format) -> tuple[str, str]:
    """The two ends of a range, the unit behind the second."""
    low, high = (_value(goal, kind, shape, end or 0.0) for end in (goal.low, goal.high))
    label = f" {unit_label(goal.unit)}"
    if high.endswith(label):
        low = low.removesuffix(label).removesuffix(f" {unit_label(goal.unit, '1')}")
    return low, high


def _value(
    goal: Goal, kind: HealthType, shape: Format, value: float, value2: float | None = None
) -> str:
    # As it was given, unless it was converted: then with the usual digits.
    told = all(round(each, 2) == each for each in (value, value2 or 0.0))
    return shape.value(kind, value, value2, goal.unit, exact=told)


def _habit_rule(goal: Goal, kind: HealthType, shape: Format) -> str:
    if goal.target_value is None and goal.direction != "range":
        return _count_rule(goal)
    per: Per = "day" if goal.times is not None else goal.per or "day"
    amount = _amount_rule(goal, kind, shape, per)
    if goal.times is None:
        return amount
    if goal.per == "week":
        return tr_n("{amount}, {n} day a week", "{amount}, {n} days a week", goal.times,
                    amount=amount)  # fmt: skip
    return tr_n("{amount}, {n} day a month", "{amount}, {n} days a month", goal.times,
                amount=amount)  # fmt: skip


def _count_rule(goal: Goal) -> str:
    n = goal.times or 1
    if goal.per == "day":
        return tr_n("A reading a day", "{n} readings a day", n)
    if goal.per == "week":
        return tr_n("A reading on {n} day a week", "A reading on {n} days a week", n)
    return tr_n("A reading on {n} day a month", "A reading on {n} days a month", n)


def _amount_rule(goal: Goal, kind: HealthType, shape: Format, per: Per) -> str:
    if goal.direction == "range":
        low, high = _bounds(goal, kind, shape)
        return {
            "day": tr("Between {low} and {high} a day", low=low, high=high),
            "week": tr("Between {low} and {high} a week", low=low, high=high),
            "month": tr("Between {low} and {high} a month", low=low, high=high),
        }[per]
    value = _value(goal, kind, shape, goal.target_value or 0.0)
    if goal.direction == "down":
        return {
            "day": tr("At most {value} a day", value=value),
            "week": tr("At most {value} a week", value=value),
            "month": tr("At most {value} a month", value=value),
        }[per]
    return {
        "day": tr("At least {value} a day", value=value),
        "week": tr("At least {value} a week", value=value),
        "month": tr("At least {value} a month", value=value),
    }[per]


# How it stands


def standing_words(view: GoalView, kind: HealthType, shape: Format) -> str:
    """What there is now: `80 kg, from 85 kg`, `4,000 steps today`, `3 of 5 days this week`."""
    if view.habit is not None:
        now = view.habit.now
        return "" if now is None else _span_words(view.goal, now, kind, shape)
    if view.current is None:
        return tr("No reading yet")
    goal, current = view.goal, view.current
    two = goal.target_value2 is not None
    value = _value(goal, kind, shape, current.value, current.value2 if two else None)
    if view.held is not None:
        inside, of = view.held
        return tr_n(
            "{value}; within on {inside} of {n} day", "{value}; within on {inside} of {n} days",
            of, value=value, inside=inside,
        )  # fmt: skip
    if view.start is None:
        return value
    start = _value(goal, kind, shape, view.start.value, view.start.value2 if two else None)
    return tr("{value}, from {start}", value=value, start=start)


def _span_words(goal: Goal, now: Mark, kind: HealthType, shape: Format) -> str:
    per = goal.per or "day"
    if goal.times is not None:
        if per == "day":
            return tr("{done} of {needed} today", done=now.done, needed=now.needed)
        return {
            "week": tr_n("{done} of {n} day this week", "{done} of {n} days this week",
                         now.needed, done=now.done),
            "month": tr_n("{done} of {n} day this month", "{done} of {n} days this month",
                          now.needed, done=now.done),
        }[per]  # fmt: skip
    if now.amount is None:
        return {
            "day": tr("Nothing yet today"),
            "week": tr("Nothing yet this week"),
            "month": tr("Nothing yet this month"),
        }[per]
    value = _value(goal, kind, shape, now.amount)
    return {
        "day": tr("{value} today", value=value),
        "week": tr("{value} this week", value=value),
        "month": tr("{value} this month", value=value),
    }[per]


def row_words(habit: HabitStanding, per: Per) -> str:
    """The row of hits up to now and the longest: `4 days in a row, longest 12`."""
    n = habit.streak
    row = {
        "day": tr_n("{n} day in a row", "{n} days in a row", n),
        "week": tr_n("{n} week in a row", "{n} weeks in a row", n),
        "month": tr_n("{n} month in a row", "{n} months in a row", n),
    }[per]
    if habit.longest <= n:
        return row
    return tr("{row}, longest {n}", row=row, n=habit.longest)


def share_words(habit: HabitStanding) -> str:
    """How often it was done since it began; empty before there is anything to say."""
    if not habit.judged:
        return ""
    return tr("Done {hits} of {n} times", hits=habit.hits, n=habit.judged)


def state_words(view: GoalView, shape: Format) -> str:
    """Under way with the days left, paused, or completed with the day."""
    goal = view.goal
    if view.completed_day is not None:
        return tr("Completed on {date}", date=shape.date(view.completed_day))
    if goal.archived_at is not None:
        return tr("Archived")
    if goal.status == "paused":
        return tr("Paused")
    return left_words(view) or tr("Under way")


def left_words(view: GoalView) -> str:
    """The days left to the target date; empty where there is none."""
    left = view.days_remaining
    if left is None:
        return ""
    if left < 0:
        return tr_n("{n} day overdue", "{n} days overdue", -left)
    if left == 0:
        return tr("Due today")
    return tr_n("{n} day left", "{n} days left", left)


# Whether the date can be kept


def outlook_words(view: GoalView, kind: HealthType, shape: Format) -> list[str]:
    """Sentences on when the target is reached at the present pace, and what it would take."""
    outlook, goal = view.outlook, view.goal
    if outlook is None:
        return []
    said = [_arrival_words(outlook, goal, shape)]
    if goal.target_day is None or view.is_overdue:
        return said
    if isinstance(outlook.arrival, Arrival):
        late = outlook.arrival.day - goal.target_day
        if late <= 0:
            return [*said, tr("That is in time.")]
        said.append(tr_n("That is {n} day after the date.", "That is {n} days after the date.",
                         late))  # fmt: skip
    if outlook.needed is not None:
        pace = pace_words(outlook.needed, goal.unit, shape)
        said.append(tr("The date takes {pace}.", pace=pace))
    if outlook.expected is not None and _is_told(outlook):
        value = _value(goal, kind, shape, outlook.expected)
        said.append(tr("The trend has {value} on that date.", value=value))
    if view.suggestion is not None:
        said.append(_suggestion_words(view.suggestion, goal, kind, shape))
    return said


def _suggestion_words(found: Suggestion, goal: Goal, kind: HealthType, shape: Format) -> str:
    date = shape.date(found.day)
    if found.value is None:
        return tr("Within reach would be {date} as the date.", date=date)
    value = _value(goal, kind, shape, found.value)
    return tr(
        "Within reach would be {date} as the date, or {value} as the target.",
        date=date, value=value,
    )  # fmt: skip


def suggested(view: GoalView, kind: HealthType, shape: Format) -> dict[str, dict[str, float]]:
    """What can be done with one press where a goal is out of reach: the words, and the fields
    that change."""
    found, goal = view.suggestion, view.goal
    if found is None:
        return {}
    date = tr("Move the date to {date}", date=shape.date(found.day))
    changes: dict[str, dict[str, float]] = {date: {"target_day": found.day}}
    if found.value is not None:
        value = _value(goal, kind, shape, found.value)
        changes[tr("Aim for {value}", value=value)] = {"target_value": found.value}
    return changes


def _is_told(outlook: Outlook) -> bool:
    """Whether the line is worth drawing on: a way towards the target that is too slow."""
    return isinstance(outlook.arrival, Arrival)


def _arrival_words(outlook: Outlook, goal: Goal, shape: Format) -> str:
    arrives = outlook.arrival
    if isinstance(arrives, Withheld):
        return withheld_words(arrives)
    pace = pace_words(outlook.pace or 0.0, goal.unit, shape)
    day, first = shape.date(arrives.day), shape.date(arrives.earliest)
    if arrives.latest is None:
        return tr(
            "At the present pace, {pace}, about {day}; {first} at the earliest.",
            pace=pace, day=day, first=first,
        )  # fmt: skip
    return tr(
        "At the present pace, {pace}, about {day} ({first} to {last}).",
        pace=pace, day=day, first=first, last=shape.date(arrives.latest),
    )  # fmt: skip


def pace_words(per_week: float, unit: str, shape: Format) -> str:
    """`−0.45 kg a week`, with two digits that count."""
    number = shape.number(abs(float(f"{per_week:.2g}")))
    sign = "−" if per_week < 0 else "+"
    label = unit_label(unit)
    return tr("{pace} a week", pace=f"{sign}{number} {label}".rstrip())


def withheld_words(why: Withheld) -> str:
    """Why no day of arrival is told."""
    reasons: dict[Reason, str] = {
        "too-few-days": tr_n(
            "No projection yet: it takes readings of {need} days, there is {n}.",
            "No projection yet: it takes readings of {need} days, there are {n}.",
            round(why.have), need=round(why.need),
        ),
        "span-too-short": tr(
            "No projection yet: it takes readings over {need} days.", need=round(why.need)
        ),
        "too-long-ago": tr_n(
            "No projection: the last reading is {n} day old.",
            "No projection: the last reading is {n} days old.", round(why.have),
        ),
        "no-trend": tr("No projection: the readings go neither up nor down beyond chance."),
        "away": tr("No projection: the trend leads away from the target."),
        "too-far": tr("At the present pace it takes more than three years."),
    }  # fmt: skip
    return reasons[why.reason]


def fast_loss_words(shape: Format) -> str:
    """A note on losing weight fast, with its source; no advice on what to do."""
    return tr(
        "NICE (CG189) thinks of no more than {rate} kg of weight loss a week. Talk to a "
        "professional about more.",
        rate=shape.number(FAST_LOSS_KG, 0),
    )


def celebration_words(view: GoalView, kind: HealthType, name: str, shape: Format) -> str:
    """That a goal was reached, quietly."""
    value = _value(view.goal, kind, shape, view.goal.target_value or 0.0, view.goal.target_value2)
    return tr("Goal reached: {name} {value}.", name=name, value=value)
