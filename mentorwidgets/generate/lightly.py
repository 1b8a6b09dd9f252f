"""papermill and nbformat, loaded without a grammar that their schema checker would parse and never use.

It costs more than all the rest together: a second of every start. Kernels are not touched by this.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from typing import Any

_GRAMMAR = "rfc3987_syntax"


def papermill() -> Any:
    """Return papermill."""
    with _without_grammar():
        import papermill as loaded
    return loaded


def nbformat() -> Any:
    """Return nbformat."""
    with _without_grammar():
        import nbformat as loaded
    return loaded


@contextlib.contextmanager
def _without_grammar() -> Iterator[None]:
    if _GRAMMAR in sys.modules:
        yield
        return
    sys.modules[_GRAMMAR] = None  # type: ignore[assignment]  # an import of it fails, and jsonschema does without
    try:
        yield
    finally:
        sys.modules.pop(_GRAMMAR, None)
