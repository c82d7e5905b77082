"""What a page may load and do: its content security policy, and what that leaves without effect.

Every page carries it in its head, since GitHub Pages sends no headers of ours; only a meta element can.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Mapping
from hashlib import sha256


def policy(scripts: Iterable[str] = ()) -> str:
    """`scripts` are the texts of those that may stand on the page itself, each allowed by its digest and no other.

    connect-src is for tools that read robots.txt through the page (research/quality.md); nothing of ours connects.
    """
    digests = "".join(f" 'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" for script in scripts)
    return (
        f"default-src 'none'; script-src 'self'{digests}; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'"
    )

_FRAMES = frozenset({"iframe", "frame", "object", "embed", "applet"})
_DATA = ("application/ld+json", "application/json")


def stands(tag: str, attributes: Mapping[str, str]) -> bool:
    """Whether this is a script, to be run, that stands on the page itself."""
    return tag == "script" and "src" not in attributes and attributes.get("type", "").strip().lower() not in _DATA


def inert(tag: str, attributes: Mapping[str, str]) -> str:
    """What the policy keeps from acting in a start tag, in words, or "". Names of tags and attributes in lower case."""
    if stands(tag, attributes):
        return "a script that stands on the page itself"
    if tag == "style":
        return "a style sheet that stands on the page itself"
    if tag in _FRAMES:
        return f"<{tag}>, another page inside this one"
    if tag == "base":
        return "<base>, which would turn every link"
    if tag == "form":
        return "a form"
    for name in attributes:
        if name.startswith("on"):
            return f'a script in {name}="…"'
        if name in ("style", "srcdoc"):
            return f'{name}="…"'
    return ""
