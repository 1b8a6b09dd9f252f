"""News for pages: in order, only what concerns them, and never more than they read."""

from __future__ import annotations

import asyncio
import json

import pytest
from served import OAK, make_folder, operation

from mentorwidgets.model import Viewer, operation_from_plain
from mentorwidgets.serve.feed import MOST_PAGES, MOST_WAITING, Feed, News, as_they_stand, events_for
from mentorwidgets.serve.library import Library
from mentorwidgets.serve.sessions import Session
from mentorwidgets.serve.sights import Sights

SHEET = "oak-county/pairing"
ME, THEM = (Session(name, 0).of(Viewer(role="office", door=name)) for name in ("me", "them"))


@pytest.fixture
def library(tmp_path):
    """A real folder, opened."""
    library = Library(make_folder(tmp_path / "library", OAK).path)
    yield library
    library.close()


def write(library, number, key="assign/ben", value=True, base=0):
    library.store.apply(operation_from_plain(operation(number, key, value, base)), "Ana")


def listen(library, story):
    """Run ``story(feed)`` with a feed that is stopped afterwards."""

    async def tell():
        feed = Feed(library, Sights(library))
        try:
            await asyncio.wait_for(story(feed), 20)
        finally:
            await feed.close()

    asyncio.run(tell())


def events(text):
    return [line.removeprefix("event: ") for line in text.splitlines() if line.startswith("event: ")]


async def taken(news):
    return await news.take()


def test_missed_comes_first():
    """What happened while the missed news were being read stands behind them."""
    news = News(SHEET, ME)
    news.put("third")
    news.catch_up(["first", "second"])
    assert asyncio.run(taken(news)) == "firstsecondthird"


def test_nothing_before_the_missed():
    """Nothing is handed out before the missed news are there."""

    async def story():
        news = News(SHEET, ME)
        news.put("late")
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(news.take(), 0.01)

    asyncio.run(story())


