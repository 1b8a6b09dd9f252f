"""Real questions of real programs: each type of answer is one of ours, or it is said why not."""

from __future__ import annotations

import csv

import pytest

from mentorwidgets.expectations import form_from_changes
from mentorwidgets.model import ANSWER_TYPES, FormChanges

OURS = {
    "short_text": "text",
    "paragraph": "paragraph",
    "shared_paragraph": "paragraph",  # answered in the agreed column
    "three_party_text": "paragraph",  # mentee, mentor and consensus are our three columns
    "single_choice": "one-of",
    "single_choice_other": "one-of",
    "branching_choice": "one-of",
    "eligibility_gate": "one-of",
    "forced_choice_pair": "one-of",
    "scenario_best_answer": "one-of",
    "yes_no_maybe": "one-of",
    "yes_no_nopref": "one-of",
    "multi_choice": "several-of",
    "multi_choice_other": "several-of",
    "multi_choice_max_n": "several-of",
    "months_multi": "several-of",
    "yes_no": "yes-no",
    "likert_1_5": "scale",
    "rating": "scale",
    "rank_unique_1_to_7": "ranking",
    "grid_rank_row": "rank-grid",
    "grid_acceptability_3": "rank-grid",
    "weight_0_9": "number",
    "number": "number",
    "number_range": "number",
    "ranked_named_people": "list",
    "contact_block": "rows",
    "repeating_list": "list",
    "repeating_table": "rows",
    "fill_in_sentence": "sentence",
    "fill_in_sentence_min_max": "sentence",
    "agree_statement": "consent",
    "consent_checkbox": "consent",
    "external_link_confirm": "consent",
    "conditional_short": "text",
    "email": "text",
    "phone": "text",
    "url": "text",
    "identifier": "text",
}
NOT_OURS = {
    "system_metadata": "written by a form service about its visitors; we keep none of it",
    "timestamp": "the history keeps the time of each answer",
    "file_upload": "files stay where the library keeps them; a text can say where",
    "typed_signature": "the names under the agreed column (EX19)",
    "two_signatures_date": "the names and dates under the agreed column (EX19)",
}


@pytest.fixture(scope="module")
def questions(cases):
    """The inventory, row by row."""
    with (cases / "questions_inventory.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_type_is_one_of_ours_or_said_why_not(questions):
    """No type of the inventory is forgotten, and none is invented here."""
    assert {row["answer_type_needed"] for row in questions} == set(OURS) | set(NOT_OURS)
    assert set(OURS.values()) <= set(ANSWER_TYPES)


def test_real_questions_can_be_asked(questions):
    """Every real question becomes one of ours, with its two wordings and its options."""
    asked = [(number, row) for number, row in enumerate(questions) if row["answer_type_needed"] in OURS]
    for start in range(0, len(asked), 200):
        own = tuple(_question(number, row) for number, row in asked[start : start + 200])
        form = form_from_changes(FormChanges(questions=own))
        assert len([one for one in form.questions if one.id.startswith("real-")]) == len(own)


def _question(number, row):
    mentor, _, mentee = row["question"].partition(" || ")
    options = [part.split(". ", 1)[-1].strip(" {}") for part in row["options"].replace("|", ";").split(";")]
    options = list(dict.fromkeys(filter(None, options)))
    more = {"options": options if len(options) > 1 else ["One", "Two", "Three"]}
    kind = OURS[row["answer_type_needed"]]
    if kind == "scale":
        more = {"options": ["1", "2", "3", "4", "5"]}
    return {
        "id": f"real-{number}", "type": kind, "mentor": mentor or "?", "mentee": mentee or mentor or "?", "rows": ["A"],
        "columns": ["A"], "blanks": "We ___.", **more,
    }  # fmt: skip
