"""State machines that try a journal: each run over a data folder of its own with two persons."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import ClassVar

from hypothesis.stateful import RuleBasedStateMachine, initialize

from healthdesk.domain.accounts import OWNER
from tests.opened import open_folder, verified


class OverAFile(RuleBasedStateMachine):
    """At its end the file is verified. `empty_database` is what each run begins with."""

    empty_database: ClassVar[Path]

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())

    @initialize()
    def open(self) -> None:
        self.folder.chmod(0o700)
        shutil.copyfile(self.empty_database, self.folder / "healthdesk.db")
        self.app = open_folder(self.folder)
        self.me = self.app.journal.default_person(OWNER).id
        self.ben = self.app.journal.add_person(OWNER, "Ben")[0].id

    def teardown(self) -> None:
        if hasattr(self, "app"):
            verified(self.app)
            self.app.close()
        shutil.rmtree(self.folder)
