"""Files that pages have in hand."""

from __future__ import annotations

import pytest

from mentorwidgets.drafts import LIMIT, Shelf, UnknownFileError, shelf
from mentorwidgets.errors import RosterError


def test_a_file_is_found_by_its_key():
    """Its sheets and its bytes."""
    kept = Shelf()
    key = kept.put("a.csv", b"Name\nAna\n")
    assert (kept.get(key).data, len(kept.get(key).tables[0])) == (b"Name\nAna\n", 1)


def test_the_key_tells_name_and_content():
    """The same file has the same key on every server; another name or content another."""
    keys = {
        Shelf().put(name, data)
        for name, data in (("a.csv", b"Name\nA\n"), ("b.csv", b"Name\nA\n"), ("a.csv", b"Name\nB\n"))
    }
    assert len(keys) == 3
    assert Shelf().put("a.csv", b"Name\nA\n") in keys


def test_an_unknown_key_says_which():
    """So that the page sends that file again."""
    with pytest.raises(UnknownFileError) as caught:
        Shelf().get("gone")
    assert caught.value.key == "gone"


def test_a_file_over_the_limit_is_refused_in_words():
    """The limit and what to do."""
    with pytest.raises(RosterError, match=r"big.csv has 10 MB; a roster may have 10 MB here. Take out pictures"):
        Shelf().put("big.csv", b"x" * (LIMIT + 1))


def test_the_oldest_files_go_first(monkeypatch):
    """There are never many; a file that is asked for stays."""
    monkeypatch.setattr(shelf, "_MOST_FILES", 2)
    kept = Shelf()
    first, second = (kept.put(f"{name}.csv", b"Name\nA\n") for name in "ab")
    kept.get(first)
    kept.put("c.csv", b"Name\nA\n")
    assert kept.get(first).name == "a.csv"
    with pytest.raises(UnknownFileError):
        kept.get(second)


def test_all_files_together_have_a_limit(monkeypatch):
    """Memory is bounded in bytes too."""
    monkeypatch.setattr(shelf, "_MOST_BYTES", 20)
    kept = Shelf()
    first = kept.put("a.csv", b"Name\nAna Silva\n")
    kept.put("b.csv", b"Name\nBen Carter\n")
    with pytest.raises(UnknownFileError):
        kept.get(first)


def test_a_file_nobody_asked_for_goes(monkeypatch):
    """After a while."""
    kept = Shelf()
    key = kept.put("a.csv", b"Name\nA\n")
    monkeypatch.setattr(shelf, "_LONGEST", -1.0)
    with pytest.raises(UnknownFileError):
        kept.get(key)
