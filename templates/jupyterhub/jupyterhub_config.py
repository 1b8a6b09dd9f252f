"""mentorwidgets as a service of JupyterHub, which starts it, signs people in, and puts it at /services/mentoring/.

Copy what you need into your own jupyterhub_config.py. On the machine of the Hub:

1. Install it where the Hub is installed: pip install "mentorwidgets[hub,postgresql]"
2. Make the folder: mentorwidgets add /srv/mentoring --program oak-county --name "Oak County" --roster roster.csv
3. With PostgreSQL: mentorwidgets move-to /srv/mentoring postgresql://user@host/name (the folder remembers it, and every
   command follows; several servers need it).
4. Write your own places into the lines marked CHANGE, and start the Hub.

Who is who: a user of the Hub is the person on a program's roster with that e-mail address, id or name. Members of the
Hub's group "mentoring-office" and the Hub's administrators see all programs; members of "mentoring-SLUG-coordinator"
run the program SLUG, members of "mentoring-SLUG-trainer" hold its workshops. A file hub.toml in the folder can say
more, and say it differently. Whoever is nobody in all of this is told whom to ask.

User names must come from the institution: where people choose their own, put `by = ["e-mail"]` into hub.toml.
"""

import os
import sys

c = get_config()  # noqa: F821 - JupyterHub gives it

FOLDER = os.environ.get("MENTORING_FOLDER", "/srv/mentoring")  # CHANGE
SERVERS = int(os.environ.get("MENTORING_SERVERS", "1"))  # more than one needs PostgreSQL
PORT = int(os.environ.get("MENTORING_PORT", "8866"))  # the first one's; the others take the next ones

# What browsers type; https, when a proxy before the Hub does that. Its name is the only one that our pages answer to.
c.JupyterHub.public_url = os.environ.get("MENTORING_PUBLIC_URL", "https://localhost/")  # CHANGE

NAMES = ["mentoring", *(f"mentoring-{number}" for number in range(2, SERVERS + 1))]

c.JupyterHub.services = [
    {
        "name": name,
        "url": f"http://127.0.0.1:{PORT + number}",
        # The Hub's proxy on this machine is believed about who calls and whether that was by https, and nobody else.
        "command": [sys.executable, "-m", "mentorwidgets", "serve", FOLDER, "--hub", "--trust-proxy", "127.0.0.1"],
        "oauth_no_confirm": True,  # it is a part of the Hub: nobody needs to agree that it learns who they are
    }
    for number, name in enumerate(NAMES)
]

# Everybody at the Hub may knock. Narrower: give the scopes to a role of a group instead of to "user".
# The service itself needs no role: it asks about people with the tokens that their own signing in gave it.
c.JupyterHub.load_roles = [
    {
        "name": "user",
        "description": "Everybody's own things, and the mentoring pages",
        "scopes": ["self", *(f"access:services!service={name}" for name in NAMES)],
    }
]

# Groups that give roles. An authenticator may bring them instead (Authenticator.manage_groups); then leave this out.
c.JupyterHub.load_groups = {
    "mentoring-office": {"users": []},  # CHANGE
    # "mentoring-oak-county-coordinator": {"users": ["kim"]},
}
