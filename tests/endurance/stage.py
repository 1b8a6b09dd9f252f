"""What tests of slow typists share in every browser: the network between page and server, and what the store holds."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from network import Network
from served import SLUG, Served

from mentorwidgets.workbook import open_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mentorwidgets.folder import Folder


@pytest.fixture
def network(served: Served) -> Iterator[Network]:
    """What stands between."""
    line = Network(served.options["port"])
    yield line
    line.close()


@pytest.fixture
def held(county: Folder) -> Callable[[str], str]:
    """All that the store holds of a kind of worksheet, as one text."""

    def ask(kind: str) -> str:
        with open_store(county) as store:
            fields = store.fields(f"{SLUG}/{kind}")
        return json.dumps({key: field.value for key, field in fields.items()}, ensure_ascii=False)

    return ask
