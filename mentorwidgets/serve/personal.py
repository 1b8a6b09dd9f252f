"""A personal link: `/in#<key>`. What stands behind the # stays in the browser until our own page sends it here."""

from __future__ import annotations

import json
from typing import Any

from mentorwidgets.serve.sessions import session_of
from mentorwidgets.serve.signin import NO_LINK, Door, called, invitation_of


class In(Door):
    """The page that a personal link leads to, and the exchange of its key for a cookie."""

    def is_for_program(self) -> bool:
        """The page's script posts, and wants JSON."""
        return self.request.method == "POST"

    def get(self) -> None:
        """Show the page: its script takes the key out of the address, and sends it."""
        self.finish(self.site.page("in", xsrf=self.xsrf_form_html()))

    async def post(self) -> None:
        """Exchange the key; ask first when somebody else is signed in on this browser."""
        key = self.get_body_argument("key", "")
        seconds = self.site.guesses.wait(self.caller, key)
        invitation = await invitation_of(self.site, key, self.caller)
        if invitation is None and seconds:
            self.wait(seconds)
            return
        if invitation is None:
            self.say(401, "", NO_LINK)
            return
        present = session_of(self.request)
        if present is not None and present.door == invitation.id:
            self._tell({"go": self.site.base})
        elif present is not None and not self.get_body_argument("sure", ""):
            self._tell({"now": called(present.viewer()), "then": called(invitation.viewer())})
        else:
            await self.let_in_by(invitation)
            self._tell({"go": self.site.base})

    def _tell(self, answer: dict[str, Any]) -> None:
        self.set_header("Content-Type", "application/json")
        self.finish(json.dumps(answer))
