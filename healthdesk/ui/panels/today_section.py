"""A part of Today beside the cards: a strip above them, or something below."""

from __future__ import annotations

from abc import abstractmethod

from PySide6.QtWidgets import QWidget

from healthdesk.ui.panels.today_arrangement import Place


class Section(QWidget):
    """Hides itself while it has nothing to say."""

    @abstractmethod
    def ask(self) -> None:
        """Read what is shown, in a worker; the cards are there already."""

    def place(self, insights: Place) -> Place:
        """Where it stands, `insights` being what the person chose for those."""
        return "above"
