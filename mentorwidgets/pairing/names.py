"""Finds the people that a roster means: by id, e-mail address or name, however people write a name.

What fits one person exactly is understood: case, accents, titles, "Ost, Jan", an address, a remark in brackets. A
nickname, half a name or a slip is never guessed; `Names.likely` says whom a person could be asked about.
"""

from __future__ import annotations

import dataclasses
import functools
import itertools
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from mentorwidgets.model import Person
from mentorwidgets.model.names import OTHER_NAME, other_name_key, spelt_out
from mentorwidgets.pairing.hints import Hints
from mentorwidgets.pairing.likeness import Likeness

_LONGEST = 300
"""Characters of a text that are looked at; a longer one is nobody's name."""
_LETTERS = str.maketrans({
    "ł": "l", "đ": "d", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "\u0131": "i", "þ": "th", "ð": "d",
    "'": "", "\u2019": "", "\u2018": "", "\u02bc": "", "`": "",
})  # fmt: skip
_LONG_NAME = 60
_NAME_WORDS = 6
_OLD_WORDS, _LOOKED_AT = 4, 100  # of a name of old; words with a capital
_WORD = re.compile(r"[^\W_]+")
_NO_WORD = re.compile(r"[\W_]+")
_MAIL = re.compile(r"(?<![^\s<>()\[\],;:\"])[^\s<>()\[\],;:\"]+@[^\s<>()\[\],;:\"]+")
_ASIDE = re.compile(
    r"[(\[{]([^()\[\]{}]*)[)\]}]|[\"\u201c\u201e\u00ab]([^\"\u201c\u201d\u201e\u00ab\u00bb]*)[\"\u201d\u00bb]"
)
_BLANKS = r"(?:(?<!\s)\s*|(?<=\s))"  # all that there are, so that no blank is looked at twice
_DASH = re.compile(rf"(?<!\s)\s+[-\u2013\u2014]+\s+|{_BLANKS}:\s+")
_ASIAN = re.compile(r"(?<=[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]) +(?=[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3])")
_JOINED = re.compile(rf"{_BLANKS}(?:[;|\n\r/&+]|\b(?:and|or|und|oder|et|ou|sowie)\b)\s*", re.IGNORECASE)
_AND_MORE = frozenset([
    "and", "or", "not", "also", "both", "plus", "except", "but", "und", "oder", "nicht", "auch", "et", "ou", "sauf",
    "niet",
])  # fmt: skip
_TITLES = frozenset([
    "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "rev", "reverend", "sir", "herr", "frau", "dipl",
    "ing", "mag", "monsieur", "madame", "mademoiselle", "mme", "mlle", "sr", "sra", "srta", "senor", "senora",
    "senorita", "signor", "signora", "sig", "dhr", "drs", "mevr", "mevrouw", "meneer", "hr", "fru", "pani", "judge",
    "doctor",
])  # fmt: skip
_DEGREES = frozenset([
    "phd", "mls", "mlis", "ms", "ma", "md", "edd", "esq", "msc", "bsc", "mba", "ba", "jd", "llm", "msis", "msls",
    "mils",
])  # fmt: skip
_NOBODY = frozenset([
    "", "no", "none", "nobody", "no one", "noone", "not applicable", "na", "n a", "nil", "nothing", "none known",
    "none that i know of", "not that i know of", "none at this time", "none at the moment", "no conflict",
    "no conflicts", "no conflicts of interest", "no preference", "no preferences", "nein", "keine", "keiner",
    "keinen", "niemand", "niemanden", "geen", "aucun", "aucune", "personne", "ninguno", "ninguna", "nadie", "nessuno",
    "nenhum", "ninguem", "ingen", "inga", "ei", "nikt", "brak",
])  # fmt: skip


@dataclasses.dataclass(frozen=True, slots=True)
class Mention:
    """Some words of a roster and the ids that they fit: one where they are understood."""

    words: str
    ids: tuple[str, ...] = ()


