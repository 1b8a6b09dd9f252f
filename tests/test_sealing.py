"""Words of people's own: what they close, and every way in which it opens again."""

from __future__ import annotations

import dataclasses
import itertools
import time
import unicodedata

import pytest
from guests import PAIR
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from served import OAK, SLUG, make_folder

from mentorwidgets import access, sealing
from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.model import Operation, Viewer
from mentorwidgets.store import Store
from mentorwidgets.workbook import open_store, worksheet_state

NAME = PAIR.removeprefix("pair/")
BEN = Viewer(role="mentee", program=SLUG, person="ben", name="Ben Carter", door="b" * 22)
ANA = Viewer(role="mentor", program=SLUG, person="ana", name="Ana Silva", door="a" * 22)
HERE = sealing.Keeper(SLUG, "ben", "Ben Carter", "here", "browser")
THERE = HERE._replace(session="there")
WORD, OTHER = "three blind mice", "see how they run"
SHARED, OWN, HERS = f"talk/{NAME}/m001", f"note/{NAME}/m001/mentee", f"note/{NAME}/m001/mentor"
_numbers = itertools.count(1)


@pytest.fixture(autouse=True)
def quick(request, monkeypatch):
    """A cost that lets many words be tried in a test; one test looks at the real one."""
    if "takes_its_time" not in request.node.name:
        monkeypatch.setattr(sealing, "_COST", (4, 8, 1))


@pytest.fixture
def store(tmp_path):
    """Ben and Ana have talked, and each has notes of their own."""
    folder = make_folder(tmp_path / "library", dataclasses.replace(OAK, purposes=("career",)))
    with open_store(folder) as opened:
        pair = {"status": "confirmed", "mentee_yes": True, "mentor_yes": True}
        wish = Operation(op="seal-pair", worksheet=f"{SLUG}/pairing", key=PAIR, value=pair, base=0)
        assert opened.apply(wish, "Coordinator").outcome == "saved"
        assert write(opened, {SHARED: {"notes": "Ours"}, OWN: "Mine"}, BEN) == ["saved"] * 2
        assert write(opened, {HERS: "Hers"}, ANA) == ["saved"]
        yield opened


def write(store, fields, viewer, base=0):
    """Save fields as somebody; what came of each."""
    wishes = [
        Operation(op=f"seal-{next(_numbers):08d}", worksheet=f"{SLUG}/cadence", key=key, value=value, base=base)
        for key, value in fields.items()
    ]
    return [answer.outcome for answer in store.apply_many([(wish, viewer) for wish in wishes])]


def seen(store, session, viewer=BEN):
    """What stands on somebody's page in a session."""
    closed = store.words.shut(SLUG, viewer.person, session)
    return set(worksheet_state(store, f"{SLUG}/cadence", dataclasses.replace(viewer, closed=closed))["fields"])


def kinds(store, person):
    """What was told of somebody, the newest first."""
    return [deed.kind for deed in store.deeds_about(SLUG, person)]


@pytest.mark.parametrize("word", [
    "", "short", "       x       ", "x" * 201, "password", "PassWord", "Pass word", "aaaaaaaaaaaa", "1212121212",
    "Ben Carter", "ben.carter", "Oak County mentoring", "bencarter", "qwertyuiop", "Contraseña",
])  # fmt: skip
def test_what_everybody_tries_first_is_no_word(word):
    """Too short, too long, very common, or what others know of its person."""
    with pytest.raises(ValueRefusedError):
        sealing.check_word(word, ["Ben Carter", "Oak County mentoring"])


@pytest.mark.parametrize(
    "word", [WORD, "köttbullar!", "我最喜欢的三个词语", "12 34 56 ab", "ben carter's dog", "pass word 2 go"]
)
def test_any_other_word_is_one(word):
    """No letters are asked for, and none are forbidden."""
    sealing.check_word(word, ["Ben Carter"])


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(min_size=1, max_size=40))
def test_a_word_is_known_again(word):
    """Whatever was typed; with another form of the same letters, and with the blank that a phone adds, too."""
    kept = sealing.kept_of(word)
    assert sealing.is_right(f" {unicodedata.normalize('NFD', word)} ", kept)
    assert not sealing.is_right(f"{word}x", kept)
    assert sealing.kept_of(word) != kept


