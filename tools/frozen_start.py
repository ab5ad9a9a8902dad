"""Where the frozen program begins: as `python -m healthdesk`, but able to start its helpers.

The import of files runs in a process of its own; frozen, that is this program again, and the
first line sends it to its work instead of opening a second window.
"""

from __future__ import annotations

import multiprocessing

from healthdesk.__main__ import run

if __name__ == "__main__":
    multiprocessing.freeze_support()
    raise SystemExit(run())
