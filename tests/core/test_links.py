"""Links that may stand on a page, and ways of smuggling a script past a list."""

import pytest

from sitegen.core.links import may_stand


@pytest.mark.parametrize(
    "href",
    ["https://a.org/x?y=1#z", "HTTP://a.org", "mailto:desk@a.org", "tel:+84123", "faq/", "../faq/#q-a", "#here", "",
     "./", "images/a.jpg", "?q=a:b", "#a:b", "/faq/", "a/b:c", "https://a.org/?a=1&amp;b=2", "http://[::1]:80/"],
)  # fmt: skip
def test_links_that_may_stand_on_a_page(href: str) -> None:
    assert may_stand(href)


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        "java\nscript:alert(1)",
        " javascript:alert(1)",
        "\x01javascript:alert(1)",
        "\x00javascript:alert(1)",
        "javascript\r:alert(1)",
        "&#106;avascript:alert(1)",
        "javascript&colon;alert(1)",
        "java&Tab;script:alert(1)",
        "&#x01;javascript:alert(1)",
        "vbscript:x",
        "data:text/html,<script>",
        "file:///etc/passwd",
        "blob:x",
        "//evil.org/x",
        "\\\\evil.org/x",
        "/\\evil.org/x",
        " //evil.org",
        "&sol;/evil.org",
        "https:evil.org",
        "https://",
        "http:///evil.org",
        "mailto:",
        "java%09script:alert(1)",
        "http://[x",
        "https://a:b/",
        "https://a:99999/",
    ],
)
def test_links_that_may_not(href: str) -> None:
    assert not may_stand(href)
