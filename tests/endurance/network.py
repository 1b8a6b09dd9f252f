"""The network between a browser and a server: every byte is counted, and all of it can be cut at any moment.

It stands in front of the server under an address of its own, so that it is the same bad train for every browser.
"""

from __future__ import annotations

import contextlib
import dataclasses
import socket
import threading

_SOON = 0.2  # seconds


@dataclasses.dataclass(eq=False)
class _Call:
    """One connection: the browser's end and the server's."""

    ends: tuple[socket.socket, socket.socket]
    is_websocket: bool = False

    def cut(self) -> None:
        for end in self.ends:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


class Network:
    """Carries connections to ``127.0.0.1:target``; its own address is in ``host``.

    Args:
        target: the port of the server.
    """

    def __init__(self, target: int) -> None:
        self.target, self.is_on = target, True
        self.bytes, self.websockets, self.hung_up = 0, 0, 0
        self._calls: set[_Call] = set()
        self._lock, self._over = threading.Lock(), threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(_SOON)
        self.host = f"127.0.0.1:{self._listener.getsockname()[1]}"
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def off(self) -> None:
        """Nothing gets through, and what was on its way is lost."""
        self.is_on = False
        self._cut(lambda call: True)

    def on(self) -> None:
        """Connections are made again."""
        self.is_on = True

    def cut_websockets(self) -> int:
        """End the websockets alone; says how many there were."""
        return self._cut(lambda call: call.is_websocket)

    def close(self) -> None:
        """For good."""
        self._over.set()
        self.off()
        self._thread.join(5)
        self._listener.close()

    def _cut(self, which) -> int:
        with self._lock:
            found = [call for call in self._calls if which(call)]
        for call in found:
            call.cut()
        return len(found)

    def _listen(self) -> None:
        while not self._over.is_set():
            with contextlib.suppress(OSError):
                near, _ = self._listener.accept()
                threading.Thread(target=self._carry, args=(near,), daemon=True).start()

    def _carry(self, near: socket.socket) -> None:
        try:
            near.settimeout(None)
            if not self.is_on:
                return
            far = socket.create_connection(("127.0.0.1", self.target), timeout=5)
        except OSError:  # the server is dead
            return
        else:
            far.settimeout(None)
            call = _Call((near, far))
            with self._lock:
                self._calls.add(call)
            back = threading.Thread(target=self._pump, args=(far, near, call), daemon=True)
            back.start()
            self._pump(near, far, call)
            back.join()
            with self._lock:
                self._calls.discard(call)
                self.hung_up += call.is_websocket
            far.close()
        finally:
            near.close()

    def _pump(self, source: socket.socket, sink: socket.socket, call: _Call) -> None:
        with contextlib.suppress(OSError):
            while self.is_on and (some := source.recv(65536)):
                if not call.is_websocket and b"\r\nupgrade: websocket" in some.lower():
                    call.is_websocket = True
                    with self._lock:
                        self.websockets += source is call.ends[0]
                with self._lock:
                    self.bytes += len(some)
                sink.sendall(some)
        call.cut()
