"""Look a header up among the words of `fields`."""

from __future__ import annotations

import dataclasses
import difflib
import functools
import re

from mentorwidgets.roster.bounds import LONGEST_HEADER
from mentorwidgets.roster.fields import FIELDS
from mentorwidgets.roster.hints import without_hints
from mentorwidgets.roster.negations import asks_else, is_sought, is_turned
from mentorwidgets.roster.others import hard_field
from mentorwidgets.roster.whose import asks_name, whose
from mentorwidgets.roster.words import holds, key_words, plain_words

_NOT_A_FIELD = re.compile(
    r"\b(consent|privacy|gdpr|i agree|do you agree|you agree|i understand|terms and conditions|upload|"
    r"link|linkedin|url|website|phone|telephone|mobile|cell|address line|postal|zip|postcode|birth|birthday|dob|age|"
    r"ip address|user agent|distribution channel|user language|browser|progress|duration|external reference|"
    r"external data|recipient|response id|respondent id|collector id|start time|import id|location latitude|"
    r"location longitude|questions or suggestions|feedback|comments?(?! (?:souhait|voul|veu|prefer|devons|doit|aim))|"
    r"anything else|salary|gender preference|how "
    r"often|hours per|origin|score|penalty)\b"
)
_OF_THE_OTHER = re.compile(
    r"\b(would you (like|prefer|want) (your|a|my) (mentor|mentee|protege)\b.*\b(to be|to have|be|is|has)\b|"
    r"prefer(s|red|ence)? (that )?(your|a|my) (mentor|mentee|protege)\b|how much do you|how important|"
    r"(your|my|the|assigned|past|previous|former|last) (mentor|mentee|protege)s? (name|email|e mail|department|branch)|"
    r"do you prefer to mentor|care about|like your mentor)\b"
)
_BIRTH = re.compile(r"\b(birth ?dates?|dates? of birth|birthdays?|dob|born on)\b")
_PAST = re.compile(r"\b(undergrad\w*|previous\w*|former\w*|past|alma mater|hometown|home town|born|parents?)\b")
_OF_OTHERS = re.compile(
    r"^(?:(?:list|any|all|your|my|other|close|the) )*(?:colleagues?|co ?workers?|team ?mates?|friends?|relatives?|"
    r"family members?|people|kolleg\w+|freunde?|verwandte\w*|collegues?|amis?|colegas?|amigos?|colleghi|amici)\b"
)
_BEFORE = re.compile(
    r"\b(last (year|round|time|term|cycle|season)|earlier|already|before|history|ever|partners?|match(ed)?|matchs|"
    r"colleagues?|somebody|someone else|other persons?|letztes jahr|bisher\w*|precedent\w*|anterior\w*)\b"
)
_CUTS = (
    re.compile(r"\s*[\n?]\s*"),
    re.compile(r"\s*:\s+"),
    re.compile(r"\s+[-\u2013\u2014]\s+"),
    re.compile(
        r"\s+(?=(?:please|choose|select|check|tick|list|pick|enter|mark|rank|e\.?g\.?|for example|such as|i\.e\.|"
        r"include|separate|up to|max(?:imum)?)\b)",
        re.IGNORECASE,
    ),
)
_STRONG = frozenset(
    {"wishes", "avoid", "supervisor", "wants", "offers", "capacity", "demand", "modes", "roles", "both"}
)


_IDENTITY = frozenset({"name", "first", "last", "nickname", "chosen_last", "email", "id"})


@dataclasses.dataclass(frozen=True, slots=True)
class Meaning:
    """A field that a header may stand for."""

    field: str
    score: float  # 0 to 1
    words: str  # the words that said so
    alike: bool = False  # the header is only spelt like them


@functools.cache
def _exact() -> dict[str, str]:
    found: dict[str, str] = {}
    for field in FIELDS.values():
        for phrase in (*field.exact, plain_words(field.label)):
            found.setdefault(phrase, field.name)
            key = key_words(phrase)
            if " " in key:  # one word left of a phrase would say too little
                found.setdefault(key, field.name)
    return found


@functools.cache
def _phrases() -> tuple[tuple[str, str, bool], ...]:
    """Every phrase, the longest first: (phrase, field, only in short headers)."""
    found = [(phrase, field.name, False) for field in FIELDS.values() for phrase in field.within]
    found += [(phrase, field.name, True) for field in FIELDS.values() for phrase in field.short]
    return tuple(sorted(found, key=lambda item: -len(item[0])))


def meanings(header: str) -> tuple[Meaning, ...]:
    """The fields that a header may stand for, the likeliest first; none for a header that says nothing to us.

    >>> meanings("Your first name")[0].field
    'first'
    >>> meanings("How many mentees could you take on?")[0].field
    'capacity'
    """
    return _not_turned(_meanings(header[:LONGEST_HEADER]), header[:LONGEST_HEADER])


def turned_meaning(header: str) -> Meaning | None:
    """What a header would mean without its negation; None when it has none.

    >>> turned_meaning("Unavailable times").field, turned_meaning("Times")
    ('availability', None)
    """
    header = header[:LONGEST_HEADER]
    found = _meanings(header)
    return found[0] if found and not _not_turned(found, header) else None


