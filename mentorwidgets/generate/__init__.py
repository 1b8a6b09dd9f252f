"""Copies of the workbooks, one set per program, through papermill: prepared or run, here or on a cluster."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from mentorwidgets.generate.copies import missing_workbooks, prepare_program, prepare_workbook
from mentorwidgets.generate.parameters import check_parameters, declared_parameters
from mentorwidgets.generate.stems import WORKBOOKS

if TYPE_CHECKING:
    from mentorwidgets.generate.collecting import collect
    from mentorwidgets.generate.generating import Options, Report, generate_workbooks
    from mentorwidgets.generate.work import Made, MadeFile

__all__ = [
    "WORKBOOKS",
    "Made",
    "MadeFile",
    "Options",
    "Report",
    "check_parameters",
    "collect",
    "declared_parameters",
    "generate_workbooks",
    "missing_workbooks",
    "prepare_program",
    "prepare_workbook",
]

_LATER = {
    "Made": "work",
    "MadeFile": "work",
    "Options": "generating",
    "Report": "generating",
    "collect": "collecting",
    "generate_workbooks": "generating",
}


def __getattr__(name: str) -> Any:
    if name not in _LATER:  # the server and `mentorwidgets add` need only copies
        raise AttributeError(f"module 'mentorwidgets.generate' has no attribute '{name}'")
    return getattr(importlib.import_module(f"mentorwidgets.generate.{_LATER[name]}"), name)
