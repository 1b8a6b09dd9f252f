"""Everybody at every worksheet: what they read of it, what its news tell them, and what saving refuses."""

from __future__ import annotations

import itertools
import json
import re

import pytest
from guests import GUESTS, guest, make_library, revoked, status
from served import SLUG, operation

from mentorwidgets import access
from mentorwidgets.model import Operation, Viewer
from mentorwidgets.store import Store
from mentorwidgets.workbook.sheets import RULES

ELSEWHERE = "mentee elsewhere"  # Ben's link in another browser, without the word that he set in his own
WHO = ("office", *GUESTS, ELSEWHERE)
STRANGERS = ("nobody", "revoked")
API = "/mentorwidgets/api/"
STAFF = {"coordinator", "office"}
LEADERS = {"trainer", *STAFF}
TWO = {"own mentor", "mentee"}  # Ben's own; the other mentor is of the same program, and no pair of theirs
ROOM = {"somebody in the room"}
PEOPLE = {"other mentor", *TWO, *STAFF, ELSEWHERE}
ASKED, READY = "ben/ana/career", "ben/ana/technology"  # in the second both said that they are ready to compare
UNKNOWN = (("roster", "anything"), ("unheard", "of"), ("pairing", "unheard/of"))  # in no row of the table
KINDS = sorted({*(row.kind for row in access.TABLE), *(kind for kind, _ in UNKNOWN)})
numbers = itertools.count(1)

PLACES = {"mentee/mentor/purpose": (ASKED, READY), "side": ("mentee", "mentor"), "room": ("asked", "shown", "closed")}
"""Parts of keys -> what stands there; other parts, such as ``<question>``, stand for themselves."""
TOLD = {  # what conditions look at; each other field holds its own key
    ("session", "room/asked"): {"question": "Why?"},
    ("session", "room/shown"): {"question": "Why?", "shown": True},
    ("session", "room/closed"): {"question": "Why?", "shown": True, "closed": True},
    **{("expectations", f"ready/{READY}/{side}"): True for side in ("mentee", "mentor")},
    **{
        ("pairing", f"pair/{pair}"): {"status": "confirmed", "mentee_yes": True, "mentor_yes": True}
        for pair in (ASKED, READY)
    },
}
FACTS = {  # written by hand, from the requirements and not from the table: who reads it
    ("pairing", f"pair/{ASKED}"): {*TWO, *STAFF, ELSEWHERE},
    ("pairing", f"note/{ASKED}"): STAFF,
    ("pairing", "shortlist/ben"): {"mentee", *STAFF, ELSEWHERE},
    ("expectations", "form"): {"trainer", *PEOPLE},
    ("expectations", f"answer/{ASKED}/mentee/question"): {"mentee"},
    ("expectations", f"answer/{READY}/mentee/question"): TWO,
    ("expectations", f"told/{ASKED}/mentor/question"): {"own mentor", *STAFF},
    ("expectations", f"told/{ASKED}/mentee/question"): {"mentee", *STAFF, ELSEWHERE},
    ("cadence", f"busy/{ASKED}/mentee"): TWO,
    ("expectations", f"agreed/{READY}/question"): TWO,
    ("cadence", f"talk/{ASKED}/meeting"): TWO,
    ("cadence", f"note/{ASKED}/meeting/mentor"): {"own mentor"},
    ("cadence", f"meeting/{ASKED}/meeting"): {*TWO, *STAFF, ELSEWHERE},
    ("cadence", "closures/name"): PEOPLE,
    ("session", "room/asked"): {*LEADERS, *ROOM},
    ("session", "room/closed"): LEADERS,
    ("session", "note/asked/note"): LEADERS,
    ("session", "note/shown/note"): {*LEADERS, *ROOM},
    ("challenges", "barrier/row"): LEADERS,
    ("challenges", f"barrier/{ASKED}/row"): TWO,
    ("challenges", "card/card"): {"trainer", *PEOPLE},
    **{place: {"office"} for place in UNKNOWN},
}


def keys_of(field):
    """The keys that a row of the table stands for, one for each of the places."""
    plain = field.replace("<mentee>/<mentor>/<purpose>", "<mentee/mentor/purpose>")
    plain = plain.replace("<mentee>", "ben").replace("<mentor>", "ana")
    names = [name for name in PLACES if f"<{name}>" in plain]
    for chosen in itertools.product(*(PLACES[name] for name in names)):
        key = plain
        for name, part in zip(names, chosen, strict=True):
            key = key.replace(f"<{name}>", part)
        yield re.sub("<(.*?)>", r"\1", key)


FIELDS = {kind: {} for kind in KINDS}
for place in [*((row.kind, key) for row in access.TABLE for key in keys_of(row.field)), *UNKNOWN]:
    FIELDS[place[0]][place[1]] = TOLD.get(place, f"what {place} holds")


