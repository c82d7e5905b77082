"""The Actions workflow that checks, builds and publishes a project: one text with four gaps, which this repository's
own `.github/workflows/pages.yml` fills too.

Majors of the official actions are those of autumn 2026. Values reach a shell as environment variables only, where they
cannot become commands. The daily run is strict, so that a claim that fell due fails it and GitHub writes a mail; a push
is not, or a due claim would keep a correction from being published.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from sitegen.core.record import record

PATH = ".github/workflows/pages.yml"
REQUIREMENTS = "requirements.txt"

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_./-]*")


@record
class Workflow:
    """`branch`: a push to it publishes; `folder`: the project's in the repository, "" for its root; `install`: shell
    lines that make the command `sitegen`; `pins`: the file that says which, below the repository."""

    branch: str = "main"
    folder: str = ""
    install: Sequence[str] = (f"python -m pip install -r {REQUIREMENTS}",)
    pins: str = REQUIREMENTS

    @property
    def text(self) -> str:
        below = f"{self.folder}/" if self.folder else ""
        where = f"\n    defaults:\n      run:\n        working-directory: {_scalar(self.folder)}" if self.folder else ""
        gaps = {
            "BRANCH": _scalar(self.branch),
            "DEFAULTS": where,
            "INSTALL": "\n".join(f"          {line}" for line in self.install),
            "PINS": _scalar(self.pins),
            "STORE": _scalar(f"{below}.sitegen"),
            "BUILD": _scalar(f"{below}build"),
        }
        return re.sub("@([A-Z]+)@", lambda gap: gaps[gap[1]], _TEXT)


def _scalar(text: str) -> str:
    """As YAML takes it; JSON's strings are YAML's."""
    return text if _PLAIN.fullmatch(text.removeprefix(".")) else json.dumps(text)


def requirement(record: str | None, version: str) -> str:
    """The line for requirements.txt that installs this sitegen again, or "" when nobody but this machine has it.

    `record` is the text of direct_url.json (PEP 610), which pip leaves beside a package that it did not get by its
    name: of a git repository it holds the URL and the commit, of a file or folder only where that lay.
    """
    if record is None:
        return f"sitegen=={version}"
    try:
        told = json.loads(record)
        url, git = told["url"], told.get("vcs_info", {})
    except (ValueError, KeyError, TypeError, AttributeError):
        return ""
    if git.get("vcs") == "git" and git.get("commit_id") and url.startswith("https://") and "@" not in url:
        return f"sitegen @ git+{url}@{git['commit_id']}"
    return f"sitegen @ {url}" if url.startswith("https://") and "archive_info" in told and "@" not in url else ""


UNKNOWN = """\
# Where GitHub's machines get sitegen from, in one line as pip takes it. This sitegen was installed from a folder or
# file of one machine, so the line is yours to write. With a repository it looks like this:
# sitegen @ git+https://github.com/OWNER/REPOSITORY@COMMIT
"""


def requirements(line: str) -> str:
    """The text of requirements.txt; `line` as `requirement` gives it."""
    if not line:
        return UNKNOWN
    return f"# The sitegen that GitHub's machines build this site with. A newer one is a change of this line.\n{line}\n"


_TEXT = """\
# Checks, builds and publishes this explainer: at every push, and once a day, so that a claim that fell due is told.
# Once, by hand: Settings > Pages > Build and deployment > Source: "GitHub Actions".
# `sitegen deploy --workflow` wrote this file.
name: pages

on:
  push:
    branches: [@BRANCH@]
  schedule:
    - cron: "23 5 * * *" # every day at 05:23 UTC, off the full hour, when many wait
  workflow_dispatch:

permissions:
  contents: read

# a newer run waits for the running deployment instead of cutting it short
concurrency:
  group: pages
  cancel-in-progress: false

jobs:
  build:
    runs-on: ubuntu-latest
    timeout-minutes: 15
    permissions:
      contents: read
      pages: read # configure-pages asks where the site will stand@DEFAULTS@
    steps:
      - uses: actions/checkout@v7
        with:
          persist-credentials: false
      - uses: actions/setup-python@v7
        with:
          python-version: "3.13"
          cache: pip
          cache-dependency-path: @PINS@
      - name: Install sitegen
        run: |
@INSTALL@
      - id: pages
        uses: actions/configure-pages@v6
      - uses: actions/cache@v6
        with:
          path: @STORE@
          key: sitegen-${{ runner.os }}-${{ github.run_id }}
          restore-keys: sitegen-${{ runner.os }}-
      - name: Check
        if: github.event_name != 'schedule'
        env:
          BASE_URL: ${{ steps.pages.outputs.base_url }}/ # it comes without the slash
        run: sitegen check --format github --base-url "$BASE_URL"
      - name: Check that nothing is due
        if: github.event_name == 'schedule'
        env:
          BASE_URL: ${{ steps.pages.outputs.base_url }}/
        run: sitegen check --strict --format github --base-url "$BASE_URL"
      - name: Build
        env:
          BASE_URL: ${{ steps.pages.outputs.base_url }}/
        run: sitegen build --base-url "$BASE_URL"
      - uses: actions/upload-pages-artifact@v5
        with:
          path: @BUILD@
          include-hidden-files: true # .nojekyll; without this, names that begin with a dot are left behind

  deploy:
    needs: build
    runs-on: ubuntu-latest
    timeout-minutes: 15
    permissions:
      pages: write
      id-token: write
    environment:
      name: github-pages
      url: ${{ steps.deployment.outputs.page_url }}
    steps:
      - id: deployment
        uses: actions/deploy-pages@v5
"""
