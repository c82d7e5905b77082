"""Pages to measure with: the same bytes for the same number on any machine, about 5 KB of Markdown each.

Paragraphs with emphasis, lists, a table, a quotation, headings and links to other pages. `project` writes them as a
project of ours with `sections: pages`, `body` and `about` hand them to others.
"""

from __future__ import annotations

import random
from pathlib import Path

SEED = 20240229
WORDS = (  # noqa: SIM905
    "council budget river housing report minister law reform water energy price vote border school "
    "hospital farm harbour court judge market wage union tax rent bank storm flood grid station train "
    "bridge village region province treaty parliament committee hearing inquiry evidence witness survey "
    "census forecast deficit export import tariff subsidy pension charter mandate ballot campaign "
    "coalition cabinet mayor governor engineer doctor teacher tenant plan rule draft clause deadline "
    "delay cost share rate level source people worker visitor resident neighbour city country coast "
    "valley forest island road says shows finds rises falls remains expects warns argues proposes "
    "approves delays because although while after before under between against within without around "
    "during the of to in for on with by from at as and or but not more less new old high low public "
    "private local national early late "
).split()

SITE = """title: Made pages
url: https://pages.example.net/
publisher: {name: Rail Desk, url: "https://desk.example.net/"}
sections: pages
"""
EXPLAINER = """---
headline: Made pages
dek: Pages that were made to measure with.
byline: Rail Desk
published: 2025-10-20
as_of: 2025-10-26
---

Welcome. The pages are in the list.
"""


def name(number: int) -> str:
    return f"explainer-{number:05}"


def about(number: int) -> tuple[str, str]:
    """Title and description."""
    chance = random.Random(f"{SEED}:about:{number}")
    words = " ".join(chance.choice(WORDS) for _ in range(6)).capitalize()
    return f"{words} no {name(number)}", _sentence(chance).replace("*", "")


def body(number: int, total: int, link: str = "/{}/") -> str:
    """`link`: how a page of that name is linked to."""
    chance = random.Random(f"{SEED}:{number}")
    out = [_paragraph(chance), ""]

    def linked() -> str:
        target = link.format(name(chance.randrange(total)))
        return f"[{chance.choice(WORDS)} {chance.choice(WORDS)}]({target})"

    for part in range(4):
        heading = " ".join(chance.choice(WORDS) for _ in range(4)).capitalize()
        out += [f"## {heading}", "", _paragraph(chance), ""]
        out += [_paragraph(chance, 2, 3) + f" See {linked()} and {linked()}.", ""]
        if part == 0:
            out += [*(f"- {_sentence(chance)}" for _ in range(5)), ""]
        elif part == 1:
            out += ["| Year | Region | Word | Change |", "|------|--------|-----:|-------:|"]
            out += [f"| {2015 + row} | {chance.choice(WORDS)} {chance.choice(WORDS)} | {chance.choice(WORDS)} | "
                    f"{chance.choice(WORDS)} |" for row in range(6)] + [""]  # fmt: skip
        elif part == 2:
            out += [f"> {_sentence(chance)} {_sentence(chance)}", ">", f"> *{chance.choice(WORDS)}*", ""]
            out += [f"### {heading} again", "", _paragraph(chance), ""]
        else:
            out += [*(f"{row}. {_sentence(chance)}" for row in range(1, 5)), ""]
    return "\n".join(out)


def project(root: Path, total: int) -> None:
    """A project of that many sections, each a page of its own."""
    sections = root / "content" / "sections"
    sections.mkdir(parents=True)
    (root / "content" / "site.yaml").write_text(SITE, "utf-8")
    (root / "content" / "explainer.md").write_text(EXPLAINER, "utf-8")
    for number in range(total):
        title, summary = about(number)
        head = f'---\ntitle: "{title}"\nsummary: "{summary}"\n---\n\n'
        path = sections / f"{number + 1:05}-{name(number)}.md"
        path.write_text(head + body(number, total), "utf-8")


def _sentence(chance: random.Random) -> str:
    count = chance.randint(9, 19)
    words = [chance.choice(WORDS) for _ in range(count)]
    kind, at = chance.random(), chance.randrange(1, count - 2)
    if kind < 0.12:
        words[at], words[at + 1] = f"**{words[at]}", f"{words[at + 1]}**"
    elif kind < 0.22:
        words[at] = f"*{words[at]}*"
    text = " ".join(words)
    return f"{text[0].upper()}{text[1:]}."


def _paragraph(chance: random.Random, least: int = 3, most: int = 5) -> str:
    return " ".join(_sentence(chance) for _ in range(chance.randint(least, most)))
