"""The note at the place that was changed: what it said before, why it was changed, and the way to the log.

A page tells of each entry once, at the first place that is meant: the thing that the entry names or, for a fact that
was wrong or unclear, the text that states it. An update is no fault and is told at the entry itself alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from markupsafe import Markup

from sitegen.core.kinds import Use
from sitegen.core.model import Correction
from sitegen.page.uses import PAGE_OF
from sitegen.page.writer import Writer
from sitegen.web import urls


def at(writer: Writer, where: str, *uses: Use) -> list[dict[str, Any]]:
    """Notes about the thing called `where` ("section:at-stake") and about the facts that the texts of `uses` state."""
    return [_note(writer, id, entry) for id, entry in _log(writer)
            if id not in writer.told and (entry.where == where or _stated(writer, entry, uses))]  # fmt: skip


def on_page(writer: Writer, page: str) -> list[dict[str, Any]]:
    """Those for the end of a page: about the page itself and about facts that its many small texts state."""
    here = [(id, entry) for id, entry in _log(writer) if id not in writer.told]
    return [_note(writer, id, entry) for id, entry in here
            if entry.where == f"page:{page}" or _stated(writer, entry, None, page)]  # fmt: skip


def newest(writer: Writer) -> dict[str, Any] | None:
    """For the dates below the headline: the last time that readers had been told something wrong."""
    wrong = [(id, entry) for id, entry in _log(writer) if entry.kind == "correction"]
    if not wrong:
        return None
    id, entry = max(wrong, key=lambda row: row[1].date)
    return {"label": _label(writer, entry), "href": writer.link(writer.reader.address("correction", id))}


def _log(writer: Writer) -> Iterator[tuple[str, Correction]]:
    log = writer.reader.corrections() or ()
    return zip(urls.correction_ids(log), log, strict=True)


def _stated(writer: Writer, entry: Correction, uses: Iterable[Use] | None, page: str = "") -> bool:
    scheme, _, id = entry.where.partition(":")
    if scheme != "fact" or entry.kind == "update":
        return False
    stated = writer.reader.uses("fact", id)
    if uses is not None:
        return any(use in uses for use in stated)
    small = {name for name, there in PAGE_OF.items() if there == page and name != "fact"}
    return any(use.scheme in small or use == Use("page", page) for use in stated)


def _note(writer: Writer, id: str, entry: Correction) -> dict[str, Any]:
    writer.told[id] = None
    return {
        "label": _label(writer, entry),
        "href": writer.link(writer.reader.address("correction", id)),
        "said": f"{writer.text('corrections.was')} {_sentence(entry.was, writer)}" if entry.was else "",
        "reason": writer.typeset(entry.reason),
    }


def _label(writer: Writer, entry: Correction) -> Markup | str:
    return writer.phrase(f"corrections.noted.{entry.kind}", date=writer.day(entry.date))


def _sentence(text: str, writer: Writer) -> str:
    """In quotation marks, if it does not bring its own, and with a full stop, if it has none."""
    opening, closing, *inner = writer.catalogue.quotes
    text = writer.typeset(text)
    if text.startswith(opening):
        whole = text
    else:
        whole = f"{opening}{text.replace(opening, inner[0]).replace(closing, inner[1])}{closing}"
    return whole if text.rstrip(closing).endswith((".", "!", "?", "…")) else f"{whole}."
