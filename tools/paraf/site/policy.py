"""The headers that a built site is to be served with, by what its pages run and load."""

import base64
import hashlib
import html
import os
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from paraf.core import policy
from paraf.core.policy import Loads

DEPTH = 8
"""Pages may lie so deep before the set of scripts changes with one that lies deeper."""

_PART = rb"(?:[^>\"']|\"[^\"]*\"|'[^']*')*"
_LOADING = rb"link|img|source|video|audio|track|iframe|embed|object|form"
# Comments first, so that nothing in them counts; a script or style ends at its own end tag.
# Elements that load nothing are passed over: to read every tag of a large site would take long.
_TAGS = re.compile(
    rb"<(?:!--.*?--"
    rb"|(script|style)\b(" + _PART + rb")>(.*?)</\1\s*"
    rb"|(" + _LOADING + rb")\b(" + _PART + rb"))>",
    re.IGNORECASE | re.DOTALL,
)
_ATTRIBUTES = re.compile(rb"([^\s\"'<>/=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+)))?")
# HTML Standard, "JavaScript MIME type essence match", and the types that are scripts by name.
_RUN = re.compile(
    r"^$|^(text|application)/(x-)?(java|ecma)script$|^text/(javascript1\.[0-5]|jscript|livescript)$"
    r"|^(module|importmap|speculationrules)$"
)
_DIRECTIVES = {
    ("script", "src"): "script-src",
    ("img", "src"): "img-src",
    ("img", "srcset"): "img-src",
    ("source", "srcset"): "img-src",
    ("source", "src"): "media-src",
    ("video", "poster"): "img-src",
    ("video", "src"): "media-src",
    ("audio", "src"): "media-src",
    ("track", "src"): "media-src",
    ("iframe", "src"): "frame-src",
    ("embed", "src"): "object-src",
    ("object", "data"): "object-src",
    ("form", "action"): "form-action",
}
_LINKS = {"stylesheet": "style-src", "icon": "img-src", "manifest": "manifest-src"}
_URL = re.compile(
    rb"@import\s+(?:url\(\s*)?[\"']?([^\"')\s;]{1,200})|url\(\s*[\"']?([^\"')]{1,200})",
    re.IGNORECASE,
)
# A source must not end its directive, its header or the web server's setting.
_HOST = re.compile(r"[a-z0-9.-]+(:[0-9]+)?")
_ARTICLE = re.compile(rb"<article\b", re.IGNORECASE)
_ROOT = re.compile(rb"(?<=new URL\(\")(?:\.|\.\.(?:/\.\.)*)(?=\",location\))")


def headers(built: Path, url: str, *others: Path) -> Mapping[str, str]:
    """Return the response headers of the site built in `built`, for its address `url`.

    They depend on the files alone. A page that is added in another folder does not change them.
    With `others` they suit those sites as well: the release before, or the one that is to come.
    """
    each = [loads(one) for one in (built, *others)]
    return policy.headers(policy.together(each), secure=urlsplit(url).scheme == "https")


def loads(built: Path) -> Loads:
    """Return what the pages and style sheets of a built site run and load.

    Handlers in attributes (`onclick=…`) are not among it: a page that needs them is broken by the
    policy, and should be. Nor are scripts inside an article: what a page's own text brings along
    never runs, whatever let it pass before.
    """
    found = _Found()
    for path in _files(built):
        data = path.read_bytes()
        if path.suffix == ".css":
            found.styles_of(data)
        elif path.suffix == ".pagefind":
            found.webassembly = True
        else:
            found.page(data.replace(b"\r\n", b"\n").replace(b"\r", b"\n"))
    return Loads(
        frozenset(found.scripts),
        frozenset(found.styles),
        found.webassembly,
        {name: frozenset(sources) for name, sources in found.sources.items()},
    )


def _files(built: Path) -> Iterator[Path]:
    for folder, _, names in os.walk(built):
        for name in names:
            if name.endswith((".html", ".htm", ".css", ".wasm", ".pagefind")):
                yield Path(folder, name)


