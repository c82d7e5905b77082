"""`!theme/`: how a file of the writer's own reaches the theme's file whose place it takes.

A template says `{% extends "!theme/base.html" %}`, which is a name like any other. A style sheet says
`@import "!theme/css/tokens.css";` on a line of its own, and gets the theme's rules there: so a theme of one token is a
file of two lines, and a newer sitegen still reaches it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from sitegen.core.artifact import Source, digest
from sitegen.core.problem import Problem, Span, nearest
from sitegen.core.record import replace

ORIGINAL = "!theme/"
_IMPORT = re.compile(rf"""^[ \t]*@import[ \t]+["']{ORIGINAL}([^"']*)["'][ \t]*;[ \t]*$""", re.M)


def imported(own: Mapping[str, Source], theme: Mapping[str, Source]) -> tuple[dict[str, Source], list[Problem]]:
    """The style sheets of `own` with the theme's rules in the place of each such line; both go by path."""
    problems: list[Problem] = []
    sheets = {path: source for path, source in theme.items() if path.endswith(".css")}

    def whole(source: Source) -> Source:
        def rules(line: re.Match[str]) -> str:
            if line[1] in sheets:
                return sheets[line[1]].text
            at = Span(source.path, text.count("\n", 0, line.start()) + 1)
            problems.append(Problem("template-missing", f'the theme has no "{line[1]}"', at, nearest(line[1], sheets)))
            return ""

        text = source.text
        data = _IMPORT.sub(rules, text).encode()
        return source if data == source.data else replace(source, data=data, digest=digest(data))

    return {path: whole(source) if path.endswith(".css") else source for path, source in own.items()}, problems
