"""Derives the fonts of the share card, `sitegen/web/fonts/*.ttf`; run it to change their letters or versions.

    pip install fonttools==4.68.0 fontpkg-source-serif-4==4.4 fontpkg-roboto-condensed==3.8
    python tools/card_fonts.py

Source Serif 4 (4.004) at its display size and Roboto Condensed (3.008), both under the SIL Open Font License 1.1:
instances of the variable fonts with the letters of Latin, Vietnamese, Greek and Cyrillic, without hints for screens. A
build needs none of this: the results are committed. They go by names of their own, because the licence keeps the name
"Source" for Adobe's unchanged font, and so that a card can never pick up a font of the machine by mistake.
"""

from __future__ import annotations

import json
import sys
from importlib import resources
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

FONTS = Path(__file__).resolve().parent.parent / "sitegen" / "web" / "fonts"
LETTERS = [
    *range(0x20, 0x7F), *range(0xA0, 0x250), *range(0x2B0, 0x2E0), *range(0x300, 0x32A), *range(0x370, 0x3D0),
    *range(0x400, 0x460), *range(0x490, 0x4FA), *range(0x1E00, 0x1F00), *range(0x2000, 0x2050), 0x2070,
    *range(0x2074, 0x208F), *range(0x20A0, 0x20C0), 0x2116, 0x2122, 0x2126, *range(0x2150, 0x2160),
    *range(0x2190, 0x2196), 0x2202, 0x2206, 0x220F, 0x2211, 0x2212, 0x221A, 0x221E, 0x222B, 0x2248, 0x2260, 0x2264,
    0x2265, 0x25CA,
]  # fmt: skip
FEATURES = ["kern", "liga", "ccmp", "locl", "mark", "mkmk"]
INSTANCES = [
    # file, package, variable font, axes, family, style, OS/2 weight
    ("serif-semibold.ttf", "fontpkg_source_serif_4", "SourceSerif4[opsz,wght].ttf", {"opsz": 60, "wght": 600},
     "Card Serif", "SemiBold", 600),
    ("label-regular.ttf", "fontpkg_roboto_condensed", "RobotoCondensed[wght].ttf", {"wght": 400},
     "Card Label", "Regular", 400),
    ("label-bold.ttf", "fontpkg_roboto_condensed", "RobotoCondensed[wght].ttf", {"wght": 700},
     "Card Label", "Bold", 700),
]  # fmt: skip


def derive(package: str, name: str, axes: dict[str, float], family: str, style: str, weight: int) -> TTFont:
    font = TTFont(str(resources.files(package) / "files" / name), recalcTimestamp=False)
    font = instantiateVariableFont(font, axes)
    options = Options()
    options.layout_features = FEATURES
    options.hinting = False
    options.drop_tables += ["GASP", "gasp", "STAT", "MVAR", "DSIG", "meta"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.name_languages = [0x409]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=LETTERS)
    subsetter.subset(font)
    font["OS/2"].usWeightClass = weight
    full = f"{family} {style}"
    for id, text in {1: family, 2: style, 3: f"{full}; derived", 4: full, 6: full.replace(" ", "-")}.items():
        font["name"].setName(text, id, 3, 1, 0x409)
    for id in (16, 17, 21, 22, 25):
        font["name"].removeNames(nameID=id)
    return font


def main() -> int:
    FONTS.mkdir(exist_ok=True)
    versions: dict[str, str] = {}
    for file, package, *rest in INSTANCES:
        derive(package, *rest).save(FONTS / file)
        about = json.loads((resources.files(package) / "metadata.json").read_text("utf-8"))
        versions[package] = f"{about['family']} {about['version']}"
        licence = (resources.files(package) / "LICENSE").read_text("utf-8")
        (FONTS / f"OFL-{about['slug']}.txt").write_text(licence, "utf-8", newline="\n")
        print(f"{file}: {(FONTS / file).stat().st_size} bytes from {versions[package]}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
