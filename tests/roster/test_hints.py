"""Hints in and behind a header tell how to answer; they hide nothing and say nothing themselves."""

from __future__ import annotations

import re

import pytest
from made import roster

from mentorwidgets.roster.lexicon import meanings, sure_meanings

HINTS = [
    "{} (check all that apply)", "{} (please list up to three, separated by commas)", "{} [select one or more]", "{} *", "{}:", "{}?",
    "{} (optional)", "3. {}", "Q5: {}", "12) {}", "Question 4 - {}", "{}: please tell us in a few words what you would like", "{} - choose up to five",
    "{} Please choose at most three of the following answers", "{} (we use this only to find a good partner for you)", "{} (required) *",
    "{} (e.g. what your profile on the staff pages says)", "{}\nPick as many as you like", "  {}  ", "4.  {} (max. 200 words)",
    "{} \u2013 tick all that apply", "{} (bitte alle ankreuzen)", "{} (cochez toutes les r\u00e9ponses)", "{} (elija una o varias)",
    "{} (your answer is seen by your coordinator and nobody else)", "{} [optional] (one per line)", "(Required) {}",
]  # fmt: skip
ASKED = [
    ("Interests", "interests"), ("Hours that suit", "availability"), ("Departments of interest", "interests"), ("Other interests", "interests"),
    ("Availability", "availability"), ("Branch", "branch"), ("E-mail", "email"), ("First name", "first"), ("Job title", "position"),
    ("Languages", "languages"), ("Ways to meet", "modes"), ("Years of service", "years"), ("Do not pair with", "avoid"), ("Supervisor", "supervisor"),
    ("Mentees at most", "capacity"), ("Can help with", "offers"), ("Would like help with", "wants"), ("Hobbies", "hobbies"), ("Region", "region"),
    ("Time zone", "timezone"), ("Name", "name"),
]  # fmt: skip


@pytest.mark.parametrize("hint", HINTS)
@pytest.mark.parametrize(("header", "field"), ASKED)
def test_hints_hide_nothing(hint, header, field):
    """A header is understood with its number, its star and every kind of hint behind it."""
    found = meanings(" ".join(hint.format(header).split()))
    assert [meaning.field for meaning in found][:1] == [field]


@pytest.mark.parametrize(
    "hint", [hint for hint in HINTS if len(hint) < 45 and not re.search("few words|what your|Please|Pick", hint)]
)
def test_hints_at_a_check(hint):
    """A check is one with short hints; words that we don't know may ask for something else, and then nobody is cleared."""
    found = meanings(" ".join(hint.format("Background check").split()))
    assert [meaning.field for meaning in found][:1] == ["clearance"]


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Name (of your supervisor)", "supervisor"), ("Name (your current or most recent supervisor or line manager, please)", "supervisor"), ("Phone (the best number to reach you, with your availability)", ""),
        ("Comments (about your availability, your interests or anything else)", ""), ("I agree (that my name and e-mail address are kept)", ""),
        ("Anything else? Your interests, your goals", ""), ("LinkedIn profile (link to your page, please)", ""),
        ("Upload your short bio (PDF, please)", ""), ("Interests (outside of work)", "hobbies"), ("Emergency contact: name and phone", ""),
    ],
)  # fmt: skip
def test_words_that_are_no_hints(header, field):
    """Whose it is, and what is no field, is not taken for a hint."""
    assert next((meaning.field for meaning in meanings(header)), "") == field


def test_words_in_data_are_no_headers():
    """A text that only begins like a header of ours is none where headers are looked for."""
    assert sure_meanings("Interests: I like old maps and zines about them") == ()


def test_a_form_with_hints():
    """A whole form with long hints is read."""
    found = roster(
        '"1. Full name (first and last, please) *","2. Departments of interest (check all that apply)","3. Hours that suit (check all that apply)",'
        '"4. Other interests: anything that you would like to share"\nRosa Miller,"Archives, Reference","Mon 3-4 pm, Tue 4-5 pm",Chess\n'
    )
    (rosa,) = found.people
    assert (rosa.name, rosa.interests, len(rosa.availability)) == ("Rosa Miller", ("Archives", "Reference", "Chess"), 2)


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Interests (branch, department, languages)", "interests"), ("Goals (career, languages, supervisor skills)", "wants"),
        ("Bio (2-3 sentences; no supervisor names, no email)", "bio"), ("Name (first and last, as your supervisor writes it)", "name"),
        ("Would you like us to assign you (yes/no; no means you choose)?", "assign"), ("Years (not counting 2020)", "years"),
        ("Branch (where you work, not the one you live near)", "branch"), ("Languages (never mind the level)", "languages"),
        ("Availability (do not list times you are busy)", "availability"), ("Topics (books, games, supervisor)", "interests"),
    ],
)  # fmt: skip
def test_choices_in_brackets(header, field):
    """A list of choices in brackets, or a "not" of a hint, says nothing against the words before it."""
    assert [meaning.field for meaning in meanings(header)][:1] == [field]


@pytest.mark.parametrize(
    "header", ["Availability (times NOT free)", "Topics (not wanted)", "Hours (when you cannot meet)"]
)
def test_a_not_in_brackets(header):
    """A "not" in brackets that belongs to what is asked turns it round as before."""
    assert meanings(header) == ()
