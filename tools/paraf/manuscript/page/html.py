"""Whether the HTML in a page only dresses text: nothing acts, loads or looks otherwise."""

import re
from collections.abc import Iterator, Mapping

from paraf.core.evidence import Finding
from paraf.core.page import Page
from paraf.core.words import T
from paraf.manuscript.finding import blocks
from paraf.manuscript.page.source import Source
from paraf.manuscript.read import Reading


def _these(names: str) -> frozenset[str]:
    return frozenset(names.split())


ACTING = frozenset(
    {"script", "iframe", "frame", "object", "embed", "applet", "base", "meta", "link", "style"}
)
"""Elements that do something by themselves, or load it from elsewhere."""
ELEMENTS = _these(
    "a abbr address article aside b blockquote br caption cite code col colgroup dd del details dfn"
    " div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav ol"
    " p pre q rp rt ruby s samp section small span strong sub summary sup table tbody td tfoot th"
    " thead time tr u ul var wbr form label input button noscript"
)
"""What a page may be made of: what Markdown makes, text, and a search form."""

_EVERYWHERE = _these("id class title lang dir role hidden markdown tabindex")
_OWN: Mapping[str, frozenset[str]] = {
    name: _these(allowed)
    for name, allowed in {
        "a": "href rel target download hreflang type name",
        "img": "src alt width height loading decoding align",
        "td": "colspan rowspan headers align",
        "th": "colspan rowspan scope headers abbr align",
        "col": "span",
        "colgroup": "span",
        "ol": "start reversed type",
        "li": "value",
        "time": "datetime",
        "ins": "datetime cite",
        "del": "datetime cite",
        "q": "cite",
        "blockquote": "cite",
        "details": "open name",
        "form": "action method",
        "label": "for",
        "input": "type name placeholder autocomplete required",
        "button": "type",
    }.items()
}
# Python-Markdown writes the alignment of a column so, unless the site asks for `align`.
_ALIGNED = re.compile(r"text-align:\s*(?:left|right|center);?")
# A browser that runs scripts takes all up to the first end tag for text, even if that stands in an
# attribute or a comment; what is read here is what another sees. These few signs say one to both.
_UNSCRIPTED = re.compile(r"<noscript\b", re.IGNORECASE)
_PLAIN = re.compile(
    r"<noscript>(?:[^<>]|</?(?:p|ul|ol|li|strong|em|b|i|br)>|<a href=\"[^\"<>]*\">|</a>)*+"
    r"</noscript>"
)
_FIELDS = frozenset({"search", "submit"})


def check_html(path: str, page: Page, reading: Reading) -> Iterator[Finding]:
    """Find elements and attributes that a page may not have: it is text, and never acts."""
    source = Source(page)
    for tag, attributes in reading.tags:
        for sign in _acting(tag, attributes):
            what = T("The page holds “{sign}”, which would act by itself.", sign=sign)
            yield blocks("active", path, what, _ACTS, line=_line(source, tag, sign))
        yield from _foreign(path, source, tag, attributes)
    if len(_PLAIN.findall(reading.html)) < len(_UNSCRIPTED.findall(reading.html)):
        what = T("The page holds a <noscript> with more in it than words and links.")
        yield blocks("active", path, what, _WORDS, line=source.matching(_UNSCRIPTED))


def _acting(tag: str, attributes: Mapping[str, str]) -> Iterator[str]:
    if tag in ACTING:
        yield tag
    yield from (name for name in attributes if name.startswith("on") or name == "srcdoc")


def _foreign(
    path: str, source: Source, tag: str, attributes: Mapping[str, str]
) -> Iterator[Finding]:
    if tag in ACTING:
        return
    if tag not in ELEMENTS:
        what = T("The page holds the element <{tag}>, which pages of this site do not have.",
                 tag=tag)  # fmt: skip
        yield blocks("html", path, what, _ELEMENT, line=_line(source, tag, tag))
        return
    for name, value in attributes.items():
        if name.startswith("on") or name == "srcdoc" or _allowed(tag, name, value):
            continue
        what = T("The page gives <{tag}> the attribute {attribute}, which pages of this site do "
                 "not have.", tag=tag, attribute=f"{name}={value}"[:60])  # fmt: skip
        yield blocks("html", path, what, _ATTRIBUTE, line=_line(source, tag, name))


def _allowed(tag: str, name: str, value: str) -> bool:
    if name == "style":
        return tag in ("td", "th") and _ALIGNED.fullmatch(value.strip()) is not None
    if (tag, name) == ("input", "type"):
        return value.lower() in _FIELDS
    if (tag, name) == ("form", "method"):
        return value.lower() == "get"
    if name in _EVERYWHERE or name.startswith(("aria-", "data-paraf")):
        return True
    return name in _OWN.get(tag, ())


def _line(source: Source, tag: str, sign: str) -> int:
    """Return the line that holds a sign as HTML or in braces; a paragraph may be of several."""
    named = re.escape(sign)
    if tag == sign:
        return source.matching(re.compile(rf"<{named}\b", re.IGNORECASE))
    whole = re.compile(rf"(?:<{re.escape(tag)}\b|\{{)[^>}}]*\b{named}\b", re.IGNORECASE)
    return source.matching(whole) or source.matching(re.compile(rf"\b{named}\s*=", re.IGNORECASE))


_ACTS = T("Take it out; a page is made of text, pictures, tables and links.")
_ELEMENT = T(
    "Write it in Markdown. If it is meant as text, put it between backticks: `<nama>`, or write "
    "&lt; for <."
)
_WORDS = T("Leave in it plain paragraphs, lists and links, without comments and other attributes.")
_ATTRIBUTE = T("Take it out; how the site looks is decided for all pages in one place.")
