"""What may be sent: records, persons, goals, reminders."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from healthdesk.api.fields import Body, Day, Id, Moment, Number, Short, Slug, Text, Whole, something
from healthdesk.domain.records import NOTE_MAX, TAG_MAX, TAGS_MAX

# A number alone would be taken for an id.
Name = Annotated[str, Field(min_length=1, max_length=80, pattern=r"[^0-9\s]")]
Tag = Annotated[str, Field(min_length=1, max_length=TAG_MAX)]
Note = Annotated[str, Field(max_length=NOTE_MAX)]


class Component(Body):
    """A part of a reading that has two, such as blood pressure."""

    type: Slug
    value: Number
    unit: Short | None = None


class RecordFields(Body):
    value: Number | None = None
    value2: Number | None = None
    components: Annotated[list[Component], Field(max_length=2)] | None = None
    unit: Short | None = None
    comparator: Literal["<", ">"] | None = None
    recorded_at: Moment | None = None
    ended_at: Moment | None = None
    note: Note | None = None
    tags: Annotated[list[Tag], Field(max_length=TAGS_MAX)] | None = None


class RecordChange(RecordFields):
    """Fields of a reading; what is not given stays."""

    model_config = ConfigDict(json_schema_extra=something)


class RecordBody(RecordFields):
    """A reading. `type` or `type_id`, and `value` (with `value2` where the type has two parts)
    or `components`, are needed."""

    type: Slug | None = None
    type_id: Id | None = None
    user_id: Id | None = None


class PersonChange(Body):
    """Fields of a person; what is not given stays. `archived_at` null brings a person back,
    a time archives."""

    model_config = ConfigDict(json_schema_extra=something)

    name: Name | None = None
    color: Annotated[str, Field(pattern="^#[0-9A-Fa-f]{6}$")] | None = None
    birth_date: Day | None = None
    sex: Literal["female", "male", "other"] | None = None
    height_cm: Annotated[Number, Field(ge=20, le=280)] | None = None
    time_zone: Short | None = None
    archived_at: Moment | None = None


class PersonBody(Body):
    """A person who is tracked."""

    name: Name
    color: Annotated[str, Field(pattern="^#[0-9A-Fa-f]{6}$")] | None = None
    birth_date: Day | None = None
    sex: Literal["female", "male", "other"] | None = None
    height_cm: Annotated[Number, Field(ge=20, le=280)] | None = None
    time_zone: Short | None = None


class GoalFields(Body):
    target_value: Number | None = None
    target_value2: Number | None = None
    unit: Short | None = None
    direction: Literal["up", "down", "range"] | None = None
    low: Number | None = None
    high: Number | None = None
    start_value: Number | None = None
    start_value2: Number | None = None
    start_date: Day | None = None
    target_date: Day | None = None
    per: Literal["day", "week", "month"] | None = None
    times: Annotated[int, Field(ge=1, le=100), Whole] | None = None
    set_by: Short | None = None


class GoalChange(GoalFields):
    """Fields of a goal; what is not given stays. `status` pauses it, goes on with it or calls
    it completed; `archived_at` null brings an archived one back into the lists."""

    model_config = ConfigDict(json_schema_extra=something)

    status: Literal["active", "paused", "completed"] | None = None
    archived_at: None = None


class GoalBody(GoalFields):
    """A goal: a target to reach, or a habit to keep up."""

    type: Slug | None = None
    type_id: Id | None = None
    kind: Literal["target", "habit"] | None = None
    user_id: Id | None = None


class ReminderFields(Body):
    every_days: Annotated[int, Field(ge=2, le=3650), Whole] | None = None
    starts_on: Day | None = None
    timezone: Short | None = None
    active: bool | None = None
    asks: Literal["note", "value", "medication"] | None = None
    medication: Short | None = None
    dose: Short | None = None
    stock: Number | None = None
    stock_per_dose: Number | None = None
    refill_at: Number | None = None
    unless_done: bool | None = None
    repeat_minutes: Annotated[int, Field(ge=1, le=1440), Whole] | None = None
    repeat_times: Annotated[int, Field(ge=1, le=50), Whole] | None = None
    grace_minutes: Annotated[int, Field(ge=1, le=20160), Whole] | None = None
    in_quiet: bool | None = None
    type: Slug | None = None
    type_id: Id | None = None


class ReminderChange(ReminderFields):
    """Fields of a reminder; what is not given stays."""

    model_config = ConfigDict(json_schema_extra=something)

    cron_expr: Text | None = None
    message: Text | None = None


class ReminderBody(ReminderFields):
    """A reminder: when it comes and what it says."""

    cron_expr: Text
    message: Text
    user_id: Id | None = None
