"""Keys of personal links."""

from __future__ import annotations

import dataclasses
import doctest
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorwidgets import doors
from mentorwidgets.model import Invitation, Person

SECRET = bytes(range(32))
NOW = 2_000_000_000
LINK = Invitation(id="k" * 22, program="oak", role="mentee", person="ana", made=NOW, until=NOW + doors.DAY)
KEY = doors.make_key(SECRET, LINK)
LETTERS = st.characters(codec="ascii", categories=("Lu", "Ll", "Nd"))


def test_examples_in_docstrings_run():
    """What a docstring shows is what happens."""
    assert doctest.testmod(doors).failed == 0


def test_a_key_is_read_back():
    """The key of an invitation names it, until its end."""
    assert doors.read_key(SECRET, KEY, NOW) == LINK.id
    assert doors.read_key(SECRET, KEY, LINK.until - 1) == LINK.id


def test_a_key_ends_on_its_second():
    """At the end of its time a key is nobody's, and the clock is looked at when no time is given."""
    over = dataclasses.replace(LINK, until=1_700_000_000)
    assert doors.read_key(SECRET, KEY, LINK.until) is None
    assert doors.read_key(SECRET, doors.make_key(SECRET, over)) is None


@given(st.text(max_size=200) | st.from_regex(r"[A-Za-z0-9_-]{22}\.[0-9]{1,11}\.[a-z2-7]{52}", fullmatch=True))
def test_whatever_is_sent_no_stranger_comes_in(text):
    """Forged, odd and over-long texts are answered with nobody, never with an error."""
    assert doors.read_key(SECRET, text, NOW) is None


@given(st.integers(0, len(KEY) - 1), LETTERS)
def test_one_altered_letter_closes_the_door(place, letter):
    """No letter of a key can be another one."""
    altered = KEY[:place] + letter + KEY[place + 1 :]
    assert (doors.read_key(SECRET, altered, NOW) is not None) == (altered == KEY)


@given(st.integers(0, len(KEY) - 1))
def test_a_cut_key_opens_nothing(length):
    """What a mail program cut off is nobody's key."""
    assert doors.read_key(SECRET, KEY[:length], NOW) is None


@pytest.mark.parametrize("more", [" ", "\n", "\0", "x", "." * 500])
def test_a_key_with_something_added_opens_nothing(more):
    """A key is compared whole."""
    assert doors.read_key(SECRET, KEY + more, NOW) is None


def test_another_folder_has_other_keys():
    """A key is made with one folder's secret, and a later end is not signed."""
    later = KEY.replace(str(LINK.until), str(LINK.until + 1))
    assert doors.read_key(b"another secret", KEY, NOW) is None
    assert doors.read_key(SECRET, later, NOW) is None


@given(st.sampled_from(["office", "mentor", "mentee"]), st.integers(1, 99_999_999_999))
def test_keys_are_short_and_plain(role, until):
    """A key fits in a line of a mail and holds nothing that means something in a link or ends a sentence."""
    key = doors.make_key(SECRET, dataclasses.replace(LINK, role=role, until=until))
    assert len(key) <= doors.LONGEST
    assert re.fullmatch(r"[A-Za-z0-9_.-]*[a-z0-9]", key)


def test_the_same_link_has_the_same_key():
    """Nobody keeps keys: they are made again when they are asked for."""
    assert doors.make_key(SECRET, LINK) == KEY


def test_new_invitations_differ():
    """Two links for one person are two doors, each with an end of its own."""
    one, two = (doors.new_invitation("oak", "mentee", person="ana", days=days, by="Cora") for days in (1, 2))
    assert one.id != two.id
    assert (one.until - one.made, two.until - two.made) == (doors.DAY, 2 * doors.DAY)
    assert (one.by, one.uses, one.is_open(one.made)) == ("Cora", 0, True)


def test_the_newest_open_link_counts():
    """Ended and revoked links are passed over."""
    old = dataclasses.replace(LINK, id="o" * 22, until=NOW + 5)
    dead = dataclasses.replace(LINK, id="d" * 22, until=NOW + 9 * doors.DAY, revoked=NOW - 1)
    assert doors.open_link((old, LINK, dead), "ana", NOW) == LINK
    assert doors.open_link((old, dead), "ana", NOW + 5) is None
    assert doors.open_link((LINK,), "ben", NOW) is None


@pytest.mark.parametrize(("roles", "role"), [(("mentee",), "mentee"), (("mentor",), "mentor")])
def test_a_link_is_for_what_the_roster_says(roles, role):
    """People come as what they are."""
    assert doors.role_of(Person(id="ana", name="Ana", roles=roles)) == role


@pytest.mark.parametrize(
    "pasted", [KEY, f" {KEY}\n", f"https://mentors.example/in#{KEY}", f"http://127.0.0.1:8866/in#{KEY}"]
)
def test_a_pasted_address_is_understood(pasted):
    """People paste the whole address or the key, with blanks."""
    assert doors.read_key(SECRET, doors.key_in(pasted), NOW) == LINK.id
