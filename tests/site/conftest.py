"""The sites that these tests read: this repository's explainer under three addresses, and the tiny sites."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from reading import Site
from running import REPOSITORY, built

BASES = {"as configured": "", "at a host's root": "https://example.net/", "below a path": "https://example.net/repo/"}


@pytest.fixture(scope="session")
def room(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """A folder for builds; one for all workers of a run."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if hasattr(request.config, "workerinput") else base) / "sites"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def explainer(room: Path) -> Callable[[str], Site]:
    """This repository's explainer, by the name of its address in BASES."""
    made: dict[str, Site] = {}

    def get(name: str = "as configured") -> Site:
        if name not in made:
            content, base = REPOSITORY / "content", BASES[name]
            folder = built(room, name, content, *(["--base-url", base] if base else []))
            made[name] = Site.of(folder, base or configured(content))
        return made[name]

    return get


@pytest.fixture(scope="session")
def site(explainer: Callable[[str], Site]) -> Site:
    return explainer("as configured")


@pytest.fixture(scope="session")
def tiny(room: Path) -> Callable[[str], Site]:
    """A site of tests/sites/, by the name of its folder."""
    made: dict[str, Site] = {}

    def get(name: str) -> Site:
        if name not in made:
            content = REPOSITORY / "tests" / "sites" / name / "content"
            made[name] = Site.of(built(room, f"tiny {name}", content), configured(content))
        return made[name]

    return get


def configured(content: Path) -> str:
    return yaml.safe_load((content / "site.yaml").read_text("utf-8"))["url"]
