"""sitegen against its peers on the same pages: cold, unchanged and one edit, medians and ratios, as a table.

  python tests/bench/compare.py --work FOLDER --hugo PATH [--pelican PATH] [--pages 10 100 1000] [--rounds 5]

Each round takes every tool in turn, so that a ratio compares what was measured moments apart. All of sitegen's outputs
are on and nothing is switched that its users cannot switch. A cold build begins without output and cache; the edit adds
a sentence to one body and must be found in the page. Peak memory is that of the largest process.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.bench.workload import about, body, name, project

LAYOUT = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>%(title)s</title>
<meta name="description" content="%(about)s"><link rel="canonical" href="%(url)s"></head>
<body><main><h1>%(title)s</h1>%(body)s</main></body></html>
"""


@dataclass(frozen=True)
class Tool:
    name: str
    root: Path
    command: list[str]
    clean: tuple[str, ...]
    source: Callable[[int], Path]
    made: Callable[[int], Path]


def sitegen(work: Path, total: int) -> Tool:
    root = work / f"sitegen-{total}"
    project(root, total)
    return Tool(
        "sitegen", root, [str(Path(sys.executable).parent / "sitegen"), "build"], ("build", ".sitegen"),
        lambda number: root / f"content/sections/{number + 1:05}-{name(number)}.md",
        lambda number: root / f"build/{name(number)}/index.html",
    )  # fmt: skip


def hugo(work: Path, total: int, program: str) -> Tool:
    root = work / f"hugo-{total}"
    layout = LAYOUT % {"title": "{{ .Title }}", "about": "{{ .Description }}", "url": "{{ .Permalink }}",
                       "body": "{{ .Content }}"}  # fmt: skip
    files = {
        "hugo.toml": 'baseURL = "https://pages.example.net/"\ntitle = "Made pages"\n'
        'disableKinds = ["taxonomy", "term", "section"]\n[permalinks]\np = "/:slug/"\n',
        "layouts/_default/single.html": layout,
        "layouts/index.html": layout,
        "content/_index.md": "---\ntitle: Home\n---\nWelcome.\n",
    }
    for number in range(total):
        title, summary = about(number)
        head = f'---\ntitle: "{title}"\ndescription: "{summary}"\nslug: {name(number)}\n---\n\n'
        files[f"content/p/{name(number)}.md"] = head + body(number, total)
    _put(root, files)
    return Tool("hugo", root, [program, "--quiet"], ("public", "resources", ".hugo_build.lock"),
                lambda number: root / f"content/p/{name(number)}.md",
                lambda number: root / f"public/{name(number)}/index.html")  # fmt: skip


def pelican(work: Path, total: int, program: str) -> Tool:
    root = work / f"pelican-{total}"
    layout = LAYOUT % {"title": "{{ article.title }}", "about": "{{ article.summary|striptags }}",
                       "url": "{{ article.url }}", "body": "{{ article.content }}"}  # fmt: skip
    files = {
        "conf.py": 'SITENAME = "Made pages"\nSITEURL = "https://pages.example.net"\nPATH = "content"\nTHEME = "theme"\n'
        'TIMEZONE = "UTC"\nDEFAULT_LANG = "en"\nCACHE_CONTENT = True\nLOAD_CONTENT_CACHE = True\n'
        'CHECK_MODIFIED_METHOD = "mtime"\nARTICLE_URL = "{slug}/"\nARTICLE_SAVE_AS = "{slug}/index.html"\n'
        'DIRECT_TEMPLATES = ["index"]\nAUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = ""\n'
        "FEED_ALL_ATOM = CATEGORY_FEED_ATOM = None\n",
        "theme/templates/article.html": layout,
        "theme/templates/index.html": "<!doctype html><title>{{ SITENAME }}</title>",
    }
    for number in range(total):
        title, summary = about(number)
        head = f"Title: {title}\nDate: 2025-10-20\nSlug: {name(number)}\nSummary: {summary}\n\n"
        files[f"content/{name(number)}.md"] = head + body(number, total)
    _put(root, files)
    (root / "theme/static").mkdir(parents=True, exist_ok=True)
    return Tool("pelican", root, [program, "-q", "-s", "conf.py"], ("output", "cache"),
                lambda number: root / f"content/{name(number)}.md",
                lambda number: root / f"output/{name(number)}/index.html")  # fmt: skip


def _put(root: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")


def timed(tool: Tool) -> tuple[float, float]:
    """Seconds, and MB of the largest process."""
    began = time.perf_counter()
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    process = subprocess.Popen(tool.command, cwd=tool.root, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr is not None
    said = process.stderr.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stderr.close()
    if process.returncode:
        raise SystemExit(f"{tool.name}: {said.decode()}")
    return time.perf_counter() - began, used.ru_maxrss / 1024


def measure(tools: list[Tool], total: int, rounds: int) -> dict[tuple[str, str], list[float]]:
    found: dict[tuple[str, str], list[float]] = {}

    def note(tool: Tool, what: str, figure: float) -> None:
        found.setdefault((tool.name, what), []).append(figure)

    for turn in range(rounds):
        for tool in tools:
            for left in tool.clean:
                place = tool.root / left
                shutil.rmtree(place, ignore_errors=True) if place.is_dir() else place.unlink(missing_ok=True)
            seconds, memory = timed(tool)
            note(tool, "cold", seconds)
            note(tool, "peak MB", memory)
        time.sleep(2.5)  # stamps of files that were just written prove nothing
        for tool in tools:
            note(tool, "unchanged", timed(tool)[0])
        for tool in tools:
            number, token = total // 2, f"token{turn}"
            with tool.source(number).open("a", encoding="utf-8") as file:
                file.write(f"\nA new sentence, {token}.\n")
            note(tool, "one edit", timed(tool)[0])
            assert token in tool.made(number).read_text("utf-8"), f"{tool.name} did not see the edit"
    return found


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--work", type=Path, required=True)
    options.add_argument("--hugo", required=True)
    options.add_argument("--pelican", default="")
    options.add_argument("--pages", type=int, nargs="+", default=[10, 100, 1000])
    options.add_argument("--rounds", type=int, default=5)
    given = options.parse_args()
    print("| pages | | sitegen | hugo | ratio | pelican | ratio |\n|---|---|---|---|---|---|---|")
    for total in given.pages:
        shutil.rmtree(given.work, ignore_errors=True)
        tools = [sitegen(given.work, total), hugo(given.work, total, given.hugo)]
        if given.pelican:
            tools.append(pelican(given.work, total, given.pelican))
        found = measure(tools, total, given.rounds)
        for what in ("cold", "unchanged", "one edit", "peak MB"):
            middle = {tool.name: statistics.median(found[(tool.name, what)]) for tool in tools}
            ours = middle["sitegen"]
            cells = [f"{ours:.3g}"]
            for peer in ("hugo", "pelican"):
                cells += [f"{middle[peer]:.3g}", f"{ours / middle[peer]:.2f}"] if peer in middle else ["", ""]
            print(f"| {total} | {what} | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
