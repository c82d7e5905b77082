"""XML files for machines: elements -> bytes. Escaping is ElementTree's; no CDATA, so no `]]>` can end anything.

Namespaces are written as plain `xmlns` attributes: ElementTree's own prefixes live in a global table, and the bytes of
one file must not depend on who registered what before.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # loaded when there is something to write
    from xml.etree.ElementTree import Element

# what is not XML's Char; said the other way round, with all of Unicode in it, it takes 5 ms to compile
_ILLEGAL = "[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]"


def element(tag: str, /, *content: str | Element, **attributes: str) -> Element:
    """An element with its text or its children. Characters that XML 1.0 cannot hold in any form (controls, lone
    surrogates) are left out of text and values."""
    from xml.etree.ElementTree import Element

    made = Element(tag, {name: _clean(value) for name, value in attributes.items()})
    made.text = "".join(_clean(part) for part in content if isinstance(part, str)) or None
    made.extend(part for part in content if not isinstance(part, str))
    return made


def document(root: Element) -> bytes:
    """UTF-8 with its declaration, indented, ending with a line break."""
    from xml.etree.ElementTree import indent, tostring

    indent(root)
    body: str = tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{body}\n'.encode()


def _clean(text: str) -> str:
    return re.sub(_ILLEGAL, "", text)
