"""A roster of everything that a stranger might type to break a page, a spreadsheet or a program."""

from __future__ import annotations

import csv
import io

HOSTILE = (
    "<script>window.hacked = true</script>",
    '<img src=x onerror="window.hacked=true">',
    "javascript:window.hacked=true",
    "[click](javascript:window.hacked=true)",
    "</script><svg/onload=window.hacked=true>",
    '=HYPERLINK("http://evil.example","x")',
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "'quoted' \"twice\" `back`",
    "${window.hacked=true} {{7*7}} {% raw %}",
    "&lt;b&gt; &amp; \\u003c",
    "مرحبا بالعالم \u202eabc\u202c",
    "עברית",
    "Z͑͗a̴l̸g̷o̶ ́̂̃",
    "👩🏽\u200d💻👨\u200d👩\u200d👧 🏳️\u200d🌈",
    "a\x00b\x01c\x07d\x1b[31mred\x7f",
    "line\nbreak\r\nand\ttab",
    "x" * 10_000,
    "../../etc/passwd",
    "'; DROP TABLE people; --",
    "%00%0a%s%n{0}",
    "\ufeffmark \u200bzero\u2028line\u2029",
    "NULL",
    "ＦＵＬＬＷＩＤＴＨ ＝1＋1",
)
COLUMNS = ("Name", "E-mail", "Role", "Bio", "Interests", "Branch", "Position", "Can help with", "Shoe size")


def hostile_roster() -> str:
    """The text of a CSV file: one person for each hostile text, which stands in every free field."""
    out = io.StringIO(newline="")
    write = csv.writer(out)
    write.writerow(COLUMNS)
    for number, text in enumerate(HOSTILE):
        role = "Mentor" if number % 2 == 0 else "Mentee"
        write.writerow((text, f"hostile{number}@lib.example", role, text, text, text, text, text, text))
    return out.getvalue()
