"""What commands say that they change, in words and as data."""

from __future__ import annotations

import dataclasses
import getpass
import json
import re

import pytest

from mentorwidgets.__main__ import run
from mentorwidgets.doors import new_invitation
from mentorwidgets.folder import Folder
from mentorwidgets.model import Person
from mentorwidgets.programs.words import value_words
from mentorwidgets.workbook import open_store

ROSTER = "Id,Name,Role,Bio\nm1,Ana Silva,mentor,Maps\np1,Ben Ito,mentee,New\n"
ZOE = Person(id="zoe", name="Zoe Old", roles=("mentor",))


@pytest.fixture
def office(tmp_path, monkeypatch):
    """A table with one roster, in the folder where the officer works; a coordinator has worked in the library since."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "roster.csv").write_text(ROSTER, encoding="utf-8")
    (tmp_path / "programs.csv").write_text("name,youth,hours,roster\nOak,yes,4,roster.csv\nElm,,,\n", encoding="utf-8")
    assert run(["generate", "programs.csv", "library"]) == 0
    with open_store(Folder(tmp_path / "library")) as store:
        store.set_roster("oak", (*store.people("oak"), ZOE), "Kim (coordinator)")
        store.add_invitations([new_invitation("oak", "mentee", person="p1", name="Ben Ito", by="Kim")])
    return tmp_path


def said(capsys, *words, code=0):
    """What a command prints for people."""
    return [
        line for line in printed(capsys, *words, code=code) if not re.match(r"(Would make|Made|  \d+ files?) ", line)
    ]


def printed(capsys, *words, code=0):
    """All of it, also which files were made."""
    capsys.readouterr()
    assert run(words) == code
    return capsys.readouterr().out.splitlines()


def test_june_is_told_what_changes_before_and_after(office, capsys):
    """The same lines in a dry run and when it is done: added, changed, gone with a link, staying; then nothing more."""
    (office / "roster.csv").write_text("Id,Name,Role,Bio\nm1,Ana Silva,mentor,Globes\nc1,Cy Low,mentee,\n")
    (office / "programs.csv").write_text("name,youth,hours,roster\nOak,no,6,roster.csv\nElm,,,\n", encoding="utf-8")
    looked = said(capsys, "generate", "programs.csv", "library", "--dry-run")
    done = said(capsys, "generate", "programs.csv", "library")
    assert looked == done
    assert done == [
        "Oak (oak)",
        "  ATTENTION: youth protection is switched OFF here: mentors need no clearance any more.",
        "  youth: yes -> no",
        "  hours: 4 -> 6",
        "  Added 1: Cy Low",
        "  Changed 1: Ana Silva (Bio)",
        "  Gone 1: Ben Ito, who has 1 link",
        "  Not on this roster, and staying 1: Zoe Old (brought in by Kim (coordinator))",
    ]
    again = printed(capsys, "generate", "programs.csv", "library")
    assert again[1:] == ["  26 files up to date already", "Settings and people of 2 programs: nothing changed."]


def test_june_is_told_as_data_too(office, capsys):
    """By id, the same in a dry run."""
    (office / "roster.csv").write_text("Id,Name,Role,Bio\nm1,Ana Silva,mentor,Globes\nc1,Cy Low,mentee,\n")
    texts = [
        json.loads("\n".join(said(capsys, "generate", "programs.csv", "library", "--json", *more)))["programs"][0]
        for more in (["--dry-run"], [])
    ]
    oak = {name: texts[1][name] for name in ("new", "settings", "added", "changed", "gone", "stays", "people")}
    assert oak == {name: texts[0][name] for name in oak}
    assert oak == {
        "new": False,
        "settings": [],
        "added": ["c1"],
        "changed": ["m1"],
        "gone": ["p1"],
        "stays": ["zoe"],
        "people": {
            "c1": {"name": "Cy Low"},
            "m1": {"name": "Ana Silva", "fields": ["bio"]},
            "p1": {"name": "Ben Ito", "pairs": [], "links": 1, "answers": 0},
            "zoe": {"name": "Zoe Old", "brought in by": "Kim (coordinator)"},
        },
    }


def test_a_clash_is_told_and_settled(office, capsys):
    """The page's word stands until the table goes first."""
    with open_store(Folder(office / "library")) as store:
        store.save_program(dataclasses.replace(store.program("oak"), hours=5), "Kim")
    (office / "programs.csv").write_text("name,hours\nOak,6\n", encoding="utf-8")
    for _ in range(2):
        assert said(capsys, "generate", "programs.csv", "library")[1] == (
            "  To decide: hours is 5 here and 6 in the table. Both were changed; it stays as it is here."
        )
    assert said(capsys, "generate", "programs.csv", "library", "--table-first")[1] == "  hours: 5 -> 6"


