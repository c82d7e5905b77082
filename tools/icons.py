"""Derives the theme's raster icons from `assets/icons/icon.svg`; run it when that file has changed.

    python tools/icons.py [--chromium /usr/bin/chromium]

Needs Chromium and Pillow, which a build does not: the results are committed. Chromium draws the SVG once, large;
every size is that picture scaled down (area average), in at most 16 colours, so that each file stays below 5 KB.
The mark keeps clear of the edge, and its ground runs to it: phones may cut a circle out of the maskable icon.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

ICONS = Path(__file__).resolve().parent.parent / "assets" / "icons"
MASTER = 2048  # pixels; a multiple of every size but 180, so that edges on the SVG's grid stay sharp
SIZES = {"icon-192.png": 192, "icon-512.png": 512, "apple-touch-icon.png": 180}
FAVICON = (16, 32)
SAFE_ZONE = 0.8  # of the width: the W3C manifest's circle that no mask may cut


def draw(svg: Path, chromium: str) -> Image.Image:
    """The SVG as a square of MASTER pixels. Raises CalledProcessError when Chromium fails."""
    with tempfile.TemporaryDirectory() as folder:
        page, shot = Path(folder, "icon.html"), Path(folder, "icon.png")
        page.write_text(
            f"<!doctype html><style>*{{margin:0}}img{{display:block;width:{MASTER}px}}</style>"
            f'<img alt="" src="{svg.as_uri()}">',
            encoding="utf-8",
        )
        subprocess.run(
            [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
             "--hide-scrollbars", f"--user-data-dir={folder}/profile", f"--window-size={MASTER},{MASTER + 200}",
             f"--screenshot={shot}", page.as_uri()],
            check=True, capture_output=True,
        )  # fmt: skip
        return Image.open(shot).convert("RGB").crop((0, 0, MASTER, MASTER))


def scaled(picture: Image.Image, size: int) -> Image.Image:
    return picture.resize((size, size), Image.Resampling.BOX).quantize(16, dither=Image.Dither.NONE)


def maskable(picture: Image.Image) -> Image.Image:
    """The whole icon within the safe zone, on its own ground."""
    inner = round(MASTER * SAFE_ZONE)
    ground = Image.new("RGB", picture.size, picture.getpixel((0, 0)))
    ground.paste(picture.resize((inner, inner), Image.Resampling.LANCZOS), ((MASTER - inner) // 2,) * 2)
    return ground


def main() -> int:
    arguments = argparse.ArgumentParser(description="Derive the raster icons from icon.svg.")
    arguments.add_argument("--chromium", default="/usr/bin/chromium")
    picture = draw(ICONS / "icon.svg", arguments.parse_args().chromium)
    for name, size in SIZES.items():
        scaled(picture, size).save(ICONS / name, optimize=True)
    scaled(maskable(picture), 512).save(ICONS / "icon-maskable-512.png", optimize=True)
    small = [picture.resize((size, size), Image.Resampling.BOX) for size in FAVICON]
    small[-1].save(ICONS / "favicon.ico", sizes=[(size, size) for size in FAVICON], append_images=small[:-1])
    return 0


if __name__ == "__main__":
    sys.exit(main())
