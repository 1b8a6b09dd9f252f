"""A process that saves without end and says what was acknowledged; `test_durability` kills it. Not a test itself."""

from __future__ import annotations

import sys
from pathlib import Path

from mentorwidgets.model import Operation
from mentorwidgets.store import Store

BATCH = 7


def main(where: str, run: str) -> None:
    """Save batches named ``<run>-0``, ``<run>-1`` ... and print each name after its answers came."""
    with Store.open(where if "://" in where else Path(where)) as store:
        number = 0
        while True:
            name = f"{run}-{number}"
            wishes = [
                Operation(
                    op=f"op-{name}-{n:04}", worksheet="oak/pairing", key=f"note/{n}/{name}", value=name * 50, base=0
                )
                for n in range(BATCH)
            ]
            assert all(answer.outcome == "saved" for answer in store.apply_many([(wish, "Ana") for wish in wishes]))
            sys.stdout.write(f"{name}\n")
            sys.stdout.flush()
            number += 1


if __name__ == "__main__":
    main(*sys.argv[1:])
