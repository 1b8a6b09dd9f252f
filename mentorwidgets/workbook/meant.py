"""Answers to "who is meant by this name?", saved on a program's pairing worksheet, where they are remembered."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from mentorwidgets.errors import StoreError
from mentorwidgets.model import Operation

if TYPE_CHECKING:
    from mentorwidgets.store import Store


def answer_names(store: Store, slug: str, answers: Mapping[str, Sequence[str]], actor: str) -> None:
    """Save answers: key of the field -> ids, an empty list for "nobody of these".

    Raises:
        StoreError: one was refused, or changed by somebody else at the same moment.
    """
    sheet = f"{slug}/pairing"
    now, removed = store.fields(sheet), store.removed(sheet)
    for key, ids in answers.items():
        base = now[key].version if key in now else removed.get(key, 0)
        wish = Operation(op=uuid.uuid4().hex, worksheet=sheet, key=key, value=list(ids), base=base)
        answer = store.apply(wish, actor)
        if answer.outcome != "saved":
            raise StoreError(answer.why or "Somebody else answered this at the same moment.", "Try again.")
