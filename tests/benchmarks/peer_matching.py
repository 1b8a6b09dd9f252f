"""Runs `matching`'s HospitalResident on a table of scores; for its own environment (see peer_mentor_match.py).

Reads ``{"score": [[...]], "forbidden": [[i, j], ...], "capacity": [...]}`` and prints CPU seconds and pairs as JSON.
"""

import json
import sys
import threading
import time
import warnings
from pathlib import Path

from matching.games import HospitalResident


def main(path):
    """Pair the table's people and print what came of it."""
    warnings.simplefilter("ignore")
    data = json.loads(Path(path).read_text(encoding="utf-8"))
    forbidden = {tuple(pair) for pair in data["forbidden"]}
    score, capacity = data["score"], data["capacity"]
    rows, columns = range(len(score)), range(len(capacity))
    started = time.process_time()
    wishes = {i: sorted((j for j in columns if (i, j) not in forbidden), key=lambda j: -score[i][j]) for i in rows}
    back = {j: sorted((i for i in rows if (i, j) not in forbidden), key=lambda i: -score[i][j]) for j in columns}
    names = {f"m{j}": [f"e{i}" for i in line] for j, line in back.items()}
    game = HospitalResident.create_from_dictionaries(
        {f"e{i}": [f"m{j}" for j in line] for i, line in wishes.items()}, names,
        {f"m{j}": capacity[j] for j in columns},
    )  # fmt: skip
    found = game.solve(optimal="resident")
    seconds = time.process_time() - started
    pairs = [[int(one.name[1:]), int(mentor.name[1:])] for mentor, ones in found.items() for one in ones]
    print(json.dumps({"seconds": seconds, "pairs": pairs}))


sys.setrecursionlimit(1_000_000)  # it copies its players by recursion
threading.stack_size(512 * 1024 * 1024)
thread = threading.Thread(target=main, args=(sys.argv[1],))
thread.start()
thread.join()