class Names:
    """Finds the people that a roster means by an id, an e-mail address or a name.

    >>> jan = Person(id="p1", name="Jan Ost", roles=("mentor",), email="jan@lib.example")
    >>> names = Names([jan, Person(id="p2", name="José Lee", roles=("mentor",))])
    >>> [names.find(words) for words in ("OST, Jan", "Dr. Jan Ost (my cousin)", "jose lee", "Jan", "Jan Osst")]
    [('p1',), ('p1',), ('p2',), (), ()]
    """

    def __init__(self, people: Iterable[Person], gone: Sequence[Person] = ()) -> None:
        """Index the people once; looking up is then one step. Who left is meant where nobody else is."""
        self._people = tuple(people)
        self._gone = Names(gone) if gone else None
        self._spoken = {person.id: person.name for person in self._people}
        self._ids: dict[str, tuple[str, ...]] = {}
        emails: defaultdict[str, list[str]] = defaultdict(list)
        names: defaultdict[str, list[str]] = defaultdict(list)
        for person in self._people:
            self._ids[person.id] = (person.id,)
            emails[plain(person.email)].append(person.id)
            names[plain(person.name)].append(person.id)
        self._others: defaultdict[str, list[str]] = defaultdict(list)
        for person in self._people:
            for key in person.keys:
                if key.startswith(OTHER_NAME):
                    self._others[key].append(person.id)
        self._mails = {mail: tuple(ids) for mail, ids in emails.items() if mail}
        self._words = {word: tuple(ids) for word, ids in (names | emails).items() if word}

    def find(self, words: str) -> tuple[str, ...]:
        """The ids meant by ``words``: several when a name is shared, none when nobody is known by it.

        A name that somebody had before, or has on their papers, is theirs as well, whoever else is called so now.
        """
        found = self._ids.get(words)
        if not found and words.strip():
            found = self._with_others(words, self._words.get(plain(words)) or self._read(words))
        return found or (self._gone.find(words) if self._gone else ())

    def mentions(self, words: str) -> tuple[Mention, ...]:
        """Part a cell into those whom it names; what cannot be parted for certain stays one piece.

        >>> names = Names([Person(id=name, name=name, roles=()) for name in ("Jan Ost", "Ana Po")])
        >>> [mention.ids for mention in names.mentions("Ost, Jan, Po, Ana")]
        [('Jan Ost',), ('Ana Po',)]
        """
        found = self.find(words)
        if found or len(words) > _LONGEST:
            return (Mention(words, found),)
        for pieces in (_JOINED.split(words), *self._by_comma(words)):
            bare = [one for piece in pieces if (one := _balanced(piece.strip()))]
            parts = [Mention(piece, self.find(piece)) for piece in bare]
            if len(parts) > 1 and any(part.ids for part in parts):
                return tuple(itertools.chain.from_iterable(self._again(part) for part in parts))
        return tuple(map(Mention, _apart(words)))

    def likely(self, words: str, most: int = 5) -> tuple[str, ...]:
        """The ids of people whom these words may mean, the likeliest first."""
        several = self.find(words)
        alike = self._alike.of(fold(words[:_LONGEST]), most)
        return tuple(dict.fromkeys((*several, *alike)))[: max(most, len(several))]

    def spoken_of(self, text: str) -> tuple[str, ...]:
        """The ids of all whose whole name or address stands in a text, whatever else it says.

        >>> names = Names([Person(id="p1", name="Jan Ost", roles=()), Person(id="p2", name="Kai", roles=())])
        >>> names.spoken_of("Not with jan OST, we are cousins"), names.spoken_of("Kai"), names.spoken_of("Kai P.")
        (('p1',), ('p2',), ())
        """
        known = self._known_words.intersection(_WORD.findall(text.casefold()))
        if "@" in text or len(known) > 1:
            found = self._whole_in(text)
        else:
            found = self._folded.get(fold(text), ()) if known and len(text) <= _LONG_NAME else ()
        return self._with_others(text, tuple(dict.fromkeys((*found, *self._of_old(text)))))

    def _whole_in(self, text: str) -> tuple[str, ...]:
        """Those whose whole name or address stands in a text."""
        ids = dict.fromkeys(one for mail in _MAIL.findall(text) for one in self._mails.get(plain(mail.strip(".")), ()))
        for spelt in dict.fromkeys((fold(text), fold(spelt_out(text)))):
            words = spelt.split()
            for at in range(len(words) - 1):
                for size in range(2, min(_NAME_WORDS, len(words) - at) + 1):
                    ids.update(dict.fromkeys(self._whole.get(" ".join(words[at : at + size]), ())))
        return tuple(ids)

    def _of_old(self, text: str) -> Iterator[str]:
        """Those whose other name stands in a text, written as names are: sums cannot be looked for in small letters."""
        words = _WORD.findall(text) if self._others else []
        capital = [word[:1].isupper() for word in words]
        for at in itertools.islice((at for at in range(len(words) - 1) if capital[at]), _LOOKED_AT):
            for size in range(2, min(_OLD_WORDS, len(words) - at) + 1):
                if capital[at + size - 1]:
                    yield from self._others.get(other_name_key(" ".join(words[at : at + size])), ())

    def hinted(self, text: str) -> tuple[str, ...]:
        """The ids of those at whom a text only hints: "J. Ost", "the Osts", "not with Jan"."""
        return self._hints.of(text)

    def is_half(self, words: str) -> tuple[str, ...]:
        """The ids of those of whose names a text may be a part or a slip, and nothing else: "Mr. Ost", "Jan Osst"."""
        bare = _untitled(fold(_without_aside(words))).split() if len(words) <= _LONG_NAME else []
        bare = [word for word in bare if word not in _TITLES] or bare
        return self._alike.whose(bare) if 0 < len(bare) < _NAME_WORDS else ()

    def _with_others(self, words: str, found: tuple[str, ...]) -> tuple[str, ...]:
        """These ids, and those of whoever had that name or has it on their papers."""
        if not self._others or len(words) > _LONG_NAME:
            return found
        return tuple(dict.fromkeys((*found, *self._others.get(other_name_key(words), ()))))

    def _again(self, part: Mention) -> tuple[Mention, ...]:
        return (part,) if part.ids else self.mentions(part.words)

    def _by_comma(self, words: str) -> Iterator[list[str]]:
        """A list parted by commas, in which "Ost, Jan" may be one person."""
        pieces = [piece.strip() for piece in words.split(",") if piece.strip()]
        if len(pieces) < 2:
            return
        joined: list[str] = []
        at = 0
        while at < len(pieces):
            both = ", ".join(pieces[at : at + 2])
            is_pair = not self.find(pieces[at]) and at + 1 < len(pieces) and bool(self.find(both))
            joined.append(both if is_pair else pieces[at])
            at += 2 if is_pair else 1
        yield joined

    def _read(self, words: str) -> tuple[str, ...]:
        """What is understood although it is not spelt as on the roster."""
        if len(words) > _LONGEST:
            return ()
        mails = _MAIL.findall(words)
        if mails:
            return self._by_mail(mails, _MAIL.sub(" ", words))
        whole = {one for form in _forms(words) for one in self._folded.get(form, ())}
        if whole:
            return tuple(sorted(whole))
        return self._without_remark(words)

    def _by_mail(self, mails: Sequence[str], rest: str) -> tuple[str, ...]:
        """An address with a name beside it: both have to fit."""
        ids = {one for mail in mails for one in self._mails.get(plain(mail.strip(".<>'").removeprefix("mailto:")), ())}
        if len(set(map(plain, mails))) > 1 or not ids:
            return ()
        if not fold(rest).removeprefix("mailto").strip():
            return tuple(sorted(ids))
        named = set(self.find(rest.strip(" <>()[],;:-\"'")))
        return tuple(sorted(ids & named))

    def _without_remark(self, words: str) -> tuple[str, ...]:
        """A whole name with something said beside it, in brackets or behind a dash, that names nobody else."""
        for bare, remark in _with_remarks(words):
            ids = {one for form in _forms(bare) for one in self._folded.get(form, ())}
            if ids and not self._says_more(remark, ids):
                return tuple(sorted(ids))
        return ()

    def _says_more(self, remark: str, ids: set[str]) -> bool:
        said = set(fold(remark).split())
        own = {word for one in ids for word in fold(self._spoken[one]).split()}
        capitals = {word for piece in remark.split() if piece[:1].isupper() for word in fold(piece).split()}
        return bool(said & _AND_MORE) or any(map(self._alike.knows, capitals - own))

    @functools.cached_property
    def _folded(self) -> Mapping[str, tuple[str, ...]]:
        return _index(self._people)

    @functools.cached_property
    def _whole(self) -> Mapping[str, tuple[str, ...]]:
        """Names of two words and more, also with the surname first."""
        found: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for form, ids in self._folded.items():
            *given, last = form.split()
            for turned in (form, " ".join([last, *given])) if given else ():
                found[turned].update(dict.fromkeys(ids))
        return {form: tuple(ids) for form, ids in found.items()}

    @functools.cached_property
    def _known_words(self) -> frozenset[str]:
        spoken = (word for person in self._people for word in _WORD.findall(person.name.casefold()))
        return frozenset(itertools.chain(spoken, (word for form in self._folded for word in form.split())))

    @functools.cached_property
    def _alike(self) -> Likeness:
        return Likeness(self._people, lambda name: fold(_without_aside(name)))

    @functools.cached_property
    def _hints(self) -> Hints:
        return Hints(self._people, lambda name: fold(_without_aside(name)))


