"""Pictures from content to page through a whole build: sizes that pay, upright, without their place, the same again.

One site is built with the extra and once without; all questions are asked of these two.
"""

from __future__ import annotations

import io
import re
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from functools import cache

import pytest
from bs4 import BeautifulSoup
from PIL import Image, ImageDraw

from sitegen.build import Built, make
from sitegen.core.artifact import Options
from sitegen.effects.surroundings import picture_makers
from sitegen.web import images, pictures
from tests.errors.change import project, theme
from tests.fakes import FakeWorld, MemoryFiles
from tests.web.test_metadata import photograph

MARK = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
TEXT = """---
title: The harbor
---

![The quay in the morning](images/quay.jpg)

::: figure images/tower.jpg alt="A tower, taken sideways" credit="The desk"
The tower.
:::

![A drawing](images/plan.png)

![A dot](images/dot.png)

![A mark](images/mark.svg)

![Something that moves](images/moves.gif)
"""


def scenery(size: tuple[int, int]) -> Image.Image:
    """Soft hills and noise, so that it weighs what a photograph weighs."""
    noise = Image.effect_noise((size[0] // 4, size[1] // 4), 60).resize(size)
    return Image.merge("RGB", (noise, Image.linear_gradient("L").resize(size), noise.rotate(180)))


def jpeg(picture: Image.Image, **more: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=95, **more)
    return out.getvalue()


@cache
def files() -> dict[str, bytes]:
    up = Image.Exif()
    up[0x0112], up[0x010F] = 6, "ACME Phone"
    up.get_ifd(0x8825).update({1: "N", 2: (10.0, 48.0, 7.0)})
    sideways = scenery((900, 600))
    sideways.paste((255, 0, 0), (0, 0, 300, 600))  # the left third: the top, once it stands upright
    plan = Image.new("P", (1000, 500), 0)
    plan.putpalette([255, 255, 255, 20, 20, 20])
    ImageDraw.Draw(plan).line((0, 0, 999, 499), fill=1, width=3)
    out, dot, moves = io.BytesIO(), io.BytesIO(), io.BytesIO()
    plan.save(out, "PNG")
    Image.new("1", (2, 2)).save(dot, "PNG")
    frames = [Image.new("P", (20, 20), colour) for colour in (0, 1)]
    frames[0].save(moves, "GIF", save_all=True, append_images=frames[1:])
    return {
        "content/images/quay.jpg": jpeg(scenery((1600, 1000))),
        "content/images/tower.jpg": jpeg(sideways, exif=up),
        "content/images/plan.png": out.getvalue(),
        "content/images/dot.png": dot.getvalue(),
        "content/images/mark.svg": MARK,
        "content/images/moves.gif": moves.getvalue(),
        "content/sections/02-harbor.md": TEXT.encode(),
    }  # fmt: skip


def site(extra: str, changed: Mapping[str, bytes] | None = None) -> Built:
    world = FakeWorld(MemoryFiles({**project(), **files(), **(changed or {})}), MemoryFiles(theme()))
    world.images = extra
    return make(world, Options(today=date(2026, 3, 2)))


@cache
def built() -> Built:
    return site(picture_makers())


def outputs(made: Built) -> dict[str, bytes]:
    assert made.manifest is not None, made.problems
    return {output.path: output.data for output in made.manifest.outputs.values()}


def element(alt: str, made: Built | None = None) -> tuple[dict[str, str], list[dict[str, str]]]:
    """The attributes of a picture's <img> and of its <source>s."""
    soup = BeautifulSoup(outputs(made or built())["index.html"], "html5lib")
    found = soup.find("img", alt=alt)
    around = found.parent if found.parent.name == "picture" else None
    return dict(found.attrs), [dict(source.attrs) for source in around.find_all("source")] if around else []


def files_of(sources: list[dict[str, str]], type: str) -> list[tuple[str, int]]:
    [srcset] = [source["srcset"] for source in sources if source["type"] == type]
    return [(path, int(width[:-1])) for path, width in (entry.split(" ") for entry in srcset.split(", "))]


def test_the_extra_is_installed_and_named_with_its_versions() -> None:
    assert re.fullmatch(r"pillow [\d.]+, resvg_py [\d.]+", picture_makers())


def test_a_photograph_comes_in_the_sizes_that_screens_have() -> None:
    image, sources = element("The quay in the morning")
    data = outputs(built())
    assert [source["type"] for source in sources] == ["image/avif", "image/webp"]
    for source in sources:
        rows = files_of(sources, source["type"])
        assert [width for _, width in rows] == [400, 640, 960, 1280]
        for path, width in rows:
            assert pictures.size(data[path]) == (width, round(width / 1.6))
            assert Image.open(io.BytesIO(data[path])).get_format_mimetype() == source["type"]
            assert len(data[path]) < len(files()["content/images/quay.jpg"])
        assert "38rem" in source["sizes"]
    assert (image["width"], image["height"]) == ("1280", "800") == tuple(map(str, pictures.size(data[image["src"]])))
    assert max(len(data[path]) for path, _ in files_of(sources, "image/avif")) < len(data[image["src"]])


def test_a_photograph_stands_upright_and_tells_nothing() -> None:
    image, sources = element("A tower, taken sideways")
    assert (image["width"], image["height"]) == ("600", "900")
    for path in (image["src"], *(path for source in sources for path, _ in files_of(sources, source["type"]))):
        data = outputs(built())[path]
        picture = Image.open(io.BytesIO(data))
        assert not dict(picture.getexif()) and b"ACME" not in data and b"Exif" not in data
        assert picture.width < picture.height
        red, green, blue = picture.convert("RGB").getpixel((picture.width // 2, picture.height // 6))
        assert red > 200 and green < 80 and blue < 80, "its top is the red end"


def test_a_drawing_stays_without_losses() -> None:
    image, sources = element("A drawing")
    wanted = Image.open(io.BytesIO(files()["content/images/plan.png"])).convert("RGB")
    for path in (image["src"], *(path for source in sources for path, width in files_of(sources, source["type"])
                                 if width == 1000)):  # fmt: skip
        assert Image.open(io.BytesIO(outputs(built())[path])).convert("RGB").tobytes() == wanted.tobytes()
    assert {source["type"] for source in sources} <= {"image/webp"}


def test_nothing_is_published_that_is_heavier_than_what_the_writer_has() -> None:
    data = outputs(built())
    for name, own in files().items():
        stem = name.removeprefix("content/").rpartition(".")[0]
        for path in data:
            if path.startswith(f"{stem}."):
                assert len(data[path]) <= len(own), path
    image, sources = element("A dot")
    assert not sources and len(outputs(built())[image["src"]]) <= len(files()["content/images/dot.png"])


@pytest.mark.parametrize(("alt", "name"), [("A mark", "mark.svg"), ("Something that moves", "moves.gif")])
def test_drawings_in_svg_and_what_moves_go_out_as_they_are(alt: str, name: str) -> None:
    image, sources = element(alt)
    assert not sources and outputs(built())[image["src"]] == files()[f"content/images/{name}"]


def test_every_file_is_named_by_the_page_and_every_name_is_there() -> None:
    data = outputs(built())
    page = data["index.html"].decode()
    made = [path for path in data if path.startswith("images/")]
    assert made and not [path for path in made if path not in page]
    assert not [path for path in re.findall(r'images/[^" ]+', page) if path not in data]


def test_only_the_first_picture_is_loaded_at_once() -> None:
    soup = BeautifulSoup(outputs(built())["index.html"], "html5lib")
    assert [image.get("loading") for image in soup.find_all("img")] == [None, *["lazy"] * 5]
    assert not soup.select("picture [style]")


def test_the_same_bytes_again() -> None:
    first = outputs(built())
    images.converted.cache_clear()
    images.drawn.cache_clear()
    images._decoded.cache_clear()
    assert outputs(site(picture_makers())) == first


def test_another_version_of_a_library_gives_other_names() -> None:
    """So a cache never keeps what another version made."""
    others = set(outputs(site(picture_makers() + ", a newer one")))
    assert not {path for path in outputs(built()) if path.startswith("images/")} & others


def test_without_the_extra_pictures_keep_their_form_and_lose_their_place() -> None:
    plain = site("")
    image, sources = element("A tower, taken sideways", plain)
    data = outputs(plain)[image["src"]]
    assert not sources and (image["width"], image["height"]) == ("600", "900")
    assert b"ACME" not in data and dict(Image.open(io.BytesIO(data)).getexif()) == {0x0112: 6}
    assert not [path for path in outputs(plain) if path.endswith((".avif", ".webp", ".ico")) or "cards/" in path]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (jpeg(scenery((300, 200)))[:-9000], "image-broken"),
        (photograph("PNG")[:-30], "image-broken"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "image-broken"),
        (photograph("WEBP")[:200], "image-broken"),
    ],
)
@pytest.mark.parametrize("extra", [True, False])
def test_what_cannot_be_read_is_an_error_at_the_file(data: bytes, code: str, extra: bool) -> None:
    made = site(picture_makers() if extra else "", {"content/images/plan.png": data})
    assert [(p.code, p.at.path) for p in made.problems if p.code.startswith("image")] == [
        (code, "content/images/plan.png")
    ]


def test_a_picture_that_hides_its_size_from_its_head_is_refused_by_the_decoder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(images, "LARGEST", 1000)
    with pytest.raises(images.Unreadable, match="60 × 40 pixels"):
        images.converted(photograph("JPEG") + b" ", images.Wanted("jpeg"))


def test_libraries_are_loaded_only_when_there_is_something_to_draw() -> None:
    asked = "import sitegen.cli.build, sys; print(sorted({'PIL', 'resvg_py'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
