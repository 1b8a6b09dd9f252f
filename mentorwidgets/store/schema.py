"""The tables as they stand today, for both databases.

Texts that are sorted or cut by prefix compare by code point everywhere (SQLite's habit, PostgreSQL's collation "C"),
so both databases give the same order. Values are JSON kept as text, so that what was written comes back as it was.
`mentorwidgets.store.migrations` makes these tables; a test keeps the two equal.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Double, ForeignKey, Integer, MetaData, Table, Text, UniqueConstraint

APPLICATION_ID = 0x6D77646C  # "mwdl": says in the file's header that a SQLite database is one of ours
_ORDERED = Text().with_variant(Text(collation="C"), "postgresql")

METADATA = MetaData()

MIGRATION = Table(
    "mw_migration",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("what", Text, nullable=False),
    Column("release", Text, nullable=False),
    Column("at", Text, nullable=False),
)

PROGRAM = Table(
    "mw_program",
    METADATA,
    Column("slug", _ORDERED, primary_key=True),
    Column("value", Text, nullable=False),
    Column("at", Text, nullable=False),
)

PERSON = Table(
    "mw_person",
    METADATA,
    Column("program", _ORDERED, ForeignKey("mw_program.slug"), primary_key=True),
    Column("id", _ORDERED, primary_key=True),
    Column("value", Text, nullable=False),
    Column("gone", Integer, nullable=False),
)

ROSTER = Table(
    "mw_roster_history",
    METADATA,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("program", _ORDERED, ForeignKey("mw_program.slug"), nullable=False),
    Column("actor", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("change", Text, nullable=False),
    Column("earlier", Text, nullable=False),
    Column("undoes", BigInteger),
)

DEED = Table(
    "mw_deed",
    METADATA,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("program", _ORDERED, ForeignKey("mw_program.slug"), nullable=False),
    Column("actor", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("person", _ORDERED, nullable=False),
    Column("told", Text, nullable=False),
)

SAID = Table(
    "mw_said",
    METADATA,
    Column("program", _ORDERED, ForeignKey("mw_program.slug"), primary_key=True),
    Column("source", _ORDERED, primary_key=True),
    Column("value", Text, nullable=False),
    Column("at", Text, nullable=False),
)

FIELD = Table(
    "mw_field",
    METADATA,
    Column("worksheet", _ORDERED, primary_key=True),
    Column("key", _ORDERED, primary_key=True),
    Column("version", BigInteger, nullable=False),
    Column("value", Text),
    Column("author", Text, nullable=False),
    Column("at", Text, nullable=False),
)

HISTORY = Table(
    "mw_history",
    METADATA,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("op", _ORDERED, nullable=False),
    Column("worksheet", _ORDERED, nullable=False),
    Column("key", _ORDERED, nullable=False),
    Column("value", Text),
    Column("base", BigInteger, nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("mend", Text, nullable=False),
    Column("person", _ORDERED, nullable=False),
    UniqueConstraint("op"),
)

INVITATION = Table(
    "mw_invitation",
    METADATA,
    Column("id", _ORDERED, primary_key=True),
    Column("program", _ORDERED, ForeignKey("mw_program.slug"), nullable=False),
    Column("role", Text, nullable=False),
    Column("person", _ORDERED, nullable=False),
    Column("name", Text, nullable=False),
    Column("made", Double, nullable=False),
    Column("until", Double, nullable=False),
    Column("by", Text, nullable=False),
    Column("revoked", Double, nullable=False),
    Column("revoker", Text, nullable=False),
    Column("first_used", Double, nullable=False),
    Column("last_used", Double, nullable=False),
    Column("uses", BigInteger, nullable=False),
    Column("proof", Text, nullable=False),
    Column("calendar", Text, nullable=False),
    Column("calendar_made", Double, nullable=False),
)

ENDED = Table(
    "mw_ended_session",
    METADATA,
    Column("id", _ORDERED, primary_key=True),
    Column("at", Double, nullable=False),
)

READ = Table(
    "mw_read",
    METADATA,
    Column("worksheet", _ORDERED, primary_key=True),
    Column("actor", _ORDERED, primary_key=True),
    Column("hour", BigInteger, primary_key=True, autoincrement=False),
    Column("role", Text, nullable=False),
    Column("person", _ORDERED, nullable=False),
    Column("first", Double, nullable=False),
    Column("last", Double, nullable=False),
    Column("times", BigInteger, nullable=False),
)

BROWSER = Table(
    "mw_browser",
    METADATA,
    Column("id", _ORDERED, primary_key=True),
    Column("program", _ORDERED, primary_key=True),
    Column("owner", _ORDERED, primary_key=True),
    Column("called", Text, nullable=False),
    Column("first", Double, nullable=False),
    Column("last", Double, nullable=False),
    Column("told", BigInteger, nullable=False),
    Column("opened", Double, nullable=False),
)

WORD = Table(
    "mw_word",
    METADATA,
    Column("program", _ORDERED, ForeignKey("mw_program.slug"), primary_key=True),
    Column("person", _ORDERED, primary_key=True),
    Column("hash", Text, nullable=False),
    Column("made", Double, nullable=False),
    Column("tries", Double, nullable=False),
    Column("tried", Double, nullable=False),
    Column("closed", Text, nullable=False),
)

OPENED = Table(
    "mw_opened",
    METADATA,
    Column("session", _ORDERED, primary_key=True),
    Column("program", _ORDERED, nullable=False),
    Column("person", _ORDERED, nullable=False),
    Column("at", Double, nullable=False),
)
