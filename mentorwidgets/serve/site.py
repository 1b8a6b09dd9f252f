"""All that the handlers share, and how a page is written."""

from __future__ import annotations

import dataclasses
import functools
from typing import TYPE_CHECKING, Any

import jinja2

from mentorwidgets import __version__

if TYPE_CHECKING:
    from pathlib import Path

    from mentorwidgets.serve.assets import Assets
    from mentorwidgets.serve.feed import Feed
    from mentorwidgets.serve.guesses import Guesses
    from mentorwidgets.serve.kernels import Kernels
    from mentorwidgets.serve.library import Library
    from mentorwidgets.serve.options import Options
    from mentorwidgets.serve.sessions import Sessions
    from mentorwidgets.serve.writer import Writer


@dataclasses.dataclass(slots=True, kw_only=True)
class Site:
    """The parts of a running server. ``kernels`` is set when Voilà has made them."""

    options: Options
    library: Library
    sessions: Sessions
    guesses: Guesses
    assets: Assets
    writer: Writer
    feed: Feed
    templates: Path
    runtime: Path
    kernels: Kernels

    @property
    def base(self) -> str:
        """The path under which everything lies, with a slash at both ends: `/` unless a proxy gives us a folder."""
        return self.options.base

    @property
    def ours(self) -> str:
        """The path of what is neither Voilà's nor Jupyter's."""
        return f"{self.base}mentorwidgets/"

    def page(self, template: str, /, **words: Any) -> str:
        """Write a whole page from a template of ours."""
        return _environment(self.templates).get_template(f"{template}.html.j2").render({**self.common(), **words})

    def common(self) -> dict[str, Any]:
        """What every template may use."""
        return {"asset": self.assets.url, "base": self.base, "ours": self.ours, "version": __version__}


@functools.cache
def _environment(templates: Path) -> jinja2.Environment:
    # Made once: a new one would compile every template again, for each page.
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates), autoescape=True, undefined=jinja2.StrictUndefined
    )
