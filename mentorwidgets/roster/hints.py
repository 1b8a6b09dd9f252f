"""Headers without what only tells how to answer."""

from __future__ import annotations

import functools
import re

from mentorwidgets.roster.words import plain_words

_NUMBERED = re.compile(r"^\s*(?:[Qq](?:uestion)?\.?\s*)?\d{1,3}\s?[a-z]?\s?(?:[.):]|\s-)\s*(?=\D)")
_IN_BRACKETS = re.compile(r"\(([^()]{1,400})\)|\[([^\[\]]{1,400})\]")
_HINT = re.compile(
    r"\b(check|select|choose|pick|tick|mark|rank|optional|required|please|e g|eg|for example|example|such as|up to|max|"
    r"maximum|at least|list|separate\w*|comma\w*|all that apply|if any|if applicable|one per line|one or more|several|"
    r"multiple|short|brief|briefly|words|characters|sentences?|ankreuzen|auswahlen|cochez|plusieurs|elija|seleccione|"
    r"wahlen|kies|obligatoire|facultatif|opcional|freiwillig|pflichtfeld)\b"
)
_WHOSE = re.compile(
    r"^(of|for|from|with|about|not)\b|^(your|his|her|their|the|mentor|mentee)\b(?=( \S+){0,5}$)|"
    r"\b(supervisor|manager|guardian|parent|emergency|next of kin|boss)s?\b"
)
_LEAVES = re.compile(r"(not )?(counting|including|incl|excluding|excl)\b")
_ROLES = re.compile(r"\bmentor"), re.compile(r"\b(?:mentee|protege)")  # choices of one's role


@functools.lru_cache(maxsize=4096)
def without_hints(header: str) -> str:
    """A header without its number, its star and the hints in brackets that tell how to answer.

    >>> without_hints("3. Hours that suit (check all that apply) *"), without_hints("Name (mentor)")
    ('Hours that suit', 'Name (mentor)')
    """
    bare = without_number(header[:600])
    bare = _IN_BRACKETS.sub(lambda found: " " if is_hint(found.group(1) or found.group(2)) else found.group(), bare)
    bare = " ".join(bare.replace("*", " ").split())
    return bare or header


def is_hint(words: str) -> bool:
    """Whether words in brackets say how to answer, and not whose or which it is."""
    plain = plain_words(words)
    if all(role.search(plain) for role in _ROLES):
        return True
    first, *more = re.split(r"[,;]", words)
    if more and (len(more) > 1 or len(plain.split()) > 3) and not _WHOSE.search(plain_words(first)):
        return True  # a choice of answers, or how to answer
    if _LEAVES.match(plain):
        return True
    return not _WHOSE.search(plain) and (_HINT.search(plain) is not None or len(plain.split()) > 3)


def without_number(header: str) -> str:
    """A header without the number of its question.

    >>> without_number("Q7. Background check")
    'Background check'
    """
    return _NUMBERED.sub("", header)
