"""What is asked about a reading before it is saved all the same, in a strip below the form."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout

from healthdesk.domain.records import Remark
from healthdesk.texts import Format, remark_sentence, tr
from healthdesk.ui import widgets


class SaveQuestion(QFrame):
    """Hidden until `ask`; `save` and `change` are its two answers."""

    def __init__(self, save: Callable[[], object], change: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("surface", "strip")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 8, 8)
        self.asked = widgets.Text("", wrap=True)
        row.addWidget(self.asked, 1)
        self.anyway = widgets.Button(tr("Save anyway"), run=save)
        row.addWidget(self.anyway)
        row.addWidget(widgets.Button(tr("Change it"), run=change))
        self.hide()

    def ask(self, remarks: Sequence[Remark], shape: Format) -> None:
        """Show what is odd, the keyboard on the answer."""
        self.asked.setText(" ".join(remark_sentence(remark, shape) for remark in remarks))
        self.show()
        self.anyway.setFocus()
