"""A roster taken into a program: who is who, in words that a command can answer."""

from __future__ import annotations

import shlex

import pytest

from mentorwidgets.bringing import answers_from_words, asked_words, plan_roster
from mentorwidgets.errors import RosterError
from mentorwidgets.folder import Folder
from mentorwidgets.model import Program
from mentorwidgets.pairing import open_questions
from mentorwidgets.roster import read_roster
from mentorwidgets.workbook import open_store

FIRST = "Name,Role\nAna Silva,mentee\nAda Brandt,mentor\n"
MAILS = "Name,Email,Role\nAna Silva,ana@lib.example,mentee\nAda Brandt,ada@lib.example,mentor\n"


@pytest.fixture
def store(tmp_path):
    """A program of nobody."""
    with open_store(Folder(tmp_path / "library", create=True)) as opened:
        opened.save_program(Program(slug="oak", name="Oak County"))
        yield opened


@pytest.fixture
def read(tmp_path):
    """Reads a roster out of a text."""

    def call(text, **how):
        file = tmp_path / "roster.csv"
        file.write_text(text)
        return read_roster(file, **how)

    return call


def take_in(store, roster, **how):
    """Take a roster in: what was planned, and what changed."""
    plan = plan_roster(roster, store.people("oak"), store.gone_people("oak"), **how)
    return plan, store.set_roster("oak", plan.people, "test")


def ids(store):
    """Name -> id."""
    return {person.name: person.id for person in store.people("oak")}


def test_a_roster_is_taken_in_as_one_step(store, read):
    """With ids that are made of nothing in it; the same once more changes nothing."""
    _, change = take_in(store, read(FIRST))
    assert set(change.added) == set(ids(store).values())
    assert not any("ana" in one or "ada" in one for one in ids(store).values())
    _, again = take_in(store, read(FIRST))
    assert (again.added, again.changed, again.gone) == ((), (), ())


def test_addresses_filled_in_are_asked_about(store, read):
    """Nobody goes and nobody is new until it is answered, in the words that the question names."""
    take_in(store, read(FIRST))
    before = ids(store)
    roster = read(MAILS)
    plan, change = take_in(store, roster)
    assert (ids(store), change.added, change.gone) == (before, (), ())
    lines = list(map(asked_words, plan.known.doubts))
    assert len(lines) == 2
    words = [line.partition('--same "')[2].partition('"')[0] for line in lines]
    _, same = answers_from_words(roster, store.people("oak"), words)
    plan, change = take_in(store, roster, same=same)
    assert (ids(store), plan.known.doubts, len(change.changed)) == (before, (), 2)


ALIKE = {
    "two of one name and address": "Staff ID,Name,Email,Role\n{},Ana Silva,desk@x.example,mentee\n{},Ana Silva,desk@x.example,mentee\n",
    "two of one name": "Staff ID,Name,Role\n{},Ana Roe,mentee\n{},Ana Roe,mentee\n",
    "two rows without IDs": "Name,Role,Bio\nAna Roe,mentee,{}\nAna Roe,mentee,{}\n",
    "one name with an address and without": "Staff ID,Name,Email,Role\n{},Ana Roe,ana@x.example,mentee\n{},Ana Roe,,mentee\n",
    "names with signs": 'Staff ID,Name,Role\n{},"Ana ""Annie"" $HOME=Roe`ls`",mentee\n{},Bo O\'Neill=!!,mentee\n',
    "IDs with signs": "Staff ID,Name,Role\nA={},Ana Roe,mentee\nB={},Ana Roe,mentee\n",
}  # fmt: skip


