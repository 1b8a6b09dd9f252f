"""The near side of a warm parent: starting it, asking it for a kernel, and holding the kernel's life line.

The parent listens on a Unix socket in a folder that only its owner can enter. One connection is one kernel: a JSON
line ``{"argv", "env", "cwd"}`` asks, ``{"pid"}`` answers, and ``{"rc"}`` comes when the kernel has ended. Nothing is
polled by process id, so a number that the system gives out again cannot be mistaken for the kernel.
"""

from __future__ import annotations

import atexit
import json
import os
import selectors
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any

PRELOAD: tuple[str, ...] = ("mentorwidgets.workbook", "mentorwidgets.widgets", "mentorwidgets.pairing")
PATIENCE = 30.0  # seconds for a parent to import everything, or for a fork


def can_fork() -> bool:
    """Whether forking a process that has imported libraries is safe here: on Linux, yes."""
    return sys.platform == "linux"


class WarmParent:
    """One warm Python, made when it is first asked and made again when it has died.

    Args:
        preload: modules to import before the first kernel.
    """

    def __init__(self, preload: Sequence[str] = PRELOAD) -> None:
        self._preload = tuple(preload)
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._room = ""
        self._owner = os.getpid()
        self._ready = False
        atexit.register(self.close)

    def start(self) -> None:
        """Begin importing, without waiting for it."""
        with self._lock:
            if self._owner != os.getpid():  # we are a copy: that parent serves another process
                self._process, self._owner = None, os.getpid()
            if self._process is None or self._process.poll() is not None:
                self._begin()

    def kernel(self, argv: Sequence[str], env: Mapping[str, str], cwd: str) -> KernelProcess:
        """Fork a kernel; OSError when the parent cannot be had."""
        self.start()
        with self._lock:
            self._wait_until_ready()
        return KernelProcess(self._address, {"argv": list(argv), "env": dict(env), "cwd": cwd})

    def close(self) -> None:
        """End the parent and with it every kernel it made."""
        with self._lock:
            self._end()

    @property
    def _address(self) -> str:
        return str(Path(self._room) / "socket")

    def _end(self) -> None:
        if self._process is not None and self._owner == os.getpid():
            self._process.kill()
            self._process.wait()
            if self._process.stdout:
                self._process.stdout.close()
            shutil.rmtree(self._room, ignore_errors=True)
            self._process = None

    def _begin(self) -> None:
        self._end()
        self._room = tempfile.mkdtemp(prefix="mentorwidgets-warm-")
        self._ready = False
        words = ["--socket", self._address, "--preload", ",".join(self._preload), "--owner", str(os.getpid())]
        command = [sys.executable, "-m", "mentorwidgets.kernels.parent", *words]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL)  # noqa: S603  our own module

    def _wait_until_ready(self) -> None:
        if self._ready or self._process is None or self._process.stdout is None:
            return
        if not _speaks(self._process.stdout, PATIENCE) or self._process.stdout.readline() != b"ready\n":
            raise OSError("The warm parent did not start.")
        self._ready = True


class KernelProcess:
    """Looks like a `subprocess.Popen` to jupyter_client: a forked kernel, seen through its life line."""

    stdin: IO[bytes] | None = None
    stdout: IO[bytes] | None = None
    stderr: IO[bytes] | None = None

    def __init__(self, address: str, request: Mapping[str, Any]) -> None:
        self.returncode: int | None = None
        self._rest = b""
        self._line = socket.socket(socket.AF_UNIX)
        self._line.settimeout(PATIENCE)
        try:
            self._line.connect(address)
            self._line.sendall(json.dumps(request).encode() + b"\n")
            answer = self._message(PATIENCE)
        except OSError:
            self._line.close()
            raise
        if answer is None:
            self._line.close()
            raise OSError("The warm parent went away.")
        self.pid: int = answer["pid"]

    def poll(self) -> int | None:
        """Return the exit code, or None while the kernel lives."""
        try:
            return self.wait(0)
        except subprocess.TimeoutExpired:
            return None

    def wait(self, timeout: float | None = None) -> int:
        """Return the exit code; subprocess.TimeoutExpired when it does not come within ``timeout`` seconds."""
        if self.returncode is None:
            try:
                message = self._message(timeout)
            except TimeoutError:
                raise subprocess.TimeoutExpired("a forked kernel", timeout or 0) from None
            except OSError:
                message = None
            self.returncode = message["rc"] if message else -signal.SIGKILL
            self._line.close()
        return self.returncode

    def send_signal(self, number: int) -> None:
        """Send a signal, unless the kernel has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        """Ask the kernel to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End the kernel at once."""
        self.send_signal(signal.SIGKILL)

    def _message(self, timeout: float | None) -> dict[str, Any] | None:
        while b"\n" not in self._rest:
            if not _speaks(self._line, timeout):
                raise TimeoutError
            data = self._line.recv(4096)
            if not data:
                return None
            self._rest += data
        line, _, self._rest = self._rest.partition(b"\n")
        message: dict[str, Any] = json.loads(line)
        return message


def _speaks(line: socket.socket | IO[bytes], timeout: float | None) -> bool:
    """Whether something comes within so many seconds; with `select` it would end at a thousand open files."""
    with selectors.DefaultSelector() as selector:
        selector.register(line, selectors.EVENT_READ)
        return bool(selector.select(timeout))
