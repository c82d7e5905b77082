"""All icons from one mark, and a site's own file in the place of any."""

from __future__ import annotations

import io
import json
from datetime import date

from PIL import Image

from sitegen.build import Built, make
from sitegen.core.artifact import Options
from sitegen.effects.surroundings import picture_makers
from tests.errors.change import project, theme
from tests.fakes import FakeWorld, MemoryFiles

GREEN = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path fill="#00695c" d="M0 0h8v8H0z"/></svg>'


def site(changed: dict[str, bytes], extra: bool = True) -> Built:
    world = FakeWorld(MemoryFiles({**project(), **changed}), MemoryFiles(theme()))
    world.images = picture_makers() if extra else ""
    return make(world, Options(today=date(2026, 3, 2)))


def icons(made: Built) -> dict[str, bytes]:
    assert made.manifest is not None, made.problems
    return {output.path.removeprefix("assets/icons/"): output.data for output in made.manifest.outputs.values()
            if output.path.startswith("assets/icons/")}  # fmt: skip


def test_the_mark_of_a_site_becomes_every_icon() -> None:
    made = icons(site({"assets/icons/icon.svg": GREEN}))
    sizes = {"icon-192.png": 192, "icon-512.png": 512, "icon-maskable-512.png": 512, "apple-touch-icon.png": 180}
    assert set(made) == {"icon.svg", "favicon.ico", *sizes}
    for name, size in sizes.items():
        picture = Image.open(io.BytesIO(made[name])).convert("RGB")
        assert picture.size == (size, size) and picture.getcolors() == [(size * size, (0x00, 0x69, 0x5C))]
    assert Image.open(io.BytesIO(made["favicon.ico"])).info["sizes"] == {(16, 16), (32, 32)}


def test_a_mask_cuts_nothing_of_the_mark() -> None:
    round_mark = GREEN.replace(b"M0 0h8v8H0z", b"M0 0h8v8H0z").replace(
        b"</svg>", b'<circle cx="4" cy="4" r="4" fill="#fff"/></svg>'
    )
    picture = Image.open(io.BytesIO(icons(site({"assets/icons/icon.svg": round_mark}))["icon-maskable-512.png"]))
    white = picture.convert("L").point(lambda value: 255 if value > 250 else 0).getbbox()
    assert white is not None and 50 <= white[0] <= 53 and 459 <= white[2] <= 462


def test_a_file_of_the_site_takes_the_place_of_the_one_drawn() -> None:
    assert icons(site({"assets/icons/icon-192.png": b"mine"}))["icon-192.png"] == b"mine"


def test_without_the_extra_the_manifest_names_what_there_is() -> None:
    made = site({}, extra=False)
    assert set(icons(made)) == {"icon.svg"}
    assert made.manifest is not None
    named = json.loads(made.manifest.outputs["site.webmanifest"].data)["icons"]
    assert [icon["src"] for icon in named] == ["assets/icons/icon.svg"]


def test_a_mark_that_cannot_be_drawn_is_told_once() -> None:
    made = site({"assets/icons/icon.svg": b"<svg"})
    assert {(p.code, p.at.path if p.at else "") for p in made.problems if "icon" in p.code} == {
        ("icon-broken", "assets/icons/icon.svg")
    }


def test_the_mark_of_the_theme_wears_the_color_of_the_site() -> None:
    for accent, worn in (("#00695c", "#00695c"), ("#ffcc00", "#826700")):
        changed = project()["content/site.yaml"] + f'theme: {{accent: "{accent}"}}\n'.encode()
        made = icons(site({"content/site.yaml": changed}))
        assert worn in made["icon.svg"].decode()
        corner = Image.open(io.BytesIO(made["icon-192.png"])).convert("RGB").getpixel((0, 0))
        assert "#{:02x}{:02x}{:02x}".format(*corner) == worn
