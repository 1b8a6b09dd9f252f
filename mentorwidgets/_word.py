"""Word documents as people send them: bounded when unpacked, and a damaged one is told in words."""

from __future__ import annotations

import contextlib
import io
import zipfile
import zlib
from typing import TYPE_CHECKING, Any

from mentorwidgets.errors import MentorWidgetsError

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST = 20_000_000  # bytes of an unpacked document


@contextlib.contextmanager
def opened_docx(
    data: bytes, *, damaged: MentorWidgetsError, large: MentorWidgetsError
) -> Iterator[tuple[zipfile.ZipFile, Any]]:
    """Open a document to read it inside of the ``with``.

    Args:
        data: the bytes of the file.
        damaged: what to raise when it is no document, or when reading it shows that it is damaged.
        large: what to raise when it would unpack to more than `LARGEST` bytes.

    Yields:
        the archive, and the document as python-docx reads it.
    """
    import docx  # only documents need it
    from docx.opc.exceptions import OpcError

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > LARGEST:
                raise large
            yield archive, docx.Document(io.BytesIO(data))
    except MentorWidgetsError:
        raise
    except (zipfile.BadZipFile, zlib.error, OpcError, AttributeError, KeyError, RuntimeError, SyntaxError, ValueError):
        raise damaged from None
