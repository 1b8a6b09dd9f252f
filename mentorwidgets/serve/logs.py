"""The server's log: who asked for what and what went wrong. Never a token, a cookie or anyone's words."""

from __future__ import annotations

import itertools
import logging
import logging.handlers
import os
import re
import secrets
import sys
import time
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from mentorwidgets.serve.sessions import session_of

if TYPE_CHECKING:
    from types import TracebackType

    from tornado.web import RequestHandler

log = logging.getLogger("mentorwidgets.serve")
_SECRET = re.compile(r"((?:token|_xsrf|mentorwidgets-[0-9a-f]{8}(?:-browser)?)=|/calendar/|password=)[^\s&;\"']+")
_PASSWORD = re.compile(r"(://[^\s/:@]+:)[^\s@]+(?=@)")
_ONE_LINE = {ord(letter): ascii(letter)[1:-1] for letter in "\r\n\x0b\x0c\x1b\x85\u2028\u2029"}
_NAMES = ("mentorwidgets", "tornado", "traitlets", "asyncio")
_LONGEST = 200  # letters of an address: a stranger must not be able to push everything else out of the log
Trouble = tuple[type[BaseException], BaseException, "TracebackType | None"]


class Veil(logging.Formatter):
    """Blots out tokens, cookies and passwords in whatever is logged, tracebacks included. Times are UTC."""

    converter: Any = time.gmtime
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def format(self, record: logging.LogRecord) -> str:
        """The line, with secrets replaced by three dots."""
        return _PASSWORD.sub(r"\1...", _SECRET.sub(r"\1...", super().format(record)))

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's own name
        """One line, whatever is in it: nobody can write a line that looks like one of ours."""
        record.message = record.message.translate(_ONE_LINE)
        return super().formatMessage(record)


class LogFile(logging.handlers.RotatingFileHandler):
    """1 MB, three old ones kept, all readable by our user alone.

    Args:
        path: where to.
        lock: what keeps other servers from writing there, for as long as this is open.
    """

    def __init__(self, path: Path, lock: IO[str]) -> None:
        """Open, or go on with what is there."""
        self._held = lock
        super().__init__(path, maxBytes=1_000_000, backupCount=3, encoding="utf-8")

    def close(self) -> None:
        """Let others have the file."""
        super().close()
        self._held.close()

    def _open(self) -> Any:
        Path(self.baseFilename).touch(mode=0o600)
        Path(self.baseFilename).chmod(0o600)
        return super()._open()


def open_log(folder: Path) -> logging.Handler:
    """Let all loggers write to the folder's log."""
    handler = log_file(folder)
    handler.setFormatter(Veil("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger("mentorwidgets.jupyter").setLevel(logging.WARNING)
    for name in _NAMES:
        logger = logging.getLogger(name)
        logger.handlers = [handler]
        logger.setLevel(logging.INFO if name == "mentorwidgets" else logging.WARNING)
        logger.propagate = False
    return handler


def log_file(folder: Path) -> LogFile:
    """``server.log`` in the folder; when several servers run at once, ``server-2.log`` for the second, and so on."""
    for number in itertools.count(1):
        path = Path(folder) / ("server.log" if number == 1 else f"server-{number}.log")
        lock = os.fdopen(os.open(path.with_name(f".{path.name}.lock"), os.O_RDWR | os.O_CREAT, 0o600), "w")
        if _is_ours(lock):
            break
        lock.close()
    return LogFile(path, lock)


def _is_ours(lock: IO[str]) -> bool:
    if sys.platform == "win32":
        return True
    import fcntl

    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a disk without locks
        pass
    return True


def note_trouble(what: str, trouble: Trouble | BaseException | None = None) -> str:
    """Log what went wrong with its traceback; return the id under which it stands there."""
    name = secrets.token_hex(3)
    log.error("[%s] %s", name, what, exc_info=trouble)
    return name


def log_request(handler: RequestHandler) -> None:
    """One line per answered request: from where, who, method, path without its query, status, milliseconds.

    Who: the first letters of their door, which also stand in the history; they open nothing.
    """
    request = handler.request
    level = logging.INFO if handler.get_status() < 500 else logging.WARNING
    took = 1000 * request.request_time()
    session = session_of(request)
    who = session.viewer().door[:6] if session else "-"
    where = "-" if session and session.viewer().role == "guest" else request.remote_ip  # notes carry no name: CH9
    what = (where, who, request.method, request.path[:_LONGEST], handler.get_status(), took)
    log.log(level, "%s %s %s %s %d %.0f ms", *what)
