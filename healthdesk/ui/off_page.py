"""The page of a window whose user is not let in: it says so, and why."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from healthdesk.domain.rollout import BUCKETS, Decision
from healthdesk.texts import tr
from healthdesk.ui import theme
from healthdesk.ui.widgets import EmptyState, Text


class OffPage(EmptyState):
    """`begun`: something was being typed, which is there again afterwards."""

    def __init__(
        self, decision: Decision, *, begun: bool = False, parent: QWidget | None = None
    ) -> None:
        said = tr(
            "No readings are shown and none are changed, and no reminders come. Nothing was "
            "deleted. As soon as you are let in, this page goes away by itself."
        )
        if begun:
            said += " " + tr("What you had begun to type is kept until then.")
        super().__init__("lock", said, secondary=(tr("Why?"), self._tell), parent=parent)
        inside = self.widget()
        column = inside.layout() if inside is not None else None
        if not isinstance(column, QVBoxLayout):
            raise TypeError(column)
        self.heading = Text(tr("HealthDesk is switched off for you"), "section", wrap=True)
        self.heading.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.insertWidget(2, self.heading)
        self.why = Text(why(decision), "body", wrap=True)
        self.why.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.why.setMaximumWidth(theme.current().px(460))
        # To be handed on to whoever looks after the installation.
        self.why.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.why.hide()
        self.why.setMinimumWidth(280)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.why, 20)
        row.addStretch(1)
        column.insertLayout(column.count() - 1, row)
        self.setAccessibleName(self.heading.text())

    def show_decision(self, decision: Decision) -> None:
        """Another reason, or another user, than before."""
        self.why.setText(why(decision))

    def _tell(self) -> None:
        self.why.setVisible(self.why.isHidden())
        # Once it has its place: large text scrolls.
        QTimer.singleShot(0, self, lambda: self.ensureWidgetVisible(self.why))


def why(decision: Decision) -> str:
    """The user and the reason in words."""
    return "\n".join(
        (
            tr("User: {user}", user=decision.user),
            tr(
                "Reason: {reason}. The switch is off, this user is not listed by name, and the "
                "share of users let in so far does not reach this one (place {place} of "
                "{places}).",
                reason=decision.reason, place=decision.bucket, places=BUCKETS,
            ),
            tr("Whoever looks after this installation can let you in."),
        )
    )  # fmt: skip
