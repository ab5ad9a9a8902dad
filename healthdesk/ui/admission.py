"""Whether the user of this window is let in while the program is rolled out in stages."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from healthdesk.domain.accounts import OWNER
from healthdesk.domain.errors import HealthdeskError

if TYPE_CHECKING:
    from healthdesk.domain.rollout import Decision
    from healthdesk.settings import Settings

LOOK_MS: Final = 1000

LOG: Final = logging.getLogger("healthdesk.window")


class Admission(QObject):
    """Asks the switches. While no services are open to hear of a change of them, `wait` looks
    into the settings every second: `let_in` once the user is."""

    let_in = Signal()

    def __init__(self, settings: Settings, user: str = "", parent: QObject | None = None) -> None:
        """`user`: a name or e-mail address; empty: the one of the settings or of the log-in."""
        super().__init__(parent)
        self._settings, self._user = settings, user
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)

    def refused(self) -> Decision | None:
        """Why the user is not let in; None: they are. From any thread."""
        if not self._settings.is_managed():
            return None
        found = self.decision()
        return None if found.enabled else found

    def decision(self) -> Decision:
        from healthdesk.services.flags import Flags

        return Flags(self._settings).decide(OWNER, self._user)

    def is_open(self) -> bool:
        """Whether the user is let in. From any thread."""
        return self.refused() is None

    def wait(self) -> None:
        """Look until the user is let in."""
        self._timer.start()

    def look(self) -> None:
        """Look now, where somebody waits."""
        if not self._timer.isActive():
            return
        try:
            self._settings.reload()
        except HealthdeskError as error:
            # Half written, perhaps: what was in force stays, and the next look sees more.
            LOG.info("settings not read", extra={"code": error.code})
        if self.is_open():
            self._timer.stop()
            self.let_in.emit()
