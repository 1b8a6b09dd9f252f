"""ChallengesWorksheet in Python: what it holds, shows, refuses and answers its page."""

from __future__ import annotations

import base64

import pytest
from traitlets import TraitError

from mentorwidgets.errors import ValueRefusedError, WorksheetFileError
from mentorwidgets.model import Pair, Person, Program, Viewer, to_plain
from mentorwidgets.widgets import ChallengesWorksheet

PEOPLE = (Person(id="ana", name="Ana Silva", roles=("mentor",)), Person(id="ben", name="Ben Carter", roles=("mentee",)))
PAIR = Pair(mentee="ben", mentor="ana", purpose="Career")
VALUE = {
    "barrier/a": "No <b>time</b>",
    "help/a/h": "A partner",
    "activity/a/h/x": "Ask",
    "plan/a/h/x": {"owner": "ana", "due": "2026-03-31"},
    "barrier/ben/ana/Career/p": "We talk too little",
}


def made(**options):
    return ChallengesWorksheet(PEOPLE, program=Program(slug="oak", name="Oak"), value=VALUE, pairs=[PAIR], **options)


def asked(worksheet, **content):
    return worksheet.answer_page({"kind": "challenges", "id": "1", **content})


def test_bare_it_works_in_any_notebook():
    """Nothing is needed; cards, themes and an example come with it."""
    bare = ChallengesWorksheet()
    assert repr(bare) == "ChallengesWorksheet(0 barriers, 0 open activities)"
    assert len(bare._cards) == 26
    assert bare._scopes == [{"scope": [], "label": "Mentoring program"}]


def test_rows_come_out_as_values_and_as_a_table():
    """Of the program, or of a pair."""
    worksheet = made()
    (line,) = worksheet.to_frame().to_dict("records")
    assert (line["barrier"], line["owner"], line["due"], line["status"]) == (
        "No <b>time</b>",
        "Ana Silva",
        "2026-03-31",
        "open",
    )
    assert worksheet.challenges(PAIR)[0].barrier == "We talk too little"
    assert len(worksheet.to_frame(PAIR)) == 1


def test_the_snapshot_shows_every_row_as_text():
    """Saved notebooks show the answers; what people wrote is escaped."""
    shown = made().snapshot()
    assert "No &lt;b&gt;time&lt;/b&gt;" in shown
    assert "We talk too little" in shown


@pytest.mark.parametrize(
    "value", [{"barrier/a": 4}, {"strange/a": "x"}, {"plan/a/b/c": {"due": "soon"}}, {"card/a": {}}]
)
def test_a_value_that_does_not_fit_is_refused(value):
    """Wherever it comes from; what stood before stays."""
    worksheet = made()
    with pytest.raises(TraitError):
        worksheet.value = value
    assert worksheet.value == VALUE
    with pytest.raises(ValueRefusedError):
        worksheet.check_value(value)


def test_a_participant_sees_their_pairs_only():
    """A mentee has the scopes of their pairs and keeps no cards of the program; without a pair there is nothing to write on."""
    ben = made(viewer=Viewer(role="mentee", program="oak", person="ben"))
    assert [one["label"] for one in ben._scopes] == ["Ben Carter and Ana Silva: Career"]
    assert not ben._own_cards
    alone = made(viewer=Viewer(role="mentee", program="oak", person="eva"))
    assert (alone._scopes, alone.disabled) == ([], True)


@pytest.mark.parametrize("form", ["csv", "xlsx", "docx", "md", "json"])
def test_what_the_page_takes_away_can_be_brought_in(form):
    """The page sends what it shows and gets a file; a file comes back as plain rows."""
    worksheet = made()
    rows = [to_plain(row) for row in worksheet.challenges()]
    file = asked(worksheet, verb="export", format=form, scope=[], rows=rows)
    back = asked(worksheet, verb="read", name=file["name"], data=file["data"])
    assert file["name"] == f"oak-challenges.{form}"
    assert back["rows"][0]["helps"][0]["activities"][0]["plan"] == {"owner": "ana", "due": "2026-03-31"}
    assert worksheet.read(file["name"], worksheet.export(form))[0].barrier == "No <b>time</b>"


@pytest.mark.parametrize(
    "content",
    [
        {"verb": "export", "format": "exe", "scope": [], "rows": []},
        {"verb": "export", "format": "csv", "scope": [], "rows": "x"},
        {"verb": "export", "format": "csv", "scope": [], "rows": [{"id": 4}]},
        {"verb": "read", "name": "x.csv", "data": "%%"},
        {"verb": "read", "name": "x.csv", "data": "x" * 6_000_001},
        {"verb": "read", "name": "x.docx", "data": base64.b64encode(b"PK").decode()},
        {},
    ],
)
def test_a_question_that_cannot_be_answered_is_answered_in_words(content):
    """The page is never left without an answer."""
    reply = asked(made(), **content)
    assert (reply["kind"], reply["id"]) == ("challenges", "1")
    assert reply["error"]


def test_messages_of_others_are_left_alone():
    """Saving goes its own way."""
    assert made().answer_page({"kind": "save"}) is None


def test_there_is_no_such_form():
    """In words."""
    with pytest.raises(WorksheetFileError, match="no form"):
        made().export("pdf")
