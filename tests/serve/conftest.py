from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sitegen.build import Built
from tests.serve.studio import Studio, page, site, studio


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Studio]:
    def first() -> Built:
        return site(home=page("one"), faq=page("questions"), a__css="a{}", route__geojson="{}", x__bin="?")

    with studio([tmp_path], first) as it:
        yield it
