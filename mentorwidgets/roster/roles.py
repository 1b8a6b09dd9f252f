"""Mentor or mentee: told by a cell, by the name of a sheet or file, or by what a form asks."""

from __future__ import annotations

import re

from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.model.people import Role
from mentorwidgets.roster.words import plain_words

_MENTOR = re.compile(r"\b(mentors?|mentorinnen|mentores?|mentoras?)\b")
_MENTEE = re.compile(r"\b(mentees?|mentorees?|proteges?|protegees?|mentorados?|telemaques?)\b")
_WEAK_MENTOR = re.compile(
    r"\b(coach(es)?|buddies|buddy|advisors?|advisers?|tutors?|sponsors?|experts?|veterans?|seniors?|guides?)\b"
)
_WEAK_MENTEE = re.compile(
    r"\b(students?|learners?|pupils?|young (person|people)|youths?|teens?|apprentices?|newcomers?|"
    r"new (hires?|librarians?|staff)|juniors?|participants?|tutees?|youngsters?)\b"
)
_BOTH = re.compile(r"\b(both|either|mentor and (a )?(mentee|protege)|mentee and (a )?mentor)\b")
_NO = re.compile(r"\b(neither|not|no|none|declined?|unsure)\b")


def role_from_name(name: str) -> Role | None:
    """The role that the name of a sheet, a file or a title tells; None when it tells both or neither.

    >>> role_from_name("2025_Mentees.xlsx"), role_from_name("mentors and mentees")
    ('mentee', None)
    """
    plain = plain_words(name)
    for mentor, mentee in ((_MENTOR, _MENTEE), (_WEAK_MENTOR, _WEAK_MENTEE)):
        found = (mentor.search(plain) is not None, mentee.search(plain) is not None)
        if found == (True, False):
            return "mentor"
        if found == (False, True):
            return "mentee"
        if found == (True, True):
            return None
    return None


def roles_from_text(raw: str) -> tuple[Role, ...]:
    """The roles that a cell names.

    >>> roles_from_text("Both"), roles_from_text("I'd like to be a protégé")
    (('mentor', 'mentee'), ('mentee',))

    Raises:
        ValueRefusedError: it names none.
    """
    plain = plain_words(raw)
    if plain in ("", "n a", "na"):
        return ()
    mentor, mentee = _MENTOR.search(plain), _MENTEE.search(plain)
    if _BOTH.search(plain) or (
        mentor and mentee and not re.search(r"\b(a|my|your|have|find|get|want|seeking|for) (a )?mentor\b", plain)
    ):
        return ("mentor", "mentee")
    if mentee or re.search(r"\b(find|have|get|need|want|seeking|looking for|for|like) a mentor\b", plain):
        return ("mentee",)
    if (mentor or re.search(r"\bbe a mentor\b|^mentoring\b", plain)) and not _NO.search(plain):
        return ("mentor",)
    weak = role_from_name(plain)
    if weak and not _NO.search(plain):
        return (weak,)
    raise ValueRefusedError(f"'{raw.strip()[:60]}' is neither mentor nor mentee.", "Write mentor, mentee or both.")


def with_role(given: tuple[Role, ...], role: Role, flag: bool | str | None) -> tuple[Role, ...]:
    """The roles after a "Mentor?" column said yes or no; blank leaves them as they are."""
    if flag is True:
        return ("mentor", "mentee") if given and role not in given else (role,) if role not in given else given
    return tuple(other for other in given if other != role) if flag is False else given
