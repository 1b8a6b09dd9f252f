"""Comparisons with the inputs of other projects: collected only where MENTORWIDGETS_CALENDARS names their folder."""

from __future__ import annotations

import os

collect_ignore_glob = [] if os.environ.get("MENTORWIDGETS_CALENDARS") else ["test_*.py"]
