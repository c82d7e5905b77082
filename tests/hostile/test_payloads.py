"""Words that would break out of where they stand: into every field and every place of a text, through the whole site.

Every file of the output is parsed as its readers parse it; the words come back as they went in, and no piece of markup
comes of them. Also here: texts so large that they must be refused unread, from a real disk.
"""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import html5lib
import pytest

from sitegen.build import build
from sitegen.core.artifact import Options
from sitegen.core.problem import errors
from sitegen.effects import real_world
from tests.hostile.sites import SITE, TODAY, built, outputs, said, with_section
from tests.hostile.test_properties import parses

PAYLOADS = (
    "\"><zz-x onload=zz()> '><zz-x> \" onclick=\"zz()\" ' onfocus='zz()' </title><zz-x> </style><zz-x>",
    "</script><script>zz()</script> \u2028zz\u2029 \\u003czz-x> {{ zz }}{% zz %} ${zz} &lt;zz-x&gt;",
    "]]><zz-x> <![CDATA[<zz-x>]]> <?zz?> =zz|\"A1\" @zz;,=:'\" \\n;zz\\,",
    "--><zz-x><!-- --> <!--",
)
"""By the reader they aim at: attributes and text, scripts and templates, XML and tables and calendars, comments."""


def quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def everywhere(payload: str) -> dict[str, bytes | str]:
    """The site with these words in each field that takes words."""
    words = quoted(f"Aa {payload} bb")
    fields = {
        "content/site.yaml": [("The tour", ""), ("Publisher", "")],
        "content/explainer.md": [("What is planned", ""), ("The tour in short.", ""), ("A writer", "")],
        "content/sources.yaml": [("A paper", "")],
        "content/people.yaml": [("One Person", ""), ("Minister", "")],
        "content/glossary.yaml": [("term: rare earths", "term: "), ("Metals.", "")],
        "content/timeline.yaml": [("Departure", ""), ("They left.", "")],
        "content/faq.yaml": [("Why?", ""), ("Because.", "")],
        "content/corrections.yaml": [("was: a", "was: "), ("now: b", "now: "), ("reason: c", "reason: ")],
        "content/itinerary.yaml": [("The route", ""), ("Washington", "")],
    }
    files = {path: str(SITE[path]) for path in fields}
    for path, places in fields.items():
        for old, before in places:
            assert files[path].count(old), (path, old)
            files[path] = files[path].replace(old, before + words, 1)
    return {**files}


@pytest.mark.parametrize("payload", PAYLOADS)
def test_words_of_a_field_stay_words_in_every_file(payload: str) -> None:
    build_ = built(everywhere(payload))
    assert not errors(build_.problems)
    for path, data in outputs(build_).items():
        parses(path, data)
        if path.endswith(".html"):
            page = html5lib.parse(data.decode(), namespaceHTMLElements=False)
            assert not [e.tag for e in page.iter() if "zz" in str(e.tag)]
            assert not [name for e in page.iter() for name in e.attrib if "zz" in str(name)]
        elif path.endswith((".xml", ".gpx")):
            assert not [e.tag for e in ElementTree.fromstring(data).iter() if "zz-x" in e.tag]
    title = ElementTree.fromstring(outputs(build_)["feed.xml"]).findtext("{http://www.w3.org/2005/Atom}title") or ""
    assert "".join(payload.split()) in "".join(title.split()).replace("“", '"').replace("”", '"')


TEXTS = (
    "```x{}\ncode\n```", '```x"{}\ncode\n```', "~~~ {}\ncode\n~~~", "[a](faq/ '{}')", '[a](faq/ "{}")',
    "![{}](images/bridge.png)",
    "![a](images/bridge.png '{}')", "## {}", "## a {{#b}} {}", "| {} |\n|---|\n| {} |", "- {}", "> {}", "`{}`",
    "**{}**",
    "::: note {}\na\n:::", "::: quote by=one\n{}\n:::", "a[^a]\n\n[^a]: {}", "[{}](faq/)", "[{}](person:one)",
    "a\n:   {}",
    '::: figure images/bridge.png alt=“{}” credit=“{}”\n{}\n:::', "[{}](plain:x)", "    {}", "{}",
)  # fmt: skip


@pytest.mark.parametrize("payload", ['"><zz-x onload=zz()>', "' onclick='zz()' x='</script>&quot;&gt;&lt;zz-x&gt;"])
def test_words_of_a_text_stay_words_wherever_they_stand(payload: str) -> None:
    """Each place in a page of its own, so that one that is refused hides no other."""
    pages = {f"content/pages/p{n}.md": "---\ntitle: T\n---\n" + text.replace("{{", "{").replace("}}", "}")
             .replace("{}", payload) + "\n" for n, text in enumerate(TEXTS)}  # fmt: skip
    refused = {problem.at.path for problem in errors(built(pages).problems) if problem.at}
    build_ = built({path: text for path, text in pages.items() if path not in refused})
    assert not errors(build_.problems) and len(refused) <= 4
    for path in pages.keys() - refused:
        data = outputs(build_)[f"{Path(path).stem}/index.html"]
        page = html5lib.parse(data.decode(), namespaceHTMLElements=False)
        assert not [e.tag for e in page.iter() if "zz" in str(e.tag)]
        assert not [name for e in page.iter() for name in e.attrib if str(name).startswith("on")]


def test_a_page_of_a_hundred_megabytes_is_refused_unread(tmp_path: Path) -> None:
    """A file with a hole, so that the test costs nothing; who read it would need the memory."""
    for path, data in SITE.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data.encode() if isinstance(data, str) else data)
    with open(tmp_path / "content/pages/huge.md", "wb") as file:
        file.truncate(100 * 1024 * 1024)
    world = real_world(tmp_path, tmp_path / "build")
    reads: list[str] = []
    read = world.files.read

    def counted(path: str) -> bytes:
        reads.append(path)
        return read(path)

    world.files.read = counted  # type: ignore[method-assign]
    build_ = build(world, Options(today=TODAY))
    assert said(build_) == ["content/pages/huge.md:1 file-size"]
    assert "content/pages/huge.md" not in reads and "content/explainer.md" in reads
    assert not (tmp_path / "build").exists()


def test_a_published_time_may_have_a_zone_and_an_update_none() -> None:
    """Both count in the site's zone, so that they can be compared; the feed says them with their own."""
    head = str(SITE["content/explainer.md"]).replace("published: 2025-10-20", "published: 2025-10-26T09:00:00+07:00")
    assert not said(built({"content/explainer.md": head}))
    late = head.replace("updated: 2025-10-26", "updated: 2025-10-25")
    assert "field-value" in said(built({"content/explainer.md": late}))[0]
    assert not said(built(with_section("Fine.\n")))
