"""`healthdesk serve` that counts nothing: beside it is told what counting costs.

`python -m tests.benchmarks.unmetered_server DATA_DIR` serves as the program does.
"""

from __future__ import annotations

import sys

from healthdesk.cli.main import run
from healthdesk.domain.meters import Meter
from healthdesk.storage import database


class Unmetered(Meter):
    def count(self, name: str, *labels: str, n: float = 1) -> None:
        pass

    def observe(self, name: str, seconds: float, *labels: str) -> None:
        pass


if __name__ == "__main__":
    # It makes one of its own where it is given none.
    setattr(database, "Meter", Unmetered)  # noqa: B010 - not a name of that module's own
    sys.exit(run(["--data-dir", sys.argv[1], "--json", "serve", "--port", "0"]))
