"""Mentor or mentee: told by a cell, by the name of a sheet or file, or by what a form asks.

A cell is taken clause by clause: who wants, needs or is without a mentor is a mentee, and who is not one isn't one. A
cell is understood when each word that bears on a role is; nothing is guessed from one word of a sentence.
"""

from __future__ import annotations

import dataclasses
import functools
import re
import unicodedata
from collections.abc import Callable, Sequence

from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.model.people import Role
from mentorwidgets.roster.words import listed

_GENDERED = re.compile(
    r"(?<=\w\w\w)(?:[*:\u00b7\u2022\u2027._/]|\s?[(\[/]-?|-(?=(?:e|es|e-s|trice)\b))"
    r"(?:innen|in(?:\(nen\))?|nen|e\.?s|es|ees|e|en|as?|os?|s|trice)[)\]]?(?:[*:\u00b7\u2022._-]s)?(?![\w-])"
)
_INNER = re.compile(r"(?<=[a-z])In(?:nen)?\b")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_ELIDED = re.compile(r"\b(?:qu|[ldjnsmtc])['\u2019](?=\w)", re.IGNORECASE)
_TOKENS = re.compile(r"[^\W_]+|[,;()\[\]{}|\n\u2013\u2014!]|\s-\s|[/&+]|\?|\.(?=\s|$)")
_CLAUSE = frozenset(",;()[]{}|\n\u2013\u2014!-.")
_JOINS = frozenset("/&+")
_ORDER = (
    "mentor", "mentee", "both", "seek", "sought", "have", "be", "not", "join", "but", "my", "doubt", "about", "to",
    "filler", "weak_mentor", "weak_mentee", "name_mentor", "name_mentee",
)  # fmt: skip
_TWO_WAYS = frozenset({"mentore"})
_OTHER: dict[Role, Role] = {"mentor": "mentee", "mentee": "mentor"}
_NOBODY = frozenset({"", "n/a", "na", "n.a.", "-", "--", "\u2013", "\u2014"})
# Below them, a mentor may be oneself.
_VAGUE = frozenset({
    "like", "want", "wish", "prefer", "will", "m\u00f6chte", "moechte", "w\u00fcnsche", "veux", "veut", "voudrais",
    "souhaite", "d\u00e9sire", "desire", "aimerais", "quiero", "quiere", "deseo", "wil", "vorrei", "quero", "quer",
    "vill",
})  # fmt: skip
_WHO = frozenset({"i", "you", "we", "also"})  # between "will" and "mentor"
_EXPLAINS = 3  # words from which a clause explains a role, and adds nothing to it
_MOST = 300  # letters of a cell that are looked at


@functools.cache
def _words() -> dict[str, str]:
    data = listed("roles")
    kinds: dict[str, str] = {}
    for kind in _ORDER:
        for word in data[kind]:
            kinds.setdefault(unicodedata.normalize("NFC", word), kind)
    return kinds


@functools.cache
def _list(name: str) -> frozenset[str]:
    data = listed("roles")
    return frozenset(data[name])


@dataclasses.dataclass(frozen=True, slots=True)
class _Token:
    word: str
    kind: str  # of `roles.toml`; "clause", "join" or "?" for a sign, "" for a word that we do not know


def _tokens(text: str) -> list[_Token]:
    text = unicodedata.normalize("NFC", text[:_MOST]).replace("n't", "nt").replace("n\u2019t", "nt")
    text = _CAMEL.sub(" ", _INNER.sub("", _ELIDED.sub("", text))).replace("(s)", "s")
    text = _GENDERED.sub("", text.casefold()).replace("'", "").replace("\u2019", "")
    found = (match.group().strip(" ") or "\n" for match in _TOKENS.finditer(text))
    return [_Token(word, _kind(word)) for word in found]


def _kind(word: str) -> str:
    if word in _CLAUSE:
        return "clause"
    if word in _JOINS:
        return "join"
    if word == "?":
        return "doubt"
    kinds = _words()
    if word in kinds:
        return kinds[word]
    if word.isdecimal():
        return "number"
    plain = "".join(char for char in unicodedata.normalize("NFKD", word) if not unicodedata.combining(char))
    kind = kinds.get(plain, "")
    return "" if kind == "mentor" else kind  # an accent may make a mentor a mentee


@dataclasses.dataclass(slots=True)
class _Said:
    """What a text says so far."""

    yes: set[Role] = dataclasses.field(default_factory=set)
    no: set[Role] = dataclasses.field(default_factory=set)
    unclear: bool = False
    seeks: bool = False  # carried to what follows
    denies: bool = False
    wants: bool = False  # somebody would like something


