"""Challenges: barriers, what would help, and activities to get that help. Pure rules and the library of cards."""

from mentorwidgets.challenges.cards import (
    Starter,
    cards,
    challenge_from_card,
    find_cards,
    sample,
    starters,
    themes,
)
from mentorwidgets.challenges.moves import check_change, refuse_field
from mentorwidgets.challenges.overview import Action, Summary, actions_of, summary, themes_of
from mentorwidgets.challenges.rows import Scope, challenges_of, fields_of, is_unfinished

__all__ = [
    "Action",
    "Scope",
    "Starter",
    "Summary",
    "actions_of",
    "cards",
    "challenge_from_card",
    "challenges_of",
    "check_change",
    "fields_of",
    "find_cards",
    "is_unfinished",
    "refuse_field",
    "sample",
    "starters",
    "summary",
    "themes",
    "themes_of",
]
