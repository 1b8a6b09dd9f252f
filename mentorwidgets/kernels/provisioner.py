"""Gives jupyter_client its kernels: forked from a warm parent, or ordinary ones where that cannot be."""

from __future__ import annotations

import asyncio
import logging
import os
from pathlib import Path
from typing import Any

from jupyter_client.provisioning import LocalProvisioner

from mentorwidgets.kernels.warm import KernelProcess, WarmParent, can_fork

log = logging.getLogger("mentorwidgets")
WARM = WarmParent()
"""The warm parent of this process; nothing is started before the first kernel."""


class ForkProvisioner(LocalProvisioner):
    """A kernel provisioner named ``mentorwidgets-fork`` (jupyter-client.readthedocs.io, "Kernel provisioning")."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """Fork a kernel; when the warm parent cannot be had, start an ordinary one and say so in the log."""
        if not can_fork() or "ipykernel_launcher" not in " ".join(cmd):
            return await super().launch_kernel(cmd, **kwargs)
        cwd = str(kwargs.get("cwd") or Path.cwd())
        try:
            self.process = await asyncio.to_thread(WARM.kernel, cmd, kwargs.get("env") or os.environ, cwd)
        except OSError as error:
            log.warning("No warm kernel could be had (%s): starting an ordinary one.", error)
            return await super().launch_kernel(cmd, **kwargs)
        self.pid = self.pgid = self.process.pid  # the child leads a session of its own
        self.cwd = cwd
        return self.connection_info

    async def wait(self) -> int | None:
        """Wait until the kernel has ended, looking a hundred times a second: it is mostly ended to make room."""
        if not isinstance(self.process, KernelProcess):
            ended: int | None = await super().wait()
            return ended
        while (code := self.process.poll()) is None:  # noqa: ASYNC110  a life line is no event of asyncio
            await asyncio.sleep(0.01)
        self.process = None  # type: ignore[assignment]  # as the base class does: nothing runs any more
        return code