@pytest.mark.parametrize("case", ALIKE)
@pytest.mark.parametrize("answer", ["--same", "--new"])
def test_what_is_printed_can_be_pasted(store, read, case, answer):
    """Each answer as a shell reads it, also for two of one name: the question says which row it is about."""
    take_in(store, read(ALIKE[case].format("17", "18")))
    roster = read(ALIKE[case].format("97", "98"))
    there = store.people("oak")
    doubts = plan_roster(roster, there).known.doubts
    assert len({asked_words(doubt) for doubt in doubts}) == len(doubts) == 2
    said = [shlex.split(asked_words(doubt).partition(f"{answer} ")[2])[0] for doubt in doubts]
    _, same = answers_from_words(roster, there, **{answer.strip("-"): said[:1]})
    assert same == {doubts[0].person.id: doubts[0].likely[0].id if answer == "--same" else ""}


@pytest.mark.parametrize("words", ["Ana Silva", "ana@lib.example", "ANA SILVA <ana@lib.example>", "Silva, Ana"])
def test_somebody_new_is_said_in_any_words(read, store, words):
    """Name, address or both."""
    take_in(store, read(FIRST))
    roster = read(MAILS)
    assert answers_from_words(roster, store.people("oak"), new=[words]) == ([], {"ana@lib.example": ""})


@pytest.mark.parametrize("words", ["Ana Silva", "=", "Ana Silva=", "Ana Silva=Nobody", "Nobody=Ada Brandt"])
def test_an_answer_that_means_nobody_is_refused(read, store, words):
    """And says who there is not."""
    take_in(store, read(FIRST))
    with pytest.raises(RosterError):
        answers_from_words(read(MAILS), store.people("oak"), [words])


def test_two_rows_are_made_one(read, store):
    """Where both names stand in the files."""
    text = "Name,Email,Role\nLena Voss,v@p.example,mentee\nL. Voss,v@p.example,mentor\n"
    one, same = answers_from_words(read(text), (), ["L. Voss=Lena Voss"])
    assert same == {}
    take_in(store, read(text, one=one))
    assert len(ids(store)) == 1


def test_who_stays_keeps_the_other_role(store, read):
    """A file of mentors that is added to the roster takes nobody's part as a mentee away."""
    take_in(store, read("Name,Email,Role\nAna Silva,a@b.example,both\n"))
    take_in(store, read("Name,Email,Role\nAna Silva,a@b.example,mentor\n"), keep=True)
    assert store.people("oak")[0].roles == ("mentor", "mentee")


MARRIED = "Name,Email,Role,Avoid\nIda Po,i@x.example,mentee,{}\nJan Ulm,j@x.example,mentor,\n{}"
NEWCOMER = "Jan Ost,jo@x.example,mentor,\n"


@pytest.fixture
def married(store, read):
    """Ida avoids Jan Ost, who is now called Jan Ulm."""
    take_in(store, read("Name,Email,Role,Avoid\nIda Po,i@x.example,mentee,Jan Ost\nJan Ost,j@x.example,mentor,\n"))
    jan = ids(store)["Jan Ost"]
    roster = read(MARRIED.format("Jan Ost", ""))
    renamed = next(person.id for person in roster.people if person.name == "Jan Ulm")
    take_in(store, roster, same={renamed: jan})
    return jan


def avoided(store):
    return next(person.avoid for person in store.people("oak") if person.name == "Ida Po")


def test_a_rule_stays_with_who_has_another_name_now(store, read, married):
    """Nobody is asked, since nobody else is called so; the former name still says who is meant."""
    assert (ids(store)["Jan Ulm"], avoided(store)) == (married, (married,))
    assert open_questions(store.people("oak")) == ()


@pytest.mark.parametrize("words", ["Jan Ost", "Ost, Jan", "Mr. Jan Ost (my cousin)"])
def test_a_newcomer_does_not_take_the_rule_of_a_former_name(store, read, married, words):
    """Two may be meant then: both stay apart from her until somebody says who it is."""
    take_in(store, read(MARRIED.format(f'"{words}"', NEWCOMER)))
    newcomer = ids(store)["Jan Ost"]
    assert newcomer != married
    (question,) = open_questions(store.people("oak"))
    assert (question.field, set(question.likely)) == ("avoid", {newcomer, married})
    assert married in avoided(store)


