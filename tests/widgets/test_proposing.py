"""What the "Propose" part of a page asks Python, and what of it never reaches a participant."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest

from mentorwidgets.errors import ProposalError
from mentorwidgets.model import Person, Program
from mentorwidgets.widgets import PairingPicker

OAK = Program(slug="oak", name="Oak County")
PEOPLE = (
    Person(id="ana", name="Ana Silva", roles=("mentee",), wants=("boards", "budgets"), assign=True),
    Person(id="ben", name="Ben Carter", roles=("mentee",), wants=("maps",), assign=True, supervisor="mia", avoid=("zoe",)),
    Person(id="cem", name="Cem Aksoy", roles=("mentee",), wants=("storytimes",)),
    Person(id="mia", name="Mia Lund", roles=("mentor",), offers=("boards", "budgets", "maps"), position="Head of Maps"),
    Person(id="noa", name="Noa Levi", roles=("mentor",), offers=("maps",)),
    Person(id="zoe", name="Zoë Marsh", roles=("mentor",), offers=("storytimes", "boards")),
)  # fmt: skip


@pytest.fixture
def picker():
    """A factory of pickers over six people."""

    def make(people=PEOPLE, program=OAK, **value):
        return PairingPicker(people, program=program, value={k.replace("__", "/"): v for k, v in value.items()})

    return make


@pytest.fixture
def ask(picker):
    """Ask a picker as its page does, and hear the answer."""

    def send(question, fields=None, over=None, **more):
        over, heard = over or picker(), []
        over.send = lambda content, buffers=None: heard.append(content)
        given = {} if fields is None else {"fields": fields}
        over._handle_custom_msg({"kind": "pairing", "ask": question, "id": "q1", **given, **more}, [])
        assert json.loads(json.dumps(heard)), "every answer is plain JSON"
        return heard[0]

    return send


def couples(answer):
    """The proposed pairs of an answer as mentee and mentor."""
    return [(pair["mentee"], pair["mentor"]) for pair in answer["pairs"]]


def test_the_page_gets_pairs_with_reasons_in_words(ask):
    """Topics first; the number is only beside them."""
    answer = ask("run")
    assert couples(answer) == [("ana", "mia"), ("ben", "noa")]
    assert answer["pairs"][0]["words"] == ["2 of 2 topics: boards, budgets"]
    assert (answer["kind"], answer["id"], answer["proved"]) == ("pairing", "q1", True)


def test_python_proposes_the_same_pairs(picker, ask):
    """`picker.propose()` is what the page shows."""
    assert [(pair.mentee, pair.mentor) for pair in picker().propose().pairs] == couples(ask("run"))


def test_answers_on_the_worksheet_count(picker):
    """Who said "please assign me", and who said no."""
    found = picker(assign__cem=True, offer__ben="declined").propose()
    assert [(pair.mentee, pair.mentor) for pair in found.pairs] == [("ana", "mia"), ("cem", "zoe")]


def test_pairs_that_stand_are_never_moved(picker):
    """Ben has Mia's only place; nobody takes it, and Ben is not proposed for again."""
    people = (*(p for p in PEOPLE if p.id != "ben"), Person(id="ben", name="Ben", roles=("mentee",), assign=True))
    found = picker(
        people, **{"pair/ben/mia/Mentoring": {"status": "active", "mentee_yes": True, "mentor_yes": True}}
    ).propose()
    assert [(pair.mentee, pair.mentor) for pair in found.pairs] == [("ana", "zoe")]


def test_the_draft_is_heard_and_options_count_before_it(picker):
    """Kept, not wanted, weights, objective, whom to propose for."""
    made = picker(draft__pins=[["ana", "zoe", "Mentoring"]], draft__forbids=[["ben", "noa"]], draft__include="all")
    drafted = {pair.mentee: pair.mentor for pair in made.propose().pairs}
    assert drafted["ana"] == "zoe"
    assert drafted.get("ben") is None
    assert ("ben", "noa") in [(p.mentee, p.mentor) for p in made.propose(forbids=[], include="asked").pairs]


def test_whoever_looks_again_goes_first(picker):
    """A pair that ended without fault gives a place in the queue (PP21)."""
    people = (*PEOPLE[:1], Person(id="dov", name="Dov", roles=("mentee",), assign=True), PEOPLE[3])
    found = picker(people, **{"pair/dov/old/Mentoring": {"status": "ended"}}).propose()
    assert [pair.mentee for pair in found.pairs] == ["dov"]


