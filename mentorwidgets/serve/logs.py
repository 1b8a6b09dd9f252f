"""The server's log: who asked for what and what went wrong. Never a token, a cookie or anyone's words."""

from __future__ import annotations

import logging
import logging.handlers
import re
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import TracebackType

    from tornado.web import RequestHandler

log = logging.getLogger("mentorwidgets.serve")
_SECRET = re.compile(r"((?:token|_xsrf|mentorwidgets-[0-9a-f]{8})=)[^\s&;\"']+")
_NAMES = ("mentorwidgets", "tornado", "traitlets", "asyncio")
_LONGEST = 200  # letters of an address: a stranger must not be able to push everything else out of the log
Trouble = tuple[type[BaseException], BaseException, "TracebackType | None"]


class Veil(logging.Formatter):
    """Blots out tokens and cookies in whatever is logged, tracebacks included."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, with secrets replaced by three dots."""
        return _SECRET.sub(r"\1...", super().format(record))


def open_log(folder: Path) -> logging.Handler:
    """Log to ``server.log`` in the folder: 1 MB, three old ones kept, readable by us alone."""
    path = Path(folder) / "server.log"
    path.touch(mode=0o600, exist_ok=True)
    path.chmod(0o600)
    handler = logging.handlers.RotatingFileHandler(path, maxBytes=1_000_000, backupCount=3, encoding="utf-8")
    handler.setFormatter(Veil("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger("mentorwidgets.jupyter").setLevel(logging.WARNING)
    for name in _NAMES:
        logger = logging.getLogger(name)
        logger.handlers = [handler]
        logger.setLevel(logging.INFO if name == "mentorwidgets" else logging.WARNING)
        logger.propagate = False
    return handler


def note_trouble(what: str, trouble: Trouble | BaseException | None = None) -> str:
    """Log what went wrong with its traceback; return the id under which it stands there."""
    name = secrets.token_hex(3)
    log.error("[%s] %s", name, what, exc_info=trouble)
    return name


def log_request(handler: RequestHandler) -> None:
    """One line per answered request: from where, method, path without its query, status, milliseconds."""
    request = handler.request
    level = logging.INFO if handler.get_status() < 500 else logging.WARNING
    took = 1000 * request.request_time()
    what = (request.remote_ip, request.method, request.path[:_LONGEST], handler.get_status(), took)
    log.log(level, "%s %s %s %d %.0f ms", *what)
