"""What people are told on their first page: who saw their link, in which browser it was opened, what became of a word.

It stands there until it was answered in this browser: whoever opens a link elsewhere cannot answer it for its person.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tornado.web import HTTPError

from mentorwidgets.access import people_for
from mentorwidgets.held import deed_words
from mentorwidgets.serve.browsers import browser_for, short
from mentorwidgets.serve.signin import Slide
from mentorwidgets.store.deeds import Deed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mentorwidgets.model import Viewer
    from mentorwidgets.serve.words import Words
    from mentorwidgets.store import Store
    from mentorwidgets.store.browsers import Browser

_MOST = 8  # lines at once


async def told_to(handler: Words) -> list[dict[str, Any]]:
    """The lines for whoever asks, the newest first; none for the office, for guests of a room and through the Hub."""
    viewer = handler.session.viewer()
    browser = await browser_for(handler, viewer) if viewer.program else None
    return await handler.site.library.ask(_lines, handler.site.library.store, viewer, browser) if browser else []


class Told(Slide):
    """POST: somebody answers what they were told, as theirs or as not theirs."""

    async def post(self) -> None:
        """Keep the answer; what is not theirs is told in the history, and what to do is said."""
        viewer, library = self.session.viewer(), self.site.library
        browser = await browser_for(self, viewer)
        number = self.get_body_argument("number", "")
        if browser is None or not number.isdecimal() or len(number) > 18:
            raise HTTPError(400)
        found = await library.ask(_open_deeds, library.store, viewer, browser)
        about = next((deed for deed in found if deed.number == int(number)), None)
        if about is not None and self.get_body_argument("mine", "") == "no":
            told = {"called": about.told.get("called", "a browser"), "link": viewer.door, "own": True}
            told["browser"] = short(browser.id)
            await library.ask(_not_me, library.store, viewer, told)
            self.show("not-me", slug=viewer.program, program=await library.name(viewer.program))
            return
        if about is not None:
            await library.ask(library.store.browsers.told, browser.id, viewer.program, viewer.owner(), about.number)
        self.redirect(f"{self.site.base}programs/{viewer.program}/", status=303)


def names_for(store: Store, viewer: Viewer) -> dict[str, str]:
    """Id -> what a viewer may call people: young ones are initials to others."""
    program = store.program(viewer.program)
    pairing = {key: field.value for key, field in store.fields(f"{program.slug}/pairing").items()}
    people, gone = store.people(program.slug), store.gone_people(program.slug)
    shown, left = people_for(viewer, program, people, gone, pairing)
    return {person.id: person.name for person in (*shown, *left)}


def _open_deeds(store: Store, viewer: Viewer, browser: Browser) -> Sequence[Deed]:
    found = store.deeds_about(viewer.program, viewer.person, viewer.door, browser.told)
    return [deed for deed in found if deed.told.get("browser") != short(browser.id) and deed.kind in _TOLD]


def _lines(store: Store, viewer: Viewer, browser: Browser) -> list[dict[str, Any]]:
    names = names_for(store, viewer)
    return [_line(deed, names) for deed in _open_deeds(store, viewer, browser)[:_MOST]]


def _line(deed: Deed, names: Mapping[str, str]) -> dict[str, Any]:
    words = deed_words(deed, names, is_reader=True)
    return {"number": deed.number, "at": deed.at, "words": words, "kind": deed.kind, "is_asked": deed.kind in _ASKED}


def _not_me(store: Store, viewer: Viewer, told: Mapping[str, Any]) -> None:
    store.note_deed(viewer.program, viewer.actor(), "not me", viewer.person, **told)


_ASKED = frozenset({"new browser", "word set", "word changed", "word removed", "calendar made", "word reset"})
_TOLD = _ASKED | {
    "link made",
    "link revoked",
    "partner's word reset",
    "words opened by partner",
    "words opened",
    "not me",
}
