"""A word of one's own: what a pair keeps for itself opens in a new browser only with it, if its person wants that.

The word is kept as scrypt with a salt of its own. A coordinator can take it away from who forgot it. What was written
before then stays closed until somebody opens it who could read it before: the person, with the old word or in a browser
where it was given; or the partner, for what the two share. Without that, taking a word away would be a way to read.
"""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import hmac
import secrets
import time
import unicodedata
import uuid
from typing import TYPE_CHECKING, NamedTuple

from mentorwidgets import _resources
from mentorwidgets.access import EVERYTHING, is_closed, is_own, is_sealed, own_mark, past_mark
from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.model import Operation, field_key, key_parts
from mentorwidgets.store.deeds import News

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mentorwidgets.model import Viewer
    from mentorwidgets.store import Store

SHORTEST, LONGEST = 8, 200  # letters of a word
_COST = (15, 8, 3)  # log2 of n, r and p: 32 MB and about a third of a second (OWASP's second choice, 2023)
_COMMON = frozenset(_resources.content_file("common-words.txt").read_text(encoding="utf-8").split())


class Keeper(NamedTuple):
    """Whose word it is, and where they are.

    Args:
        slug: the program.
        person: id on its roster.
        name: what the history calls them.
        session: id of the session in which they are.
        browser: what stands for the browser in the history, where nobody need be told what they did themselves.
    """

    slug: str
    person: str
    name: str
    session: str
    browser: str = ""


def is_right(word: str, kept: str) -> bool:
    """Whether a word is the one that was kept; takes a third of a second, whatever the answer."""
    cost, _, rest = kept.partition("$")
    salt, _, digest = rest.partition("$")
    found = _digest(word, salt, tuple(int(part) for part in cost.split(".")))
    return hmac.compare_digest(found, digest)


def kept_of(word: str) -> str:
    """What is kept of a word: cost, salt and digest."""
    salt = secrets.token_urlsafe(16)
    return f"{'.'.join(map(str, _COST))}${salt}${_digest(word, salt, _COST)}"


def check_word(word: str, names: Iterable[str] = ()) -> None:
    """Refuse what everybody tries first; nothing else is asked of a word.

    Args:
        word: as it was typed.
        names: what others know of its person, such as their name and that of the program.

    Raises:
        ValueRefusedError: too short, too long, very common, or one of the names.
    """
    plain = _plain(word)
    if not SHORTEST <= len(plain) <= LONGEST:
        raise ValueRefusedError(
            f"A word of your own has {SHORTEST} to {LONGEST} letters.",
            "Two or three words that you can remember do well.",
        )
    bare = _bare(plain)
    if bare in _COMMON or len(set(bare)) < 3 or bare in {_bare(name) for name in names}:
        raise ValueRefusedError(
            "Others would try this word first.", "Take two or three words that only you put together."
        )


def give(store: Store, keeper: Keeper, word: str) -> bool:
    """Give one's word, the present one or the one before a reset; True when it was right, and what it opens is open.

    Raises:
        ValueRefusedError: it was wrong too often; says how long to wait.
    """
    held = store.words.get(keeper.slug, keeper.person)
    kept = [held.hash] if held.hash else []
    kept += sorted({shut.before for shut in held.closed.values()} - {*kept})
    if not kept:
        return False
    _begin(store, keeper)
    right = [one for one in kept if is_right(word, one)]
    if not right:
        return False
    if held.hash in right or not held.hash:
        store.words.right(keeper.slug, keeper.person, keeper.session, time.time())
    pairs = [pair for pair, shut in held.closed.items() if shut.before in right]
    if pairs:
        store.words.reopen(keeper.slug, keeper.person, pairs, [_own(keeper, "words opened")])
    return True


def change(store: Store, keeper: Keeper, old: str, new: str, names: Iterable[str] = ()) -> None:
    """Set a word, put another in its place, or with an empty ``new`` take it away again.

    Args:
        store: the database.
        keeper: whose word.
        old: the present one; empty when there is none.
        new: the one from now on; in every other browser it has to be given.
        names: see `check_word`.

    Raises:
        ValueRefusedError: the present word is wrong, the new one cannot be one, or another browser was faster.
    """
    was = store.words.get(keeper.slug, keeper.person).hash
    if new:
        check_word(new, names)
    if was:
        _begin(store, keeper)
        if not is_right(old, was):
            raise ValueRefusedError("That is not your present word.", "Look whether the keyboard writes capitals.")
    kind = "word set" if not was else "word changed" if new else "word removed"
    swap, at = (was, kept_of(new) if new else ""), time.time()
    is_done = store.words.change(
        keeper.slug, keeper.person, swap, session=keeper.session, at=at, news=[_own(keeper, kind)]
    )
    if not is_done:
        raise ValueRefusedError("Your word was changed in another browser a moment ago.", "Load the page again.")


