"""Questions spread over many columns: ticks, ranks and weekly grids, one column for each answer."""

from __future__ import annotations

import dataclasses
import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Literal

from mentorwidgets.model.people import Hours
from mentorwidgets.roster.bounds import LONGEST_HEADER
from mentorwidgets.roster.hours import day_and_part, hours_to_text
from mentorwidgets.roster.lexicon import meanings, sure_meanings
from mentorwidgets.roster.negations import asks_when_free, is_at_work, is_negated
from mentorwidgets.roster.tables import Table
from mentorwidgets.roster.ticks import is_blank, is_ticked
from mentorwidgets.roster.words import plain_words

How = Literal["tick", "rank", "hours"]
_BRACKETS = re.compile(r"^(.*?)\s*[\[(]([^\])]+)[\])]\s*(?:\(\d+\))?$", re.DOTALL)
_RANKS = {
    word: rank
    for rank, words in enumerate(
        (
            "1st first most highest top",
            "2nd second",
            "3rd third",
            "4th fourth",
            "5th fifth",
            "6th sixth",
            "7th seventh",
            "8th eighth",
            "9th ninth",
            "10th tenth",
        ),
        1,
    )
    for word in words.split()
}
_LETTER = re.compile(r"[LXJV](?!\S)")
_STEM = re.compile(r"([^_./|>:(\\]{2,60}?)\s*[_./|>:(\\]\s*(.+?)\s*\)?")
_COUNTED = re.compile(r"(.*?)\s*(\d{1,4})")
SLOTS_OF_A_WEEK = {168: 60, 336: 30, 672: 15}  # how many columns: minutes of each
LISTS = frozenset({"interests", "work_areas", "hobbies", "offers", "wants", "purposes", "languages", "modes"})


@dataclasses.dataclass(frozen=True, slots=True)
class Part:
    """One column of a question grid."""

    field: str
    how: How
    topic: str


def parts_of_grids(table: Table, *, sunday_first: bool = False) -> dict[int, Part]:
    """Which columns (by place) are parts of a question grid, and how their cells are meant."""
    found = week_of_slots(table, sunday_first=sunday_first)
    stems: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for index, header in enumerate(table.headers):
        stem, option = stem_and_option(header)
        if option and index not in found:
            stems[stem].append((index, option))
    for stem, options in stems.items():
        turned = is_negated(stem) and not meanings(stem)
        if not turned and (len(options) > 1 or day_and_part(options[0][1])[2]):
            found.update(_stem_parts(table, stem, options))
    found.update(_ticked_stems(table, found))
    days = [
        (i, h)
        for i, h in enumerate(table.headers)
        if i not in found and len(h) < 40 and day_and_part(h)[2] and not meanings(h) and not _are_at_work(table, i)
    ]
    if len(days) > 1 and not _are_letters(table.headers):
        found.update(
            {index: Part("availability", "hours", header) for index, header in days if _is_weekly(table.columns[index])}
        )
    found.update(_bare_ranks(table, found))
    return found


def stem_and_option(header: str) -> tuple[str, str]:
    """Part "Question [Option]" and "Question - Option"; without an option the second is blank.

    >>> stem_and_option("Availability [Monday]")
    ('Availability', 'Monday')
    """
    is_short = len(header) <= LONGEST_HEADER  # what a pattern that looks from both ends can look through
    bracket = _BRACKETS.match(header) if is_short and header.rstrip().endswith(("]", ")")) and "[" in header else None
    if bracket:
        return bracket.group(1).strip(), bracket.group(2).strip()
    if " - " in header:
        stem, _, option = header.rpartition(" - ")
        return stem.strip(), option.strip()
    if ": " in header and len(header) < 80:
        stem, _, option = header.partition(": ")
        return stem.strip(), option.strip()
    return header, ""


def _stem_parts(table: Table, stem: str, options: list[tuple[int, str]]) -> dict[int, Part]:
    meant = meanings(stem)
    field = meant[0].field if meant else ""
    weekly = [day_and_part(option) for _, option in options]
    if field in ("", "modes") and all(only for *_, only in weekly) and asks_when_free(stem):
        field = "availability"  # "When can you meet?" and days
    if field == "availability":
        if not _are_letters([option for _, option in options]) and any(days or times for days, times, _ in weekly):
            return {index: Part("availability", "hours", option) for index, option in options}
        return {}
    if field not in LISTS and field != "wishes":
        return {}
    columns = [table.columns[index] for index, _ in options]
    if all(_is_tick(column, option) for column, (_, option) in zip(columns, options, strict=True)):
        return {index: Part(field, "tick", option) for index, option in options}
    if field != "wishes" and all(_is_rank(column) for column in columns) and _is_ranking(columns, least=1):
        return {index: Part(field, "rank", option) for index, option in options}
    return {}


def _are_at_work(table: Table, index: int) -> bool:
    """Whether days of work stand below a header such as "Work days"; ticked they are those from Monday to Friday."""
    return is_at_work(table.headers[index]) and not _is_tick(table.columns[index], table.headers[index])


def _are_letters(names: Sequence[str]) -> bool:
    """Whether days stand as Spanish or French letters (L M X J V), in which M is no Monday."""
    return any(_LETTER.match(name) for name in names)