def _not_turned(found: tuple[Meaning, ...], header: str) -> tuple[Meaning, ...]:
    found = tuple(_as_sought(meaning, header) for meaning in found)
    return tuple(meaning for meaning in found if not is_turned(meaning.field, header, meaning.words))


def _as_sought(meaning: Meaning, header: str) -> Meaning:
    """Skills that somebody looks for are none that they offer."""
    is_other = meaning.field == "offers" and is_sought(header)
    return dataclasses.replace(meaning, field="wants", score=meaning.score * 0.95) if is_other else meaning


def _meanings(header: str) -> tuple[Meaning, ...]:
    found = _sure_meanings(header) or _of_whom(header, _of_beginning(header))
    plain = plain_words(without_hints(header)[:600])
    key = key_words(plain)
    is_told = found or not 0 < len(key.split()) <= 3 or _NOT_A_FIELD.search(key) or _OF_OTHERS.search(plain)
    return found if is_told else _of_whom(header, _misspelt(key))


def sure_meanings(header: str) -> tuple[Meaning, ...]:
    """The same without headers that only begin with our words, or are only spelt like them."""
    return _not_turned(_sure_meanings(header[:LONGEST_HEADER]), header[:LONGEST_HEADER])


def _sure_meanings(header: str) -> tuple[Meaning, ...]:
    bare = without_hints(header)
    return _of_whom(header, (_of_words(bare) if bare != header else ()) or _of_words(header))


def _of_whom(header: str, found: tuple[Meaning, ...]) -> tuple[Meaning, ...]:
    """What a header means without the name and address of somebody else; "Nominee's name" is the name."""
    who = whose(without_hints(header))
    if asks_name(header) and "name" not in {meaning.field for meaning in found}:
        return (Meaning("name", 0.98 if who == "own" else 0.7, plain_words(header[:200])), *found)
    if who in ("", "own"):
        return found
    parts = [(meaning, meaning.field in _IDENTITY) for meaning in found]
    weak = (dataclasses.replace(meaning, score=meaning.score * (0.7 if own else 1)) for meaning, own in parts)
    return tuple(weak) if who == "job" else tuple(meaning for meaning, own in parts if not own)


def _of_beginning(header: str) -> tuple[Meaning, ...]:
    """What a long header means by its beginning: "Availability: give days", "Interests Please choose three"."""
    for cut in _CUTS:
        parts = cut.split(header, maxsplit=1)
        found = _of_words(parts[0]) if len(parts) > 1 and parts[0].strip() else ()
        if found:
            return tuple(dataclasses.replace(meaning, score=meaning.score * 0.9) for meaning in found)
    return ()


@functools.lru_cache(maxsize=4096)
def _of_words(header: str) -> tuple[Meaning, ...]:
    plain = plain_words(header[:600])
    key = key_words(plain)
    whole = _exact().get(plain) or _exact().get(key)
    if whole and not asks_else(whole, header, ""):
        return (Meaning(whole, 1.0, plain),)
    if not plain or _NOT_A_FIELD.search(plain):
        return ()
    hard = hard_field(header)
    if hard:
        return (Meaning(hard, 0.95, plain),)
    other = any(words.search(plain) for words in (_PAST, _OF_THE_OTHER, _OF_OTHERS))
    count = len(plain.split())
    found: dict[str, Meaning] = {}
    for phrase, name, short in _phrases():
        if name in found or (short and count > 5) or not holds(plain, phrase) or (other and name not in _STRONG):
            continue
        share = len(phrase.split()) / max(1, len(key.split()))
        score = min(0.95, (0.6 if short else 0.7) + 0.25 * min(1.0, share) + 0.02 * len(phrase.split()))
        found[name] = Meaning(name, score, phrase)
    return tuple(sorted(found.values(), key=lambda meaning: (-meaning.score, meaning.field)))


@functools.lru_cache(maxsize=4096)
def _misspelt(key: str) -> tuple[Meaning, ...]:
    if len(key) < 5:
        return ()
    near = difflib.get_close_matches(key, _exact(), n=1, cutoff=0.87)
    is_slip = bool(near) and near[0][0] == key[0]  # "Reference" is no "Preference"
    return (Meaning(_exact()[near[0]], 0.7, near[0], alike=True),) if is_slip else ()


def asks_birth(header: str) -> bool:
    """Whether a header asks for a day of birth, which programs with young people must not keep (XC4).

    >>> asks_birth("Date of birth (DOB)"), asks_birth("Year level")
    (True, False)
    """
    return _BIRTH.search(plain_words(header)) is not None


def is_of_the_past_or_another(header: str) -> bool:
    """Whether a header asks for what was, or for somebody else than who answers.

    >>> is_of_the_past_or_another("Role last year"), is_of_the_past_or_another("My role this year")
    (True, False)
    """
    plain = plain_words(header[:600])
    return bool(_BEFORE.search(plain) or _PAST.search(plain) or _OF_THE_OTHER.search(plain))
