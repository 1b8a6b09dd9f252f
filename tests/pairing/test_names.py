"""Who is meant by a name, however people write it; and what is asked, since nobody fits for certain."""

from __future__ import annotations

import time

import pytest

from mentorwidgets.model import Person
from mentorwidgets.pairing.names import Names, says_nobody


def person(name, **rest):
    return Person(id=rest.pop("id", name), name=name, roles=("mentor",), **rest)


PEOPLE = (
    person("Jan Ost", email="jan@x.example", branch="Oak"), person("Farid Haddad"), person("José Lee"),
    person('Robert "Bob" Quill'), person("Marta Müller"), person("Ngozi Eze"), person("Ngozi Obi", branch="Oak Branch"),
    person("Jan Willem van der Berg"), person("Ana Silva, PhD"), person("Dr. Ada Lin"), person("Siobhán O'Neill"),
    person("王 伟"), person("Jean-Luc Roy"), person("Zoe Alder", email="home@x.example"),
    person("Bob Alder", email="home@x.example"), person("Sam Fox", id="s1"), person("Sam Fox", id="s2"),
)  # fmt: skip
NAMES = Names(PEOPLE)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("Mr. Jan Ost", "Jan Ost"), ("Ost, Jan", "Jan Ost"), ("OST, Jan", "Jan Ost"), ("JAN OST", "Jan Ost"),
        ("Jan  Ost", "Jan Ost"), ("jan@x.example", "Jan Ost"), ("mailto:JAN@x.example", "Jan Ost"),
        ("Jan Ost <jan@x.example>", "Jan Ost"), ("Dr. Jan Ost, PhD", "Jan Ost"), ("Herr Jan Ost", "Jan Ost"),
        ("Farid Haddad (my cousin)", "Farid Haddad"), ("Haddad, Farid [HR]", "Farid Haddad"),
        ("Farid Haddad - my cousin", "Farid Haddad"), ("Farid Haddad: we are related", "Farid Haddad"),
        ("Jose Lee", "José Lee"), ("jose  lee", "José Lee"), ("Bob Quill", 'Robert "Bob" Quill'),
        ("Robert Quill", 'Robert "Bob" Quill'), ("QUILL, Robert (Head of Youth)", 'Robert "Bob" Quill'),
        ("Mueller, Marta", "Marta Müller"), ("marta muller", "Marta Müller"),
        ("van der Berg, Jan Willem", "Jan Willem van der Berg"), ("Ana Silva", "Ana Silva, PhD"),
        ("Silva, Ana, PhD", "Ana Silva, PhD"), ("Ada Lin", "Dr. Ada Lin"), ("siobhan oneill", "Siobhán O'Neill"),
        ("王伟", "王 伟"), ("Jean Luc Roy", "Jean-Luc Roy"), ("Zoe Alder (home@x.example)", "Zoe Alder"),
    ],
)  # fmt: skip
def test_a_whole_name_is_understood(words, meant):
    """Case, accents, titles, order, addresses, brackets and umlauts make no difference."""
    assert NAMES.find(words) == (meant,)


@pytest.mark.parametrize(
    ("words", "likely"),
    [
        ("Ost", "Jan Ost"), ("Mr. Ost", "Jan Ost"), ("Jan Osst", "Jan Ost"), ("J. Ost", "Jan Ost"),
        ("Ost Jan", "Jan Ost"), ("Ngozi", "Ngozi Eze"), ("Quil", 'Robert "Bob" Quill'), ("Prof. Lin", "Dr. Ada Lin"),
        ("Ben <jan@x.example>", None), ("anyone from Oak branch", "Ngozi Obi"), ("Rob Quill", 'Robert "Bob" Quill'),
        ("anyone but Jan Ost", "Jan Ost"), ("Jan Ost (not Farid)", "Jan Ost"), ("my aunt", None),
        ("Faridd Hadad", "Farid Haddad"), ("home@x.example", "Zoe Alder"), ("Sam Fox", "s1"), ("jan@y.example", None),
        ("Jan Ost <old@x.example>", "Jan Ost"),
    ],
)  # fmt: skip
def test_half_a_name_is_asked_never_guessed(words, likely):
    """Nicknames, slips, one word, whole branches: likely people are named, and none of them is taken."""
    assert len(NAMES.find(words)) != 1
    assert likely is None or likely in NAMES.likely(words)


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("Jan Ost; Farid Haddad", ["Jan Ost", "Farid Haddad"]),
        ("Jan Ost and Farid Haddad", ["Jan Ost", "Farid Haddad"]),
        ("Jan Ost, Ada Lin", ["Jan Ost", "Dr. Ada Lin"]),
        ("Ost, Jan, Haddad, Farid", ["Jan Ost", "Farid Haddad"]),
        ("Ost, Jan; Haddad, Farid", ["Jan Ost", "Farid Haddad"]),
        ("Dr Jan Ost / Frau Ada Lin", ["Jan Ost", "Dr. Ada Lin"]),
        ("Jan Ost & Farid", ["Jan Ost", None]),
        ("Jan Ost, Farid Hadad", ["Jan Ost", None]),
        ("Ost, Jna", [None]),
        ("Nobody here, and nobody there", [None, None]),
    ],
)
def test_several_in_one_cell(cell, meant):
    """A list is parted where its pieces are known; what is left over is asked by itself."""
    found = [mention.ids[0] if len(mention.ids) == 1 else None for mention in NAMES.mentions(cell)]
    assert found == meant


def test_words_for_nobody():
    """Who has no conflict says so in many ways, and is not asked."""
    assert all(map(says_nobody, ("none", "N/A", "No one", "None that I know of.", "keine", "-", "nadie")))
    assert not any(map(says_nobody, ("nobody from Oak", "Noone Smith", "anyone")))


def test_who_left_is_meant_where_nobody_else_is():
    """A name of somebody who left is understood; it is no question."""
    assert Names(PEOPLE, (person("Lea Po"),)).find("Po, Lea") == ("Lea Po",)


def test_ten_thousand_people_are_no_trouble():
    """Whom misspelt names may mean is found in time that grows with the roster only."""

    def seconds(count):
        people = [person(f"Ana{n % 97} Silva{n}", id=f"p{n}") for n in range(count)]
        began = time.process_time()
        names = Names(people)
        assert all(names.likely(f"Sivla{n}") for n in range(0, count, 10))
        return time.process_time() - began

    seconds(100)
    assert seconds(10_000) < 40 * max(seconds(1_000), 0.01)
