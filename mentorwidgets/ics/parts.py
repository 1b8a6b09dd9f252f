"""The parts of a calendar file, also where the beginning or the end of one was lost or misspelt.

A date that stands in no part begins an event; a second one in an event is another event's; a part of a name that nobody
knows is an event where it has a date. Each such is damaged, which is said.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from mentorwidgets.ics.lines import TORN, Line, is_second_half, line_from_text, unfolded
from mentorwidgets.ics.names import ASIDE, ONCE, READ, TIMES, is_known_part

_BEGINS = TIMES - {"DURATION"}  # what no alarm, and no calendar as a whole, has


@dataclasses.dataclass(slots=True)
class Part:
    """A component of a calendar with the lines of it that we read.

    It `is_damaged` where it can only be guessed what belongs to it.
    """

    kind: str
    lines: list[Line] = dataclasses.field(default_factory=list)
    is_damaged: bool = False

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


def sheets_of(text: str) -> list[Sheet]:
    """The calendars of a file, also where an END, a BEGIN or the rest is missing."""
    return _Reader().read(text)


class _Reader:
    """Goes through the lines with what is open."""

    def __init__(self) -> None:
        self._sheets: list[Sheet] = []
        self._part: Part | None = None
        self._zone: list[str] | None = None
        self._last = ""  # the name of the line before
        self._inside = ""  # an alarm, a task: its dates are none of the event around it

    def read(self, text: str) -> list[Sheet]:
        for line in unfolded(text):
            self._take(line)
        self._close()
        for sheet in self._sheets:
            sheet.parts = [one for part in sheet.parts for one in _settled(part)]
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
        elif found := line_from_text(line):
            self._add(found)
            self._last = found.name
        elif self._last in TIMES and self._part and not self._inside and is_second_half(line):
            self._add(TORN)
        else:
            self._last = ""

    def _add(self, line: Line) -> None:
        if self._inside and (
            self._part is None or self._inside in ("STANDARD", "DAYLIGHT") or line.name not in _BEGINS
        ):
            return
        is_another = bool(self._inside and self._part and line.name == "DTSTART" and self._part.first("DTSTART"))
        if is_another or (self._part is None and line.name in _BEGINS):
            self._inside = ""
            self._open("VEVENT", is_damaged=True)
        (self._part or self._sheet().about).lines.append(line)

    def _open(self, kind: str, *, is_damaged: bool = False) -> None:
        self._part = Part(kind, is_damaged=is_damaged)
        self._sheet().parts.append(self._part)

    def _sheet(self) -> Sheet:
        if not self._sheets:
            self._sheets.append(Sheet())
        return self._sheets[-1]

    def _close(self) -> None:
        """End what is open, also where its own end is missing."""
        if self._zone is not None:
            self._sheet().zones.append("\r\n".join(self._zone))
        self._part, self._zone, self._inside = None, None, ""

    def _begin(self, kind: str, line: str) -> None:
        if kind in ASIDE or kind in (*READ, "VTIMEZONE", "VCALENDAR"):
            self._close()
        if kind == "VCALENDAR":
            self._sheets.append(Sheet())
        elif kind == "VTIMEZONE":
            self._zone = [line]
        elif self._zone is not None:
            self._zone.append(line)
        elif kind in READ:
            self._open(kind)
        elif self._part is None and not self._inside and not is_known_part(kind):
            self._open(kind, is_damaged=True)
        else:
            self._inside = self._inside or kind

    def _end(self, kind: str, line: str) -> None:
        if self._zone is not None and kind != "VCALENDAR":
            self._zone.append(line)
            if kind == "VTIMEZONE":
                self._close()
        elif self._inside and kind == self._inside:
            self._inside = ""
        elif kind in READ or (self._part and kind == self._part.kind):
            self._close()
        elif kind == "VCALENDAR":
            self._close()
            self._sheet().is_whole = True


def _settled(part: Part) -> Iterator[Part]:
    """A part as what it is: of a known kind, two that run into each other apart, no line twice."""
    if part.kind not in READ:
        part.kind = "VFREEBUSY" if part.first("FREEBUSY") else "VEVENT"
        if not any(line.is_torn or line.name in _BEGINS for line in part.lines):
            return
    if part.kind == "VFREEBUSY":
        yield part
        return
    seen: list[Line] = []
    for line in part.lines:
        if line.name not in ONCE or line not in seen[-50:]:
            seen.append(line)
    chunks = list(_chunks(seen))
    for chunk in chunks:
        yield Part(part.kind, chunk, is_damaged=part.is_damaged or len(chunks) > 1)


def _chunks(lines: list[Line]) -> Iterator[list[Line]]:
    """The lines of each event, where a second start shows that the line between two was lost."""
    left = sum(line.name == "DTSTART" for line in lines)
    chunk: list[Line] = []
    names: set[str] = set()
    for line in lines:
        if left and line.name in names and "DTSTART" in names:
            yield chunk
            chunk, names = [], set()
        chunk.append(line)
        left -= line.name == "DTSTART"
        if line.name in ONCE:
            names.add(line.name)
    yield chunk
