"""What of a program a viewer may see, as plain JSON: for kernels, pages and the snapshot of our server."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from mentorwidgets import access
from mentorwidgets.errors import ProgramError
from mentorwidgets.model import OFFICE, Person, Program, Viewer, to_plain
from mentorwidgets.pairing import are_asked
from mentorwidgets.workbook.challenges import counts_of_pairs
from mentorwidgets.workbook.expectations import counts_for
from mentorwidgets.workbook.sheets import KINDS, WORKSHEETS

if TYPE_CHECKING:
    from mentorwidgets.store import Store


def snapshot(store: Store, slug: str, viewer: Viewer = OFFICE) -> dict[str, Any]:
    """Return all that a kernel needs to show a program to this viewer, and nothing else, as plain JSON.

    Returns:
        ``program``, ``viewer``, ``people`` and ``gone`` (people who left the roster) as plain values; ``bars`` and
        ``taken``, what a participant's page cannot work out from the people it is given; ``answer_counts``, how
        many questions each side of a pair answered, for those who run the program; ``form``, what the program
        changed in our questions; ``challenge_counts``, how the pairs stand, for those who run the program; and
        ``worksheets``: stem -> what `worksheet_state` gives, of those that the viewer may open.

    Raises:
        ProgramError: there is no such program, or it is not the viewer's.
    """
    if not access.may(viewer, "program", slug):
        raise ProgramError("There is no such program.", "Go back to the start page.")
    program, people, gone = store.program(slug), store.people(slug), store.gone_people(slug)
    fields, said = (values_of(store, f"{slug}/{stem}") for stem in ("pairing", "expectations"))
    shown, left = access.people_for(viewer, program, people, gone, fields)
    stems = [stem for stem, _ in WORKSHEETS if access.may(viewer, f"open:{stem}", slug)]
    return {
        "program": to_plain(program),
        "viewer": _plain_viewer(viewer),
        "people": [to_plain(person) for person in shown],
        "gone": [to_plain(person) for person in left],
        **_worked_out(viewer, program, people, gone, fields),
        "answer_counts": counts_for(viewer, program, said),
        "form": said.get("form") if access.readable(viewer, f"{slug}/expectations", said)("form") else None,
        **_challenge_counts(store, viewer, program, fields),
        "worksheets": {stem: worksheet_state(store, f"{slug}/{KINDS.get(stem, stem)}", viewer) for stem in stems},
    }


def _plain_viewer(viewer: Viewer) -> dict[str, Any]:
    plain = {"role": viewer.role, "program": viewer.program, "person": viewer.person, "name": viewer.name}
    return {**plain, "closed": list(viewer.closed)} if viewer.closed else plain


def _worked_out(
    viewer: Viewer, program: Program, people: tuple[Person, ...], gone: tuple[Person, ...], fields: Mapping[str, Any]
) -> dict[str, Any]:
    if viewer.is_at_work_for(program.slug):
        return {}  # their page is given everybody, and works it out itself
    known = access.bars_for(viewer, program, people, fields, gone)
    shown = access.people_for(viewer, program, people, gone, fields)[0]
    return {
        "bars": to_plain(known),
        "taken": access.places_taken(viewer, program, fields, shown),
        "held": are_asked(people, fields, gone),
    }


def _challenge_counts(store: Store, viewer: Viewer, program: Program, fields: Mapping[str, Any]) -> dict[str, Any]:
    if not viewer.is_at_work_for(program.slug):
        return {}
    held = values_of(store, f"{program.slug}/challenges")
    return {"challenge_counts": counts_of_pairs(program, store.people(program.slug), fields, held)}


def values_of(store: Store, worksheet: str) -> dict[str, Any]:
    """Return the present values of a worksheet by key, for whoever has asked rights already."""
    return {key: field.value for key, field in store.fields(worksheet).items()}


def worksheet_state(store: Store, worksheet: str, viewer: Viewer = OFFICE) -> dict[str, Any]:
    """Return ``seq``, ``fields`` (key -> value, version, by, at) and ``removed`` (key -> version) of a worksheet.

    Only what the viewer may read is in it; another program's worksheet looks like an empty one.
    """
    seq = store.seq()
    present = store.fields(worksheet)
    may_read = access.readable(viewer, worksheet, {key: field.value for key, field in present.items()})
    fields = {key: {**to_plain(field), "value": field.value} for key, field in present.items() if may_read(key)}
    removed = {key: version for key, version in store.removed(worksheet).items() if may_read(key)}
    return {"seq": seq, "fields": fields, "removed": removed}
