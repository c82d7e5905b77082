"""The explainer of this repository, built by the real command and shown under a path, in Chromium.

One build and one host serve all tests, a browser those of a module. `window` gives a page in a window of one's own
choosing; whatever a page did that it should not (console, policy, requests elsewhere) is in that window's `complaints`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.browser.hosting import hosting

REPOSITORY = Path(__file__).parents[2]
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

LISTEN = """
window.__complaints = [];
document.addEventListener("securitypolicyviolation", e =>
  __complaints.push(`policy: ${e.violatedDirective} ${e.blockedURI}`));
"""


@dataclass(frozen=True)
class Site:
    """`pages` are the paths of all pages below `base`, the one that is not there among them; `folder` holds them."""

    base: str
    pages: tuple[str, ...]
    folder: Path


@dataclass
class Window:
    """A browser context with one tab; `complaints` grow while it is used."""

    tab: Any
    base: str
    complaints: list[str] = field(default_factory=list)

    def go(self, path: str) -> Any:
        """Loads a page of the site; gives the answer's status."""
        return self.visit(self.base + path)

    def visit(self, url: str) -> Any:
        self.complaints.clear()
        status = self.tab.goto(url).status
        self.complaints += self.tab.evaluate("window.__complaints ?? []")
        return status


MISSING = "no/such/page/"


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    project = tmp_path_factory.mktemp("project")
    for name in ("content", "templates", "assets"):
        shutil.copytree(REPOSITORY / name, project / name)
    with hosting(project / "build") as base:
        made(project, "--base-url", base)
        found = sorted(file.parent.relative_to(project / "build") for file in (project / "build").rglob("index.html"))
        pages = ("" if str(path) == "." else f"{path.as_posix()}/" for path in found)
        yield Site(base, (*pages, MISSING), project / "build")


@pytest.fixture(scope="session")
def edition(site: Site) -> Path:
    """The same explainer in one file."""
    file = site.folder.parent / "whole.html"
    made(site.folder.parent, "--base-url", site.base, "--single", str(file))
    return file


def made(project: Path, *options: str) -> None:
    """`sitegen build`, as a writer would run it."""
    command = [sys.executable, "-m", "sitegen", "build", "-C", str(project), *options]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def playwright() -> Iterator[Any]:
    """Its event loop counts as running for as long as it lives, and other modules have loops of their own."""
    driver = pytest.importorskip("playwright.sync_api", reason="the browser tests need the playwright package")
    with driver.sync_playwright() as play:
        yield play


@pytest.fixture(scope="module")
def launch(playwright: Any) -> Iterator[Callable[..., Any]]:
    """A Chromium with further flags; each set of flags is started once."""
    found = os.environ.get("SITEGEN_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip("no Chromium on the PATH; SITEGEN_CHROMIUM may name one")
    running: dict[tuple[str, ...], Any] = {}

    def start(*flags: str) -> Any:
        if flags not in running:
            running[flags] = playwright.chromium.launch(executable_path=found, args=[*FLAGS, *flags])
        return running[flags]

    yield start
    for browser in running.values():
        browser.close()


@pytest.fixture
def window(launch: Callable[..., Any], site: Site) -> Iterator[Callable[..., Window]]:
    """A window: `width` in pixels, then what Playwright's `new_context` takes (color_scheme, java_script_enabled …)."""
    contexts = []

    def make(width: int = 1280, *flags: str, **settings: Any) -> Window:
        context = launch(*flags).new_context(viewport={"width": width, "height": 800}, **settings)
        contexts.append(context)
        context.add_init_script(LISTEN)
        tab = context.new_page()
        made = Window(tab, site.base)
        tab.on("console", lambda message: told(made, message.type, message.text, message.location.get("url", "")))
        tab.on("pageerror", lambda error: made.complaints.append(f"error: {error}"))
        tab.on("request", lambda request: None if request.url.startswith((site.base, "data:"))
               else made.complaints.append(f"elsewhere: {request.url}"))  # fmt: skip
        return made

    yield make
    for context in contexts:
        context.close()


def told(window: Window, kind: str, text: str, url: str) -> None:
    """A browser says in the console that a missing page is missing; that is the one thing it may say."""
    if kind in ("error", "warning") and not (url == window.base + MISSING and "404" in text):
        window.complaints.append(f"{kind}: {text} {url}")
