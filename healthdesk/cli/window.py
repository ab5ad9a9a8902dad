"""`gui`: the window, with as little loaded before it as can be."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from typing import TYPE_CHECKING

from healthdesk.cli.session import Session
from healthdesk.domain.errors import HealthdeskError
from healthdesk.texts import sentence

if TYPE_CHECKING:
    from healthdesk.api.server import ApiServer
    from healthdesk.bootstrap import App


def run(session: Session, name: str, words: Sequence[str]) -> int:
    if words:
        from healthdesk.cli.parser import Parser

        Parser(prog=f"healthdesk {name}").parse_args(words)
    # Until the first paint all that is made stays; looking through it again and again for
    # what does not costs a twentieth of the start. The window turns it on.
    gc.disable()
    from healthdesk.ui.app import run_gui

    try:
        session.start_log("window")
    except HealthdeskError as error:
        # The window says the same on its page, with what to do.
        session.tell(sentence(error))
    user = session.options.account or ""
    return run_gui(
        session.paths,
        session.settings,
        smoke=session.options.smoke,
        user=user,
        start_api=lambda app: start_api(app, user),
    )


def start_api(app: App, user: str = "") -> ApiServer:
    """The interface for programs, which the window looks after reminders for; `user` as the
    window has it."""
    from healthdesk.api.server import ApiServer

    port = int(app.settings.get("api.port"))
    server = ApiServer(app, port=port, scheduling=lambda: True, user=user)
    server.start()
    return server
