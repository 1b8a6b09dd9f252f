"""One zip of all that a program has: the same input gives the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_DAY = (1980, 1, 1, 0, 0, 0)  # a zip must tell a time


def bundle(slug: str, files: Mapping[str, bytes]) -> bytes:
    """Return a zip with one folder of the program's name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(f"{slug}/{name}", _DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, files[name])
    return out.getvalue()
