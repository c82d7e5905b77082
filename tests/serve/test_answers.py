"""What is answered: the manifest in memory as a static host would give it, with the live scripts on the way out."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.serve import answers
from tests.serve.studio import Studio, page, site, studio


@pytest.mark.parametrize(
    ("path", "status", "media_type"),
    [
        ("/", 200, "text/html; charset=utf-8"),
        ("/index.html", 200, "text/html; charset=utf-8"),
        ("/faq/", 200, "text/html; charset=utf-8"),
        ("/faq/?from=here", 200, "text/html; charset=utf-8"),
        ("/a.css", 200, "text/css; charset=utf-8"),
        ("/a.css?v=2", 200, "text/css; charset=utf-8"),
        ("/route.geojson", 200, "application/geo+json"),
        ("/x.bin", 200, "application/octet-stream"),
        ("/nothing", 404, "text/html; charset=utf-8"),
        ("/nothing/", 404, "text/html; charset=utf-8"),
        ("/.sitegen/live.js", 200, "text/javascript; charset=utf-8"),
        ("/.sitegen/morph.js", 200, "text/javascript; charset=utf-8"),
        ("/.sitegen/overlay.js", 200, "text/javascript; charset=utf-8"),
        ("/.sitegen/now?path=/", 200, "application/json"),
        ("/livereload.js", 200, "application/javascript"),
    ],
)
def test_paths_as_a_static_host_answers_them(running: Studio, path: str, status: int, media_type: str) -> None:
    found, headers, _ = running.ask(path)
    assert (found, headers["content-type"]) == (status, media_type)
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert "etag" not in headers


def test_the_slash_that_is_missing_is_added_and_the_query_kept(running: Studio) -> None:
    status, headers, _ = running.ask("/faq?q=1")
    assert (status, headers["location"]) == (302, "/faq/?q=1")


def test_what_is_not_there_gets_the_sites_own_page(running: Studio) -> None:
    assert "nothing here" in running.ask("/nowhere/at/all")[2]


def test_head_says_the_same_without_a_body(running: Studio) -> None:
    status, headers, body = running.ask("/", method="HEAD")
    assert (status, body) == (200, "")
    assert int(headers["content-length"]) > 0


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_nothing_can_be_changed_from_outside(running: Studio, method: str) -> None:
    assert running.ask("/", method=method)[0] == 405


def test_live_scripts_are_in_pages_alone_and_the_manifest_stays_as_it_was(running: Studio) -> None:
    query = f"port={running.port}&amp;mindelay=200&amp;maxdelay=2000"
    theirs = f'<script data-sitegen src="/livereload.js?{query}" defer></script></body>'
    for path in ("/", "/faq/", "/nowhere"):
        html = running.ask(path)[2]
        assert theirs in html and '<head><script data-sitegen type="module" src="/.sitegen/live.js?state=1' in html
    assert running.ask("/a.css")[2] == "a{}"
    assert running.preview.outputs["index.html"].data == page("one").encode()


@pytest.mark.parametrize(
    "html", ["<p>no body element", "", "<body>one</body><!-- </body> --></body>", "<HEAD lang=en><header><body>"]
)
def test_the_live_scripts_find_a_place_in_any_page(html: str) -> None:
    with_scripts = answers.live(html.encode(), 8000, 3, "abc").decode()
    assert with_scripts.count('src="/.sitegen/live.js?state=3&amp;page=abc"') == 1
    assert with_scripts.count('src="/livereload.js?') == 1
    assert with_scripts.index("live.js") < with_scripts.index("livereload.js")
    if html.startswith("<HEAD"):
        assert with_scripts.startswith("<HEAD lang=en><script data-sitegen type")


@pytest.mark.parametrize(
    ("path", "status", "found"),
    [
        ("/", 302, "/a%20tour/"),
        ("/a%20tour", 302, "/a%20tour/"),
        ("/a%20tour/", 200, "one"),
        ("/a%20tour/faq?x=1", 302, "/a%20tour/faq/?x=1"),
        ("/a%20tour/faq/", 200, "questions"),
        ("/faq/", 404, "nothing here"),
        ("/a%20tourfaq/", 404, "nothing here"),
        ("/a%20tour//faq/", 404, "nothing here"),
    ],
)
def test_a_site_below_a_path_stands_there_and_nowhere_else(
    tmp_path: Path, path: str, status: int, found: str
) -> None:
    with studio([tmp_path], lambda: site(home=page("one"), faq=page("questions")), "/a tour/") as it:
        answered, headers, body = it.ask(path)
        assert answered == status
        assert headers["location"] == found if status == 302 else found in body


def test_what_there_is_now_comes_with_the_page_only_to_who_has_another(running: Studio) -> None:
    now = running.now("/faq/")
    assert (now["state"], now["broken"], now["problems"]) == (1, False, [])
    assert now["html"] == page("questions")
    assert running.now("/faq/", now["page"])["html"] is None
    assert running.now("/faq", "x")["html"] == page("questions")  # as if the missing slash had been followed
    assert running.now("/nowhere", "x")["html"] == page("nothing here")
    assert running.now("/a.css", "x")["html"] is None
