"""The room's door over HTTP: one link for all, a page without a kernel, notes without a name anywhere."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from asked import WORDS
from guests import enter, guest, make_library
from served import SLUG, operation

from mentorwidgets.doors import key_in

API = "/mentorwidgets/api/"
SESSION = f"{SLUG}/session"
ROOM = {"question": "What gets in the way?", "made": 1}
NOTE = f"note/{WORDS}/note-secret-1"
SECRET = "My director says no"


@pytest.fixture(scope="module")
def served(serve_folder, tmp_path_factory):
    """A server with everybody on it."""
    return serve_folder(make_library(tmp_path_factory.mktemp("room") / "library").path)


@pytest.fixture
def trainer(served):
    """A trainer who came in through a link."""
    return guest(served, "trainer")


def door(trainer, deed="open", **more):
    """What the server answers to a deed at the room's door."""
    return trainer.fill(f"{API}room/{SLUG}", do=deed, **more)


def come_in(served, trainer):
    """Somebody with the room's link."""
    visitor = enter(served, key_in(door(trainer).data["address"]))
    visitor.get("/login")
    return visitor


def save(visitor, number, key, value, base=0):
    """Save one field; the answer."""
    return visitor.post(f"{API}save", {"ops": [operation(number, key, value, base, SESSION)]}).data["answers"][0]


def test_one_link_for_everybody(served, trainer):
    """Asked twice, the same link; it is a picture, too, and leads to the room alone."""
    first, again = door(trainer).data, door(trainer).data
    assert first["address"] == again["address"]
    assert first["picture"].startswith("data:image/svg+xml")
    assert first["until"].endswith("+00:00")  # the page writes it on the trainer's own clock
    visitor = come_in(served, trainer)
    assert visitor.get("/").headers["Location"] == f"/programs/{SLUG}/room"
    page = visitor.get(f"/programs/{SLUG}/room")
    assert (page.status, visitor.get(f"/programs/{SLUG}/").status) == (200, 404)
    assert served.kernels() == []


def test_nobody_is_named(served, trainer):
    """A note's writer stands in no answer, no history and no log: only that it came through the room's link."""
    visitor = come_in(served, trainer)
    save(trainer, 1, f"room/{WORDS}", ROOM)
    assert save(visitor, 2, NOTE, SECRET)["outcome"] == "saved"
    before = len(served.log())
    visitor.post(f"{API}save", {"ops": [operation(3, f"note/{WORDS}/note-secret-2", "x", 0, SESSION)]}, **{"User-Agent": "Ana's phone"})  # fmt: skip
    field = trainer.get(f"{API}worksheet/{SESSION}").data["fields"][NOTE]
    assert (field["value"], field["by"]) == (SECRET, "Somebody in the room")
    shown = guest(served, "coordinator").get(f"/programs/{SLUG}/history").text
    assert SECRET in shown
    assert "127.0.0.1" not in shown
    written = [line for line in served.log()[before:].splitlines() if "api/save" in line]
    assert written
    assert [line for line in written if "127.0.0.1" in line or "Ana" in line] == []
    doors = set(re.findall(r"Somebody in the room \(guest, ([\w-]{6})\)", shown))
    assert len(doors) == 1


def test_notes_are_hidden_until_they_are_shown(served, trainer):
    """From the API, the page and the answer to a guess; and nobody reads what others wrote as if it were their own."""
    visitor, other = come_in(served, trainer), come_in(served, trainer)
    room = f"room/{WORDS}-2"
    note = f"note/{WORDS}-2/note-secret-3"
    save(trainer, 11, room, ROOM)
    save(visitor, 12, note, SECRET)
    told = [
        other.get(f"{API}worksheet/{SESSION}").text,
        other.get(f"/programs/{SLUG}/room").text,
        str(save(other, 13, note, "guess")),
    ]
    assert [text for text in told if SECRET in text] == []
    assert other.get("/mine").status == 404
    save(trainer, 14, room, {**ROOM, "shown": True}, 1)
    assert SECRET in other.get(f"{API}worksheet/{SESSION}").text
    assert save(other, 15, note, "Not yours", 1)["outcome"] == "refused"


