"""Columns that nobody understood and that name people of the roster: asked about, answered, and no pair meanwhile."""

from __future__ import annotations

import pytest
from pairing_sheet import Worksheet, mentee

from mentorwidgets.model import Note, Person, Program
from mentorwidgets.pairing import COLUMN, are_asked, bars, behind, marked, open_questions, settled
from mentorwidgets.pairing.meant import answer_key
from mentorwidgets.pairing.moves import HELD

OAK = Program(slug="oak", name="Oak")
LABEL = "Who are you close to?"
KEY = answer_key("", LABEL)


def noted(text, name="Rosa Miller", label=LABEL, **rest):
    return Person(
        id=name.split()[0].lower(), name=name, roles=("mentee",), notes=(Note(label=label, text=text, **rest),)
    )


OTHERS = (
    Person(id="jan", name="Jan Ost", roles=("mentor",), email="jan@x.example"),
    Person(id="zoe", name="Zoë Müller-Lang", roles=("mentor",)), Person(id="kim", name="Kim Lee", roles=("mentor",)),
    Person(id="wei", name="王 伟", roles=("mentor",)), Person(id="nia", name="Nia", roles=("mentor",)),
)  # fmt: skip


def asks(*people):
    return [one.words for one in open_questions(marked((*people, *OTHERS))) if one.field == COLUMN]


@pytest.mark.parametrize(
    "text",
    [
        "Jan Ost", "jan ost", "OST, Jan", "Jan Ost; Kim Lee", "jan@x.example", "<JAN@x.example>", "Mr. Jan Ost",
        "Jan Ost (my cousin)", "Please not Jan Ost, we shared a flat.", "I'd rather not meet Zoe Muller-Lang",
        "Zoë Müller-Lang", "zoe mueller-lang", "Lee Kim, and nobody else", "王伟", "Nia", "Mr. Ost", "Ost", "Jan Osst",
        "my boss is jan@x.example", "Jan Ost / Kim Lee", "J. Ost? No: Jan Ost", "Ost Jan", "J. Ost", "J Ost", "Ost, J.",
        "Jan O.", "Jan/Kim", "the Osts", "Ost family", "Familie Ost", "Yan Ost", "Jan from Oak", "Jan Ost's wife",
        "Jan Ost\u2019s brother", "Yes - Jan", "Yes, Jan", "I'd rather not be with Jan", "@janost", "@jost", "Please not J. Ost",
        "Bitte nicht mit Jan", "K. Lee and M. Smith", "The Osts, we are cousins", "Jan's wife", "my ex Kim",
    ],
)  # fmt: skip
def test_a_cell_that_names_somebody_is_asked_about(text):
    """A whole name or address anywhere in it, or nothing but half a name: whatever the column is called."""
    assert asks(noted(text)) == [LABEL]


@pytest.mark.parametrize(
    "text",
    [
        "none", "n/a", "", "Rosa Miller", "rosa miller", "Maps and zines", "In January", "I like Kim's novels",
        "Nia Vardalos films and long walks", "lee side of the island", "ost@y.example", "8", "Oak Branch",
        "Ostrava, Janov", "No preference", "I do not like jan festivals", "J. R. R. Tolkien", "Lee Child novels",
        "Not in May or June", "Yes, on Mondays", "O. Henry", "the Alps", "Lunch/Dinner", "@oaklibrary", "Ost is Blind and Too Hot, Never Have I", "A. Lang novels",
    ],
)  # fmt: skip
def test_other_words_are_no_question(text):
    """Their own name, words that only look like one, addresses of strangers."""
    assert asks(noted(text)) == []


def test_a_word_that_is_a_name_among_words_that_are_not():
    """One colour of many is called like somebody; a column of which half are such names is asked about."""
    colours = [noted(text, name) for text, name in (("Nia", "A B"), ("blue", "C D"), ("red", "E F"))]
    assert asks(*colours) == []
    assert asks(*colours[:2]) == [LABEL]


