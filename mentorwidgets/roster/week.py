"""The grammar of free times: days and times of a week in many languages, read whole or not at all.

Each word and each digit has to mean something. One that does not is said, and nothing is read: it may be the word that
turns the meaning of all others ("every other Monday", "Tue 9-12 but not in May").
"""

from __future__ import annotations

import dataclasses
import functools
import itertools
import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Literal

from mentorwidgets.roster.clock import TIME, Clock, Span, clock_from_match
from mentorwidgets.roster.words import listed

Kind = Literal["day", "time", "part", "any", "split", "and", "dash", "range", "until", "after", "onwards", "between",
               "not", "zone", "either", "strange", "suits"]  # fmt: skip
MEANS = ("day", "time", "part", "any")
UNKNOWN = ("strange", "not", "zone", "either")
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043~\u301c\uff5e"), "-")
_LETTERS = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "ß": "ss", "æ": "ae", "œ": "oe", "\u2019": "'", "`": "'"}
)
_CODES = {"M": 0, "Tu": 1, "T": 1, "W": 2, "Th": 3, "R": 3, "F": 4, "Sa": 5, "Su": 6}
_CODE = re.compile(r"M|Tu|T(?!h)|W|Th|R|F|Sa|Su")
_LETTERS_ALONE = re.compile(r"[LMXJVSD]{1,7}")
_TIME_IN_H = re.compile(r"\d ?h", re.IGNORECASE)
_RISKY = frozenset({"we", "me", "so", "do", "mi", "ma", "di", "je", "lu", "ju", "gi", "ve", "vi", "wo"})
_EVERY = tuple(range(7))
_WEEKDAYS = _EVERY[:5]
_FEIRA = re.compile(r"-feiras?\b", re.IGNORECASE)
_LEFT_OPEN = re.compile(
    r"(?<![^\W\d_])(?P<day>[^\W\d_]+)\.?"
    r"(?P<mark> ?: ?-?| ?-|[ :]+(?:free|available|frei|verfugbar|libres?|disponibles?|livre|"
    r"libero|vrij|ok|okay|yes|fine|good)) ?(?=[,;/|\n]|$|(?P<next>[^\W\d_]+)\.? ?:)",
    re.IGNORECASE,
)
_PARTS_OF_TEXT = re.compile(r"[\s,;()-]+|(?<=\d)(?=[a-z])")


@dataclasses.dataclass(frozen=True, slots=True)
class Token:
    """One word, number or sign of a text, and what it is."""

    kind: Kind
    text: str
    days: tuple[int, ...] = ()
    group: bool = False  # several days in one word
    clock: Clock | None = None
    part: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Part:
    """A part of the day: the window it stands for, and how far a time that belongs to it may reach."""

    span: Span
    reach: Span


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Lexicon:
    days: dict[str, dict[str, int]]  # word -> language -> day
    kinds: dict[str, tuple[str, str]]  # word or phrase -> kind and its value
    tells: dict[str, frozenset[str]]  # word -> languages
    parts: dict[str, Part]
    vague: frozenset[str]
    pattern: re.Pattern[str]


@functools.cache
def lexicon() -> _Lexicon:
    """The words of ``hours.toml``."""
    data = listed("hours")
    days: dict[str, dict[str, int]] = {}
    for language, lines in data["days"].items():
        for day, line in enumerate(lines):
            for word in line.split():
                days.setdefault(word, {})[language] = day
    kinds = {word: (kind, "") for kind, words in data["signs"].items() for word in words}
    kinds |= {word: ("group", name) for name, words in data["groups"].items() for word in words}
    kinds |= {word: ("part", name) for name, part in data["parts"].items() for word in part["words"]}
    tells: dict[str, frozenset[str]] = {}
    for language, words in data["tells"].items():
        for word in words:
            tells[word] = tells.get(word, frozenset()) | {language}
    parts = {}
    for name, part in data["parts"].items():
        start, end, low, high = (60 * hour for hour in part["span"])
        parts[name] = Part((start, end), (low, high))
    phrases = sorted((word for word in kinds if not word.isalpha()), key=len, reverse=True)
    return _Lexicon(
        days=days,
        kinds=kinds,
        tells=tells,
        parts=parts,
        vague=frozenset(data["signs"]["vague"]),
        pattern=re.compile(
            rf"(?P<phrase>(?<![\w])(?:{'|'.join(map(re.escape, phrases))})(?![\w]))|{TIME}"
            r"|(?P<word>[^\W\d_]+)|(?P<split>[,;/|\n])|(?P<later>\+(?= ?(?:[,;/)\n]|$)))|(?P<and>[&+])"
            r"|(?P<range>~)|(?P<dash>-)|(?P<quiet>[ ()\[\]'\".:*\u2022\u00b7_])|(?P<strange>[0-9]+\S*|.)",
            re.IGNORECASE,
        ),
    )