def test_a_hundred_phones(served, trainer):
    """Everybody in a full room comes in by one link and answers in the same moment: each answer is there at once."""
    save(trainer, 31, f"room/{WORDS}-4", ROOM)
    key = key_in(door(trainer).data["address"])

    def answer(number):
        visitor = enter(served, key)
        return save(visitor, 1000 + number, f"note/{WORDS}-4/note-phone-{number}", f"Answer {number}")["outcome"]

    with ThreadPoolExecutor(20) as phones:
        assert list(phones.map(answer, range(100))) == ["saved"] * 100


def test_one_phone_silences_nobody(served, trainer):
    """A guest who sends without end is asked to wait, in words; the others go on answering."""
    flood, other = come_in(served, trainer), come_in(served, trainer)
    save(trainer, 41, f"room/{WORDS}-5", ROOM)
    ops = [operation(42, f"note/{WORDS}-5/note-flood-1", "x", 0, SESSION)] * 100
    answers = [flood.post(f"{API}save", {"ops": ops}) for _ in range(3)]
    late = next(answer for answer in answers if answer.status != 200)
    assert (late.status, late.data["mend"]) == (429, "It goes on by itself in a moment.")
    assert save(other, 43, f"note/{WORDS}-5/note-other-1", "Trust")["outcome"] == "saved"


def test_one_phone_signs_out_nobody_else(served, trainer):
    """All of a room came in by one link: a guest who would sign out everywhere signs out one phone."""
    leaving, other = come_in(served, trainer), come_in(served, trainer)
    leaving.fill("/logout", everywhere="yes")
    assert [visitor.get(f"/programs/{SLUG}/room").status for visitor in (leaving, other)] == [401, 200]


def test_the_room_ends(served, trainer):
    """Whoever is in it is out at once; the next link is another one."""
    visitor, address = come_in(served, trainer), door(trainer).data["address"]
    assert door(trainer, "end").data == {"told": "The room has ended for everybody."}
    assert visitor.get(f"/programs/{SLUG}/room").status == 401
    assert door(trainer).data["address"] != address


def test_the_rooms_link_among_the_others(served, trainer):
    """A coordinator sees it while it holds and can take it back; it is in no list for a mail merge."""
    door(trainer)
    coordinator, page = guest(served, "coordinator"), f"/programs/{SLUG}/links"
    shown, listed = coordinator.get(page).text, coordinator.fill(page, do="all", sure="yes").text
    assert "A room is open now" in shown
    assert ("Eva Novak" in listed, "Somebody in the room" in listed) == (True, False)
    door(trainer, "end")
    assert "A room is open now" not in coordinator.get(page).text


def test_themes_are_taken_along(served, trainer):
    """By the trainer; a room that is not there is said so."""
    for number, (key, value) in enumerate(
        {f"room/{WORDS}-3": ROOM, f"theme/{WORDS}-3/theme-time": {"name": "Time"}, f"note/{WORDS}-3/note-0001": "None",
         f"sorted/{WORDS}-3/note-0001": "theme-time"}.items(), 21):  # fmt: skip
        assert save(trainer, number, key, value)["outcome"] == "saved"
    assert "worksheet now" in door(trainer, "take", room=f"{WORDS}-3").data["told"]
    assert "Nothing new" in door(trainer, "take", room=f"{WORDS}-3").data["told"]
    assert door(trainer, "take", room="none-there").status == 400


def test_who_opens_a_room(served):
    """Neither mentees nor guests; and nobody without knowing what they do."""
    assert door(guest(served, "mentee")).status == 404
    assert door(guest(served, "somebody in the room")).status == 404
    assert door(guest(served, "trainer"), "dance").status == 400
