"""Who is a mentor and who a mentee: told by a cell's whole sentence, and by the column whose cells say it."""

from __future__ import annotations

import pytest
from made import roster

from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.roster.roles import role_from_name, roles_from_text

MENTOR, MENTEE, BOTH = ("mentor",), ("mentee",), ("mentor", "mentee")
CELLS = {
    MENTOR: (
        "Mentor", "MENTOR", " Mentor.", "Mentore", "mentora", "Mentorin", "Mentorin(nen)", "MentorInnen", "Mentor*in",
        "Mentor:in", "Mentor_in", "Mentor/in", "Mentor/-in", "mentor\u00b7e", "mentor(a)", "peer mentor", "Lead mentor",
        "New mentor", "Student mentor", "mentor only", "Mentor 1", "Mentor (experienced)", "as a mentor", "Yes, mentor",
        "I would like to be a mentor", "I'm a mentor", "would like to mentor", "willing to mentor", "I want to become a mentor",
        "I am eligible and wish to be a mentor this cycle", "interested in being a mentor", "Mentor, not mentee",
        "mentor not mentee", "mentor; don't want a mentor", "looking for a mentee", "seeking mentees", "Mentor seeking mentee",
        "Ich möchte Mentorin sein", "je veux être mentor", "quiero ser mentora", "Parrain", "наставник", "メンター", "멘토", "Coach",
        "Mentor - I have experience to share", "Mentor: yes; mentee: no",
    ),
    MENTEE: (
        "mentee", "Mentoré", "Mentorée", "Mentorés", "Mentoré(e)", "mentoré\u00b7e", "mentoré.e", "mentoré-e", "MENTORÉ",
        "protégée", "mentorizada", "mentorado", "mentorado/a", "aprendiz", "filleule", "подопечный", "メンティー", "tutored", "Student",
        "Looking for mentor", "Mentor wanted", "Mentor needed", "needs mentor", "seek mentor", "without mentor",
        "find a mentor", "I would like to have a mentor", "I am looking for a mentor", "in need of a mentor", "be mentored",
        "mentee (not mentor)", "mentee, not a mentor", "mentee but not mentor", "Mentee seeking mentor", "only a mentee",
        "Mentor gesucht", "suche Mentor", "ohne Mentor", "je cherche un mentor", "besoin d'un mentor", "busco mentor",
        "sin mentor", "Mentee (needs a mentor)", "Mentee - I want to learn from others", "quiero ser mentorizada",
    ),
    BOTH: (
        "both", "Either", "either is fine", "mentor and mentee", "mentor/mentee", "Mentor; Mentee", "Both (mentor and mentee)",
        "beides", "ambos", "mentor & mentee", "mentor\nmentee", "mentor und mentee", "mentor et mentoré",
        "Mentor and would like a mentor", "want to be a mentor and have a mentor", "to be mentored and to mentor",
        "looking for mentor or mentee",
    ),
    None: (
        "mentor-in-training", "Mentor in training", "former mentee", "ex-mentor", "Former mentor, now mentee", "not a mentor",
        "not a mentee", "neither", "No", "Mentor: no", "not a mentor or a mentee", "I don't want a mentor", "unable to mentor",
        "Mentor - would like one", "mentor (not this year)", "Mentor?", "maybe mentor", "mentor (retired)", "mentor coordinator",
        "mentoring", "open to a mentor", "ready for a mentor", "I have a mentor", "no mentor", "my mentor", "Mentor of mentee",
        "interested in a mentor", "mentor for 2 mentees", "Potential mentor", "reverse mentor", "MentorÃ©", "mentor, please",
        "mentor me", "Librarian", "no longer a mentor", "mentor program", "mentor, but not this year",
    ),
}  # fmt: skip
NAMES = {
    "Backup mentors": "mentor", "Reserve mentors": "mentor", "Waiting list (mentees)": "mentee", "Teen mentees": "mentee",
    "Mentors from Elm": "mentor", "Mentorés": "mentee", "Mentoren": "mentor", "Mentor*innen": "mentor", "Our mentors": "mentor",
    "People who would like a mentor": "mentee", "People who want to mentor": "mentor", "Mentees without a mentor": "mentee",
    "Mentors without mentees": "mentor", "sample_data__large__mentees": "mentee", "North region": None, "Still unmatched": None,
    "Former mentors": None, "Mentoren und Mentees": None, "mentor program": None, "Not mentors": None,
}  # fmt: skip
HEADERS = [
    "Role (mentor, mentee, both)", "Role [mentor/mentee]", "I would like to be a (choose one) [mentor, mentee, both]",
    "My role this year", "I want to take part as", "How would you like to take part?", "Which are you?", "Type", "Group", "Track",
    "Status", "Category", "Title", "Participant", "Rolle", "\u00bfQu\u00e9 quieres ser?", "Je suis", "Kind", "Position", "Q7",
    "Looking to be", "Function", "Team", "School", "Interests",
]  # fmt: skip


