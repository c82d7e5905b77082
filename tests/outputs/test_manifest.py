"""site.webmanifest, from the site, the names of the theme's icons and its tokens."""

from __future__ import annotations

import json
from typing import Any

from sitegen.core import model
from sitegen.core.artifact import Artifact
from sitegen.outputs import manifest

TOKENS = ":root { --paper: #faf7f2; } @media (prefers-color-scheme: dark) { :root { --paper: #1b1916; } }"
ICONS = {"icons/icon-192.png": "assets/icons/icon-192.png", "icons/icon-512.png": "assets/icons/icon-512.png"}


class Theme:
    def __init__(self, config: model.SiteConfig, tokens: str) -> None:
        self._config, self._tokens = config, tokens

    def config(self) -> model.SiteConfig:
        return self._config

    def asset(self, name: str) -> str:
        return ICONS.get(name, "")

    def source(self, folder: str, path: str) -> bytes:
        assert (folder, path) == ("assets", "css/tokens.css")
        return self._tokens.encode()


def made(tokens: str = TOKENS, **config: Any) -> dict[str, Any]:
    site = model.SiteConfig("Asia tour 2025", "https://example.org/r/", **config)
    return json.loads(manifest.make(Artifact(manifest.PATH, "manifest"), Theme(site, tokens)).data)


def test_its_addresses_hold_below_any_path():
    value = made()
    assert (value["start_url"], value["scope"]) == ("./", "./")
    assert [icon["src"] for icon in value["icons"]] == ["assets/icons/icon-192.png", "assets/icons/icon-512.png"]


def test_the_short_name_is_the_writers_or_the_whole():
    assert made()["short_name"] == "Asia tour 2025"
    assert made(short_title="Asia tour")["short_name"] == "Asia tour"


def test_the_colour_is_the_paper_by_light_or_none():
    assert made()["background_color"] == made()["theme_color"] == "#faf7f2"
    assert not {"background_color", "theme_color"} & set(made(tokens=":root { --paper: Canvas; }"))
