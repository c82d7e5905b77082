"""The sites that these tests bind, each beside the same site as a folder, by the real command."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from click.testing import CliRunner, Result

from sitegen.cli.group import group as command

REPOSITORY = Path(__file__).resolve().parents[2]
SITES = {
    "the explainer": REPOSITORY / "content",
    "everything": REPOSITORY / "tests" / "sites" / "everything" / "content",
    "sections with pages": REPOSITORY / "tests" / "sites" / "pages" / "content",
}


def sitegen(*arguments: str | Path) -> Result:
    return CliRunner().invoke(command, [*map(str, arguments)], prog_name="sitegen")


@dataclass
class Bound:
    """A site bound (`file`) and as it is published (`folder`)."""

    project: Path

    @property
    def file(self) -> Path:
        return self.project / "whole.html"

    @property
    def folder(self) -> Path:
        return self.project / "build"

    @cached_property
    def page(self) -> BeautifulSoup:
        return BeautifulSoup(self.file.read_text("utf-8"), "html5lib")

    @cached_property
    def chapters(self) -> dict[str, Tag]:
        """What each page has become, by the page's path; the front has all of `main` but the others."""
        front = BeautifulSoup(self.file.read_text("utf-8"), "html5lib").select_one("main")
        assert front is not None
        found = {chapter["id"].removeprefix("page-") + "/index.html": chapter.extract()
                 for chapter in front.select(".chapter")}  # fmt: skip
        return {"index.html": front, **found}

    @cached_property
    def pages(self) -> dict[str, BeautifulSoup]:
        """The pages of the site by their path, 404.html left out."""
        return {file.relative_to(self.folder).as_posix(): BeautifulSoup(file.read_text("utf-8"), "html5lib")
                for file in sorted(self.folder.rglob("index.html"))}  # fmt: skip


def project(at: Path, content: Path) -> Path:
    shutil.copytree(content, at / "content")
    return at


@pytest.fixture(scope="session")
def bound(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Bound]:
    made: dict[str, Bound] = {}

    def get(name: str) -> Bound:
        if name not in made:
            here = Bound(project(tmp_path_factory.mktemp("bound"), SITES[name]))
            for more in (["--single", here.file], []):
                done = sitegen("build", "-C", here.project, *more)
                assert done.exit_code == 0, done.output
            made[name] = here
        return made[name]

    return get
