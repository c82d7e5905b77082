"""The only maker of paths and URLs: which pages there are, where a thing is published, how one place links to another.

Three forms, never mixed: a *path* is a file below the output folder ("faq/index.html"), an *address* is a path with or
without an anchor ("faq/index.html#q-purpose"), neither of them percent-encoded; a *URL* or *href* is encoded and in
directory form ("faq/#q-purpose"). Only pages have anchors, so a `#` in the name of a picture is part of its name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import count
from posixpath import commonprefix, normpath
from typing import Literal
from unicodedata import normalize
from urllib.parse import quote, urlsplit, urlunsplit

from sitegen.core import model
from sitegen.core.artifact import Options
from sitegen.core.record import record

RESERVED_PAGES = (
    "home", "itinerary", "faq", "timeline", "glossary", "people", "facts", "sources", "corrections", "disclaimer",
)  # fmt: skip
"""The pages that sitegen makes, in the order of the navigation; a page of the writer's own cannot take these names."""

NOT_FOUND = "notfound"
"""The id of 404.html, which nothing can refer to."""

Shape = Literal["one-page", "pages"]

_PREFIXES = {
    "source": "src-", "question": "q-", "term": "term-", "stop": "stop-", "fact": "fact-", "person": "person-",
    "section": "", "moment": "moment-", "correction": "correction-",
}  # fmt: skip
PAGES = {
    "source": "sources", "question": "faq", "term": "glossary", "stop": "itinerary", "fact": "facts",
    "person": "people", "moment": "timeline", "correction": "corrections",
}  # fmt: skip
"""Scheme -> the page on which its things stand."""

# RFC 3986: what a path segment or fragment may hold as it is. Left out: the colon, since "a:b.jpg" would be a scheme,
# and the semicolon, which older readers take for the start of parameters.
_AS_IT_IS = "~!$()*+,=@"


# pages and anchors


def page_ids(site: model.Site) -> tuple[str, ...]:
    """The pages that exist because their content does, in the order of the navigation; own pages come last.

    Section pages (`sections: pages`) are not among them: they are reached from the home page.
    """
    exists = {
        "home": True,
        "itinerary": site.itinerary is not None,
        "faq": bool(site.questions),
        "timeline": bool(site.timeline),
        "glossary": bool(site.terms),
        "people": bool(site.people),
        "facts": bool(site.facts),
        "sources": bool(site.sources),
        "corrections": site.corrections is not None,
        "disclaimer": site.disclaimer is not None,
    }
    return (*(id for id in RESERVED_PAGES if exists[id]), *sorted(page.id for page in site.pages))


def language_prefix(config: model.SiteConfig, language: str) -> str:
    """The folder of a language: "" for the first one of the site, "vi/" for another."""
    return "" if language == config.language else f"{language}/"


def page_path(id: str, prefix: str = "") -> str:
    """The file of a page, or of a section that has a page of its own. There is one 404.html for all languages."""
    if id == NOT_FOUND:
        return "404.html"
    if id == "home":
        return f"{prefix}index.html"
    return f"{prefix}{normalize('NFC', id)}/index.html"


def anchor(scheme: str, id: str) -> str:
    """The `id` attribute under which a thing stands on its page: "src-…", "q-…"; a section's is its own id."""
    return _PREFIXES[scheme] + id


def address(shape: Shape, scheme: str, id: str, prefix: str = "") -> str:
    """Where a thing is published. `shape` is `config.sections`; schemes are those of references, and `question`,
    `moment` (by its number) and `correction` (see `correction_ids`). KeyError for a scheme that is not published."""
    if scheme == "page":
        return page_path(id, prefix)
    if scheme == "section":
        return page_path(id, prefix) if shape == "pages" else f"{page_path('home', prefix)}#{anchor(scheme, id)}"
    return f"{page_path(PAGES[scheme], prefix)}#{anchor(scheme, id)}"


def correction_ids(corrections: Iterable[model.Correction]) -> tuple[str, ...]:
    """An id for each entry of the log that stays when others are added: its day and what it corrects.

    A second one about the same thing on the same day is counted up from the older end of the list (newest first), so
    "2025-10-27-fact-tariff" keeps its id when "2025-10-27-fact-tariff-2" is added above it.
    """
    ids: list[str] = []
    for entry in reversed(tuple(corrections)):
        wanted = f"{entry.date.isoformat()}-{re.sub('[^a-z0-9]+', '-', entry.where.lower()).strip('-')}".rstrip("-")
        names = (wanted if n == 1 else f"{wanted}-{n}" for n in count(1))
        ids.append(next(name for name in names if name not in ids))
    return tuple(reversed(ids))


# links