def test_it_is_off_by_default(store):
    """Who has no word reads everything of theirs in every browser."""
    assert seen(store, "anywhere") == {SHARED, OWN}
    assert not sealing.give(store, HERE, WORD)


def test_a_word_closes_what_is_sealed_elsewhere(store):
    """Reading and writing; here and for the partner nothing changes, and giving it opens it there."""
    sealing.change(store, HERE, "", WORD)
    shut = dataclasses.replace(BEN, closed=store.words.shut(SLUG, "ben", "there"))
    assert (seen(store, "here"), seen(store, "there"), seen(store, "x", ANA)) == ({SHARED, OWN}, set(), {SHARED, HERS})
    assert write(store, {SHARED: {}, OWN: "x", f"talk/{NAME}/m002": {}}, shut, 1) == ["refused"] * 3
    assert write(store, {OWN: "Mine"}, shut) == ["refused"], "not even whether a guess was right is told"
    assert not sealing.give(store, THERE, "three blind mince")
    assert seen(store, "there") == set()
    assert sealing.give(store, THERE, f"{WORD} ")
    assert seen(store, "there") == {SHARED, OWN}
    assert kinds(store, "ben") == ["word set"]


def test_changing_and_removing_need_the_word(store):
    """Who sits at an open browser cannot lock its person out."""
    sealing.change(store, HERE, "", WORD)
    for new in (OTHER, ""):
        with pytest.raises(ValueRefusedError, match="not your present word"):
            sealing.change(store, HERE, "wrong word", new)
    sealing.give(store, THERE, WORD)
    sealing.change(store, HERE, WORD, OTHER)
    assert (seen(store, "here"), seen(store, "there")) == ({SHARED, OWN}, set())
    sealing.change(store, HERE, OTHER, "")
    assert seen(store, "there") == {SHARED, OWN}
    assert kinds(store, "ben") == ["word removed", "word changed", "word set"]


def test_two_browsers_that_set_a_word_at_once(store, monkeypatch):
    """The first one counts, and the other is told."""
    real = sealing.kept_of

    def slow(word):
        monkeypatch.setattr(sealing, "kept_of", real)
        sealing.change(store, THERE, "", OTHER)
        return real(word)

    monkeypatch.setattr(sealing, "kept_of", slow)
    with pytest.raises(ValueRefusedError, match="another browser"):
        sealing.change(store, HERE, "", WORD)
    assert sealing.give(store, HERE, OTHER)


def test_wrong_words_are_slowed(store, tmp_path):
    """After some of them also a right one has to wait, at every server; no sentence says whether it was right."""
    sealing.change(store, HERE, "", WORD)
    assert not any(sealing.give(store, THERE, f"wrong word {number}") for number in range(5))
    with Store.open(tmp_path / "library" / "mentorwidgets.sqlite3") as other:
        for word in (WORD, "wrong"):
            with pytest.raises(ValueRefusedError, match="Too many wrong words"):
                sealing.give(other, THERE, word)
    with pytest.raises(ValueRefusedError, match="Too many wrong words"):
        sealing.change(store, THERE, "wrong", OTHER)


@pytest.fixture
def reset(store):
    """Ben's word, given here, and taken away by Kim; a new one was set there by whoever has the link."""
    sealing.change(store, HERE, "", WORD)
    assert sealing.reset(store, SLUG, "ben", "Kim Reyes (coordinator, abc123)")
    assert not sealing.reset(store, SLUG, "ben", "Kim")
    return store


def test_a_reset_is_told_to_both(reset):
    """Ben and Ana, by name of who did it."""
    ben, ana = reset.deeds_about(SLUG, "ben")[0], reset.deeds_about(SLUG, "ana")[0]
    assert (ben.kind, ben.actor) == ("word reset", "Kim Reyes (coordinator, abc123)")
    assert (ana.kind, ana.told["whose"], ana.told["pair"]) == ("partner's word reset", "ben", NAME)


