"""Real files read by a process of its own, within bounds, say the same as read here."""

from __future__ import annotations

from pathlib import Path

from outlets import roster_from_outlets

from mentorwidgets.drafts import Drafts
from mentorwidgets.drafts.choices import FileChoice
from mentorwidgets.drafts.reading import read_all
from mentorwidgets.errors import RosterError
from mentorwidgets.roster import read_table

ENDINGS = {".csv", ".tsv", ".txt", ".xlsx", ".xls", ".ods", ".json"}
MOST = 10_000_000


def real_files(cases: Path) -> list[Path]:
    places = [cases, cases.parent / "faults"]
    files = (file for place in places for file in place.rglob("*") if file.suffix.lower() in ENDINGS)
    return sorted(file for file in files if file.is_file() and file.stat().st_size <= MOST)


def _here(name: str, data: bytes):
    try:
        tables, roster = read_all([(FileChoice(key="k"), read_table(name, data))])
    except RosterError as error:
        return error.what
    return [
        (list(map(list, one.table.columns)), list(one.table.numbers), one.guesses, one.aside) for one in tables
    ], roster


def _apart(drafts: Drafts, name: str, data: bytes):
    try:
        key = drafts("read", {"name": name}, data)["key"]
        look = drafts.look({"files": [{"key": key}]})
    except RosterError as error:
        return error.what
    return [
        (list(map(list, one.table.columns)), list(one.table.numbers), one.guesses, one.aside) for one in look.tables
    ], look.roster


def test_every_real_file_says_the_same(cases):
    """People, problems, columns and notices of each."""
    drafts = Drafts()
    files = real_files(cases)
    assert len(files) > 20
    other = [
        file.name for file in files if _here(file.name, data := file.read_bytes()) != _apart(drafts, file.name, data)
    ]
    assert other == []


def test_ten_thousand_people_are_read(cases):
    """A bound refuses nothing real."""
    data = roster_from_outlets(cases, 5000, 5000).encode()
    assert _apart(Drafts(), "all.csv", data) == _here("all.csv", data)
