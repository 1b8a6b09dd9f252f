"""Which pairs are shown and counted: the same on every page and card."""

from __future__ import annotations

import pytest

from mentorwidgets.model import OFFICE, Person, Program, Viewer
from mentorwidgets.pairing import summary
from mentorwidgets.widgets import CadencePlanner, ExpectationsForm
from mentorwidgets.workbook import cadence, challenges, expectations
from mentorwidgets.workbook.pairs import begun_pairs, counted_pairs, own_pairs, pairs_on_page

OAK = Program(slug="oak", name="Oak County")
ANA = Person(id="ana", name="Ana", roles=("mentor",), capacity=9)
PEOPLE = (ANA, *(Person(id=one, name=one.title(), roles=("mentee",)) for one in ("ben", "cem", "dee", "eva", "fay")))
RULE = {"start": "2036-03-04", "time": "15:00", "timezone": "UTC", "count": 3}
YES = {"mentee_yes": True, "mentor_yes": True}
STATES = {
    ("ben", "ana"): {"status": "active", **YES},
    ("cem", "ana"): {"status": "ended", **YES},
    ("dee", "ana"): {"status": "proposed", "mentee_yes": True},
    ("eva", "left"): {"status": "active", **YES},
    ("gone", "ana"): {"status": "confirmed", **YES},
    ("fay", "ana"): {"status": "paused", **YES},
}
PAIRING = {f"pair/{mentee}/{mentor}/Mentoring": value for (mentee, mentor), value in STATES.items()}
NAMES = ["/".join((*pair, "Mentoring")) for pair in STATES]
PLANNED = {f"rule/{name}": RULE for name in NAMES}
AGREED = {f"{kind}/{name}/{side}": True for name in NAMES for kind in ("ready", "yes") for side in ("mentee", "mentor")}
WRITTEN = {f"barrier/{name}/a": "Time" for name in NAMES}


def mentees(pairs):
    """Whose pairs these are."""
    return [pair.mentee for pair in pairs]


def test_a_pair_counts_while_both_are_there_and_it_has_not_ended():
    """Whether the mentor or the mentee left, the pair is no longer one; begun is what both said yes to."""
    assert mentees(counted_pairs(PEOPLE, PAIRING)) == ["ben", "dee", "fay"]
    assert mentees(counted_pairs(PEOPLE, {**PAIRING, "offer/fay": "declined"})) == ["ben", "dee"]
    assert mentees(begun_pairs(PAIRING)) == ["ben", "cem", "eva", "fay", "gone"]
    assert mentees(own_pairs(Viewer(role="mentor", program="oak", person="ana"), PAIRING)) == [
        "ben",
        "dee",
        "fay",
        "gone",
    ]


@pytest.mark.parametrize("viewer", [OFFICE, Viewer(role="coordinator", program="oak")])
def test_every_card_counts_the_same_pairs(viewer):
    """Pairing, expectations, meetings and challenges: two pairs have begun."""
    facts = summary(OAK, PEOPLE, PAIRING)
    assert facts.active + facts.confirmed + facts.paused == 2
    assert (
        expectations.card_words(OAK, viewer, PEOPLE, PAIRING, AGREED)[0] == "2 of 2 pairs agreed on what they expect."
    )
    meetings = cadence.card_words(
        OAK, viewer, PEOPLE, PAIRING, {key: PLANNED[key] for key in PLANNED if "dee" not in key}
    )
    assert meetings[0] == "2 pairs with a plan, 6 meetings in all, 0 so far."
    counted = challenges.counts_of_pairs(OAK, PEOPLE, PAIRING, WRITTEN)
    assert [row[0] for row in counted] == ["Ben and Ana", "Dee and Ana", "Fay and Ana"]


@pytest.mark.parametrize("widget", [CadencePlanner, ExpectationsForm])
def test_a_page_counts_as_its_card_does(widget):
    """What does not count any more is shown as ended to those who run the program, and can be read."""
    made = widget(pairs_on_page(OFFICE, "oak", PEOPLE, PAIRING), program=OAK, people=PEOPLE)
    assert {pair["mentee"]: pair["ended"] for pair in made._pairs} == {
        "ben": False, "cem": True, "eva": True, "fay": False, "gone": True,
    }  # fmt: skip


def test_one_of_a_pair_sees_it_as_it_stands():
    """They know nothing of who else left."""
    ana = Viewer(role="mentor", program="oak", person="ana")
    assert pairs_on_page(ana, "oak", (ANA,), PAIRING) == begun_pairs(PAIRING)
