"""The pages of a program that somebody may open: what the top of each page leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mentorwidgets.access import may
from mentorwidgets.workbook import WORKSHEETS

if TYPE_CHECKING:
    from mentorwidgets.model import Viewer


class Deed(NamedTuple):
    """A page for those who run a program, which is no worksheet."""

    right: str
    page: str
    title: str
    words: str


_DEEDS = (
    Deed("invite", "links", "People and links", "Invite people, see who came in, and take links back."),
    Deed("history", "history", "History", "Who changed and who read what; bring an earlier text back."),
)


def deeds_for(viewer: Viewer, slug: str) -> list[Deed]:
    """What this viewer may do in a program beside its worksheets."""
    return [deed for deed in _DEEDS if may(viewer, deed.right, slug)]


def menu_for(viewer: Viewer, slug: str) -> list[tuple[str, str]]:
    """Page and title of everything that this viewer may open in a program, in the order of the program's page."""
    sheets = [(stem, title) for stem, title in WORKSHEETS if may(viewer, f"open:{stem}", slug)]
    return [*sheets, *((deed.page, deed.title) for deed in deeds_for(viewer, slug))]
