"""Headers that count only when we know all of their words, since one more word would ask for something else."""

from __future__ import annotations

import functools

from mentorwidgets.roster.hints import without_hints
from mentorwidgets.roster.words import listed_pattern, plain_words


def has_word_of(name: str, plain: str) -> bool:
    """Whether a header, in plain words, has one of the words by which it asks what a list of ours is about."""
    return listed_pattern(name, "header", "asks").search(plain) is not None


def asks_only(name: str, plain: str) -> bool:
    """Whether a header, in plain words, asks what a list of ours is about, and holds no word that the list lacks.

    >>> asks_only("chosen", "what should we call you"), asks_only("chosen", "when can we call you")
    (True, False)

    Args:
        name: of the list, such as ``clearance`` for ``clearance.toml``.
        plain: the header.
    """
    rest, count = listed_pattern(name, "header", "asks").subn(" ", plain)
    return count > 0 and not listed_pattern(name, "header", "beside").sub(" ", rest).strip()


@functools.lru_cache(maxsize=4096)
def asks_chosen(header: str) -> bool:
    """Whether a header asks for the name that somebody chose for themselves.

    >>> [asks_chosen(header) for header in ("Preferred name", "Preferred name of your child", "Best time to call you")]
    [True, False, False]
    """
    return asks_only("chosen", plain_words(without_hints(header)))
