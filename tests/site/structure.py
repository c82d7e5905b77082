"""Rules for any site's pages as documents: the frame, names, headings, landmarks, policy, dates. Each returns what is
wrong, a line a fault. Links have `linking.py`, the data block has `graphs.py`."""

from __future__ import annotations

import re
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from hashlib import sha256

import html5lib
from bs4 import Tag
from reading import NOT_FOUND, Page, Site, words

HANDLER = re.compile(r"on[a-z]+")
DATA_BLOCK = "application/ld+json"


def the_document_parses_without_an_error(site: Site) -> Iterator[str]:
    for page in site.pages.values():
        parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"))
        parser.parse(page.html)
        for (line, _), code, more in parser.errors:
            yield f"{page.path}:{line}: {code} {more or ''}"


def the_head_begins_with_charset_then_policy(site: Site) -> Iterator[str]:
    for page in site.pages.values():
        head = [tag for tag in page.one("head").children if isinstance(tag, Tag)]
        if head[0].get("charset") != "utf-8":
            yield f"{page.path}: the first element of the head is no charset"
        if b"<meta charset" not in page.data[:1000]:
            yield f"{page.path}: the charset comes after the first 1024 bytes"
        if str(head[1].get("http-equiv")).lower() != "content-security-policy":
            yield f"{page.path}: the second element of the head is no content security policy"


def the_policy_allows_nothing_inline_and_nothing_from_elsewhere(site: Site) -> Iterator[str]:
    for page in site.pages.values():
        policy = str(page.one('meta[http-equiv="Content-Security-Policy"]')["content"])
        parts = [part.split() for part in policy.split(";") if part.strip()]
        directives = {name: set(values) for name, *values in parts}
        if directives.get("default-src") != {"'none'"}:
            yield f"{page.path}: default-src is not 'none'"
        for name, values in directives.items():
            named = {f"'sha256-{digest}'" for digest in _inline(page)} if name == "script-src" else set()
            if strange := values - {"'none'", "'self'", "data:"} - named:
                yield f"{page.path}: {name} allows {sorted(strange)}"
            if "data:" in values and name != "img-src":
                yield f"{page.path}: {name} allows data:"
            if name in ("frame-ancestors", "report-uri", "sandbox"):
                yield f"{page.path}: {name} is ignored in a meta element"


def _inline(page: Page) -> list[str]:
    """The digests of the scripts that stand on the page itself."""
    scripts = (tag for tag in page.soup.find_all("script") if not tag.has_attr("src") and tag.get("type") != DATA_BLOCK)
    return [b64encode(sha256(str(tag.string).encode()).digest()).decode() for tag in scripts]


def no_script_style_or_handler_stands_in_the_page(site: Site) -> Iterator[str]:
    """But for one, the same on every page, in its head: it shows the page in the light that the reader has chosen."""
    for page in site.pages.values():
        scripts = _inline(page)
        if len(scripts) > 1 or scripts != _inline(site.home) or page.soup.select("body script:not([type])"):
            yield f"{page.path}: a script on the page that is not that of every page"
        for tag in page.soup.find_all(True):
            if tag.name == "style":
                yield f"{page.path}: an inline {tag.name}"
            for name in tag.attrs:
                if name == "style" or HANDLER.fullmatch(name):
                    yield f"{page.path}: {tag.name} has the attribute {name}"


def the_language_is_named(site: Site) -> Iterator[str]:
    for page in site.pages.values():
        if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]+)*", str(page.one("html").get("lang"))):
            yield f"{page.path}: no language"
        if not page.meta("viewport"):
            yield f"{page.path}: no viewport, so a phone shows it small"


def titles_and_descriptions_are_there_and_differ(site: Site) -> Iterator[str]:
    titles: Counter[str] = Counter()
    descriptions: Counter[str] = Counter()
    for page in site.pages.values():
        titles[words(page.one("head > title"))] += 1
        descriptions[page.meta("description")] += 1
    for name, counter in (("title", titles), ("description", descriptions)):
        for text, times in counter.items():
            if not text.strip() or times > 1:
                yield f"{times} pages have the {name} {text!r}"


