"""How each file of a site should be served: its type, for how long it is kept, and packed or not.

One source for Paraf's own server, for what is offered to nginx, Apache and Caddy, and for checks.
"""

import re
from types import MappingProxyType

TYPES = MappingProxyType(
    {
        "avif": "image/avif",
        "bmp": "image/bmp",
        "css": "text/css",
        "csv": "text/csv",
        "doc": "application/msword",
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "epub": "application/epub+zip",
        "geojson": "application/geo+json",
        "gif": "image/gif",
        "gz": "application/gzip",
        "htm": "text/html",
        "html": "text/html",
        "ico": "image/x-icon",
        "ics": "text/calendar",
        "jpeg": "image/jpeg",
        "jpg": "image/jpeg",
        "js": "text/javascript",
        "json": "application/json",
        "m4a": "audio/mp4",
        "map": "application/json",
        "md": "text/markdown",
        "mjs": "text/javascript",
        "mp3": "audio/mpeg",
        "mp4": "video/mp4",
        "odp": "application/vnd.oasis.opendocument.presentation",
        "ods": "application/vnd.oasis.opendocument.spreadsheet",
        "odt": "application/vnd.oasis.opendocument.text",
        "ogg": "audio/ogg",
        "otf": "font/otf",
        "pdf": "application/pdf",
        "png": "image/png",
        "ppt": "application/vnd.ms-powerpoint",
        "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "rtf": "application/rtf",
        "svg": "image/svg+xml",
        "ttf": "font/ttf",
        "txt": "text/plain",
        "vcf": "text/vcard",
        "wasm": "application/wasm",
        "webm": "video/webm",
        "webmanifest": "application/manifest+json",
        "webp": "image/webp",
        "woff": "font/woff",
        "woff2": "font/woff2",
        "xls": "application/vnd.ms-excel",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "xml": "application/xml",
        "zip": "application/zip",
    }
)
"""Media types by extension (IANA; `text/javascript` by RFC 9239)."""
OTHER = "application/octet-stream"
TEXTS = frozenset(
    {
        *(one for one in TYPES.values() if one.startswith("text/")),
        *("application/json", "application/geo+json", "application/manifest+json"),
        *("application/xml", "image/svg+xml"),
    }
)
"""Types that are text: they are served packed, and with their charset."""
CHARSET = "utf-8"

LASTING = (
    r"(\.[0-9a-f]{8,64}(\.min)?\.(css|js|mjs|wasm|woff2?)(\.map)?"
    r"|_[0-9a-f]{7,64}\.pf_(filter|fragment|index|meta))$"
)
"""Files whose name holds a digest of their bytes, as the theme and Pagefind name theirs.

Only what no person names: eight digits in the name of a document are rather a date. Read alike by
Python, PCRE and RE2.
"""
KEPT = "public, max-age=31536000, immutable"
ASKED = "no-cache"
"""Kept as well, but used only after the server was asked whether it is still the same."""
HIDDEN = r"(^|/)(\.(?!well-known(/|$))|[^/]*(~|\.(bak|orig|old|save|swp|swo|tmp))$)"
"""What is never served: names with a leading dot, and what editors leave behind."""

_LASTING = re.compile(LASTING)
_HIDDEN = re.compile(HIDDEN)


def media_type(path: str) -> str:
    """Return the value of Content-Type, with the charset where the file is text."""
    name = path.rpartition("/")[2]
    found = TYPES.get(name.rpartition(".")[2].lower(), OTHER) if "." in name else OTHER
    return f"{found}; charset={CHARSET}" if found in TEXTS else found


def caching(path: str) -> str:
    """Return the value of Cache-Control."""
    return KEPT if _LASTING.search(path) else ASKED


def is_packed(path: str) -> bool:
    """Say whether the file is served compressed to whoever takes it so."""
    return media_type(path).partition(";")[0] in TEXTS


def is_hidden(path: str) -> bool:
    """Say whether a path below the site's root is answered with 404 whatever lies there."""
    return _HIDDEN.search(path) is not None