def relative(from_path: str, to: str) -> str:
    """The href that leads from the page at `from_path` to an address: "../faq/#q-purpose", "#here", "./".

    Works at a host root and under any base path. Not for 404.html, which is served at any depth: `root_absolute`.
    """
    path, fragment = _split(to)
    if path == from_path and fragment:
        return _fragment(fragment)
    folder, name = _directory(path)
    there, here = [step for step in normpath("/" + folder).split("/") if step], from_path.split("/")[:-1]
    shared = len(commonprefix((there, here)))
    steps = [".."] * (len(here) - shared) + there[shared:]
    href = quote("/".join(steps), safe=_AS_IT_IS + "/") + "/" if steps else ""
    return (href + quote(name, safe=_AS_IT_IS) or "./") + _fragment(fragment)


def absolute(base: str, to: str) -> str:
    """The full URL of an address, below a base URL that ends with a slash: "https://example.org/tour/faq/#q-x"."""
    path, fragment = _split(to)
    folder, name = _directory(path)
    return base + quote(f"{folder}/{name}" if folder else name, safe=_AS_IT_IS + "/") + _fragment(fragment)


def root_absolute(base: str, to: str) -> str:
    """The same without scheme and host, for 404.html: "/tour/faq/"."""
    return absolute(urlsplit(base).path or "/", to)


@record
class Locator:
    """Full URLs of a site's things, for what machines read. `address` is `Reader.address`: each use is a question."""

    base: str
    address: Callable[[str, str], str]

    def url(self, scheme: str, id: str) -> str:
        return absolute(self.base, self.address(scheme, id))

    def file(self, path: str) -> str:
        return absolute(self.base, path)


# the base URL


def base_url(config: model.SiteConfig, options: Options) -> str:
    """The URL under which the site will stand, with a trailing slash: the one of the command line before the file's."""
    base = normal_base(options.base_url or config.url)
    return options.origin + (urlsplit(base).path or "/") if options.origin else base


@lru_cache(maxsize=8)
def normal_base(url: str) -> str:
    """Host in lower case and in ASCII, path percent-encoded and with a trailing slash, query and fragment left off.

    `base_fault` says beforehand what cannot be a base URL; such a text comes back as it was, with a slash.
    """
    if base_fault(url):
        return url.rstrip("/") + "/"
    parts = urlsplit(url.strip())
    host = _in_ascii(parts.hostname or "")
    host = f"[{host}]" if ":" in host else host
    port = f":{parts.port}" if parts.port is not None else ""
    path = quote(normalize("NFC", parts.path), safe=_AS_IT_IS + "/%").strip("/")
    return urlunsplit((parts.scheme.lower(), host + port, f"/{path}/" if path else "/", "", ""))


def base_fault(url: str) -> str:
    """Why a text cannot be the base URL of a site, in words; "" when it can."""
    try:
        parts = urlsplit(url.strip())
        host, _ = parts.hostname or "", parts.port
        _in_ascii(host)
    except ValueError:  # a bad port, an unclosed bracket, a host that has no ASCII form
        return "its host or port cannot be read"
    if parts.scheme.lower() not in ("http", "https"):
        return "it does not begin with https:// or http://"
    if not host:
        return "it names no host"
    if parts.username is not None or parts.password is not None:
        return "it holds a user name or password"
    if re.search(r"[\s\x00-\x1f\x7f\\]", url.strip()):
        return "it holds a space or a control character"
    return ""


def _in_ascii(host: str) -> str:
    """As names of hosts are looked up. Raises ValueError where there is no such form."""
    if host.isascii() and all(0 < len(label) < 64 for label in host.removesuffix(".").split(".")):
        return host  # as the codec would say, which takes 2 ms to load
    return host.encode("idna").decode("ascii")


def is_host_root(base: str) -> bool:
    """Whether the site stands at the root of its host, the only place where robots.txt is read."""
    return urlsplit(base).path in ("", "/")


def is_placeholder(url: str) -> bool:
    """Whether the host is one that nobody can own (RFC 2606, RFC 6761): example.*, *.example, *.test, *.invalid,
    localhost."""
    try:
        host = (urlsplit(url).hostname or "").rstrip(".").lower()
    except ValueError:
        return False
    labels = host.split(".")
    return labels[-1] in ("example", "test", "invalid", "localhost") or "example" in labels[-2:-1]


# parts of an address


def _split(to: str) -> tuple[str, str]:
    path, mark, fragment = to.partition(".html#")
    return (path + ".html", fragment) if mark else (to, "")


def _directory(path: str) -> tuple[str, str]:
    """A path as folder and file name, the name left out where a server finds index.html by itself."""
    folder, _, name = path.rpartition("/")
    return folder, "" if name == "index.html" else name


def _fragment(fragment: str) -> str:
    return "#" + quote(fragment, safe=_AS_IT_IS + ":/?") if fragment else ""