def plain(text: str) -> str:
    """Without accents, with one kind of dash and blank; the case of letters and the line ends stay."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(_LETTERS)).translate(_DASHES)
        text = "".join(char for char in text if not unicodedata.combining(char))
    text = _FEIRA.sub("", text)
    return "\n".join(filter(None, (" ".join(line.split()) for line in text.splitlines())))


def tokens_of(text: str) -> list[Token]:
    """All that a text is made of, days in the language that the whole text is written in; quiet words left out."""
    words = lexicon()
    text = plain(text)
    matches = [match for match in words.pattern.finditer(text) if match.lastgroup != "quiet"]
    found = [token for match in matches for token in _tokens(match)]
    return _of_some_days(_in_language(_in_letters(_suiting(_ams(found)), text), text))


def _tokens(found: re.Match[str]) -> Iterator[Token]:
    group, text = found.lastgroup, found.group()
    if found["phrase"]:
        yield from _named(text.lower(), text)
    elif found["word"]:
        yield from _word(text)
    elif found["h"] or found["mil"]:
        clock = clock_from_match(found)
        yield Token("time", text, clock=clock) if clock else Token("strange", text)
    elif group in ("split", "and", "dash", "range"):
        yield Token(group, text)  # type: ignore[arg-type]
    elif group == "later":
        yield Token("onwards", text)
    elif group == "strange":
        yield Token("strange", text)


def _word(text: str) -> Iterator[Token]:
    low = text.lower()
    known = lexicon()
    if text in ("ET", "PT", "CT", "MT"):
        yield Token("zone", text)
    elif low in known.days:
        yield Token("day", text)
    elif low in known.kinds and text not in ("S", "L"):
        yield from _named(low, text)
    elif part := _part_behind(low):
        yield Token("day", low.removesuffix(part))
        yield from _named(part, part)
    elif text.isupper() or re.fullmatch(r"(?:[MTWRF]|Tu|Th|Sa|Su)+", text):
        yield _coded(text)
    else:
        yield Token("strange", text)


def _part_behind(word: str) -> str:
    """The part of the day at the end of a word that begins with a day, as in "Dienstagnachmittag"."""
    known = lexicon()
    ends = (word[at:] for at in range(5, len(word) - 2)) if len(word) > 7 else ()
    return next((end for end in ends if end in known.kinds and word.removesuffix(end) in known.days), "")


def _coded(text: str) -> Token:
    """Letters of an American timetable: MWF, TTh, TR."""
    letters = re.sub(r"TH", "Th", text) if text.isupper() else text
    days = [_CODES[code] for code in _CODE.findall(letters)]
    whole = "".join(_CODE.findall(letters)) == letters
    rising = all(one < other for one, other in itertools.pairwise(days))
    return Token("day", text, days=tuple(days)) if whole and rising and days else Token("strange", text)


def _named(word: str, text: str) -> Iterator[Token]:
    kind, value = lexicon().kinds[word]
    if kind in ("noon", "midnight"):
        yield Token("time", text, clock=Clock(720 if kind == "noon" else 1440, exact=True))
    elif kind == "part":
        yield Token("part", text, part=value)
    elif kind == "group":
        days = {"weekdays": _WEEKDAYS, "weekend": (5, 6)}.get(value, _EVERY)
        yield Token("day", text, days=days, group=True, part="any" if value == "open" else "")
    elif kind not in ("quiet", "vague"):
        yield Token(kind, text)  # type: ignore[arg-type]
    elif kind == "vague":
        yield Token("strange", text)


def _ams(tokens: list[Token]) -> list[Token]:
    """A small "am" before a day is German for "on", and no morning."""
    return [
        token
        for at, token in enumerate(tokens)
        if not (token.text == "am" and at + 1 < len(tokens) and tokens[at + 1].kind == "day")
    ]


def _suiting(tokens: list[Token]) -> list[Token]:
    """When somebody is at work is no free time: "Mon works" says that it suits, "works Mon" does not."""
    found = []
    for at, token in enumerate(tokens):
        after = tokens[at + 1].kind if at + 1 < len(tokens) else "split"
        if token.kind != "suits":
            found.append(token)
        elif not (at and tokens[at - 1].kind in MEANS and after in ("split", "and")):
            found.append(Token("strange", token.text))
    return found


def _of_some_days(tokens: list[Token]) -> list[Token]:
    """Beside some of its days "working days" says which they are, and not that all of them are free."""
    some = [token.kind == "day" and not token.group and max(token.days) < 5 for token in tokens]
    near = [any(some[max(0, at - 1) : at + 2]) for at in range(len(tokens))]
    return [
        Token("strange", token.text) if token.group and token.days == _WEEKDAYS and beside else token
        for token, beside in zip(tokens, near, strict=True)
    ]


def _in_letters(tokens: list[Token], text: str) -> list[Token]:
    """Days in letters of Spanish and French: L-V, LXV. "M" is a Tuesday there only beside an X, else asked."""
    letters = [token for token in tokens if token.kind in ("day", "strange") and _LETTERS_ALONE.fullmatch(token.text)]
    is_theirs = any(set(token.text) & set("LJV") for token in letters)
    is_theirs = is_theirs and all(token in letters for token in tokens if token.kind == "day")
    if not is_theirs or len(text) == 1:
        unsure = _TIME_IN_H.search(text) is not None and [token.text for token in letters] == ["M"]
        return [Token("either", "M") if unsure and token.text == "M" else token for token in tokens]
    has_x = any("X" in token.text for token in letters)
    return [_lettered(token, has_x=has_x) if token in letters else token for token in tokens]


def _lettered(token: Token, *, has_x: bool) -> Token:
    days = tuple("LMXJVSD".index(letter) for letter in token.text)
    rising = all(one < other for one, other in itertools.pairwise(days))
    if "M" in token.text and not has_x:
        return Token("either", token.text)
    return Token("day", token.text, days=days) if rising else token


def _in_language(tokens: list[Token], text: str) -> list[Token]:
    """Say which days the words are: by the languages that know all of them, and the other words of the text."""
    if sum(token.kind == "day" for token in tokens) == 1:
        tokens = [Token("either", "T") if token.text == "T" and token.days else token for token in tokens]
    named = [token.text.lower() for token in tokens if token.kind == "day" and not token.days]
    if not named:
        return tokens
    known = lexicon()
    languages = set.intersection(*(set(known.days[word]) for word in named))
    if len(languages) > 1:
        words = _PARTS_OF_TEXT.split(text.lower())
        languages = languages & set().union(*(known.tells.get(word, ()) for word in words)) or languages
    short = all(len(word) < 3 for word in named)
    found = []
    for token in tokens:
        word = token.text.lower()
        if token.kind != "day" or token.days:
            found.append(token)
            continue
        days = {known.days[word][language] for language in languages or set(known.days[word])}
        unsure = len(days) > 1 or (word in _RISKY and not short)
        found.append(Token("either", token.text) if unsure else dataclasses.replace(token, days=tuple(days)))
    return found


def speaks_of_time(text: str) -> bool:
    """Whether a text seems to be about free times, understood or not."""
    if len(text) > 300:
        return False
    words = lexicon()
    tokens = tokens_of(text)
    low = set(re.split(r"\W+", plain(text).lower()))
    about = any(
        token.kind in ("day", "part", "any") or (token.clock is not None and not token.clock.bare) for token in tokens
    )
    return about or bool(low & words.vague) or bool(low & set(words.days))


@functools.lru_cache(maxsize=2048)
def without_zone(header: str) -> tuple[str, str]:
    """A header without the name of a clock, and that name.

    >>> without_zone("Availability (Eastern time)")
    ('Availability ()', 'Eastern time')
    """
    zone = next((token.text for token in tokens_of(header[:300]) if token.kind == "zone"), "")
    return (re.sub(re.escape(zone), "", header, flags=re.IGNORECASE), zone) if zone else (header, "")


def left_open(text: str) -> str:
    """A day after which nothing is said, so that it would be given the times of another: "Mon: -, Tue 9-12"."""
    known = lexicon().days
    return next(
        (
            found["day"] + found["mark"]
            for found in _LEFT_OPEN.finditer(plain(text))
            if found["day"].lower() in known and (not found["next"] or found["next"].lower() in known)
        ),
        "",
    )


def first_strange(tokens: Sequence[Token]) -> Token | None:
    """The first thing that was not understood."""
    return next((token for token in tokens if token.kind in UNKNOWN), None)
