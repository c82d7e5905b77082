"""Templates that never end, print where escaping does not hold, or reach for what is none of their business.

What matters is that rendering ends, with a fault at the template's line. Nothing here is judged by the clock: without
the guard the test would not come back. The tables ask the room of templates alone; the last tests build a whole site.
"""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from sitegen.core.artifact import Source
from sitegen.core.problem import Problem, errors
from sitegen.web.templates import TemplateFault, templates
from tests.hostile.sites import built, outputs, said

PAGE = "templates/pages/prose.html"
BASE = {"templates/base.html": "{% block content %}{% endblock %}"}
CONTEXT = {"page": {"title": "The <title>", "stylesheet": "x.css"}, "t": lambda key: key}


def render(template: str, more: Mapping[str, str] | None = None) -> tuple[str, list[Problem]]:
    """The page, and what was said of all the templates before and while it was made."""
    files = {**BASE, PAGE: template, **(more or {})}
    room = templates({p.removeprefix("templates/"): Source(p, t.encode(), "") for p, t in files.items()}, {})
    problems = list(room.check())
    try:
        return "" if errors(problems) else room.render("pages/prose.html", CONTEXT), problems
    except TemplateFault as fault:
        return "", [*problems, fault.problem]


def of(template: str, more: Mapping[str, str] | None = None) -> list[str]:
    return [f"{p.at.path}:{p.at.line} {p.code}" for p in render(template, more)[1] if p.at]


@pytest.mark.parametrize(
    "template",
    [
        "{{ 9**(9**9) }}",
        "{{ 9**(9**6) }}",
        "{{ 9**9999 * 9**9999 }}",
        "{{ 'a'*10**8 }}",
        "{{ 10**8 * 'a' }}",
        "{{ [1]*10**9 }}",
        "{% set x = 'a'*10**9 %}",
        "{% if 9**(9**9) %}{% endif %}",
        "{{ ('a'*10**7) ~ ('a'*10**7) ~ ('a'*10**7) }}",
        "{{ 'a'|center(10**9) }}",
        "{{ 'a'|center(1000000000) }}",
        "{{ '%1000000000d'|format(1) }}",
        "{{ '%1000000000d' % 1 }}",
        "{{ '{:1000000000}'.format(1) }}",
        "{{ 'a'.ljust(1000000000) }}",
        "{{ 'a'.zfill(1000000000) }}",
        "{{ 'a\nb'|indent(1000000000) }}",
        "{{ [1]|batch(1000000000, 'x')|list }}",
        "{{ ('a'*9999999)|replace('a', 'b'*9999) }}",
        "{{ ('a'*9999999).replace('a', 'b'*9999) }}",
        "{% for a in range(10**9) %}{% endfor %}",
        "{{ range(10**9)|list }}",
        "{% for a in range(9999) %}{% for b in range(9999) %}{% for c in 'abc' %}{% endfor %}{% endfor %}{% endfor %}",
        "{% for a in range(9999) %}{% for b in range(9999) if false %}{% endfor %}{% endfor %}",
        "{% set n = namespace(x='ab') %}{% for i in range(60) %}{% set n.x = n.x ~ n.x %}{% endfor %}",
        "{% set n = namespace(x='ab') %}{% for i in range(60) %}{% set n.x = n.x + n.x %}{% endfor %}",
        "{% set n = namespace(x='ab') %}{% for i in range(60) %}{% set n.x = n.x * 2 %}{% endfor %}",
        "{% set n = namespace(x=[1]) %}{% for i in range(60) %}{% set n.x = n.x + n.x %}{% endfor %}",
        "{% set n = namespace(x=9) %}{% for i in range(60) %}{% set n.x = n.x * n.x %}{% endfor %}",
        "{% macro m(n) %}{{ m(n) }}{{ m(n) }}{% endmacro %}{% for i in range(90000) %}{{ m(1) }}{% endfor %}",
        "{% macro m(n) %}{% if n %}{{ m(n-1) }}{{ m(n-1) }}{% endif %}{% endmacro %}{{ m(60) }}",
        "{% for a in range(99999) %}{{ 'a'*9999 }}{% endfor %}",
        "{% macro m() %}{% for a in range(99999) %}{{ 'a'*9999 }}{% endfor %}{% endmacro %}{{ m() }}",
    ],
)
def test_a_template_that_asks_for_too_much_ends_at_its_line(template: str) -> None:
    faults = of("\n" + template)
    assert set(faults) <= {f"{PAGE}:2 template-runaway", f"{PAGE}:2 template-loop", f"{PAGE}:3 template-runaway"}
    assert faults


