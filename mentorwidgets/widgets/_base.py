"""What every worksheet widget has in common: a value, a way of saving, and never trusting the browser."""

from __future__ import annotations

import html
import logging
import secrets
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import anywidget
import traitlets

from mentorwidgets.access import labels, readable
from mentorwidgets.errors import MentorWidgetsError, ValueRefusedError
from mentorwidgets.model import Viewer, did_you_mean

log = logging.getLogger("mentorwidgets")

Messages = Callable[[Mapping[str, Any]], Mapping[str, Any] | None]
"""Takes what the page asked (``save`` or ``since``) and gives the answer to send back."""


class RefusedTraitError(ValueRefusedError, traitlets.TraitError):
    """A value that a worksheet cannot hold: traitlets then keeps the old one, also inside a batch of changes."""


class Worksheet(anywidget.AnyWidget):
    """A widget whose ``value`` is a flat map of fields, ``{key: plain JSON}``.

    Bare, its value lives as long as the kernel, and in a notebook that is saved in JupyterLab. `mentorwidgets.Workbook`
    connects it to a library's folder; the widget itself knows no store.

    Args:
        value: the fields to begin with.
        description: an accessible name for the worksheet, shown as its heading.
        disabled: show, but do not let anything be changed.

    Raises:
        ValueRefusedError: an unknown keyword, or a value that the worksheet cannot hold.
    """

    value = traitlets.Dict().tag(sync=True, echo_update=False)
    description = traitlets.Unicode("").tag(sync=True)
    disabled = traitlets.Bool(False).tag(sync=True)
    _meta = traitlets.Dict().tag(sync=True)
    _saving = traitlets.Dict({"way": "none"}).tag(sync=True)
    _readers = traitlets.Dict().tag(sync=True)
    _closed = traitlets.Dict().tag(sync=True)
    _snapshot = traitlets.Unicode("").tag(sync=True)  # bare: what a notebook shows of it once it is saved

    def __init__(self, **keywords: Any) -> None:
        for name in keywords:
            if not self.has_trait(name) or name.startswith("_"):
                known = [trait for trait in self.traits() if not trait.startswith("_")]
                raise ValueRefusedError(f"{type(self).__name__} has no '{name}'.", did_you_mean(name, known))
        self._answer: Messages | None = None
        self._accepted: Mapping[str, Any] = {}  # while a browser's values are taken, `value` is already the new one
        self._is_open = False  # the fields to begin with were saved once: only what changes is held to the rules
        super().__init__(**keywords)
        self._is_open = True
        self.on_msg(self._on_page_message)

    def connect(self, saving: Mapping[str, Any], meta: Mapping[str, Any], answer: Messages | None = None) -> None:
        """Tie this worksheet to a place where its fields are saved.

        Args:
            saving: ``way`` (``server`` or ``kernel``), ``worksheet`` and what that way needs (``url``, ``seq``).
            meta: key -> ``version``, ``by`` and ``at`` of the fields in ``value``, and ``version`` of removed ones.
            answer: for the way through the kernel, what answers the page.
        """
        self._answer = answer
        self._meta = dict(meta)
        self._saving = dict(saving)

    def label_readers(self, kind: str, viewer: Viewer) -> None:
        """Let the page say of each kind of field who can read it (XC3).

        Args:
            kind: of the worksheet, the second part of its name.
            viewer: whose page it is.
        """
        self._readers = labels(kind, viewer)

    def close_sealed(self, marks: Sequence[str], address: str) -> None:
        """Let the page say what is closed in this browser until its person gives their own word.

        Args:
            marks: `Viewer.closed`.
            address: of the page where the word is given.
        """
        self._closed = {"marks": list(marks), "address": address} if marks else {}

    def check_value(self, value: Mapping[str, Any]) -> Mapping[str, Any]:
        """Check the shape of each field and, where no store does it, hold each change to the rules.

        Raises:
            ValueRefusedError: something does not fit; says what.
        """
        for key, item in value.items():
            self.check_field(key, item)
        if self._is_open and self._saving.get("way") == "none":
            self.check_changes(self._accepted, value)
        return value

    def check_field(self, key: str, item: Any) -> None:
        """Check the shape of one field, wherever it came from; ValueRefusedError when it does not fit."""

    def check_changes(self, old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
        """Hold what changes from one value to another to the rules; ValueRefusedError when they refuse it."""

    def fields_for(self, viewer: Viewer, worksheet: str, value: Mapping[str, Any]) -> dict[str, Any]:
        """Return those fields that a viewer may read: the others never leave Python.

        Args:
            viewer: whose page it is.
            worksheet: its whole name, ``<slug>/<kind>``.
            value: the fields to begin with.

        Raises:
            ValueRefusedError: one of them does not fit.
        """
        for key, item in value.items():
            self.check_field(key, item)
        may_read = readable(viewer, worksheet, value)
        return {key: item for key, item in value.items() if may_read(key)}

    def set_state(self, sync_data: dict[str, Any]) -> None:
        """Take what the page sent; when it does not hold, what was stands and goes back to the page."""
        try:
            super().set_state(sync_data)
        except ValueRefusedError:
            self.send_state("value")
            raise

    def answer_page(self, content: Mapping[str, Any]) -> Mapping[str, Any] | None:  # noqa: ARG002  for subclasses
        """Answer what a page asks of this kind of worksheet; None leaves the message to where it is saved."""
        return None

    def snapshot(self) -> str:
        """Return a plain HTML copy of the answers, for saved notebooks, exports and print."""
        rows = "".join(
            f"<tr><td>{html.escape(k)}</td><td>{html.escape(str(v))}</td></tr>" for k, v in self.value.items()
        )
        return f"<table><caption>{html.escape(self.description or type(self).__name__)}</caption>{rows}</table>"

    def __repr__(self) -> str:
        """Stay the same from run to run, so that notebooks can be compared."""
        return f"{type(self).__name__}({len(self.value)} fields)"

    def _repr_mimebundle_(self, **keywords: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:
        bundle = super()._repr_mimebundle_(**keywords)
        if bundle is None:
            return None
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        return {**data, "text/plain": repr(self), "text/html": self.snapshot()}, metadata

    @traitlets.observe("value")
    def _accept(self, change: Mapping[str, Any]) -> None:
        self._accepted = change["new"]
        if self._is_open and self._saving.get("way") == "none":
            self._snapshot = self.snapshot()

    @traitlets.validate("value")
    def _valid_value(self, proposal: Mapping[str, Any]) -> Mapping[str, Any]:
        try:
            return self.check_value(proposal["value"])
        except ValueRefusedError as error:
            raise RefusedTraitError(error.what, error.mend) from error

    def _handle_msg(self, msg: dict[str, Any]) -> None:
        # What a browser sets may be anything: a refused value leaves the old one, and the page is told.
        try:
            super()._handle_msg(msg)
        except traitlets.TraitError as error:
            self.send({"kind": "error", "error": str(error), "id": _logged(f"refused a value: {error}")})

    def _on_page_message(self, _widget: object, content: Any, _buffers: object) -> None:
        # The outer door of the kernel: whatever a page sends, it gets an answer in words and the log gets the rest.
        try:
            reply = self._reply_to(content) if isinstance(content, Mapping) else None
        except MentorWidgetsError as error:
            reply = {"kind": "error", "error": str(error), "id": _logged("refused")}
        except Exception:  # noqa: BLE001  an outer door: words and an id for the person, the rest for the log
            number = _logged("an error while answering the page", traceback=True)
            reply = {"kind": "error", "error": "Something went wrong here. What was saved is safe.", "id": number}
        if reply is not None:
            self.send(dict(reply))

    def _reply_to(self, content: Mapping[str, Any]) -> Mapping[str, Any] | None:
        own = self.answer_page(content)
        if own is not None or self._answer is None:
            return own
        return self._answer(content)


def _logged(what: str, *, traceback: bool = False) -> str:
    number = secrets.token_hex(4)
    log.error("%s [%s]", what, number, exc_info=traceback)
    return number
