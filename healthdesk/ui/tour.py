"""The main job without a screen: a demo person, its pages as pictures, its readings as CSV."""

from __future__ import annotations

import datetime as dt
import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEventLoop, QTimer

from healthdesk.domain.accounts import OWNER
from healthdesk.domain.errors import StorageError
from healthdesk.domain.records import RecordQuery
from healthdesk.paths import Paths, make_private
from healthdesk.settings import Settings, local_zone
from healthdesk.texts import language_of, use_language

if TYPE_CHECKING:
    from healthdesk.ui.app import Program

SIZE: Final = (1360, 900)
SHOWN: Final = ("today", "records", "charts")
CHARTED: Final = "blood-pressure"
SETTLE_S: Final = 0.4
PATIENCE_S: Final = 60.0


def draw(out: Path, environ: Mapping[str, str]) -> list[Path]:
    """Fill an own data folder below `out`, draw the pages beside it, export the readings.

    Returns the files made. The user's own data is neither read nor written. Raises
    `StorageError` where a picture cannot be written or the window does not open.
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    make_private(out)
    paths = Paths.find(str(out / "data"), {})
    settings = Settings.load(
        paths, {k: v for k, v in environ.items() if k != "HEALTHDESK_DATA_DIR"}
    )
    use_language(language_of(settings, environ))
    table = _fill(paths, settings, out)
    return [*_draw_pages(paths, settings, out), table]


def _fill(paths: Paths, settings: Settings, out: Path) -> Path:
    from healthdesk.bootstrap import open_app
    from healthdesk.services.demo import NAME, fill

    app = open_app(paths, settings, "tour")
    try:
        known = [p for p in app.journal.persons(OWNER) if p.name == NAME]
        zone = local_zone(settings)
        person = known[0] if known else fill(app.journal, zone, dt.datetime.now(zone))[0]
        table = out / "readings.csv"
        query = RecordQuery(person_ids=(person.id,), newest_first=False)
        app.transfer.export_csv(OWNER, query, table)
    finally:
        app.close()
    return table


def _draw_pages(paths: Paths, settings: Settings, out: Path) -> list[Path]:
    from healthdesk.ui.app import Program, hooks, make_application
    from healthdesk.ui.theme import Themes

    made = []
    app = make_application()
    themes = Themes(app, "light", 1.0)
    program = Program(app, paths, settings, themes)
    with hooks(program):
        program.window.resize(*SIZE)
        program.start()
        for look in ("light", "dark"):
            themes.choose(look)
            made += [_draw(program, page, out / f"{page}-{look}.png") for page in SHOWN]
        program.window.close()
        program.finish()
    return made


def _draw(program: Program, page: str, target: Path) -> Path:
    _settle(program)
    shown = program.window.show_page(page)
    if page == "charts":
        from healthdesk.ui.panels.charts import ChartsPanel

        if isinstance(shown, ChartsPanel):
            shown.show_type(CHARTED)
    _settle(program)
    if not program.window.grab().save(str(target)):
        raise StorageError("file-not-written", path=str(target), folder=str(target.parent))
    return target


def _settle(program: Program) -> None:
    """Let the window work until nothing is asked for any more and all of it is painted."""
    deadline = time.monotonic() + PATIENCE_S
    quiet_since = time.monotonic()
    loop = QEventLoop()
    while time.monotonic() - quiet_since < SETTLE_S:
        QTimer.singleShot(20, loop.quit)
        loop.exec()
        if program.tasks.is_busy():
            quiet_since = time.monotonic()
        if time.monotonic() > deadline:
            raise StorageError("window-not-ready")
