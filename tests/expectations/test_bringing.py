"""Documents that come back as they were, and what people changed in them by hand."""

from __future__ import annotations

import dataclasses
import io
import json
import re
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from hypothesis import given, settings
from hypothesis import strategies as st
from papers import NAMES, below, opened, saved, sheet
from sheets import PAIR

from mentorwidgets.errors import FormError
from mentorwidgets.expectations import (
    Brought,
    brought_from_docx,
    brought_from_markdown,
    fields_from_json,
    fields_of,
    form_from_changes,
    to_docx,
    to_json,
    to_markdown,
)
from mentorwidgets.model import FormChanges

P = "/".join(PAIR)
WORDS = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60)


@settings(max_examples=25, deadline=None)
@given(text=WORDS)
def test_any_words_come_back_exactly(text):
    """JSON, Markdown and DOCX give back every letter, and nobody changed anything."""
    wanted = Brought(fields=fields_of(sheet(text)))
    assert fields_from_json(to_json(sheet(text)), PAIR) == wanted.fields
    assert brought_from_markdown(to_markdown(sheet(text)), sheet()) == wanted
    assert brought_from_docx(to_docx(sheet(text)), sheet()) == wanted


def test_changed_words_come_back_answer_by_answer():
    """In Markdown: what was changed is named, what was not stays as the file had it."""
    text = to_markdown(sheet()).replace("1. Career steps", "1. Work and life\n2. career steps", 1)
    brought = brought_from_markdown(text, sheet())
    key = f"answer/{P}/mentor/topics"
    assert brought.edited == (key,)
    assert brought.fields[key]["answer"] == ["Work and life", "Career steps"]
    assert {**brought.fields, key: 0} == {**fields_of(sheet()), key: 0}
    assert brought.left == ()


def test_a_document_that_was_edited_in_word():
    """Typed into the line below "We agreed", and into an answer; a paragraph more is a line more."""
    document = opened()
    below(document, "How often would you like to meet?").text = "every two weeks"
    below(document, "What do you hope", "Ana Silva").insert_paragraph_before("First of all:")
    brought = brought_from_docx(saved(document), sheet("To lead a story time"))
    rhythm, hopes = f"agreed/{P}/rhythm", f"answer/{P}/mentor/hopes"
    assert set(brought.edited) == {rhythm, hopes}
    assert brought.fields[rhythm]["answer"] == "Every two weeks"
    assert brought.fields[hopes]["answer"].startswith("First of all:\n<script>")


def test_an_answer_of_ones_own_below_ones_name():
    """Who had said nothing writes their name in bold, and the answer below it."""
    document = opened()
    line = below(document, "How long should a meeting be?")
    label = line.insert_paragraph_before("")
    label.add_run(NAMES["mentee"]).bold = True
    line.text = "50 minutes"
    assert brought_from_docx(saved(document), sheet()).fields[f"answer/{P}/mentee/length"]["answer"] == 50.0


def test_words_that_were_deleted_take_the_answer_away():
    """But the no-fault ending never goes (EX6)."""
    document = opened()
    for heading, label in (("What do you hope", "Ana Silva"), ("How can either of you end this", "We agreed")):
        below(document, heading, label).text = ""
    brought = brought_from_docx(saved(document), sheet())
    assert {key: brought.fields[key] for key in brought.edited} == {f"answer/{P}/mentor/hopes": None}
    assert brought.left == (
        (
            "How can either of you end this, without blame? This part stays: it protects both of you. "
            "You can put it in your own words."
        ),
    )


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_whatever_is_done_to_a_file_no_other_answer_changes(data):
    """Lines that are struck out, doubled, moved or put in: what was not changed by hand stays as the file had it."""
    mine = sheet("One line\n\nand another")
    body, begin, rest = to_markdown(mine).partition("<!-- mentorwidgets")
    lines = body.splitlines()
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(lines) - 1))
        new = data.draw(
            st.sampled_from(["", "**We agreed**", "### Who gets in touch first?", "## Trust", "___", "1. x", *lines])
            | WORDS
        )
        lines[at : at + data.draw(st.integers(0, 3))] = new.splitlines()
    brought = brought_from_markdown("\n".join(lines) + begin + rest, mine)
    wanted = fields_of(mine)
    assert {key: brought.fields[key] for key in wanted if key not in brought.edited} == {
        key: value for key, value in wanted.items() if key not in brought.edited
    }
    assert set(brought.fields) == {*wanted, *brought.edited}


STRANGE = {
    "How long should a meeting be?": ("an hour or so", "“an hour or so” The answer should be a number. Write a number"),
    "How often would you like to meet?": ("now and then", "Please choose one of the answers. It can be: Every week;"),
    "When do we begin?": ("soon", "A date should look like 2026-03-31."),
    "When are calls and messages fine?": ("mornings", "Write it like: Monday, Tuesday, 09:00 to 12:00."),
    "How do you move or cancel": ("a day", "Write what stands in each blank"),
}


@pytest.mark.parametrize("heading", STRANGE)
def test_words_that_are_no_answer_are_named(heading):
    """The rest comes back; the line is quoted, with what it can be."""
    typed, wanted = STRANGE[heading]
    document = opened()
    below(document, heading).text = typed
    brought = brought_from_docx(saved(document), sheet())
    assert brought.edited == ()
    assert heading in brought.left[0]
    assert wanted in brought.left[0]


