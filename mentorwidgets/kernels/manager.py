"""A kernel manager for batch runs: warm kernels behind jupyter_client's and papermill's own interfaces, unchanged."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from pathlib import Path
from queue import Empty
from typing import Any

import zmq
from jupyter_client.asynchronous import AsyncKernelClient
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from traitlets import Bool, Dict, Type, Unicode, default

_LONGEST_SOCKET = 100  # characters; the system allows 107


class WarmClient(AsyncKernelClient):
    """Is ready as soon as the kernel has been heard on both channels.

    jupyter_client's own client goes on when nothing was heard for a fifth of a second, twice.
    """

    async def wait_for_ready(self, timeout: float | None = None) -> None:  # noqa: ASYNC109  jupyter_client's word
        """Wait until the kernel answers and its outputs are heard; RuntimeError when it died or took too long."""
        until = time.monotonic() + (timeout or 60)
        while not await self._has_answered():
            if not await self.parent.is_alive():
                raise RuntimeError("The kernel died before it was ready.")
            if time.monotonic() > until:
                raise RuntimeError(f"The kernel was not ready in {timeout} seconds.")

    async def _has_answered(self) -> bool:
        self.kernel_info()
        try:
            self._handle_kernel_info_reply(await self.shell_channel.get_msg(timeout=1))
            await self.iopub_channel.get_msg(timeout=0.5)  # a new listener is welcomed, or hears of the next question
        except Empty:
            return False
        return True


class OneKernelSpec(KernelSpecManager):
    """Knows one kernel: this very Python, whatever the name."""

    provisioner = Unicode("mentorwidgets-fork", config=True)

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """The same for every name."""
        del kernel_name
        argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        warm = {"kernel_provisioner": {"provisioner_name": self.provisioner}}
        return KernelSpec(argv=argv, display_name="Python 3", language="python", env={}, metadata=warm)


class WarmKernelManager(AsyncKernelManager):
    """Give it to papermill: ``papermill.execute_notebook(..., kernel_manager_class=WarmKernelManager)``.

    Its sockets are files in a folder that only their owner can enter, so that no port of this computer is opened.
    """

    client_factory = Type(WarmClient)
    given = Dict(help="Environment variables of the kernel, added to those of this process.").tag(config=True)
    warm = Bool(default_value=True, help="Fork kernels where that is safe.").tag(config=True)

    def __init__(self, **keywords: Any) -> None:
        super().__init__(**keywords)
        self.context.setsockopt(zmq.RECONNECT_IVL, 5)  # milliseconds: a warm kernel is there sooner than the usual 100
        self._room = tempfile.mkdtemp(prefix="mw-")
        self.connection_file = str(Path(self._room) / "k.json")
        if sys.platform != "win32" and len(self._room) + len("/k-ipc-5") < _LONGEST_SOCKET:
            self.transport = "ipc"

    @default("kernel_spec_manager")
    def _own_spec(self) -> KernelSpecManager:
        return OneKernelSpec(provisioner="mentorwidgets-fork" if self.warm else "local-provisioner")

    async def start_kernel(self, **keywords: Any) -> None:
        """Start it with the environment that was given."""
        await super().start_kernel(**{"env": {**os.environ, **self.given}, **keywords})

    async def _async_wait(self, pollinterval: float = 0.01) -> None:
        await super()._async_wait(pollinterval)

    async def cleanup_resources(self, *, restart: bool = False) -> None:
        """Also take the folder of the sockets away."""
        await super().cleanup_resources(restart=restart)
        if not restart:
            shutil.rmtree(self._room, ignore_errors=True)
