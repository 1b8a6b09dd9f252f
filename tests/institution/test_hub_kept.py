"""A slip in `hub.toml` puts nobody out, lets nobody in, and is told to the office."""

from __future__ import annotations

import os
import time

import pytest
from served import PEOPLE

from mentorwidgets.errors import ServeError
from mentorwidgets.folder import Folder
from mentorwidgets.model import Person
from mentorwidgets.serve.hub.book import Book
from mentorwidgets.serve.hub.kept import KeptBook

GOOD = """
contact = "Kim Reyes"
by = ["e-mail"]

[[user]]
name = "asilva2"
program = "oak"
role = "mentor"
person = "ana"
"""
SLIPS = [
    "contact = ",
    "contact = 'Kim",
    "contact = 7",
    "again = true",
    "again = 1.5",
    "admins = 'yes'",
    "contact = 'a'\ncontact = 'b'",
    "by = ['shoe size']",
    "by = 'e-mail'",
    "[[user]\nname = 'u'",
    "[[user]]\nname = 'u'\nrole = 'boss'",
    "user = 7",
    "[user]\nname = 'u'",
    "colour = 'red'",
    "at = 2026-13-40",
    "a" + ".a" * 3000 + " = 1",
    "x = " + "[" * 20_000,
    "contact = 'K\x00im'",
    GOOD + "role = 'mentor'",
    GOOD.replace('"mentor"', "“mentor”"),
]


@pytest.fixture
def folder(tmp_path):
    """A folder whose `hub.toml` is good."""
    made = Folder(tmp_path / "library", create=True)
    write(made, GOOD)
    return made


def write(folder: Folder, text: str, ago: float = 60) -> None:
    """Write `hub.toml`, as somebody did a while ago."""
    file = folder.path / "hub.toml"
    file.write_text(text, encoding="utf-8")
    if ago:
        os.utime(file, (time.time(), time.time() - ago - next(_ORDER)))


_ORDER = iter(range(10_000))  # each writing at another moment


@pytest.mark.parametrize("text", SLIPS, ids=range(len(SLIPS)))
def test_the_last_good_one_counts(folder, text):
    """A slip, of whatever kind, is said; the rules stay as they were, also for a server that starts meanwhile."""
    kept = KeptBook(folder)
    before = kept.book()
    write(folder, text)
    again = KeptBook(folder)
    assert kept.book() == again.book() == before
    for one in (kept, again):
        (said,) = one.mind({"oak": PEOPLE})
        assert said.startswith("hub.toml")
        assert said.endswith("What it said before still counts.")
    write(folder, 'contact = "Lee"')
    assert kept.book() == Book(contact="Lee")
    assert kept.mind({}) == ()


def test_bytes_that_are_no_text(folder):
    """A file in another encoding, or one that cannot be read, is a slip too."""
    kept = KeptBook(folder)
    (folder.path / "hub.toml").write_bytes(GOOD.encode("utf-16"))
    os.utime(folder.path / "hub.toml", (1, 1))
    assert kept.book().contact == "Kim Reyes"
    (folder.path / "hub.toml").unlink()
    (folder.path / "hub.toml").mkdir()
    os.utime(folder.path / "hub.toml", (2, 2))
    assert kept.book().contact == KeptBook(folder).book().contact == "Kim Reyes"
    assert "cannot be read" in kept.mind({"oak": PEOPLE})[0]


def test_a_file_that_is_gone(folder):
    """Rules end when an empty file says so, and not because an editor or a disk lost it."""
    kept = KeptBook(folder)
    (folder.path / "hub.toml").unlink()
    assert kept.book().by == KeptBook(folder).book().by == ("e-mail",)
    assert "is gone" in kept.mind({"oak": PEOPLE})[0]
    write(folder, "")
    assert kept.book() == KeptBook(folder).book() == Book()


def test_half_a_file(folder):
    """While it is being written, what it says counts for nothing; then it does."""
    kept = KeptBook(folder)
    write(folder, GOOD[:25], ago=0)
    assert kept.book().by == ("e-mail",)
    assert kept.mind({"oak": PEOPLE}) == ()
    write(folder, GOOD.replace("Reyes", "Lee"))
    assert kept.book().contact == "Kim Lee"


def test_a_slip_from_the_start_is_said(tmp_path):
    """Where nothing was ever understood, the server does not start: no rule is silently off."""
    folder = Folder(tmp_path / "library", create=True)
    write(folder, "contact = ")
    with pytest.raises(ServeError, match="not written in TOML"):
        KeptBook(folder)
    assert KeptBook(Folder(tmp_path / "other", create=True)).book() == Book()


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        ({"program": "elm"}, "there is no program 'elm'"),
        ({"person": "nobody"}, "'nobody' is nobody on the roster of 'oak'"),
        ({"person": "ana", "role": "mentee"}, "Ana Silva is no mentee in 'oak'"),
        ({"person": "twins@lib.example"}, "'twins@lib.example' is more than one person on the roster"),
        ({"person": "anna", "role": "coordinator"}, "'anna' is nobody on the roster"),
        ({"program": "elm", "role": "trainer", "person": ""}, "there is no program 'elm'"),
    ],
)
def test_who_stands_in_it_and_fits_nobody(folder, entry, why, caplog):
    """It is said with the number, the user and the reason, in the log once."""
    twins = [Person(id=f"t{n}", name=f"Twin {n}", roles=("mentee",), email="twins@lib.example") for n in (1, 2)]
    given = {"name": "u1", "program": "oak", "role": "mentor", "person": "ana", **entry}
    lines = "\n".join(f'{key} = "{value}"' for key, value in given.items())
    write(folder, f"{GOOD}\n[[user]]\n{lines}\n")
    kept = KeptBook(folder)
    (said,) = kept.mind({"oak": [*PEOPLE, *twins]})
    assert said.startswith("hub.toml, user 2 (u1) comes in as nobody: ")
    assert why in said
    kept.mind({"oak": [*PEOPLE, *twins]})
    assert caplog.text.count("comes in as nobody") == 1


def test_entries_that_fit_are_not_spoken_of(folder):
    """Somebody by id or address, the office, a trainer without a place on the roster."""
    write(
        folder,
        GOOD + '\n[[user]]\nname = "kim"\nrole = "office"\n[[user]]\nname = "t"\nrole = "trainer"\nprogram = "oak"\n',
    )
    assert KeptBook(folder).mind({"oak": PEOPLE}) == ()
