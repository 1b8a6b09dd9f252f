"""What a workbook's parameters cell declares, and what may be written into it."""

from __future__ import annotations

import ast
import keyword
from collections.abc import Mapping
from typing import Any

from mentorwidgets.errors import GenerateError


def declared_parameters(notebook: Mapping[str, Any]) -> dict[str, Any]:
    """Return the names and defaults that a notebook's cell tagged ``parameters`` declares.

    The cell is parsed, never run. GenerateError when it holds anything but plain ``name = literal`` lines.
    """
    cells = [cell for cell in notebook["cells"] if "parameters" in cell.get("metadata", {}).get("tags", [])]
    if len(cells) != 1:
        raise GenerateError(f"A workbook has one cell tagged 'parameters', this one has {len(cells)}.")
    found: dict[str, Any] = {}
    for node in ast.parse(source_of(cells[0])).body:
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


def check_all_given(parameters: Mapping[str, Any], declared: Mapping[str, Any]) -> None:
    """Refuse to leave a declared parameter at its default: that is for trying a workbook out."""
    missing = [name for name in declared if name not in parameters]
    if missing:
        raise GenerateError(f"The workbook also needs '{missing[0]}'.", f"It asks for: {', '.join(declared)}.")


def source_of(cell: Mapping[str, Any]) -> str:
    """Return a cell's source as one text."""
    source = cell["source"]
    return source if isinstance(source, str) else "".join(source)
