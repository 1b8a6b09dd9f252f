"""How long somebody waits for "saved" while another visitor sends what would stop a server.

For each kind, quiet and hostile turns take each other's place on the same server, so that what else the machine does falls
on both. Prints the median and the 95th percentile of both, and their ratios; at most 2 is what we promise. Hostile visitors are
processes of their own. With a number as an argument each turn has so many saves.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import socket
import statistics
import struct
import sys
import tempfile
import time
import uuid
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import frames
import spread
from served import OAK, SLUG, Served, Visitor, make_folder, write_notebook

if TYPE_CHECKING:
    from collections.abc import Callable

SAVES, TURNS, BOUND = 20, 6, 2.0
ROSTER = f"/mentorwidgets/api/roster/{SLUG}"
FILES = {
    "a cell far away": ("far.xlsx", spread.FAR["a prefix"]),
    "one text 30,000 times": ("shared.xlsx", spread.shared_often(1_000_000, 30_000)),
    "a million rows at once": ("rows.ods", spread.ods(spread.ods_row("Name") + spread.ods_row("Ana", rows=1_048_574))),
    "a cell of 80 kB": ("long.csv", b"Name,Email,Role\nAna," + b"a" * 80_000 + b",mentor\n"),
    "a cell of 4 MB": ("longer.csv", b"Name,Availability\nAna," + b"Mon 9-10 " * 450_000),
}


def bring(visitor: Visitor, name: str, data: bytes) -> None:
    """Bring a file in, and look at it."""
    headers = {"X-XSRFToken": visitor.cookies.get("_xsrf", ""), "X-File-Name": name}
    answer = visitor.ask("POST", f"{ROSTER}/read", data, {**headers, "Content-Type": "application/octet-stream"})
    if answer.status == 200:
        visitor.post(f"{ROSTER}/look", {"files": [{"key": answer.data["key"]}]})


def send_frames(visitor: Visitor, kernel: str) -> None:
    """The eight bytes, and others, on a page's own websocket."""

    async def send() -> None:
        line = await frames.connect(visitor, kernel)
        for frame in (struct.pack("!i", 2**31 - 1) + b"x" * 20, b"\xff" * 1_000_000, struct.pack("<Q", 2**60)):
            await line.write_message(frame, binary=True)
        line.close()

    asyncio.run(send())


def half_bodies(visitor: Visitor) -> None:
    """A hundred strangers who begin to send as much as they may, and stop; ten more each second ask for too much."""
    host, port = visitor.host.split(":")
    lines = [socket.create_connection((host, int(port)), timeout=20) for _ in range(100)]
    head = f"POST /in HTTP/1.1\r\nHost: {visitor.host}\r\nContent-Length: "
    for line in lines:
        line.sendall(f"{head}99000\r\n\r\n".encode() + b"x" * 90_000)
    for _ in range(100):
        with socket.create_connection((host, int(port)), timeout=20) as line:
            line.sendall(f"{head}4000000\r\n\r\n".encode())
            line.recv(100)
        time.sleep(0.1)
    for line in lines:
        line.close()


def guess(visitor: Visitor) -> None:
    """Keys that are wrong."""
    for _ in range(20):
        visitor.fill("/in", key=uuid.uuid4().hex)


def kinds(visitor: Visitor, kernel: str) -> dict[str, Callable[[], None]]:
    """What a hostile visitor does, again and again."""
    files = {name: lambda given=given: bring(visitor, *given) for name, given in FILES.items()}
    stranger = Visitor(visitor.host)
    return {
        **files,
        "frames": lambda: send_frames(visitor, kernel),
        "half-sent bodies": lambda: half_bodies(stranger),
        "wrong keys": lambda: guess(stranger),
    }


def again(deed: Callable[[], None]) -> None:
    """Until this process is ended."""
    while True:
        try:
            deed()
        except Exception:  # noqa: BLE001 - a server that hangs up is a good one
            time.sleep(0.05)


class Editor:
    """Somebody who changes one answer again and again, and waits for "saved" each time."""

    def __init__(self, visitor: Visitor) -> None:
        self._visitor, self._version = visitor, 0
        self.save(5)

    def save(self, count: int) -> list[float]:
        """How long each of so many saves took."""
        waits = []
        for _ in range(count):
            wish = {"op": uuid.uuid4().hex, "worksheet": f"{SLUG}/pairing", "key": "assign/ben", "base": self._version}
            begin = time.perf_counter()
            answer = self._visitor.post("/mentorwidgets/api/save", {"ops": [{**wish, "value": self._version % 2 == 0}]})
            waits.append(time.perf_counter() - begin)
            (one,) = answer.data["answers"]
            if one["outcome"] != "saved":
                raise SystemExit(f"not saved: {one}")
            self._version = one["version"]
            time.sleep(0.02)  # a person thinks; the hostile one does not
        return waits


def measure(name: str, deed: Callable[[], None], other: Editor, count: int) -> float:
    """Turns with and without; the ratio of the medians."""
    found: dict[bool, list[float]] = {False: [], True: []}
    for _ in range(TURNS):
        for is_hostile in (False, True):
            at_work = multiprocessing.get_context("fork").Process(target=again, args=(deed,), daemon=True)
            if is_hostile:
                at_work.start()
                time.sleep(0.3)
            found[is_hostile] += other.save(count)
            if is_hostile:
                at_work.terminate()
                at_work.join()
                time.sleep(1)
    quiet, hostile = (statistics.quantiles(found[which], n=20) for which in (False, True))
    ratio = hostile[9] / quiet[9]
    sys.stdout.write(
        f"{name}: p50 {quiet[9] * 1000:.1f} ms, then {hostile[9] * 1000:.1f} ms, ratio {ratio:.2f}; "
        f"p95 {quiet[18] * 1000:.1f} ms, then {hostile[18] * 1000:.1f} ms, ratio {hostile[18] / quiet[18]:.2f}; "
        f"worst {max(found[True]) * 1000:.0f} ms\n"
    )
    sys.stdout.flush()
    return ratio


def main() -> None:
    """Measure all kinds; exit 1 when one of them makes others wait more than twice as long."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else SAVES
    with tempfile.TemporaryDirectory() as place:
        folder = make_folder(Path(place) / "library", OAK)
        write_notebook(folder, "plain", "# Plain", "print(1)")
        served = Served(folder.path)
        try:
            hostile, other = served.visitor(), served.visitor()
            hostile.get("/")
            other.get("/")
            page = hostile.get(f"/programs/{SLUG}/plain").text
            kernel = page.partition('data-kernel="')[2].partition('"')[0]
            editor = Editor(other)
            ratios = [measure(name, deed, editor, count) for name, deed in kinds(hostile, kernel).items()]
        finally:
            served.close()
    sys.exit(max(ratios) > BOUND)


if __name__ == "__main__":
    main()
