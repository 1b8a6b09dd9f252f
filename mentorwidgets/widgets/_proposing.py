"""What the "Propose" part of a pairing page asks the kernel: proposals, reasons, what-ifs and repairs, as plain JSON.

Only coordinators' pages ask. Numbers are worked out here and loaded when first asked for, so that a page opens lightly.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from mentorwidgets import pairing
from mentorwidgets.errors import MentorWidgetsError, ValueRefusedError
from mentorwidgets.model import Pair, Person, Program, pair_from_field, pairs_of
from mentorwidgets.pairing.draft import draft_options, refuse_draft
from mentorwidgets.roster.fields import FIELDS
from mentorwidgets.widgets._fields import check_field
from mentorwidgets.widgets._people import plain_bars

if TYPE_CHECKING:
    from mentorwidgets.pairing import Balance, Explanation, Option, Outcome, Proposal, ProposedPair, Question, Repair
    from mentorwidgets.pairing.solver import Objective

Fields = Mapping[str, Any]
_CELLS = 5  # of a column that is asked about
_LOST = "This page and Python no longer agree. Load this page again."


class ProposalDesk:
    """Answers one page's questions about proposals.

    Args:
        program: the program whose rules and words count.
        people: everyone who is on the roster now, and those who left it.
        value: gives the fields of the worksheet when a question brings none of its own.
    """

    def __init__(
        self, program: Program, people: tuple[Sequence[Person], Sequence[Person]], value: Callable[[], Fields]
    ) -> None:
        self._program = program
        self._people, self._gone = map(tuple, people)
        self._value = value
        self._last: tuple[str, tuple[Outcome, ...]] | None = None

    def propose(self, **options: Any) -> Proposal:
        """Propose pairs from the worksheet as it stands; `options` count before the draft.

        Raises:
            ProposalError: as `propose_pairs`.
        """
        fields = self._value()
        given: Any = {**self._options(fields), **options}
        return pairing.propose_pairs(self._present(fields), **given)

    def answer(self, content: Mapping[str, Any]) -> dict[str, Any]:
        """Answer one question; a foreseen error is told in words, beside the question's own id."""
        known = {"kind": "pairing", "ask": content.get("ask"), "id": content.get("id")}
        asks = {
            "settings": self._ask_settings,
            "run": self._ask_run,
            "explain": self._ask_explain,
            "what-if": self._ask_what_if,
            "repair": self._ask_repair,
            "groups": self._ask_groups,
            "bars": self._ask_bars,
        }
        ask = asks.get(str(content.get("ask")), _ask_unknown)
        try:
            return {**known, **ask(content, self._fields(content))}
        except MentorWidgetsError as error:
            return {**known, "error": str(error)}

    def _fields(self, content: Mapping[str, Any]) -> Fields:
        """What the page shows may be newer than what the kernel heard; it is checked like any other value."""
        fields = content.get("fields")
        if fields is None:
            return self._value()
        if not isinstance(fields, Mapping):
            raise ValueRefusedError(_LOST)
        for key, item in fields.items():
            check_field(str(key), item)
        return fields

    def _present(self, fields: Fields) -> list[Person]:
        """People with their answers; whoever looks again after a pair ended goes first (PP21)."""
        again = {pair.mentee for pair in pairs_of(fields) if pair.status == "ended"}
        people = pairing.with_answers(pairing.settled(self._people, fields, self._gone), fields)
        return [dataclasses.replace(p, waiting=True) if p.id in again else p for p in people]

    def _options(self, fields: Fields) -> dict[str, Any]:
        return {
            **draft_options(fields, self._people),
            "program": self._program,
            "pairs": tuple(pairs_of(fields)),
        }

    def _outcomes(self, fields: Fields) -> tuple[Outcome, ...]:
        """The three objectives; kept, so that choosing another one or asking for reasons computes nothing anew."""
        own = {key: value for key, value in fields.items() if key != "draft/objective" and not key.startswith("note/")}
        mark = json.dumps(own, sort_keys=True)
        if self._last is None or self._last[0] != mark:
            options: Any = self._options(fields)
            self._last = (mark, pairing.compare_objectives(self._present(fields), **options))
        return self._last[1]

    def _chosen(self, fields: Fields) -> Proposal:
        name = fields.get("draft/objective") or "fairest"
        return next(one.proposal for one in self._outcomes(fields) if one.objective == name)

    def _ask_settings(self, _content: Mapping[str, Any], _fields: Fields) -> dict[str, Any]:
        words = pairing.weight_words()
        return {
            "weights": [{"name": name, **facts} for name, facts in words.items()],
            "objectives": [{"name": name, "sentence": words} for name, words in pairing.SENTENCES.items()],
        }

    def _ask_run(self, _content: Mapping[str, Any], fields: Fields) -> dict[str, Any]:
        proposal = self._chosen(fields)
        return {
            "objective": proposal.objective,
            "sentence": proposal.sentence,
            "proved": proposal.proved,
            "ways": [_way(one) for one in self._outcomes(fields)],
            "pairs": [_pair(proposal, pair) for pair in proposal.pairs],
            "unpaired": [dataclasses.asdict(one) for one in proposal.unpaired],
            "balance": _balance(pairing.balance(proposal)),
            "helpful": [FIELDS[name].label for name in pairing.helpful(proposal)],
        }

    def _ask_explain(self, content: Mapping[str, Any], fields: Fields) -> dict[str, Any]:
        mentee, mentor = _text(content, "mentee"), _text(content, "mentor")
        return _explanation(pairing.explain(self._chosen(fields), mentee, mentor))

    def _ask_what_if(self, content: Mapping[str, Any], fields: Fields) -> dict[str, Any]:
        weights = content.get("weights")
        why = refuse_draft("weights", weights)
        if why or not weights:
            raise ValueRefusedError(why or _LOST)
        before = self._chosen(fields)
        change = pairing.what_if(before, weights=weights, objective=cast("Objective", before.objective))
        return {
            "words": change.words,
            "moves": [dataclasses.asdict(move) for move in change.moves],
            "paired": change.paired,
        }

    def _ask_repair(self, content: Mapping[str, Any], fields: Fields) -> dict[str, Any]:
        pair = pair_from_field(_text(content, "key"), fields.get(_text(content, "key")))
        leaver = pair.mentor if pair.status == "ended" else self._leaver(pair)
        lost = [dataclasses.replace(p, status="active") if p.key() == pair.key() else p for p in pairs_of(fields)]
        options: Any = {name: value for name, value in self._options(fields).items() if name in _REPAIRED_WITH}
        found = pairing.repair(self._present(fields), lost, leaver, **options)
        own = {(pair.mentee, "", pair.purpose), ("", pair.mentor, pair.purpose)}
        return {"repairs": [_repair(one) for one in found if (one.mentee, one.mentor, one.purpose) in own]}

    def _ask_groups(self, _content: Mapping[str, Any], fields: Fields) -> dict[str, Any]:
        taken = {pair.mentee for pair in pairs_of(fields) if pair.is_live()}
        people = [person for person in self._present(fields) if person.id not in taken]
        groups = pairing.suggest_groups(people, program=self._program)
        return {"groups": [dataclasses.asdict(group) for group in groups]}

    def _ask_bars(self, _content: Mapping[str, Any], fields: Fields) -> dict[str, Any]:
        """The hard rules after somebody said who is meant by a name."""
        people = pairing.settled(self._people, fields, self._gone)
        return {"bars": plain_bars(pairing.bars(self._program, people))}

    def _leaver(self, pair: Pair) -> str:
        present = {person.id for person in self._people}
        gone = [name for name in (pair.mentor, pair.mentee) if name not in present]
        if not gone:
            raise ValueRefusedError("Both are still here. End this pair first, if they would like to.")
        return gone[0]


