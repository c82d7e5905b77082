"""Every page carries the content security policy ahead of all that it governs, and nothing that it makes dead.

Asked of the finished pages, so it holds whatever template, theme or raw HTML made them: a theme's files cannot loosen
what `site.yaml` alone may waive. One script may stand on a page itself, the first in its head, named by its digest.
"""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.core.kinds import CheckKind, Document, Element
from sitegen.core.problem import Problem
from sitegen.web.policy import inert, policy, stands


def page(document: Document, base: str) -> Iterator[Problem]:
    where = f"on the page {document.path}"
    allowed = _allowed(document)
    if allowed is None:
        message = "this page does not carry the content security policy ahead of all it loads"
        hint = '<meta http-equiv="Content-Security-Policy" content="{{ page.csp }}"> belongs right after the charset'
        yield Problem("policy-missing", message, hint=hint, context=where)
    acting = (element for element in document.elements if element is not allowed)
    for what in dict.fromkeys(inert(element.tag, element.attributes) for element in acting):
        if what:
            message = f"this page holds {what}; its security policy lets none act"
            yield Problem("policy-inert", message, hint="scripts and styles are files in assets/", context=where)


def _allowed(document: Document) -> Element | bool | None:
    """None for a page without the policy; else the script that it lets act, or True where it names none."""
    script = next((e for e in document.elements if stands(e.tag, e.attributes)), None)
    for element in document.elements:
        kind = element.attributes.get("http-equiv", "").lower() if element.tag == "meta" else ""
        if kind == "content-security-policy":
            said = element.attributes.get("content")
            if script and said == policy([document.html[script.start : script.stop]]):
                return script
            return True if said == policy() else None
        if kind or element.tag not in ("html", "head", "meta"):
            return None
    return None


KIND = CheckKind("policy", page=page)