def test_a_block_that_prints_itself_twice_ends() -> None:
    body = "{% extends 'base.html' %}\n{% block content %}{{ self.content() }}{{ self.content() }}{% endblock %}"
    assert set(of(body)) == {f"{PAGE}:2 template-loop"}


def test_a_loop_that_is_left_alone_is_a_loop_still() -> None:
    template = (
        "{% for n in range(3) %}{{ loop.index }}/{{ loop.length }}{{ ',' if not loop.last }}{% else %}none{% endfor %};"
        "{% for n in [] %}x{% else %}none{% endfor %};"
        "{% for n in [[1, [2]], [3, []]] recursive %}{{ n if n is number else loop(n) }}{% endfor %};"
        "{% for k, v in {'a': 1}|dictsort if v %}{{ k }}{{ v }}{% endfor %};{{ (2 + 3 * 4) ~ 'x' ~ (7 % 4 ** 1) }}"
    )
    page, problems = render(template)
    assert not problems
    assert page == "1/3,2/3,3/3;none;123;a1;14x3"


@pytest.mark.parametrize(
    ("template", "code"),
    [
        ("{% if %}", "template-syntax"),
        ("{{ x", "template-syntax"),
        ("{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}", "template-syntax"),
        ("{{ 1" + " + 1" * 5000 + " }}", "template-syntax"),
        ("{% if true %}" * 500 + "{% endif %}" * 500, "template-syntax"),
        ("{{ nobody }}", "template-undefined"),
        ("{{ page.nobody }}", "template-undefined"),
        ("{{ lipsum() }}", "template-undefined"),
        ("{{ [1, 2]|random }}", "template-syntax"),
        ("{{ 1 / 0 }}", "template-failed"),
        ("{{ ''.__class__.__mro__ }}", "template-failed"),
        ("{{ ''['__class__'] }}", "template-failed"),
        ("{{ self.__init__.__globals__ }}", "template-failed"),
        ("{{ ('{0.__class__}').format(1) }}", "template-failed"),
        ("{{ t.__globals__ }}", "template-failed"),
        ("{{ t|attr('__globals__') }}", "template-failed"),
        ("{% include 'nobody.html' %}", "template-missing"),
        ("{% include 'x' ~ 'y' %}", "template-missing"),
        ("{% include 'pages/prose.html' %}", "template-loop"),
        ("{% extends 'pages/prose.html' %}", "template-loop"),
    ],
)
def test_whatever_a_template_does_wrong_is_told_at_its_place(template: str, code: str) -> None:
    assert {fault.split()[1] for fault in of(template)} == {code}
    assert all(fault.startswith(PAGE) for fault in of(template))


def test_a_fault_in_an_included_file_is_told_there() -> None:
    parts = {"templates/parts/a.html": "\n{% include 'parts/b.html' %}", "templates/parts/b.html": "\n\n{% if %}"}
    assert of("{% include 'parts/a.html' %}", parts) == ["templates/parts/b.html:3 template-syntax"]
    parts["templates/parts/b.html"] = "\n\n{{ nobody }}"
    assert "templates/parts/b.html:3 template-undefined" in of("{% include 'parts/a.html' %}", parts)
    parts["templates/parts/b.html"] = "{% macro m() %}\n{{ 1 / 0 }}{% endmacro %}"
    assert "templates/parts/b.html:2 template-failed" in of(
        "{% from 'parts/b.html' import m %}{{ m() }}", {"templates/parts/b.html": parts["templates/parts/b.html"]}
    )


