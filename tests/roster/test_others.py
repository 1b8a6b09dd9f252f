"""Headers that speak of other people: whom somebody must not be paired with, their boss, whose address it is."""

from __future__ import annotations

import pytest
from made import roster

from mentorwidgets.roster.lexicon import meanings

APART = [
    "Is there anyone you would prefer not to be matched with?", "Who should we not pair you with?",
    "Anyone we should not match you with", "People I cannot be matched with", "Unwanted mentors", "Separate from",
    "Block list", "Anyone you would not feel comfortable working with? (confidential)", "Persons I don't want",
    "Nicht zusammen mit", "Nicht mit", "Ne pas jumeler avec", "No emparejar con", "Bitte nicht mit",
    "Mit wem möchten Sie nicht zusammenarbeiten?", "Wen sollen wir nicht mit Ihnen zusammenbringen?",
    "Nicht koppeln mit", "Avec qui ne souhaitez-vous pas être jumelé ?", "À ne pas jumeler avec",
    "Personnes à éviter", "Con quién no desea trabajar", "No asignar con", "Personas a evitar", "Niet koppelen met",
    "Met wie wilt u niet gekoppeld worden?", "Vermijden", "Não emparelhar com", "Pessoas a evitar",
    "Não quero ser pareado com", "Non abbinare con", "Persone da evitare", "Da non abbinare con",
    "Cannot work with", "Can't be paired with", "I won't work with", "Please don't match me with",
    "Don't want to be paired with", "Never match with", "Keep away from", "Keep separate from",
    "Exclude from matching with", "Anyone to exclude?", "Excluded mentors", "Blocked", "Blocklist",
    "Who would you rather not work with?", "Mentors you do not want",
    "Names of people you'd prefer not to be matched to",
    "Anyone you should not be paired with for personal reasons", "Do you have a conflict of interest with anyone?",
    "Not to be paired with", "Must not be matched with", "Avoid matching with", "Avoid", "No match with",
    "Incompatible with", "Not compatible with", "Veto", "Unable to work with",
]  # fmt: skip
BOSS = [
    "Team lead", "Team leader", "Boss's name", "Boss", "Vorgesetzte", "Vorgesetzter", "Vorgesetzte/r",
    "Name der Führungskraft", "Teamleitung", "Abteilungsleitung", "Supérieur hiérarchique",
    "Responsable hiérarchique", "Nom du supérieur", "N+1", "Chef de service", "Jefe directo", "Jefa", "Supervisora",
    "Nombre del jefe", "Leidinggevende", "Naam leidinggevende", "Chefe", "Superior direto", "Gestor", "Capo",
    "Responsabile", "Superiore diretto", "Who do you report to?", "To whom do you report?", "Person I report to",
    "Direct report of", "Reporting manager", "Reporting to", "Your boss", "Head librarian you report to",
    "Line manager's name", "Who is your manager?", "Branch manager", "Your lead", "Current lead", "Manager (name)",
    "Immediate supervisor", "Supervisor's name", "Supervising librarian", "Managed by", "Who supervises you?",
    "Who manages you?", "Immediate supervisor's email", "Supervisor's email address",
    "Your manager's email address", "Manager's e-mail", "Manager email", "Supervisor email", "E-mail of supervisor",
    "Email (of your supervisor)", "Line manager e-mail", "Boss's email", "E-Mail der Führungskraft",
    "E-Mail des Vorgesetzten", "Courriel du supérieur", "Correo electrónico del jefe", "E-mail leidinggevende",
    "E-mail do gestor",
]  # fmt: skip
NEITHER = [
    "Days you are NOT available", "Languages you do not speak", "Library you would rather not visit",
    "Times you cannot meet", "Do you have experience working with teens?", "Years as a manager",
    "Have you discussed this with your supervisor?", "Supervisor's title", "Supervisor phone number",
    "Management experience", "What do you not want in a mentor?", "I do not wish to be contacted", "Do not contact",
    "Anything you would rather not discuss?", "Topics to avoid", "Foods to avoid", "Exclude from mailing list",
    "Why are you not working?", "Describe a conflict at work", "Status (matched/not matched)", "Matched with",
    "I have no preference who I am matched with", "Would you like to be matched with a non-binary mentor?",
    "People you have not met", "Would you be comfortable working with a mentor of another gender?",
    "How many people report to you?", "Is there anyone you would like to be matched with?",
    "Do you prefer a mentor with a technical career? We try to match you as you prefer, but we can't promise it",
]  # fmt: skip
OWN = [
    "Alternate email", "Personal email", "Work email", "Preferred email", "School email", "Library email",
    "Email Address", "Your email", "Mentor email", "Mentee email", "Student email", "Staff email",
    "Participant's email", "Best email to reach you", "What is your email?", "Email of the mentee",
    "Mentor's email", "Email (personal)", "Contact email", "Your email (we won't share it)",
    "Please enter your email (not your manager's)",
]  # fmt: skip
ANOTHERS = [
    "Director's email", "Guardian email address", "Emergency contact email", "Nominator email",
    "Your mentor's email", "Assistant's email", "Parent email", "Parent/guardian e-mail", "Mother's email",
    "Email of parent", "Referred by (email)", "Referee email", "Reference email", "Recommender's e-mail address",
    "Teacher email", "Coach email", "E-Mail-Adresse der Eltern", "Courriel du parent", "Correo de los padres",
    "E-mail ouder", "Spouse email", "Friend's email", "Email of your mentor", "Coordinator email", "HR email",
    "Who nominated you? (email)", "Sponsor email", "Principal's email", "Counselor e-mail", "Advisor email",
]  # fmt: skip


