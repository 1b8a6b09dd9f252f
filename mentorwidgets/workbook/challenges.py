"""What the challenges page and its card tell of a program: words to those who may read them, counts to the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from mentorwidgets import challenges
from mentorwidgets.model import Person, Program, Viewer
from mentorwidgets.workbook.pairs import counted_pairs, own_pairs

if TYPE_CHECKING:
    from mentorwidgets.store import Store

Counts = list[list[str | int]]
_STAFF = ("office", "coordinator", "trainer")


def counts_of_pairs(
    program: Program, people: Sequence[Person], pairing: Mapping[str, Any], fields: Mapping[str, Any]
) -> Counts:
    """Return of each pair that counts and wrote something its name, barriers, open, overdue and over activities.

    Args:
        program: its day counts.
        people: who is there.
        pairing: the pairing worksheet, key -> value.
        fields: the challenges worksheet, key -> value.
    """
    names = {person.id: person.name for person in people}
    today = program.today()
    found: Counts = []
    for pair in counted_pairs(people, pairing):
        facts = challenges.summary(fields, today, (pair.mentee, pair.mentor, pair.purpose))
        if facts.rows:
            name = f"{names[pair.mentee]} and {names[pair.mentor]}"
            found.append([name, facts.rows, facts.open, facts.overdue, facts.over])
    return found


def card_words(
    program: Program, viewer: Viewer, pairing: Mapping[str, Any], fields: Mapping[str, Any]
) -> tuple[str, str]:
    """Return what is done and what is next: of the program for those who run or teach it, else of one's own pairs."""
    today = program.today()
    if viewer.role in _STAFF:
        facts = challenges.summary(fields, today)
        return facts.done, facts.next
    own = own_pairs(viewer, pairing)
    if not own:
        return "You have no pair yet.", "Look at the example."
    facts_of_each = [challenges.summary(fields, today, (pair.mentee, pair.mentor, pair.purpose)) for pair in own]
    facts = max(facts_of_each, key=lambda one: (one.overdue, one.due_soon, one.open, one.rows))
    return facts.done, facts.next


def themes_over(store: Store) -> tuple[tuple[tuple[str, int, int], ...], str]:
    """Count the themes of all programs' own challenges (CH12): theme, challenges, programs; and say it in a sentence.

    Only counts come out, for the office's page over all programs; what pairs write is not looked at.
    """
    slugs = [program.slug for program in store.programs()]
    sheets = {slug: {key: field.value for key, field in store.fields(f"{slug}/challenges").items()} for slug in slugs}
    counts = challenges.themes_of(sheets)
    if not counts:
        return (), "No challenge has a theme yet. Cards bring theirs; others get one in the worksheet."
    theme, many, programs = counts[0]
    where = "1 program" if programs == 1 else f"{programs} programs"
    return counts, f"{theme} comes up most: {many} {'challenge' if many == 1 else 'challenges'} in {where}."
