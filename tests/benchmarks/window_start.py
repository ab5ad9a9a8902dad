"""The real program's start: says `painted`, then `filled` (a card of Today is painted).

`python -m tests.benchmarks.window_start DATA_DIR`. Kept as small as it can be, since what it
loads itself counts as the program's.
"""

from __future__ import annotations

import sys

# In the program's own order: once Qt's modules are there, loading any other takes longer.
from healthdesk.cli import main as command_line
from healthdesk.cli import window as _window_command  # noqa: F401

# isort: split
from PySide6.QtCore import QEvent, QObject, QTimer

from healthdesk.ui import app as program


class Started(program.Program):
    """The program as it is, watched from its first paint on."""

    _painted = False

    def start(self, smoke: bool = False) -> None:
        self.window.installEventFilter(self)
        self.window.attached.connect(lambda: self._app.installEventFilter(self))
        super().start(smoke)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Paint:
            if not self._painted:
                self._painted = True
                # As the bare window: after the paint, before what the program does then.
                QTimer.singleShot(0, self, lambda: print("painted", flush=True))
            elif type(watched).__name__ == "TypeCard":
                self._app.removeEventFilter(self)
                QTimer.singleShot(0, self, self._done)
        return False

    def _done(self) -> None:
        print("filled", flush=True)
        self.window.close()


if __name__ == "__main__":
    program.Program = Started  # type: ignore[misc]
    sys.exit(command_line.run(["--data-dir", sys.argv[1]]))
