"""What is held about whoever is signed in, without a browser."""

from __future__ import annotations

import pytest
from served import OAK, SLUG, make_folder, operation

from mentorwidgets.folder import Folder
from mentorwidgets.inviting import Asked, link_for, make_links
from mentorwidgets.serve.marks import mark_of
from mentorwidgets.workbook import open_store


@pytest.fixture(scope="module")
def served(serve_folder, tmp_path_factory):
    """A server on which the office wrote a note and Ben's wishes."""
    served = serve_folder(make_folder(tmp_path_factory.mktemp("mine") / "library", OAK).path)
    office = served.visitor()
    office.get("/")
    ops = [operation(1, "shortlist/ben", ["ana"]), operation(2, "note/ben/ana/Mentoring", "Ben is shy.")]
    office.post("/mentorwidgets/api/save", {"ops": ops})
    return served


@pytest.fixture
def come(served):
    """Come in as somebody."""

    def enter(who):
        folder = Folder(served.folder)
        with open_store(folder) as store:
            person = store.person(SLUG, who)
            asked = Asked(secret=folder.secret("links"), by="Cora")
            made = (
                make_links(store, SLUG, [person], asked, is_renewed=True)[0][1]
                if person
                else link_for(store, SLUG, who, "trainer", asked)
            )
        visitor = served.visitor(signed_in=False)
        visitor.get("/in")
        visitor.fill("/in", key=made.key)
        return visitor

    return enter


@pytest.mark.parametrize("path", ["/mine", "/mine/held.json", "/mine/held.html"])
def test_everybody_sees_their_own_and_no_more(come, path):
    """Ben finds his shortlist and not the coordinator's note on him; Eva finds nothing of Ben."""
    ben, eva = come("ben").get(path).text, come("eva").get(path).text
    assert "Ana Silva" in ben or '"ana"' in ben
    assert "shy" not in ben
    assert "Ben" not in eva
    assert "Eva Novak" in eva


def test_files_are_for_taking_away(come):
    """They come as attachments with a plain name, and no cache keeps them."""
    answer = come("ben").get("/mine/held.json")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{SLUG}-ben-held.json"'
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.data["person"] == {"id": "ben", "name": "Ben Carter"}


def test_guests_have_a_page_too(come):
    """A trainer, who is on no roster, sees their link and what they read."""
    assert "Tom Ode" in come("Tom Ode").get("/mine").text


def test_the_office_is_no_person(served):
    """The office hears so, and has no file to take."""
    office = served.visitor()
    assert "no person of a program" in office.get("/mine").text
    assert office.get("/mine/held.json").status == 303


def test_a_coordinator_answers_for_one_of_their_people(served, come):
    """The office takes away what is held on Ben, notes included; Ben cannot ask so about Eva, nor anybody about nobody."""
    office, secret = served.visitor(), Folder(served.folder).secret("links")
    ben, eva, zoe = (f"/programs/{SLUG}/held.json?person={mark_of(secret, SLUG, who)}" for who in ("ben", "eva", "zoe"))
    assert "Ben is shy." in office.get(ben).text
    assert office.get(zoe).status == 404
    assert come("ben").get(eva).status == 404
    assert "What is held" in office.get(f"/programs/{SLUG}/history").text


@pytest.mark.parametrize("path", ["/mine/held.xml", "/mine/", "/mine/ana", "/mine/held.json/.."])
def test_nothing_else_is_there(come, path):
    """No address names another person."""
    assert come("ben").get(path).status == 404
