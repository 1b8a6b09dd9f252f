"""The library of challenges: complete, plain, ours."""

from __future__ import annotations

import re

import pytest

from mentorwidgets.challenges import cards, challenge_from_card, find_cards, is_unfinished, sample, starters, themes

ALL = {card.id: card for card in cards()}


def sentences(card):
    helps = [text for one in card.help for text in (one.text, *one.activities)]
    return [
        part for text in (card.title, card.barrier, *card.signs, *helps) for part in re.split(r"(?<=[.!?:]) ", text)
    ]


def ease(text):
    """Flesch's reading ease: 60 and more is plain English."""
    words = re.findall(r"[A-Za-z']+", text)
    ends = max(1, len(re.findall(r"[.!?](?:\s|$)", text)))
    syllables = sum(max(1, len(re.findall(r"[aeiouy]+", re.sub(r"e$", "", word.lower())))) for word in words)
    return 206.835 - 1.015 * len(words) / ends - 84.6 * syllables / len(words)


def test_all_26():
    """Every card of the field's list is there once."""
    assert [card.number for card in cards()] == [f"C{number:02}" for number in range(1, 27)]


@pytest.mark.parametrize("card", ALL.values(), ids=ALL)
def test_card_is_complete(card):
    """Source, three columns, signs, links that lead somewhere, a theme of ours."""
    assert card.source
    assert re.fullmatch(r"20\d\d-\d\d", card.seen)
    assert card.audience
    assert len(card.signs) >= 2
    assert set(card.links) <= set(ALL) - {card.id}
    assert card.links
    assert card.theme in themes()
    assert is_unfinished(challenge_from_card(card, "r1")) == ""


@pytest.mark.parametrize("card", ALL.values(), ids=ALL)
def test_plain_words(card):
    """No sentence is longer than 25 words, and all of a card is easy to read."""
    assert [one for one in sentences(card) if len(one.split()) > 25] == []
    assert ease(". ".join(one.rstrip(".") for one in sentences(card)) + ".") >= 60


def test_the_score_tells_plain_from_hard():
    """The score that the test above leans on falls for bureaucratic words."""
    hard = "Organizational prerequisites necessitate comprehensive administrative authorization procedures."
    assert ease(hard) < 0
    assert ease("We meet at lunch. We talk about work.") > 60


@pytest.mark.parametrize(
    ("words", "audience", "found"), [("LUNCH  coffee", "", "C07"), ("wheelchair", "", "C26"), ("c13", "pair", "C13")]
)
def test_search(words, audience, found):
    """Every word has to be somewhere on the card, whatever its case."""
    assert [card.number for card in find_cards(cards(), words, audience)] == [found]


def test_filters():
    """By audience and theme; together they narrow."""
    teen = find_cards(cards(), audience="teen")
    assert {"C20", "C21", "C22", "C24"} == {card.number for card in teen}
    assert set(find_cards(cards(), theme="Time")) & set(teen) == set()


def test_a_card_becomes_editable_text():
    """The copy has the card's words, its theme, and where it came from."""
    row = challenge_from_card(ALL["time"], "r1", 3)
    assert (row.card, row.theme, row.place, row.barrier) == ("time", "Time", 3, ALL["time"].barrier)
    assert [one.text for one in row.helps[0].activities] == list(ALL["time"].help[0].activities)


def test_sample_and_starters():
    """An example that is whole, and six endings that ask back."""
    assert [is_unfinished(row) for row in sample()] == ["", ""]
    assert len(starters()) == 6
    assert all(starter.ask.endswith("?") for starter in starters())
