"""Time zones by city, abbreviation or offset, as IANA names."""

from __future__ import annotations

import functools
import re
import zoneinfo

from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.roster.words import holds, plain_words

_KNOWN = {
    zone: words.split("|")
    for zone, words in {
        "America/New_York": "est|edt|et|eastern|new york|boston|washington dc|washington d c|philadelphia|atlanta|"
        "miami|pittsburgh|baltimore|cleveland|columbus|charlotte|us eastern|orlando|buffalo",
        "America/Chicago": "cst|cdt|ct|central|chicago|dallas|houston|austin|minneapolis|st louis|new orleans|"
        "milwaukee|kansas city|us central|nashville|memphis|san antonio|omaha|des moines",
        "America/Denver": "mst|mdt|mt|mountain|denver|salt lake city|albuquerque|us mountain|cheyenne|billings",
        "America/Los_Angeles": "pst|pdt|pt|pacific|los angeles|san francisco|seattle|portland|san diego|las vegas|"
        "sacramento|us pacific|oakland|reno",
        "America/Phoenix": "arizona|tucson",
        "America/Anchorage": "akst|akdt|alaska|alaskan",
        "Pacific/Honolulu": "hst|hawaii|hawaiian",
        "America/Halifax": "ast|adt|atlantic|nova scotia",
        "America/St_Johns": "nst|ndt|newfoundland",
        "America/Toronto": "ottawa|montreal|ontario|quebec",
        "UTC": "utc|zulu|coordinated universal|gmt utc",
        "Europe/London": "gmt|bst|uk|united kingdom|england|edinburgh|scotland|wales|"
        "manchester|birmingham|leeds|greenwich|british",
        "Europe/Dublin": "ireland|irish",
        "Europe/Berlin": "cet|cest|mez|mesz|munich|hamburg|frankfurt|cologne|germany|central european",
        "Europe/Paris": "france|lyon",
        "Europe/Athens": "eet|eest|greece",
        "Europe/Lisbon": "wet|west|portugal",
        "Europe/Moscow": "msk",
        "Asia/Kolkata": "india|indian standard|mumbai|delhi|new delhi|bangalore|chennai|bengaluru",
        "Asia/Shanghai": "china|beijing",
        "Asia/Tokyo": "jst|japan",
        "Asia/Seoul": "kst|korea",
        "Asia/Singapore": "sgt",
        "Australia/Sydney": "aest|aedt|canberra|nsw|australian eastern",
        "Australia/Perth": "awst",
        "Australia/Adelaide": "acst|acdt",
        "Pacific/Auckland": "nzst|nzdt|nzt|new zealand|wellington",
        "Africa/Johannesburg": "sast|south africa|cape town",
        "America/Sao_Paulo": "brt|brazil|rio de janeiro",
        "America/Bogota": "colombia|medellin",
        "Asia/Riyadh": "saudi arabia|jeddah",
    }.items()
}
_OFFSET = re.compile(r"(?:utc|gmt)?\s*([+\-\u2212]\s*\d{1,2})(?::?(00|15|30|45))?(?!\d)", re.IGNORECASE)
_HALVES = {
    330: "Asia/Kolkata",
    345: "Asia/Kathmandu",
    570: "Australia/Darwin",
    210: "Asia/Tehran",
    270: "Asia/Kabul",
    390: "Asia/Yangon",
    -210: "America/St_Johns",
    -570: "Pacific/Marquesas",
    525: "Australia/Eucla",
}
_ASK = {"ist": "India, Ireland or Israel", "bdt": "Bangladesh or Brunei"}


@functools.cache
def _by_words() -> dict[str, str]:
    found = {word: zone for zone, words in _KNOWN.items() for word in words}
    for zone in sorted(zoneinfo.available_timezones()):
        if "/" in zone and not zone.startswith(("Etc/", "posix", "right", "SystemV", "US/")):
            found.setdefault(plain_words(zone.rsplit("/", 1)[1]), zone)
            found.setdefault(plain_words(zone), zone)
    return found


@functools.cache
def _every_zone() -> frozenset[str]:
    return frozenset(zoneinfo.available_timezones())  # reads the whole database each time


def zone_from_text(raw: str) -> str:
    """The IANA name of a time zone.

    >>> zone_from_text("US/Eastern (EST)"), zone_from_text("Chicago"), zone_from_text("GMT+2")
    ('America/New_York', 'America/Chicago', 'Etc/GMT-2')

    Raises:
        ValueRefusedError: it names none, or one of several.
    """
    clean = raw.strip()[:200]
    if clean.lower() in ("", "n/a", "na", "none", "-"):
        return ""
    if clean in ("UTC", "GMT") or ("/" in clean and clean in _every_zone()):
        return clean
    plain = plain_words(clean.replace("\u2212", "-"))
    named = _by_words().get(plain)
    if named:
        return named
    if clean in _every_zone() - {"Factory", "localtime"}:  # "Cuba", "GB-Eire"
        return clean
    for word in plain.split():
        if word in _ASK:
            raise ValueRefusedError(
                f"'{clean[:40]}' can be the time of {_ASK[word]}.", "Write the city, such as Dublin."
            )
    inside = [
        (len(word), zone)
        for word, zone in _by_words().items()
        if len(word) > 2 and word not in _OFTEN and holds(plain, word)
    ]
    if inside:
        return max(inside)[1]
    offset = _OFFSET.search(clean)
    if offset:
        return _zone_from_offset(offset, clean)
    raise ValueRefusedError(f"'{clean[:40]}' is no time zone that we know.", "Write a city, such as Chicago or Berlin.")


_OFTEN = frozenset({"utc", "gmt", "west", "center"})


def _zone_from_offset(offset: re.Match[str], clean: str) -> str:
    hours = int(offset.group(1).replace("\u2212", "-").replace(" ", ""))
    minutes = hours * 60 + (1 if hours >= 0 else -1) * int(offset.group(2) or 0)
    if minutes in _HALVES:
        return _HALVES[minutes]
    if minutes % 60 == 0 and -12 <= hours <= 14:
        return "UTC" if hours == 0 else f"Etc/GMT{-hours:+d}"
    raise ValueRefusedError(f"'{clean[:40]}' is no time zone.", "Write a city, such as Chicago or Berlin.")
