"""One desktop for all tests here; each test starts the program on a data folder of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.e2e.desktop import Desktop, Program


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
def start(desktop: Desktop, data_dir: Path) -> Iterator[Callable[..., Program]]:
    """Start the program and wait for its window: `start()`, `start("--person", "Ann")`."""
    with ExitStack() as stack:

        def started(*arguments: str, **variables: str) -> Program:
            return stack.enter_context(Program.started(desktop, data_dir, *arguments, **variables))

        yield started
