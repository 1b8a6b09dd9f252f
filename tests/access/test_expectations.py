"""Who reads and writes expectations: a table of field and viewer, and the three states in any order of events."""

from __future__ import annotations

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from sheets import PAIR, Sheet

from mentorwidgets import access
from mentorwidgets.expectations import check_change
from mentorwidgets.model import OFFICE, Operation, Viewer, field_key

VIEWERS = {
    "mentee": Viewer(role="mentee", program="oak", person="ben", name="Ben"),
    "mentor": Viewer(role="mentor", program="oak", person="ana", name="Ana"),
    "another mentor": Viewer(role="mentor", program="oak", person="dan", name="Dan"),
    "coordinator": Viewer(role="coordinator", program="oak", name="Kim"),
    "trainer": Viewer(role="trainer", program="oak", name="Tom"),
    "office": OFFICE,
    "mentee elsewhere": Viewer(role="mentee", program="elm", person="ben", name="Ben"),
}
PEOPLE = {"mentee", "mentor", "another mentor"}
TWO = {"mentee", "mentor"}
RUN = {"coordinator", "office"}
EXPECTED = {  # field -> who reads it apart, who reads it when both are ready, who may write it
    ("form",): (PEOPLE | RUN | {"trainer"}, PEOPLE | RUN | {"trainer"}, RUN),
    ("answer", *PAIR, "mentee", "hopes"): ({"mentee"}, TWO, {"mentee"}),
    ("answer", *PAIR, "mentor", "hopes"): ({"mentor"}, TWO, {"mentor"}),
    ("told", *PAIR, "mentee", "review"): ({"mentee"} | RUN, TWO | RUN, {"mentee"}),
    ("ready", *PAIR, "mentor"): (TWO | RUN, TWO | RUN, {"mentor"}),
    ("agreed", *PAIR, "hopes"): (TWO, TWO, TWO),
    ("yes", *PAIR, "mentee"): (TWO | RUN, TWO | RUN, {"mentee"}),
    ("past", *PAIR, "1", "hopes"): (TWO, TWO, TWO),
}
BOTH = {field_key("ready", *PAIR, side): True for side in ("mentee", "mentor")}


@pytest.mark.parametrize("parts", EXPECTED)
def test_each_field_by_each_viewer(parts):
    """The whole table, against one written by hand."""
    key = field_key(*parts)

    def readers(fields):
        return {name for name, one in VIEWERS.items() if access.readable(one, "oak/expectations", fields)(key)}

    writers = {name for name, one in VIEWERS.items() if not access.is_closed(one, "oak/expectations", key)}
    assert (readers({}), readers(BOTH), writers) == EXPECTED[parts]


def test_one_ready_side_reveals_nothing():
    """Nor does a word that is not exactly yes."""
    key = field_key("answer", *PAIR, "mentor", "hopes")
    for fields in ({field_key("ready", *PAIR, "mentee"): True}, dict.fromkeys(BOTH, "yes"), dict.fromkeys(BOTH, 1)):
        assert not access.readable(VIEWERS["mentee"], "oak/expectations", fields)(key)


def test_pages_read_anew_when_somebody_is_ready():
    """What was closed may be open now."""
    assert access.reveals("oak/expectations", field_key("ready", *PAIR, "mentor"))
    assert not access.reveals("oak/expectations", field_key("agreed", *PAIR, "hopes"))


class Pair(RuleBasedStateMachine):
    """Any viewer writes anything in any order; what was taken in is remembered beside the worksheet."""

    def __init__(self) -> None:
        super().__init__()
        self.sheet = Sheet()
        self.mine: dict[tuple[str, str], str] = {}
        self.was_open = False

    def _write(self, who, *parts, value):
        key = field_key(*parts)
        self.sheet.viewer = VIEWERS[who]
        wish = Operation(op="test-0001", worksheet="oak/expectations", key=key, value=value, base=0)
        why = access.refuse_write(self.sheet, wish) or check_change(self.sheet, wish)
        if why is None:
            self.sheet.now = {**self.sheet.now, key: value}
        return why is None

    @rule(
        who=st.sampled_from(sorted(VIEWERS)),
        side=st.sampled_from(("mentee", "mentor")),
        question=st.sampled_from(("hopes", "offer")),
        text=st.text("ab", max_size=3),
    )
    def answer(self, who, side, question, text):
        """Say something, in one's own name or another's."""
        if self._write(who, "answer", *PAIR, side, question, value={"answer": text, "type": "paragraph"}):
            assert who == side
            self.mine[side, question] = text

    @rule(
        who=st.sampled_from(sorted(VIEWERS)),
        side=st.sampled_from(("mentee", "mentor")),
        value=st.sampled_from((True, None)),
    )
    def get_ready(self, who, side, value):
        """Say so, or take it back."""
        if self._write(who, "ready", *PAIR, side, value=value):
            assert who == side

    @rule(who=st.sampled_from(sorted(VIEWERS)), text=st.text("ab", min_size=1, max_size=3))
    def agree(self, who, text):
        """Write down what the two agreed."""
        if self._write(who, "agreed", *PAIR, "hopes", value={"answer": text, "type": "paragraph"}):
            assert who in TWO
            assert self._is_open()

    @rule(leave_out=st.sampled_from(((), ("offer",))))
    def change_the_form(self, leave_out):
        """A question goes and comes."""
        assert self._write("coordinator", "form", value={"leave_out": list(leave_out)})

    def _is_open(self):
        return all(self.sheet.now.get(key) is True for key in BOTH)

    @invariant()
    def nothing_is_lost(self):
        """Each side's last words stand, also when their question is no longer asked."""
        stand = {
            (key.split("/")[4], key.split("/")[5]): value["answer"]
            for key, value in self.sheet.now.items()
            if key.startswith("answer/")
        }
        assert stand == self.mine

    @invariant()
    def nothing_leaks(self):
        """Each sees the other's answers exactly when both are ready, and from then on."""
        assert self._is_open() or not self.was_open
        self.was_open = self._is_open()
        for who, side in (("mentee", "mentor"), ("mentor", "mentee")):
            test = access.readable(VIEWERS[who], "oak/expectations", self.sheet.now)
            assert test(field_key("answer", *PAIR, side, "hopes")) is self.was_open
        for who in VIEWERS.keys() - TWO:
            test = access.readable(VIEWERS[who], "oak/expectations", self.sheet.now)
            assert not any(test(key) for key in self.sheet.now if key.startswith(("answer/", "agreed/")))


Pair.TestCase.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
TestThreeStates = Pair.TestCase
TestThreeStates.__doc__ = "EX1: no order of events leaks or loses an answer."
