"""What must not get out: drafts of every kind, files that nobody means to publish, comments.

One site full of secrets on a real disk, each with a word of its own that must be in no file of the output; and the same
with `--drafts`, which shows that the words would have been there.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sitegen.build import Built, build
from sitegen.core.artifact import Options
from sitegen.core.problem import errors
from sitegen.effects import real_world
from tests.hostile.sites import PNG, SECTION, SITE, TODAY, built, outputs, said

DRAFTS = {
    "content/facts.yaml": """
- {id: zzfact, statement: The zzstatement is 42%., value: 42, unit: percent, status: announced, as_of: 2025-10-26,
   sources: [paper], draft: true}
""",
    "content/sources.yaml": "- {id: zzsource, title: A zzpaper, url: 'https://example.org/zzurl', draft: true}\n",
    "content/people.yaml": "- {id: zzperson, name: Zz Nobody, role: Zzminister, draft: true}\n",
    "content/glossary.yaml": "- {id: zzterm, term: zzearths, definition: Zzmetals., draft: true}\n",
    "content/timeline.yaml": "- {date: 2025-10-25, title: Zzmoment, text: Zztext., status: past, draft: true}\n",
    "content/faq.yaml": "- {id: zzquestion, question: Zzwhy?, answer: Zzanswer., draft: true}\n",
    "content/corrections.yaml": """
- {date: 2025-10-26, kind: update, where: page:faq, was: zzbefore, now: zzsince, reason: zzreason, draft: true}
""",
    "content/itinerary.yaml": "  - {id: zzstop, name: Zzcity, lat: 35.9, lon: 128.6, date: 2025-10-31, draft: true}\n",
}  # fmt: skip
"""Entries that are laid at the end of the site's own files."""

FILES = {
    "content/pages/zzpage.md": "---\ntitle: Zzpage\ndraft: true\n---\nZzbody. ![zzalt](images/zzpicture.png)\n",
    "content/sections/02-zzpart.md": "---\ntitle: Zzpart\nsummary: Zzsummary.\ndraft: true\n---\nZzwords.\n",
    "content/images/zzpicture.png": PNG,
}
HIDDEN = (
    "content/.env", "content/.DS_Store", "content/.git/config", "content/zznotes.txt", "content/zzfacts.yaml.bak",
    "content/_zzprivate.md", "content/_zzprivate/a.md", "content/sections/.zz.md.swp", "content/sections/01-part.md~",
    "content/sections/#zz#", "content/pages/zz.md.orig", "content/images/zz-never-shown.png", "content/images/.zz.png",
    "assets/.env", "assets/.DS_Store", "assets/zz.bak", "assets/zz.old", "assets/js/zz.js.map", "assets/css/zz.css.map",
    "assets/_zz/a.svg", "assets/_zz.js", "assets/zz.pem", "assets/zz.key", "assets/zz.log", "assets/zz.sqlite",
    "templates/.env", "templates/zz.html.bak", "templates/_zz/a.html", ".env", "zz-secret.txt", "requirements.txt",
)  # fmt: skip
COMMENT = "Words <!-- zzcomment --> more.\n\n<!-- zzcomment -->\n"


def project(root: Path) -> Path:
    files = {**SITE, **FILES, **{path: f"{SITE[path]}{more}" for path, more in DRAFTS.items()}}
    files |= dict.fromkeys(HIDDEN, "TOKEN=zzsecret\n")
    files[SECTION] = f"{SITE[SECTION]}\n{COMMENT}"
    for path, data in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data.encode() if isinstance(data, str) else data)
    return root


def published(root: Path, *, drafts: bool) -> dict[str, bytes]:
    out = root / ("with-drafts" if drafts else "build")
    build_ = build(real_world(root, out), Options(today=TODAY, drafts=drafts))
    assert build_.published, errors(build_.problems)
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return project(tmp_path_factory.mktemp("secrets"))


def traces(files: dict[str, bytes], word: str) -> list[str]:
    """In what is packed, two letters meet by chance: of a drawn picture only its name is read."""
    packed = (".png", ".ico")
    return sorted(path for path, data in files.items()
                  if word in path or (not path.endswith(packed) and word.encode() in data.lower()))  # fmt: skip


def test_a_draft_is_in_no_file_of_the_site(root: Path) -> None:
    assert traces(published(root, drafts=False), "zz") == []


def test_with_drafts_each_of_them_is_where_it_belongs(root: Path) -> None:
    """Or the test before this one would be blind."""
    files = published(root, drafts=True)
    for word, where in {
        "zzstatement": "facts.csv facts.json facts/index.html", "zzpaper": "sources/index.html",
        "zzminister": "people/index.html", "zzmetals": "glossary/index.html", "zzmoment": "timeline/index.html",
        "zzreason": "corrections/index.html feed.xml feed.json",
        "zzanswer": "faq/index.html",
        "zzcity": "itinerary.ics itinerary.geojson itinerary.gpx itinerary/index.html",
        "zzbody": "zzpage/index.html", "zzwords": "index.html", "zzpage": "sitemap.xml zzpage/index.html",
    }.items():  # fmt: skip
        assert set(where.split()) <= set(traces(files, word)), word
    assert traces(files, "zzsecret") == traces(files, "zzcomment") == traces(files, "zz-never-shown") == []


def test_what_is_left_out_of_assets_is_said(root: Path) -> None:
    world = real_world(root, root / "build")
    told = {p.at.path for p in build(world, Options(today=TODAY)).problems if p.code == "file-unknown" and p.at}
    hidden = {path for path in HIDDEN if "/." in path or path.startswith(".")}
    assert {path for path in HIDDEN if path.startswith("assets/")} - hidden <= told


def test_a_reference_to_a_draft_is_an_error_and_publishes_nothing() -> None:
    facts = f"{SITE['content/facts.yaml']}{DRAFTS['content/facts.yaml']}"
    build_ = built({"content/facts.yaml": facts, SECTION: f"{SITE[SECTION]}\n[42%](fact:zzfact)\n"})
    assert said(build_) == [f"{SECTION}:8 fact-unknown"]


@pytest.mark.parametrize("truth", ["true", "True", '"true"', "yes", "1", "on", "~", "maybe"])
def test_a_draft_is_one_or_the_build_says_that_the_word_is_no_yes_or_no(truth: str) -> None:
    """`yes` is text in YAML 1.2: taken for false in silence, it would publish the page."""
    build_ = built({"content/pages/zz.md": f"---\ntitle: A\ndraft: {truth}\n---\nZzbody.\n"})
    if build_.manifest is None:
        assert said(build_) == ["content/pages/zz.md:3 field-value"]
    else:
        assert truth.lower() in ("true", "~")
        assert bool(traces(outputs(build_), "zzbody")) == (truth == "~")


def test_a_date_to_come_hides_nothing_only_a_draft_does() -> None:
    """What is announced lies in the future by its nature; the site itself is published when it is built."""
    later = str(SITE["content/explainer.md"]).replace("2025-10-20", "2027-01-01").replace("2025-10-26", "2027-01-02")
    moment = "- {date: 2027-05-05, title: Arrival, text: They arrive., status: planned}\n"
    files = outputs(built({"content/explainer.md": later, "content/timeline.yaml": moment}))
    assert b"Arrival" in files["timeline/index.html"] and b"2027-01-01" in files["feed.xml"]


def test_the_same_files_on_another_day_leak_nothing_new(root: Path) -> None:
    build_: Built = build(real_world(root, root / "later"), Options(today=date(2030, 1, 1)))
    assert build_.manifest is not None and traces(outputs(build_), "zz") == []
