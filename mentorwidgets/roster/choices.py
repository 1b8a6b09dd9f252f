"""Values out of a short list: ways of meeting, kinds of mentors, participation, what matters most, languages."""

from __future__ import annotations

import re

from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.model.people import CRITERIA, KINDS, Mode
from mentorwidgets.roster.values import words_or_nothing
from mentorwidgets.roster.words import plain_words

Words = tuple[tuple[str, str], ...]
_MODES: tuple[tuple[Mode, re.Pattern[str]], ...] = (
    (
        "in person",
        re.compile(
            r"\b(in person|inperson|face to face|f2f|on ?site|on campus|physical(ly)?|live|coffee|presencial)\b"
        ),
    ),
    (
        "video",
        re.compile(
            r"\b(video|zoom|online|virtual(ly)?|teams|skype|remote(ly)?|webex|google meet|facetime|distance|web ?cam)\b"
        ),
    ),
    ("phone", re.compile(r"\b(phone|telephone|by call|phone calls?|(?<!video )calls?)\b")),
    ("hybrid", re.compile(r"\b(hybrid|mix|mixed|mixture|blended|combination|both)\b")),
)
_ANY_MODE = re.compile(r"\b(any|either|no preference|open|flexible|all)\b")
_OTHER_MODE = re.compile(r"\b(e ?mail|chat|text|texting|messag\w+|slack|sms|whatsapp|letter)\b")
_KINDS: Words = (
    ("library staff", r"\b(librar\w*|staff|employee|colleague)\b"),
    ("youth", r"\b(youth|teen\w*|peer|student|young)\b"),
    ("community", r"\b(community|adult|volunteer|parent|senior|neighbou?r|retired)\b"),
    ("professional", r"\b(professional|teacher|faculty|stem|business|expert|engineer|scientist|professor)\b"),
)
_PARTICIPATION: Words = (
    ("later", r"\b(not (quite )?sure|unsure|undecided|dont know|perhaps|possibly|maybe|deferred?)\b"),
    ("later", r"\b(?<!not )(?<!not even )(later|next (round|year|time|term|semester))\b"),
    ("later", r"\b(nicht sicher|unsicher|vielleicht|nachstes jahr|pas sure?|peut etre|lannee prochaine)\b"),
    ("later", r"\b(no (estoy )?segur[oa]|quizas?|tal vez|el proximo ano)\b"),
    ("declined", r"\b(declin\w*|no|not|refused|opt(ed)? out|withdr\w+|inactive)\b"),
    ("later", r"\b(later|next (round|year|time)|maybe|deferred?|waiting)\b"),
    ("accepted", r"\b(accept\w*|yes|y|taking part|participating|join\w*|opt(ed)? in|active|in|confirmed|enrolled)\b"),
    ("offered", r"\b(offer\w*|invited|pending|sent|open|new)\b"),
)
_CRITERIA: Words = (
    ("same role", r"\b(same (role|position|job)|role|position|job)\b"),
    ("library type", r"\b(library type|type of library|kind of library)\b"),
    ("topics", r"\b(topics?|interests?|skills?|subject|expertise)\b"),
    ("time", r"\b(time|schedule|availability|hours)\b"),
    ("place", r"\b(place|location|distance|near\w*|geograph\w*|region|branch)\b"),
    ("experience", r"\b(experience\w*|years|senior\w*|veteran)\b"),
    ("purpose", r"\b(purpose|goals?|career)\b"),
)
LANGUAGES = frozenset(
    [
        "afrikaans",
        "albanian",
        "amharic",
        "arabic",
        "armenian",
        "asl",
        "azerbaijani",
        "basque",
        "bengali",
        "bosnian",
        "bulgarian",
        "burmese",
        "cantonese",
        "catalan",
        "chinese",
        "creole",
        "croatian",
        "czech",
        "danish",
        "dari",
        "dutch",
        "english",
        "estonian",
        "farsi",
        "filipino",
        "finnish",
        "flemish",
        "french",
        "gaelic",
        "galician",
        "georgian",
        "german",
        "greek",
        "gujarati",
        "haitian",
        "hausa",
        "hawaiian",
        "hebrew",
        "hindi",
        "hmong",
        "hungarian",
        "icelandic",
        "igbo",
        "indonesian",
        "inuktitut",
        "irish",
        "italian",
        "japanese",
        "kannada",
        "kazakh",
        "khmer",
        "korean",
        "kurdish",
        "lao",
        "latin",
        "latvian",
        "lithuanian",
        "luxembourgish",
        "macedonian",
        "malay",
        "malayalam",
        "maltese",
        "mandarin",
        "maori",
        "marathi",
        "mongolian",
        "navajo",
        "nepali",
        "norwegian",
        "ojibwe",
        "pashto",
        "persian",
        "polish",
        "portuguese",
        "punjabi",
        "quechua",
        "romanian",
        "russian",
        "samoan",
        "serbian",
        "sinhala",
        "slovak",
        "slovene",
        "slovenian",
        "somali",
        "spanish",
        "sundanese",
        "swahili",
        "swedish",
        "tagalog",
        "tamil",
        "telugu",
        "thai",
        "tibetan",
        "tigrinya",
        "tongan",
        "turkish",
        "ukrainian",
        "urdu",
        "uzbek",
        "vietnamese",
        "welsh",
        "xhosa",
        "yiddish",
        "yoruba",
        "zulu",
        "bilingual",
        "sign",
        "espanol",
        "francais",
        "deutsch",
        "nederlands",
        "svenska",
        "suomi",
        "polski",
        "italiano",
    ]
)


def modes(raw: str) -> tuple[Mode, ...]:
    """Ways of meeting; none for "any".

    >>> modes("Zoom or in person")
    ('in person', 'video')

    Raises:
        ValueRefusedError: it names none; without words when it names a way that no pair meets by, such as e-mail.
    """
    plain = plain_words(words_or_nothing(raw))
    found = tuple(mode for mode, pattern in _MODES if pattern.search(plain))
    if found == ("hybrid",) and plain == "both":
        return ("in person", "video")
    if found or not plain or _ANY_MODE.search(plain):
        return found
    if _OTHER_MODE.search(plain):
        raise ValueRefusedError("")
    raise ValueRefusedError(
        f"'{raw.strip()[:60]}' is no way of meeting that we know.", "Write in person, video, phone or hybrid."
    )


def modes_or_none(raw: str) -> tuple[Mode, ...]:
    """The same, and none for what is no way of meeting."""
    try:
        return modes(raw)
    except ValueRefusedError:
        return ()


def kind(raw: str) -> str:
    """What kind of mentor someone is (PP24)."""
    return _choose(raw, _KINDS, KINDS)


def participation(raw: str) -> str:
    """Whether someone takes part (PP5)."""
    return _choose(raw, _PARTICIPATION, ("offered", "accepted", "declined", "later"))


def criterion(raw: str) -> str:
    """What matters most to someone."""
    return _choose(raw, _CRITERIA, CRITERIA)


def _choose(raw: str, words: Words, known: tuple[str, ...]) -> str:
    clean = words_or_nothing(raw)
    if not clean or clean in known:
        return clean
    plain = plain_words(clean)
    for value, pattern in words:
        if re.search(pattern, plain):
            return value
    raise ValueRefusedError(
        f"'{clean[:60]}' is none of the answers that we know.", f"Write one of: {', '.join(k for k in known if k)}."
    )


def is_language(raw: str) -> bool:
    """Whether a text names a language."""
    return any(word in LANGUAGES for word in plain_words(raw).split())
