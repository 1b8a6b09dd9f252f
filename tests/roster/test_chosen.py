"""A chosen name is taken where a header asks for one and nothing else, and where the cell is a name and nobody else's."""

from __future__ import annotations

import pytest
from made import roster

ELSE = [
    ("Mentor (preferred name)", "Jan Ost"), ("Preferred name of mentor", "Jan Ost"),
    ("Mentor's preferred name", "Jan Ost"), ("Last year's mentor (preferred name)", "Jan Ost"),
    ("Best time to call you", "Morning"), ("When can we call you?", "Morning"),
    ("Number where we can call you", "555"), ("Initials", "IP"), ("Initials (I agree to the rules)", "IP"),
    ("Language you would like us to use", "Spanish"), ("Which email would you like us to use", "work"),
    ("Which meeting tool would you like us to use", "Zoom"), ("Which topics would you like us to use", "Maps"),
    ("Preferred", "Zoom"), ("Preferred name of your child", "Kim"), ("Preferred name of branch", "Oak"),
    ("Name you go by on Slack", "ida po"), ("Preferred username", "idap"), ("Your initials", "IP"),
    ("Initials please", "IP"), ("How should we call you: phone or Zoom?", "Zoom"),
    ("Which number should we call you on?", "Home"), ("Name of the person we can call", "Kim"),
    ("What do your students call you?", "Coach"), ("Preferred name for your team", "Owls"),
    ("Preferred platform name", "Zoom"), ("Preferred pet name", "Rex"), ("Name you use on Discord", "ida"),
    ("Preferred name of emergency contact", "Kim Lee"), ("Wann sollen wir Sie anrufen?", "Morgens"),
    ("Sprache, die wir nutzen sollen", "Deutsch"), ("Bevorzugter Name der Zweigstelle", "Oak"),
    ("Quand pouvons-nous vous appeler ?", "Matin"), ("Prénom préféré de votre enfant", "Kim"),
    ("Langue préférée", "Français"), ("¿Cuándo podemos llamarle?", "Mañana"),
    ("Nombre preferido del mentor", "Jan Ost"), ("Nombre preferido de su hijo", "Kim"),
    ("Preferred name of supervisor", "Kim Lee"), ("Nickname of your mentor", "Jan"),
    ("Parent's preferred name", "Kim"), ("Preferred title", "Ms"), ("Preferred pronouns and name", "she"),
    ("Call me between", "9"), ("Call you back?", "Yes"), ("Nickname for the library", "Owl"),
    ("Known as expert in", "Maps"), ("Preferred color name", "Red"),
]  # fmt: skip
ASKED = [
    "Preferred name", "Nickname", "Goes by", "What should we call you?", "How should we address you?",
    "Comment souhaitez-vous être appelé ?", "¿Cómo te gusta que te llamen?", "Display Name", "Bevorzugter Name",
    "Prénom choisi", "Nombre preferido", "Wie möchten Sie genannt werden?", "Wie sollen wir dich nennen?",
    "Name you go by", "Name for your badge", "Name to use", "Initials or nickname", "Preferred first name", "AKA",
    "Also known as", "What would you like to be called?", "What name do you use?",
    "Chosen name (if different from legal name)", "Preferred name (optional)", "¿Cómo te llamamos?",
    "Comment devons-nous vous appeler ?", "Name you want to be called by", "Preferred Full Name",
]  # fmt: skip
UNCLEAR = [
    "Bob - but Robert on paper", "Robert or Bob", "Coach Bob", "Robert, Bob", "Bob and Robert", "Bob?", "bob_m", "Uncle Bob", "Bob oder Robert", "Bob, aber Robert",
    "Bob ou Robert", "Jan Ost", "Ost, Jan",
]  # fmt: skip
SIGNS = ["Bob!", "Bob;", "Bob\u200b", "Bob\u00ad", "\u201cBob\u201d", "Bob,"]


def names(text):
    """The names of everybody in a roster."""
    return [person.name for person in roster(text).people]


@pytest.mark.parametrize(("header", "cell"), ELSE)
def test_headers_that_ask_for_something_else(header, cell):
    """Times, languages, tools, signatures, and the names of others rename nobody."""
    text = f'Name,Role,"{header}"\nIda Po,mentee,"{cell}"\nJan Ost,mentor,\nKim Lee,mentor,\n'
    assert names(text) == ["Ida Po", "Jan Ost", "Kim Lee"]


@pytest.mark.parametrize("header", ASKED)
def test_headers_that_ask_for_the_chosen_name(header):
    """In four languages, with all the words that such a question may have."""
    assert names(f'Name,Role,"{header}"\nIda Po,mentee,Bo\nJan Ost,mentor,\n') == ["Bo Po", "Jan Ost"]


@pytest.mark.parametrize("heads", ["Name", "First name,Last name"])
@pytest.mark.parametrize("cell", UNCLEAR)
def test_cells_that_are_no_name_for_certain(cell, heads):
    """Two names, a title, and the name of somebody else on the list are asked about, and change nothing."""
    robert, jan = ("Robert Miller", "Jan Ost") if heads == "Name" else ("Robert,Miller", "Jan,Ost")
    found = roster(f'{heads},Preferred name,Role\n{robert},"{cell}",mentee\n{jan},,mentor\n')
    assert [person.name for person in found.people] == ["Robert Miller", "Jan Ost"]
    assert (2, "Preferred name", "warning") in [(one.row, one.column, one.level) for one in found.problems]


@pytest.mark.parametrize("cell", SIGNS)
def test_signs_behind_a_name(cell):
    """What stands behind a name, or cannot be seen, is no part of it."""
    assert names(f'Name,Preferred name,Role\nRobert Miller,"{cell}",mentee\n') == ["Bob Miller"]


@pytest.mark.parametrize(
    "head",
    [
        "Preferred First Name,Last Name,Legal First Name",
        "Rufname,Nachname,Vorname",
        "Pr\u00e9nom d'usage,Nom,Pr\u00e9nom",
    ],
)
def test_no_legal_first_name(head):
    """A personnel system fills the legal first name in only where it differs: the surname stays."""
    found = roster(f"{head},Role\nBob,Miller,Robert,mentee\nJan,Ost,,mentor\nTim Falk,Falk,,mentor\n")
    assert [(one.name, [note.text for note in one.notes]) for one in found.people] == [
        ("Bob Miller", ["Robert Miller"]),
        ("Jan Ost", []),
        ("Tim Falk", []),
    ]


def test_a_display_name_beside_the_legal_one():
    """The display name is shown, and the full legal name is the one on their papers."""
    (bob,) = roster("Display name,Full legal name,Role\nBob Miller,Robert Miller,mentor\n").people
    assert (bob.name, [(note.label, note.text) for note in bob.notes]) == (
        "Bob Miller",
        [("Legal name", "Robert Miller")],
    )


@pytest.mark.parametrize(
    "header",
    ["Employee preferred name", "Student preferred name", "Preferred name of participant", "Staff chosen name"],
)
def test_exports_say_whose_name_it_is(header):
    """That of the person of the row."""
    assert names(f"Name,{header},Role\nRobert Miller,Alex Miller,mentee\n") == ["Alex Miller"]
