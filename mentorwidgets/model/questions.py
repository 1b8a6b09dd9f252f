"""Questions as content, and what an answer to each may be. Source: EX1-EX29, XC3.

The fields of an expectations worksheet (``P`` stands for ``<mentee>/<mentor>/<purpose>``, ``side`` for ``mentor`` or
``mentee``):

================================  ==================================================================================
``form``                          the program's own `FormChanges` as plain JSON
``answer/P/<side>/<question>``    an `AnswerGiven`; the other side reads it when both are ready
``told/P/<side>/<question>``      same, for a question whose readers are ``coordinator``: the coordinator reads it too
``ready/P/<side>``                true: "I am ready to compare"; it cannot be taken back once both have said so
``agreed/P/<question>``           an `AnswerGiven`: what the two agreed, or left open
``yes/P/<side>``                  a `Yes` to the agreed column
``past/P/<number>/<question>``    what the agreed column said before the pair revisited it the ``number``-th time
================================  ==================================================================================
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any, Literal, get_args

AnswerType = Literal[
    "text",  # one line
    "paragraph",
    "one-of",
    "several-of",
    "scale",  # five points with a neutral middle
    "ranking",  # options in an order, without ties
    "rank-grid",  # rows, each with one of the options
    "yes-no",  # yes, no or as agreed
    "number",  # with a unit
    "hours",  # a window of days and hours
    "date",
    "list",  # people or topics, a line each
    "rows",  # repeating rows of columns
    "sentence",  # words with blanks
    "consent",  # a statement with a yes
]
ANSWER_TYPES: tuple[AnswerType, ...] = get_args(AnswerType)
Side = Literal["mentor", "mentee"]
SIDES: tuple[Side, ...] = get_args(Side)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """Ask only if an earlier question of the same side was answered with one of these."""

    question: str
    answers: tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question of a form, with a wording for each side.

    Args:
        id: small letters, digits and hyphens; stands in keys for ever.
        type: one of `ANSWER_TYPES`.
        mentor, mentee: what each side is asked.
        help: a sentence below it.
        guide: two neutral questions to talk a difference through (EX27).
        step: title of the part of the form that it belongs to.
        options: what may be chosen or ranked; for ``scale`` the words at its points.
        up_to: most options of ``several-of``, or most lines of ``list`` and ``rows``; 0 for no bound.
        other: whether words of one's own may be added to the options.
        lowest, highest: bounds of ``number``. unit: such as ``hours a month``.
        rows: names of the rows of ``rank-grid``. columns: names of the columns of ``rows``.
        blanks: the text of ``sentence`` with ``___`` for each blank, or the statement of ``consent``.
        when: the earlier answer that it depends on.
        readers: who may read the answers beside the two: nobody, or the coordinator.
        start: what stands in the agreed column from the beginning, such as the no-fault ending.
        locked: a program asks it as it stands; it cannot be left open. required: an agreed answer is asked for.
        source: name of the practice's source, for the attribution page.
    """

    id: str
    type: AnswerType
    mentor: str
    mentee: str
    help: str = ""
    guide: tuple[str, ...] = ()
    step: str = ""
    options: tuple[str, ...] = ()
    up_to: int = 0
    other: bool = False
    lowest: float | None = None
    highest: float | None = None
    unit: str = ""
    rows: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    blanks: str = ""
    when: When | None = None
    readers: Literal["pair", "coordinator"] = "pair"
    start: str = ""
    locked: bool = False
    required: bool = False
    source: str = ""

    def asked(self, side: str) -> str:
        """The wording for one side."""
        return self.mentor if side == "mentor" else self.mentee


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class AnswerGiven:
    """An answer with the words of its question as they stood, so that it stays readable when the question changes.

    Args:
        answer: plain JSON by type: text; list of texts (``several-of``, ``ranking``, ``list``); object row -> option
            (``rank-grid``); list of objects column -> text (``rows``); list of texts (``sentence``); number; ISO date;
            ``{"days": [...], "from": "09:00", "to": "17:00"}`` (``hours``); true (``consent``).
        open: "we decided to leave this open" (EX11); then the answer may be nothing.
        asked: the wording that was answered. type: its type then.
    """

    answer: Any = None
    open: bool = False
    asked: str = ""
    type: str = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Yes:
    """A typed name under the agreed column (EX19).

    Args:
        name: as they typed it. date: ISO.
        versions: question -> version of its agreed field as they saw it; what changed since is shown as such.
    """

    name: str
    date: str
    versions: Mapping[str, int] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class FormChanges:
    """How a program's form differs from ours: nothing here is code, and every text may be anything.

    Args:
        variant: one of ours, such as ``academic``.
        leave_out: ids of questions that this program does not ask.
        lock: ids that are asked as they stand and cannot be left open.
        order: ids that come first, in this order; the others follow as they were.
        questions: new questions, or changes of ours by ``id``: plain objects with the fields of `Question`.
    """

    variant: str = ""
    leave_out: tuple[str, ...] = ()
    lock: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    questions: tuple[Mapping[str, Any], ...] = ()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The questions of a program in their order, and those that it left out itself.

    ``variant``: such as ``academic``; ``terms``: the program's words.
    """

    questions: tuple[Question, ...]
    left_out: tuple[Question, ...] = ()
    variant: str = ""
    terms: Mapping[str, str] = dataclasses.field(default_factory=dict)

    def question(self, question_id: str) -> Question | None:
        """The question with that id, or None when the form has none (any more)."""
        return next((question for question in self.questions if question.id == question_id), None)
