"""Where everything lives: the data folder, the logs, the settings file, the shipped files."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from healthdesk.domain.errors import StorageError

APP = "healthdesk"
DATA_DIR_VARIABLE = "HEALTHDESK_DATA_DIR"
FOLDER_MODE = 0o700
FILE_MODE = 0o600


@dataclass(frozen=True, slots=True)
class Paths:
    """The places of one data folder; all absolute. `chosen` is True when the user named it."""

    data: Path
    logs: Path
    config_file: Path
    chosen: bool = False

    @classmethod
    def find(cls, data_dir: str | None, environ: Mapping[str, str]) -> Paths:
        """The folder named on the command line, else in the environment, else the platform's.

        A named folder holds logs and settings too, so that moving it moves everything.
        Nothing is made or looked at on disk.
        """
        named = data_dir or environ.get(DATA_DIR_VARIABLE, "").strip()
        if named:
            data = Path(named).expanduser().absolute()
            return cls(data, data / "logs", data / "config.toml", chosen=True)
        import platformdirs  # only here: a named folder does without it

        return cls(
            Path(platformdirs.user_data_dir(APP)),
            Path(platformdirs.user_log_dir(APP)),
            Path(platformdirs.user_config_dir(APP)) / "config.toml",
        )

    @property
    def database(self) -> Path:
        return self.data / "healthdesk.db"

    @property
    def lock(self) -> Path:
        """Held shared while the database is open, exclusively while it is replaced."""
        return self.data / "healthdesk.lock"

    @property
    def maintenance(self) -> Path:
        """Says who has the database for maintenance, since when and why."""
        return self.data / "maintenance"

    @property
    def backups(self) -> Path:
        return self.data / "backups"

    @property
    def exports(self) -> Path:
        return self.data / "exports"

    @property
    def window_socket(self) -> Path:
        """Where a second window finds the first one of this data folder."""
        return self.data / "window.sock"

    def make(self) -> None:
        """Make the data folder if it is missing, for this account alone (0700).

        Raises `StorageError` when it cannot be made or not be written to.
        """
        make_private(self.data)


def make_private(folder: Path) -> None:
    """Make `folder` (and the folders above it) or check that it can be used.

    A folder made here, or found empty, is closed to other accounts; one that already holds
    something keeps its rights, since it may be shared on purpose. Raises `StorageError`.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        try:
            folder.mkdir(mode=FOLDER_MODE)
        except FileExistsError:
            _adopt(folder)
    except (FileExistsError, NotADirectoryError) as error:
        raise StorageError("folder-is-a-file", path=str(folder)) from error
    except OSError as error:
        code = "disk-full" if error.errno == errno.ENOSPC else "folder-not-writable"
        raise StorageError(code, path=str(folder)) from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise StorageError("folder-not-writable", path=str(folder))


def _adopt(folder: Path) -> None:
    if not folder.is_dir():
        raise NotADirectoryError(str(folder))
    if os.name != "posix":
        return
    about = folder.stat()
    too_open = stat.S_IMODE(about.st_mode) & 0o077
    shared = about.st_mode & stat.S_ISVTX
    if too_open and not shared and about.st_uid == os.getuid() and not any(folder.iterdir()):
        folder.chmod(FOLDER_MODE)


def resource(name: str) -> Path:
    """A file or folder shipped with the program: `themes/dark.toml` of the resources, or
    `migrations` (with what is below it).

    In the wheel both stand inside the package, in a source checkout beside it, in a frozen
    program in its bundle. Raises `FileNotFoundError` where it is in none: then the
    installation is broken.
    """
    inside = Path(name) if name.split("/", 1)[0] == "migrations" else Path("resources", name)
    for root in _roots():
        found = root / inside
        if found.exists():
            return found
    raise FileNotFoundError(name)


@cache
def _around(file: str) -> Path:
    """The folder a module stands in; links are followed on disk, once."""
    return Path(file).resolve().parent


def _roots() -> tuple[Path, ...]:
    package = _around(__file__)
    bundle = getattr(sys, "_MEIPASS", None)
    if bundle:
        return (Path(bundle) / APP, Path(bundle), package)
    return (package, package.parent)
