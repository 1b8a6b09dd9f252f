"""Copies of the workbooks, one set per program, through papermill."""

from __future__ import annotations

import ast
import json
import keyword
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mentorwidgets._resources import workbook_folder
from mentorwidgets.errors import GenerateError
from mentorwidgets.folder import write_atomically

WORKBOOKS: tuple[str, ...] = ("roster", "pairing")
"""The workbooks that every program gets, by stem."""


def declared_parameters(notebook: Mapping[str, Any]) -> dict[str, Any]:
    """Return the names and defaults that a notebook's cell tagged ``parameters`` declares.

    The cell is parsed, never run. GenerateError when it holds anything but plain ``name = literal`` lines.
    """
    cells = [cell for cell in notebook["cells"] if "parameters" in cell.get("metadata", {}).get("tags", [])]
    if len(cells) != 1:
        raise GenerateError(f"A workbook has one cell tagged 'parameters', this one has {len(cells)}.")
    found: dict[str, Any] = {}
    for node in ast.parse(_source(cells[0])).body:
        if not (isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name)):
            raise GenerateError(f"Line {node.lineno} of the parameters cell is not 'name = value'.")
        found[node.targets[0].id] = ast.literal_eval(node.value)
    return found


def check_parameters(parameters: Mapping[str, Any], declared: Mapping[str, Any]) -> None:
    """Refuse a parameter that the workbook does not declare, or of another type: a name is written into code."""
    for name, value in parameters.items():
        if not name.isidentifier() or keyword.iskeyword(name) or name not in declared:
            raise GenerateError(f"The workbook has no parameter '{name}'.", f"It has: {', '.join(declared)}.")
        if type(value) is not type(declared[name]):
            kind = type(declared[name]).__name__
            raise GenerateError(f"The parameter '{name}' should be {kind}, not {type(value).__name__}.")


def prepare_workbook(stem: str, target: Path, parameters: Mapping[str, Any]) -> None:
    """Write a copy of a workbook with its parameters set and nothing run: whole or not at all, always the same bytes.

    Args:
        stem: such as ``pairing``.
        target: the file to write; its folder is made.
        parameters: declared names with values of the declared types.

    Raises:
        GenerateError: there is no such workbook, or a parameter does not fit.
    """
    source = workbook_folder() / f"{stem}.ipynb"
    if stem not in WORKBOOKS or not source.is_file():
        raise GenerateError(f"There is no workbook '{stem}'.", f"There are: {', '.join(WORKBOOKS)}.")
    check_parameters(parameters, declared_parameters(json.loads(source.read_text(encoding="utf-8"))))
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_atomically(target, _parameterized(source, parameters))


def missing_workbooks(slug: str, workbooks: Path) -> tuple[str, ...]:
    """Return the stems of the workbooks that a program does not have yet."""
    return tuple(stem for stem in WORKBOOKS if not (workbooks / slug / f"{stem}.ipynb").is_file())


def prepare_program(slug: str, workbooks: Path) -> tuple[Path, ...]:
    """Write the workbooks that a program does not have yet; copies that are there stay as they are."""
    targets = tuple(workbooks / slug / f"{stem}.ipynb" for stem in missing_workbooks(slug, workbooks))
    for target in targets:
        prepare_workbook(target.stem, target, {"program": slug, "folder": "../.."})
    return targets


def _parameterized(source: Path, parameters: Mapping[str, Any]) -> bytes:
    import nbformat  # the command line starts without these two
    from papermill.iorw import load_notebook_node
    from papermill.parameterize import parameterize_notebook

    filled = parameterize_notebook(load_notebook_node(str(source)), dict(parameters))
    filled.metadata.pop("papermill", None)  # holds times and the paths of this machine
    for number, cell in enumerate(filled.cells):
        cell.id = f"cell-{number}"
        cell.metadata = {name: value for name, value in cell.metadata.items() if name != "papermill" and value}
    return f"{nbformat.writes(filled)}\n".encode()


def _source(cell: Mapping[str, Any]) -> str:
    source = cell["source"]
    return source if isinstance(source, str) else "".join(source)
