"""A session with a question for words, one for a choice, and somebody who looks at it."""

from __future__ import annotations

from mentorwidgets.model import Operation, Viewer

GUEST = Viewer(role="guest", program="oak", name="Somebody in the room", door="d" * 22)
TRAINER = Viewer(role="trainer", program="oak", name="Tom")
WORDS = "room-words"
CHOICE = "room-choice"
FIELDS = {
    f"room/{WORDS}": {"question": "What gets in the way?", "made": 1, "shown": True},
    f"room/{CHOICE}": {
        "question": "Who writes first?",
        "answers": "choice",
        "options": ["Mentor", "Mentee"],
        "made": 2,
    },
    f"theme/{WORDS}/theme-time": {"name": "Time", "place": 2},
    f"theme/{WORDS}/theme-trust": {"name": "Trust", "place": 1},
    f"note/{WORDS}/note-0001": "No time at work",
    f"note/{WORDS}/note-0002": "I do not dare to ask",
    f"note/{WORDS}/note-0003": "Too many meetings",
    f"note/{WORDS}/note-0004": "Rain",
    f"sorted/{WORDS}/note-0001": "theme-time",
    f"sorted/{WORDS}/note-0003": "theme-time",
    f"sorted/{WORDS}/note-0002": "theme-trust",
    f"sorted/{WORDS}/note-0004": "theme-gone",
    f"note/{CHOICE}/note-0005": 1,
}


class View:
    """What a rule may look at: a worksheet in memory."""

    def __init__(self, fields=FIELDS, viewer=TRAINER):
        self.viewer = viewer
        self._fields = fields

    def fields(self, prefix, where=None, kind=""):  # noqa: ARG002  as the store calls it
        return {
            key: value
            for key, value in self._fields.items()
            if key.startswith(prefix) and (where is None or where(key))
        }


def wish(key, value=None):
    """A wish to save."""
    return Operation(op="wish-0001", worksheet="oak/session", key=key, value=value, base=0)
