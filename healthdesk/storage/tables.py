"""The tables, as `alembic check` compares them with the migrated file.

Every name begins with `health_`. Instants are integer milliseconds since 1970 (UTC), days
are ordinals since 1970-01-01 of the local date, offsets minutes. Rollup and text tables
are plain SQL in their migration and in `rollups` and `records`.
"""

from __future__ import annotations

from sqlalchemy import (
    BLOB,
    REAL,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

metadata = MetaData()


def _id() -> Column[int]:
    return Column("id", Integer, primary_key=True)


health_type = Table(
    "health_type",
    metadata,
    _id(),
    Column("slug", Text, nullable=False, unique=True),
    Column("display_name", Text, nullable=False),
    Column("type_group", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("units", Text, nullable=False),  # JSON list
    Column("loinc", Text, nullable=False, server_default=text("''")),
    Column("aggregate", Text, nullable=False),
    Column("combine", Text, nullable=False, server_default="none"),
    Column("decimals", Integer, nullable=False, server_default="0"),
    Column("whole", Integer, nullable=False, server_default="0"),
    Column("hard_low", REAL),
    Column("hard_high", REAL),
    Column("typical_range_low", REAL),
    Column("typical_range_high", REAL),
    Column("own", Integer, nullable=False, server_default="0"),
    Column("created_at", Integer, nullable=False),
    Column("updated_at", Integer, nullable=False),
    Column("deleted_at", Integer),
)

health_person = Table(
    "health_person",
    metadata,
    _id(),
    Column("uid", BLOB, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("color", Text, nullable=False),
    Column("birth_date", Text),
    Column("sex", Text),
    Column("height_cm", REAL),
    Column("time_zone", Text),
    Column("archived_at", Integer),
    Column("created_at", Integer, nullable=False),
    Column("updated_at", Integer, nullable=False),
)

health_source = Table(
    "health_source",
    metadata,
    _id(),
    Column("name", Text, nullable=False, unique=True),
    # The source with the smaller number counts where two cover the same time.
    Column("priority", Integer, nullable=False, server_default="100"),
)

health_record = Table(
    "health_record",
    metadata,
    _id(),
    Column("uid", BLOB, nullable=False),
    Column("person_id", Integer, ForeignKey("health_person.id"), nullable=False),
    Column("type_id", Integer, ForeignKey("health_type.id"), nullable=False),
    Column("recorded_at", Integer, nullable=False),
    Column("offset_min", Integer, nullable=False),
    # Equal to recorded_at for a reading at a moment: the duplicate rule needs no NULL.
    Column("ended_at", Integer, nullable=False),
    Column("value", REAL, nullable=False),
    Column("value2", REAL, nullable=False, server_default="0"),
    # As given; NULL where that is the canonical value or unit itself.
    Column("given", REAL),
    Column("given2", REAL),
    Column("given_unit", Text),
    Column("comparator", Text),
    Column("source_id", Integer, ForeignKey("health_source.id"), nullable=False),
    Column("import_id", Integer),
    Column("import_file_id", Integer),
    Column("import_line", Integer),
    Column("touched", Integer, nullable=False, server_default="0"),
    Column("note", Text),
    Column("tags", Text),
    Column("moved_from", BLOB),
    Column("created_at", Integer, nullable=False),
    Column("updated_at", Integer, nullable=False),
    Column("deleted_at", Integer),
)

Index("ux_health_record_uid", health_record.c.uid, unique=True)
Index(
    "ux_health_record_imported",
    health_record.c.person_id,
    health_record.c.type_id,
    health_record.c.recorded_at,
    health_record.c.ended_at,
    health_record.c.source_id,
    health_record.c.value,
    health_record.c.value2,
    unique=True,
    sqlite_where=text("import_id IS NOT NULL AND touched = 0"),
)
# Covers series, day rollups and amounts over intervals without reading the rows.
Index(
    "ix_health_record_live",
    health_record.c.person_id,
    health_record.c.type_id,
    health_record.c.recorded_at,
    health_record.c.offset_min,
    health_record.c.value,
    health_record.c.value2,
    health_record.c.source_id,
    health_record.c.comparator,
    health_record.c.ended_at,
    sqlite_where=text("deleted_at IS NULL"),
)
Index(
    "ix_health_record_bin",
    health_record.c.deleted_at,
    sqlite_where=text("deleted_at IS NOT NULL"),
)

health_goal = Table(
    "health_goal",
    metadata,
    _id(),
    Column("uid", BLOB, nullable=False, unique=True),
    Column("person_id", Integer, ForeignKey("health_person.id"), nullable=False),
    Column("type_id", Integer, ForeignKey("health_type.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("target_value", REAL),
    Column("unit", Text, nullable=False),
    Column("direction", Text),
    Column("low", REAL),
    Column("high", REAL),
    Column("start_value", REAL),
    Column("start_date", Text, nullable=False),
    Column("target_date", Text),
    Column("per", Text),
    Column("times", Integer),
    Column("status", Text, nullable=False),
    Column("set_by", Text),
    Column("completed_at", Integer),
    Column("archived_at", Integer),
    Column("created_at", Integer, nullable=False),
    Column("updated_at", Integer, nullable=False),
    Column("target_value2", REAL),
    Column("start_value2", REAL),
    Column("pauses", Text, nullable=False, server_default=text("'[]'")),  # JSON: ISO dates
    Column("completed_by", Text),
    Column("celebrated_at", Integer),
    Column("import_id", Integer),
    Column("deleted_at", Integer),
)

health_reminder = Table(
    "health_reminder",
    metadata,
    _id(),
    Column("uid", BLOB, nullable=False, unique=True),
    Column("person_id", Integer, ForeignKey("health_person.id"), nullable=False),
    Column("type_id", Integer, ForeignKey("health_type.id")),
    Column("cron_expr", Text, nullable=False),
    Column("every_days", Integer),
    Column("starts_on", Text),
    Column("timezone", Text),
    Column("message", Text, nullable=False),
    Column("active", Integer, nullable=False, server_default="1"),
    Column("next_run_at", Integer),
    Column("last_run_at", Integer),
    Column("created_at", Integer, nullable=False),
    Column("updated_at", Integer, nullable=False),
    Column("asks", Text, nullable=False, server_default=text("'note'")),
    Column("dose", Text),
    Column("medication", Text),
    Column("stock", REAL),
    Column("stock_per_dose", REAL),
    Column("refill_at", REAL),
    Column("unless_done", Integer, nullable=False, server_default="0"),
    Column("repeat_minutes", Integer),
    Column("repeat_times", Integer),
    Column("grace_minutes", Integer),  # NULL: as the settings say
    Column("in_quiet", Integer, nullable=False, server_default="0"),
    Column("import_id", Integer),
    Column("deleted_at", Integer),
)
Index("ix_health_goal_person", health_goal.c.person_id, health_goal.c.type_id)
Index(
    "ux_health_goal_target",
    health_goal.c.person_id,
    health_goal.c.type_id,
    unique=True,
    sqlite_where=text("kind = 'target' AND status = 'active' AND deleted_at IS NULL"),
)
Index(
    "ix_health_reminder_next",
    health_reminder.c.next_run_at,
    sqlite_where=text("active = 1"),
)

# One due time of a reminder; stands in the inbox until it is answered or missed.
health_occurrence = Table(
    "health_occurrence",
    metadata,
    _id(),
    Column("uid", BLOB, nullable=False, unique=True),
    Column("reminder_id", Integer, ForeignKey("health_reminder.id"), nullable=False),
    Column("due_at", Integer, nullable=False),
    Column("offset_min", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("round", Integer, nullable=False, server_default="0"),  # how often it was raised
    Column("raise_at", Integer),  # when it is to be raised next
    Column("raised_at", Integer),
    Column("expires_at", Integer),  # unanswered by then it is missed
    Column("missed_before", Integer, nullable=False, server_default="0"),
    Column("answered_at", Integer),
    Column("updated_at", Integer, nullable=False),
    UniqueConstraint("reminder_id", "due_at"),
)
health_occurrence_event = Table(
    "health_occurrence_event",
    metadata,
    _id(),
    Column("occurrence_id", Integer, ForeignKey("health_occurrence.id"), nullable=False),
    Column("at", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("channel", Text),
    Column("lateness_ms", Integer),
)
# One way one raising is told. Claimed first, so that several processes tell it once.
health_delivery = Table(
    "health_delivery",
    metadata,
    _id(),
    Column("occurrence_id", Integer, ForeignKey("health_occurrence.id"), nullable=False),
    Column("round", Integer, nullable=False),
    Column("channel", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("holder", Text, nullable=False),
    Column("claimed_at", Integer, nullable=False),
    Column("expires_at", Integer, nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("next_try_at", Integer),
    Column("sent_at", Integer),
    Column("error", Text),
    UniqueConstraint("occurrence_id", "round", "channel"),
)
Index(
    "ix_health_occurrence_raise",
    health_occurrence.c.raise_at,
    sqlite_where=text("raise_at IS NOT NULL"),
)
Index(
    "ix_health_occurrence_open",
    health_occurrence.c.expires_at,
    sqlite_where=text("state IN ('due', 'sent', 'snoozed', 'failed')"),
)
Index("ix_health_occurrence_event", health_occurrence_event.c.occurrence_id)
Index(
    "ix_health_delivery_try",
    health_delivery.c.next_try_at,
    sqlite_where=text("next_try_at IS NOT NULL"),
)
Index(
    "ix_health_delivery_claimed",
    health_delivery.c.expires_at,
    sqlite_where=text("state = 'claimed'"),
)

health_annotation = Table(
    "health_annotation",
    metadata,
    _id(),
    Column("uid", BLOB, nullable=False, unique=True),
    Column("person_id", Integer, ForeignKey("health_person.id"), nullable=False),
    Column("at", Integer, nullable=False),
    Column("offset_min", Integer, nullable=False),
    Column("ended_at", Integer),  # NULL for a moment
    Column("kind", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("types", Text, nullable=False),  # JSON list of slugs; [] = all
    Column("import_id", Integer),
    Column("created_at", Integer, nullable=False),
    Column("updated_at", Integer, nullable=False),
    Column("deleted_at", Integer),
)
Index("ix_health_annotation_person", health_annotation.c.person_id, health_annotation.c.at)

health_import = Table(
    "health_import",
    metadata,
    _id(),
    Column("person_id", Integer, ForeignKey("health_person.id"), nullable=False),
    Column("status", Text, nullable=False),  # running, done, undone
    Column("added", Integer, nullable=False, server_default="0"),
    # The process that writes it: a running batch without it is taken back at the next open.
    Column("process", Text, nullable=False),
    Column("created_at", Integer, nullable=False),
    Column("finished_at", Integer),
)

health_import_file = Table(
    "health_import_file",
    metadata,
    _id(),
    Column("import_id", Integer, ForeignKey("health_import.id"), nullable=False),
    Column("name", Text, nullable=False),
    Column("format", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("bytes", Integer, nullable=False),
    Column("report", Text, nullable=False),  # JSON: counts, types, period
    # The row of the zip or folder that a file was found in.
    Column("part_of", Integer),
)
Index("ix_health_import_file_import", health_import_file.c.import_id)

# Rows that a later import held as well: they stay when the one that brought them is undone.
health_import_also = Table(
    "health_import_also",
    metadata,
    Column("record_id", Integer, primary_key=True),
    Column("import_id", Integer, primary_key=True),
    sqlite_with_rowid=False,
)
Index("ix_health_import_also_import", health_import_also.c.import_id)

# How the columns of a table with this header were understood, as JSON.
health_mapping = Table(
    "health_mapping",
    metadata,
    Column("header", Text, primary_key=True),
    Column("mapping", Text, nullable=False),
    Column("updated_at", Integer, nullable=False),
    sqlite_with_rowid=False,
)

# The key an imported row had before it was edited, moved or purged: an import skips it.
health_import_kept = Table(
    "health_import_kept",
    metadata,
    Column("person_id", Integer, primary_key=True),
    Column("type_id", Integer, primary_key=True),
    Column("recorded_at", Integer, primary_key=True),
    Column("ended_at", Integer, primary_key=True),
    Column("source_id", Integer, primary_key=True),
    Column("value", REAL, primary_key=True),
    Column("value2", REAL, primary_key=True),
    Column("record_uid", BLOB),
    sqlite_with_rowid=False,
)

health_change = Table(
    "health_change",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("origin", Text, nullable=False),
    Column("person_id", Integer),
    Column("types", Text, nullable=False),  # JSON list of slugs; [] = not about records
    Column("day_from", Integer, nullable=False),
    Column("day_to", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("at", Integer, nullable=False),
)

health_state = Table(
    "health_state",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
    sqlite_with_rowid=False,
)


def _key(name: str) -> Column[int]:
    return Column(name, Integer, primary_key=True)


health_day = Table(
    "health_day",
    metadata,
    _key("person_id"),
    _key("type_id"),
    _key("day"),
    _key("source_id"),
    Column("n", Integer, nullable=False),  # readings, censored ones included
    Column("counted", Integer, nullable=False),  # readings with a value: they make total
    Column("total", REAL, nullable=False),
    Column("lo", REAL),
    Column("hi", REAL),
    Column("total2", REAL, nullable=False),
    Column("lo2", REAL),
    Column("hi2", REAL),
    Column("first_at", Integer, nullable=False),
    Column("last_at", Integer, nullable=False),
    sqlite_with_rowid=False,
)

health_hour = Table(
    "health_hour",
    metadata,
    _key("person_id"),
    _key("type_id"),
    _key("hour"),  # of local wall time since 1970-01-01
    Column("n", Integer, nullable=False),
    Column("counted", Integer, nullable=False),
    Column("total", REAL, nullable=False),
    Column("lo", REAL),
    Column("hi", REAL),
    sqlite_with_rowid=False,
)

# Of types that are summed up; of stages of sleep the minutes asleep, with those awake in bed as
# left out.
health_day_total = Table(
    "health_day_total",
    metadata,
    _key("person_id"),
    _key("type_id"),
    _key("day"),
    Column("total", REAL, nullable=False),
    # What overlapping sources had beside it, and whether a typed total replaced the union.
    Column("left_out", REAL, nullable=False),
    Column("typed", Integer, nullable=False, server_default="0"),
    sqlite_with_rowid=False,
)

# Secrets of other programs, as hashes only.
health_api_token = Table(
    "health_api_token",
    metadata,
    _id(),
    Column("account", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("hash", BLOB, nullable=False, unique=True),
    Column("scopes", Text, nullable=False),  # apart by spaces
    Column("created_at", Integer, nullable=False),
    Column("expires_at", Integer),
    Column("revoked_at", Integer),
    Column("last_used_at", Integer),
)

# What a request with a key of its own was answered; status NULL: it is under way.
health_api_answer = Table(
    "health_api_answer",
    metadata,
    Column("token_id", Integer, ForeignKey("health_api_token.id"), primary_key=True),
    Column("key", Text, primary_key=True),
    Column("request", BLOB, nullable=False),
    Column("status", Integer),
    Column("headers", Text),  # JSON
    Column("body", BLOB),
    Column("at", Integer, nullable=False),
    sqlite_with_rowid=False,
)
Index("ix_health_api_answer_at", health_api_answer.c.at)
