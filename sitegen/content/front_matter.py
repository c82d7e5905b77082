"""Parts a Markdown file into its front matter and its body, both with the lines of the file.

Front matter is YAML between a first line `---` and the next line `---`; empty lines above it are forgiven where a key
follows. A file that begins otherwise has none, and that is no fault; one that begins so and never closes it is, because
its whole text would be read as YAML.
"""

from __future__ import annotations

from sitegen.content import yaml
from sitegen.content.bodies import FENCE, OPENING
from sitegen.content.tree import Tree
from sitegen.core.located import Located
from sitegen.core.problem import Problem, Result, Span


def front_matter(text: str, path: str) -> Result[tuple[Tree | None, Located]]:
    """The tree (without data where there is no front matter, None where it cannot be read) and the body."""
    text = yaml.one_kind_of_line(text)
    opening = OPENING.match(text)
    if opening is None:
        return Result((Tree(path, "", 1, None, {}, {}), Located.of_body(text, path)))
    closing = FENCE.search(text, opening.end())
    if closing is None:
        hint = "end it with a line of its own that holds --- only; a file without front matter begins with its text"
        line = text.count("\n", 0, opening.end()) + 1
        at = Span(path, line, 1, line, 4)
        return Result(None, (Problem("front-matter-open", "front matter begins here and is never closed", at, hint),))
    line_offset = text.count("\n", 0, opening.end()) + 1
    tree = yaml.parse(text[opening.end() + 1 : closing.start()], path, line_offset=line_offset)
    body = text[closing.end() + 1 :]
    return Result((tree.value, Located.of_body(body, path, text.count("\n", 0, closing.end()) + 2)), tree.problems)
