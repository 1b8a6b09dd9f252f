"""Lists of the same people, one after the other: ids stay with their people, and what is not clear is asked."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made import roster as read

from mentorwidgets.model import Note, Person, Roster
from mentorwidgets.roster import recognise
from mentorwidgets.roster.chosen import LEGAL
from mentorwidgets.roster.ids import name_key, with_ids

FULL = "Staff ID,Name,Email,Role"
NAMED = "Staff ID,Name,Role"
MAILED = "Name,Email,Role"
BARE = "Name,Role"
PARTS = "First name,Last name,Role"
CHOSEN = "First name,Last name,Preferred name,Role"
CHOSEN_MAILED = "First name,Last name,Preferred name,Email,Role"


def table(header: str, *rows: str) -> Roster:
    """A roster of these rows; everybody is a mentee."""
    return read("\n".join((header, *(f"{row},mentee" for row in rows))))


def imported(*rosters: Roster):
    """Take all but the last in, as they are; return who is there, who left, and the last as it is known."""
    present, gone = (), ()
    for one in rosters[:-1]:
        known = recognise(one, present, gone)
        assert not known.doubts
        ids = {person.id for person in known.people}
        gone = tuple(person for person in (*gone, *present) if person.id not in ids)
        present = known.people
    return present, gone, recognise(rosters[-1], present, gone)


ASKED = {
    "another ID": (table(FULL, "17,Ana Silva,a@x.example"), table(FULL, "99,Ana Silva,a@x.example")),
    "another ID at a desk": (table(FULL, "17,Ana Silva,desk@x.example"), table(FULL, "99,Ana Silva,desk@x.example")),
    "another ID without addresses": (table(NAMED, "17,Ana Silva"), table(NAMED, "99,Ana Silva")),
    "another ID and a longer name": (table(NAMED, "17,Ana Silva"), table(NAMED, "99,Ana Maria Silva")),
    "an ID learned later, then another": (
        table(MAILED, "Ana Silva,a@x.example"),
        table(FULL, "17,Ana Silva,a@x.example"),
        table(FULL, "99,Ana Silva,a@x.example"),
    ),
    "an ID that looks like a name": (table(NAMED, "ana-silva,Ana Silva"), table(NAMED, "asilva2,Ana Silva")),
    "an ID that is an address": (table(NAMED, "ana@x.example,Ana Silva"), table(NAMED, "asilva2@x.example,Ana Silva")),
    "one ID, all else is new": (table(FULL, "17,Ana Silva,a@x.example"), table(FULL, "17,Ana Reyes,reyes@x.example")),
    "one ID, a new surname": (table(NAMED, "17,Ana Silva"), table(NAMED, "17,Ana Reyes")),
    "one ID, a new name": (table(NAMED, "17,Ana Silva"), table(NAMED, "17,Zoe Birch")),
    "one ID, the address left out": (table(FULL, "17,Ana Silva,a@x.example"), table(FULL, "17,Zoe Birch,")),
    "one ID and address of a family": (
        table(FULL, "17,Ana Alder,fam@x.example"), table(FULL, "17,Bob Alder,fam@x.example"),
    ),
    "a number under ID": (table("ID,Name,Role", "17,Ana Silva"), table("ID,Name,Role", "99,Ana Silva")),
    "a last name filled in": (table(PARTS, "Ana,"), table(PARTS, "Ana,Silva")),
    "a last name left out": (table(PARTS, "Ana,Silva"), table(PARTS, "Ana,")),
    "a last name and an address": (table(BARE, "Ana"), table(MAILED, "Ana Silva,ana@x.example")),
    "a middle name": (table(BARE, "Ana Silva"), table(BARE, "Ana Maria Silva")),
    "a middle name left out": (table(BARE, "Ana Maria Silva"), table(BARE, "Ana Silva")),
    "a middle initial": (table(BARE, "Ana Silva"), table(BARE, "Ana M. Silva")),
    "a name turned round": (table(BARE, "Ana Silva"), table(BARE, "Silva Ana")),
    "turned round and longer": (table(BARE, "Ana Silva"), table(BARE, "Silva Costa Ana")),
    "a double name": (table(BARE, "Ana Silva"), table(BARE, "Ana Silva-Reyes")),
    "an initial": (table(BARE, "Ana Silva"), table(BARE, "A. Silva")),
    "an initial of the surname": (table(BARE, "Ana Silva"), table(BARE, "Ana S.")),
    "a short first name": (table(BARE, "Samuel Lee"), table(BARE, "Sam Lee")),
    "a longer name at a new address": (table(MAILED, "Ana Silva,a@x.example"), table(MAILED, "Ana Maria Silva,b@x.example")),
    "who left, under a longer name": (table(BARE, "Ana Silva", "Bo Ulm"), table(BARE, "Bo Ulm"), table(BARE, "Ana Maria Silva", "Bo Ulm")),
    "a chosen name and an address at once": (table(PARTS, "Robert,Miller"), table(CHOSEN_MAILED, "Robert,Miller,Bobbie,r@x.example")),
    "the legal name at a new address": (
        table(CHOSEN_MAILED, "Robert,Miller,Bobbie,r@x.example"),
        table("First name,Last name,Email,Role", "Robert,Miller,rob@x.example"),
    ),
    "a longer legal name": (table(CHOSEN, "Robert,Miller,Bobbie"), table(BARE, "Robert James Miller")),
}  # fmt: skip


@pytest.mark.parametrize("case", ASKED)
def test_who_may_be_somebody_is_asked_about(case):
    """Nobody is new, nobody goes and nobody changes meanwhile; said to be the same, the id stays and is not asked about."""
    *_, last = ASKED[case]
    present, gone, known = imported(*ASKED[case])
    (doubt,) = known.doubts
    assert "Ana" in doubt.likely[0].name or "Sam" in doubt.likely[0].name or "Miller" in doubt.likely[0].name
    assert (known.new, known.missing) == (frozenset(), ())
    assert all(person in present for person in known.people)
    said = recognise(last, present, gone, same={doubt.person.id: doubt.likely[0].id})
    assert doubt.likely[0].id in {person.id for person in said.people}
    again = recognise(last, said.people, said.missing)
    assert (set(again.people), again.doubts) == (set(said.people), ())


SWAPPED = {
    "with addresses": (
        table(FULL, "17,Ana Silva,a@x.example", "18,Bo Ulm,b@x.example"),
        table(FULL, "18,Ana Silva,a@x.example", "17,Bo Ulm,b@x.example"),
    ),
    "without": (table(NAMED, "17,Ana Silva", "18,Bo Ulm"), table(NAMED, "18,Ana Silva", "17,Bo Ulm")),
    "of one first name": (
        table(FULL, "17,Maria Lopez,m@x.example", "18,Maria Santos,m@x.example"),
        table(FULL, "18,Maria Lopez,m@x.example", "17,Maria Santos,m@x.example"),
    ),
    "the names": (
        table(FULL, "17,Ana Silva,a@x.example", "18,Bo Ulm,b@x.example"),
        table(FULL, "17,Bo Ulm,a@x.example", "18,Ana Silva,b@x.example"),
    ),
    "of one name, by address": (
        table(FULL, "17,Ana Silva,a@x.example", "18,Ana Silva,b@x.example"),
        table(FULL, "18,Ana Silva,a@x.example", "17,Ana Silva,b@x.example"),
    ),
    "names alone, by address": (
        table(MAILED, "Ana Silva,a@x.example", "Bo Ulm,b@x.example"),
        table(MAILED, "Bo Ulm,a@x.example", "Ana Silva,b@x.example"),
    ),
    "learned later": (
        table(MAILED, "Ana Silva,a@x.example", "Bo Ulm,b@x.example"),
        table(FULL, "17,Ana Silva,a@x.example", "18,Bo Ulm,b@x.example"),
        table(FULL, "18,Ana Silva,a@x.example", "17,Bo Ulm,b@x.example"),
    ),
}


@pytest.mark.parametrize("case", SWAPPED)
def test_what_was_swapped_is_asked_about(case):
    """Both, each with both of those who are there; nothing changes hands before."""
    present, _, known = imported(*SWAPPED[case])
    assert ([len(doubt.likely) for doubt in known.doubts], known.people, known.missing) == ([2, 2], (), ())
    assert set(known.waiting) == set(present)


def test_a_chosen_name_that_is_anothers_is_asked_about():
    """A chosen name may be the legal one of somebody else, and the other way round: nothing changes hands."""
    chosen = table(CHOSEN, "Robert,Miller,Alex", "Alex,Miller,Robert")
    present, _, known = imported(chosen, table(PARTS, "Robert,Miller", "Alex,Miller"))
    assert [{one.id for one in doubt.likely} for doubt in known.doubts] == [{one.id for one in present}] * 2
    present, _, known = imported(table(PARTS, "Robert,Miller", "Alex,Miller"), table(CHOSEN, "Robert,Miller,Alex"))
    assert [{one.id for one in doubt.likely} for doubt in known.doubts] == [{one.id for one in present}]
    assert (known.people, set(known.waiting)) == ((), set(present))
    present, _, known = imported(chosen, chosen)
    assert (known.doubts, set(known.people)) == ((), set(present))


def test_an_address_or_an_id_in_the_place_of_a_name():
    """Two of one address are asked about when their names come; an ID alone leaves the name that stands."""
    nameless = read("Email,Role\nfam@x.example,mentee\nfam@x.example,mentee")
    _, _, known = imported(nameless, table(MAILED, "Ana Silva,fam@x.example", "Bo Silva,fam@x.example"))
    assert ([len(doubt.likely) for doubt in known.doubts], known.missing) == ([2, 2], ())
    _, _, known = imported(table(NAMED, "17,Ana Silva"), read("Staff ID,Role,Branch\n17,mentee,Oak"))
    assert [(one.id, one.name, one.branch) for one in known.people] == [("17", "Ana Silva", "Oak")]


@pytest.mark.parametrize(("was", "now"), [("Student 1", "Student 10"), ("M1", "M3"), ("Ana A", "Ana C")])
def test_numbers_and_last_initials_are_no_slips(was, now):
    """Lists of young people are written so, and the next one is somebody else."""
    _, _, known = imported(table(BARE, was, "Bo Ulm"), table(BARE, now, "Bo Ulm"))
    assert (known.doubts, len(known.new), [one.name for one in known.missing]) == ((), 1, [was])


KNOWN = {
    "a chosen name later, and gone again": (
        table(PARTS, "Robert,Miller"), table(CHOSEN, "Robert,Miller,Bobbie"), table(PARTS, "Robert,Miller"),
    ),
    "a chosen name later, a blank, another, and gone": (
        table(PARTS, "Robert,Miller"), table(CHOSEN, "Robert,Miller,Bobbie"), table(CHOSEN, "Robert,Miller,"),
        table(CHOSEN, "Robert,Miller,Robin"), table(CHOSEN, "Robert,Miller,Bobbie"), table(PARTS, "Robert,Miller"),
    ),
    "the same with an address": (
        table("First name,Last name,Email,Role", "Robert,Miller,r@x.example"),
        table(CHOSEN_MAILED, "Robert,Miller,Bobbie,r@x.example"),
        table("First name,Last name,Email,Role", "Robert,Miller,r@x.example"),
    ),
    "a chosen name alone, then the legal one": (
        table(CHOSEN, "Robert,Miller,Bobbie"), table(BARE, "Bobbie Miller"), table(BARE, "Robert Miller"),
    ),
    "an ID in another order": (
        table(NAMED, "17,Ana Silva", "99,Ana Silva"), table(NAMED, "99,Ana Silva", "17,Ana Silva"),
    ),
    "an ID, and the address is new": (table(FULL, "17,Ana Silva,a@x.example"), table(FULL, "17,Ana Silva,b@x.example")),
    "an ID, and the name is longer": (table(NAMED, "17,Ana Silva"), table(NAMED, "17,Ana Maria Silva")),
    "an ID, and the name is turned": (table(NAMED, "17,Ana Silva"), table(NAMED, "17,Silva Ana")),
    "an ID, and a slip": (table(NAMED, "17,Ana Sliva"), table(NAMED, "17,Ana Silva")),
    "an ID and the own address": (table(FULL, "17,Ana Silva,a@x.example"), table(FULL, "17,Ana Reyes,a@x.example")),
    "an ID left out": (table(NAMED, "17,Ana Silva"), table(BARE, "Ana Silva")),
    "an ID filled in": (table(BARE, "Ana Silva"), table(NAMED, "17,Ana Silva")),
    "rows that are counted": (
        table("ID,Name,Email,Role", "1,Ana Silva,a@x.example", "2,Bo Ulm,b@x.example", "3,Cy Roe,c@x.example"),
        table("ID,Name,Email,Role", "1,Cy Roe,c@x.example", "2,Bo Ulm,b@x.example", "3,Ana Silva,a@x.example"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", KNOWN)
def test_who_is_known_keeps_the_id(case):
    """Without a question, nobody new and nobody gone."""
    present, gone, known = imported(*KNOWN[case])
    assert (known.doubts, known.new, known.missing, gone) == ((), frozenset(), (), ())
    assert {person.id for person in known.people} == {person.id for person in present}
    assert {"Robert Miller", "Ana Sliva"}.isdisjoint(person.name for person in known.people)


def test_counted_rows_and_ids_are_told_apart():
    """Numbers under a bare "ID" that rise from row to row only count; a card's numbers do not, however small."""
    counted = table("ID,Name,Role", "1,Ana Silva", "2,Bo Ulm", "4,Cy Roe")
    assert counted.given == frozenset()
    assert table("Staff ID,Name,Role", "1,Ana Silva", "2,Bo Ulm", "4,Cy Roe").given == {"1", "2", "4"}
    assert table("ID,Name,Role", "4,Ana Silva", "2,Bo Ulm", "1,Cy Roe").given == {"1", "2", "4"}


