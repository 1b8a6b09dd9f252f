"""Whether a rule of recurrence surely fits a day now and then.

dateutil looks for the next day up to the year 9999, so a rule that may never fit one is counted as that much work.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence

Terms = Mapping[str, Sequence[str]]
TIME_PARTS = ("BYHOUR", "BYMINUTE", "BYSECOND")
_NAMES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_PLACES = frozenset({"BYWEEKNO", "BYYEARDAY", "BYMONTHDAY", "BYDAY", "BYEASTER"})
_DAY_PARTS = frozenset({"BYYEARDAY", "BYWEEKNO"})


def surely_fits(terms: Terms, start: dt.datetime) -> bool:
    """Whether it is sure that some day fits a rule every few years at least.

    Args:
        terms: the rule, as name -> values.
        start: its first date.
    """
    if "BYEASTER" in terms:
        return False
    every = int(terms.get("INTERVAL", ["1"])[0])
    if _DAY_PARTS & terms.keys():
        is_alone = not {"BYMONTH", "BYMONTHDAY", "BYSETPOS"} & terms.keys() and not terms.keys() >= _DAY_PARTS
        return every == 1 and is_alone
    return _reaches(terms, start, every) and _has_places(terms) and _has_month_days(terms, every)


def moved_on(
    terms: dict[str, list[str]], start: dt.datetime, first: dt.datetime
) -> tuple[dict[str, list[str]], dt.datetime]:
    """A yearly or monthly rule and a later start of it that give the same from a day on: nobody counts from 1601.

    Args:
        terms: the rule, without a number.
        start: its first date.
        first: the day.
    """
    every = int(terms.get("INTERVAL", ["1"])[0])
    is_yearly = terms["FREQ"][0] == "YEARLY"
    months = (first.year - start.year) * 12 + (0 if is_yearly else first.month - start.month)
    ahead = months // (every * 12 if is_yearly else every) - 1
    if ahead < 1:
        return terms, start
    said = dict(terms)
    if not _PLACES & terms.keys():  # RFC 5545: what a rule leaves out, its start says
        said["BYMONTHDAY"] = [str(start.day)]
        if is_yearly:
            said.setdefault("BYMONTH", [str(start.month)])
    years, month = divmod(0 if is_yearly else start.month - 1 + ahead * every, 12)
    return said, start.replace(year=start.year + (ahead * every if is_yearly else years), month=month + 1, day=1)


def _reaches(terms: Terms, start: dt.datetime, every: int) -> bool:
    """Whether the steps of a rule come upon its months and days of the week."""
    freq, days = terms["FREQ"][0], {day[-2:] for day in terms.get("BYDAY", [])}
    months = [int(month) for month in terms.get("BYMONTH", [])]
    if freq == "YEARLY":
        return True
    if freq == "MONTHLY":
        return not months or any((month - start.month) % math.gcd(every, 12) == 0 for month in months)
    if freq == "WEEKLY":
        return not months or every <= 4
    stride = {"DAILY": 1, "HOURLY": 24, "MINUTELY": 1440, "SECONDLY": 86_400}[freq]
    if every <= stride:  # each day is come upon
        return True
    steps, rest = divmod(every, stride)
    if rest or (days and math.gcd(steps, 7) != 1 and _NAMES[start.weekday()] not in days):
        return False
    return steps <= 31 or not (months or "BYMONTHDAY" in terms)


def _has_month_days(terms: Terms, every: int) -> bool:
    days = [abs(int(day)) for day in terms.get("BYMONTHDAY", [])]
    months = [int(month) for month in terms.get("BYMONTH", ["1"])]
    longest = max((29 if month == 2 else 30 if month in (4, 6, 9, 11) else 31) for month in months)
    return not days or min(days) <= (longest if every == 1 else 28)


def _has_places(terms: Terms) -> bool:
    """Whether there are as many days in each step as BYSETPOS counts, and the fifth Monday that BYDAY may name."""
    freq, days = terms["FREQ"][0], terms.get("BYDAY", [])
    numbers = [abs(int(day[:-2])) for day in days if day[:-2].strip("+")]
    is_of_year = freq == "YEARLY" and "BYMONTH" not in terms
    always = 52 if is_of_year else 4
    if numbers and min(numbers) > always and len(numbers) == len(days) and terms.get("BYMONTH", ["1"]) == ["2"]:
        return False
    if "BYSETPOS" not in terms:
        return True
    in_step = 1 if freq == "WEEKLY" else always
    size = sum(in_step if not day[:-2].strip("+") else abs(int(day[:-2])) <= always for day in days)
    if "BYMONTHDAY" in terms:
        size = 0 if days else sum(abs(int(day)) <= 28 for day in terms["BYMONTHDAY"])
    size = max(size, 0 if days or "BYMONTHDAY" in terms else 1)
    for name in TIME_PARTS:
        size *= max(1, len(terms.get(name, [])))
    return min(abs(int(place)) for place in terms["BYSETPOS"]) <= size