def test_what_the_page_shows_is_newer_than_what_python_heard(ask):
    """The question brings the fields along, so that no press of a button is answered from yesterday."""
    assert couples(ask("run", {"assign/ana": False})) == [("ben", "noa")]


@pytest.mark.parametrize(
    "more",
    [
        {"ask": "run", "fields": {"draft/pins": "all"}},
        {"ask": "run", "fields": {"secret": 1}},
        {"ask": "run", "fields": [1]},
        {"ask": "run", "fields": {"pair/ana/mia": {}}},
        {"ask": "explain", "mentee": 7, "mentor": "mia"},
        {"ask": "explain", "mentee": "nobody", "mentor": "mia"},
        {"ask": "what-if", "weights": {"topics": "much"}},
        {"ask": "what-if"},
        {"ask": "what-if", "weights": {"shoe size": "high"}},
        {"ask": "repair", "key": "pair/ana/mia/Mentoring"},
        {"ask": "repair", "key": "note"},
        {"ask": "everything"},
        {},
    ],
)
def test_a_malformed_question_gets_words(picker, more):
    """Anything may come from a browser: it changes nothing and raises nothing."""
    made, heard = picker(), []
    made.send = lambda content, buffers=None: heard.append(content)
    made._handle_custom_msg({"kind": "pairing", "id": "q1", **more}, [])
    assert heard[0]["error"]
    assert (heard[0]["kind"], heard[0]["id"], made.value) == ("pairing", "q1", {})


def test_a_kept_pair_that_breaks_a_rule_is_told_in_words(picker, ask):
    """Ben's supervisor cannot be his mentor; the coordinator learns why."""
    fields = {"draft/pins": [["ben", "mia", "Mentoring"]]}
    assert "cannot be pinned" in ask("run", fields)["error"]
    with pytest.raises(ProposalError):
        picker(draft__pins=fields["draft/pins"]).propose()


def test_three_ways_count_people(ask):
    """Somebody with two purposes is one person in two pairs."""
    program = Program(slug="oak", name="Oak", purposes=("Career", "Technology"))
    people = (
        Person(id="ana", name="Ana", roles=("mentee",), purposes=("Career", "Technology"), assign=True),
        *(Person(id=i, name=i, roles=("mentor",)) for i in ("mia", "noa")),
    )
    ways = ask("run", over=PairingPicker(people, program=program))["ways"]
    assert [way["objective"] for way in ways] == ["fairest", "everyone", "best fit"]
    assert [(way["people"], way["pairs"], way["without"]) for way in ways] == [(1, 2, 0)] * 3


def test_what_a_way_costs_is_said_in_pairs_where_people_look_for_two(ask):
    """Ana keeps one of her two mentors: a pair fewer, and no person fewer."""
    program = Program(slug="oak", name="Oak", purposes=("Career", "Technology"))
    people = (
        Person(id="ana", name="Ana", roles=("mentee",), purposes=program.purposes, wants=("boards",), assign=True),
        Person(id="mia", name="Mia", roles=("mentor",), offers=("boards",)),
        Person(id="noa", name="Noa", roles=("mentor",), offers=("maps",)),
    )
    best = ask("run", over=PairingPicker(people, program=program))["ways"][2]
    assert (best["people"], best["pairs"], best["without"]) == (1, 1, 0)
    assert best["costs"][0] == "1 pair fewer"


def test_choosing_another_way_and_reasons_compute_nothing_anew(picker, ask):
    """The three ways are worked out together once."""
    made = picker()
    ask("run", {}, made)
    before = made._desk._last
    ask("run", {"draft/objective": "best fit"}, made)
    ask("explain", {"draft/objective": "best fit"}, made, mentee="ana", mentor="mia")
    assert made._desk._last is before


def test_points_add_up(ask):
    """The details show every point there is."""
    told = ask("explain", mentee="ana", mentor="mia")
    assert sum(item["points"] for item in told["points"]) == told["score"] == 1000
    assert [other["mentor"] for other in told["others"]] == ["zoe"]


