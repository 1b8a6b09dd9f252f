"""What is held about whoever is signed in, to read and to take away; and for coordinators about one of their people."""

from __future__ import annotations

import json
from typing import Any

from tornado.web import HTTPError

from mentorwidgets.held import file_name, held_by_guest, held_html, held_on, held_page
from mentorwidgets.serve.audit import note_read
from mentorwidgets.serve.marks import people_by_mark
from mentorwidgets.serve.signin import Slide

_KINDS = {"json": "application/json; charset=utf-8", "html": "text/html; charset=utf-8"}


class Mine(Slide):
    """The page "What is held about you"."""

    async def get(self) -> None:
        """Show it; the office, which is no person, hears where to look instead."""
        viewer = self.session.viewer()
        held = None if viewer.role == "office" else await self.held()
        self.show("mine", held=held, parts=held_html(held) if held else "", slug=viewer.program)

    def prepare(self) -> None:
        """Refuse guests of a room: all of them are one, and each would read what the others wrote."""
        super().prepare()
        if self.session.viewer().role == "guest":
            raise HTTPError(404)

    async def held(self) -> dict[str, Any]:
        """What is held about them, as much as they may read."""
        viewer, library = self.session.viewer(), self.site.library
        if viewer.person:
            return await library.ask(held_on, library.store, viewer.program, viewer.person, viewer)
        return await library.ask(held_by_guest, library.store, viewer)

    async def send(self, held: dict[str, Any], ending: str) -> None:
        """Send it as a file, ``json`` or ``html``."""
        self.set_header("Content-Type", _KINDS[ending])
        self.set_header("Content-Disposition", f'attachment; filename="{file_name(held, ending)}"')
        await self.finish(json.dumps(held, ensure_ascii=False, indent=2) if ending == "json" else held_page(held))


class MineFile(Mine):
    """The same as a file."""

    async def get(self, ending: str) -> None:  # type: ignore[override] # another address, with the kind of file in it
        """Send it."""
        if self.session.viewer().role == "office":
            self.redirect(f"{self.site.base}mine", status=303)
            return
        await self.send(await self.held(), ending)


class Held(Mine):
    """What is held on one person, as a file for those who answer their question: as much as these may read."""

    async def get(self, slug: str, ending: str) -> None:  # type: ignore[override] # another address again
        """Send it; that it was taken stands in the history."""
        library = self.site.library
        people = await library.ask(people_by_mark, library, slug)
        person, _ = people.get(self.get_query_argument("person", ""), ("", ""))
        held = await library.ask(held_on, library.store, slug, person, self.session.viewer())
        await note_read(self, f"{slug}/held")
        await self.send(held, ending)