def says_nobody(words: str) -> bool:
    """Whether a cell that could name somebody says in words that there is nobody.

    >>> says_nobody("None that I know of."), says_nobody("Nobody from Oak")
    (True, False)
    """
    return fold(words) in _NOBODY and "?" not in words  # "???" is somebody whom we do not know


def plain(text: str) -> str:
    """Fold case, spaces and Unicode forms, so that the same words are the same."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def fold(text: str) -> str:
    """Fold accents and punctuation, too.

    >>> fold("  José-María O\u2019Neill ")
    'jose maria oneill'
    """
    lower = unicodedata.normalize("NFKC", text).casefold().translate(_LETTERS)
    bare = "".join(c for c in unicodedata.normalize("NFKD", lower) if not unicodedata.combining(c))
    return _ASIAN.sub("", unicodedata.normalize("NFC", " ".join(_NO_WORD.sub(" ", bare).split())))


def _index(people: Sequence[Person]) -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for person in people:
        for form in _forms_of_name(person.name):
            found[form][person.id] = None
    return {form: tuple(ids) for form, ids in found.items()}


def _forms_of_name(name: str) -> set[str]:
    """How a roster's own name may be written: also by a nickname that stands in it."""
    return {form for bare in (name, _without_aside(name), *_by_nickname(name)) for form in _forms(bare)}


