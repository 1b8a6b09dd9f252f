"""The browsers in which personal links were opened."""

from __future__ import annotations

from mentorwidgets.store.deeds import News

NOON = 1_763_812_800.0
NEWS = News("Ana", "browser", "ana", {"called": "Firefox on Windows"})


def test_a_new_browser_is_told_once(store):
    """The first time is news; later ones only say when."""
    came = [store.browsers.came("hash", "oak", "ana", "Firefox on Windows", NEWS, NOON + day) for day in (0, 1)]
    assert came == [True, False]
    found = store.browsers.find("hash", "oak", "ana")
    assert (found.first, found.last, found.told, found.opened) == (NOON, NOON + 1, 0, 0)
    assert [deed.told for deed in store.deeds_about("oak", "ana")] == [{"called": "Firefox on Windows"}]


def test_one_browser_of_two_people_is_two(store):
    """A family's computer is known to each of them apart."""
    for owner in ("ana", "ben"):
        assert store.browsers.came("hash", "oak", owner, "Safari on iPad", NEWS, NOON)
    store.browsers.told("hash", "oak", "ana", 7)
    store.browsers.told("hash", "oak", "ana", 5)
    store.browsers.open("hash", "oak", "ana", NOON)
    hers, his = (store.browsers.find("hash", "oak", owner) for owner in ("ana", "ben"))
    assert ((hers.told, hers.opened), (his.told, his.opened)) == ((7, NOON), (0, 0))
    store.browsers.close_all("oak", "ana")
    assert store.browsers.find("hash", "oak", "ana").opened == 0
    assert store.browsers.find("other", "oak", "ana") is None