@pytest.mark.parametrize(("text", "roles"), [(text, roles) for roles, texts in CELLS.items() for text in texts])
def test_cells(text, roles):
    """A cell is understood by its whole sentence, with its accents and its negations; else it is refused."""
    if roles is None:
        with pytest.raises(ValueRefusedError):
            roles_from_text(text)
    else:
        assert roles_from_text(text) == roles


@pytest.mark.parametrize(("name", "role"), NAMES.items())
def test_names(name, role):
    """A title tells a role also beside words that we do not know, but no role that somebody had or lacks."""
    assert role_from_name(name) == role


@pytest.mark.parametrize("header", HEADERS)
@pytest.mark.parametrize("partly", ["mentee", "mentor-in-training"])
def test_the_cells_decide(header, partly):
    """A column of nothing but words for roles is the role, whatever its header, and beats what a form asks mentors."""
    rows = f'Rosa Miller,mentee,\nJan Ost,mentor,2\nTim Falk,"{partly}",\n'
    found = roster(f'Name,"{header}",How many mentees can you take on\n{rows}', "people.csv")
    read = {person.name: person.roles for person in found.people}
    assert {name: read.get(name) for name in ("Rosa Miller", "Jan Ost")} == {"Rosa Miller": MENTEE, "Jan Ost": MENTOR}
    assert read.get("Tim Falk") == (MENTEE if partly == "mentee" else None)
    assert partly == "mentee" or {problem.row for problem in found.problems if problem.level == "error"} == {4}


@pytest.mark.parametrize(
    ("header", "first"),
    [("I am looking for", MENTOR), ("I am looking for a", MENTOR), ("Seeking", MENTOR), ("What do you need?", MENTOR)],
)
def test_whom_they_look_for(header, first):
    """Below "I am looking for" a mentee is wanted, and that is said; who wants a mentor is a mentee."""
    found = roster(f"Name,{header}\nJan Ost,mentee\nIda Po,mentor\n", "people.csv")
    assert [person.roles for person in found.people] == [first, MENTEE]
    assert any("looking for" in problem.what for problem in found.problems)


@pytest.mark.parametrize("header", ["Role last year", "Former role", "Partner's role", "Role of your match"])
def test_roles_of_others(header):
    """What somebody was, or what another is, is no role of theirs, nor does a question then make all of them mentors."""
    found = roster(f"Name,{header},How many mentees can you take on\nIda Po,mentee,\nJan Ost,mentor,2\n", "people.csv")
    assert found.people == ()
    assert {problem.row for problem in found.problems if problem.level == "error"} == {2, 3}


def test_two_columns_that_differ():
    """Two columns of roles that say different things, neither with a header that we know: asked, row by row."""
    found = roster("Name,Part A,Part B\nIda Po,mentee,mentor\nJan Ost,mentor,mentor\n", "people.csv")
    assert found.people == ()


def test_unclear_role_beats_the_file():
    """Who says something of a role that is not understood is asked about, also in a file of mentors."""
    found = roster("Name,Role\nJan Ost,mentor\nIda Po,mentor-in-training\nUte Lang,\n", "mentors.csv")
    assert [person.name for person in found.people] == ["Jan Ost", "Ute Lang"]
    assert [problem.row for problem in found.problems if problem.level == "error"] == [3]


def test_mentore_in_two_languages():
    """ "Mentore" is a mentor in an Italian list; beside "Mentor" it may be French without its accent, and is asked."""
    italian = roster("Nome,Ruolo\nIda Po,Mentore\nJan Ost,Mentee\n", "people.csv")
    assert [person.roles for person in italian.people] == [MENTOR, MENTEE]
    french = roster("Name,Rôle\nIda Po,Mentore\nJan Ost,Mentor\n", "people.csv")
    assert [person.name for person in french.people] == ["Jan Ost"]


