"""What is held about one person: everything, or as much of it as somebody may read (XC3, EX10).

`held_on` gathers it as plain JSON, `held_html` and `held_page` write it for people. Nothing here changes anything.
"""

from mentorwidgets.held.deeds import deed_words
from mentorwidgets.held.doings import Doings
from mentorwidgets.held.gather import held_by_guest, held_on
from mentorwidgets.held.page import file_name, held_html, held_page, marked
from mentorwidgets.held.values import moments_in, told_value
from mentorwidgets.held.words import concerns, label_of, moment, title_of

__all__ = [
    "Doings",
    "concerns",
    "deed_words",
    "file_name",
    "held_by_guest",
    "held_html",
    "held_on",
    "held_page",
    "label_of",
    "marked",
    "moment",
    "moments_in",
    "title_of",
    "told_value",
]
