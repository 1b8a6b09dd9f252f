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
NEW = doors.new_key(SECRET, LINK)
BOTH = pytest.mark.parametrize(("link", "key"), [(LINK, KEY), NEW], ids=["signed", "proved"])
LETTERS = st.characters(codec="ascii", categories=("Lu", "Ll", "Nd"))


def test_examples_in_docstrings_run():
    """What a docstring shows is what happens."""
    assert doctest.testmod(doors).failed == 0


def read(secret, text, link=LINK):
    """Whose key that is, when the link that it names is this one."""
    return link.id if doors.id_in(text) == link.id and doors.is_key_of(secret, text, link) else None


@BOTH
def test_a_key_is_read_back(link, key):
    """The key of an invitation is that of no other."""
    other = dataclasses.replace(link, id="o" * 22)
    assert (read(SECRET, key, link), doors.is_key_of(SECRET, key, other)) == (link.id, False)


def test_a_key_ends_on_its_second():
    """What lets in is the invitation, and at the end of its time it does no more; its end cannot be put off."""
    later = dataclasses.replace(LINK, until=LINK.until + 1)
    assert (LINK.is_open(LINK.until - 1), LINK.is_open(LINK.until)) == (True, False)
    assert read(SECRET, KEY, later) is None
    assert doors.id_in(KEY) == LINK.id


@BOTH
@given(st.text(max_size=200) | st.from_regex(r"[A-Za-z0-9_-]{22}\.[0-9]{1,11}\.[a-z2-7]{52}", fullmatch=True))
def test_whatever_is_sent_no_stranger_comes_in(link, key, text):
    """Forged, odd and over-long texts are answered with nobody, never with an error."""
    del key
    assert read(SECRET, text, link) is None
    assert read(SECRET, f"{link.id}.{int(link.until)}.{text}", link) is None


@BOTH
@given(st.integers(0, len(KEY) - 1), LETTERS)
def test_one_altered_letter_closes_the_door(link, key, place, letter):
    """No letter of a key can be another one."""
    altered = key[:place] + letter + key[place + 1 :]
    assert (read(SECRET, altered, link) is not None) == (altered == key)


@BOTH
@given(st.integers(0, len(KEY) - 1))
def test_a_cut_key_opens_nothing(link, key, length):
    """What a mail program cut off is nobody's key."""
    assert read(SECRET, key[:length], link) is None


@BOTH
@pytest.mark.parametrize("more", [" ", "\n", "\0", "x", "." * 500])
def test_a_key_with_something_added_opens_nothing(link, key, more):
    """A key is compared whole."""
    assert read(SECRET, key + more, link) is None


@BOTH
def test_another_folder_has_other_keys(link, key):
    """A key is proved with one folder's secret, and a later end is not proved."""
    later = key.replace(str(link.until), str(link.until + 1))
    assert read(b"another secret", key, link) is None
    assert read(SECRET, later, link) is None


def test_a_new_link_has_no_signed_key():
    """Nobody who holds the database and the secret can make the key of a link that has a proof, nor show it again."""
    assert read(SECRET, doors.make_key(SECRET, NEW.link), NEW.link) is None
    assert read(SECRET, NEW.key, dataclasses.replace(NEW.link, proof="")) is None
    assert doors.new_key(SECRET, LINK).key != NEW.key


@given(st.sampled_from(["office", "mentor", "mentee"]), st.integers(1, 99_999_999_999))
def test_keys_are_short_and_plain(role, until):
    """A key fits in a line of a mail and holds nothing that means something in a link or ends a sentence."""
    key = doors.make_key(SECRET, dataclasses.replace(LINK, role=role, until=until))
    assert len(key) <= doors.LONGEST
    assert re.fullmatch(r"[A-Za-z0-9_.-]*[a-z0-9]", key)


def test_an_old_link_has_the_same_key():
    """Links of earlier versions, which people hold, and those of rooms are known by their signature."""
    assert doors.make_key(SECRET, LINK) == KEY
    assert KEY.startswith("kkkkkkkkkkkkkkkkkkkkkk.2000086400.sj") or len(KEY) == 86


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
    assert read(SECRET, doors.key_in(pasted)) == LINK.id
