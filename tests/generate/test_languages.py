"""What is printed speaks the language of the library, from a file of its own words."""

from __future__ import annotations

import json
import re

import pytest
from tabled import did, generate, table_of

from mentorwidgets.errors import ProgramError
from mentorwidgets.generate.catalogues import Languages, catalogue_text, read_catalogue
from mentorwidgets.generate.language import Language
from mentorwidgets.generate.packs import PackPair, pack_files
from mentorwidgets.generate.pages import readme
from mentorwidgets.generate.paper import Paper
from mentorwidgets.generate.sheets import blank_sheets
from mentorwidgets.generate.stems import WORKBOOKS
from mentorwidgets.generate.texts import all_texts
from mentorwidgets.model import Hours, Pair, Person, Program

TEXTS = [text for texts in all_texts().values() for text in texts]
EVERY = Language("es", {text: f"[{text}]" for text in TEXTS})
OWN = {"slug": "1", "name": "2", "audience": "3", "contact": "4", "organisation": "5", "purposes": ("6", "7")}


@pytest.fixture
def office(tmp_path):
    """A folder for a table, with a file of words."""

    def write(text, name="es.toml"):
        (tmp_path / "office" / "languages").mkdir(parents=True, exist_ok=True)
        (tmp_path / "office" / "languages" / name).write_text(text, encoding="utf-8")
        return tmp_path / "office"

    return write


def outside(page):
    """The letters of a page that are neither markup nor in our brackets."""
    shown = re.sub(r"<style>.*?</style>|<[^>]*>", " ", page.decode(), flags=re.DOTALL)
    while "[" in shown:
        shown = re.sub(r"\[[^\[\]]*\]", "", shown)
    return re.findall(r"[^\W\d]{2,}", re.sub(r"\S+\.ipynb|&\w+;|UTC", "", shown))


@pytest.mark.parametrize("youth", [False, True])
def test_no_text_of_ours_is_left_in_english(youth):
    """On the first page, every blank sheet and a pack, when each text has words."""
    program = Program(**OWN, kind="formal", cadence="monthly", hours=4, required=("ending",), min_years=2, youth=youth)
    paper = Paper(program, language=EVERY)
    people = (
        Person(id="1", name="1", roles=("mentor",), modes=("video",), offers=("2",), languages=("3",)),
        Person(id="2", name="2", roles=("mentee",), availability=(Hours(day=0, start=60, end=120),)),
    )
    pack = pack_files(paper, [PackPair(pair=Pair(mentee="2", mentor="1", purpose="6"))], people)
    sheets = [data for _, data in blank_sheets(paper, WORKBOOKS).values()]
    pages = [readme(paper, {"pairing": "Pairing"}, [("1", "Introduction")]), *sheets, *pack.values()]
    assert {tuple(outside(page)) for page in pages} == {()}
    assert all(b'<html lang="es">' in page for page in pages)


@pytest.mark.parametrize("variant", ["academic", "teen", "co-mentors", "one-off"])
def test_every_form_of_ours_can_have_words(variant):
    """Each question of it, too."""
    sheets = blank_sheets(Paper(Program(**OWN), {"variant": variant}, EVERY), ("expectations",))
    assert [outside(page) for _, page in sheets.values()] == [[]]


def test_english_among_other_words_is_marked():
    """So that it is read aloud as English; a library's own question is not."""
    paper = Paper(
        Program(**OWN),
        {"questions": [{"id": "hopes", "asked": "¿Qué espera?", "type": "text"}]},
        Language("es", {"What we agree": "Lo acordado"}, frozenset(TEXTS) - {"What we agree"}),
    )
    page = blank_sheets(paper, ("expectations",))["sheets/expectations.html"][1].decode()
    assert "<h3>¿Qué espera?</h3>" in page
    assert "<p class='mw-soft'>Lo acordado</p>" in page
    assert '<h1><span lang="en">What we expect</span></h1>' in page
    first = readme(paper, {}, [("1", "Introduction")]).decode()
    assert '<dd><span lang="en">each pair decides</span></dd>' in first
    assert '<a href="1"><span lang="en">Introduction</span></a>' in first


def test_a_programs_own_words_go_into_the_gaps():
    """The language's word for a mentee where the program has none."""
    language = Language("es", {"{mentor} and {mentee}": "{mentee} con {mentor}", "mentee": "aprendiz"})
    paper = Paper(Program(**OWN, terms={"mentor": "guía"}), language=language)
    assert paper.say("{mentor} and {mentee}") == "aprendiz con guía"


