"""Random edits of a small site, and the law that holds after each: incremental equals clean, problems included.

A sequence is a list of edits, each a name and a seed, so one that fails can be told, repeated and made shorter. The
site, its output and what is kept between builds lie in memory; `test_processes.py` does the same with processes.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from sitegen.build import Built, build
from sitegen.core.artifact import Options
from sitegen.page import kept
from tests.errors.change import theme
from tests.fakes import FakeWorld, MemoryDrawer, MemoryFiles

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

Files = dict[str, bytes]


@dataclass
class Bench:
    """A site under edit, its output as the incremental builds have left it, and what they keep."""

    files: Files = field(default_factory=lambda: {path: text if isinstance(text, bytes) else text.encode()
                                                  for path, text in SITE.items()})  # fmt: skip
    options: Options = field(default_factory=lambda: Options(today=date(2026, 2, 1)))
    identity: str = "1"
    drawer: MemoryDrawer = field(default_factory=MemoryDrawer)
    world: FakeWorld = field(default_factory=lambda: FakeWorld(MemoryFiles({}), MemoryFiles(theme())))
    killed: str = ""

    def incremental(self) -> Built:
        self.world.files = MemoryFiles(self.files)
        memory = kept.memory(self.drawer, self.identity)
        self.world.shelf.full = OSError(28, "No space left on device") if self.killed == "publish" else None
        built = build(self.world, self.options, memory=memory)
        if self.killed != "save":
            memory.save(whole=bool(built.checked))
        self.killed = ""
        return built

    def clean(self) -> tuple[Built, dict[str, bytes]]:
        world = FakeWorld(MemoryFiles(self.files), MemoryFiles(theme()))
        return build(world, self.options), world.shelf.made

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
    words = chance.choice(("A new sentence.", "## Another heading", "A reference to [it](fact:lines).",
                           "[](fact:cost) it is.", "See [east](section:east).", "See [a page](page:about).",
                           "[A heading](/north/#a-heading)",
                           "![](images/dot.png)", "> Quoted.", "::: key-figures lines\n:::"))  # fmt: skip
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
    old, new = chance.choice((("status: planned", "status: past"), ("status: past", "status: planned"),
                              ("The rail report", "The report"), ("Ada Moor", "Ada M."), ("Not cold", "Mild"),
                              ("happens: 2026-03-01", "happens: 2026-01-15"), ("12", "14"), ("driver", "pilot"),
                              ("Rail Desk", "Desk"), ("sources: [rail]", "sources: [rails]"), ("Why?", "How?"),
                              ("url: https://night", "url: https://late"),
                              ("title: Trains", "title: Rails")))  # fmt: skip
    for path in sorted(bench.files):
        if path.endswith((".yaml", ".md")) and old in bench.files[path].decode():
            _text(bench, path, lambda text: text.replace(old, new))
            break


def add(bench: Bench, chance: random.Random) -> None:
    number = chance.randrange(4, 9)
    folder = chance.choice(("sections", "pages"))
    name = f"{number:02}-new{number}.md" if folder == "sections" else f"new{number}.md"
    bench.files[f"content/{folder}/{name}"] = b"---\ntitle: New\n---\n\nNew words, [12 lines](fact:lines).\n"


def delete(bench: Bench, chance: random.Random) -> None:
    path = _one(bench, chance, "content/sections/", "content/pages/", "content/faq", "content/glossary",
                "content/images")  # fmt: skip
    bench.files.pop(path, None)


def restore(bench: Bench, chance: random.Random) -> None:
    path = chance.choice(sorted(SITE))
    text = SITE[path]
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
    words = chance.choice(("[x](fact:lime)", "[x](section:nort)", "::: nte\n:::", "[x](/nowhere/)",
                           "[13 lines](fact:lines)", "## Same {#same}\n\n## Same {#same}",
                           "## Mine {#notes}"))  # fmt: skip
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


_BEGUN: list[tuple[dict[str, bytes], dict[str, bytes]]] = []


def begun() -> Bench:
    """A bench after its first build, which is made once for each state of the engine (`forget`)."""
    bench = Bench()
    if not _BEGUN:
        assert not bench.difference(), "at the start"
        _BEGUN.append((dict(bench.drawer.files), dict(bench.world.shelf.made)))
    files, made = _BEGUN[0]
    bench.drawer.files, bench.world.shelf.made = dict(files), dict(made)
    return bench


def forget() -> None:
    _BEGUN.clear()


def verdict(steps: Sequence[Step]) -> str:
    """Where the law is broken and how; "" when it holds throughout."""
    bench = begun()
    for number, (name, seed) in enumerate(steps):
        EDITS[name](bench, random.Random(seed))
        if wrong := bench.difference():
            return f"after step {number} of {steps}: {wrong}"
    return ""


def shortened(steps: Sequence[Step]) -> tuple[Step, ...]:
    """A sequence that still breaks the law and from which no step can be taken."""
    left = tuple(steps)
    place = 0
    while place < len(left):
        fewer = (*left[:place], *left[place + 1 :])
        if verdict(fewer):
            left = fewer
        else:
            place += 1
    return left