def test_two_of_one_name_are_asked_about_in_words_that_tell_them_apart():
    """By the ID of the row, which nobody else of the roster has."""
    first = table(FULL, "17,Ana Silva,desk@x.example", "18,Ana Silva,desk@x.example")
    _, _, known = imported(first, table(FULL, "27,Ana Silva,desk@x.example", "28,Ana Silva,desk@x.example"))
    assert [doubt.words for doubt in known.doubts] == ["27", "28"]


FOLK = (  # names, addresses and the ID of people who are really different
    (("Zoe Alder", "Alder Zoe", "Zoe M. Alder", "Zoe Alder-Roe"), ("fam@x.example", ""), "11"),
    (("Bob Birch", "B. Birch", "Bob Birch Jr."), ("fam@x.example", "bob@x.example", ""), "12"),
    (("Ana Silva", "Ana Maria Silva", "Silva Ana", "Ana Sliva"), ("ana@x.example", "ana@x.exmaple", ""), "13"),
    (("Ana Reyes", "Reyes Ana", "Ana L. Reyes"), ("", "desk@x.example"), "14"),
    (("Robert Miller", "Bobbie Miller", "Robert James Miller"), ("r@x.example", "", "rob@x.example"), "15"),
    (("Maria Silva", "Maria T. Silva"), ("desk@x.example", "maria@x.example"), "16"),
)
CELLS = st.tuples(
    st.integers(0, len(FOLK) - 1), st.integers(0, 3), st.integers(0, 2), st.sampled_from(["", "own", "own", "other"]),
    st.booleans(),
)  # fmt: skip
LISTS = st.lists(st.lists(CELLS, max_size=6, unique_by=lambda cell: cell[0]), min_size=2, max_size=4)


