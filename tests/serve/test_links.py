"""The page of people and their personal links, without a browser."""

from __future__ import annotations

import csv
import io
import re

import pytest
from served import OAK, SLUG, make_folder

from mentorwidgets.doors import key_in
from mentorwidgets.folder import Folder
from mentorwidgets.workbook import open_store

PAGE = f"/programs/{SLUG}/links"
JSON = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
KEY = re.compile(r"[A-Za-z0-9_-]{22}\.[0-9]{1,11}\.[a-z2-7]{52}")


@pytest.fixture(scope="module")
def served(serve_folder, tmp_path_factory):
    """A server of these tests' own: they invite and revoke."""
    return serve_folder(make_folder(tmp_path_factory.mktemp("links") / "library", OAK).path)


@pytest.fixture
def office(served):
    """The office, with a page opened."""
    visitor = served.visitor()
    visitor.get("/")
    return visitor


@pytest.fixture
def do(office):
    """Do one deed as the page's script does, and give the answer."""

    def ask(deed, **fields):
        form = "&".join(
            f"{name}={value}" for name, value in {"do": deed, "_xsrf": office.cookies["_xsrf"], **fields}.items()
        )
        return office.ask("POST", PAGE, form, JSON)

    return ask


@pytest.fixture
def guest(served, do):
    """Somebody who came in with their link; ``enter.link`` is its id."""

    def enter(person):
        answer = do("make", person=person).data
        visitor = served.visitor(signed_in=False)
        visitor.get("/in")
        assert visitor.fill("/in", key=key_in(answer["link"]["address"])).data == {"go": "/"}
        visitor.link = answer["row"]["link"]
        return visitor

    return enter


def test_a_made_link_lets_its_person_in(guest):
    """The address that the page shows opens the person's own page."""
    assert "Ben Carter" in guest("ben").get(f"/programs/{SLUG}/").text


def test_the_page_shows_no_key(office, do):
    """Who only looks at the page sees states; keys are in answers to a POST."""
    do("make", person="ben")
    text = office.get(PAGE).text
    assert "Ben Carter" in text
    assert not KEY.search(text)


def test_a_shown_link_is_the_made_one(do):
    """Showing gives the same address again, with a picture of it and its end."""
    made = do("make", person="eva").data
    shown = do("show", link=made["row"]["link"]).data["link"]
    assert shown == made["link"]
    assert shown["picture"].startswith("data:image/svg+xml")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", shown["until"])


def test_a_used_link_is_shown_as_used(office, guest):
    """The page tells when somebody came in."""
    guest("ana")
    assert "Used" in office.get(PAGE).text


def test_taking_back_lets_out_at_once(guest, do):
    """A revoked link ends the session that came of it, and does not open again."""
    visitor = guest("ben")
    answer = do("revoke", link=visitor.link, sure="yes").data
    assert (answer["row"]["state"], answer["row"]["open"]) == ("Taken back", False)
    assert visitor.get(f"/programs/{SLUG}/").status == 401
    assert "not hold" in do("show", link=visitor.link).data["problem"]


def test_taking_back_is_asked_first(office, guest, do):
    """Without a yes nothing happens; the question says what it means, also on the page without scripts."""
    visitor = guest("ben")
    asked = do("revoke", link=visitor.link).data["ask"]
    assert asked["title"] == "Take back the link of Ben Carter?"
    assert "out at once" in asked["words"]
    page = office.fill(PAGE, do="revoke", link=visitor.link).text
    assert all(f'name="{name}" value="{value}"' in page for name, value in {**asked["fields"], "sure": "yes"}.items())
    assert visitor.get(f"/programs/{SLUG}/").status == 200


