"""Columns headed with names of the roster: what is ticked there is asked about as if the names stood in cells."""

from __future__ import annotations

import pytest

from mentorwidgets.model import Note, Person
from mentorwidgets.pairing import COLUMN, marked, open_questions
from mentorwidgets.pairing.headed import HEADED

OTHERS = (
    Person(id="jan", name="Jan Ost", roles=("mentor",)),
    Person(id="tim", name="Tim van Falk", roles=("mentor",)),
    Person(id="nia", name="Nia", roles=("mentor",)),
)


def ida(**cells):
    """Ida with a note for each header, and everybody else."""
    notes = tuple(Note(label=label, text=text) for label, text in cells.items())
    return marked((Person(id="ida", name="Ida Po", roles=("mentee",), notes=notes), *OTHERS))


def asked(people):
    return {one.words: [text for _, text in one.cells] for one in open_questions(people) if one.field == COLUMN}


@pytest.mark.parametrize(
    ("header", "stem"),
    [
        ("Not with [Jan Ost]", "Not with"),
        ("Do not pair with: Jan Ost", "Do not pair with"),
        ("Avoid (Jan Ost)", "Avoid"),
        ("Jan Ost - Conflict", "Conflict"),
        ("Conflict with Jan Ost", "Conflict with"),
        ("Not with [OST, Jan]", "Not with"),
        ("Reports to > jan ost", "Reports to"),
        ("Jan Ost", HEADED),
        ("Nicht mit [Jan Ost]", "Nicht mit"),
    ],
)
@pytest.mark.parametrize("cell", ["X", "Yes", "ja", "TRUE", "✓", "✅", "✘", "●"])
def test_a_tick_says_the_name(header, stem, cell):
    """Whatever parts the question from the name."""
    assert asked(ida(**{header: cell})) == {stem: ["Jan Ost"]}


def test_columns_of_one_question_are_one_note():
    """A person's ticks are asked about together."""
    people = ida(**{"Not with [Jan Ost]": "X", "Not with [Tim van Falk]": "X"})
    assert [(note.label, note.text) for note in people[0].notes] == [("Not with", "Jan Ost; Tim van Falk")]


@pytest.mark.parametrize("cell", ["No", "0", "FALSE", "nein", "-", "☐", "(empty)"])
def test_a_no_stays_a_note(cell):
    """It says of nobody that there is anything."""
    people = ida(**{"Not with [Jan Ost]": cell})
    assert asked(people) == {}
    assert [(note.label, note.text) for note in people[0].notes] == [("Not with [Jan Ost]", cell)]


def test_another_answer_is_another_question():
    """Who is liked is not asked about together with who is not."""
    people = ida(**{"These mentors? [Jan Ost]": "Please no", "These mentors? [Tim van Falk]": "Gladly"})
    assert asked(people) == {"These mentors?: Please no": ["Jan Ost"], "These mentors?: Gladly": ["Tim van Falk"]}


def test_ranks_come_in_their_order():
    """The first is the first."""
    people = ida(**{"Rank [Jan Ost]": "2", "Rank [Tim van Falk]": "1"})
    assert asked(people) == {"Rank": ["Tim van Falk (1); Jan Ost (2)"]}


@pytest.mark.parametrize("header", ["Branch", "Nia", "Is Nia there?", "Ida Po", "Joined in January"])
def test_other_headers_stay_as_they_are(header):
    """A word that somebody is called by, and one's own name."""
    assert [note.label for note in ida(**{header: "X"})[0].notes] == [header]


def test_marked_again_it_is_the_same():
    """Once for the file, once for the program."""
    once = ida(**{"Not with [Jan Ost]": "X", "Not with [Tim van Falk]": "No"})
    assert marked(once) == once


@pytest.mark.parametrize("cell", ["1" * 5000, "\u2606", "12", "?"])
def test_whatever_else_stands_there_is_asked_about(cell):
    """A sign that we do not know, a number that is no rank."""
    assert list(asked(ida(**{"Not with [Jan Ost]": cell}))) == [f"Not with: {cell[:40]}"]


def test_the_fewest_read_what_several_notes_become():
    """A note for the pair beside one for coordinators."""
    notes = (
        Note(label="Not with [Jan Ost]", text="X", readers="pair"),
        Note(label="Not with [Tim van Falk]", text="X", readers="coordinator"),
    )
    people = marked((Person(id="ida", name="Ida Po", roles=("mentee",), notes=notes), *OTHERS))
    assert [note.readers for note in people[0].notes] == ["coordinator"]
