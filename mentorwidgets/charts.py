"""Pictures of numbers: each is an SVG, drawn here without a browser or a network, and a table that says the same.

The only room that knows altair. Colours are the theme's own, so that a picture is dark on a dark page.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import html
import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from mentorwidgets.cadence.words import day_words

if TYPE_CHECKING:
    import altair as alt

    from mentorwidgets.cadence import WeekLoad
    from mentorwidgets.model import Meeting, Plan

_INK = "var(--mw-ink, black)"
_SOFT = "var(--mw-soft, dimgray)"
_LINE = "var(--mw-line, silver)"
_ACT = "var(--mw-act, teal)"
_WARM = "var(--mw-warm, sienna)"
_FONT = "var(--mw-font, sans-serif)"
_LONGEST = 20_000  # letters of one text in a picture
_WIDEST = 36  # letters of one name beside a bar
_LOOK = {
    "Meeting": ("circle", _ACT),
    "Review": ("diamond", _WARM),
    "Goodbye": ("square", _INK),
    "Left out": ("cross", _SOFT),
}


@dataclasses.dataclass(frozen=True, slots=True)
class Chart:
    """A picture and its twin.

    Args:
        title: a few words.
        words: what the picture shows, in a sentence: its alternative text.
        columns: names of the table's columns.
        rows: the table, every cell as text.
        svg: the picture; empty where there is nothing to draw.
    """

    title: str
    words: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    svg: str = ""

    def __repr__(self) -> str:
        """Say what it shows."""
        return f"Chart({self.title}: {self.words})"

    def _repr_html_(self) -> str:
        return self.to_html()

    def to_html(self) -> str:
        """The picture with its words, and the table below it; everything that people wrote is escaped."""
        cell = html.escape
        head = "".join(f'<th scope="col">{cell(name)}</th>' for name in self.columns)
        body = "".join(f"<tr>{''.join(f'<td>{cell(text)}</td>' for text in row)}</tr>" for row in self.rows)
        table = (
            f"<table><caption>{cell(self.title)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        )
        return f'<figure class="mw-chart">{self.svg}<figcaption>{cell(self.words)}</figcaption>{table}</figure>'


def timeline(plan: Plan) -> Chart:
    """A plan from its first to its last meeting: one row for each season, reviews and the goodbye marked (CA18)."""
    meetings = plan.meetings
    rows = tuple(_timeline_row(meeting) for meeting in meetings)
    held = len(plan.held())
    days = (meetings[0].start(), meetings[-1].start()) if meetings else None
    span = f" from {day_words(days[0].date())} to {day_words(days[1].date())}" if days else ""
    words = f"{held} {'meeting' if held == 1 else 'meetings'}{span}."
    columns = ("Date", "Time", "Season", "What", "Topic")
    svg = _svg(_timeline_chart(meetings), words) if meetings else ""
    return Chart(f"Timeline of {plan.title}", words, columns, rows, svg)


def load(weeks: Sequence[WeekLoad], words: str) -> Chart:
    """Meetings of a program week by week (CA19).

    Args:
        weeks: from `cadence.load_by_week`.
        words: from `cadence.load_words`.
    """
    rows = tuple(
        (day_words(week.first), str(week.meetings), str(week.pairs), f"{week.minutes / 60:.1f}") for week in weeks
    )
    columns = ("Week from", "Meetings", "Pairs", "Hours")
    return Chart("Meetings in each week", words, columns, rows, _svg(_load_chart(weeks), words) if weeks else "")


def answers(question: str, counts: Sequence[tuple[str, int]], words: str) -> Chart:
    """What many people answered to one question, without names (CH12): a bar for each answer or theme.

    Args:
        question: what was asked.
        counts: answer or theme, and how many people gave it.
        words: from `session.count_words`.
    """
    rows = tuple((name, str(number)) for name, number in counts)
    has_some = any(number for _, number in counts)
    return Chart(question, words, ("Answer", "People"), rows, _svg(_answers_chart(counts), words) if has_some else "")


def themes(counts: Sequence[tuple[str, int, int]], words: str) -> Chart:
    """Themes of challenges over programs, without names (CH12): a bar for each theme.

    Args:
        counts: from `challenges.themes_of`: theme, challenges, programs.
        words: what it shows, in a sentence.
    """
    rows = tuple((theme, str(many), str(programs)) for theme, many, programs in counts)
    bars = [(theme, many) for theme, many, _ in counts]
    svg = _svg(_answers_chart(bars, "Challenges"), words) if bars else ""
    return Chart("Themes of challenges", words, ("Theme", "Challenges", "Programs"), rows, svg)


def _timeline_row(meeting: Meeting) -> tuple[str, ...]:
    start = meeting.start()
    topic = meeting.topic if meeting.is_on() else meeting.why
    return (day_words(start.date()), f"{start:%H:%M}", meeting.phase or "\u2013", _kind(meeting), topic)


def _kind(meeting: Meeting) -> str:
    if not meeting.is_on():
        return "Left out"
    return "Goodbye" if meeting.is_closing else "Review" if meeting.review else "Meeting"


def _timeline_chart(meetings: Sequence[Meeting]) -> alt.LayerChart:
    import altair as alt

    values = [
        {"day": one.start().date().isoformat(), "phase": one.phase or "Meetings", "kind": _kind(one)}
        for one in meetings
    ]
    order = list(dict.fromkeys(value["phase"] for value in values))
    kinds = [kind for kind in _LOOK if any(value["kind"] == kind for value in values)]
    shapes = alt.Scale(domain=kinds, range=[_LOOK[kind][0] for kind in kinds])
    colours = alt.Scale(domain=kinds, range=[_LOOK[kind][1] for kind in kinds])
    base = alt.Chart(alt.Data(values=values)).encode(
        x=_days("day", meetings[0].start(), meetings[-1].start()), y=alt.Y("phase:N", sort=order, title=None)
    )
    points = base.mark_point(size=110, filled=True, opacity=1).encode(
        shape=alt.Shape("kind:N", title=None, scale=shapes), color=alt.Color("kind:N", title=None, scale=colours)
    )
    line = base.mark_line(color=_LINE, strokeWidth=2).encode(detail="phase:N")
    return alt.layer(line, points).properties(width=620, height=44 * len(order) + 10)


def _load_chart(weeks: Sequence[WeekLoad]) -> alt.Chart:
    import altair as alt

    values = [{"week": week.first.isoformat(), "meetings": week.meetings} for week in weeks]
    ticks = min(5, max(week.meetings for week in weeks))
    bars = alt.Chart(alt.Data(values=values)).mark_bar(color=_ACT, width=max(2, min(16, 560 // len(weeks) - 2)))
    return bars.encode(
        x=_days("week", weeks[0].first, weeks[-1].first),
        y=alt.Y("meetings:Q", title="Meetings", axis=alt.Axis(tickMinStep=1, tickCount=ticks, format="d")),
    ).properties(width=620, height=180)


def _answers_chart(counts: Sequence[tuple[str, int]], title: str = "People") -> alt.Chart:
    import altair as alt

    values = [{"answer": f"{at}", "people": number} for at, (_, number) in enumerate(counts)]
    # Shortened here: vega would cut a letter that it counts as two in the middle, and then fail.
    names = json.dumps([_drawable(name if len(name) <= _WIDEST else f"{name[:_WIDEST]}…") for name, _ in counts])
    axis = alt.Axis(labelExpr=f"{names}[datum.value]", labelLimit=0, title=None)
    ticks = min(5, max(number for _, number in counts))
    people = alt.Axis(tickMinStep=1, tickCount=ticks, format="d")
    bars = alt.Chart(alt.Data(values=values)).mark_bar(color=_ACT, size=20)
    return bars.encode(
        x=alt.X("people:Q", title=title, axis=people), y=alt.Y("answer:N", sort=None, axis=axis)
    ).properties(width=420, height=34 * len(counts) + 10)


def _days(name: str, first: dt.date, last: dt.date) -> alt.X:
    """Days from left to right, a word for each month, about seven of them."""
    import altair as alt

    months = (last.year - first.year) * 12 + last.month - first.month + 1
    step = next((step for step in (1, 2, 3, 6, 12) if months / step <= 8), 24)
    count = alt.TimeIntervalStep(interval="month", step=step)
    axis = alt.Axis(format="%b %Y", tickCount=count, grid=False, labelFlush=False)
    return alt.X(f"{name}:T", scale=alt.Scale(type="utc"), title=None, axis=axis)


def _svg(chart: alt.Chart | alt.LayerChart, words: str) -> str:
    """Draw with vl-convert: no browser, no network, the same bytes for the same chart."""
    import vl_convert

    picture = _drawable(chart.configure(**_look()).to_dict())
    text = vl_convert.vegalite_to_svg(picture, allowed_base_urls=[])
    start = f'<svg style="max-width: 100%; height: auto" role="img" aria-label="{html.escape(words, quote=True)}"'
    return start + text.removeprefix("<svg")


def _drawable(value: Any) -> Any:
    """Without control characters and lone surrogates in any text: they end the whole process that draws."""
    if isinstance(value, str):
        return "".join(letter if letter.isprintable() else " " for letter in value)[:_LONGEST]
    if isinstance(value, Mapping):
        return {name: _drawable(part) for name, part in value.items()}
    return [_drawable(part) for part in value] if isinstance(value, list) else value


def _look() -> Mapping[str, Any]:
    labels = {"labelColor": _INK, "titleColor": _INK, "labelFont": _FONT, "titleFont": _FONT, "labelFontSize": 13,
              "titleFontSize": 13}  # fmt: skip
    axis = {**labels, "gridColor": _LINE, "domainColor": _LINE, "tickColor": _LINE}
    legend = {**labels, "orient": "bottom", "symbolSize": 110}
    return {"axis": axis, "legend": legend, "view": {"stroke": None}, "background": "transparent", "font": _FONT}
