"""Expectations as documents that people keep: Markdown and DOCX, with the data inside so that they can come back.

A document that somebody changed by hand is refused when it is brought back, in words: which of the two is right, the
text or the data, only a person can know. Source: EX19 (a plan, not a contract), EX21.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from typing import Any, Literal

from mentorwidgets.errors import FormError
from mentorwidgets.expectations.answers import words_of
from mentorwidgets.expectations.sheets import PairSheet, fields_from_json, sheet_from_fields, to_json
from mentorwidgets.model import AnswerGiven, Question

Style = Literal["title", "step", "question", "label", "text"]
Line = tuple[Style, str]
_BEGIN, _END = "<!-- mentorwidgets\n", "\n-->\n"
_SPECIAL = re.compile(r"([\\`*_\[\]<>|#&])")
_LEADING = re.compile(r"^(\s*)([-+]|\d+[.)])(?=\s)")
_PART = "customXml/mentorwidgets.json"
_LARGEST = 20_000_000  # bytes of an unpacked part
_MARKS = {"title": "# {}", "step": "## {}", "question": "### {}", "label": "**{}**", "text": "{}"}
_TITLE = "What we agreed to expect of each other"
_ABOUT = "This is a plan, not a contract. You can change it together at any time."


def lines_of(sheet: PairSheet) -> Iterator[Line]:
    """Return the document line by line, each with what it is; answers keep their own line breaks."""
    yield "title", _TITLE
    yield "text", f"{sheet.names['mentee']} and {sheet.names['mentor']}, {sheet.pair[2]} · {sheet.program}"
    yield "text", _ABOUT
    step = ""
    for question in sheet.form.questions:
        if question.step != step:
            step = question.step
            yield "step", step
        yield from _question_lines(sheet, question)
    if earlier := sheet.earlier_questions():
        yield "step", "Asked earlier"
        for name in earlier:
            yield from _earlier_lines(sheet, name)
    yield from _yes_lines(sheet)


def _question_lines(sheet: PairSheet, question: Question) -> Iterator[Line]:
    mentor, mentee = question.mentor, question.mentee
    yield "question", mentee if mentor == mentee else f"{mentee} / {mentor}"
    if question.blanks:
        yield "text", question.blanks
    for side in ("mentee", "mentor"):
        if said := words_of(sheet.answers.get(side, {}).get(question.id)):
            yield "label", sheet.names[side]
            yield "text", said
    agreed = words_of(sheet.agreed_or_start(question.id))
    yield "label", "We agreed"
    yield "text", agreed or "____________________"
    yield from _past_lines(sheet, question.id)


def _past_lines(sheet: PairSheet, question: str) -> Iterator[Line]:
    for number in sorted(sheet.past, key=int):
        if said := words_of(sheet.past[number].get(question)):
            yield "label", f"Before revisit {number}"
            yield "text", said


def _earlier_lines(sheet: PairSheet, name: str) -> Iterator[Line]:
    said: list[tuple[str, AnswerGiven]] = [
        (sheet.names[side], sheet.answers[side][name])
        for side in ("mentee", "mentor")
        if name in sheet.answers.get(side, {})
    ]
    said += [("We agreed", sheet.agreed[name])] if name in sheet.agreed else []
    yield "question", next((given.asked for _, given in said if given.asked), name)
    for who, given in said:
        yield "label", who
        yield "text", words_of(given)


def _yes_lines(sheet: PairSheet) -> Iterator[Line]:
    yield "step", "Our names"
    for side in ("mentee", "mentor"):
        yes = sheet.yes.get(side)
        yield "label", sheet.names[side]
        yield "text", f"{yes.name}, {yes.date}" if yes else "Name ______________________   Date ____________"


def to_markdown(sheet: PairSheet) -> str:
    """Return a sheet as Markdown, with its data in a comment at the end."""
    body = "\n\n".join(_MARKS[style].format(_escaped(text)) for style, text in lines_of(sheet))
    data = to_json(sheet).replace("-->", "--\\u003e")
    return f"{body}\n\n{_BEGIN}{data}{_END}"


def fields_from_markdown(text: str, sheet: PairSheet) -> dict[str, Any]:
    """Read what `to_markdown` wrote; ``sheet`` is the pair's present one, for its form and names.

    Raises:
        FormError: it is no such file, or somebody changed its text.
    """
    text = text.replace("\r\n", "\n")
    body, begin, rest = text.rpartition(_BEGIN)
    if not begin:
        raise FormError("This is not a file of expectations.", "Choose one that was downloaded from this page.")
    fields = fields_from_json(rest.partition(_END.strip("\n"))[0], sheet.pair)
    _refuse_changed(_plain_of(body), _shown(fields, sheet))
    return fields


def to_docx(sheet: PairSheet) -> bytes:
    """Return a sheet as a Word document with headings, signature lines and its data inside."""
    import docx  # only this needs it
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    document = docx.Document()
    styles = {"title": "Title", "step": "Heading 1", "question": "Heading 2", "text": "Normal"}
    for style, text in lines_of(sheet):
        paragraph = document.add_paragraph(style=styles.get(style))
        paragraph.add_run(_printable(text)).bold = style == "label" or None
    blob = to_json(sheet).encode()
    part = Part(PackURI(f"/{_PART}"), "application/json", blob, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_XML)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def fields_from_docx(data: bytes, sheet: PairSheet) -> dict[str, Any]:
    """Read what `to_docx` wrote; ``sheet`` is the pair's present one, for its form and names.

    Raises:
        FormError: it is no such file, or somebody changed its text.
    """
    import docx  # only this needs it
    from docx.opc.exceptions import OpcError

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if any(entry.file_size > _LARGEST for entry in archive.infolist()):
                raise FormError("This document is too large.", "Choose one that was downloaded from this page.")
            inside = archive.read(_PART).decode()
        paragraphs = [paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs]
    except (zipfile.BadZipFile, OpcError, KeyError, SyntaxError, ValueError) as error:
        if isinstance(error, FormError):
            raise
        raise FormError(
            "This is not a document of expectations.", "Choose one that was downloaded from this page."
        ) from None
    fields = fields_from_json(inside, sheet.pair)
    _refuse_changed(_squeezed("\n".join(paragraphs)), _shown(fields, sheet))
    return fields


def _shown(fields: dict[str, Any], sheet: PairSheet) -> list[str]:
    then = sheet_from_fields(fields, pair=sheet.pair, form=sheet.form, names=sheet.names, program=sheet.program)
    return _squeezed("\n".join(text for _, text in lines_of(then)))


def _refuse_changed(found: list[str], wanted: list[str]) -> None:
    strange = next((line for line in found if line not in set(wanted)), None)
    missing = next((line for line in wanted if line not in set(found)), None)
    if strange is None and missing is None:
        return
    line = strange if strange is not None else missing
    raise FormError(
        f"The text of this file, or the form, was changed since: '{line:.60}'.",
        "Type the change into the worksheet, or bring in the JSON file.",
    )


def _squeezed(text: str) -> list[str]:
    return [" ".join(line.split()) for line in _printable(text).splitlines() if line.strip()]


def _plain_of(markdown: str) -> list[str]:
    lines = (re.sub(r"^(?:#+ |\*\*(?=.*\*\*$))|(?<=.)(?<!\\)\*\*$", "", line) for line in markdown.splitlines())
    return _squeezed("\n".join(re.sub(r"\\(.)", r"\1", line) for line in lines))


def _escaped(text: str) -> str:
    lines = _SPECIAL.sub(r"\\\1", _printable(text)).splitlines()
    return "  \n".join(_LEADING.sub(r"\1\\\2", line) if _LEADING.match(line) else line for line in lines)


def _printable(text: str) -> str:
    """Without the control characters that no document can hold; breaks of all kinds are line breaks."""
    text = "\n".join(text.splitlines())
    return "".join(letter for letter in text if letter in "\n\t" or unicodedata.category(letter) not in ("Cc", "Cs"))
