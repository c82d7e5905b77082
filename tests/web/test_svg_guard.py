"""SVG of the content: what could act or fetch is refused wherever it hides, plain drawings are not."""

from __future__ import annotations

import pytest

from sitegen.web.svg_guard import faults

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'


@pytest.mark.parametrize(
    "inside",
    [
        "<script>x()</script>", "<SCRIPT/>", "<s:script xmlns:s='http://www.w3.org/2000/svg'>x()</s:script>",
        "<rect onclick='x()'/>", "<g ONLOAD='x()'/>", "<foreignObject><p>x</p></foreignObject>",
        "<a href='javascript:x()'/>", "<a xlink:href=' jAvA&#9;script:x()'/>", "<a href='data:text/html,x'/>",
        "<image href='https://elsewhere.example.net/a.png'/>", "<image href='//elsewhere.example.net/a.png'/>",
        "<image href='data:image/svg+xml;base64,AAAA'/>", "<use href='other.svg#a'/>",
        "<set attributeName='href' to='javascript:x()'/>", "<animate attributeName='xlink:href' values='x'/>",
        "<style>@import 'x.css';</style>", "<style>a{fill:u\\72l(https://x.example.net)}</style>",
        "<style>@imp/**/ort 'x'</style>", "<rect style='fill:url( https://x.example.net/#a )'/>",
        "<rect fill='url(https://x.example.net/a.svg#b)'/>", "<iframe src='x'/>", "<g>",
    ],
)  # fmt: skip
def test_what_acts_or_fetches_is_refused(inside: str) -> None:
    assert faults(f"{HEAD}{inside}</svg>".encode())


@pytest.mark.parametrize(
    "inside",
    [
        "<rect fill='url(#a)' style='stroke:#fff'/>", "<use href='#a'/>", "<a href='https://city.example.net/'><g/></a>",
        "<image href='data:image/png;base64,AAAA'/>", "<style>.a{fill:url(#b)}</style>", "<title>On the script</title>",
        "<animate attributeName='x' values='1;2'/>", "<metadata><r:RDF xmlns:r='http://r'/></metadata>",
    ],
)  # fmt: skip
def test_a_drawing_passes(inside: str) -> None:
    assert faults(f"{HEAD}{inside}</svg>".encode()) == ()


def test_no_svg_at_all_and_a_document_type() -> None:
    assert faults(b"<html><body/></html>")[0].reason == "begins with <html>, not with <svg>"
    assert faults(b"plain words")[0].reason.startswith("cannot be read")
    public = b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    assert faults(public + HEAD.encode() + b"</svg>") == ()
    bomb = b'<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + HEAD.encode() + b"&b;</svg>"
    assert [fault.reason for fault in faults(bomb)] == ["declares entities of its own"]


def test_endless_nesting_is_a_fault_and_no_crash() -> None:
    assert faults(HEAD.encode() + b"<g>" * 100_000)
