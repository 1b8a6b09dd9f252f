"""Single values as people write them: text, yes and no, whole numbers in words, years, choices, names of people.

Each converter gives the value or raises `ValueRefusedError` with the words for the person who must mend it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.roster.dates import day_from_text
from mentorwidgets.roster.ticks import yes_or_no
from mentorwidgets.roster.words import holds, plain_words

NOTHING = frozenset(
    {
        "",
        "(empty)",
        "n/a",
        "na",
        "none",
        "null",
        "nan",
        "nil",
        "-",
        "--",
        "---",
        "—",
        "\u2013",
        ".",
        "?",
        "n.a.",
        "#n/a",
        "tbd",
        "not applicable",
        "no answer",
        "no response",
        "keine",
        "aucun",
        "ninguno",
    }
)
FORMULA_ERRORS = frozenset(
    {"#N/A", "#REF!", "#DIV/0!", "#NAME?", "#VALUE!", "#NULL!", "#NUM!", "#CALC!", "#SPILL!", "#GETTING_DATA"}
)
EMAIL = re.compile(r"(?<![^\s@<>,;:\"()])[^\s@<>,;:\"()]+@[^\s@<>,;:\"()]+\.[^\s@<>,;:\"().]{2,}")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff]")
_CONTROLS = tuple(char for char in map(chr, (*range(128), 0xFEFF)) if _CONTROL.match(char))
_GUARDED = re.compile(r"(?<!')'+[=+\-@\t\r\n]")
_NUMBERS = {
    word: number
    for number, words in enumerate(
        (
            "zero|none|no|cero|null|keine",
            "one|a|an|single|once|uno|una|un|une|ein|eine|en",
            "two|couple|twice|pair|dos|deux|zwei|to",
            "three|tres|trois|drei",
            "four|cuatro|quatre|vier",
            "five|cinco|cinq",
            "six|seis|sechs",
            "seven|siete|sept|sieben",
            "eight|ocho|huit|acht",
            "nine|nueve|neuf|neun",
            "ten|diez|dix|zehn",
            "eleven",
            "twelve|dozen",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        )
    )
    for word in words.split("|")
}
_YES = frozenset(
    [
        "yes",
        "y",
        "true",
        "t",
        "1",
        "x",
        "on",
        "ok",
        "okay",
        "sure",
        "checked",
        "check",
        "cleared",
        "passed",
        "complete",
        "completed",
        "done",
        "si",
        "oui",
        "ja",
        "tak",
        "da",
        "sim",
        "definitely",
        "absolutely",
        "certainly",
        "yep",
        "yeah",
        "agreed",
        "agree",
        "selected",
        "accepted",
        "current",
        "valid",
        "jep",
        "yea",
        "igen",
        "kylla",
        "hai",
        "rural",
        "remote",
    ]
)
_NO = frozenset(
    [
        "no",
        "n",
        "false",
        "f",
        "0",
        "off",
        "unchecked",
        "nope",
        "never",
        "nein",
        "non",
        "nie",
        "nao",
        "nej",
        "not",
        "declined",
        "expired",
        "failed",
        "none",
        "unselected",
        "urban",
        "suburban",
        "ei",
        "metro",
        "city",
    ]
)
_MARKS = {
    "✓": True,
    "✔": True,
    "☑": True,
    "☒": True,
    "✗": False,
    "✘": False,
    "☐": False,
    "●": True,
    "✅": True,
    "❌": False,
    "•": True,
}


def text(raw: str) -> str:
    """Plain text: no control characters, no blanks around it; a formula that was made harmless is itself again.

    >>> text("  '=SUM(A1) ")
    '=SUM(A1)'
    """
    clean = raw.strip()
    if not clean.isprintable():
        clean = _CONTROL.sub("", clean).strip()
    return clean[1:] if clean[:1] == "'" and _GUARDED.match(clean) else clean


def texts(cells: Sequence[str]) -> list[str]:
    """Plain text of many cells; when nothing but blanks is to be taken away, in one go."""
    joined = "".join(cells)
    if any(char in joined for char in _CONTROLS) or ("'" in joined and _GUARDED.search(joined)):
        return list(map(text, cells))
    return list(map(str.strip, cells))


def words_or_nothing(raw: str) -> str:
    """Plain text; "n/a", "-" and the like are nothing."""
    clean = text(raw)
    return "" if clean.lower() in NOTHING else clean


def email(raw: str) -> str:
    """An e-mail address, also out of ``Ana <ana@lib.example>`` and ``mailto:``.

    Raises:
        ValueRefusedError: there is no address in it.
    """
    if EMAIL.fullmatch(raw):
        return raw
    clean = words_or_nothing(raw)
    if not clean or clean.lower() in ("anonymous", "unknown"):
        return ""
    found = EMAIL.findall(clean.removeprefix("mailto:"))
    if not found:
        raise ValueRefusedError(f"'{clean[:60]}' is no e-mail address.", "Write one like ana@library.example.")
    return str(found[0])


def yes_no(raw: str) -> bool | None:
    """Yes, no, or None for nothing said.

    Raises:
        ValueRefusedError: it says neither, such as "maybe".
    """
    clean = words_or_nothing(raw)
    if not clean:
        return False if raw.strip().lower() == "none" else None
    if clean[0] in _MARKS:
        return _MARKS[clean[0]]
    plain = plain_words(clean)
    first = plain.split(" ", 1)[0]
    said = yes_or_no(clean)
    if said is not None:
        return said
    if plain.startswith(("i have not", "i am not", "i do not", "i would not", "not yet", "i dont")):
        return False
    if first in _NO:
        return False
    if first in _YES or plain.startswith(("i do", "i am ", "i have ", "i would ", "please", "of course", "up to date")):
        return True
    raise ValueRefusedError(f"'{clean[:60]}' says neither yes nor no.", "Write yes or no.")


def whole(raw: str) -> int | None:
    """A number of people, also in words; of "2-3" and "up to 3" the larger one, as it is the most.

    >>> whole("I could take two mentees"), whole("2-3"), whole("up to 3")
    (2, 3, 3)

    Raises:
        ValueRefusedError: no number from 0 to 99 is in it.
    """
    clean = text(raw)
    plain = plain_words(clean)
    if not plain or plain in ("n a", "na", "null", "nan"):
        return None
    if clean.startswith("-"):
        raise ValueRefusedError(f"'{clean[:60]}' is less than nothing.", "Write a whole number, such as 2.")
    if re.fullmatch(r"\d+\.0*", clean):
        clean = clean.split(".")[0]
    if any(words in plain for words in ("no limit", "unlimited", "as many", "any number", "no max")):
        raise ValueRefusedError(
            f"'{clean[:60]}' gives no number of people.", "Write the most that this person can take."
        )
    if _OTHER_UNIT.search(plain) or _OF_LATER.match(plain):
        raise ValueRefusedError(f"'{clean[:60]}' counts no people for certain.", "Write a whole number, such as 2.")
    numbers = [int(found) for found in re.findall(r"(?<![\d.,])\d{1,3}(?![\d.,]*\d)", clean)]
    numbers += [] if numbers else _numbers_in_words(plain)
    if numbers and max(numbers) <= 99:
        return max(numbers)
    if any(holds(plain, word) for word in ("none", "paused", "pause", "not this", "not now", "on leave", "full")):
        return 0
    raise ValueRefusedError(f"'{clean[:60]}' gives no number of people.", "Write a whole number, such as 2.")


_OTHER_UNIT = re.compile(
    r"\d ?(?:st|nd|rd|th|h|hrs?|hours?|years?|yrs?|months?|weeks?|days?|minutes?|mins?|semesters?|terms?)\b"
)
_OF_LATER = re.compile(r"[^\d]*\d.*\b(?:later|afterwards|next|then)\b")  # matched from the beginning: linear


def _numbers_in_words(plain: str) -> list[int]:
    words = plain.split()
    if len(words) == 1 or words[0] in _NUMBERS:
        found = [_NUMBERS[word] for word in words if word in _NUMBERS and (word not in _LOOSE or word == words[0])]
        return found if found and not {"few", "many", "lot", "handful", "bunch", "several"} & set(words) else []
    found = [_NUMBERS[word] for word in words if word in _NUMBERS and word not in _LOOSE]
    return found or ([1] if "only one" in plain else [])


_LOOSE = frozenset({"a", "an", "no", "none", "to", "en", "un", "une", "single", "once", "pair"})


def years(raw: str, today: date, *, day_first: bool | None = None) -> float | None:
    """Years of service: a number, words, a span (the certain part counts), or the day when it began.

    >>> years("10+ years", date(2026, 1, 1)), years("since 2016", date(2026, 1, 1)), years("6 months", date(2026, 1, 1))
    (10.0, 10.0, 0.5)

    Raises:
        ValueRefusedError: there is no number from 0 to 80 in it.
    """
    clean = words_or_nothing(raw)
    if not clean:
        return None
    plain = plain_words(clean)
    if re.fullmatch(r"\d{1,2}([.,]\d+)?", clean):
        return _in_life(float(clean.replace(",", ".")), clean)
    begun = day_from_text(clean, day_first=day_first, serial=True) if re.search(r"\d{4}|/\d\d$", clean) else None
    if begun:
        return _in_life(round(max(0.0, (today - begun).days / 365.25), 1), clean)
    year = re.fullmatch(r"(?:since |from |started |in )*(19\d\d|20\d\d)", plain)
    if year:
        return _in_life(float(today.year - int(year.group(1))), clean)
    if plain.startswith(("less than", "under", "fewer than", "below", "new")) or clean.startswith("<"):
        return 0.0
    return _in_life(_span(clean, plain), clean)


def _span(clean: str, plain: str) -> float:
    outside = _BRACKETS.sub(" ", clean)
    told = outside if re.search(r"\d", outside) else clean
    numbers = [float(found.replace(",", ".")) for found in re.findall(r"\d+(?:[.,]\d+)?", told)]
    if not numbers:
        numbers = [float(number) for number in _numbers_in_words(plain)]
        bare = plain.split(maxsplit=1)[0] in _LOOSE and len(plain.split()) > 1
        numbers = numbers[1:] if bare and len(numbers) > 1 else numbers if not bare or _UNIT.search(plain) else []
    if not numbers or re.search(r"\b(?:weeks?|days?|hours?)\b", plain):
        return 0.0 if numbers and numbers[0] < 9 and re.search(r"\bweeks?\b", plain) else -1.0
    if "month" in plain and "year" not in plain and "yr" not in plain:
        return round(numbers[0] / 12, 2)
    if "month" in plain and len(numbers) > 1:
        return round(numbers[0] + numbers[1] / 12, 2)
    return min(numbers)


_BRACKETS = re.compile(r"\([^()]*\)")
_UNIT = re.compile(r"\b(?:years?|yrs?|months?|ans|annees?|anos?|jahr\w*|jaar|anni|anno)\b")


def _in_life(number: float, clean: str) -> float:
    if not 0 <= number <= 80:
        raise ValueRefusedError(
            f"'{clean[:60]}' gives no number of years.", "Write years as a number, such as 7 or 2.5."
        )
    return number


def number(raw: str) -> float | None:
    """A decimal number with point or comma.

    Raises:
        ValueRefusedError: it is no number.
    """
    clean = words_or_nothing(raw)
    if not clean:
        return None
    try:
        return float(clean.replace(",", "."))
    except ValueError:
        raise ValueRefusedError(f"'{clean[:60]}' is no number.", "Write a number.") from None


def place(raw: str) -> tuple[float, float] | None:
    """Latitude and longitude in degrees.

    Raises:
        ValueRefusedError: not two numbers on the globe.
    """
    clean = words_or_nothing(raw)
    if not clean:
        return None
    found = [float(part) for part in re.findall(r"-?\d+(?:\.\d+)?(?:e-?\d+)?", clean)]
    if len(found) == 2 and abs(found[0]) <= 90 and abs(found[1]) <= 180:
        return found[0], found[1]
    raise ValueRefusedError(
        f"'{clean[:60]}' is no place on the globe.", "Write latitude, longitude, such as 41.02, -92.41."
    )


def list_from_code(clean: str) -> list[str] | None:
    """The items of a list written as JSON or Python writes it, or None.

    >>> list_from_code("['Terraform', 'AWS']")
    ['Terraform', 'AWS']
    """
    if not (clean.startswith("[") and clean.endswith("]")):
        return None
    try:
        items: Any = json.loads(clean)
    except ValueError:
        items = re.findall(r"'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\"", clean)
        items = ["".join(pair) for pair in items]
        if not items and clean != "[]":
            return None
    return [str(item) for item in items] if isinstance(items, list) else None
