"""Everything a reader may see of a site, on one picture, for eyes to judge.

    python tools/contact_sheet.py OUT.png [--project DIR]     every page: 360 and 1280 px, light, dark, forced, paper
    python tools/contact_sheet.py OUT.png --maps [--only 04]  the map's hard cases, wide and narrow, light and dark

Needs Chromium and requirements/browser.txt. A row is a page; what does not fit it lies whole in the folder OUT/, where
the pictures have the names of page and variant and a long page stands in columns.
"""

from __future__ import annotations

import argparse
import gzip
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]

import pypdfium2  # noqa: E402
from PIL import Image, ImageDraw, ImageFont  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

from sitegen.atlas.layout import panels  # noqa: E402
from sitegen.atlas.svg import Naming, figure  # noqa: E402
from tests.atlas.hard_cases import CASES, words  # noqa: E402
from tests.browser.hosting import hosting  # noqa: E402

VARIANTS: dict[str, tuple[int, dict[str, str]]] = {
    "360 light": (360, {"color_scheme": "light"}),
    "360 dark": (360, {"color_scheme": "dark"}),
    "1280 light": (1280, {"color_scheme": "light"}),
    "1280 dark": (1280, {"color_scheme": "dark"}),
    "1280 forced": (1280, {"color_scheme": "light", "forced_colors": "active"}),
}
PAPER = "paper"
SCALE, ROW, GAP, SHEETS = 0.4, 800, 16, 3
"""Of the row: how much smaller, how high in its own pixels, the space between, and how many sheets of paper."""
COLUMN = 4000  # pixels of a page
INK, GROUND = "#222", "#bbb"

MAP_SHEETS = ("css/tokens.css", "css/base.css", "css/blocks/map.css")
MAP_EXTRA = """
body{margin:16px;width:1180px} h2{font:700 15px var(--label);margin:20px 0 0}
.pair{display:grid;grid-template-columns:760px 380px;gap:24px;align-items:start}
.pair .map{margin:0;padding:0;border:0} .narrow-place{width:328px}
"""


