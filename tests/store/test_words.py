"""Words of people's own in the database: what is closed where, and how often somebody may guess."""

from __future__ import annotations

import pytest

from mentorwidgets.model import Program
from mentorwidgets.store import Store
from mentorwidgets.store.deeds import News
from mentorwidgets.store.words import EVERYTHING, FREE

NOON = 1_763_812_800.0
PAIR, OTHER = "ana/ben/career", "ana/dan/career"


@pytest.fixture
def words(store):
    """Ana's word, given in session s1 at noon."""
    assert store.words.change("oak", "ana", ("", "hash"), session="s1", at=NOON, news=[News("Ana", "word set", "ana")])
    return store.words


def shut(words, *sessions):
    """What is closed in each session."""
    return [words.shut("oak", "ana", session) for session in sessions]


def test_without_a_word_nothing_is_closed(store):
    """It is off by default."""
    assert store.words.shut("oak", "ana", "s1") == ()
    assert store.words.having("oak") == frozenset()


def test_a_word_closes_every_other_session(words, store):
    """Where it was set all is open; elsewhere, and for a session of somebody else, it has to be given."""
    words.open("oak", "ben", "s3", NOON + 1)
    assert shut(words, "s1", "s2", "s3", "") == [(), (EVERYTHING,), (EVERYTHING,), (EVERYTHING,)]
    assert words.having("oak") == {"ana"}
    assert words.shut("oak", "ben", "s2") == ()
    assert [deed.kind for deed in store.deeds_about("oak", "ana")] == ["word set"]


def test_the_same_person_of_another_program_is_not_meant(words, store):
    """A word is one person's in one program."""
    store.save_program(Program(slug="elm", name="Elm"))
    assert words.shut("elm", "ana", "s2") == ()


def test_giving_it_opens_one_session_until_it_is_closed(words):
    """Signing out closes it again."""
    words.right("oak", "ana", "s2", NOON + 9)
    assert shut(words, "s2") == [()]
    words.close("s2")
    assert shut(words, "s2") == [(EVERYTHING,)]


def test_another_word_closes_what_the_old_one_opened(words):
    """Whoever changes it is asked for the new one everywhere else; a swap against an old state changes nothing."""
    assert not words.change("oak", "ana", ("", "x"), session="s2", at=NOON + 1, news=[News("Kim", "word set", "ana")])
    assert words.change("oak", "ana", ("hash", "new"), session="s2", at=NOON + 2, news=[])
    assert shut(words, "s1", "s2") == [(EVERYTHING,), ()]
    assert words.change("oak", "ana", ("new", ""), session="s2", at=NOON + 3, news=[])
    assert shut(words, "s1", "s9") == [(), ()]


def test_a_reset_closes_what_was_written_before(words):
    """Only where the old word had been given it stays open; nobody opens it by a new word."""
    assert words.reset("oak", "ana", [PAIR, OTHER], NOON + 10, [])
    assert not words.reset("oak", "ana", [], NOON + 11, [])
    assert shut(words, "s1", "s2") == [(), (PAIR, OTHER)]
    assert words.change("oak", "ana", ("", "coordinator's"), session="s2", at=NOON + 12, news=[])
    assert shut(words, "s1", "s2", "s3") == [(EVERYTHING,), (PAIR, OTHER), (EVERYTHING,)]
    assert words.get("oak", "ana").closed[PAIR].before == "hash"
    words.reopen("oak", "ana", [PAIR], [])
    assert shut(words, "s2") == [(OTHER,)]


def test_a_second_reset_keeps_what_the_first_closed(words):
    """The word that opens a pair again is the one that it had."""
    words.reset("oak", "ana", [PAIR], NOON + 10, [])
    words.change("oak", "ana", ("", "second"), session="s2", at=NOON + 12, news=[])
    words.reset("oak", "ana", [PAIR, OTHER], NOON + 20, [])
    assert {pair: one.before for pair, one in words.get("oak", "ana").closed.items()} == {PAIR: "hash", OTHER: "second"}


def test_guessing_is_slowed_for_every_server(words, address):
    """Some tries are free; then each waits, longer each time, also at another server; one right word forgets them."""
    for _ in range(FREE):
        assert words.begin_try("oak", "ana", NOON) == 0
    with Store.open(address) as other:
        seconds = other.words.begin_try("oak", "ana", NOON)
    assert seconds > 10
    assert words.begin_try("oak", "ben", NOON) == 0
    assert words.begin_try("oak", "ana", NOON + seconds + 1) == 0
    assert words.begin_try("oak", "ana", NOON + seconds + 2) > seconds
    words.right("oak", "ana", "s2", NOON + seconds + 3)
    assert words.begin_try("oak", "ana", NOON + seconds + 4) == 0


def test_a_day_of_guessing_is_some_fifty_tries(words):
    """Whoever tries at every moment that is allowed gets nowhere near a list of words."""
    at, tries = NOON, 0
    while at < NOON + 86_400:
        seconds = words.begin_try("oak", "ana", at)
        tries += not seconds
        at += seconds or 1
    assert tries < 60
