"""A mentoring program and its settings."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
import zoneinfo
from collections.abc import Mapping
from typing import Literal

from mentorwidgets.errors import ValueRefusedError

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_RESERVED = {"con", "prn", "aux", "nul", *(f"{name}{i}" for name in ("com", "lpt") for i in range(10))}


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """One program: its name, its rules and its words.

    Raises:
        ValueRefusedError: the slug is not small letters, digits and single hyphens, or a name that Windows reserves.
    """

    slug: str
    name: str
    kind: Literal["", "informal", "formal", "one-off"] = ""
    audience: str = ""
    purposes: tuple[str, ...] = ("Mentoring",)  # PP7, PP11: a mentee may have one mentor for each
    capacity: int = 1  # mentees per mentor where the mentor says nothing
    youth: bool = False  # XC4, PP13: mentors need a clearance
    min_years: float = 0  # PP13: years of service a mentor needs
    same_unit: Literal["allow", "prefer", "avoid", "forbid"] = "allow"  # PP6
    choosing: bool = True  # PP19: may mentees choose a mentor themselves, or only wish
    rematch_past: bool = False  # PP21: may an ended pair be proposed again
    stale_days: int = 365  # PP29: a profile confirmed longer ago is flagged
    timezone: str = "UTC"
    contact: str = ""
    terms: Mapping[str, str] = dataclasses.field(default_factory=dict)  # XC10: {"mentee": "protégé"}
    preset: str = ""  # BG6: the example that it began with, by its name in content/presets.toml
    begins: str = ""  # ISO date
    ends: str = ""  # ISO date
    cadence: str = ""  # CA13: how often pairs meet, by the name of a preset; empty where each pair decides
    hours: float = 0  # CA2: protected hours a month; 0 where nothing is promised
    required: tuple[str, ...] = ()  # EX11: what every pair must agree on, by id
    locale: str = ""  # BCP 47 language tag, such as es-US
    organisation: str = ""  # stands at the top of what is printed

    def __post_init__(self) -> None:
        """Refuse a slug that cannot be a safe folder name on every system."""
        if not is_slug(self.slug):
            raise ValueRefusedError(
                f"'{self.slug}' cannot be a program's short name.",
                "Use small letters a to z, digits and single hyphens, such as 'oak-county' (60 at most).",
            )

    def term(self, word: str) -> str:
        """The program's own word for ``mentor``, ``mentee`` ..., or the word itself."""
        return self.terms.get(word, word)

    def today(self, now: dt.datetime | None = None) -> dt.date:
        """The day that it is where the program is, or in UTC where nobody knows its zone.

        Args:
            now: the moment that counts, with a zone; the clock's when left out.
        """
        try:
            zone = zoneinfo.ZoneInfo(self.timezone)
        except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
            zone = zoneinfo.ZoneInfo("UTC")
        return (now or dt.datetime.now(dt.UTC)).astimezone(zone).date()


def is_slug(text: str) -> bool:
    """Whether ``text`` is a safe short name: also a folder name on every system."""
    return len(text) <= 60 and _SLUG.fullmatch(text) is not None and text not in _RESERVED
