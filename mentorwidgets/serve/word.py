"""A word of one's own: setting, giving, changing and taking it away, and opening what a reset had closed."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from tornado.web import HTTPError

from mentorwidgets import sealing
from mentorwidgets.access import EVERYTHING, own_mark
from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.model import SIDES, key_parts
from mentorwidgets.serve.browsers import browser_of, short
from mentorwidgets.serve.logs import door_log as log
from mentorwidgets.serve.signin import Slide, without_token
from mentorwidgets.serve.told import names_for

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from mentorwidgets.sealing import Keeper
    from mentorwidgets.store import Store

_WRONG = "That is not your word. Look whether the keyboard writes capitals, and try again."
_REPEAT = "The two words are not the same. Please type the new one twice."


class OwnWord(Slide):
    """The page of one's own word. POST: one deed; what was wrong is said above the form. Nothing typed comes back."""

    def prepare(self) -> None:
        """Only mentors and mentees keep something that is sealed."""
        super().prepare()
        viewer = self.session.viewer()
        if viewer.role not in SIDES or not viewer.person:
            raise HTTPError(404)

    async def get(self) -> None:
        """Show it."""
        await self._page()

    async def post(self) -> None:
        """Do one deed."""
        deed = _DEEDS.get(self.get_body_argument("do", ""))
        if deed is None:
            raise ValueRefusedError("This page does not know how to do that.", "Load the page again.")
        try:
            told = await deed(self)
        except ValueRefusedError as error:
            self.set_status(422)
            await self._page(problem=f"{error.what} {error.mend}".strip())
            return
        self.site.visitors.forget_all()  # what is open elsewhere closes now, and not in a second
        after = without_token(self.get_body_argument("after", ""), self.site.base)
        if told == "":
            self.redirect(after, status=303)
        else:
            await self._page(told=told)

    async def give(self) -> str:
        """Give it: what it opens is open in this session, and in this browser if it is to be remembered."""
        if not await self._ask(sealing.give, self._keeper(), self._word("word")):
            log.warning("%s gave a wrong word of their own", self.session.door[:6])
            raise ValueRefusedError(_WRONG)
        await self._remember()
        return ""

    async def set(self) -> str:
        """Set a first word, or put another in its place."""
        new, again = self._word("new"), self._word("again")
        if new != again:
            raise ValueRefusedError(_REPEAT)
        await self._ask(sealing.change, self._keeper(), self._word("word"), new, await self._names())
        await self._remember()
        return "Your word is set. In every other browser what is sealed opens with it, and only with it."

    async def remove(self) -> str:
        """Take it away again; that needs it, too."""
        await self._ask(sealing.change, self._keeper(), self._word("word"), "")
        return "Your word is gone. Your link alone opens everything again."

    async def close(self) -> str:
        """Ask for it again in this browser."""
        library, viewer = self.site.library, self.session.viewer()
        browser = browser_of(self.site, self.request)
        await library.ask(library.store.words.close, self.session.id)
        await library.ask(library.store.browsers.open, browser, viewer.program, viewer.person, 0.0)
        return "What is sealed is closed in this browser now."

    async def open_again(self) -> str:
        """Open what a reset closed, in a browser where the old word had been given."""
        if not await self._ask(sealing.open_again, self._keeper()):
            raise ValueRefusedError(
                "This browser cannot open it.", "Type the word that you had before, or ask your pair."
            )
        return "What was closed is open again, in every browser of yours."

    async def begin_anew(self) -> str:
        """Empty what was for oneself in a pair and cannot be opened any more, to write there again."""
        pair = self.get_body_argument("pair", "")
        await self._ask(sealing.begin_anew, self.session.viewer(), self._keeper(), pair)
        return "What was closed there is empty now, and you can write again."

    async def vouch(self) -> str:
        """Open for one's partner again what both share."""
        viewer, store = self.session.viewer(), self.site.library.store
        other = await self._ask(sealing.vouch, viewer, self.get_body_argument("pair", ""))
        names = await self.site.library.ask(names_for, store, viewer)
        return f"What you two share is open to {names.get(other, 'your pair')} again."

    def _keeper(self) -> Keeper:
        viewer = self.session.viewer()
        browser = short(browser_of(self.site, self.request))
        return sealing.Keeper(viewer.program, viewer.person, viewer.name, self.session.id, browser)

    def _word(self, name: str) -> str:
        return self.get_body_argument(name, "", strip=False)[: sealing.LONGEST + 50]

    async def _ask(self, deed: Callable[..., Any], *given: Any) -> Any:
        return await self.site.library.ask_slowly(deed, self.site.library.store, *given)

    async def _names(self) -> list[str]:
        viewer, store = self.session.viewer(), self.site.library.store
        person = await self.site.library.ask(store.person, viewer.program, viewer.person)
        known = [person.name, person.email, person.id] if person else []
        return [*known, viewer.program, await self.site.library.name(viewer.program)]

    async def _remember(self) -> None:
        if self.get_body_argument("remember", ""):
            viewer, store = self.session.viewer(), self.site.library.store
            browser = browser_of(self.site, self.request)
            await self.site.library.ask(store.browsers.open, browser, viewer.program, viewer.person, time.time())

    async def _page(self, told: str = "", problem: str = "") -> None:
        library, viewer = self.site.library, self.session.viewer()
        names = await library.ask(names_for, library.store, viewer)
        places = await library.ask(_places, library.store, self._keeper(), names)
        waiting = await library.ask(sealing.waiting_for, library.store, viewer)
        self.show(
            "word",
            slug=viewer.program,
            program=await library.name(viewer.program),
            told=told,
            problem=problem,
            after=without_token(self.get_argument("after", ""), self.site.base),
            waiting=[{"pair": pair, "name": names.get(other, "your pair")} for pair, other in waiting.items()],
            is_hub=":" in viewer.door,
            shortest=sealing.SHORTEST,
            longest=sealing.LONGEST,
            **places,
        )


_DEEDS: Mapping[str, Callable[[OwnWord], Awaitable[str]]] = {
    "give": OwnWord.give,
    "set": OwnWord.set,
    "remove": OwnWord.remove,
    "close": OwnWord.close,
    "open": OwnWord.open_again,
    "anew": OwnWord.begin_anew,
    "vouch": OwnWord.vouch,
}


def _places(store: Store, keeper: Keeper, names: Mapping[str, str]) -> dict[str, Any]:
    """What the page shows of a word: whether there is one, whether it was given here, and what a reset left closed."""
    word = store.words.get(keeper.slug, keeper.person)
    shut = store.words.shut(keeper.slug, keeper.person, keeper.session)
    pairs = {mark.removesuffix("/own") for mark in shut if mark != EVERYTHING and not mark.endswith("/past")}
    closed = [
        {"pair": pair, "with": _partner(pair, keeper.person, names), "own": own_mark(pair) in shut}
        for pair in sorted(pairs)
    ]
    left = [mark for mark in word.closed if not mark.endswith("/past") and mark not in shut]
    is_shut = EVERYTHING in shut
    return {"has_word": bool(word.hash), "is_shut": is_shut, "closed": closed, "can_open": bool(left) and not is_shut}


def _partner(pair: str, person: str, names: Mapping[str, str]) -> str:
    mentee, mentor, _ = key_parts(pair)
    return names.get(mentor if mentee == person else mentee, "your pair")
