"""The far side: a warm Python that has imported what kernels need, and forks one kernel for each request.

Run as ``python -m mentorwidgets.kernels.parent``. It has no thread, no event loop and no zmq context of its own, so
that a fork is a clean copy. It ends when the process that owns it has ended, and its kernels end with it.
"""

from __future__ import annotations

import argparse
import atexit
import builtins
import contextlib
import ctypes
import gc
import importlib
import json
import os
import selectors
import signal
import socket
import sys
import types
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NoReturn

BOUNDS_VARIABLE = "MENTORWIDGETS_KERNEL_BOUNDS"
_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of prctl(2)
_LARGEST_REQUEST = 4 * 1024**2
_EVERY_KERNEL = (
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "ipykernel.zmqshell",
    "ipykernel.comm",
    "ipykernel.debugger",  # two thirds of a kernel's start, needed or not
    "IPython.core.completer",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.logger",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "IPython.utils.wildcard",
    "faulthandler",
    "sqlite3",
    "tornado.platform.asyncio",
)
"""What ipykernel imports when a kernel starts, some of it only then; not every release has all of it."""


class Parent:
    """Listens, forks, and tells each life line how its kernel ended."""

    def __init__(self, address: str, owner: int) -> None:
        self._owner = owner
        self._kernels: dict[int, socket.socket] = {}  # process id -> life line
        self._asking: dict[socket.socket, bytes] = {}
        self._ended, tell = os.pipe()
        for end in (self._ended, tell):
            os.set_blocking(end, False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the owner, who then ends us
        signal.set_wakeup_fd(tell)
        self._tell = tell
        self._door = _listen(address)
        self._selector = selectors.DefaultSelector()
        for source in (self._door, self._ended):
            self._selector.register(source, selectors.EVENT_READ)

    def run(self) -> None:
        """Serve until the owner has gone."""
        while os.getppid() == self._owner:
            for key, _ in self._selector.select(1.0):
                if key.fileobj is self._door:
                    self._welcome()
                elif key.fileobj == self._ended:
                    self._bury()
                else:
                    self._hear(key.fileobj)  # type: ignore[arg-type]

    def _welcome(self) -> None:
        line, _ = self._door.accept()
        self._asking[line] = b""
        self._selector.register(line, selectors.EVENT_READ)

    def _hear(self, line: socket.socket) -> None:
        try:
            data = line.recv(1 << 16)
        except OSError:
            data = b""
        self._asking[line] += data
        if data and b"\n" not in self._asking[line] and len(self._asking[line]) < _LARGEST_REQUEST:
            return
        self._selector.unregister(line)
        request = self._asking.pop(line)
        if request.endswith(b"\n"):
            self._fork(line, json.loads(request))
        else:
            line.close()

    def _fork(self, line: socket.socket, request: dict[str, Any]) -> None:
        pid = os.fork()
        if pid == 0:
            become_kernel(
                request, [self._door, line, *self._kernels.values(), *self._asking], [self._ended, self._tell]
            )
        self._kernels[pid] = line
        self._send(line, {"pid": pid})

    def _bury(self) -> None:
        with contextlib.suppress(BlockingIOError):
            os.read(self._ended, 4096)
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if not pid:
                return
            line = self._kernels.pop(pid, None)
            if line is not None:
                self._send(line, {"rc": os.waitstatus_to_exitcode(status)})
                line.close()

    def _send(self, line: socket.socket, message: dict[str, int]) -> None:
        with contextlib.suppress(OSError):  # whoever asked has gone: the kernel ends by its own poller
            line.sendall(json.dumps(message).encode() + b"\n")


def become_kernel(request: dict[str, Any], sockets: Iterable[socket.socket], ends: Iterable[int]) -> NoReturn:
    """Turn this forked copy into the ipykernel that was asked for; never returns."""
    code = 1
    try:
        _leave_parent(sockets, ends)
        _settle(request)
        code = _run_kernel()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 0
    except BaseException:  # noqa: BLE001  nothing may run on as a second parent
        sys.excepthook(*sys.exc_info())
    finally:
        with contextlib.suppress(BaseException):
            atexit._run_exitfuncs()  # noqa: SLF001  os._exit skips them, and ipykernel relies on them
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


def _leave_parent(sockets: Iterable[socket.socket], ends: Iterable[int]) -> None:
    os.setsid()
    ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    signal.set_wakeup_fd(-1)
    for number in (signal.SIGCHLD, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for one in sockets:
        one.close()
    for end in ends:
        os.close(end)
    atexit._clear()  # noqa: SLF001  what the parent registered is the parent's


def _settle(request: dict[str, Any]) -> None:
    os.environ.clear()
    os.environ.update(request["env"])
    os.environ["JPY_PARENT_PID"] = str(os.getppid())  # ipykernel's poller ends the kernel when this changes
    os.chdir(request["cwd"])
    argv = request["argv"]
    _limit(request["env"].get(BOUNDS_VARIABLE, ""))
    sys.argv = ["ipykernel_launcher", *argv[argv.index("-f") :]]
    sys.path[:] = [path for path in sys.path if path]
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed()  # the legacy generator is not reseeded by a fork
    gc.enable()


def _limit(bounds: str) -> None:
    """Bound what a kernel may use, as ``"seconds of the processor,bytes of memory"`` says, if it says anything."""
    if not bounds:
        return
    import resource

    seconds, size = map(int, bounds.split(","))
    os.nice(5)  # whoever saves goes before whoever computes
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
    resource.setrlimit(resource.RLIMIT_DATA, (size, size))  # not all addresses: what draws charts reserves far more
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _run_kernel() -> int:
    from ipykernel.kernelapp import IPKernelApp

    app = IPKernelApp.instance()
    app.initialize(sys.argv[1:])
    if "ipywidgets" in sys.modules:
        sys.modules["ipywidgets"].register_comm_target()  # at import there was no kernel to register with
    app.start()
    return 0


def warm_up(modules: Iterable[str]) -> None:
    """Import all that a kernel needs, then freeze it, so that copies share the memory."""
    os.environ.setdefault("PYDEVD_DISABLE_FILE_VALIDATION", "1")  # or the debugger warns on standard error
    for name in _EVERY_KERNEL:
        with contextlib.suppress(ModuleNotFoundError):
            importlib.import_module(name)
    vars(builtins)["get_ipython"] = lambda: types.SimpleNamespace(kernel=True)  # pandas asks at import
    for name in modules:
        importlib.import_module(name)
    del vars(builtins)["get_ipython"]
    gc.collect()
    gc.disable()
    gc.freeze()


def _listen(address: str) -> socket.socket:
    old = os.umask(0o177)
    try:
        door = socket.socket(socket.AF_UNIX)
        door.bind(address)
    finally:
        os.umask(old)
    door.listen(64)
    return door


def main() -> None:
    """Warm up, say ``ready`` and serve."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--socket", required=True)
    parser.add_argument("--preload", default="")
    parser.add_argument("--owner", type=int, required=True)
    words = parser.parse_args()
    warm_up(filter(None, words.preload.split(",")))
    parent = Parent(words.socket, words.owner)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    _let_go_of_output()
    parent.run()
    _clear_away(words.socket)


def _clear_away(address: str) -> None:
    # An owner that was killed could not take away its socket and the folder made for it alone.
    with contextlib.suppress(OSError):
        Path(address).unlink()
        Path(address).parent.rmdir()


def _let_go_of_output() -> None:
    # Each kernel says how to connect to it. Nobody reads that, and after some two hundred kernels the pipe is full.
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)


if __name__ == "__main__":
    main()
