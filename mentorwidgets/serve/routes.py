"""Every address there is. What is not here does not exist: no files, no tree, no contents, no queries, no execution."""

from __future__ import annotations

from typing import Any

from mentorwidgets.serve import api, imports, jupyter, notebook, pages, signin

_ID = r"(?P<kernel_id>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"
_WORD = r"([a-z0-9][a-z0-9_-]{0,59})"
_FILE = r"((?:[^%]|%(?!00))+)"  # a zero byte is no file name, and the system would raise at it


def routes(base: str, static: list[str], extensions: list[str]) -> list[Any]:
    """Address, handler and arguments of each; ``base`` holds no letter that means something in a pattern."""
    ours = f"{base}mentorwidgets/"
    programs = f"{base}programs/{_WORD}"
    return [
        (base, pages.Landing),
        (f"{base}login", signin.SignIn),
        (f"{base}logout", signin.SignOut),
        (programs, pages.WithSlash),
        (f"{programs}/", pages.ProgramPage),
        (f"{programs}/{_WORD}", notebook.Worksheet),
        (f"{ours}static/([A-Za-z0-9._-]+)", pages.AssetFile),
        (f"{ours}api/save", api.Save),
        (f"{ours}api/worksheet/{_WORD}/{_WORD}", api.Read),
        (f"{ours}api/events", api.Events),
        (f"{ours}api/roster/{_WORD}/{_WORD}", imports.Import),
        (f"{base}api/kernels/{_ID}", jupyter.KernelState),
        (f"{base}api/kernels/{_ID}/channels", jupyter.KernelSocket),
        (f"{base}voila/api/shutdown/{_ID}", jupyter.Shutdown),
        (f"{base}voila/static/{_FILE}", jupyter.StockFile, {"paths": static}),
        (f"{base}voila/labextensions/{_FILE}", jupyter.ExtensionFile, {"path": extensions, "no_cache_paths": []}),
    ]
