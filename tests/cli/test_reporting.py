"""`export pdf`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.cli.conftest import TOP, CommandLine

PERIOD = ("--from", "2024-01-01", "--to", "2024-01-31")


@pytest.fixture
def filled(cli: CommandLine) -> CommandLine:
    cli.add("weight 81.4 2024-01-02 8:00 breakfast #home", "bp 128/82 71 2024-01-03 8:00")
    return cli


def text(path: Path) -> str:
    return " ".join(page.extract_text() for page in PdfReader(path).pages)


def test_file_and_standard_output_are_the_same(filled: CommandLine, tmp_path: Path):
    out = tmp_path / "report.pdf"
    answer = filled.json("export", "pdf", "--out", out, *PERIOD)
    assert answer == {"path": str(out), "format": "pdf", "records": 3}
    words = [sys.executable, "-m", "healthdesk", "export", "pdf", "--out", "-", *PERIOD]
    done = subprocess.run(words, cwd=TOP, capture_output=True, check=True, timeout=60)
    assert done.stdout == out.read_bytes()


def test_types_parts_paper_and_language(filled: CommandLine, tmp_path: Path):
    out = tmp_path / "report.pdf"
    said = filled.well(
        "export", "pdf", "--out", out, *PERIOD, "--type", "weight",
        "--sections", "summary,notes", "--paper", "us-letter", "--language", "de",
    ).out  # fmt: skip
    assert said == f"Report about 1 reading written to {out}\n"
    reader = PdfReader(out)
    assert round(reader.pages[0].mediabox.width) == 612
    assert "Gewicht (kg)" in text(out)
    assert "breakfast #home" in text(out)
    assert "Blutdruck" not in text(out)
    assert list(reader.attachment_list) == []


def test_what_went_out_comes_in_again(filled: CommandLine, tmp_path: Path):
    out = tmp_path / "report.pdf"
    filled.well("export", "pdf", "--out", out, *PERIOD)
    (file,) = filled.json("import", "--dry-run", out)["files"]
    assert (file["format"], file["read"], file["duplicate"]) == ("report", 3, 3)


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("--sections", "summary,foo"), 2, "no part “foo”"),
        (("--all-persons",), 2, "--all-persons"),
        (("--deleted",), 2, "--deleted"),
        (("--check",), 2, "--check"),
        (("--type", "nothing"), 5, "nothing"),
        (("--from", "2024-02-01", "--to", "2024-01-01"), 3, ""),
        (("--from", "2024-02-01T08:00"), 3, "no date"),
    ],
)
def test_what_cannot_be_is_refused(
    filled: CommandLine, tmp_path: Path, words: tuple[str, ...], status: int, said: str
):
    out = tmp_path / "report.pdf"
    assert said in filled.refused(status, "export", "pdf", "--out", out, *words)
    assert not out.exists()


def test_other_formats_take_no_options_of_reports(filled: CommandLine, tmp_path: Path):
    said = filled.refused(2, "export", "csv", "--out", tmp_path / "o.csv", "--paper", "a4")
    assert "--paper" in said
