"""Takes out of a calendar file what would make the library work for hours: zones with rules that no zone has."""

from __future__ import annotations

import re

MAX_ZONES = 100
_ZONE = re.compile(rb"^BEGIN:VTIMEZONE[ \t]*\r?$.*?^END:VTIMEZONE[ \t]*\r?$", re.MULTILINE | re.DOTALL | re.IGNORECASE)
_RULE = re.compile(rb"^RRULE[^\r\n]*", re.MULTILINE | re.IGNORECASE)
_KNOWN_RULE = re.compile(
    rb"RRULE:(?=[^:]*FREQ=YEARLY)(;?(FREQ=YEARLY|(INTERVAL|COUNT|BYMONTH|WKST)=[\w+-]{1,4}|BYMONTHDAY=[\d,-]{1,30}"
    rb"|BYDAY=[\w,+-]{2,20}|UNTIL=[\dTZ]{8,16}))+",
    re.IGNORECASE,
)


def without_odd_zones(data: bytes) -> bytes:
    """Drop the zones whose clocks change by another rule than once a year, and all after the hundredth.

    A time that names a dropped zone is read by the zone's own name where that is known.
    """
    unfolded = re.sub(rb"\r?\n[ \t]", b"", data)
    seen = 0

    def keep(found: re.Match[bytes]) -> bytes:
        nonlocal seen
        seen += 1
        rules = _RULE.findall(found[0])
        is_fine = len(rules) <= 50 and all(_KNOWN_RULE.fullmatch(rule.strip()) for rule in rules)
        return found[0] if seen <= MAX_ZONES and is_fine else b""

    return _ZONE.sub(keep, unfolded)
