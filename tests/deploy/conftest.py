"""One repository and its remote, made once and copied for each test."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.deploy.bench import Bench, copied, make


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return make(tmp_path_factory.mktemp("bench"))


@pytest.fixture
def bench(template: Bench, tmp_path: Path) -> Bench:
    return copied(template, tmp_path)
