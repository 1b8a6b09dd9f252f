"""Where our page templates lie: beside the source when we run from it, else where the wheel put them."""

from __future__ import annotations

import sys
from pathlib import Path

from jupyter_core.paths import jupyter_path
from voila.paths import collect_static_paths, collect_template_paths  # noqa: TID253 - only the running server imports this

import mentorwidgets
from mentorwidgets.errors import ServeError

_NAME = "mentorwidgets"


def template_dir() -> Path:
    """The directory of our template; ServeError when it was not installed."""
    source = Path(mentorwidgets.__file__).parents[1] / "templates" / _NAME
    shared = Path("voila", "templates", _NAME)
    installed = [Path(root) / shared for root in (f"{sys.prefix}/share/jupyter", *map(str, jupyter_path()))]
    for place in (source, *installed):
        if (place / "conf.json").is_file():
            return place
    raise ServeError("The page templates of mentorwidgets are missing.", "Install it again: pip install mentorwidgets")


def template_paths() -> list[str]:
    """Ours first, then Voilà's base."""
    return [str(template_dir()), *collect_template_paths(["voila", "nbconvert"], "base", prune=True)]


def stock_paths() -> list[str]:
    """Where the files of Voilà's own front end lie."""
    paths: list[str] = collect_static_paths(["voila"], "base", prune=True)
    return paths
