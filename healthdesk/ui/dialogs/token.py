"""A new token for another program, shown once; and the question before one is revoked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from healthdesk.domain.errors import HealthdeskError, InvalidData
from healthdesk.domain.tokens import NAME_MAX, Token
from healthdesk.texts import field_sentence, sentence, tr
from healthdesk.ui.context import Context
from healthdesk.ui.widgets import Button, Dialog, Field, Text

# The rights that are offered together.
RIGHTS: Final = (("read", "write"), ("read",), ("metrics",))
DAYS: Final = (30, 90, 365, None)
USUAL_DAYS: Final = 365


def rights_words(scopes: tuple[str, ...]) -> str:
    """What a token lets a program do."""
    if "write" in scopes:
        return tr("Read and change readings")
    if "read" in scopes:
        return tr("Read only")
    return tr("Metrics only")


def _days_words(days: int | None) -> str:
    return {30: tr("30 days"), 90: tr("90 days"), 365: tr("1 year"), None: tr("Without an end")}[
        days
    ]


class TokenDialog(Dialog):
    """Asks what for, what it may do and how long; then shows the token, this once. `made` is
    called when there is one."""

    def __init__(
        self, context: Context, made: Callable[[], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("New token"), parent, width=460)
        self._context, self._made = context, made
        self.name = QLineEdit()
        self.name.setMaxLength(NAME_MAX)
        self.name_field = Field(tr("What is it for?"), self.name)
        self.rights = QComboBox()
        for scopes in RIGHTS:
            self.rights.addItem(rights_words(scopes), scopes)
        self.rights_field = Field(tr("What may it do?"), self.rights)
        self.days = QComboBox()
        for days in DAYS:
            self.days.addItem(_days_words(days), days)
        self.days.setCurrentIndex(DAYS.index(USUAL_DAYS))
        self.days_field = Field(tr("How long does it hold?"), self.days)
        self._asked = (self.name_field, self.rights_field, self.days_field)
        for field in self._asked:
            self.body.addWidget(field)
        self.once = Text(tr("Give this token to the program now: it is not shown again, and "
                            "HealthDesk keeps no copy of it."), wrap=True)  # fmt: skip
        self.text = QLineEdit()
        self.text.setReadOnly(True)
        self.text_field = Field(tr("Token"), self.text)
        self.copy = Button(tr("Copy"), "plain", "copy", self._copy)
        self._shown = (self.once, self.text_field, self.copy)
        for part in self._shown:
            self.body.addWidget(part)
            part.hide()
        self.body.addStretch(1)
        self.cancel = self.add_button(tr("Cancel"), run=self.reject)
        self.create_button = self.add_button(
            tr("Create token"), "primary", self._create, default=True
        )
        self.done_button = self.add_button(tr("I have kept it"), "primary", self.accept)
        self.done_button.hide()
        self.name.setFocus()

    def _create(self) -> None:
        context = self._context
        tokens, actor = context.app.tokens, context.actor
        name, scopes, days = self.name.text(), self.rights.currentData(), self.days.currentData()
        self.create_button.setEnabled(False)
        context.tasks.run(
            lambda: tokens.create(actor, name, tuple(scopes), days),
            self._show, self._refused, lane="write", owner=self,
        )  # fmt: skip

    def _show(self, created: tuple[Token, str]) -> None:
        for field in self._asked:
            field.hide()
        self.cancel.hide()
        self.create_button.hide()
        self.text.setText(created[1])
        for part in (*self._shown, self.done_button):
            part.show()
        self.done_button.setDefault(True)
        self.text.setCursorPosition(0)
        self.copy.setFocus()
        self._made()

    def _refused(self, error: HealthdeskError) -> None:
        self.create_button.setEnabled(True)
        if isinstance(error, InvalidData) and error.fields:
            self.name_field.set_error(field_sentence(error.fields[0]))
        else:
            self.name_field.set_error(sentence(error))
        self.name.setFocus()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.text())
        self.copy.setText(tr("Copied"))


class RevokeDialog(Dialog):
    """There is no way back, so it asks."""

    def __init__(
        self, token: Token, revoke: Callable[[], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("Revoke a token"), parent, width=420)
        said = tr("The program that uses “{name}” reaches your data no more. This can't be "
                  "undone; a new token can be made.", name=token_name(token))  # fmt: skip
        self.body.addWidget(Text(said, wrap=True))
        self.body.addStretch(1)
        self._revoke = revoke
        self.add_button(tr("Cancel"), run=self.reject, default=True).setFocus()
        self.go = self.add_button(tr("Revoke"), "danger", self._go)

    def _go(self) -> None:
        self._revoke()
        self.accept()


def token_name(token: Token) -> str:
    return token.name or tr("Token {id}", id=token.id)
