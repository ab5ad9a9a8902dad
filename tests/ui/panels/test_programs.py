"""The interface for programs in the settings: its switch, its address, its tokens."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QCheckBox, QSpinBox
from pytestqt.qtbot import QtBot

from healthdesk.bootstrap import App
from healthdesk.domain.accounts import OWNER
from healthdesk.domain.errors import StorageError
from healthdesk.ui.dialogs.token import RevokeDialog, TokenDialog
from healthdesk.ui.panels.programs import ProgramsPart
from healthdesk.ui.panels.settings import SettingsPanel
from tests.ui.furnished import Furnished, opened


class Listening:
    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.stopped = 0

    def stop(self) -> bool:
        self.stopped += 1
        return True


class Interface:
    """What listens at the port of the settings, where that is free; keeps all that did."""

    def __init__(self) -> None:
        self.made: list[Listening] = []
        self.taken: set[int] = set()

    def __call__(self, app: App) -> Listening:
        assert threading.current_thread() is not threading.main_thread()
        port = int(app.settings.get("api.port"))
        if port in self.taken:
            raise StorageError("port-taken", port=port)
        self.made.append(Listening(port))
        return self.made[-1]


@pytest.fixture
def interface() -> Interface:
    return Interface()


@pytest.fixture
def place(qapp: QApplication, data_dir: Path, interface: Interface) -> Iterator[Furnished]:
    with opened(qapp, data_dir) as made:
        made.window.start_api = interface
        yield made


@pytest.fixture
def panel(place: Furnished) -> SettingsPanel:
    page = place.window.show_page("settings")
    assert isinstance(page, SettingsPanel)
    place.settle()
    return page


@pytest.fixture
def part(panel: SettingsPanel) -> ProgramsPart:
    assert panel.programs is not None
    return panel.programs


def turn(panel: SettingsPanel, on: bool) -> None:
    box = panel.rows["api.enabled"].control
    assert isinstance(box, QCheckBox)
    box.setChecked(on)


class TestSwitch:
    def test_it_is_off_until_it_is_switched_on(
        self, place: Furnished, panel: SettingsPanel, part: ProgramsPart, interface: Interface
    ) -> None:
        assert "It is off" in part.state.text()
        assert interface.made == []
        turn(panel, on=True)
        place.settle()
        assert part.address.text() == "http://127.0.0.1:8765"
        part.copy.click()
        assert QGuiApplication.clipboard().text() == "http://127.0.0.1:8765"
        turn(panel, on=False)
        place.settle()
        assert [one.stopped for one in interface.made] == [1]
        assert not part.address.isVisible()

    def test_another_port_is_taken_at_once(
        self, place: Furnished, panel: SettingsPanel, part: ProgramsPart, interface: Interface
    ) -> None:
        turn(panel, on=True)
        place.settle()
        port = panel.rows["api.port"].control
        assert isinstance(port, QSpinBox)
        port.setValue(9100)
        place.settle()
        assert part.address.text() == "http://127.0.0.1:9100"
        assert [one.stopped for one in interface.made] == [1, 0]

    def test_a_port_in_use_is_told_and_can_be_tried_again(
        self, place: Furnished, panel: SettingsPanel, part: ProgramsPart, interface: Interface
    ) -> None:
        interface.taken = {8765}
        turn(panel, on=True)
        place.settle()
        assert "Port 8765 is taken by another program" in part.state.text()
        assert not place.window.messages.has_banner("trouble")
        interface.taken.clear()
        part.again.click()
        place.settle()
        assert part.address.text() == "http://127.0.0.1:8765"

    def test_it_ends_with_the_program(
        self, place: Furnished, panel: SettingsPanel, interface: Interface
    ) -> None:
        turn(panel, on=True)
        place.settle()
        place.window.release()
        assert [one.stopped for one in interface.made] == [1]

    def test_a_choice_of_the_command_line_acts_too(
        self, place: Furnished, interface: Interface
    ) -> None:
        assert place.window.context is not None
        place.app.settings.set("api.enabled", True)
        place.window.context.events.settingsChanged.emit(frozenset({"api.enabled"}))
        place.settle()
        assert len(interface.made) == 1


class TestTokens:
    def test_a_token_is_shown_once_and_opens_what_was_chosen(
        self, place: Furnished, part: ProgramsPart
    ) -> None:
        part.new.click()
        (dialog,) = place.window.findChildren(TokenDialog)
        dialog.name.setText("Scale of the practice")
        dialog.rights.setCurrentIndex(1)
        dialog.create_button.click()
        place.settle()
        token = place.app.tokens.recognise(OWNER, dialog.text.text())
        assert token is not None
        assert (token.name, token.scopes) == ("Scale of the practice", ("read",))
        assert token.expires_at is not None
        assert not dialog.name.isVisible()
        dialog.copy.click()
        assert QGuiApplication.clipboard().text() == dialog.text.text()
        dialog.done_button.click()
        (row,) = part.rows()
        assert row.name.text() == "Scale of the practice"
        assert "Read only" in row.about.text()
        assert "never used" in row.about.text()

    def test_revoking_asks_first_and_is_for_good(
        self, place: Furnished, part: ProgramsPart
    ) -> None:
        _, text = place.app.tokens.create(OWNER, "Old phone")
        part.look()
        place.settle()
        part.rows()[0].revoke.click()
        (dialog,) = place.window.findChildren(RevokeDialog)
        dialog.reject()
        place.settle()
        assert place.app.tokens.recognise(OWNER, text) is not None
        part.rows()[0].revoke.click()
        dialog = place.window.findChildren(RevokeDialog)[-1]
        dialog.go.click()
        place.settle()
        assert place.app.tokens.recognise(OWNER, text) is None
        assert part.rows() == []

    def test_a_token_that_cannot_be_made_says_why(
        self, place: Furnished, part: ProgramsPart
    ) -> None:
        part.new.click()
        (dialog,) = place.window.findChildren(TokenDialog)
        dialog.name.setText("a\ue000b")
        dialog.create_button.click()
        place.settle()
        assert dialog.name_field.has_error
        assert dialog.create_button.isEnabled()
        dialog.reject()


def test_readings_come_in_through_the_real_one(
    qapp: QApplication, data_dir: Path, qtbot: QtBot
) -> None:
    import httpx

    from healthdesk.cli.window import start_api

    with opened(qapp, data_dir) as place:
        place.window.start_api = start_api
        place.app.settings.set("api.port", 0)
        place.app.settings.set("api.enabled", True)
        place.window.api_switch.follow()
        place.settle()
        _, token = place.app.tokens.create(OWNER, "test")
        answer = httpx.post(
            f"{place.window.api_switch.url}/api/health/records",
            json={"type": "weight", "value": 81.4},
            headers={"Authorization": f"Bearer {token}"}, trust_env=False, timeout=30,
        )  # fmt: skip
        assert answer.status_code == 201
        place.settle()
        me = place.app.journal.default_person(OWNER)
        assert list(place.app.journal.types_used(OWNER, me.id)) == ["weight"]
