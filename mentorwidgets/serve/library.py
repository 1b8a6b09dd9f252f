"""The folder behind the pages: its database, its notebooks, and a few threads that read while the loop goes on."""

from __future__ import annotations

import asyncio
import json
import re
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from mentorwidgets.folder import Folder
from mentorwidgets.model import is_slug
from mentorwidgets.workbook import open_store, overview, snapshot

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mentorwidgets.model import Viewer
    from mentorwidgets.workbook import ProgramCard

P = ParamSpec("P")
T = TypeVar("T")
_STEM = re.compile(r"[a-z0-9]+([-_][a-z0-9]+)*")


class Library:
    """One folder, opened.

    Raises:
        ProgramError: it is not a folder of ours.
        StoreError: the database cannot be opened.
    """

    def __init__(self, where: Path, patience: float = 10.0) -> None:
        """Open the database; ``patience`` is how many seconds to wait while another program writes to it."""
        self.folder = Folder(where)
        self.folder.tidy()
        self.store = open_store(self.folder, patience)
        self._readers = ThreadPoolExecutor(2, "reader")
        self._slow = ThreadPoolExecutor(1, "slow")

    def notebook(self, slug: str, stem: str) -> Path | None:
        """The notebook of a worksheet; None when there is none, or when the names are not plain ones."""
        if not is_slug(slug) or not _STEM.fullmatch(stem):
            return None
        path = self.folder.workbooks / slug / f"{stem}.ipynb"
        return path if path.is_file() else None

    async def cards(self, viewer: Viewer) -> tuple[ProgramCard, ...]:
        """A card for each program that this viewer may open."""
        return await self.ask(overview, self.store, viewer)

    async def snapshot(self, slug: str, viewer: Viewer) -> bytes:
        """What a kernel may know that runs for this viewer, as JSON; ProgramError when it is no program of theirs."""
        return await self.ask(lambda: json.dumps(snapshot(self.store, slug, viewer)).encode())

    async def name(self, slug: str) -> str:
        """A program's name; ProgramError when there is no such program."""
        program = await self.ask(self.store.program, slug)
        return program.name

    async def ask(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Let a thread read, so that nobody else waits."""
        return await asyncio.get_running_loop().run_in_executor(self._readers, lambda: work(*args, **kwargs))

    async def ask_slowly(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The same for what takes long on purpose: one after the other, while the readers go on."""
        return await asyncio.get_running_loop().run_in_executor(self._slow, lambda: work(*args, **kwargs))

    def close(self) -> None:
        """Let go of the database, when the readers are done."""
        self._slow.shutdown(wait=True)
        self._readers.shutdown(wait=True)
        self.store.close()