def test_taking_back_tells_of_open_pages(guest, do):
    """Whoever is at work is named in the question, and so is one's own link."""
    visitor = guest("ben")
    news = visitor.connection()
    news.request("GET", f"/mentorwidgets/api/events?worksheet={SLUG}/pairing", headers=visitor.cookie_header())
    assert news.getresponse().readline()
    assert "has a page open" in do("revoke", link=visitor.link).data["ask"]["words"]
    news.close()


def test_links_for_all_are_asked_first(do):
    """The question says how many, and for how long; once all have one, there is nothing to ask."""
    do("revoke", link=do("make", person="ana").data["row"]["link"], sure="yes")
    asked = do("all", days="30").data["ask"]
    assert re.fullmatch(r"Make \d+ links?\?", asked["title"])
    assert "holds for 30 days" in asked["words"]
    do("all", sure="yes")
    assert do("all").data == {"told": "Everybody has a link already."}


def test_links_for_all_and_the_list(office, do):
    """One click gives everybody a link; the list has each address once, and is not kept anywhere."""
    told = do("all", days="30", sure="yes").data["told"]
    answer = do("csv")
    rows = list(csv.DictReader(io.StringIO(answer.body.decode("utf-8-sig"))))
    assert "Download the list" in told
    assert {"Ana Silva", "Ben Carter", "Eva Novak"} <= {row["name"] for row in rows}
    assert len({row["address"] for row in rows}) == len(rows)
    assert "attachment" in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_coordinator_is_invited(served, do):
    """A coordinator comes in by name, sees this page too, and can be let out again."""
    made = do("invite", name="Cora+Lind", role="coordinator", days="9").data
    visitor = served.visitor(signed_in=False)
    visitor.get("/in")
    visitor.fill("/in", key=key_in(made["link"]["address"]))
    assert "Cora Lind" in visitor.get(PAGE).text
    assert "This is your own link" in visitor.fill(PAGE, do="revoke", link=made["row"]["link"]).text
    do("revoke", link=made["row"]["link"], sure="yes")
    assert visitor.get(PAGE).status == 401


@pytest.mark.parametrize("fields", [
    {"deed": "make", "person": "zoe"}, {"deed": "invite", "name": "", "role": "trainer"}, {"deed": "all", "days": "x"},
    {"deed": "invite", "name": "Mia", "role": "office"}, {"deed": "make", "person": "eva", "days": "99999"},
])  # fmt: skip
def test_what_cannot_be_done_is_said(do, fields):
    """A sentence, and nothing was made."""
    assert do(**fields).data["problem"].endswith(".")


@pytest.mark.parametrize("fields", [{"do": "fly"}, {}, {"do": "show", "link": "x" * 22}, {"do": "revoke"}])
def test_odd_deeds(office, fields):
    """A deed that there is none of, or of a link that is none of this program."""
    assert office.fill(PAGE, **fields).status in {400, 404}


def test_without_scripts_the_page_answers_itself(office):
    """The plain form gives the page again, with the address and its picture."""
    answer = office.fill(PAGE, do="make", person="eva")
    assert KEY.search(answer.text)
    assert 'alt="The link as a picture' in answer.text


def test_nobody_else_comes_near(guest, served):
    """Mentees find no such page, and cannot post to it."""
    visitor = guest("eva")
    visitor.get("/mine")
    assert visitor.get(PAGE).status == 404
    assert visitor.fill(PAGE, do="make", person="ana").status == 404
    assert served.visitor().ask("POST", PAGE, "do=all").status == 403


def test_keys_are_kept_nowhere(served, do):
    """Neither the database nor the log holds the signature of a key that was shown."""
    signature = do("make", person="ana").data["link"]["address"].rpartition(".")[2]
    kept = [file.read_bytes() for file in served.folder.rglob("*") if file.is_file()]
    assert not [data for data in kept if signature.encode() in data]


def test_who_made_and_revoked_is_known(served, do):
    """Each invitation says who made it."""
    do("make", person="ben")
    with open_store(Folder(served.folder)) as store:
        assert all(link.by for link in store.invitations(SLUG))
