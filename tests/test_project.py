"""Promises of the project's own files: locks, layers, names, licences."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import healthdesk
from tools import third_party

ROOT = Path(__file__).parents[1]
LOCKS = ("requirements.lock", "requirements-run.lock")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
# Of the domain; whatever starts the command line imports them inside functions.
WITH_NUMPY = {
    "series", "statistics", "glucose_figures", "glucose_profile", "daily_rhythm", "change_points",
    "sleep_figures", "histogram",
}  # fmt: skip
MODULES = sorted((ROOT / "healthdesk").rglob("*.py"))
TEXT_SUFFIXES = {".py", ".toml", ".md", ".sh", ".lock", ".yaml", ".spec", ".qss", ".ts", ".svg", ""}


def pins(lock: str) -> dict[tuple[str, str], list[str]]:
    """(name, marker) → the requirement's version and hashes."""
    found = {}
    text = (ROOT / lock).read_text("utf-8")
    for line in re.sub(r"\\\n", " ", text).splitlines():
        if line and not line.lstrip().startswith("#"):
            requirement, *hashes = line.split(" --hash=")
            name, _, version = requirement.partition("==")
            version, _, marker = version.partition(";")
            found[name.strip(), marker.strip()] = [version.strip(), *map(str.strip, hashes)]
    return found


@cache
def tracked() -> tuple[Path, ...]:
    """The files of the repository; of a source archive without one, all that is there."""
    listed = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "-z"], capture_output=True, text=True, check=False
    )
    names = [Path(name) for name in listed.stdout.split("\0") if name]
    return tuple(ROOT / name for name in names if (ROOT / name).is_file())


class TestLocks:
    @pytest.mark.parametrize("lock", LOCKS)
    def test_names_no_host_and_no_folder(self, lock):
        text = (ROOT / lock).read_text("utf-8")
        assert "://" not in text
        assert not re.search(r"^\s*--(?!hash)|(^|\s)(/|~/|[A-Z]:\\)\S", text, re.MULTILINE)

    @pytest.mark.parametrize("lock", LOCKS)
    def test_every_package_has_hashes(self, lock):
        found = pins(lock)
        assert len(found) > 10
        for (name, _), (version, *hashes) in found.items():
            assert re.fullmatch(r"[0-9][\w.!+]*", version), name
            assert hashes, name
            assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", each) for each in hashes), name

    def test_compiled_packages_are_locked_for_more_than_one_platform(self):
        found = pins("requirements-run.lock")
        # One wheel each for Linux, macOS and Windows at the least.
        assert len(found["pyside6-essentials", ""]) > 3
        assert len(found["sqlcipher3", ""]) > 3

    def test_the_run_lock_is_a_part_of_the_whole_lock(self):
        whole = pins("requirements.lock")
        assert all(whole[key] == pin for key, pin in pins("requirements-run.lock").items())

    @pytest.mark.parametrize(
        ("lock", "groups"), [(LOCKS[0], ("dev", "build")), (LOCKS[1], ("build",))]
    )
    def test_what_is_declared_is_locked_in_a_version_that_fits(self, lock, groups):
        declared = [
            *PROJECT["project"]["dependencies"],
            *(
                line
                for group in groups
                for line in PROJECT["dependency-groups"][group]
                if isinstance(line, str)
            ),
        ]
        found = pins(lock)
        for requirement in map(Requirement, declared):
            versions = [
                version
                for (name, marker), (version, *_) in found.items()
                if name == canonicalize_name(requirement.name)
                and (not marker or Marker(marker).evaluate())
            ]
            assert len(versions) == 1, requirement
            assert requirement.specifier.contains(versions[0]), requirement

    def test_qt_is_held_below_the_release_that_aborts(self):
        (qt,) = (
            Requirement(line)
            for line in PROJECT["project"]["dependencies"]
            if line.startswith("PySide6")
        )
        assert not qt.specifier.contains("6.12.0")


