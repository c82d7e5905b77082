"""The JSON Schemas for editors: equal to the shapes that load, documented key by key, and of one mind with our errors.

The last is asked of the editors' own server (yaml-language-server): for each slip below it must underline the places
that the build reports. What only makes sense between keys or on a calendar is the build's alone and not asked here. One
difference is meant: of a needed key that is misspelt the server says two things and the build one.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import jsonschema
import pytest
import yaml
from click.testing import CliRunner

from sitegen.build import make
from sitegen.cli.group import group
from sitegen.content.schema_json import NAMES, patterns, schemas, written
from sitegen.core.artifact import Options
from tests import npm
from tests.errors.change import project, theme
from tests.fakes import FakeWorld, MemoryFiles

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "sitegen" / "schemas"
MADE = schemas()
SHAPE_CODES = {"field-unknown", "field-missing", "field-value", "date-value", "id-form", "coordinates"}

SLIPS = {
    "an unknown key": ("faq", "- id: a\n  question: Why?\n  anwser: So.\n  answer: So.\n"),
    "an unknown key of an inner mapping": (
        "itinerary",
        "title: T\n"
        "stops: [{id: a, name: A, lat: 1, lon: 2}]\n"
        "map: {projektion: auto}\n",
    ),
    "a missing key": ("faq", "- id: a\n  question: Why?\n"),
    "a missing key in the second entry": ("people", "- {id: a, name: A, role: R}\n- id: b\n  name: B\n"),
    "a missing key at the top": ("site", "url: https://ferry.city/\n"),
    "no word of the list": ("facts", "- id: a\n  statement: S.\n  status: likely\n"),
    "an id with capitals": ("glossary", "- id: Rare Earths\n  term: rare earths\n  definition: Metals.\n"),
    "a day that is none": (
        "corrections",
        "- {date: 27 Oct, kind: update, where: 'fact:a', was: x, now: y, reason: z}\n",
    ),
    "a place that is none": (
        "corrections",
        "- {date: 2025-10-27, kind: update, where: a, was: x, now: y, reason: z}\n",
    ),
    "a text for a number": ("itinerary", "title: T\nstops:\n  - {id: a, name: A, lat: north, lon: 3}\n"),
    "beyond the pole": ("itinerary", "title: T\nstops:\n  - {id: a, name: A, lat: 98, lon: 3}\n"),
    "a text for a truth": ("people", "- {id: a, name: A, role: R, draft: 'yes'}\n"),
    "one value for a list": ("glossary", "- {id: a, term: t, forms: ts, definition: D.}\n"),
    "a list for one value": ("faq", "- {id: a, question: [Why], answer: So.}\n"),
    "a country in small letters": (
        "itinerary",
        "title: T\n"
        "stops:\n"
        "  - {id: a, name: A, country: jp, lat: 1, lon: 3}\n",
    ),
    "an address without https": ("sources", "- {id: a, title: T, url: www.ferry.city}\n"),
    "a month for a day": ("facts", "- {id: a, statement: S., status: planned, as_of: 2025-10}\n"),
    "no time of day": ("itinerary", "title: T\nstops:\n  - {id: a, name: A, lat: 1, lon: 3, time: noon}\n"),
    "several at once": (
        "timeline",
        "- date: soon\n"
        "  title: Begin\n"
        "  txet: x\n"
        "- {date: 1977, title: T, status: sure}\n",
    ),
}
FINE = {
    "numbers for texts": ("timeline", "- {date: 1977, title: 1977}\n"),
    "keys left empty": ("people", "- id: a\n  name: A\n  role: R\n  side:\n  draft:\n"),
    "an id of digits": ("glossary", "- {id: 1977, term: t, definition: D.}\n"),
    "a month where a month will do": ("sources", "- {id: a, title: T, published: 1977-05}\n"),
    "words of YAML 1.1": (
        "itinerary",
        "title: no\n"
        "stops:\n"
        "  - {id: a, name: on, country: NO, lat: 1, lon: 3,\n"
        "     date: 2025-10-30, time: 9:30}\n",
    ),
    "an inner mapping left empty": ("itinerary", "title: T\nstops: [{id: a, name: A, lat: 1, lon: 2}]\nmap:\n"),
    "an empty list": ("corrections", "[]\n"),
}


def ours(name: str, text: str) -> set[tuple[int, int]]:
    """Line and column, from 1, of what the build says of the shapes in content/<name>.yaml."""
    path = f"content/{name}.yaml"
    files = {**project(), path: text.encode()}
    built = make(FakeWorld(MemoryFiles(files), MemoryFiles(theme())), Options())
    return {(p.at.line, p.at.column) for p in built.problems if p.at and p.at.path == path and p.code in SHAPE_CODES}


# --- the files


def test_the_committed_schemas_are_those_of_the_shapes() -> None:
    committed = {path.name: path.read_text("utf-8") for path in FOLDER.glob("*.json")}
    made = {file: written(schema) for file, schema in MADE.items()}
    assert committed == made, "run: .venv/bin/python -m sitegen schema --out sitegen/schemas"


@pytest.mark.parametrize("file", MADE)
def test_a_schema_is_one_and_tells_every_key(file: str) -> None:
    jsonschema.Draft7Validator.check_schema(MADE[file])
    for where, node in keys(MADE[file]):
        assert len(node["description"]) >= 5, where
        assert node["examples"], where
        for example in node["examples"]:
            jsonschema.Draft7Validator({**node, "$defs": MADE[file].get("$defs", {})}).validate(example)


def keys(node: Any, where: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(node, dict):
        for key, value in node.get("properties", {}).items():
            yield f"{where}.{key}", value
        for key, value in node.items():
            if key not in ("examples",):
                yield from keys(value, f"{where}.{key}")
    elif isinstance(node, list):
        for value in node:
            yield from keys(value, where)


def core(text: str) -> Any:
    """YAML 1.2's core types, which an editor's server and our parser both see."""

    class Loader(yaml.CSafeLoader):
        yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}

    for tag, form, first in (
        ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
        ("int", r"[-+]?[0-9]+", "-+0123456789"),
        ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
        ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ):
        Loader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{form})$"), list(first))
    return yaml.load(text, Loader=Loader)


SITES = sorted(path for folder in ("content", "tests/sites", "tests/errors/project", "sitegen/starter")
               for path in (ROOT / folder).rglob("*.yaml"))  # fmt: skip


@pytest.mark.parametrize("path", SITES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_what_builds_is_valid(path: Path) -> None:
    name, *language = path.name.removesuffix(".yaml").split(".")
    name = "chart" if path.parent.name == "charts" else name
    text = re.sub("@(TODAY|REVIEW|DUE)@", "2026-01-01", path.read_text("utf-8"))
    text = re.sub("@URL@", "https://ferry.city/", re.sub("@(TITLE|LANGUAGE|REVIEW_WORDS)@", "en", text))
    schema = MADE[f"{name}.words.json" if language else f"{name}.json"]
    jsonschema.Draft7Validator(schema).validate(core(text))


@pytest.mark.parametrize("case", SLIPS)
def test_a_slip_is_found_by_both(case: str) -> None:
    name, text = SLIPS[case]
    assert ours(name, text)
    assert list(jsonschema.Draft7Validator(MADE[f"{name}.json"]).iter_errors(core(text)))


@pytest.mark.parametrize("case", FINE)
def test_what_the_build_takes_an_editor_takes_too(case: str) -> None:
    name, text = FINE[case]
    assert ours(name, text) == set()
    jsonschema.Draft7Validator(MADE[f"{name}.json"]).validate(core(text))


def test_patterns_name_a_schema_for_each_file() -> None:
    assert patterns().keys() == MADE.keys()
    assert patterns()["facts.json"] == ["content/facts.yaml"]


# --- the command


def type_(line: str) -> Any:
    return CliRunner().invoke(group, line.split(), prog_name="sitegen")


def test_a_schema_goes_to_stdout() -> None:
    done = type_("schema facts")
    assert done.exit_code == 0 and json.loads(done.stdout) == MADE["facts.json"] and not done.stderr
    assert json.loads(type_("schema facts.words").stdout) == MADE["facts.words.json"]
    assert [line.split()[0] for line in type_("schema").stdout.splitlines()] == list(NAMES)


def test_schemas_are_written_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "site.yaml").write_text("title: x\n")
    assert type_("schema --write").stderr == "wrote 19 of 19 schemas to schemas/\n"
    (tmp_path / "schemas" / "facts.json").write_text("{}")
    assert type_("schema --write").stderr == "wrote 1 of 19 schemas to schemas/\n"
    assert type_("schema --write").stderr == "schemas/ is up to date\n"
    assert {path.name: path.read_text() for path in (tmp_path / "schemas").iterdir()} == {
        file: written(schema) for file, schema in MADE.items()
    }


@pytest.mark.parametrize(("line", "said"), [
    ("schema fakts", "did you mean facts"),
    ("schema facts --write", "NAME prints one schema"),
    ("schema --write", "there is no content/site.yaml"),
])  # fmt: skip
def test_a_wrong_use_is_told(line: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = type_(line)
    assert done.exit_code == 2 and said in done.stderr


# --- the editors' server


class Server:
    """yaml-language-server over its standard streams: JSON-RPC with a Content-Length before each message."""

    def __init__(self, folder: Path) -> None:
        program = npm.package("yaml-language-server") / "bin" / "yaml-language-server"
        self.process = subprocess.Popen(
            ["node", str(program), "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self.ask("initialize", {"processId": None, "rootUri": folder.as_uri(), "capabilities": {}})
        self.tell("initialized", {})
        self.tell("workspace/didChangeConfiguration", {"settings": {
            "yaml": {"validate": True, "schemaStore": {"enable": False, "url": ""}, "yamlVersion": "1.2"},
        }})  # fmt: skip

    def send(self, message: dict[str, Any]) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(data), data))
        self.process.stdin.flush()

    def tell(self, method: str, params: dict[str, Any]) -> None:
        self.send({"method": method, "params": params})

    def read(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        length = 0
        while line := self.process.stdout.readline().strip():
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        message: dict[str, Any] = json.loads(self.process.stdout.read(length))
        if "id" in message and "method" in message:  # the server asks; it gets nothing, which is allowed
            items = message.get("params", {}).get("items", [])
            self.send({"id": message["id"], "result": [None] * len(items) or None})
        return message

    def ask(self, method: str, params: dict[str, Any]) -> None:
        self.send({"id": 1, "method": method, "params": params})
        while self.read().get("id") != 1:
            pass

    def diagnose(self, path: Path, text: str) -> set[tuple[int, int]]:
        """Line and column, from 1, of everything that the server underlines."""
        document = {"uri": path.as_uri(), "languageId": "yaml", "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})
        while True:
            message = self.read()
            if message.get("method") == "textDocument/publishDiagnostics" and message["params"]["uri"] == path.as_uri():
                starts = [row["range"]["start"] for row in message["params"]["diagnostics"]]
                return {(start["line"] + 1, start["character"] + 1) for start in starts}

    def close(self) -> None:
        self.process.kill()
        self.process.wait()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Path]]:
    folder = tmp_path_factory.mktemp("editor")
    (folder / "schemas").mkdir()
    for file, schema in MADE.items():
        (folder / "schemas" / file).write_text(written(schema), encoding="utf-8")
    made = Server(folder)
    yield made, folder
    made.close()


def in_editor(server: tuple[Server, Path], case: str, name: str, text: str) -> set[tuple[int, int]]:
    """As ours: a line with the schema stands before the text."""
    made, folder = server
    place = folder / "content" / re.sub(r"\W", "-", case) / f"{name}.yaml"
    line = f"# yaml-language-server: $schema=../../schemas/{name}.json\n"
    return {(row - 1, column) for row, column in made.diagnose(place, line + text)}


@pytest.mark.slow
@pytest.mark.parametrize("case", SLIPS)
def test_an_editor_underlines_the_places_that_the_build_reports(case: str, server: tuple[Server, Path]) -> None:
    assert in_editor(server, case, *SLIPS[case]) == ours(*SLIPS[case])


@pytest.mark.slow
@pytest.mark.parametrize("case", FINE)
def test_an_editor_underlines_nothing_that_builds(case: str, server: tuple[Server, Path]) -> None:
    assert in_editor(server, case, *FINE[case]) == set()
