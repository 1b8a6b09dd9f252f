"""What tests of every room share: a served folder, and waiting for states instead of sleeping."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from served import Served

pytest_plugins = ["chromium", "postgres"]

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def serve_folder() -> Iterator[Callable[..., Served]]:
    """A factory of running servers: ``serve_folder(path, **options of serve)``; all are stopped at the end."""
    running: list[Served] = []

    def start(path: Path, **options: object) -> Served:
        running.append(Served(path, **options))
        return running[-1]

    yield start
    for served in running:
        served.close()


@pytest.fixture(scope="session")
def eventually() -> Callable[..., object]:
    """Ask again until the answer is true; AssertionError after so many seconds."""

    def wait(ask: Callable[[], object], seconds: float = 20) -> object:
        until = time.monotonic() + seconds
        while not (found := ask()):
            assert time.monotonic() < until, "this never became true"
            time.sleep(0.05)
        return found

    return wait
