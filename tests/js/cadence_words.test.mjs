// Days and clocks of the cadence page, against what a wall calendar and Python's zoneinfo say.
import test from "node:test";
import assert from "node:assert/strict";
import { cellsFrom, clockOf, dateWords, daysOn, hoursFrom, momentOn, monthRows, onClock, slotFrom, slotName, spare, weekFrom, weekdayOf } from "../../mentorwidgets/static/_cadence_words.js";

test("a month stands in whole weeks that begin where the locale says", () => {
  const rows = monthRows(2026, 2, 0);
  assert.equal(rows.length, 5);
  assert.deepEqual(rows[0], ["", "", "", "", "", "", "2026-02-01"]);
  assert.equal(monthRows(2026, 2, 6)[0][0], "2026-02-01");
  assert.equal(monthRows(2024, 2).flat().filter(Boolean).length, 29);
  assert.deepEqual(weekFrom(6), [6, 0, 1, 2, 3, 4, 5]);
});

test("days go on over months and clock changes", () => {
  assert.equal(daysOn("2026-03-28", 2), "2026-03-30");
  assert.equal(weekdayOf("2026-03-31"), 1);
  assert.equal(dateWords("2026-03-31"), "Tue 31 March 2026");
});

test("a wall time becomes the moment that its zone's clock shows it", () => {
  assert.equal(momentOn("2026-03-24", "15:00", "Europe/London").toISOString(), "2026-03-24T15:00:00.000Z");
  assert.equal(momentOn("2026-03-31", "15:00", "Europe/London").toISOString(), "2026-03-31T14:00:00.000Z");
  assert.equal(momentOn("2026-03-29", "01:30", "Europe/London").toISOString(), "2026-03-29T01:30:00.000Z"); // the clock jumps over it
  assert.equal(momentOn("2026-10-25", "01:30", "Europe/London").toISOString(), "2026-10-25T00:30:00.000Z"); // shown twice: the first
  assert.equal(momentOn("2026-06-01", "09:00", "Asia/Kolkata").toISOString(), "2026-06-01T03:30:00.000Z");
  assert.equal(momentOn("2026-01-01", "00:30", "Pacific/Auckland").toISOString(), "2025-12-31T11:30:00.000Z");
});

test("every wall time of a year that is shown once comes back", () => {
  for (const zone of ["America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Europe/Dublin"])
    for (let day = 0; day < 365; day += 1) {
      const date = daysOn("2026-01-01", day);
      assert.deepEqual(onClock(momentOn(date, "15:00", zone), zone), { date, time: "15:00" });
    }
});

test("a posted time is its name", () => {
  const name = slotName(new Date("2026-03-31T14:00Z"), 60);
  assert.equal(name, "20260331T1400Z-60");
  assert.deepEqual(slotFrom(name), { moment: new Date("2026-03-31T14:00Z"), minutes: 60 });
  assert.equal(slotFrom("soon"), null);
});

test("painted cells and stretches of hours are the same", () => {
  const hours = [{ day: 0, start: 540, end: 720 }, { day: 2, start: 0, end: 60 }, { day: 6, start: 1380, end: 1440 }];
  assert.deepEqual(hoursFrom(cellsFrom(hours)), hours);
  assert.deepEqual([...cellsFrom([{ day: 1, start: 545, end: 610 }])], ["1-570"]); // whole half hours alone
  assert.deepEqual(hoursFrom(cellsFrom([{ day: 4, end: 30 }])), [{ day: 4, start: 0, end: 30 }]); // a start of 0 may be left out
});

test("a day ends at 24:00", () => assert.equal(clockOf(1440), "24:00"));

test("a value says only what is said", () => {
  assert.deepEqual(spare({ log: "met", starts: "", minutes: 0, cancelled: false, points: [] }), { log: "met" });
  assert.equal(spare({ log: "" }), null);
});

test("a year that is being typed has a clock, too", () => {
  for (const date of ["0002-06-01", "0020-06-01", "0202-06-01", "2026-06-01"]) {
    const { date: same, time } = onClock(momentOn(date, "15:00", "Europe/London"), "Europe/London");
    assert.deepEqual([same, time], [date, "15:00"]);
  }
});
