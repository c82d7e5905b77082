"""Translations by the names of files: `faq.vi.yaml` lies beside `faq.yaml` and holds its words in another language.

What stands before the ending is a language only if `languages:` of site.yaml says so, else `v1.2.md` would be one; but
a name that looks like a translation of a file that is there is told, for it was hardly meant as anything else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from sitegen.core.artifact import Source
from sitegen.core.problem import Problem, Span, near_name, nearest
from sitegen.core.record import record

TAG = "[A-Za-z]{2,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|[0-9]{3}))?"
"""What a language code looks like: language, script, region (BCP 47)."""
_SIBLING = re.compile(rf"(.*[^/])\.({TAG})(\.(?:md|yaml))")


def parted(name: str) -> tuple[str, str] | None:
    """pages/about.vi.md -> pages/about.md and vi; None for a name without what could be a language."""
    match = _SIBLING.fullmatch(name)
    return (match[1] + match[3], match[2]) if match else None


def named(name: str, language: str) -> str:
    """The way back: what the translation of a file is called."""
    stem, _, ending = name.rpartition(".")
    return f"{stem}.{language}.{ending}"


@record
class Content:
    """The files of content/ by language: `first` by their names, `translated` by language and the name of the file
    that they translate. `unread` and `untranslated` are the same for files that are there and could not be read. What
    nobody can place is in none of them (`problems`)."""

    first: Mapping[str, Source]
    translated: Mapping[str, Mapping[str, Source]]
    unread: frozenset[str] = frozenset()
    untranslated: frozenset[tuple[str, str]] = frozenset()  # (language, name)
    problems: tuple[Problem, ...] = ()


def divided(content: Mapping[str, Source], unread: frozenset[str], languages: tuple[str, ...]) -> Content:
    """`languages`: of the site, the first one first."""
    lost = {name: parted(name) or ("", "") for name in unread}
    untranslated = {name for name, (_, language) in lost.items() if language in languages[1:]}
    first: dict[str, Source] = {}
    translated: dict[str, dict[str, Source]] = {language: {} for language in languages[1:]}
    problems: list[Problem] = []
    for name, source in content.items():
        original, language = parted(name) or ("", "")
        if name.startswith("images/") or not original:
            first[name] = source
        elif language in translated:
            translated[language][original] = source
        elif language == languages[0] or original in content or "/" not in name:
            problems.append(_no_translation(original, language, source, content, languages))
        else:
            first[name] = source
    for sources in translated.values():
        problems += _without_original(sources, {*first, *unread})
    told = frozenset((lost[name][1], lost[name][0]) for name in untranslated)
    return Content(first, translated, unread - untranslated, told, tuple(problems))


def _no_translation(
    original: str, language: str, source: Source, content: Mapping[str, Source], languages: tuple[str, ...]
) -> Problem:
    at = Span(source.path)
    if language == languages[0]:
        message = f'"{language}" is the first language of the site: its words stand in {original}, and this is left out'
        hint = "move them there" if original in content else f"rename this {original.rpartition('/')[2]}"
        return Problem("translation-language", message, at, hint)
    message = f'"{language}" is none of the site\'s languages ({", ".join(languages)}), so this is left out'
    near = near_name(language, languages[1:])
    hint = f"did you mean {named(original, near)}?" if near else f"add {language} to languages: in site.yaml"
    return Problem("translation-language", message, at, hint)


def _without_original(sources: Mapping[str, Source], first: Iterable[str]) -> Iterator[Problem]:
    for original, source in sources.items():
        if original not in first:
            folder = original.rpartition("/")[0]
            others = [name for name in first if name.rpartition("/")[0] == folder]
            yield Problem("translation-unknown", f"there is no {original} that this translates", Span(source.path),
                          nearest(original, others))  # fmt: skip
