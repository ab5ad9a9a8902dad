"""Tells that a goal was reached: once, in a sentence, whoever recorded the reading."""

from __future__ import annotations

from PySide6.QtCore import QObject

from healthdesk.domain.goal_views import GoalView
from healthdesk.texts import goals as words
from healthdesk.texts import tr, tr_n, type_name
from healthdesk.ui.context import Context

BANNER = "goal-reached"


class GoalWatch(QObject):
    """Follows the readings of one open database until `stop`."""

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._unfollow = context.app.goals.follow(context.actor)
        context.events.goalsChanged.connect(self.look)
        context.current.personChanged.connect(self.look)
        self.look()

    def stop(self) -> None:
        self._unfollow()

    def look(self, *_: object) -> None:
        """Ask what was reached and not told yet."""
        context = self._context
        person = context.current.person
        if person is None:
            return
        goals, actor, person_id = context.app.goals, context.actor, person.id
        context.tasks.run(
            lambda: goals.celebrate(actor, person_id), self._tell,
            lane="write", owner=self,
        )  # fmt: skip

    def _tell(self, reached: tuple[GoalView, ...]) -> None:
        context = self._context
        known = [view for view in reached if view.goal.type in context.current.types]
        if not known:
            return
        kind = context.current.types[known[0].goal.type]
        said = words.celebration_words(known[0], kind, type_name(kind), context.current.format)
        if len(known) > 1:
            said = tr_n("{n} goal reached.", "{n} goals reached.", len(known))
        context.messages.banner(BANNER, said, "good", (tr("Show goals"), self._show), closable=True)

    def _show(self) -> None:
        self._context.messages.clear_banner(BANNER)
        self._context.show_page("goals")
