"""Free time in a week: "Tue evenings", "Mon 9-12; Wed 13:00-15:30", "weekdays after 3pm", "any time"."""

from __future__ import annotations

import re

from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.model.people import Hours
from mentorwidgets.roster.words import plain_words

Span = tuple[int, int]
_DAY_WORDS = {
    word: days
    for words, days in (
        ("mon monday mondays mo lunes lundi montag m", (0,)),
        ("tue tues tuesday tuesdays tu di martes mardi dienstag", (1,)),
        ("wed weds wednesday wednesdays we miercoles mercredi mittwoch w", (2,)),
        ("thu thur thurs thursday thursdays th jueves jeudi donnerstag", (3,)),
        ("fri friday fridays fr viernes vendredi freitag f", (4,)),
        ("sat saturday saturdays sa sabado samedi samstag", (5,)),
        ("sun sunday sundays su domingo dimanche sonntag", (6,)),
        ("weekday weekdays workdays workday", (0, 1, 2, 3, 4)),
        ("weekend weekends", (5, 6)),
        ("daily everyday", (0, 1, 2, 3, 4, 5, 6)),
        ("mwf", (0, 2, 4)),
        ("tth tuth", (1, 3)),
    )
    for word in words.split()
}
_PARTS = {
    word: span
    for words, span in (
        ("morning mornings am manana matin", (540, 720)),
        ("afternoon afternoons pm tarde", (720, 1020)),
        ("evening evenings night nights soir noche", (1020, 1260)),
        ("lunch lunchtime lunchtimes noon midday", (720, 780)),
        ("breakfast", (420, 540)),
        ("daytime business", (540, 1020)),
    )
    for word in words.split()
}
_ANY = re.compile(
    r"\b(any ?time|always|any day|whenever|all day|fully flexible|very flexible|every day|all week|open schedule)\b"
)
_NOT = re.compile(r"\b(not|except|never|no|but|unless|without|cannot|cant)\b")
_NOON = {"noon": "12:00", "midday": "12:00", "midnight": "24:00"}
_TOKEN = re.compile(
    r"(?P<range>(?P<h1>\d{1,2})(?:[:.h](?P<m1>\d{2}))?\s*(?P<p1>[ap]\.?m\b\.?)?\s*(?:-|\u2013|—|to|until|till|bis|a)\s*"
    r"(?P<h2>\d{1,2})(?:[:.h](?P<m2>\d{2}))?\s*(?P<p2>[ap]\.?m\b\.?)?)(?![\d])"
    r"|(?P<open>after|from|before|until|by)\s+(?P<h3>\d{1,2})(?::(?P<m3>\d{2}))?\s*(?P<p3>[ap]\.?m\b\.?)?"
    r"|(?P<one>\d{1,2})(?::(?P<m4>\d{2}))?\s*(?P<p4>[ap]\.?m\b\.?)|(?P<clock>\d{1,2}:\d{2})"
    r"|(?P<to>-|\u2013|—|\bto\b|\bthrough\b|\bthru\b)|(?P<word>[^\W\d_]+)",
    re.IGNORECASE,
)
_OWN = re.compile(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun) (\d\d):(\d\d)-(\d\d):(\d\d)")
_SHORT = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_WORKDAY: Span = (540, 1020)


def hours_to_text(hours: tuple[Hours, ...]) -> str:
    """Write free times so that `hours_from_text` reads the same.

    >>> hours_to_text((Hours(day=0, start=540, end=720),))
    'Mon 09:00-12:00'
    """
    return "; ".join(
        f"{_SHORT[h.day]} {h.start // 60:02}:{h.start % 60:02}-{h.end // 60:02}:{h.end % 60:02}" for h in hours
    )


def hours_from_text(raw: str) -> tuple[Hours, ...]:
    """Free times out of free words. A day alone means its working hours (9 to 17), a time alone the working days.

    >>> hours_to_text(hours_from_text("Tue evenings, Mon 9-12"))
    'Mon 09:00-12:00; Tue 17:00-21:00'

    Raises:
        ValueRefusedError: no day or time is in it, or it also says when *not*.
    """
    clean = raw.strip()
    if clean.lower() in ("", "n/a", "na", "none", "-", "?"):
        return ()
    own = own_hours(clean)
    if own is not None:
        return own
    spans = spans_from_text(clean)
    if not spans:
        raise ValueRefusedError(
            f"'{clean[:60]}' names no days or times that we know.", "Write it like: Tue 17:00-20:00; Fri 9-12."
        )
    return merged(spans)


def own_hours(text: str) -> tuple[Hours, ...] | None:
    """What `hours_to_text` wrote, exactly; None when it was written in another way."""
    own = [_OWN.fullmatch(part) for part in text.split("; ")]
    return tuple(_own(found) for found in own if found) if all(own) else None


def _own(found: re.Match[str]) -> Hours:
    h1, m1, h2, m2 = (int(part) for part in found.groups()[1:])
    if not 0 <= h1 * 60 + m1 < h2 * 60 + m2 <= 1440:
        raise ValueRefusedError(f"'{found.group()}' ends before it begins.", "Write it like: Tue 17:00-20:00.")
    return Hours(day=_SHORT.index(found.group(1)), start=h1 * 60 + m1, end=h2 * 60 + m2)


