r"""Rosters in the hands of a page: read, looked at, mended, mapped, and not taken in yet.

Nothing here remembers what a person decided: each request brings all of it, so that a page can go on after the server
was started again. Only the files themselves are kept for a while, so that they travel once.

>>> drafts = Drafts()
>>> read = drafts("read", {"name": "mentors.csv"}, b"Name,E-mail\nAna Silva,ana@lib.example\n")
>>> look = drafts("look", {"files": [{"key": read["key"], "name": "mentors.csv"}]})
>>> look["mentors"], look["problems"]
(1, [])
"""

from mentorwidgets.drafts.changes import Comparison, compare
from mentorwidgets.drafts.choices import FileChoice, SheetChoice, files_from_plain, same_from_plain
from mentorwidgets.drafts.desk import Drafts, Look
from mentorwidgets.drafts.shelf import LIMIT, KeptFile, Shelf, UnknownFileError

__all__ = [
    "LIMIT",
    "Comparison",
    "Drafts",
    "FileChoice",
    "KeptFile",
    "Look",
    "SheetChoice",
    "Shelf",
    "UnknownFileError",
    "compare",
    "files_from_plain",
    "same_from_plain",
]