def one_h1_and_no_level_left_out(site: Site) -> Iterator[str]:
    for page in site.pages.values():
        headings = page.soup.select("h1, h2, h3, h4, h5, h6")
        levels = [int(heading.name[1]) for heading in headings]
        if levels.count(1) != 1:
            yield f"{page.path}: {levels.count(1)} h1"
        if levels and levels[0] != 1:
            yield f"{page.path}: the first heading is an h{levels[0]}"
        for former, level, heading in zip(levels, levels[1:], headings[1:], strict=False):
            if level > former + 1:
                yield f"{page.path}: h{former} is followed by h{level} {words(heading)!r}"
        for heading in headings:
            if not words(heading):
                yield f"{page.path}: an empty {heading.name}"


def landmarks_are_there_and_told_apart(site: Site) -> Iterator[str]:
    for page in site.pages.values():
        body = page.one("body")
        for name in ("main", "header", "footer"):
            if name == "main":
                found = body.find_all("main")
            else:  # a header within the text is none of the page
                found = [tag for tag in body.find_all(name) if not tag.find_parents(["main", "article", "section"])]
            if len(found) != 1:
                yield f"{page.path}: {len(found)} landmarks are {name}"
        navigations = body.find_all("nav")
        if not navigations:
            yield f"{page.path}: no navigation"
        regions = [tag for tag in body.select("section, [role=region]") if named(page, tag)]
        for kind, landmarks in (("nav", navigations), ("region", regions)):
            names = Counter(named(page, tag) for tag in landmarks)
            for name, times in names.items():
                if not name or times > 1:
                    yield f"{page.path}: {times} landmarks of kind {kind} are called {name!r}"
        for child in body.find_all(True, recursive=False):
            if child.name not in ("header", "main", "footer", "nav", "script") and child.get("class") != ["skip"]:
                yield f"{page.path}: {child.name} stands outside of every landmark"


def named(page: Page, tag: Tag) -> str:
    """The accessible name that the page gives to a landmark."""
    label = str(tag.get("aria-label") or "").strip()
    referred = str(tag.get("aria-labelledby") or "").split()
    return " ".join(words(page.ids[id]) for id in referred if id in page.ids) if referred else label


def the_skip_link_comes_first_and_leads_to_the_text(site: Site) -> Iterator[str]:
    for page in site.pages.values():
        first = page.one("body").find(["a", "button", "input", "summary"])
        target = str(first.get("href") or "") if first else ""
        if "skip" not in (first.get("class") or () if first else ()) or not target.startswith("#"):
            yield f"{page.path}: what takes the focus first is no skip link"
        elif page.ids.get(target[1:]) is not page.one("main"):
            yield f"{page.path}: the skip link leads to {target}"


def ids_are_unique_and_found(site: Site) -> Iterator[str]:
    for page in site.pages.values():
        for id, times in Counter(str(tag["id"]) for tag in page.soup.find_all(id=True)).items():
            if times > 1 or not id or re.search(r"\s", id):
                yield f"{page.path}: the id {id!r} is there {times} times"
        for tag in page.soup.find_all(True):
            for name in ("aria-labelledby", "aria-describedby", "aria-controls", "aria-details", "for"):
                for id in str(tag.get(name) or "").split():
                    if id not in page.ids:
                        yield f"{page.path}: {name} names #{id}, which is not there"


def every_link_and_picture_has_words(site: Site) -> Iterator[str]:
    for page in site.pages.values():
        for link in page.soup.select("a, button, summary"):
            if not (link.get("aria-label") or words(link) or link.select("img[alt]:not([alt=''])")):
                yield f"{page.path}: {link} says nothing"
        for picture in page.soup.find_all("img"):
            if not picture.has_attr("alt"):
                yield f"{page.path}: {picture.get('src')} has no alternative text"
            if not all(str(picture.get(side)).isdigit() for side in ("width", "height")):
                yield f"{page.path}: {picture.get('src')} has no size, so the text jumps when it comes"
        for figure in page.soup.select("svg:not([aria-hidden=true])"):
            if not (figure.get("aria-label") or figure.get("aria-labelledby") or figure.find("title")):
                yield f"{page.path}: a drawing without a name"


def times_are_dates_of_the_calendar(site: Site) -> Iterator[str]:
    for page in site.pages.values():
        for time in page.soup.find_all("time"):
            if not is_moment(str(time.get("datetime") or "")):
                yield f"{page.path}: {time} is no date"


