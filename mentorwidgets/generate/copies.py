"""Copies of the workbooks with their parameters set: the same input gives the same bytes."""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from mentorwidgets._resources import workbook_folder
from mentorwidgets.errors import GenerateError
from mentorwidgets.generate import record
from mentorwidgets.generate.language import Language
from mentorwidgets.generate.lightly import nbformat, papermill
from mentorwidgets.generate.parameters import check_all_given, check_parameters, declared_parameters, source_of
from mentorwidgets.generate.shelves import FolderShelf
from mentorwidgets.generate.stems import WORKBOOKS


@dataclasses.dataclass(frozen=True, slots=True)
class Template:
    """A workbook as it is shipped: its title, its text, what parameters it declares, and the checksum of its text."""

    stem: str
    title: str
    text: str
    declared: Mapping[str, Any]
    sha256: str


def template(stem: str) -> Template:
    """Return a workbook as it is shipped; GenerateError when there is none of that stem."""
    source = workbook_folder() / f"{stem}.ipynb"
    if stem not in WORKBOOKS or not source.is_file():
        raise GenerateError(f"There is no workbook '{stem}'.", f"There are: {', '.join(WORKBOOKS)}.")
    return _template(stem, source.read_text(encoding="utf-8"))


@functools.lru_cache(maxsize=64)
def _template(stem: str, text: str) -> Template:
    notebook = json.loads(text)
    title = str(notebook["metadata"].get("title") or stem.capitalize())
    return Template(stem, title, text, declared_parameters(notebook), hashlib.sha256(text.encode()).hexdigest())


def parameters_of(slug: str) -> dict[str, Any]:
    """Return the parameters of a program's copies: the library's folder is found from where the copy lies."""
    return {"program": slug, "folder": "../.."}


def prepared(source: Template, parameters: Mapping[str, Any]) -> Any:
    """Return a notebook with its parameters set by papermill and nothing run.

    Raises:
        GenerateError: a parameter is unknown, missing, or of another type.
    """
    check_parameters(parameters, source.declared)
    check_all_given(parameters, source.declared)
    return with_parameters(source.text, parameters)


def with_parameters(text: str, parameters: Mapping[str, Any]) -> Any:
    """Set checked parameters in the text of a notebook, and number its cells."""
    notebook = nbformat().from_dict(json.loads(text))
    for cell in notebook.cells:
        cell.metadata.setdefault("tags", [])
        if isinstance(cell.source, list):
            cell.source = "".join(cell.source)
    notebook.metadata.setdefault("papermill", {})
    filled = papermill().parameterize.parameterize_notebook(notebook, dict(parameters))
    for number, cell in enumerate(filled.cells):
        cell.id = f"cell-{number}"
    return filled


def in_language(notebook: Any, language: Language) -> Any:
    """Put a notebook's title and text into a library's language; what it has no words for stays as it is."""
    notebook.metadata["title"] = language.say(notebook.metadata.get("title", ""))
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = "\n\n".join(_block(text, language) for text in cell.source.split("\n\n"))
    return notebook


def texts_of(notebook: Mapping[str, Any]) -> Iterator[str]:
    """The texts of a notebook that may have words in another language."""
    yield notebook["metadata"]["title"]
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            yield from (text.removeprefix(_HEADING) for text in source_of(cell).split("\n\n"))


def _block(text: str, language: Language) -> str:
    heading = text.removeprefix(_HEADING)
    if heading not in language.words:
        return text
    said = language.say(heading)
    return f"{_HEADING}{said}" if heading != text else f'<div lang="{language.tag}">\n\n{said}\n\n</div>'


_HEADING = "# "


def bytes_of(notebook: Any) -> bytes:
    """Return a notebook as a file, without times and paths of this machine."""
    notebook.metadata.pop("papermill", None)
    for cell in notebook.cells:
        cell.metadata = {name: value for name, value in cell.metadata.items() if name not in _PASSING and value}
    return f"{nbformat().writes(notebook)}\n".encode()


_PASSING = {"papermill", "execution"}  # what a run writes into the metadata of each cell


def prepare_workbook(stem: str, target: Path, parameters: Mapping[str, Any]) -> None:
    """Write a copy of a workbook with its parameters set and nothing run: whole or not at all, always the same bytes.

    Args:
        stem: such as ``pairing``.
        target: the file to write; its folder is made.
        parameters: declared names with values of the declared types.

    Raises:
        GenerateError: there is no such workbook, or a parameter does not fit.
    """
    source = template(stem)
    check_parameters(parameters, source.declared)
    shelf = FolderShelf(target.parent)
    shelf.write(target.name, bytes_of(with_parameters(source.text, parameters)))


def missing_workbooks(slug: str, workbooks: Path) -> tuple[str, ...]:
    """Return the stems of the workbooks that a program does not have yet."""
    return tuple(stem for stem in WORKBOOKS if not (workbooks / slug / f"{stem}.ipynb").is_file())


def prepare_program(slug: str, workbooks: Path) -> tuple[Path, ...]:
    """Write the workbooks that a program does not have yet; copies that are there stay as they are."""
    missing = missing_workbooks(slug, workbooks)
    if missing:
        sources = {stem: template(stem) for stem in missing}
        copies = {f"{stem}.ipynb": bytes_of(prepared(sources[stem], parameters_of(slug))) for stem in missing}
        made = {name: (data, sources[Path(name).stem].sha256) for name, data in copies.items()}
        record.write(FolderShelf(workbooks / slug), made)
    return tuple(workbooks / slug / f"{stem}.ipynb" for stem in missing)
