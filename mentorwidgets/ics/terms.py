"""The terms of a rule of recurrence."""

from __future__ import annotations

_TERMS = frozenset({"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYEASTER", "BYMONTH", "BYMONTHDAY", "BYYEARDAY",
                    "BYWEEKNO", "BYDAY", "BYSETPOS", "BYHOUR", "BYMINUTE", "BYSECOND"})  # fmt: skip


def terms_of(text: str) -> dict[str, list[str]]:
    """The terms of a rule, blanks and empty ones left out.

    >>> terms_of("FREQ=WEEKLY;UNTIL=;BYDAY=TU, TH;X-A=1;")
    {'FREQ': ['WEEKLY'], 'BYDAY': ['TU', 'TH']}
    """
    found: dict[str, list[str]] = {}
    for part in text.upper().split(";"):
        name, _, value = part.partition("=")
        values = [one.strip().strip('"') for one in value.split(",")]
        if name.strip() in _TERMS and any(values):
            found.setdefault(name.strip(), []).extend(one.replace(" ", "") for one in values if one)
    return found


def is_whole_rule(text: str) -> bool:
    """Whether all terms of a rule are known.

    Args:
        text: the rule.

    Raises:
        ValueError: it counts the years of another calendar.
    """
    terms = [part.partition("=") for part in text.upper().split(";") if part.strip()]
    others = [(name.strip(), value.strip()) for name, _, value in terms if name.strip() not in _TERMS]
    if any(name == "RSCALE" and value != "GREGORIAN" for name, value in others):
        raise ValueError("a rule in years of another calendar")
    return all(name.startswith("X-") or (name, value) == ("RSCALE", "GREGORIAN") for name, value in others)
