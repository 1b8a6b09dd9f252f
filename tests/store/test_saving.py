"""Operations and their answers."""

from __future__ import annotations

import json
import math
import threading

import pytest

from mentorwidgets.errors import StoreError, ValueRefusedError
from mentorwidgets.model import MAX_VALUE_BYTES, Operation, Person, Program, Viewer
from mentorwidgets.store import Store

SHEET = "oak/pairing"
HALF = "\ud83d"


def test_saving_a_new_field_gives_version_one(store, op):
    """The first save of a field is version 1, and the field shows who wrote it."""
    answer = store.apply(op("note/a", {"text": "Grüße"}, by="Ana"), "ana@oak.org")
    field = store.fields(SHEET)["note/a"]
    assert (answer.outcome, answer.version) == ("saved", 1)
    assert (field.value, field.version, field.by, field.at) == ({"text": "Grüße"}, 1, "Ana", answer.at)


def test_without_a_name_the_actor_is_shown(store, op):
    """Who gave no name is shown as whom the store knows."""
    store.apply(op("note/a", 1), "ana@oak.org")
    assert store.fields(SHEET)["note/a"].by == "ana@oak.org"


def test_two_fields_do_not_disturb_each_other(store, op):
    """Two people who edit different fields both succeed."""
    store.apply(op("note/a", "one"), "Ana")
    assert store.apply(op("note/b", "two"), "Ben").outcome == "saved"


def test_a_stale_base_is_a_conflict_that_tells_theirs(store, op):
    """Who builds on an old version hears what stands there and who wrote it; their own words stay in the history."""
    first = store.apply(op("note/a", "hers"), "Ana")
    answer = store.apply(op("note/a", "his"), "Ben")
    assert (answer.outcome, answer.version, answer.value, answer.by) == ("conflict", 1, "hers", "Ana")
    assert answer.at == first.at
    assert store.fields(SHEET)["note/a"].value == "hers"
    assert [change.value for change in store.history(SHEET, "note/a")] == ["hers", "his"]


def test_a_base_from_the_future_is_a_conflict(store, op):
    """A version that never was (the page knew a newer database) does not win."""
    store.apply(op("note/a", "old"), "Ana")
    assert store.apply(op("note/a", "new", base=2**70), "Ben").outcome == "conflict"


@pytest.mark.parametrize("value", [{"a": 1, "b": [2, None]}, "same", True])
def test_the_same_value_on_a_stale_base_is_saved(store, op, value):
    """Two people who do the same do not quarrel, and the version stays."""
    store.apply(op("note/a", value), "Ana")
    turned = dict(reversed(value.items())) if isinstance(value, dict) else value
    answer = store.apply(op("note/a", turned), "Ben")
    assert (answer.outcome, answer.version) == ("saved", 1)
    assert store.fields(SHEET)["note/a"].by == "Ana"


@pytest.mark.parametrize(("one", "other"), [(1, True), (0, False), ("1", 1), ([], {}), ("", None)])
def test_values_that_only_python_finds_equal_differ(store, op, one, other):
    """1 is not true, and nothing is not an empty text."""
    store.apply(op("note/a", one), "Ana")
    assert store.apply(op("note/a", other), "Ben").outcome == "conflict"


def test_removing_keeps_the_version_counting(store, op):
    """A removed field is not shown, and whoever writes it again builds on its version."""
    store.apply(op("note/a", "x"), "Ana")
    assert store.apply(op("note/a", None, base=1), "Ana").version == 2
    assert (store.fields(SHEET), store.removed(SHEET)) == ({}, {"note/a": 2})
    assert store.apply(op("note/a", "y", base=2), "Ana").version == 3
    assert store.removed(SHEET) == {}


def test_removing_what_never_was_is_saved(store, op):
    """Nothing to take away is no fault, and makes no field."""
    answer = store.apply(op("note/a", None), "Ana")
    assert (answer.outcome, answer.version, store.removed(SHEET)) == ("saved", 0, {})


