"""Which pairs of a table may have a pack: none that breaks a hard rule, none while one is not understood."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from mentorwidgets.pairing import are_asked, bars, settled

if TYPE_CHECKING:
    from mentorwidgets.generate.packs import PackPair
    from mentorwidgets.model import Person, Program


def allowed(
    program: Program, pairs: Sequence[PackPair], people: Sequence[Person], fields: Mapping[str, Any],
    gone: Sequence[Person] = (),
) -> tuple[tuple[PackPair, ...], tuple[str, ...]]:  # fmt: skip
    """Return the pairs whose packs may be made, and what is wrong in words.

    Args:
        program: its rules count.
        pairs: those of the table.
        people: everybody of the program.
        fields: the pairing worksheet, on which it was answered who is meant by a name.
        gone: who left the program.
    """
    if not pairs:
        return (), ()
    if are_asked(people, fields, gone):
        return (), (f"No packs were made: say first who is meant, with mentorwidgets names --program {program.slug}.",)
    known = bars(program, settled(people, fields, gone))
    names = {person.id: person.name for person in people}
    fine, wrong = [], []
    for one in pairs:
        bar = known.between(one.pair.mentee, one.pair.mentor)
        if bar is None:
            fine.append(one)
        else:
            wrong.append(f"No pack for {names[one.pair.mentee]} and {names[one.pair.mentor]}. {bar.words}")
    return tuple(fine), tuple(wrong)
