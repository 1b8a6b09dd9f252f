"""Rows of a challenges worksheet out of its fields, and back."""

from __future__ import annotations

import dataclasses
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from mentorwidgets.model import ActionPlan, Activity, Challenge, Help, field_key, from_plain, key_parts, to_plain

DEPTHS: Mapping[str, int] = {"barrier": 1, "about": 1, "help": 2, "activity": 3, "plan": 3, "card": 1}
"""Kind of field -> how many ids end its key; a place has as many as what it places."""

_Placed = TypeVar("_Placed", Challenge, Help, Activity)
Scope = tuple[str, ...]
"""Nothing for the program's own worksheet; mentee, mentor and purpose for a pair's."""


@dataclasses.dataclass(frozen=True, slots=True)
class Place:
    """What a key names: its kind, whose worksheet, and the ids of row, help and activity."""

    kind: str
    scope: Scope
    ids: tuple[str, ...]


def split_key(parts: tuple[str, ...]) -> Place | None:
    """Read the parts of a key; None when no field of the worksheet looks like that."""
    count = len(parts) - 1
    depth = (count - 1) % 3 + 1 if parts[0] == "place" else DEPTHS.get(parts[0], 0)
    between = count - depth
    if not depth or between not in (0, 3) or not all(parts) or (parts[0] == "card" and between):
        return None
    return Place(parts[0], parts[1 : 1 + between], parts[1 + between :])


def challenges_of(fields: Mapping[str, Any], scope: Scope = ()) -> tuple[Challenge, ...]:
    """Return the rows of one scope, in their order.

    Words whose barrier or help somebody took away meanwhile stay, below an empty one: nothing that was typed is lost.

    Args:
        fields: the worksheet, key -> value.
        scope: whose rows.

    Raises:
        ValueRefusedError: a plan does not have the shape of one.
    """
    kinds: defaultdict[str, dict[tuple[str, ...], Any]] = defaultdict(dict)
    for key, value in fields.items():
        place = split_key(key_parts(key))
        if place is not None and place.scope == tuple(scope) and value is not None:
            kinds[place.kind][place.ids] = value
    helps = _grouped(_helps(kinds))
    barriers = {ids[:-1]: "" for ids, text in kinds["help"].items() if text.strip()} | kinds["barrier"]
    barriers = {ids[:-2]: "" for ids, text in kinds["activity"].items() if text.strip()} | barriers
    rows = [_row(ids[0], text, kinds, helps.get(ids, ())) for ids, text in barriers.items()]
    return _ordered(rows)


def _row(name: str, text: str, kinds: Mapping[str, Mapping[tuple[str, ...], Any]], helps: Iterable[Help]) -> Challenge:
    about = kinds.get("about", {}).get((name,), {})
    return Challenge(
        id=name,
        barrier=text,
        helps=tuple(helps),
        place=kinds.get("place", {}).get((name,)),
        card=about.get("card", ""),
        theme=about.get("theme", ""),
    )


def _helps(kinds: Mapping[str, Mapping[tuple[str, ...], Any]]) -> dict[tuple[str, ...], Help]:
    plans, places = kinds.get("plan", {}), kinds.get("place", {})
    activities = {
        ids: Activity(id=ids[-1], text=text, plan=from_plain(ActionPlan, plans.get(ids, {})), place=places.get(ids))
        for ids, text in kinds.get("activity", {}).items()
    }
    below = _grouped(activities)
    left = {ids[:-1]: "" for ids, activity in activities.items() if activity.text.strip()}
    texts = {**left, **kinds.get("help", {})}
    return {
        ids: Help(id=ids[-1], text=text, activities=below.get(ids, ()), place=places.get(ids))
        for ids, text in texts.items()
    }


def _grouped(found: Mapping[tuple[str, ...], _Placed]) -> dict[tuple[str, ...], tuple[_Placed, ...]]:
    groups: defaultdict[tuple[str, ...], list[_Placed]] = defaultdict(list)
    for ids, one in found.items():
        groups[ids[:-1]].append(one)
    return {ids: _ordered(inner) for ids, inner in groups.items()}


def _ordered(found: Iterable[_Placed]) -> tuple[_Placed, ...]:
    return tuple(sorted(found, key=lambda one: (math.inf if one.place is None else one.place, one.id)))


def fields_of(rows: Iterable[Challenge], scope: Scope = ()) -> dict[str, Any]:
    """Return rows as fields of the worksheet; what `challenges_of` gave comes back exactly."""
    fields: dict[str, Any] = {}
    for row in rows:
        fields |= _place_field(row, (*scope, row.id))
        fields[field_key("barrier", *scope, row.id)] = row.barrier
        if row.card or row.theme:
            about = {"card": row.card, "theme": row.theme}
            fields[field_key("about", *scope, row.id)] = {name: text for name, text in about.items() if text}
        for one in row.helps:
            fields |= _help_fields(row.id, one, scope)
    return fields


def _help_fields(row: str, one: Help, scope: Scope) -> dict[str, Any]:
    name = (*scope, row, one.id)
    fields: dict[str, Any] = {field_key("help", *name): one.text, **_place_field(one, name)}
    for activity in one.activities:
        ids = (*name, activity.id)
        fields |= _place_field(activity, ids)
        fields[field_key("activity", *ids)] = activity.text
        if plan := to_plain(activity.plan):
            fields[field_key("plan", *ids)] = plan
    return fields


def _place_field(one: Challenge | Help | Activity, ids: tuple[str, ...]) -> dict[str, Any]:
    return {} if one.place is None else {field_key("place", *ids): one.place}


def is_unfinished(row: Challenge) -> str:
    """Return a gentle hint where the logic of the columns breaks off (CH10), or nothing."""
    if not row.barrier.strip():
        return ""
    helps = [one for one in row.helps if one.text.strip()]
    if not helps:
        return "What would help with this?"
    bare = [one for one in helps if not any(activity.text.strip() for activity in one.activities)]
    return f"What could you do to get this: {bare[0].text.strip():.80}?" if bare else ""
