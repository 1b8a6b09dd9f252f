"""Which browser that is: a random mark in a cookie, so that a new browser with somebody's link is told to them.

The mark alone opens nothing: it says where a person's own word was given, to whoever comes in with that person's link.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import time
from typing import TYPE_CHECKING

from mentorwidgets.store.deeds import News

if TYPE_CHECKING:
    from tornado.httputil import HTTPServerRequest

    from mentorwidgets.model import Viewer
    from mentorwidgets.serve.sessions import Session
    from mentorwidgets.serve.site import Site
    from mentorwidgets.serve.words import Words
    from mentorwidgets.store import Store
    from mentorwidgets.store.browsers import Browser

_LIFETIME = 400 * 86_400  # seconds: the longest that browsers keep a cookie
_MARK = re.compile(r"[A-Za-z0-9_-]{22}")
_BROWSERS = (
    ("Edge", r"\bEdgA?/|\bEdgiOS/"), ("Opera", r"\bOPR/"), ("Samsung Internet", r"SamsungBrowser/"),
    ("Firefox", r"Firefox/|FxiOS/"), ("Chrome", r"Chrome/|CriOS/|Chromium/"), ("Safari", r"Version/.*Safari/"),
)  # fmt: skip
_SYSTEMS = (
    ("an iPhone", "iPhone"), ("an iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"),
    ("a Chromebook", r"\bCrOS\b"), ("a Mac", "Macintosh|Mac OS X"), ("Linux", "Linux|X11"),
)  # fmt: skip


def called_from(agent: str) -> str:
    """What a browser calls itself, roughly, in words.

    >>> called_from("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0")
    'Firefox on Windows'
    >>> called_from("curl/8"), called_from("")
    ('a browser', 'a browser')
    """
    browser = next((name for name, pattern in _BROWSERS if re.search(pattern, agent[:500])), "a browser")
    system = next((name for name, pattern in _SYSTEMS if re.search(pattern, agent[:500])), "")
    return f"{browser} on {system}" if system else browser


def browser_of(site: Site, request: HTTPServerRequest) -> str:
    """The hash of a browser's mark; empty when it has none."""
    morsel = request.cookies.get(_name(site, request))
    mark = morsel.value if morsel else ""
    return _hash(mark) if _MARK.fullmatch(mark) else ""


def short(browser: str) -> str:
    """What stands for a browser in the history."""
    return browser[:12]


async def came_in(handler: Words, session: Session, viewer: Viewer) -> None:
    """Remember in which browser somebody came in through a link, tell it when it is a new one, and mark it."""
    site, request = handler.site, handler.request
    browser = browser_of(site, request)
    if not browser:
        mark = secrets.token_urlsafe(16)
        browser = _hash(mark)
        rest = {"max_age": _LIFETIME, "httponly": True, "samesite": "Lax", "path": site.base}
        handler.set_cookie(_name(site, request), mark, **rest)
    called = called_from(request.headers.get("User-Agent", ""))
    await site.library.ask(_came, site.library.store, viewer, session, (browser, called))


async def browser_for(handler: Words, viewer: Viewer) -> Browser | None:
    """The browser that asks, as one of this person's; None when they did not come in through a link there."""
    site = handler.site
    name = browser_of(site, handler.request)
    return await site.library.ask(site.library.store.browsers.find, name, viewer.program, viewer.owner())


async def left(handler: Words, viewer: Viewer, *, everywhere: bool) -> None:
    """Somebody signs out: their own word is asked again here, or in every browser of theirs."""
    library, session = handler.site.library, handler.session
    browsers, name = library.store.browsers, browser_of(handler.site, handler.request)
    await library.ask(library.store.words.close, session.id)
    if everywhere:
        await library.ask(browsers.close_all, viewer.program, viewer.owner())
    elif name:
        await library.ask(browsers.open, name, viewer.program, viewer.owner(), 0.0)


def _came(store: Store, viewer: Viewer, session: Session, here: tuple[str, str]) -> None:
    browser, called = here
    told = {"called": called, "browser": short(browser), "link": viewer.door}
    news = News(viewer.actor(), "new browser", viewer.person, told)
    store.browsers.came(browser, viewer.program, viewer.owner(), called, news, time.time())
    found = store.browsers.find(browser, viewer.program, viewer.owner())
    if found is not None and found.opened and viewer.person:
        store.words.open(viewer.program, viewer.person, session.id, found.opened)


def _name(site: Site, request: HTTPServerRequest) -> str:
    return f"{site.sessions.name(request.protocol)}-browser"


def _hash(mark: str) -> str:
    return hashlib.sha256(f"browser {mark}".encode()).hexdigest()
