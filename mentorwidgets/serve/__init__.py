"""The server: a folder of programs as web pages, through Voilà, behind one login."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["serve"]


def serve(  # noqa: PLR0913 - these are the words of the command line
    folder: Path,
    *,
    port: int = 8866,
    host: str = "127.0.0.1",
    open_browser: bool = True,
    token: str | None = None,
    max_kernels: int = 20,
    max_kernels_each: int = 6,
    idle_minutes: float = 30,
    allow_hosts: Sequence[str] = (),
    spare: bool = True,
    patience: float = 10.0,
    base: str = "/",
    trust_proxies: Sequence[str] = (),
    hub: bool = False,
) -> None:
    """Serve a folder until the program is told to stop (Ctrl+C or SIGTERM).

    Args:
        folder: a mentorwidgets folder: database, workbooks, secrets.
        port: where to listen; when it is taken, the next free one is used.
        host: the address to listen on; anything but a loopback address is reachable by others.
        open_browser: whether to open the address in a web browser.
        token: the word that signs people in; a new random one when None.
        max_kernels: worksheets that may be open at the same time, over all people.
        max_kernels_each: of them, those of one person; the office may have all.
        idle_minutes: a worksheet that nobody used for so long is put to sleep.
        allow_hosts: further names under which browsers may reach the server.
        spare: keep a kernel ready for the next page, so that it opens sooner.
        patience: seconds to wait while another program writes to the database, before a save is refused.
        base: the path under which everything lies, such as ``/mentoring/``.
        trust_proxies: addresses or networks of the proxies whose ``X-Forwarded-`` headers are believed.
        hub: JupyterHub started us as its service: it says who people are, and where we are; `port`, `host`, `base`,
            `token` and `open_browser` do not count then.

    Raises:
        ServeError: no port is free, the page templates are missing, or a path or an address is none.
        StoreError: the database cannot be opened.
    """
    from mentorwidgets.serve.launch import run
    from mentorwidgets.serve.options import Options, at_hub, plain_base

    asked: dict[str, Any] = {"port": port, "host": host, "open_browser": open_browser, "token": token}
    limits: dict[str, Any] = {"max_kernels": max_kernels, "max_kernels_each": max_kernels_each}
    limits |= {"idle_seconds": idle_minutes * 60, "spare": spare}
    names: dict[str, Any] = {"allow_hosts": tuple(allow_hosts), "trust_proxies": tuple(trust_proxies)}
    options = Options(folder=folder, base=plain_base(base), patience=patience, **names, **asked, **limits)
    run(at_hub(options) if hub else options)
