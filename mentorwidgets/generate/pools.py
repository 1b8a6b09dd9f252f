"""Many tasks at once on this computer, a few in hand at any time: memory does not grow with the table."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from itertools import islice

from mentorwidgets.generate.work import Made, Task, make

_RUNS = "mentorwidgets.generate.runs"  # loaded only where copies are run


def local_pool(tasks: Iterator[Task], jobs: int) -> Iterator[Made]:
    """Do tasks in threads and give back each as it is done; Ctrl-C ends their kernels and starts no other."""
    _allow()  # a run that was stopped before, in this process, stops no other
    pool = ThreadPoolExecutor(jobs, "copies")
    running: set[Future[Made]] = set()
    try:
        running.update(pool.submit(make, task) for task in islice(tasks, 2 * jobs))
        while running:
            done, running = wait(running, return_when=FIRST_COMPLETED)
            running.update(pool.submit(make, task) for task in islice(tasks, len(done)))
            yield from (future.result() for future in done)
    except BaseException:
        _stop()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _allow() -> None:
    if _RUNS in sys.modules:
        sys.modules[_RUNS].allow()


def _stop() -> None:
    if _RUNS in sys.modules:
        sys.modules[_RUNS].stop_all()