def test_a_name_on_papers_says_who_is_meant(store, read):
    """In the file that brings them, too."""
    text = "Name,Preferred name,Role,Avoid\nIda Po,,mentee,Robert Ost\nRobert Ost,Bo Ost,mentor,\n"
    take_in(store, read(text))
    assert avoided(store) == (ids(store)["Bo Ost"],)


def test_a_list_without_roles_brings_who_is_known_up_to_date(store, read):
    """Each keeps their role; who is new in it is an error, and says so."""
    take_in(store, read(FIRST))
    plan, change = take_in(store, read("Name,Branch\nAna Silva,Oak\nAda Brandt,Elm\nEva Ra,Ash\n"))
    assert len(change.changed) == 2
    assert {person.name: (person.roles, person.branch) for person in store.people("oak")} == {
        "Ana Silva": (("mentee",), "Oak"),
        "Ada Brandt": (("mentor",), "Elm"),
    }
    assert [(problem.level, problem.row) for problem in plan.problems()] == [("error", 4)]


@pytest.mark.parametrize("columns", ["Avoid,Conflict of interest", "Supervisor,Second supervisor"])
def test_a_blank_in_one_of_two_columns_of_a_rule_takes_nobody_out(store, read, columns):
    """Each column keeps its own: whom the first named is still meant."""
    people = "Ida Po,i@x.example,mentee,{}\nJan Ost,j@x.example,mentor,,\nTim Falk,t@x.example,mentor,,\n"
    take_in(store, read(f"Name,Email,Role,{columns}\n" + people.format("Jan Ost,")))
    take_in(store, read(f"Name,Email,Role,{columns}\n" + people.format(",Tim Falk")))
    ida = next(person for person in store.people("oak") if person.name == "Ida Po")
    named = ida.avoid or tuple(ida.supervisor.split("; "))
    assert set(named) == {ids(store)["Jan Ost"], ids(store)["Tim Falk"]}


def test_a_new_boss_with_a_blank_address_is_the_only_one(store, read):
    """Name and address of one boss are one column in two."""
    header = "Name,Email,Role,Supervisor,Supervisor email\n"
    people = "Ida Po,i@x.example,mentee,{}\nJan Ost,j@x.example,mentor,,\nTim Falk,t@x.example,mentor,,\n"
    other = "Una Bo,u@x.example,mentee,Jan Ost,j@x.example\n"
    take_in(store, read(header + people.format("Jan Ost,j@x.example") + other))
    take_in(store, read(header + people.format("Tim Falk,") + other))
    ida = next(person for person in store.people("oak") if person.name == "Ida Po")
    assert ida.supervisor == ids(store)["Tim Falk"]


@pytest.mark.parametrize("text", ["Please not with Robert Ost", "Robert Ost is my ex, Bo knows."])
def test_a_sentence_with_the_name_on_papers_is_asked_about(store, read, text):
    """As one with the name that somebody uses."""
    rows = f'Ida Po,,mentee,"{text}"\nRobert Ost,Bo Ost,mentor,\n'
    take_in(store, read(f"Name,Preferred name,Role,Comments\n{rows}"))
    assert [question.field for question in open_questions(store.people("oak"))] == ["column"]


def test_a_file_without_a_column_for_it_takes_no_chosen_name_off(store, tmp_path):
    """Beside another file that has one."""
    mentees, mentors = tmp_path / "mentees.csv", tmp_path / "mentors.csv"
    mentees.write_text("Name,Preferred name,Email,Role\nRobert Miller,Rose Miller,r@x.example,mentee\n")
    take_in(store, read_roster(mentees))
    mentees.write_text("Name,Email,Role\nRobert Miller,r@x.example,mentee\n")
    mentors.write_text("Name,Preferred name,Email,Role\nJan Ost,,j@x.example,mentor\n")
    take_in(store, read_roster(mentees, mentors))
    assert set(ids(store)) == {"Rose Miller", "Jan Ost"}
