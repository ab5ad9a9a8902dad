"""What a panel is given to work with: `class XPanel(widgets.Page)` is built as
`XPanel(context, parent)`, at its first show.

    context.app        the services: .journal .analytics .transfer .settings .paths …
    context.actor      who acts; first argument of every service method
    context.tasks      the way to the services (never call one on the main thread)
    context.events     what changed: recordsChanged(RecordsChanged) …
    context.current    the person, the types, how this person writes; with signals
    context.messages   toast(sentence), trouble(error), banner(key, sentence)
    context.undo       did(outcome.undo, sentence): remembers the way back, shows the toast
    context.theme      themeChanged(Theme); `theme.current()` for colours
    context.commands   bind("chart.next", self.next) gives a command of the table its work
    context.show_page  show_page("records") brings a page to the front and returns it
    context.api()      the switch of the interface for programs, where the window has one
    context.focus_entry  puts the cursor in the quick-entry line, with text if given
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from healthdesk.domain.accounts import OWNER, Actor

if TYPE_CHECKING:
    from healthdesk.bootstrap import App
    from healthdesk.ui.api_switch import ApiSwitch
    from healthdesk.ui.commands import Commands
    from healthdesk.ui.current import Current
    from healthdesk.ui.events import Events
    from healthdesk.ui.messages import Messages
    from healthdesk.ui.tasks import Tasks
    from healthdesk.ui.theme import Themes
    from healthdesk.ui.undo import UndoStack
    from healthdesk.ui.widgets import Page


@dataclass(frozen=True, slots=True)
class Context:
    """Everything a panel may reach; one for each open database of a window."""

    app: App
    tasks: Tasks
    events: Events
    current: Current
    messages: Messages
    undo: UndoStack
    theme: Themes
    commands: Commands
    show_page: Callable[[str], Page]
    focus_entry: Callable[[str], None]
    actor: Actor = OWNER
    api: Callable[[], ApiSwitch] | None = None
