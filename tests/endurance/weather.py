"""What happens around somebody who types: the network goes, the kernel dies, the server is killed, the phone sleeps."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from network import Network
    from served import Served
    from windows import Window

KINDS = (
    "websockets cut",
    "network off",
    "kernel killed",
    "server killed",
    "frames late",
    "asleep",
    "somebody else saves",
)
"""Each of them happens at some moment between two keys, and has passed again a few seconds later."""


class Weather:
    """The weather over one window.

    Args:
        served: the server.
        network: before it.
        window: in which somebody types.
        neighbour: saves something elsewhere in the same worksheet, as somebody else.
    """

    def __init__(self, served: Served, network: Network, window: Window, neighbour: Callable[[], None]) -> None:
        self._served, self._network, self._window, self._neighbour = served, network, window, neighbour
        self._began = time.monotonic()
        self._busy: threading.Thread | None = None
        self.story: list[str] = []
        self._acts: dict[str, Callable[[float], None]] = {
            "websockets cut": self._cut,
            "network off": self._go_off,
            "kernel killed": self._kill_kernels,
            "server killed": self._kill_server,
            "frames late": self._delay_frames,
            "asleep": self._sleep,
            "somebody else saves": self._elsewhere,
        }

    def note(self, words: str) -> None:
        """A line for the journal, with the second at which it happened."""
        self.story.append(f"{time.monotonic() - self._began:7.2f} s  {words}")

    def strike(self, kind: str, seconds: float) -> None:
        """Let one thing happen, for so many seconds where it lasts; what was before is over first."""
        self.clear()
        self.note(f"{kind} ({seconds:.1f} s)")
        self._acts[kind](seconds)

    def clear(self) -> None:
        """Wait until the last thing has passed."""
        if self._busy:
            self._busy.join()
            self._busy = None
        self._window.offline(yes=False)
        self._window.see("frames", 0)

    def _aside(self, work: Callable[[], None]) -> None:
        self._busy = threading.Thread(target=work, daemon=True)
        self._busy.start()

    def _cut(self, _seconds: float) -> None:
        self.note(f"{self._network.cut_websockets()} websockets are cut")

    def _go_off(self, seconds: float) -> None:
        self._network.off()
        self._window.offline(yes=True)

        def come_back() -> None:
            time.sleep(seconds)
            self._network.on()
            self.note("the network is back")

        self._aside(come_back)

    def _kill_kernels(self, _seconds: float) -> None:
        pids = self._served.kernels()
        for pid in pids:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.note(f"{len(pids)} kernels are dead")

    def _kill_server(self, seconds: float) -> None:
        self._served.kill()

        def start() -> None:
            time.sleep(seconds)
            self._served.start()
            self.note("the server is there again")

        self._aside(start)

    def _delay_frames(self, seconds: float) -> None:
        self._window.see("frames", 250 + 100 * seconds)

    def _sleep(self, seconds: float) -> None:
        self._window.freeze(seconds)

    def _elsewhere(self, _seconds: float) -> None:
        try:
            self._neighbour()
        except OSError as error:
            self.note(f"they could not: {error}")
