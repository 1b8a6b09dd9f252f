"""Standalone Voilà under a launcher of ours: our settings and no others, our routes and no others."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import logging
import os
import shutil
import signal
import sys
import webbrowser
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from tornado.httpserver import HTTPServer
from tornado.ioloop import PeriodicCallback
from tornado.netutil import bind_sockets
from traitlets.config import Config
from voila.app import Voila  # noqa: TID253 - `serve` imports this module when it is called
from voila.utils import get_page_config, get_voila_labextensions_path  # noqa: TID253 - same

from mentorwidgets import apart
from mentorwidgets.doors import DAY
from mentorwidgets.errors import ServeError
from mentorwidgets.kernels import WARM
from mentorwidgets.serve.allowances import Allowance, Allowances
from mentorwidgets.serve.armour import STOCK, TRANSFORMS, allow
from mentorwidgets.serve.assets import Assets
from mentorwidgets.serve.audit import forget_old_readings
from mentorwidgets.serve.certificate import Certificate, certificate
from mentorwidgets.serve.feed import Feed
from mentorwidgets.serve.gate import GatedApplication
from mentorwidgets.serve.guesses import Guesses
from mentorwidgets.serve.jupyter import LABEXTENSIONS, Doorkeeper, Known
from mentorwidgets.serve.kernels import Kernels, OurKernelSpec
from mentorwidgets.serve.library import Library
from mentorwidgets.serve.logs import log, log_request, note_trouble, open_log
from mentorwidgets.serve.memory import open_many_files
from mentorwidgets.serve.once import Once
from mentorwidgets.serve.proxies import networks, warning
from mentorwidgets.serve.routes import routes
from mentorwidgets.serve.runtime import is_journal, make_runtime_dir, write_private
from mentorwidgets.serve.sessions import Sessions
from mentorwidgets.serve.sights import Sights
from mentorwidgets.serve.site import Site
from mentorwidgets.serve.templates import stock_paths, template_dir, template_paths
from mentorwidgets.serve.visitors import Visitors
from mentorwidgets.serve.writer import Writer

if TYPE_CHECKING:
    from pathlib import Path
    from socket import socket

    from tornado.httputil import HTTPServerRequest

    from mentorwidgets.serve.hub.door import HubDoor
    from mentorwidgets.serve.options import Options

_READ = ("mentorwidgets.drafts.far", "python_calamine")  # what a page lets us read
_TRIES = 50
_SWEEP, _LOOK = 5_000, 1_000  # milliseconds


class Launcher(Voila):
    """Voilà with nothing left to chance: no configuration files, no command line, no routes but ours."""

    def load_config_file(self, *args: Any, **kwargs: Any) -> None:
        """Do not: a file somewhere on the machine must not open what we closed."""

    def setup_template_dirs(self) -> None:
        """Ours, then the stock ones that ours may build on."""
        self.template_paths = template_paths()
        self.static_paths = stock_paths()

    def prepare(self, site: Site) -> GatedApplication:
        """Make the application."""
        self.site = site
        self.connection_dir = str(site.runtime)
        settings = self.init_settings()
        site.kernels = self.kernel_manager
        settings.pop("login_url", None)
        settings.update(
            launcher=self,
            allowances=Allowances(),
            messages=Allowance(),
            transforms=TRANSFORMS,
            cookie_secret=site.library.folder.secret("cookies"),
            xsrf_cookies=True,
            xsrf_cookie_kwargs={"samesite": "Lax", "path": site.base},
            allow_remote_access=True,  # the gate checks the host
            log_function=log_request,
            websocket_max_message_size=16_000_000,
            # Jupyter compares before it asks: a page has answered one interval ago at best, also when all is well.
            ws_ping_interval=1000 * site.options.ping_seconds,
            ws_ping_timeout=2500 * site.options.ping_seconds,
            headers={},
        )
        app = GatedApplication(site, **settings)
        ours = routes(site.base, self.static_paths, self.labextensions_path)
        app.open([*(site.hub.routes(site.base) if site.hub else ()), *ours])
        return app

    def renderer_settings(self) -> dict[str, Any]:
        """What Voilà's renderer wants to be given."""
        return {
            "voila_configuration": self.voila_configuration,
            "traitlet_config": self.config,
            "template_paths": self.template_paths,
            "contents_manager": self.contents_manager,
            "config_manager": self.config_manager,
            "kernel_spec_manager": self.kernel_spec_manager,
            "base_url": self.site.base,
            "page_config": {},
        }

    def allow_stock(self, request: HTTPServerRequest) -> None:
        """Let this one page load Voilà's own front end."""
        allow(request, STOCK)

    def page_config(self, kernel_id: str) -> dict[str, Any]:
        """What Voilà's own front end wants to know."""
        config = get_page_config(
            base_url=self.site.base,
            settings={"mathjax_config": "null", "mathjax_url": "null"},
            log=self.log,
            voila_configuration=self.voila_configuration,
        )
        return {**config, "kernelId": kernel_id, "jupyterLabTheme": "light", "baseUrl": self.site.base}

    @property
    def labextensions_path(self) -> list[str]:
        """Where the few extensions lie."""
        paths: list[str] = get_voila_labextensions_path([])
        return paths


