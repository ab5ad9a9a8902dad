"""Charts: one type of one person, looked at in one of several ways."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QMimeData, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QFileDialog, QWidget

from healthdesk.domain.errors import StorageError
from healthdesk.domain.events import RecordsChanged
from healthdesk.domain.health_types import HealthType
from healthdesk.domain.times import day_of
from healthdesk.texts import tr, type_name
from healthdesk.ui import icons, theme, widgets
from healthdesk.ui.chart import pictures
from healthdesk.ui.chart_views.view import ChartView, Subject
from healthdesk.ui.context import Context
from healthdesk.ui.panels.chart_ways import OVER_TIME, SCATTER, ways
from healthdesk.ui.panels.over_time import OverTime
from healthdesk.ui.type_picker import TypePicker
from healthdesk.ui.wheel import scroll_past
from healthdesk.ui.window_state import keep, keep_folder, opening_folder, recalled

# Commands that a view may offer; the others are done here for every view.
OF_VIEWS: Final = (
    "chart.earlier", "chart.later", "chart.latest", "chart.jump", "chart.narrower",
    "chart.wider", "chart.why", "chart.layers", "chart.note", "chart.notes",
)  # fmt: skip


# What is remembered over restarts.
KEPT_TYPE: Final = "charts/type"
KEPT_WAY: Final = "charts/way"


class ChartsPanel(widgets.Page):
    """The page; `show_type(slug)` opens the chart of a type."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(tr("Charts"), parent)
        self._context = context
        self._slug = ""
        self._subject: Subject | None = None
        self._stale = True
        # The last day that the user looked at, and that of the view when it came to the front.
        self._last_day: int | None = None
        self._came_at: int | None = None
        self._ways = ways()
        self._build()
        self._connect()

    # How it is built ------------------------------------------------------------------

    def _build(self) -> None:
        self.picker = TypePicker()
        self.picker.setMinimumWidth(theme.current().px(240))
        self.way = QComboBox()
        self.way.setAccessibleName(tr("Way to look at it"))
        self.way.setToolTip(tr("Way to look at it"))
        self.way.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.header.addWidget(self.way)
        self.header.addWidget(self.picker)
        self._card = widgets.Card()
        self.body.addWidget(self._card, 1)
        self._views: dict[str, ChartView] = {}
        self._fresh: set[str] = set()  # views that show the subject as it is
        self._wanted_way = _kept_word(self._context, KEPT_WAY) or OVER_TIME
        self.over_time = OverTime(self._context)
        self.view: ChartView = self.over_time
        self._take_in(OVER_TIME, self.over_time)
        self._offer_ways()

    def _take_in(self, key: str, view: ChartView) -> None:
        self._views[key] = view
        self._card.body.addWidget(view, 1)
        scroll_past(self)
        view.offers_changed.connect(self._follow_offers)
        view.day_wanted.connect(self.show_day)

    def _offer_ways(self) -> None:
        """Those that suit what is shown; the one in use stays as long as it does."""
        subject = self._subject
        keys = [way.key for way in self._ways if subject is not None and way.suits(subject)]
        key = self._wanted_way if self._wanted_way in keys else OVER_TIME
        # A list that stands open under the mouse is left alone.
        if keys != [self.way.itemData(n) for n in range(self.way.count())]:
            self._fill_ways(keys)
        self.way.setCurrentIndex(self.way.findData(key))
        self.way.setVisible(bool(keys))
        for way in self._ways:
            self._context.commands.enable(f"chart.{way.key}", way.key in keys)
        self._bring(key)

    def _fill_ways(self, keys: Sequence[str]) -> None:
        self.way.clear()
        for way in self._ways:
            if way.key in keys:
                self.way.addItem(way.name, way.key)
        self._draw_icons()

    def _draw_icons(self) -> None:
        side, color = theme.current().px(16), theme.current().color("muted")
        self.way.setIconSize(QSize(side, side))
        icons_by_key = {way.key: way.icon for way in self._ways}
        for place in range(self.way.count()):
            name = icons_by_key[str(self.way.itemData(place))]
            self.way.setItemIcon(place, icons.icon(name, color, size=side))

    def _made(self, key: str) -> ChartView:
        """A view, made when it is first asked for."""
        if key not in self._views:
            way = next(way for way in self._ways if way.key == key)
            self._take_in(key, way.make(self._context))
        return self._views[key]

    def _bring(self, key: str) -> None:
        """Put a view to the front; the keyboard goes over from the one before."""
        held = self.view.isAncestorOf(self.window().focusWidget())
        before, self.view = self.view, self._made(key)
        if before is not self.view and before.last_day() != self._came_at:
            self._last_day = before.last_day()
        for view in self._views.values():
            view.setVisible(view is self.view)
        if held and before is not self.view:
            self.view.focus_first()
        if self._subject is not None and key not in self._fresh:
            self._fresh.add(key)
            self.view.show_subject(self._subject)
        if before is not self.view:
            if self._last_day is not None:
                self.view.end_at(self._last_day)
            self._came_at = self.view.last_day()
        self._follow_offers()

    def _connect(self) -> None:
        context = self._context
        self.picker.activated.connect(lambda _: self.show_type(self.picker.slug()))
        self.way.activated.connect(lambda _: self.show_way(str(self.way.currentData())))
        context.events.recordsChanged.connect(self._records_changed)
        context.events.databaseOpened.connect(self._changed)
        context.current.personChanged.connect(self._changed)
        context.current.typesChanged.connect(self._changed)
        context.current.styleChanged.connect(self._style_changed)
        context.theme.themeChanged.connect(self._theme_changed)
        commands = context.commands
        for command in OF_VIEWS:
            commands.bind(command, partial(self._do, command), self)
        for way in self._ways:
            commands.bind(f"chart.{way.key}", partial(self.show_way, way.key), self)
        commands.bind("chart.way-before", partial(self._step_way, -1), self)
        commands.bind("chart.way-after", partial(self._step_way, 1), self)
        commands.bind("chart.table", lambda: self.view.toggle_table(), self)
        commands.bind("chart.copy", self.copy_picture, self)
        commands.bind("chart.copy-table", self.copy_table, self)
        commands.bind("chart.print", self.print_chart, self)
        commands.bind("chart.save", self.save_picture, self)
        self._offer_ways()

    def _do(self, command: str) -> None:
        self.view.offers()[command]()

    def _follow_offers(self) -> None:
        offered = self.view.offers()
        for command in OF_VIEWS:
            self._context.commands.enable(command, command in offered)

    def shown(self) -> None:
        if self._stale:
            self._ask_types()

    def focus_first(self) -> None:
        self.view.focus_first()

    # What the user does ---------------------------------------------------------------

    def show_type(self, slug: str) -> None:
        """Open the chart of a type, in the way chosen last."""
        if not slug or slug == self._slug:
            return
        self._slug = slug
        keep(self._context.app.paths, KEPT_TYPE, slug)
        self.picker.choose(slug)
        self._ask_days()

    def show_way(self, key: str) -> None:
        """Look at the type in another way; where it does not suit another type, that one is
        shown over time."""
        self._wanted_way = key
        keep(self._context.app.paths, KEPT_WAY, key)
        self._offer_ways()
        self.view.focus_first()

    def show_against(self, slug: str, other: str) -> None:
        """Two types against each other, each day of the last quarter a point."""
        from healthdesk.ui.chart_views.scatter import ScatterView

        self.show_type(slug)
        view = self._made(SCATTER)
        view.setVisible(view is self.view)
        if isinstance(view, ScatterView):
            view.range.choose("quarter")
            view.against(other)
        self.show_way(SCATTER)

    def _step_way(self, by: int) -> None:
        """To the way before or after, stopping at the ends."""
        place = self.way.currentIndex() + by
        if 0 <= place < self.way.count():
            self.show_way(str(self.way.itemData(place)))

    def show_day(self, day: int) -> None:
        """One day over time."""
        self.show_way(OVER_TIME)
        self.over_time.show_day(day)

    def copy_picture(self) -> None:
        """The drawing to the clipboard."""
        QGuiApplication.clipboard().setImage(pictures.picture(self.view.paper()))
        self._context.messages.toast(tr("Picture copied."))

    def copy_table(self) -> None:
        """What is drawn to the clipboard as a table, for text and for spreadsheets."""
        cells = self.view.cells()
        data = QMimeData()
        data.setText("\n".join("\t".join(row) for row in cells))
        data.setHtml(html_table(cells))
        QGuiApplication.clipboard().setMimeData(data)
        self._context.messages.toast(tr("Table copied."))

    def print_chart(self) -> None:
        """Show how the chart comes onto paper, and print it from there."""
        from healthdesk.ui.chart_views.printing import PrintDialog

        PrintDialog(self.view, self._printed_by(), self).open()

    def _printed_by(self) -> str:
        """Whose chart it is, and when it was printed."""
        current = self._context.current
        name = "" if current.person is None else current.person.name
        now = current.now()
        day = self.view.format.date(day_of(now.date()))
        return tr("{name}, printed {date}", name=name, date=day)

    def save_picture(self) -> None:
        """Ask where to and write the drawing as PNG or SVG."""
        paths = self._context.app.paths
        dialog = QFileDialog(self, tr("Save as a picture"), str(opening_folder(paths)))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([tr("Picture (*.png)"), tr("Drawing (*.svg)")])
        dialog.setDefaultSuffix("png")
        dialog.filterSelected.connect(
            lambda chosen: dialog.setDefaultSuffix("svg" if "svg" in chosen else "png")
        )
        dialog.selectFile(f"{self._slug}.png")
        dialog.fileSelected.connect(lambda name: keep_folder(paths, Path(name)))
        dialog.fileSelected.connect(lambda name: self.save_to(Path(name)))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def save_to(self, path: Path) -> None:
        """Write the drawing to a file; what is wrong with the place is said in a sentence."""
        try:
            pictures.save(self.view.paper(), path)
        except StorageError as error:
            self._context.messages.trouble(error)
        else:
            self._context.messages.toast(tr("Picture saved as {name}.", name=path.name))

    # Asking ---------------------------------------------------------------------------

    def _changed(self, *_: object) -> None:
        """Another person, other types, another file: ask for all again."""
        self._stale = True
        if self.isVisible():
            self._ask_types()

    def _records_changed(self, event: RecordsChanged) -> None:
        person = self._context.current.person
        if person is None or event.person_id not in (None, person.id):
            return
        if not self.isVisible() or not self._slug:
            self._stale = True
        elif self.view.concerned(event, person.id, self._slug):
            self._ask_types()

    def _ask_types(self) -> None:
        """Which types this person has readings of."""
        person = self._context.current.person
        if person is None:
            return
        self._stale = False
        analytics, actor = self._context.app.analytics, self._context.actor
        person_id = person.id
        self._context.tasks.run(
            lambda: analytics.types_charted(actor, person_id),
            self._take_types,
            key=("charts.types", id(self)),
            owner=self,
        )

    def _take_types(self, used: tuple[str, ...]) -> None:
        book = self._context.current.types
        drawable = [kind for kind in book if not kind.codes]
        mine = [book[slug] for slug in used if slug in book and not book[slug].codes]
        self.picker.set_types(mine, [kind for kind in drawable if kind not in mine])
        if not self._slug and mine:
            kept = _kept_word(self._context, KEPT_TYPE)
            self._slug = kept if kept in {kind.slug for kind in mine} else mine[0].slug
        if not self._slug:
            self._show_empty()
            return
        self.picker.choose(self._slug)
        self._ask_days()

    def _ask_days(self) -> None:
        """From when to when there is data of the type."""
        person, slug = self._context.current.person, self._slug
        if person is None or not slug:
            return
        analytics, actor = self._context.app.analytics, self._context.actor
        person_id = person.id
        self._context.tasks.run(
            lambda: analytics.span(actor, person_id, slug),
            lambda days: self._take_days(person_id, slug, days),
            key=("charts.days", id(self)),
            owner=self,
        )

    def _take_days(self, person_id: int, slug: str, days: tuple[int, int] | None) -> None:
        kind = self._kind()
        if kind is None or days is None:
            self._subject = None
            self._offer_ways()
            self._show_empty()
            return
        before, self._subject = self._subject, Subject(person_id, kind, *days)
        other = before is None or (before.person_id, before.kind.slug) != (person_id, slug)
        if other:  # its views begin with the newest again
            self._last_day = self._came_at = None
        self._fresh.clear()
        self.show_body()
        self._offer_ways()
        if other:
            self._came_at = self.view.last_day()

    # Showing --------------------------------------------------------------------------

    def _kind(self) -> HealthType | None:
        return self._context.current.types.get(self._slug)

    def _show_empty(self) -> None:
        kind = self._kind()
        sentence = tr("Your readings will be drawn here over time.")
        if kind is not None:
            name = type_name(kind)
            sentence = tr("Readings of {type} will be drawn here over time.", type=name)
        commands = self._context.commands
        self.show_instead(
            widgets.EmptyState(
                "charts",
                sentence,
                (tr("Add a reading"), lambda: self._context.focus_entry("")),
                (tr("Import…"), lambda: commands.run("data.import")),
            )
        )

    def _style_changed(self) -> None:
        for view in self._views.values():
            view.style_changed()
        self._changed()

    def _theme_changed(self, *_: object) -> None:
        for view in self._views.values():
            view.theme_changed()
        self._draw_icons()


def _kept_word(context: Context, key: str) -> str:
    word = recalled(context.app.paths, key)
    return word if isinstance(word, str) else ""


def html_table(cells: list[list[str]]) -> str:
    """Rows of words as a table for programs that take HTML; the first holds the headings."""
    from html import escape

    rows = [
        "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in row)
        for tag, row in (("th" if number == 0 else "td", row) for number, row in enumerate(cells))
    ]
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"
