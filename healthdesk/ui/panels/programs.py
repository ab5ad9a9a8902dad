"""What stands below the settings of the interface for programs: where it is, and its tokens."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from healthdesk.domain.tokens import Token
from healthdesk.texts import tr
from healthdesk.ui import api_switch
from healthdesk.ui.context import Context
from healthdesk.ui.dialogs.token import RevokeDialog, TokenDialog, rights_words, token_name
from healthdesk.ui.flow_row import FlowRow
from healthdesk.ui.widgets import Button, Text

if TYPE_CHECKING:
    from healthdesk.ui.api_switch import ApiSwitch


class ProgramsPart(QWidget):
    """The state of the interface with its address, and the tokens that open it."""

    def __init__(self, context: Context, switch: ApiSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._switch = context, switch
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(8)
        self.state = Text("", wrap=True)
        column.addWidget(self.state)
        row = FlowRow(gap=12)
        self.address = Text("", "strong")
        self.copy = Button(tr("Copy address"), "plain", "copy", self._copy)
        self.again = Button(tr("Try again"), "plain", "restore", switch.try_again)
        for part in (self.address, self.copy, self.again):
            row.addWidget(part)
        column.addLayout(row)
        column.addSpacing(8)
        column.addWidget(Text(tr("Tokens"), "strong"))
        said = tr("A program shows its token with every request. Revoke the token, and it reaches "
                  "your data no more.")  # fmt: skip
        column.addWidget(Text(said, "caption", tone="muted", wrap=True))
        self._rows: list[TokenRow] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        column.addLayout(self._list)
        more = FlowRow()
        self.new = Button(tr("New token…"), "plain", "add", self._ask)
        more.addWidget(self.new)
        column.addLayout(more)
        switch.changed.connect(self._follow)
        context.events.databaseOpened.connect(self.look)
        self._follow()

    def look(self) -> None:
        """Ask which tokens there are."""
        tokens, actor = self._context.app.tokens, self._context.actor
        self._context.tasks.run(
            lambda: tokens.listed(actor), self._show, key=("tokens", id(self)), owner=self
        )

    def rows(self) -> list[TokenRow]:
        """The tokens shown, newest first."""
        return list(self._rows)

    def _follow(self) -> None:
        switch = self._switch
        self.state.setText(api_switch.words(switch))
        self.state.set_tone("bad" if switch.state == "failed" else "muted")
        self.address.setText(switch.url)
        for part in (self.address, self.copy):
            part.setVisible(bool(switch.url))
        self.again.setVisible(switch.state == "failed")

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._switch.url)
        self._context.messages.toast(tr("The address is copied."))

    def _show(self, tokens: tuple[Token, ...]) -> None:
        for row in self._rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [
            TokenRow(self._context, token, partial(self._doubt, token))
            for token in sorted(tokens, key=lambda token: -token.id)
            if token.revoked_at is None
        ]
        for row in self._rows:
            self._list.addWidget(row)

    def _ask(self) -> None:
        TokenDialog(self._context, self.look, self.window()).open()

    def _doubt(self, token: Token) -> None:
        RevokeDialog(token, partial(self._revoke, token), self.window()).open()

    def _revoke(self, token: Token) -> None:
        context = self._context
        tokens, actor = context.app.tokens, context.actor
        said = tr("“{name}” is revoked.", name=token_name(token))
        context.tasks.run(
            lambda: tokens.revoke(actor, token.id),
            lambda _: context.messages.toast(said), ended=self.look, lane="write", owner=self,
        )  # fmt: skip


class TokenRow(QWidget):
    """One token: its name, what it may do, until when, when it was used last."""

    def __init__(self, context: Context, token: Token, revoke: partial[None]) -> None:
        super().__init__()
        self.token = token
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(2)
        self.name = Text(token_name(token), "strong", wrap=True)
        self.about = Text(_about(context, token), "caption", tone="muted", wrap=True)
        words.addWidget(self.name)
        words.addWidget(self.about)
        row.addLayout(words, 1)
        self.revoke = Button(tr("Revoke…"), "plain", run=revoke)
        self.revoke.setAccessibleName(tr("Revoke {name}", name=token_name(token)))
        row.addWidget(self.revoke)


def _about(context: Context, token: Token) -> str:
    shape, now = context.current.format, context.current.now()

    def moment(at: int) -> str:
        offset = dt.datetime.fromtimestamp(at / 1000, now.tzinfo).utcoffset() or dt.timedelta()
        return shape.moment(at, round(offset.total_seconds() / 60), now)

    if token.expires_at is None:
        holds = tr("holds without an end")
    elif token.holds(round(now.timestamp() * 1000)):
        holds = tr("holds until {time}", time=moment(token.expires_at))
    else:
        holds = tr("expired {time}", time=moment(token.expires_at))
    used = tr("never used") if token.last_used_at is None else tr(
        "last used {time}", time=moment(token.last_used_at)
    )  # fmt: skip
    return " · ".join((rights_words(token.scopes), holds, used))