def test_warnings_of_a_roster_are_shown_as_check_shows_them(office, capsys):
    """Word for word, also when the roster is the one of the last time; as data too."""
    (office / "roster.csv").write_text("Name,Role,E-mail\nAna,mentor,a@x.org\nBen Ito,mentee,a@x.org\n")
    shown = said(capsys, "check", "roster.csv", code=1)
    warnings = shown[shown.index("To mend:") :]
    for _ in range(2):
        lines = [line[2:] for line in said(capsys, "generate", "programs.csv", "library", "--keep-going")]
        assert set(warnings) <= set(lines)
    checked = json.loads("\n".join(said(capsys, "check", "roster.csv", "--json", code=1)))
    told = json.loads("\n".join(said(capsys, "generate", "programs.csv", "library", "--json")))
    assert told["programs"][0]["roster"] == checked


def test_a_program_with_a_new_name_in_the_table_is_asked_for(office, capsys):
    """It would be another program: people and answers stay with the old short name."""
    (office / "programs.csv").write_text("name\nOak County\nElm\n", encoding="utf-8")
    words = " ".join(said(capsys, "generate", "programs.csv", "library", "--dry-run"))
    assert "No longer in the table, and left as they are: oak" in words
    assert "write its old short name, such as oak, into the column 'short name'" in words


def test_who_is_who_is_asked_in_words_that_answer_it(office, capsys):
    """As they are printed, they can be typed."""
    (office / "roster.csv").write_text(
        "Name,Role,E-mail\nAna Silva,mentor,ana@x.org\nBen Ito,mentee,\n", encoding="utf-8"
    )
    said(capsys, "generate", "programs.csv", "other")
    (office / "roster.csv").write_text(
        "Name,Role,E-mail\nAna Silva,mentor,ana@y.org\nBen Ito,mentee,\n", encoding="utf-8"
    )
    [line] = [line for line in said(capsys, "generate", "programs.csv", "other") if "To decide" in line]
    answer = re.search(r'--same "(oak:Ana Silva[^"]+)"', line)[1]
    lines = said(capsys, "generate", "programs.csv", "other", "--same", answer)
    assert "  Changed 1: Ana Silva (E-mail)" in lines
    assert not any("To decide" in line for line in lines)


@pytest.mark.parametrize("more", [["--json"], []])
def test_add_asks_before_it_renames(office, capsys, more):
    """Nothing at all is changed by the wrong name; --rename gives the new one, and says so."""
    words = ["add", "library", "--program", "oak", "--name", "Elm", "--purpose", "Career", *more]
    assert run(words) == 1
    assert "'oak' is called 'Oak', not 'Elm'. Nothing was changed." in capsys.readouterr().err
    with open_store(Folder(office / "library")) as store:
        assert (store.program("oak").name, store.program("oak").purposes) == ("Oak", ("Mentoring",))
    assert run([*words, "--rename"]) == 0
    out = capsys.readouterr().out
    if more:
        assert [one["field"] for one in json.loads(out)["settings"]] == ["name", "purposes"]
    else:
        assert out.splitlines() == ["name: Oak -> Elm", "purposes: Mentoring -> Career"]


def test_add_with_the_name_that_a_program_has_is_fine(office, capsys):
    """As scripts say it every time."""
    assert said(capsys, "add", "library", "--program", "oak", "--name", "Oak") == []


def test_add_says_loudly_that_youth_protection_ends(office, capsys):
    """By its own word only."""
    assert said(capsys, "add", "library", "--program", "oak") == []
    assert said(capsys, "add", "library", "--program", "oak", "--no-youth")[0].startswith("ATTENTION: youth protection")


def test_add_takes_off_only_whom_it_brought(office, capsys):
    """Who came by the table or a page stays; who goes is told with what hangs on them."""
    (office / "more.csv").write_text("Id,Name,Role\nx1,Xan Yu,mentor\nm1,Ana Silva,mentor\n", encoding="utf-8")
    said(capsys, "add", "library", "--program", "oak", "--roster", "more.csv")
    with open_store(Folder(office / "library")) as store:
        store.add_invitations([new_invitation("oak", "mentor", person="x1", name="Xan Yu", by="Kim")])
    (office / "more.csv").write_text("Id,Name,Role\nm1,Ana Silva,mentor\n", encoding="utf-8")
    staying = [
        f"Ben Ito (brought in by {getpass.getuser()} (mentorwidgets generate))",
        "Zoe Old (brought in by Kim (coordinator))",
    ]
    assert said(capsys, "add", "library", "--program", "oak", "--roster", "more.csv") == [
        "Added 0",
        "Changed 0",
        "Gone 1: Xan Yu",
        "  Gone 1: Xan Yu, who has 1 link",
        f"  Not on this roster, and staying 2: {'; '.join(staying)}",
    ]


def test_add_takes_nobody_off_because_of_rows_that_it_could_not_read(office, capsys):
    """With --keep-going: one of them may be theirs."""
    (office / "more.csv").write_text("Id,Name,Role\nx1,Xan Yu,mentor\ny1,Yve Ott,mentor\n", encoding="utf-8")
    said(capsys, "add", "library", "--program", "elm", "--roster", "more.csv")
    (office / "more.csv").write_text("Id,Name,Role\nx1,Xan Yu,mentor\n,,mentor\n", encoding="utf-8")
    said(capsys, "add", "library", "--program", "elm", "--roster", "more.csv", "--keep-going", code=1)
    with open_store(Folder(office / "library")) as store:
        assert {person.id for person in store.people("elm")} == {"x1", "y1"}


