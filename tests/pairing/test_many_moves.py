"""Whatever people save, in whatever order, the worksheet keeps its promises."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from mentorwidgets.model import OFFICE, Namer, Operation, Person, Program, Roll, field_key, pairs_of
from mentorwidgets.pairing import bars, capacity_of, check_change, demand_of, summary

OAK = Program(slug="oak", name="Oak", capacity=1, purposes=("Career", "Teaching"))
PEOPLE = (
    Person(id="m/1", name="Ana", roles=("mentor",), capacity=2, avoid=("e1",)),
    Person(id="m2", name="Bea", roles=("mentor",)),
    Person(id="b", name="Cem", roles=("mentor", "mentee"), demand=2),
    Person(id="e1", name="Dee", roles=("mentee",), demand=2),
    Person(id="e2", name="Eli", roles=("mentee",), supervisor="m2"),
)
IDS = tuple(person.id for person in PEOPLE)
STEPS = {
    *(("proposed", one) for one in ("confirmed", "ended")),
    *(("confirmed", one) for one in ("proposed", "active", "ended")),
    *(("active", one) for one in ("confirmed", "paused", "ended")),
    *(("paused", one) for one in ("active", "ended")),
    *(("ended", one) for one in ("proposed", "confirmed", "active", "paused")),
}
STATUSES = ("proposed", "confirmed", "active", "paused", "ended", None)

moves = st.lists(
    st.tuples(st.sampled_from(IDS), st.sampled_from(IDS), st.sampled_from(OAK.purposes), st.sampled_from(STATUSES),
              st.booleans()),
    max_size=40,
)  # fmt: skip


class View:
    """The worksheet as the store shows it to the rule."""

    program = OAK
    viewer = OFFICE

    def __init__(self):
        self.kept = {}

    def fields(self, prefix, where=None):
        return {k: v for k, v in self.kept.items() if k.startswith(prefix) and (where is None or where(k))}

    def person(self, person_id):
        return next((person for person in PEOPLE if person.id == person_id), None)

    def people(self, *, gone=False):
        return () if gone else PEOPLE

    def roll(self):
        named = [Namer(id=one.id, supervisor=one.supervisor, avoid=one.avoid) for one in PEOPLE]
        return Roll(ids=frozenset(one.id for one in PEOPLE), all_namers=tuple(named))

    def save(self, mentee, mentor, purpose, status, yes):
        key = field_key("pair", mentee, mentor, purpose)
        value = status and {"status": status, "mentee_yes": yes, "mentor_yes": yes}
        before = self.kept.get(key)
        refusal = check_change(self, Operation(op="op-123456", worksheet="oak/pairing", key=key, value=value, base=0))
        if refusal is None:
            self.kept[key] = value
            if value is None:
                del self.kept[key]
        return before, value, refusal


@given(moves)
@settings(max_examples=150, deadline=None)
def test_promises_hold_after_any_moves(steps):
    """Places, demand, one mentor for a purpose, hard rules and the order of statuses; refusals are sentences."""
    view, closed = View(), bars(OAK, PEOPLE)
    for step in steps:
        before, value, refusal = view.save(*step)
        assert refusal is None or refusal.endswith((".", "!"))
        if refusal is None and before and value and before["status"] != value["status"]:
            assert (before["status"], value["status"]) in STEPS
        live = [pair for pair in pairs_of(view.kept) if pair.is_live()]
        for person in PEOPLE:
            own = [pair for pair in live if pair.mentee == person.id]
            assert sum(pair.mentor == person.id for pair in live) <= capacity_of(OAK, person)
            assert len(own) <= demand_of(OAK, person)
            assert len({pair.purpose for pair in own}) == len(own)
        assert all(closed.between(pair.mentee, pair.mentor) is None for pair in live)


@given(moves)
@settings(max_examples=60, deadline=None)
def test_a_summary_counts_what_is_there(steps):
    """Statuses and free places agree with the worksheet after any moves."""
    view = View()
    for step in steps:
        view.save(*step)
    told = summary(OAK, PEOPLE, view.kept)
    pairs = list(pairs_of(view.kept))
    assert told.proposed + told.confirmed + told.active + told.paused + told.ended == len(pairs)
    assert told.free_places == 4 - sum(pair.is_live() for pair in pairs)
    assert told.done.endswith((".", "!"))
    assert told.next.endswith((".", "!"))