@pytest.mark.parametrize("header", APART)
def test_whom_somebody_must_not_be_paired_with(header):
    """By its parts, in seven languages: a "not" beside "paired" or "work", or a word that says it alone."""
    assert meanings(header)[0].field == "avoid"


@pytest.mark.parametrize("header", BOSS)
def test_to_whom_somebody_reports(header):
    """A boss, manager, lead or whatever they are called, also by their address."""
    assert meanings(header)[0].field == "supervisor"


@pytest.mark.parametrize("header", NEITHER)
def test_other_things_are_no_rule(header):
    """Days, topics, experience, titles and wishes are no list of people to keep apart."""
    assert {meaning.field for meaning in meanings(header)}.isdisjoint({"avoid", "supervisor"})


@pytest.mark.parametrize("header", OWN)
def test_an_address_of_ones_own(header):
    """It stays the person's."""
    text = f'Name,Role,"{header}"\nIda Po,mentee,ida@x.example\nJan Ost,mentor,jan@x.example\n'
    assert [person.email for person in roster(text).people] == ["ida@x.example", "jan@x.example"]


@pytest.mark.parametrize("header", [*ANOTHERS, "Nominated by", "Referred by"])
def test_an_address_of_somebody_else_is_nobodys_own(header):
    """Also where it is the only one of the file: a link must never go there. It stays as a note."""
    text = f'Name,Role,"{header}"\nIda Po,mentee,kim@y.example\nJan Ost,mentor,lea@y.example\n'
    people = roster(text).people
    assert [(person.email, person.notes[0].text) for person in people] == [("", "kim@y.example"), ("", "lea@y.example")]


@pytest.mark.parametrize("header", ["Manager's e-mail", "Immediate supervisor's email", "E-Mail des Vorgesetzten"])
def test_a_bosss_address_is_the_rule(header):
    """Beside an address of one's own, or without one."""
    text = f'Name,Email,Role,"{header}"\nIda Po,ida@x.example,mentee,jan@x.example\nJan Ost,jan@x.example,mentor,\n'
    assert [(person.email, person.supervisor) for person in roster(text).people] == [
        ("ida@x.example", "jan@x.example"), ("jan@x.example", ""),
    ]  # fmt: skip


def test_name_and_address_of_a_boss_are_one_person():
    """Two columns, one person; where only one of them is filled in, that one."""
    text = (
        "Name,Role,Supervisor,Supervisor email\nIda Po,mentee,Kim Lee,kim@x.example\nUte Po,mentee,Kim Lee,\n"
        "Jan Ost,mentor,,kim@x.example\n"
    )
    told = [person.supervisor for person in roster(text).people]
    assert told == ["Kim Lee <kim@x.example>", "Kim Lee", "kim@x.example"]


