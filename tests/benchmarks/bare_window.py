"""The least a window of this toolkit can be: says `painted` after its first paint, and ends."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow


class Bare(QMainWindow):
    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        super().paintEvent(event)
        QTimer.singleShot(0, self, self.told)

    def told(self) -> None:
        print("painted", flush=True)
        self.close()


if __name__ == "__main__":
    app = QApplication(["bare"])
    window = Bare()
    window.resize(1200, 800)
    window.show()
    app.exec()
