"""How much a group commit saves. Prints ratios; run it with ``python tests/benchmarks/bench_store.py [POSTGRES-URL]``."""

from __future__ import annotations

import itertools
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from mentorwidgets.model import Operation, Program
from mentorwidgets.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

NUMBERS = itertools.count(time.time_ns())
ROUNDS, SAVES = 5, 200


def wishes() -> list[tuple[Operation, str]]:
    """Two hundred changes of notes of a typical length."""
    return [
        (
            Operation(op=f"bench-{number}", worksheet="oak/pairing", key=f"note/{number}", value="word " * 40, base=0),
            "Ana",
        )
        for number in itertools.islice(NUMBERS, SAVES)
    ]


def seconds(work: Callable[[Sequence[tuple[Operation, str]]], object]) -> float:
    """The median of a few rounds."""
    times = []
    for _ in range(ROUNDS):
        batch = wishes()
        start = time.perf_counter()
        work(batch)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def say(words: str) -> None:
    """Print a line."""
    sys.stdout.write(f"{words}\n")


def measure(where: Path | str) -> None:
    """Print saves per second, one by one and in groups."""
    with Store.open(where) as store:
        store.save_program(Program(slug="oak", name="Oak"))
        single = seconds(lambda batch: [store.apply(wish, actor) for wish, actor in batch])
        group = seconds(store.apply_many)
        resent = wishes()
        store.apply_many(resent)
        again = seconds(lambda _: store.apply_many(resent))
        name = "PostgreSQL" if isinstance(where, str) else "SQLite"
    say(
        f"{name}: one commit each {SAVES / single:,.0f} saves/s ({single / SAVES * 1000:.2f} ms), "
        f"one commit for {SAVES} {SAVES / group:,.0f} saves/s ({group * 1000:.1f} ms), ratio {single / group:.1f}; "
        f"the same sent again takes {again / group:.2f} of that"
    )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder) / "bench.sqlite3")
    for url in sys.argv[1:]:
        measure(url)
