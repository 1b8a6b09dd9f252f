"""Bytes to letters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorwidgets.roster.encoding import decode

SAMPLE = "Name,Bibliothèque\nZoë Müller,Orléans\nJosé Peña,São Paulo\nAna,Café “Oak” – naïve\n"


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("utf-32", "UTF-32"),
        ("cp1252", "Windows-1252"),
        ("mac_roman", "Mac Roman"),
    ],
)
def test_encodings(codec, name):
    """Each encoding is recognised and gives the same text."""
    assert decode(SAMPLE.encode(codec)) == (SAMPLE, name)


@pytest.mark.parametrize(
    ("codec", "text"),
    [
        ("latin-1", "Zoë Müller, Orléans, Peña"),
        ("cp1250", "Strzała, Łukasz Wójcik, Dvořák"),
        ("cp1252", "It’s Ana’s “book”"),
        ("mac_roman", "Ana’s café, Núñez"),
        ("latin-1", "ÉCOLE DE BIBLIOTHÉCAIRES, Él"),
        ("mac_roman", "ÉCOLE, Écrire à Zoé"),
    ],
)
def test_old_encodings(codec, text):
    """Names in the old encodings come out right."""
    assert decode(text.encode(codec))[0] == text


@given(st.text(st.characters(exclude_characters="\x00")), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_marked_text_comes_back(text, codec):
    """Any text in UTF-8, or with a byte order mark, comes back equal."""
    if codec == "utf-8" and (text.startswith("\ufeff")):
        text = ""
    assert decode(text.encode(codec, "replace"))[0] == text.encode(codec, "replace").decode(codec)


@given(st.binary(max_size=300))
def test_any_bytes(data):
    """No bytes raise an error."""
    text, name = decode(data)
    assert isinstance(text, str)
    assert name


def test_cut_off():
    """UTF-8 that was cut in the middle of a letter stays UTF-8."""
    assert decode("Zoë Müller, Orléans é".encode()[:-1])[1] == "UTF-8 (damaged)"
