"""One desktop for all tests here; each test starts the program on a data folder of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.e2e.desktop import Desktop, Program, indiscretions, log_lines


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.e2e)


@pytest.fixture(scope="session")
def desktop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desktop]:
    with Desktop.started(tmp_path_factory.mktemp("desktop")) as started:
        yield started


@pytest.fixture
def expected_codes() -> set[str]:
    """Codes of warnings that a test brings about: `expected_codes.add("not-a-database")`."""
    return set()


@pytest.fixture
def start(
    desktop: Desktop, data_dir: Path, expected_codes: set[str]
) -> Iterator[Callable[..., Program]]:
    """Start the program and wait for its window: `start()`, `start("--person", "Ann")`.

    At the end of the test each process was ended, none has logged a warning that the test
    did not expect, and nothing that was typed is in the log or in a window's title.
    """
    desktop.typed.clear()
    with ExitStack() as stack:

        def started(*arguments: str, **variables: str) -> Program:
            return stack.enter_context(Program.started(desktop, data_dir, *arguments, **variables))

        yield started
    warnings = [line for line in log_lines(data_dir) if line["level"] not in {"debug", "info"}]
    unexpected = [line for line in warnings if line.get("code") not in expected_codes]
    assert not unexpected, unexpected
    assert {line.get("code") for line in warnings} == expected_codes
    assert not indiscretions(data_dir, desktop.typed)
