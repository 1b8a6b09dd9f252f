"""A sheet with answers of many types, and what people do to its documents."""

from __future__ import annotations

import io

import docx
from sheets import PAIR

from mentorwidgets.expectations import PairSheet, form_from_changes, to_docx
from mentorwidgets.model import AnswerGiven, FormChanges, Yes

FORM = form_from_changes(FormChanges())
NAMES = {"mentor": "Ana Silva", "mentee": "Ben *Carter*"}
HOSTILE = "<script>alert(1)</script> --> # no\n\n1. one\n- two **x** [y](javascript:z) | a\\b"
GRID = {"days": ["Monday"], "from": "09:00", "to": "12:00"}


def sheet(text=HOSTILE):
    """A sheet with answers of many types."""
    said = {
        "hopes": AnswerGiven(answer=text, type="paragraph", asked="What?"),
        "contact-window": AnswerGiven(answer=GRID, type="hours"),
        "topics": AnswerGiven(answer=["Career steps"], type="ranking"),
        "review": AnswerGiven(answer="2026-09-01", type="date"),
        "gone": AnswerGiven(answer="Earlier words", type="text", asked="What was it?"),
    }
    return PairSheet(
        program="Oak County", pair=PAIR, names=NAMES, form=FORM, answers={"mentor": said, "mentee": {}},
        agreed={"gain": AnswerGiven(open=True)}, yes={"mentor": Yes(name="Ana", date="2026-03-01", versions={"gain": 3})},
        past={"1": {"gain": AnswerGiven(answer=text, type="paragraph")}},
    )  # fmt: skip


def saved(document):
    """The bytes of a Word document."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def opened(of=None):
    """A sheet's document, as Word opens it."""
    return docx.Document(io.BytesIO(to_docx(of or sheet())))


def below(document, heading, label="We agreed"):
    """The paragraph of an answer: below a label, below a question's heading."""
    lines = document.paragraphs
    at = next(i for i, line in enumerate(lines) if line.text.startswith(heading))
    return lines[next(i for i in range(at, len(lines)) if lines[i].text == label) + 1]
