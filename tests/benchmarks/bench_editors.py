"""A hundred editors who save each second: our server, and PostgreSQL written by a process for each editor.

Prints how long an editor waits for "saved" (from the moment it should have been sent), p50 and p95, and the ratio of the
p95 (ours / peer; less than 1 is what we want). Both sides really sync to the disk, and run one after the other on the same
machine together with their editors. With seconds as an argument each side runs so long.
"""

from __future__ import annotations

import asyncio
import dataclasses
import json
import multiprocessing
import os
import random
import statistics
import sys
import tempfile
import time
import uuid
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg

from mentorwidgets.model import Operation, Program, field_key
from mentorwidgets.store import Store
from tests.postgres import PROGRAMS, PostgresServer
from tests.served import Served, make_folder

if TYPE_CHECKING:
    from collections.abc import Callable

EDITORS, SHEETS, WARM = 100, 10, 3
BOUND = 0.250  # seconds, of the 95th percentile
WORDS = "We met at the branch and talked about budgets. " * 4
SAVE = "/mentorwidgets/api/save"


def slug(number: int) -> str:
    """The program of an editor: ten at each worksheet."""
    return f"oak-{number % SHEETS}"


def plain_operation(number: int, version: int) -> dict:
    """The next text of an editor's own note, as it goes over the wire."""
    key = field_key("note", f"editor-{number}", "ana", "Mentoring")
    sheet, text = f"{slug(number)}/pairing", f"{WORDS}{version}"
    return {"op": uuid.uuid4().hex, "worksheet": sheet, "key": key, "value": text, "base": version}


@dataclasses.dataclass
class Clock:
    """When an editor saves: each second at a moment of its own. The first seconds warm up and are not counted."""

    number: int
    seconds: int
    start: float

    def moments(self) -> list[float]:
        """All of them, in the clock's seconds."""
        first = self.start + random.Random(self.number).random()
        return [first + second for second in range(WARM + self.seconds)]


