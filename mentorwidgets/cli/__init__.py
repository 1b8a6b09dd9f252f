"""The words that people type: ``mentorwidgets demo``, ``check``, ``add``, ``serve`` ...

Exit codes: 0 fine, 1 problems found, 2 used wrongly. Data goes to standard output, everything else to standard error.
"""

# The import adds their commands.
from mentorwidgets.cli import archive, doors, names, pages, programs, propose, questions, rosters
from mentorwidgets.cli._words import FINE, PROBLEMS, cli

__all__ = [
    "FINE", "PROBLEMS", "archive", "cli", "doors", "names", "pages", "programs", "propose", "questions", "rosters",
]  # fmt: skip
