"""Challenges: barriers, what would help, and activities to get that help. Pure rules and the library of cards."""

from mentorwidgets.challenges.cards import Starter, cards, challenge_from_card, find_cards, sample, starters, themes
from mentorwidgets.challenges.moves import check_change
from mentorwidgets.challenges.overview import Action, Summary, actions_of, summary, themes_of
from mentorwidgets.challenges.rows import challenges_of, fields_of, is_unfinished

__all__ = [
    "Action",
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
    "sample",
    "starters",
    "summary",
    "themes",
    "themes_of",
]
