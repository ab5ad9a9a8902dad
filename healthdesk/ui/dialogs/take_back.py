"""Ask before a key takes a whole import back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from healthdesk.texts import tr
from healthdesk.ui.widgets import Dialog, Text

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from healthdesk.ui.undo import ImportStep


class TakeBackDialog(Dialog):
    """Names the import; Return and Escape keep it."""

    def __init__(
        self, step: ImportStep, take_back: Callable[[], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("Take back a whole import?"), parent, width=460)
        self.body.addWidget(Text(step.title, "strong", wrap=True))
        said = tr(
            "It is the last thing that was done here. All readings it added would go; what you "
            "changed or deleted since stays as it is. To have them again, import the file once "
            "more."
        )
        self.body.addWidget(Text(said, wrap=True))
        self.body.addStretch(1)
        self._take_back = take_back
        self.keep = self.add_button(tr("Keep the import"), run=self.reject, default=True)
        self.go = self.add_button(tr("Take it back"), "danger", self._go)
        self.keep.setFocus()

    def _go(self) -> None:
        self.accept()
        self._take_back()
