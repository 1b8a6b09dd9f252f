"""Answers beside each other, and what Python says of them: the page must say the same, to the letter.

Run this file to write ``tests/js/expectations_cases.json`` anew.
"""

from __future__ import annotations

import json
import random
from pathlib import Path

from mentorwidgets.expectations import compare, words_of
from mentorwidgets.model import ANSWER_TYPES, AnswerGiven, Form, Question, to_plain

FILE = Path(__file__).parent.parent / "js" / "expectations_cases.json"
OPTIONS = ("Never", "A little", "In between", "Quite", "Always")
TEXTS = (
    "Calm",
    " calm ",
    "CALM",
    "Straße",
    "STRASSE",
    "",
    "  ",
    "Œuvre\tund\u00a0Café",
    "two\nlines",
    "=1+1",
    "İstanbul",
)
DAYS = ("Monday", "Wednesday", "Sunday")
TIMES = ("", "08:30", "09:00", "12:00", "24:00")
MORE = {
    "number": {"unit": "hours"},
    "rank-grid": {"rows": ("Planning", "Writing"), "options": OPTIONS},
    "rows": {"columns": ("Goal", "Step")},
    "sentence": {"blanks": "After ___ weeks, ___."},
    "consent": {"blanks": "Small questions are welcome."},
}


def answer_to(kind: str, dice: random.Random):
    """Any answer of a type."""
    some = lambda of: dice.sample(of, dice.randint(1, 3))  # noqa: E731
    texts = lambda: [dice.choice(TEXTS) for _ in range(dice.randint(0, 3))]  # noqa: E731
    makes = {
        "one-of": lambda: dice.choice(OPTIONS),
        "scale": lambda: dice.choice((*OPTIONS, "A word of an earlier form")),
        "yes-no": lambda: dice.choice(("yes", "no", "as agreed")),
        "several-of": lambda: some(OPTIONS),
        "ranking": lambda: some(OPTIONS),
        "rank-grid": lambda: {row: dice.choice(OPTIONS) for row in some(["Planning", "Writing", "Gone"])[:2]},
        "number": lambda: dice.choice((0, 4, 4.0, 2.5, 1 / 3, 1_234_567, -1)),
        "date": lambda: f"2026-{dice.randint(1, 12):02d}-{dice.randint(1, 28):02d}",
        "hours": lambda: {"days": some(DAYS), "from": dice.choice(TIMES[:3]), "to": dice.choice((*TIMES[3:], ""))},
        "list": texts,
        "sentence": texts,
        "rows": lambda: [{"Goal": dice.choice(TEXTS), "Step": dice.choice(TEXTS)} for _ in range(dice.randint(0, 2))],
        "consent": lambda: True,
    }
    return makes.get(kind, lambda: dice.choice(TEXTS))()


def given_to(kind: str, dice: random.Random) -> AnswerGiven | None:
    """An answer, left open now and then, or none; or one to what the question was before."""
    luck = dice.random()
    if luck < 0.06:
        return None
    if luck < 0.12:
        return AnswerGiven(answer="What I said to the earlier question", type="text")
    if luck < 0.18:
        return AnswerGiven(open=True, type=kind)
    return AnswerGiven(answer=answer_to(kind, dice), open=luck > 0.97, type=kind)


def cases() -> list[dict[str, object]]:
    """The same each time."""
    dice = random.Random(6)
    return [case(kind, dice) for kind in ANSWER_TYPES for _ in range(14)]


def case(kind: str, dice: random.Random) -> dict[str, object]:
    """Two answers to one question."""
    more = MORE.get(kind, {"options": OPTIONS} if kind in ("one-of", "scale", "several-of", "ranking") else {})
    question = Question(id="q", type=kind, mentor="What?", mentee="What?", **more)
    mentor, mentee = given_to(kind, dice), given_to(kind, dice)
    sides = [{"q": one} if one else {} for one in (mentor, mentee)]
    (one,) = compare(Form(questions=(question,)), *sides).comparisons
    given = [to_plain(one) if one else None for one in (mentor, mentee)]
    words = [words_of(one) for one in (mentor, mentee)]
    return {"question": to_plain(question), "given": given, "words": words, "said": [one.standing, one.words]}


def as_text() -> str:
    """The file."""
    lines = ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases())
    return f"[\n{lines}\n]\n"


if __name__ == "__main__":
    FILE.write_text(as_text(), encoding="utf-8")
