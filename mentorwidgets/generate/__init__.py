"""Copies of the workbooks, one set per program, through papermill: prepared or run, here or on a cluster."""

from mentorwidgets.generate.copies import missing_workbooks, prepare_program, prepare_workbook
from mentorwidgets.generate.parameters import check_parameters, declared_parameters
from mentorwidgets.generate.stems import WORKBOOKS

__all__ = [
    "WORKBOOKS",
    "check_parameters",
    "declared_parameters",
    "missing_workbooks",
    "prepare_program",
    "prepare_workbook",
]
