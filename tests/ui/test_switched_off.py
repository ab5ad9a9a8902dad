"""Who is not let in sees one page that says so; whoever was at work loses nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from healthdesk.domain.accounts import OWNER
from healthdesk.domain.errors import Unavailable
from healthdesk.domain.records import RecordQuery
from healthdesk.domain.rollout import Decision
from healthdesk.paths import Paths
from healthdesk.settings import Settings
from healthdesk.ui.admission import Admission
from healthdesk.ui.app import signals
from healthdesk.ui.dialogs.entry import EntryDialog
from healthdesk.ui.off_page import OffPage, why
from healthdesk.ui.widgets import Dialog
from healthdesk.ui.window import Window
from tests.ui.furnished import Furnished, opened

NOTICED_MS = 20_000
TYPED = "weight 83.4 2025-06-16 08:00"
START = """
import os, sys
from healthdesk.cli.main import run
raise SystemExit(run(sys.argv[1:]))
"""


def switch(folder: Path, on: bool) -> None:
    """As an administrator does it: the file is replaced whole."""
    made = folder / "config.toml.new"
    made.write_text(f"[rollout]\nENABLE_HEALTH_MGMT = {str(on).lower()}\n", "utf-8")
    made.replace(folder / "config.toml")


@pytest.fixture
def place(qapp: QApplication, data_dir: Path) -> Iterator[Furnished]:
    with opened(qapp, data_dir) as made:
        made.app.watch.start(made.window.admission.is_open)
        yield made


def off(place: Furnished, folder: Path, qtbot: QtBot) -> OffPage:
    switch(folder, on=False)
    qtbot.waitUntil(lambda: isinstance(place.window.stack.currentWidget(), OffPage),
                    timeout=NOTICED_MS)  # fmt: skip
    page = place.window.stack.currentWidget()
    assert isinstance(page, OffPage)
    return page


def on(place: Furnished, folder: Path, qtbot: QtBot) -> None:
    switch(folder, on=True)
    qtbot.waitUntil(lambda: not place.window.curtain.drawn, timeout=NOTICED_MS)
    place.settle()


class TestWhileRunning:
    def test_nothing_but_the_page_is_left(
        self, place: Furnished, data_dir: Path, qtbot: QtBot
    ) -> None:
        window = place.window
        window.show_page("records")
        window.messages.banner("test", "Weight goal reached: 80 kg", "good")
        window.messages.toast("Added: 80 kg")
        window.palette_box.open()
        page = off(place, data_dir, qtbot)
        assert not place.app.db.is_open
        assert "switched off for you" in page.heading.text()
        assert not window.banners.isVisible()
        assert not window.toast.isVisible()
        assert not window.sidebar.person.isVisible()
        assert not window.sidebar.navigation.isEnabled()
        assert not window.entry.isEnabled()
        assert window.windowTitle() == "HealthDesk"
        left = {row for row in window.commands.rows if window.commands.is_enabled(row)}
        assert left == {"app.quit", "help.keys", "help.logs", "help.about"}
        # Nobody asked for data in a way that says anything over the page.
        window.messages.trouble(Unavailable("database-closed"))
        assert not window.messages.has_banner("trouble")
        shown = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
        assert shown == [window]

    def test_what_was_begun_is_there_again(
        self, place: Furnished, data_dir: Path, qtbot: QtBot
    ) -> None:
        window = place.window
        assert window.context is not None
        window.show_page("records")
        window.messages.banner("test", "A goal was reached", "good")
        window.entry.begin(TYPED)
        form = EntryDialog(window.context, window, "weight")
        form.open()
        place.settle()
        value = form.findChildren(QLineEdit)[0]
        value.setText("77.7")
        modality = form.windowModality()
        page = off(place, data_dir, qtbot)
        assert "is kept until then" in page.sentence.text()
        assert form.isHidden()
        assert window.entry.preview.text().strip() == ""
        on(place, data_dir, qtbot)
        assert form.isVisible()
        assert (value.text(), form.windowModality()) == ("77.7", modality)
        assert window.stack.currentWidget() is window.show_page("records")
        assert window.banners.isVisible()
        assert window.sidebar.person.isVisible()
        assert window.entry.edit.text() == TYPED
        form.close()
        window.entry.submit()
        place.settle()
        assert place.app.journal.count(OWNER, RecordQuery()) == 1

    def test_a_dialog_that_ended_meanwhile_does_not_come_back(
        self, place: Furnished, data_dir: Path, qtbot: QtBot
    ) -> None:
        dialog = Dialog("Test", place.window)
        dialog.open()
        off(place, data_dir, qtbot)
        dialog.accept()
        on(place, data_dir, qtbot)
        assert [one for one in QApplication.topLevelWidgets() if one.isVisible()] == [place.window]

    def test_a_file_that_is_let_in_again_at_once_was_never_away(
        self, place: Furnished, data_dir: Path, qtbot: QtBot
    ) -> None:
        """The page came before the watch had looked, and goes without it."""
        place.app.watch.stop()
        switch(data_dir, on=False)
        keys = place.app.settings.reload()
        place.window.show_off()
        assert place.app.db.is_open
        switch(data_dir, on=True)
        place.app.settings.reload()
        assert place.window.context is not None
        place.window.context.events.settingsChanged.emit(keys)
        assert not place.window.curtain.drawn


def test_a_window_that_nothing_else_would_bring_comes_forward(bare_window: Window) -> None:
    bare_window.hide()
    bare_window.show_off()
    assert bare_window.isVisible()
    bare_window.leave_off()
    assert bare_window.entry.isEnabled()


class TestWhy:
    def test_it_tells_user_and_reason_when_asked(
        self, place: Furnished, data_dir: Path, qtbot: QtBot
    ) -> None:
        page = off(place, data_dir, qtbot)
        assert page.secondary is not None
        assert page.secondary.hasFocus()
        assert not page.why.isVisible()
        page.secondary.click()
        assert page.why.isVisible()
        assert place.window.admission.decision().user in page.why.text()
        assert "Reason: off." in page.why.text()
        page.secondary.click()
        assert not page.why.isVisible()

    def test_another_user_of_the_settings_is_told(
        self, place: Furnished, data_dir: Path, qtbot: QtBot
    ) -> None:
        page = off(place, data_dir, qtbot)
        with (data_dir / "config.toml").open("a", encoding="utf-8") as file:
            file.write("\n[rollout.more]\n")
        text = (data_dir / "config.toml").read_text("utf-8")
        (data_dir / "config.toml").write_text('user = "Ada@Example.org"\n' + text, "utf-8")
        qtbot.waitUntil(lambda: "User: ada@example.org" in page.why.text(), timeout=NOTICED_MS)

    def test_words_name_the_place_of_the_user(self) -> None:
        said = why(Decision("ada", False, "off", 8557))
        assert "8557 of 10000" in said


class TestAdmission:
    @pytest.fixture
    def admission(self, qapp: QApplication, data_dir: Path) -> Admission:
        switch(data_dir, on=False)
        paths = Paths.find(str(data_dir), {})
        return Admission(Settings.load(paths, {}), "ada")

    def test_whoever_waits_hears_of_the_switch(
        self, admission: Admission, data_dir: Path, qtbot: QtBot
    ) -> None:
        assert not admission.is_open()
        admission.wait()
        with qtbot.waitSignal(admission.let_in, timeout=NOTICED_MS):
            switch(data_dir, on=True)
        assert admission.is_open()

    def test_settings_that_cannot_be_read_change_nothing(
        self, admission: Admission, data_dir: Path, qtbot: QtBot
    ) -> None:
        admission.wait()
        (data_dir / "config.toml").write_text("[rollout\n", "utf-8")
        admission.look()
        assert not admission.is_open()
        with qtbot.waitSignal(admission.let_in, timeout=NOTICED_MS):
            switch(data_dir, on=True)

    def test_the_user_of_the_command_line_counts(self, data_dir: Path, qapp: QApplication) -> None:
        data_dir.mkdir(exist_ok=True)
        (data_dir / "config.toml").write_text(
            '[rollout]\nHEALTH_MGMT_INTERNAL_USERS = "ada, ben@example.org"\n', "utf-8"
        )
        settings = Settings.load(Paths.find(str(data_dir), {}), {})
        assert Admission(settings, " Ben@Example.org ").is_open()
        refused = Admission(settings, "carl").refused()
        assert refused is not None
        assert (refused.user, refused.reason) == ("carl", "off")

    def test_an_installation_of_ones_own_loads_nothing_for_it(self, data_dir: Path) -> None:
        program = (
            "import sys\n"
            "from healthdesk.paths import Paths\n"
            "from healthdesk.settings import Settings\n"
            "from healthdesk.ui.admission import Admission\n"
            "paths = Paths.find(sys.argv[1], {})\n"
            "assert Admission(Settings.load(paths, {})).is_open()\n"
            "print('healthdesk.services.flags' in sys.modules)\n"
        )
        done = subprocess.run([sys.executable, "-c", program, str(data_dir)], check=True,
                              capture_output=True, text=True)  # fmt: skip
        assert done.stdout == "False\n"


class FakeProgram(QObject):
    """Hears what signals ask for."""

    looked, left = Signal(), Signal()

    def __init__(self) -> None:
        super().__init__()
        self.window = self
        self.look_again, self.quit = self.looked.emit, self.left.emit


@pytest.mark.skipif(os.name != "posix", reason="signals are of POSIX systems")
def test_a_hang_up_lets_it_look_at_once(qapp: QApplication, qtbot: QtBot) -> None:
    program = FakeProgram()
    with signals(program):  # type: ignore[arg-type]
        with qtbot.waitSignal(program.looked):
            os.kill(os.getpid(), signal.SIGHUP)
        with qtbot.waitSignal(program.left):
            os.kill(os.getpid(), signal.SIGTERM)


class TestProcess:
    """The program itself, from its command line."""

    @pytest.fixture
    def start(self, data_dir: Path) -> Iterator[object]:
        processes: list[subprocess.Popen[str]] = []

        def begin(*words: str) -> subprocess.Popen[str]:
            command = [sys.executable, "-W", "ignore", "-c", START, "--data-dir", str(data_dir)]
            processes.append(
                subprocess.Popen(
                    [*command, *words],
                    stderr=subprocess.PIPE,
                    text=True,
                    env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
                )
            )
            return processes[-1]

        yield begin
        for process in processes:
            process.kill()
            process.communicate()

    def test_a_trial_start_opens_the_page_and_makes_no_file(self, start, data_dir: Path) -> None:
        data_dir.mkdir(exist_ok=True)
        switch(data_dir, on=False)
        process = start("--smoke")
        _, said = process.communicate(timeout=90)
        assert (process.returncode, said) == (4, "")
        assert not (data_dir / "healthdesk.db").exists()

    @pytest.mark.skipif(os.name != "posix", reason="signals are of POSIX systems")
    def test_it_comes_to_life_by_itself_and_outlives_a_hang_up(self, start, data_dir: Path) -> None:
        data_dir.mkdir(exist_ok=True)
        switch(data_dir, on=False)
        process = start("gui")
        log = data_dir / "logs"
        _until(process, lambda: any("not let in" in one.read_text() for one in log.glob("*")))
        assert not (data_dir / "healthdesk.db").exists()
        switch(data_dir, on=True)
        process.send_signal(signal.SIGHUP)
        _until(process, (data_dir / "healthdesk.db").exists)
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=60)
        assert (process.returncode, said) == (0, "")


def _until(process: subprocess.Popen[str], holds) -> None:
    for _ in range(600):
        if holds():
            return
        assert process.poll() is None
        time.sleep(0.1)
    raise AssertionError("it did not come to that")
