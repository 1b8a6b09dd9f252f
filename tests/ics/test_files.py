"""Calendar files of any shape: encodings, folds, cuts, rubbish. One bad thing costs one thing."""

from __future__ import annotations

import pytest
from ics_files import EIGHT, PLAIN, calendar, event, read

from mentorwidgets.errors import CalendarError

WHOLE = calendar(event(*PLAIN))


@pytest.mark.parametrize(
    "data",
    [
        WHOLE.replace("\r\n", "\r"), WHOLE.replace("\r\n", "\n"), WHOLE.replace("\r\n", "\r\r\n"), WHOLE.encode("utf-16"), WHOLE.encode("utf-16-le"),
        WHOLE.encode("utf-16-be"), WHOLE.encode("utf-32"), WHOLE.encode("utf-8-sig"), WHOLE.replace("PRODID:x", "PRODID:Müller").encode("cp1252"),
        "\r\n\r\n" + WHOLE, "X-Mail: hello\r\n\r\n" + WHOLE, WHOLE.replace("\r\n", "\r\n\r\n"), WHOLE.replace("BEGIN", "  BEGIN").replace("\nEND:", "\n  END:"),
        WHOLE.replace("20260602T080000Z", "20260602T0800\r\n 00Z"), WHOLE.replace("20260602T080000Z", "20260602T0800\n\t00Z"), WHOLE.lower(),
        WHOLE.replace("END:VEVENT", "this line is nothing\r\n:::\r\n;;=\r\nDTSTART\r\nEND:VEVENT"), WHOLE.replace("UID:1\r\n", ""),
        WHOLE.replace("END:VEVENT\r\n", ""), WHOLE.replace("UID:1", "UID:1\r\nBEGIN:VALARM\r\nTRIGGER:-PT5M\r\nDURATION:PT9H\r\nEND:VALARM"),
        WHOLE.replace("UID:1", "UID:1\r\nDESCRIPTION:" + "x" * 200_000), WHOLE.replace("UID:1", "UID:1\0\0"),
        WHOLE.replace("VERSION:2.0\r\n", "").replace("PRODID:x\r\n", ""), WHOLE + "\0" * 400, WHOLE + "\x1a",
        WHOLE.replace("END:VCALENDAR", "BEGIN:VTODO\r\nDTSTART:20260605T080000Z\r\nDURATION:PT1H\r\nEND:VTODO\r\nEND:VCALENDAR"),
    ],
)  # fmt: skip
def test_files_of_any_shape(data):
    """Ends of lines, encodings, folds, blanks, rubbish, alarms and tasks: the one event is read, and nothing is said."""
    assert read(data) == (EIGHT, ())


def test_a_cut_download_keeps_what_came():
    """At each of its letters: what was whole is taken, what breaks off is said, and nothing fails."""
    data = calendar(event(*PLAIN), event("DTSTART:20260603T080000Z", "DTEND:20260603T090000Z", uid="2"))
    first = data.index("END:VEVENT")
    for at in range(first, len(data) - len("\r\n")):
        found, problems = read(data[:at])
        assert found[0] == EIGHT[0]
        assert problems == () if data[:at].endswith("END:VCALENDAR") else "breaks off" in problems[0]


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (("DTSTART:20260230T080000Z", "DURATION:PT1H"), "An event that could not be understood"), (("SUMMARY:x",), "An event that could not be"),
        (("DTSTART:20260602T080000Z", "DTEND:nonsense"), "An event on 2 June 2026 that could not be understood"),
        (("DTSTART:20260602T080000Z", "DURATION:long"), "An event on 2 June 2026 that could not be understood"),
        (("DTSTART:20260602T080000Z", "DTEND:99990602T080000Z"), "An event on 2 June 2026 that could not be understood"),
        (("DTSTART:20260602T990000Z", "DURATION:PT1H"), "An event that could not be understood"),
    ],
)  # fmt: skip
def test_one_bad_event_costs_one_event(lines, words):
    """The others are taken; it is said with its day where that much is known."""
    found, problems = read(calendar(event(*lines, uid="2"), event(*PLAIN)))
    assert found == EIGHT
    assert problems[0].startswith(words)
    assert len(problems) == 1


def test_history_costs_nothing():
    """Twenty thousand events of the past, and then the one that matters."""
    past = "".join(f"BEGIN:VEVENT\nUID:{n}\nDTSTART:20200101T{n % 24:02}0000Z\nEND:VEVENT\n" for n in range(20_000))
    assert read(calendar(past, event(*PLAIN))) == (EIGHT, ())


def test_a_packed_calendar_is_told_from_a_wrong_file():
    """Google gives a .zip."""
    with pytest.raises(CalendarError, match="Unpack it first"):
        read(b"PK\x03\x04rest")
