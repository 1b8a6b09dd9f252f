"""What people are told on their first page about their link, and the coordinator's deed with a word."""

from __future__ import annotations

import re

import pytest
from guests import SLUG, enter, guest, invite, key_of, make_library
from served import operation

from mentorwidgets.doors import key_in
from mentorwidgets.folder import Folder
from mentorwidgets.workbook import open_store

P = f"/programs/{SLUG}/"
FOX = {"User-Agent": "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"}
JSON = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
PAIR = "pair/ben/ana/career"
TALK = "talk/ben/ana/career/m001"
WORD = "three blind mice"


@pytest.fixture(scope="module")
def served(serve_folder, tmp_path_factory):
    """A server of these tests' own."""
    return serve_folder(make_library(tmp_path_factory.mktemp("told") / "library").path)


@pytest.fixture
def kim(served):
    """A coordinator who came with a link."""
    return guest(served, "coordinator")


def do(kim, deed, **fields):
    """One deed on the page of people and links, as its script does it."""
    form = {"do": deed, "_xsrf": kim.cookies["_xsrf"], **fields}
    return kim.ask("POST", f"{P}links", "&".join(f"{name}={value}" for name, value in form.items()), JSON).data


def new_link(kim, person):
    """A new link of somebody, as a coordinator makes it; its key."""
    found = re.search(f'data-person="{person}" data-link="([^"]+)"', kim.get(f"{P}links").text)
    answer = do(kim, "renew", link=found.group(1), sure="yes") if found else do(kim, "make", person=person)
    return key_in(answer["link"]["address"])


def as_fox(served, key):
    """Somebody who comes in with Firefox on Windows."""
    visitor = served.visitor(signed_in=False)
    visitor.get("/in")
    form = f"key={key}&_xsrf={visitor.cookies['_xsrf']}"
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    assert visitor.ask("POST", "/in", form, {**kind, **FOX}).data == {"go": "/"}
    return visitor


def told(visitor):
    """The lines on the first page."""
    return [
        re.sub("<[^>]+>|\\s+", " ", one)
        for one in re.findall("<li>(<span><time.*?)</li>", visitor.get(P).text, re.DOTALL)
    ]


def answer(visitor, mine):
    """Answer what the first page tells, with the button that is there."""
    forms = re.findall(r'name="number" value="(\d+)"><button[^>]*name="mine" value="(yes|no)"', visitor.get(P).text)
    number = next(number for number, way in forms if way == mine)
    return visitor.fill("/told", number=number, mine=mine)


def test_who_was_shown_a_link_is_told(served, kim):
    """On the person's first page, on the page of what is held, in the file and in the history: by name, and once."""
    eva = as_fox(served, new_link(kim, "eva"))
    assert [line for line in told(eva) if "Coordinator (coordinator) made a link for you and was shown it" in line]
    assert "Coordinator (coordinator) made a link for you and was shown it" in eva.get("/mine").text
    assert "was shown it" in eva.get("/mine/held.json").text
    assert answer(eva, "yes").headers["Location"] == P
    assert told(eva) == []
    assert "was shown it" in eva.get("/mine").text


def test_a_new_browser_is_told_in_the_others(served, kim):
    """With when and roughly which; not to itself, and what is answered there is not answered here."""
    key = new_link(kim, "ben")
    ben = enter(served, key)
    answer(ben, "yes")
    other = as_fox(served, key)
    assert [line for line in told(ben) if "Your link was opened in Firefox on Windows for the first time" in line]
    assert not [line for line in told(other) if "Firefox" in line]
    answer(other, "yes")
    assert len(told(ben)) == 1
    as_fox(served, key)
    assert len(told(ben)) == 2
    enter(served, key, other)
    assert len(told(ben)) == 2, "a browser that was there before is no news"


