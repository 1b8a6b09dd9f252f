"""A roster made from real library outlets: the branches and places are real, the people are not."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

_FIRST = (
    "Ana",
    "Ben",
    "Chloë",
    "Dmitri",
    "Esther",
    "Farid",
    "Grace",
    "Hye-jin",
    "Íñigo",
    "Josephine",
    "Kwame",
    "Leilani",
)
_LAST = (
    "Silva",
    "O'Connor",
    "Null",
    "Nguyễn",
    "Müller",
    "Abdi",
    "Smith-Jones",
    "Sato",
    "NA",
    "Van der Berg",
    "García López",
)
_TOPICS = (
    "Cataloguing",
    "Teen services",
    "Local history",
    "Grant writing",
    "Storytime",
    "Outreach",
    "Digital skills",
    "Leadership",
    "Collection care",
    "Programming",
)
_COLUMNS = (
    "Name",
    "E-mail",
    "Role",
    "Branch",
    "Region",
    "Rural",
    "Coordinates",
    "Position",
    "Years of service",
    "Interests",
    "Can help with",
    "Goals",
    "Ways of meeting",
    "How many mentees could you take on?",
    "Please assign me",
    "Square feet",
)
_RURAL = {"41", "42", "43"}


def outlets(cases: Path) -> list[dict[str, str]]:
    """The rows of the outlets file, library names in the order of the file."""
    (file,) = (cases / "libraries").glob("*outlets*.csv")
    with file.open(newline="", encoding="utf-8-sig", errors="replace") as lines:
        return list(csv.DictReader(lines))


def roster_from_outlets(cases: Path, mentors: int, mentees: int) -> str:
    """A roster as CSV text: so many mentors, then so many mentees, each at an outlet; deterministic."""
    places = outlets(cases)
    out = io.StringIO(newline="")
    write = csv.writer(out)
    write.writerow(_COLUMNS)
    for number in range(mentors + mentees):
        place = places[number * 7 % len(places)]
        write.writerow(_row(number, place, mentor=number < mentors))
    return out.getvalue()


def _row(number: int, place: dict[str, str], *, mentor: bool) -> list[object]:
    again, last = divmod(number // len(_FIRST), len(_LAST))
    name = f"{_FIRST[number % len(_FIRST)]} {'ABCDEFGHIJ'[again % 10] * (1 + again // 10)}. {_LAST[last]}"
    topics = "; ".join(_TOPICS[(number * step) % len(_TOPICS)] for step in (1, 3, 7))
    found = re.search(r"\((-?[\d.]+), (-?[\d.]+)\)", place["LOCATION"])
    return [
        name,
        f"person{number}@outlets.example",
        "Mentor" if mentor else "Mentee",
        place["LIBRARY NAME"].title(),
        f"{place['COUNTY'].title()}, {place['STATE']}",
        "yes" if place["LOCALE"] in _RURAL else "no",
        f"{found[1]}, {found[2]}" if found else "",
        ("Director", "Librarian", "Library assistant")[number % 3],
        number % 30 if mentor else number % 4,
        topics,
        topics if mentor else "",
        "" if mentor else topics,
        ("video", "video; in person", "phone")[number % 3],
        ("one", "2", "up to 3", "0")[number % 4] if mentor else "",
        "" if mentor or number % 5 else "yes",
        place["SQ FEET"],
    ]
