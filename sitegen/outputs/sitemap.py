"""sitemap.xml, and robots.txt that points to it.

The sitemap lists the canonical pages open to search engines, in every language; `lastmod` is the editorial date of the
explainer, never the day of the build, and there is no `priority` or `changefreq`, which nobody reads. robots.txt is
only read at the root of a host: below a path it would be a file that looks as if it did something, so it is not made.
"""

from __future__ import annotations

from collections.abc import Iterable

from sitegen.core import model
from sitegen.core.artifact import Artifact, Planned, Snapshot
from sitegen.core.kinds import Made, OutputKind, Reader
from sitegen.web import urls
from sitegen.web.jsonld import moment
from sitegen.web.xml import document, element

PATH = "sitemap.xml"


def plan_sitemap(site: model.Site, snapshot: Snapshot) -> Iterable[Planned]:
    yield Planned(Artifact(PATH, "sitemap", rank=2))


def make_sitemap(artifact: Artifact, reader: Reader) -> Made:
    base = urls.base_url(reader.config(), reader.options())
    changed = moment(reader.masthead().updated)
    pages = (
        element("url", element("loc", urls.absolute(base, card.path)), element("lastmod", changed))
        for page in reader.cards()
        if page.indexed
        for card in reader.translations(page.id)
    )
    return Made(document(element("urlset", *pages, xmlns="http://www.sitemaps.org/schemas/sitemap/0.9")))


def plan_robots(site: model.Site, snapshot: Snapshot) -> Iterable[Planned]:
    if urls.is_host_root(urls.base_url(site.config, snapshot.options)):
        yield Planned(Artifact("robots.txt", "robots", rank=2))


def make_robots(artifact: Artifact, reader: Reader) -> Made:
    """Everything may be read; no rule of ours hides a page, `noindex` does that."""
    base = urls.base_url(reader.config(), reader.options())
    return Made(f"User-agent: *\nDisallow:\n\nSitemap: {urls.absolute(base, PATH)}\n".encode())


SITEMAP = OutputKind("sitemap", plan_sitemap, make_sitemap)
ROBOTS = OutputKind("robots", plan_robots, make_robots)
