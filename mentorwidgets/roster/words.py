"""Words as people write them, made comparable."""

from __future__ import annotations

import functools
import re
import tomllib
import unicodedata
from importlib.resources import files
from typing import Any

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NOT_WORD = re.compile(r"[^\w]+|_+")
_PLAIN = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "\u0131": "i", "\u2019": "'"})
FILLER = frozenset(
    [
        "a",
        "an",
        "the",
        "your",
        "you",
        "my",
        "i",
        "me",
        "we",
        "us",
        "our",
        "is",
        "are",
        "am",
        "of",
        "to",
        "in",
        "on",
        "for",
        "at",
        "with",
        "and",
        "or",
        "do",
        "does",
        "did",
        "please",
        "enter",
        "list",
        "give",
        "provide",
        "tell",
        "what",
        "which",
        "who",
        "whom",
        "when",
        "where",
        "how",
        "kindly",
        "state",
        "indicate",
        "type",
        "write",
        "select",
        "choose",
        "pick",
        "all",
        "that",
        "apply",
        "any",
        "current",
        "currently",
        "if",
        "applicable",
        "optional",
        "required",
        "field",
        "question",
        "this",
        "these",
        "as",
        "be",
        "would",
        "like",
        "have",
        "has",
        "will",
        "can",
        "could",
        "may",
        "it",
        "its",
        "from",
        "e",
        "g",
        "eg",
        "etc",
        "will",
        "about",
        "by",
        "their",
        "they",
        "there",
    ]
)


@functools.cache
def listed(name: str) -> dict[str, Any]:
    """The words of one of our lists beside this file, such as ``roles`` for ``roles.toml``; they are read once."""
    return tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text("utf-8"))


@functools.cache
def listed_pattern(name: str, *path: str) -> re.Pattern[str]:
    """The patterns of one of our lists as one, for whole words; ``path`` leads to them, as ``"header", "asks"``."""
    words: Any = listed(name)
    for part in path:
        words = words[part]
    return re.compile(rf"(?<!\w)(?:{'|'.join(f'(?:{word})' for word in words)})(?!\w)")


@functools.lru_cache(maxsize=4096)
def plain_words(text: str) -> str:
    """Small letters without accents and punctuation, words parted by one blank.

    >>> plain_words("E-mail_Address: "), plain_words("FirstName"), plain_words("Protégé(s)")
    ('e mail address', 'first name', 'proteges')
    """
    text = _CAMEL.sub(" ", text.replace("(s)", "s").replace("#", " number ")).lower().translate(_PLAIN).replace("'", "")
    text = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return _NOT_WORD.sub(" ", text).strip()


def key_words(plain: str) -> str:
    """Leave out the words that every question has.

    >>> key_words("what is your first name")
    'first name'
    """
    return " ".join(word for word in plain.split() if word not in FILLER)


def holds(plain: str, phrase: str) -> bool:
    """Whether a phrase stands in a text as whole words."""
    return f" {phrase} " in f" {plain} "
