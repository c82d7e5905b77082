"""Whose repository a remote is, and the address at which GitHub Pages shows it.

Addresses: GitHub's documentation, "About GitHub Pages" (kinds of sites) and "Managing a custom domain". A repository
`<owner>.github.io` stands at the host's root, any other below it in a folder of its name; a domain of one's own takes
the place of the host, and for a single repository that of the folder too.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from sitegen.core.record import record

PAGES_HOST = "github.io"
_GITHUB = frozenset({"github.com", "www.github.com", "ssh.github.com"})
_SCP = re.compile(r"(?:[^@/\s]+@)?([^:/\s\[\]]+):(?!/)(.+)")  # git's "user@host:path", which is no URL
_NAME = re.compile(r"[A-Za-z0-9._-]+")


@record
class Repository:
    """One on GitHub."""

    owner: str
    name: str

    @property
    def is_user_site(self) -> bool:
        return self.name.lower() == f"{self.owner}.{PAGES_HOST}".lower()

    @property
    def address(self) -> str:
        """Where Pages shows it as long as no domain of one's own is set: "https://owner.github.io/name/"."""
        host = f"https://{self.owner.lower()}.{PAGES_HOST}/"
        return host if self.is_user_site else f"{host}{self.name}/"

    @property
    def page(self) -> str:
        return f"https://github.com/{self.owner}/{self.name}"


def repository(url: str) -> Repository | None:
    """The repository that the URL of a remote names; None when it is not on GitHub."""
    if "://" in url:
        try:
            parts = urlsplit(url)
            host, path = (parts.hostname or "").lower(), parts.path
        except ValueError:
            return None
        if parts.scheme not in ("https", "http", "ssh", "git", "git+ssh"):
            return None
    elif match := _SCP.fullmatch(url):
        host, path = match[1].lower(), match[2]
    else:
        return None
    names = path.strip("/").removesuffix(".git").split("/")
    if host not in _GITHUB or len(names) != 2 or not all(_NAME.fullmatch(name) for name in names):
        return None
    return Repository(*names)


def own_domain(base: str) -> str:
    """The host that a CNAME file has to name for a site at `base`: a domain of one's own, else ""."""
    parts = urlsplit(base)
    host = parts.hostname or ""
    return "" if host.endswith(f".{PAGES_HOST}") or parts.path not in ("", "/") else host


def misfit(base: str, at: Repository) -> str:
    """Why a site made for `base` would be broken when `at` publishes it, in words; "" when it fits."""
    parts, here = urlsplit(base), urlsplit(at.address)
    host = parts.hostname or ""
    if host == PAGES_HOST or host.endswith(f".{PAGES_HOST}"):
        if host != here.hostname:
            return f"{base} belongs to somebody else's repository"
        if parts.path.lower() != here.path.lower():
            where = "at the root of its host" if at.is_user_site else f"in the folder {here.path}"
            return f"{base} is another address: Pages shows {at.owner}/{at.name} {where}"
        return "" if parts.scheme == "https" else f"{base} is redirected to https"
    if parts.port is not None:
        return f"{base} names a port, and Pages answers at none but its own"
    if parts.path in ("", "/") or (not at.is_user_site and parts.path.lower() == f"/{at.name.lower()}/"):
        return ""
    return f"{base} has the folder {parts.path}, and with a domain of your own Pages shows the site at its root"


def without_secrets(url: str) -> str:
    """A remote's URL, or a text that holds some, without user names and passwords."""
    return re.sub(r"(?<=://)[^/@\s]*@", "", url)
