"""The present moment, as the database keeps it."""

from __future__ import annotations

import datetime as dt


def now() -> str:
    """Return the present moment as ISO 8601 UTC, to the millisecond."""
    return iso(dt.datetime.now(dt.UTC))


def iso(at: dt.datetime | float) -> str:
    """Return a moment (a float: seconds since 1970) as ISO 8601 UTC, to the millisecond."""
    moment = dt.datetime.fromtimestamp(at, dt.UTC) if isinstance(at, float | int) else at
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
