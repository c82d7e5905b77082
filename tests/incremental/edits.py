"""Random edits of small sites, and the law that holds after each: incremental equals clean, problems included.

A sequence is a site (`SITES`), a way to build it (`Way`) and a list of edits, each a name and a seed, so one that fails
can be told, repeated and made shorter. The site, its output and what is kept between builds lie in memory;
`test_commands.py` does the same with processes.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sitegen.build import Built, build
from sitegen.content.languages import LANGUAGES
from sitegen.core.artifact import Options
from sitegen.core.record import replace
from sitegen.core.world import Pieces
from sitegen.effects import Forks
from sitegen.effects.surroundings import picture_makers
from sitegen.page import kept
from tests.errors.change import read, theme
from tests.fakes import FakeWorld, MemoryDrawer, MemoryFiles
from tests.site.vietnamese import VIETNAMESE

PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010100000000376ef9240000000a49444154785e6360000000020001"
    "48afa4710000000049454e44ae426082"
)
SITE: Mapping[str, str | bytes] = {
    "content/site.yaml": "title: Trains\nurl: https://night-trains.press/\nsections: pages\n"
    "checks: {waive: [{code: fact-due, until: 2026-06-01, reason: being looked into}]}\n",
    "content/explainer.md": "---\nheadline: Night trains\ndek: They are coming [back](fact:lines).\n"
    "published: 2026-01-02\nas_of: 2026-01-02\n---\n\n"
    "The opening, which names [a part](section:north) and [a source](source:rail).\n",
    "content/sections/01-north.md": "---\ntitle: North\nsummary: Of the north.\n---\n\n"
    "There are [12 lines](fact:lines).\n\n"
    "## A heading\n\nAnd more, see [the south](section:south) and [home](/).\n\n::: note Mind\nThe words.\n:::\n",
    "content/sections/02-south.md": "---\ntitle: South\nsummary: Of the south.\nkey_points: [One point.]\n---\n\n"
    "Here it is [warm](term:warm), says [Ada](person:ada). See [the heading](/north/#a-heading).\n",
    "content/sections/03-east.md": "---\ntitle: East\n---\n\nWords only. ![A picture](images/dot.png)\n",
    "content/facts.yaml": "- id: lines\n  statement: There are 12 lines.\n  value: 12\n  unit: count\n"
    "  noun: {one: line, other: lines}\n  status: planned\n  as_of: 2026-01-02\n"
    "  happens: 2026-03-01\n  sources: [rail]\n"
    "- id: cost\n  statement: It costs 5%.\n  value: 5\n  unit: percent\n  status: expected\n  as_of: 2026-01-02\n"
    "  review_by: 2026-02-10\n  sources: [rail]\n",
    "content/sources.yaml": "- {id: rail, title: The rail report, publisher: Rail Desk, published: 2025-12-01}\n",
    "content/glossary.yaml": "- {id: warm, term: warm, definition: Not cold.}\n",
    "content/people.yaml": "- {id: ada, name: Ada Moor, role: driver}\n",
    "content/faq.yaml": '- {id: why, question: Why?, answer: "Because of [12 lines](fact:lines)."}\n',
    "content/pages/about.md": "---\ntitle: About\n---\n\nAbout [the north](section:north).\n",
    "content/images/dot.png": PICTURE,
}

TWO: Mapping[str, str | bytes] = {
    **read(Path(__file__).parents[1] / "site" / "two-languages" / "content"),
    "content/charts/fares.yaml": "title: What a crossing costs\nkind: line\nunit: money\ncurrency: EUR\n"
    "sources: [notice]\n",
    "content/charts/fares.csv": "date,value\n2023,4\n2024,5.5\n2025,6\n",
    "content/images/dot.png": PICTURE,
    "content/sections/03-fares.md": '---\ntitle: Fares\nkey_points: ["The [tide](term:tide) decides."]\n---\n\n'
    '::: chart fares alt="They rise."\n:::\n\n::: figure images/dot.png alt="A dot" credit="Us"\nThe *dot*.\n:::\n\n'
    "::: map\n:::\n\n::: timeline\n:::\n",
}
"""One page in two languages, with a chart, a picture, a map and a log of corrections."""


@dataclass(frozen=True)
class Story:
    """A site and what a writer does to it: words for a text, (old, new) in any file, slips, a page to add."""

    files: Mapping[str, str | bytes]
    words: tuple[str, ...]
    changes: tuple[tuple[str, str], ...]
    slips: tuple[str, ...]
    page: str


SITES: Mapping[str, Story] = {
    "pages": Story(
        SITE,
        ("A new sentence.", "## Another heading", "A reference to [it](fact:lines).", "[](fact:cost) it is.",
         "See [east](section:east).", "See [a page](page:about).", "[A heading](/north/#a-heading)",
         "![](images/dot.png)", "> Quoted.", "::: key-figures lines\n:::", "It was 12 lines once."),
        (("status: planned", "status: past"), ("status: past", "status: planned"), ("The rail report", "The report"),
         ("Ada Moor", "Ada M."), ("Not cold", "Mild"), ("happens: 2026-03-01", "happens: 2026-01-15"), ("12", "14"),
         ("driver", "pilot"), ("Rail Desk", "Desk"), ("sources: [rail]", "sources: [rails]"), ("Why?", "How?"),
         ("url: https://night", "url: https://late"), ("title: Trains", "title: Rails"),
         ("sections: pages\n", ""), ("title: Trains\n", "title: Trains\nhtml: true\n"),
         ("title: Trains\n", "title: Trains\ntime_zone: Asia/Tokyo\n"),
         ("title: Trains\n", "title: Trains\nsnapshot: 2026-01-02\n")),
        ("[x](fact:lime)", "[x](section:nort)", "::: nte\n:::", "[x](/nowhere/)", "[13 lines](fact:lines)",
         "## Same {#same}\n\n## Same {#same}", "## Mine {#notes}", "About 77 trains."),
        "---\ntitle: New\n---\n\nNew words, [12 lines](fact:lines).\n",
    ),
    "two": Story(
        TWO,
        ("A new sentence.", "## Another heading", "It takes [up to 150 people](fact:seats).", "[](fact:cost) it is.",
         "See [](section:outlook).", "[Anna](person:captain) says so.[](source:notice)", "At [the pier](stop:pier).",
         "![](images/dot.png)", "::: key-figures boats\n:::", "::: faq\n:::", "::: people\n:::"),
        (("status: planned", "status: past"), ("status: past", "status: planned"), ("150", "160"), ("[en, vi]", "[en]"),
         ("[en, vi]", "[vi, en]"), ("languages: [en]", "languages: [en, vi]"), ("2024,5.5", "2024,5.25"),
         ("lat: 10.72", "lat: 10.92"), ("kind: line", "kind: bar"), ("Harbour Desk", "Desk"), ("Anna Berg", "Anna B."),
         ("Hòn đảo", "Đảo"), ("title: Qua sông", "title: Sông"), ("The first crossing", "The crossing"),
         ("- {id: island, name: Hòn đảo}\n", ""), ("Khi nào phà", "Bao giờ phà"), ("2025,6", "2025,boats"),
         ("languages: [en, vi]", "languages: [en, vi]\nsections: pages"), ("date: 2025-10-30", "date: 2025-10-31"),
         ("name: The island", "name: An island"), ("# Ai viết trang này\n", "---\nsummary: Ai.\n---\n"),
         ("# Who writes this", "# Who writes\n\n## This"), ("We had misread", "We misread"),
         ("Asia/Ho_Chi_Minh", "Europe/Paris")),
        ("[x](fact:seat)", "[x](stop:isle)", "::: chart fare\n:::", "[x](/nowhere/)", "[149 people](fact:seats)",
         "## Same {#same}\n\n## Same {#same}", "::: figure images/dots.png\n:::", "About 77 boats."),
        "---\ntitle: New\n---\n\nNew words, [15 boats](fact:boats).\n",
    ),
}

Files = dict[str, bytes]


@dataclass(frozen=True)
class Way:
    """How a site is built: its name, with pictures in all sizes, in copies of the process."""

    site: str = "pages"
    images: bool = False
    apart: bool = False


class Copies(Forks):
    """Work goes to copies of the process however little there is of it."""

    def __init__(self, cores: int = 2) -> None:
        super().__init__(cores)

    def worth(self, items: int, least: int) -> bool:
        return super().worth(items, 1)

    def each(self, work: Callable[[Any], Pieces], items: Sequence[Any], *, least: int) -> list[Pieces]:
        return super().each(work, items, least=1)


@dataclass
class Bench:
    """A site under edit, its output as the incremental builds have left it, and what they keep."""

    way: Way = Way()
    files: Files = field(init=False)
    options: Options = field(default_factory=lambda: Options(today=date(2026, 2, 1)))
    identity: str = "1"
    drawer: MemoryDrawer = field(default_factory=MemoryDrawer)
    world: FakeWorld = field(default_factory=lambda: FakeWorld(MemoryFiles({}), MemoryFiles(theme())))
    killed: str = ""

    def __post_init__(self) -> None:
        self.files = {path: text if isinstance(text, bytes) else text.encode()
                      for path, text in self.story.files.items()}  # fmt: skip
        self.world.images = picture_makers() if self.way.images else ""

    @property
    def story(self) -> Story:
        return SITES[self.way.site]

    def incremental(self) -> Built:
        self.world.files = MemoryFiles(self.files)
        memory = kept.memory(self.drawer, self.identity, Copies() if self.way.apart else None)
        self.world.shelf.full = OSError(28, "No space left on device") if self.killed == "publish" else None
        built = self.speaking(lambda: build(self.world, self.options, memory=memory))
        if self.killed != "save":
            memory.save(whole=built.published is not None)
        self.killed = ""
        return built

    def clean(self) -> tuple[Built, dict[str, bytes]]:
        world = FakeWorld(MemoryFiles(self.files), MemoryFiles(theme()))
        world.images, world.clock = self.world.images, self.world.clock
        return self.speaking(lambda: build(world, self.options)), world.shelf.made

    @staticmethod
    def speaking(make: Callable[[], Built]) -> Built:
        """What is made while sitegen knows a second language."""
        LANGUAGES["vi"] = VIETNAMESE
        try:
            return make()
        finally:
            del LANGUAGES["vi"]

    def difference(self) -> str:
        """What is otherwise than in a clean build; "" when the law holds."""
        was_killed = self.killed
        ours, (theirs, made) = self.incremental(), self.clean()
        if was_killed == "publish":
            return ""
        if ours.problems != theirs.problems:
            return f"problems: {set(ours.problems) ^ set(theirs.problems)}"
        if theirs.published is None:
            return "" if ours.published is None else "published what has errors"
        there = self.world.shelf.made
        return ", ".join(sorted(path for path in {*there, *made} if there.get(path) != made.get(path)))


Edit = Callable[[Bench, random.Random], None]


def _text(bench: Bench, path: str, change: Callable[[str], str]) -> None:
    if path in bench.files:
        bench.files[path] = change(bench.files[path].decode()).encode()


def _one(bench: Bench, chance: random.Random, *starts: str) -> str:
    found = sorted(path for path in bench.files if path.startswith(starts))
    return chance.choice(found) if found else ""


def body(bench: Bench, chance: random.Random) -> None:
    words = chance.choice(bench.story.words)
    _text(bench, _one(bench, chance, "content/sections/", "content/pages/", "content/explainer.md"),
          lambda text: f"{text}\n{words}\n")  # fmt: skip


def shifted(bench: Bench, chance: random.Random) -> None:
    """A line above everything: nothing says anything else, all of it stands one line lower."""
    _text(bench, _one(bench, chance, "content/facts", "content/sources", "content/people", "content/faq"),
          lambda text: f"# a line\n{text}")  # fmt: skip
    _text(bench, _one(bench, chance, "content/sections/"), lambda text: text.replace("---\n\n", "---\n\n\n", 1))


def title(bench: Bench, chance: random.Random) -> None:
    number = chance.randrange(100)
    _text(bench, _one(bench, chance, "content/sections/", "content/pages/"),
          lambda text: "".join(f"title: Called {number}\n" if line.startswith("title:") else line
                               for line in text.splitlines(keepends=True)))  # fmt: skip


def summary(bench: Bench, chance: random.Random) -> None:
    number = chance.randrange(100)
    _text(bench, _one(bench, chance, "content/sections/"),
          lambda text: text.replace("---\n", f"---\nsummary: In short {number}.\n", 1)
          if "summary:" not in text else text.replace("summary: ", f"summary: {number} "))  # fmt: skip


def data(bench: Bench, chance: random.Random) -> None:
    old, new = chance.choice(bench.story.changes)
    for path in sorted(bench.files):
        if path.endswith((".yaml", ".md", ".csv")) and old in bench.files[path].decode():
            _text(bench, path, lambda text: text.replace(old, new))
            break


def add(bench: Bench, chance: random.Random) -> None:
    number = chance.randrange(4, 9)
    folder = chance.choice(("sections", "pages"))
    name = f"{number:02}-new{number}.md" if folder == "sections" else f"new{number}.md"
    bench.files[f"content/{folder}/{name}"] = bench.story.page.encode()


def delete(bench: Bench, chance: random.Random) -> None:
    path = _one(bench, chance, "content/sections/", "content/pages/", "content/faq", "content/glossary",
                "content/images", "content/charts")  # fmt: skip
    bench.files.pop(path, None)


def restore(bench: Bench, chance: random.Random) -> None:
    path = chance.choice(sorted(bench.story.files))
    text = bench.story.files[path]
    bench.files[path] = text if isinstance(text, bytes) else text.encode()


def rename(bench: Bench, chance: random.Random) -> None:
    path = _one(bench, chance, "content/sections/", "content/pages/")
    if path:
        new = path.replace(".md", "x.md") if chance.random() < 0.5 else path.replace("/0", "/1")
        bench.files[new] = bench.files.pop(path)


def swap(bench: Bench, chance: random.Random) -> None:
    one, other = _one(bench, chance, "content/sections/"), _one(bench, chance, "content/sections/")
    if one and other:
        bench.files[one], bench.files[other] = bench.files[other], bench.files[one]


def draft(bench: Bench, chance: random.Random) -> None:
    _text(bench, _one(bench, chance, "content/sections/", "content/pages/"),
          lambda text: text.replace("draft: true\n", "") if "draft:" in text
          else text.replace("---\n", "---\ndraft: true\n", 1))  # fmt: skip


def slip(bench: Bench, chance: random.Random) -> None:
    """Something that is wrong, or ceases to be."""
    words = chance.choice(bench.story.slips)
    _text(bench, _one(bench, chance, "content/sections/", "content/pages/"),
          lambda text: text.replace(f"\n{words}\n", "") if words in text else f"{text}\n{words}\n")  # fmt: skip


def template(bench: Bench, chance: random.Random) -> None:
    path = chance.choice(("templates/base.html", "templates/pages/section.html", "templates/parts/notes.html",
                          "templates/blocks/note.html", "templates/pages/faq.html",
                          "templates/parts/own.html"))  # fmt: skip
    if path in bench.files and chance.random() < 0.5:
        del bench.files[path]
        return
    mark = chance.choice((f"<!-- {chance.randrange(9)} -->", "{{ nonsense }}", "{% if %}",
                          '{% include "parts/own.html" %}'))  # fmt: skip
    text = bench.files.get(path) or theme().get(path, b"")
    bench.files[path] = text + mark.encode()


def style(bench: Bench, chance: random.Random) -> None:
    path = chance.choice(("assets/css/base.css", "assets/css/tokens.css", "assets/css/blocks/note.css"))
    bench.files[path] = (bench.files.get(path) or theme()[path]) + b"\n/* x */ a{color:red}\n"


def picture(bench: Bench, chance: random.Random) -> None:
    bench.files["content/images/dot.png"] = PICTURE[:-4] + bytes([chance.randrange(256)] * 4)


def day(bench: Bench, chance: random.Random) -> None:
    bench.options = replace(bench.options, today=date(2026, 2, 1) + timedelta(days=chance.randrange(400)))


def option(bench: Bench, chance: random.Random) -> None:
    what = chance.choice(({"drafts": not bench.options.drafts}, {"base_url": "https://other.example.net/x/"},
                          {"base_url": ""}))  # fmt: skip
    bench.options = replace(bench.options, **what)  # type: ignore[arg-type]


def version(bench: Bench, chance: random.Random) -> None:
    bench.identity = str(chance.randrange(3))


def damage(bench: Bench, chance: random.Random) -> None:
    """A bit of what is kept is flipped, or a file of it cut, emptied, or gone."""
    if not bench.drawer.files:
        return
    name = chance.choice(bench.drawer.names())
    data = bytearray(bench.drawer.files[name])
    how = chance.randrange(4)
    if how == 0 and data:
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    elif how == 1:
        del data[chance.randrange(len(data) + 1) :]
    elif how == 2:
        data = bytearray(len(data))
    bench.drawer.files[name] = bytes(data)
    if how == 3:
        del bench.drawer.files[name]


def output(bench: Bench, chance: random.Random) -> None:
    """Somebody's hands in the output."""
    made = bench.world.shelf.made
    if made:
        path = chance.choice(sorted(made))
        if chance.random() < 0.5:
            del made[path]
        else:
            made[path] += b"x"


