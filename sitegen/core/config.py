"""What `site.yaml` says of the site as a whole: address, languages, publisher, waivers. Part of `core.model`, which
hands these names on, so that there is one place to import what an author means from."""

from __future__ import annotations

from datetime import date
from typing import Literal

from sitegen.core.located import Located
from sitegen.core.problem import Span
from sitegen.core.record import field, record

NOWHERE = Span("")


@record
class Address:
    street: str = ""
    city: str = ""
    region: str = ""
    postal_code: str = ""
    country: str = ""  # ISO 3166-1 alpha-2


@record
class Publisher:
    name: str
    type: str = "Organization"  # Organization, NewsMediaOrganization or Person
    url: str = ""
    email: str = ""
    address: Address | None = None
    policies: tuple[tuple[str, str], ...] = ()  # kind -> page:id or URL
    policies_at: tuple[Span, ...] = field(default=(), compare=False)


@record
class Waiver:
    code: str
    until: date
    reason: str
    at: Span = field(default=NOWHERE, compare=False)


@record
class SiteConfig:
    title: str
    url: str  # absolute, with a trailing slash
    languages: tuple[str, ...] = ("en",)
    time_zone: str = "UTC"
    publisher: Publisher | None = None
    description: str = ""
    short_title: str = ""  # where there is little room
    dollar: Literal["", "$", "US$"] = ""  # how US dollars are written; "": as the ledger needs it
    snapshot: date | None = None
    sections: Literal["one-page", "pages"] = "one-page"
    accent: str = "#b3261e"
    accent_at: Span = field(default=NOWHERE, compare=False)
    html: bool = False
    sides: tuple[tuple[str, str], ...] = ()
    waivers: tuple[Waiver, ...] = ()
    at: Span = field(default=NOWHERE, compare=False)
    printed: tuple[Located, ...] = field(default=(), compare=False)

    @property
    def language(self) -> str:
        return self.languages[0]