def merged(spans: set[tuple[int, int, int]]) -> tuple[Hours, ...]:
    """In order, with what touches made one."""
    done: list[tuple[int, int, int]] = []
    for day, start, end in sorted(spans):
        if done and done[-1][0] == day and start <= done[-1][2]:
            done[-1] = (day, done[-1][1], max(end, done[-1][2]))
        else:
            done.append((day, start, end))
    return tuple(Hours(day=day, start=start, end=end) for day, start, end in done)


def spans_from_text(text: str) -> set[tuple[int, int, int]]:
    """(day, start, end) for each free time; empty when nothing is understood or the text says when not."""
    plain = plain_words(text)
    if _NOT.search(plain):
        return set()
    days, times, spans = _Reader(text).read()
    if not spans and not days and not times:
        return {(day, 480, 1260) for day in range(7)} if _ANY.search(plain) else set()
    return spans


def day_and_part(header: str) -> tuple[tuple[int, ...], tuple[Span, ...], bool]:
    """The days and times that a header names, and whether it names nothing else."""
    reader = _Reader(header)
    days, times, _ = reader.read()
    return tuple(days), tuple(times), bool(days or times) and not reader.strange


class _Reader:
    """Reads words and numbers from left to right: days gather until a time comes, then both are spent."""

    def __init__(self, text: str) -> None:
        self.text = re.sub(
            r"\b(noon|midday|midnight)\b", lambda found: _NOON[found.group().lower()], text, flags=re.IGNORECASE
        )
        self.days: list[int] = []
        self.times: list[Span] = []
        self.spans: set[tuple[int, int, int]] = set()
        self.strange: list[str] = []
        self._spent = self._until = False
        self._all_days: list[int] = []
        self._all_times: list[Span] = []

    def read(self) -> tuple[list[int], list[Span], set[tuple[int, int, int]]]:
        """All days and times that are named, and the free times that they make together."""
        for found in _TOKEN.finditer(self.text):
            if found["range"]:
                self._time(_range(found))
            elif found["open"]:
                self._time(_open(found))
            elif found["one"]:
                start = _minute(found["one"], found["m4"], found["p4"])
                self._time((start, start + 60) if start is not None and start < 1440 else None)
            elif found["to"]:
                self._until = bool(self.days) and not self._spent
            elif found["word"]:
                self._word(found["word"])
        self._flush()
        return self._all_days, self._all_times, self.spans

    def _word(self, word: str) -> None:
        plain = plain_words(word)
        if plain in _DAY_WORDS and (len(word) > 1 or word.isupper()):
            self._day(_DAY_WORDS[plain])
        elif plain in _PARTS:
            self._time(_PARTS[plain], part=True)
        elif len(plain) > 3 and plain not in _QUIET:
            self.strange.append(plain)

    def _day(self, days: tuple[int, ...]) -> None:
        if self._spent:
            self._flush()
        if self._until and len(days) == 1:
            last = self.days[-1]
            days = tuple(day % 7 for day in range(last + 1, last + 1 + (days[0] - last) % 7))
        self._until = False
        self.days += days

    def _time(self, span: Span | None, *, part: bool = False) -> None:
        if span is None or not 0 <= span[0] < span[1] <= 1440:
            return
        if part and self.times and self._spent and any(start >= span[0] - 60 for start, _ in self.times):
            return  # "Mon 9-12 mornings" says it twice
        if self.days and self.times and not self._spent:  # "before 10 Tuesdays, after 3 Fridays"
            self._flush()
        self.times.append(span)
        self._spent = bool(self.days)

    def _flush(self) -> None:
        days, times = self.days, self.times
        for day in days or (range(5) if times else ()):
            for start, end in times or [_WORKDAY]:
                self.spans.add((day, start, end))
        self._all_days += days
        self._all_times += times
        self.days, self.times, self._spent, self._until = [], [], False, False


_QUIET = frozenset(
    [
        "time",
        "times",
        "free",
        "available",
        "availability",
        "usually",
        "mostly",
        "days",
        "hours",
        "works",
        "work",
        "best",
        "good",
        "prefer",
        "preferred",
        "only",
        "also",
        "please",
        "early",
        "late",
        "when",
        "your",
        "what",
        "with",
        "most",
        "meet",
        "meeting",
        "mountain",
        "eastern",
        "central",
        "pacific",
    ]
)


def _minute(hour: str, minute: str | None, half: str | None) -> int | None:
    hours = int(hour)
    if hours > 24:
        return None
    if half:
        hours = hours % 12 + (12 if half[0] in "pP" else 0)
    return hours * 60 + int(minute or 0)


def _range(found: re.Match[str]) -> Span | None:
    start = _minute(found["h1"], found["m1"], found["p1"] or _same_half(found))
    end = _minute(found["h2"], found["m2"], found["p2"])
    if start is None or end is None:
        return None
    if end <= start and not found["p2"]:
        end += 720
    if not found["p1"] and not found["p2"] and end < 480 and int(found["h1"]):  # "1-3": nobody meets at night
        start, end = start + 720, end + 720
    return start, min(end, 1440)


def _same_half(found: re.Match[str]) -> str | None:
    """In "1-3pm" the half of the day is said once; in "9-3pm" it cannot be the same."""
    if not found["p2"]:
        return None
    first, second = int(found["h1"]) % 12, int(found["h2"]) % 12
    return found["p2"] if first < second or second == first else "am"


def _open(found: re.Match[str]) -> Span | None:
    at = _minute(found["h3"], found["m3"], found["p3"])
    if at is None:
        return None
    after = found["open"].lower() in ("after", "from")
    if not found["p3"] and at < 480:
        at += 720
    return (at, 1260) if after and at < 1260 else (540, at) if not after else None
