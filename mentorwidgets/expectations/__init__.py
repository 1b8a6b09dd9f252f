"""Expectations: what a pair is asked, what may be saved, where two sides fit, and what they agreed. Pure rules."""

from mentorwidgets.expectations.answers import DAYS, YES_NO, is_blank, refuse_answer, words_of
from mentorwidgets.expectations.compare import Alignment, Comparison, compare
from mentorwidgets.expectations.forms import Variant, form_from_changes, read_form, variants
from mentorwidgets.expectations.moves import are_both_ready, check_change, form_of

__all__ = [
    "DAYS",
    "YES_NO",
    "Alignment",
    "Comparison",
    "Variant",
    "are_both_ready",
    "check_change",
    "compare",
    "form_from_changes",
    "form_of",
    "is_blank",
    "read_form",
    "refuse_answer",
    "variants",
    "words_of",
]
