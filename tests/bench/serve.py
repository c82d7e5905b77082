"""How long from a save to the changed page in Chromium, for sitegen's preview and Hugo's, as a table.

  python tests/bench/serve.py --work FOLDER [--hugo PATH] [--edits 40] [--pages 100] [--chromium PATH]

Kinds of edit: a text, a value in the ledger (for Hugo, in a data file that the page prints), a template of every page,
a style sheet; and, for ours, a broken reference (until the overlay is there) and its mending. Measured is from before
the file is put in its place to the first moment at which a script on the page finds the new text in the document or the
new value in its computed style. All previews run all the time and take turns, so that they are measured moments apart.
Between two edits there is a pause, as a writer makes.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY))

from tests.bench.compare import hugo as hugo_project  # noqa: E402
from tests.bench.workload import name, project  # noqa: E402

LOOK = """
(() => {
  const wanted = () => sessionStorage.getItem("wanted");
  const there = (token) => {
    if (token.startsWith("--")) {
      const [property, value] = token.split("=");
      return getComputedStyle(document.documentElement).getPropertyValue(property).trim() === value;
    }
    const overlay = document.querySelector("sitegen-overlay")?.shadowRoot.querySelector(".broken");
    if (token.startsWith("overlay ")) return overlay?.textContent.includes(token.slice(8)) ?? false;
    if (token === "no overlay") return !overlay;
    return document.body?.textContent.includes(token);
  };
  const look = () => {
    const token = wanted();
    if (!token || !there(token)) return;
    sessionStorage.removeItem("wanted");
    window.told(performance.timeOrigin + performance.now());
  };
  const all = { subtree: true, childList: true, characterData: true };
  const watch = (root) => new MutationObserver(look).observe(root, all);
  const begin = () => {
    watch(document.documentElement);
    document.addEventListener("load", look, true);
    const shadow = Element.prototype.attachShadow;
    Element.prototype.attachShadow = function (how) {
      const root = shadow.call(this, how);
      watch(root);
      return root;
    };
    look();
  };
  if (document.documentElement) begin();
  else new MutationObserver((_, self) => document.documentElement && (self.disconnect(), begin()))
    .observe(document, { childList: true });
  document.addEventListener("DOMContentLoaded", look);
})();
"""

FACT = """- id: bench
  statement: The way is {value} km long.
  value: {value}
  unit: km
  status: standing
  sources: []
  unsourced: measured with
