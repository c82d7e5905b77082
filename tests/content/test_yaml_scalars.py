"""What YAML says a value is: the surprises of YAML 1.1 stay tame, and numbers keep their digits."""

from __future__ import annotations

import pytest
import yaml as library

from sitegen.content import yaml
from sitegen.content.tree import Scalar, Tree


@pytest.fixture(params=["CSafeLoader", "SafeLoader"], autouse=True)
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both halves of PyYAML: the one in C, and the one that is there where C is not."""
    if not hasattr(library, request.param):
        pytest.skip("PyYAML was built without libyaml")
    monkeypatch.setattr(yaml, "_LOADER", getattr(library, request.param))


def tree(text: str) -> Tree:
    result = yaml.parse(text, "f.yaml")
    assert result.value is not None, result.problems
    assert not result.problems
    return result.value


@pytest.mark.parametrize(
    ("written", "text", "kind"),
    [
        ("9:30", "9:30", "text"),
        ("12:30:45", "12:30:45", "text"),
        ("no", "no", "text"),
        ("on", "on", "text"),
        ("Yes", "Yes", "text"),
        ("0123", "0123", "number"),
        ("0o17", "0o17", "number"),
        ("0x1F", "0x1F", "number"),
        ("1_000", "1_000", "text"),
        ("1,000", "1,000", "text"),
        ("3.10", "3.10", "number"),
        ("-.5", "-.5", "number"),
        ("1e3", "1e3", "number"),
        ("1977", "1977", "number"),
        ("1977-05", "1977-05", "text"),
        ("2025-10-26", "2025-10-26", "text"),
        ("2025-13-01", "2025-13-01", "text"),
        ("2025-10-26 10:00", "2025-10-26 10:00", "text"),
        (".inf", ".inf", "number"),
        (".nan", ".nan", "number"),
        ("true", "true", "truth"),
        ("False", "False", "truth"),
        ("tRue", "tRue", "text"),
        ("~", "~", "nothing"),
        ("null", "null", "nothing"),
        ("", "", "nothing"),
        ('""', "", "text"),
        ("'1977'", "1977", "text"),
        ('"true"', "true", "text"),
        ("=", "=", "text"),
        ("155%", "155%", "text"),
        ("a:b", "a:b", "text"),
        ("x#y", "x#y", "text"),
        ("x # y", "x", "text"),
        ("+84 28", "+84 28", "text"),
        ("1.2.3", "1.2.3", "text"),
        ("x\u2028y", "x y", "text"),
    ],
)
def test_a_scalar(written: str, text: str, kind: str) -> None:
    data = tree(f"key: {written}").data
    assert isinstance(data, dict)
    scalar = data["key"]
    assert isinstance(scalar, Scalar)
    assert (scalar.text, scalar.kind) == (text, kind)


@pytest.mark.parametrize("key", ["on", "true", "1977", "null", "<<", "=", "9:30"])
def test_a_key_is_its_text(key: str) -> None:
    data = tree(f"{key}: x").data
    assert isinstance(data, dict)
    assert list(data) == [key]


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "---\n", "\ufeff"])
def test_a_file_without_content(text: str) -> None:
    data = tree(text).data
    assert data is None or (isinstance(data, Scalar) and data.kind == "nothing")


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_every_kind_of_line_ending_reads_alike(ending: str, mark: str) -> None:
    text = mark + ending.join(["a: one", "b:", "  - two", "c: |", "  three", "  four"])
    result = tree(text)
    assert result.at(("b", 0)).line == 3
    data = result.data
    assert isinstance(data, dict)
    assert isinstance(data["c"], Scalar)
    assert data["c"].text == "three\nfour"


def test_a_separator_of_another_system_does_not_move_the_lines() -> None:
    assert tree("a: x\u2028y\nb: z").at(("b",)).line == 2
    assert tree("a: x\u0085y\nb: z").at(("b",)).line == 2
