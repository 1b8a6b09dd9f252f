"""Why somebody stays unpaired, and the smallest change that would help (PP15)."""

from __future__ import annotations

import dataclasses

import numpy as np

from mentorwidgets.pairing.assignment import Ints
from mentorwidgets.pairing.case import Case, Line
from mentorwidgets.pairing.obstacles import BIT
from mentorwidgets.pairing.scene import Seeker

_COUNTED = {
    "rule": "closed by a rule of the program",
    "past": "paired with them before",
    "already": "their mentor already",
    "forbidden": "not wanted for them by the coordinator",
    "purpose": "not offering what they look for",
    "project-only": "mentoring for single projects only",
    "time": "without a shared hour",
    "language": "without a shared language",
    "mode": "without a shared way of meeting",
    "distance": "too far away to meet in person",
    "must": "without something this program asks for",
}
_HELP = {
    "time": "If {mentee} and {mentor} found one more shared hour a week, they could be a pair.",
    "purpose": "If {mentor} also offered {purpose}, they could be a pair.",
    "project-only": "If {mentee} would like a single project, {mentor} could help.",
    "mode": "If {mentee} and {mentor} agreed on one way of meeting, they could be a pair.",
    "distance": "If they met by video or phone, {mentor} could be {mentee}'s mentor.",
    "language": "A mentor who speaks one of {mentee}'s languages would help.",
    "must": "If the program asked for one thing less, {mentor} could be {mentee}'s mentor.",
    "forbidden": "If you allowed this pair again, {mentor} could be {mentee}'s mentor.",
    "past": "If they would like to go on, {mentor} could be {mentee}'s mentor again.",
}


@dataclasses.dataclass(frozen=True, slots=True)
class Unpaired:
    """Somebody who asked and stays without: a code, why in words, and the smallest change that would help.

    The words are for a coordinator; `public` is what the person may read.
    """

    mentee: str
    purposes: tuple[str, ...]
    code: str  # "no mentors", "full", "weak", or the commonest code of `obstacles.CODES`
    words: str
    help: str

    def public(self) -> str:
        """A kind sentence that gives nobody's reasons away."""
        return "There is no free place that suits you just now. You are among the first in the next round."


def why_unpaired(case: Case, row: int, line: Line, left: Ints) -> Unpaired:
    """Say why one row stays without a mentor.

    Args:
        case: the round.
        row: the row of the task.
        line: its scores and obstacles.
        left: free places of every mentor after the proposal.
    """
    seeker = case.scene.seekers[row]
    return Unpaired(seeker.person.id, seeker.purposes, *_reason(case, seeker, line, left))


def _reason(case: Case, seeker: Seeker, line: Line, left: Ints) -> tuple[str, str, str]:
    allowed = np.flatnonzero(line.able)
    word = case.program.term("mentor")
    bar = case.scene.bars.mentees.get(seeker.person.id)
    if bar and bar.code == "unclear":
        return bar.code, bar.words, "Then propose again."
    if not case.scene.mentors:
        return "no mentors", f"There is no {word} on the roster yet.", f"Invite a first {word}."
    if not len(allowed):
        return _nobody_fits(case, seeker, line, left)
    best = case.scene.mentors[_best(line, allowed)]
    if (left[allowed] > 0).any():
        words = f"Every {word} who fits and has a place would be a weak pair."
        return "weak", words, "Choose 'everyone paired', or add topics to this profile."
    words = f"{len(allowed)} {word}{'s' if len(allowed) != 1 else ''} would fit, and no place is left."
    return "full", words, f"One more place with {best.name} would be enough."


def _nobody_fits(case: Case, seeker: Seeker, line: Line, left: Ints) -> tuple[str, str, str]:
    bits = line.bits.astype(np.int64)
    counts = {code: int(((bits & bit) > 0).sum()) for code, bit in BIT.items()}
    found = sorted((code for code in counts if counts[code]), key=lambda code: (-counts[code], code))
    said = ", ".join(f"{counts[code]} {_COUNTED[code]}" for code in found)
    words = f"None of the {len(bits)} {case.program.term('mentor')}s fits: {said}."
    return found[0], words, _smallest_change(case, seeker, line, left)


def _smallest_change(case: Case, seeker: Seeker, line: Line, left: Ints) -> str:
    """One obstacle less: with a free place rather than without, then the best score."""
    for places in (left > 0, left <= 0):
        near = [(code, np.flatnonzero(places & (line.bits == BIT[code]))) for code in _HELP]
        single = [(_best(line, columns), code) for code, columns in near if len(columns)]
        if single:
            column, code = min(single, key=lambda item: (-int(line.score[item[0]]), item[0]))
            mentor = case.scene.mentors[column]
            place = "" if left[column] > 0 else f" {mentor.name} would need one more place, too."
            purpose = " or ".join(seeker.purposes)
            return _HELP[code].format(mentee=seeker.person.name, mentor=mentor.name, purpose=purpose) + place
    return f"A new {case.program.term('mentor')} would help most; none is a single step away."


def _best(line: Line, columns: Ints) -> int:
    return int(columns[np.argmax(line.score[columns])])