class _Part:
    """One part of a clause: "looking for a mentor", "not a mentee"."""

    def __init__(self, tokens: Sequence[_Token], said: _Said) -> None:
        self.tokens = tokens
        kinds = {token.kind for token in tokens}
        own = bool(kinds & {"seek", "sought", "have", "be", "not"})
        self.seeks = said.seeks and not own
        self.denies = said.denies and not own
        self.is_be = "be" in kinds
        self.wants = said.wants = said.wants or said.seeks or "seek" in kinds
        self.claims: list[tuple[Role, bool]] = []  # a role, and whether it is denied
        self.unclear = False
        self.open = ""  # what waits for a role: seek or not
        self._verb = False
        for at in range(len(tokens)):
            self._take(at)

    def _take(self, at: int) -> None:
        token = self.tokens[at]
        if token.kind in ("mentor", "mentee", "both"):
            self._role(at)
        elif token.kind in ("seek", "sought", "have"):
            self._seek(at)
        elif token.kind == "not":
            self.denies, self.open = True, "not"

    def _role(self, at: int) -> None:
        token, before = self.tokens[at], [other for other in self.tokens[:at] if other.kind != "filler"]
        beside = [other.word for other in self.tokens[:at] if other.word not in _WHO]
        is_verb = token.word == "mentor" and bool(beside) and beside[-1] in _list("before_verb")
        if self._verb and token.kind == "mentee":
            return  # whom they would mentor
        last = before[-1].kind if before else ""
        self.unclear |= last == "my" and not self.seeks
        self.unclear |= last == "to" and not (is_verb or self.is_be or self.wants)
        seeks = self.seeks and not self.is_be and not is_verb
        self._verb = self._verb or is_verb
        self.open = ""
        if token.kind == "both":
            self.unclear |= self.denies
            self.claims += [("mentor", False), ("mentee", False)]
            return
        role: Role = "mentor" if token.kind == "mentor" else "mentee"
        self.claims.append((_OTHER[role] if seeks else role, self.denies))

    def _seek(self, at: int) -> None:
        kind = self.tokens[at].kind
        if kind == "have" and not (self.wants or (at and self.tokens[at - 1].word == "to")):
            self.unclear = True
        if kind == "sought" and self.claims:
            role, denied = self.claims[-1]
            self.claims[-1] = (_OTHER[role], denied)
            return
        self.seeks = True
        self.open = self.open or "seek"

    def end(self, said: _Said) -> None:
        """Add what this part says."""
        if self.open == "not" and self.claims:  # "mentor: no"
            self.claims = [*self.claims[:-1], (self.claims[-1][0], True)]
            self.open = ""
        self.unclear |= self.open == "seek" and bool(self.claims) and not self.is_be
        said.unclear |= self.unclear
        for role, denied in self.claims:
            (said.no if denied else said.yes).add(role)


def _clauses(tokens: Sequence[_Token]) -> list[list[_Token]]:
    found: list[list[_Token]] = [[]]
    for token in tokens:
        if token.kind in ("clause", "but"):
            found.append([])
        else:
            found[-1].append(token)
    return [clause for clause in found if clause]


def _parts(clause: Sequence[_Token]) -> list[list[_Token]]:
    found: list[list[_Token]] = [[]]
    for token in clause:
        if token.kind == "join":
            found.append([])
        else:
            found[-1].append(token)
    return [part for part in found if part]


def _read(tokens: Sequence[_Token], said: _Said, *, strict: bool) -> _Said:
    """Take in what a text says, clause by clause."""
    waiting = said.seeks or said.denies
    for clause in _clauses(tokens):
        kinds = {token.kind for token in clause}
        tells = bool(kinds & {"mentor", "mentee", "both"})
        if not tells and said.yes and _explains(clause, said):
            continue
        if not waiting:
            said.seeks = said.denies = False
        _check(clause, said, tells=tells, strict=strict)
        for part in _parts(clause):
            read = _Part(part, said)
            read.end(said)
            said.seeks, said.denies = read.seeks and not read.is_be, read.denies
        waiting = not tells and bool(kinds & {"seek", "sought", "not", "have"})
    said.unclear |= waiting and bool(said.yes)
    return said


def _explains(clause: Sequence[_Token], said: _Said) -> bool:
    """Whether a clause only explains the role that was said: "Mentee - I want to learn from somebody"."""
    kinds = {token.kind for token in clause}
    if kinds & {"not", "doubt", "sought", "about"} or len(clause) < _EXPLAINS:
        return False
    return "seek" not in kinds or (said.yes == {"mentee"} and clause[-1].word != "one")


def _check(clause: Sequence[_Token], said: _Said, *, tells: bool, strict: bool) -> None:
    """Words that make a clause doubtful."""
    kinds = {token.kind for token in clause}
    said.unclear |= bool(kinds & {"doubt", "about"})
    if not strict:
        return
    strange = [token for token in clause if token.kind in ("", "name_mentor", "name_mentee")]
    said.unclear |= bool(strange)
    numbers = [at for at, token in enumerate(clause) if token.kind == "number"]
    said.unclear |= any(at == 0 or clause[at - 1].kind not in ("mentor", "mentee") for at in numbers) and tells
    said.unclear |= any(not _is_beside(clause, at) for at, token in enumerate(clause) if token.kind.startswith("weak"))


