"""The expectation-setting form in Python: what it holds, what leaves it, and what a page may ask of it."""

from __future__ import annotations

import base64
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentorwidgets.errors import FormError, ValueRefusedError
from mentorwidgets.model import OFFICE, Pair, Person, Program, Viewer, field_key
from mentorwidgets.widgets import ExpectationsForm

OAK = Program(slug="oak", name="Oak County")
PEOPLE = (
    Person(id="ana", name="Ana <b>Silva</b>", roles=("mentor",)),
    Person(id="ben", name="Ben Carter", roles=("mentee",)),
    Person(id="eva", name="Eva Novak", roles=("mentee",)),
)
PAIRS = tuple(Pair(mentee=name, mentor="ana", purpose="Career", status="active") for name in ("ben", "eva"))
ANA = Viewer(role="mentor", program="oak", person="ana", name="Ana")
BEN = Viewer(role="mentee", program="oak", person="ben", name="Ben")
KIM = Viewer(role="coordinator", program="oak", name="Kim")
P = ("ben", "ana", "Career")


def form(viewer=BEN, value=(), **more):
    """The form of a viewer."""
    return ExpectationsForm(PAIRS, program=OAK, people=PEOPLE, viewer=viewer, value=dict(value), **more)


def said(side, text, question="hopes", kind="answer", mentee="ben"):
    """One answer as a field."""
    key = field_key(kind, mentee, "ana", "Career", side, question)
    return {key: {"answer": text, "type": "paragraph"}}


def ready(*sides, mentee="ben"):
    """Who is ready."""
    return {field_key("ready", mentee, "ana", "Career", side): True for side in sides}


def sent(widget):
    """All that reaches the page, but for the program of the page itself."""
    return json.dumps({name: part for name, part in widget.get_state().items() if name not in ("_esm", "_css")})


def ask(widget, **content):
    """What the widget answers a page."""
    return widget.answer_page({"kind": "expectations", "id": "1", **content})


BOTH = {**said("mentee", "WORDS-BEN"), **said("mentor", "WORDS-ANA")}


def test_bare_it_is_a_form_to_practise_with():
    """In any notebook: both sides, our questions, a stable name."""
    widget = ExpectationsForm()
    assert repr(widget) == "ExpectationsForm(45 questions, practice)"
    assert widget.get_state()["_viewer"]["role"] == "practice"
    assert "What do you hope to get from this?" in widget.snapshot()


def test_practice_keeps_the_rules():
    """EX1: also in a notebook nobody agrees before both are ready."""
    widget = ExpectationsForm()
    key = field_key("agreed", "mentee", "mentor", "Practice", "hopes")
    with pytest.raises(ValueRefusedError, match="First both of you"):
        widget.value = {key: {"answer": "x", "type": "paragraph"}}
    sides = {field_key("ready", "mentee", "mentor", "Practice", side): True for side in ("mentee", "mentor")}
    widget.value = {**sides, key: {"answer": "x", "type": "paragraph"}}
    assert "<td>x</td>" in widget.snapshot()


def test_a_variant_has_its_own_questions():
    """EX22; one that does not exist is refused with those that do."""
    plain, teen = ({one.id for one in ExpectationsForm(variant=name).form.questions} for name in ("", "teen"))
    assert teen - plain
    with pytest.raises(FormError, match="no form 'tean'"):
        ExpectationsForm(variant="tean")


@pytest.mark.parametrize(
    ("viewer", "fields", "shown"),
    [
        (BEN, BOTH, {"WORDS-BEN"}),
        (ANA, {**BOTH, **ready("mentee")}, {"WORDS-ANA"}),
        (ANA, {**BOTH, **ready("mentee", "mentor")}, {"WORDS-ANA", "WORDS-BEN"}),
        (KIM, {**BOTH, **ready("mentee", "mentor")}, set()),
        (OFFICE, {**BOTH, **ready("mentee", "mentor")}, set()),
        (Viewer(role="mentor", program="oak", person="dan", name="Dan"), BOTH, set()),
    ],
)
def test_only_what_a_viewer_may_read_leaves_python(viewer, fields, shown):
    """Page, snapshot and documents alike."""
    widget = form(viewer, fields)
    told = sent(widget) + widget.snapshot()
    assert {words for words in ("WORDS-BEN", "WORDS-ANA") if words in told} == shown


