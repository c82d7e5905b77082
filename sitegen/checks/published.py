"""What was published has not changed without a word: the site against `content/published.json`, if there is one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sitegen.content.changes import Change, compare
from sitegen.core.kinds import CheckKind, Pages
from sitegen.core.problem import Problem

_SHOWN = 100  # characters of a text that is told as it was
_WHAT = {"fact": "the fact", "section": "the part", "page": "the page", "stop": "the stop"}
_SPOKEN = {"by": "speaker"}
_WORDED = frozenset({"statement", "headline", "dek", "name", "quote", "words", "outcome"})
_RECORD = "run sitegen correct, which records what changed and why; or put back what was published"


def run(pages: Pages) -> Iterator[Problem]:
    if pages.site.published is not None:
        for change in compare(pages.site.published, pages.site).changed:
            yield _problem(change)


def _problem(change: Change) -> Problem:
    name, was = called(change), f"published: {'; '.join(told(change.was, change.fields))}"
    match change.sort:
        case "resolved":
            message = f"{name} was published as {change.was['status']} and is now {change.now['status']}"
            return Problem("published-resolved", message, change.at, "run sitegen correct to log it as an update")
        case "lost":
            message = f"{name} is settled now ({change.now['status']}), and what was published of it is changed too"
            hint = "leave what was forecast as it was published, and write what came of it into outcome:"
            return Problem("wording-lost", message, change.at, hint, was)
        case "removed":
            return Problem("published-changed", f"{name} was published and is gone", change.at, _RECORD, was)
    fields = listed(change.fields)
    return Problem("published-changed", f"{fields} of {name} changed since publication", change.at, _RECORD, was)


def called(change: Change) -> str:
    """The thing in a sentence: the fact "tariff-threat"."""
    scheme, _, id = change.where.partition(":")
    if change.quoted:
        return f'a quotation of "{change.quoted[0].by}"'
    return "the explainer" if change.where == "page:home" else f'{_WHAT[scheme]} "{id}"'


def listed(names: tuple[str, ...]) -> str:
    """value, unit and status"""
    names = tuple(_SPOKEN.get(name, name) for name in names)
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def told(fields: Mapping[str, str], names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        text = fields.get(name, "")
        cut = text if len(text) <= _SHOWN else text[:_SHOWN].rpartition(" ")[0] + " …"
        spoken = _SPOKEN.get(name, name)
        shown = f'"{cut}"' if name in _WORDED else cut
        yield f"{spoken} {shown}" if text else f"no {spoken}"


KIND = CheckKind("published", run)
