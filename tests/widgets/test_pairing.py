"""The pairing picker in Python: what it takes, what it gives, and what it never lets out."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from html.parser import HTMLParser

import pytest

from mentorwidgets import _resources
from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.model import Hours, Note, Pair, Person, Program, Roster
from mentorwidgets.widgets import PairingPicker

HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(2)>'
PEOPLE = (
    Person(id="ana", name="Ana Silva", roles=("mentee",), supervisor="mia", avoid=("noa",), wishes=("mia@lib.example", "Nobody"), email="ana@lib.example"),
    Person(id="ben", name="Ben Carter", roles=("mentee",), assign=True, demand=2),
    Person(
        id="mia", name="Mia Lund", roles=("mentor",), email="mia@lib.example", clearance=True, bio="Cataloging for years.",
        availability=(Hours(day=0, start=540, end=600),), notes=(Note(label="Phone", text="555-0100"), Note(label="Desk", text="Second floor", readers="everyone")),
    ),
    Person(id="noa", name="Noa Levi", roles=("mentor",), capacity=2),
)  # fmt: skip
PROGRAM = Program(slug="oak", name="Oak County", purposes=("Career", "Technology"))
ACTIVE = {"pair/ben/noa/Career": {"status": "active", "mentee_yes": True, "mentor_yes": True, "since": "2026-10-01"}}


class Tags(HTMLParser):
    """Collects the tags of a page."""

    def __init__(self, text):
        super().__init__()
        self.tags = []
        self.feed(text)

    def handle_starttag(self, tag, _attrs):
        self.tags.append(tag)


@pytest.fixture
def picker():
    """A factory of pickers for four people."""

    def make(value=None, program=PROGRAM, people=PEOPLE, **more):
        return PairingPicker(people, program=program, value=value, **more)

    return make


def test_it_works_bare_with_people_alone():
    """Nothing but people is needed."""
    assert repr(PairingPicker(PEOPLE)) == "PairingPicker(2 mentors, 2 mentees, 0 pairs)"


def test_a_roster_is_taken_as_it_is():
    """What read_roster gives can be handed on."""
    assert repr(PairingPicker(Roster(people=PEOPLE))) == repr(PairingPicker(PEOPLE))


def test_an_unknown_keyword_is_refused_with_a_hint(picker):
    """A mistyped keyword does not go by unnoticed."""
    with pytest.raises(ValueRefusedError, match="Did you mean 'disabled'"):
        picker(disable=True)


def test_pairs_are_model_values(picker):
    """`pairs` reads the value."""
    assert picker(ACTIVE).pairs == (
        Pair(
            mentee="ben",
            mentor="noa",
            purpose="Career",
            status="active",
            mentee_yes=True,
            mentor_yes=True,
            since="2026-10-01",
        ),
    )


def test_nothing_private_reaches_the_page(picker):
    """Supervisors, avoid lists, clearances and coordinators' notes stay in Python."""
    state = {name: value for name, value in picker().get_state().items() if name in ("_people", "_program")}
    text = json.dumps(state)
    assert [word for word in ("supervisor", "avoid", "clearance", "555-0100", "Nobody") if word in text] == []
    assert "Second floor" in text


def test_wishes_become_ids_of_mentors(picker):
    """A wish given as an e-mail address is shown as that mentor; one that means nobody is not."""
    assert picker()._people[0]["wishes"] == ["mia"]


def test_places_and_demand_are_counted_by_the_program(picker):
    """The page need not know the program's defaults."""
    people = {person["id"]: person for person in picker(program=Program(slug="oak", name="Oak", capacity=3))._people}
    assert (people["mia"]["capacity"], people["noa"]["capacity"], people["ben"]["demand"]) == (3, 2, 2)


def test_a_youth_program_shows_no_address(picker):
    """XC4: no private contact."""
    youth = Program(slug="teens", name="Teens", youth=True)
    assert "@" not in json.dumps(picker(program=youth)._people)


def test_people_who_left_are_names_only(picker):
    """An old pair can still be read, and nothing else of the person who left."""
    gone = [Person(id="old", name="Olga", roles=("mentor",), bio="Long story")]
    shown = picker({"pair/ben/old/Career": {"status": "ended"}}, gone=gone)
    assert shown._people[-1] == {"id": "old", "name": "Olga", "roles": [], "gone": True}
    assert shown.to_frame()["mentor"].tolist() == ["Olga"]


