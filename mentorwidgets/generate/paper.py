"""What a program prints with: its settings, the questions that it asks, and its language."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Mapping
from typing import Any

from mentorwidgets.expectations import form_of
from mentorwidgets.generate.language import ENGLISH, Language
from mentorwidgets.model import Form, Program

_OPEN = {"mentor": "{mentor}", "mentee": "{mentee}"}


@dataclasses.dataclass(frozen=True)
class Paper:
    """One program in print.

    Args:
        program: its settings.
        asks: how its form of expectations differs from ours, as plain JSON; nothing for our own.
        language: the words that the library has for our texts.
    """

    program: Program
    asks: Mapping[str, Any] | None = None
    language: Language = ENGLISH

    @functools.cached_property
    def form(self) -> Form:
        """Its questions, with gaps where its own words for mentor and mentee go: so the texts can be looked up."""
        return form_of(dataclasses.replace(self.program, terms=_OPEN), {"form": self.asks})

    def say(self, text: str, **parts: str) -> str:
        """Return a text of ours as plain text, in the program's language and words."""
        return self.language.say(text, **self._terms(), **parts)

    def show(self, text: str, **parts: str) -> str:
        """Return a text of ours as markup, in the program's language and words."""
        return self.language.show(text, **self._terms(), **parts)

    def word(self, side: str) -> str:
        """Return the program's own word for a side, else the language's, as plain text."""
        return self.program.terms.get(side) or self.language.say(side)

    def role(self, side: str) -> str:
        """Return the word for a side as it stands alone."""
        return self.program.terms.get(side, "").capitalize() or self.language.say(side.capitalize())

    def _terms(self) -> dict[str, str]:
        return {side: self.word(side) for side in _OPEN}
