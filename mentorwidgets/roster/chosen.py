"""The name that somebody chose, out of what they wrote where a form asked for it."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from mentorwidgets.model.names import other_name_key, same_name, whole_name
from mentorwidgets.model.people import Note, Person, Problem
from mentorwidgets.roster.ids import name_key
from mentorwidgets.roster.tables import Table
from mentorwidgets.roster.words import plain_words

LEGAL = "Legal name"
"""The label of the note with the name that somebody did not choose."""
CHOICES = ("nickname", "chosen_last")
"""The fields in which a name is chosen."""
_BRACKETS = re.compile(r"\([^)]*\)")
_NOTHING = frozenset({
    "same", "same as above", "as above", "n a", "na", "none", "no", "nope", "yes", "nil", "null", "not applicable",
    "see above", "ditto", "idem", "keiner", "keine", "nein", "aucun", "ninguno", "any", "either",
})  # fmt: skip
_SENTENCE = frozenset({
    "same", "legal", "name", "names", "no", "not", "none", "preference", "preferences", "prefer", "please", "my", "use",
    "initials", "change", "changes", "fine", "first", "last", "surname", "given", "full", "above", "below", "see", "is",
    "as", "ok", "okay", "just", "only", "call", "called", "me", "i", "im", "either", "any", "both", "or", "usual",
    "usually", "whatever", "different", "goes", "go", "known", "nickname", "dont", "have", "if", "possible", "like",
    "nombre", "nom", "prenom", "nachname", "vorname", "gleich", "wie", "oben", "bitte", "egal", "mein", "keine", "kein",
    "meme", "mon", "aucun", "comme", "avant", "vorher", "antes", "como", "igual", "mismo", "mi",
    "ninguno", "sin", "geen", "zelfde", "naam",
})  # fmt: skip
_JOINS = frozenset({
    "not", "never", "nicht", "non", "pas", "niet", "nao", "or", "but", "and", "oder", "aber", "und", "ou", "mais",
    "pero", "except", "although", "paper", "sometimes", "both",
})  # fmt: skip
_PARTICLES = frozenset({
    "de", "van", "von", "der", "den", "da", "di", "la", "le", "el", "bin", "ibn", "bint", "al", "y", "e", "zu", "dos",
    "das", "du", "do", "ter", "ten", "ap", "del", "della", "af", "av", "d", "ul", "ben", "o",
})  # fmt: skip
_TITLES = frozenset({
    "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "herr", "frau", "mme", "m", "senor", "senora", "coach", "sir",
    "madam", "doctor", "professor", "captain", "uncle", "aunt",
})  # fmt: skip
_BEHIND = frozenset({"jr", "sr", "ii", "iii", "iv", "phd", "mls", "mlis", "ms", "ma", "md", "edd", "esq"})
_MOST = 5  # words of a name


@dataclasses.dataclass(frozen=True, slots=True)
class Chosen:
    """What the rows of a table chose.

    ``notes`` are the legal names of those who chose another, ``keys`` what lists with the other name know them by,
    and ``asked`` what somebody wrote that is no name for certain; all by the place of the row.
    """

    names: list[str]
    notes: dict[int, Note]
    keys: list[tuple[str, ...]]
    asked: dict[int, str]

    def questions(self, table: Table, fields: Sequence[str]) -> tuple[list[tuple[int, Note]], list[Problem]]:
        """What is no name for certain, kept as a note of its row and said; ``fields`` are those of the columns."""
        column = next((table.headers[at] for at, field in enumerate(fields) if field in CHOICES), "")
        problems = [
            Problem(
                file=table.file, sheet=table.sheet, row=table.numbers[index], column=column, level="warning",
                what=f"'{text[:60]}' may be no name that somebody chose, so {self.names[index][:60]} is shown.",
                mend="Write the name that everybody shall see, or leave the cell blank.",
            )
            for index, text in self.asked.items()
        ]  # fmt: skip
        return [(index, Note(label=column, text=text)) for index, text in self.asked.items()], problems


def chosen_names(fields: Mapping[str, Sequence[Any]], legal: Sequence[str]) -> Chosen:
    """The names that people chose go before those on their papers, which become private notes.

    A chosen first name keeps the surname, and a chosen surname the first name. Blank, or the name that stands there
    anyway, chooses nothing.

    Args:
        fields: what stands in the columns.
        legal: the name of each row without a choice, see `names.names_of`.
    """
    found = Chosen(list(legal), {}, [()] * len(legal), {})
    if not any(any(fields.get(name, ())) for name in CHOICES):
        return found
    blank = [""] * len(legal)
    columns = (fields.get(name, blank) for name in (*CHOICES, "first", "last", "email"))
    called = Counter(map(whole_name, legal))
    for index, row in enumerate(zip(*columns, strict=True)):
        choice, last, *own, email = map(str, row)
        name = legal[index]
        if not (choice or last) or not name:
            continue
        if choice and own[1] == name and is_choice(choice):  # papers say another first name only where it differs
            found.names[index] = _with_surname(_clean(choice), name)
            continue
        unclear = _unclear(choice, last, name, called)
        if unclear:
            found.asked[index] = unclear[0]
        first, end = ("" if text in unclear or not is_choice(text, name) else text for text in (choice, last))
        chosen = _whole(first, end, name, own)
        if chosen and not same_name(chosen, name):
            found.names[index] = chosen
            found.notes[index] = Note(label=LEGAL, text=name, names="no")
            papers = name_key(Person(id="", name=name, roles=(), email=email))
            found.keys[index] = (f"~{papers}", other_name_key(name))
    return found


def _unclear(first: str, last: str, name: str, called: Mapping[str, int]) -> list[str]:
    """What is no name for certain, or the whole name of somebody else on the list."""
    unclear = [text for text in (first, last) if text and not is_choice(text, name) and not _says_none(text)]
    whole = turned_name(_clean(first))
    is_other = called[whole_name(whole)] > 0 and set(plain_words(whole).split()).isdisjoint(plain_words(name).split())
    return unclear or ([first] if first and is_other else [])


def _with_surname(first: str, last: str) -> str:
    return first if plain_words(f" {first}").endswith(plain_words(f" {last}")) else f"{first} {last}"


def is_choice(text: str, legal: str = "") -> bool:
    """Whether words are a name, and no sentence about one.

    >>> [is_choice(text, "Robert Miller") for text in ("Rae", "Rae Stone", "Kai, please", "as legal", "Mr. Po")]
    [True, True, False, False, False]
    """
    clean = _clean(text)
    words = plain_words(clean).split()
    if _JOINS.intersection(words) or _is_aside(clean, legal):  # "Bob, not Robert"
        return False
    if not re.search(r"[^\W\d_]", clean) or _says_none(text) or re.search(r"[/@\d_?]", clean) or len(words) > _MOST:
        return False
    if len(words) == 2 and words[0] in _TITLES:
        return False
    if len(words) < 2 or set(words) & set(plain_words(legal).split()):
        return words[0] not in ("same", "legal", "initials", "name")
    return not set(words) & _SENTENCE and _is_capital(clean)


def _is_aside(clean: str, legal: str) -> bool:
    """Whether a dash parts two remarks, or a comma two first names: "Robert, Bob" of Robert Miller."""
    first, comma, _ = clean.partition(",")
    is_first = plain_words(first) == plain_words(legal.split(maxsplit=1)[0]) if comma and legal else False
    return is_first or re.search(r"\s[-\u2013\u2014]\s", clean) is not None


def _is_capital(clean: str) -> bool:
    """Whether all words begin alike: "Kai if you can" is a sentence, "kai stone" and "Kai van Dyk" are names."""
    words = [word for word in clean.replace(",", " ").split() if word.casefold().strip(".'") not in _PARTICLES]
    lower = [word for word in words if word[:1].islower()]
    return not lower or len(lower) == len(words)


def _says_none(text: str) -> bool:
    return plain_words(_clean(text)) in _NOTHING or not re.search(r"\w", text)


def _whole(first: str, last: str, legal: str, own: Sequence[str]) -> str:
    """A chosen name in full; blank when it chooses nothing."""
    clean, end = _clean(first), _clean(last)
    if not clean:
        given = own[0] or (legal.removesuffix(own[1]).strip() if own[1] else legal.split(maxsplit=1)[0])
        return f"{given} {end}" if end else ""
    if end:
        return clean if plain_words(clean).endswith(plain_words(end)) else f"{clean} {end}"
    if len(clean.split()) > 1 or len(legal.split()) < 2 or plain_words(clean) == plain_words(legal):
        return turned_name(clean)
    surname = own[1] or legal.split(maxsplit=1)[1]
    is_first = plain_words(clean) == plain_words(legal.removesuffix(surname))
    return legal if is_first or plain_words(clean) == plain_words(surname) else f"{clean} {surname}"


def _clean(choice: str) -> str:
    seen = "".join(char for char in choice if unicodedata.category(char) != "Cf")
    bare = " ".join(_BRACKETS.sub(" ", seen).split()).strip(" \"'\u201c\u201d!;,:")
    return bare if re.search(r"\b[^\W\d_]\.$", bare) else bare.strip(" .")


def turned_name(name: str) -> str:
    """A name written "Last, First" as it is spoken; any other text as it is.

    >>> turned_name("Silva, Ana"), turned_name("Ana Silva, PhD")
    ('Ana Silva', 'Ana Silva, PhD')
    """
    if name.count(",") != 1:
        return name
    last, first = map(str.strip, name.split(","))
    if not last or not first or len(name.split()) > 6 or plain_words(first).replace(" ", "") in _BEHIND:
        return name
    return f"{first} {last}"