def kill(bench: Bench, chance: random.Random) -> None:
    bench.killed = chance.choice(("publish", "save"))


def nothing(bench: Bench, chance: random.Random) -> None:
    pass


EDITS: Mapping[str, Edit] = {edit.__name__: edit for edit in (
    body, shifted, title, summary, data, add, delete, restore, rename, swap, draft, slip, template, style, picture, day,
    option, version, damage, output, kill, nothing,
)}  # fmt: skip
OFTEN = ("body", "data", "shifted", "slip", "template", "title")
Step = tuple[str, int]


def sequence(seed: int, length: int, kinds: Sequence[str] = ()) -> tuple[Step, ...]:
    """Of all kinds of edits, or of some alone."""
    chance = random.Random(seed)
    names = tuple(kinds) or (*sorted(EDITS), *OFTEN * 2)
    return tuple((chance.choice(names), chance.randrange(1 << 30)) for _ in range(length))


_BEGUN: dict[Way, tuple[dict[str, bytes], dict[str, bytes]]] = {}


def begun(way: Way = Way()) -> Bench:
    """A bench after its first build, which is made once for each state of the engine (`forget`)."""
    bench = Bench(way)
    if way not in _BEGUN:
        wrong = bench.difference()
        assert not wrong and bench.world.shelf.made, f"at the start: {wrong}"
        _BEGUN[way] = dict(bench.drawer.files), dict(bench.world.shelf.made)
    files, made = _BEGUN[way]
    bench.drawer.files, bench.world.shelf.made = dict(files), dict(made)
    return bench


def forget() -> None:
    _BEGUN.clear()


def way(number: int) -> Way:
    """Of the sequence of this number: the sites in turn, every fourth in copies, a few with pictures."""
    return Way("two" if number % 2 else "pages", images=number % 20 in (6, 11), apart=number % 8 in (2, 5))


def verdict(steps: Sequence[Step], way: Way = Way()) -> str:
    """Where the law is broken and how; "" when it holds throughout."""
    bench = begun(way)
    for number, (name, seed) in enumerate(steps):
        EDITS[name](bench, random.Random(seed))
        if wrong := bench.difference():
            return f"after step {number} of {steps} on {way}: {wrong}"
    return ""


def shortened(steps: Sequence[Step], way: Way = Way()) -> tuple[Step, ...]:
    """A sequence that still breaks the law and from which no step can be taken."""
    left = tuple(steps)
    place = 0
    while place < len(left):
        fewer = (*left[:place], *left[place + 1 :])
        if verdict(fewer, way):
            left = fewer
        else:
            place += 1
    return left
