"""Names of files that a disk allows and the web, another system or a terminal does not: through a real disk, whole.

What matters: a picture whatever its name is found, published and reached by the address on the page; what cannot be is
refused by name before anything is written. Names are made of bytes here, as the disk has them.
"""

from __future__ import annotations

import io
import os
from collections.abc import Mapping
from pathlib import Path
from unicodedata import normalize
from urllib.parse import quote, unquote, urljoin, urlsplit

import html5lib
import pytest
from PIL import Image

from sitegen.build import Built, build
from sitegen.core.artifact import Options
from sitegen.core.problem import errors
from sitegen.effects import real_world
from tests.hostile.sites import PNG, SECTION, SITE, TODAY, said, with_section

pytestmark = pytest.mark.skipif(os.name == "nt", reason="names are others there")

NAMES = (
    "two words.png", "100%.png", "100%25.png", "%2e%2e.png", "a#b.png", "a?b=c&d.png", "a&amp;b.png", "it's \"a\".png",
    "-rf.png", "--help.png", "a;b,c.png", "(a) [b] {c}.png", "<b>.png", "*.png", "~.png~.png",
    "C:drive.png", "javascript:alert(1).png", "cảng và cầu.png", "мост.png", "橋.png", "جسر.png", "😀.png",
    "rtl\u202egnp.exe.png", "no\u00a0break\u202fspace.png", "zero\u200bwidth.png", "con.png", "aux.tar.png",
    "trailing .png", "two..dots.png", "UPPER.PNG", "dot.at.end.png.", "a" * 238 + ".png", "é" * 119 + ".png",
)  # fmt: skip


def write(root: Path, files: Mapping[str | bytes, bytes | str]) -> None:
    for name, data in files.items():
        place = os.path.join(os.fsencode(root), os.fsencode(name))
        os.makedirs(os.path.dirname(place), exist_ok=True)
        with open(place, "xb") as file:
            file.write(data.encode() if isinstance(data, str) else data)


def made(root: Path, files: Mapping[str | bytes, bytes | str]) -> Built:
    """The site with these files in a folder of its own, built and published there."""
    write(root, {**{path: data for path, data in SITE.items() if path not in files}, **files})
    return build(real_world(root, root / "build"), Options(today=TODAY))


def written(name: str) -> str:
    """As somebody writes it who knows that it is an address."""
    return quote("images/" + name)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Built]:
    """All the names at once, each with a picture of its own, shown by a link and by a block."""
    root = tmp_path_factory.mktemp("names")
    pictures = {f"content/images/{name}": grey(number) for number, name in enumerate(NAMES)}
    shown = [f"![{number}]({written(name)})\n" for number, name in enumerate(NAMES)]
    blocks = [f'::: figure "images/{name}" alt="b{n}"\n:::\n' for n, name in enumerate(NAMES) if '"' not in name]
    return root, made(root, {**pictures, **with_section("\n".join(shown + blocks))})


def grey(value: int) -> bytes:
    """A picture that can be told from the others, whatever it is published as."""
    out = io.BytesIO()
    Image.new("L", (2, 2), value).save(out, "PNG")
    return out.getvalue()


def test_every_name_is_published_and_its_address_leads_to_it(site: tuple[Path, Built]) -> None:
    root, build = site
    assert not errors(build.problems)
    page = html5lib.parse((root / "build/index.html").read_text("utf-8"), namespaceHTMLElements=False)
    met = set()
    for picture in page.iter("img"):
        number = int(picture.get("alt").removeprefix("b"))
        address = urlsplit(urljoin("https://example.org/tour/", picture.get("src")))
        assert (address.scheme, address.netloc, address.query, address.fragment) == ("https", "example.org", "", "")
        assert address.path.isascii() and " " not in address.path
        path = unquote(address.path).removeprefix("/tour/")
        with Image.open(root / "build" / path) as shown:
            assert shown.convert("L").getpixel((0, 0)) == number, NAMES[number]
        met.add(picture.get("alt"))
    assert len(met) == len(NAMES) + sum('"' not in name for name in NAMES)


def test_names_that_windows_does_not_have_are_told_and_no_others(site: tuple[Path, Built]) -> None:
    told = {p.at.path.removeprefix("content/images/") for p in site[1].problems if p.code == "name-unportable" and p.at}
    assert told == {
        "a?b=c&d.png", "it's \"a\".png", "<b>.png", "*.png", "C:drive.png", "javascript:alert(1).png",
        "con.png", "aux.tar.png", "dot.at.end.png.",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["two words.png", "100%.png", "cảng.png", "a&b.png", "a(b).png", "a#b.png"])
def test_a_name_may_stand_in_a_link_as_it_is(tmp_path: Path, name: str) -> None:
    """In angle brackets where it has a blank, as Markdown has it; nobody has to know of percent signs."""
    files = {f"content/images/{name}": PNG, **with_section(f"![x](<images/{name}>)\n")}
    assert not said(made(tmp_path, files))


@pytest.mark.parametrize(("disk", "text"), [("NFC", "NFD"), ("NFD", "NFC"), ("NFD", "NFD"), ("NFC", "NFC")])
def test_letters_composed_or_not_are_one_name_and_one_address(tmp_path: Path, disk: str, text: str) -> None:
    name = "cầu.png"
    picture = f"images/{normalize(text, name)}"  # type: ignore[arg-type]
    body = f'![x]({picture})\n\n::: figure {picture} alt="y"\n:::\n'
    build = made(tmp_path, {f"content/images/{normalize(disk, name)}": PNG, **with_section(body)})  # type: ignore[arg-type]
    assert not said(build)
    assert "/c%E1%BA%A7u." in (tmp_path / "build/index.html").read_text("utf-8")
    (published,) = [path.name for path in (tmp_path / "build/images").iterdir()]
    assert published == normalize("NFC", published)


