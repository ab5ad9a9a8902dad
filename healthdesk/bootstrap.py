"""The only place where paths, settings, database and services meet."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from healthdesk.domain.accounts import OWNER
from healthdesk.domain.errors import StorageError
from healthdesk.paths import Paths
from healthdesk.services.bus import Bus
from healthdesk.services.journal import Journal
from healthdesk.services.keeper import BEYOND_READING, Keeper, refuse_missing
from healthdesk.settings import Settings, local_zone
from healthdesk.storage.database import Database
from healthdesk.storage.reordering import left_undone

if TYPE_CHECKING:
    from healthdesk.services.analytics import Analytics
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


@dataclass
class App:
    """The services of one open data folder; most are made when they are asked for first."""

    paths: Paths
    settings: Settings
    db: Database
    bus: Bus
    journal: Journal
    keeper: Keeper
    order_left_undone: bool = False

    @property
    def on_network_share(self) -> bool:
        """Whether the data lies where only one process may have it open."""
        return self.db.on_network_share

    @cached_property
    def analytics(self) -> Analytics:
        from healthdesk.services.analytics import Analytics, today_in

        return Analytics(self.db, self.settings, lambda: today_in(local_zone(self.settings)))

    @cached_property
    def annotations(self) -> Annotations:
        from healthdesk.services.annotations import Annotations

        return Annotations(self.db, self.bus)

    @cached_property
    def goals(self) -> Goals:
        from healthdesk.services.goals import Goals

        return Goals(self.db, self.bus, self.settings)

    @cached_property
    def reminders(self) -> Reminders:
        from healthdesk.services.reminders import Reminders

        return Reminders(self.db, self.bus, self.settings)

    @cached_property
    def metrics(self) -> Metrics:
        from healthdesk.services.metrics import Metrics

        return Metrics(self.paths, self.db, self.settings)

    @cached_property
    def occurrences(self) -> Occurrences:
        from healthdesk.services.occurrences import Occurrences

        return Occurrences(self.db, self.bus, self.settings)

    @cached_property
    def reminder_tables(self) -> ReminderTables:
        from healthdesk.services.reminder_tables import ReminderTables

        return ReminderTables(self.db, self.settings)

    @cached_property
    def reminder_trigger(self) -> ReminderTrigger:
        from healthdesk.services.reminder_trigger import trigger_here

        return trigger_here(self.db, self.occurrences, self.settings, self.paths, os.environ)

    @cached_property
    def scheduler(self) -> Scheduler:
        from healthdesk.services.scheduler import Scheduler

        return Scheduler(self.reminder_trigger, self.occurrences, self.reminders, self.bus)

    @cached_property
    def reports(self) -> Reports:
        from healthdesk.services.reports import Reports

        return Reports(self.db, self.settings)

    @cached_property
    def charts(self) -> Charts:
        from healthdesk.services.charts import Charts

        return Charts(self.db, self.settings)

    @cached_property
    def diagnostics(self) -> Diagnostics:
        from healthdesk.services.diagnostics import Diagnostics

        return Diagnostics(
            self.paths, self.db, self.metrics, self.analytics, self.reminders,
            hub_named=self.settings.variable("HEALTH_DATABASE_URL") is not None,
        )  # fmt: skip

    @cached_property
    def exports(self) -> Exports:
        from healthdesk.services.exports import Exports

        return Exports(self.db, self.settings, self.transfer)

    @cached_property
    def roundtrip(self) -> Roundtrip:
        from healthdesk.services.roundtrip import Roundtrip

        return Roundtrip(self.keeper, self.paths, self.settings)

    @cached_property
    def sources(self) -> Sources:
        from healthdesk.services.sources import Sources

        return Sources(self.db, self.bus)

    @cached_property
    def tokens(self) -> Tokens:
        from healthdesk.services.tokens import Tokens

        return Tokens(self.db, self.bus)

    @cached_property
    def success(self) -> Success:
        from healthdesk.services.success import Success

        return Success(self.db, self.metrics)

    @cached_property
    def transfer(self) -> Transfer:
        from healthdesk.services.transfer import Transfer

        return Transfer(self.db, self.bus, self.settings)

    @cached_property
    def inbox(self) -> Inbox:
        from healthdesk.services.inbox import Inbox

        return Inbox(self.db, self.transfer, self.settings)

    @cached_property
    def overlays(self) -> Overlays:
        from healthdesk.services.overlays import Overlays

        return Overlays(self.db, self.settings)

    @cached_property
    def pressures(self) -> Pressures:
        from healthdesk.services.pressure_report import Pressures

        return Pressures(self.db, self.settings)

    @cached_property
    def watch(self) -> Watch:
        from healthdesk.services.watch import Watch

        return Watch(self.db, self.bus, settings=self.settings, each=self._flush_metrics)

    def _flush_metrics(self) -> None:
        self.metrics.flush_if_due()

    def close(self) -> None:
        made = vars(self)
        if "scheduler" in made:
            self.scheduler.stop()
        if "reminder_trigger" in made:
            self.reminder_trigger.close()
        if "watch" in made:
            self.watch.stop()
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