def test_what_belongs_to_nobody_is_named():
    """Words below no name, names, what was agreed earlier, and a question of one's own."""
    text = to_markdown(sheet()).replace("Ana, 2026-03-01", "Ana, 2026-03-01 and Ben")
    text = text.replace("### Who gets in touch first?", "### Who gets in touch first?\n\nBoth!")
    text = text.replace("## Trust\n", "### Who brings cake?\n\nBen\n\n## Trust\n")
    text = text.replace("**Before revisit 1**", "**Before revisit 1**\n\nNot so.")
    left = brought_from_markdown(text, sheet()).left
    assert any("“Both!” These words stand below no name." in words for words in left)
    assert any("“Ana, 2026-03-01 and Ben” A name in a file is no yes." in words for words in left)
    assert any("“Ben” This is not asked here." in words for words in left)
    assert any("“Not so.” What you agreed earlier stays as it was." in words for words in left)
    assert len(left) == 4


def test_a_question_in_other_words_is_still_known():
    """The file holds the wording of its day, and the names."""
    form = form_from_changes(FormChanges(questions=({"id": "hopes", "asked": "What is your hope?"},)))
    now = dataclasses.replace(sheet(), form=form, names={"mentor": "Ana Silva-Reis", "mentee": "Ben"})
    assert brought_from_docx(to_docx(sheet()), now) == Brought(fields=fields_of(sheet()))


def test_without_the_data_the_words_are_compared_with_the_page():
    """Some programs drop it; the document of another pair is still refused."""
    text = to_markdown(sheet()).partition("<!-- mentorwidgets")[0]
    assert brought_from_markdown(text, sheet()) == Brought(fields={}, is_bare=True)
    changed = brought_from_markdown(text.replace("2026-09-01", "2026-10-01"), sheet())
    assert {key: value["answer"] for key, value in changed.fields.items()} == {f"told/{P}/mentor/review": "2026-10-01"}
    with pytest.raises(FormError, match="another pair"):
        brought_from_markdown(text, dataclasses.replace(sheet(), names={"mentor": "Ana", "mentee": "Eva"}))


def test_a_heading_that_lost_its_style_is_still_one():
    """Its words do not become part of the answer before it."""
    document = opened()
    for paragraph in document.paragraphs:
        if paragraph.style.name == "Heading 2":
            paragraph.style = "Normal"
    assert brought_from_docx(saved(document), sheet()) == Brought(fields=fields_of(sheet()))


def test_changes_that_nobody_decided_on_are_refused():
    """Tracked changes hide words from whoever reads; a table is said to be left out."""
    document = opened()
    document.add_table(1, 1)
    assert "A table in this document is not read." in brought_from_docx(saved(document), sheet()).left[0]
    mark = '<w:ins xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'
    document.paragraphs[3]._p.append(parse_xml(mark))
    with pytest.raises(FormError, match="Accept or reject them all"):
        brought_from_docx(saved(document), sheet())


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"no zip"])
def test_other_documents_are_refused(data):
    """A damaged or foreign document is refused in words."""
    with pytest.raises(FormError, match="not a document"):
        brought_from_docx(data, sheet())


def test_a_document_with_another_root_is_refused():
    """A part that is XML and no Word is a damaged document, and not an error of ours."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(to_docx(sheet()))) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, b"<a/>" if name == "word/document.xml" else old.read(name))
    with pytest.raises(FormError, match="not a document"):
        brought_from_docx(out.getvalue(), sheet())


def test_a_document_that_unpacks_to_too_much_is_refused():
    """All of its parts together count: many that are fine one by one would fill the memory."""
    out = io.BytesIO(to_docx(sheet()))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        for number in range(3):
            archive.writestr(f"word/media/{number}.png", bytes(7_000_000))
    with pytest.raises(FormError, match="too large"):
        brought_from_docx(out.getvalue(), sheet())


def test_a_foreign_word_document_is_refused():
    """A real Word document without our words, too; and a text."""
    with pytest.raises(FormError, match="not a document"):
        brought_from_docx(saved(docx.Document()), sheet())
    with pytest.raises(FormError, match="not a document"):
        brought_from_markdown("# Shopping", sheet())
    with pytest.raises(FormError, match="not a file"):
        brought_from_markdown("# Shopping\n<!-- mentorwidgets\n{\n-->\n", sheet())


@pytest.mark.parametrize("names", [[], {"mentor": 7}, "x"])
def test_strange_names_in_the_data_do_no_harm(names):
    """The file may say anything."""
    mine = sheet("To lead")
    text = to_markdown(mine).partition("<!-- mentorwidgets")[0]
    data = json.dumps({**json.loads(to_json(mine)), "names": names, "questions": names})
    text += f"<!-- mentorwidgets\n{data}\n-->\n"
    assert fields_of(mine).items() <= brought_from_markdown(text, mine).fields.items()


def test_word_keeps_the_data_when_it_saves():
    """It is XML, as Word wants it, in whatever letters."""
    data = to_docx(sheet("\ufffe \x00 <&> \U0001f600"))
    again = saved(docx.Document(io.BytesIO(data)))
    assert brought_from_docx(again, sheet()).fields == fields_of(sheet("\ufffe \x00 <&> \U0001f600"))


def test_a_document_that_lost_its_data_says_so():
    """Another program wrote it anew without the data inside: whoever is newer cannot be told, so nothing is called edited by hand."""
    whole = to_docx(sheet())
    bare = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(bare, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name.endswith(".rels"):
                data = re.sub(rb"<Relationship [^>]*customXml[^>]*/>", b"", data)
            if name == "[Content_Types].xml":
                data = re.sub(rb"<Override [^>]*customXml[^>]*/>", b"", data)
            if not name.startswith("customXml/"):
                new.writestr(name, data)
    apart = dataclasses.replace(sheet(), answers={"mentor": {}, "mentee": {}})
    assert (brought_from_docx(whole, apart).edited, brought_from_docx(whole, apart).is_bare) == ((), False)
    assert brought_from_docx(bare.getvalue(), apart).is_bare
    assert brought_from_docx(bare.getvalue(), sheet()) == Brought(fields={}, is_bare=True)
