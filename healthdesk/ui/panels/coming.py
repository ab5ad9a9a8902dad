"""Pages whose capability is not there yet: they say so in one sentence."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from healthdesk.texts import tr
from healthdesk.ui.commands import page_title
from healthdesk.ui.context import Context
from healthdesk.ui.widgets import EmptyState, Page


def sentence_for(page: str) -> str:
    return {
        "reminders": tr("Reminders are not part of this version yet."),
    }[page]


class ComingPanel(Page):
    def __init__(self, page: str, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(page_title(page), parent)
        back = (tr("Go to Today"), lambda: context.show_page("today"))
        self.empty = EmptyState(page, sentence_for(page), secondary=back)
        self.show_instead(self.empty)

    def focus_first(self) -> None:
        if self.empty.secondary is not None:
            self.empty.secondary.setFocus()
