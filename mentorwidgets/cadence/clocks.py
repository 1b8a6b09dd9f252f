"""Wall time on real dates: what clocks do to a meeting, resolved and said.

A meeting keeps the wall time of its host. Where the clock jumps over that time, the meeting starts as much later as the
clock jumped; where the clock shows it twice, the first time counts. So reads RFC 5545, and so do calendars.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from mentorwidgets.cadence.words import DAYS, day_words, place_words
from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.model import Meeting, zone_of


def place(local: dt.datetime, zone: str) -> tuple[dt.datetime, str]:
    """Put a wall time on a zone's clock.

    Args:
        local: a naive date and time.
        zone: IANA name.

    Returns:
        The moment, and a sentence where the clock does something to it (else empty).

    Raises:
        ValueRefusedError: there is no such zone.
    """
    clock = zone_of(zone)
    first = local.replace(tzinfo=clock, fold=0)
    moment = first.astimezone(dt.UTC).astimezone(clock)
    if moment.replace(tzinfo=None) != local:
        return moment, _gap_words(local, moment, zone)
    if first.utcoffset() != local.replace(tzinfo=clock, fold=1).utcoffset():
        return moment, _fold_words(local, zone)
    return moment, ""


def known_zone(*names: str) -> str:
    """The first of these names that is a time zone; UTC where none is.

    >>> known_zone("", "Mars/Base", "Europe/London")
    'Europe/London'
    """
    for name in filter(None, names):
        try:
            return zone_of(name).key
        except ValueRefusedError:
            continue
    return "UTC"


def starts_text(moment: dt.datetime) -> str:
    """A moment as it stands in a plan: ISO with offset."""
    return moment.isoformat(timespec="minutes")


def clock_notes(meetings: Sequence[Meeting], zone: str) -> tuple[str, ...]:
    """Say from when on a person in another zone sees another time on their clock (CA1).

    Args:
        meetings: in the order of their dates.
        zone: IANA name of that person's zone.
    """
    notes: list[str] = []
    before: tuple[int, int] | None = None
    for meeting in (one for one in meetings if one.is_on()):
        host, own = meeting.start(), meeting.start().astimezone(zone_of(zone))
        shift = own.replace(tzinfo=None) - host.replace(tzinfo=None)
        now = (host.hour * 60 + host.minute, round(shift.total_seconds() / 60))
        if before is not None and before[0] == now[0] and before[1] != now[1]:
            notes.append(f"From {day_words(own.date())} on, it is {_time_words(own, host)} in {place_words(zone)}.")
        before = now
    return tuple(notes)


def _time_words(own: dt.datetime, host: dt.datetime) -> str:
    day = f"{DAYS[own.weekday()]} " if own.date() != host.date() else ""
    return f"{day}{own:%H:%M}"


def _gap_words(local: dt.datetime, moment: dt.datetime, zone: str) -> str:
    when = f"{moment:%H:%M}" if moment.date() == local.date() else f"{day_words(moment.date())}, {moment:%H:%M}"
    return f"On {day_words(local.date())} {place_words(zone)}'s clock jumps over {local:%H:%M}: it starts at {when}."


def _fold_words(local: dt.datetime, zone: str) -> str:
    day = day_words(local.date())
    return f"On {day} the clock in {place_words(zone)} shows {local:%H:%M} twice: the first one counts."
