"""Locks on open files that another process of ours can see, gone with the process."""

from __future__ import annotations

import sys


def try_lock(fd: int, *, exclusive: bool) -> bool:
    """Try once; the lock lives as long as the descriptor."""
    if sys.platform == "win32":
        import portalocker

        flags = portalocker.LockFlags.NON_BLOCKING | (
            portalocker.LockFlags.EXCLUSIVE if exclusive else portalocker.LockFlags.SHARED
        )
        try:
            portalocker.lock(fd, flags)
        except portalocker.LockException:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(fd, (fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
