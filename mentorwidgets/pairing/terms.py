"""Topics as whole normalised terms, and how many of them people share (PP10)."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mentorwidgets.pairing.lines import sum_lines

_BREAK = re.compile(r"[\s\-_/.,;:!?()'\"&+]+")
DENSE_TERMS = 4096  # more different terms than this are multiplied as sparse matrices


@functools.lru_cache(maxsize=50_000)
def term(words: str) -> str:
    """One topic in its normal form: case, accents' forms, spaces and punctuation make no difference.

    >>> term(" Grant-Writing ") == term("grant writing")
    True
    """
    return " ".join(_BREAK.sub(" ", unicodedata.normalize("NFKC", words).casefold()).split())


def terms(*lists: Iterable[str]) -> frozenset[str]:
    """The normal forms of several lists of topics."""
    return _terms(*map(tuple, lists))


@functools.lru_cache(maxsize=100_000)
def _terms(*lists: tuple[str, ...]) -> frozenset[str]:
    return frozenset(form for words in lists for item in words if (form := term(item)))


class Overlap:
    """Counts shared terms of many people with the same others: one line of a table for each term."""

    def __init__(self, others: Sequence[frozenset[str]]) -> None:
        """Encode the others once."""
        words = sorted(set().union(*others)) if others else []
        self._place = {word: index for index, word in enumerate(words)}
        self._size = len(others)
        rows, columns = self._cells(others)
        self._others = self._sparse(rows, columns, self._size) if self._is_large() else self._lines(rows, columns)

    def counts(self, people: Sequence[frozenset[str]]) -> NDArray[Any]:
        """Shared terms, people x others, as whole numbers without a sign."""
        rows, columns = self._cells(people)
        if self._is_large():
            found: NDArray[Any] = (self._sparse(rows, columns, len(people)) @ self._others.T).toarray()
            return found
        many = int(np.bincount(rows).max(initial=0)) > 255
        return sum_lines(self._others.astype(np.uint32) if many else self._others, rows, columns, len(people))

    def _is_large(self) -> bool:
        return len(self._place) > DENSE_TERMS

    def _cells(self, sets: Sequence[frozenset[str]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Row and term number of every term that is known."""
        place = self._place
        columns = np.array([place.get(word, -1) for words in sets for word in words], dtype=np.int64)
        rows = np.repeat(np.arange(len(sets)), np.array([len(words) for words in sets], dtype=np.int64))
        return rows[columns >= 0], columns[columns >= 0]

    def _lines(self, rows: NDArray[np.int64], columns: NDArray[np.int64]) -> NDArray[np.uint8]:
        dense = np.zeros((len(self._place), self._size), dtype=np.uint8)
        dense[columns, rows] = 1
        return dense

    def _sparse(self, rows: NDArray[np.int64], columns: NDArray[np.int64], size: int) -> Any:
        from scipy.sparse import csr_array

        return csr_array((np.ones(len(rows), dtype=np.uint32), (rows, columns)), shape=(size, len(self._place)))
