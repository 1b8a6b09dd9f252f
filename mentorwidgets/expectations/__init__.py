"""Expectations: what a pair is asked, what may be saved, where two sides fit, and what they agreed. Pure rules."""

from mentorwidgets.expectations.answers import DAYS, YES_NO, is_blank, refuse_answer, words_of
from mentorwidgets.expectations.bringing import Brought, brought_from_docx, brought_from_markdown
from mentorwidgets.expectations.compare import Alignment, Comparison, compare
from mentorwidgets.expectations.documents import to_docx, to_markdown
from mentorwidgets.expectations.far import brought_apart
from mentorwidgets.expectations.forms import Variant, form_from_changes, read_form, variants
from mentorwidgets.expectations.moves import are_both_ready, check_change, form_of
from mentorwidgets.expectations.overview import Summary, counts, own_summary, summary
from mentorwidgets.expectations.sheets import PairSheet, fields_from_json, fields_of, sheet_from_fields, to_json

__all__ = [
    "DAYS",
    "YES_NO",
    "Alignment",
    "Brought",
    "Comparison",
    "PairSheet",
    "Summary",
    "Variant",
    "are_both_ready",
    "brought_apart",
    "brought_from_docx",
    "brought_from_markdown",
    "check_change",
    "compare",
    "counts",
    "fields_from_json",
    "fields_of",
    "form_from_changes",
    "form_of",
    "is_blank",
    "own_summary",
    "read_form",
    "refuse_answer",
    "sheet_from_fields",
    "summary",
    "to_docx",
    "to_json",
    "to_markdown",
    "variants",
    "words_of",
]