def run(options: Options) -> None:
    """Serve until the program is told to stop."""
    networks(options.trust_proxies)  # said before anything is opened
    asyncio.run(_run(options.with_token()))


async def _run(options: Options) -> None:
    library = Library(options.folder, options.patience)
    handler = open_log(library.folder.path)
    runtime = make_runtime_dir()
    open_many_files()
    try:
        site = _site(options, library, runtime)
        launcher = Launcher(config=_config(options, library), log=logging.getLogger("mentorwidgets.jupyter"))
        launcher.initialize([])
        application = launcher.prepare(site)
        await _serve(application, site)
    finally:
        shutil.rmtree(runtime, ignore_errors=True)
        library.close()
        handler.close()


def _site(options: Options, library: Library, runtime: Path) -> Site:
    templates = template_dir()
    sights = Sights(library)
    feed = Feed(library, sights)
    hub = _hub(library) if options.hub else None
    return Site(
        options=options,
        library=library,
        sessions=Sessions(library.folder.secret("cookies"), options.base),
        visitors=Visitors(library, {"hub": hub.guests.look} if hub else {}),
        sights=sights,
        guesses=Guesses(),
        once=Once(),
        assets=Assets(templates, f"{options.base}mentorwidgets/static/"),
        writer=Writer(library.store, feed.landed),
        feed=feed,
        templates=templates,
        runtime=runtime,
        kernels=None,  # type: ignore[arg-type] # Voilà makes them a moment later
        hub=hub,
    )


def _hub(library: Library) -> HubDoor:
    try:
        from mentorwidgets.serve.hub.door import HubDoor
    except ModuleNotFoundError:
        raise ServeError("JupyterHub is not installed here.", "Type: pip install 'mentorwidgets[hub]'") from None
    return HubDoor(library)


async def _serve(application: GatedApplication, site: Site) -> None:
    shown = _certificate(site)
    sockets, port = _listen(site.options)
    context = shown.context() if shown else None
    bounds = {"max_body_size": 4_000_000, "idle_connection_timeout": 120, "body_timeout": 60}
    server = HTTPServer(application, ssl_options=context, **bounds)
    server.add_sockets(sockets)
    forget = functools.partial(forget_old_readings, site.library)
    rounds = ((site.kernels.sweep, _SWEEP), (site.sweep, _LOOK), (forget, 1000 * DAY))
    sweeps = [PeriodicCallback(sweep, pause) for sweep, pause in rounds]
    for sweep in sweeps:
        sweep.start()
    WARM.start()
    apart.warm_up(*_READ)
    told = _listen_for_the_end()
    try:
        _announce(site, port, shown)
        site.kernels.soon(site.kernels.prepare_spare())
        await forget()
        await told.wait()
    finally:
        log.info("stopping")
        for sweep in sweeps:
            sweep.stop()
        server.stop()
        await site.feed.close()
        await _end_kernels(site.kernels)
        WARM.close()
        apart.close()
        # Whoever is saving gets an answer before the connection goes.
        await asyncio.to_thread(site.writer.close)
        if site.hub is not None:
            await site.hub.client.close()
        await server.close_all_connections()