def test_that_was_not_me(served, kim):
    """What to do is said, and the coordinator reads it in the history."""
    key = new_link(kim, "ben")
    ben = enter(served, key)
    answer(ben, "yes")
    as_fox(served, key)
    page = answer(ben, "no").text
    assert "Ask your coordinator for a <strong>new link</strong>" in page
    assert "Sign out everywhere" in page
    with open_store(Folder(served.folder)) as store:
        deed = store.deeds_about(SLUG, "ben")[0]
    assert (deed.kind, deed.told["called"]) == ("not me", "Firefox on Windows")


def test_coordinators_and_trainers_are_told_too(served):
    """They are on no roster, and have links of their own."""
    folder = Folder(served.folder)
    key = key_of(folder, invite(folder, "trainer"))
    tom, other = enter(served, key), as_fox(served, key)
    assert "opened in Firefox on Windows" in " ".join(told(tom))
    assert not [line for line in told(other) if "Firefox" in line]
    assert "opened in Firefox on Windows" in tom.get("/mine").text


@pytest.mark.parametrize("fields", [{}, {"number": "x"}, {"number": "-1"}, {"number": "9" * 30}])
def test_odd_answers(served, kim, fields):
    """What is no line is refused, and told nobody."""
    visitor = enter(served, new_link(kim, "eva"))
    assert visitor.fill("/told", **fields).status == 400
    assert visitor.fill("/told", number="999999", mine="yes").status == 303
    assert told(visitor)


@pytest.fixture
def pair(served, kim):
    """Ben, who has set a word, and Ana, whose talk is written down; each with a link of their own."""
    ben, ana = enter(served, new_link(kim, "ben")), enter(served, new_link(kim, "ana"))
    office = served.visitor()
    for visitor in (ben, ana, office):
        visitor.get("/login")
    value = {"status": "confirmed", "mentee_yes": True, "mentor_yes": True}
    office.post("/mentorwidgets/api/save", {"ops": [operation(1, PAIR, value)]})
    ben.post("/mentorwidgets/api/save", {"ops": [operation(2, TALK, {"notes": "Ours"}, 0, f"{SLUG}/cadence")]})
    ben.fill("/word", do="set", new=WORD, again=WORD, remember="yes")
    yield ben, ana
    ben.fill("/word", do="remove", word=WORD)


def read(visitor):
    """Whether the talk of the two stands on somebody's page."""
    return "Ours" in visitor.get(f"/mentorwidgets/api/worksheet/{SLUG}/cadence").text


def test_taking_a_word_away_is_asked_and_told_to_both(served, kim, pair):
    """It opens nothing; the partner opens what the two share again, once she has asked him."""
    ben, ana = pair
    with open_store(Folder(served.folder)) as store:
        assert store.words.having(SLUG) == {"ben"}
    assert "Own word" in kim.get(f"{P}links").text
    asked = do(kim, "word", person="ben")["ask"]
    assert "They and everybody who is a pair with them are told" in asked["words"]
    assert "are told" in do(kim, "word", person="ben", sure="yes")["told"]
    assert "has no word" in do(kim, "word", person="ben", sure="yes")["problem"]
    assert "Coordinator (coordinator) took away your own word" in " ".join(told(ben))
    assert "took away the own word of Ben Carter. What you two wrote before is closed there" in " ".join(told(ana))
    key = new_link(kim, "ben")
    theirs = enter(served, key)
    assert not read(theirs)
    assert "since your word was taken away" in theirs.get("/word").text
    assert "Ben Carter has lost a word" in ana.get("/word").text
    assert "open to Ben Carter again" in ana.fill("/word", do="vouch", pair="ben/ana/career").text
    assert read(theirs)
    assert "has lost a word" not in ana.get("/word").text


def test_only_coordinators_take_a_word_away(pair):
    """The page is theirs alone."""
    ben, ana = pair
    for visitor in (ben, ana):
        assert visitor.fill(f"{P}links", do="word", person="ben", sure="yes").status == 404
