"""The theme that comes with sitegen has no fault: builds that use it as it is need not judge it."""

from __future__ import annotations

from sitegen.content.languages import LANGUAGES
from sitegen.core.artifact import Source, digest
from sitegen.page.filters import filters
from sitegen.web.templates import templates
from tests.errors.change import theme


def test_every_template_of_the_theme_is_sound_in_every_language() -> None:
    sources = {path.removeprefix("templates/"): Source(f"theme/{path}", data, digest(data), "theme")
               for path, data in theme().items() if path.startswith("templates/")}  # fmt: skip
    assert "base.html" in sources
    for language in LANGUAGES:
        assert templates(sources, filters(language)).check() == ()
