"""Every page carries the content security policy ahead of all that it governs, and nothing that it makes dead.

Asked of the finished pages, so it holds whatever template, theme or raw HTML made them: a theme's files cannot loosen
what `site.yaml` alone may waive.
"""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.core.kinds import CheckKind, Document
from sitegen.core.problem import Problem
from sitegen.web.policy import CSP, inert


def page(document: Document, base: str) -> Iterator[Problem]:
    where = f"on the page {document.path}"
    if not _carries(document):
        message = "this page does not carry the content security policy ahead of all it loads"
        hint = '<meta http-equiv="Content-Security-Policy" content="{{ page.csp }}"> belongs right after the charset'
        yield Problem("policy-missing", message, hint=hint, context=where)
    for what in dict.fromkeys(inert(element.tag, element.attributes) for element in document.elements):
        if what:
            message = f"this page holds {what}; its security policy lets none act"
            yield Problem("policy-inert", message, hint="scripts and styles are files in assets/", context=where)


def _carries(document: Document) -> bool:
    for element in document.elements:
        kind = element.attributes.get("http-equiv", "").lower() if element.tag == "meta" else ""
        if kind == "content-security-policy" and element.attributes.get("content") == CSP:
            return True
        if kind or element.tag not in ("html", "head", "meta"):
            return False
    return False


KIND = CheckKind("policy", page=page)