@settings(max_examples=60, deadline=None)
@given(st.sets(st.sampled_from(("mentee", "mentor"))), st.sampled_from(("ben", "eva")), st.booleans())
def test_another_pairs_words_never_show(sides, mentee, is_told):
    """Whoever is ready, and whatever is marked for the coordinator."""
    kind, question = ("told", "review") if is_told else ("answer", "hopes")
    fields = {**said("mentee", "SECRET", question, kind, "eva"), **ready(*sides, mentee=mentee)}
    assert "SECRET" not in sent(form(BEN, fields))
    assert ("SECRET" in sent(form(KIM, fields))) is is_told


def test_only_ones_own_pairs_are_listed():
    """A mentor sees all of theirs, a mentee only the one they are in."""
    assert len(form(ANA).get_state()["_pairs"]) == 2
    assert [pair["mentee"] for pair in form(BEN).get_state()["_pairs"]] == ["ben"]
    assert form(KIM).get_state()["_viewer"]["role"] == "staff"


def test_what_a_browser_sets_is_checked_again():
    """Strange keys and shapes leave the value as it was; so do words in another's name."""
    widget = form(BEN)
    for value in ({"weather": 1}, {"ready/ben/ana/Career/mentee": "yes"}, said("mentor", "in her name")):
        with pytest.raises(ValueRefusedError):
            widget.value = value
    assert widget.value == {}


def test_names_are_escaped_in_the_copy_of_a_notebook():
    """They were typed by strangers."""
    assert "Ana &lt;b&gt;Silva&lt;/b&gt;" in form(BEN).snapshot()


def test_python_makes_the_form_of_a_change():
    """The page shows what a program's change would ask; a bad one is told in words."""
    answer = ask(form(KIM), ask="form", changes={"leave_out": ["gain"]})
    assert "gain" not in [question["id"] for question in answer["form"]["questions"]]
    assert "There is no question 'gian'." in ask(form(KIM), ask="form", changes={"leave_out": ["gian"]})["error"]


@pytest.mark.parametrize(("kind", "name"), [("markdown", "a.md"), ("docx", "a.docx"), ("json", "a.json")])
def test_a_document_comes_back_as_it_went(kind, name):
    """EX21: what the page shows is in it, and is read out of it again."""
    fields = {**said("mentee", "A plan\nin two lines"), **ready("mentee")}
    widget = form(BEN, fields)
    known = {"pair": list(P), "fields": dict(widget.value)}
    data = ask(widget, ask="document", **{"as": kind}, **known)["data"]
    back = ask(widget, ask="read", name=name, data=data, **known)["fields"]
    assert back == {key: item for key, item in fields.items() if key.startswith("answer")}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ({"ask": "document", "as": "pdf", "pair": list(P)}, "no longer agree"),
        ({"ask": "document", "as": "json", "pair": ["eva", "ana", "Career"]}, "no longer agree"),
        ({"ask": "document", "as": "json", "pair": "ben"}, "no longer agree"),
        ({"ask": "read", "name": "a.json", "data": "e30=", "pair": list(P)}, "not a file of expectations"),
        ({"ask": "read", "name": "a.md", "data": base64.b64encode(b"\xff").decode(), "pair": list(P)}, "not text"),
        ({"ask": "read", "name": "a.docx", "data": "e30=", "pair": list(P)}, "not a document of expectations"),
        ({"ask": "read", "name": "a.md", "data": "?", "pair": list(P)}, "no longer agree"),
        ({"ask": "read", "name": "a.md", "data": "A" * 5_000_001, "pair": list(P)}, "too large"),
    ],
)
def test_strange_questions_are_answered_in_words(content, words):
    """Never an exception, and never another pair's document."""
    assert words in ask(form(BEN), fields={}, **content)["error"]


def test_fields_that_a_page_sends_along_are_checked():
    """They are no more trusted than a value."""
    assert "no longer agree" in ask(form(BEN), ask="document", **{"as": "json"})["error"]
    assert "not a field" in ask(form(BEN), ask="document", fields={"weather": 1})["error"]
    assert form(BEN).answer_page({"kind": "proposal"}) is None


def test_the_coordinators_copy_says_how_far_they_are():
    """Progress, no words."""
    copy = form(KIM, {**BOTH, **ready("mentee", "mentor")}).snapshot()
    assert "<td>Ben Carter</td>" in copy
    assert "<td>comparing</td>" in copy
    assert "<td>answering apart</td>" in copy
