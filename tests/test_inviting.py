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
from mentorwidgets.doors import DAY, address_of, id_in, is_key_of, key_in, new_invitation
from mentorwidgets.errors import ProgramError, ValueRefusedError
from mentorwidgets.model import Person
from mentorwidgets.roster.escapes import restored
from mentorwidgets.workbook import open_store

TWINS = [Person(id=f"kim{n}", name="Kim Lee", roles=("mentee",), email=f"kim{n}@oak.example") for n in (1, 2)]
ANA = PEOPLE[0]
ASKED = inviting.Asked(secret=b"secret", by="Cora")


@pytest.fixture
def store(tmp_path):
    """A program with three people and no link yet."""
    with open_store(make_folder(tmp_path / "library", OAK)) as opened:
        yield opened


def links(store, *people, role=None, is_renewed=False, **asked):
    """Links of these people, as Cora asks for them."""
    made = inviting.make_links(
        store, SLUG, people, dataclasses.replace(ASKED, **asked), role=role, is_renewed=is_renewed
    )
    return [one for _, one in made]


def states(store):
    """What became of everybody's link."""
    return {guest.name: guest.state for guest in inviting.guests(store, SLUG)}


def test_examples_in_docstrings_run():
    """What a docstring shows is what happens."""
    assert doctest.testmod(inviting).failed == 0


def test_links_are_made_once(store):
    """Who has a link that holds keeps it; others get one, in the role that the roster says."""
    first = links(store, ANA)
    both = links(store, *PEOPLE[:2], days=7)
    assert (both[0].link, both[0].key) == (first[0].link, "")
    assert [(link.person, link.role) for link, _ in both] == [("ana", "mentor"), ("ben", "mentee")]
    assert len(store.invitations(SLUG)) == 2


def test_a_key_is_told_once_and_kept_nowhere(store):
    """It opens its own link; what is kept of it opens nothing, and nobody can tell it again."""
    (link, key), other = links(store, ANA)[0], links(store, PEOPLE[1])[0]
    kept = store.invitation(link.id)
    assert (id_in(key), is_key_of(b"secret", key, kept), is_key_of(b"secret", other.key, kept)) == (
        link.id,
        True,
        False,
    )
    assert key.rpartition(".")[2] not in repr(dataclasses.asdict(kept))
    assert not is_key_of(b"secret", f"{key.rpartition('.')[0]}.{kept.proof}", kept)
    assert links(store, ANA)[0].key == ""


@pytest.mark.parametrize("role", [None, "mentor"])
def test_a_new_link_ends_the_old_one(store, role):
    """Said in the history, old before new does not matter: at no moment is there none; a coordinator's own stays."""
    store.add_invitations([new_invitation(SLUG, "coordinator", person="ana", name="Ana Silva")])
    old = links(store, ANA)[0].link
    new = links(store, ANA, role=role, is_renewed=True)[0]
    still = {(one.id == new.link.id, one.role) for one in store.invitations(SLUG) if one.is_open(time.time())}
    assert still == {(False, "coordinator"), (True, "mentor")}
    assert store.invitation(old.id).revoked
    assert [deed.kind for deed in store.deeds_about(SLUG, "ana")][:2] == ["link revoked", "link made"]
    again = inviting.renewed(store, new.link, ASKED)
    assert (again.link.person, again.link.role, store.invitation(new.link.id).revoked > 0) == ("ana", "mentor", True)


@pytest.mark.parametrize("shown", ["once", "list", ""])
def test_who_saw_a_link_is_in_the_history(store, shown):
    """Whoever makes one is named, and how they saw it."""
    links(store, ANA, shown=shown)
    deed = store.deeds_about(SLUG, "ana")[0]
    assert (deed.kind, deed.actor, deed.told.get("shown", "")) == ("link made", "Cora", shown)


def test_the_life_of_a_link(store):
    """None, not used, used, taken back, and with a new one not used again."""
    assert states(store)["Ana Silva"] == "none"
    link = links(store, ANA)[0].link
    assert states(store)["Ana Silva"] == "unused"
    store.note_use(link.id, time.time())
    assert states(store)["Ana Silva"] == "used"
    store.revoke(link.id, time.time(), "Cora")
    assert states(store)["Ana Silva"] == "revoked"
    assert links(store, ANA)[0].link.id != link.id
    assert states(store)["Ana Silva"] == "unused"


def test_a_link_that_is_over_is_shown_as_such(store):
    """When its days have passed, a link is over, and a new one is made for whoever asks."""
    past = new_invitation(SLUG, "mentor", person="ana", days=1)
    store.add_invitations([dataclasses.replace(past, made=0, until=DAY)])
    assert states(store)["Ana Silva"] == "over"
    assert links(store, ANA)[0].link.is_open(time.time())


def test_guests_come_after_the_roster(store):
    """Coordinators and trainers, who are not on the roster, stand behind the people by name."""
    inviting.link_for(store, SLUG, "  Tom \n Ode ", "trainer", ASKED)
    assert [guest.name for guest in inviting.guests(store, SLUG)] == ["Ana Silva", "Ben Carter", "Eva Novak", "Tom Ode"]


@pytest.mark.parametrize(("name", "role", "days"), [
    ("", "coordinator", 9), ("x" * 201, "trainer", 9), ("Mia", "mentor", 9), ("Mia", "office", 9),
    ("Mia", "trainer", 0), ("Mia", "trainer", 731), ("Mia", "trainer", float("nan")),
])  # fmt: skip
def test_guests_that_cannot_be(store, name, role, days):
    """No name, a role of the roster or above all programs, or days that no link holds."""
    with pytest.raises(ValueRefusedError):
        inviting.link_for(store, SLUG, name, role, dataclasses.replace(ASKED, days=days))
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
    assert key_in(address_of("https://mentors.example/base/", "abc")) == "abc"
    assert address_of("https://mentors.example/base/", "abc").startswith("https://mentors.example/base/in#")


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
