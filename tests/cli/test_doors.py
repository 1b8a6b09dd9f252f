"""Personal links and exports at the command line."""

from __future__ import annotations

import csv
import io
import json
import stat
import zipfile

import pytest
from served import OAK, SLUG, make_folder

from mentorwidgets.__main__ import run
from mentorwidgets.doors import id_in, is_key_of, key_in
from mentorwidgets.model import Operation, Person, Program, Viewer
from mentorwidgets.workbook import open_store

BEN = Viewer(role="mentee", program=SLUG, person="ben", name="Ben Carter", door="b" * 22)


@pytest.fixture
def home(tmp_path):
    """A folder with one program of three people."""
    return make_folder(tmp_path / "library", OAK)


@pytest.fixture
def answer(home, capsys):
    """Run a command and give what it printed as JSON."""

    def ask(word, *words):
        capsys.readouterr()
        assert run([word, str(home.path), *words, "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    return ask


@pytest.mark.parametrize("words", [["ben"], ["Ben Carter"], ["ben carter", "--days", "7"], ["--program", SLUG, "BEN"]])
def test_invite_makes_a_link_that_lets_in(home, answer, words):
    """A person is found by id or name, and the address holds a key of theirs behind the #."""
    made = answer("invite", *words, "--address", "https://mentors.example/")[0]
    with open_store(home) as store:
        key = key_in(made["address"])
        link = store.invitation(id_in(key))
    assert is_key_of(home.secret("links"), key, link)
    assert (link.person, link.role, link.name) == ("ben", "mentee", "Ben Carter")
    assert made["address"].startswith("https://mentors.example/in#")


def test_inviting_twice_shows_no_link_again(answer, home, capsys):
    """Who has a link that holds keeps it, and its address is not shown a second time; a new one takes it back."""
    first, again = (answer("invite", "ben")[0] for _ in range(2))
    assert (first["id"], "address" in again) == (again["id"], False)
    assert run(["invite", str(home.path), "ben", "ana"]) == 0
    printed = capsys.readouterr()
    assert "Ben Carter has a link that holds, and it is not shown again." in printed.err
    assert "--renew" in printed.err
    assert "Ana Silva (mentor): http" in printed.out
    assert "Ben" not in printed.out
    renewed = answer("invite", "ben", "--renew")[0]
    assert renewed["id"] != first["id"]
    assert renewed["address"] != first["address"]
    assert [one["state"] for one in answer("links") if one["person"] == "ben"] == ["unused"]


def test_invite_says_who_is_meant(home, capsys):
    """Two people of one name are told apart by id; an unknown name gets the nearest one."""
    with open_store(home) as store:
        twins = [Person(id=f"kim{n}", name="Kim Lee", roles=("mentee",)) for n in (1, 2)]
        store.set_roster(SLUG, [*store.people(SLUG), *twins], "Cora")
    assert run(["invite", str(home.path), "Kim Lee"]) == 1
    assert "Kim Lee (kim1), Kim Lee (kim2)" in capsys.readouterr().err
    assert run(["invite", str(home.path), "Ben Cartwr"]) == 1
    assert "Did you mean 'Ben Carter'?" in capsys.readouterr().err


def test_invite_a_coordinator_who_is_not_on_the_roster(home, answer):
    """Coordinators and trainers are invited by name; mentors and mentees come from the roster."""
    made = answer("invite", "--name", "Cora Lind", "--role", "coordinator")
    assert [(one["name"], one["role"], one["person"]) for one in made] == [("Cora Lind", "coordinator", "")]
    assert run(["invite", str(home.path), "--name", "Mia", "--role", "mentor"]) == 1


@pytest.mark.parametrize("words", [[], ["--days", "0", "ben"], ["--days", "4000", "ben"], ["--role", "office", "ben"]])
def test_invite_used_wrongly(home, words):
    """Nobody named, or a time or role that a link cannot have."""
    assert run(["invite", str(home.path), *words]) == 2


def test_which_program_is_asked(home, capsys):
    """With two programs the command asks for one of them."""
    with open_store(home) as store:
        store.save_program(Program(slug="elm", name="Elm"))
    assert run(["invite", str(home.path), "ben"]) == 1
    assert "elm, oak-county" in capsys.readouterr().err


def test_the_mail_merge_file(home, tmp_path, capsys):
    """Everybody stands in a private CSV file with their own address, and no cell is a formula."""
    with open_store(home) as store:
        evil = Person(id="x", name="=HYPERLINK(1)", roles=("mentee",), email="+1@oak.example")
        store.set_roster(SLUG, [*store.people(SLUG), evil], "Cora")
    target = tmp_path / "links.csv"
    assert run(["invite", str(home.path), "--all", "--to", str(target), "--address", "https://m.example"]) == 0
    rows = list(csv.reader(io.StringIO(target.read_text(encoding="utf-8-sig"))))
    assert rows[0] == ["name", "e-mail", "role", "address", "until"]
    assert sorted(row[0] for row in rows[1:]) == ["'=HYPERLINK(1)", "Ana Silva", "Ben Carter", "Eva Novak"]
    assert len({row[3] for row in rows[1:]}) == 4
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert capsys.readouterr().out == ""


def test_links_show_no_address(home, answer, capsys):
    """The list says who has a link and holds no key."""
    key = key_in(answer("invite", "ben")[0]["address"])
    assert run(["links", str(home.path)]) == 0
    printed = capsys.readouterr().out
    assert "Ben Carter (mentee): not used yet, until 20" in printed
    assert "Ana Silva (mentor): no link" in printed
    assert key.rpartition(".")[2] not in printed


@pytest.mark.parametrize("by", ["person", "id", "name"])
def test_revoke(home, answer, by):
    """A link is taken back by its person, its id, or the name of a guest; again there is nothing to take."""
    made = answer("invite", *(["--name", "Cora Lind"] if by == "name" else ["ben"]))[0]
    given = {"person": ["Ben Carter"], "name": ["Cora Lind"], "id": ["--id", made["id"]]}[by]
    assert run(["revoke", str(home.path), *given]) == 0
    assert [one["state"] for one in answer("links") if one["name"] == made["name"]] == ["revoked"]
    assert run(["revoke", str(home.path), *given]) == 1


def test_whose_link_is_taken_back_is_said(home, capsys):
    """By name, also of those that --renew ends."""
    run(["invite", str(home.path), "ben"])
    capsys.readouterr()
    run(["invite", str(home.path), "ben", "--renew"])
    assert "Took back 1 link that held until now: Ben Carter (mentee)" in capsys.readouterr().err
    run(["revoke", str(home.path), "ben"])
    assert capsys.readouterr().out == "Took back 1 link.\n  Ben Carter (mentee)\n"


def test_revoke_asks_whom(home):
    """Without a person nothing is taken back."""
    assert run(["revoke", str(home.path)]) == 2


@pytest.fixture
def lived(home):
    """A folder in which Ben has chosen Ana, and the office has a note on it and looked."""
    pair = {"status": "proposed", "origin": "chosen", "mentee_yes": True}
    wishes = [
        ("pair/ben/ana/Mentoring", pair, BEN),
        ("note/ben/ana/Mentoring", "<b>Good</b>", "Cora"),
        ("shortlist/eva", ["ana"], "Eva"),
    ]
    with open_store(home) as store:
        for number, (key, value, who) in enumerate(wishes):
            wish = Operation(op=f"op-{number:08}", worksheet=f"{SLUG}/pairing", key=key, value=value, base=0)
            assert store.apply(wish, who).outcome == "saved"
        store.note_reads([(Viewer(role="office", name="Cora"), f"{SLUG}/pairing", 1.8e9)])
    return home


def test_export_holds_all_and_nothing_of_others(lived, tmp_path):
    """The file has the roster row, answers by and about the person, links, changes and reads."""
    target = tmp_path / "ben.json"
    run(["invite", str(lived.path), "ben"])
    assert run(["export", str(lived.path), "Ben Carter", "--to", str(target)]) == 0
    held = json.loads(target.read_text(encoding="utf-8"))
    assert {one["field"] for one in held["answers"]} == {"pair/ben/ana/Mentoring", "note/ben/ana/Mentoring"}
    assert [one["who"] for one in held["reads about"]] == ["Cora"]
    assert [(one["as"], one["used"]) for one in held["links"]] == [("mentee", 0)]
    assert "Eva" not in target.read_text(encoding="utf-8")


def test_export_as_pages(lived, tmp_path):
    """A zip holds the same as JSON and as a page, in which no text is markup."""
    target = tmp_path / "ben.zip"
    assert run(["export", str(lived.path), "ben", "--to", str(target)]) == 0
    with zipfile.ZipFile(target) as bundle:
        page = bundle.read("held.html").decode()
        assert sorted(bundle.namelist()) == ["held.html", "held.json"]
    assert "&lt;b&gt;Good" in page
    assert "<b>" not in page


def test_export_of_nobody(lived, tmp_path):
    """An unknown person, or a file of an unknown kind, writes nothing."""
    assert run(["export", str(lived.path), "zoe", "--to", str(tmp_path / "zoe.json")]) == 1
    assert run(["export", str(lived.path), "ben", "--to", str(tmp_path / "ben.doc")]) == 2
    assert list(tmp_path.glob("*.json")) == []
