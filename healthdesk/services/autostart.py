"""Starting with the session, as each system has it."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from healthdesk.domain.errors import StorageError
from healthdesk.paths import Paths, resource
from healthdesk.settings import Settings

SETTING: Final = "start_with_session"
_LABEL: Final = "org.healthdesk.window"
_RUN_KEY: Final = r"Software\Microsoft\Windows\CurrentVersion\Run"
_VALUE: Final = "HealthDesk"


def follow(settings: Settings, paths: Paths, environ: Mapping[str, str] = os.environ) -> None:
    """Write or remove the system's entry, as the setting says. Raises `StorageError` where
    that cannot be done."""
    wanted = bool(settings.get(SETTING))
    command = start_command(paths)
    if sys.platform == "win32":
        _in_registry(command if wanted else None)
        return
    if sys.platform == "darwin":
        file, text = Path.home() / "Library/LaunchAgents" / f"{_LABEL}.plist", _plist(command)
    else:
        file, text = desktop_file(environ), desktop_entry(command).encode()
    try:
        if wanted:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text)
        else:
            file.unlink(missing_ok=True)
    except OSError as error:
        raise StorageError("autostart-not-written", path=str(file)) from error


def start_command(paths: Paths) -> tuple[str, ...]:
    """What starts this program's window on this data folder."""
    program = (sys.executable,) if hasattr(sys, "frozen") else (sys.executable, "-m", "healthdesk")
    folder = ("--data-dir", str(paths.data)) if paths.chosen else ()
    return (*program, *folder, "gui")


def desktop_file(environ: Mapping[str, str]) -> Path:
    """Where the Desktop Application Autostart Specification wants the entry."""
    config = environ.get("XDG_CONFIG_HOME", "").strip()
    folder = Path(config) if config else Path.home() / ".config"
    return folder / "autostart" / "healthdesk.desktop"


def desktop_entry(command: Sequence[str]) -> str:
    """An entry of the Desktop Entry Specification 1.5."""
    return "\n".join(
        (
            "[Desktop Entry]",
            "Type=Application",
            "Name=HealthDesk",
            f"Exec={' '.join(map(_quoted, command))}",
            f"Icon={resource('icons/healthdesk.svg')}",
            "Terminal=false",
            "",
        )
    )


def _quoted(word: str) -> str:
    # First what a quoted argument wants escaped, then what every text of an entry does.
    for sign in ("\\", '"', "`", "$"):
        word = word.replace(sign, f"\\{sign}")
    word = word.replace("%", "%%")
    return f'"{word}"'.replace("\\", "\\\\")


def _plist(command: Sequence[str]) -> bytes:
    import plistlib

    entry = {"Label": _LABEL, "ProgramArguments": list(command), "RunAtLoad": True}
    return plistlib.dumps(entry)


def _in_registry(command: Sequence[str] | None) -> None:
    if sys.platform == "win32":
        import winreg

        try:
            with winreg.CreateKey(winreg.HKEY_CURRENT_USER, _RUN_KEY) as key:
                if command is not None:
                    line = subprocess.list2cmdline(command)
                    winreg.SetValueEx(key, _VALUE, 0, winreg.REG_SZ, line)
                else:
                    with contextlib.suppress(FileNotFoundError):
                        winreg.DeleteValue(key, _VALUE)
        except OSError as error:
            raise StorageError("autostart-not-written", path=_RUN_KEY) from error