def row(cell, at: int) -> Person:
    """One of the folk as a list has them; perhaps with the ID of the next, perhaps by a chosen name."""
    who, name, address, said, is_legal = cell
    names, mails, own = FOLK[who]
    given = {"": "", "own": own, "other": FOLK[(who + 1) % len(FOLK)][2]}[said] if at else own if said else ""
    person = Person(id=given, name=names[name % len(names)], roles=("mentee",), email=mails[address % len(mails)])
    if who == 4 and is_legal and person.name == "Bobbie Miller":
        key = name_key(dataclasses.replace(person, name="Robert Miller"))
        person = dataclasses.replace(person, keys=(f"~{key}",), notes=(Note(label=LEGAL, text="Robert Miller"),))
    return person


@settings(deadline=None, max_examples=200)
@given(LISTS)
def test_no_id_becomes_another_persons(lists):
    """Whatever is blanked, mended, added, turned or taken from another; who is asked answers what is so."""
    present, gone, owner = (), (), {}
    for at, cells in enumerate(lists):
        rows = [row(cell, at) for cell in cells]
        given_ids = [one.id for one in rows if one.id]
        rows = [dataclasses.replace(one, id=one.id if given_ids.count(one.id) == 1 else "") for one in rows]
        coming = Roster(people=tuple(with_ids(rows)), given=frozenset(one.id for one in rows if one.id in given_ids))
        who = {one.id: cell[0] for one, cell in zip(coming.people, cells, strict=True)}
        same: dict[str, str] = {}
        known = recognise(coming, present, gone, same)
        for doubt in known.doubts:
            true = [one.id for one in doubt.likely if owner[one.id] == who[doubt.person.id]]
            same[doubt.person.id] = next((one for one in true if one not in same.values()), "")
        known = recognise(coming, present, gone, same)
        assert not known.doubts
        stands = [one for one in coming.people if one.id not in {twice.id for twice in known.twice}]
        assert len(stands) == len(known.people)
        for one, person in zip(stands, known.people, strict=True):
            assert owner.setdefault(person.id, who[one.id]) == who[one.id]
        ids = {person.id for person in known.people}
        assert {person.id for person in present} <= ids | {person.id for person in known.missing}
        gone = tuple(person for person in (*gone, *present) if person.id not in ids)
        present = known.people


