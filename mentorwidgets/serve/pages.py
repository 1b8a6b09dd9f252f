"""The pages that need no kernel: the programs, one program, and the files they are dressed with."""

from __future__ import annotations

from mentorwidgets.access import may
from mentorwidgets.errors import ProgramError
from mentorwidgets.model import SIDES
from mentorwidgets.serve.menu import deeds_for
from mentorwidgets.serve.signin import Slide
from mentorwidgets.serve.told import told_to
from mentorwidgets.serve.words import Words

YEAR = 365 * 24 * 3600


class Landing(Slide):
    """All programs, what is done in them and what is next; who has one program is led to it."""

    async def get(self) -> None:
        """Show them."""
        viewer = self.session.viewer()
        if not may(viewer, "programs"):
            page = "room" if viewer.role == "guest" else ""  # guests see their room, and nothing of the program
            self.redirect(f"{self.site.base}programs/{viewer.program}/{page}", status=303)
            return
        cards, hub = await self.site.library.cards(viewer), self.site.hub
        trouble = await hub.guests.trouble() if hub is not None else ()
        words = {"deeds_for": deeds_for, "folder": self.site.library.folder.path.name, "trouble": trouble}
        self.show("landing", cards=cards, **words)


class ProgramPage(Slide):
    """One program: for those who run it what is done and next, for those who take part their own worksheets."""

    async def get(self, slug: str) -> None:
        """Show it; 404 when there is none."""
        cards = await self.site.library.cards(self.session.viewer())
        card = next((card for card in cards if card.slug == slug), None)
        if card is None:
            raise ProgramError("There is no such program.", "Go to your programs and choose from there.")
        viewer, store = self.session.viewer(), self.site.library.store
        has_word = viewer.person in await self.site.library.ask(store.words.having, slug)
        is_offered = viewer.role in SIDES and not has_word and ":" not in viewer.door  # who comes by the Hub needs none
        told = await told_to(self)
        self.show("program", card=card, deeds=deeds_for(viewer, slug), told=told, is_offered=is_offered)


class Here(Slide):
    """Nothing but whether somebody is signed in; behind a Hub that still knows them, a visit signs them in."""

    def get(self) -> None:
        """Say yes: whoever is not was led elsewhere."""
        self.set_status(204)


class WithSlash(Slide):
    """A program's address without its slash."""

    def get(self, slug: str) -> None:
        """Add it."""
        self.redirect(f"{self.site.base}programs/{slug}/", status=303)


class AssetFile(Words):
    """Style, scripts and fonts, to be kept for a year: their names change with their content."""

    def get(self, name: str) -> None:
        """Send one."""
        asset = self.site.assets.get(name)
        if asset is None:
            self.say(404, "There is no such page", "This file has changed since.", "Load the page again.")
            return
        self.set_header("Content-Type", asset.kind)
        self.set_header("Cache-Control", f"public, max-age={YEAR}, immutable")
        self.finish(asset.body)
