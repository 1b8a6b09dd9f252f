"""Topics as whole normalised terms, and how many of them people share (PP10)."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

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
    return _terms(*(tuple(words) for words in lists))


@functools.lru_cache(maxsize=100_000)
def _terms(*lists: tuple[str, ...]) -> frozenset[str]:
    return frozenset(form for words in lists for item in words if (form := term(item)))


class Overlap:
    """Counts shared terms of many people with the same others, by matrix products."""

    def __init__(self, others: Sequence[frozenset[str]]) -> None:
        """Encode the others once."""
        words = sorted(set().union(*others)) if others else []
        self._place = {word: index for index, word in enumerate(words)}
        self._others = self._encode(others)

    def counts(self, people: Sequence[frozenset[str]]) -> NDArray[np.float32]:
        """Shared terms, people x others: whole numbers, as floats because that is how they are multiplied."""
        product: Any = self._encode(people) @ self._others.T
        dense: NDArray[np.float32] = product.toarray() if hasattr(product, "toarray") else product
        return dense

    def _encode(self, sets: Sequence[frozenset[str]]) -> Any:
        cells = [(row, self._place[word]) for row, words in enumerate(sets) for word in words if word in self._place]
        rows, columns = np.array(cells, dtype=np.int64).reshape(-1, 2).T
        shape = (len(sets), len(self._place))
        if len(self._place) > DENSE_TERMS:
            from scipy.sparse import csr_array

            return csr_array((np.ones(len(rows), dtype=np.float32), (rows, columns)), shape=shape)
        dense = np.zeros(shape, dtype=np.float32)
        dense[rows, columns] = 1
        return dense
