"""Lists the software HealthDesk comes with, and its licences, in THIRD_PARTY_LICENSES.md.

    python tools/third_party.py           say whether the file is up to date (exit 1 if not)
    python tools/third_party.py --write   write it anew

What is listed is decided by `requirements-run.lock`; licences are read from the metadata of
the installed packages.
"""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
from collections import defaultdict
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements-run.lock"
LISTING = ROOT / "THIRD_PARTY_LICENSES.md"

PIN = re.compile(r"^([a-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)

# Licences the packages' own metadata leave out or say in long.
KNOWN = {
    # Of other systems, so not installed where this runs.
    "rubicon-objc": "BSD-3-Clause",
    "winrt-runtime": "MIT",
    "winrt-windows-applicationmodel-core": "MIT",
    "winrt-windows-data-xml-dom": "MIT",
    "winrt-windows-foundation": "MIT",
    "winrt-windows-foundation-collections": "MIT",
    "winrt-windows-storage-streams": "MIT",
    "winrt-windows-ui-notifications": "MIT",
    # Its licence file is the zlib licence of pysqlite; the wheel holds SQLCipher and OpenSSL.
    "sqlcipher3": "Zlib; within: SQLCipher BSD-3-Clause, SQLite public domain, OpenSSL Apache-2.0",
}

HEAD = """\
# Software HealthDesk comes with

HealthDesk itself is under the Apache License 2.0 (LICENSE). It runs on the packages below,
each under its own licence. The full text lies in the package's `.dist-info` folder, in an
installation and in the frozen program alike; that of the LGPL and of the GPL it builds on,
which Qt's packages do not carry, in `LICENSES`.

Qt, PySide6 and Shiboken are used under the LGPL 3.0: they are separate shared libraries,
unchanged, and may be replaced by the user's own build of them.

| package | version | licence |
| --- | --- | --- |
"""
FOOT = """
The frozen program also carries Python itself (PSF-2.0) and the system libraries Qt loads.

Nothing of all this is copied into the source tree: icons, themes and texts are HealthDesk's own.
This file is written by `make licences`; a test compares it with the lock.
"""


def locked() -> dict[str, list[str]]:
    """Package → its locked versions, without those that only build the project."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    builders = {re.split(r"[<>=~! ]", line)[0] for line in project["dependency-groups"]["build"]}
    found: dict[str, list[str]] = defaultdict(list)
    for name, version in PIN.findall(LOCK.read_text("utf-8")):
        if name not in _only_for(builders):
            found[name].append(version)
    return dict(found)


def _only_for(builders: set[str]) -> set[str]:
    """The packages the lock holds for the sake of the builders alone, by its `via` notes."""
    via: dict[str, set[str]] = {}
    for block in re.split(r"\n(?=[a-z0-9])", LOCK.read_text("utf-8")):
        name = block.partition("==")[0].strip()
        reasons = set(
            re.findall(r"^    #(?: via)?\s+([a-z][\w.-]*(?: \(.*\))?)$", block, re.MULTILINE)
        )
        via.setdefault(name, set()).update(reasons - {"via"})
    only = set(builders)
    while True:
        more = {name for name, reasons in via.items() if reasons and reasons <= only} - only
        if not more:
            return only
        only |= more


def licence(name: str) -> str:
    """The SPDX expression of an installed package, or what else it says of its licence."""
    if name in KNOWN:
        return KNOWN[name]
    said = metadata.metadata(name)
    text = next((said[field] for field in ("License-Expression", "License") if field in said), "")
    if not text or "\n" in text:
        raise ValueError(f"{name} does not say its licence in one line: look, and add it to KNOWN")
    return text


def listing() -> str:
    rows = (
        f"| {name} | {' or '.join(versions)} | {licence(name)} |"
        for name, versions in sorted(locked().items())
    )
    return HEAD + "\n".join(rows) + "\n" + FOOT


def main() -> int:
    parser = argparse.ArgumentParser(description="List the licences of what HealthDesk runs on.")
    parser.add_argument("--write", action="store_true", help="write the file anew")
    write = parser.parse_args().write
    if write:
        LISTING.write_text(listing(), "utf-8")
        print(f"written: {LISTING.name}")
        return 0
    if LISTING.is_file() and LISTING.read_text("utf-8") == listing():
        print(f"{LISTING.name} is up to date")
        return 0
    print(f"{LISTING.name} is not up to date; make licences writes it anew", file=sys.stderr)
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
