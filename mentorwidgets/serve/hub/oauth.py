"""How we speak to the Hub: OAuth with PKCE to learn who a browser is, and a question about them now and then."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import os
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from jupyterhub.httpclient import JupyterHubHTTPClient
from jupyterhub.services.auth import HubOAuth
from tornado.web import HTTPError

from mentorwidgets.errors import ServeError
from mentorwidgets.serve.hub.users import user_from_plain
from mentorwidgets.serve.logs import log

if TYPE_CHECKING:
    from collections.abc import Mapping
    from http.cookies import Morsel

    from tornado.web import RequestHandler

    from mentorwidgets.serve.hub.users import HubUser

_PATIENCE = 10.0  # seconds for one answer of the Hub
_SECRETS = ("JUPYTERHUB_API_TOKEN", "JPY_API_TOKEN")
_BROWSER = "jupyterhub-session-id"  # the Hub's cookie that changes with each of its sign-ins and sign-outs


class HubAway(ServeError):  # noqa: N818 - a state of the world, not a mistake
    """The Hub does not answer, or answers that it cannot."""


class HubClient:
    """The Hub, as one of its services sees it. Its variables in the environment are read, and the secret ones removed.

    Raises:
        ServeError: the Hub did not start us: its variables are missing.
    """

    def __init__(self) -> None:
        """Read the environment; nothing is asked of the Hub yet."""
        if not os.environ.get("JUPYTERHUB_API_TOKEN") or not os.environ.get("JUPYTERHUB_CLIENT_ID"):
            raise ServeError(
                "JupyterHub did not start this server.", "Name it as a service in jupyterhub_config.py, with a url."
            )
        self._auth = HubOAuth()
        # Each is read from the environment on first use; a token must not stay where our children would inherit it.
        self._wanted = (self._auth.api_token, self._auth.api_url, self._auth.oauth_client_id, self._auth.access_scopes)
        for name in _SECRETS:
            os.environ.pop(name, None)

    @property
    def home(self) -> str:
        """The address of the Hub's own start page."""
        return f"{self._auth.hub_host}{self._auth.hub_prefix}home"

    @property
    def logout(self) -> str:
        """The address that signs out of the Hub."""
        return f"{self._auth.hub_host}{self._auth.hub_prefix}logout"

    def begin(self, handler: RequestHandler, after: str) -> str:
        """The Hub's address that says who a browser is; the browser gets a cookie that its answer must fit.

        Args:
            handler: of the request; its answer will carry the cookie.
            after: the address on this server to go to in the end.
        """
        verifier, challenge, method = self._auth.generate_pkce_code_challenge()
        state = self._auth.set_state_cookie(handler, after, code_verifier=verifier)
        words = {"state": state, "code_challenge": challenge, "code_challenge_method": method}
        return f"{self._auth.login_url}&{urlencode(words)}"

    def take_state(self, handler: RequestHandler) -> tuple[str, str] | None:
        """Where to go and the PKCE verifier, if this answer of the Hub belongs to this browser; it does so once."""
        state = handler.get_query_argument("state", "")
        name = self._auth.get_state_cookie_name(state)
        cookie = handler.get_secure_cookie(name) or b""
        if not state or not hmac.compare_digest(cookie, state.encode()):
            return None  # kept: it may be the answer to another browser, which still comes
        after, verifier = self._auth.get_next_url(state), self._auth.get_code_verifier(state)
        self._auth.clear_oauth_state(state)
        handler.clear_cookie(name, path=self._auth.cookie_path)  # not those of the other tabs
        return (after, verifier) if verifier else None

    async def token(self, code: str, verifier: str) -> str:
        """The user's token for the code that the Hub sent; HubAway when it gives none."""
        given: str = await self._ask(self._auth.token_for_code(code, code_verifier=verifier, sync=False))
        return given

    async def user(self, token: str) -> HubUser | None:
        """Who a token belongs to now; None when it is worth nothing any more, or does not reach this service.

        Raises:
            HubAway: the Hub could not be asked.
        """
        data = await self._ask(self._auth.user_for_token(token, use_cache=False, sync=False))
        if not data or data.get("kind") != "user" or not self._auth.check_scopes(self._auth.access_scopes, data):
            return None
        return user_from_plain(data)

    async def close(self) -> None:
        """Let go of the connections."""
        await JupyterHubHTTPClient.loop_instance().close()

    async def _ask(self, question: Any) -> Any:
        try:
            return await asyncio.wait_for(question, _PATIENCE)
        except (HTTPError, TimeoutError, OSError) as error:
            log.warning("the Hub did not answer: %s", type(error).__name__)
            raise HubAway("JupyterHub does not answer at the moment.", "Please try again in a minute.") from None


def browser_of(cookies: Mapping[str, Morsel[str]]) -> str:
    """What tells one sign-in of a browser at the Hub from another: it changes when they sign out there."""
    morsel = cookies.get(_BROWSER)
    return hashlib.sha256(morsel.value.encode()).hexdigest() if morsel else ""
