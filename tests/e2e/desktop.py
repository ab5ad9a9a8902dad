"""A desktop of the tests' own, and the program running on it as on anybody's.

A real X server without a screen (Xvfb), a window manager (openbox), a private session bus;
keys come from xdotool, pictures from scrot. Whatever is started is ended by its own id.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, TypeVar

from tests.notification_service import session_bus

ROOT = Path(__file__).parents[2]
SCREEN = "1440x900x24"
PATIENCE_SECONDS = 30.0
# Debian's, since its Python is the one that has the bindings of AT-SPI.
SYSTEM_PYTHON = "/usr/bin/python3"
# How the session bus starts what carries AT-SPI.
ACCESSIBILITY = Path("/usr/share/dbus-1/services/org.a11y.Bus.service")
SILENT = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
DESKTOP_VARIABLES = ("DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR")
# Of another desktop, or of none.
NOT_HERE = {
    *("QT_QPA_PLATFORM", "WAYLAND_DISPLAY", "XAUTHORITY", "SESSION_MANAGER", "AT_SPI_BUS_ADDRESS")
}
ASSISTED = {"QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1", "QT_ACCESSIBILITY": "1"}

T = TypeVar("T")


def wait_for(what: str, look: Callable[[], T | None], seconds: float = PATIENCE_SECONDS) -> T:
    """What `look` returns as soon as it returns something; AssertionError when it never does."""
    deadline = time.monotonic() + seconds
    while True:
        found = look()
        if found:
            return found
        assert time.monotonic() < deadline, f"{what} did not come in {seconds:.0f} s"
        time.sleep(0.05)


@contextmanager
def running(
    command: list[str], env: dict[str, str], **options: Any
) -> Iterator[subprocess.Popen[str]]:
    """A process that is there inside the block, and ended and waited for after it."""
    with subprocess.Popen(command, env=env, text=True, **options) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                process.terminate()
                try:
                    process.wait(10)
                except subprocess.TimeoutExpired:
                    process.kill()


class Desktop:
    """The hands and eyes of a test; `variables` bring a program onto this desktop."""

    def __init__(self, variables: dict[str, str]) -> None:
        self.variables = variables
        self.typed: list[str] = []

    @classmethod
    @contextmanager
    def started(cls, folder: Path) -> Iterator[Desktop]:
        """X server, window manager and session bus, with `folder` for their files."""
        env = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
        env |= {"HOME": str(folder), "XDG_RUNTIME_DIR": str(folder)}
        with ExitStack() as stack:
            env["DISPLAY"] = cls._start_display(stack, env)
            env["DBUS_SESSION_BUS_ADDRESS"] = stack.enter_context(
                session_bus(folder, [ACCESSIBILITY], env)
            )
            stack.enter_context(running(["openbox", "--sm-disable"], env, **SILENT))
            desktop = cls({name: env[name] for name in DESKTOP_VARIABLES})
            wait_for("the window manager", desktop._is_managed)
            yield desktop

    @staticmethod
    def _start_display(stack: ExitStack, env: dict[str, str]) -> str:
        """The name of a display of its own; the server picks a free one and says which."""
        reading, writing = os.pipe()
        with os.fdopen(reading) as answer:
            try:
                stack.enter_context(
                    running(
                        [
                            *("Xvfb", "-displayfd", str(writing), "-screen", "0", SCREEN),
                            *("-nolisten", "tcp", "-noreset"),
                        ],
                        env,
                        pass_fds=[writing],
                        stderr=subprocess.DEVNULL,
                    )
                )
            finally:
                os.close(writing)
            number = answer.readline().strip()
        assert number, "Xvfb did not start"
        return f":{number}"

    def environment(self) -> dict[str, str]:
        """That of the test, on this desktop, with assistive technology there."""
        env = {name: value for name, value in os.environ.items() if name not in NOT_HERE}
        return env | self.variables | ASSISTED

    def _is_managed(self) -> bool:
        # Only a window manager that is up answers what desktop is in front.
        return self.run("xdotool", "get_desktop", check=False).returncode == 0

    def run(self, *command: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, env=self.environment(), capture_output=True, text=True, check=check, timeout=60
        )

    def key(self, *keys: str) -> None:
        """Press keys by their X names: `key("ctrl+n")`, `key("Return")`."""
        self.run("xdotool", "key", "--clearmodifiers", *keys)

    def type(self, text: str) -> None:
        self.typed.append(text)
        self.run("xdotool", "type", "--delay", "8", text)

    def enter(self, text: str) -> None:
        """Type a line and Return."""
        self.type(text)
        self.key("Return")

    def screenshot(self, file: Path) -> Path:
        self.run("scrot", "--overwrite", str(file))
        return file


class Program:
    """`python -m healthdesk` on a desktop, on a data folder."""

    def __init__(self, desktop: Desktop, data_dir: Path, process: subprocess.Popen[str]) -> None:
        self.window = ""
        self.desktop = desktop
        self.data_dir = data_dir
        self.process = process

    @classmethod
    @contextmanager
    def started(
        cls, desktop: Desktop, data_dir: Path, *arguments: str, **variables: str
    ) -> Iterator[Program]:
        """The program with its window in front; ended at the end, however that comes."""
        said = data_dir.parent / "program-output.txt"
        env = desktop.environment() | variables
        command = [sys.executable, "-m", "healthdesk", "--data-dir", str(data_dir), *arguments]
        with (
            said.open("w", encoding="utf-8") as output,
            running(command, env, cwd=ROOT, stdout=output, stderr=output) as process,
        ):
            program = cls(desktop, data_dir, process)
            program.to_front()
            yield program

    def to_front(self) -> None:
        """Wait for the window and give it the keyboard; it may still be opening the data."""
        self.window = wait_for("the window", self._find_window)
        self.desktop.run("xdotool", "windowactivate", "--sync", self.window)

    def _find_window(self) -> str | None:
        output = self.data_dir.parent / "program-output.txt"
        assert self.process.poll() is None, f"the program ended: {output.read_text('utf-8')}"
        found = self.desktop.run(
            *("xdotool", "search", "--onlyvisible", "--all"),
            *("--pid", str(self.process.pid), "--name", "^HealthDesk"),
            check=False,
        )
        return found.stdout.split()[0] if found.stdout.split() else None

    def title(self) -> str:
        return self.desktop.run("xdotool", "getwindowname", self.window).stdout.strip()

    def quit(self) -> int:
        """Ask the window to close, as its close button does, and wait for the exit status."""
        self.desktop.key("ctrl+q")
        return self.process.wait(PATIENCE_SECONDS)

    def ready(self) -> None:
        """Wait until the data is open and the first page is there; the title tells."""
        wait_for("the first page", lambda: self.title() != "HealthDesk")

    def go(self, number: int) -> None:
        """To the page of this number in the navigation, with the cursor off the entry line."""
        self.desktop.key(f"ctrl+{number}")

    def command_of_palette(self, words: str) -> None:
        """Do what the palette finds for these words."""
        self.desktop.key("ctrl+k")
        self.shows(focused="Find a command")
        self.desktop.enter(words)

    def shows(
        self,
        *contains: str,
        selected: str = "",
        focused: str = "",
        control: str = "",
        without: str = "",
        seconds: int = 20,
    ) -> None:
        """Wait until a screen reader is told all of this, with nothing wrong on the way."""
        asked = {"selected": selected, "focused": focused, "control": control, "without": without}
        options = [f"--{name}={value}" for name, value in asked.items() if value]
        options += [f"--contains={pattern}" for pattern in contains]
        walked = self.walk(f"--timeout={seconds}", *options)
        assert walked.returncode == 0, walked.stdout + walked.stderr

    def walk(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Walk what a screen reader is told (`tools/a11y_walk.py`) of this program."""
        return subprocess.run(
            [
                *(SYSTEM_PYTHON, str(ROOT / "tools" / "a11y_walk.py")),
                *("--pid", str(self.process.pid), *arguments),
            ],
            env=self.desktop.environment(),
            capture_output=True,
            text=True,
            check=False,
            timeout=100,
        )

    def command(self, *arguments: str) -> Any:
        """The JSON a command answers, run beside the window on the same data."""
        return run_command(self.data_dir, *arguments)

    def readings(self, *arguments: str) -> list[Any]:
        """The readings in the file, newest first, as another process reads them."""
        listed: list[Any] = self.command("records", "list", *arguments)["data"]
        return listed


