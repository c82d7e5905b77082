"""A chart's two files -> the chart, its problems and texts: the .yaml says what is drawn, a .csv may hold figures."""

from __future__ import annotations

from sitegen.content import markdown, rows, schema_chart
from sitegen.content.languages import LANGUAGES
from sitegen.content.parsed import Manner, Parsed
from sitegen.content.yaml import parse
from sitegen.core.artifact import Source
from sitegen.core.located import Located
from sitegen.core.problem import Problem
from sitegen.core.prose import Prose
from sitegen.core.record import replace


def read(source: Source, data: Source | None, id: str, manner: Manner) -> Parsed:
    """`value` is None where one of the two cannot be read."""
    problems: list[Problem] = []
    texts: list[Prose] = []

    def prose(text: Located, inline: bool, blocks: bool) -> Prose:
        dialect = markdown.dialect(LANGUAGES[manner.language], manner.html)
        result = markdown.parse(text, dialect, inline=inline, blocks=blocks)
        problems.extend(result.problems)
        assert result.value is not None, "any text is Markdown"
        texts.append(replace(result.value, language=manner.language))
        return texts[-1]

    cells = None
    if data is not None:
        read_rows = rows.parse(data.text, data.path)
        problems += read_rows.problems
        cells = read_rows.value
    tree = parse(source.text, source.path)
    problems += tree.problems
    value = None
    if tree.value is not None and not (data is not None and cells is None):
        found = schema_chart.read_chart(tree.value, cells, id, prose)
        problems += found.problems
        value = found.value
    return Parsed(value, problems=tuple(problems), texts=tuple(texts))
