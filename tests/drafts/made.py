"""Files of made-up libraries, and requests as the page sends them."""

from __future__ import annotations

from mentorwidgets.drafts import Drafts

MENTORS = b"Name,E-mail,Max mentees\nAna Silva,ana@lib.example,2\nBen Carter,ben at lib,1\n,,3\n"
UNTOLD = b"Name,E-mail\nAna Silva,ana@lib.example\nEva Novak,eva@lib.example\n"
DATED = b"Name,E-mail,Last confirmed\nAna Silva,ana@lib.example,3/4/2025\nEva Novak,eva@lib.example,5/6/2025\n"


def choose(drafts: Drafts, data: bytes, name: str = "mentors.csv", **sheet: object) -> dict:
    """Read a file; a request with it and decisions about its only sheet."""
    return {"files": [{"key": drafts("read", {"name": name}, data)["key"], "sheets": {"": sheet}}]}


def many_rows(count: int) -> bytes:
    """A file of so many mentors."""
    lines = [f"Person {n} Name,p{n}@lib.example,{n % 4}" for n in range(count)]
    return ("Name,E-mail,Max mentees\n" + "\n".join(lines) + "\n").encode()