def is_moment(text: str) -> bool:
    """A year, a month, a day, or a moment that carries its zone."""
    try:
        if re.fullmatch(r"\d{4}(-\d{2}){0,2}", text):
            return bool(date.fromisoformat(text + "-01" * (2 - text.count("-"))))
        return "T" in text and datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def the_page_has_one_address(site: Site) -> Iterator[str]:
    """Canonical link, Open Graph and the place of the file agree; the answer to a wrong address has none of them."""
    for page in site.pages.values():
        canonical = [str(link["href"]) for link in page.soup.select("link[rel=canonical]")]
        address = site.address(page.path)
        if page.path == NOT_FOUND:
            if canonical or page.meta("og:url") or "noindex" not in page.meta("robots"):
                yield f"{page.path}: claims an address of its own"
            continue
        if canonical != [address] or not address.startswith("https://"):
            yield f"{page.path}: canonical is {canonical}"
        if page.meta("og:url") != address:
            yield f"{page.path}: og:url is {page.meta('og:url')!r}"
        if "noindex" in page.meta("robots"):
            yield f"{page.path}: hides from search engines"


def open_graph_says_what_the_page_says(site: Site) -> Iterator[str]:
    for page in site.indexed:
        if page.meta("og:title") != words(page.one("h1")):
            yield f"{page.path}: og:title is {page.meta('og:title')!r}, the heading {words(page.one('h1'))!r}"
        if page.meta("og:description") != page.meta("description"):
            yield f"{page.path}: og:description is not the description"
        if words(page.one("h1")) not in words(page.one("head > title")):
            yield f"{page.path}: the title is not that of the heading"
        for name in ("og:type", "og:site_name"):
            if not page.meta(name):
                yield f"{page.path}: no {name}"


def the_breadcrumb_leads_home(site: Site) -> Iterator[str]:
    for page in site.pages.values():
        trails = page.soup.select("nav.breadcrumb")
        if page.path in ("index.html", NOT_FOUND):
            if trails:
                yield f"{page.path}: has a breadcrumb"
            continue
        steps = trails[0].find_all("li") if len(trails) == 1 else []
        if len(steps) < 2:
            yield f"{page.path}: no breadcrumb"
            continue
        first, last = steps[0].find("a"), steps[-1]
        if first is None or site.follow(page.path, str(first["href"])) != ("index.html", ""):
            yield f"{page.path}: the breadcrumb does not begin at home"
        if last.find("a") or last.get("aria-current") != "page" or words(last) != words(page.one("h1")):
            yield f"{page.path}: the breadcrumb does not end here"


def the_navigation_marks_where_the_reader_is(site: Site) -> Iterator[str]:
    for page in site.pages.values():
        for navigation in page.soup.select("body > header nav, body > footer nav"):
            links = navigation.find_all("a")
            here = [link for link in links if site.follow(page.path, str(link["href"])) == (page.path, "")]
            marked = navigation.select("[aria-current=page]")
            if here != marked:
                yield f"{page.path}: {len(marked)} entries say that they are this page, {len(here)} are"


RULES = (
    the_document_parses_without_an_error,
    the_head_begins_with_charset_then_policy,
    the_policy_allows_nothing_inline_and_nothing_from_elsewhere,
    no_script_style_or_handler_stands_in_the_page,
    the_language_is_named,
    titles_and_descriptions_are_there_and_differ,
    one_h1_and_no_level_left_out,
    landmarks_are_there_and_told_apart,
    the_skip_link_comes_first_and_leads_to_the_text,
    ids_are_unique_and_found,
    every_link_and_picture_has_words,
    times_are_dates_of_the_calendar,
    the_page_has_one_address,
    open_graph_says_what_the_page_says,
    the_breadcrumb_leads_home,
    the_navigation_marks_where_the_reader_is,
)

