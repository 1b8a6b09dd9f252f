"""Kernels: one for each open worksheet, owned by who opened it, few at a time, and never left behind."""

from __future__ import annotations

import asyncio
import dataclasses
import math
import os
import sys
import time
import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import zmq
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from traitlets import Bool, Float, Integer, Unicode

from mentorwidgets.errors import ServeError
from mentorwidgets.kernels.parent import BOUNDS_VARIABLE
from mentorwidgets.serve import memory
from mentorwidgets.serve.logs import log, note_trouble
from mentorwidgets.serve.runtime import write_private

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from jupyter_client.manager import KernelManager

    from mentorwidgets.serve.clean import Part
    from mentorwidgets.serve.sessions import Session

KERNEL_SECONDS, KERNEL_BYTES = 1800, 2_000_000_000
"""Seconds of the processor and bytes of memory that one kernel may use until its page gets a new one."""
_GROWS = 10.0  # seconds until a kernel has taken the memory that it needs
_RETURNS = 20.0  # seconds in which a page that left may come back, also when others wait for a place
COMMS_ONLY = ["comm_open", "comm_close", "comm_msg", "comm_info_request", "kernel_info_request"]
_KEPT = {
    "PATH", "HOME", "USER", "LANG", "LANGUAGE", "TZ", "TMPDIR", "TEMP", "TMP", "VIRTUAL_ENV", "CONDA_PREFIX",
    "PYTHONPATH", "PYTHONHOME", "PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX", "LD_LIBRARY_PATH",
    "SYSTEMROOT", "APPDATA", "USERPROFILE", "MPLBACKEND", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS",
}  # fmt: skip


@dataclasses.dataclass(slots=True, kw_only=True)
class Room:
    """What we know of one kernel.

    ``alone_since``: when its last page left; None while there is one. ``begun``: when its place was taken.
    """

    owner: Session
    snapshot: Path
    address: str
    begun: float = dataclasses.field(default_factory=time.monotonic)
    alone_since: float | None = None
    parts: tuple[Part, ...] = ()
    title: str = ""


class Full(NamedTuple):
    """No place for one more kernel. ``seconds``: until there is one whatever others do; 0 where nobody knows."""

    is_theirs: bool
    seconds: int