@pytest.mark.parametrize(
    "text",
    [
        "Name,I would like to be a mentor,I would like to have a mentor,Newsletter\nJan Ost,Yes,No,No\nTim Falk,Yes,Yes,Yes\nUte Lang,No,Yes,No\n",
        "Name,Mentor,Mentee,Newsletter\nJan Ost,1,0,1\nTim Falk,1,1,0\nUte Lang,0,1,1\n",
        "Name,Mentor,Mentee,Both,Newsletter\nJan Ost,x,,,x\nTim Falk,,,x,\nUte Lang,,x,,x\n",
        "Name,Newsletter,Mentor?,Mentee?,Photo\nJan Ost,TRUE,TRUE,FALSE,TRUE\nTim Falk,FALSE,TRUE,TRUE,TRUE\nUte Lang,TRUE,FALSE,TRUE,TRUE\n",
        "Name,Mentoré,Mentor\nJan Ost,non,oui\nTim Falk,oui,oui\nUte Lang,oui,non\n",
        "Name,Want a mentor,Want to mentor,Photo\nJan Ost,n,y,y\nTim Falk,y,y,y\nUte Lang,y,n,n\n",
    ],
)  # fmt: skip
def test_ticks_for_both_roles(text):
    """Ticked columns for both roles keep the second one, also among other ticked columns."""
    found = roster(text, "people.csv")
    assert [person.roles for person in found.people] == [MENTOR, BOTH, MENTEE]


def test_roles_without_a_header():
    """In a list without headers the column of roles is seen, too."""
    found = roster("Jan Ost,mentor,j@x.example\nUte Lang,mentee,u@x.example\nAl Bo,both,a@x.example\n", "people.csv")
    assert [(person.name, person.roles) for person in found.people] == [
        ("Jan Ost", MENTOR),
        ("Ute Lang", MENTEE),
        ("Al Bo", BOTH),
    ]


@pytest.mark.parametrize(
    "header",
    [
        "Returning mentor", "New mentor", "Would mentor again", "Interested in mentoring", "Student", "Coach", "Buddy", "Teen",
        "Youth", "Learner", "Apprentice", "Mentor?", "Can mentor", "Needs mentor", "Mentor", "Mentee", "Willing to mentor",
        "Has a mentor", "Peer mentor", "Trained as a mentor", "Would you like to be a mentor?", "Neuer Mentor", "Both",
    ],
)  # fmt: skip
def test_a_tick_changes_no_role(header):
    """Where a column says who is what, ticks below another word for a role add none and refuse nobody: a note."""
    found = roster(
        f"Name,Role,{header}\nIda Po,mentee,Yes\nUna Bo,mentee,No\nJan Ost,mentor,Yes\nTim Falk,mentor,No\n", "p.csv"
    )
    assert [person.roles for person in found.people] == [MENTEE, MENTEE, MENTOR, MENTOR]
    assert [[note.text for note in person.notes] for person in found.people] == [["Yes"], ["No"], ["Yes"], ["No"]]
    assert not [problem for problem in found.problems if problem.level == "error"]


@pytest.mark.parametrize("header", ["Returning mentor", "New mentor?", "Experienced mentor", "Current mentor"])
def test_no_denies_no_role(header):
    """Who is no returning mentor may be a new one: in a list of mentors everybody stays one."""
    found = roster(f"Name,{header}\nJan Ost,Yes\nTim Falk,No\n", "mentors.csv")
    assert [person.roles for person in found.people] == [MENTOR, MENTOR]


@pytest.mark.parametrize(
    ("header", "roles"),
    [
        ("I will mentor", [MENTOR]), ("Will mentor", [MENTOR]), ("I will be a mentor", [MENTOR]), ("Will you mentor?", [MENTOR]),
        ("Mentor (Y) or mentee (N)", None), ("Mentor/mentee", None), ("Find me a mentee", None), ("Ready for a mentee", None),
    ],
)  # fmt: skip
def test_a_header_that_says_it(header, roles):
    """Who will mentor is a mentor; a yes below "mentor or mentee" is asked about, and a no makes nobody a mentor."""
    found = roster(f"Name,Email,{header}\nIda Po,i@x.example,Yes\nUna Bo,u@x.example,No\n", "people.csv")
    assert "Una Bo" not in [person.name for person in found.people]
    if roles:
        assert [person.roles for person in found.people] == roles
    else:
        assert all(len(person.roles) == 1 and person.roles != MENTEE for person in found.people)
