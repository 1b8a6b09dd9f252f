"""Expectations as documents that people keep: Markdown and DOCX, with the data inside so that they can come back.

`bringing` reads them again. Source: EX19 (a plan, not a contract), EX21.
"""

from __future__ import annotations

import io
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Literal
from xml.sax.saxutils import escape

from mentorwidgets.expectations.answers import words_of
from mentorwidgets.expectations.sheets import PairSheet, to_json

Style = Literal["title", "step", "question", "label", "text"]
Line = tuple[Style, str]
BEGIN, END = "<!-- mentorwidgets\n", "\n-->\n"
NAMESPACE = "urn:mentorwidgets:expectations"
STYLES: Mapping[Style, str] = {"title": "Title", "step": "Heading 1", "question": "Heading 2", "text": "Normal"}
TITLE = "What we agreed to expect of each other"
AGREED = "We agreed"
ROOM = "____________________"
_SPECIAL = re.compile(r"([\\`*_\[\]<>|#&])")
_LEADING = re.compile(r"^(\s*)([-+]|\d+[.)])(?=\s)")
_PART = "/customXml/item%d.xml"
_MARKS = {"title": "# {}", "step": "## {}", "question": "### {}", "label": "**{}**", "text": "{}"}
_ABOUT = "This is a plan, not a contract. You can change it together at any time."


def lines_of(sheet: PairSheet) -> Iterator[Line]:
    """Yield the document line by line, each with what it is; answers keep their own line breaks."""
    yield "title", TITLE
    yield "text", whose(sheet)
    yield "text", _ABOUT
    step = ""
    steps = {question.id: question.step for question in sheet.form.questions}
    for name, heading in sheet.headings():
        if steps.get(name, "Asked earlier") != step:
            step = steps.get(name, "Asked earlier")
            yield "step", step
        yield "question", heading
        yield from _question_lines(sheet, name)
    yield from _yes_lines(sheet)


def whose(sheet: PairSheet) -> str:
    """Return the line that says whose document it is."""
    return f"{sheet.names['mentee']} and {sheet.names['mentor']}, {sheet.pair[2]} · {sheet.program}"


def labels_of(sheet: PairSheet) -> dict[str, str]:
    """Return side -> the name above its answers; two people of the same name are told apart by their part."""
    same = len(set(sheet.names.values())) == 1
    return {side: f"{name} ({side})" if same else name for side, name in sheet.names.items()}


def _question_lines(sheet: PairSheet, name: str) -> Iterator[Line]:
    question = sheet.form.question(name)
    if question and question.blanks:
        yield "text", question.blanks
    labels = labels_of(sheet)
    for side in ("mentee", "mentor"):
        if said := words_of(sheet.answers.get(side, {}).get(name)):
            yield "label", labels[side]
            yield "text", said
    agreed = words_of(sheet.agreed_or_start(name))
    if question or agreed:
        yield "label", AGREED
        yield "text", agreed or ROOM
    yield from _past_lines(sheet, name)


def _past_lines(sheet: PairSheet, question: str) -> Iterator[Line]:
    for number in sorted(sheet.past, key=int):
        if said := words_of(sheet.past[number].get(question)):
            yield "label", f"Before revisit {number}"
            yield "text", said


def _yes_lines(sheet: PairSheet) -> Iterator[Line]:
    yield "step", "Our names"
    labels = labels_of(sheet)
    for side in ("mentee", "mentor"):
        yes = sheet.yes.get(side)
        yield "label", labels[side]
        yield "text", f"{yes.name}, {yes.date}" if yes else "Name ______________________   Date ____________"


def to_markdown(sheet: PairSheet) -> str:
    """Return a sheet as Markdown, with its data in a comment at the end."""
    body = "\n\n".join(_MARKS[style].format(_escaped(text)) for style, text in lines_of(sheet))
    data = to_json(sheet).replace("-->", "--\\u003e")
    return f"{body}\n\n{BEGIN}{data}{END}"


def to_docx(sheet: PairSheet) -> bytes:
    """Return a sheet as a Word document with headings, signature lines and its data inside."""
    import docx  # only this needs it
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.part import Part

    document = docx.Document()
    for style, text in lines_of(sheet):
        paragraph = document.add_paragraph(style=STYLES.get(style))
        paragraph.add_run(printable(text)).bold = style == "label" or None
    data = escape(json.dumps(json.loads(to_json(sheet))))  # without letters that XML cannot hold
    blob = f'<?xml version="1.0" encoding="UTF-8"?><sheet xmlns="{NAMESPACE}">{data}</sheet>'.encode()
    package = document.part.package
    part = Part(package.next_partname(_PART), "application/xml", blob, package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_XML)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _escaped(text: str) -> str:
    lines = _SPECIAL.sub(r"\\\1", printable(text)).splitlines()
    return "  \n".join(_LEADING.sub(r"\1\\\2", line) if _LEADING.match(line) else line for line in lines)


def printable(text: str) -> str:
    """Without the control characters that no document can hold; breaks of all kinds are line breaks."""
    text = "\n".join(text.splitlines())
    return "".join(letter for letter in text if letter in "\n\t" or _is_printable(letter))


def _is_printable(letter: str) -> bool:
    return unicodedata.category(letter) not in ("Cc", "Cs") and letter not in "\ufffe\uffff"
