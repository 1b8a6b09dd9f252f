"""People of made-up libraries for the browser tests: twenty written by hand, any number of them made from lists."""

from __future__ import annotations

import dataclasses

from mentorwidgets.model import Hours, Person, Program

OAK = Program(
    slug="oak-county", name="Oak County mentoring", purposes=("Career", "Technology", "Local know-how"), capacity=1
)
_MENTORS = """
Amara Okafor|she/her|Head of Children's Services|Main Library|Central|children's programs; storytelling; summer reading|picture books; bilingual storytimes|gardening; choir|14|English; Igbo|2
Benjamin Whitehorse|he/him|Rural Branch Manager|Cedar Creek Branch|North|one-person libraries; rural outreach; bookmobile|community partnerships; grant writing|fly fishing|21|English|1
Clara Lindqvist||Systems Librarian|Main Library|Central|library systems; APIs; migration projects|open source; data quality|cycling; board games|9|English; Swedish|1
Dolores Reyes|she/her|Adult Services Librarian|Westside Branch|West|readers' advisory; adult literacy; book clubs|Spanish-language collections|cooking; hiking|17|English; Spanish|2
Elias Brandt|he/him|Archivist|County History Center|Central|local history; digitization; oral history|born-digital archives; metadata|woodwork|12|English; German|1
Fatima Al-Sayed|she/her|Outreach Coordinator|Main Library|Central|newcomer services; partnerships; advocacy|citizenship classes; civic engagement|calligraphy|8|English; Arabic; French|2
Grace Nakamura|she/her|Branch Manager|Lakeside Branch|East|leading a team; budgeting; building projects|coaching; change management|pottery; running|23|English; Japanese|1
Henry Dubois|he/him|Cataloging Librarian|Technical Services|Central|cataloging; linked data; authority work|AI in metadata; classification|jazz piano|30|English; French|1
Isabel Moreno|they/them|Teen Librarian|Westside Branch|West|teen programs; makerspaces; gaming|youth participation; zines|comics; skateboarding|6|English; Spanish|2
James O'Connell|he/him|Deputy Director|Main Library|Central|strategy; working with boards; budgeting|equity; governance|sailing|26|English|0
Keiko Tanaka|she/her|Makerspace Librarian|Lakeside Branch|East|makerspaces; 3D printing; coding clubs|digital inclusion; AI literacy|quilting; robotics|5|English; Japanese|1
Liam Gallagher|he/him|School Librarian|Ridge High School|North|information literacy; school partnerships|reading for pleasure; copyright|climbing|11|English; Irish|1
Maria Kowalska|she/her|Interlibrary Loan Manager|Technical Services|Central|resource sharing; workflow; statistics|open access; consortia|bees; baking|19|English; Polish|1
Nadia Petrova|she/her|Data Librarian|Valley College Library|South|research data; assessment; surveys|data visualisation; AI and ethics|chess|7|English; Russian|1
Omar Haddad|he/him|Branch Librarian|Prairie Branch|South|small branches; retail and merchandising of collections|community gardens; seed libraries|football; gardening|4|English; Arabic|1
Priya Raman|she/her|Digital Services Manager|Main Library|Central|web services; accessibility; user experience|usability tests; plain language|dance; photography|13|English; Tamil; Hindi|1
Quentin Marsh|he/him|Facilities and Safety Lead|Main Library|Central|safety; de-escalation; building projects|trauma-informed service|trains|16|English|1
Rosa Delgado|she/her|Library Trustee|Friends of the Library|West|fundraising; grant writing; volunteers|non-profit boards|theatre|3|English; Spanish|1
Samuel Adeyemi|he/him|Reference Librarian|Valley College Library|South|reference; business research; job seekers|small business support; career services|chess; running|10|English; Yoruba|1
Tove Andersen|she/her|Home Delivery Coordinator|Cedar Creek Branch|North|services for older adults; home delivery; volunteers|memory care; accessibility|knitting; birdwatching|20|English; Danish|1
"""
_MENTEES = """
Ana Silva|she/her|Library Assistant|Westside Branch|West|grant writing; book clubs; leading a team|bilingual storytimes; zines|hiking; choir|Career; Technology
Ben Carter|he/him|Page|Main Library|Central|library systems; coding clubs|open source; robotics|board games|Technology
Chloe Martin|she/her|New Librarian|Cedar Creek Branch|North|one-person libraries; bookmobile; budgeting|community partnerships|birdwatching|
Deshawn Brooks|he/him|Teen Services Associate|Lakeside Branch|East|teen programs; makerspaces|gaming; AI literacy|comics|Career
Eva Novak||Cataloging Assistant|Technical Services|Central|cataloging; linked data; metadata|AI in metadata|baking|
Finn Johansson|he/him|Branch Assistant|Prairie Branch|South|small branches; statistics|seed libraries|gardening|Local know-how
Gloria Mensah|she/her|Library School Student|Valley College Library|South|research data; information literacy|assessment|chess|
Hassan Ali|he/him|Outreach Assistant|Main Library|Central|newcomer services; advocacy|citizenship classes|football|
"""
_MODES = (("in person", "video"), ("video", "phone"), ("in person",), ())
_TYPES = {"Valley College Library": "academic", "Ridge High School": "school", "County History Center": "special"}


