"""Pairing against its peers: ratios of CPU time in one run. ``python tests/benchmarks/bench_pairing.py [--all]``.

Peers have environments of their own under the folder named by MENTORWIDGETS_PEERS (``mentor-match`` with munkres 1.1.4,
``matching``); an absent peer is said to be absent. ``--all`` adds the round of 20,000 x 20,000.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # CPU time: waiting threads are nobody's work

import numpy as np
from scipy.optimize import linear_sum_assignment

from mentorwidgets.model import Hours, Person, Program
from mentorwidgets.pairing import meeting, propose_pairs, scoring
from mentorwidgets.pairing.case import make_case
from mentorwidgets.pairing.factors import known_topics
from mentorwidgets.pairing.terms import terms

HERE = Path(__file__).parent
START = dt.date(2026, 2, 2)
TOPICS = [f"topic {number}" for number in range(120)]


def people(mentees: int, mentors: int, capacity: int, seed: int = 0) -> list[Person]:
    """A made-up program of librarians in two time zones."""
    r = random.Random(seed)

    def rest() -> dict:
        hours = tuple(Hours(day=r.randrange(5), start=60 * h, end=60 * h + 120) for h in r.sample(range(8, 18), 4))
        return {
            "years": float(r.randrange(20)), "region": r.choice("NSEW"), "rural": r.random() < 0.3,
            "library_type": r.choice(("public", "academic", "school")), "position": r.choice("abcde"),
            "hobbies": tuple(r.sample(TOPICS, 2)), "availability": hours,
            "timezone": r.choice(("America/New_York", "America/Chicago")),
        }  # fmt: skip

    def mentor(i: int) -> Person:
        offers = tuple(r.sample(TOPICS, 8))
        return Person(id=f"m{i:05}", name=f"M{i}", roles=("mentor",), offers=offers, capacity=capacity, **rest())

    def mentee(i: int) -> Person:
        wants = tuple(r.sample(TOPICS, 4))
        return Person(id=f"e{i:05}", name=f"E{i}", roles=("mentee",), wants=wants, assign=True, **rest())

    return [mentor(i) for i in range(mentors)] + [mentee(i) for i in range(mentees)]


def timed(work):
    """CPU seconds of some work, and what it gave."""
    started = time.process_time()
    found = work()
    return time.process_time() - started, found


def peer(name: str, task, capacity) -> dict | None:
    """What a peer makes of the same scores and rules, or None when it is absent."""
    python = Path(os.environ.get("MENTORWIDGETS_PEERS", "peers")) / name / "bin" / "python"
    if not python.exists():
        print(f"  peer {name}: ABSENT (no {python}); nothing is compared")
        return None
    score = np.where(task.allowed, task.score, 0).tolist()
    data = {"score": score, "forbidden": np.argwhere(~task.allowed).tolist(), "capacity": capacity}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "task.json")
        path.write_text(json.dumps(data), encoding="utf-8")
        script = HERE / f"peer_{name.replace('-', '_')}.py"
        done = subprocess.run([python, script, path], capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"  peer {name} failed: {done.stderr[-300:]}")
        return None
    return json.loads(done.stdout)


def against_peer(name: str, size: tuple[int, int, int], wanted: float) -> None:
    """One round against one peer: time, weakest pair, stranded people, memory."""
    everyone = people(*size)
    propose_pairs(people(5, 5, 1), start=START)  # imports are nobody's work
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    seconds, found = timed(lambda: propose_pairs(everyone, start=START))
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024
    print(
        f"{size[0]} x {size[1]}, capacity {size[2]}: {seconds:.3f} s with scores and proof, {grown} MB more memory, "
        f"weakest {found.weakest}, total {found.total}, unpaired {len(found.unpaired)}, proved {found.proved}"
    )
    task = found.case.task
    other = peer(name, task, task.capacity.tolist())
    if other is not None:
        scores = [int(task.score[i, j]) for i, j in other["pairs"]]
        print(
            f"  {name}: {other['seconds']:.2f} s, weakest {min(scores)}, total {sum(scores)}, "
            f"unpaired {size[0] - len(scores)}; ratio {other['seconds'] / seconds:.0f}x (wanted {wanted:g}x)"
        )


def score_matrix(size: int = 1000) -> None:
    """All scores at once, encoding included, against the same scores by plain Python sets made beforehand."""
    case = make_case(people(size, size, 1), {"start": START})
    fast, grid = timed(lambda: scoring.score_grid(_fresh(case.scene), case.weights))
    rows = size // 10
    most = scoring.shares_of_thousand(case.scene, case.scene.seekers[0], case.weights)
    asks = [_plain(case.scene, seeker.person) for seeker in case.scene.seekers[:rows]]
    tells = [_plain(case.scene, mentor) for mentor in case.scene.mentors]
    slow, table = timed(lambda: [[_points(most, one, other) for other in tells] for one in asks])
    same = np.array_equal(np.array(table), grid[:rows])
    print(
        f"score matrix {size} x {size}: {fast:.3f} s with encoding; plain Python sets without, {rows} rows scaled up: "
        f"{slow * size / rows:.2f} s; ratio {slow * size / rows / fast:.0f}x (wanted 60x); the same scores: {same}"
    )


def _plain(scene, person):
    slots = meeting.shared(scene, scene.seasons[0], person, person)
    topics = terms(person.wants) if person.is_mentee() else known_topics(person)
    return topics, set(np.flatnonzero(slots).tolist()), terms(person.hobbies), person


def _points(most, one, other):
    """The score of one pair as anybody would write it with sets."""
    gap = other[3].years - one[3].years
    same = one[3].position == other[3].position
    shares = {
        "topics": 1000 * len(one[0] & other[0]) // len(one[0]),
        "time": min(len(one[1] & other[1]), 16) * 1000 // 16,
        "place": 1000 if one[3].region == other[3].region else 600 * (one[3].rural and other[3].rural),
        "experience": 700 if gap > 20 else 1000 if gap >= 3 else max(0, int(gap * 1000 / 3)),
        "same role": (1000 if gap > 0 else 700) if same else 0,
        "library type": 1000 * (one[3].library_type == other[3].library_type),
        "hobbies": 1000 * len(one[2] & other[2]) // len(one[2]),
    }
    return sum((most[name] * share + 500) // 1000 for name, share in shares.items())


def _fresh(scene):
    return dataclasses.replace(scene, kept={}, own={})


def against_scipy(mentees: int = 5000, mentors: int = 2500, capacity: int = 2) -> None:
    """Score and solve together, against scipy's dense solve of the finished matrix alone."""
    everyone = people(mentees, mentors, capacity)
    seconds, found = timed(lambda: propose_pairs(everyone, start=START, objective="everyone"))
    task = found.case.task
    score, able = task.block(np.arange(mentees))
    cost = np.repeat(np.where(able, 1000 - score, 10_000_000).astype(float), capacity, axis=1)
    alone, answer = timed(lambda: linear_sum_assignment(cost))
    best = 1000 * mentees - cost[answer].sum()
    print(
        f"{mentees} x {mentors}, capacity {capacity}: score, solve and explain {seconds:.2f} s; scipy's dense solve "
        f"alone {alone:.2f} s; ratio {seconds / alone:.2f} (wanted 0.50); total {found.total} of {best:.0f} "
        f"= {100 * found.total / best:.4f} %, proved {found.proved}"
    )


def largest(size: int = 20_000) -> None:
    """A round of 20,000 x 20,000 over candidate lists."""
    everyone = people(size, size, 1)
    seconds, found = timed(lambda: propose_pairs(everyone, start=START, objective="everyone",
                                                 program=Program(slug="large", name="Large")))  # fmt: skip
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"{size} x {size}: {seconds:.0f} s, {memory} MB at most (wanted 1024), {len(found.pairs)} pairs, proved "
        f"{found.proved}, points that are not proved {found.answer.gap}"
    )


if __name__ == "__main__":
    if "--largest" in sys.argv:
        largest()
        sys.exit()
    if "--quick" not in sys.argv:
        against_peer("mentor-match", (500, 500, 1), 300)
    against_peer("matching", (1000, 500, 2), 30)
    if "--peers" not in sys.argv:
        score_matrix()
        against_scipy()
    if "--all" in sys.argv:
        subprocess.run([sys.executable, __file__, "--largest"], check=True)  # its memory is its own
