"""The server's log: who asked for what and what went wrong. Never a token, a cookie or anyone's words.

Who came in, who left and who was refused also stands in `security/`, a file for each month, kept for a year: the pages
that people read push nothing out of it.
"""

from __future__ import annotations

import contextlib
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

from mentorwidgets import _disk
from mentorwidgets.serve.sessions import session_of

if TYPE_CHECKING:
    from types import TracebackType

    from tornado.web import RequestHandler

log = logging.getLogger("mentorwidgets.serve")
door_log = logging.getLogger("mentorwidgets.serve.door")
"""Who came in, who left, who was refused: few lines, kept for a year."""

_MONTHS = 13  # files of the door's log that are kept: a whole year beside the month that has begun
_MONTH = "%Y-%m.log"
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
        self._is_said = self._has_failed = False
        super().__init__(path, maxBytes=1_000_000, backupCount=3, encoding="utf-8")

    def close(self) -> None:
        """Let others have the file."""
        super().close()
        self._held.close()

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's own name
        """Say once what keeps the log from being written, without the line itself; the server works on."""
        del record
        error = sys.exc_info()[1]
        reason = _disk.trouble(error, "The log") or f"The log cannot be written ({type(error).__name__})."
        if not self._is_said and sys.stderr is not None:
            with contextlib.suppress(OSError):  # it may lie on the same disk
                print(f"{reason} The server works on.", file=sys.stderr, flush=True)  # noqa: T201 - there is no log
        self._is_said = self._has_failed = True

    def emit(self, record: logging.LogRecord) -> None:
        """Write a line; once that goes well again, the next trouble is said again."""
        self._has_failed = False
        super().emit(record)
        self._is_said = self._has_failed

    def _open(self) -> Any:
        Path(self.baseFilename).touch(mode=0o600)
        Path(self.baseFilename).chmod(0o600)
        return super()._open()


class DoorLog(logging.Handler):
    """A file for each month, readable by our user alone; those of a year ago go. Several servers may write there.

    Args:
        place: the folder of these files.
    """

    def __init__(self, place: Path) -> None:
        """Nothing is written yet."""
        super().__init__()
        self._place = place

    def emit(self, record: logging.LogRecord) -> None:
        """Add one line; a disk that is full is told to nobody here: the same line went to the server's log."""
        file = self._place / time.strftime(_MONTH, time.gmtime(record.created))
        try:
            if not file.exists():
                self._place.mkdir(mode=0o700, exist_ok=True)
                for old in sorted(self._place.glob("[0-9]*-[0-9]*.log"))[: 1 - _MONTHS]:
                    old.unlink(missing_ok=True)
            with os.fdopen(os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "w", encoding="utf-8") as to:
                to.write(f"{self.format(record)}\n")
        except OSError:
            pass


def open_log(folder: Path) -> logging.Handler:
    """Let all loggers write to the folder's log."""
    handler = log_file(folder)
    doors = DoorLog(folder / "security")
    for one in (handler, doors):
        one.setFormatter(Veil("%(asctime)s %(levelname)s %(name)s %(message)s"))
    door_log.handlers = [doors]
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
        if _disk.lock(lock.fileno()) is not False:  # ours, or a disk without locks
            break
        lock.close()
    return LogFile(path, lock)


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
