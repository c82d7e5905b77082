"""What Jinja's complaint about a template means: a sentence, a remedy and, where Jinja names the end, the true line.

Jinja tells of a tag that never closes where the file ends; the line that has to be mended is where the tag opens.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from sitegen.core.problem import near_name

TAGS = ("block", "call", "elif", "else", "extends", "filter", "for", "from", "if", "import", "include", "macro", "raw",
        "set", "with", "endblock", "endcall", "endfilter", "endfor", "endif", "endmacro", "endraw", "endset", "endwith",
        "autoescape", "endautoescape")  # fmt: skip
_BRACES = "compare its braces: {{ value }}, {% tag %}, {# note #}"
_MISSING_END = {"comment tag": ("{#", "#}"), "raw directive": ("{% raw %}", "{% endraw %}")}


class Said(NamedTuple):
    message: str
    hint: str
    line: int = 0  # 0: where Jinja says


def explain(complaint: str, source: str) -> Said:
    if match := re.search(r"Unexpected end of template.* needs to be closed is '(\w+)'", complaint):
        tag = match[1]
        return Said(f"{{% {tag} %}} is never closed", f"close it with {{% end{tag} %}}", _unclosed(source, tag))
    if match := re.search(r"unknown tag '(\w+)'.*You probably.* needs to be closed is '(\w+)'", complaint):
        met, tag = match[1], match[2]
        if met not in TAGS:
            return _unknown(met)
        return Said(
            f"{{% {met} %}} stands where {{% {tag} %}} is still open", f"close that first, with {{% end{tag} %}}"
        )
    if match := re.search(r"unknown tag '(\w+)'", complaint):
        return _unknown(match[1])
    if match := re.search(r"Missing end of (comment tag|raw directive)", complaint):
        opening, ending = _MISSING_END[match[1]]
        return Said(f"{opening} is never closed", f"close it with {ending}", _last(source, opening))
    if match := re.search(r"unexpected char '(.*)' at", complaint):
        hint = "a text in quotation marks needs them at both ends" if match[1] in "\"'" else _BRACES
        return Said(f"{match[1]} cannot stand here", hint)
    if re.search(r"end of (statement block|print statement)'|end of template", complaint):
        return Said("this ends too early, or a word in it is too much", _BRACES)
    if match := re.search(r"^unexpected '([^']+)'$", complaint):
        return Said(f'"{match[1]}" cannot stand here', _BRACES)
    if match := re.search(r"block '(.*)' defined twice", complaint):
        return Said(f'the block "{match[1]}" stands here twice', "give one of the two another name")
    words = complaint.rstrip(".")
    return Said(words[:1].lower() + words[1:] or "this cannot be parsed", _BRACES)


def _unknown(tag: str) -> Said:
    if tag in TAGS:
        opening = {"elif": "if", "else": "if"}.get(tag, tag.removeprefix("end"))
        return Said(
            f"{{% {tag} %}} stands without its {{% {opening} %}}", f"put {{% {opening} … %}} before it, or take it out"
        )
    near = near_name(tag, TAGS)
    return Said(f'there is no tag "{tag}"', f"did you mean {{% {near} %}}?" if near else "take it out")


def _unclosed(source: str, tag: str) -> int:
    """The line of the last opening tag that has no end."""
    open_at: list[int] = []
    for match in re.finditer(r"\{%[-+]?\s*(\w+)", source):
        if match[1] == tag:
            open_at.append(match.start())
        elif match[1] == f"end{tag}" and open_at:
            open_at.pop()
    return source.count("\n", 0, open_at[-1]) + 1 if open_at else 0


def _last(source: str, opening: str) -> int:
    at = max(source.rfind(opening), source.rfind(opening.replace("{% ", "{%- ")))
    return source.count("\n", 0, at) + 1 if at >= 0 else 0
