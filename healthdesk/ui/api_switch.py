"""The interface for programs while the window is open: switched on and off by its setting."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, Protocol

from PySide6.QtCore import QObject, Signal

from healthdesk.domain.errors import HealthdeskError
from healthdesk.texts import sentence, tr

if TYPE_CHECKING:
    from healthdesk.bootstrap import App
    from healthdesk.ui.tasks import Tasks

State = Literal["off", "starting", "on", "stopping", "failed"]


class RunningApi(Protocol):
    """An interface that listens."""

    @property
    def url(self) -> str: ...

    def stop(self) -> bool:
        """Finish what is under way, for a while; False where something would not end."""


# Makes it listen at the port of the settings. Raises `HealthdeskError`, such as for a port that
# is taken.
StartApi = Callable[["App"], RunningApi]


class ApiSwitch(QObject):
    """Follows the settings `api.enabled` and `api.port`; `changed` with every step."""

    changed = Signal()

    def __init__(
        self, app: App, tasks: Tasks, start: StartApi | None, parent: QObject | None = None
    ) -> None:
        """`start` None: this window has none to switch on."""
        super().__init__(parent)
        self._app, self._tasks, self._start = app, tasks, start
        self._running: RunningApi | None = None
        self._port: object = None
        self._ended = False
        self.state: State = "off"
        self.trouble: HealthdeskError | None = None

    @property
    def url(self) -> str:
        """Where it listens; empty while it does not."""
        return "" if self._running is None or self.state != "on" else self._running.url

    def follow(self) -> None:
        """Do as the settings say now."""
        if self._start is None or self._ended or self.state in ("starting", "stopping"):
            return  # a step under way looks again at its end
        settings = self._app.settings
        wanted, port = bool(settings.get("api.enabled")), settings.get("api.port")
        refused = self.state == "failed" and port == self._port
        if self._running is not None and (not wanted or port != self._port):
            self._stop(self._running)
        elif wanted and self._running is None and not refused:
            self._begin(self._start, port)
        elif not wanted and self.state == "failed":
            self._go("off")

    def try_again(self) -> None:
        """Once more after it failed, the port perhaps being free by now."""
        if self.state == "failed":
            self._go("off")
            self.follow()

    def end(self) -> None:
        """Stop it with the program, before the services are closed; waits for it."""
        self._ended = True
        running, self._running = self._running, None
        if running is not None:
            running.stop()

    def _begin(self, start: StartApi, port: object) -> None:
        self._port = port
        self._go("starting")

        def work() -> RunningApi:
            running = start(self._app)
            if self._ended:  # the program is closing: nobody takes it any more
                running.stop()
            return running

        self._tasks.run(work, self._begun, self._failed, ended=self._tried, lane="net", owner=self)

    def _tried(self) -> None:
        """Whatever comes of it; a bug of ours, which is told elsewhere, leaves it off."""
        self._go("off")

    def _begun(self, running: RunningApi) -> None:
        self._running = running
        self._go("on")
        self.follow()

    def _failed(self, error: HealthdeskError) -> None:
        self.trouble = error
        self._go("failed")
        self.follow()

    def _stop(self, running: RunningApi) -> None:
        self._running = None
        self._go("stopping")
        self._tasks.run(running.stop, ended=self._stopped, lane="net", owner=self)

    def _stopped(self) -> None:
        self._go("off")
        self.follow()

    def _go(self, state: State) -> None:
        self.state = state
        self.changed.emit()


def words(switch: ApiSwitch) -> str:
    """What it does now, in a sentence."""
    match switch.state:
        case "on":
            return tr("Programs of this computer reach it at:")
        case "starting":
            return tr("Switching it on…")
        case "stopping":
            return tr("Switching it off…")
        case "failed" if switch.trouble is not None:
            return _trouble(switch.trouble)
    return tr("It is off: no program reaches your data this way.")


def _trouble(error: HealthdeskError) -> str:
    port = error.params.get("port")
    if error.code == "port-taken":
        return tr("Port {port} is taken by another program. Choose another one above; 0 takes "
                  "any that is free.", port=port)  # fmt: skip
    if error.code == "port-not-allowed":
        return tr("Port {port} can't be listened on. Choose another one above, such as 8765.",
                  port=port)  # fmt: skip
    return sentence(error)
