"""The address that a calendar follows: one person's meetings, to whoever holds it, and nothing else."""

from __future__ import annotations

import dataclasses
import hmac
import itertools
import time

import icalendar
import pytest
from guests import PAIR, SLUG, enter, guest, invite, key_of, make_library
from served import operation

from mentorwidgets import inviting
from mentorwidgets.doors import make_key
from mentorwidgets.folder import Folder
from mentorwidgets.inviting import Asked, make_links
from mentorwidgets.model import Operation, Viewer
from mentorwidgets.serve.calendars import calendar_of, link_for_calendar, link_of
from mentorwidgets.workbook import open_store

RULE = {"start": "2026-03-03", "time": "15:00", "timezone": "Europe/London", "count": 3}
_numbers = itertools.count(1)
CONFIRMED = {"status": "confirmed", "mentee_yes": True, "mentor_yes": True}


@pytest.fixture(scope="module")
def calendars(serve_folder, tmp_path_factory):
    """A server on which Ben and Ana have a plan, a promise, a note of Ben's own, and a posted time that he holds."""
    server = serve_folder(make_library(tmp_path_factory.mktemp("calendars") / "library").path)
    pair = PAIR.removeprefix("pair/")
    mine = {f"talk/{pair}/m001": {"promises": [{"what": "Read"}]}, f"note/{pair}/m001/mentee": "Mine alone"}
    slot = "posted/ana/20260331T1400Z-60"
    for who, wishes in (
        ("office", {PAIR: CONFIRMED}),
        ("own mentor", {f"rule/{pair}": RULE, slot: ""}),
        ("mentee", {**mine, slot: "ben"}),
    ):
        visitor = server.visitor() if who == "office" else guest(server, who)
        visitor.get("/login")
        ops = [
            operation(next(_numbers), key, value, 1 if value == "ben" else 0, _worksheet(key))
            for key, value in wishes.items()
        ]
        answers = visitor.post("/mentorwidgets/api/save", {"ops": ops}).data["answers"]
        assert [answer["outcome"] for answer in answers] == ["saved"] * len(ops), answers
    return server


def _worksheet(key):
    return f"{SLUG}/{'pairing' if key.startswith('pair/') else 'cadence'}"


def address_of(server, who):
    """The path of somebody's calendar."""
    return made_by(guest(server, who))


def made_by(visitor):
    """The path of the calendar that somebody has made now."""
    return "/" + visitor.post("/calendar", {}).data["address"].split("/", 3)[3]


def test_it_holds_one_persons_meetings(calendars):
    """Plan, promise and posted time; a note for oneself is in no calendar."""
    answer = calendars.visitor(signed_in=False).get(address_of(calendars, "mentee"))
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    found = icalendar.Calendar.from_ical(answer.body)
    assert len(found.walk("VEVENT")) == 4
    assert [str(todo["SUMMARY"]) for todo in found.walk("VTODO")] == ["Read"]
    assert "Mine alone" not in answer.text


def test_young_people_are_initials_there_too(tmp_path):
    """XC4: what a page does not say, no calendar does."""
    folder = make_library(tmp_path / "library")
    with open_store(folder) as store:
        fields = {PAIR: CONFIRMED, PAIR.replace("pair/", "rule/"): RULE}
        for key, value in fields.items():
            wish = Operation(op=f"wish-{next(_numbers):08d}", worksheet=_worksheet(key), key=key, value=value, base=0)
            assert store.apply(wish, "Coordinator").outcome == "saved"
        store.save_program(dataclasses.replace(store.program(SLUG), youth=True))
        young = calendar_of(store, Viewer(role="mentor", program=SLUG, person="ana", name="Ana Silva")).decode()
    assert "B. C. and Ana Silva" in young
    assert "Ben Carter" not in young


def test_another_mentors_is_empty(calendars):
    """Nobody finds others' meetings in theirs."""
    answer = calendars.visitor(signed_in=False).get(address_of(calendars, "other mentor"))
    assert icalendar.Calendar.from_ical(answer.body).walk("VEVENT") == []


@pytest.mark.parametrize("who", ["coordinator", "office", "trainer"])
def test_who_is_no_participant_has_none(calendars, who):
    """They are told so in words."""
    visitor = calendars.visitor() if who == "office" else guest(calendars, who)
    visitor.get("/login")
    assert "words" in visitor.get("/calendar").data
    assert "words" in visitor.post("/calendar", {}).data


