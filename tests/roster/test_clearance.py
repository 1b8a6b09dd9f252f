"""Nobody is cleared to work with young people but by a plain yes below a header that asks whether a check was passed."""

from __future__ import annotations

import pytest
from made import roster

PASSED = [
    "Background check", "Background check passed?", "Do you have a background check?", "Have you passed a background check", "DBS", "Enhanced DBS check",
    "Police check done", "Cleared to work with youth", "Is cleared to work with children", "Working with children check", "Background check status",
    "Background check (yes/no)", "Background check: yes/no", "Background check (passed / failed / pending)", "Q7. Livescan", "Background check (required)",
    "Youth clearance", "Criminal record check", "Have you completed a background check in the past two years?", "Erweitertes Führungszeugnis",
    "Führungszeugnis geprüft", "Vérification des antécédents effectuée", "Verificación de antecedentes aprobada",
]  # fmt: skip
ELSE = [
    "Do you have a criminal record?", "Criminal history", "Background check expired?", "Background check failed", "Background check missing", "Clearance needed",
    "Background check required", "Background check overdue", "Background check renewal", "Background check requested", "DBS form sent", "Lacks clearance",
    "Waiting for clearance", "Police check outstanding", "Fingerprint appointment", "Are you willing to have a background check?", "No background check",
    "Any problems with background check?", "Security clearance", "Parking clearance", "Checked by", "Will you have a background check?", "Background check (expired)",
    "Do you have to have a background check?", "Background check - expired", "Background check in progress", "Would you agree to a background check?",
    "Parent background check", "Has your supervisor had a background check?", "Is your DBS due for renewal", "Medical clearance", "Clearance level",
    "Führungszeugnis beantragt", "Führungszeugnis abgelaufen", "Haben Sie Vorstrafen im Führungszeugnis?", "Casier judiciaire", "Avez-vous un casier judiciaire ?",
    "Vérification des antécédents expirée", "Antecedentes penales", "¿Tiene antecedentes penales?", "Verificación de antecedentes pendiente",
]  # fmt: skip
YES = [
    "Yes",
    "Yes, cleared",
    "x",
    "TRUE",
    "Approved",
    "Yes - completed",
    "I have",
    "ja",
    "oui",
    "sí",
    "bestanden",
    "✓",
    "Up to date",
]
NO = [
    "No", "Not yet", "Expired", "Pending", "Overdue", "Withdrawn", "Expired 2019", "pending - sent to HR", "abgelaufen", "No, pending", "Not cleared",
    "In Bearbeitung", "En attente", "vencido", "0",
]  # fmt: skip
DOUBTFUL = [
    "Yes (expired)", "Yes, expired", "Yes, pending", "Yes, but not for youth", "Yes, for adults only", "Yes?", "cleared?", "Valid until 2020", "Complete 2012",
    "Yes please", "Yes, in 2015", "Not expired", "Yes - renewal due", "Ja, abgelaufen", "oui, expiré", "sí, pendiente", "done but lapsed", "Yes/No", "Expires 2030",
    "Not sure", "No, valid",
]  # fmt: skip


def read(header, cell, other="No"):
    """A mentor with a cell below a header, before another one, and what was said."""
    found = roster(f'Name,Role,"{header}"\nJan Ost,mentor,"{cell}"\nTim Falk,mentor,"{other}"\n')
    return found.people[0].clearance, found.problems


@pytest.mark.parametrize("header", PASSED)
def test_a_check_that_was_passed(header):
    """A header that asks whether a check was passed, in many words, clears who says yes."""
    assert read(header, "Yes") == (True, ())


@pytest.mark.parametrize("header", ELSE)
def test_a_check_of_which_something_else_is_asked(header):
    """What is expired, needed or wanted, or of another kind, clears nobody by a yes and bars nobody by a no: it is said."""
    clearance, problems = read(header, "Yes")
    assert clearance is None
    assert [(one.column, one.level) for one in problems] == [(header, "notice")]


@pytest.mark.parametrize(("cells", "want"), [(YES, True), (NO, False)], ids=["yes", "no"])
def test_plain_answers(cells, want):
    """A plain yes, in several languages, is one; so is a no, and a check that is over or not there yet."""
    assert {cell: read("Background check", cell) for cell in cells} == dict.fromkeys(cells, (want, ()))


@pytest.mark.parametrize("cell", DOUBTFUL)
def test_a_yes_with_other_words(cell):
    """A yes beside any other word clears nobody, and is a problem with its row."""
    clearance, problems = read("Background check", cell)
    assert clearance is not True
    assert [(one.row, one.level) for one in problems] == [(2, "warning")]


@pytest.mark.parametrize("other", ["", "2024-05-01"])
@pytest.mark.parametrize("cell", ["Expired", "Pending", "Overdue", "Withdrawn", "Yes, expired"])
def test_the_only_answer(cell, other):
    """A column in which one cell says that a check is over, beside dates or nothing, still is that of the check."""
    assert read("Background check", cell, other)[0] is False


def test_days_of_a_check():
    """A column of nothing but days is a note, and that is said."""
    clearance, problems = read("Background check", "2019-05-01", "2020-01-01")
    assert clearance is None
    assert [one.level for one in problems] == ["notice"]


def test_two_rows_of_one_person():
    """The newer row's doubt isn't filled up with the older row's yes."""
    found = roster(
        "Timestamp,Name,Email,Role,Background check\n2026-01-01,Jan Ost,j@x.example,mentor,Yes\n"
        '2026-02-01,Jan Ost,j@x.example,mentor,"Yes, expired"\n'
    )
    assert [person.clearance for person in found.people] == [False]
