"""What differs between the site as it was last published and as it is now, and what that amounts to.

Everything that stands in one place and changed is one `Change`: a figure and the statement that says it change together
and are told together. What is new is no change, and neither is a thing that has only been given another id.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from sitegen.content.catalogue import Catalogue
from sitegen.content.figures import find
from sitegen.content.published import baseline, exists, fold
from sitegen.core import model
from sitegen.core.problem import Span
from sitegen.core.published import FIELDS, FIGURE, FILE, Baseline, Quoted
from sitegen.core.record import record, replace

Kind = Literal["correction", "clarification", "update"]
Sort = Literal["changed", "removed", "resolved", "lost"]
_WORDS = frozenset({"headline", "dek", "statement", "outcome", "name"})
_LIKE = 0.5  # of one speaker's words: less alike than this, they are other words and not the same ones changed
_COMPARED = 2000  # characters: comparing takes the product of the lengths


@record
class Change:
    """`where` it is ("fact:tariff-threat"), all fields as they were and as they are (none when it is gone), and the
    names of those that differ.

    `sort`: resolved, when a forecast was settled and keeps its words; lost, when it was settled and does not.
    `entry_where` is the place that an entry of the log can name: one that still exists.
    """

    where: str
    sort: Sort
    fields: tuple[str, ...]
    was: Mapping[str, str]
    now: Mapping[str, str]
    at: Span
    entry_where: str
    quoted: tuple[Quoted, Quoted | None] | None = None  # of a quotation, whose fields are `by` and `words`

    @property
    def suggested(self) -> Kind:
        """The likely kind of entry; a person decides."""
        differ = {*self.fields}
        if self.sort in ("resolved", "lost"):
            return "update"
        if self.sort == "removed" or self.quoted or differ & {*FIGURE, "quote", "days", "time"}:
            return "correction"
        if "status" in differ:
            return "correction" if self.was.get("status") in model.SETTLED else "update"
        return "update" if differ == {"outcome"} and "outcome" not in self.was else "clarification"

    def only_words(self, catalogue: Catalogue) -> bool:
        """Whether readers may have been told the same in other words: every figure is there as it was, "five" too."""
        if self.sort != "changed" or self.quoted or not _WORDS.issuperset(self.fields):
            return False
        pairs = [(self.was.get(name, ""), self.now.get(name, "")) for name in self.fields]
        return all(was and now and _figures(was, catalogue) == _figures(now, catalogue) for was, now in pairs)


@record
class Changes:
    changed: tuple[Change, ...]
    added: tuple[str, ...]
    renamed: tuple[tuple[str, str], ...]


def compare(then: Baseline, site: model.Site) -> Changes:
    """In the order of the site's files, what is gone last."""
    now = baseline(site)
    gone = {where: fields for where, fields in then.said.items() if where not in now.said}
    new = {where: fields for where, fields in now.said.items() if where not in then.said}
    renamed = tuple(_renamed(gone, new))
    for old, other in renamed:
        del gone[old], new[other]
    spans = _places(site)
    changed = [
        change
        for where, fields in now.said.items()
        if where in then.said and (change := _changed(where, then.said[where], fields, spans)) is not None
    ]
    changed += [Change(where, "removed", tuple(fields), fields, {}, then.places.get(where, Span(f"content/{FILE}")), 
                       _left(where, site)) for where, fields in gone.items()]  # fmt: skip
    names = {old.partition(":")[2]: other.partition(":")[2] for old, other in renamed if old.startswith("fact:")}
    quotations = tuple(replace(quoted, fact=names.get(quoted.fact, quoted.fact)) for quoted in then.quotations
                       if f"fact:{quoted.fact}" not in gone)  # fmt: skip
    changed += _quotations(quotations, now.quotations, site)
    return Changes(tuple(changed), tuple(new), renamed)


def moved(then: Baseline, now: Baseline, left: Iterable[Change]) -> Baseline:
    """The baseline after a run of `correct`: of the site as it is, but for the changes `left` as they are."""
    said = dict(now.said)
    quotations = list(now.quotations)
    for change in left:
        if change.quoted is None:
            said[change.where] = then.said[change.where]
            continue
        old, new = change.quoted
        if new is not None and new in quotations:
            quotations.remove(new)
        quotations.append(old)
    ordered = sorted(quotations, key=lambda q: (q.where, q.fact, q.by, q.words))
    return Baseline(dict(sorted(said.items())), tuple(ordered))


