"""Copies for many programs: ours against papermill, in the same run, on the same copies.

``python tests/benchmarks/bench_generate.py [PROGRAMS]``; 100 by default. Prints ratios, and memory of whole process trees.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from mentorwidgets.folder import Folder
from mentorwidgets.generate import WORKBOOKS
from mentorwidgets.workbook import open_store, snapshot

BIN = Path(sys.executable).parent
ROSTER = Path("mentorwidgets/content/sample-roster.csv")
FEW = 4  # copies that slow peers make; each costs seconds


def timed(words, **env):
    """Run a command; seconds, and the most memory that it and all below it had (proportional set size, MB)."""
    began = time.perf_counter()
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env={**os.environ, **env})
    most = [0.0]
    watch = threading.Thread(target=_watch, args=(process, most))
    watch.start()
    said = process.communicate()[1]
    watch.join()
    assert process.returncode == 0, said.decode()
    return time.perf_counter() - began, most[0]


def _watch(process, most):
    while process.poll() is None:
        most[0] = max(most[0], sum(map(_memory, _tree(process.pid))) / 1024)
        time.sleep(0.1)


def _tree(pid):
    try:
        below = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
        others = [path.read_text(encoding="ascii").split() for path in Path(f"/proc/{pid}/task").glob("*/children")]
    except OSError:
        return [pid]
    children = {int(child) for group in [below, *others] for child in group}
    return [pid, *(found for child in children for found in _tree(child))]


def _memory(pid):
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def ours(room, count, *words):
    """Make programs with the command; seconds a copy, memory."""
    table = room / f"programs-{count}.csv"
    shutil.copy(ROSTER, room / "roster.csv")
    rows = "".join(f"Library {number},{'roster.csv' if number < 3 else ''}\n" for number in range(count))
    table.write_text(f"name,roster\n{rows}", encoding="utf-8")
    library = room / f"library-{count}-{'-'.join(words)}"
    seconds, memory = timed([str(BIN / "mentorwidgets"), "generate", str(table), str(library), *words])
    return seconds / (count * len(WORKBOOKS)), memory, library


def papermill_command(room, library, *words):
    """The papermill command in a loop over copies; seconds a copy, memory."""
    with open_store(Folder(library)) as store:
        (room / "known.json").write_text(json.dumps(snapshot(store, "library-0")), encoding="utf-8")
    spent, most = 0.0, 0.0
    for number in range(FEW):
        stem = WORKBOOKS[number % len(WORKBOOKS)]
        copy = str(library / "workbooks" / "library-0" / f"{stem}.ipynb")
        command = [str(BIN / "papermill"), *words, "-p", "program", "library-0", copy, str(room / "out.ipynb")]
        seconds, memory = timed(command, MENTORWIDGETS_SNAPSHOT=str(room / "known.json"))
        spent, most = spent + seconds, max(most, memory)
    return spent / FEW, most


def _hush():
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # each of its kernels warns of TCP


def _one(job):
    import papermill

    copy, known = job
    os.environ["MENTORWIDGETS_SNAPSHOT"] = known
    papermill.execute_notebook(copy, None, progress_bar=False)


def papermill_twice(room, library):
    """papermill's own API in two processes; seconds a copy, after each process has imported it."""
    stems = [WORKBOOKS[number % len(WORKBOOKS)] for number in range(5 * FEW)]
    jobs = [(str(library / "workbooks" / "library-0" / f"{stem}.ipynb"), str(room / "known.json")) for stem in stems]
    with ProcessPoolExecutor(2, initializer=_hush) as pool:
        list(pool.map(_one, jobs[:2]))
        began = time.perf_counter()
        list(pool.map(_one, jobs))
        return (time.perf_counter() - began) / len(jobs)


def main(count: int) -> None:
    """Measure and print."""
    room = Path(tempfile.mkdtemp(prefix="bench-generate-"))
    prepared, _, library = ours(room, count)
    peer, _ = papermill_command(room, library, "--prepare-only")
    print(f"prepared: {1000 * prepared:.1f} ms a copy; papermill command {peer / prepared:.0f}x as long (bound 40)")
    run, memory, _ = ours(room, count, "--run", "--jobs", "2")
    command, plain = papermill_command(room, library)
    best, twice = run, papermill_twice(room, library)
    for _ in range(2):  # other programs are at work on the machine: each side's best of three, taken in turn
        shutil.rmtree(room / f"library-{count}---run", ignore_errors=True)
        best = min(best, ours(room, count, "--run")[0])
        twice = min(twice, papermill_twice(room, library))
        command = min(command, papermill_command(room, library)[0])
    print(
        f"executed: {1000 * best:.0f} ms a copy (with --jobs 2 {1000 * run:.0f} ms); papermill command {command / best:.1f}x (bound 15); "
        f"its API in two processes {twice / best:.1f}x (bound 6)"
    )
    print(
        f"memory with --jobs 2: {memory:.0f} MB, one plain papermill run {plain:.0f} MB: {memory / plain:.2f}x (bound 2)"
    )
    again, least, _ = ours(room, 10 * count)
    _, small, _ = ours(room, count, "--zip")
    print(f"{10 * count} programs: {again / prepared:.2f}x as long a copy, {least / small:.2f}x the memory")
    shutil.rmtree(room)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
