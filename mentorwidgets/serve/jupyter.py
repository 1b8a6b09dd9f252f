"""Jupyter's and Voilà's own handlers, made to agree with the gate and to speak our words."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

from jupyter_core.utils import ensure_async as settle
from jupyter_server._tz import utcnow
from jupyter_server.auth import Authorizer, IdentityProvider, User
from jupyter_server.base.handlers import FileFindHandler
from jupyter_server.services.kernels.handlers import KernelHandler
from tornado.web import HTTPError
from voila.static_file_handler import MultiStaticFileHandler  # noqa: TID253 - only the running server imports this
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler  # noqa: TID253 - same

from mentorwidgets.serve.frames import PROTOCOL, is_sound
from mentorwidgets.serve.sessions import session_of
from mentorwidgets.serve.words import Words

if TYPE_CHECKING:
    from jupyter_server.base.handlers import JupyterHandler
    from tornado.web import RequestHandler

    from mentorwidgets.serve.allowances import Allowance
    from mentorwidgets.serve.kernels import Kernels

LABEXTENSIONS = (
    "@jupyter-widgets/jupyterlab-manager", "@voila-dashboards/widgets-manager8", "anywidget",
)  # fmt: skip


class Known(IdentityProvider):
    """Tells Jupyter who the gate let through; there is no other way in."""

    auth_enabled = True
    login_available = False

    def get_user(self, handler: RequestHandler) -> User | None:
        """The session as Jupyter's user; its name is what the session stands for, never the session's id."""
        session = session_of(handler.request)
        if session is None:
            return None
        viewer = session.viewer()
        name = viewer.name or viewer.role.capitalize()
        return User(username=viewer.actor(), name=name, display_name=name)

    def get_handlers(self) -> list[Any]:
        """None: signing in is ours."""
        return []

    def is_token_authenticated(self, handler: RequestHandler) -> bool:
        """Never: so that Jupyter's XSRF and Origin checks stay on."""
        del handler
        return False


class Doorkeeper(Authorizer):
    """Answers what Jupyter's and Voilà's handlers ask: kernels belong to their owner, nothing else is there."""

    def is_authorized(self, handler: JupyterHandler, user: User, action: str, resource: str) -> bool:
        """Whether the kernel in the address is the asker's."""
        del user, action
        kernels: Kernels = handler.settings["site"].kernels
        name = handler.path_kwargs.get("kernel_id", "")
        return resource == "kernels" and kernels.is_owner(name, session_of(handler.request))


class KernelState(Words, KernelHandler):
    """GET: whether a kernel lives. The page asks while somebody uses it, which keeps the kernel awake."""

    async def get(self, kernel_id: str) -> None:
        """Say that it lives; ``?quiet=1`` does not count as being used."""
        if not self.get_query_argument("quiet", ""):
            self.site.kernels.get_kernel(kernel_id).last_activity = utcnow()
        self.set_header("Content-Type", "application/json")
        await self.finish(json.dumps(self.site.kernels.kernel_model(kernel_id), default=str))

    def options(self, kernel_id: str) -> None:
        """Refuse: Jupyter would tell other sites what they may send."""
        del kernel_id
        raise HTTPError(405)

    async def delete(self, kernel_id: str) -> None:
        """End it: what Voilà's own front end does when it is left."""
        await self.site.kernels.end(kernel_id)
        self.set_status(204)


class KernelSocket(Words, VoilaKernelWebsocketHandler):
    """The kernel's websocket."""

    async def pre_get(self) -> None:
        """Take the one protocol that our pages speak: the older one trusts numbers that it is sent."""
        kernels: Kernels = self.settings["site"].kernels
        offered = self.request.headers.get("Sec-WebSocket-Protocol", "").split(",")
        if kernels.is_owner(self.kernel_id, session_of(self.request)) and PROTOCOL not in map(str.strip, offered):
            raise HTTPError(400)
        await super().pre_get()

    def on_message(self, message: str | bytes) -> None:
        """Pass it on; whoever sends more than any page does is cut off, and can come again in a moment."""
        allowance: Allowance = self.settings["messages"]
        if not allowance.take(self.session.viewer(), 1, time.monotonic()):
            self.close(1008, "That was very much in a short time. Please wait a moment.")
        elif is_sound(message):
            super().on_message(message)
        else:
            self.close(1007, "This is no message of a page.")

    def get_compression_options(self) -> dict[str, Any]:
        """Compress: states are text."""
        return {}


class Shutdown(Words):
    """POST by a page that is left: its kernel ends."""

    async def post(self, kernel_id: str) -> None:
        """End it."""
        await self.site.kernels.end(kernel_id)
        self.set_status(204)


class StockFile(Words, MultiStaticFileHandler):
    """Files of Voilà's own front end."""


class ExtensionFile(Words, FileFindHandler):
    """Files of the few front-end extensions that the fall-back needs."""

    async def get(self, path: str, include_body: bool = True) -> None:
        """Send one, if it belongs to an extension on the list."""
        if ".." in path.split("/") or not path.startswith(tuple(f"{name}/" for name in LABEXTENSIONS)):
            raise HTTPError(404)
        await settle(super().get(path, include_body))
