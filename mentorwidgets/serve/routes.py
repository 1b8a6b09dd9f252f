"""Every address there is. What is not here does not exist: no files, no tree, no contents, no queries, no execution."""

from __future__ import annotations

from typing import Any

from mentorwidgets.serve import api, imports, jupyter, notebook, pages, signin
from mentorwidgets.serve.site import BASE, OURS

_ID = r"(?P<kernel_id>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"
_WORD = r"([a-z0-9][a-z0-9_-]{0,59})"
_FILE = r"((?:[^%]|%(?!00))+)"  # a zero byte is no file name, and the system would raise at it


def routes(static: list[str], extensions: list[str]) -> list[Any]:
    """Address, handler and arguments of each."""
    programs = f"{BASE}programs/{_WORD}"
    return [
        (BASE, pages.Landing),
        (signin.PATH, signin.SignIn),
        (f"{BASE}logout", signin.SignOut),
        (programs, pages.WithSlash),
        (f"{programs}/", pages.ProgramPage),
        (f"{programs}/{_WORD}", notebook.Worksheet),
        (f"{OURS}static/([A-Za-z0-9._-]+)", pages.AssetFile),
        (f"{OURS}api/save", api.Save),
        (f"{OURS}api/worksheet/{_WORD}/{_WORD}", api.Read),
        (f"{OURS}api/events", api.Events),
        (f"{OURS}api/roster/{_WORD}/{_WORD}", imports.Import),
        (f"{BASE}api/kernels/{_ID}", jupyter.KernelState),
        (f"{BASE}api/kernels/{_ID}/channels", jupyter.KernelSocket),
        (f"{BASE}voila/api/shutdown/{_ID}", jupyter.Shutdown),
        (f"{BASE}voila/static/{_FILE}", jupyter.StockFile, {"paths": static}),
        (f"{BASE}voila/labextensions/{_FILE}", jupyter.ExtensionFile, {"path": extensions, "no_cache_paths": []}),
    ]