def test_workbooks_pages_and_sheets_come_in_the_programs_language(office, tmp_path):
    """The more exact file adds to the general one; English programs stay as they are; again, nothing changes."""
    office('"Pairing" = "Parejas"\n"Name" = "Nombre"\n"Mentees look and ask, mentors answer, coordinators help. '
           'Nothing is final until both people say yes." = "Mire, pregunte."\n')  # fmt: skip
    table = table_of(
        office('"Name" = "Nombre y apellido"\n', "es-MX.toml"), "Roble,es-MX", "Oak,", header="name,locale"
    )
    generate(table, tmp_path / "library")
    workbooks = tmp_path / "library" / "workbooks"
    copy = json.loads((workbooks / "roble" / "pairing.ipynb").read_text(encoding="utf-8"))
    assert (copy["metadata"]["title"], "".join(copy["cells"][0]["source"])) == (
        "Parejas",
        '# Parejas\n\n<div lang="es-MX">\n\nMire, pregunte.\n\n</div>',
    )
    assert "Nombre y apellido" in (workbooks / "roble" / "sheets" / "roster.html").read_text(encoding="utf-8")
    assert "Parejas" not in (workbooks / "oak" / "README.html").read_text(encoding="utf-8")
    assert set(did(generate(table, tmp_path / "library")).values()) == {"same"}
    told = json.loads((workbooks / "manifest.json").read_text(encoding="utf-8"))["programs"]
    assert [bool(told[slug]["words"]) for slug in ("roble", "oak")] == [True, False]


def test_what_is_missing_is_looked_for_in_the_file_that_is_there(office):
    """Not in a general one that nobody wrote."""
    languages = Languages(office('"Name" = "Nombre"\n', "es-MX.toml"))
    assert languages.of("es-MX").words == {"Name": "Nombre"}
    assert languages.problems[0].mend == "To see them: mentorwidgets language languages/es-MX.toml"


def test_without_words_all_is_english_and_said_to_be(office, tmp_path):
    """A page that says that it is French must not be read aloud as French when it is not."""
    table = table_of(office(""), "Hêtre,fr", "Chêne,fr", header="name,locale")
    report = generate(table, tmp_path / "library")
    assert [(problem.file, problem.level) for problem in report.problems] == [("languages/fr.toml", "notice")]
    page = (tmp_path / "library" / "workbooks" / "hetre" / "README.html").read_text(encoding="utf-8")
    assert '<html lang="en">' in page


def test_what_has_no_words_is_listed(office):
    """Once for all programs of the language."""
    languages = Languages(office('"Name" = "Nombre"\n'))
    assert {languages.of(tag).tag for tag in ("es", "es-MX", "es")} == {"es", "es-MX"}
    assert f"No words yet for {len(TEXTS) - 1} of our texts, such as 'Roster'" in languages.problems[0].what


@pytest.mark.parametrize(
    ("text", "row", "words"),
    [
        ('"Name" = 1', 1, "has something else than words"),
        ('\n"{count} hours a month" = "{zahl} Stunden"', 2, "There is no {zahl}"),
        ("Name", None, "Expected '='"),
    ],
)
def test_a_broken_file_is_told_before_anything_is_written(office, tmp_path, text, row, words):
    """With its line."""
    table = table_of(office(text), "Roble,es", header="name,locale")
    report = generate(table, tmp_path / "library")
    [problem] = [problem for problem in report.problems if problem.level == "error"]
    assert (problem.file, problem.row, report.made) == ("languages/es.toml", row, ())
    assert words in problem.what


def test_an_empty_file_of_words_holds_every_text(tmp_path):
    """And is read back as one without words; a text that is not ours is pointed out."""
    file = tmp_path / "es.toml"
    file.write_text(catalogue_text(all_texts()), encoding="utf-8")
    assert read_catalogue(file).missing() == tuple(TEXTS)
    file.write_text('"Old" = "Viejo"\n', encoding="utf-8")
    assert [problem.what for problem in read_catalogue(file).problems] == ["'Old' is no text of ours (any more)."]
    with pytest.raises(ProgramError, match="cannot be read"):
        read_catalogue(tmp_path / "none.toml")
