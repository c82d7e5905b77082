"""What random sites are made of: hostile words, names and texts, for the properties and for `fuzz.py`."""

from __future__ import annotations

from hypothesis import strategies as st

PIECES = (
    "a", "b", " ", "  ", "\n", "\n\n", "\t", "    ", "*", "**", "_", "__", "~~", "`", "```", "~~~", "- ", "+ ", "1. ",
    "> ", "# ", "###### ", "=", "---", "***", "|", "| a | b |\n|---|:-:|\n", "[", "]", "(", ")", "![", "](", "]: ",
    "[^", "[^a]", "[^a]: ", "<", ">", "<b>", "</b>", "<!--", "-->", "<?", "<![CDATA[", "]]>", "<script>", "</script>",
    "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>", "&", "&lt;", "&#0;", "&#x110000;", "&amp;lt;", "&colon;",
    "{", "}", "{#x}", "{.x}", "{onclick=x}", '{title="a"}', "{: .x}", "::: note\n", ":::: warning x\n", "\n:::\n",
    "::: figure images/bridge.png alt=\"x\"\n", "::: map\n:::\n", "::: quote by=one\nx\n:::\n", ":: ", ":", ": ", "\\",
    "\"", "'", "“", "(c)", "...", "--", "http://x.y", "<http://x.y>", "<javascript:x>", "javascript:alert(1)",
    "](javascript:alert(1))", "](JaVaScRiPt:x)", "](&#106;avascript:x)", "](java\tscript:x)", "](vbscript:x)",
    "](data:text/html,x)", "](data:image/png;base64,x)", "](//evil.example/x)", "](\\\\evil)", "](%6aavascript:x)",
    "](fact:rate)", "[155%](fact:rate)", "[](fact:rate)", "[x](fact:nobody)", "[rare earths](term:rare-earths)",
    "[](section:part)", "[x](page:faq)", "text.[](source:paper)", "[9](plain:why)", "](images/bridge.png)",
    "\u2028", "\u2029", "\u0085", "\u00a0", "\u200b", "\u202e", "\u0301", "é", "e\u0301", "İ", "ß", "漢", "😀", "\ufeff", "\ufffd",
    "9", "155%", "$5 billion", "2025-10-26",
)  # fmt: skip

_LETTERS = st.characters(codec="utf-8", exclude_categories=["Cs"])


def text(longest: int = 60) -> st.SearchStrategy[str]:
    """Markdown by the handful: pieces that mean something, in an order that means nothing."""
    piece = st.one_of(st.sampled_from(PIECES), st.text(_LETTERS, max_size=6))
    return st.lists(piece, max_size=longest).map("".join)


def scalar() -> st.SearchStrategy[str]:
    """A value as somebody might type it into YAML, unquoted."""
    odd = ("no", "yes", "~", "null", "0o7", "0x1", "010", "1_0", "1e3", ".inf", ".nan", "1:30", "2024-13-01", "=", "<<",
           "*a", "&a b", "!!python/object:os.system", "!!binary aGk=", "!!set {a}", "%YAML 9.9", "@a", "`a`", "{", "[",
           "}", "- a", "? a", "'", '"', '"\\ud800"', '"\\x00"', '"\\U00110000"', "|", ">", "|9", "# a", "a: b", "\t",
           "---", "...", "2025-10-26", "99999999999999999999", "-0", "1e999999999")  # fmt: skip
    return st.one_of(st.sampled_from(odd), st.text(_LETTERS, max_size=12), text(6))


def name() -> st.SearchStrategy[str]:
    """A file's name without its ending."""
    odd = ("a b", "a%20b", "a%2fb", "a#b", "a?b", "a&b", "a'b", 'a"b', "a<b", "-a", "é", "e\u0301", "CON", "nul", "a.",
           "a ", "ａ", "İ", "ß", "ẞ", "\u202ea", "😀", "a\u200bb", "a;b", "a:b", "a\\b", "a+b", "index", "404", "faq")  # fmt: skip
    letters = st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"], exclude_characters="/")
    return st.one_of(st.sampled_from(odd), st.text(letters, min_size=1, max_size=20)).filter(
        lambda name: name not in (".", "..")
    )
