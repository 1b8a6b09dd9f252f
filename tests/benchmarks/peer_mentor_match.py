"""Runs mentor-match on a table of scores; for its own environment, because its import name collides with another peer's.

Reads ``{"score": [[...]], "forbidden": [[i, j], ...]}`` (mentees x mentors) from the file named on the command line and
prints ``{"seconds": CPU seconds, "pairs": [[i, j], ...]}``.
"""

import json
import sys
import time
from pathlib import Path

import matching.rules.rule as rl
from matching.mentee import Mentee
from matching.mentor import Mentor
from matching.process import process_data


class Table:
    """A rule that gives the points of the table."""

    def __init__(self, score):
        """Keep the table."""
        self.score = score

    def apply(self, match):
        """The points of one pair."""
        return self.score[match.mentee.grade][match.mentor.grade]


def named(name):
    """What tells two people apart there."""
    return {"email": name, "first name": name, "last name": name}


def main(path):
    """Pair the table's people and print what came of it."""
    data = json.loads(Path(path).read_text(encoding="utf-8"))
    forbidden = {tuple(pair) for pair in data["forbidden"]}
    score = data["score"]
    mentees = [Mentee(grade=i, **named(f"e{i}")) for i in range(len(score))]
    mentors = [Mentor(grade=j, **named(f"m{j}")) for j in range(len(score[0]))]
    started = time.process_time()
    rules = [Table(score), rl.Disqualify(lambda match: (match.mentee.grade, match.mentor.grade) in forbidden)]
    process_data(mentors, mentees, [rules])
    seconds = time.process_time() - started
    pairs = [[mentee.grade, mentor.grade] for mentee in mentees for mentor in mentee.mentors]
    print(json.dumps({"seconds": seconds, "pairs": pairs}))


main(sys.argv[1])
