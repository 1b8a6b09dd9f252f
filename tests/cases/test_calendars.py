"""The recurrence rules of libical with their known answers, through the reader of taken times."""

from __future__ import annotations

import datetime as dt

from mentorwidgets.ics import read_busy

EVENT = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:{start}\r\nDURATION:PT1S\r\nRRULE:{rule}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
LENGTH = dt.timedelta(days=800)


def rules(cases):
    """The cases of icalrecur_test.txt: rule, start, instances."""
    text = (cases / "ical" / "libical" / "icalrecur_test.txt").read_text(encoding="utf-8")
    for block in text.split("\n\n"):
        lines = [line for line in block.splitlines() if line and not line.startswith("#")]
        case = dict(line.split(":", 1) for line in lines)
        if case and "*" not in case["INSTANCES"]:
            yield case["RRULE"], case["DTSTART"], case["INSTANCES"].split(",")


def moment(text):
    """A wall time of the cases, in universal time."""
    return dt.datetime.strptime(f"{text}T0000"[:13] if len(text) == 8 else text[:13], "%Y%m%dT%H%M").replace(
        tzinfo=dt.UTC
    )


def instances(rule, start, first, last):
    """What we read between two moments, on whole minutes, window by window; of whole days their beginnings."""
    found, problems = [], []
    step = dt.timedelta(days=1) if len(start) == 8 else dt.timedelta(minutes=1)
    while first <= last:
        reading = read_busy(
            EVENT.format(start=start, rule=rule).encode(),
            zone="Etc/UTC",
            first=first.date(),
            last=(first + LENGTH).date(),
        )
        found += [one.starts + n * step for one in reading.taken for n in range(int((one.ends - one.starts) / step))]
        problems += reading.problems
        first += LENGTH + dt.timedelta(days=1)
    return [one for one in found if one <= last], problems


# dateutil reads two things another way: days of the month in a rule for years count in each month, not only in that of the
# start, and the first week of a BYSETPOS begins at the start. Calendars of people write neither.
OTHERWISE = (
    "FREQ=YEARLY;BYMONTHDAY=29;COUNT=3",
    "FREQ=YEARLY;BYMONTHDAY=-29,-1;COUNT=4",
    "FREQ=WEEKLY;BYDAY=MO,TU,SU,SA,TH;BYSETPOS=3,2;COUNT=4",
    "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1,3;COUNT=3",
)


def test_rules_give_the_known_instances(cases):
    """Every rule of libical is read as libical reads it, or left out with a word where it asks for too much work."""
    wrong, left_out, right = [], [], 0
    for rule, start, expected in rules(cases):
        wanted = sorted({moment(one) for one in (start, *expected)})  # its first date counts in any case
        got, problems = instances(rule, start, moment(start), wanted[-1])
        if problems:
            left_out.append(rule)
        elif sorted(set(got)) == wanted:
            right += 1
        else:
            wrong.append(rule)
    print(right, len(left_out), left_out, wrong, sep="\n")
    assert [rule for rule in wrong if rule not in OTHERWISE] == []
    assert right >= 100