TOLD_APART = {
    "titles": ("Name,Email,Role", "Mr. Reed,fam@x.example", "Mrs. Reed,fam@x.example"),
    "German titles": ("Name,Email,Role", "Herr Maier,fam@x.example", "Frau Maier,fam@x.example"),
    "titles of a column": ("Title,Last name,Email,Role", "Mr,Reed,fam@x.example", "Mrs,Reed,fam@x.example"),
    "suffixes": ("First,Last,Suffix,Email,Role", "Bob,Reed,Sr.,fam@x.example", "Bob,Reed,Jr.,fam@x.example"),
    "middle names": ("First,Middle,Last,Email,Role", "Ida,Maria,Po,fam@x.example", "Ida,Rosa,Po,fam@x.example"),
    "cards": ("Patron ID,Name,Email,Role", "A7,Sam Reed,fam@x.example", "B9,Sam Reed,fam@x.example"),
    "numbers": ("Matrikelnummer,Name,Email,Role", "4711,Sam Reed,fam@x.example", "4712,Sam Reed,fam@x.example"),
    "names on papers": (
        "First name,Last name,Nickname,Email,Role", "Samuel,Reed,Sam,fam@x.example", "Samantha,Reed,Sam,fam@x.example",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", TOLD_APART)
def test_what_tells_two_of_one_name_and_address_apart(case):
    """In one list they are two people and asked about; in a later one nobody takes the other's place unasked."""
    header, one, other = TOLD_APART[case]
    both = table(header, one, other)
    assert len(both.people) == 2
    assert [problem for problem in both.problems if problem.about]
    *_, known = imported(table(header, one), table(header, other))
    assert len(known.doubts) == 1
    *_, again = imported(table(header, one), table(header, one))
    assert not again.doubts


@pytest.mark.parametrize("column", ["Response ID", "Locker number", "T-shirt", "Comment"])
def test_what_tells_nothing_of_who_somebody_is_joins_rows(column):
    """A form that was sent twice has two numbers of answers, and perhaps other words."""
    assert len(table(f"{column},Name,Email,Role", "R70,Ana Silva,a@x.example", "R71,Ana Silva,a@x.example").people) == 1


def test_the_name_on_papers_has_the_first_claim():
    """Who chose a name keeps their link when somebody of that name comes, and they are listed by their legal one."""
    first = table("Name,Preferred name,Role", "Robert Miller,Alex Miller")
    *_, known = imported(first, table(BARE, "Robert Miller", "Alex Miller"))
    assert [doubt.person.name for doubt in known.doubts] == ["Alex Miller"]
    assert len(known.people) + len(known.waiting) == 1
    assert not known.new


@pytest.mark.parametrize(
    ("one", "other"),
    [("Jürgen Müller", "Juergen Mueller"), ("Søren Bø", "Soeren Boe"), ("William Reed", "Bill Reed"), ("Liz Reed", "Elizabeth Reed"), ("Sam Reed", "Samuel Reed")],
)  # fmt: skip
def test_another_spelling_or_form_of_a_name_is_asked_about(one, other):
    """With and without addresses, in both directions; nobody new takes the place of who is gone unasked."""
    for first, second in ((one, other), (other, one)):
        *_, bare = imported(table(BARE, first), table(BARE, second))
        assert [[person.name for person in doubt.likely] for doubt in bare.doubts] == [[first]]
        *_, mailed = imported(table(MAILED, f"{first},one@x.example"), table(MAILED, f"{second},two@x.example"))
        assert len(mailed.doubts) == 1 or "Sam" in first + second


def test_a_short_name_of_another_family_is_somebody_else():
    """The surname has to be the same."""
    *_, known = imported(table(BARE, "William Reed"), table(BARE, "Bill Stone"))
    assert not known.doubts


@pytest.mark.parametrize(("one", "other"), [("0017", "17"), ("17", "17.0"), ("0017", "17.0")])
def test_an_id_that_a_spreadsheet_made_a_number_is_the_same(one, other):
    """Leading zeros and a decimal point are no other card."""
    present, _, known = imported(
        table(FULL, f"{one},Ana Silva,a@x.example"), table(FULL, f"{other},Ana Silva,a@x.example")
    )
    assert (known.doubts, known.new) == ((), frozenset())
    assert [person.id for person in known.people] == [person.id for person in present]


def test_a_chosen_name_is_taken_off_where_the_cell_says_so():
    """Only "(empty)" does; a blank cell, and one that says "none", leave it."""
    first = table(CHOSEN, "Robert,Miller,Alex")
    for cell, name in (("(empty)", "Robert Miller"), ("", "Alex Miller"), ("none", "Alex Miller")):
        present, _, known = imported(first, table(CHOSEN, f"Robert,Miller,{cell}"))
        (person,) = known.people
        assert (person.id, person.name) == (present[0].id, name)
        assert [note.text for note in person.notes if note.label == LEGAL] == (
            [] if name == "Robert Miller" else ["Robert Miller"]
        )


@pytest.mark.parametrize(
    "cell", ["Pending", "Overdue", "Expired", "Withdrawn", "Yes, expired", "abgelaufen", "expiré", "vencido", "No"]
)
def test_a_check_that_is_over(cell):
    """Who was cleared is so no more when a later list says that the check is over, also where nothing else stands there."""
    first, later = (read(f"Name,Role,Background check\nJan Ost,mentor,{text}\n") for text in ("Yes", f'"{cell}"'))
    _, _, known = imported(first, later)
    assert [person.clearance for person in known.people] == [False]


@pytest.mark.parametrize("head", [MAILED, BARE])
@pytest.mark.parametrize(
    "names", [("Z Alder", "B Alder"), ("B Alder", "Z Alder"), ("Zoe A", "Bob A"), ("Z. Alder", "B. Alder")]
)
def test_the_initial_says_which_of_a_family(head, names):
    """Of siblings with one address the one with this initial is offered first."""
    own = ",f@x.example" if head == MAILED else ""
    first = table(head, *(f"{name}{own}" for name in names))
    present, _, known = imported(first, table(head, f"Zoe Alder{own}", f"Bob Alder{own}"))
    called = {person.id: person.name for person in present}
    offered = {doubt.person.name: called[doubt.likely[0].id] for doubt in known.doubts}
    assert {new: old[0] for new, old in offered.items()} == {"Zoe Alder": "Z", "Bob Alder": "B"}
