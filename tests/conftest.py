"""What tests of every room share: a served folder, and waiting for states instead of sleeping."""

from __future__ import annotations

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from served import Served

pytest_plugins = ["chromium", "postgres", "stage"]

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture(autouse=True)
def own_loop(request: pytest.FixtureRequest) -> Iterator[None]:
    """Tests may run loops of their own, also when a browser's loop of an earlier test still stands in this thread."""
    if "chromium" in request.fixturenames:
        yield
        return
    other = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(other)


@pytest.fixture(scope="session")
def serve_folder() -> Iterator[Callable[..., Served]]:
    """A factory of running servers: ``serve_folder(path, **options of serve)``; all are stopped at the end."""
    running: list[Served] = []

    def start(path: Path, **options: object) -> Served:
        running.append(Served(path, **options))
        return running[-1]

    yield start
    with ThreadPoolExecutor() as together:
        list(together.map(Served.close, running))


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