class Line:
    """An editor's connection to our server, kept open as browsers do."""

    def __init__(self, served: Served) -> None:
        visitor = served.visitor()
        visitor.get("/")
        self.host, _, self.port = served.host.partition(":")
        cookie = visitor.cookie_header()["Cookie"]
        self.head = f"Host: {served.host}\r\nCookie: {cookie}\r\nX-XSRFToken: {visitor.cookies['_xsrf']}\r\n"

    async def open(self) -> None:
        """Connect."""
        self.reader, self.writer = await asyncio.open_connection(self.host, int(self.port), limit=1 << 24)

    async def ask(self, method: str, path: str, body: str = "") -> bytes:
        """Send a request and read its answer."""
        kind = f"Content-Type: application/json\r\nContent-Length: {len(body.encode())}\r\n"
        self.writer.write(f"{method} {path} HTTP/1.1\r\n{self.head}{kind}\r\n{body}".encode())
        head = await self.reader.readuntil(b"\r\n\r\n")
        if b" 200 " not in head.partition(b"\r\n")[0]:
            raise OSError(head.decode())
        length = next(int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
        return await self.reader.readexactly(length)

    async def listen(self, path: str) -> None:
        """Read the news of a worksheet until cancelled, as its page does."""
        self.writer.write(f"GET {path} HTTP/1.1\r\n{self.head}\r\n".encode())
        while await self.reader.read(1 << 16):
            pass


async def edit(line: Line, clock: Clock) -> list[float]:
    """Save each second; how long each answer took."""
    await line.open()
    waits, version = [], 0
    for moment in clock.moments():
        await asyncio.sleep(max(0, moment - time.monotonic()))
        answer = await line.ask("POST", SAVE, json.dumps({"ops": [plain_operation(clock.number, version)]}))
        version = json.loads(answer)["answers"][0]["version"]
        waits.append(time.monotonic() - moment)
    return waits[WARM:]


async def listen(line: Line, number: int) -> None:
    """Look at the worksheet as an open page does."""
    await line.open()
    await line.listen(f"/mentorwidgets/api/events?worksheet={slug(number)}/pairing&since=0")


async def work(lines: list[Line], ears: list[Line], seconds: int) -> list[float]:
    """Everybody works."""
    hearing = [asyncio.create_task(listen(line, number)) for number, line in enumerate(ears)]
    start = time.monotonic() + 1
    waits = await asyncio.gather(*(edit(line, Clock(n, seconds, start)) for n, line in enumerate(lines)))
    for task in hearing:
        task.cancel()
    return [wait for some in waits for wait in some]


def ours(seconds: int, *, listening: bool) -> list[float]:
    """Our server with SQLite; ``listening``: every editor's page is open and hears what the others at it save."""
    programs = [Program(slug=slug(number), name=f"Oak {number}") for number in range(SHEETS)]
    with tempfile.TemporaryDirectory() as folder:
        served = Served(make_folder(Path(folder) / "library", *programs).path)
        try:
            lines, ears = ([Line(served) for _ in range(EDITORS)] for _ in range(2))
            return asyncio.run(work(lines, ears if listening else [], seconds))
        finally:
            served.close()


class Postgres(PostgresServer):
    """With full sync, and room for a connection of each editor."""

    def _run(self, program: str, *words: str) -> None:
        super()._run(program, *(word.replace("-c fsync=off", f"-c max_connections={EDITORS + 20}") for word in words))


def through_store(url: str) -> Callable[[dict], int]:
    """Save with our own store, which checks versions and keeps a history, opened by the editor's process."""
    store = Store.open(url)
    return lambda operation: store.apply(Operation(**operation), "Ana").version


def through_sql(url: str) -> Callable[[dict], int]:
    """Save with the least that keeps the promise: the row's version is checked, the history is written, one commit."""
    connection = psycopg.connect(url)

    def save(operation: dict) -> int:
        value, version = json.dumps(operation["value"]), operation["base"] + 1
        named = {**operation, "value": value, "version": version}
        with connection.transaction():
            connection.execute(UPSERT, named)
            connection.execute(HISTORY, named)
        return version

    return save


UPSERT = """INSERT INTO field VALUES (%(worksheet)s, %(key)s, %(version)s, %(value)s)
ON CONFLICT (worksheet, key) DO UPDATE SET version = excluded.version, value = excluded.value WHERE field.version = %(base)s"""
HISTORY = "INSERT INTO history (op, worksheet, key, version, value) VALUES (%(op)s, %(worksheet)s, %(key)s, %(version)s, %(value)s)"
TABLES = """CREATE TABLE field (worksheet text, key text, version bigint, value text, PRIMARY KEY (worksheet, key));
CREATE TABLE history (seq bigserial PRIMARY KEY, op text UNIQUE, worksheet text, key text, version bigint, value text)"""


def one_process(way: Callable[[str], Callable[[dict], int]], url: str, clock: Clock, pipe) -> None:
    """An editor with a process and a connection of its own."""
    save = way(url)
    waits, version = [], 0
    for moment in clock.moments():
        time.sleep(max(0, moment - time.monotonic()))
        version = save(plain_operation(clock.number, version))
        waits.append(time.monotonic() - moment)
    pipe.send(waits[WARM:])


def peers(way: Callable[[str], Callable[[dict], int]], url: str, seconds: int) -> list[float]:
    """A process for each editor."""
    context = multiprocessing.get_context("fork")
    start, ends, processes = time.monotonic() + 10, [], []
    for number in range(EDITORS):
        end, other = context.Pipe(duplex=False)
        ends.append(end)
        processes.append(context.Process(target=one_process, args=(way, url, Clock(number, seconds, start), other)))
        processes[-1].start()
    waits = [wait for end in ends for wait in end.recv()]
    for process in processes:
        process.join()
    return waits


def say(name: str, waits: list[float], base: float) -> float:
    """Print a line of numbers; gives the 95th percentile."""
    cuts = statistics.quantiles(waits, n=100)
    ratio = f", ratio of p95 {base / cuts[94]:.2f} (ours / this)" if base else ""
    sys.stdout.write(
        f"{name}: p50 {cuts[49] * 1000:.0f} ms, p95 {cuts[94] * 1000:.0f} ms, worst {max(waits) * 1000:.0f} ms{ratio}\n"
    )
    return cuts[94]


def on_postgres(seconds: int) -> list[tuple[str, list[float]]]:
    """The waits of both ways to write to PostgreSQL from many processes; nothing where it is not installed."""
    found = sorted(Path("/").glob(PROGRAMS.lstrip("/")), key=lambda path: int(path.parts[-3]))
    if not found:
        return []
    server = Postgres(found[-1].parent, Path(tempfile.mkdtemp(prefix="mw-postgres-")))
    try:
        url, plain = server.new_url(), server.new_url().replace("+psycopg", "")
        with Store.open(url) as store:
            for number in range(SHEETS):
                store.save_program(Program(slug=slug(number), name="Oak"))
        with psycopg.connect(plain) as connection:
            connection.execute(TABLES)
        who = "PostgreSQL, a process for each editor"
        return [
            (f"{who}, the same checks and history (our store)", peers(through_store, url, seconds)),
            (f"{who}, two bare statements without page, server or rules", peers(through_sql, plain, seconds)),
        ]
    finally:
        server.stop()


def main() -> None:
    """Measure all in one run."""
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    sys.stdout.write(f"{os.cpu_count()} cores, load before: {os.getloadavg()[0]:.1f}\n")
    with_pages, alone = ours(seconds, listening=True), ours(seconds, listening=False)
    ninety_five = say(f"{EDITORS} editors, our server with SQLite, every page listening", with_pages, 0)
    say("the same, nobody listening", alone, 0)
    for name, waits in on_postgres(seconds):
        say(name, waits, ninety_five)
    sys.stdout.write(f"bound of {BOUND * 1000:.0f} ms: {'kept' if ninety_five <= BOUND else 'MISSED'}\n")


if __name__ == "__main__":
    main()
