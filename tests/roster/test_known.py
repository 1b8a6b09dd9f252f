"""A roster that comes again: whoever is known stays who they are, and whoever is not clear is asked about."""

from __future__ import annotations

import dataclasses
import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentorwidgets.model import Note, Person, Roster
from mentorwidgets.roster import recognise
from mentorwidgets.roster.ids import fresh_id, is_made, with_ids

AT = "family@post.example"


def row(name="Ana Silva", email="", given="", **fields) -> Person:
    """Somebody as a roster has them."""
    return Person(id=given, name=name, roles=("mentee",), email=email, **fields)


def roster(*rows: Person, says: str = "name email roles bio") -> Roster:
    """A roster of these rows."""
    ids = frozenset(one.id for one in rows if one.id)
    people = tuple(with_ids([dataclasses.replace(one) for one in rows]))
    return Roster(people=people, given=ids, columns=tuple((word, word) for word in says.split()))


def store(*rows: Person) -> tuple[Person, ...]:
    """These rows as a program has them after its first import."""
    return recognise(roster(*rows), ()).people


def names(known) -> dict[str, str]:
    """Name -> id of who was taken."""
    return {person.name: person.id for person in known.people}


def ids(people) -> dict[str, str]:
    """The same of who is there."""
    return {person.name: person.id for person in people}


def test_an_id_is_made_of_nothing_that_can_change():
    """Neither name nor address stand in it, and no two are alike."""
    (ana,) = store(row(email="ana@lib.example"))
    assert is_made(ana)
    assert "ana" not in ana.id
    assert len({fresh_id(number, "") for number in range(1000)}) == 1000
    assert fresh_id(1, "one library") != fresh_id(1, "another library")


def test_looking_gives_the_ids_that_taking_in_gives():
    """In any order of the rows."""
    rows = [row("Zoe Alder", AT), row("Bob Birch", AT), row()]
    assert ids(store(*rows)) == ids(store(*reversed(rows)))


def test_a_given_id_is_kept():
    """A roster's own ID column names people."""
    assert [person.id for person in store(row(given="A1"))] == ["A1"]


FAMILY = (row("Zoe Alder", AT, bio="mmm"), row("Bob Birch", AT, bio="nnn"), row("Ada Brandt", "ada@lib.example"))


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
@pytest.mark.parametrize("bio", ["aaa", "zzz", ""])
def test_people_who_share_an_address_keep_their_ids(order, bio):
    """Whatever their rows say now, in whatever order, with a third one of the family or without."""
    there = store(*FAMILY)
    third = row("Cy Cole", AT, bio="aaa")
    rows = [dataclasses.replace(FAMILY[at], bio=bio if at == 0 else FAMILY[at].bio) for at in order]
    for coming in (rows, [*rows, third], [third, *rows]):
        known = recognise(roster(*coming), there)
        assert ids(there).items() <= names(known).items()
        assert (known.doubts, known.missing) == ((), ())


@pytest.mark.parametrize(
    ("was", "now"),
    [
        (row("Ana Silva"), row("Ana Silva", "ana@lib.example")),  # an address was filled in
        (row("Ana Silva", "ana@lib.example"), row("Ana Silva")),  # or left out
        (row("Ana Silva", "ana@lib.exmaple"), row("Ana Silva", "ana@lib.example")),  # or mended
        (row("Ana Silva", "ana@lib.example"), row("Ana Silva", "a.silva@new.example")),  # or is another
        (row("Ana Silva", "ana@lib.example"), row("Ana Reyes", "ana@lib.example")),  # a married name
        (row("Ana Silva", "ana@lib.example"), row("Ana M. Silva", "ana@lib.example")),
        (row("Ana Sliva"), row("Ana Silva")),  # a slip in the name
        (row("Ana Slva", "ana@lib.exmaple"), row("Ana Silva", "ana@lib.example")),
        (row("Ana Silva", bio="Reads maps."), row("Ana Reyes", bio="Reads maps.")),
        (row("Ana Silva", "ana@lib.exmaple"), row("Ana Reyes", "ana@lib.example")),
        (row("Hạnh Lý", AT), row("Hành Lý", AT)),  # two names, or one
        (row("Zoe Alder", AT), row("Bob Birch", AT)),  # the first is not there any more
        (row("Ana Silva", given="A1"), row("Zoe Birch", given="A1")),  # the ID may have passed on
        (row("Ana Silva", "ana@lib.example", "A1"), row("Ana Silva", "ana@lib.example", "A9")),
        (row("Ana Silva", "ana@lib.example", "A1"), row("Ana Silva", "ana@lib.example", "A1x")),
    ],
)
def test_what_comes_near_is_asked(was, now):
    """Nobody is taken for somebody else, nobody goes, until it is said who they are; then it holds."""
    other = row("Eva Novak", "eva@lib.example")
    there = store(was, other)
    coming = roster(now, other)
    known = recognise(coming, there)
    (doubt,) = known.doubts
    assert ([one.name for one in doubt.likely], doubt.person.name) == ([was.name], now.name)
    assert ([one.id for one in known.people], known.missing) == ([ids(there)["Eva Novak"]], ())
    assert [one.name for one in known.waiting] == [was.name]

    said = recognise(coming, there, same={doubt.person.id: doubt.likely[0].id})
    assert names(said) == {now.name: ids(there)[was.name], "Eva Novak": ids(there)["Eva Novak"]}
    assert said.doubts == recognise(coming, said.people).doubts == ()
    assert recognise(coming, said.people).people == said.people

    new = recognise(coming, there, same={doubt.person.id: ""})
    assert (len(new.new), [one.name for one in new.missing], new.doubts) == (1, [was.name], ())
    assert recognise(coming, new.people, new.missing).people == new.people


