"""The words that people type, and what they answer."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from mentorwidgets.__main__ import run
from mentorwidgets.folder import Folder
from mentorwidgets.workbook import open_store

ROSTER = (
    "Id,Name,Email,Role,Branch\nm1,Ana Ruiz,ana@oak.example,mentor,Alder\np1,Ben Ode,ben@oak.example,mentee,Birch\n"
)


@pytest.fixture
def roster(tmp_path):
    """A factory of roster files."""

    def make(text=ROSTER, name="roster.csv"):
        file = tmp_path / name
        file.write_text(text, encoding="utf-8")
        return str(file)

    return make


@pytest.fixture
def say(capsys):
    """Run a command: exit code, standard output, standard error."""

    def call(*words, debug=False):
        code = run([str(word) for word in words], debug=debug)
        out = capsys.readouterr()
        return code, out.out, out.err

    return call


def test_check_says_what_was_understood(say, roster):
    """People, roles and columns in words, exit code 0."""
    code, out, _ = say("check", roster())
    assert (code, out.splitlines()[0]) == (0, "2 rows, 2 people: 1 mentor, 1 mentee.")
    assert "  Branch -> branch" in out


def test_check_as_json_has_the_promised_names(say, roster):
    """Data on standard output and nothing else."""
    code, out, _ = say("check", roster(), "--json")
    data = json.loads(out)
    assert (code, data["rows"], data["people"], data["mentors"], data["mentees"], data["problems"]) == (
        0,
        2,
        2,
        1,
        1,
        [],
    )
    assert [column["column"] if isinstance(column, dict) else column for column in data["columns"]]


def test_check_finds_problems_and_says_so_in_its_exit_code(say, roster):
    """File, row, column, what and how to mend."""
    code, out, _ = say("check", roster("Name,Role,Years of service\nAna,mentor,many\n,mentee,3\n"), "--json")
    problems = json.loads(out)["problems"]
    assert (code, sorted(problem["row"] for problem in problems)) == (1, [2, 3])
    assert set(problems[0]) == {"file", "sheet", "row", "column", "problem", "mend", "level"} - {"level"} | (
        set(problems[0]) & {"level"}
    )


def test_check_of_a_file_that_cannot_be_read_still_answers(say, tmp_path):
    """Rows 0 and the problem."""
    code, out, _ = say("check", tmp_path / "nowhere.csv", "--json")
    data = json.loads(out)
    assert (code, data["rows"], len(data["problems"])) == (1, 0, 1)


def test_add_makes_a_program_with_its_workbooks(say, roster, tmp_path):
    """The folder is made, the people are in, the notebook lies there."""
    code, out, err = say("add", tmp_path / "library", "--program", "oak", "--name", "Oak County", "--roster", roster())
    assert (code, out) == (0, "Added 2: Ana Ruiz, Ben Ode\nChanged 0\nGone 0\n")
    assert "mentorwidgets serve" in err
    assert (tmp_path / "library" / "workbooks" / "oak" / "pairing.ipynb").is_file()
    assert (tmp_path / "library" / "rosters" / "oak-roster.csv").read_text(encoding="utf-8") == ROSTER


def test_a_program_can_begin_without_a_roster(say, tmp_path):
    """It is brought in on its page, later."""
    code, out, _ = say("add", tmp_path / "library", "--program", "oak", "--name", "Oak County")
    assert (code, out) == (0, "")
    assert (tmp_path / "library" / "workbooks" / "oak" / "roster.ipynb").is_file()


def test_add_again_updates_the_roster(say, roster, tmp_path):
    """Matched by id or e-mail: one changed, one gone, one new."""
    library = tmp_path / "library"
    say("add", library, "--program", "oak", "--name", "Oak County", "--roster", roster())
    changed = (
        "Id,Name,Email,Role,Branch\nm1,Ana Ruiz,ana@oak.example,mentor,Cedar\np2,Cho Lee,cho@oak.example,mentee,Elm\n"
    )
    code, out, _ = say("add", library, "--program", "oak", "--roster", roster(changed), "--json")
    assert (code, json.loads(out)) == (0, {"program": "oak", "added": ["p2"], "changed": ["m1"], "gone": ["p1"]})
    with open_store(Folder(library)) as store:
        assert store.program("oak").name == "Oak County"


def test_a_roster_with_fewer_columns_empties_nothing(say, roster, tmp_path):
    """What a file has no column for stays as it was, and so does what it has a blank cell for."""
    library = tmp_path / "library"
    say(
        "add",
        library,
        "--program",
        "oak",
        "--name",
        "Oak",
        "--roster",
        roster("Id,Name,Role,Branch,Bio\nm1,Ana,mentor,Alder,Reads maps.\n"),
    )
    say("add", library, "--program", "oak", "--roster", roster("Id,Name,Role,Branch\nm1,Ana,mentor,\n"))
    with open_store(Folder(library)) as store:
        assert [(person.bio, person.branch) for person in store.people("oak")] == [("Reads maps.", "Alder")]


def test_add_takes_in_nothing_when_the_roster_is_broken(say, roster, tmp_path):
    """Unless --keep-going is said, and then the exit code still tells."""
    broken = roster("Name,Role\nAna,mentor\n,mentee\n")
    words = ("add", tmp_path / "library", "--program", "oak", "--name", "Oak", "--roster", broken)
    code, _, err = say(*words)
    assert (code, (tmp_path / "library").exists()) == (1, False)
    assert "Nothing was taken in" in err
    assert say(*words, "--keep-going")[:2] == (1, "Added 1: Ana\nChanged 0\nGone 0\n")


def test_a_new_program_needs_a_name(say, roster, tmp_path):
    """And the words say how to give it."""
    code, _, err = say("add", tmp_path / "library", "--program", "oak", "--roster", roster())
    assert (code, "--name" in err) == (1, True)


def test_template_can_be_checked_without_problems(say, tmp_path):
    """Our own columns are understood, and a file is never overwritten."""
    assert say("template", tmp_path / "roster.csv")[0] == 0
    assert say("check", tmp_path / "roster.csv")[0] == 0
    assert say("template", tmp_path / "roster.csv")[0] == 1


PEOPLE = (
    "Id,Name,Role,Can help with,Would like help with,Please assign me,Capacity\n"
    "m1,Ana,mentor,maps; budgets,,,1\nm2,=Cho,mentor,,,,0\np1,Ben,mentee,,maps,yes,\np2,Dov,mentee,,maps,yes,\np3,Eli,mentee,,maps,no,\n"
)


def test_propose_pairs_those_who_asked_and_says_why(say, roster):
    """One place for two people: one pair with its reasons, one person with theirs, proved."""
    code, out, _ = say("propose", roster(PEOPLE), "--json")
    answer = json.loads(out)
    assert (code, answer["proved"], [(pair["mentee"], pair["mentor"]) for pair in answer["pairs"]]) == (
        1,
        True,
        [("p1", "m1")],
    )
    assert answer["pairs"][0]["reasons"][0] == "topics: 1 of 1 topics: maps"
    assert [one["mentee"] for one in answer["unpaired"]] == ["p2"]


def test_a_proposal_is_printed_with_names(say, roster):
    """People are called by name, and one pair is one pair."""
    _, out, err = say("propose", roster(PEOPLE))
    assert "Ben with Ana, Mentoring: " in out
    assert "Dov stays without" in out
    assert err.endswith("1 pair, 1 person without.\n")


def test_propose_writes_pairs_for_a_spreadsheet(say, roster, tmp_path):
    """With names, and no cell is a formula."""
    say("propose", roster(PEOPLE), "--to", tmp_path / "pairs.csv", "--everyone")
    lines = (tmp_path / "pairs.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "mentee id,mentee,mentor id,mentor,purpose,score,reasons"
    assert lines[1].startswith("p1,Ben,m1,Ana,Mentoring,")
    assert not any(cell.startswith(("=", "+", "-", "@")) for line in lines for cell in line.split(","))


def test_a_weight_without_its_word_is_wrong_use(say, roster):
    """And the message shows how it goes."""
    code, _, err = say("propose", roster(PEOPLE), "--weight", "topics")
    assert (code, "topics=high" in err) == (2, True)


def test_backup_and_restore(say, roster, tmp_path):
    """A folder and its copy hold the same people."""
    say("add", tmp_path / "library", "--program", "oak", "--name", "Oak", "--roster", roster())
    assert say("backup", tmp_path / "library", tmp_path / "backup.zip")[0] == 0
    assert say("restore", tmp_path / "backup.zip", tmp_path / "again")[0] == 0
    with open_store(Folder(tmp_path / "again")) as store:
        assert [person.name for person in store.people("oak")] == ["Ana Ruiz", "Ben Ode"]


@pytest.mark.parametrize(
    "words", [["chekc"], ["check"], ["add", "x"], ["serve", "x", "--port", "nine"], ["check", "x", "--role", "boss"]]
)
def test_wrong_use_is_told_apart(say, words):
    """Exit code 2 and the usage, never a traceback."""
    code, _, err = say(*words)
    assert (code, "Traceback" in err) == (2, False)
    assert "Usage:" in err


def test_a_missing_folder_is_a_plain_sentence(say, tmp_path):
    """With the command that makes one."""
    code, _, err = say("serve", tmp_path / "nowhere")
    assert (code, "There is no folder" in err, "Traceback" in err) == (1, True, False)


@pytest.mark.parametrize(("debug", "shown"), [(False, False), (True, True)])
def test_no_traceback_unless_asked_for(debug, shown):
    """An error nobody foresaw gets an id; --debug shows the whole of it, wherever it stands."""
    code = "import sys; from mentorwidgets.__main__ import main; main(['check', 'a\\0b', *sys.argv[1:]])"
    done = subprocess.run(
        [sys.executable, "-c", code, *(["--debug"] if debug else [])], capture_output=True, text=True, check=False
    )
    assert (done.returncode, "Traceback" in done.stderr) == (1, shown)