def test_an_address_is_shown_once(calendars):
    """The page says later when it was made; a new one ends the one before, and who made it is told in the history."""
    ben, stranger = guest(calendars, "mentee"), calendars.visitor(signed_in=False)
    assert ben.get("/calendar").data == {"made": ""}
    first = made_by(ben)
    assert stranger.get(first).status == 200
    told = ben.get("/calendar").text
    assert inviting.day_of(time.time())[:7] in told
    assert first.removeprefix("/calendar/")[:60] not in told
    second = made_by(ben)
    assert [stranger.get(path).status for path in (first, second)] == [404, 200]
    assert {stranger.get(first).status for _ in range(8)} == {404}, "a calendar that still asks makes nobody wait"
    with open_store(Folder(calendars.folder)) as store:
        assert [deed.kind for deed in store.deeds_about(SLUG, "ben")][:2] == ["calendar made"] * 2


def test_an_address_of_an_earlier_version_goes_on(calendars):
    """It was signed, and calendars follow it: it opens until its person makes a new one; a link made now has no such."""
    folder = Folder(calendars.folder)
    secret = hmac.digest(folder.secret("links"), b"calendars", "sha256")
    old = invite(folder, "mentee")
    with open_store(folder) as store:
        new = make_links(store, SLUG, [store.person(SLUG, "eva")], Asked(secret=folder.secret("links"), by="x"))[0][1]
    paths = [f"/calendar/{make_key(secret, link)}.ics" for link in (old, new.link)]
    stranger = calendars.visitor(signed_in=False)
    assert [stranger.get(path).status for path in paths] == [200, 404]
    visitor = enter(calendars, key_of(folder, old))
    visitor.get("/login")
    made_by(visitor)
    assert stranger.get(paths[0]).status == 404


def test_its_key_opens_nothing_else(calendars):
    """Neither the sign-in page nor a session; and a personal link's key opens no calendar."""
    folder = Folder(calendars.folder)
    path = address_of(calendars, "mentee")
    key = path.removeprefix("/calendar/").removesuffix(".ics")
    stranger = calendars.visitor(signed_in=False)
    stranger.get("/in")
    assert stranger.fill("/in", key=key).status == 401
    assert stranger.get(f"/calendar/{key_of(folder, invite(folder, 'mentee'))}.ics").status == 404
    assert "Set-Cookie" not in stranger.get(path).headers


def test_it_ends_with_the_link(calendars):
    """A link that is taken back takes the calendar with it, at once."""
    folder = Folder(calendars.folder)
    path = address_of(calendars, "mentee")
    with open_store(folder) as store:
        own = next(one.id for one in store.invitations(SLUG) if path.startswith(f"/calendar/{one.id}"))
        store.revoke(own, time.time(), "test")
    assert calendars.visitor(signed_in=False).get(path).status == 404


def test_who_came_in_without_a_link_is_given_one_for_it(tmp_path):
    """Through a Hub: always the same one, until it is taken back; whoever left the roster is given none."""
    folder = make_library(tmp_path / "library")
    viewer = Viewer(role="mentee", program=SLUG, person="ben", name="Ben Carter", door="hub:ben.carter")
    with open_store(folder) as store:
        assert link_of(store, viewer) is None
        first = link_for_calendar(store, viewer, b"secret")
        assert link_for_calendar(store, viewer, b"secret") == first == link_of(store, viewer)
        assert first.viewer() == dataclasses.replace(viewer, door=first.id, until=first.until)
        store.revoke(first.id, time.time(), "Coordinator")
        assert link_for_calendar(store, viewer, b"secret").id != first.id
        assert link_for_calendar(store, dataclasses.replace(viewer, person="somebody"), b"secret") is None


@pytest.mark.parametrize("role", ["coordinator", "trainer"])
def test_no_link_for_a_calendar_runs_a_program(tmp_path, role):
    """Who runs a program through the Hub, and is on its roster, is given a link of the roster's own role."""
    folder = make_library(tmp_path / "library")
    viewer = Viewer(role=role, program=SLUG, person="ana", name="Ana Silva", door="hub:ana")
    with open_store(folder) as store:
        assert link_for_calendar(store, viewer, b"secret").role == "mentor"


def test_guessing_makes_one_wait(calendars):
    """As at the sign-in page; nothing of a guess is in the log."""
    stranger = calendars.visitor(signed_in=False)
    found = [stranger.get(f"/calendar/{'A' * 22}.9999999999.{'a' * 52}.ics").status for _ in range(8)]
    assert (found[0], found[-1]) == (404, 429)
    assert "A" * 22 not in calendars.log()