def _ticked_stems(table: Table, taken: dict[int, Part]) -> dict[int, Part]:
    """Ticked columns that begin alike: ``interests_maps`` and ``interests_zines``, or "Topics (Maps)" and so on."""
    stems: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for index, header in enumerate(table.headers):
        found = _STEM.fullmatch(header) if index not in taken and len(header) < 120 else None
        if found and _is_tick(table.columns[index], found[2]) and _some(table.columns[index]):
            stems[plain_words(found[1])].append((index, found[2].strip().replace("_", " ")))
    parts: dict[int, Part] = {}
    for stem, options in stems.items():
        meant = meanings(stem) if len(options) > 1 else ()
        if meant and meant[0].field in LISTS:
            parts.update({index: Part(meant[0].field, "tick", option) for index, option in options})
    return parts


def _some(column: Sequence[str]) -> set[str]:
    return {cell.strip().lower() for cell in column[:400]} - {""}


def _is_rank(column: Sequence[str]) -> bool:
    cells = _some(column)
    return bool(cells) and all(rank(cell) is not None or is_blank(cell) for cell in cells)


def _is_tick(column: Sequence[str], option: str) -> bool:
    cells = _some(column)
    return plain_words(option).startswith("other") or all(is_blank(cell) or is_ticked(cell, option) for cell in cells)


def _is_weekly(column: Sequence[str]) -> bool:
    return all(is_blank(cell) or is_ticked(cell, "") or any(day_and_part(cell)[:2]) for cell in _some(column))


def rank(cell: str) -> int | None:
    """The place that a rank says: ``2``, ``2nd``, ``second choice``; None when it is no rank.

    >>> rank("Second choice"), rank("3"), rank("often")
    (2, 3, None)
    """
    plain = plain_words(cell)
    if plain.isdecimal():
        return int(plain) if 0 < int(plain) < 50 else None
    return next((_RANKS[word] for word in plain.split() if word in _RANKS), None)


def _bare_ranks(table: Table, taken: dict[int, Part]) -> dict[int, Part]:
    """Three or more columns side by side that hold 1 to their count, each once a row: a ranking of their headers."""
    found: dict[int, Part] = {}
    block: list[int] = []
    for index in range(len(table.headers) + 1):
        if index < len(table.headers) and index not in taken and _may_rank(table, index):
            block.append(index)
            continue
        if len(block) > 2 and _is_ranking([table.columns[i] for i in block]):
            field = "offers" if table.role == "mentor" else "wants"
            found.update({i: Part(field, "rank", table.headers[i].strip()) for i in block})
        block = []
    return found


def _may_rank(table: Table, index: int) -> bool:
    if (
        is_negated(table.headers[index])
        or sure_meanings(table.headers[index])
        or not re.search(r"[^\W\d]{2}", table.headers[index])
    ):
        return False
    cells = _some(table.columns[index][:200])
    return bool(cells) and all(cell.isdecimal() and 0 < int(cell) < 40 for cell in cells)


def _is_ranking(columns: list[Sequence[str]], least: int = 3) -> bool:
    """Whether hardly a row gives a place twice, as a scale of one to five does."""
    rows = [
        [place for place in map(rank, row) if place] for row in zip(*(column[:200] for column in columns), strict=True)
    ]
    rows = [row for row in rows if row]
    good = sum(1 for row in rows if len(set(row)) == len(row) and max(row) <= len(columns))
    return good >= 0.8 * len(rows) and any(len(row) >= least for row in rows)


def week_of_slots(table: Table, *, sunday_first: bool) -> dict[int, Part]:
    """Numbered columns of ticks that are exactly as many as a week has hours, half hours or quarters.

    Which day is the first is not said; Monday, unless a person said that it is Sunday.
    """
    found: dict[int, Part] = {}
    for block in counted_blocks(table.headers, table.columns):
        minutes = SLOTS_OF_A_WEEK.get(len(block))
        if minutes and counted(table.headers[block[0]])[1] < 2:
            for number, index in enumerate(block):
                day, start = divmod(number * minutes, 1440)
                slot = Hours(day=(day - sunday_first) % 7, start=start, end=start + minutes)
                found[index] = Part("availability", "hours", hours_to_text((slot,)))
    return found


def counted_blocks(headers: Sequence[str], columns: Sequence[Sequence[str]]) -> list[range]:
    """Runs of eight columns or more that only count on (``Slot 1``, ``Slot 2`` ...) and hold nothing but ticks."""
    parts = [_COUNTED.fullmatch(header) if len(header) <= LONGEST_HEADER else None for header in headers]
    blocks: list[range] = []
    start = 0
    for index in range(1, len(headers) + 1):
        if index < len(headers) and _follows(parts[index - 1], parts[index]):
            continue
        if index - start >= 8 and all(_only_ticks(column) for column in columns[start:index]):
            blocks.append(range(start, index))
        start = index
    return blocks


def counted(header: str) -> tuple[str, int]:
    """The words and the number of a header that counts on."""
    found = _COUNTED.fullmatch(header) if len(header) <= LONGEST_HEADER else None
    return (found[1], int(found[2])) if found else (header, 0)


def _follows(one: re.Match[str] | None, other: re.Match[str] | None) -> bool:
    return one is not None and other is not None and one[1] == other[1] and int(one[2]) + 1 == int(other[2])


def _only_ticks(column: Sequence[str]) -> bool:
    return {cell.strip().lower() for cell in column} <= {"", "0", "1", "x", "true", "false", "yes", "no", "y", "n"}
