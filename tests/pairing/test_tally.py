"""Sums that are right after any history, the same in Python and on the page."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from mentorwidgets.model import Person, Program
from mentorwidgets.pairing import standing_pairs, summary, tally, with_answers
from mentorwidgets.pairing.tally import APART, CODES, PAIRED

STATIC = Path(__file__).parents[2] / "mentorwidgets" / "static"
OAK = Program(slug="oak", name="Oak", purposes=("Career", "Skills"))
MENTORS, MENTEES = ("m1", "m2", "m3"), ("e1", "e2", "e3", "e4")

histories = st.fixed_dictionaries(
    {
        "gone": st.sets(st.sampled_from((*MENTORS, *MENTEES)), max_size=3),
        "pairs": st.lists(
            st.tuples(
                st.sampled_from(MENTEES), st.sampled_from(MENTORS), st.sampled_from(OAK.purposes),
                st.sampled_from(("proposed", "confirmed", "active", "paused", "ended")),
            ),
            max_size=8,
        ),
        "offers": st.dictionaries(st.sampled_from(MENTEES), st.sampled_from(("offered", "accepted", "later", "declined")), max_size=4),
        "asks": st.sets(st.sampled_from(MENTEES)),
        "wishes": st.dictionaries(st.sampled_from(MENTEES), st.lists(st.sampled_from(MENTORS), unique=True), max_size=3),
        "demand": st.sampled_from((1, 2)),
    }
)  # fmt: skip


def told(history):
    """People who are there, people who left, and the worksheet."""
    everyone = [Person(id=one, name=one.upper(), roles=("mentor",)) for one in MENTORS]
    everyone += [Person(id=one, name=one.upper(), roles=("mentee",), demand=history["demand"]) for one in MENTEES]
    fields = {f"pair/{a}/{b}/{purpose}": {"status": status} for a, b, purpose, status in history["pairs"]}
    fields |= {f"offer/{one}": word for one, word in history["offers"].items()}
    fields |= {f"assign/{one}": True for one in history["asks"]}
    fields |= {f"shortlist/{one}": wishes for one, wishes in history["wishes"].items() if wishes}
    here = [one for one in everyone if one.id not in history["gone"]]
    return here, [one for one in everyone if one.id in history["gone"]], fields


@given(histories)
@settings(max_examples=300, deadline=None)
def test_every_mentee_stands_in_one_place(history):
    """Whoever left, said no or ended a pair: the sum is all mentees, and nobody is paired who is not there."""
    people, _, fields = told(history)
    answered = with_answers(people, fields)
    counts = tally(OAK, answered, fields)
    mentees = [one for one in answered if one.is_mentee()]
    assert (sum(counts.values()), set(counts)) == (len(mentees), set(CODES))
    facts = summary(OAK, people, fields)
    assert (
        facts.paired + counts["waiting"] + facts.unpaired
        == facts.taking
        == len(mentees) - sum(counts[c] for c in APART)
    )
    assert facts.proposed + facts.confirmed + facts.active + facts.paused == len(standing_pairs(answered, fields))
    holders = {pair.mentee for pair in standing_pairs(answered, fields)}
    assert facts.paired + counts["waiting"] == len(holders)
    assert facts.declined == counts["declined"] == sum(one.participation == "declined" for one in mentees)


def test_the_page_counts_the_same(tmp_path):
    """The ledger of the page over two hundred histories, against Python."""
    cases = []
    for seed in range(200):
        history = _history(seed)
        people, gone, fields = told(history)
        counts = tally(OAK, with_answers(people, fields), fields)
        plain = [{"id": one.id, "name": one.name, "roles": list(one.roles), "demand": one.demand} for one in people]
        plain += [{"id": one.id, "name": one.name, "roles": [], "gone": True} for one in gone]
        cases.append({
            "people": plain, "fields": fields, "purposes": list(OAK.purposes),
            "counts": dict(counts), "paired": sum(counts[code] for code in PAIRED),
            "taking": sum(counts.values()) - sum(counts[code] for code in APART),
            "pairs": len(standing_pairs(with_answers(people, fields), fields)),
        })  # fmt: skip
    (tmp_path / "cases.json").write_text(json.dumps(cases))
    script = tmp_path / "count.mjs"
    script.write_text(f"""
import assert from "node:assert/strict";
import {{ readFileSync }} from "node:fs";
import * as book from "{(STATIC / "_pairing_ledger.js").as_uri()}";
for (const one of JSON.parse(readFileSync("{tmp_path / "cases.json"}", "utf8"))) {{
  const sheet = {{ get: (name) => one.fields[name], keys: (start) => Object.keys(one.fields).filter((name) => name.startsWith(start)) }};
  const ledger = book.openLedger(sheet, one.people, {{ purposes: one.purposes, terms: {{}}, today: "2026-11-30" }}, {{}});
  const counts = Object.fromEntries(Object.keys(one.counts).map((code) => [code, 0]));
  for (const person of ledger.mentees) counts[book.standing(ledger, person.id).code] += 1;
  const {{ paired, taking }} = book.progress(ledger);
  assert.deepEqual({{ counts, paired, taking, pairs: book.standingPairs(ledger).length }}, {{ counts: one.counts, paired: one.paired, taking: one.taking, pairs: one.pairs }});
}}
""")
    done = subprocess.run(["node", str(script)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]


def _history(seed):
    import random

    r = random.Random(seed)
    return {
        "gone": set(r.sample((*MENTORS, *MENTEES), r.randint(0, 3))),
        "pairs": [
            (r.choice(MENTEES), r.choice(MENTORS), r.choice(OAK.purposes), r.choice(("proposed", "confirmed", "active", "paused", "ended")))
            for _ in range(r.randint(0, 8))
        ],
        "offers": {one: r.choice(("offered", "accepted", "later", "declined")) for one in r.sample(MENTEES, r.randint(0, 4))},
        "asks": set(r.sample(MENTEES, r.randint(0, 4))),
        "wishes": {one: r.sample(MENTORS, r.randint(0, 2)) for one in r.sample(MENTEES, r.randint(0, 3))},
        "demand": r.choice((1, 2)),
    }  # fmt: skip
