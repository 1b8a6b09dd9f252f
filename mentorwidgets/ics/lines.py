"""The lines of a calendar file as programs really write them: cut off, in any encoding, with any end of line.

A file is read line by line and not as a whole, so that one bad line costs one line. Only the properties that say when
something is are taken up: no word of what it is for ever gets past this room.
"""

from __future__ import annotations

import codecs
import dataclasses
import re
from collections.abc import Iterator, Mapping

MAX_LINE = 100_000  # characters of one unfolded line; an attached picture is longer
_WANTED = frozenset({
    "DTSTART", "DTEND", "DURATION", "RRULE", "EXRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "UID", "SEQUENCE",
    "DTSTAMP", "LAST-MODIFIED", "STATUS", "TRANSP", "SUMMARY", "ATTENDEE", "ORGANIZER", "FREEBUSY",
    "X-MICROSOFT-CDO-BUSYSTATUS", "X-MICROSOFT-CDO-INTENDEDSTATUS",
    "METHOD", "X-WR-TIMEZONE", "X-WR-CALNAME", "X-OWNER", "TIMEZONE-ID",
})  # fmt: skip
_READ = ("VEVENT", "VFREEBUSY")
_LINE_END = re.compile(r"\r*\n\r?|\r")
_RUN_TOGETHER = re.compile(r"(END:V(?:CALENDAR|EVENT|FREEBUSY))\s*\ufeff?(?=BEGIN:)", re.IGNORECASE)
_NAMED = re.compile(r"[\w.-]+\s*[;:]")
_NAME = re.compile(r"[\w.-]+")
_PARAM = re.compile(r'\s*([\w-]+)\s*(?:=((?:"[^"]*"|[^";:])*))?')
_DATE = re.compile(r":(?=\d{4}-?\d\d-?\d\d)")
_DATED = frozenset({"DTSTART", "DTEND", "EXDATE", "RDATE", "RECURRENCE-ID"})
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """One property: its name and parameters in capitals, its value as it stands."""

    name: str
    params: Mapping[str, str]
    value: str


@dataclasses.dataclass(slots=True)
class Part:
    """A component of a calendar with the lines of it that we read."""

    kind: str
    lines: list[Line] = dataclasses.field(default_factory=list)

    def first(self, name: str) -> Line | None:
        """The first line of a name."""
        return next((line for line in self.lines if line.name == name), None)

    def all(self, name: str) -> list[Line]:
        """All lines of a name."""
        return [line for line in self.lines if line.name == name]

    def text(self, name: str) -> str:
        """The value of the first line of a name; blank when there is none."""
        line = self.first(name)
        return line.value.strip() if line else ""


@dataclasses.dataclass(slots=True)
class Sheet:
    """One calendar of a file: what it says of itself, its zones as text, its events and free-busy lists.

    It `is_whole` when it has an end.
    """

    about: Part = dataclasses.field(default_factory=lambda: Part("VCALENDAR"))
    zones: list[str] = dataclasses.field(default_factory=list)
    parts: list[Part] = dataclasses.field(default_factory=list)
    is_whole: bool = False


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


def sheets_of(text: str) -> list[Sheet]:
    """The calendars of a file, also where an END, a BEGIN or the rest is missing."""
    return _Reader().read(text)


def _unfolded(text: str) -> Iterator[str]:
    """Whole lines: a line that begins with a blank, or has no name and follows a comma, goes on from the one before."""
    pieces: list[str] = []
    for raw in _LINE_END.split(_RUN_TOGETHER.sub(r"\1\n", text)):
        line = raw.replace("\0", "").lstrip("\ufeff")
        if not line.strip():
            continue
        if line[0] in " \t" and pieces and not _begins(line):
            pieces.append(line[1:])
            continue
        if pieces and pieces[-1].endswith(",") and not _NAMED.match(line):
            pieces.append(line)
            continue
        if pieces:
            yield "".join(pieces)[:MAX_LINE]
        pieces = [line]
    if pieces:
        yield "".join(pieces)[:MAX_LINE]


def _begins(line: str) -> bool:
    """Whether an indented line is one of its own: whoever indents a file indents all of it."""
    found = _NAMED.match(line.strip())
    return found is not None and found[0].rstrip(" ;:").upper() in (*_WANTED, "BEGIN", "END")


class _Reader:
    """Goes through the lines with what is open."""

    def __init__(self) -> None:
        self._sheets: list[Sheet] = []
        self._part: Part | None = None
        self._zone: list[str] | None = None
        self._inside = ""  # an alarm, a task: its dates are none of the event around it

    def read(self, text: str) -> list[Sheet]:
        for line in _unfolded(text):
            self._take(line.strip())
        return self._sheets

    def _take(self, line: str) -> None:
        name, _, value = line.partition(":")
        word, kind = name.strip().upper(), value.strip().upper()
        if word == "BEGIN" and kind:
            self._begin(kind, line)
        elif word == "END":
            self._end(kind, line)
        elif self._zone is not None:
            self._zone.append(line)
        elif not self._inside and (found := _line(line)):
            (self._part or self._sheet().about).lines.append(found)

    def _sheet(self) -> Sheet:
        if not self._sheets:
            self._sheets.append(Sheet())
        return self._sheets[-1]

    def _begin(self, kind: str, line: str) -> None:
        if kind in ("STANDARD", "DAYLIGHT") and self._zone is not None:
            self._zone.append(line)
            return
        if kind not in (*_READ, "VTIMEZONE", "VCALENDAR"):
            self._inside = self._inside or kind
            return
        self._part, self._zone, self._inside = None, None, ""  # also where the one before has no end
        if kind == "VCALENDAR":
            self._sheets.append(Sheet())
        elif kind == "VTIMEZONE":
            self._zone = [line]
        else:
            self._part = Part(kind)
            self._sheet().parts.append(self._part)

    def _end(self, kind: str, line: str) -> None:
        if self._zone is not None:
            self._zone.append(line)
            if kind == "VTIMEZONE":
                self._sheet().zones.append("\r\n".join(self._zone))
                self._zone = None
        elif self._inside and kind == self._inside:
            self._inside = ""
        elif kind in _READ:
            self._part, self._inside = None, ""
        elif kind == "VCALENDAR":
            self._part, self._inside = None, ""
            self._sheet().is_whole = True


def _line(text: str) -> Line | None:
    """Split ``NAME;PARAM="x:y":value``; None where it is no property that we read."""
    head = _NAME.match(text)
    name = head[0].upper().rpartition(".")[2] if head else ""
    if name not in _WANTED or head is None:
        return None
    params: dict[str, str] = {}
    rest = text[head.end() :].lstrip()
    at = len(text) - len(rest)
    while text[at : at + 1] == ";":
        found = _PARAM.match(text, at + 1)
        if found is None:
            return None
        params[found[1].upper()] = (found[2] or "").replace('"', "").strip()
        at = found.end()
    _, colon, value = text[at:].partition(":")
    value = value.strip()
    if not colon:  # a colon that was lost
        params, value = {}, rest.lstrip(" ;=")
    if name in _DATED and "TZID" in params and (date := _DATE.search(value)):  # TZID=(UTC+01:00) Berlin, without quotes
        params["TZID"] += f":{value[: date.start()]}"
        value = value[date.start() + 1 :]
    return Line(name, params, value) if colon or value else None