@pytest.mark.parametrize("header", ["Anything to tell us", "Column D", "Zusatz", "備考"])
def test_a_column_that_names_people_is_a_problem_with_its_cells(header):
    """Row, column and people are said, and nothing of it is a rule yet; said to be a note, it is none."""
    text = f"Name,Role,Avoid,{header}\nIda Po,mentee,Kim Lee,Jan Ost\nJan Ost,mentor,,\nKim Lee,mentor,,\n"
    (problem,) = [one for one in roster(text).problems if "names people of this roster" in one.what]
    assert (problem.level, problem.column) == ("warning", header)
    assert "row 2: 'Jan Ost'" in problem.what


def test_a_cell_cut_by_its_comma_is_asked_about():
    """The second of two names stands behind the last header; no pair begins before it is said what it is."""
    found = roster("Name,Role,Avoid\nIda Po,mentee,Jan Ost,Tim Falk\nJan Ost,mentor,\nTim Falk,mentor,\n")
    assert [note.names for note in found.people[0].notes] == ["asked"]


@pytest.mark.parametrize(
    "header",
    [
        "Colleagues in my department", "Friends in the library", "Who else is at your branch?", "Person in my region", "About",
        "Goals or people", "Background", "Anyone in your department",
    ],
)  # fmt: skip
@pytest.mark.parametrize("cell", ["Jan Ost", "OST, Jan", "Not Jan Ost please", "jan@x.example"])
def test_a_column_that_we_think_we_know_is_asked_about_too(header, cell):
    """A word of ours above it, and below it somebody of the roster: it is asked what it is."""
    found = roster(f'Name,Email,Role,"{header}"\nIda Po,i@x.example,mentee,"{cell}"\nJan Ost,jan@x.example,mentor,\n')
    (problem,) = [one for one in found.problems if "names people of this roster" in one.what]
    assert problem.column == header
    assert "row 2" in problem.what
    assert found.people[0].notes[0].names == "asked"


@pytest.mark.parametrize("cell", ["Yes", "JO", "ja"])
@pytest.mark.parametrize("header", ["Avoid", "Conflict of interest?", "Do not pair with"])
def test_a_yes_leaves_open_who_must_be_avoided(header, cell):
    """It is asked who is meant: there is somebody."""
    found = roster(f"Name,Role,{header}\nIda Po,mentee,{cell}\nJan Ost,mentor,No\n", "people.csv")
    assert [problem.words for problem in found.problems if problem.words] == [cell]


@pytest.mark.parametrize("header", ["Supervisor rating", "Manager score", "Evaluation by supervisor"])
def test_a_rating_names_nobody(header):
    """Numbers below it are no people."""
    found = roster(f"Name,Role,{header}\nIda Po,mentee,4\nJan Ost,mentor,2\n", "people.csv")
    assert [person.supervisor for person in found.people] == ["", ""]
    assert not [problem for problem in found.problems if problem.words]


@pytest.mark.parametrize("header", ["Colleagues in my department", "Friends at your branch", "People in my library"])
def test_a_header_of_others_is_nobodys_own_place(header):
    """Names below it are asked about."""
    found = roster(f"Name,Role,{header}\nIda Po,mentee,J. Ost\nJan Ost,mentor,\n", "people.csv")
    assert [(note.text, note.names) for note in found.people[0].notes] == [("J. Ost", "asked")]


@pytest.mark.parametrize(
    ("first", "last", "said"), [("n/a", "n/a", ""), ("-", "", ""), ("(empty)", "(empty)", ""), ("Kim", "n/a", "Kim")]
)
def test_two_columns_of_one_boss_that_say_nothing_name_nobody(first, last, said):
    """And ask nothing."""
    text = f"Name,Role,Manager first name,Manager last name\nIda Po,mentee,{first},{last}\nUna Bo,mentee,Jan,Ost\nJan Ost,mentor,,\n"
    assert roster(text, "people.csv").people[0].supervisor == said
