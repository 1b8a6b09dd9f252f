"""Documents that come back, also when somebody changed them by hand: what changed, answer by answer. Source: EX21.

A program that writes documents may drop the data inside; then the words are compared with what stands on the page now.
"""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from mentorwidgets._word import opened_docx
from mentorwidgets.errors import FormError
from mentorwidgets.expectations.documents import (
    AGREED,
    BEGIN,
    END,
    NAMESPACE,
    STYLES,
    TITLE,
    Line,
    Style,
    labels_of,
    lines_of,
    printable,
    whose,
)
from mentorwidgets.expectations.reading import answer_from_words
from mentorwidgets.expectations.sheets import PairSheet, fields_from_json, key_of, sheet_from_fields
from mentorwidgets.model import SIDES, to_plain

if TYPE_CHECKING:
    from zipfile import ZipFile

Slot = tuple[str, str]
"""Id of a question, and whose answer: ``mentee``, ``mentor``, ``agreed``, ``past``; empty where words stand nowhere."""

_CHOOSE = "Choose one that was downloaded from this page."
_LABEL = re.compile(r"\*\*(?P<label>.+)\*\*")
_HEADING = re.compile(r"(#{1,3}) (.+)")
_LEVELS: tuple[Style, ...] = ("title", "step", "question")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What a file brings back.

    Args:
        fields: key -> plain value, to be offered to the worksheet, whose rule looks at each; None takes one away.
        edited: those keys whose words somebody changed by hand.
        left: what else was changed by hand, and why it is not taken, a sentence or two each.
        is_bare: whether the data inside was lost on the way: ``edited`` then only says what differs from the page.
    """

    fields: Mapping[str, Any]
    edited: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    is_bare: bool = False


def brought_from_markdown(text: str, sheet: PairSheet) -> Brought:
    """Read what `to_markdown` wrote, and what somebody changed in it.

    Args:
        text: of the file.
        sheet: the pair's present one, for its questions and names.

    Raises:
        FormError: it is no such file, or belongs to another pair.
    """
    body, begin, rest = text.replace("\r\n", "\n").rpartition(BEGIN)
    data = rest.partition(END.strip("\n"))[0] if begin else ""
    return _brought(list(_markdown_lines(body if begin else rest)), data, sheet)


def brought_from_docx(data: bytes, sheet: PairSheet) -> Brought:
    """Read what `to_docx` wrote, and what somebody changed in it.

    Args:
        data: the bytes of the file.
        sheet: the pair's present one, for its questions and names.

    Raises:
        FormError: it is no such document, belongs to another pair, or holds changes that nobody decided on.
    """
    damaged = FormError("This is not a document of expectations.", _CHOOSE)
    large = FormError("This document is too large.", _CHOOSE)
    with opened_docx(data, damaged=damaged, large=large) as (archive, document):
        inside = _inside(archive)
        lines = list(_docx_lines(document.paragraphs))
    if document.element.body.xpath(".//w:ins | .//w:del"):
        raise FormError(
            "This document holds changes to decide on.", "Accept or reject them all, save it, and try again."
        )
    brought = _brought(lines, inside, sheet)
    tables = ("A table in this document is not read. Write its words in lines.",) if document.tables else ()
    return dataclasses.replace(brought, left=(*brought.left, *tables))


def _inside(archive: ZipFile) -> str:
    from docx.oxml import parse_xml

    for name in archive.namelist():
        blob = archive.read(name) if re.fullmatch(r"customXml/item\d*\.xml", name) else b""
        if NAMESPACE.encode() in blob:
            return parse_xml(blob).text or ""
    return ""


def _docx_lines(paragraphs: Iterable[Any]) -> Iterator[Line]:
    styles = {name: style for style, name in STYLES.items() if style != "text"}
    for paragraph in paragraphs:
        runs = [run for run in paragraph.runs if run.text.strip()]
        is_label = bool(runs) and all(run.bold for run in runs)
        plain: Style = "label" if is_label else "text"
        yield styles.get(paragraph.style.name, plain), paragraph.text


def _markdown_lines(text: str) -> Iterator[Line]:
    for raw in text.splitlines():
        line = raw.rstrip()
        heading, label = _HEADING.fullmatch(line), _LABEL.fullmatch(line)
        style: Style = _LEVELS[len(heading[1]) - 1] if heading else "label" if label else "text"
        words = heading[2] if heading else label["label"] if label else line
        yield style, re.sub(r"\\(.)", r"\1", words)


def _brought(lines: Sequence[Line], data: str, sheet: PairSheet) -> Brought:
    if data:
        fields = fields_from_json(data, sheet.pair)
        then, headings = _then(data, fields, sheet)
    else:
        _refuse_strange({_line(text) for _, text in lines}, sheet)
        fields, then, headings = {}, sheet, dict(sheet.headings())
    labels = {_line(label): side for side, label in labels_of(then).items()}
    labels |= {AGREED: "agreed", **{f"Before revisit {number}": "past" for number in then.past}}
    wanted = _said(list(lines_of(then)), dict(then.headings()), labels)
    edited, left = [], []
    for slot, words in _said(lines, headings, labels).items():
        if slot == ("", "") or _lines(words) == _lines(wanted.get(slot, "")):
            continue
        try:
            key, value = _taken(slot, words, sheet)
        except FormError as error:
            line = next((one for one in _lines(words) if one not in _lines(wanted.get(slot, ""))), "")
            left.append(" ".join(filter(None, (headings.get(slot[0]), line and f"“{line:.80}”", str(error)))))
        else:
            fields[key] = value
            edited.append(key)
    return Brought(fields=fields, edited=tuple(edited), left=tuple(left), is_bare=not data)


def _then(data: str, fields: Mapping[str, Any], sheet: PairSheet) -> tuple[PairSheet, dict[str, str]]:
    """The sheet as it was when the file was made, as far as it says, and the headings that it had."""
    loaded = json.loads(data)
    names, asked = _texts(loaded.get("names")), _texts(loaded.get("questions"))
    then = sheet_from_fields(
        fields, pair=sheet.pair, form=sheet.form, names={**sheet.names, **names}, program=sheet.program
    )
    return then, asked or dict(then.headings())


def _texts(value: Any) -> dict[str, str]:
    return {str(name): str(text) for name, text in value.items()} if isinstance(value, Mapping) else {}


def _refuse_strange(found: set[str], sheet: PairSheet) -> None:
    if TITLE not in found:
        raise FormError("This is not a document of expectations.", _CHOOSE)
    if _line(whose(sheet)) not in found:
        raise FormError("This file belongs to another pair.", "Open the page of that pair and bring it in there.")


def _said(lines: Sequence[Line], headings: Mapping[str, str], labels: Mapping[str, str]) -> dict[Slot, str]:
    """What stands under each question and name; of questions with the same words the first comes first."""
    waiting: dict[str, list[str]] = {}
    for name, heading in headings.items():
        waiting.setdefault(_line(heading), []).append(name)
    plain = set(waiting) - {_line(text) for style, text in lines if style == "question"}  # they lost their style
    found: dict[Slot, list[str]] = {}
    slot: Slot = ("", "")
    for style, text in lines:
        line = _line(text)
        if style in ("title", "step"):
            slot = ("", "")
        elif style == "question" or line in plain:
            slot = (waiting[line].pop(0) if waiting.get(line) else f"{line:.80}", "")
        elif style == "label" and line in labels:
            slot = (slot[0], labels[line])
            found.setdefault(slot, [])
        else:
            found.setdefault(slot, []).append(text)
    return {slot: re.sub(r"_{5,}", "", "\n".join(texts)).strip() for slot, texts in found.items()}


def _taken(slot: Slot, words: str, sheet: PairSheet) -> tuple[str, Any]:
    name, who = slot
    question = sheet.form.question(name)
    if not name:
        raise FormError("A name in a file is no yes.", "Say yes on the page.")
    if question is None:
        raise FormError("This is not asked here.", "What was said to it stays as it is.")
    if who not in (*SIDES, "agreed"):
        raise FormError(_EARLIER if who else "These words stand below no name.", "" if who else _BELOW)
    given = answer_from_words(question, words, who)
    if given is None and question.locked and question.start and who == "agreed":
        raise FormError("This part stays: it protects both of you.", "You can put it in your own words.")
    return key_of(sheet, name, who), None if given is None else to_plain(given)


def _line(text: str) -> str:
    return " ".join(printable(text).split())


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in printable(text).splitlines() if line.strip()]


_EARLIER = "What you agreed earlier stays as it was."
_BELOW = f"Write them below “{AGREED}”, or below your own name in bold."
