"""Free times as people write them: read whole, as they are meant, or asked about; never guessed."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from made import person, roster

from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.roster.hours import hours_from_text, hours_to_text

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
WEEK = "Mon Tue Wed Thu Fri"
MEANT = [  # text, days, times: worked out by hand
    ("Evenings after 6", WEEK, "18:00-21:00"),
    ("Afternoon (1-5)", WEEK, "13:00-17:00"),
    ("1400-1600", WEEK, "14:00-16:00"),
    ("Mon 1400-1600", "Mon", "14:00-16:00"),
    ("Mon 0900h-1100h", "Mon", "09:00-11:00"),
    ("Mon 930-1030", "Mon", "09:30-10:30"),
    ("Wed 17h-18h30", "Wed", "17:00-18:30"),
    ("17h-18h30", WEEK, "17:00-18:30"),
    ("Mo 14-16 Uhr", "Mon", "14:00-16:00"),
    ("Monday: 2:00 PM \u2013 4:00 PM", "Mon", "14:00-16:00"),
    ("Mon 10-2", "Mon", "10:00-14:00"),
    ("Mon 9-5", "Mon", "09:00-17:00"),
    ("Wed 12-1", "Wed", "12:00-13:00"),
    ("Wed 11:30-12:30", "Wed", "11:30-12:30"),
    ("Fri 9-3pm", "Fri", "09:00-15:00"),
    ("Mon 11-12pm", "Mon", "11:00-12:00"),
    ("Mon 6-8pm", "Mon", "18:00-20:00"),
    ("Mon 10pm-12am", "Mon", "22:00-24:00"),
    ("Thursday 12am-1am", "Thu", "00:00-01:00"),
    ("Mon 02:00-04:00", "Mon", "02:00-04:00"),
    ("Mon 9.30-11.00", "Mon", "09:30-11:00"),
    ("Mon 9\u2070\u2070\u201312\u2070\u2070", "Mon", "09:00-12:00"),
    ("Mon 09:00:00-12:00:00", "Mon", "09:00-12:00"),
    ("Mon\uff1a9\uff1a00\uff0d12\uff1a00", "Mon", "09:00-12:00"),
    ("Mon 9 to noon", "Mon", "09:00-12:00"),
    ("Monday 12 noon - 1 pm", "Mon", "12:00-13:00"),
    ("Mon 10:30", "Mon", "10:30-11:30"),
    ("Tue until 12", "Tue", "09:00-12:00"),
    ("Mondays before 10am", "Mon", "09:00-10:00"),
    ("Mon 6pm+", "Mon", "18:00-21:00"),
    ("Mon 6pm onwards", "Mon", "18:00-21:00"),
    ("between 9 and 5 Mon", "Mon", "09:00-17:00"),
    ("mornings before 11", WEEK, "09:00-11:00"),
    ("afternoons until 4", WEEK, "12:00-16:00"),
    ("evenings until 8", WEEK, "17:00-20:00"),
    ("Mornings 6-8", WEEK, "06:00-08:00"),
    ("Tuesday 2-4 in the afternoon", "Tue", "14:00-16:00"),
    ("Fridays only", "Fri", "09:00-17:00"),
    ("weekends 10-12", "Sat Sun", "10:00-12:00"),
    ("every day 9-12", "Mon Tue Wed Thu Fri Sat Sun", "09:00-12:00"),
    ("Sat-Mon 10-12", "Mon Sat Sun", "10:00-12:00"),
    ("M/W/F 9-12", "Mon Wed Fri", "09:00-12:00"),
    ("MTWThF 9-10", WEEK, "09:00-10:00"),
    ("M-Th 9a-5p", "Mon Tue Wed Thu", "09:00-17:00"),
    ("TTh 2-3", "Tue Thu", "14:00-15:00"),
    ("T/Th 9-11", "Tue Thu", "09:00-11:00"),
    ("Mo-Do", "Mon Tue Wed Thu", "09:00-17:00"),
    ("Mo, Mi, Fr ab 16 Uhr", "Mon Wed Fri", "16:00-21:00"),
    ("zwischen 9 und 12 Uhr", WEEK, "09:00-12:00"),
    ("Dienstagnachmittag", "Tue", "12:00-17:00"),
    ("am Montag", "Mon", "09:00-17:00"),
    ("lun 9h-12h", "Mon", "09:00-12:00"),
    ("lundi et mardi de 14h \u00e0 16h30", "Mon Tue", "14:00-16:30"),
    ("du lundi au vendredi de 9h \u00e0 12h", WEEK, "09:00-12:00"),
    ("mercredi apr\u00e8s-midi", "Wed", "12:00-17:00"),
    ("lu, ma, je 9h-11h", "Mon Tue Thu", "09:00-11:00"),
    ("de lunes a jueves de 16:00 a 18:00", "Mon Tue Wed Thu", "16:00-18:00"),
    ("martes por la tarde", "Tue", "12:00-17:00"),
    ("lun-ven dalle 9 alle 12", WEEK, "09:00-12:00"),
    ("segunda a sexta 9h \u00e0s 12h", WEEK, "09:00-12:00"),
    ("ma 9u-12u", "Mon", "09:00-12:00"),
    ("maandag t/m donderdag 9-12u", "Mon Tue Wed Thu", "09:00-12:00"),
    ("woensdagavond", "Wed", "17:00-21:00"),
    ("m\u00e5ndag\u2013torsdag kl 9\u201312", "Mon Tue Wed Thu", "09:00-12:00"),
    ("I can do Mondays 9-12", "Mon", "09:00-12:00"),
    ("Mondays work for me, 9-12", "Mon", "09:00-12:00"),
]
SEVERAL = [
    ("Mo 7-9, Do 14-16", "Mon 07:00-09:00; Thu 14:00-16:00"),
    ("Fri 8pm-1am", "Fri 20:00-24:00; Sat 00:00-01:00"),
    ("Mon 3-4 pm, Tue 4-5 pm", "Mon 15:00-16:00; Tue 16:00-17:00"),
    ("9-12 Mon, 1-3 Tue", "Mon 09:00-12:00; Tue 13:00-15:00"),
    ("Mon: 9-11, 14-16; Wed: 10-12", "Mon 09:00-11:00; Mon 14:00-16:00; Wed 10:00-12:00"),
    ("Monday\n9-12\nTuesday\n1-3", "Mon 09:00-12:00; Tue 13:00-15:00"),
    ("- Mon 9-12\n- Tue 1-3", "Mon 09:00-12:00; Tue 13:00-15:00"),
    ("Mon. 9-12. Tue. 1-3.", "Mon 09:00-12:00; Tue 13:00-15:00"),
    ("Lundi 9h-12h et 14h-17h", "Mon 09:00-12:00; Mon 14:00-17:00"),
    ("Saturday mornings and Sunday 2-4", "Sat 09:00-12:00; Sun 14:00-16:00"),
]
ASKED = (
    """