def test_a_blank_name_renames_nobody(office, capsys):
    """A row with an id alone is called by it, where nobody knows better."""
    (office / "more.csv").write_text("Id,Name,Role,Bio\nzoe,,mentor,Globes\n", encoding="utf-8")
    said(capsys, "add", "library", "--program", "oak", "--roster", "more.csv")
    with open_store(Folder(office / "library")) as store:
        assert (store.person("oak", "zoe").name, store.person("oak", "zoe").bio) == ("Zoe Old", "Globes")


@pytest.mark.parametrize(("value", "words"), [
    (True, "yes"), (False, "no"), (4.0, "4"), (4.5, "4.5"), ("", "(empty)"), (None, "(empty)"), (["a", "b"], "a; b"),
    ([], "(empty)"), ({}, "(empty)"), ({"mentee": "protégé"}, "mentee=protégé"), ("Kim", "Kim"), (0, "0"),
])  # fmt: skip
def test_a_value_in_words(value, words):
    """As a cell of the table would say it."""
    assert value_words(value) == words


def test_a_word_clears_a_cell_of_a_roster_and_a_blank_says_nothing(office, capsys):
    """Also the next time: what a page writes where the roster is blank is never taken for the roster's word."""
    lines = "Id,Name,Role,Bio\nm1,Ana Silva,mentor,{}\np1,Ben Ito,mentee,New\n"
    for bio, wanted in (("", "Maps"), ("(empty)", ""), ("(empty) ", "")):
        (office / "roster.csv").write_text(lines.format(bio), encoding="utf-8")
        said(capsys, "generate", "programs.csv", "library")
        with open_store(Folder(office / "library")) as store:
            assert store.person("oak", "m1").bio == wanted
    with open_store(Folder(office / "library")) as store:
        people = [dataclasses.replace(p, bio="Mine") if p.id == "m1" else p for p in store.people("oak")]
        store.set_roster("oak", people, "Kim (coordinator)")
    for bio in ("", "Theirs"):
        (office / "roster.csv").write_text(lines.format(bio), encoding="utf-8")
        told = said(capsys, "generate", "programs.csv", "library")
    assert any("To decide: Ana Silva" in line for line in told)
    with open_store(Folder(office / "library")) as store:
        assert store.person("oak", "m1").bio == "Mine"


def test_youth_protection_that_is_off_against_the_table_is_said_each_time(office, capsys):
    """Somebody switched it off; --table-first switches it on, in a dry run as well it is said."""
    said(capsys, "add", "library", "--program", "oak", "--no-youth")
    for more in (["--dry-run"], [], []):
        lines = said(capsys, "generate", "programs.csv", "library", *more)
        assert lines[1].startswith("  ATTENTION: youth protection is OFF here although the table says yes")
    told = json.loads("\n".join(said(capsys, "generate", "programs.csv", "library", "--json")))["programs"]
    assert [len(one["attention"]) for one in told] == [1, 0]
    assert said(capsys, "generate", "programs.csv", "library", "--table-first")[1] == "  youth: no -> yes"
    with open_store(Folder(office / "library")) as store:
        assert store.program("oak").youth
    assert "ATTENTION" not in "".join(said(capsys, "generate", "programs.csv", "library"))


@pytest.mark.parametrize("word", ["false", "FALSE", "0", "off", "n"])
def test_youth_protection_ends_by_no_other_word(office, capsys, word):
    """A box that a spreadsheet writes is refused, with its row."""
    (office / "programs.csv").write_text(f"name,youth\nOak,{word}\n", encoding="utf-8")
    assert run(["generate", "programs.csv", "library"]) == 1
    assert "switched off by the word 'no' alone" in capsys.readouterr().err
    with open_store(Folder(office / "library")) as store:
        assert store.program("oak").youth


def test_add_asks_a_role_only_of_who_is_new(office, capsys):
    """A list without roles brings those up to date who have one; the row of anybody else is named."""
    more = office / "more.csv"
    more.write_text("Id,Name,Bio\nm1,Ana Silva,Globes\np1,Ben Ito,\n", encoding="utf-8")
    assert "Changed 1: Ana Silva" in said(capsys, "add", "library", "--program", "oak", "--roster", "more.csv")
    more.write_text("Id,Name,Bio\nm1,Ana Silva,Atlases\ny1,Yve Ott,\n", encoding="utf-8")
    said(capsys, "add", "library", "--program", "oak", "--roster", "more.csv", code=1)
    with open_store(Folder(office / "library")) as store:
        assert store.person("oak", "m1").bio == "Globes"
    said(capsys, "add", "library", "--program", "oak", "--roster", "more.csv", "--keep-going", code=1)
    with open_store(Folder(office / "library")) as store:
        assert store.person("oak", "m1").bio == "Atlases"
        assert "y1" not in {person.id for person in store.people("oak")}
