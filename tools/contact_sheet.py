"""Draws every hard case of tests/atlas/hard_cases.py, wide and narrow, light and dark, for eyes to judge.

    python tools/contact_sheet.py OUT.png [--only 04 --only 23] [--dark] [--chromium /usr/bin/chromium]

Needs Chromium. Beside OUT.png it leaves OUT.html, the same as a page. The page wears the theme's own style sheets.
"""

from __future__ import annotations

import argparse
import gzip
import subprocess
import sys
import tempfile
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "atlas")]

from hard_cases import CASES, words  # noqa: E402

from sitegen.atlas.layout import panels  # noqa: E402
from sitegen.atlas.svg import Naming, figure  # noqa: E402

SHEETS = ("css/tokens.css", "css/base.css", "css/blocks/map.css")
EXTRA = """
body{margin:16px;width:1180px} h2{font:700 15px var(--label);margin:20px 0 0}
.pair{display:grid;grid-template-columns:760px 380px;gap:24px;align-items:start}
.pair .map{margin:0;padding:0;border:0} .narrow-place{width:328px}
"""


def page(only: list[str], dark: bool) -> str:
    css = "".join((ROOT / "assets" / name).read_text("utf-8") for name in SHEETS) + EXTRA
    if dark:
        css = css.replace("@media screen and (prefers-color-scheme: dark)", "@media screen")
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
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("--only", action="append", default=[])
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    given = parser.parse_args()
    html = page(given.only, given.dark)
    source = given.out.resolve().with_suffix(".html")
    source.write_text(html, "utf-8")
    height = 60 + 560 * html.count("class=pair>")
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            [given.chromium, "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
             "--hide-scrollbars", f"--user-data-dir={profile}", f"--window-size=1212,{height}",
             f"--screenshot={given.out.resolve()}", source.as_uri()],
            check=True, capture_output=True,
        )  # fmt: skip
    print(f"{given.out}: {html.count('class=pair>')} cases; {source}")


if __name__ == "__main__":
    main()
