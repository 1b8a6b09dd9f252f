"""The server: a folder of programs as web pages, through Voilà, behind one login."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["serve"]


def serve(folder: Path, *, base: str = "/", idle_minutes: float = 30, hub: bool = False, **options: Any) -> None:
    """Serve a folder until the program is told to stop (Ctrl+C or SIGTERM).

    Args:
        folder: a mentorwidgets folder: database, workbooks, secrets.
        base: the path under which everything lies, such as ``/mentoring/``.
        idle_minutes: a worksheet that nobody used for so long is put to sleep.
        hub: JupyterHub started us as its service: it says who people are, and where we are; `port`, `host`, `base`,
            `token` and `open_browser` do not count then.
        options: any other field of `options.Options`, by its name.

    Raises:
        ServeError: no port is free, the page templates are missing, or a path or an address is none.
        StoreError: the database cannot be opened.
        TypeError: there is no such option.
    """
    from mentorwidgets.serve.launch import run
    from mentorwidgets.serve.options import Options, at_hub, plain_base

    options |= {name: tuple(options.get(name, ())) for name in ("allow_hosts", "trust_proxies")}
    asked = Options(folder=folder, base=plain_base(base), idle_seconds=idle_minutes * 60, **options)
    run(at_hub(asked) if hub else asked)