def test_who_does_not_read():
    """A page that does not read is cut off, and what waited for it is let go."""
    cut = []
    news = News(SHEET, ME, lambda: cut.append(1))
    news.catch_up([])
    for _ in range(5):
        news.put("x" * (MOST_WAITING // 2))
    assert cut == [1]
    assert asyncio.run(taken(news)) == ""


def test_reading_makes_room():
    """A page that reads is never cut off, however much there is."""
    cut = []
    news = News(SHEET, ME, lambda: cut.append(1))
    news.catch_up([])
    for _ in range(5):
        news.put("x" * (MOST_WAITING // 2))
        assert asyncio.run(taken(news))
    assert cut == []


def test_listen(library):
    """A page hears what it missed, a beat, and then what is written."""

    async def story(feed):
        write(library, 1)
        news = News(SHEET, ME)
        await feed.listen(news, 0)
        assert events(await news.take()) == ["change", "beat"]
        await library.ask(write, library, 2, "assign/eva")
        feed.landed()
        assert '"assign/eva"' in await news.take()

    listen(library, story)


def test_other_worksheet(library):
    """The changes of another worksheet are not told; beats are."""

    async def story(feed):
        news = News("oak-county/other", ME)
        await feed.listen(news, 0)
        await news.take()
        await library.ask(write, library, 1)
        feed.landed()
        assert events(await news.take()) == ["beat"]

    listen(library, story)


def test_left(library):
    """Who left hears nothing more."""

    async def story(feed):
        gone, there = News(SHEET, ME), News(SHEET, ME)
        await feed.listen(gone, 0)
        await feed.listen(there, 0)
        await gone.take()
        await there.take()
        feed.leave(gone)
        await there.take()
        gone.stop()
        assert await gone.take() == ""

    listen(library, story)


def test_hang_up(library):
    """Signing out ends the news of that session and of no other."""

    async def story(feed):
        mine, theirs = News(SHEET, ME), News(SHEET, THEM)
        await feed.listen(mine, 0)
        await feed.listen(theirs, 0)
        feed.hang_up(lambda session: session == ME)
        assert await mine.take() == ""
        assert events(await theirs.take()) == ["beat"]

    listen(library, story)


def test_so_many_pages(library):
    """One person cannot fill the server with listeners: their oldest page is let go for the newest, and nobody else's."""

    async def story(feed):
        cut = []
        theirs = News(SHEET, THEM, lambda: cut.append("theirs"))
        await feed.listen(theirs, 0)
        for number in range(MOST_PAGES + 2):
            await feed.listen(News(SHEET, ME, lambda number=number: cut.append(number)), 0)
        assert cut == [0, 1]
        assert len(feed.sessions()) == MOST_PAGES + 1
        assert events(await theirs.take())[0] == "beat"

    listen(library, story)


def test_a_full_room(library):
    """Everybody in a room shares one link: a hundred and more phones may listen at once."""
    room = Session("any", 0, "room").of(Viewer(role="guest", program="oak-county", door="room"))

    async def story(feed):
        for _ in range(MOST_PAGES + 20):
            await feed.listen(News(SHEET, room), 0)
        assert len(feed.sessions()) == MOST_PAGES + 20

    listen(library, story)


def test_a_draft_keeps_its_past(library):
    """Who may read an answer only now hears what it says now, and nothing of what stood there before."""
    for number, value in enumerate(["I am afraid of him", None, "Time"]):
        write(library, number, "note/ben/ana/Mentoring", value, number)
    changes = library.store.changes(0)
    assert [change.value for change in as_they_stand(changes, lambda _key: False)] == ["Time"]
    assert as_they_stand(changes, lambda _key: True) == list(changes)


def test_a_quiet_worksheet_beats_while_others_are_busy(library):
    """Changes elsewhere, many in each second, do not keep the beat from a page: its silence would mean trouble."""

    async def story(feed):
        news = News("oak-county/expectations", ME)
        await feed.listen(news, 0)
        await news.take()
        heard = []
        for number in range(10_000):
            await library.ask(write, library, number, f"note/{number}/ana/Mentoring")
            feed.landed()
            if news._waiting:
                heard += events(await news.take())
            if len(heard) > 1:
                break
        assert heard == ["beat", "beat"]

    listen(library, story)


BEN = Viewer(role="mentee", program="oak-county", person="ben", name="Ben Carter", door="ben's link")
THEIRS = Session("ben", 0, "ben's link").of(BEN)


def keys(text):
    return [
        json.loads(line.removeprefix("data: ")).get("key") for line in text.splitlines() if line.startswith("data: ")
    ]


async def until(news, key):
    heard = []
    while key not in heard:
        heard += [one for one in keys(await news.take()) if one]
    return heard


def test_only_their_own(library):
    """A mentee hears of their own fields and of nobody else's, whether they missed it or were there; the office of all."""

    async def story(feed):
        await library.ask(write, library, 1, "assign/ben")
        await library.ask(write, library, 2, "assign/eva")
        mine, all_of_it = News(SHEET, THEIRS), News(SHEET, ME)
        await feed.listen(mine, 0)
        await feed.listen(all_of_it, 0)
        assert keys(await mine.take()) == ["assign/ben", None]
        assert keys(await all_of_it.take()) == ["assign/ben", "assign/eva", None]
        await library.ask(write, library, 3, "assign/eva", None, 1)
        await library.ask(write, library, 4, "assign/ben", None, 1)
        feed.landed()
        assert await until(mine, "assign/ben") == ["assign/ben"]
        assert await until(all_of_it, "assign/ben") == ["assign/eva", "assign/ben"]

    listen(library, story)


def test_what_reveals(library):
    """A change after which somebody may read more or less makes pages read anew: once, and without saying what it was."""
    write(library, 1, "assign/ben")
    write(library, 2, "assign/eva")
    changes = library.store.changes(0)
    heard = "".join(events_for(changes, lambda key: key == "assign/ben", reveals=lambda *_: True))
    assert events(heard) == ["change", "again"]
    assert "eva" not in heard
    assert "id: 2\nevent: again" in heard


def test_sights_follow(library):
    """What rights look at keeps up with what is written, removed fields too, and is right however it was come by."""

    async def story(feed):
        sights = Sights(library)
        for number, (key, value) in enumerate([("assign/ben", True), ("offer/ben", "later"), ("assign/ben", None)]):
            base = 1 if value is None else 0
            write(library, number, key, value, base)
            kept, fresh = await sights._fields(SHEET, None), await Sights(library)._fields(SHEET, None)
            assert kept == fresh
        assert kept == {"offer/ben": "later"}

    listen(library, story)