def questions(people: Sequence[Person], gone: Sequence[Person]) -> list[dict[str, Any]]:
    """Every name of a roster that means nobody for certain, with the field that holds its answer, as plain JSON.

    A column of which it is asked what it is comes with its cells; ``of`` is its key at the names that stand in them.
    """
    asked = pairing.open_questions(people, gone=gone)
    behind = (
        (one.key(), name) for one in asked if one.field == pairing.COLUMN for name in pairing.behind(one, people, gone)
    )
    return [_asked(one, "") for one in asked] + [_asked(name, key) for key, name in behind]


def _asked(one: Question, of: str) -> dict[str, Any]:
    return {
        "key": one.key(), "person": one.person, "field": one.field, "words": one.words, "likely": list(one.likely),
        "several": one.several, "hard": one.is_hard(), "cells": [list(cell) for cell in one.cells[:_CELLS]],
        "more": max(0, len(one.cells) - _CELLS), "of": of,
    }  # fmt: skip


def _ask_unknown(_content: Mapping[str, Any], _fields: Fields) -> dict[str, Any]:
    raise ValueRefusedError(_LOST)


def _text(content: Mapping[str, Any], name: str) -> str:
    value = content.get(name)
    if not isinstance(value, str):
        raise ValueRefusedError(_LOST)
    return value


