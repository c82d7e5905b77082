"""What is marked `draft: true` stands nowhere in what would be published, unless it was asked for.

Drafts are left out before pages are made. This looks at the result all the same, as a reader would: a template, a block
or a list of ours could still let one through. Whole sentences are compared; one that also stands outside of drafts
is no secret.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import TYPE_CHECKING, Any

from sitegen.content import whereabouts
from sitegen.content.tree import Path, Scalar, Tree
from sitegen.core.artifact import Source
from sitegen.core.kinds import CheckKind, Pages
from sitegen.core.late import late
from sitegen.core.problem import Problem, Span

if TYPE_CHECKING:  # what a plain build does not ask for
    from sitegen.content import front_matter, schema_entry, yaml
else:
    front_matter = late("sitegen.content.front_matter")
    schema_entry = late("sitegen.content.schema_entry")
    yaml = late("sitegen.content.yaml")

_SENTENCE = re.compile(r"[.!?]\s|\n")
_LEAST = 25
"""Letters of a sentence that nobody writes twice by chance."""
_TARGET = re.compile(r"\]\([^)\s]*\)")
_TAG = re.compile(r"<[^>]*>")
_TEXT = (".html", ".xml", ".json", ".csv", ".ics", ".txt", ".geojson", ".gpx", ".webmanifest", ".svg")


def run(pages: Pages) -> Iterator[Problem]:
    if pages.options.drafts:
        return
    drafts: list[tuple[str, Span]] = []
    others: list[str] = []
    for source in whereabouts.texts(pages.content):
        for text, at, draft in _parts(source):
            if draft:
                drafts += [(letters, at) for letters in _sentences(text)]
            else:
                others.append(whereabouts.letters(_TARGET.sub("", text)))
    open_words = "\n".join(others)
    drafts = [(letters, at) for letters, at in drafts if letters not in open_words]
    if not drafts:
        return
    told: set[Span] = set()
    for path, output in pages.outputs.items():
        if not path.endswith(_TEXT):
            continue
        published = whereabouts.letters(unescape(_TAG.sub("", output.data.decode("utf-8", "replace"))))
        for letters, at in drafts:
            if at not in told and letters in published:
                told.add(at)
                message = f"this is a draft, and its words stand in {path}"
                yield Problem("draft-published", message, at, "look for the template that lets it through")


def _sentences(text: str) -> Iterator[str]:
    for piece in _SENTENCE.split(text):
        if len(letters := whereabouts.letters(_TARGET.sub("", piece))) >= _LEAST:
            yield letters


def _parts(source: Source) -> Iterator[tuple[str, Span, bool]]:
    """(text, its place, whether it is a draft) of a file, piece by piece."""
    if source.path.endswith(".md"):
        head, body = front_matter.front_matter(source.text, source.path).value or (None, None)
        if body is not None:
            yield body.value, Span(source.path), head is not None and schema_entry.is_draft(head.data)
        if head is not None:
            yield from _scalars(head, head.data, (), schema_entry.is_draft(head.data))
        return
    tree = yaml.parse(source.text, source.path).value
    if tree is not None:
        yield from _scalars(tree, tree.data, (), False)


def _scalars(tree: Tree, node: Any, path: Path, draft: bool) -> Iterator[tuple[str, Span, bool]]:
    draft = draft or schema_entry.is_draft(node)
    if isinstance(node, Scalar):
        yield node.text, tree.at(path), draft
        return
    inner = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in inner:
        yield from _scalars(tree, value, (*path, key), draft)


KIND = CheckKind("drafts", run)