def _is_beside(clause: Sequence[_Token], at: int) -> bool:
    """Whether a weaker word only describes the role behind it: a student mentor."""
    after = next((token.kind for token in clause[at + 1 :] if token.kind != "filler"), "")
    return after in ("mentor", "mentee") or after == clause[at].kind


def _without_strong(tokens: Sequence[_Token], *, names: bool) -> list[_Token]:
    """Where no sure word of a role stands, the weaker ones count."""
    loose = {"my": "filler", "to": "filler"} if names else {}  # the list of our mentors
    if any(token.kind in ("mentor", "mentee", "both") for token in tokens):
        return [_Token(token.word, loose.get(token.kind, token.kind)) for token in tokens]
    kinds = {"weak_mentor": "mentor", "weak_mentee": "mentee"}
    kinds |= {"name_mentor": "mentor", "name_mentee": "mentee"} if names else {}
    return [_Token(token.word, kinds.get(token.kind, token.kind)) for token in tokens]


def role_from_name(name: str) -> Role | None:
    """The role that the name of a sheet, a file or a title tells; None when it tells both or neither.

    >>> role_from_name("2025_Mentees.xlsx"), role_from_name("mentors and mentees")
    ('mentee', None)
    >>> role_from_name("People who would like a mentor"), role_from_name("Mentor program")
    ('mentee', None)
    """
    said = _read(_without_strong(_tokens(name), names=True), _Said(), strict=False)
    roles = said.yes - said.no
    return next(iter(roles)) if len(roles) == 1 and not said.unclear else None


def roles_from_text(raw: str, header: str = "") -> tuple[Role, ...]:
    """The roles that a cell names.

    >>> roles_from_text("Both"), roles_from_text("I'd like to be a protégé")
    (('mentor', 'mentee'), ('mentee',))
    >>> roles_from_text("Looking for a mentor"), roles_from_text("mentee (not mentor)")
    (('mentee',), ('mentee',))

    Args:
        raw: the cell.
        header: what stands above it; below "I am looking for" a mentor is wanted.

    Raises:
        ValueRefusedError: it names none, or was not understood to the last word.
    """
    if raw.strip().casefold() in _NOBODY:
        return ()
    said = _read(_without_strong(_tokens(raw), names=False), _asked_by(header), strict=True)
    roles = said.yes - said.no
    if said.unclear or said.yes & said.no or not roles or len(raw) > _MOST:
        raise ValueRefusedError(
            f"'{raw.strip()[:60]}' does not say clearly whether this is a mentor or a mentee.",
            "Write mentor, mentee or both.",
        )
    return tuple(role for role in ("mentor", "mentee") if role in roles)


def _asked_by(header: str) -> _Said:
    """What a header makes of a bare "mentor" below it."""
    kinds = [token.kind for token in _tokens(header)]
    words = {token.word for token in _tokens(header)}
    if "be" in kinds or not {"seek", "sought"} & set(kinds) or words & {"role", "roles", "part", "which", "how"}:
        return _Said()
    vague = "sought" in kinds or (bool(words & _VAGUE) and "have" not in kinds)
    return _Said(seeks=True, unclear=vague)


def roles_reader(cells: Sequence[str], header: str) -> Callable[[str], tuple[Role, ...]]:
    """Return `roles_from_text` for the cells of one column: "mentore" beside "mentor" is French without its accent."""
    plain = {token.word for cell in cells for token in _tokens(cell)}
    two_ways = {word for word in _TWO_WAYS if plain >= {"mentor", word}}

    def read(cell: str) -> tuple[Role, ...]:
        if two_ways and two_ways & {token.word for token in _tokens(cell)}:
            raise ValueRefusedError(
                f"'{cell.strip()[:60]}' is a mentor in Italian, and a mentee in French without its accent.",
                "Write mentor or mentee.",
            )
        return roles_from_text(cell, header)

    return read


def roles_of_question(header: str) -> tuple[Role, ...]:
    """The roles that a yes below a header says; none where the header does not ask for one alone.

    >>> roles_of_question("Would you like to have a mentor?"), roles_of_question("Mentor training done?")
    (('mentee',), ())
    """
    try:
        return roles_from_text(header.replace("?", " "))
    except ValueRefusedError:
        return ()


def describes(header: str) -> bool:
    """Whether a header asks how somebody is what they are; its "no" denies no role.

    >>> describes("Returning mentor"), describes("Would you like to mentor?")
    (True, False)
    """
    return any(token.word in _list("describes") for token in _tokens(header))


def speaks_of_role(cell: str) -> bool:
    """Whether a cell holds a sure word of a role, understood or not.

    >>> speaks_of_role("mentor-in-training"), speaks_of_role("Librarian")
    (True, False)
    """
    return any(token.kind in ("mentor", "mentee", "both") for token in _tokens(cell))


def with_role(given: tuple[Role, ...], role: Role, flag: bool | str | None) -> tuple[Role, ...]:
    """The roles after a "Mentor?" column said yes or no; blank leaves them as they are."""
    if flag is True:
        return ("mentor", "mentee") if given and role not in given else (role,) if role not in given else given
    return tuple(other for other in given if other != role) if flag is False else given