@pytest.mark.parametrize(
    ("label", "asked"),
    [
        ("Room", []),
        ("Month of birth", []),
        ("Who shares your room?", ["Who shares your room?"]),
        ("Room conflict", ["Room conflict"]),
        ("Branch rival", ["Branch rival"]),
    ],
)
def test_single_words_below_a_thing_are_no_question(label, asked):
    """Somebody is called Ost, and so is a room; a longer header may ask for people in it."""
    assert asks(noted("Ost", label=label), noted("Lee", "Ida Po", label=label)) == asked


@pytest.mark.parametrize(("words", "asked"), [(("Ost", "Night"), []), (("Ost", "Lee"), [LABEL])])
def test_a_choice_of_few_words_is_asked_about_only_where_all_are_names(words, asked):
    """Whoever is called so as well."""
    names = ["Ida Po", "Una Bo", "Eva Ra", "Kai Wu", "Ben Ito", "Mia Roy"]
    assert asks(*(noted(words[at % 2], name) for at, name in enumerate(names))) == asked


def test_whole_names_below_a_thing_are_asked_about():
    """A room is not called so."""
    assert asks(noted("Jan Ost", label="Room")) == ["Room"]


def test_two_of_one_name_are_no_question():
    """Their full name in their own rows names neither the other."""
    assert asks(noted("Sam Fox", "Sam Fox"), Person(id="s2", name="Sam Fox", roles=("mentor",))) == []


def test_said_to_be_a_note_for_one_is_said_for_all():
    """Somebody decided about the column, not about a row."""
    assert asks(noted("Jan Ost", names="no"), noted("Kim Lee", "Bo Ulm")) == []


@pytest.mark.parametrize(
    ("answer", "code"), [("avoid", "excluded"), ("supervisor", "reporting-line"), ("wishes", None), (None, None)]
)
def test_no_pair_begins_before_it_is_said_what_the_column_is(answer, code):
    """Neither theirs nor anybody's; then the answer is kept to, in words and in what may be saved."""
    rosa, *others = marked((noted("Jan Ost"), *OTHERS))
    sheet = Worksheet(rosa, *others, mentee("Ben"))
    assert are_asked(tuple(sheet.known.values()), {})
    assert (sheet.pair("rosa", "kim"), sheet.pair("ben", "kim")) == (HELD, HELD)
    assert sheet.save(KEY, ["hobby"]) is not None
    assert sheet.save(KEY, [answer] if answer else []) is None
    people = settled(tuple(sheet.known.values()), sheet.kept)
    assert not are_asked(people, sheet.kept)
    bar = bars(OAK, people).between("rosa", "jan")
    assert (bar.code if bar else None) == code
    assert (sheet.pair("rosa", "jan") is None) is (code is None)
    assert sheet.pair("ben", "kim") is None


def test_whom_its_cells_mean_is_asked_then():
    """Half a name is no more certain in such a column than in one that we know."""
    people = marked((noted("Mr. Ost"), *OTHERS))
    (column,) = open_questions(people)
    (name,) = behind(column, people)
    assert (name.person, name.words, name.likely) == ("rosa", "Mr. Ost", ("jan",))
    sheet = Worksheet(*people)
    assert sheet.save(KEY, ["avoid"]) is None
    assert sheet.pair("rosa", "kim") == HELD
    assert sheet.save(name.key(), ["jan"]) is None
    assert (sheet.pair("rosa", "jan"), sheet.pair("rosa", "kim")) == ("These two cannot be paired.", None)


def test_a_line_that_stands_in_such_a_column_is_followed():
    """Ben reports to Rosa, and Rosa, in a column that was answered, to Jan."""
    people = marked((noted("Jan Ost"), *OTHERS, mentee("Ben", supervisor="rosa")))
    sheet = Worksheet(*people)
    assert sheet.save(KEY, ["supervisor"]) is None
    assert sheet.pair("ben", "jan") == "These two cannot be paired."
    assert sheet.pair("ben", "kim") is None


def test_everybody_else_can_be_looked_at_meanwhile():
    """Who stands in no such cell has no bar of their own."""
    people = marked((noted("Jan Ost"), *OTHERS, mentee("Ben")))
    known = bars(OAK, people)
    assert known.between("rosa", "kim").code == "unclear"
    assert known.between("ben", "kim") is None
