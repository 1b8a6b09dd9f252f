"""What every worksheet widget has in common."""

from __future__ import annotations

import logging

import pytest

from mentorwidgets.errors import MentorWidgetsError, ValueRefusedError
from mentorwidgets.widgets._base import Worksheet


class Plain(Worksheet):
    """A worksheet of text fields."""

    _esm = "export default {render() {}}"

    def check_value(self, value):
        """Only text."""
        if not all(isinstance(item, str) for item in value.values()):
            raise ValueRefusedError("A field should be text.")
        return value


@pytest.fixture
def sent():
    """A worksheet that keeps what it sends to the page."""

    def make(answer=None):
        widget, messages = Plain(), []
        widget.send = lambda content, buffers=None: messages.append(content)
        widget.connect({"way": "kernel", "worksheet": "oak/plain"}, {}, answer)
        return widget, messages

    return make


def test_a_mistyped_keyword_is_refused_with_a_hint():
    """Nothing is dropped silently."""
    with pytest.raises(ValueRefusedError, match="Plain has no 'valu'. Did you mean 'value'?"):
        Plain(valu={})


def test_private_traits_cannot_be_given():
    """How a worksheet saves is not for a caller to choose."""
    with pytest.raises(ValueRefusedError, match="has no '_saving'"):
        Plain(_saving={"way": "server"})


def test_every_value_is_checked_again():
    """Also one that the browser set."""
    widget = Plain(value={"a": "x"})
    with pytest.raises(ValueRefusedError):
        widget.set_state({"value": {"a": 1}})
    assert widget.value == {"a": "x"}


def test_observers_hear_a_new_value():
    """As with every ipywidget."""
    widget, heard = Plain(), []
    widget.observe(lambda change: heard.append(change["new"]), "value")
    widget.value = {"a": "x"}
    assert heard == [{"a": "x"}]


def test_the_page_gets_the_answer(sent):
    """Of whatever was connected."""
    widget, messages = sent(lambda content: {"kind": "echo", "was": content["kind"]})
    widget._handle_custom_msg({"kind": "save"}, [])
    assert messages == [{"kind": "echo", "was": "save"}]


def test_a_worksheet_may_answer_first(sent):
    """What it leaves goes to where it is saved."""
    widget, messages = sent(lambda content: {"kind": "store", "was": content["kind"]})
    widget.answer_page = lambda content: {"kind": "own"} if content["kind"] == "ask" else None
    for kind in ("ask", "save"):
        widget._handle_custom_msg({"kind": kind}, [])
    assert [message["kind"] for message in messages] == ["own", "store"]


def test_a_foreseen_error_is_told_in_its_own_words(sent):
    """With an id that stands in the log."""

    def answer(_content):
        raise MentorWidgetsError("This is too long.", "Make it shorter.")

    widget, messages = sent(answer)
    widget._handle_custom_msg({"kind": "save"}, [])
    assert messages[0]["error"] == "This is too long. Make it shorter."


def test_an_unforeseen_error_is_kind_to_the_page_and_whole_in_the_log(sent, caplog):
    """The page gets an id, the log the traceback beside the same id."""
    widget, messages = sent(lambda _content: 1 / 0)
    with caplog.at_level(logging.ERROR):
        widget._handle_custom_msg({"kind": "save"}, [])
    assert messages[0]["error"] == "Something went wrong here. What was saved is safe."
    assert messages[0]["id"] in caplog.text
    assert "ZeroDivisionError" in caplog.text


@pytest.mark.parametrize("content", [None, "save", 7, [], {"kind": "unknown"}])
def test_a_malformed_message_is_ignored(sent, content):
    """It changes nothing and raises nothing."""
    widget, messages = sent(lambda _content: None)
    widget._handle_custom_msg(content, [])
    assert messages == []


def test_a_saved_notebook_shows_the_answers_as_text():
    """Escaped, and the same from run to run."""
    data, _ = Plain(value={"a": "<b>x</b>"}, description="Plain & simple")._repr_mimebundle_()
    assert "&lt;b&gt;x&lt;/b&gt;" in data["text/html"]
    assert "Plain &amp; simple" in data["text/html"]
    assert data["text/plain"] == "Plain(1 fields)"
