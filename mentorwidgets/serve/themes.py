"""The office's page of themes: what comes up in the challenges of all programs, counted and without names (CH12)."""

from __future__ import annotations

import re

from mentorwidgets import charts
from mentorwidgets.serve.signin import Slide
from mentorwidgets.workbook import themes_over


class Themes(Slide):
    """A picture of the counts, and a table that says the same."""

    async def get(self) -> None:
        """Show it; the drawing is done by a thread, so that nobody else waits."""
        library = self.site.library
        counts, words = await library.ask(themes_over, library.store)
        chart = await library.ask(charts.themes, counts, words)
        # Our pages allow no style in markup; page.css fits the picture.
        self.show("themes", chart=chart, picture=re.sub(r' style="[^"]*"', "", chart.svg, count=1))