def _words(text: str) -> tuple[str, ...]:
    return tuple(word for word in text.split("; ") if word)


def _mentor(at: int, line: str, copy: int = 0) -> Person:
    name, pronouns, position, branch, region, offers, interests, hobbies, years, languages, capacity = line.split("|")
    return Person(
        id=f"m{at:04d}", name=f"{name} {copy}" if copy else name, roles=("mentor",), pronouns=pronouns, position=position, branch=branch,
        email=f"m{at}@library.example",
        department=branch, region=region, offers=_words(offers), interests=_words(interests), hobbies=_words(hobbies), years=float(years),
        languages=_words(languages), capacity=int(capacity), library_type=_TYPES.get(branch, "public"), kind="community" if "Trustee" in position else "library staff",
        modes=_MODES[at % 4], timezone="America/Chicago", rural=region == "North", work_areas=_words(offers)[:1],
        confirmed="2024-02-10" if at % 7 == 3 else "2026-09-01", project_only=at % 9 == 4,
        availability=(Hours(day=0, start=540, end=660), Hours(day=3, start=540, end=660), Hours(day=4, start=780, end=900)),
        bio=f"I have worked in libraries for {years} years and now look after {_words(offers)[0]} at {branch}. "
        f"Ask me about {_words(interests)[0]}, about first steps and about what I would do differently today.",
    )  # fmt: skip


def _mentee(at: int, line: str, copy: int = 0) -> Person:
    name, pronouns, position, branch, region, wants, interests, hobbies, purposes = line.split("|")
    return Person(
        id=f"e{at:04d}", name=f"{name} {copy}" if copy else name, roles=("mentee",), pronouns=pronouns, position=position, branch=branch, department=branch,
        region=region, wants=_words(wants), interests=_words(interests), hobbies=_words(hobbies), purposes=_words(purposes), assign=at == 7,
        supervisor="Grace Nakamura" if name.startswith("Deshawn") else "", bio="I would like to learn from someone who has done it.",
    )  # fmt: skip


def people(mentors: int = 20, mentees: int = 8) -> list[Person]:
    """As many mentors and mentees as asked for; beyond the written ones their names get numbers."""
    sides = ((_MENTORS, mentors, _mentor), (_MENTEES, mentees, _mentee))
    found: list[Person] = []
    for text, number, make in sides:
        lines = text.strip().splitlines()
        found += [make(at, lines[at % len(lines)], at // len(lines)) for at in range(number)]
    known = {"", *(person.name for person in found)}  # nobody has to be asked who is meant
    return [one if one.supervisor in known else dataclasses.replace(one, supervisor="") for one in found]


PAIRS = {
    "pair/e0000/m0001/Career": {"status": "proposed", "mentee_yes": True, "since": "2026-10-02"},
    "pair/e0001/m0002/Technology": {
        "status": "active",
        "origin": "hybrid",
        "mentee_yes": True,
        "mentor_yes": True,
        "since": "2026-09-14",
    },
    "pair/e0002/m0019/Local%20know-how": {
        "status": "confirmed",
        "origin": "assigned",
        "mentee_yes": True,
        "mentor_yes": True,
        "since": "2026-10-20",
    },
    "pair/e0004/m0007/Career": {"status": "paused", "mentee_yes": True, "mentor_yes": True, "since": "2026-10-30"},
    "pair/e0005/m0014/Career": {"status": "ended", "mentee_yes": True, "mentor_yes": True, "since": "2026-08-01"},
    "note/e0001/m0002/Technology": "Both would like to meet at Lakeside.",
    "shortlist/e0003": ["m0010", "m0008", "m0006"],
    "offer/e0003": "accepted",
    "offer/e0006": "later",
}
