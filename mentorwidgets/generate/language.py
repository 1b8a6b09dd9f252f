"""What we print, in a library's own language (BG11): a file of English texts with its words for them.

``languages/es.toml`` beside the table holds a line ``"Name" = "Nombre"`` for each text. ``es-MX.toml`` may say
differently what is said otherwise in Mexico. A text without words is printed in English, marked as English.
"""

from __future__ import annotations

import dataclasses
import html
import re
from collections.abc import Mapping

_GAP = re.compile(r"\{(\w+)\}")


@dataclasses.dataclass(frozen=True, slots=True)
class Language:
    """One language.

    Args:
        tag: BCP 47, such as ``es-MX``.
        words: English text -> the library's words for it.
        missing: English texts of ours without words.
    """

    tag: str = "en"
    words: Mapping[str, str] = dataclasses.field(default_factory=dict)
    missing: frozenset[str] = frozenset()

    def say(self, text: str, **parts: str) -> str:
        """Return a text in this language, or in English, as plain text.

        Args:
            text: English; a name in curly brackets is a gap.
            **parts: what fills the gaps.

        >>> Language("es", {"Ask {who}": "Pregunte a {who}"}).say("Ask {who}", who="Ana")
        'Pregunte a Ana'
        """
        return _GAP.sub(lambda gap: parts.get(gap[1], gap[0]), self.words.get(text) or text)

    def show(self, text: str, **parts: str) -> str:
        """Return a text as markup; English among other words is marked, so that it is read aloud as English."""
        shown = html.escape(self.say(text, **parts))
        return f'<span lang="en">{shown}</span>' if text in self.missing else shown


ENGLISH = Language()


def gaps(text: str) -> frozenset[str]:
    """Return the names in curly brackets."""
    return frozenset(_GAP.findall(text))
