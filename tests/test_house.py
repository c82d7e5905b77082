"""The walls of the house: who may import whom, which package has which owner, how large a room may grow.

Read from the imports themselves, type-only and in-function ones included. The plan of the house is in the README.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "sitegen"

FLOORS = [
    {"core"},
    {"engine"},
    {"content", "atlas", "charts", "web", "effects"},
    {"blocks", "checks"},
    {"page"},
    {"outputs"},
    {"stages"},
    {"build"},
    {"serve", "deploy", "scaffold", "report", "explain", "external", "correct", "edition"},
    {"cli"},
    {"__main__"},
]
KINDS = {"blocks", "checks", "outputs", "stages"}  # folders whose files do not know each other
BORROWED = {  # … but for what one kind lends another, each for its reason
    ("outputs/section.py", "outputs.home"): "a section looks the same on the home page and on its own",
}
OWNERS = {
    "yaml": {"content/yaml.py"},
    "pydantic": {"content/shape", "content/schema"},
    "pydantic_core": {"content/schema"},
    "markdown_it": {"content/markdown"},
    "mdit_py_plugins": {"content/markdown"},
    "jinja2": {"web/template"},
    "PIL": {"web/images.py"},
    "resvg_py": {"web/images.py"},
    "livereload": {"serve/"},
    "tornado": {"serve/"},
    "watchfiles": {"serve/"},
    "click": {"cli"},
}
BELOW_THE_FLOOR = {"markupsafe"}  # a string type that says "this is HTML"; anybody may use it
DOORS = {"os", "subprocess", "socket", "shutil", "tempfile", "time", "multiprocessing"}  # only behind effects
DOOR_KEEPERS = ("effects/", "serve/", "cli", "deploy/", "scaffold")
LONGEST = 350  # lines of a module: "about 300" (house.md)

MODULES = sorted(path for path in PACKAGE.rglob("*.py"))


def imports(path: Path) -> Iterator[tuple[str, int, bool]]:
    """(module, line, whether it stands inside a function)"""
    tree = ast.parse(path.read_text("utf-8"))
    inside = {id(node) for function in ast.walk(tree) if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
              for node in ast.walk(function)}  # fmt: skip
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno, id(node) in inside
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            module = node.module or ""
            yield module, node.lineno, id(node) in inside
            if module.startswith("sitegen"):
                for alias in node.names:
                    yield f"{module}.{alias.name}", node.lineno, id(node) in inside
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "late":
            assert isinstance(node.args[0], ast.Constant), f"{path}: a late module is named literally"
            yield node.args[0].value, node.lineno, False


def room(name: str) -> str:
    return name.removeprefix("sitegen").lstrip(".").split(".")[0]


def floor(name: str) -> int | None:
    return next((number for number, rooms in enumerate(FLOORS) if name in rooms), None)


def place(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=place)
def test_imports_go_down_or_stay_in_the_room(path: Path) -> None:
    if place(path) == "__init__.py":
        assert not list(imports(path))
        return
    mine = place(path).split("/")[0].removesuffix(".py")
    assert floor(mine) is not None, f"{mine} has no floor in the plan of the house"
    for module, line, _ in imports(path):
        if not module.startswith("sitegen.") or room(module) in ("", "__version__"):
            continue
        theirs = room(module)
        assert floor(theirs) is not None, f"{place(path)}:{line} imports {module}, which is on no floor"
        if theirs != mine:
            assert floor(theirs) < floor(mine), f"{place(path)}:{line} climbs to {module}"


@pytest.mark.parametrize("path", MODULES, ids=place)
def test_kinds_and_stages_do_not_know_each_other(path: Path) -> None:
    parts = place(path).split("/")
    if parts[0] not in KINDS or parts[-1] in ("__init__.py", "thorough.py"):  # the tables of all
        return
    for module, line, _ in imports(path):
        name = module.removeprefix("sitegen.")
        if name.startswith(parts[0] + ".") and not any(
            place(path) == who and name.startswith(what) for who, what in BORROWED
        ):
            raise AssertionError(f"{place(path)}:{line} imports its neighbour {module}")


def test_there_is_no_circle() -> None:
    names = {"sitegen." + place(path).removesuffix(".py").replace("/", ".").removesuffix(".__init__"): path
             for path in MODULES if place(path) != "__init__.py"}  # fmt: skip
    edges = {name: {m for m, _, _ in imports(path) if m in names and m != name} for name, path in names.items()}
    done: set[str] = set()

    def visit(name: str, way: tuple[str, ...]) -> None:
        assert name not in way, f"a circle: {' -> '.join([*way[way.index(name) :], name])}"
        if name in done:
            return
        for other in sorted(edges[name]):
            visit(other, (*way, name))
        done.add(name)

    for name in sorted(edges):
        visit(name, ())


@pytest.mark.parametrize("path", MODULES, ids=place)
def test_every_package_has_one_owner_and_the_world_one_door(path: Path) -> None:
    for module, line, inside in imports(path):
        top = module.split(".")[0]
        if top in OWNERS:
            assert any(place(path).startswith(owner) for owner in OWNERS[top]), f"{place(path)}:{line} imports {module}"
        if top in DOORS:
            assert place(path).startswith(DOOR_KEEPERS), f"{place(path)}:{line} opens a door of its own: {module}"
        if module.startswith("sitegen.effects"):
            assert place(path).startswith(("effects/", "cli")), f"{place(path)}:{line} reaches for effects"
        if module.startswith("sitegen") and inside:
            assert place(path).startswith("cli"), f"{place(path)}:{line} hides an import in a function"


@pytest.mark.parametrize("path", MODULES, ids=place)
def test_modules_are_small_named_after_a_subject_and_say_what_they_are(path: Path) -> None:
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= LONGEST, f"{place(path)} is two subjects"
    assert path.stem not in {"utils", "helpers", "common", "base", "misc"}
    if text.strip():
        assert ast.get_docstring(ast.parse(text)), f"{place(path)} does not say what lives there"


@pytest.mark.parametrize("path", MODULES, ids=place)
def test_only_the_command_line_prints(path: Path) -> None:
    if place(path).startswith("cli"):
        return
    calls = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
    assert not [node.lineno for node in calls if isinstance(node.func, ast.Name) and node.func.id == "print"]


def test_core_stands_on_the_standard_library_alone() -> None:
    import sys

    for path in (PACKAGE / "core").glob("*.py"):
        for module, line, _ in imports(path):
            top = module.split(".")[0]
            assert top == "sitegen" or top in sys.stdlib_module_names, f"{place(path)}:{line} imports {module}"