@pytest.fixture(scope="module")
def served(serve_folder, tmp_path_factory):
    """A server on which every worksheet of a program holds every kind of field."""
    folder = make_library(tmp_path_factory.mktemp("sheets") / "library")
    wishes = [
        Operation(op=f"made-{next(numbers):08d}", worksheet=f"{SLUG}/{kind}", key=key, value=value, base=0)
        for kind, fields in FIELDS.items()
        for key, value in fields.items()
    ]
    with Store.open(folder.database) as store:  # without the rules: what is tried here is who, and not what
        store.apply_many([(wish, Viewer(role="office")) for wish in wishes])
    return serve_folder(folder.path)


@pytest.fixture(scope="module")
def visitors(served):
    """Everybody who may come."""
    found = {who: guest(served, who) for who in GUESTS}
    found |= {"office": served.visitor(), "nobody": served.visitor(signed_in=False), "revoked": revoked(served)}
    for visitor in found.values():
        visitor.get("/login")
    assert found["mentee"].fill("/word", do="set", new="a word of Ben's", again="a word of Ben's").status == 200
    return {**found, ELSEWHERE: guest(served, "mentee")}


def viewer(who):
    """Whom the server takes them for."""
    program, role, person = GUESTS.get("mentee" if who == ELSEWHERE else who, ("", "office", ""))
    closed = (access.EVERYTHING,) if who == ELSEWHERE else ()
    return Viewer(role=role, program=program, person=person, closed=closed)


def reads(who, kind):
    """The fields that the table gives them, if they may open the worksheet at all."""
    test = access.readable(viewer(who), f"{SLUG}/{kind}", FIELDS[kind])
    return {key for key in FIELDS[kind] if access.may(viewer(who), f"open:{kind}", SLUG) and test(key)}


def heard(visitor, kind):
    """Status, and the changes that the news tell from the beginning up to the first beat."""
    connection = visitor.connection()
    connection.request("GET", f"{API}events?worksheet={SLUG}/{kind}", headers=visitor.cookie_header())
    stream, lines = connection.getresponse(), []
    while stream.status == 200 and (line := stream.readline().decode()) != "event: beat\n":
        lines.append(line)
    connection.close()
    plain = [json.loads(line.removeprefix("data: ")) for line in lines if line.startswith('data: {"')]
    return stream.status, {change["key"]: change["value"] for change in plain}


def test_every_worksheet_is_walked():
    """A new worksheet cannot come without rights, nor without being walked here."""
    assert {*RULES, "roster", "unheard"} == {*KINDS} == {kind for kind, _ in FACTS}


@pytest.mark.parametrize("place", FACTS, ids="/".join)
def test_the_table_says_so(place):
    """What people were promised stands in the table: a row that says something else is wrong."""
    kind, key = place
    may_read = {who for who in WHO if access.readable(viewer(who), f"{SLUG}/{kind}", FIELDS[kind])(key)}
    assert may_read == FACTS[place]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("who", WHO)
def test_reading(visitors, who, kind):
    """The worksheet holds the fields that are theirs to read, the news tell of the same ones, and of no other."""
    answer, (code, told) = visitors[who].get(f"{API}worksheet/{SLUG}/{kind}"), heard(visitors[who], kind)
    may_open = access.may(viewer(who), f"open:{kind}", SLUG)
    wanted = {key: FIELDS[kind][key] for key in reads(who, kind)}
    assert (answer.status, code) == ((200, 200) if may_open else (404, 404))
    found = {key: field["value"] for key, field in answer.data["fields"].items()} if may_open else {}
    assert (found, told) == (wanted, wanted)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("who", WHO)
def test_saving(visitors, who, kind):
    """What is closed to them is refused and tells nothing; elsewhere who is late hears what they may read, no more."""
    sheet, fields = f"{SLUG}/{kind}", FIELDS[kind]
    wishes = [operation(next(numbers), key, "late", 9, sheet) for key in fields]
    answers = visitors[who].post(f"{API}save", {"ops": wishes}).data["answers"]
    test = access.readable(viewer(who), sheet, fields)
    closed = {key for key in fields if access.is_closed(viewer(who), sheet, key)}
    late = {key: ("conflict", 1, fields[key]) if test(key) else ("conflict", 0, None) for key in fields}
    wanted = {key: ("refused", 0, None) if key in closed else late[key] for key in fields}
    assert {
        key: (answer["outcome"], answer["version"], answer["value"])
        for key, answer in zip(fields, answers, strict=True)
    } == wanted


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("who", STRANGERS)
def test_who_is_not_signed_in(visitors, who, kind):
    """Nobody, and whoever lost their link, is asked to sign in, whatever the worksheet."""
    wish = json.dumps({"ops": [operation(next(numbers), next(iter(FIELDS[kind])), "x", 0, f"{SLUG}/{kind}")]})
    found = [
        status(visitors[who], "GET", f"{API}worksheet/{SLUG}/{kind}"),
        status(visitors[who], "POST", f"{API}save", wish),
        heard(visitors[who], kind)[0],
    ]
    assert found == [401, 401, 401]