def _way(one: Outcome) -> dict[str, Any]:
    names = ("objective", "sentence", "weakest", "weak", "busiest")
    seekers = one.proposal.case.scene.seekers
    several = len({seeker.person.id for seeker in seekers}) < len(seekers)
    people, without = ({row.mentee for row in rows} for rows in (one.proposal.pairs, one.proposal.unpaired))
    return {
        **{name: getattr(one, name) for name in names},
        "pairs": one.paired,
        "people": len(people),
        "without": len(without - people),
        "costs": [_in_pairs(cost) if several else cost for cost in one.costs],
    }


def _in_pairs(cost: str) -> str:
    """Where somebody looks for two mentors, what is fewer are pairs rather than people."""
    return cost.replace("people fewer paired", "pairs fewer").replace("person fewer paired", "pair fewer")


def _pair(proposal: Proposal, pair: ProposedPair) -> dict[str, Any]:
    told = pairing.explain(proposal, pair.mentee, pair.mentor, "participant")
    topics_first = sorted(told.reasons, key=lambda reason: not reason.startswith("topics: "))
    words = [reason.partition(": ")[2] for reason in topics_first]
    points, out_of = pairing.compared(proposal, pair)
    known = {"points": points, "out_of": out_of}
    return {**dataclasses.asdict(pair), "words": words, "hours": told.shared_hours, "compared": known}


def _explanation(told: Explanation) -> dict[str, Any]:
    return {
        "score": told.pair.score if told.pair else 0,
        "points": [dataclasses.asdict(item) for item in told.points if item.factor],
        "hours": told.shared_hours,
        "checked": told.checked,
        "others": [dataclasses.asdict(item) for item in told.alternatives],
        "mentors_other": told.mentors_alternative.words if told.mentors_alternative else "",
    }


def _balance(found: Balance) -> dict[str, Any]:
    load = [{"mentor": mentor, "has": has, "places": places} for mentor, has, places in found.load]
    return {"load": load, "words": found.words, "weak": found.weak, "scores": found.scores}


def _repair(one: Repair) -> dict[str, Any]:
    kinds = {"nobody": one.moves_nobody, "one": one.moves_one}
    return {
        "mentee": one.mentee,
        "mentor": one.mentor,
        "purpose": one.purpose,
        "words": one.words,
        **{name: [_option(option) for option in options] for name, options in kinds.items()},
    }


def _option(option: Option) -> dict[str, Any]:
    return {"pairs": option.pairs, "scores": option.scores, "asked": option.asked, "words": option.words}


_REPAIRED_WITH = frozenset({"program", "weights", "forbids"})
