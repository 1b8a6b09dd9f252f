"""Where a database is: a SQLite file, or the address of a PostgreSQL; and what of it messages may show."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from mentorwidgets.errors import StoreError

_HOW = "Give a file, or an address such as postgresql+psycopg://user@host/name."
_DRIVER = "postgresql+psycopg"
_SPELLINGS = frozenset({"postgres", "postgresql", _DRIVER, "postgresql+psycopg2", "postgresql+psycopg2cffi"})
_SECRET = ("password", "sslpassword")


def url_of(where: Path | str) -> URL:
    """Read where a database is. All spellings of PostgreSQL that say the same thing mean our one driver.

    >>> url_of("postgres://ana@host/name").drivername
    'postgresql+psycopg'

    Raises:
        StoreError: it is no address, or one of a database that we do not know.
    """
    if isinstance(where, str) and "://" not in where:
        where = Path(where)
    try:
        url = URL.create("sqlite", database=str(where)) if isinstance(where, Path) else make_url(where.strip())
    except (ArgumentError, ValueError) as error:
        raise StoreError("This is not the address of a database.", _HOW) from error
    name = url.drivername.lower()
    kind, _, driver = name.partition("+")
    if name in _SPELLINGS:
        _refuse_broken_password(url)
        return url.set(drivername=_DRIVER)
    if kind in {"postgres", "postgresql"}:
        raise StoreError(
            f"We speak to PostgreSQL by psycopg, and not by '{driver}'.", f"Write {_DRIVER}:// and leave the rest."
        )
    if kind != "sqlite" or url.database in (None, "", ":memory:"):
        raise StoreError(f"'{url.drivername}' is no database that we know.", _HOW)
    return url


def _refuse_broken_password(url: URL) -> None:
    """A password with an @ in it ends early: its rest would be taken for a host, and shown."""
    if any("@" in part for part in (url.host or "", url.database or "", *url.query)):
        raise StoreError(
            "The password in this address ends too early, at an @.", "Write each @ of the password as %40."
        )


def shown(url: URL) -> str:
    """Return what messages call this database: a file's path, or an address without its password."""
    if url.get_backend_name() == "sqlite":
        return str(url.database)
    veiled = {name: "***" for name in _SECRET if name in url.query}
    return str(url.update_query_dict(veiled)) if veiled else str(url)


def whole(where: Path | str) -> str:
    """Return an address in one spelling, with its password, to be kept and compared; a file by its whole path."""
    url = url_of(where)
    if url.get_backend_name() == "sqlite":
        return str(Path(url.database or "").expanduser().resolve())
    return url.render_as_string(hide_password=False)
