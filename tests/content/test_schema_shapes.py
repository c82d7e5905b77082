"""The shapes as documentation: an editor's JSON Schema comes from them, and so do the hints of our errors."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.content import shapes, shapes_site, yaml
from sitegen.content.shapes import Shape
from tests.content.reading import LISTS, read

SHAPES = sorted(
    {
        thing
        for module in (shapes, shapes_site)
        for thing in vars(module).values()
        if isinstance(thing, type) and issubclass(thing, Shape) and thing is not Shape
    },
    key=lambda shape: shape.__name__,
)


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_every_key_is_described_and_shown(shape: type[Shape]) -> None:
    assert shape.called
    for key, field in shape.keys().items():
        assert field.description, key
        assert field.examples, key


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_the_editors_schema_stays_within_what_every_editor_knows(shape: type[Shape]) -> None:
    schema = shape.model_json_schema()
    assert schema["additionalProperties"] is False
    assert set(schema["properties"]) == set(shape.keys())
    written = json.dumps(schema)
    for newer in ("prefixItems", "unevaluatedProperties", "dependentRequired", "minContains"):
        assert newer not in written


@pytest.mark.parametrize(("one", "other"), [("sitegen.content.schema", "yaml"), ("sitegen.content.yaml", "pydantic")])
def test_neither_half_imports_the_package_of_the_other(one: str, other: str) -> None:
    code = f"import sys, {one}; sys.exit('{other}' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


NODES = st.recursive(
    st.sampled_from(["a", "1", "-1.5", "1e400", ".nan", "true", "~", "2025-10-26", "2025-13-01", "0x1F", "'q'", "https://a.b"]),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: "[" + ", ".join(items) + "]"),
        st.dictionaries(
            st.sampled_from(["id", "title", "url", "stops", "legs", "value", "unit", "date", "from", "to", "x"]),
            inner,
            max_size=4,
        ).map(lambda items: "{" + ", ".join(f"{key}: {value}" for key, value in items.items()) + "}"),
    ),
    max_leaves=12,
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(NODES)
def test_any_data_gives_values_or_problems_with_a_place(text: str) -> None:
    if yaml.parse(text, "f.yaml").value is None:
        return
    for kind in (*LISTS, "site", "itinerary"):
        for problem in read(kind, text).problems:
            assert problem.at is not None
            assert problem.at.line == 1
            assert "Input should" not in problem.message