def test_hard_rules_reach_the_page_as_words(picker):
    """PP13: the page says why these two cannot be paired."""
    bars = picker()._bars
    assert set(bars["pairs"]["ana"]) == {"mia", "noa"}
    assert all(bars["words"][place] for place in bars["pairs"]["ana"].values())


def test_one_sentence_is_sent_once(picker):
    """A rule that bars many pairs costs little."""
    unit = Program(slug="oak", name="Oak", same_unit="forbid")
    people = [
        Person(id=f"{role}{i}", name=f"P{i}", roles=(role,), department="Desk")
        for i in range(5)
        for role in ("mentor", "mentee")
    ]
    bars = picker(program=unit, people=people)._bars
    assert sum(map(len, bars["pairs"].values())) == 25
    assert len(bars["words"]) == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"pair/ana/mia": {"status": "active"}},
        {"pair/ben/mia/Career": {"status": "married"}},
        {"pair/ben/mia/Career": "active"},
        {"note/ben/mia/Career": ["no", "text"]},
        {"shortlist/ben": "mia"},
        {"shortlist/ben": [1]},
        {"offer/ben": "perhaps"},
        {"assign/ben": "yes"},
        {"weather": "fine"},
    ],
)
def test_what_the_worksheet_cannot_hold_is_refused(picker, fields):
    """The browser is never trusted: every field is read again."""
    with pytest.raises(ValueRefusedError):
        picker(fields)


def test_a_refused_value_leaves_the_old_one(picker):
    """What stood, stands."""
    one = picker(ACTIVE)
    with pytest.raises(ValueRefusedError):
        one.value = {"offer/ben": 7}
    assert one.value == ACTIVE


def test_a_value_the_browser_sets_is_held_to_the_rules(picker):
    """A page that was tampered with cannot pair what is barred; it gets the old value back."""
    one, sent = picker(), []
    one.send_state = lambda key=None: sent.append(key)
    with pytest.raises(ValueRefusedError):
        one.set_state({"value": {"pair/ana/mia/Career": {"status": "proposed"}}})
    assert one.value == {}
    assert sent == ["value"]


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        (
            {"pair/ben/mia/Career": {"status": "proposed"}, "pair/ana/mia/Career": {"status": "proposed"}},
            "paired|report",
        ),
        (
            {"pair/ben/mia/Career": {"status": "proposed"}, "pair/noone/mia/Career": {"status": "proposed"}},
            "no such mentee",
        ),
        ({"pair/ben/mia/Singing": {"status": "proposed"}}, "no 'Singing'"),
        ({"shortlist/ben": ["ben"]}, "own mentor"),
    ],
)
def test_without_a_store_the_picker_keeps_the_rules_itself(picker, fields, why):
    """In a bare notebook nobody else would."""
    with pytest.raises(ValueRefusedError, match=why):
        picker().value = fields


def test_two_cannot_take_the_last_place(picker):
    """PP12: capacity is checked when the place is taken."""
    people = (*PEOPLE, Person(id="cem", name="Cem", roles=("mentee",)))
    one = picker({"pair/cem/mia/Career": {"status": "proposed"}}, people=people)
    with pytest.raises(ValueRefusedError, match="no free place"):
        one.value = {**one.value, "pair/ben/mia/Career": {"status": "proposed"}}


def test_a_place_given_back_can_be_taken_in_the_same_step(picker):
    """Taking a pair back and making another is one step for a coordinator."""
    people = (*PEOPLE, Person(id="cem", name="Cem", roles=("mentee",)))
    one = picker({"pair/cem/mia/Career": {"status": "proposed"}}, people=people)
    one.value = {"pair/ben/mia/Career": {"status": "proposed"}}
    assert [pair.mentee for pair in one.pairs] == ["ben"]


def test_an_earlier_value_can_be_put_back(picker):
    """Ended and paused pairs of a saved value are history, not steps."""
    saved = {**ACTIVE, "pair/ana/mia/Career": {"status": "ended"}, "pair/ben/mia/Technology": {"status": "paused"}}
    one = picker()
    one.value = saved
    assert one.value == saved


def test_with_a_store_only_the_shape_is_checked(picker):
    """What the store acknowledged is not argued with."""
    one = picker()
    one.connect({"way": "server", "worksheet": "oak/pairing", "url": "/", "seq": 0}, {})
    one.value = {"pair/new-person/mia/Career": {"status": "active"}}
    assert len(one.pairs) == 1