def reset(store: Store, slug: str, person: str, by: str) -> bool:
    """Take somebody's word away, told to them and to everybody whom they are or were a pair with.

    Returns:
        False when they have none.
    """
    pairs = sealed_pairs(store, slug, person)
    marks = [mark for pair in pairs for mark in (pair, own_mark(pair))]
    news = [News(by, "word reset", person, {"pairs": len(pairs)})]
    for pair in pairs:
        mentee, mentor, _ = key_parts(pair)
        other = mentor if mentee == person else mentee
        news.append(News(by, "partner's word reset", other, {"pair": pair, "whose": person}))
    return store.words.reset(slug, person, marks, time.time(), news)


def waiting_for(store: Store, viewer: Viewer) -> dict[str, str]:
    """Return what a partner can open again: a pair's key -> id of whom its words are closed to."""
    found = {}
    for pair in sealed_pairs(store, viewer.program, viewer.person):
        mentee, mentor, _ = key_parts(pair)
        other = mentor if mentee == viewer.person else mentee
        is_theirs = not {EVERYTHING, pair} & {*viewer.closed}  # who has not opened them cannot open them for another
        if is_theirs and pair in store.words.get(viewer.program, other).closed:
            found[pair] = other
    return found


def vouch(store: Store, viewer: Viewer, pair: str) -> str:
    """Open for one's partner again what the two share; returns the partner's id.

    Raises:
        ValueRefusedError: nothing of this pair waits for them.
    """
    other = waiting_for(store, viewer).get(pair)
    if other is None:
        raise ValueRefusedError("There is nothing to open here any more.", "Load the page again.")
    news = [News(viewer.actor(), "words opened by partner", other, {"by": viewer.person})]
    store.words.reopen(viewer.program, other, [pair], news)
    return other


def open_again(store: Store, keeper: Keeper) -> bool:
    """Open what a reset had closed, from a session in which it is open still; False when there is none such."""
    shut = {*store.words.shut(keeper.slug, keeper.person, keeper.session)}
    still = {*store.words.get(keeper.slug, keeper.person).closed} - shut
    if EVERYTHING in shut:
        return False
    if still:
        store.words.reopen(keeper.slug, keeper.person, still, [_own(keeper, "words opened")])
    return bool(still)


def begin_anew(store: Store, viewer: Viewer, keeper: Keeper, pair: str) -> int:
    """Empty what somebody wrote for themselves in a pair, and nobody can open any more, so that they can write again.

    What it said stays in the history, closed as it was.

    Returns:
        How many fields were emptied.

    Raises:
        ValueRefusedError: nothing of theirs is closed there.
    """
    if own_mark(pair) not in store.words.get(keeper.slug, keeper.person).closed:
        raise ValueRefusedError("There is nothing closed here any more.", "Load the page again.")
    me, mine = dataclasses.replace(viewer, closed=()), []
    for worksheet in store.worksheets(keeper.slug):
        kind = worksheet.rpartition("/")[2]
        found = ((key, field.version) for key, field in store.fields(worksheet).items())
        mine += [
            Operation(op=uuid.uuid4().hex, worksheet=worksheet, key=key, value=None, base=version)
            for key, version in found
            if field_key(*key_parts(key)[1:4]) == pair and is_own(kind, key) and not is_closed(me, worksheet, key)
        ]
    answers = store.apply_many([(operation, me) for operation in mine])
    marks = (own_mark(pair), past_mark(pair))
    store.words.begin_anew(keeper.slug, keeper.person, marks, [_own(keeper, "began anew")])
    return sum(answer.outcome == "saved" for answer in answers)


def sealed_pairs(store: Store, slug: str, person: str) -> list[str]:
    """Return the keys of a person's pairs of which something sealed was ever written."""
    found = set()
    for worksheet in store.worksheets(slug):
        kind = worksheet.rpartition("/")[2]
        for key in (*store.fields(worksheet), *store.removed(worksheet)):
            parts = key_parts(key)
            if len(parts) > 3 and person in parts[1:3] and is_sealed(kind, key):
                found.add(field_key(*parts[1:4]))
    return sorted(found)


def _begin(store: Store, keeper: Keeper) -> None:
    seconds = store.words.begin_try(keeper.slug, keeper.person, time.time())
    if seconds:
        told = f"{seconds} seconds" if seconds < 120 else f"{-(-seconds // 60)} minutes"
        raise ValueRefusedError("Too many wrong words were tried.", f"Try again in {told}; nothing is lost.")


def _own(keeper: Keeper, kind: str) -> News:
    return News(keeper.name, kind, keeper.person, {"own": True, "browser": keeper.browser})


def _digest(word: str, salt: str, cost: tuple[int, ...]) -> str:
    n, r, p = cost
    data = hashlib.scrypt(
        _plain(word).encode("utf-8", "surrogatepass"), salt=salt.encode(), n=2**n, r=r, p=p, maxmem=64 * 2**20, dklen=32
    )
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _plain(word: str) -> str:
    # A phone adds a blank after a word, and two keyboards may write one letter in two ways.
    return unicodedata.normalize("NFC", word.strip())


def _bare(word: str) -> str:
    return "".join(letter for letter in word.casefold() if letter.isalnum())
