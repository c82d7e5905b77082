"""Addresses that act, from every field and every template; and how far a hostile theme gets.

Escaping protects no address, so each way by which one can come to a page is tried here: fields of the content are
refused at their line, what a template or raw HTML prints is refused on the finished page.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from sitegen.build import Built, build, stops
from sitegen.core.artifact import Options
from sitegen.core.problem import errors
from sitegen.web import urls
from tests.fakes import FakeWorld, MemoryFiles
from tests.hostile.sites import SITE, TODAY, built, outputs, said, theme, with_section

ACTING = (
    "javascript:alert(1)", "JAVASCRIPT:x", "vbscript:x", "data:text/html,<b>", "data:image/svg+xml,x",
    "file:///etc/passwd", "//evil.example/", "\\\\evil.example\\x", "/\\evil.example/", "blob:x", "about:blank",
    "ftp://example.org/x", "http:x", "https://a:b/", "https://a:99999/", "https:///x",
)  # fmt: skip
UNREADABLE = ("http://[x", "https://[x]/", "https://\u2100.example/")
"""Markdown encodes these into an address that leads nowhere; printed as they are they ended a check in a traceback."""

FIELDS = {
    "site.url": ("content/site.yaml", "https://example.org/tour/"),
    "publisher.url": ("content/site.yaml", '"https://example.org/"'),
    "source.url": ("content/sources.yaml", "'https://example.org/paper'"),
    "source.archived": ("content/sources.yaml", "'https://example.org/paper', archived: 'https://a.example/'"),
}


@pytest.mark.parametrize("address", [*ACTING, *UNREADABLE, "https://example.org/\\r\\nX: y", "https://", "a b"])
@pytest.mark.parametrize("field", FIELDS)
def test_a_field_takes_no_address_that_acts(field: str, address: str) -> None:
    path, old = FIELDS[field]
    old = old.rpartition(" ")[2] if "archived" in field else old
    whole = str(SITE[path])
    if "archived" in field:
        whole = whole.replace("'https://example.org/paper'", FIELDS[field][1])
    written = address.replace("\\", "\\\\") if "\\r" not in address else address
    build = built({path: whole.replace(old, f'"{written}"', 1)})
    found = [problem for problem in errors(build.problems) if problem.at and problem.at.path == path]
    assert [problem.code for problem in found] == ["field-value"]
    assert build.manifest is None


@pytest.mark.parametrize(
    "text", ["[x](<{}>)", "[x{n}]\n\n[x{n}]: <{}>", "> - [x](<{}>)", "![x](<{}>)", "*[**x**](<{}>)*"]
)
def test_nor_does_a_text(text: str) -> None:
    """Every address on a line of its own, and a fault on each of these lines."""
    written = (address.replace("\\", "\\\\").replace("<", "%3C").replace(">", "%3E") for address in ACTING)
    body = "".join(text.format(address, n=n) + "\n\n" for n, address in enumerate(written))
    wanted = {"link-scheme", "image-outside", "image-missing"}
    assert len([fault for fault in said(built(with_section(body))) if fault.split()[1] in wanted]) == len(ACTING)


@pytest.mark.parametrize(
    "address", ["https://example.org/\r\nX: y", "https://a.example/\tb", "javascript:x", "//a.example/", "http://[x"]
)
def test_nor_does_the_command_line(address: str) -> None:
    assert urls.base_fault(address)


def _page(body: str) -> str:
    return f'{{% extends "base.html" %}}\n{{% block content %}}\n{body}\n{{% endblock %}}\n'


PRINTS = (
    '<a href="{{ x }}">a</a>', "<a href='{{ x }}'>a</a>", '<a HREF="{{ x }}">a</a>', '<img src="{{ x }}" alt="">',
    '<img srcset="images/a.png 1x, {{ x }} 2x" alt="">', '<a href="faq/" ping="{{ x }}">a</a>',
    '<meta http-equiv="refresh" content="0; url={{ x }}">', '<svg><a xlink:href="{{ x }}">a</a></svg>',
    '<svg><use href="{{ x }}"/></svg>', '<button formaction="{{ x }}">a</button>', '<video poster="{{ x }}"></video>',
    '<link rel="stylesheet" href="{{ x }}">', '<script src="{{ x }}"></script>',
    '<blockquote cite="{{ x }}">a</blockquote>',
    '<a{% if true %} href="{{ x }}"{% endif %}>a</a>', '<a href="{{ x[:4] }}{{ x[4:] }}">a</a>',
    '<a {{ "href" }}="{{ x }}">a</a>', "{% autoescape false %}{{ '<a href=\"' ~ x ~ '\">a</a>' }}{% endautoescape %}",
)  # fmt: skip


@pytest.mark.parametrize("template", PRINTS)
def test_whatever_a_template_prints_as_an_address_is_judged_on_the_page(template: str) -> None:
    body = f"{{% set x = 'javascript:alert(1)' %}}{template}"
    build = built({"templates/pages/prose.html": _page(body)})
    (problem,) = [problem for problem in errors(build.problems) if problem.code == "link-scheme"]
    assert "javascript:alert(1)" in problem.message
    assert problem.context == "on the page disclaimer/index.html and 1 other"


@pytest.mark.parametrize(
    "files",
    [
        {"templates/blocks/note.html": '<a href="javascript:x">{{ body }}</a>'},
        {"templates/parts/colophon.html": '<a href="javascript:x">a</a>'},
        {"templates/parts/x.html": '{% macro m(x) %}<a href="{{ x }}">a</a>{% endmacro %}',
         "templates/pages/prose.html": "{% from 'parts/x.html' import m %}{{ m('javascript:x') }}"},
        {"templates/parts/x.html": '<a href="{{ y }}">a</a>',
         "templates/pages/prose.html": "{% set y = 'javascript:x' %}{% include 'parts/x.html' %}"},
    ],
)  # fmt: skip
def test_from_whichever_file_of_the_theme(files: Mapping[str, str]) -> None:
    build = built({**files, "content/pages/about.md": "# About\n\n::: note Title\nText.\n:::\n"})
    assert [problem.code for problem in errors(build.problems) if problem.code != "link-broken"] == ["link-scheme"]


def test_whatever_the_scheme() -> None:
    page = _page("".join(f'<a href="{address}">x</a>' for address in (*ACTING, *UNREADABLE)))
    found = [problem.code for problem in errors(built({"templates/pages/prose.html": page}).problems)]
    assert found == ["link-scheme"] * len((*ACTING, *UNREADABLE))


@pytest.mark.parametrize(
    ("html", "code"),
    [
        ('<a href="javascript:x">a</a>', "link-scheme"),
        ('<a href="java&#10;script:x">a</a>', "link-scheme"),
        ('<a href="javascript:x" href="faq/">a</a>', "link-scheme"),
        ('<img src="https://pixel.example/1.gif" alt="">', "load-outside"),
        ('<img srcset="https://pixel.example/1.gif 2x" alt="">', "load-outside"),
        ("<script>x</script>", "policy-inert"),
        ("<p onclick='x'>a</p>", "policy-inert"),
        ("<svg onload=x></svg>", "policy-inert"),
        ('<p style="color: red">a</p>', "policy-inert"),
        ('<iframe src="faq/"></iframe>', "policy-inert"),
        ('<base href="faq/">', "policy-inert"),
        ('<form action="faq/"><button>a</button></form>', "policy-inert"),
        ('<a href="nowhere/">a</a>', "link-broken"),
        ("<details><summary>a</summary>b</details>", ""),
        ('<a href="https://example.org/">a</a>', ""),
    ],
)
def test_raw_html_where_the_site_allows_it_gets_no_further(html: str, code: str) -> None:
    build = built({"content/site.yaml": f"{SITE['content/site.yaml']}html: true\n", **with_section(f"{html}\n")})
    assert {problem.code for problem in errors(build.problems)} == ({code} if code else set())


# -- a hostile theme --------------------------------------------------------------------------------------------


def with_theme(files: Mapping[str, str]) -> Built:
    """The sound site under a theme with these files in the place of its own."""
    laid = {**theme(), **{path: data.encode() for path, data in files.items()}}
    return build(FakeWorld(MemoryFiles(SITE), MemoryFiles(laid)), Options(today=TODAY))


POLICY = '<meta http-equiv="Content-Security-Policy" content="{{ page.csp }}">'
FRAME = theme()["templates/base.html"].decode()


@pytest.mark.parametrize(
    "instead",
    [
        "",
        '<meta http-equiv="Content-Security-Policy" content="default-src *; script-src * \'unsafe-inline\'">',
        '{% set page = {"csp": "default-src *"} %}<meta http-equiv="Content-Security-Policy" content="{{ page.csp }}">',
        '<script src="https://evil.example/x.js"></script>' + POLICY,
        "<!-- " + POLICY.replace("{{ page.csp }}", "x") + " -->",
    ],
)
def test_a_theme_cannot_loosen_the_policy_of_the_pages(instead: str) -> None:
    """It is a warning that only `site.yaml` can waive, with a reason and an end, and that stops a strict build."""
    assert POLICY in FRAME
    made = with_theme({"templates/base.html": FRAME.replace(POLICY, instead)})
    assert {"policy-missing", "template-undefined"} & {problem.code for problem in made.problems}
    assert stops(made.problems, strict=True)


@pytest.mark.parametrize("path", ["content/site.yaml", "templates/site.yaml", "assets/site.yaml", "site.yaml"])
def test_a_theme_sets_nothing_of_the_site(path: str) -> None:
    """Raw HTML, waivers, languages are the project's own to allow."""
    loose = "html: true\nchecks: {waive: [{code: policy-missing, until: 2099-01-01, reason: x}]}\n"
    made = with_theme({path: loose, "templates/base.html": FRAME.replace(POLICY, "")})
    assert "policy-missing" in said(made)
    assert with_theme({path: loose}).published