class OurKernelSpec(KernelSpecManager):
    """Knows one kernel: this very Python. A kernel of the same name elsewhere on the machine is never started."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """The same for every name."""
        del kernel_name
        argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}", "--HistoryManager.enabled=False"]
        warm = {"kernel_provisioner": {"provisioner_name": "mentorwidgets-fork"}}
        return KernelSpec(argv=argv, display_name="Python", language="python", env={}, metadata=warm)

    def find_kernel_specs(self) -> dict[str, str]:
        """Name -> directory."""
        return {"python3": ""}

    def get_all_specs(self) -> dict[str, Any]:
        """Name -> directory and description."""
        return {"python3": {"resource_dir": "", "spec": self.get_kernel_spec("python3").to_dict()}}


class Kernels(AsyncMappingKernelManager):
    """Starts, caps, guards and ends kernels."""

    most = Integer(
        None, allow_none=True, config=True, help="How many may run at the same time; None: what memory holds"
    )
    most_each = Integer(
        6, config=True, help="How many may run at the same time for one person; the office has no bound"
    )
    base = Unicode("/", config=True, help="The path under which the pages lie")
    keep_spare = Bool(True, config=True, help="Whether a kernel is kept ready for the next page")
    grace = Float(120.0, config=True, help="Seconds a kernel waits for a page that left or never came")

    def __init__(self, **kwargs: Any) -> None:
        """Begin without kernels."""
        self.rooms: dict[str, Room] = {}
        self._spare = ""
        self._starts: dict[str, asyncio.Task[None]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        super().__init__(**kwargs)
        self.allowed_message_types = COMMS_ONLY
        self.context.max_sockets = self.context.get(zmq.SOCKET_LIMIT)  # its usual thousand would end at 70 pages

    def has_room(self) -> bool:
        """Whether one more kernel may be started: by a number where one was given, else by what the computer holds."""
        if self.most is not None:
            return len(self.rooms) < int(self.most)
        now = time.monotonic()
        return memory.has_room(sum(now - room.begun < _GROWS for room in self.rooms.values()))

    def has_room_for(self, owner: Session) -> bool:
        """Whether this person may have one more; the office may have all of them."""
        viewer = owner.viewer()
        theirs = sum(room.owner.seen == viewer for room in self.rooms.values())
        return viewer.role == "office" or theirs < int(self.most_each)

    async def make_room(self, owner: Session) -> Full | None:
        """End a kernel whose page left, where its place is needed; None when one more may be started."""
        for is_theirs in (True, False):
            if self.has_room_for(owner) if is_theirs else self.has_room():
                continue
            left = self._left(owner if is_theirs else None)
            wait = math.ceil(self._stays() - (time.monotonic() - left[0][0])) if left else 0
            if not left or wait > 0:
                return Full(is_theirs=is_theirs, seconds=wait)
            await self.end_quietly(left[0][1])
        return None

    def sessions(self) -> list[Session]:
        """Who has kernels."""
        return [room.owner for room in self.rooms.values()]

    def reserve(self, owner: Session, address: str, snapshot: bytes) -> str:
        """Take a place for a new kernel, before it is started; return the kernel's id."""
        kernel_id = self._living_spare() or str(uuid.uuid4())
        path = self._snapshot(kernel_id)
        write_private(path, snapshot)
        self._spare = ""
        self.rooms[kernel_id] = Room(owner=owner, snapshot=path, address=address)
        return kernel_id

    async def open(self, kernel_id: str) -> KernelManager:
        """Return the running kernel of a reserved place; the place is given back when there can be none.

        Raises:
            ServeError: the page was left before its kernel could be started.
        """
        try:
            if kernel_id in self._starts or kernel_id not in self:
                await self._begin(kernel_id)
        except BaseException:
            self.soon(self.end_quietly(kernel_id))
            raise
        if kernel_id not in self.rooms:
            raise ServeError("This page was left before its kernel was there.", "Load the page again.")
        return self.get_kernel(kernel_id)

    async def prepare_spare(self) -> None:
        """Start a kernel for the next page, if there is none: it knows nothing until a page is given to it."""
        if self.keep_spare and not self._spare and self.has_room():
            self._spare = str(uuid.uuid4())
            try:
                await self._begin(self._spare)
            except Exception as error:  # noqa: BLE001 - the next page then starts a kernel of its own
                self._spare = ""
                note_trouble("no kernel could be made ready", error)

    async def end(self, kernel_id: str) -> None:
        """End a kernel, if it is still there; its place is free at once."""
        self.forget(kernel_id)
        if kernel_id in self._starts:
            # What is half started cannot be ended: Jupyter does not know it yet.
            await asyncio.wait([self._starts[kernel_id]])
        if kernel_id in self:
            await self.shutdown_kernel(kernel_id, now=True)

    async def end_all_of(self, is_meant: Callable[[Session], bool]) -> None:
        """End the kernels of sessions that are over."""
        for kernel_id in [kernel_id for kernel_id, room in self.rooms.items() if is_meant(room.owner)]:
            await self.end_quietly(kernel_id)

    async def close(self) -> None:
        """End all of them; none is made ready any more."""
        self.keep_spare = False
        if self._starts:
            await asyncio.wait([*self._starts.values()])
        await self.shutdown_all(now=True)

    async def end_quietly(self, kernel_id: str) -> None:
        """End a kernel; what goes wrong is logged."""
        try:
            await self.end(kernel_id)
        except Exception as error:  # noqa: BLE001 - whoever calls has others to end, or nobody to tell
            note_trouble("a kernel could not be ended", error)

    def soon(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something without waiting for it. The loop alone would not keep it from being collected half way."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def is_owner(self, kernel_id: str, session: Session | None) -> bool:
        """Whether this kernel runs for that session, and for the person who stands behind it now."""
        room = self.rooms.get(kernel_id)
        return room is not None and session is not None and room.owner.is_same(session)

    def page_left(self, kernel_id: str) -> None:
        """The page was written, or its websocket closed: from now on the kernel waits alone."""
        room = self.rooms.get(kernel_id)
        if room is not None and not self._kernel_connections.get(kernel_id):
            room.alone_since = time.monotonic()

    def notify_connect(self, kernel_id: str) -> None:
        """A page is there."""
        super().notify_connect(kernel_id)
        if kernel_id in self.rooms:
            self.rooms[kernel_id].alone_since = None
            self.soon(self.prepare_spare())

    def notify_disconnect(self, kernel_id: str) -> None:
        """A page left."""
        super().notify_disconnect(kernel_id)
        self.page_left(kernel_id)

    async def sweep(self) -> None:
        """End the kernels whose pages left long ago."""
        now = time.monotonic()
        for kernel_id, room in list(self.rooms.items()):
            if room.alone_since is not None and now - room.alone_since > self.grace:
                log.info("kernel %s: nobody is there any more", kernel_id)
                await self.end_quietly(kernel_id)

    def runtime(self) -> Path:
        """Where snapshots and sockets lie."""
        return Path(self.connection_dir)

    def forget(self, kernel_id: str) -> None:
        """Give the place back and delete the snapshot."""
        room = self.rooms.pop(kernel_id, None)
        if room is not None:
            room.snapshot.unlink(missing_ok=True)
            _hang_up(kernel_id)

    def remove_kernel(self, kernel_id: str) -> Any:
        """Also forget what we know of a kernel that ended or died."""
        self.forget(kernel_id)
        self._spare = "" if kernel_id == self._spare else self._spare
        return super().remove_kernel(kernel_id) if kernel_id in self else None

    async def _async_shutdown_kernel(self, kernel_id: str, now: bool = True, restart: bool = False) -> Any:
        # A kernel holds nothing that is worth waiting for: end it at once.
        del now
        self.forget(kernel_id)
        return await super()._async_shutdown_kernel(kernel_id, now=True, restart=restart)

    shutdown_kernel = _async_shutdown_kernel

    async def cull_kernel_if_idle(self, kernel_id: str) -> None:
        """Never the one that is kept ready: to be idle is its work."""
        if kernel_id != self._spare:
            await super().cull_kernel_if_idle(kernel_id)

    async def _begin(self, kernel_id: str) -> None:
        # The spare may be taken while it is still starting: whoever wants it waits for the one start.
        if kernel_id not in self._starts:
            task = asyncio.get_running_loop().create_task(self._start(kernel_id))
            self._starts[kernel_id] = task
            task.add_done_callback(lambda done: self._started(kernel_id, done))
        await asyncio.shield(self._starts[kernel_id])

    async def _start(self, kernel_id: str) -> None:
        env = kernel_environment(self._snapshot(kernel_id), str(self.base))
        await self.start_kernel(kernel_name="python3", kernel_id=kernel_id, env=env, cwd=str(self.runtime()))

    def _started(self, kernel_id: str, done: asyncio.Task[None]) -> None:
        self._starts.pop(kernel_id, None)
        if not done.cancelled():
            done.exception()  # whoever waited has it; if nobody did, nobody needs it

    def _stays(self) -> float:
        return min(_RETURNS, float(self.grace))

    def _left(self, owner: Session | None) -> list[tuple[float, str]]:
        """Since when nobody is at a kernel, for one person's or for all of them, the longest first."""
        return sorted(
            (room.alone_since, kernel_id)
            for kernel_id, room in self.rooms.items()
            if room.alone_since is not None and (owner is None or room.owner.seen == owner.viewer())
        )

    def _living_spare(self) -> str:
        if self._spare in self._starts:
            return self._spare
        process = self.get_kernel(self._spare).provisioner.process if self._spare in self else None
        return self._spare if process is not None and process.poll() is None else ""

    def _snapshot(self, kernel_id: str) -> Path:
        return self.runtime() / f"{kernel_id}.json"


def _hang_up(kernel_id: str) -> None:
    # A page whose kernel ended would wait for ever: close its websocket, and it asks why.
    for connection in list(ZMQChannelsWebsocketConnection._open_sockets):  # noqa: SLF001 - Jupyter has no other list
        if connection.kernel_id == kernel_id:
            connection.websocket_handler.close()


def kernel_environment(snapshot: Path, base: str = "/") -> dict[str, str]:
    """The few variables that a kernel gets: no token, no secret, no address of the database, no request."""
    kept = {name: value for name, value in os.environ.items() if name in _KEPT or name.startswith("LC_")}
    ours = {
        "MENTORWIDGETS_SNAPSHOT": str(snapshot),
        "IPYTHONDIR": str(snapshot.parent / "ipython"),
        "VOILA_BASE_URL": base,
        "QUERY_STRING": "",
        BOUNDS_VARIABLE: f"{KERNEL_SECONDS},{KERNEL_BYTES}",
    }
    return {**kept, **ours}