# What varies by itself and is no word about anybody.
COUNTERS = {"at", "pid", "thread", "ms", "seq", "size"}


BRIDGE_NOISE = re.compile(
    r'does not implement "GetApplicationBusAddress"|Could not find accessible on path'
)


def log_lines(data_dir: Path) -> list[dict[str, Any]]:
    """All that any process of this data folder has logged.

    Without what Qt 6 says of itself when the tree is walked: its bridge to AT-SPI lacks one
    call, which libatspi does without, and is asked for objects that are gone by then.
    """
    files = sorted(data_dir.glob("logs/*.log*"))
    lines = [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]
    return [line for line in lines if not BRIDGE_NOISE.search(str(line.get("kind")))]


def indiscretions(data_dir: Path, typed: list[str]) -> list[str]:
    """Numbers and tags that were typed and can be read in the log."""
    private = {token for text in typed for token in re.findall(r"#\w+|\d+[.,]\d+|\d{3,}", text)}
    lines = [
        json.dumps({name: said for name, said in line.items() if name not in COUNTERS})
        for line in log_lines(data_dir)
    ]
    return [
        f"{token} in {line}"
        for token in sorted(private)
        for line in lines
        if re.search(rf"(?<!\d){re.escape(token.removeprefix('#'))}(?!\d)", line)
    ]


def run_command(data_dir: Path, *arguments: str, ok: bool = True) -> Any:
    """`healthdesk … --json` as a process of its own; what it printed, parsed."""
    done = subprocess.run(
        [sys.executable, "-m", "healthdesk", "--data-dir", str(data_dir), "--json", *arguments],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode == 0) is ok, f"{arguments}: {done.returncode} {done.stderr}"
    assert not re.search(r"^Traceback", done.stderr, re.MULTILINE), done.stderr
    return json.loads(done.stdout)