@pytest.mark.parametrize(
    "reach",
    [
        "{% include '/etc/passwd' %}", "{% include '../content/site.yaml' %}", "{% include '../../../etc/passwd' %}",
        "{% include 'https://evil.example/x.html' %}", "{% import 'os' as os %}", "{{ open('/etc/passwd') }}",
        "{{ env.HOME }}", "{{ config.waivers }}", "{{ request }}", "{{ cycler.__init__.__globals__.os }}",
        "{{ t.__self__.reader }}", "{{ page.__class__ }}", "{{ joiner.__init__.__globals__ }}", "{{ [].__class__ }}",
        "{{ 'x'.format.__self__.__class__ }}", "{{ ({}|attr('__class__')) }}", "{{ now() }}", "{{ [1]|random }}",
        "{% set t.x = 1 %}", "{{ lipsum.__globals__ }}", "{{ self._TemplateReference__context }}",
    ],
)  # fmt: skip
def test_a_theme_reads_no_file_no_environment_no_clock_and_no_inside_of_python(reach: str) -> None:
    made = with_theme({"templates/pages/prose.html": _page(reach)})
    (problem,) = errors(made.problems)
    assert problem.code.startswith("template-") and problem.at is not None
    assert problem.at.path.endswith("templates/pages/prose.html")
    assert made.published is None


def test_the_same_site_on_another_day_is_the_same_to_the_byte() -> None:
    """No template is handed the clock; the day comes in by one door and the site says nothing of it by itself."""
    today = outputs(built({}))
    later = build(FakeWorld(MemoryFiles(SITE), MemoryFiles(theme())), Options(today=date(2025, 10, 27)))
    assert outputs(later) == today
