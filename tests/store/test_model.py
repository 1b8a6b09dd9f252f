"""Two people edit at will; the store agrees at every step with a plain dictionary that nobody can doubt."""

from __future__ import annotations

import itertools

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from mentorwidgets.model import Operation, Program

NUMBERS = itertools.count(1)
EDITORS = st.sampled_from(["Ana", "Ben"])
KEYS = st.sampled_from(["note/a", "note/b", "pair/ana/ben"])
VALUES = st.sampled_from([None, "x", "y", 1, {"a": 1}, [], False])
PACE = settings(max_examples=25, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck))


class TwoEditors(RuleBasedStateMachine):
    """Ana and Ben each know the versions that they last saw; the model is a dictionary key -> (value, version)."""

    def __init__(self, store):
        super().__init__()
        self.store, self.slug = store, f"p{next(NUMBERS)}"
        self.sheet = f"{self.slug}/pairing"
        store.save_program(Program(slug=self.slug, name="Oak"))
        self.now: dict[str, tuple[object, int]] = {}
        self.seen: dict[str, dict[str, int]] = {"Ana": {}, "Ben": {}}
        self.states: dict[int, dict[str, object]] = {store.seq(): {}}
        self.given: list[tuple[Operation, str, object]] = []

    def wish(self, editor, key, value):
        return Operation(
            op=f"{self.slug}-{next(NUMBERS):010}",
            worksheet=self.sheet,
            key=key,
            value=value,
            base=self.seen[editor].get(key, 0),
        )

    def expected(self, wish):
        """What the model answers, and what it becomes."""
        held, version = self.now.get(wish.key, (None, 0))
        if type(held) is type(wish.value) and held == wish.value:
            return "saved", version
        if wish.base != version:
            return "conflict", version
        self.now[wish.key] = (wish.value, version + 1)
        return "saved", version + 1

    def shown(self):
        """The present fields of the model."""
        return {key: value for key, (value, _) in self.now.items() if value is not None}

    def note(self, seq):
        """Remember the state at a place of the history."""
        self.states[seq] = self.shown()

    @rule(editor=EDITORS, edits=st.lists(st.tuples(KEYS, VALUES), min_size=1, max_size=4))
    def save(self, editor, edits):
        """One page sends a few changes in one batch; each is judged against the model."""
        wishes = [self.wish(editor, key, value) for key, value in edits]
        answers = self.store.apply_many([(wish, editor) for wish in wishes])
        for wish, answer in zip(wishes, answers, strict=True):
            before = self.now.get(wish.key, (None, 0))
            assert (answer.outcome, answer.version) == self.expected(wish)
            assert answer.outcome == "saved" or answer.value == before[0]
            assert self.now.get(wish.key, (None, 0))[1] - before[1] in (0, 1)
            self.note(answer.seq)
            self.given.append((wish, editor, answer))
            if answer.outcome == "saved":
                self.seen[editor][wish.key] = answer.version

    @rule(editor=EDITORS)
    def look(self, editor):
        """A page loads everything anew."""
        fields = self.store.fields(self.sheet)
        self.seen[editor] = {key: field.version for key, field in fields.items()} | self.store.removed(self.sheet)
        assert self.seen[editor] == {key: version for key, (_, version) in self.now.items() if version}

    @precondition(lambda self: self.given)
    @rule(data=st.data())
    def send_again(self, data):
        """Any earlier operation, sent again, gets its first answer and does nothing."""
        wish, editor, answer = data.draw(st.sampled_from(self.given))
        seq = self.store.seq()
        assert self.store.apply(wish, editor) == answer
        assert self.store.seq() == seq

    @rule(data=st.data())
    def restore(self, data):
        """Any earlier state comes back whole, as new versions."""
        place = data.draw(st.sampled_from(sorted(self.states)))
        then, now = self.states[place], self.shown()
        changed = [key for key in {*then, *now} if repr(then.get(key)) != repr(now.get(key))]
        assert self.store.restore(self.sheet, place, "Cem") == len(changed)
        for key in changed:
            self.now[key] = (then.get(key), self.now[key][1] + 1)
        self.note(self.store.seq())

    @invariant()
    def fields_are_the_model(self):
        """No save was lost, none overwritten in silence."""
        fields = self.store.fields(self.sheet)
        assert {key: (field.value, field.version) for key, field in fields.items()} == {
            key: held for key, held in self.now.items() if held[0] is not None
        }

    def teardown(self):
        """Every earlier state can be read, and replaying the history gives the same."""
        replay: dict[str, object] = {}
        lines = {line.seq: line for line in self.store.history(self.sheet)}
        for place in range(min(self.states), max(self.states) + 1):
            if place in lines and lines[place].outcome == "saved":
                replay[lines[place].key] = lines[place].value
            present = {key: value for key, value in replay.items() if value is not None}
            assert self.store.as_of(self.sheet, place) == present
            assert self.states.get(place, present) == present


def test_two_editors_against_a_dictionary(store):
    """Whatever two people do, in whatever order, the store does what the model does."""
    run_state_machine_as_test(lambda: TwoEditors(store), settings=PACE)
    assert store.seq() > 0