@pytest.mark.parametrize("second", ["saved", "conflict", "refused"])
def test_the_same_operation_gets_the_same_answer(store, op, second):
    """An operation sent again after other saves is answered as the first time and done once."""
    wishes = {"saved": op("note/a", "x"), "conflict": op("note/b", "late"), "refused": op("note/b", math.nan)}
    store.apply(op("note/b", {"early": 1}), "Ben")
    first = store.apply(wishes[second], "Ana")
    store.apply_many([(op("note/a", "y", base=1), "Ben"), (op("note/b", None, base=1), "Ben")])
    assert first.outcome == second
    assert store.apply(wishes[second], "Ana") == first
    assert len([line for line in store.changes(0) if line.op == first.op]) == 1


def test_the_same_operation_twice_in_one_batch(store, op):
    """A batch that carries an operation twice does it once."""
    wish = op("note/a", "x")
    first, second = store.apply_many([(wish, "Ana"), (wish, "Ana")])
    assert first == second
    assert store.seq() == 1


def test_a_second_store_knows_the_operation(store, address, op):
    """The answer is the same from another process's store, and after a restart."""
    wish = op("note/a", "x")
    first = store.apply(wish, "Ana")
    with Store.open(address) as other:
        assert other.apply(wish, "Ana") == first


def test_a_batch_builds_on_itself(store, op):
    """Answers come in order, and each operation sees those before it."""
    batch = [(op("note/a", n, base=n), "Ana") for n in range(5)] + [(op("note/a", "late", base=1), "Ben")]
    answers = store.apply_many(batch)
    assert [answer.outcome for answer in answers] == ["saved"] * 5 + ["conflict"]
    assert (answers[-1].version, answers[-1].value) == (5, 4)
    assert [answer.seq for answer in answers] == [1, 2, 3, 4, 5, 6]


def test_an_empty_batch_has_no_answers(store):
    """Nothing asked, nothing done."""
    assert store.apply_many([]) == []


def test_a_batch_of_thousands_is_taken(store, op):
    """No limit of the database on the size of one question shows."""
    answers = store.apply_many([(op(f"note/{n}", n), "Ana") for n in range(2500)])
    assert {answer.outcome for answer in answers} == {"saved"}
    assert len(store.fields(SHEET)) == 2500


def test_an_unknown_program_is_refused_in_words(store, op):
    """A worksheet of no program takes nothing."""
    answer = store.apply(op("note/a", 1, worksheet="elm/pairing"), "Ana")
    assert (answer.outcome, answer.why) == ("refused", "This program is no longer here.")
    assert answer.mend
    assert store.fields("elm/pairing") == {}


@pytest.mark.parametrize(
    "value",
    [math.nan, -math.inf, {"a": [math.inf]}, "a\0b", [HALF], {HALF: 1}, {1, 2}, 10**5000],
    ids=["nan", "inf", "deep inf", "nul", "half", "half in a key", "set", "huge number"],
)
def test_what_cannot_be_kept_is_refused_in_words(store, op, value):
    """Both databases refuse the same, leave the field alone and answer the others in the batch."""
    bad, good = store.apply_many([(op("note/a", value), "Ana"), (op("note/b", "fine"), "Ana")])
    assert (bad.outcome, bad.version, good.outcome) == ("refused", 0, "saved")
    assert bad.why.endswith(".")
    assert store.history(SHEET, "note/a")[0].value is None


def test_deep_nesting_is_refused(store, op):
    """A value that a later reader could not unfold is not taken."""
    value: list = []
    for _ in range(5000):
        value = [value]
    assert store.apply(op("note/a", value), "Ana").outcome == "refused"


