r"""Rosters as they really come: read, guessed, mended, written again.

>>> from mentorwidgets.roster import people_from_table, read_table
>>> sheet = b"Name,E-mail,How many mentees can you take on?\nAna Silva,ana@lib.example,up to two\n"
>>> (table,) = read_table("mentors.csv", sheet)
>>> [(person.name, person.capacity) for person in people_from_table(table).people]
[('Ana Silva', 2)]
"""

from mentorwidgets.roster.guess import ColumnGuess, guess_columns
from mentorwidgets.roster.known import Doubt, Known, recognise
from mentorwidgets.roster.mapping import ColumnMapping, fingerprint, mapping_from_toml, mapping_to_toml
from mentorwidgets.roster.read import people_from_table, read_roster, read_table
from mentorwidgets.roster.report import grouped, report, reported_rows
from mentorwidgets.roster.roleless import with_known_roles
from mentorwidgets.roster.tables import Table
from mentorwidgets.roster.write import roster_to_csv, write_roster, write_template

__all__ = [
    "ColumnGuess",
    "ColumnMapping",
    "Doubt",
    "Known",
    "Table",
    "fingerprint",
    "grouped",
    "guess_columns",
    "mapping_from_toml",
    "mapping_to_toml",
    "people_from_table",
    "read_roster",
    "read_table",
    "recognise",
    "report",
    "reported_rows",
    "roster_to_csv",
    "with_known_roles",
    "write_roster",
    "write_template",
]