def test_who_was_answered_about_is_known_under_the_name_before():
    """A list that still has the old name or address needs no second answer."""
    was, now = row("Ana Silva", "ana@lib.example"), row("Ana Reyes", "ana@lib.example")
    there = store(was)
    known = recognise(roster(now), there, same={"ana@lib.example": there[0].id})
    again = recognise(roster(was), known.people)
    assert (ids(again.people)["Ana Silva"], again.doubts) == (there[0].id, ())


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("Jan Ost", "OST, Jan"),
        ("Jan Ost", "Dr. Jan  Ost"),
        ("José Piñol", "Jose Pinol"),
        ("Ana Silva", "Ana Silva, PhD"),
        ("Pat O'Neill", "Pat O\u2019Neill"),
        ("Anna-Lena Roth", "Anna Lena Roth"),
        ("Sam Roe", "Sam Roe (they/them)"),
        ("Zoë Alder", "Zoe\u0308 Alder"),
        ("Łukasz Nowak", "Lukasz Nowak"),
    ],
)
def test_another_way_of_writing_a_name_is_the_same_name(was, now):
    """With the address; without one on both sides as well."""
    for mail in (AT, ""):
        there = store(row(was, mail))
        known = recognise(roster(row(now, mail.upper())), there)
        assert names(known) == {now: there[0].id}


def test_father_and_son_are_two():
    """Junior is not senior, though they share an address."""
    there = store(row("Bo Ulm Sr.", AT), row("Bo Ulm Jr.", AT))
    assert names(recognise(roster(row("Bo Ulm Jr.", AT), row("Bo Ulm Sr.", AT)), there)) == ids(there)


def test_two_of_one_name_are_told_by_what_is_known():
    """Two Ana Silvas without addresses: who says what is known of one is that one; the other is asked about."""
    there = store(row(bio="maps"), row(bio="zines"))
    same = recognise(roster(row(bio="zines"), row(bio="maps")), there)
    assert {one.bio: one.id for one in same.people} == {one.bio: one.id for one in there}
    known = recognise(roster(row(bio="zines"), row(bio="chess")), there)
    assert [one.bio for one in known.people] == ["zines"]
    assert [(one.person.bio, [other.bio for other in one.likely]) for one in known.doubts] == [("chess", ["maps"])]


def test_rows_that_are_alike_in_everything_change_nothing():
    """Two equal rows are two people, and stay the same two."""
    there = store(row(), row())
    assert len({one.id for one in there}) == 2
    assert {one.id for one in recognise(roster(row(), row()), there).people} == {one.id for one in there}


def test_somebody_new_in_the_office_is_not_asked_about():
    """Where several people share an address, it does not make a newcomer one of them."""
    there = store(row("Zoe Alder", AT), row("Bob Birch", AT))
    known = recognise(roster(row("Zoe Alder", AT), row("Kim Cole", AT)), there)
    assert (known.doubts, len(known.new), [one.name for one in known.missing]) == ((), 1, ["Bob Birch"])


def test_other_ids_are_other_people():
    """Whatever else is alike; and an ID goes before an address."""
    there = store(row("Maria Lopez", AT, "A1"), row("Maria Santos", AT, "A2"))
    coming = roster(
        row("Maria Santos", "new@x.example", "A2"), row("Maria Lopez", "", "A1"), row("Maria Kern", AT, "A3")
    )
    known = recognise(coming, there)
    assert names(known) == {"Maria Santos": "A2", "Maria Lopez": "A1", "Maria Kern": "A3"}