def _changed(where: str, then: Mapping[str, str], now: Mapping[str, str], spans: Mapping[str, Span]) -> Change | None:
    names = [name for name in FIELDS[where.partition(":")[0]] if fold(then.get(name, "")) != fold(now.get(name, ""))]
    if not names:
        return None
    settled = then.get("status") not in model.SETTLED and now.get("status") in model.SETTLED and "status" in then
    kept = not {"statement", "quote", *FIGURE} & {*names}
    sort: Sort = "changed"
    if settled and where.startswith("fact:"):
        sort = "resolved" if kept else "lost"
    at = next((spans[key] for name in names if (key := f"{where} {_key(name)}") in spans), None)
    at = at or spans.get(where, Span(f"content/{FILE}"))
    return Change(where, sort, tuple(names), then, now, at, where)


def _key(name: str) -> str:
    return "value" if name in FIGURE else name


def _renamed(gone: Mapping[str, Mapping[str, str]], new: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[str, str]]:
    free = dict(new)
    for where, fields in gone.items():
        scheme = where.partition(":")[0]
        twin = next((other for other, said in free.items() if other.partition(":")[0] == scheme and said == fields), "")
        if twin:
            del free[twin]
            yield where, twin


def _left(where: str, site: model.Site) -> str:
    """The place of an entry about what is gone: the page where it stood, if there is one."""
    pages = {"fact": "page:facts", "stop": "page:itinerary"}
    page = pages.get(where.partition(":")[0], "page:home")
    return page if exists(page, site) else "page:home"


def _quotations(then: tuple[Quoted, ...], now: tuple[Quoted, ...], site: model.Site) -> Iterator[Change]:
    """Words that stand elsewhere, or in another order, are the same words."""
    new = list(now)
    old: list[Quoted] = []
    for quoted in then:
        twin = next((other for other in new if _same(other, quoted)), None)
        if twin is None:
            old.append(quoted)
        else:
            new.remove(twin)
    for quoted in old:
        other = max(new, key=lambda candidate: _likeness(quoted, candidate), default=None)
        if other is None or _likeness(quoted, other) < _LIKE:
            entry = quoted.where if exists(quoted.where, site) else "page:home"
            was = _fields(quoted)
            at = Span(f"content/{FILE}")
            yield Change(quoted.where, "removed", tuple(was), was, {}, at, entry, (quoted, None))
            continue
        new.remove(other)
        was, now_said = _fields(quoted), _fields(other)
        names = tuple(name for name in was if fold(was[name]) != fold(now_said.get(name, "")))
        yield Change(other.where, "changed", names, was, now_said, other.at, other.where, (quoted, other))


def _same(one: Quoted, other: Quoted) -> bool:
    return (one.by, one.fact, fold(one.words)) == (other.by, other.fact, fold(other.words))


def _likeness(one: Quoted, other: Quoted) -> float:
    if one.fact != other.fact:
        return 0.0
    if one.fact or fold(one.words) == fold(other.words):  # the same words by somebody else
        return 1.0
    if one.by != other.by:
        return 0.0
    from difflib import SequenceMatcher  # loaded when a quotation is sought

    pair = SequenceMatcher(None, fold(one.words)[:_COMPARED], fold(other.words)[:_COMPARED])
    return max(pair.ratio(), _LIKE if one.where == other.where else 0.0)


def _fields(quoted: Quoted) -> dict[str, str]:
    fields = {"words": quoted.words, "by": quoted.by}
    return {name: text for name, text in fields.items() if text}


def _figures(text: str, catalogue: Catalogue) -> tuple[list[str], list[object]]:
    """The digits, whatever they are part of, and all that the language takes for a figure, in any order."""
    found = [(figure.kind, figure.low, figure.high) for figure in find(text, catalogue)]
    return sorted(filter(str.isdigit, text)), sorted(found, key=str)


def _places(site: model.Site) -> Mapping[str, Span]:
    """Where the things stand in the content: "fact:x", and "fact:x value" where a field has a place of its own."""
    found: dict[str, Span] = {"page:home": site.explainer.at, "page:home dek": site.explainer.dek.at}
    found |= {f"section:{section.id}": section.at for section in site.sections}
    found |= {f"page:{page.id}": page.at for page in site.pages}
    if site.disclaimer:
        found["page:disclaimer"] = site.disclaimer.at
    if site.itinerary:
        found |= {f"stop:{stop.id}": stop.at for stop in site.itinerary.stops}
        found["page:itinerary"] = site.itinerary.at
    found |= {f"question:{question.id}": question.at for question in site.questions}
    for fact in site.facts.values():
        where = f"fact:{fact.id}"
        found |= {where: fact.at, f"{where} value": fact.value_at, f"{where} quote": fact.quote_at,
                  f"{where} statement": fact.statement.at, f"{where} outcome": fact.outcome.at}  # fmt: skip
    return {key: at for key, at in found.items() if at.path}
