"""A start tag with some of its attributes changed and all else, letter case and order included, as it was written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape, unescape

_NAME = re.compile(r"<[^\s/>]+")
_ATTRIBUTE = re.compile(r"(\s+)([^\s\"'<>/=]+)(?:\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+))?")


def changed(tag: str, changes: Mapping[str, str | None], called: str = "") -> str:
    """`tag` with these values (names in lower case; None takes an attribute out), renamed to `called`.

    An attribute that is not there is put in at the end."""
    name = _NAME.match(tag)
    assert name is not None, "a start tag"
    left = dict(changes)

    def attribute(found: re.Match[str]) -> str:
        key = found[2].lower()
        if key not in changes:
            return found[0]
        left.pop(key, None)
        value = changes[key]
        return "" if value is None else f'{found[1]}{found[2]}="{escape(value)}"'

    rest = _ATTRIBUTE.sub(attribute, tag[name.end() :])
    more = "".join(f' {key}="{escape(value)}"' for key, value in left.items() if value is not None)
    return f"{f'<{called}' if called else name[0]}{more}{rest}" if more else f"<{called or name[0][1:]}{rest}"


def decoded(value: str) -> str:
    """An attribute as it is written, with or without its quotation marks, as it is meant."""
    return unescape(value[1:-1] if value[:1] in "\"'" and value[:1] else value)