def test_what_if_shows_moves_before_anything_changes(picker, ask):
    """Which pairs would differ under other weights; nothing is saved."""
    people = (
        Person(id="ana", name="Ana", roles=("mentee",), wants=("maps",), hobbies=("chess",), assign=True),
        Person(id="mia", name="Mia", roles=("mentor",), offers=("maps",), hobbies=("choir",)),
        Person(id="noa", name="Noa", roles=("mentor",), offers=("boards",), hobbies=("chess",)),
    )
    made = picker(people)
    told = ask("what-if", over=made, weights={"topics": "off", "hobbies": "high"})
    assert told["moves"] == [{"mentee": "ana", "purpose": "Mentoring", "before": "mia", "after": "noa"}]
    assert made.value == {}


def test_a_repair_moves_nobody_first(ask):
    """After an ending without fault: a free place, then one other person who would have to be asked."""
    fields = {"pair/ana/mia/Mentoring": {"status": "ended"}}
    (found,) = ask("repair", fields, key="pair/ana/mia/Mentoring")["repairs"]
    assert [option["pairs"][0][1] for option in found["nobody"]] == ["zoe", "noa"]
    assert all(option["asked"] == "" for option in found["nobody"])


def test_a_repair_asks_one_other_person(ask):
    """When no place is free: who would have to be asked, and where they would go."""
    people = (
        Person(id="ana", name="Ana", roles=("mentee",)),
        Person(id="ben", name="Ben", roles=("mentee",)),
        Person(id="noa", name="Noa", roles=("mentor",)),
        Person(id="zoe", name="Zoë", roles=("mentor",), avoid=("ana",)),
    )
    fields = {"pair/ana/left/Mentoring": {"status": "active"}, "pair/ben/noa/Mentoring": {"status": "active"}}
    (found,) = ask("repair", fields, PairingPicker(people), key="pair/ana/left/Mentoring")["repairs"]
    assert found["nobody"] == []
    assert found["one"][0]["asked"] == "ben"
    assert found["one"][0]["pairs"] == (("ana", "noa", "Mentoring"), ("ben", "zoe", "Mentoring"))


def test_a_pair_that_goes_well_is_not_repaired(ask):
    """End it first, if they would like to."""
    fields = {"pair/ana/mia/Mentoring": {"status": "active"}}
    assert "End this pair first" in ask("repair", fields, key="pair/ana/mia/Mentoring")["error"]


def test_opening_a_page_loads_no_numbers():
    """numpy and scipy come with the first question."""
    code = (
        "from mentorwidgets.model import Person; from mentorwidgets.widgets import PairingPicker; import sys;"
        "p = PairingPicker([Person(id='a', name='A', roles=('mentee',))]); before = 'scipy' in sys.modules;"
        "p._desk.answer({'ask': 'run'}); print(before, 'scipy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]


def test_nothing_of_a_proposal_reaches_participants(picker):
    """Kept, not wanted, points, reporting lines and exclusions stay with the coordinator."""
    made = picker(
        draft__forbids=[["ana", "noa"]], draft__weights={"topics": "low"},
        **{"pair/ana/mia/Mentoring": {"status": "proposed", "origin": "assigned"}},
    )  # fmt: skip
    made.propose()
    pages = [
        made.to_html(),
        made.introduction(made.pairs[0]),
        made.directory_html(),
        made.snapshot(),
        made.to_csv(),
        repr(made),
    ]
    texts = [re.sub("<style>.*?</style>", "", page, flags=re.DOTALL) for page in pages]
    for secret in ("draft", "forbid", "supervisor", "avoid", "reporting", "points", "score", "not wanted"):
        assert [text for text in texts if secret in text.lower()] == []
    assert "Noa Levi" not in made.to_html() + made.snapshot() + made.to_csv()


def test_the_words_for_pairs_give_no_private_list_away(ask):
    """Reasons that travel with a pair are those that both may read; private rules stand in the details only."""
    answer = ask("run")
    said = json.dumps([pair["words"] for pair in answer["pairs"]])
    assert [word for word in ("supervisor", "avoid", "reporting", "wish") if word in said] == []


def test_groups_leave_out_who_has_somebody(picker, ask):
    """Only people who still look for a mentor are in a suggested group."""
    cleo = Person(id="cleo", name="Cleo", roles=("mentor",), offers=("maps",), capacity=3)
    wanting = [Person(id=f"g{n}", name=f"G{n}", roles=("mentee",), wants=("maps",)) for n in range(3)]
    taken = picker(people=[cleo, *wanting], **{f"pair__g0__cleo__{OAK.purposes[0]}": {"status": "active"}})
    [group] = ask("groups", over=taken)["groups"]
    assert (group["mentors"], group["mentees"]) == (("cleo",), ("g1", "g2"))
