"""The names of properties and parts of calendar files, so that a misspelt one is told from one that says no time."""

from __future__ import annotations

from mentorwidgets.model.names import near

TIMES = frozenset({
    "DTSTART", "DTEND", "DURATION", "RRULE", "EXRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "FREEBUSY",
})  # fmt: skip
"""What says when something is."""
ONCE = frozenset({
    "DTSTART", "DTEND", "DURATION", "RECURRENCE-ID", "UID", "SEQUENCE", "DTSTAMP", "SUMMARY", "STATUS", "TRANSP",
})  # fmt: skip
"""What stands in an event once; a second one is another event's, whose beginning was lost."""
WANTED = frozenset({
    *TIMES, *ONCE, "LAST-MODIFIED", "ATTENDEE", "ORGANIZER", "METHOD", "TIMEZONE-ID",
    "X-MICROSOFT-CDO-BUSYSTATUS", "X-MICROSOFT-CDO-INTENDEDSTATUS", "X-WR-TIMEZONE", "X-WR-CALNAME", "X-OWNER",
})  # fmt: skip
"""What we read."""
_OTHERS = frozenset({
    "BEGIN", "END", "VERSION", "PRODID", "CALSCALE", "NAME", "COLOR", "SOURCE", "REFRESH-INTERVAL", "PUBLISHED-TTL",
    "ACTION", "ATTACH", "CATEGORIES", "CLASS", "COMMENT", "COMPLETED", "CONTACT", "CREATED", "DESCRIPTION", "DUE",
    "GEO", "LOCATION", "PERCENT-COMPLETE", "PRIORITY", "RELATED-TO", "REPEAT", "REQUEST-STATUS", "RESOURCES", "TRIGGER",
    "URL", "ACKNOWLEDGED", "BUSYTYPE", "CONCEPT", "CONFERENCE", "DEFAULT-ALARM", "IMAGE", "LINK", "REFID", "PROXIMITY",
    "CALENDAR-ADDRESS", "LOCATION-TYPE", "PARTICIPANT-TYPE", "RESOURCE-TYPE", "STRUCTURED-DATA", "STYLED-DESCRIPTION",
    "ACCEPT-RESPONSE", "POLL-ITEM-ID", "POLL-MODE", "POLL-PROPERTIES", "POLL-WINNER", "REPLY-URL", "RESPONSE", "VOTER",
    "AALARM", "DALARM", "MALARM", "PALARM", "DAYLIGHT", "DCREATED", "EXNUM", "RNUM", "TZ",
})  # fmt: skip
OF_ZONES = frozenset({"TZID", "TZNAME", "TZOFFSETFROM", "TZOFFSETTO", "TZURL", "TZUNTIL", "TZID-ALIAS-OF"})
"""What a VTIMEZONE holds beside dates and rules."""
_KNOWN = WANTED | _OTHERS | OF_ZONES
READ = ("VEVENT", "VFREEBUSY")
"""The parts that take time."""
ASIDE = frozenset({"VTODO", "VJOURNAL", "VAVAILABILITY", "VPOLL", "VCARD", "VNOTE"})
"""Parts of a calendar beside its events, which take none."""
INSIDE = frozenset({
    "VALARM", "STANDARD", "DAYLIGHT", "AVAILABLE", "PARTICIPANT", "VLOCATION", "VRESOURCE", "VOTER", "VVOTER", "VOTE",
})  # fmt: skip
"""Parts of parts."""


_NEAR = frozenset().union(*map(near, (*TIMES, "SEQUENCE")))
_LONGEST = 1 + max(map(len, _NEAR))


def is_known(name: str) -> bool:
    """Whether a property in capitals has a meaning, ours to read or not."""
    return name in _KNOWN or name.startswith("X-")


def is_misspelt(name: str) -> bool:
    """Whether a property in capitals is a letter off one that tells a time: one more or less, another, two swapped."""
    return len(name) <= _LONGEST and not _NEAR.isdisjoint(near(name))


def is_known_part(kind: str) -> bool:
    """Whether a component in capitals has one."""
    return kind in {*READ, *ASIDE, *INSIDE, "VTIMEZONE", "VCALENDAR"} or kind.startswith("X-")
