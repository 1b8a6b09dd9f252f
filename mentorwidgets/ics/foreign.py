"""What a TZID of somebody's file means: a zone of the world, one of the file's own, or a distance to universal time."""

from __future__ import annotations

import datetime as dt
import re
import zoneinfo
from collections import ChainMap
from collections.abc import Sequence

from mentorwidgets.ics.clocks import zone_of_file

_OFFSET = re.compile(r"\(?(?:UTC|GMT|Z)?\s*([+-])(\d{1,2}):?(\d\d)?(?::?00)?\)?(?:\s.*)?", re.IGNORECASE)
_UNIVERSAL = frozenset({"Z", "UTC", "GMT", "UT", "ZULU", "ETC/UTC", "COORDINATED UNIVERSAL TIME"})
_WINTER = frozenset({"EST", "MST"})  # the world's list knows no summer of them, and who writes them often does
_ID = re.compile(r"^TZID[^:\r\n]*:(.*)$", re.MULTILINE | re.IGNORECASE)
_PLACE = re.compile(r"^X-LIC-LOCATION[^:\r\n]*:(.*)$", re.MULTILINE | re.IGNORECASE)
_AROUND = " \t\"'\u201c\u201d\u201e:"
MAX_ZONES = 100


class ForeignZones:
    """The zones of one calendar.

    Args:
        blocks: its VTIMEZONE parts as text.
        own: the zone of times that name none, as the calendar calls it; blank when it does not say.
        clock: the zone of the person who brings the file, for times that no zone is known of.
        others: name -> VTIMEZONE of the other calendars of its file.
    """

    def __init__(self, blocks: Sequence[str], own: str, clock: dt.tzinfo, others: dict[str, str]) -> None:
        self._blocks = ChainMap(by_name(blocks), others)
        self._known: dict[str, dt.tzinfo | None] = {}
        self._clock = clock
        self.is_guessed = False  # whether a time was read in a zone that is not known
        self.is_rough = False  # whether one was read by a distance, of a zone that has a name beside it
        self._own = self._find(_plain(own)) if own else clock

    def __call__(self, name: str) -> dt.tzinfo:
        """The zone of a name, that of the calendar for the blank name; an unknown one is read on the person's clock."""
        name = _plain(name)
        if not name:
            self.is_guessed |= self._own is None
            return self._own or self._clock
        if name not in self._known:
            self._known[name] = self._find(name) if len(self._known) < MAX_ZONES else None
        found = self._known[name]
        self.is_guessed |= found is None
        return found or self._clock

    def _find(self, name: str) -> dt.tzinfo | None:
        block = self._blocks.get(name.casefold())
        place = _named(_PLACE, block) if block else ""
        own = (_of_the_world(place) if place else None) or (zone_of_file(block) if block else None)
        world = _of_the_world(name)
        found = (world or own) if "/" in name else (own or world)  # "EST" is what the file says that it is
        self.is_rough |= found is not None and found is not own and name.upper() in _WINTER
        if found is None and (found := _by_distance(name)) is not None:
            self.is_rough |= name.rstrip(" )")[-1:].isalpha()
        return found


def by_name(blocks: Sequence[str]) -> dict[str, str]:
    """VTIMEZONE parts by their names."""
    return {_plain(_named(_ID, block)).casefold(): block for block in reversed(blocks[:MAX_ZONES])}


def _plain(name: str) -> str:
    """A name of a zone without the quotes, colons and backslashes that programs leave on it."""
    return name[:200].replace("\\/", "/").replace("\\,", ",").replace("\\", "/").strip(_AROUND)


def _named(pattern: re.Pattern[str], block: str) -> str:
    found = pattern.search(block)
    return found[1].strip() if found else ""


def _of_the_world(name: str) -> dt.tzinfo | None:
    """By IANA name (also with a path before it, as some programs write), or by Windows' name (also numbered)."""
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    if name.upper() in _UNIVERSAL:
        return dt.UTC
    parts = [part for part in name.strip("/").split("/") if part]
    is_path = name[:1] == "/" or "://" in name  # /citadel.org/20210210_1/UTC, tzone://Microsoft/Utc
    if is_path and parts[-1:] and parts[-1].upper() in _UNIVERSAL:
        return dt.UTC
    tried = ["/".join(parts[-count:]) for count in (3, 2) if len(parts) >= count] or parts
    windows = WINDOWS_TO_OLSON.get(name) or WINDOWS_TO_OLSON.get(re.sub(r"(?<![\s#(])[\s#(]*\d{1,3}\)?$", "", name))
    for one in (name, *tried, *([windows] if windows else [])):
        found = _zone(one) or _zone(_spelt(one))
        if found is not None:
            return found
    return None


def _spelt(name: str) -> str:
    """``europe/new_york`` as the world's list spells it."""
    return re.sub(r"[^/_-]+", lambda word: word[0].capitalize(), name.replace(" ", "_"))


def _zone(name: str) -> dt.tzinfo | None:
    if name in ("localtime", "posixrules", "Factory"):  # of this machine, or of none
        return None
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _by_distance(name: str) -> dt.tzinfo | None:
    found = _OFFSET.fullmatch(name)
    if found is None:
        return None
    ahead = dt.timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    if ahead >= dt.timedelta(hours=24):
        return None
    return dt.timezone(-ahead if found[1] == "-" else ahead)