class TestLayers:
    def imports(self, module: Path) -> set[str]:
        """The modules a file imports anywhere in it, by their full names."""
        tree = ast.parse(module.read_text("utf-8"))
        found: set[str] = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                found.update(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"relative import in {module}"
                found.add(node.module or "")
        return found

    def test_layers_are_declared_and_exhaustive(self):
        (layers,) = (
            contract
            for contract in PROJECT["tool"]["importlinter"]["contracts"]
            if contract["type"] == "layers"
        )
        assert layers["exhaustive"] is True
        assert layers["layers"][0] == "__main__"
        assert layers["layers"][-1] == "domain"

    @pytest.mark.slow
    def test_the_contracts_hold(self):
        done = subprocess.run(
            [str(Path(sys.executable).parent / "lint-imports"), "--no-logo", "--no-cache"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout

    def test_the_domain_knows_the_standard_library_and_numpy(self):
        allowed = sys.stdlib_module_names | {"healthdesk"}
        for module in (ROOT / "healthdesk" / "domain").rglob("*.py"):
            numbers = {"numpy"} if module.stem in WITH_NUMPY else set()
            roots = {name.partition(".")[0] for name in self.imports(module)}
            assert roots <= allowed | numbers, module

    def test_the_standard_librarys_sqlite_never_opens_our_file(self):
        # Two engines on one file corrupt it; a foreign file may be read (exchange).
        for module in MODULES:
            if module.parent.name != "exchange":
                assert not self.imports(module) & {"sqlite3", "PySide6.QtSql"}, module

    @pytest.mark.parametrize("name", ["utils", "helpers", "common", "misc"])
    def test_no_module_is_named_for_nothing(self, name):
        assert not [module for module in MODULES if name in {module.stem, module.parent.name}]


class TestTree:
    def test_no_file_names_a_folder_of_somebodys_computer(self):
        folder = f"{ROOT}/"
        for file in tracked():
            if file.suffix in TEXT_SUFFIXES:
                text = file.read_text("utf-8", errors="replace")
                assert folder not in text, file

    def test_nothing_is_left_unfinished(self):
        # Put together, so that this file does not find itself.
        marks = "|".join(
            (
                "TO" + "DO",
                "FIX" + "ME",
                "pragma: no" + " cover",
                "mark.sk" + "ip",
                "raise NotImpl" + "ementedError",
            )
        )
        for file in tracked():
            if file.suffix == ".py":
                text = file.read_text("utf-8")
                assert not re.search(rf"\b({marks})\b", text), file

    def test_the_licence_is_apache_and_names_the_holder(self):
        text = (ROOT / "LICENSE").read_text("utf-8")
        assert "Apache License\n                           Version 2.0, January 2004" in text
        assert re.search(r"Copyright \d{4} HealthDesk contributors\n", text)
        assert PROJECT["project"]["license"] == "Apache-2.0"

    def test_the_list_of_licences_is_that_of_the_lock(self):
        written = (ROOT / "THIRD_PARTY_LICENSES.md").read_text("utf-8")
        assert written == third_party.listing()

    def test_the_list_of_licences_names_what_is_shipped_and_not_what_builds_it(self):
        names = third_party.locked()
        assert {"pyside6-essentials", "sqlcipher3", "mako"} <= names.keys()
        assert not {"hatchling", "editables", "pathspec", "pytest"} & names.keys()

    def test_the_changelog_knows_this_version(self):
        text = (ROOT / "CHANGELOG.md").read_text("utf-8")
        assert re.search(rf"^## {re.escape(healthdesk.__version__)}\b", text, re.MULTILINE)

    def test_the_decision_on_dependencies_names_each(self):
        text = (ROOT / "docs/decisions/0001-dependencies.md").read_text("utf-8")
        for line in PROJECT["project"]["dependencies"]:
            assert Requirement(line).name in text

    @pytest.mark.parametrize("target", ["run", "test", "check", "bench", "soak", "dist"])
    def test_make_knows_its_targets(self, target):
        text = (ROOT / "Makefile").read_text("utf-8")
        assert re.search(rf"^{target}:.*## ", text, re.MULTILINE)
