"""The front-end files of the package, put together for the browser: one self-contained module and one style each."""

from __future__ import annotations

import functools
import re
from importlib.resources import files
from pathlib import Path

_IMPORT = re.compile(r'^import\s*\{([^}]*)\}\s*from\s*"\./(_\w+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|const|let|class)\b)", re.MULTILINE)


@functools.cache
def text(name: str) -> str:
    """Read one file of ``mentorwidgets/static``; FileNotFoundError when there is none."""
    return (files("mentorwidgets") / "static" / name).read_text(encoding="utf-8")


@functools.cache
def module(stem: str) -> str:
    """Return ``static/<stem>.js`` with its ``import {…} from "./_x.js"`` inlined, each shared module once.

    anywidget loads a widget's module from a Blob URL, where relative imports cannot resolve.
    """
    parts: dict[str, str] = {}
    body = _without_imports(f"{stem}.js", parts)
    return "\n".join([*parts.values(), body])


@functools.cache
def style(*stems: str) -> str:
    """Return the theme and the named style sheets as one text."""
    return "\n".join(text(f"{stem}.css") for stem in ("_theme", *stems))


def _without_imports(name: str, parts: dict[str, str]) -> str:
    source = text(name)
    for match in _IMPORT.finditer(source):
        needed = match.group(2)
        if needed not in parts:
            inner: dict[str, str] = parts
            parts.setdefault(needed, "")
            code = _without_imports(needed, inner)
            del parts[needed]
            parts[needed] = f"// {needed}\n{_EXPORT.sub('', code)}"
    return _IMPORT.sub("", source)


def workbook_folder() -> Path:
    """Return where the workbooks lie: inside the installed package, or beside it in a source checkout."""
    package = Path(str(files("mentorwidgets")))
    inside = package / "workbooks"
    return inside if inside.is_dir() else package.parent / "workbooks"


def content_file(name: str) -> Path:
    """Return the path of one file of ``mentorwidgets/content``."""
    return Path(str(files("mentorwidgets"))) / "content" / name
