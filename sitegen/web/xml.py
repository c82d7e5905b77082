"""XML files for machines: elements -> bytes. Escaping is ElementTree's; no CDATA, so no `]]>` can end anything.

Namespaces are written as plain `xmlns` attributes: ElementTree's own prefixes live in a global table, and the bytes of
one file must not depend on who registered what before.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def element(tag: str, /, *content: str | Element, **attributes: str) -> Element:
    """An element with its text or its children. Characters that XML 1.0 cannot hold in any form (controls, lone
    surrogates) are left out of text and values."""
    made = Element(tag, {name: _clean(value) for name, value in attributes.items()})
    made.text = "".join(_clean(part) for part in content if isinstance(part, str)) or None
    made.extend(part for part in content if not isinstance(part, str))
    return made


def document(root: Element) -> bytes:
    """UTF-8 with its declaration, indented, ending with a line break."""
    ElementTree.indent(root)
    body: str = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{body}\n'.encode()


def _clean(text: str) -> str:
    return _ILLEGAL.sub("", text)
