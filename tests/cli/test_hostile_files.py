"""`healthdesk import` as a process of its own, given files made to break it."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import TOP, CommandLine, assert_is_a_message
from tests.exchange.hostile_files import HEAVY, LIGHT, NAMES, READING, Hostile

# Of the processor, over both processes; a limit of safety, not a figure to reach.
SECONDS_MAX = 2.0
# Of the larger of the two processes; the other stays under 100 MB.
MEGABYTES_MAX = 200

# Runs a command and tells what it took; small itself, since a process begins with what is
# counted for the one that starts it.
MEASURES = """
import json, resource, subprocess, sys
done = subprocess.run(sys.argv[1:], capture_output=True, text=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
json.dump(
    [done.returncode, done.stdout, done.stderr, used.ru_utime + used.ru_stime,
     used.ru_maxrss / (1024 if sys.platform == "linux" else 1024**2)],
    sys.stdout,
)
"""


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary files are made; nothing may be left in it."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    return folder


def everything(folder: Path, *but: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*")) if not any(map(path.is_relative_to, but))]


@pytest.mark.slow
@pytest.mark.timeout(120)
@pytest.mark.parametrize("hostile", HEAVY, ids=lambda hostile: hostile.name)
def test_a_burden_is_put_down_at_once(
    cli: CommandLine, tmp_path: Path, scratch: Path, hostile: Hostile
):
    cli.add("weight 80")
    path = hostile.make(tmp_path)
    before, digest = everything(tmp_path, cli.folder), cli.digest()
    command = [sys.executable, "-m", "healthdesk", "import", str(path)]
    measured = subprocess.run(
        [sys.executable, "-c", MEASURES, *command],
        cwd=TOP, capture_output=True, check=True, text=True,
    )  # fmt: skip
    status, out, err, seconds, megabytes = json.loads(measured.stdout)
    assert (status, out) == (3, "")
    assert_is_a_message(err)
    assert seconds < SECONDS_MAX
    assert megabytes < MEGABYTES_MAX
    assert everything(tmp_path, cli.folder) == before
    assert cli.digest() == digest
    assert cli.json("imports", "list")["data"] == []


def test_lies_in_one_go(cli: CommandLine, tmp_path: Path, scratch: Path):
    """Each for itself is refused or read for what it is; nothing of them gets out."""
    paths = {}
    for number, hostile in enumerate(LIGHT):
        folder = tmp_path / str(number)
        folder.mkdir()
        paths[hostile.make(folder)] = hostile
    before = everything(tmp_path, cli.folder)
    done = cli.process("import", "--skip-bad", "--json", *paths)
    assert done.status == 3
    assert "Traceback" not in done.err
    read = {file["path"]: file["read"] for file in done.document["files"] if file["format"]}
    refused = {str(path) for path, hostile in paths.items() if hostile.refused}
    assert not any(read.get(path) for path in refused)
    assert sum(read.values()) >= len(NAMES) - 1
    # The same reading in all of them.
    assert cli.json("records", "list")["pagination"]["total"] == 1
    assert everything(tmp_path, cli.folder) == before


def test_one_that_is_refused_stores_nothing_of_the_others(cli: CommandLine, tmp_path: Path):
    cli.add("weight 80")
    good = tmp_path / "good.xml"
    good.write_bytes(READING)
    bad = tmp_path / "bad.xml"
    bad.write_bytes(b"<HealthData")
    digest = cli.digest()
    cli.refused(3, "import", good, bad)
    assert cli.digest() == digest


@pytest.mark.parametrize("place", ["/dev/null", "/dev/zero", "/dev/stdin", "/dev/full"])
def test_devices_are_no_files(cli: CommandLine, scratch: Path, place: str):
    done = cli.process("import", place, stdin=subprocess.DEVNULL)
    assert (done.status, done.out) == (3, "")
    assert_is_a_message(done.err)


FORMULAS = ["=HYPERLINK(0)", "+1", "-1", "@SUM(1)", "'=1", "\t=1"]


def test_formulas_are_words_that_survive_a_spreadsheet(cli: CommandLine, tmp_path: Path):
    file = tmp_path / "bp.csv"
    lines = [f'17031751933{n:02d},128,82,71,"{note}",null' for n, note in enumerate(FORMULAS)]
    header = "timestampUnixMs,systolic,diastolic,pulse,notes,needlePin"
    file.write_text("\n".join([header, *lines, ""]))
    cli.well("import", file)
    out = tmp_path / "out.csv"
    cli.well("export", "csv", "--out", out)
    with out.open(newline="") as opened:
        cells = [row["note"] for row in csv.DictReader(opened) if row["note"]]
    assert len(cells) >= len(FORMULAS)
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in cells)
    digest = cli.digest()
    cli.well("imports", "undo", 1)
    cli.well("import", out)
    assert cli.digest() == digest