def test_value_can_be_observed(picker):
    """Other cells can follow what is chosen."""
    one, seen = picker(), []
    one.observe(lambda change: seen.append(len(change["new"])), names="value")
    one.value = {"assign/ana": True}
    assert seen == [1]


def test_a_frame_has_a_row_with_names_for_each_pair(picker):
    """`to_frame` is for pandas."""
    frame = picker({**ACTIVE, "note/ben/noa/Career": "They meet at noon."}).to_frame()
    row = frame.iloc[0].to_dict()
    assert (row["mentee"], row["mentor"], row["status"], row["note"]) == (
        "Ben Carter",
        "Noa Levi",
        "active",
        "They meet at noon.",
    )


def test_an_empty_frame_keeps_its_columns(picker):
    """No pairs is still a table."""
    frame = picker().to_frame()
    assert len(frame) == 0
    assert list(frame.columns)[:3] == ["mentee", "mentee_id", "mentor"]


def test_csv_holds_no_formula(picker):
    """XC9: a note or a name that begins like a formula is text in a spreadsheet."""
    people = (Person(id="x", name="=HYPERLINK(1)", roles=("mentee",)), PEOPLE[3])
    text = picker({"pair/x/noa/Career": {"status": "active"}, "note/x/noa/Career": "+1, or so"}, people=people).to_csv()
    cells = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))[1]
    assert (cells[0], cells[-1]) == ("'=HYPERLINK(1)", "'+1, or so")


def test_an_introduction_names_both_and_what_they_offer(picker):
    """PP28: one printable sheet per pair."""
    one = picker(ACTIVE)
    page = one.introduction(one.pairs[0])
    assert "Ben Carter, meet Noa Levi" in page
    assert page.startswith("<!doctype html>")


def test_introductions_leave_ended_pairs_out(picker):
    """Nobody is introduced to someone they parted from."""
    page = picker({**ACTIVE, "pair/ana/mia/Career": {"status": "ended"}}).to_html()
    assert ("meet Noa Levi" in page, "meet Mia Lund" in page) == (True, False)


def test_no_pairs_make_a_page_that_says_so(picker):
    """An empty print is not a blank sheet."""
    assert "No pairs yet" in picker().to_html()


def test_the_directory_shows_mentors_in_order_without_private_words(picker):
    """PP28: one file for a staff site."""
    page = picker().directory_html()
    assert page.index("Mia Lund") < page.index("Noa Levi")
    assert [word for word in ("@lib.example", "555-0100", "Ana Silva") if word in page] == []


def test_the_directory_needs_nothing_but_itself(picker):
    """No script, no file from elsewhere."""
    page = picker().directory_html()
    assert {"script", "link", "img", "iframe"} & set(Tags(page).tags) == set()
    assert "url(" not in page


@pytest.mark.parametrize("make", [PairingPicker.to_html, PairingPicker.directory_html, PairingPicker.snapshot])
def test_hostile_words_are_text_on_every_page(picker, make):
    """Names and bios come from strangers."""
    people = tuple(
        Person(id=role, name=HOSTILE, roles=(role,), bio=HOSTILE, branch=HOSTILE) for role in ("mentor", "mentee")
    )
    program = Program(slug="oak", name=HOSTILE, purposes=(HOSTILE,))
    page = make(picker({f"pair/mentee/mentor/{HOSTILE.replace('/', '%2F')}": {"status": "active"}}, program, people))
    assert {"script", "img"} & set(Tags(page).tags) == set()
    assert "&lt;script&gt;" in page


def test_the_mime_bundle_shows_the_pairs(picker):
    """Saved notebooks and exports show the answers without a kernel."""
    data, _ = picker(ACTIVE)._repr_mimebundle_()
    assert "Ben Carter" in data["text/html"]
    assert "meeting" in data["text/html"]
    assert data["text/plain"] == "PairingPicker(2 mentors, 2 mentees, 1 pairs)"


def test_a_program_with_an_unknown_time_zone_still_opens(picker):
    """The day is then counted in UTC."""
    one = picker(program=Program(slug="oak", name="Oak", timezone="Middle/Earth"))
    assert len(one._program["today"]) == 10


def test_the_module_is_one_proper_script(tmp_path):
    """The pieces share one scope: two of one name would be an error in every browser."""
    file = tmp_path / "pairing.mjs"
    file.write_text(_resources.module("pairing"), encoding="utf-8")
    done = subprocess.run(["node", "--check", str(file)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