@pytest.mark.parametrize(("letter", "size"), [("x", 1), ("ö", 2), ("😀", 4)])
def test_the_longest_value_is_counted_in_bytes(store, op, letter, size):
    """What fits exactly is saved; one letter more is refused, with the number."""
    fits = letter * ((MAX_VALUE_BYTES - 2) // size)
    longer = store.apply(op("note/b", fits + letter), "Ana")
    assert store.apply(op("note/a", fits), "Ana").outcome == "saved"
    assert longer.outcome == "refused"
    assert "100,000" in longer.why


def test_a_typed_backslash_u0000_is_only_text(store, op):
    r"""The six characters ``\u0000`` are not the NUL character."""
    store.apply_many([(op("note/a", "\\u0000"), "Ana"), (op("note/b", {"\\\\u0000": "\\\\\\u0000"}), "Ana")])
    assert store.fields(SHEET)["note/a"].value == "\\u0000"


def test_a_name_that_cannot_be_kept_never_stops_a_save(store, op):
    """A NUL or half a character in a name is written as an escape."""
    answer = store.apply(op("note/a", 1, by="A\0na" + HALF), "an\0a")
    assert answer.outcome == "saved"
    assert store.fields(SHEET)["note/a"].by == "A\\x00na\\ud83d"


def test_a_key_that_cannot_be_kept_is_refused(store, op):
    """Half a character in a key is refused, and its answer is known again."""
    wish = op("note/" + HALF, 1)
    answer = store.apply(wish, "Ana")
    assert answer.outcome == "refused"
    assert store.apply(wish, "Ana") == answer


def test_order_of_keys_in_a_value_is_kept(store, op):
    """A value comes back as it was written, key order included."""
    store.apply(op("note/a", {"z": 1, "a": 2}), "Ana")
    assert json.dumps(store.fields(SHEET)["note/a"].value) == '{"z": 1, "a": 2}'


def full_house(view, operation):
    """One person per house: a rule that reads people and fields, as capacity does."""
    taken = view.fields("house/", lambda key: key.endswith("/1"))
    if operation.key.startswith("boom/"):
        raise ZeroDivisionError
    if operation.key.startswith("shape/"):
        raise ValueRefusedError("That is no house.", "Say which.")
    if view.person("ana") is None or view.program.slug != "oak":
        return "Nobody is here."
    return "The house is full." if len(taken) >= 2 else None


@pytest.fixture
def ruled(address):
    """A store whose pairing worksheets have a rule."""
    with Store.open(address, rules={"pairing": full_house}) as opened:
        opened.save_program(Program(slug="oak", name="Oak"))
        opened.set_roster("oak", [Person(id="ana", name="Ana", roles=("mentor",))], "Ana")
        yield opened


def test_a_rule_sees_what_the_batch_did_before(ruled, op):
    """The last place is given once, within a batch and after it; removing gives it back."""
    batch = [(op(f"house/{name}/1", True), name) for name in "abc"]
    assert [answer.outcome for answer in ruled.apply_many(batch)] == ["saved", "saved", "refused"]
    assert ruled.apply(op("house/d/1", True), "d").why == "The house is full."
    assert ruled.apply(op("house/a/1", None, base=1), "a").outcome == "refused"  # this rule is stubborn
    assert set(ruled.fields(SHEET)) == {"house/a/1", "house/b/1"}


def test_a_rule_that_looks_late_sees_the_whole_batch(store, op):
    """What a batch saved, changed and removed before a rule's first look is seen as it will be."""
    seen = []

    def rule(view, operation):
        if operation.key == "look":
            seen.extend([view.fields("a/"), view.fields("a/1"), view.fields("")])

    store.apply_many([(op("a/1", "old"), "Ana"), (op("a/2", "gone"), "Ana")])
    batch = [op("a/1", "new", base=1), op("a/2", None, base=1), op("a/3", "more"), op("b", 1), op("look", 1)]
    Store(store._engine, {"pairing": rule}).apply_many([(wish, "Ana") for wish in batch])
    assert seen == [{"a/1": "new", "a/3": "more"}, {"a/1": "new"}, {"a/1": "new", "a/3": "more", "b": 1}]


def test_a_refusal_is_kept_in_the_history(ruled, op):
    """What was refused, by whom, stays readable."""
    ruled.apply_many([(op(f"house/{name}/1", name), name) for name in "abc"])
    last = ruled.changes(0)[-1]
    assert (last.outcome, last.value, last.by, last.version) == ("refused", "c", "c", 0)


def test_a_rule_that_raises_our_error_refuses(ruled, op):
    """A rule may say no with an error of ours."""
    answer = ruled.apply(op("shape/x", 1), "Ana")
    assert (answer.outcome, answer.why) == ("refused", "That is no house. Say which.")


def test_a_faulty_rule_harms_only_its_own_operation(ruled, op, caplog):
    """A bug in a rule refuses one change, says an id that is in the log, and saves the others."""
    bad, good = ruled.apply_many([(op("boom/x", 1), "Ana"), (op("house/a/1", 1), "Ana")])
    assert (bad.outcome, good.outcome) == ("refused", "saved")
    assert bad.why.split("error ")[1][:8] in caplog.text


def test_a_database_that_fails_under_a_rule_fails_the_batch(store, op):
    """A fault of the database is no refusal: nothing is saved or answered, and the batch can be sent again."""

    def rule(view, operation):
        view._batch._connection.exec_driver_sql("SELECT * FROM nowhere")

    batch = [(op("a", 1), "Ana"), (op("b", 1), "Ana")]
    with pytest.raises(StoreError):
        Store(store._engine, {"pairing": rule}).apply_many(batch)
    assert store.seq() == 0
    assert [answer.outcome for answer in store.apply_many(batch)] == ["saved", "saved"]


def test_a_rule_does_not_find_people_who_left(ruled, op):
    """Who left the roster is nobody for a rule."""
    ruled.set_roster("oak", [], "Ana")
    assert ruled.apply(op("house/a/1", 1), "Ana").why == "Nobody is here."


def test_rules_decode_only_what_they_ask_for(on_file, op):
    """Keys are filtered before any JSON is read: a broken value elsewhere is never touched."""
    seen = []

    def rule(view, operation):
        seen.append(view.fields("a/", lambda key: key != "a/broken"))

    on_file.apply_many([(op("a/1", 1), "Ana"), (op("a/broken", 2), "Ana"), (op("b/1", 3), "Ana")])
    with on_file._engine.begin() as connection:
        connection.exec_driver_sql("UPDATE mw_field SET value = '{' WHERE key = 'a/broken'")
    Store(on_file._engine, {"pairing": rule}).apply(op("c/1", 1), "Ana")
    assert seen == [{"a/1": 1}]


def test_one_place_for_two_processes_is_given_once(address, op):
    """Two stores that race for the last place cannot both have it."""

    def rule(view, operation):
        return "Taken." if view.fields("house/") else None

    with Store.open(address, rules={"pairing": rule}) as one, Store.open(address, rules={"pairing": rule}) as two:
        one.save_program(Program(slug="oak", name="Oak"))
        start, answers = threading.Barrier(2), []

        def run(store, wish):
            start.wait()
            answers.append(store.apply(wish, "x").outcome)

        work = [threading.Thread(target=run, args=(s, op(f"house/{n}", 1))) for n, s in enumerate((one, two))]
        for thread in work:
            thread.start()
        for thread in work:
            thread.join()
    assert sorted(answers) == ["refused", "saved"]


def test_operations_are_plain_values():
    """An operation is frozen: nobody changes it on its way."""
    with pytest.raises(AttributeError):
        Operation(op="00000001", worksheet=SHEET, key="a", value=1, base=0).base = 2


def test_a_young_person_signs_with_initials(store, op):
    """XC4: in a youth program the name at a change is that of adults only; the history's actor has it for staff."""
    store.save_program(Program(slug="oak", name="Oak", youth=True))
    people = (
        Person(id="ben", name="Ben Carter", roles=("mentee",)),
        Person(id="ana", name="Ana Silva", roles=("mentor",)),
    )
    store.set_roster("oak", people, "Cora")
    for person, role, name in (("ben", "mentee", "Ben Carter"), ("ana", "mentor", "Ana Silva")):
        viewer = Viewer(role=role, program="oak", person=person, name=name, door="door-of-" + person)
        store.apply(op(f"note/{person}", 1), viewer)
    assert {field.by for field in store.fields(SHEET).values()} == {"B. C.", "Ana Silva"}
    assert "Ben Carter" in store.history(SHEET)[0].actor
