"""Knows a zone of a calendar file that would make the library work for hours: its clock changes as no clock does."""

from __future__ import annotations

import re

_RULE = re.compile(r"^RRULE[^\r\n]*", re.MULTILINE | re.IGNORECASE)
_KNOWN_RULE = re.compile(
    r"RRULE:(?=[^:]*FREQ=YEARLY)(;?(FREQ=YEARLY|(INTERVAL|COUNT|BYMONTH|WKST|BYHOUR|BYMINUTE|BYSECOND)=[\w+-]{1,4}|BYMONTHDAY=[\d,-]{1,30}"
    r"|BYDAY=[\w,+-]{2,20}|UNTIL=[\dTZ]{8,16}))+",
    re.IGNORECASE,
)


def is_plain_zone(block: str) -> bool:
    """Whether the clocks of a VTIMEZONE change once a year and a bounded number of times by date."""
    rules = _RULE.findall(block)
    parts = block.upper().count("BEGIN:")
    return parts <= 400 and len(rules) <= 50 and all(_KNOWN_RULE.fullmatch(rule.strip()) for rule in rules)
