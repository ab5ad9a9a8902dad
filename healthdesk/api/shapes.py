"""What is answered, for the description alone: answers are made from `exchange` documents."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

Moment = Annotated[str, WithJsonSchema({"type": "string", "format": "date-time"})]
Day = Annotated[str, WithJsonSchema({"type": "string", "format": "date"})]
Uid = Annotated[str, WithJsonSchema({"type": "string", "format": "uuid"})]


class Shape(BaseModel):
    """All of it is there, and nothing else."""

    model_config = ConfigDict(extra="forbid")


class Open(BaseModel):
    """There may be more in it, as the reference says."""

    model_config = ConfigDict(extra="allow")


class Error(Shape):
    error: str
    code: Literal[
        "BAD_REQUEST", "UNAUTHORIZED", "FORBIDDEN", "NOT_FOUND", "METHOD_NOT_ALLOWED", "CONFLICT",
        "PRECONDITION_FAILED", "TOO_LARGE", "UNSUPPORTED_MEDIA_TYPE", "VALIDATION_ERROR", "LOCKED",
        "RATE_LIMITED", "INTERNAL_ERROR", "FEATURE_DISABLED", "MAINTENANCE",
    ]  # fmt: skip
    details: dict[str, list[str]]
    request_id: str


class Health(Shape):
    status: Literal["ok", "unavailable"]
    version: str
    database: Literal["ok", "unavailable"]
    schema_revision: str | None
    scheduler: Literal["running", "off"]
    uptime_seconds: float


class HealthType(Shape):
    id: int
    slug: str
    display_name: str
    unit: str
    units: list[str]
    loinc: str | None
    aggregate: Literal["mean", "sum", "last", "min"]
    typical_range_low: float | None
    typical_range_high: float | None
    created_at: Moment
    updated_at: Moment


class Types(Shape):
    data: list[HealthType]


class Person(Shape):
    id: int
    uid: Uid
    name: str
    color: str
    birth_date: Day | None
    sex: Literal["female", "male", "other"] | None
    height_cm: float | None
    time_zone: str | None
    archived_at: Moment | None


class Persons(Shape):
    data: list[Person]


class Part(Shape):
    type: str
    value: float
    unit: str


class HealthRecord(Shape):
    id: int
    uid: Uid
    user_id: int
    type_id: int
    type: str
    value: float
    value2: float | None
    unit: str
    components: list[Part]
    comparator: Literal["<", ">"] | None
    recorded_at: Moment
    ended_at: Moment | None
    note: str
    tags: list[str]
    source: str
    import_id: int | None
    created_at: Moment
    updated_at: Moment
    deleted_at: Moment | None


class Pagination(Shape):
    total: int
    limit: int
    offset: int
    has_more: bool


class Records(Shape):
    data: list[HealthRecord]
    pagination: Pagination


class Period(Open):
    start_date: str
    end_date: str
    aggregation: str


class Point(Open):
    value: float | None
    min: float | None
    max: float | None
    count: int


class Statistics(Open):
    min: float | None
    max: float | None
    avg: float | None
    current: float | None
    trend: str | None
    trend_value: float | None
    total_records: int


class Range(Shape):
    low: float | None
    high: float | None


class Analytics(Open):
    type: str
    user_id: int
    unit: str
    aggregate: Literal["mean", "sum", "last", "min"]
    period: Period
    data_points: list[Point]
    statistics: Statistics
    typical_range: Range | None
    insufficient: dict[str, Any]


class Debug(Shape):
    entries: int
    hits: int
    misses: int
    bytes: int
    memory_bytes: int | None


class Goal(Open):
    id: int
    uid: Uid
    user_id: int
    type_id: int
    type: str
    kind: Literal["target", "habit"]
    target_value: float | None
    unit: str
    direction: Literal["up", "down", "range"] | None
    low: float | None
    high: float | None
    start_value: float | None
    start_date: Day
    target_date: Day | None
    per: Literal["day", "week", "month"] | None
    times: int | None
    status: Literal["active", "completed", "paused"]
    current_value: float | None
    progress_percentage: Annotated[float, Field(ge=0, le=100)]
    days_remaining: int | None
    is_overdue: bool
    last_recorded_at: Moment | None
    completed_at: Moment | None
    archived_at: Moment | None
    set_by: str | None


class Goals(Shape):
    data: list[Goal]


class Reminder(Open):
    id: int
    uid: Uid
    user_id: int
    type_id: int | None
    type: str | None
    cron_expr: str
    every_days: int | None
    starts_on: Day | None
    timezone: str | None
    message: str
    active: bool
    next_run_at: Moment | None
    last_run_at: Moment | None


class Reminders(Shape):
    data: list[Reminder]


class ReminderStatus(Open):
    active: int
    due: int
    overdue: int
    next_run_at: Moment | None
    sent: int
    failed: int
    missed: int
    last_trigger_at: Moment | None


class Successful(Shape):
    id: int
    user_id: int
    health_type: str | None
    next_run_at: Moment | None


class Unsuccessful(Shape):
    id: int
    user_id: int
    error: str


class TriggeredDetails(Shape):
    successful: list[Successful]
    failed: list[Unsuccessful]


class Triggered(Shape):
    message: str
    processed: int
    failed: int
    timestamp: Moment
    details: TriggeredDetails


class Flag(Shape):
    enabled: bool
    reason: Literal["unmanaged", "on", "internal", "beta", "rollout", "off"]
