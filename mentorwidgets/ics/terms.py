"""The terms of a rule of recurrence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

_TERMS = frozenset({"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYEASTER", "BYMONTH", "BYMONTHDAY", "BYYEARDAY",
                    "BYWEEKNO", "BYDAY", "BYSETPOS", "BYHOUR", "BYMINUTE", "BYSECOND"})  # fmt: skip


_BOUNDS = {
    "BYMONTH": (1, 12), "BYMONTHDAY": (1, 31), "BYYEARDAY": (1, 366), "BYWEEKNO": (1, 53), "BYSETPOS": (1, 366),
    "BYHOUR": (0, 23), "BYMINUTE": (0, 59), "BYSECOND": (0, 60), "INTERVAL": (1, 100_000), "COUNT": (1, 10_000_000),
}  # fmt: skip
_COUNTED_UP = frozenset({"BYMONTH", "BYHOUR", "BYMINUTE", "BYSECOND", "INTERVAL", "COUNT"})


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
    """Whether all terms of a rule are known, and none that says when is empty.

    Args:
        text: the rule.

    Raises:
        ValueError: it counts the years of another calendar.
    """
    terms = [part.partition("=") for part in text.upper().split(";") if part.strip()]
    if any(name.strip().startswith("BY") and not value.strip(" ,") for name, _, value in terms):
        return False
    others = [(name.strip(), value.strip()) for name, _, value in terms if name.strip() not in _TERMS]
    if any(name == "RSCALE" and value != "GREGORIAN" for name, value in others):
        raise ValueError("a rule in years of another calendar")
    return all(name.startswith("X-") or (name, value) == ("RSCALE", "GREGORIAN") for name, value in others)


def check_numbers(terms: Mapping[str, Sequence[str]]) -> None:
    """A thirteenth month fits no day, and nobody meant that.

    Raises:
        ValueError: a term holds what no calendar has.
    """
    for name, (least, most) in _BOUNDS.items():
        for value in terms.get(name, ()):
            if not least <= abs(int(value)) <= most or (value[:1] == "-" and name in _COUNTED_UP):
                raise ValueError(f"no {name}: {value[:20]}")