not Mondays|any day except Tuesday|Weekdays, no Fridays|Mondays (not mornings)|Fridays but not before 10|Flexible
depends on the week|after work|after school|after lunch|early mornings|Mon late afternoon|every other Monday
1st and 3rd Tuesday|4th Monday 9-12|biweekly Mon 9-12|2 hours on Monday|10 hrs/month|Mon 9-12 EST|Mon 9:00AM-5:00PM ET
Mon 9-12, Tue depends|Evenings and weekends|weekends or weekday evenings|Mon, 9-12 Tue, 1-3 Wed|Mornings, Tuesday|Mon 6-8
Mon 7-9|after 8|before 9am|Mon 9-12am|Mon 5pm-3pm|Mon 16-14|Mon 10|Mon at 3|14|Mon 1-2-3|Mon 9-|Mon 9am 5pm|maybe Mon
Mon 9am - Tue 5pm|Mon 9.12|Mon 9:75-10|Mon 25:00-26:00|3 March 10:00|2026-03-02 10-12|Mon 9-12?|Mon 9-12 room 204
ma 9-12|S 9-12|T 9-12|We are free Mondays|so Monday works|Th\u1ee9 hai 9-11|\u5468\u4e00 9:00-11:00|\u0669-\u0661\u0662 Mon|around 9 on Mon
~9-12 Mon|Mon 9-12 starting May|Tuesday morning 2-4|from Monday 9am to Friday 5pm|Mon 9-11 (zoom)|Full-time|Mon half 9
""".replace("\n", "|")
    .strip("|")
    .split("|")
)
FOREIGN = [
    "perhaps",
    "unless",
    "May",
    "7",
    "204",
    "12",
    "x2",
    "2nd",
    "%",
    "?",
    "\u5468",
    "2026",
    "9:75",
    "monthly",
    "1/2",
    "EST",
]


@pytest.mark.parametrize(("text", "days", "times"), MEANT, ids=[text for text, *_ in MEANT])
def test_meant(text, days, times):
    """What people write is read as they mean it, in their language and on their clock."""
    found = hours_to_text(hours_from_text(text))
    assert found == "; ".join(f"{day} {times}" for day in days.split())


@pytest.mark.parametrize(("text", "meant"), SEVERAL, ids=[text for text, _ in SEVERAL])
def test_several(text, meant):
    """Each time belongs to its days, whichever of them stands first."""
    assert hours_to_text(hours_from_text(text)) == meant


@pytest.mark.parametrize("text", ASKED)
def test_asked(text):
    """What cannot be read to its last word and number is asked about, with the text and how to mend it."""
    with pytest.raises(ValueRefusedError) as caught:
        hours_from_text(text)
    assert caught.value.what
    assert caught.value.mend


@given(
    st.sampled_from([text for text, *_ in MEANT if not text.startswith("am ")]), st.sampled_from(FOREIGN), st.booleans()
)
def test_something_left_over(text, foreign, before):
    """One word or number that means nothing for the times, before or behind them, and nothing is read."""
    with pytest.raises(ValueRefusedError):
        hours_from_text(f"{foreign} {text}" if before else f"{text} {foreign}")


def clock(minute, style):
    """A time of the day in one of the ways people write it."""
    hour, rest = divmod(minute, 60)
    half = "am" if hour < 12 else "pm"
    return {
        "colon": f"{hour:02}:{rest:02}", "dot": f"{hour:02}.{rest:02}", "h": f"{hour}h{rest:02}", "military": f"{hour:02}{rest:02}",
        "half": f"{(hour - 1) % 12 + 1}:{rest:02}{half}", "spaced": f"{(hour - 1) % 12 + 1}:{rest:02} {half.upper()}",
    }[style]  # fmt: skip


pieces = st.lists(
    st.tuples(
        st.sets(st.integers(0, 6), min_size=1, max_size=3),
        st.integers(24, 80).flatmap(lambda a: st.tuples(st.just(15 * a), st.integers(a + 1, 92).map(lambda b: 15 * b))),
    ),
    min_size=1,
    max_size=4,
)
styles = st.sampled_from(["colon", "dot", "h", "military", "half", "spaced"])


@given(
    pieces,
    styles,
    st.sampled_from(["-", " - ", "\u2013", " to ", " until "]),
    st.sampled_from(["; ", "\n", ", ", " / "]),
    st.booleans(),
)
def test_exact_times(free, style, to, parted, days_first):
    """Days and exact times in any order, with any sign between them, give exactly these hours.

    Times inside others of one day are left out here: they may be breaks, and are asked about.
    """
    times = [(day, one) for days, one in free for day in days]
    assume(not any(a == b and c != d and c[0] >= d[0] and c[1] <= d[1] for a, c in times for b, d in times))
    texts, want = [], {}
    for days, (start, end) in free:
        names = " and ".join(DAYS[day] for day in sorted(days))
        times = f"{clock(start, style)}{to}{clock(end, style)}"
        texts.append(f"{names} {times}" if days_first else f"{times} {names}")
        for day in days:
            want.setdefault(day, set()).update(range(start, end))
    got = {}
    for h in hours_from_text(parted.join(texts)):
        got.setdefault(h.day, set()).update(range(h.start, h.end))
    assert got == want


def test_a_problem_with_its_row():
    """A cell that was not read is a problem in its row, its words stay as a note, and nobody is free all day for it."""
    found = roster(
        "Name,Role,Availability\nAna B,mentor,Mon 9-12\nCy D,mentor,Mon 9-12 every other week\nEd F,mentor,Flexible\n"
    )
    assert [hours_to_text(one.availability) for one in found.people] == ["Mon 09:00-12:00", "", ""]
    said = [(one.row, one.column) for one in found.problems if one.level == "warning"]
    assert said == [(3, "Availability"), (4, "Availability")]
    assert [note.text for one in found.people for note in one.notes] == ["Mon 9-12 every other week", "Flexible"]


def test_only_unread_cells():
    """Also where no cell of the column can be read, each is a problem and the column stays what its header says."""
    found = roster("Name,Role,Availability\nAna B,mentor,It varies\nCy D,mentor,not Mondays\n")
    assert dict(found.columns)["Availability"] == "availability"
    assert [one.row for one in found.problems if one.level == "warning"] == [2, 3]


def test_windows_are_said():
    """Which hours stand for evenings and lunchtimes is said in words, once; exact times say nothing."""
    found = roster(
        "Name,Role,Availability\nAna B,mentor,Tue evenings\nCy D,mentor,Mon lunchtime\nEd F,mentor,Mon 9-12\n"
    )
    (said,) = found.problems
    assert said.level == "notice"
    assert "evening is 17:00-21:00" in said.what
    assert "lunchtime is 12:00-13:00" in said.what
    assert roster("Name,Role,Availability\nEd F,mentor,Mon 9-12\n").problems == ()


def test_another_clock():
    """A clock that only the header names is said; one in a cell is asked about."""
    found = roster("Name,Role,Availability (Eastern time)\nAna B,mentor,Mon 9-12\n")
    assert hours_to_text(found.people[0].availability) == "Mon 09:00-12:00"
    assert any("Eastern time" in problem.what for problem in found.problems)


@pytest.mark.parametrize("cell", ["9-11, 14-16 x3", "mornings, not Fridays", "9-11; ask me"])
def test_grid_cells_are_read_whole(cell):
    """A cell of a weekly grid of which a part was not understood is asked about; the other days stand."""
    found = roster(f'Name,Role,Availability [Monday],Availability [Tuesday]\nAna B,mentor,"{cell}",9-11\n')
    assert hours_to_text(found.people[0].availability) == "Tue 09:00-11:00"
    assert [(one.row, one.column) for one in found.problems if one.level == "warning"] == [(2, "Availability [Monday]")]


def test_grid_cells_in_words():
    """Cells of a weekly grid: several times, parts of the day with their hours, ticks in other languages."""
    ana = person(
        "Name,Role,Availability [Monday],Availability [Tuesday],Availability [Wednesday],Availability [Thursday]\n"
        'Ana B,mentor,"9-11, 14-16",evenings (6-8),ja,nein\n'
    )
    assert hours_to_text(ana.availability) == ("Mon 09:00-11:00; Mon 14:00-16:00; Tue 18:00-20:00; Wed 09:00-17:00")
