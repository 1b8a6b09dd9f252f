"""The same tasks on a Dask cluster: its workers write into a folder that they share, or into a store."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from mentorwidgets.errors import GenerateError
from mentorwidgets.generate.work import Made, Task, make

if TYPE_CHECKING:
    from distributed import Client

PATIENCE = 30  # seconds to reach the scheduler
RETRIES = 3  # when workers die under a task; it does the same again and harms nothing


def cluster_pool(tasks: Iterator[Task], address: str) -> Iterator[Made]:
    """Do tasks on a cluster and give back each as it is done.

    Raises:
        GenerateError: dask.distributed is not installed, or nobody answers at the address.
    """
    client = _client(address)
    try:
        yield from _done(client, tasks)
    finally:
        client.close()


def _client(address: str) -> Client:
    try:
        from distributed import Client
    except ImportError:
        raise GenerateError(
            "A cluster needs dask.distributed, which is not installed.", "Run: pip install 'mentorwidgets[dask]'"
        ) from None
    try:
        return Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise GenerateError(f"No scheduler answers at {address}.", "Start one with: dask scheduler") from error


def _done(client: Client, tasks: Iterator[Task]) -> Iterator[Made]:
    from distributed import as_completed

    threads = sum(client.nthreads().values()) or 1
    asked: dict[str, str] = {}

    def submit(task: Task) -> Any:
        future = client.submit(make, task, pure=False, retries=RETRIES)
        asked[future.key] = task.program.slug
        return future

    waiting = as_completed([submit(task) for task in islice(tasks, 2 * threads + 2)], loop=client.loop)
    for future in waiting:
        yield _result(future, asked.pop(future.key))
        for task in islice(tasks, 1):
            waiting.add(submit(task))


def _result(future: Any, slug: str) -> Made:
    try:
        made: Made = future.result()
    except Exception as error:  # noqa: BLE001  whatever happened on the other computer is this program's trouble alone
        return Made(slug=slug, trouble=(f"The cluster could not do it: {type(error).__name__}.",))
    return made
