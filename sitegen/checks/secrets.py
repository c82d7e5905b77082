"""No key, token or password in anything that would be published, in pages, pictures and data alike.

Only forms that are certain: what services begin their tokens with, so that they can be found when they leak. A secret
that was published once is known to others, whatever is done to the page; hence the hint.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen.content import whereabouts
from sitegen.core.kinds import CheckKind, Pages
from sitegen.core.problem import Problem

_FORMS: tuple[tuple[str, str], ...] = (
    ("a private key", r"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----"),
    ("an access key of Amazon", r"\b(?:AKIA|ASIA)[A-Z2-7]{16}\b"),
    ("a token of GitHub", r"\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{60,})\b"),
    ("a token of GitLab", r"\bglpat-[A-Za-z0-9_-]{20,}"),
    ("a token of Slack", r"\bxox[abeoprs]-[0-9]{8,}-[A-Za-z0-9-]{10,}"),
    ("a key of Google", r"\bAIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])"),
    ("a key of Stripe", r"\b[sr]k_live_[A-Za-z0-9]{20,}"),
    ("a key of SendGrid", r"\bSG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}"),
    ("a token of npm", r"\bnpm_[A-Za-z0-9]{36}\b"),
    ("a key of a language model", r"\bsk-(?:ant-|proj-)[A-Za-z0-9_-]{24,}"),
    ("an address with a password", r"\bhttps?://[^\s/:@\"'<>]+:[^\s/:@\"'<>]+@[^\s/@\"'<>]+"),
)
_ALL = re.compile("|".join(f"({form})" for _, form in _FORMS).encode())
_AN_EXAMPLE = re.compile(r"EXAMPLE|(.)\1{15}")
"""What documentation shows: Amazon's own example key, rows of one letter."""
_SHOWN = 6
"""Characters of a secret that a report repeats: enough to know it again."""


def run(pages: Pages) -> Iterator[Problem]:
    told: set[str] = set()
    for path, output in pages.outputs.items():
        for match in _ALL.finditer(output.data):
            secret = match[0].decode("ascii", "replace")
            if secret in told or _AN_EXAMPLE.search(secret):
                continue
            told.add(secret)
            kind = _FORMS[match.lastindex - 1][0] if match.lastindex else ""
            at = whereabouts.find(secret, pages.content)
            yield Problem("secret-published", f"{kind} ({secret[:_SHOWN]}…) would be published", at,
                          "take it out, and have a new one made if it was ever published or committed",
                          "" if at else f"in the file {path}")  # fmt: skip


KIND = CheckKind("secrets", run)
