"""Interactive workbooks and widgets for the people who run mentoring programs in libraries."""

__version__ = "0.1.0"
