"""Templates that speak a language, and what they say to a printer in CSS.

The one place of the package that knows jinja2; a room brings its templates and its own filters.
"""

import re
from typing import TYPE_CHECKING

from paraf.core.words import Say, T

if TYPE_CHECKING:
    from jinja2 import Environment


def environment(package: str, say: Say) -> "Environment":
    """Return what reads the templates of `package`: `t` and `said` speak by `say`, `css` quotes.

    Values are escaped as HTML; a name that nobody gave is an error, never an empty place.
    """
    from jinja2 import Environment, PackageLoader, StrictUndefined

    known = Environment(
        loader=PackageLoader(package),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )

    def t(message: str, **values: object) -> str:
        return say(T(message, **values))

    known.globals |= {"t": t}
    known.filters |= {"said": say, "css": css_string}
    return known


def css_string(text: str) -> str:
    """Return `text` as a quoted CSS string that cannot end its style element."""
    escaped = re.sub(r'["\\<>&\n\r\f]', lambda found: f"\\{ord(found[0]):x} ", text)
    return f'"{escaped}"'


def counters(sentence: str) -> str:
    """Return a sentence as CSS content, its gaps \\x01 and \\x02 filled by the page counters."""
    pages = {"\x01": "counter(page)", "\x02": "counter(pages)"}
    parts = re.split("([\x01\x02])", sentence)
    return " ".join(pages.get(part) or css_string(part) for part in parts if part)
