"""People whom several sources list: they are taken off when the last one drops them, in whatever order."""

from __future__ import annotations

import pytest

from mentorwidgets.__main__ import run
from mentorwidgets.drafts import Drafts
from mentorwidgets.folder import Folder
from mentorwidgets.importing import RosterDesk
from mentorwidgets.workbook import open_store

HEADER = "Name,Email,Role\n"
BOTH = f"{HEADER}Ana Silva,ana@x.example,mentee\nBo Ulm,bo@x.example,mentor\n"
WITHOUT = f"{HEADER}Bo Ulm,bo@x.example,mentor\n"


@pytest.fixture
def office(tmp_path, monkeypatch):
    """A library with a program that nobody is in."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "programs.csv").write_text("name,roster\nOak,table.csv\n", encoding="utf-8")
    (tmp_path / "table.csv").write_text(HEADER + "Zoe Old,zoe@x.example,mentor\n", encoding="utf-8")
    assert run(["generate", "programs.csv", "library"]) == 0
    return tmp_path


def bring(source: str, text: str) -> None:
    """Bring a roster in by one of the three ways."""
    if source == "page":
        with open_store(Folder("library")) as store:
            desk = RosterDesk(store, "oak", actor="Kim (coordinator)", drafts=Drafts())
            file = desk("read", {"name": "page.csv"}, text.encode())
            request = {"files": [{"key": file["key"]}], "gone": "keep", "same": {}}
            desk("take", {**request, "basis": desk("look", request)["compare"]["basis"]})
    else:
        name = {"table": "table.csv", "command": "command.csv"}[source]
        with open(name, "w", encoding="utf-8") as file:  # noqa: PTH123 - beside the table
            file.write(text + ("" if source == "command" else "Zoe Old,zoe@x.example,mentor\n"))
        words = ["generate", "programs.csv", "library"]
        assert run(words if source == "table" else ["add", "library", "--program", "oak", "--roster", name]) == 0


def is_there() -> bool:
    """Whether Ana is."""
    with open_store(Folder("library")) as store:
        return "Ana Silva" in [person.name for person in store.people("oak")]


STAYS = [
    ["table +", "command +", "table -"],
    ["command +", "table +", "table -"],
    ["table +", "command +", "command -"],
    ["command +", "table +", "command -"],
    ["table +", "page +", "table -"],
    ["page +", "table +", "table -"],
    ["command +", "page +", "command -"],
    ["page +", "command +", "command -"],
    ["table +", "command +", "page +", "table -", "command -"],
    ["table +", "command +", "table -", "table +", "command -"],
]
GOES = [
    ["table +", "table -"],
    ["command +", "command -"],
    ["table +", "command +", "table -", "command -"],
    ["table +", "command +", "command -", "table -"],
    ["command +", "table +", "table -", "command -"],
    ["command +", "table +", "command -", "table -"],
    ["command +", "table +", "command -", "command +", "table -", "command -"],
]


@pytest.mark.parametrize("steps", [*STAYS, *GOES], ids=", ".join)
def test_the_last_one_who_lists_somebody_takes_them_off(office, steps):
    """Whoever brought them in, and whoever dropped them first."""
    for step in steps:
        source, _, sign = step.partition(" ")
        bring(source, BOTH if sign == "+" else WITHOUT)
        assert is_there() or step is steps[-1]
    assert is_there() == (steps in STAYS)
