"""What was acknowledged survives `kill -9`; what was not is there wholly or not at all."""

from __future__ import annotations

import itertools
import os
import random
import subprocess
import sys
from collections import Counter

from mentorwidgets.store import Store

from . import killed

KILLS = int(os.environ.get("MENTORWIDGETS_KILLS", "5"))


def save_and_kill(address, run, acknowledgements) -> list[str]:
    """Let a process save, kill it in the middle after so many acknowledgements, and return all that it gave."""
    command = [sys.executable, killed.__file__, str(address), run]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        said = list(itertools.islice(process.stdout, acknowledgements))
        process.kill()
        return [line.strip() for line in [*said, *process.stdout] if line.endswith("\n")]


def test_nothing_acknowledged_is_lost(store, address):
    """After each kill every acknowledged batch is in fields and history, and no batch is there in part."""
    dice, acknowledged = random.Random(7), set()
    store.close()
    for run in range(KILLS):
        acknowledged |= set(save_and_kill(address, f"r{run}", dice.randint(1, 60)))
        with Store.open(address) as again:
            fields = Counter(key.split("/")[2] for key in again.fields("oak/pairing"))
            lines = Counter(line.key.split("/")[2] for line in again.history("oak/pairing"))
        assert fields == lines
        assert set(fields.values()) == {killed.BATCH}
        assert acknowledged <= set(fields)


def test_what_was_in_flight_can_be_sent_again(store, address):
    """After a kill the page sends everything again: nothing is done twice, and what was missing is done."""
    store.close()
    last = save_and_kill(address, "r0", 5)[-1]
    number = int(last.split("-")[1])
    with Store.open(address) as again:
        wishes = [
            killed.Operation(
                op=f"op-r0-{batch}-{n:04}",
                worksheet="oak/pairing",
                key=f"note/{n}/r0-{batch}",
                value=f"r0-{batch}" * 50,
                base=0,
            )
            for batch in range(number + 2)
            for n in range(killed.BATCH)
        ]
        answers = again.apply_many([(wish, "Ana") for wish in wishes])
        assert {(answer.outcome, answer.version) for answer in answers} == {("saved", 1)}
        assert again.seq() == len(again.fields("oak/pairing"))
