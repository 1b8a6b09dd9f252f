"""Whether the values of a column speak for what its header seems to say.

A header that holds a known word, or is only spelt like one, is a weak sign: "Sports" is no "Spots", and "On Site" with
yes and no below it is no branch. Ticks and scales say nothing of places, people and interests; numbers say nothing
for a header that is not sure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from mentorwidgets.roster.fields import FIELDS, FieldWords
from mentorwidgets.roster.lexicon import Meaning
from mentorwidgets.roster.tables import Table
from mentorwidgets.roster.ticks import is_blank, is_tick
from mentorwidgets.roster.values import NOTHING
from mentorwidgets.roster.words import plain_words

_LOOK = 300
_BARE_IDS = frozenset({
    "id", "no", "nr", "number", "index", "row", "code", "identifier", "unique", "uid", "person", "participant",
    "mentor", "mentee", "protege", "user", "response",
})  # fmt: skip
_NUMBER = re.compile(r"[+-]?\d{1,6}(?:[.,]\d+)?%?")
_COUNTS = re.compile(
    r"\b(mentees?|mentors?|proteges?|students?|capacity|max|maximum|most|how many|number|years?|yrs|service|seniority|"
    r"tenure)\b"
)
_TWO = re.compile(r"\b(two|2|three|3|more than one|multiple)\b.*\b(mentees|proteges|students)\b")
_SCALES = frozenset(
    {
        "strongly agree", "agree", "somewhat agree", "neutral", "neither agree nor disagree", "disagree",
        "somewhat disagree", "strongly disagree", "very interested", "interested", "somewhat interested",
        "slightly interested", "not interested", "not at all interested", "not at all", "extremely interested",
        "moderately interested", "low", "medium", "high", "very high", "very low", "a little", "a lot", "some",
        "somewhat", "very much", "very", "never", "rarely", "sometimes", "often", "always", "beginner", "intermediate",
        "advanced", "expert", "novice", "basic", "proficient", "fluent", "very important", "important",
        "somewhat important", "not important", "unimportant", "extremely", "moderately", "slightly", "quite",
        "confident", "very confident", "not confident", "excellent", "good", "fair", "poor", "yes definitely",
        "definitely", "probably", "possibly", "undecided", "no experience", "some experience",
    }
)  # fmt: skip
_NO_SCALE = frozenset({"position", "years", "participation", "rural", "pronouns", "library_type", "kind"})
_NUMBERS = frozenset({"whole", "years", "number"})
_RATING = re.compile(r"(?:[0-9]|10)(?:[.,]\d)?(?: ?/ ?(?:5|10)| stars?| points?)?", re.IGNORECASE)
_NUMBERED = frozenset({"region", "location", "roles", "rural"})  # a district may be called 5
_BLOCK = 3


def is_ticked_column(column: Sequence[str]) -> bool:
    """Whether a column holds hardly anything but yes and no."""
    cells = [cell for cell in column[:_LOOK] if cell.strip().lower() not in NOTHING]
    return bool(cells) and sum(map(is_tick, cells)) >= 0.9 * len(cells)


def ticked_blocks(table: Table) -> list[range]:
    """Three or more columns side by side that hold ticks: the answers of one question, whose words are lost."""
    ticked = [is_ticked_column(column) for column in table.columns]
    found = []
    start = 0
    for index in range(len(ticked) + 1):
        if index < len(ticked) and ticked[index]:
            continue
        if index - start >= _BLOCK:
            found.append(range(start, index))
        start = index + 1
    return found


def speaks(meaning: Meaning, header: str, column: Sequence[str], *, in_block: bool) -> bool:
    """Whether a column can be what its header seems to say.

    Args:
        meaning: one that was found for the header.
        header: the whole header.
        column: its cells.
        in_block: it stands among other columns of ticks, so that its header may be one answer of a question.
    """
    one = {cell.strip() for cell in column[:_LOOK]} - {""}
    if meaning.field == "region" and len(one) == 1 and all(len(cell) == 2 and cell.isupper() for cell in one):
        return True  # the state NE, or OK
    cells = [cell.strip() for cell in column[:_LOOK] if not _says_nothing(cell)]
    ticks = is_ticked_column(column)
    if not cells and not ticks:
        return True
    field = FIELDS[meaning.field]
    numbers = bool(cells) and sum(1 for cell in cells if _NUMBER.fullmatch(cell)) >= 0.8 * len(cells)
    if meaning.alike and (ticks or numbers or field.form in _NUMBERS):
        return False
    if field.form == "name":  # a surname may be True, and a column of them is none
        return field.name in ("first", "last") or not ticks or sum(map(bool, column[:_LOOK])) < 2
    return (
        _ticks_speak(meaning, header, cells, in_block=in_block)
        if ticks
        else _words_speak(field, cells, numbers=numbers)
    )


def _words_speak(field: FieldWords, cells: Sequence[str], *, numbers: bool) -> bool:
    if field.form == "list" and numbers:
        return False
    if field.form in ("text", "prose", "list") and field.name not in _NUMBERED and all(map(_RATING.fullmatch, cells)):
        return False
    if field.form not in ("list", "text", "prose") or field.name in _NO_SCALE:
        return True
    return not all(is_tick(cell) or plain_words(cell) in _SCALES for cell in cells)


def _says_nothing(cell: str) -> bool:
    return not cell.strip() or (is_blank(cell) and cell.strip().lower() not in ("0", "no", "false", "n", "nein", "non"))


def _ticks_speak(meaning: Meaning, header: str, cells: Sequence[str], *, in_block: bool) -> bool:
    field = FIELDS[meaning.field]
    plain = plain_words(header)
    if field.form == "yes":
        return not in_block or meaning.score == 1 or "?" in header or len(plain.split()) > 4
    if field.name in ("participation", "roles", "avoid"):  # "Do not pair with: yes" leaves open with whom
        return (not in_block and field.name != "avoid") or meaning.score == 1
    digits = all(cell in ("0", "1", "0.0", "1.0") for cell in cells)
    if field.name == "capacity" and not digits:
        return _TWO.search(plain) is not None
    return field.form in _NUMBERS and digits and _COUNTS.search(plain) is not None


def is_counter(header: str, cells: Sequence[str], count: int) -> bool:
    """Whether numbers only count the rows: they rise from row to row with hardly a gap, and the header names no card.

    >>> is_counter("ID", ["1", "2", "4"], 3), is_counter("ID", ["17"], 1), is_counter("Staff ID", ["1", "2", "4"], 3)
    (True, False, False)
    """
    is_plain = all(cell.isascii() and cell.isdigit() and len(cell) < 7 for cell in cells)
    if not cells or not is_plain or not _BARE_IDS.issuperset(plain_words(header).split()):
        return False
    numbers = list(map(int, cells))
    rises = all(one < other for one, other in pairwise(numbers))
    is_dense = numbers[-1] - numbers[0] <= 1.5 * len(numbers)
    return rises and is_dense and numbers[-1] <= 3 * count + 30 and (numbers[0] < 2 or len(numbers) > 2)