"""


@dataclass
class Subject:
    """A running preview with an open page, and how each kind of edit is made: a number -> what must be found."""

    name: str
    tab: Any
    edits: dict[str, Callable[[int], str]]
    seen: list[float] = field(default_factory=list)
    found: dict[str, list[float]] = field(default_factory=dict)

    def measure(self, kind: str, number: int) -> None:
        self.seen.clear()
        token, write = self.edits[kind](number)  # type: ignore[misc]
        self.tab.evaluate("token => sessionStorage.setItem('wanted', token)", token)
        began = time.time()
        write()
        while not self.seen:
            self.tab.wait_for_timeout(2)
            if time.time() - began > 30:
                raise SystemExit(f"{self.name}: {kind}: nothing came of edit {number}")
        self.found.setdefault(kind, []).append(self.seen[0] - began * 1000)


def saving(path: Path, text: str) -> Callable[[], None]:
    """As most editors save."""
    aside = path.with_name(f".{path.name}.swp")
    aside.write_text(text, "utf-8")
    return lambda: aside.replace(path) and None


def ours(root: Path, section: Path, template: Path, sheet: Path) -> dict[str, Callable[[int], Any]]:
    facts = root / "content/facts.yaml"
    before = facts.read_text("utf-8") if facts.exists() else ""
    facts.write_text(before + FACT.format(value=1000), "utf-8")
    text, base, rules = section.read_text("utf-8"), template.read_text("utf-8"), sheet.read_text("utf-8")
    text += "\n\nThe way is [](fact:bench) long.\n"
    section.write_text(text, "utf-8")

    def words(number: int) -> Any:
        return f"token{number}", saving(section, f"{text}\n\nA new sentence, token{number}.\n")

    def fact(number: int) -> Any:
        value = 1000 + number % 9000
        return f"{value:,}", saving(facts, before + FACT.format(value=value))

    def frame(number: int) -> Any:
        return f"mark{number}", saving(template, base.replace("</main>", f"</main><p>mark{number}</p>"))

    def look(number: int) -> Any:
        return f"--bench={number}", saving(sheet, f"{rules}\n:root {{ --bench: {number}; }}\n")

    def broken(number: int) -> Any:
        return f"overlay lost{number}", saving(section, f"{text}\n\nIt is [lost](fact:lost{number}).\n")

    def mended(number: int) -> Any:
        return "no overlay", saving(section, f"{text}\n\nA new sentence, mended{number}.\n")

    return {"text": words, "fact": fact, "template": frame, "style sheet": look, "error": broken, "mended": mended}


def made_pages(work: Path, total: int) -> tuple[Path, str, dict[str, Callable[[int], Any]]]:
    root = work / f"sitegen-{total}"
    project(root, total)
    for part in ("templates/base.html", "assets/css/base.css"):
        (root / part).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(REPOSITORY / part, root / part)
    number = total // 2
    section = root / f"content/sections/{number + 1:05}-{name(number)}.md"
    return root, f"{name(number)}/", ours(root, section, root / "templates/base.html", root / "assets/css/base.css")


def explainer(work: Path) -> tuple[Path, str, dict[str, Callable[[int], Any]]]:
    root = work / "explainer"
    for part in ("content", "templates", "assets"):
        shutil.copytree(REPOSITORY / part, root / part)
    section = sorted((root / "content/sections").glob("*.md"))[2]
    return root, "", ours(root, section, root / "templates/base.html", root / "assets/css/base.css")


def theirs(work: Path, total: int, program: str) -> tuple[Path, str, dict[str, Callable[[int], Any]]]:
    tool = hugo_project(work, total, program)
    root, number = tool.root, total // 2
    page, data, sheet = tool.source(number), root / "data/facts.yaml", root / "static/base.css"
    layout = root / "layouts/_default/single.html"
    files = {root / "layouts/shortcodes/fact.html": "{{ lang.FormatNumber 0 site.Data.facts.bench }} km",
             data: "bench: 1000\n", sheet: (REPOSITORY / "assets/css/base.css").read_text("utf-8")}  # fmt: skip
    for path, words in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(words, "utf-8")
    frame = layout.read_text("utf-8").replace("</head>", '<link rel="stylesheet" href="/base.css"></head>')
    layout.write_text(frame, "utf-8")
    text = page.read_text("utf-8") + "\n\nThe way is {{< fact >}} long.\n"
    page.write_text(text, "utf-8")
    rules = files[sheet]

    def words(number: int) -> Any:
        return f"token{number}", saving(page, f"{text}\n\nA new sentence, token{number}.\n")

    def fact(number: int) -> Any:
        return f"{1000 + number % 9000:,}", saving(data, f"bench: {1000 + number % 9000}\n")

    def template(number: int) -> Any:
        return f"mark{number}", saving(layout, frame.replace("</main>", f"</main><p>mark{number}</p>"))

    def look(number: int) -> Any:
        return f"--bench={number}", saving(sheet, f"{rules}\n:root {{ --bench: {number}; }}\n")

    edits = {"text": words, "fact": fact, "template": template, "style sheet": look}
    return root, f"{name(number)}/", edits


@contextmanager
def serving(command: list[str], root: Path, url: Callable[[str], str | None]) -> Iterator[str]:
    """The address that a preview tells of."""
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    log = root.parent / f"{root.name}.log"
    with log.open("w") as said:
        process = subprocess.Popen(command, cwd=root, env=env, stdout=said, stderr=said)
    try:
        until = time.time() + 60
        while (found := url(log.read_text("utf-8"))) is None:
            if process.poll() is not None or time.time() > until:
                raise SystemExit(f"{command[0]}: {log.read_text('utf-8')}")
            time.sleep(0.05)
        yield found
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(20)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def opened(browser: Any, label: str, url: str, edits: dict[str, Callable[[int], Any]]) -> Subject:
    tab = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
    subject = Subject(label, tab, edits)
    tab.expose_function("told", lambda when: subject.seen.append(when))
    tab.add_init_script(LOOK)
    tab.goto(url)
    tab.wait_for_timeout(1000)
    return subject


def row(site: str, kind: str, subject: Subject) -> str:
    found = sorted(subject.found[kind])
    late = found[min(len(found) - 1, int(0.95 * len(found)))]
    cells = [statistics.median(found), late, found[-1]]
    return f"| {site} | {subject.name} | {kind} | {len(found)} | {' | '.join(f'{cell:.0f}' for cell in cells)} |"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--work", type=Path, required=True)
    options.add_argument("--hugo", default="")
    options.add_argument("--edits", type=int, default=40)
    options.add_argument("--pages", type=int, default=100)
    options.add_argument("--pause", type=float, default=0.8, help="seconds between two edits, and up to as much again")
    options.add_argument("--chromium", default=shutil.which("chromium") or shutil.which("google-chrome"))
    given = options.parse_args()
    shutil.rmtree(given.work, ignore_errors=True)
    given.work.mkdir(parents=True)
    sitegen = str(Path(sys.executable).parent / "sitegen")
    chance = random.Random(1)
    with ExitStack() as stack:
        play = stack.enter_context(sync_playwright())
        browser = play.chromium.launch(executable_path=given.chromium, args=["--no-sandbox", "--disable-gpu"])
        subjects: list[tuple[str, Subject]] = []
        for site, (root, path, edits) in (("explainer", explainer(given.work)),
                                          (f"{given.pages} pages", made_pages(given.work, given.pages))):  # fmt: skip
            command = [sitegen, "serve", "--port", str(free_port())]
            address = re.compile(r"http://\S+")
            url = stack.enter_context(serving(command, root, partial(_first, address, when="files in")))
            subjects.append((site, opened(browser, "sitegen", url + path, edits)))
        if given.hugo:
            root, path, edits = theirs(given.work, given.pages, given.hugo)
            command = [given.hugo, "server", "--port", str(free_port()), "--bind", "127.0.0.1"]
            address = re.compile(r"http://[\w.:]+/")
            url = stack.enter_context(serving(command, root, partial(_first, address, when="available")))
            subjects.append((f"{given.pages} pages", opened(browser, "hugo", url + path, edits)))
        for number in range(1, given.edits + 1):
            for kind in ("text", "fact", "template", "style sheet", "error", "mended"):
                for _, subject in subjects:
                    if kind in subject.edits:
                        subject.measure(kind, number)
                        subject.tab.wait_for_timeout(1000 * (given.pause + chance.random() * given.pause))
        browser.close()
    print("| site | preview | edit | n | median | p95 | max (ms) |\n|---|---|---|---|---|---|---|")
    for site, subject in subjects:
        for kind in subject.found:
            print(row(site, kind, subject))


def _first(form: re.Pattern[str], said: str, when: str) -> str | None:
    found = form.search(said) if when in said else None
    return found[0] if found else None


if __name__ == "__main__":
    main()
