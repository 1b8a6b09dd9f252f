"""Programs seen in the wild, as examples to begin from (BG6)."""

from __future__ import annotations

import dataclasses
import functools
import tomllib
from collections.abc import Mapping
from typing import Any

from mentorwidgets._resources import content_file
from mentorwidgets.errors import ProgramError
from mentorwidgets.model import did_you_mean


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """An example of a program, as it was seen; no rule that holds today.

    Args:
        id: its name in a table.
        title: whose program it is.
        words: what is special about it, a sentence or two.
        source: who told of it.
        weeks: how long one runs; 0 where nothing was said.
        settings: field of `Program` -> plain value.
    """

    id: str
    title: str
    words: str
    source: str
    weeks: int = 0
    settings: Mapping[str, Any] = dataclasses.field(default_factory=dict)


@functools.cache
def presets() -> Mapping[str, Preset]:
    """Return all presets by their names, in the order in which people should read them."""
    found = tomllib.loads(content_file("presets.toml").read_text(encoding="utf-8"))
    return {name: Preset(id=name, **item) for name, item in found.items()}


def preset_named(name: str) -> Preset:
    """Return one preset; ProgramError when there is none of that name."""
    known = presets()
    if name not in known:
        raise ProgramError(f"There is no preset '{name}'.", did_you_mean(name, list(known)))
    return known[name]
