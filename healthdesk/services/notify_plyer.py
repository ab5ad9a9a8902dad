"""Notices through plyer, which shows a text and a title on any desktop and says nothing about
how it went."""

from __future__ import annotations

import shutil
import sys
import warnings
from typing import Final

from healthdesk.services.notify import NotTold

# Unseen, and no option of a command that a text is given to.
_WORD_JOINER: Final = "\N{WORD JOINER}"
_SHOWN_S: Final = 60
_COMMAND: Final = "notify-send"


def send_by_plyer(title: str, body: str) -> None:
    """Show a notice without buttons. Raises `NotTold` where it is known not to have worked."""
    title, body = _as_text(title), _as_text(body)
    if sys.platform == "linux":
        _by_command(title, body)
    else:
        _by_platform(title, body)


def _as_text(text: str) -> str:
    return f"{_WORD_JOINER}{text}" if text.startswith("-") else text


def _by_command(title: str, body: str) -> None:
    if shutil.which(_COMMAND) is None:
        raise NotTold("no-notification-service")
    from plyer.platforms.linux.notification import NotifySendNotification

    class Command(NotifySendNotification):  # type: ignore[misc]
        """As it is, but for the time a notice stands, which plyer drops on the way."""

        def show(self) -> None:
            self._notify(
                title=title, message=body, app_name="HealthDesk", expire_time=str(_SHOWN_S * 1000)
            )

    Command().show()


def _by_platform(title: str, body: str) -> None:
    with warnings.catch_warnings():
        # It warns where it finds no way, and raises then.
        warnings.simplefilter("ignore")
        from plyer import notification
    try:
        notification.notify(title=title, message=body, app_name="HealthDesk", timeout=_SHOWN_S)
    except Exception as error:
        # Each system's own kind of exception.
        raise NotTold("no-notification-service") from error
