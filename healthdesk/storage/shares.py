"""Whether a folder lies on a network share, where SQLite's write-ahead log cannot be used.

Its shared memory works between processes of one machine only, and many shares keep no
promise about locks.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path, PurePosixPath

REMOTE = frozenset(
    {
        "nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ncpfs", "davfs", "webdav", "afpfs",
        "fuse.sshfs", "fuse.rclone", "fuse.davfs2", "fuse.gvfsd-fuse", "fuse.s3fs",
    }
)  # fmt: skip
_MOUNTS = Path("/proc/self/mounts")
_DRIVE_REMOTE = 4  # of GetDriveTypeW


def on_network_share(folder: Path) -> bool:
    """Looks at the mount the folder lies on; False where the system does not tell."""
    if sys.platform == "win32":
        import ctypes

        drive = folder.absolute().drive
        return drive.startswith("\\\\") or (
            ctypes.windll.kernel32.GetDriveTypeW(drive + "\\") == _DRIVE_REMOTE
        )
    if sys.platform == "darwin":
        import subprocess

        said = subprocess.run(
            ["/sbin/mount"], capture_output=True, text=True, check=False, timeout=5
        ).stdout
        return kind_of_mount(folder.resolve(), _mac_mounts(said)) in REMOTE
    try:
        mounts = _MOUNTS.read_text("utf-8", "replace")
    except OSError:
        return False
    return kind_of_mount(folder.resolve(), _linux_mounts(mounts)) in REMOTE


def kind_of_mount(folder: Path, mounts: list[tuple[str, str]]) -> str:
    """The file system of the deepest mount point above a folder, of (point, kind) pairs;
    of two at one point the later one covers the other."""
    best, kind = -1, ""
    place = PurePosixPath(folder)
    for point, found in mounts:
        mount = PurePosixPath(point)
        if (place == mount or mount in place.parents) and len(mount.parts) >= best:
            best, kind = len(mount.parts), found
    return kind


def _linux_mounts(text: str) -> list[tuple[str, str]]:
    rows = (line.split(" ") for line in text.splitlines())
    # Blanks in names stand as octal numbers.
    return [
        (re.sub(r"\\([0-7]{3})", lambda m: chr(int(m[1], 8)), row[1]), row[2])
        for row in rows
        if len(row) > 2
    ]


def _mac_mounts(text: str) -> list[tuple[str, str]]:
    found = (re.fullmatch(r".+? on (.+) \((\w+).*\)", line) for line in text.splitlines())
    return [(match[1], match[2]) for match in found if match]
