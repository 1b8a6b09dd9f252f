"""Frozen values and their plain-JSON form. Pure: knows nothing of files, widgets, databases or servers."""

from mentorwidgets.model._wire import did_you_mean, from_plain, to_plain
from mentorwidgets.model.pairs import (
    LIVE,
    STATUSES,
    Pair,
    PairOrigin,
    PairStatus,
    field_key,
    key_parts,
    pair_from_field,
    pair_to_field,
    pairs_of,
)
from mentorwidgets.model.people import (
    CRITERIA,
    KINDS,
    MODES,
    PARTICIPATIONS,
    ROLES,
    Hours,
    Note,
    Person,
    Problem,
    Roster,
    RosterChange,
)
from mentorwidgets.model.programs import Program, is_slug
from mentorwidgets.model.saving import (
    MAX_VALUE_BYTES,
    Answer,
    Change,
    Field,
    Operation,
    Rule,
    RuleView,
    operation_from_plain,
)

__all__ = [
    "CRITERIA", "KINDS", "LIVE", "MAX_VALUE_BYTES", "MODES", "PARTICIPATIONS", "ROLES", "STATUSES",
    "Answer", "Change", "Field", "Hours", "Note", "Operation", "Pair", "PairOrigin", "PairStatus",
    "Person", "Problem", "Program", "Roster", "RosterChange", "Rule", "RuleView",
    "did_you_mean", "field_key", "from_plain", "is_slug", "key_parts", "operation_from_plain",
    "pair_from_field", "pair_to_field", "pairs_of", "to_plain",
]