@contextmanager
def browser(name: str) -> Iterator[Any]:
    with sync_playwright() as play:
        started = play.chromium.launch(executable_path=name, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


# --- pages


def pages(chromium: str, project: Path, out: Path) -> str:
    """Builds the project aside, and leaves OUT.png and the folder OUT/; gives what to say of it."""
    folder = out.with_suffix("")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as aside, browser(chromium) as running:
        site = Path(aside) / "site"
        with hosting(site) as base:
            build = [sys.executable, "-m", "sitegen", "build", "-q", "-C", str(project), "--base-url", base]
            environment = {**os.environ, "PYTHONPATH": str(ROOT)}
            for more in (["--out", str(site)], ["--single", str(Path(aside) / "one-file.html")]):
                subprocess.run([*build, *more], check=True, env=environment)
            found = sorted(file.parent.relative_to(site).as_posix() for file in site.rglob("index.html"))
            ways = {("home" if path == "." else path): f"{base}{'' if path == '.' else path + '/'}" for path in found}
            ways |= {"404": f"{base}no/such/page/", "one-file": (Path(aside) / "one-file.html").as_uri()}
            rows = [(name, shots(running, url, folder, name.replace("/", "-"))) for name, url in ways.items()]
    sheet(rows).save(out)
    return f"{out}: {len(rows)} pages in {len(VARIANTS) + 1} variants; each whole in {folder}/"


def shots(running: Any, url: str, folder: Path, name: str) -> dict[str, Image.Image]:
    """The page in every variant, as saved and, cut to the row, as given."""
    cut: dict[str, Image.Image] = {}
    for variant, (width, settings) in VARIANTS.items():
        context = running.new_context(viewport={"width": width, "height": 900}, **settings)
        tab = context.new_page()
        tab.goto(url)
        columns = taken(tab, width)
        strip(columns).save(folder / f"{name}-{variant.replace(' ', '-')}.png")
        shown = Image.new("RGB", (width, int(ROW / SCALE)), GROUND)
        shown.paste(columns[0], (0, 0))
        cut[variant] = shown.resize((int(width * SCALE), ROW))
        context.close()
    tab = running.new_page()
    tab.goto(url)
    printed = pypdfium2.PdfDocument(tab.pdf(format="A4"))
    tab.close()
    sheets = [page.render(scale=1.5).to_pil().convert("RGB") for page in printed]
    strip(sheets).save(folder / f"{name}-{PAPER}.png")
    small = [one.resize((int(one.width * ROW / one.height), ROW)) for one in sheets[:SHEETS]]
    cut[PAPER] = strip(small)
    return cut


def taken(tab: Any, width: int) -> list[Image.Image]:
    """The whole page in columns: no browser takes one picture of all of a long one."""
    height = tab.evaluate("document.documentElement.scrollHeight")
    tops = range(0, height, COLUMN)
    clips = [{"x": 0, "y": top, "width": width, "height": min(COLUMN, height - top)} for top in tops]
    taken = (tab.screenshot(full_page=True, clip=clip) for clip in clips)
    return [Image.open(BytesIO(picture)).convert("RGB") for picture in taken]


def strip(pictures: list[Image.Image]) -> Image.Image:
    width = sum(picture.width + GAP for picture in pictures) - GAP
    whole = Image.new("RGB", (width, max(picture.height for picture in pictures)), GROUND)
    at = 0
    for picture in pictures:
        whole.paste(picture, (at, 0))
        at += picture.width + GAP
    return whole


def sheet(rows: list[tuple[str, dict[str, Image.Image]]]) -> Image.Image:
    strips = [strip(list(cut.values())) for _, cut in rows]
    head = 64
    whole = Image.new("RGB", (max(row.width for row in strips) + 2 * GAP, (ROW + head + GAP) * len(rows)), GROUND)
    pen, face = ImageDraw.Draw(whole), ImageFont.load_default(20)
    for number, ((name, cut), row) in enumerate(zip(rows, strips, strict=True)):
        top, at = number * (ROW + head + GAP), GAP
        whole.paste(row, (GAP, top + head))
        pen.text((at, top + 8), name, INK, face)
        for variant, picture in cut.items():
            pen.text((at, top + 34), variant, INK, face)
            at += picture.width + GAP
    return whole


# --- maps


def maps(chromium: str, only: list[str], out: Path) -> str:
    """The hard cases in light and, below, in the dark; OUT.html is the same as a page, wearing the theme's sheets."""
    html = map_page(only)
    out.with_suffix(".html").write_text(html, "utf-8")
    with browser(chromium) as running:
        pictures = []
        for scheme in ("light", "dark"):
            tab = running.new_page(viewport={"width": 1212, "height": 800}, color_scheme=scheme)
            tab.set_content(html)
            pictures.append(Image.open(BytesIO(tab.screenshot(full_page=True))).convert("RGB"))
    strip(pictures).save(out)
    return f"{out}: {html.count('class=pair>')} cases, light and dark; {out.with_suffix('.html')}"


def map_page(only: list[str]) -> str:
    css = "".join((ROOT / "assets" / name).read_text("utf-8") for name in MAP_SHEETS) + MAP_EXTRA
    parts = []
    for place, (name, itinerary) in enumerate(CASES.items()):
        if only and not any(name.startswith(start) for start in only):
            continue
        drawn = panels(itinerary, words(itinerary))
        called = Naming(name, name)
        wide, narrow = ("".join(figure(panel, f"m{place}{side}{n}", called) for n, panel in enumerate(drawn))
                        for side in "wn")  # fmt: skip
        size = len(wide.encode()), len(gzip.compress(wide.encode(), 9))
        parts.append(
            f"<h2>{escape(name)} · {size[0] / 1000:.1f} KB, {size[1] / 1000:.1f} KB gzip</h2><div class=pair>"
            f"<figure class=map>{wide}</figure><figure class='map narrow-place'>{narrow}</figure></div>"
        )
    return f"<!doctype html><meta charset=utf-8><style>{css}</style>{''.join(parts)}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--project", type=Path, default=ROOT, help="the project whose pages are shown")
    parser.add_argument("--maps", action="store_true", help="the map's hard cases instead of pages")
    parser.add_argument("--only", action="append", default=[], metavar="04", help="of the maps, those that begin so")
    parser.add_argument("--chromium", default=os.environ.get("SITEGEN_CHROMIUM") or "/usr/bin/chromium")
    given = parser.parse_args()
    out = given.out.resolve()
    if out.suffix != ".png":
        parser.error("OUT is the name of a picture: sheet.png")
    print(maps(given.chromium, given.only, out) if given.maps else pages(given.chromium, given.project, out))


if __name__ == "__main__":
    main()
