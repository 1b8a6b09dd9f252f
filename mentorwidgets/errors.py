"""What can go wrong, one class each: every error says what is wrong and how to mend it.

Each class is both ours and the fitting builtin, so ``except ValueError`` keeps working for people who do not know us.
"""

from __future__ import annotations


class MentorWidgetsError(Exception):
    """Anything that we tell a person is wrong.

    Args:
        what: one plain sentence: what is wrong.
        mend: one plain sentence: what to do about it. May be empty.
    """

    def __init__(self, what: str, mend: str = "") -> None:
        """Keep both sentences and show them as one message."""
        self.what = what
        self.mend = mend
        super().__init__(f"{what} {mend}".strip())


class ValueRefusedError(MentorWidgetsError, ValueError):
    """A value does not have the shape that our model asks for."""


class RosterError(MentorWidgetsError, ValueError):
    """A roster cannot be read at all; problems in single cells are `Problem` values, not errors."""


class ProposalError(MentorWidgetsError, ValueError):
    """Pairs cannot be proposed from what was given."""


class FormError(MentorWidgetsError, ValueError):
    """Questions of a program cannot be asked as they are written."""


class WorksheetFileError(MentorWidgetsError, ValueError):
    """A file cannot be read into a worksheet."""


class ProgramError(MentorWidgetsError, LookupError):
    """There is no such program, or its folder is not one of ours."""


class StoreError(MentorWidgetsError, OSError):
    """The database cannot be opened or written; nothing that was saved is harmed."""


class NewerDatabaseError(StoreError):
    """The database was written by a newer version of this program."""


class ReadOnlyFolderError(StoreError):
    """The folder or the database cannot be written."""


class DiskFullError(StoreError):
    """The disk has no room left."""


class DatabaseLockedError(StoreError):
    """Another program holds the database."""


class DatabaseAwayError(StoreError):
    """The database's server cannot be reached, or does not answer in time."""


class DatabaseMovedError(StoreError):
    """What the database held lies in another one by now."""


class DatabaseDamagedError(StoreError):
    """The file is not a database, or is damaged."""


class NetworkDiskError(StoreError):
    """The folder lies on a network disk, where SQLite cannot promise that saved means saved."""


class ServeError(MentorWidgetsError, RuntimeError):
    """The server cannot start."""


class GenerateError(MentorWidgetsError, ValueError):
    """A workbook cannot be made."""


class ArchiveError(MentorWidgetsError, ValueError):
    """A backup file cannot be used."""


class CalendarError(MentorWidgetsError, ValueError):
    """A calendar file cannot be read."""
