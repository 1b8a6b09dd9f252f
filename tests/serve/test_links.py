"""The page of people and their personal links, without a browser."""

from __future__ import annotations

import csv
import io
import re

import pytest
from served import OAK, SLUG, make_folder

from mentorwidgets.doors import key_in, make_key
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

    ask.office = office
    return ask


@pytest.fixture
def guest(served, do):
    """Somebody who came in with their link; ``enter.link`` is its id."""

    def enter(person):
        answer = fresh(do, person)
        visitor = served.visitor(signed_in=False)
        visitor.get("/in")
        assert visitor.fill("/in", key=key_in(answer["link"]["address"])).data == {"go": "/"}
        visitor.link = answer["row"]["link"]
        return visitor

    return enter


def fresh(do, person):
    """A new link of somebody, whether they had one or not."""
    answer = do("make", person=person).data
    if "problem" not in answer:
        return answer
    link = re.search(f'data-person="{person}" data-link="([^"]+)"', do.office.get(PAGE).text).group(1)
    return do("renew", link=link, sure="yes").data


def test_a_made_link_lets_its_person_in(guest):
    """The address that the page shows opens the person's own page."""
    assert "Ben Carter" in guest("ben").get(f"/programs/{SLUG}/").text


def test_the_page_shows_no_key(office, do):
    """Who only looks at the page sees states; keys are in answers to a POST."""
    do("make", person="ben")
    text = office.get(PAGE).text
    assert "Ben Carter" in text
    assert not KEY.search(text)


def test_a_link_is_shown_once(do):
    """With a picture and its end, when it is made; afterwards there is no deed that shows it, and making says why."""
    made = fresh(do, "eva")
    assert made["link"]["picture"].startswith("data:image/svg+xml")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", made["link"]["until"])
    assert "was shown when it was made" in do("make", person="eva").data["problem"]
    assert {do(deed, link=made["row"]["link"]).status for deed in ("show", "csv")} == {400}


def test_a_new_link_ends_the_old_one(served, do):
    """It is asked first, with what it means; whoever came in with the old one is out, and the new one opens."""
    old = fresh(do, "eva")
    visitor = served.visitor(signed_in=False)
    visitor.get("/in")
    visitor.fill("/in", key=key_in(old["link"]["address"]))
    asked = do("renew", link=old["row"]["link"]).data["ask"]
    assert asked["title"] == "Make a new link for Eva Novak?"
    assert "out" in asked["words"]
    assert visitor.get(f"/programs/{SLUG}/").status == 200
    new = do("renew", link=old["row"]["link"], sure="yes").data
    assert (visitor.get(f"/programs/{SLUG}/").status, new["row"]["open"]) == (401, True)
    visitor.get("/in")
    assert visitor.fill("/in", key=key_in(old["link"]["address"])).status == 401
    assert visitor.fill("/in", key=key_in(new["link"]["address"])).data == {"go": "/"}
    assert "does not hold any more" in do("renew", link=old["row"]["link"], sure="yes").data["problem"]


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
    do("revoke", link=fresh(do, "ana")["row"]["link"], sure="yes")
    asked = do("all", days="30").data["ask"]
    assert re.fullmatch(r"Make \d+ links?\?", asked["title"])
    assert "holds for 30 days" in asked["words"]
    do("all", sure="yes")
    assert "Everybody has a link already" in do("all").data["told"]


def test_the_list_of_links_is_that_of_the_made_ones(served, do):
    """Who had a link is not in it; for new links for everybody old ones end, which is said first."""
    kept = fresh(do, "ana")
    do("revoke", link=fresh(do, "ben")["row"]["link"], sure="yes")
    answer = do("all", days="30", sure="yes")
    assert ("Ben Carter" in answer.text, "Ana Silva" in answer.text) == (True, False)
    assert "attachment" in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert "end at once" in do("all", again="yes").data["ask"]["words"]
    rows = list(csv.DictReader(io.StringIO(do("all", again="yes", sure="yes").body.decode("utf-8-sig"))))
    assert [row["name"] for row in rows] == ["Ana Silva", "Ben Carter", "Eva Novak"]
    assert len({row["address"] for row in rows}) == 3
    for address, status in ((kept["link"]["address"], 401), *((row["address"], 200) for row in rows)):
        visitor = served.visitor(signed_in=False)
        visitor.get("/in")
        assert visitor.fill("/in", key=key_in(address)).status == status


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


@pytest.mark.parametrize(
    "fields", [{"do": "fly"}, {}, {"do": "show"}, {"do": "renew", "link": "x" * 22}, {"do": "revoke"}]
)
def test_odd_deeds(office, fields):
    """A deed that there is none of, or of a link that is none of this program."""
    assert office.fill(PAGE, **fields).status in {400, 404}


def test_without_scripts_the_page_answers_itself(office, do):
    """The plain form gives the page again, with the address and its picture."""
    link = fresh(do, "eva")["row"]["link"]
    assert "Make a new link" in office.fill(PAGE, do="renew", link=link).text
    answer = office.fill(PAGE, do="renew", link=link, sure="yes")
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
    """Neither the database nor the log holds the last part of a key that was shown, nor can it be made again."""
    made = fresh(do, "ana")
    last = made["link"]["address"].rpartition(".")[2]
    folder = Folder(served.folder)
    kept = [file.read_bytes() for file in served.folder.rglob("*") if file.is_file()]
    assert not [data for data in kept if last.encode() in data]
    with open_store(folder) as store:
        link = store.invitation(made["row"]["link"])
    visitor = served.visitor(signed_in=False)
    visitor.get("/in")
    assert visitor.fill("/in", key=make_key(folder.secret("links"), link)).status == 401


def test_who_made_and_saw_a_link_is_known(served, do):
    """Each invitation says who made it, and the history how they saw it."""
    fresh(do, "ben")
    with open_store(Folder(served.folder)) as store:
        assert all(link.by for link in store.invitations(SLUG))
        seen = [(deed.kind, deed.told["shown"]) for deed in store.deeds_about(SLUG, "ben") if deed.kind == "link made"]
    assert seen[0] == ("link made", "once")
    assert ("link made", "list") in seen
