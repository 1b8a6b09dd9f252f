"""Personal links for the people of a program."""

from __future__ import annotations

import csv
import dataclasses
import doctest
import io
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from served import OAK, PEOPLE, SLUG, make_folder

from mentorwidgets import inviting
from mentorwidgets.doors import DAY, new_invitation, read_key
from mentorwidgets.errors import ProgramError, ValueRefusedError
from mentorwidgets.model import Person
from mentorwidgets.roster.escapes import restored
from mentorwidgets.workbook import open_store

TWINS = [Person(id=f"kim{n}", name="Kim Lee", roles=("mentee",), email=f"kim{n}@oak.example") for n in (1, 2)]
ANA = PEOPLE[0]


@pytest.fixture
def store(tmp_path):
    """A program with three people and no link yet."""
    with open_store(make_folder(tmp_path / "library", OAK)) as opened:
        yield opened


def states(store):
    """What became of everybody's link."""
    return {guest.name: guest.state for guest in inviting.guests(store, SLUG)}


def test_examples_in_docstrings_run():
    """What a docstring shows is what happens."""
    assert doctest.testmod(inviting).failed == 0


def test_links_are_made_once(store):
    """Who has a link that holds keeps it; others get one, in the role that the roster says."""
    first = inviting.ensure_links(store, SLUG, [ANA], by="Cora")
    both = inviting.ensure_links(store, SLUG, PEOPLE[:2], days=7, by="Cora")
    assert both[0] == first[0]
    assert [(link.person, link.role) for _, link in both] == [("ana", "mentor"), ("ben", "mentee")]
    assert len(store.invitations(SLUG)) == 2


def test_the_life_of_a_link(store):
    """None, not used, used, taken back, and with a new one not used again."""
    assert states(store)["Ana Silva"] == "none"
    link = inviting.ensure_links(store, SLUG, [ANA], by="Cora")[0][1]
    assert states(store)["Ana Silva"] == "unused"
    store.note_use(link.id, time.time())
    assert states(store)["Ana Silva"] == "used"
    store.revoke(link.id, time.time(), "Cora")
    assert states(store)["Ana Silva"] == "revoked"
    assert inviting.ensure_links(store, SLUG, [ANA], by="Cora")[0][1].id != link.id
    assert states(store)["Ana Silva"] == "unused"


def test_a_link_that_is_over_is_shown_as_such(store):
    """When its days have passed, a link is over, and a new one is made for whoever asks."""
    past = new_invitation(SLUG, "mentor", person="ana", days=1)
    store.add_invitations([dataclasses.replace(past, made=0, until=DAY)])
    assert states(store)["Ana Silva"] == "over"
    assert inviting.ensure_links(store, SLUG, [ANA], by="Cora")[0][1].is_open(time.time())


def test_guests_come_after_the_roster(store):
    """Coordinators and trainers, who are not on the roster, stand behind the people by name."""
    inviting.link_for(store, SLUG, "  Tom \n Ode ", "trainer", by="Cora")
    assert [guest.name for guest in inviting.guests(store, SLUG)] == ["Ana Silva", "Ben Carter", "Eva Novak", "Tom Ode"]


@pytest.mark.parametrize(("name", "role", "days"), [
    ("", "coordinator", 9), ("x" * 201, "trainer", 9), ("Mia", "mentor", 9), ("Mia", "office", 9),
    ("Mia", "trainer", 0), ("Mia", "trainer", 731), ("Mia", "trainer", float("nan")),
])  # fmt: skip
def test_guests_that_cannot_be(store, name, role, days):
    """No name, a role of the roster or above all programs, or days that no link holds."""
    with pytest.raises(ValueRefusedError):
        inviting.link_for(store, SLUG, name, role, days=days, by="Cora")
    assert store.invitations(SLUG) == ()


@pytest.mark.parametrize("words", ["kim1", "KIM1", "kim1@oak.example", " Kim1@Oak.example "])
def test_people_are_found(words):
    """By id, e-mail or name, whatever the case."""
    assert inviting.find_person([*PEOPLE, *TWINS], words).id == "kim1"


@pytest.mark.parametrize("words", ["", "Kim Lee", "Kim", "nobody@oak.example"])
def test_doubtful_people_are_asked_about(words):
    """Nobody is guessed: an address in the wrong hands opens a private page."""
    with pytest.raises(ProgramError):
        inviting.find_person([*PEOPLE, *TWINS], words)


def test_an_address_opens_its_link_only():
    """The address holds the key behind the #, where no server and no proxy sees it."""
    link = new_invitation(SLUG, "mentee", person="ben")
    server, _, key = inviting.address_for(b"secret", "https://mentors.example/base/", link).partition("#")
    assert (server, read_key(b"secret", key)) == ("https://mentors.example/base/in", link.id)


@given(st.text(max_size=30), st.text(max_size=30))
def test_the_mail_merge_comes_back_exactly(name, email):
    """Any name and address survive a spreadsheet, and none is a formula in it."""
    link = new_invitation(SLUG, "mentee", name=name)
    guest = inviting.Guest(person="x", name=name, email=email, role="mentee", link=link, state="unused")
    rows = list(
        csv.reader(
            io.StringIO(inviting.mail_merge([(guest, "https://m.example/in#k")]).decode("utf-8-sig"), newline="")
        )
    )
    assert rows[0] == list(inviting.COLUMNS)
    assert not [cell for cell in rows[1] if cell[:1] in "=+-@\t" and cell]
    if name == name.strip() and email == email.strip():
        assert [restored(cell) for cell in rows[1][:2]] == [name, email]
