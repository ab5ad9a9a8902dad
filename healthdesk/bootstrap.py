"""The only place where paths, settings, database and services meet."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from healthdesk.domain.accounts import OWNER
from healthdesk.domain.errors import StorageError
from healthdesk.paths import Paths
from healthdesk.services.analytics import Analytics, today_in
from healthdesk.services.bus import Bus
from healthdesk.services.journal import Journal
from healthdesk.services.keeper import BEYOND_READING, Keeper, refuse_missing
from healthdesk.settings import Settings, local_zone
from healthdesk.storage.database import Database
from healthdesk.storage.reordering import left_undone

if TYPE_CHECKING:
    from healthdesk.services.annotations import Annotations
    from healthdesk.services.charts import Charts
    from healthdesk.services.diagnostics import Diagnostics
    from healthdesk.services.exports import Exports
    from healthdesk.services.goals import Goals
    from healthdesk.services.inbox import Inbox
    from healthdesk.services.metrics import Metrics
    from healthdesk.services.occurrences import Occurrences
    from healthdesk.services.overlays import Overlays
    from healthdesk.services.pressure_report import Pressures
    from healthdesk.services.reminder_tables import ReminderTables
    from healthdesk.services.reminder_trigger import ReminderTrigger
    from healthdesk.services.reminders import Reminders
    from healthdesk.services.reports import Reports
    from healthdesk.services.roundtrip import Roundtrip
    from healthdesk.services.scheduler import Scheduler
    from healthdesk.services.sources import Sources
    from healthdesk.services.success import Success
    from healthdesk.services.tokens import Tokens
    from healthdesk.services.transfer import Transfer
    from healthdesk.services.watch import Watch


@dataclass(slots=True)
class App:
    """The services of one open data folder."""

    paths: Paths
    settings: Settings
    db: Database
    bus: Bus
    journal: Journal
    analytics: Analytics
    keeper: Keeper
    order_left_undone: bool = False
    _annotations: Annotations | None = None
    _charts: Charts | None = None
    _diagnostics: Diagnostics | None = None
    _exports: Exports | None = None
    _goals: Goals | None = None
    _inbox: Inbox | None = None
    _metrics: Metrics | None = None
    _occurrences: Occurrences | None = None
    _reminder_tables: ReminderTables | None = None
    _overlays: Overlays | None = None
    _pressures: Pressures | None = None
    _reminder_trigger: ReminderTrigger | None = None
    _reminders: Reminders | None = None
    _reports: Reports | None = None
    _roundtrip: Roundtrip | None = None
    _scheduler: Scheduler | None = None
    _sources: Sources | None = None
    _success: Success | None = None
    _tokens: Tokens | None = None
    _transfer: Transfer | None = None
    _watch: Watch | None = None

    @property
    def on_network_share(self) -> bool:
        """Whether the data lies where only one process may have it open."""
        return self.db.on_network_share

    @property
    def annotations(self) -> Annotations:
        if self._annotations is None:
            from healthdesk.services.annotations import Annotations

            self._annotations = Annotations(self.db, self.bus)
        return self._annotations

    @property
    def goals(self) -> Goals:
        if self._goals is None:
            from healthdesk.services.goals import Goals

            self._goals = Goals(self.db, self.bus, self.settings)
        return self._goals

    @property
    def reminders(self) -> Reminders:
        if self._reminders is None:
            from healthdesk.services.reminders import Reminders

            self._reminders = Reminders(self.db, self.bus, self.settings)
        return self._reminders

    @property
    def metrics(self) -> Metrics:
        if self._metrics is None:
            from healthdesk.services.metrics import Metrics

            self._metrics = Metrics(self.paths, self.db, self.settings)
        return self._metrics

    @property
    def occurrences(self) -> Occurrences:
        if self._occurrences is None:
            from healthdesk.services.occurrences import Occurrences

            self._occurrences = Occurrences(self.db, self.bus, self.settings)
        return self._occurrences

    @property
    def reminder_tables(self) -> ReminderTables:
        if self._reminder_tables is None:
            from healthdesk.services.reminder_tables import ReminderTables

            self._reminder_tables = ReminderTables(self.db, self.settings)
        return self._reminder_tables

    @property
    def reminder_trigger(self) -> ReminderTrigger:
        if self._reminder_trigger is None:
            from healthdesk.services.reminder_trigger import trigger_here

            self._reminder_trigger = trigger_here(
                self.db, self.occurrences, self.settings, self.paths, os.environ
            )
        return self._reminder_trigger

    @property
    def scheduler(self) -> Scheduler:
        if self._scheduler is None:
            from healthdesk.services.scheduler import Scheduler

            self._scheduler = Scheduler(
                self.reminder_trigger, self.occurrences, self.reminders, self.bus
            )
        return self._scheduler

    @property
    def reports(self) -> Reports:
        if self._reports is None:
            from healthdesk.services.reports import Reports

            self._reports = Reports(self.db, self.settings)
        return self._reports

    @property
    def charts(self) -> Charts:
        if self._charts is None:
            from healthdesk.services.charts import Charts

            self._charts = Charts(self.db, self.settings)
        return self._charts

    @property
    def diagnostics(self) -> Diagnostics:
        if self._diagnostics is None:
            from healthdesk.services.diagnostics import Diagnostics

            self._diagnostics = Diagnostics(
                self.paths, self.db, self.metrics, self.analytics, self.reminders,
                hub_named=self.settings.variable("HEALTH_DATABASE_URL") is not None,
            )  # fmt: skip
        return self._diagnostics

    @property
    def exports(self) -> Exports:
        if self._exports is None:
            from healthdesk.services.exports import Exports

            self._exports = Exports(self.db, self.settings, self.transfer)
        return self._exports

    @property
    def roundtrip(self) -> Roundtrip:
        if self._roundtrip is None:
            from healthdesk.services.roundtrip import Roundtrip

            self._roundtrip = Roundtrip(self.keeper, self.paths, self.settings)
        return self._roundtrip

    @property
    def sources(self) -> Sources:
        if self._sources is None:
            from healthdesk.services.sources import Sources

            self._sources = Sources(self.db, self.bus)
        return self._sources

    @property
    def tokens(self) -> Tokens:
        if self._tokens is None:
            from healthdesk.services.tokens import Tokens

            self._tokens = Tokens(self.db, self.bus)
        return self._tokens

    @property
    def success(self) -> Success:
        if self._success is None:
            from healthdesk.services.success import Success

            self._success = Success(self.db, self.metrics)
        return self._success

    @property
    def transfer(self) -> Transfer:
        if self._transfer is None:
            from healthdesk.services.transfer import Transfer

            self._transfer = Transfer(self.db, self.bus, self.settings)
        return self._transfer

    @property
    def inbox(self) -> Inbox:
        if self._inbox is None:
            from healthdesk.services.inbox import Inbox

            self._inbox = Inbox(self.db, self.transfer, self.settings)
        return self._inbox

    @property
    def overlays(self) -> Overlays:
        if self._overlays is None:
            from healthdesk.services.overlays import Overlays

            self._overlays = Overlays(self.db, self.settings)
        return self._overlays

    @property
    def pressures(self) -> Pressures:
        if self._pressures is None:
            from healthdesk.services.pressure_report import Pressures

            self._pressures = Pressures(self.db, self.settings)
        return self._pressures

    @property
    def watch(self) -> Watch:
        if self._watch is None:
            from healthdesk.services.watch import Watch

            self._watch = Watch(self.db, self.bus, settings=self.settings, each=self._flush_metrics)
        return self._watch

    def _flush_metrics(self) -> None:
        self.metrics.flush_if_due()

    def close(self) -> None:
        if self._scheduler is not None:
            self._scheduler.stop()
        if self._reminder_trigger is not None:
            self._reminder_trigger.close()
        if self._watch is not None:
            self._watch.stop()
        if self.paths.database.exists():
            self.metrics.flush()
        self.db.close()


def assemble(paths: Paths, settings: Settings, program: str = "healthdesk") -> App:
    """The services of a data folder, with the file still closed."""
    db = Database(paths.database, program)
    bus = Bus()
    return App(
        paths=paths,
        settings=settings,
        db=db,
        bus=bus,
        journal=Journal(db, bus, settings),
        analytics=Analytics(db, settings, lambda: today_in(local_zone(settings))),
        keeper=Keeper(db, bus, paths),
    )


def open_app(
    paths: Paths, settings: Settings, program: str = "healthdesk", *, complete: bool = True
) -> App:
    """The services over an open, up-to-date file, made where there is none.

    What a process that died left half done (an import) is taken back first. Totals it did not
    come to make anew are made, or, unless `complete`, left to whoever reads
    `order_left_undone`. Raises `StorageError` or `Unavailable`; then nothing is left open.
    """
    paths.make()
    app = assemble(paths, settings, program)
    app.db.open()
    try:
        app.metrics.start()
        app.keeper.make_ready(OWNER)
        app.keeper.take_back_unfinished(OWNER)
        with app.db.reading() as connection:
            app.order_left_undone = left_undone(connection)
        if complete and app.order_left_undone:
            app.sources.carry_on(OWNER)
        keep_days = settings.get("bin.keep_days")
        if isinstance(keep_days, int) and keep_days > 0:
            app.journal.purge_older(OWNER, keep_days)
            app.annotations.purge_older(OWNER, keep_days)
    except BaseException:
        app.close()
        raise
    return app


def open_as_it_is(
    paths: Paths,
    settings: Settings,
    program: str = "healthdesk",
    *,
    create: bool = False,
    to_restore: bool = False,
) -> App:
    """The services over the file as it stands, for the care of it: nothing is moved to a
    newer schema and nothing taken back, in maintenance mode too. Raises `NotFound` where there
    is none to look at.
    With `to_restore` a file beyond reading is left closed, for a backup to take its place.
    """
    if create:
        paths.make()
    app = assemble(paths, settings, program)
    app.db.presence.maintain()
    if not create:
        refuse_missing(paths)
    try:
        app.db.open(create=create)
    except StorageError as error:
        if not to_restore or error.code not in BEYOND_READING:
            raise
    return app