async def _end_kernels(kernels: Kernels) -> None:
    with contextlib.suppress(Exception):
        await asyncio.wait_for(ZMQChannelsWebsocketConnection.close_all(), 5)
    try:
        await kernels.close()
    except Exception as error:  # noqa: BLE001 - the rest must be put away too
        note_trouble("not every kernel could be ended", error)
    with contextlib.suppress(Exception):
        kernels.context.destroy(linger=0)


def _listen_for_the_end() -> asyncio.Event:
    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(name, told.set)
        except NotImplementedError:  # Windows
            signal.signal(name, lambda *_: loop.call_soon_threadsafe(told.set))
    return told


def _listen(options: Options) -> tuple[list[socket], int]:
    tries = 1 if options.hub else _TRIES  # the Hub's proxy looks for us nowhere else
    ports = range(options.port, min(options.port + tries, 65536)) if options.port else [0]
    for port in ports:
        try:
            sockets = bind_sockets(port, options.host)
        except OSError:
            continue
        return sockets, sockets[0].getsockname()[1]
    raise ServeError(
        f"None of the ports {ports[0]} to {ports[-1]} of {options.host} is free.", "Choose another with --port."
    )


def _certificate(site: Site) -> Certificate | None:
    if not site.options.https:
        return None
    if site.options.hub:
        raise ServeError(
            "JupyterHub's proxy speaks http with us.", "Leave --https out, and give the Hub a certificate."
        )
    return certificate(site.library.folder.path / "secret" / "https.pem", site.options.names())


def _announce(site: Site, port: int, shown: Certificate | None) -> None:
    options = site.options
    plain = f"http{'s' if shown else ''}://{options.shown_host()}:{port}{options.base}"
    address = f"{plain}?token={quote(options.token)}" if options.token else plain
    if options.token and is_journal(sys.stdout):
        file = site.runtime / "address"
        write_private(file, address.encode() + b"\n")
        print(f"Your programs are open at {plain} (the whole address is in {file})", flush=True)  # noqa: T201 - same
    else:
        # Where the Hub, systemd or the like runs us, nobody sits before it who could stop it by a key.
        how = " (stop with Ctrl+C)" if not options.hub and sys.stdin and sys.stdin.isatty() else ""
        print(f"Your programs are open at {address}{how}", flush=True)  # noqa: T201 - the one line
    if words := warning(options, shown.fingerprint if shown else ""):
        print(words, file=sys.stderr, flush=True)  # noqa: T201 - beside it, for programs that read the line
    if options.open_browser:
        asked = f"{plain}?token={site.once.draw()}" if options.token else plain  # everybody can see how it is started
        asyncio.get_running_loop().run_in_executor(None, webbrowser.open, asked)


def _config(options: Options, library: Library) -> Config:
    config = Config()
    config.Voila.root_dir = str(library.folder.workbooks)
    config.Voila.identity_provider_class = Known
    config.Voila.authorizer_class = Doorkeeper
    config.Voila.cookie_secret = library.folder.secret("cookies")
    config.VoilaConfiguration.template = "mentorwidgets"
    config.VoilaConfiguration.allow_template_override = "NO"
    config.VoilaConfiguration.allow_theme_override = "NO"
    config.VoilaConfiguration.show_tracebacks = False
    config.VoilaConfiguration.file_allowlist = []
    config.VoilaConfiguration.extension_allowlist = list(LABEXTENSIONS)
    config.VoilaConfiguration.multi_kernel_manager_class = Kernels
    config.VoilaConfiguration.kernel_spec_manager_class = OurKernelSpec
    config.KernelManager.transport = "ipc" if os.name == "posix" else "tcp"
    config.KernelRestarter.time_to_dead = 1.0
    config.KernelRestarter.restart_limit = 0
    idle = max(1, round(options.idle_seconds))
    config.MappingKernelManager.cull_idle_timeout = idle
    config.MappingKernelManager.cull_interval = max(1, min(60, idle // 4))
    config.MappingKernelManager.cull_connected = True
    config.MappingKernelManager.root_dir = str(library.folder.workbooks)
    config.Kernels.most = options.max_kernels
    config.Kernels.most_each = options.max_kernels_each
    config.Kernels.keep_spare = options.spare
    config.Kernels.base = options.base
    config.Kernels.grace = min(120.0, options.idle_seconds)
    config.ZMQChannelsWebsocketConnection.limit_rate = False
    return config