class _Found:
    """What was found so far; each tag that matters is looked at once, however often it stands."""

    def __init__(self) -> None:
        self.scripts: set[str] = set()
        self.styles: set[str] = set()
        self.webassembly = False
        self.sources: defaultdict[str, set[str]] = defaultdict(set)
        self._seen: set[tuple[bytes | None, ...]] = set()

    def page(self, data: bytes) -> None:
        article = _article(data)
        for tag in _TAGS.finditer(data):
            parts = tag.groups()
            if parts in self._seen or (tag.start() in article and _is_script(tag)):
                continue
            self._seen.add(parts)
            block, its, text, name, more = parts
            if block is not None:
                self._block(block.lower(), _attributes(its), text)
            elif name is not None:
                self._tag(name.lower().decode(), _attributes(more))

    def styles_of(self, data: bytes) -> None:
        """Take what a style sheet loads: fonts, pictures, other sheets."""
        for one in _URL.finditer(data):
            sheet, place = one.groups()
            if sheet is not None:
                self._add("style-src", sheet.decode("utf-8", "replace"))
                continue
            target = place.decode("utf-8", "replace")
            font = "font" in target[:40] or re.search(r"\.(woff2?|ttf|otf)\b", target)
            self._add("font-src" if font else "img-src", target)

    def _block(self, name: bytes, its: Mapping[str, str], text: bytes) -> None:
        self._tag(name.decode(), its)
        if name == b"style":
            self.styles.add(_source(text))
            self.styles_of(text)
        elif "src" not in its and _RUN.match(its.get("type", "").strip().lower()):
            self.scripts.update(map(_source, _at_any_depth(text)))

    def _tag(self, name: str, its: Mapping[str, str]) -> None:
        for (tag, attribute), directive in _DIRECTIVES.items():
            if tag == name and attribute in its:
                for one in _places(attribute, its[attribute]):
                    self._add(directive, one)
        if name == "link" and "href" in its:
            for one in its.get("rel", "").lower().split():
                if one in _LINKS:
                    self._add(_LINKS[one], its["href"])

    def _add(self, directive: str, target: str) -> None:
        parts = urlsplit(target.strip())
        if parts.scheme == "data":
            self.sources[directive].add("data:")
        elif _HOST.fullmatch(parts.netloc.lower()):
            self.sources[directive].add(f"{parts.scheme or 'https'}://{parts.netloc.lower()}")


def _article(page: bytes) -> range:
    """Return where the text of a page stands.

    It lies between the first begin of an article and the last end of one, whatever ends and begins
    in the text itself.
    """
    begin, end = _ARTICLE.search(page), page.lower().rfind(b"</article")
    if begin is None:
        return range(0)
    return range(begin.start(), end if end > begin.start() else len(page))


def _is_script(tag: re.Match[bytes]) -> bool:
    return (tag[1] or b"").lower() == b"script"


def _places(attribute: str, value: str) -> list[str]:
    if attribute != "srcset" or value.startswith("data:"):
        return [value]
    return [one.split()[0] for one in value.split(",") if one.strip()]


def _attributes(text: bytes) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for name, *values in _ATTRIBUTES.findall(text):
        value = b"".join(values).decode("utf-8", "replace")
        found.setdefault(name.decode("utf-8", "replace").lower(), html.unescape(value))
    return found


def _at_any_depth(script: bytes) -> Iterator[bytes]:
    """Yield a script, and as it would stand on a page that lies deeper or higher.

    The theme writes the way to the site's root into one script of each page. Were only those
    allowed that are there today, the first page in a deeper folder would need another setting of
    the web server.
    """
    yield script
    if _ROOT.search(script):
        for depth in range(DEPTH):
            way = b"/".join([b".."] * depth) or b"."
            yield _ROOT.sub(way, script)


def _source(text: bytes) -> str:
    digest = hashlib.sha256(text).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