def test_a_circle_of_includes_is_found_before_anything_is_rendered() -> None:
    one, other = "templates/parts/a.html", "templates/parts/b.html"
    circle = {one: "{% include 'parts/b.html' %}", other: "{% include 'parts/a.html' %}"}
    assert of("x", circle) == [f"{one}:1 template-loop"]


@pytest.mark.parametrize(
    "template",
    [
        "<a title={{ page.title }}>x</a>",
        "<a title=a{{ page.title }}>x</a>",
        "<a\n title = {{ page.title }} >x</a>",
        "<a href='x' title={{ page.title }}>x</a>",
        "<A TITLE={{ page.title }}>x</A>",
        "<a {% if true %}title={{ page.title }}{% endif %}>x</a>",
        "<p {{ page.title }}>x</p>",
        "<p onclick=\"f('{{ page.title }}')\">x</p>",
        "<p ONCLICK='{{ page.title }}'>x</p>",
        '<p style="color: {{ page.title }}">x</p>',
        '<iframe srcdoc="{{ page.title }}"></iframe>',
        "<script>var x = {{ page.title }};</script>",
        "<script>var x = '{{ page.title }}';</script>",
        "<script>if (a<b) f('</p>', {{ page.title }});</script>",
        "<SCRIPT type=module>{{ page.title }}</SCRIPT>",
        "<style>{{ page.title }}</style>",
        "<!-- {{ page.title }} -->",
    ],
)
def test_a_print_where_escaping_does_not_hold_is_refused(template: str) -> None:
    faults = of("\n" + template)
    assert len(faults) == 1 and faults[0].endswith(" template-unsafe")


@pytest.mark.parametrize(
    "template",
    [
        "{{ page.title }}",
        '<a title="{{ page.title }}" lang=en>{{ page.title }}</a>',
        "<a title='{{ page.title }}'>x</a> a = {{ page.title }} < b",
        '<a title = "{% if true %}{{ page.title }}{% endif %}">{{ page.title }}</a>',
        "<h{{ 2 }}>x</h{{ 2 }}>",
        '<meta {{ "name" }}="x">',
        "<title>{{ page.title }}</title><textarea>{{ page.title }}</textarea>",
        "<script>var x = {{ page.title|tojson }};</script>{{ page.title }}",
        '<script src="{{ page.stylesheet }}"></script>{{ page.title }}',
        "<!-- note -->{{ page.title }}",
        "{# <script> #}{{ page.title }}",
        "{% raw %}<script>{{ x }}{% endraw %}",
    ],
)
def test_a_print_where_it_holds_is_not(template: str) -> None:
    assert not [fault for fault in of(template) if "unsafe" in fault]


@pytest.mark.parametrize(
    "template", ["{{ page.title|safe }}", "{% autoescape false %}{{ page.title }}{% endautoescape %}"]
)
def test_escaping_that_is_switched_off_is_a_warning(template: str) -> None:
    assert of(template) == [f"{PAGE}:1 template-raw"]


def test_escaping_is_on_whatever_a_template_is_called() -> None:
    assert render("{% include 'x.html.j2' %}", {"templates/x.html.j2": "{{ '<b>' }}"}) == ("&lt;b&gt;", [])


@pytest.mark.parametrize(
    ("template", "code"),
    [
        ("\n{{ 9**(9**9) }}", "template-runaway"),
        ("\n{{ nobody }}", "template-undefined"),
        ("\n{% if %}", "template-syntax"),
    ],
)
def test_in_a_build_the_page_that_was_being_made_is_named_and_nothing_is_published(template: str, code: str) -> None:
    build = built({PAGE: template})
    assert set(said(build)) == {f"{PAGE}:2 {code}"}
    contexts = {problem.context for problem in build.problems if problem.code == code}
    assert contexts == ({""} if code == "template-syntax" else {"while rendering content/disclaimer.md and 1 more"})


def test_a_template_with_a_warning_is_still_rendered() -> None:
    build = built({PAGE: "{{ '<b>'|safe }}"})
    assert said(build) == ["policy-missing", f"{PAGE}:1 template-raw"]
    assert outputs(build)["about/index.html"] == b"<b>"


def test_the_theme_itself_prints_where_escaping_holds() -> None:
    assert not [fault for fault in said(built({})) if "template" in fault]