def _forms(words: str) -> set[str]:
    """A name in the order in which it is spoken, without titles and degrees, in each spelling of its umlauts."""
    spelt = {words, spelt_out(words)}
    found = {_untitled(fold(turned)) for one in spelt for turned in (_undegreed(one), _turned(_undegreed(one)))}
    return found - {""}


def _turned(name: str) -> str:
    last, comma, first = name.partition(",")
    return f"{first.strip()} {last.strip()}" if comma and "," not in first and last.strip() else name


def _undegreed(name: str) -> str:
    parts = name.split(",")
    while len(parts) > 1 and set(fold(parts[-1].replace(".", "")).split()) <= (_DEGREES | _TITLES):
        parts.pop()
    return ",".join(parts)


def _untitled(folded: str) -> str:
    """Without what stands before a name; half a name is left as it is, since it fits nobody for certain."""
    words = folded.split()
    start = next((at for at, word in enumerate(words) if word not in _TITLES), len(words))
    return " ".join(words[start:]) if len(words) - start > 1 else folded


def _without_aside(name: str) -> str:
    return _ASIDE.sub(" ", name)


def _by_nickname(name: str) -> Iterator[str]:
    """'Robert "Bob" Ost' is Bob Ost as well."""
    found = _ASIDE.search(name)
    nick = (found[1] or found[2] or "").strip() if found else ""
    if found and nick and len(nick.split()) == 1:
        before, after = name[: found.start()].split(), name[found.end() :].split()
        if before and after:
            yield " ".join([*before[:-1], nick, *after])


def _with_remarks(words: str) -> Iterator[tuple[str, str]]:
    """A text without its remark, and the remark."""
    if _ASIDE.search(words):
        bare = _without_aside(words)
        yield bare, " ".join(one or other for one, other in _ASIDE.findall(words))
        yield from ((nick, "") for nick in _by_nickname(words))
    dash = _DASH.search(words)
    if dash:
        yield words[: dash.start()], words[dash.end() :]


def _balanced(piece: str) -> str:
    """Without a bracket whose other half stands in another piece."""
    return piece if piece.count("(") == piece.count(")") else piece.strip("()").strip()


def _apart(words: str) -> list[str]:
    """Pieces of which none is known: parted where nobody can take them for one person."""
    pieces = [piece.strip() for piece in re.split(r"[;|\n\r]", words) if piece.strip()]
    if len(pieces) < 2:
        commas = [piece.strip() for piece in words.split(",") if piece.strip()]
        is_one = len(commas) == 2 and len(commas[1].split()) < 3
        pieces = [words.strip()] if is_one or len(words.split()) > 4 * len(commas) else commas
    return pieces
