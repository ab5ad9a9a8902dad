"""The same job on a machine without a screen: pictures, a table, and their places."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
from pathlib import Path

from PySide6.QtGui import QImage

from tests.e2e.desktop import ROOT


def colours(file: Path) -> int:
    """How many colours a raster of points of the picture has; a blank page has a few."""
    picture = QImage(str(file))
    return len(
        {
            picture.pixel(x, y)
            for x in range(0, picture.width(), 5)
            for y in range(0, picture.height(), 5)
        }
    )


def test_make_run_draws_the_pages_and_says_where_they_are(tmp_path):
    # A checkout of its own, so that nothing is written beside the sources.
    checkout = tmp_path / "checkout"
    (checkout / "tools").mkdir(parents=True)
    shutil.copy(ROOT / "tools" / "run.sh", checkout / "tools")
    for part in (".venv", "healthdesk", "resources", "migrations"):
        (checkout / part).symlink_to(ROOT / part)
    env = {k: v for k, v in os.environ.items() if k not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    done = subprocess.run(
        [str(checkout / "tools" / "run.sh")],
        env=env,
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )
    assert done.returncode == 0, done.stderr
    assert "no screen" in done.stdout
    assert not done.stderr
    made = [Path(line) for line in done.stdout.splitlines() if line.startswith(("/", "out"))]
    made = [file if file.is_absolute() else checkout / file for file in made]
    pictures = [file for file in made if file.suffix == ".png"]
    assert {file.name for file in pictures} == {
        f"{page}-{look}.png"
        for page in ("today", "records", "charts")
        for look in ("light", "dark")
    }
    assert all(colours(file) > 20 for file in pictures)
    (table,) = (file for file in made if file.suffix == ".csv")
    with table.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    assert len(rows) > 1000
    assert {row["person"] for row in rows} == {"Demo"}