def test_a_reset_opens_nothing(reset):
    """What was written before stays closed with the link, whatever word is set then; where it was given it is open."""
    assert seen(reset, "there") == set()
    sealing.change(reset, THERE, "", "a coordinator's word")
    assert seen(reset, "there") == set()
    assert not sealing.open_again(reset, THERE)
    with pytest.raises(ValueRefusedError):
        sealing.vouch(reset, BEN, NAME)
    assert sealing.give(reset, THERE, "a coordinator's word")
    assert seen(reset, "there") == set()


def test_the_old_word_opens_it(reset):
    """Somebody remembers after all, also when there is a new word by then."""
    sealing.change(reset, THERE, "", OTHER)
    assert not sealing.give(reset, THERE, "blind mice three")
    assert sealing.give(reset, THERE, WORD)
    assert seen(reset, "there") == {SHARED, OWN}
    assert seen(reset, "elsewhere") == set()


def test_a_browser_where_it_was_given_opens_it(reset):
    """Its person need not remember anything."""
    assert seen(reset, "here") == {SHARED, OWN}
    assert sealing.open_again(reset, HERE)
    assert seen(reset, "there") == {SHARED, OWN}


def test_the_partner_opens_what_both_share(reset):
    """And nothing else: what Ben wrote for himself was never Ana's to open."""
    assert sealing.waiting_for(reset, ANA) == {NAME: "ben"}
    assert sealing.vouch(reset, ANA, NAME) == "ben"
    assert seen(reset, "there") == {SHARED}
    assert sealing.waiting_for(reset, ANA) == {}
    assert kinds(reset, "ben")[0] == "words opened by partner"
    assert sealing.give(reset, THERE, WORD)
    assert seen(reset, "there") == {SHARED, OWN}


@pytest.mark.parametrize("who", [
    dataclasses.replace(ANA, closed=("*",)), dataclasses.replace(ANA, closed=(NAME,)),
    dataclasses.replace(ANA, person="dan"), BEN, Viewer(role="coordinator", program=SLUG, name="Kim"),
])  # fmt: skip
def test_nobody_else_opens_it(reset, who):
    """Not a partner who has not given her own word, nor another mentor, nor himself, nor a coordinator."""
    with pytest.raises(ValueRefusedError):
        sealing.vouch(reset, who, NAME)
    assert seen(reset, "there") == set()


def test_who_remembers_nothing_begins_anew(reset):
    """What was for oneself is emptied, its past stays closed, and one can write again; the partner's is left alone."""
    viewer = dataclasses.replace(BEN, closed=reset.words.shut(SLUG, "ben", "there"))
    assert sealing.begin_anew(reset, viewer, THERE, NAME) == 1
    sealing.vouch(reset, ANA, NAME)
    assert (seen(reset, "there"), seen(reset, "x", ANA)) == ({SHARED}, {SHARED, HERS})
    now = dataclasses.replace(BEN, closed=reset.words.shut(SLUG, "ben", "there"))
    assert now.closed == (access.past_mark(NAME),)
    assert write(reset, {OWN: "Anew"}, now, 2) == ["saved"]
    with pytest.raises(ValueRefusedError):
        sealing.begin_anew(reset, now, THERE, NAME)


def test_sealed_pairs_are_those_with_sealed_words(store):
    """Also of words that were taken away by now; what coordinators read, too, makes none."""
    assert sealing.sealed_pairs(store, SLUG, "dan") == []
    write(store, {f"rule/{NAME.replace('ben', 'eva')}": {"start": "2026-03-03", "time": "15:00"}}, "Coordinator")
    assert sealing.sealed_pairs(store, SLUG, "eva") == []
    write(store, {SHARED: None, OWN: None}, BEN, 1)
    assert sealing.sealed_pairs(store, SLUG, "ben") == sealing.sealed_pairs(store, SLUG, "ana") == [NAME]


def test_a_try_takes_its_time():
    """The hash is slow on purpose: a list of words takes days on one computer, even with the folder in hand."""
    began = time.process_time()
    sealing.kept_of(WORD)
    assert time.process_time() - began > 0.02
