"""Prose as plain text, for files that are not pages: no marks and no notes, a line for each paragraph.

Unbreakable spaces become plain ones: they are a matter of typesetting, and a search for "30 October" should find it.
"""

from __future__ import annotations

import re
from html import unescape

from sitegen.core.prose import Prose, Reference, plain
from sitegen.page.writer import Writer

_ENDS = re.compile(r"</(?:p|li|h[1-6]|t[dhr]|d[td]|pre|blockquote)>|<br[^>]*>")
_END = "\x1e"  # the record separator, which no text file may hold


def words(prose: Prose, writer: Writer) -> str:
    """The text as read aloud; an empty reference says what it says on the page."""

    def fill(reference: Reference) -> str:
        match reference.scheme:
            case "fact":
                return writer.figure(writer.reader.fact(reference.target))
            case "source" | "plain":
                return ""
            case scheme:
                return unescape(writer.name(scheme, reference.target))

    parts = tuple(_ENDS.sub(_END, part) if isinstance(part, str) else part for part in prose.parts)
    lines = (" ".join(line.split()) for line in plain(parts, fill).split(_END))
    return "\n".join(line for line in lines if line)
