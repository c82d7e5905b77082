"""A new explainer as values: which files, with which words in them. Who asks for the answers and who writes is `cli`.

The texts lie in `starter/`, with a mark such as @TODAY@ where an answer goes; the schemas for editors in `schemas/`.
Both are read from the package: no import of pydantic for a folder of texts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from importlib.resources import files
from importlib.resources.abc import Traversable

from sitegen.content.language import format_day
from sitegen.content.languages import LANGUAGES
from sitegen.content.schema_json import patterns
from sitegen.core.record import record

TITLE = "What is a metre?"
REVIEW = timedelta(days=29)
"""From the first day to the one of which the starter's only promise speaks; a day later it is due."""
DUE = timedelta(days=30)

_MARK = re.compile("@([A-Z_]+)@")


@record
class Answers:
    title: str
    url: str
    language: str
    today: date
    blank: bool = False

    @property
    def due(self) -> date:
        return self.today + DUE


def project(answers: Answers, publishing: Mapping[str, str]) -> dict[str, str]:
    """Path below the new folder -> text. `publishing` is what GitHub's machines need beside it, by path."""
    review = answers.today + REVIEW
    words = {
        "TITLE": json.dumps(answers.title, ensure_ascii=False),  # JSON's strings are YAML's
        "HEADING": answers.title,
        "URL": answers.url,
        "LANGUAGE": answers.language,
        "TODAY": answers.today.isoformat(),
        "REVIEW": review.isoformat(),
        "REVIEW_WORDS": format_day(review, LANGUAGES[answers.language]),
        "DUE": answers.due.isoformat(),
    }
    starter = files("sitegen") / "starter"
    found = {**_texts(starter / "both"), **_texts(starter / ("blank" if answers.blank else "full"))}
    found = {path: _MARK.sub(lambda mark: words[mark[1]], text) for path, text in found.items()}
    found = {path: _with_schema(path, text) for path, text in found.items()}
    found[".gitignore"] = found.pop("gitignore")
    found |= {f"schemas/{path}": text for path, text in _texts(files("sitegen") / "schemas").items()}
    found[".vscode/settings.json"] = _settings(schemas=[path for path in found if path.startswith("schemas/")])
    found[".vscode/extensions.json"] = json.dumps({"recommendations": ["redhat.vscode-yaml"]}, indent=2) + "\n"
    return dict(sorted({**found, **publishing}.items()))


def _texts(folder: Traversable, below: str = "") -> dict[str, str]:
    return dict(_walk(folder, below))


def _walk(folder: Traversable, below: str) -> Iterator[tuple[str, str]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            if not entry.name.startswith("__"):
                yield from _walk(entry, f"{below}{entry.name}/")
        else:
            yield f"{below}{entry.name}", entry.read_text("utf-8")


def _with_schema(path: str, text: str) -> str:
    """The line by which the YAML language server finds a file's schema."""
    if not path.startswith("content/") or not path.endswith(".yaml"):
        return text
    name = path.removeprefix("content/").removesuffix(".yaml")
    return f"# yaml-language-server: $schema=../schemas/{name}.json\n{text}"


def _settings(schemas: list[str]) -> str:
    """For the files that are not there yet: VS Code finds their schemas by their names."""
    globs = patterns()
    found: Mapping[str, str] = {f"./{path}": globs[path.removeprefix("schemas/")][0] for path in schemas}
    return json.dumps({"yaml.schemas": found, "files.eol": "\n"}, indent=2) + "\n"