def test_two_files_that_are_one_name_once_composed_are_an_error(tmp_path: Path) -> None:
    """On a Mac one of them would be gone."""
    twins = {f"content/images/{normalize(form, 'é.png')}": PNG for form in ("NFC", "NFD")}  # type: ignore[arg-type]
    build = made(tmp_path, twins)
    assert said(build) == ["content/images/é.png:1 name-twice"]
    assert "content/images/e\\u0301.png" in build.problems[0].message
    assert not (tmp_path / "build").exists()


def test_two_names_that_differ_by_case_are_told_and_are_an_error_where_the_site_would_mix_them(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    shown = with_section("![x](images/A.png) ![y](images/a.png)\n")
    differ = made(tmp_path / "one", {"content/images/A.png": PNG, "content/images/a.png": PNG + b"2", **shown})
    assert said(differ) == ["content/images/a.png:1 name-unportable"]
    same = made(tmp_path / "two", {"content/images/A.png": PNG, "content/images/a.png": PNG, **shown})
    assert sorted(said(same)) == ["content/images/a.png:1 name-unportable", "content/images/a.png:1 path-twice"]
    assert "content/images/A.png" in next(p.message for p in same.problems if p.code == "path-twice")


def test_a_name_too_long_once_it_has_its_digest_is_refused_with_the_limit(tmp_path: Path) -> None:
    name = "content/images/" + "a" * 239 + ".png"
    build = made(tmp_path, {name: PNG, **with_section(f"![x]({name.removeprefix('content/')})\n")})
    assert said(build) == [f"{name}:1 name-long"]
    assert "256 bytes" in build.problems[0].message and "255" in build.problems[0].message
    assert not (tmp_path / "build").exists()


def test_the_longest_name_of_a_page_is_a_folder(tmp_path: Path) -> None:
    id = "a" * 252
    assert not said(made(tmp_path, {f"content/pages/{id}.md": "Words.\n"}))
    assert b"Words." in (tmp_path / "build" / id / "index.html").read_bytes()


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (b"content/pages/two\nlines.md", "content/pages/two\\x0alines.md"),
        (b"content/pages/caf\xe9.md", "content/pages/caf\\xe9.md"),
        (b"content/images/\xff.png", "content/images/\\xff.png"),
        (b"content/images/\xed\xa0\x80.png", "content/images/\\xed\\xa0\\x80.png"),
        (b"content/images/\x1b[31mred.png", "content/images/\\x1b[31mred.png"),
        (b"content/images/tab\t.png", "content/images/tab\\x09.png"),
        (b"content/images/a\\b.png", "content/images/a\\b.png"),
        (b"templates/\xff.html", "templates/\\xff.html"),
        (b"assets/\xff/a.css", "assets/\\xff"),
    ],
)
def test_a_name_that_is_no_text_is_refused_and_shown_escaped(tmp_path: Path, name: bytes, shown: str) -> None:
    try:
        build = made(tmp_path, {name: PNG})
    except OSError:
        pytest.skip("this file system takes UTF-8 only")
    (problem,) = errors(build.problems)
    assert problem.at is not None and (problem.code, problem.at.path, problem.hint) == (
        "file-unreadable", shown, "rename it",
    )  # fmt: skip
    assert not (tmp_path / "build").exists()


@pytest.mark.parametrize(
    ("path", "other", "code"),
    [
        ("content/pages/faq.md", "", "page-reserved"),
        ("content/pages/assets.md", "", "page-reserved"),
        ("content/sections/02-part.md", SECTION, "id-duplicate"),
    ],
)
def test_two_sources_for_one_address_are_an_error_that_names_them(
    tmp_path: Path, path: str, other: str, code: str
) -> None:
    build = made(tmp_path, {path: SITE[SECTION]})
    assert said(build) == [f"{path}:1 {code}"]
    assert other in next(p.message for p in build.problems if p.code == code)
    assert not (tmp_path / "build").exists()


def test_what_is_renamed_deleted_or_a_draft_again_leaves_no_trace_of_its_old_self(tmp_path: Path) -> None:
    """Neither its page and folder, nor its line in the sitemap, nor a word of it anywhere; the others stay."""
    page, picture = "content/pages/method.md", "content/images/method.png"
    made(tmp_path, {page: "# Quixotic\n\nWords. ![x](images/method.png)\n", picture: PNG + b"method"})
    out = tmp_path / "build"
    kept = {path.relative_to(out).as_posix() for path in out.rglob("*")}
    method = tmp_path / page

    def again() -> set[str]:
        assert build(real_world(tmp_path, out), Options(today=TODAY)).published
        return {path.relative_to(out).as_posix() for path in out.rglob("*")}

    def traces() -> list[str]:
        return [p.name for p in out.rglob("*") if p.is_file() and (b"uixotic" in p.read_bytes() or "method" in p.name)]

    assert "method/index.html" in kept and traces()
    method.write_text("---\ndraft: true\n---\n# Quixotic\n\nWords. ![x](images/method.png)\n")
    gone = kept - again()
    assert {"method", "method/index.html"} <= gone and not traces()
    assert {path.split(".")[0] for path in gone - {"images"}} <= {
        "method", "method/index", "images/method", "assets/cards/method",
    }  # fmt: skip
    method.write_text("# Quixotic\n\nWords. ![x](images/method.png)\n")
    assert again() == kept
    method.rename(method.with_name("way.md"))
    assert {"way", "way/index.html"} <= again() and not (out / "method").exists()
    (tmp_path / "content/pages/way.md").unlink()
    assert again() == kept - gone and not traces()
