"""Who came through the Hub stays as long as the Hub and the rosters say so, and no longer."""

from __future__ import annotations

import asyncio
import os

import pytest
from served import OAK, PEOPLE, SLUG, make_folder

from mentorwidgets.serve.hub.guests import GRACE, Guest, Guests, door_of
from mentorwidgets.serve.hub.oauth import HubAway
from mentorwidgets.serve.hub.users import HubUser
from mentorwidgets.serve.library import Library
from mentorwidgets.serve.sessions import Session

ANA = HubUser(name="ana.silva", groups=("mentoring-office",))


class World:
    """Guests on a real folder, a clock that we turn, and what the Hub answers: a user, nobody, or no answer."""

    def __init__(self, library: Library) -> None:
        self.library, self.now, self.answer, self.asked = library, 1000.0, ANA, 0
        self.guests = Guests(library, self._ask, lambda: self.now)

    async def _ask(self, token: str) -> HubUser | None:
        assert token == "t"
        self.asked += 1
        await asyncio.sleep(0)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer

    def come(self, role: str = "mentor") -> Session:
        """Someone comes in."""
        found = asyncio.run(self.guests.find(ANA))
        chosen = next(viewer for viewer in found.viewers if viewer.role == role)
        self.guests.keep("s1", Guest(token="t", user=ANA, found=found, browser="b1", after="/", chosen=chosen))
        return Session("s1", 0, door_of(ANA))

    def look(self, session: Session, later: float = 0.0):
        self.now += later
        return asyncio.run(self.guests.look(session))


@pytest.fixture
def world(tmp_path):
    library = Library(make_folder(tmp_path / "library", OAK).path)
    yield World(library)
    library.close()


def test_the_hub_is_asked_again_every_minute_and_not_more(world):
    """Within a minute the answer is believed; after it the Hub is asked, once for all who wait."""
    session = world.come()
    assert world.look(session, 59).person == "ana"
    assert world.asked == 0
    world.now += 2

    async def many():
        return await asyncio.gather(*(world.guests.look(session) for _ in range(20)))

    assert {viewer.person for viewer in asyncio.run(many())} == {"ana"}
    assert world.asked == 1


@pytest.mark.parametrize("answer", [None, HubUser(name="eva.novak")])
def test_whoever_the_hub_no_longer_knows_is_out(world, answer):
    """A user who was deleted or signed out, or whose token names another, is let in no more, also not later."""
    session = world.come()
    world.answer = answer
    assert world.look(session, 61) is None
    world.answer = ANA
    assert world.look(session) is None
    assert world.guests.get("s1") is None


def test_nobody_is_hurried_to_choose(world):
    """Who has not said yet as whom they come is not forgotten, however long they think about it."""
    session = world.come()
    world.guests.get("s1").chosen = None
    assert world.look(session, 600) is None
    assert world.guests.get("s1") is not None
    assert world.asked == 0


def test_whoever_left_the_roster_or_the_group_is_out(world):
    """Roster and groups are looked at again, too, each for those whom it let in."""
    session = world.come("office")
    world.answer = HubUser(name="ana.silva")
    assert world.look(session, 61) is None
    session = world.come("mentor")
    world.library.store.set_roster(SLUG, PEOPLE[1:], "Coordinator")
    assert world.look(session, 61) is None


def test_a_hub_that_is_away_stops_nobody_at_once(world):
    """While the Hub does not answer people work on, for ten minutes; it is asked again every few seconds."""
    session = world.come()
    world.answer = HubAway("away")
    assert world.look(session, 61).person == "ana"
    assert (world.look(session, 1).person, world.asked) == ("ana", 1)
    assert (world.look(session, 5).person, world.asked) == ("ana", 2)
    assert world.look(session, GRACE) is None


def test_a_session_fits_its_own_door_and_browser_only(world):
    """Another user's door, an id that nobody has, or a browser that signed in anew at the Hub: nobody."""
    session = world.come()
    assert world.look(Session("s1", 0, "hub:eva.novak")) is None
    assert world.look(Session("s2", 0, session.door)) is None
    assert world.guests.is_other_browser(session, "b2")
    assert not world.guests.is_other_browser(session, "b1")


def test_a_token_is_never_shown(world):
    """A guest in a log line or a traceback shows no token."""
    world.come()
    assert "token" not in repr(world.guests.get("s1"))


def test_the_folder_says_how_often_and_whom_to_ask(world):
    """`hub.toml` is read anew when it has changed, and a slip in it puts out nobody who is in."""
    session, file = world.come(), world.library.folder.path / "hub.toml"
    file.write_text('contact = "Kim Reyes"\nagain = 5')
    os.utime(file, (1, 1))
    assert world.guests.contact() == "Kim Reyes"
    assert (world.guests.again, Guests(world.library, world._ask).again) == (5, 5)
    file.write_text("contact = 5")
    os.utime(file, (2, 2))
    assert world.look(session, 61).person == "ana"
    assert "'contact' has the wrong form" in asyncio.run(world.guests.trouble())[0]
