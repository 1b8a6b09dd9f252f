"""The lines of a calendar file as programs really write them: cut off, in any encoding, with any end of line.

A file is read line by line and not as a whole, so that one bad line costs one line. Only the properties that say when
something is are taken up: no word of what it is for ever gets past this room. What looks like a time under a name that
nobody knows is kept as a torn line without a name, so that it can be said.
"""

from __future__ import annotations

import codecs
import dataclasses
import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from mentorwidgets.ics.names import OF_ZONES, TIMES, WANTED, is_known, is_known_part, is_misspelt

MAX_LINE = 100_000  # characters of one unfolded line; an attached picture is longer
ALL_DAY = "X-ALLDAY"  # how we call what Microsoft, Funambol and others each call in their own way
_NOISE = dict.fromkeys(map(ord, "\0\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))  # letters that nobody sees
_LINE_END = re.compile(r"\r+\n?\r?|\n\r?")
_OTHER_ENDS = re.compile("[\x0b\x0c\x85\u2028\u2029]")
_RUN_TOGETHER = re.compile(r"(END:V(?:CALENDAR|EVENT|FREEBUSY))\s*(?=BEGIN:)", re.IGNORECASE)
_NAMED = re.compile(r"[\w.-]+\s*[;:]")
_NAME = re.compile(r"[\w.-]+")
_PARAM = re.compile(r'\s*([\w-]+)\s*(?:=((?:"[^"]*"|[^;:"])*+(?:"[^;:]*)?))?')  # an open quote is a letter
_DATE = re.compile(r":(?=\d{4}-?\d\d-?\d\d)")
_DATED = frozenset({"DTSTART", "DTEND", "EXDATE", "RDATE", "RECURRENCE-ID"})
_TIMELY = re.compile(
    r"[\s,;]*(?:(?:\d{4}-?\d\d-?\d\d(?:[T ]\d\d:?\d\d(?::?\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?"
    r"|[+-]?P(?=T?\d)[\dTWDHMS]+)\s*(?:[,;/]|$)|(?:FREQ|UNTIL|COUNT|INTERVAL|BY[A-Z]+)\s*=)"
)
_ALONE = TIMES | OF_ZONES | {"UID", "SEQUENCE", "DTSTAMP", "LAST-MODIFIED"}  # never one that takes no time
_NO_TEXT = _ALONE | {
    "BEGIN",
    "END",
    "METHOD",
    "VERSION",
    "CALSCALE",
    "CREATED",
    "CLASS",
    "STATUS",
    "TRANSP",
    "PRIORITY",
}
_FOLDED = 40  # letters of a line that a program may fold; it does so at some 75
_LONGEST = 200  # letters that a name of a property never has
_HALF = re.compile(r"[,;:=+/.-]*[A-Z\d][A-Z\d,;:=+/.-]*")
_APART = re.compile(r"[:;=\s]")
_OF_DATES = frozenset({"TZID", "VALUE", "RANGE"})
_MORE = TIMES - {"DTSTART", "DTEND", "DURATION"}  # what is missed without a word where only its name is left
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """One property: its name and parameters in capitals, its value as it stands.

    It `is_torn` where it says something of a time that could not be understood; then its name may be blank.
    """

    name: str
    params: Mapping[str, str]
    value: str
    is_torn: bool = False


TORN = Line("", {}, "", is_torn=True)


def text_of(data: bytes) -> str:
    """Decode a file: by its mark, by the zero bytes of wide letters, as UTF-8, else as western European."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    head = data[:64]
    if head[1::2].count(0) > len(head) // 4:
        return data.decode("utf-16-le", "replace")
    if head[::2].count(0) > len(head) // 4:
        return data.decode("utf-16-be", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def unfolded(text: str) -> Iterator[str]:
    """Whole lines: a line that begins with a blank, or has no name and follows a comma, goes on from the one before.

    Args:
        text: a file.
    """
    text = text.translate(_NOISE)
    if "\n" not in text and "\r" not in text:
        text = _OTHER_ENDS.sub("\n", text)
    rows = [row for row in _LINE_END.split(_RUN_TOGETHER.sub(r"\1\n", text)) if row.strip()]
    firsts = [row[0] in " \t" for before, row in pairwise(rows) if before.lstrip()[:7].upper() == "BEGIN:V"]
    is_indented = sum(firsts) * 2 > len(firsts)
    pieces: list[str] = []
    for row in rows:
        if row[0] in " \t" and pieces and not _begins(row, pieces[0], any_name=is_indented):
            pieces.append(row[1:])
        elif pieces and pieces[-1].endswith(",") and not _NAMED.match(row):
            pieces.append(row)
        else:
            yield from _whole(pieces)
            pieces = [row]
    yield from _whole(pieces)


def _whole(pieces: list[str]) -> Iterator[str]:
    """The one line of some pieces; and a time that stands in a text where nobody had to fold, so that it is said."""
    if not pieces:
        return
    line = "".join(pieces).strip()
    yield line if _name_of(line) in TIMES else line[:MAX_LINE]
    for before, row in pairwise(pieces):
        found = _NAMED.match(row.strip())
        if found and len(before) < _FOLDED and _name_of(row) in TIMES and is_timely(row.strip()):
            yield f":{row.strip()[found.end() :]}"


def _name_of(row: str) -> str:
    found = _NAMED.match(row.strip()[:_LONGEST])
    return found[0].rstrip(" \t;:").upper() if found else ""


def _begins(row: str, before: str, *, any_name: bool) -> bool:
    """Whether an indented line is one of its own: any property in an indented file, elsewhere one that tells a time.

    Behind a text never: it goes on with any word.
    """
    name = _name_of(row)
    if name in ("BEGIN", "END"):
        return is_known_part(row.partition(":")[2].strip().upper())
    if any_name:
        return bool(name) and is_known(name)
    return name in _ALONE and _name_of(before).rpartition(".")[2] in _NO_TEXT


def line_from_text(text: str) -> Line | None:
    """Split ``NAME;PARAM="x:y":value``; None where it says nothing that we read.

    Args:
        text: one unfolded line.
    """
    head = _NAME.match(text)
    name = head[0].upper().rpartition(".")[2] if head else ""
    if name.startswith("X-") and "ALLDAY" in name:
        name = ALL_DAY
    if name not in WANTED and name != ALL_DAY:
        is_like = head is not None and head[0].isupper() and is_misspelt(name)
        return TORN if not is_known(name) and (is_like or is_timely(text)) else None
    rest = text[head.end() :].lstrip() if head else ""
    params, before, colon, value = _split(rest)
    if not colon:  # a colon that was lost
        value = rest.lstrip(" ;=")
        return Line(name, {}, value, is_torn=not value) if value or name in _MORE else None
    if name in _DATED and "TZID" in params and (date := _DATE.search(value)):  # TZID=(UTC+01:00) Berlin, without quotes
        params["TZID"] = f"{params['TZID']}:{value[: date.start()]}".lstrip(":")
        value = value[date.start() + 1 :]
    return Line(name, params, value, is_torn=_is_unclear(name, params, before, rest))


def _is_unclear(name: str, params: Mapping[str, str], before: str, rest: str) -> bool:
    """Whether something of a time was not understood: it may be its zone. Or whose answer it is."""
    if name == "ATTENDEE":
        return rest.count('"') % 2 == 1
    others = [param for param in params if param not in _OF_DATES and not param.startswith("X")]
    return name in TIMES and bool(before or (name in _DATED and others and "TZID" not in params))


def _split(rest: str) -> tuple[dict[str, str], str, str, str]:
    """The parameters of a line, what is left before its colon, the colon if there is one, and the value."""
    params: dict[str, str] = {}
    at = 0
    while rest[at : at + 1] == ";":
        found = _PARAM.match(rest, at + 1)
        if found is None:
            at += 1
            continue
        _put(found, params)
        at = found.end()
    before, colon, value = rest[at:].partition(":")
    if "=" in before and (found := _PARAM.fullmatch(before)):  # a semicolon that was lost
        _put(found, params)
        before = ""
    return params, before.strip(), colon, value.strip()


def _put(found: re.Match[str], params: dict[str, str]) -> None:
    params[found[1].upper()] = (found[2] or "").replace('"', "").strip()


def is_timely(text: str) -> bool:
    """Whether a line holds a date, a length or a part of a rule: as a whole, or behind its name."""
    after = _APART.split(text, maxsplit=1)[1:]
    return any(_TIMELY.match(one.upper()) for one in (text, text.partition(":")[2], *after))


def is_second_half(text: str) -> bool:
    """Whether a line looks as the second half of a time whose blank was lost: no name, no blank, no small letter."""
    head = _NAME.match(text)
    return _HALF.fullmatch(text) is not None and _NAMED.match(text) is None and not (head and head[0] in WANTED)
