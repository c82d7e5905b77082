"""Each kind of block as documents: what a writer types in a section, then what a reader reads there, or the problem.

The cases lie beside this in one file a kind: a title, a line with a dot, the Markdown of the section, a dot, the words
of the page (a line for each element that holds text) or `line:column code: message`, a dot. Run through the real build
up to the checked site; only disk and clock are stood in for. `project/` is the site around every case.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, NavigableString

from sitegen.blocks import BLOCKS
from sitegen.build import make
from sitegen.core.artifact import Options
from tests.cases import cases
from tests.fakes import FakeWorld, MemoryFiles

HERE = Path(__file__).parent
REPOSITORY = HERE.parents[1]
SECTION = "content/sections/01-part.md"
HEAD = "---\ntitle: The part\nsummary: A part.\n---\n\n"


def read(*folders: Path) -> dict[str, bytes]:
    return {file.relative_to(folder.parent).as_posix(): file.read_bytes()
            for folder in folders for file in folder.rglob("*") if file.is_file()}  # fmt: skip


def words(html: bytes) -> str:
    """What stands in the section after its summary, a line for each run of text in one block of the page."""
    section = BeautifulSoup(html, "html5lib").select_one("section.part")
    assert section is not None
    for gone in (*section.select(".unseen, svg"), *section.find_all(["h2"], limit=1), section.select_one("p.summary")):
        gone.decompose()
    inline = {"span", "a", "em", "strong", "sup", "dfn", "time", "cite", "b", "i", "q", "small"}
    lines: list[str] = [""]
    for node in section.descendants:
        if isinstance(node, NavigableString):
            lines[-1] += str(node)
        elif node.name == "img":
            lines[-1] += f"[{node['alt']}]"
        elif node.name not in inline:
            lines.append("")
    return "\n".join(" ".join(line.split()) for line in lines if line.split())


@pytest.mark.parametrize(("name", "source", "wanted"), cases(HERE))
def test_a_block_as_written_and_as_read(name: str, source: str, wanted: str) -> None:
    files = {**read(HERE / "project" / "content"), SECTION: (HEAD + source).encode()}
    theme = read(REPOSITORY / "templates", REPOSITORY / "assets")
    built = make(FakeWorld(MemoryFiles(files), MemoryFiles(theme)), Options(today=date(2026, 3, 2)))
    problems = [f"{p.at.line - HEAD.count(chr(10))}:{p.at.column} {p.code}: {p.message}" if p.at else str(p)
                for p in built.problems if p.at is None or p.at.path == SECTION]  # fmt: skip
    if problems:
        assert "\n".join(problems) == wanted
    else:
        assert built.manifest is not None, built.problems
        assert words(built.manifest.outputs["index.html"].data) == wanted


def test_every_kind_has_cases() -> None:
    assert {path.stem for path in HERE.glob("*.md")} == set(BLOCKS)
