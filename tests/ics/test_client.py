"""Our files in a calendar program that nobody here wrote: khal of Debian."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess

import pytest

from mentorwidgets.cadence import plan_meetings
from mentorwidgets.ics import to_ics
from mentorwidgets.model import Cadence, Record

KHAL = shutil.which("khal")
pytestmark = pytest.mark.skipif(KHAL is None, reason="khal is not installed; tests/system brings it")
CONFIG = """
[calendars]
[[pairs]]
path = {folder}/pairs
[sqlite]
path = {folder}/khal.db
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = {zone}
default_timezone = {zone}
"""


@pytest.fixture
def khal(tmp_path):
    """A factory: import files into a calendar of a zone, one after the other, and list what it shows."""

    def show(zone, *files):
        folder = tmp_path / zone.replace("/", "-")
        (folder / "pairs").mkdir(parents=True)
        config = folder / "config"
        config.write_text(CONFIG.format(folder=folder, zone=zone))

        def run(*words):
            done = subprocess.run([KHAL, "-c", config, *words], capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stderr
            return done.stdout

        for number, data in enumerate(files):
            (folder / f"{number}.ics").write_bytes(data)
            run("import", "--batch", str(folder / f"{number}.ics"))
        listed = run(
            "list", "--format", "{start-date} {start-time} {title}", "--day-format", "", "2026-01-01", "2027-01-01"
        )
        return [line.strip() for line in listed.splitlines() if line.strip()]

    return show


PLAN = Cadence(start="2026-03-03", time="15:00", timezone="Europe/London", count=5)


@pytest.mark.parametrize(
    ("zone", "times"),
    [
        ("Europe/London", ["03-03 15:00", "03-10 15:00", "03-17 15:00", "03-24 15:00", "03-31 15:00"]),
        ("America/New_York", ["03-03 10:00", "03-10 11:00", "03-17 11:00", "03-24 11:00", "03-31 10:00"]),
        ("Australia/Sydney", ["03-04 02:00", "03-11 02:00", "03-18 02:00", "03-25 02:00", "04-01 01:00"]),
    ],
)
def test_a_client_shows_the_right_local_times(khal, zone, times):
    """The host's 15:00, on three clocks, before and after they change."""
    shown = khal(zone, to_ics(plan_meetings(PLAN, title="Ana and Ben")))
    assert shown == [f"2026-{time} Ana and Ben" for time in times[:-1]] + [f"2026-{times[-1]} Ana and Ben: goodbye"]


def test_a_second_import_updates_and_doubles_nothing(khal):
    """A moved meeting moves in the calendar that has it already."""
    old = plan_meetings(PLAN, title="Ana and Ben", series="oak/b/a/M")
    moved = {"m002": Record(starts="2026-03-12T09:30")}
    new = plan_meetings(PLAN, title="Ana and Ben", series="oak/b/a/M", records=moved, revisions={"": 1, "m002": 1})
    shown = khal("Europe/London", *(to_ics(plan, now=dt.datetime(2026, 1, 1, tzinfo=dt.UTC)) for plan in (old, new)))
    assert [line[5:16] for line in shown] == ["03-03 15:00", "03-12 09:30", "03-17 15:00", "03-24 15:00", "03-31 15:00"]


def test_hostile_titles_stay_titles(khal):
    """A title that tries to begin an event of its own is shown as what it is."""
    shown = khal("Europe/London", to_ics(plan_meetings(PLAN, title="Tea\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:x")))
    assert len(shown) == 5
    assert shown[0] == "2026-03-03 15:00 Tea END:VEVENT BEGIN:VEVENT SUMMARY:x"
