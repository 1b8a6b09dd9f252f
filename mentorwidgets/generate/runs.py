"""Running a copy: papermill's own API, on warm kernels, several at once in one process."""

from __future__ import annotations

import asyncio
import contextvars
import dataclasses
import hashlib
import json
import re
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from jupyter_core.utils import ensure_event_loop

from mentorwidgets.errors import GenerateError
from mentorwidgets.generate.lightly import nbformat, papermill
from mentorwidgets.kernels import WARM, WarmKernelManager

START_TIMEOUT = 60  # seconds
STATE = "application/vnd.jupyter.widget-state+json"
_stopped = threading.Event()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """A notebook after its run: with outputs, or with words about what went wrong."""

    notebook: Any
    seconds: float
    trouble: str = ""


def stop_all() -> None:
    """End every kernel of this process and start no other: for Ctrl-C."""
    _stopped.set()
    WARM.close()


def allow() -> None:
    """Let notebooks run again, after a stop."""
    _stopped.clear()


def run(notebook: Any, *, folder: Path, environment: Mapping[str, str], timeout: float, warm: bool = True) -> Ran:
    """Run a prepared notebook.

    Args:
        notebook: with its parameters set; it is not changed.
        folder: where its kernel works.
        environment: variables of its kernel, added to those of this process.
        timeout: seconds for one cell.
        warm: fork its kernel from a warm parent, where that is safe.

    Returns:
        the notebook with outputs, and words when a cell failed, did not end, or its kernel died twice.
    """
    began = time.monotonic()
    text = json.dumps(notebook)
    for attempt in (1, 2):
        try:
            done = contextvars.Context().run(
                _in_own_loop, lambda: _execute(text, folder, environment, timeout, warm=warm)
            )
        except Exception as error:  # noqa: BLE001  the trouble of one notebook is told and harms no other
            if attempt == 1 and _is_dead(error) and not _stopped.is_set():
                continue
            return Ran(notebook=notebook, seconds=time.monotonic() - began, trouble=_words(error))
        return Ran(notebook=done, seconds=time.monotonic() - began)
    raise AssertionError("the second attempt returns")


def _in_own_loop(work: Callable[[], Any]) -> Any:
    if _is_in_a_loop():  # of a notebook: what runs copies there needs a thread of its own
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(_in_own_loop, work).result()
    # Jupyter makes an event loop for each thread and never closes it; this one goes with its notebook.
    loop = ensure_event_loop()
    try:
        return work()
    finally:
        loop.run_until_complete(_end_tasks())
        loop.run_until_complete(loop.shutdown_default_executor())
        loop.close()


async def _end_tasks() -> None:
    left = asyncio.all_tasks() - {asyncio.current_task()}
    for task in left:
        task.cancel()
    await asyncio.gather(*left, return_exceptions=True)


def _is_in_a_loop() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


def _execute(text: str, folder: Path, environment: Mapping[str, str], timeout: float, *, warm: bool) -> Any:
    from traitlets.config import Config

    if _stopped.is_set():
        raise GenerateError("Stopped before it was run.")
    settings = Config({"WarmKernelManager": {"given": dict(environment), "warm": warm}})
    return papermill().execute_notebook(
        nbformat().from_dict(json.loads(text)),
        None,
        kernel_name="python3",
        progress_bar=False,
        request_save_on_cell_execute=False,
        autosave_cell_every=0,
        start_timeout=START_TIMEOUT,
        execution_timeout=timeout,
        kernel_manager_class=WarmKernelManager,
        shutdown_kernel="immediate",
        record_timing=False,
        resources={"metadata": {"path": str(folder)}},
        config=settings,
    )


def with_steady_ids(notebook: Any, seed: str) -> Any:
    """Give the models of widgets names that are the same in every run, instead of random ones."""
    models = notebook.metadata.get("widgets", {}).get(STATE, {}).get("state", {})
    names = {old: hashlib.sha256(f"{seed}/{number}".encode()).hexdigest()[:32] for number, old in enumerate(models)}
    if not names:
        return notebook
    text = re.sub("|".join(map(re.escape, names)), lambda found: names[found[0]], json.dumps(notebook))
    return nbformat().from_dict(json.loads(text))


def _is_dead(error: Exception) -> bool:
    return type(error).__name__ == "DeadKernelError" or isinstance(error, (OSError, RuntimeError))


def _words(error: Exception) -> str:
    kind = type(error).__name__
    if kind == "PapermillExecutionError":
        told = error.args[0] if isinstance(error.args[0], str) else f"{error.ename}: {error.evalue}"  # type: ignore[attr-defined]
        cell = getattr(error, "cell_index", None)
        where = "A cell" if cell is None else f"Cell {cell + 1}"
        return f"{where} stopped with {getattr(error, 'ename', '')}: {getattr(error, 'evalue', told)}"[:500]
    if kind == "CellTimeoutError":
        return "A cell did not end in time."
    if kind == "DeadKernelError":
        return "The kernel died, twice."
    return f"{kind}: {error}"[:500]