def test_ids_that_a_roster_gives_later_are_remembered():
    """Who is known by name and address keeps their id, and is then found by the roster's ID."""
    there = store(row(email="ana@lib.example"))
    known = recognise(roster(row(email="ana@lib.example", given="A1")), there)
    assert [one.id for one in known.people] == [there[0].id]
    again = recognise(roster(row("Ana M. Silva", "new@lib.example", "A1")), known.people)
    assert [one.id for one in again.people] == [there[0].id]


def test_names_of_people_follow_to_the_ids_that_stay():
    """Whom a row names by an id of the roster is named by the id of the program."""
    coming = roster(row("Ana Silva", "ana@lib.example"), row("Bo Ulm", "bo@lib.example"))
    people = tuple(dataclasses.replace(one, avoid=("ana@lib.example", "somebody")) for one in coming.people)
    ana, bo = recognise(dataclasses.replace(coming, people=people), ()).people
    assert bo.avoid == (ana.id, "somebody")


def test_ids_from_before_are_kept():
    """A program whose ids were made of addresses and names keeps them."""
    there = (
        Person(id="ana@lib.example", name="Ana Silva", roles=("mentee",), email="ana@lib.example"),
        Person(id="bo-ulm-2", name="Bo Ulm", roles=("mentee",)),
    )
    coming = roster(row(email="ana@lib.example", given="A1"), row("Bo Ulm"))
    assert names(recognise(coming, there)) == {"Ana Silva": "ana@lib.example", "Bo Ulm": "bo-ulm-2"}


def test_who_left_comes_back():
    """With name and address; with another address it is asked."""
    (ana,) = store(row(email="ana@lib.example"))
    assert names(recognise(roster(row(email="ana@lib.example")), (), [ana])) == {"Ana Silva": ana.id}
    (doubt,) = recognise(roster(row(email="new@lib.example")), (), [ana]).doubts
    assert "was there before" in doubt.why


def test_what_a_roster_does_not_speak_of_stays():
    """A file without a column for the bio does not empty it; one that has the column does."""
    (ana,) = store(row(email="a@x.example", bio="Reads maps."))
    assert recognise(roster(row(email="a@x.example"), says="name email"), [ana]).people[0].bio == "Reads maps."
    assert recognise(roster(row(email="a@x.example")), [ana]).people[0].bio == ""


def test_a_roster_speaks_of_its_columns_and_of_its_notes():
    """A column that was not understood is a note; so is a value that was not."""
    columns = (("Name", "name"), ("Shoe size", ""))
    assert Roster(columns=columns).says() == {"name", "notes"}
    noted = row(notes=(Note(label="Capacity", text="lots"),))
    assert Roster(people=(noted,), columns=columns[:1]).says() == {"name", "notes"}


CELLS = st.tuples(
    st.sampled_from(["Ana Silva", "Ana Reyes", "Bo Ulm", "Zoe Ulm", "Ana Sliva"]),
    st.sampled_from(["", AT, "ana@x.example", "bo@x.example"]),
    st.sampled_from(["", "", "A1", "A2"]),
    st.sampled_from(["", "maps", "zines"]),
)
ROWS = st.lists(CELLS, max_size=6).map(lambda rows: [row(n, m, i, bio=b) for n, m, i, b in rows])


def distinct(rows: list[Person]) -> list[Person]:
    """Without a second row of one ID."""
    seen: set[str] = set()
    return [one for one in rows if not one.id or not (one.id in seen or seen.add(one.id))]


@settings(deadline=None, max_examples=150)
@given(ROWS, ROWS, st.randoms(use_true_random=False))
def test_nobody_becomes_somebody_else(first, second, random):
    """Through two rosters in any order: ids are unique, a name with its address keeps its id, and order tells nothing."""
    there = store(*distinct(first))
    coming = distinct(second)
    known = recognise(roster(*coming), there)
    random.shuffle(coming)
    shuffled = recognise(roster(*coming), there)
    old = {one.id for one in there}
    assert len({one.id for one in known.people}) == len(known.people)
    assert len(known.people) + len(known.doubts) + len(known.twice) == len(coming)
    kept = {(one.name, one.email, one.bio, one.id) for one in known.people if one.id in old}
    assert kept == {(one.name, one.email, one.bio, one.id) for one in shuffled.people if one.id in old}
    accounted = {one.id for one in known.people} | {one.id for one in (*known.missing, *known.waiting)}
    assert old <= accounted


@settings(deadline=None, max_examples=100)
@given(ROWS)
def test_the_same_roster_again_changes_nothing(rows):
    """Whatever stands in it, nobody is asked about a second time."""
    coming = roster(*distinct(rows))
    there = recognise(coming, ()).people
    again = recognise(coming, there)
    assert (set(again.people), again.doubts, again.missing) == (set(there), (), ())
