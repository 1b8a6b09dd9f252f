"""Every address there is, and the right that it needs. What is not here does not exist: no files, no contents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from mentorwidgets.serve import (
    api,
    calendars,
    history,
    imports,
    jupyter,
    links,
    mine,
    notebook,
    pages,
    personal,
    room,
    signin,
    themes,
    told,
    word,
)
from mentorwidgets.serve.gate import ANYONE, SIGNED_IN

if TYPE_CHECKING:
    from tornado.web import RequestHandler

_ID = r"(?P<kernel_id>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"
_WORD = r"([a-z0-9][a-z0-9_-]{0,59})"
_FILE = r"((?:[^%]|%(?!00))+)"  # a zero byte is no file name, and the system would raise at it


class Route(NamedTuple):
    """An address, who answers there, and what one must be allowed to do to be answered.

    ``right`` is an action of `access.ACTIONS` in the program that the address names first, where ``{1}`` stands for the
    second name in the address; or `ANYONE` or `SIGNED_IN`. Whoever lacks it is told that nothing is there.
    """

    address: str
    handler: type[RequestHandler]
    right: str
    arguments: dict[str, Any] | None = None


def routes(base: str, static: list[str], extensions: list[str]) -> list[Route]:
    """All of them; ``base`` holds no letter that means something in a pattern."""
    ours = f"{base}mentorwidgets/"
    programs = f"{base}programs/{_WORD}"
    kernel = f"{base}api/kernels/{_ID}"
    lab = {"path": extensions, "no_cache_paths": []}
    return [
        Route(base, pages.Landing, SIGNED_IN),
        Route(f"{base}here", pages.Here, SIGNED_IN),
        Route(f"{base}themes", themes.Themes, "programs"),
        Route(f"{base}login", signin.SignIn, ANYONE),
        Route(f"{base}in", personal.In, ANYONE),
        Route(f"{base}logout", signin.SignOut, SIGNED_IN),
        Route(programs, pages.WithSlash, "program"),
        Route(f"{programs}/", pages.ProgramPage, "program"),
        Route(f"{programs}/links", links.Links, "invite"),
        Route(f"{programs}/history", history.History, "history"),
        Route(rf"{programs}/held\.(json|html)", mine.Held, "export"),
        Route(f"{base}calendar", calendars.Address, SIGNED_IN),  # of whoever asks, and nobody else
        Route(rf"{base}calendar/([A-Za-z0-9_.-]{{1,120}})\.ics", calendars.Calendar, ANYONE),  # its key says whose
        Route(f"{base}mine", mine.Mine, SIGNED_IN),  # what is held about whoever asks, and nobody else
        Route(rf"{base}mine/held\.(json|html)", mine.MineFile, SIGNED_IN),
        Route(f"{base}word", word.OwnWord, SIGNED_IN),  # of whoever asks, and nobody else
        Route(f"{base}told", told.Told, SIGNED_IN),  # same
        Route(f"{programs}/room", room.RoomPage, "room"),
        Route(f"{programs}/{_WORD}", notebook.Worksheet, "open:{1}"),
        Route(f"{ours}static/([A-Za-z0-9._-]+)", pages.AssetFile, SIGNED_IN),  # style and fonts: anyone, see Assets
        Route(f"{ours}api/save", api.Save, SIGNED_IN),  # each change is judged by itself
        Route(f"{ours}api/worksheet/{_WORD}/{_WORD}", api.Read, "open:{1}"),
        Route(f"{ours}api/events", api.Events, SIGNED_IN),  # the worksheet stands in its query: it looks there
        Route(f"{ours}api/roster/{_WORD}/{_WORD}", imports.Import, "people"),
        Route(f"{ours}api/room/{_WORD}", room.RoomDoor, "room link"),
        Route(rf"{ours}room\.(js|css)", room.RoomModule, SIGNED_IN),  # what guests have no rights for it cannot do
        Route(kernel, jupyter.KernelState, SIGNED_IN),  # the gate lets only a kernel's owner near it
        Route(f"{kernel}/channels", jupyter.KernelSocket, SIGNED_IN),
        Route(f"{base}voila/api/shutdown/{_ID}", jupyter.Shutdown, SIGNED_IN),
        Route(f"{base}voila/static/{_FILE}", jupyter.StockFile, SIGNED_IN, {"paths": static}),
        Route(f"{base}voila/labextensions/{_FILE}", jupyter.ExtensionFile, SIGNED_IN, lab),
    ]
