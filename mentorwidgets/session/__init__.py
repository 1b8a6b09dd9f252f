"""A group session: a trainer's walk, questions to a room, and answers without names. Pure rules and content."""

from mentorwidgets.session.moves import LONGEST_NOTE, check_change
from mentorwidgets.session.steps import Ask, Step, steps
from mentorwidgets.session.tally import (
    Cluster,
    Count,
    challenges_from,
    clusters_of,
    count_words,
    counts_of,
    notes_of,
    room_of,
    rooms_of,
)

__all__ = [
    "LONGEST_NOTE",
    "Ask",
    "Cluster",
    "Count",
    "Step",
    "challenges_from",
    "check_change",
    "clusters_of",
    "count_words",
    "counts_of",
    "notes_of",
    "room_of",
    "rooms_of",
    "steps",
]
