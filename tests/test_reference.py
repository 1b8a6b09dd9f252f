"""The reference: complete, plain, credited, and honest about what nobody has checked."""

from __future__ import annotations

import re
import tomllib

import pytest

from mentorwidgets._resources import content_file
from mentorwidgets.reference import is_credited, sections

PARTS = {section.id: section for section in sections()}
ENTRIES = [(section.id, entry) for section in sections() for entry in section.entries]
WORDS = [
    "informal",
    "formal",
    "one-off",
    "peer",
    "project-based",
    "group",
    "co-mentor",
    "colearning",
    "signalling",
    "seasons",
    "no-fault",
]


def ease(text):
    """Flesch's reading ease: 60 and more is plain English."""
    words = re.findall(r"[A-Za-z']+", text)
    ends = max(1, len(re.findall(r"[.!?](?:\s|$)", text)))
    syllables = sum(max(1, len(re.findall(r"[aeiouy]+", re.sub(r"e$", "", word.lower())))) for word in words)
    return 206.835 - 1.015 * len(words) / ends - 84.6 * syllables / len(words)


def sources(value):
    """Every source that content names, wherever it stands."""
    if isinstance(value, dict):
        own = [value["source"]] if isinstance(value.get("source"), str) else []
        return own + [found for item in value.values() for found in sources(item)]
    return [found for item in value for found in sources(item)] if isinstance(value, list) else []


def test_all_parts():
    """What RF2 to RF13 ask for, with the words of the glossary."""
    wanted = "words programs models mentor-tips mentee-tips questions safety signs places reasons reading credits"
    assert list(PARTS) == wanted.split()
    known = " ".join(entry.title for entry in PARTS["words"].entries).casefold()
    assert [word for word in WORDS if word not in known] == []
    counts = {
        name: len(PARTS[name].entries) for name in ("programs", "models", "signs", "places", "reasons", "reading")
    }
    assert counts == {"programs": 6, "models": 7, "signs": 4, "places": 7, "reasons": 5, "reading": 4}


def test_tips_are_apart():
    """Mentors and mentees have a page each."""
    titles = [[entry.title for entry in PARTS[name].entries] for name in ("mentor-tips", "mentee-tips")]
    assert "When it grows quiet" in titles[0]
    assert "When you grow" in titles[1]
    assert all(len(entry.lines) >= 3 for name in ("mentor-tips", "mentee-tips") for entry in PARTS[name].entries)


@pytest.mark.parametrize("section", PARTS.values(), ids=PARTS)
def test_plain_words(section):
    """No sentence has more than 25 words; a part is easy to read, but for names of books and associations."""
    texts = [text for entry in section.entries for text in (entry.text, *entry.lines) if text]
    sentences = [part for text in (section.about, *texts) for part in re.split(r"(?<=[.!?:]) ", text)]
    assert [one for one in sentences if len(one.split()) > 25] == []
    assert section.id == "credits" or ease(" ".join(text.rstrip(".?") + "." for text in texts)) >= 60


@pytest.mark.parametrize("name", ["challenges", "expectations", "presets", "reference", "trainer"])
def test_every_source_is_thanked(name):
    """No practice in our content comes from somebody whom the credits leave out (RF7)."""
    found = sources(tomllib.loads(content_file(f"{name}.toml").read_text(encoding="utf-8")))
    assert found
    assert {source for source in found if not is_credited(source)} == set()


def test_what_nobody_checked_says_so():
    """A day is a real day; while there is none, and for numbers of books, the page says that nobody looked."""
    assert all(
        entry.where and re.fullmatch(r"(20\d\d-\d\d-\d\d)?", entry.checked) for entry in PARTS["programs"].entries
    )
    assert "Addresses move" in PARTS["programs"].about
    assert "Nobody has compared" in PARTS["reading"].about


def test_isbns_are_well_formed():
    """Their last digit fits."""
    [digits] = [
        re.sub(r"\D", "", entry.number) for entry in PARTS["reading"].entries if entry.number.startswith("ISBN")
    ]
    assert sum(int(digit) * (1 + 2 * (at % 2)) for at, digit in enumerate(digits)) % 10 == 0


def test_entries_hold_something():
    """No entry is empty, and all that describes a practice names who described it."""
    assert [name for name, entry in ENTRIES if not (entry.title or entry.text)] == []
    assert [entry for name, entry in ENTRIES if name not in ("reading", "credits") and not entry.source] == []