ABOUT = "about/index.html"
SLIPS = (
    (the_document_parses_without_an_error, ABOUT, "</main>", ""),
    (the_document_parses_without_an_error, ABOUT, "<h1>", "<h1 class=a class=b>"),
    (the_head_begins_with_charset_then_policy, ABOUT, '<meta charset="utf-8">', ""),
    (the_head_begins_with_charset_then_policy, ABOUT, '(<meta charset="utf-8">)', r'\1<meta name="x" content="y">'),
    (the_policy_allows_nothing_inline_and_nothing_from_elsewhere, ABOUT, "style-src ", "style-src 'unsafe-inline' "),
    (the_policy_allows_nothing_inline_and_nothing_from_elsewhere, ABOUT, "default-src [^;]+", "default-src https:"),
    (the_policy_allows_nothing_inline_and_nothing_from_elsewhere, ABOUT, "base-uri", "sandbox 'self'; base-uri"),
    (no_script_style_or_handler_stands_in_the_page, ABOUT, "</body>", "<script>1</script></body>"),
    (no_script_style_or_handler_stands_in_the_page, ABOUT, "</head>", "<style>a{}</style></head>"),
    (no_script_style_or_handler_stands_in_the_page, ABOUT, "<h1>", '<h1 style="color:red">'),
    (no_script_style_or_handler_stands_in_the_page, ABOUT, "<h1>", '<h1 onclick="x()">'),
    (the_language_is_named, ABOUT, ' lang="[^"]*"', ""),
    (titles_and_descriptions_are_there_and_differ, ABOUT, "<title>[^<]*", "<title>"),
    (titles_and_descriptions_are_there_and_differ, ABOUT, 'name="description"', 'name="summary"'),
    (one_h1_and_no_level_left_out, ABOUT, "<h2(.*?)</h2>", r"<h4\1</h4>"),
    (one_h1_and_no_level_left_out, ABOUT, "<h1>(.*?)</h1>", r"<h1>\1</h1><h1>\1</h1>"),
    (one_h1_and_no_level_left_out, ABOUT, "<h1>(.*?)</h1>", r"<p>\1</p>"),
    (landmarks_are_there_and_told_apart, ABOUT, "<(/?)main", r"<\1div"),
    (landmarks_are_there_and_told_apart, ABOUT, "<footer", "<footer></footer><footer"),
    (landmarks_are_there_and_told_apart, ABOUT, '<nav([^>]*) aria-label="[^"]*"', r"<nav\1"),
    (landmarks_are_there_and_told_apart, ABOUT, "</main>", "</main><p>Lost.</p>"),
    (the_skip_link_comes_first_and_leads_to_the_text, ABOUT, 'href="#main"', 'href="#text"'),
    (the_skip_link_comes_first_and_leads_to_the_text, ABOUT, "<body>", '<body><a href="./">x</a>'),
    (ids_are_unique_and_found, ABOUT, "<h1>", '<h1 id="main">'),
    (ids_are_unique_and_found, ABOUT, "<h1>", '<h1 aria-describedby="nowhere">'),
    (every_link_and_picture_has_words, ABOUT, "<h1>", '<a href="./"></a><h1>'),
    (every_link_and_picture_has_words, ABOUT, "<h1>", '<img src="x.png" width="1" height="1"><h1>'),
    (every_link_and_picture_has_words, ABOUT, "<h1>", '<img src="x.png" alt="x"><h1>'),
    (times_are_dates_of_the_calendar, ABOUT, '<time datetime="[^"]*"', '<time datetime="2025-13-01"'),
    (times_are_dates_of_the_calendar, ABOUT, '<time datetime="[^"]*"', "<time"),
    (times_are_dates_of_the_calendar, ABOUT, '<time datetime="[^"]*"', '<time datetime="2025-10-26T10:00"'),
    (the_page_has_one_address, ABOUT, 'rel="canonical" href="[^"]*"', 'rel="canonical" href="./"'),
    (the_page_has_one_address, ABOUT, '"og:url" content="[^"]*"', '"og:url" content="https://example.org/"'),
    (the_page_has_one_address, ABOUT, "max-image-preview:large", "noindex"),
    (the_page_has_one_address, NOT_FOUND, "noindex", "all"),
    (open_graph_says_what_the_page_says, ABOUT, '"og:title" content="', '"og:title" content="More '),
    (the_breadcrumb_leads_home, ABOUT, '<li aria-current="page">', '<li aria-current="page">More '),
    (the_breadcrumb_leads_home, ABOUT, 'nav class="breadcrumb', 'nav class="crumbs'),
    (the_navigation_marks_where_the_reader_is, ABOUT, ' aria-current="page">About', ">About"),
)
"""(rule, page of the explainer, what is there, what comes in its place): the rule must notice."""
